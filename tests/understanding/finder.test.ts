import { expect, test } from 'vitest';
import { remembering } from '../../src/domain/remembering.ts';
import { createFinder } from '../../src/understanding/finder.ts';

test('finds all words that begin at a place, shorter ones first, none that is too long or cut off by the end', () => {
  const words = new Map(['停', '停电', '停电了吗', '电'].map((word) => [word, word]));
  const find = createFinder(words, 3);
  const at = (text: string, place: number) => find(text, place).map(({ value }) => value);
  expect(at('又停电了吗', 1)).toEqual(['停', '停电']);
  expect(at('又停', 1)).toEqual(['停']);
  expect(at('又停电', 0)).toEqual([]);
  expect(at('停电', 2)).toEqual([]);
});

test('what is remembered is made once, until so many others have come', () => {
  const made: string[] = [];
  const length = remembering(2, (text) => {
    made.push(text);
    return text.length;
  });
  expect(['a', 'bb', 'a', 'ccc', 'a'].map(length)).toEqual([1, 2, 1, 3, 1]);
  expect(made, 'a was the oldest when ccc came').toEqual(['a', 'bb', 'ccc', 'a']);
});

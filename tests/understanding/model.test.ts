import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/understanding/model.ts';
import { learn } from '../../src/understanding/training/learn.ts';
import { quantised } from '../../src/understanding/training/train.ts';
import {
  decodeModel,
  encodeModel,
  ModelRefused,
  wordVectorsIn,
} from '../../src/understanding/weights-file.ts';
import type { WordVectors } from '../../src/understanding/word-vectors.ts';
import { smallTraining } from './small-corpus.ts';

const words: WordVectors = {
  dimensions: 2,
  words: ['停电', '停水', '谢谢'],
  rows: Int8Array.from([127, 0, 120, 40, 0, 127]),
};
const lexicon = { words, concepts: [{ name: 'lamp', words: ['路灯', '灯'] }] };

async function trained() {
  const { job, around } = smallTraining(lexicon);
  const { curves, fitted } = await learn(job, around);
  return encodeModel(quantised(fitted, curves, lexicon, { corpus: 'abc', lines: 24 }));
}

const BYTES = await trained();

describe('a file of weights', () => {
  test('says of words it has not seen what it learnt from others like them', () => {
    const { score } = createModel(decodeModel(BYTES));
    const of = (text: string, head: string) => score(text).chances.get(head) ?? 0;
    expect(of('我们车间又停电了', 'dept:power')).toBeGreaterThan(of('我们车间又停电了', 'dept:urban'));
    expect(of('谢谢大家了', 'kind:chatter')).toBeGreaterThan(of('谢谢大家了', 'kind:request'));
  });

  test('is the same bytes each time it is learnt from the same corpus', async () => {
    expect((await trained()).equals(BYTES)).toBe(true);
  });

  test('names the words that weighed most', () => {
    const { explain } = createModel(decodeModel(BYTES));
    expect(explain('门口停电了', 'dept:power', 3).map(({ run }) => run)).toContain('停电');
  });

  test('carries its words and concepts', () => {
    expect(decodeModel(BYTES)).toMatchObject(lexicon);
    expect(wordVectorsIn(BYTES)).toEqual(words);
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 5), '不完整'],
    ['empty', () => Buffer.alloc(0), '不是识别模型'],
    [
      'something else',
      () => Buffer.from('hello, I am a text file of some length, and no weights at all'),
      '不是识别模型',
    ],
    ['damaged', (bytes: Buffer) => flipped(bytes, 2000), '已损坏'],
    ['of another version', (bytes: Buffer) => flipped(bytes, 7), '另一版'],
  ])('%s is refused in a sentence', (_name, spoil, sentence) => {
    expect(() => decodeModel(spoil(BYTES))).toThrow(ModelRefused);
    expect(() => decodeModel(spoil(BYTES))).toThrow(sentence);
  });
});

function flipped(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[place] = copy[place]! ^ 0x03;
  return copy;
}

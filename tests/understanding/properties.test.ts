/** What is said politely, in other forms of the same characters, or with a sign behind it, is still what is said. */
import { describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { simplified } from '../../src/domain/simplified.ts';
import { delicate } from '../../src/routing/officials.ts';
import { ALONE } from '../../src/understanding/surroundings.ts';
import { type CorpusLine, readCorpus } from '../../src/understanding/training/corpus.ts';

const { router } = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});
const corpus = readCorpus('data/corpus');
/** Every so many lines: enough of each hand, and quick. */
const EACH = 7;

const isHeld = (text: string): boolean => {
  const { kind, suspected } = router.read(text, ALONE);
  return kind === 'whistleblow' || suspected || delicate(text) !== null;
};
const isUrgent = (text: string): boolean => router.read(text, ALONE).urgent;

const CHANGES: readonly (readonly [string, (text: string) => string])[] = [
  ['a greeting', (text) => `各位领导上午好，${text}`],
  ['another', (text) => `大家好！\n${text}`],
  ['a sign at the end', (text) => `${text}🙏🙏`],
  ['full width', fullWidth],
  ['traditional characters', traditional],
];

describe.each(CHANGES)('%s', (_, change) => {
  test('makes no report an ordinary matter', () => {
    const held = some(({ kind }) => kind === 'whistleblow').filter(isHeld);
    expect(held.length).toBeGreaterThan(100);
    expect(held.filter((text) => !isHeld(change(text)))).toEqual([]);
  });

  test('makes nothing urgent plain', () => {
    const urgent = some((line) => line.urgent === true && line.is !== 'report').filter(isUrgent);
    expect(urgent.length).toBeGreaterThan(100);
    expect(urgent.filter((text) => !isUrgent(change(text)))).toEqual([]);
  });
});

function some(isIt: (line: CorpusLine) => boolean): readonly string[] {
  return corpus
    .filter(isIt)
    .filter((_line, place) => place % EACH === 0)
    .map(({ text }) => text);
}

/** ASCII letters, figures and marks in their full-width forms. */
function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

/** Each character in a traditional form that reads back as itself, where there is one. */
function traditional(text: string): string {
  return [...text].map((one) => BACK.get(one) ?? one).join('');
}
const BACK: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0x9fff - 0x4e00 }, (_, place) => String.fromCharCode(0x4e00 + place))
    .filter((one) => simplified(one) !== one)
    .map((one) => [simplified(one), one]),
);

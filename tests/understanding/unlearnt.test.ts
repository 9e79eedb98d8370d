/**
 * Matters by a hand of which the weights have learnt nothing, and shall not: fifteen of each office, half of them without
 * a word of it. What a change of words, thresholds or weights costs among them shows here.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { readCorpus } from '../../src/understanding/training/corpus.ts';

const { router, roster } = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});
const MATTERS = readFileSync('tests/understanding/unlearnt.tsv', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [office = '', text = ''] = line.split('\t');
    return { office, text, routing: router.route(text) };
  });
const share = (found: readonly unknown[]): number => found.length / MATTERS.length;

test('there are as many of each office, and none stands in the corpus', () => {
  for (const { id } of roster.departments)
    expect(MATTERS.filter(({ office }) => office === id)).toHaveLength(15);
  const learnt = new Set(readCorpus('data/corpus').map(({ text }) => text));
  expect(MATTERS.filter(({ text }) => learnt.has(text))).toEqual([]);
});

test('two of three reach their office at once, and at most one of twelve another', () => {
  const sent = MATTERS.filter(({ routing }) => routing.auto);
  const wrong = sent.filter(({ office, routing }) => routing.departments[0]?.id !== office);
  const lines = wrong.map(
    ({ office, routing, text }) => `${office} → ${routing.departments[0]?.id}　${text}`,
  );
  expect(share(sent) - share(wrong), lines.join('\n')).toBeGreaterThanOrEqual(0.66);
  expect(share(wrong), lines.join('\n')).toBeLessThanOrEqual(0.085);
});

test('hardly any is kept quiet about', () => {
  const quiet = MATTERS.filter(({ routing }) => routing.kind === 'chatter');
  expect(share(quiet), quiet.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(0.01);
});

test('none is taken for a report', () => {
  const taken = MATTERS.filter(({ routing }) => routing.kind === 'whistleblow');
  expect(taken.map(({ text }) => text)).toEqual([]);
});

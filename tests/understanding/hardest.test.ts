/**
 * The three hundred lines of the corpus that go wrong most plainly when they are judged by weights that have not seen
 * their writer: with the weights that ship, they must be read right.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { loadCounty } from '../../src/county.ts';
import { delicate } from '../../src/routing/officials.ts';
import { ALONE } from '../../src/understanding/surroundings.ts';
import { type CorpusLine, readCorpus } from '../../src/understanding/training/corpus.ts';

const { router } = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});
const IDS = z
  .record(z.enum(['reports', 'urgent', 'debts', 'talk', 'matters']), z.array(z.string()))
  .parse(JSON.parse(readFileSync('tests/understanding/hardest.json', 'utf8')));
const lines: ReadonlyMap<string, CorpusLine> = new Map(
  readCorpus('data/corpus').map((line) => [line.id, line]),
);

const READ_RIGHT: Readonly<Record<keyof typeof IDS, (text: string) => boolean>> = {
  reports: (text) => {
    const { kind, suspected } = router.read(text, ALONE);
    return kind === 'whistleblow' || suspected || delicate(text) !== null;
  },
  urgent: (text) => router.read(text, ALONE).urgent,
  debts: (text) => router.read(text, ALONE).kind === 'arrears',
  talk: (text) => {
    const { kind, doubtful } = router.read(text, ALONE);
    return kind === 'chatter' || doubtful;
  },
  matters: (text) => router.read(text, ALONE).kind !== 'chatter',
};

test('there are three hundred of them, none twice', () => {
  const all = Object.values(IDS).flat();
  expect(new Set(all).size).toBe(300);
  expect(all.filter((id) => !lines.has(id))).toEqual([]);
});

test.each([
  ['reports', 0.95],
  ['urgent', 0.9],
  ['debts', 0.9],
  // Talk of dangers that are over or elsewhere stays hard: it is sooner asked about than overheard.
  ['talk', 0.75],
  ['matters', 0.9],
] as const)('%s', (what, least) => {
  const own = IDS[what].map((id) => lines.get(id)?.text ?? '');
  const right = own.filter(READ_RIGHT[what]);
  expect(
    right.length / own.length,
    own.filter((one) => !right.includes(one)).join('\n'),
  ).toBeGreaterThanOrEqual(least);
});

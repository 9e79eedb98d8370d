/** Words beside several matters of the speaker's: what was worked out for one is used for others that look alike, and no further. */
import { expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { ALONE, type NearMatter } from '../../src/understanding/surroundings.ts';
import { readCorpus } from '../../src/understanding/training/corpus.ts';

const { understanding } = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});
const AT = Date.parse('2026-11-24T10:00:00+08:00');
const AGES = [MINUTE, MINUTE, 5 * MINUTE, 30 * MINUTE, 3 * HOUR, DAY];

test('beside each matter they are judged as beside it alone', () => {
  if (!understanding) throw new Error('the shipped weights are missing');
  const { judge } = understanding.weights;
  const lines = readCorpus('data/corpus').filter((_, place) => place % 400 === 0);
  expect(lines.length).toBeGreaterThan(50);
  let apart = 0;
  for (const [place, { text }] of lines.entries()) {
    const ruled = understanding.rules.route(text);
    const own = AGES.map((age, turn): NearMatter => {
      const near = lines[(place + turn) % lines.length]?.text ?? text;
      const told = turn % 2 === 0 ? null : AT - age;
      return { text: near, openedAt: AT - DAY, saidAt: AT - age, toldAt: told, asked: turn === 4 };
    });
    const around = { ...ALONE, at: AT, own };
    const together = judge.judgeBeside(text, around, ruled);
    const each = own.map((one) => judge.judgeBeside(text, { ...around, own: [one] }, ruled)[0]);
    expect(together).toEqual(each);
    if (new Set(together.map(({ line }) => line.more)).size > 1) apart += 1;
  }
  expect(apart, 'texts that are not the same beside all of them').toBeGreaterThan(lines.length / 2);
});

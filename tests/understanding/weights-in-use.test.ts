/** Weights that change while the program runs: whoever reads by them reads by the new ones at once. */
import { expect, test } from 'vitest';
import { learnFrom } from '../../src/learning/learn.ts';
import { createWeighedRouter } from '../../src/understanding/weighed-router.ts';
import { decodeModel } from '../../src/understanding/weights-file.ts';
import { createWeightsInUse } from '../../src/understanding/weights-in-use.ts';
import {
  CANAL,
  county,
  decisions,
  dispatched,
  jobOf,
  NEXT_CANAL,
  rules,
  shipped,
} from '../learning/county.ts';

const LEARNT = decodeModel(Buffer.from(learnFrom(jobOf(dispatched(CANAL, 'land'))).file ?? []));

test('a reader made before reads by them, the words it read last too', () => {
  const weights = createWeightsInUse(shipped);
  const reader = createWeighedRouter(rules, weights.judge, decisions, county.roster);
  const first = (): string | undefined => reader.route(NEXT_CANAL).departments[0]?.id;
  expect(first()).not.toBe('land');
  weights.change(LEARNT);
  expect(first()).toBe('land');
  weights.change(null);
  expect(first()).not.toBe('land');
});

test('they have a name of their own on record', () => {
  const weights = createWeightsInUse(shipped, LEARNT);
  expect(weights.judge.corpus).toBe(`${shipped.corpus}+${LEARNT.checksum.slice(0, 8)}`);
  weights.change(null);
  expect(weights.judge.corpus).toBe(shipped.corpus);
});

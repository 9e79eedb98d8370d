/** `understanding.local` at the start: used where it belongs, and never a reason not to start. */
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { learnFrom } from '../../src/learning/learn.ts';
import { localFileIn, readLocal, removeLocal, writeLocal } from '../../src/learning/local-weights.ts';
import { decodeModel, encodeModel } from '../../src/understanding/weights-file.ts';
import { scratch } from '../support/county.ts';
import { CANAL, dispatched, jobOf, NEXT_CANAL, shipped, WEIGHTS } from './county.ts';

const FILE = Buffer.from(learnFrom(jobOf(dispatched(CANAL, 'land'), { at: 1_764_000_000_000 })).file ?? []);
const SHIPPED = readFileSync(WEIGHTS);

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

const started = () =>
  loadCounty({
    rosterFile: 'data/roster.yaml',
    flowsDir: 'flows',
    weightsFile: WEIGHTS,
    localDir: place.dir,
  });

test('the file is one of weights that says what it was learnt from', () => {
  const parts = decodeModel(FILE);
  expect(parts.learnt).toMatchObject({
    base: shipped.checksum,
    at: 1_764_000_000_000,
    lessons: CANAL.length,
  });
  expect(parts.learnt?.after).toBeGreaterThan(parts.learnt?.before ?? 0);
  expect({ ...parts, weights: null, learnt: null, checksum: null }).toEqual({
    ...decodeModel(SHIPPED),
    weights: null,
    learnt: null,
    checksum: null,
  });
});

test('weights that ship are the same file as before: what was learnt is no part of them', () => {
  expect(encodeModel(decodeModel(SHIPPED)).equals(SHIPPED)).toBe(true);
});

test('it is used from the start, and on record which', async () => {
  await writeLocal(place.dir, FILE);
  const { router, understanding, versions } = started();
  expect(understanding?.weights.local?.learnt?.lessons).toBe(CANAL.length);
  expect(understanding?.localRefused).toBeNull();
  expect(router.route(NEXT_CANAL).departments[0]?.id).toBe('land');
  expect(versions.weights).toMatch(new RegExp(`^${shipped.corpus}\\+[0-9a-f]{8}$`));
});

test('nobody else of the machine can read it', async () => {
  await writeLocal(place.dir, FILE);
  expect((await stat(localFileIn(place.dir))).mode & 0o077).toBe(0);
});

test('it is gone when it is deleted: the shipped weights are back', async () => {
  await writeLocal(place.dir, FILE);
  await removeLocal(place.dir);
  expect(started().understanding).toMatchObject({ localRefused: null });
  expect(started().versions.weights).toBe(shipped.corpus);
});

test('nobody asked for what was learnt: it is not looked at', async () => {
  await writeLocal(place.dir, FILE);
  const settings = { rosterFile: 'data/roster.yaml', flowsDir: 'flows' };
  expect(loadCounty({ ...settings, weightsFile: WEIGHTS }).versions.weights).toBe(shipped.corpus);
  expect(loadCounty({ ...settings, localDir: place.dir }).understanding).toBeNull();
});

describe('the shipped weights are used, and why is told, where it', () => {
  const future = Buffer.from(FILE);
  future.write('9', 7, 'latin1');
  const otherBase = encodeModel({
    ...decodeModel(FILE),
    learnt: { ...decodeModel(FILE).learnt!, base: 'f'.repeat(64) },
  });
  test.each([
    ['is of other shipped weights', otherBase, '另一版权重'],
    ['says nothing of what it was learnt from', SHIPPED, '另一版权重'],
    ['is cut off', FILE.subarray(0, 2_000_000), '不完整'],
    ['is empty', Buffer.alloc(0), '不是识别模型'],
    ['is of a later program', future, '另一版程序'],
    ['is text', Buffer.from('x'.repeat(100)), '不是识别模型'],
  ])('%s', (_what, bytes, why) => {
    writeFileSync(localFileIn(place.dir), bytes);
    const { understanding, rulesAlone, versions } = started();
    expect(understanding?.localRefused).toContain(why);
    expect(understanding?.weights.local).toBeNull();
    expect(rulesAlone).toBeNull();
    expect(versions.weights).toBe(shipped.corpus);
  });

  test('is a folder', async () => {
    await mkdir(localFileIn(place.dir));
    expect(readLocal(place.dir, shipped).why).toContain('读不到');
  });
});

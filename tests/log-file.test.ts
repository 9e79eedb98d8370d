/** The log in a file: put aside when it is full, and never a reason to lose a line. */
import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '../src/log.ts';
import { logFile } from '../src/log-file.ts';
import { scratch } from './support/county.ts';

let place: ReturnType<typeof scratch>;
let path = '';
beforeEach(() => {
  place = scratch();
  path = join(place.dir, 'lianxinqiao.log');
});
afterEach(() => place.remove());

const linesIn = (file: string): readonly { msg: string; time: string }[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

it('is put aside when full: so many are kept, none is larger, the newest lines are in the file of the name', () => {
  const log = createLog('info', logFile(path, 400));
  for (let n = 0; n < 200; n++) log.info(`line ${n}`);
  const files = readdirSync(place.dir).sort();
  expect(files).toEqual([
    'lianxinqiao.log',
    ...Array.from({ length: 9 }, (_, age) => `lianxinqiao.log.${age + 1}`),
  ]);
  for (const file of files) expect(statSync(join(place.dir, file)).size).toBeLessThanOrEqual(400);
  const ages = [...files.slice(1).sort((a, b) => Number(b.at(-1)) - Number(a.at(-1))), 'lianxinqiao.log'];
  const told = ages.flatMap((file) => linesIn(join(place.dir, file)).map(({ msg }) => msg));
  expect(told).toEqual(Array.from({ length: told.length }, (_, n) => `line ${200 - told.length + n}`));
});

it('is for nobody else to read, goes on where it was, and is in the hours of the office', () => {
  createLog('info', logFile(path)).info('before');
  createLog('info', logFile(path)).info('after');
  expect(statSync(path).mode & 0o077).toBe(0);
  const lines = linesIn(path);
  expect(lines.map(({ msg }) => msg)).toEqual(['before', 'after']);
  for (const { time } of lines) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/);
});

it('grows where it cannot be put aside, and begins anew where somebody emptied it', () => {
  mkdirSync(`${path}.1`);
  mkdirSync(join(`${path}.1`, 'x'));
  const log = createLog('info', logFile(path, 100));
  for (let n = 0; n < 20; n++) log.info(`line ${n}`);
  const kept = readdirSync(place.dir).filter((name) => !name.includes('log.')).length;
  expect(kept).toBe(1);
  truncateSync(path);
  log.info('first of the rest');
  expect(linesIn(path).at(-1)?.msg).toBe('first of the rest');
});

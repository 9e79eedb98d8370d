/** Who looked at what: a line each, a file a month, a year kept, and no reason for a page not to be shown. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AccessLog, readAccess } from '../src/access-log.ts';
import { at } from '../src/domain/time.ts';
import { scratch } from './support/county.ts';

let place: ReturnType<typeof scratch>;
let now = at('2026-12-31', '23:59');
const complaints: string[] = [];
const log = { error: (_: object, message: string) => complaints.push(message) };
const opened = () => new AccessLog(place.dir, { now: () => now }, log);

beforeEach(() => {
  place = scratch();
  complaints.length = 0;
  now = at('2026-12-31', '23:59');
});
afterEach(() => place.remove());

test('a line for each, by the month in China, for nobody else to read', () => {
  const access = opened();
  access.note('power-a', '/t/1');
  now = at('2027-01-01', '00:01');
  access.note('power-a', '/tickets.xlsx?q=13812345678');
  expect(readdirSync(join(place.dir, 'access'))).toEqual(['access-2026-12.jsonl', 'access-2027-01.jsonl']);
  expect(statSync(join(place.dir, 'access', 'access-2026-12.jsonl')).mode & 0o077).toBe(0);
  expect(readAccess(place.dir)).toEqual([
    { at: '2026-12-31T23:59:00.000+08:00', who: 'power-a', what: '/t/1' },
    { at: '2027-01-01T00:01:00.000+08:00', who: 'power-a', what: '/tickets.xlsx?q=138****5678' },
  ]);
});

test('twelve months beside the present one are kept, and nothing else of the folder is touched', () => {
  const dir = join(place.dir, 'access');
  mkdirSync(dir);
  for (const name of ['access-2025-11.jsonl', 'access-2025-12.jsonl', 'notes.txt'])
    writeFileSync(join(dir, name), '');
  opened().note('power-a', '/');
  expect(readdirSync(dir)).toEqual(['access-2025-12.jsonl', 'access-2026-12.jsonl', 'notes.txt']);
});

test('a line cut off by a crash is left out, and the next program goes on behind it', () => {
  opened().note('power-a', '/t/1');
  const file = join(place.dir, 'access', 'access-2026-12.jsonl');
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"at":"2026-12-31T2`);
  opened().note('power-b', '/t/2');
  expect(readAccess(place.dir).map(({ what }) => what)).toEqual(['/t/1', '/t/2']);
});

test('what cannot be written is said once, and nobody is kept waiting', () => {
  writeFileSync(join(place.dir, 'access'), 'a file where the folder should be');
  const access = opened();
  access.note('power-a', '/t/1');
  access.note('power-a', '/t/2');
  expect(complaints).toEqual(['查看记录没有写成，请检查磁盘；网页照常']);
});

test('a folder in which nothing was noted has no lines', () => {
  expect(readAccess(place.dir)).toEqual([]);
});

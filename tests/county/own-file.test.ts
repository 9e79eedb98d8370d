/** A list that is a county’s alone: what ships until it has written its own, and what ships is never written over. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownFile } from '../../src/county/files.ts';
import { inUse, replaceOwn } from '../../src/county/own-file.ts';
import { scratch } from '../support/county.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

test.each(['powers', 'policies'] as const)(
  '%s lie in the county’s folder once the county has written them',
  (name) => {
    const file = ownFile(place.dir, name);
    const shipped = readFileSync(`data/${name}.yaml`, 'utf8');
    expect(inUse(file)).toBe(`data/${name}.yaml`);
    expect(replaceOwn(file, shipped, 'ours: 1\n')).toBe(true);
    expect(inUse(file)).toBe(join(place.dir, `${name}.yaml`));
    expect(readFileSync(inUse(file), 'utf8')).toBe('ours: 1\n');
    expect(readFileSync(`data/${name}.yaml`, 'utf8')).toBe(shipped);
    expect(existsSync(`${file.own}.bak`)).toBe(false);
    expect(replaceOwn(file, 'ours: 1\n', 'ours: 2\n')).toBe(true);
    expect(readFileSync(`${file.own}.bak`, 'utf8')).toBe('ours: 1\n');
  },
);

test('what somebody else has changed meanwhile is left as it is', () => {
  const file = ownFile(place.dir, 'powers');
  writeFileSync(file.own, 'theirs: 1\n');
  expect(replaceOwn(file, 'ours: 1\n', 'ours: 2\n')).toBe(false);
  expect(readFileSync(file.own, 'utf8')).toBe('theirs: 1\n');
});

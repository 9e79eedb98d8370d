/** A data folder knows where it is at home, and nothing takes it elsewhere unawares. */
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../src/domain/time.ts';
import {
  beAtHome,
  installationId,
  markRestored,
  NotAtHome,
  takeOver,
  toldOfTakeOver,
  wasTold,
} from '../src/installation.ts';
import { scratch } from './support/county.ts';

const NOW = at('2026-11-24', '10:00');
let place: ReturnType<typeof scratch>;
let home = '';
beforeEach(() => {
  place = scratch();
  home = join(place.dir, 'home');
  mkdirSync(home);
});
afterEach(() => place.remove());

const file = (dir: string) => join(dir, 'installation.json');
/** As if the folder had been at work on another machine. */
function fromElsewhere(dir: string, machine: string | null): void {
  const found = JSON.parse(readFileSync(file(dir), 'utf8'));
  const inode = machine === null ? '1' : found.place.inode;
  writeFileSync(
    file(dir),
    JSON.stringify({ ...found, place: { ...found.place, host: 'old-server', machine, inode } }),
  );
}

test('a new folder is at home where it is first at work, and stays itself', async () => {
  await beAtHome(home);
  const id = installationId(home);
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  await beAtHome(home);
  expect(installationId(home)).toBe(id);
  expect(await takeOver(home, NOW)).toBeNull();
});

test('renamed or moved on its disk, it is at home still', async () => {
  await beAtHome(home);
  const moved = join(place.dir, 'moved');
  renameSync(home, moved);
  await beAtHome(moved);
});

test('a copy is refused in words until it is taken over, of which there is word until it was passed on', async () => {
  await beAtHome(home);
  const copy = join(place.dir, 'copy');
  cpSync(home, copy, { recursive: true });
  await expect(beAtHome(copy)).rejects.toThrow(NotAtHome);
  await expect(beAtHome(copy)).rejects.toThrow(/另一处运行的（主机 .+ 的 .+home.*npm run take-over/);
  expect(await takeOver(copy, NOW)).toMatchObject({
    path: expect.stringContaining('home'),
    at: '2026-11-24T10:00:00.000+08:00',
  });
  await beAtHome(copy);
  expect(toldOfTakeOver(copy)).toMatchObject({
    path: expect.stringContaining('home'),
    here: expect.stringContaining('copy'),
  });
  await wasTold(copy);
  expect(toldOfTakeOver(copy)).toBeNull();
  // It is the same installation still, and the one that it was made of is not touched.
  expect(installationId(copy)).toBe(installationId(home));
  await beAtHome(home);
});

test.each([
  ['another machine', 'f'.repeat(32)],
  ['a machine that does not say which it is', null],
])('from %s it is refused', async (_, machine) => {
  await beAtHome(home);
  fromElsewhere(home, machine);
  await expect(beAtHome(home)).rejects.toThrow('主机 old-server');
  await takeOver(home, NOW);
  await beAtHome(home);
});

test('a restored one is at home nowhere, also where it was before', async () => {
  await markRestored(home, { id: '0123456789abcdef', from: 'lianxinqiao-20261124-023000', at: NOW });
  await expect(beAtHome(home)).rejects.toThrow('从备份 lianxinqiao-20261124-023000 恢复来的');
  expect(await takeOver(home, NOW)).not.toBeNull();
  await beAtHome(home);
  expect(installationId(home)).toBe('0123456789abcdef');
});

test.each(['', '{"v":1', '{"v":2}', 'null'])('a file of %j costs no county its group', async (text) => {
  writeFileSync(file(home), text);
  await beAtHome(home);
  expect(installationId(home)).not.toBeNull();
});

/** Uploads on a disk that is full or fills up: refused in a class of their own, and no part of them stays. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPageChannel } from '../../src/channels/page/index.ts';
import { FetchFailure } from '../../src/channels/port.ts';
import { Chat } from '../../src/channels/web/chat.ts';
import { VirtualClock } from '../../src/clock.ts';
import type { DiskState, LookAtDisk } from '../../src/disk.ts';
import { picture } from '../journeys/pictures.ts';
import { scratch } from '../support/county.ts';

const MB = 1024 ** 2;
const BYTES = picture('a');
const clock = new VirtualClock(Date.parse('2026-11-23T09:00:00+08:00'));

let folder: ReturnType<typeof scratch>;
let disk: DiskState | Error;
const look: LookAtDisk = async () => {
  if (disk instanceof Error) throw disk;
  return disk;
};
let closing: (() => Promise<void>)[];
beforeEach(() => {
  folder = scratch();
  disk = { free: 1024 * MB, total: 100 * 1024 * MB };
  closing = [];
});
afterEach(async () => {
  for (const close of closing) await close();
  folder.remove();
});

/** What keeps uploads, and the folder it keeps them in. */
const PLACES = {
  'the pages': () => {
    const channel = createPageChannel(clock, folder.dir, look);
    return { dir: folder.dir, keep: () => channel.keep(BYTES, '照片.png') };
  },
  'the chat of the browser group': () => {
    const chat = Chat.open(folder.dir, clock, look);
    closing.push(() => chat.close());
    const dir = join(folder.dir, 'files');
    return { dir, keep: () => chat.keep(BYTES, '照片.png') };
  },
};
const files = (dir: string): readonly string[] => readdirSync(dir);

describe.each(Object.entries(PLACES))('%s', (_, make) => {
  test('keep an upload where there is room', async () => {
    const { dir, keep } = make();
    const { ref } = await keep();
    expect(readFileSync(join(dir, ref)).equals(Buffer.from(BYTES))).toBe(true);
    expect(files(dir)).toEqual([ref]);
  });

  test('refuse it where only the reserve of what people say is left, and write nothing', async () => {
    const { dir, keep } = make();
    disk = { free: 64 * MB, total: 100 * 1024 * MB };
    const refused = keep();
    await expect(refused).rejects.toBeInstanceOf(FetchFailure);
    await expect(refused).rejects.toMatchObject({ kind: 'retry' });
    expect(files(dir)).toEqual([]);
    disk = { free: 65 * MB, total: 100 * 1024 * MB };
    await keep();
  });

  test('try it where nobody can say', async () => {
    const { keep } = make();
    disk = new Error('no statfs here');
    await keep();
  });

  test('never take a part for the whole', async () => {
    const { dir, keep } = make();
    const { ref } = await keep();
    const whole = join(dir, ref);
    // As a crash of an older program left it.
    writeFileSync(whole, BYTES.slice(0, 3));
    await keep();
    expect(statSync(whole).size).toBe(BYTES.length);
  });

  test('leave no part where its name cannot be taken', async () => {
    const { dir, keep } = make();
    const { ref } = await keep();
    rmSync(join(dir, ref));
    // A folder stands where the file is to go.
    mkdirSync(join(dir, ref, 'inside'), { recursive: true });
    await expect(keep()).rejects.toThrow();
    expect(files(dir)).toEqual([ref]);
  });
});

test('parts of a program that ended are swept when the chat is opened: ours, and no others', () => {
  const dir = join(folder.dir, 'files');
  mkdirSync(dir, { recursive: true });
  const sha = 'ab'.repeat(32);
  for (const name of [`${sha}.01234567.part`, 'somebody-elses.part', sha])
    writeFileSync(join(dir, name), 'half');
  const chat = Chat.open(folder.dir, clock, look);
  closing.push(() => chat.close());
  expect(files(dir).toSorted()).toEqual([sha, 'somebody-elses.part']);
});

test('given once more on the pages it is kept as long as if it were new', async () => {
  const channel = createPageChannel(clock, folder.dir, look);
  const { ref } = await channel.keep(BYTES, 'a.png');
  const path = join(folder.dir, ref);
  const longAgo = new Date('2026-01-01T00:00:00Z');
  utimesSync(path, longAgo, longAgo);
  await channel.keep(BYTES, 'a.png');
  expect(statSync(path).mtime.getTime()).toBeGreaterThan(longAgo.getTime());
});

/**
 * What was answered is on disk, not only in the memory of the operating system: a sync that began after the bytes
 * were written had ended when the answer was given. Seen by watching the calls; a killed process would not show it.
 */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import type { Manifest } from '../../src/store/manifest.ts';
import { PATIENCE } from '../support/patience.ts';
import { incoming, outgoing, registering, T0, toGroup } from './builders.ts';
import { type DiskCall, DiskCalls } from './disk-calls.ts';
import { tempDir } from './folders.ts';
import { inMonth, openIn, recorded, segment, workIn } from './months.ts';

const JOURNAL = /^journal-/;
/** Turns by way of the disk that are ample for whoever does not wait to betray himself. */
const TURNS = 100;

let disk: DiskCalls;
beforeEach(async () => {
  disk = await DiskCalls.watch();
});
afterEach(() => disk.stop());

/** The only call of its kind for which `holds`. */
function theOne(calls: readonly DiskCall[], what: string, holds: (call: DiskCall) => boolean): DiskCall {
  const found = calls.filter(holds);
  expect(found.length, what).toBe(1);
  return found[0]!;
}

/** Fails unless `file` was synced between two moments. */
function expectSynced(file: string, what: string, after: number, before: number): void {
  const syncs = disk.all.filter((call) => call.what === 'sync' && call.file === file);
  const inTime = syncs.some((sync) => sync.begun > after && sync.ended < before);
  const said = syncs.map(({ begun, ended }) => `${begun}–${ended}`).join(', ') || 'never';
  expect(inTime, `${what}: ${file} synced between ${after} and ${before}; it was ${said}`).toBe(true);
}

/** Fails unless the line with this text was on disk at the moment `answered`. */
function expectOnDisk(text: string, answered: number): void {
  const write = theOne(disk.of('write', JOURNAL), `writes of ${text}`, (call) => call.text.includes(text));
  expectSynced(write.file, text, write.ended, answered);
}

/** The moment at which something was answered. */
async function answer(doing: Promise<unknown>): Promise<number> {
  await doing;
  return disk.now();
}

const said = (text: string) => registering({ text });
const CLAIM = { limit: 10, leaseMs: 1_000, busy: new Set<string>() };

describe('an answer is given only when it is on disk', () => {
  let store: EmbeddedStore;
  beforeEach(async () => {
    store = await openStore({ dir: tempDir() });
  });
  afterEach(async () => {
    disk.releaseSyncs();
    await store.close();
  });

  it('for messages received', async () => {
    expectOnDisk('"key":"k1"', await answer(store.receive([incoming('k1')], T0)));
  });

  it('for a commit', async () => {
    expectOnDisk('甲', await answer(store.commit(said('甲'))));
  });

  it('for messages taken from the outbox, and for what became of them', async () => {
    await store.commit(() => ({ at: T0, cause: 'x', outbox: [outgoing('o1', toGroup())] }));
    const claims = await store.claimOutbox(T0, CLAIM);
    expectOnDisk('"claims":[{"id":"o1"', disk.now());
    const sent = { state: 'sent', channel: 'telegram', chat: '-100', message: '1' } as const;
    expectOnDisk('"settled":{"id":"o1"', await answer(store.settle('o1', claims[0]?.claim ?? 0, sent, T0)));
  });

  it('for each of many commits that meet on a slow disk, those that come while others are synced included', async () => {
    disk.holdSyncs(JOURNAL);
    const first = answer(store.commit(said('第一')));
    await vi.waitFor(() => expect(disk.of('write', JOURNAL)).toHaveLength(1), PATIENCE);
    const later = ['第二', '第三', '第四'].map((text) => answer(store.commit(said(text))));
    disk.releaseSyncs();
    expectOnDisk('第一', await first);
    for (const [place, text] of ['第二', '第三', '第四'].entries()) expectOnDisk(text, (await later[place])!);
  });

  it('for a message that is known already, and for a conflict: what they are held against is on disk', async () => {
    disk.holdSyncs(JOURNAL);
    const received = store.receive([incoming('k1')], T0);
    const again = answer(store.receive([incoming('k1')], T0));
    const made = store.commit(said('甲'));
    const conflict = answer(store.commit(() => ({ at: T0, cause: 'x', expect: { 'ticket/1': 0 } })));
    await roundTrips();
    disk.releaseSyncs();
    expectOnDisk('"key":"k1"', await again);
    expectOnDisk('甲', await conflict);
    await Promise.all([received, made]);
  });

  it('and the head that a brief prints is on disk, too', async () => {
    disk.holdSyncs(JOURNAL);
    const before = store.head();
    const made = store.commit(said('甲'));
    await roundTrips();
    expect(store.head()).toEqual(before);
    disk.releaseSyncs();
    await made;
    expect(store.head().seq).toBe(1);
  });
});

/** Lets whoever does not wait for a held sync go on. */
async function roundTrips(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await stat('.');
}

describe('a new segment', () => {
  it('is named on disk in its folder before a line in it is answered', async () => {
    const dir = tempDir();
    const store = await openStore({ dir });
    for (const month of ['2026-11', '2026-12']) {
      const answered = await answer(store.commit(registering({ at: inMonth(month) })));
      const opened = theOne(disk.of('open', JOURNAL), month, ({ file }) => file === segment(month));
      expectSynced(basename(dir), 'the folder', opened.ended, answered);
    }
    await store.close();
  });

  it('that was begun by a program that died is synced by the next one before it answers', async () => {
    const dir = tempDir();
    await recorded(dir, '2026-11');
    const opening = disk.now();
    const store = await openIn('2026-12', dir);
    const opened = disk.now();
    expectSynced(segment('2026-11'), 'what was read', opening, opened);
    expectSynced(basename(dir), 'its name', opening, opened);
    await store.close();
  });
});

/** Fails unless a manifest and all its shards reached the disk in their order. Gives when the manifest was begun. */
function expectKept(dir: string, manifest: string, folder: string, answered: number): DiskCall {
  const [renamed] = disk.of('rename', new RegExp(`^${manifest}$`)).slice(-1);
  expect(renamed, `${manifest} written`).toBeDefined();
  const half = theOne(disk.of('write', /./), `${manifest} half`, ({ file }) => file === renamed?.from);
  expectSynced(half.file, manifest, half.ended, renamed!.begun);
  expectSynced(basename(dir), `the folder of ${manifest}`, renamed!.ended, answered);
  const { shards } = JSON.parse(half.text) as Manifest;
  expect(shards.length).toBeGreaterThan(2);
  for (const { file } of shards) {
    const shard = theOne(disk.of('rename', /\.json$/), file, (call) => call.file === file);
    const write = theOne(disk.of('write', /./), `${file} half`, (call) => call.file === shard.from);
    expectSynced(write.file, file, write.ended, shard.begun);
    expectSynced(folder, `the folder of ${file}`, shard.ended, half.begun);
  }
  return half;
}

describe('a checkpoint', () => {
  it('is on disk with all its shards before it is named, and named before it is said to be there', async () => {
    const dir = tempDir();
    const store = await openStore({ dir });
    await Promise.all(Array.from({ length: 150 }, () => store.commit(registering())));
    expectKept(dir, 'manifest.json', 'state', await answer(store.checkpoint()));
    await store.close();
  });

  it('is named only when the lines it builds on are on disk, however slow the journal', async () => {
    const dir = tempDir();
    const store = await openStore({ dir });
    disk.holdSyncs(JOURNAL);
    const made = store.commit(said('甲'));
    const checkpoint = answer(store.checkpoint());
    await vi.waitFor(() => expect(disk.of('rename', /^desk-/)).toHaveLength(1), PATIENCE);
    await roundTrips();
    disk.releaseSyncs();
    await made;
    const manifest = expectKept(dir, 'manifest.json', 'state', await checkpoint);
    expectOnDisk('甲', manifest.begun);
    await store.close();
  });
});

describe('a month past its retention', () => {
  it('goes only when the anchor is on disk, sealed by a line on disk, and is gone when it is said to be', async () => {
    const dir = tempDir();
    const clock = new VirtualClock(inMonth('2026-11'));
    const store = await openStore({ dir, clock, keepMonths: 1 });
    await workIn(store, '2026-11', '2026-12', '2027-01', '2027-02');
    clock.advanceTo(inMonth('2027-02'));
    const answered = await answer(store.dropPast());
    const anchor = expectKept(dir, 'anchor.json', 'anchor', answered);
    expectOnDisk('"anchored":{', anchor.begun);
    const drops = disk.of('unlink', JOURNAL);
    expect(
      drops.map(({ file }) => file),
      'the oldest first',
    ).toEqual(['2026-11', '2026-12'].map(segment));
    const [named] = disk.of('rename', /^anchor\.json$/);
    for (const { file, begun } of drops)
      expectSynced(basename(dir), `before ${file} goes`, named!.ended, begun);
    expectSynced(basename(dir), 'after the last has gone', drops.at(-1)!.ended, answered);
    await store.close();
  });
});

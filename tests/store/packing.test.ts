/** Months that are over are packed: line for line the same, a fraction of the size, and there at every moment. */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { makeBackup } from '../../src/backup/make.ts';
import { restoreBackup } from '../../src/backup/restore.ts';
import { VirtualClock } from '../../src/clock.ts';
import { DAY } from '../../src/domain/time.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import { checkLine, GENESIS } from '../../src/store/line.ts';
import type { StoreLog } from '../../src/store/log.ts';
import type { Manifest } from '../../src/store/manifest.ts';
import { packApart } from '../../src/store/pack-apart.ts';
import { checksumOfLines } from '../../src/store/pack-month.ts';
import type { PackMonth } from '../../src/store/packing.ts';
import { recoverState } from '../../src/store/recover.ts';
import { segmentsIn } from '../../src/store/scan.ts';
import { isPacked } from '../../src/store/segment-lines.ts';
import { firstDifference } from '../../src/store/snapshot.ts';
import { unpackAll } from '../../src/store/unpack.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { filesWith } from '../support/keys.ts';
import { PATIENCE } from '../support/patience.ts';
import { segmentText } from '../support/segment-text.ts';
import { registering, T0 } from './builders.ts';
import { tempDir } from './folders.ts';
import { archive, inMonth, keepHold, openIn, recorded, segment, workIn } from './months.ts';
import { packHere } from './pack-here.ts';
import { step } from './steps.ts';

const MONTHS = ['2026-09', '2026-10', '2026-11', '2026-12'] as const;
const OVER = MONTHS.slice(0, -1).map(segment);

/** A folder with four months, those that are over packed; gives the plain ones as well. */
async function packedFolder(): Promise<{ readonly dir: string; readonly plain: string }> {
  const [dir, plain] = [tempDir(), tempDir()];
  await recorded(dir, ...MONTHS);
  archive(dir, plain);
  const store = await openIn('2026-12', dir, { pack: packHere });
  await store.packPast();
  await store.close();
  return { dir, plain };
}

const packedIn = (dir: string): readonly string[] =>
  segmentsIn(dir).filter((name) => isPacked(join(dir, name)));
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const manifestOf = (dir: string): Manifest => JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
const withoutCheckpoint = (dir: string): void => {
  rmSync(join(dir, 'manifest.json'));
  rmSync(join(dir, 'state'), { recursive: true });
};

describe('months that are over', () => {
  it('are packed, the present one is not; every line is the same, and a start finds the same either way', async () => {
    const { dir, plain } = await packedFolder();
    expect(packedIn(dir)).toEqual(OVER);
    for (const name of OVER) {
      expect(checksumOfLines(join(dir, name)), name).toBe(sha256(readFileSync(join(plain, name))));
      expect(segmentText(join(dir, name)), name).toBe(readFileSync(join(plain, name), 'utf8'));
    }
    expect(await verifyStore(dir)).toMatchObject({ tickets: 4, segments: 4, packed: 3, notes: [] });
    const whole = await foldJournal(plain);
    expect(firstDifference((await recoverState(dir)).state, whole), 'by way of the checkpoint').toBeNull();
    withoutCheckpoint(dir);
    expect(firstDifference((await recoverState(dir)).state, whole), 'from the lines alone').toBeNull();
    const store = await openIn('2026-12', dir);
    await store.commit(registering({ at: inMonth('2026-12') }));
    await store.close();
    expect((await verifyStore(dir)).tickets, 'and the work goes on').toBe(5);
  });

  it('are not read line by line at the next start, as long as their bytes are as they were', async () => {
    const { dir } = await packedFolder();
    const { scan, warning } = await recoverState(dir);
    expect(warning).toBeNull();
    const { finished } = manifestOf(dir);
    expect(finished.map(({ segment: name, packed }) => [name, packed])).toEqual(
      OVER.map((name) => [name, true]),
    );
    for (const { segment: name, sha256: sum } of finished)
      expect(sha256(readFileSync(join(dir, name)))).toBe(sum);
    expect(scan.segments).toBe(4);
  });

  it('take a fraction of the room', async () => {
    const dir = tempDir();
    const clock = new VirtualClock(inMonth('2026-10'));
    const store = await openStore({ dir, clock, pack: packHere });
    await Promise.all(Array.from({ length: 300 }, () => store.commit(registering({ at: clock.now() }))));
    const before = statSync(join(dir, segment('2026-10'))).size;
    clock.advanceTo(inMonth('2026-11'));
    await workIn(store, '2026-11');
    await store.checkpoint();
    await store.packPast();
    await store.close();
    expect(packedIn(dir)).toEqual([segment('2026-10')]);
    expect(statSync(join(dir, segment('2026-10'))).size).toBeLessThan(before / 5);
  });

  it('stay plain unless it was asked for', async () => {
    const dir = tempDir();
    await recorded(dir, ...MONTHS);
    const store = await openIn('2026-12', dir);
    await store.packPast();
    await store.close();
    expect(packedIn(dir)).toEqual([]);
  });

  it('are packed by themselves when the first line of the next is written, in a thread of their own', async () => {
    const dir = tempDir();
    const clock = new VirtualClock(inMonth('2026-10'));
    const said: string[] = [];
    const note = (_: object, message: string): unknown => said.push(message);
    const log: StoreLog = { info: note, warn: note };
    const store = await openStore({ dir, clock, pack: packApart, log });
    await workIn(store, '2026-10');
    clock.advanceTo(inMonth('2026-11'));
    await workIn(store, '2026-11');
    await vi.waitFor(() => expect(said).toEqual(['过去的月份已压缩封存，逐行内容不变']), PATIENCE);
    await store.commit(registering({ at: clock.now() }));
    await store.close();
    expect(packedIn(dir)).toEqual([segment('2026-10')]);
    expect(await verifyStore(dir)).toMatchObject({ tickets: 3, packed: 1 });
  });

  it('are dropped after their retention as plain ones are, and the anchor says the same', async () => {
    const { dir, plain } = await packedFolder();
    const store = await openIn('2026-12', dir, { keepMonths: 1, pack: packHere });
    await store.dropPast();
    await store.close();
    expect(segmentsIn(dir)).toEqual(['2026-11', '2026-12'].map(segment));
    expect(packedIn(dir)).toEqual([segment('2026-11')]);
    expect((await verifyStore(dir)).anchor).toBe(6);
    const [there, was] = [await foldJournal(dir), await foldJournal(plain)];
    expect([...there.tickets.values()]).toEqual([...was.tickets.values()]);
  });

  it('are in a backup as they are, and restored', async () => {
    const { dir } = await packedFolder();
    const place = tempDir();
    const settings = { rosterFile: 'data/roster.yaml', flowsDir: 'flows' };
    const job = { dataDir: dir, into: join(place, 'backups'), settings, reportKey: null, at: T0, keep: null };
    const { folder } = await makeBackup(job);
    const { verified } = await restoreBackup(folder, join(place, 'restored'), null, T0);
    expect(verified).toMatchObject({ packed: 3, tickets: 4 });
  });
});

describe('while a month is packed', () => {
  /** Packs when it is told to, and not before. */
  function held(): { readonly pack: PackMonth; readonly begun: Promise<void>; readonly go: () => void } {
    let go = (): void => {};
    let begin = (): void => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const pack: PackMonth = async (job, signal) => {
      begin();
      await gate;
      signal.throwIfAborted();
      return packHere(job, signal);
    };
    return { pack, begun, go };
  }

  it('messages are taken, and a checkpoint is written beside it', async () => {
    const dir = tempDir();
    await recorded(dir, ...MONTHS);
    const { pack, begun, go } = held();
    const store = await openIn('2026-12', dir, { pack });
    await begun;
    await workIn(store, '2026-12');
    await store.checkpoint();
    go();
    await store.packPast();
    await store.close();
    expect(packedIn(dir)).toEqual(OVER);
    const { state } = await recoverState(dir);
    expect(firstDifference(state, await foldJournal(dir))).toBeNull();
    expect(manifestOf(dir).finished.every(({ packed }) => packed === true)).toBe(true);
  });

  it('it is dropped after its retention: it does not come back', async () => {
    const dir = tempDir();
    await recorded(dir, ...MONTHS);
    const { pack, begun, go } = held();
    const store = await openIn('2026-12', dir, { pack, keepMonths: 1 });
    await begun;
    await store.dropPast();
    go();
    await store.packPast();
    await store.close();
    expect(segmentsIn(dir)).toEqual(['2026-11', '2026-12'].map(segment));
    expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([]);
    await verifyStore(dir);
  });

  it('the store can be closed: the month stays plain, and nothing is left over', async () => {
    const dir = tempDir();
    await recorded(dir, ...MONTHS);
    const { pack, begun, go } = held();
    const store = await openIn('2026-12', dir, { pack });
    await begun;
    const closed = store.close();
    go();
    await closed;
    expect(packedIn(dir)).toEqual([]);
    expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect((await verifyStore(dir)).tickets).toBe(4);
  });

  it('and it fails, or the month is damaged: it stays plain, the log says so, and the work goes on', async () => {
    const dir = tempDir();
    await recorded(dir, ...MONTHS);
    const said: string[] = [];
    const note = (_: object, message: string): unknown => said.push(message);
    const store = await openIn('2026-12', dir, { pack: packHere, log: { info: note, warn: note } });
    await store.packPast();
    const path = join(dir, segment('2026-12'));
    await workIn(store, '2026-12', '2027-01');
    writeFileSync(path, readFileSync(path, 'utf8').replace('路灯', '路口'));
    await store.checkpoint();
    await store.packPast();
    await store.commit(registering({ at: inMonth('2027-01') }));
    await store.close();
    expect(packedIn(dir)).toEqual(OVER);
    await expect(verifyStore(dir)).rejects.toThrow(`${segment('2026-12')}:`);
  });
});

it('whatever is done, packed at any time or left by a crash: it folds to the same as all plain months', async () => {
  let packed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ act: step, days: fc.constantFrom(0, 1, 9, 28), next: fc.nat(7) }), {
        minLength: 5,
        maxLength: 20,
      }),
      async (steps) => {
        const [dir, kept] = [tempDir(), tempDir()];
        const clock = new VirtualClock(T0);
        const open = (): Promise<EmbeddedStore> => openStore({ dir, clock, pack: packHere });
        let store = await open();
        for (const [turn, { act, days, next }] of steps.entries()) {
          clock.advanceTo(clock.now() + days * DAY);
          await act(store, turn, clock.now());
          keepHold(dir, kept);
          if (next === 1) await store.packPast();
          if (next > 2) continue;
          await store.close();
          keepHold(dir, kept);
          // A crash between a packed month and the checkpoint that knows of it.
          if (next === 2 && existsSync(join(dir, 'manifest.json'))) {
            copyFileSync(join(dir, 'manifest.json'), join(kept, 'manifest'));
            store = await open();
            await store.packPast();
            const later = await store.head();
            await store.close();
            keepHold(dir, kept);
            if (later.seq === manifestOf(dir).seq)
              copyFileSync(join(kept, 'manifest'), join(dir, 'manifest.json'));
          }
          store = await open();
        }
        await store.close();
        keepHold(dir, kept);
        if (segmentsIn(dir).length === 0) return;
        packed += packedIn(dir).length;
        const { state } = await recoverState(dir);
        expect(firstDifference(state, await foldJournal(dir)), 'checkpoint and lines').toBeNull();
        await verifyStore(dir);
        for (const name of segmentsIn(dir)) {
          expect(checksumOfLines(join(dir, name)), name).toBe(checksumOfLines(join(kept, name)));
        }
      },
    ),
    // The seed has what went wrong once: a month that was packed before a checkpoint knew it for over.
    process.env.LONG ? { numRuns: 300 } : { numRuns: 8, seed: 1_789_314_880 },
  );
  expect(packed, 'months that were packed').toBeGreaterThan(3);
}, 600_000);

describe('a packed month that is not what was written', () => {
  it('is found wherever it was changed, and named', async () => {
    const { dir } = await packedFolder();
    withoutCheckpoint(dir);
    const path = join(dir, segment('2026-10'));
    const bytes = readFileSync(path);
    const spoiled: readonly (readonly [string, Buffer])[] = [
      ...Array.from({ length: 60 }, (_, turn) => {
        const at = Math.floor((turn * bytes.length) / 60);
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 0x01;
        return [`byte ${at}`, changed] as const;
      }),
      ['cut', bytes.subarray(0, -1)],
      ['cut after its first line', bytes.subarray(0, bytes.indexOf(0x0a) + 1)],
      ['cut within its first line', bytes.subarray(0, 40)],
      ['with more behind it', Buffer.concat([bytes, bytes.subarray(-9)])],
      ['with a line behind it', Buffer.concat([bytes, Buffer.from('{"v":1}\n')])],
    ];
    for (const [what, changed] of spoiled) {
      writeFileSync(path, changed);
      await expect(verifyStore(dir), what).rejects.toThrow(segment('2026-10'));
    }
    writeFileSync(path, bytes);
    expect((await verifyStore(dir)).tickets, 'and all of them were what was spoiled').toBe(4);
  });

  it('is the newest on file: nothing is written behind it, and what is missing is said', async () => {
    const { dir } = await packedFolder();
    withoutCheckpoint(dir);
    rmSync(join(dir, segment('2026-12')));
    await expect(openIn('2026-12', dir)).rejects.toThrow(/已经封存.*后面的记录缺失/);
    await expect(verifyStore(dir)).rejects.toThrow(segment('2026-11'));
  });
});

describe('packed months made plain again', () => {
  it('are what they were, to the byte; the checkpoint knows them, as one of before does', async () => {
    const { dir, plain } = await packedFolder();
    expect(await unpackAll(dir)).toEqual(OVER);
    for (const name of OVER) expect(readFileSync(join(dir, name))).toEqual(readFileSync(join(plain, name)));
    const { finished } = manifestOf(dir);
    for (const month of finished) {
      expect(month).not.toHaveProperty('packed');
      expect(month.sha256).toBe(sha256(readFileSync(join(dir, month.segment))));
    }
    expect(await verifyStore(dir)).toMatchObject({ packed: 0, checkpoint: 12 });
    expect(await unpackAll(dir), 'and a second time nothing is left to do').toEqual([]);
  });

  it('is not done to a damaged record, nor to one that a program has open', async () => {
    const { dir } = await packedFolder();
    const store = await openIn('2026-12', dir);
    await expect(unpackAll(dir)).rejects.toMatchObject({ kind: 'locked' });
    await store.close();
    const path = join(dir, segment('2026-10'));
    writeFileSync(path, readFileSync(path).subarray(0, -1));
    const before = OVER.map((name) => readFileSync(join(dir, name)));
    await expect(unpackAll(dir)).rejects.toThrow(segment('2026-10'));
    expect(OVER.map((name) => readFileSync(join(dir, name)))).toEqual(before);
  });
});

describe('a program from before', () => {
  it('takes a packed month for one of a newer program, and its checkpoint for none', async () => {
    const { dir } = await packedFolder();
    const [first = ''] = readFileSync(join(dir, segment('2026-09')), 'latin1').split('\n');
    // What it does with the first line of the first month; and its shape of a finished month has no more than these.
    expect(checkLine(Buffer.from(first, 'latin1'), GENESIS)).toMatchObject({ ok: false, why: 'newer' });
    for (const month of manifestOf(dir).finished) expect(month).toHaveProperty('packed', true);
  });
});

it('words that lie in a packed month can be looked for on disk', async () => {
  const { dir } = await packedFolder();
  expect(readFileSync(join(dir, segment('2026-09'))).includes('门口的路灯不亮')).toBe(false);
  expect(filesWith(dir, '门口的路灯不亮')).toContain(segment('2026-09'));
  mkdirSync(join(dir, 'backup'));
  copyFileSync(join(dir, segment('2026-09')), join(dir, 'backup', segment('2026-09')));
  expect(filesWith(dir, '门口的路灯不亮')).toContain(join('backup', segment('2026-09')));
});

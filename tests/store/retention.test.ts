import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import { DAY } from '../../src/domain/time.ts';
import { openStore } from '../../src/store/embedded.ts';
import type { StoreLog } from '../../src/store/log.ts';
import { recoverState } from '../../src/store/recover.ts';
import { segmentsPast } from '../../src/store/retention.ts';
import { segmentsIn } from '../../src/store/scan.ts';
import { firstDifference } from '../../src/store/snapshot.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { PATIENCE } from '../support/patience.ts';
import { incoming, registering, T0 } from './builders.ts';
import { tempDir } from './folders.ts';
import { archive, inMonth, keepHold, openIn, recorded, segment, shortened, workIn } from './months.ts';
import { step } from './steps.ts';

function recordingLog(): StoreLog & { readonly said: string[] } {
  const said: string[] = [];
  const note = (fields: object, message: string) => said.push(`${message} ${JSON.stringify(fields)}`);
  return { said, info: note, warn: note };
}

describe('what is past its retention', () => {
  const all = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'].map(segment);
  it.each([
    ['one whole month is kept beside the present one', all, 1, '2027-01', 3],
    ['over the turn of a year', all, 3, '2027-01', 1],
    ['twelve months, after five', all, 12, '2027-01', 0],
    ['a month without a segment counts as well', [segment('2026-09'), segment('2027-01')], 3, '2027-01', 1],
    ['a clock set back drops less', all, 1, '2026-11', 1],
    ['a clock far ahead counts no further than the record', all, 1, '2036-01', 3],
    ['the only segment stays, however old', [segment('2026-09')], 1, '2036-01', 0],
    ['nothing on record', [], 1, '2036-01', 0],
    ['a retention longer than our era', all, 1_000_000, '2027-01', 0],
  ])('%s', (_, segments, keep, month, dropped) => {
    expect(segmentsPast(segments, keep, inMonth(month))).toEqual(segments.slice(0, dropped));
  });

  it('goes by the month in Shanghai', () => {
    const segments = ['2026-10', '2026-11', '2026-12'].map(segment);
    const newYear = Date.parse('2026-12-01T00:00:00+08:00');
    expect(segmentsPast(segments, 1, newYear - 1)).toEqual([]);
    expect(segmentsPast(segments, 1, newYear)).toEqual([segment('2026-10')]);
  });
});

describe('retention', () => {
  it(
    'keeps everything that tickets, office, inbox, outbox and dialogues came to, whatever was done',
    async () => {
      let anchors = 0;
      await fc.assert(
        fc.asyncProperty(
          // Never past a whole month at once: each segment is held before it may be dropped.
          fc.array(fc.record({ act: step, days: fc.constantFrom(0, 1, 9, 28), next: fc.nat(9) }), {
            minLength: 5,
            maxLength: 60,
          }),
          fc.integer({ min: 1, max: 3 }),
          async (steps, keepMonths) => {
            const dir = tempDir();
            const kept = tempDir();
            const clock = new VirtualClock(T0);
            let store = await openStore({ dir, clock, keepMonths });
            for (const [turn, { act, days, next }] of steps.entries()) {
              clock.advanceTo(clock.now() + days * DAY);
              await act(store, turn, clock.now());
              keepHold(dir, kept);
              if (next === 1) await store.dropPast();
              // Closed, or left by a crash, while it may be dropping: it is to be done another time.
              if (next === 2) void store.dropPast().catch(() => {});
              if (next === 2 || next === 3) {
                await store.close();
                keepHold(dir, kept);
                store = await openStore({ dir, clock, keepMonths });
              }
            }
            await store.dropPast();
            // The seal of the anchor may have been the first line of a month.
            await store.dropPast();
            const live = (await store.tickets({})).length;
            await store.close();
            keepHold(dir, kept);
            if (segmentsIn(dir).length === 0) return;
            const { state } = await recoverState(dir);
            expect(state.tickets.size + state.filed.size).toBe(live);
            expect(
              firstDifference(state, await foldJournal(dir)),
              'checkpoint, held against anchor',
            ).toBeNull();
            expect(firstDifference(state, await foldJournal(kept)), 'held against all months').toBeNull();
            if ((await verifyStore(dir)).anchor !== null) anchors += 1;
            expect(segmentsPast(segmentsIn(dir), keepMonths, clock.now())).toEqual([]);
          },
        ),
        { numRuns: process.env.LONG ? 400 : 40 },
      );
      expect(anchors, 'runs in which months were dropped').toBeGreaterThan(5);
    },
    process.env.LONG ? 600_000 : 120_000,
  );

  it('drops nothing unless it was asked for', async () => {
    const dir = tempDir();
    const months = ['2020-01', '2023-05', '2026-12'];
    await recorded(dir, ...months);
    const store = await openIn('2026-12', dir);
    await store.dropPast();
    await store.close();
    expect(segmentsIn(dir)).toEqual(months.map(segment));
    expect(existsSync(join(dir, 'anchor.json'))).toBe(false);
  });

  it.each([0, 1.5, -1, Number.NaN])(
    'of %s months is refused before anything is touched',
    async (keepMonths) => {
      const dir = join(tempDir(), 'new');
      await expect(openStore({ dir, keepMonths })).rejects.toThrow('keepMonths');
      expect(existsSync(dir)).toBe(false);
    },
  );

  it('happens by itself at the start', async () => {
    const dir = tempDir();
    await recorded(dir, '2026-10', '2026-11', '2026-12');
    const log = recordingLog();
    const store = await openIn('2026-12', dir, { keepMonths: 1, log });
    await vi.waitFor(() => expect(segmentsIn(dir)).toEqual(['2026-11', '2026-12'].map(segment)), PATIENCE);
    await store.close();
    expect(log.said.join()).toContain(segment('2026-10'));
    expect((await verifyStore(dir)).anchor).toBe(3);
  });

  it('happens by itself when a month has passed, with the next checkpoint', async () => {
    const dir = tempDir();
    const clock = new VirtualClock(inMonth('2026-11'));
    const store = await openStore({ dir, clock, keepMonths: 1, checkpointEvery: 10 });
    await workIn(store, '2026-11', '2026-12');
    clock.advanceTo(inMonth('2027-01'));
    for (let turn = 0; turn < 12; turn++) await store.commit(registering({ at: clock.now() }));
    await vi.waitFor(() => expect(segmentsIn(dir)).toEqual(['2026-12', '2027-01'].map(segment)), PATIENCE);
    await store.close();
    await verifyStore(dir);
  });

  it('happens once in a month: the second time nothing is written', async () => {
    const dir = tempDir();
    await recorded(dir, '2026-10', '2026-11', '2026-12');
    const store = await openIn('2026-12', dir, { keepMonths: 1 });
    await store.dropPast();
    const head = store.head();
    const anchor = readFileSync(join(dir, 'anchor.json'));
    await store.dropPast();
    expect(store.head()).toEqual(head);
    expect(readFileSync(join(dir, 'anchor.json'))).toEqual(anchor);
    await store.close();
  });

  it('moves the anchor month by month, with only the changed blocks written anew and the old ones gone', async () => {
    const dir = tempDir();
    const clock = new VirtualClock(inMonth('2026-10'));
    const store = await openStore({ dir, clock, keepMonths: 1 });
    const at = clock.now();
    await Promise.all(Array.from({ length: 250 }, () => store.commit(registering({ at }))));
    await workIn(store, '2026-11', '2026-12');
    clock.advanceTo(inMonth('2026-12'));
    await store.dropPast();
    await workIn(store, '2027-01');
    clock.advanceTo(inMonth('2027-01'));
    await store.dropPast();
    // 250 lines of October, three of November; the seal is a line of December.
    expect(readdirSync(join(dir, 'anchor')).sort()).toEqual([
      'desk-1@253.json',
      'office-1@253.json',
      'tickets-1-100-1@250.json',
      'tickets-101-200-1@250.json',
      'tickets-201-300-1@253.json',
    ]);
    await store.close();
    expect(await verifyStore(dir)).toMatchObject({ anchor: 253, tickets: 253, segments: 2 });
  });

  it('with a clock set back drops nothing, and the work goes on', async () => {
    const dir = tempDir();
    await shortened(dir, 1, '2026-10', '2026-11', '2026-12');
    const store = await openIn('2025-01', dir, { keepMonths: 1 });
    await workIn(store, '2025-01');
    await store.dropPast();
    await store.close();
    expect(segmentsIn(dir)).toEqual(['2026-11', '2026-12'].map(segment));
    expect((await verifyStore(dir)).tickets).toBe(4);
  });

  it('takes away what a crash left of months already anchored', async () => {
    const dir = tempDir();
    const kept = tempDir();
    await recorded(dir, '2026-09', '2026-10', '2026-11', '2026-12');
    archive(dir, kept);
    const store = await openIn('2026-12', dir, { keepMonths: 1 });
    await store.dropPast();
    await store.close();
    copyFileSync(join(kept, segment('2026-10')), join(dir, segment('2026-10')));
    const { notes, segments } = await verifyStore(dir);
    expect(notes.join()).toContain(`${segment('2026-10')} 已过保留期`);
    expect(segments).toBe(2);
    const again = await openIn('2026-12', dir, { keepMonths: 1 });
    expect(await again.tickets({})).toHaveLength(4);
    await again.dropPast();
    expect(segmentsIn(dir)).toEqual(['2026-11', '2026-12'].map(segment));
    await again.close();
  });

  it('builds on the anchor where the checkpoint is older', async () => {
    const dir = tempDir();
    await recorded(dir, '2026-10');
    const checkpoint = readFileSync(join(dir, 'manifest.json'));
    const shards = readdirSync(join(dir, 'state')).map(
      (name) => [join(dir, 'state', name), readFileSync(join(dir, 'state', name))] as const,
    );
    await shortened(dir, 1, '2026-11', '2026-12', '2027-01');
    writeFileSync(join(dir, 'manifest.json'), checkpoint);
    for (const [path, bytes] of shards) writeFileSync(path, bytes);
    expect((await verifyStore(dir)).notes.join()).toMatch(/检查点（第 3 号）比锚点（第 6 号）旧/);
    const store = await openIn('2027-01', dir);
    expect((await store.tickets({})).map(({ text }) => text)).toEqual([
      '2026-10',
      '2026-11',
      '2026-12',
      '2027-01',
    ]);
    await store.close();
    expect(await verifyStore(dir)).toMatchObject({ anchor: 6, tickets: 4 });
  });

  it('goes together with a torn last line, which is cut as ever', async () => {
    const dir = tempDir();
    await shortened(dir, 1, '2026-10', '2026-11', '2026-12');
    appendFileSync(join(dir, segment('2026-12')), '{"v":1,"seq":11,"pr');
    expect((await verifyStore(dir)).notes.join()).toContain('最后一行没有写完');
    const store = await openIn('2026-12', dir, { keepMonths: 1 });
    await workIn(store, '2027-01');
    await store.close();
    expect(readdirSync(dir).filter((name) => name.endsWith('.torn'))).toHaveLength(1);
    expect((await verifyStore(dir)).tickets).toBe(4);
  });

  it('forgets no key of a dropped month: what was delivered then is known for ever as long', async () => {
    const dir = tempDir();
    await shortened(dir, 1, '2026-10', '2026-11', '2026-12');
    rmSync(join(dir, 'manifest.json'));
    const store = await openIn('2026-12', dir);
    expect(await store.receive([incoming('k-2026-10'), incoming('open-2026-10')], T0)).toBe(0);
    expect((await store.inbox(10)).map(({ key }) => key)).toContain('open-2026-10');
    const claims = await store.claimOutbox(T0, { limit: 10, leaseMs: DAY, busy: new Set() });
    expect(claims.map(({ message }) => message.id)).toEqual(['o-2026-10']);
    await store.close();
  });

  it.each([
    ['the anchor cannot be written', (dir: string) => writeFileSync(join(dir, 'anchor'), 'in the way')],
    [
      'a month to be dropped is damaged meanwhile',
      (dir: string) => {
        const path = join(dir, segment('2026-10'));
        writeFileSync(path, readFileSync(path, 'utf8').replace('路灯', '路口'));
      },
    ],
  ])('drops nothing when %s, says so, and the work goes on', async (_, spoil) => {
    const dir = tempDir();
    const months = ['2026-10', '2026-11', '2026-12'];
    await recorded(dir, ...months);
    const log = recordingLog();
    const clock = new VirtualClock(inMonth('2026-10'));
    const store = await openStore({ dir, clock, keepMonths: 1, checkpointEvery: 10, log });
    spoil(dir);
    clock.advanceTo(inMonth('2026-12'));
    const at = clock.now();
    for (let turn = 0; turn < 12; turn++) await store.commit(registering({ at }));
    await vi.waitFor(() => expect(log.said.join()).toContain('没有删成'), PATIENCE);
    await store.commit(registering({ at }));
    expect(segmentsIn(dir)).toEqual(months.map(segment));
    expect(existsSync(join(dir, 'anchor.json'))).toBe(false);
    await store.close();
  });

  it('has ended when the store is closed, done or not', async () => {
    const dir = tempDir();
    await recorded(dir, '2026-10', '2026-11', '2026-12');
    const store = await openIn('2026-12', dir, { keepMonths: 1 });
    let ended = false;
    const end = (): void => {
      ended = true;
    };
    store.dropPast().then(end, end);
    await store.close();
    expect(ended).toBe(true);
    await verifyStore(dir);
  });

  it('lets others have their turn while it works', async () => {
    const dir = tempDir();
    const clock = new VirtualClock(inMonth('2026-10'));
    const store = await openStore({ dir, clock, keepMonths: 1 });
    const at = clock.now();
    await Promise.all(Array.from({ length: 2_000 }, () => store.commit(registering({ at }))));
    await workIn(store, '2026-11', '2026-12');
    clock.advanceTo(inMonth('2026-12'));
    let done = false;
    let committed = 0;
    const chat = async (): Promise<void> => {
      while (!done) {
        await store.commit(registering({ at: clock.now() }));
        committed += 1;
      }
    };
    const chatting = chat();
    let turnsOfFold = 0;
    const count = (): void => {
      if (existsSync(join(dir, 'anchor'))) return;
      turnsOfFold += 1;
      setImmediate(count);
    };
    count();
    await store.dropPast();
    done = true;
    await chatting;
    const shards = 2_000 / 100;
    expect(turnsOfFold, 'turns before the fold had ended').toBeGreaterThanOrEqual(5);
    expect(committed, 'commits answered while a month of 2,000 lines was dropped').toBeGreaterThanOrEqual(
      shards,
    );
    await store.close();
    expect((await verifyStore(dir)).tickets).toBe(2_002 + committed);
  });
});

/** A disk that is full or read-only for a while: nothing is acknowledged, nothing is lost, and it goes on by itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import type { StoreFault } from '../../src/store/fault.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { SimulatedDisk } from '../simulate/disk.ts';
import { PATIENCE } from '../support/patience.ts';
import { incoming, registering, T0 } from './builders.ts';
import { tempDir } from './folders.ts';
import { inMonth, segment } from './months.ts';

let dir: string;
let disk: SimulatedDisk;
let store: EmbeddedStore;
let stalls: (StoreFault | null)[];
let faults: StoreFault[];
beforeEach(async () => {
  dir = tempDir();
  disk = SimulatedDisk.take(dir);
  stalls = [];
  faults = [];
  store = await openStore({
    dir,
    clock: new VirtualClock(T0),
    retryMs: 0,
    onStall: (fault) => stalls.push(fault),
    onFault: (fault) => faults.push(fault),
  });
  await store.commit(registering({ text: '第一' }));
});
afterEach(async () => {
  disk.refuseNext(0, 'ENOSPC');
  await store.close().catch(() => {});
  disk.stop();
});

/** Whether it is answered yet. */
function asked(doing: Promise<unknown>): { answered: boolean; readonly doing: Promise<unknown> } {
  const state = { answered: false, doing };
  doing.then(
    () => {
      state.answered = true;
    },
    () => {
      state.answered = true;
    },
  );
  return state;
}

describe.each(['ENOSPC', 'EROFS'] as const)('a disk that says %s', (code) => {
  it('has everything wait, and nothing answered, until it takes lines again', async () => {
    disk.refuseNext(Number.MAX_SAFE_INTEGER, code);
    const made = asked(store.commit(registering({ text: '第二' })));
    const received = asked(store.receive([incoming('k1')], T0));
    await vi.waitFor(() => expect(disk.refused).toBeGreaterThan(20), PATIENCE);
    expect([made.answered, received.answered]).toEqual([false, false]);
    expect(store.stalled()?.message).toContain(code);
    expect(stalls, 'said once').toHaveLength(1);

    disk.refuseNext(0, code);
    await made.doing;
    expect(await received.doing).toBe(1);
    expect(store.stalled()).toBeNull();
    expect(stalls).toEqual([expect.anything(), null]);
    expect(faults).toEqual([]);
    await store.close();
    await verifyStore(dir);
    const lines = readFileSync(join(dir, segment('2026-11')), 'utf8')
      .trim()
      .split('\n');
    expect(lines, 'what was half written was cut off before it was written again').toHaveLength(3);
  });

  it('when a month begins has the new segment wait as well', async () => {
    disk.refuseNext(3, code);
    await store.commit(registering({ text: '十二月', at: inMonth('2026-12') }));
    expect(disk.refused).toBe(3);
    await store.close();
    await verifyStore(dir);
  });

  it('while it stops refuses what was never answered, and the next start has the rest', async () => {
    disk.refuseNext(Number.MAX_SAFE_INTEGER, code);
    const made = store.commit(registering({ text: '没有答复过' }));
    const refused = expect(made).rejects.toThrow('磁盘');
    await vi.waitFor(() => expect(store.stalled()).not.toBeNull(), PATIENCE);
    await store.close();
    await refused;
    disk.refuseNext(0, code);
    store = await openStore({ dir, clock: new VirtualClock(T0) });
    expect((await store.tickets({})).map(({ text }) => text)).toEqual(['第一']);
  });
});

it('no message is acknowledged twice by a power cut in the middle of the wait', async () => {
  disk.refuseNext(5, 'ENOSPC');
  disk.cutAt(4, 0.5);
  await expect(store.commit(registering({ text: '停电' }))).rejects.toThrow();
  await store.close().catch(() => {});
  disk.revive();
  store = await openStore({ dir, clock: new VirtualClock(T0) });
  expect((await store.tickets({})).map(({ text }) => text)).toEqual(['第一']);
  await store.close();
  await verifyStore(dir);
});

import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import type { StoreLog } from '../../src/store/log.ts';
import { recoverState } from '../../src/store/recover.ts';
import { firstDifference } from '../../src/store/snapshot.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { PATIENCE } from '../support/patience.ts';
import { incoming, registered, registering, T0, urged } from './builders.ts';
import { tempDir } from './folders.ts';
import { step } from './steps.ts';

const LIMIT = 2_000_000;

const shardsIn = (dir: string): string[] => readdirSync(join(dir, 'state')).sort();

function recordingLog(): StoreLog & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return {
    warnings,
    info: () => {},
    warn: (fields, message) => warnings.push(`${message} ${JSON.stringify(fields)}`),
  };
}

async function registerMany(store: EmbeddedStore, count: number, text: string): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => store.commit(registering({ text }))));
}

describe('a checkpoint', () => {
  it('and the lines after it always amount to the same as the whole journal', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 60 }),
        fc.nat(60),
        async (steps, reopenAt) => {
          const dir = tempDir();
          let store = await openStore({ dir });
          for (const [turn, act] of steps.entries()) {
            await act(store, turn, T0);
            if (turn === reopenAt) {
              await store.close();
              store = await openStore({ dir });
            }
          }
          // The folder as a crash at this moment would leave it.
          const crashed = join(tempDir(), 'copy');
          cpSync(dir, crashed, { recursive: true });
          await store.close();
          for (const folder of [crashed, dir]) {
            if (readdirSync(folder).every((name) => !name.startsWith('journal'))) continue;
            const { state } = await recoverState(folder);
            expect(firstDifference(state, await foldJournal(folder))).toBeNull();
            await verifyStore(folder);
          }
        },
      ),
      { numRuns: process.env.LONG ? 500 : 40 },
    );
  }, 120_000);

  it('writes only the blocks in which something changed, and removes the old ones', async () => {
    const dir = tempDir();
    const store = await openStore({ dir });
    await registerMany(store, 250, '短');
    await store.checkpoint();
    expect(shardsIn(dir)).toEqual([
      'desk-1@250.json',
      'office-1@250.json',
      'tickets-1-100-1@250.json',
      'tickets-101-200-1@250.json',
      'tickets-201-300-1@250.json',
    ]);
    await store.commit(() => ({ at: T0, cause: 'x', tickets: [{ number: 150, events: [urged(T0)] }] }));
    await store.checkpoint();
    expect(shardsIn(dir).filter((name) => name.startsWith('tickets'))).toEqual([
      'tickets-1-100-1@250.json',
      'tickets-101-200-1@251.json',
      'tickets-201-300-1@250.json',
    ]);
    await store.close();
    await verifyStore(dir);
  });

  it('keeps every shard under two megabytes', async () => {
    const dir = tempDir();
    const store = await openStore({ dir });
    await registerMany(store, 100, '长'.repeat(10_000));
    await store.receive(
      Array.from({ length: 9_000 }, (_, at) => incoming(`key-${at}`)),
      T0,
    );
    await store.checkpoint();
    const sizes = shardsIn(dir).map((name) => [name, statSync(join(dir, 'state', name)).size] as const);
    for (const [name, size] of sizes) expect(size, name).toBeLessThan(LIMIT);
    expect(sizes.reduce((sum, [, size]) => sum + size, 0)).toBeGreaterThan(2 * LIMIT);
    await store.close();
    await verifyStore(dir);
  });

  it('comes by itself after so many lines', async () => {
    const dir = tempDir();
    const store = await openStore({ dir, checkpointEvery: 10 });
    for (let turn = 0; turn < 35; turn++) await store.commit(registering());
    // It is written in the background, before anybody asks for it or closes the store.
    await vi.waitFor(() => {
      const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
      expect(manifest.seq).toBeGreaterThanOrEqual(10);
    }, PATIENCE);
    await store.close();
    await verifyStore(dir);
  });

  it('that is due as soon as a torn end is settled keeps all of its files', async () => {
    const dir = tempDir();
    let store = await openStore({ dir });
    for (let turn = 1; turn <= 10; turn++) {
      await store.commit(registering());
      await store.close();
      const journal =
        readdirSync(dir)
          .filter((name) => /^journal-.*\.jsonl$/.test(name))
          .sort()
          .at(-1) ?? '';
      appendFileSync(join(dir, journal), '{"half');
      store = await openStore({ dir, checkpointEvery: 1 });
      await store.checkpoint();
      const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
      expect(manifest.shards.map(({ file }: { file: string }) => file).sort()).toEqual(shardsIn(dir));
    }
    await store.close();
    await verifyStore(dir);
  });

  it('that cannot be written costs nothing but time: commits go on and the next one has everything', async () => {
    const dir = tempDir();
    const log = recordingLog();
    const store = await openStore({ dir, checkpointEvery: 200, log });
    const urge = (number: number) =>
      store.commit(() => ({ at: T0, cause: 'x', tickets: [{ number, events: [urged(T0)] }] }));
    await registerMany(store, 150, '短');
    await store.checkpoint();
    renameSync(join(dir, 'state'), join(dir, 'aside'));
    writeFileSync(join(dir, 'state'), 'in the way');
    await urge(120);
    await expect(store.checkpoint()).rejects.toThrow();
    // Again by itself, in the background.
    for (let turn = 0; turn < 201; turn++) await urge(1);
    await vi.waitFor(() => expect(log.warnings.join()).toContain('检查点没有写成'), PATIENCE);
    rmSync(join(dir, 'state'));
    renameSync(join(dir, 'aside'), join(dir, 'state'));
    await urge(1);
    await store.close();
    expect(await verifyStore(dir)).toMatchObject({ checkpoint: 353, tickets: 150, notes: [] });
  });

  it.each([
    [
      'a damaged shard',
      (dir: string) => writeFileSync(join(dir, 'state', shardsIn(dir).at(-1) ?? ''), '{"v":1,"rows":[]}'),
    ],
    ['a missing shard', (dir: string) => rmSync(join(dir, 'state', shardsIn(dir)[0] ?? ''))],
    ['a damaged manifest', (dir: string) => writeFileSync(join(dir, 'manifest.json'), 'null')],
    ['nothing left of it', (dir: string) => rmSync(join(dir, 'state'), { recursive: true })],
  ])('with %s is not used: the journal tells everything, and a warning says so', async (_, damage) => {
    const dir = tempDir();
    let store = await openStore({ dir });
    await registerMany(store, 120, '短');
    await store.close();
    damage(dir);
    const log = recordingLog();
    store = await openStore({ dir, log });
    expect(await store.tickets({})).toHaveLength(120);
    expect(log.warnings).toHaveLength(1);
    expect(log.warnings[0]).toContain('检查点');
    await store.commit(registering());
    await store.close();
    await verifyStore(dir);
    const quiet = recordingLog();
    await (await openStore({ dir, log: quiet })).close();
    expect(quiet.warnings, 'the next checkpoint is whole again').toEqual([]);
  });

  it('of many tickets lets others have their turn between the shards', async () => {
    const dir = tempDir();
    const store = await openStore({ dir, checkpointEvery: 1e9 });
    await Promise.all(
      Array.from({ length: 2000 }, () =>
        store.commit((takeNumber) => {
          const number = takeNumber();
          return { at: T0, cause: 'x', tickets: [{ number, events: [registered(number)] }] };
        }),
      ),
    );
    let turns = 0;
    let done = false;
    const count = (): void => {
      turns += 1;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    await store.checkpoint();
    done = true;
    const shards = 2000 / 100;
    expect(turns, 'turns of the event loop during the checkpoint').toBeGreaterThanOrEqual(shards);
    await store.close();
  });
});

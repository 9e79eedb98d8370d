/** `kill -9` at every boundary: nothing promised is lost, nothing is doubled, and the work can be taken up again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BOUNDARIES } from '../../src/store/boundary.ts';
import type { EmbeddedStore } from '../../src/store/embedded.ts';
import type { Manifest } from '../../src/store/manifest.ts';
import { recoverState } from '../../src/store/recover.ts';
import { segmentsIn } from '../../src/store/scan.ts';
import { firstDifference } from '../../src/store/snapshot.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { filesWith } from '../support/keys.ts';
import { programOf } from '../support/programs.ts';
import { incoming, T0 } from './builders.ts';
import { tempDir } from './folders.ts';
import { KEYS, MESSAGES, openWorkplace, runWorkload, SECRET, SEGMENTS } from './workload.ts';

/** Runs the workload in a process of its own; gives what the store promised it, and the signal it died of. */
async function runProcess(
  dir: string,
  killAt: string,
): Promise<{ promises: string[]; signal: string | null; stderr: string }> {
  const child = spawn(process.execPath, [...programOf('tests/store/programs/workload.ts'), dir], {
    env: { ...process.env, KILL_AT: killAt },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { promises: stdout.split('\n').filter((line) => line !== ''), signal, stderr };
}

async function expectPromisesKept(store: EmbeddedStore, promises: readonly string[]): Promise<void> {
  const texts = new Set((await store.tickets({})).map(({ text }) => text.replace(` ${SECRET}`, '')));
  const inbox = new Set((await store.inbox(1_000)).map((message) => message.key));
  for (const promise of promises) {
    const [what, key = ''] = promise.split(' ');
    if (what === 'received') {
      expect(await store.receive([incoming(key)], T0), `${promise}: known`).toBe(0);
      expect(inbox.has(key) || texts.has(`诉求 ${key}`), `${promise}: waiting or done`).toBe(true);
    }
    if (what === 'committed') {
      expect(texts.has(`诉求 ${key}`), `${promise}: the ticket is there`).toBe(true);
      expect(inbox.has(key), `${promise}: not again in the inbox`).toBe(false);
    }
  }
}

describe('a program killed', () => {
  const places = BOUNDARIES.filter((name) => !name.startsWith('send.'));
  it.each(places.flatMap((name) => [1, 3].map((nth) => `${name}:${nth}`)))(
    'at %s loses nothing and doubles nothing',
    async (killAt) => {
      const dir = tempDir();
      const { promises, signal, stderr } = await runProcess(dir, killAt);
      expect(signal, `the process was to reach ${killAt}; it said: ${stderr}`).toBe('SIGKILL');

      // The folder as the crash left it: whole, and the same by way of the checkpoint and without it.
      expect(filesWith(dir, SECRET), 'words of a report on disk').toEqual([]);
      if (promises.length > 0) {
        await verifyStore(dir, undefined, KEYS);
        const { state: recovered } = await recoverState(dir, KEYS);
        expect(firstDifference(recovered, await foldJournal(dir, KEYS))).toBeNull();
      }
      const place = await openWorkplace(dir);
      const { store } = place;
      if (killAt.startsWith('journal.half-written')) {
        expect(readdirSync(dir).filter((name) => name.endsWith('.torn'))).toHaveLength(1);
      }
      await expectPromisesKept(store, promises);

      const sent = promises.filter((line) => line.startsWith('sent ')).map((line) => line.slice(5));
      const later: string[] = [];
      await runWorkload(place, (promise) => later.push(promise));
      for (const id of sent) expect(later, 'what was sent is not sent again').not.toContain(`sending ${id}`);
      const unfinished = promises
        .filter((line) => line.startsWith('sending '))
        .map((line) => line.slice(8))
        .filter((id) => !sent.includes(id));
      for (const id of unfinished) {
        expect(later, 'what may have been sent is not sent again as if it were new').not.toContain(
          `sending ${id}`,
        );
      }

      const tickets = await store.tickets({});
      expect(tickets.map((ticket) => ticket.number)).toEqual(
        Array.from({ length: 2 * MESSAGES }, (_, at) => at + 1),
      );
      expect(new Set(tickets.map((ticket) => ticket.text)).size, 'one ticket per message').toBe(2 * MESSAGES);
      expect(await store.outboxState()).toEqual({ waiting: 0, held: 0 });
      await verifyStore(dir, undefined, KEYS);
      await store.close();
      expect(filesWith(dir, SECRET), 'words of a report on disk').toEqual([]);
      const { notes } = await verifyStore(dir, undefined, KEYS);
      expect(notes, 'where the record on file begins, and nothing else').toHaveLength(1);
      expect(segmentsIn(dir), 'months past their retention are gone').toEqual(SEGMENTS);
      for (const [manifest, folder] of [
        ['manifest.json', 'state'],
        ['anchor.json', 'anchor'],
      ] as const) {
        const { shards } = JSON.parse(readFileSync(join(dir, manifest), 'utf8')) as Manifest;
        expect(readdirSync(join(dir, folder)).sort(), folder).toEqual(shards.map(({ file }) => file).sort());
      }
      expect(
        readdirSync(dir).filter((name) => /\.\d+$|pending$|part$/.test(name)),
        'no leftovers',
      ).toEqual([]);
    },
  );
});

/** What became of messages is kept together: one line for what was heard at once, and nothing read or written without it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import { type JournalLine, settledIn } from '../../src/store/line.ts';
import type { ClaimedOutgoing, Settlement } from '../../src/store/port.ts';
import { recoverState } from '../../src/store/recover.ts';
import { firstDifference } from '../../src/store/snapshot.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { LEASE } from './bench.ts';
import { outgoing, T0, toPerson } from './builders.ts';
import { tempDir } from './folders.ts';
import { keys, SEGMENT } from './reports.ts';

const PEOPLE = ['a', 'b', 'c'];

/** One message for each of three people, all of them claimed. */
async function inHand(store: EmbeddedStore): Promise<readonly ClaimedOutgoing[]> {
  const outbox = PEOPLE.map((person) => outgoing(`to-${person}`, toPerson(person)));
  await store.commit(() => ({ at: T0, cause: 'test', outbox }));
  return store.claimOutbox(T0, { limit: 10, leaseMs: LEASE, busy: new Set() });
}

const sentAs = (message: string): Settlement => ({ state: 'sent', channel: 'telegram', chat: '1', message });

function settledLines(dir: string): readonly JournalLine[] {
  const lines = readFileSync(join(dir, SEGMENT), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as JournalLine).filter(({ cause }) => cause === 'settle');
}

it('settlements heard at once are one line, which older programs refuse, and amount to the same after a start', async () => {
  const dir = tempDir();
  const store = await openStore({ dir });
  const claimed = await inHand(store);
  const settled = claimed.map(({ message, claim }, place) =>
    store.settle(message.id, claim, sentAs(String(place)), T0),
  );
  expect(await Promise.all(settled)).toEqual([true, true, true]);
  const lines = settledLines(dir);
  expect(lines.map(({ v, ...line }) => [v, settledIn(line).map(({ id }) => id)])).toEqual([
    [3, ['to-a', 'to-b', 'to-c']],
  ]);
  const { state } = await recoverState(dir);
  expect(firstDifference(state, await foldJournal(dir))).toBeNull();
  expect(state.outbox.all()).toEqual([]);
  await store.close();
  await verifyStore(dir);
});

it('a settlement heard alone stands in its line as it always did', async () => {
  const dir = tempDir();
  const store = await openStore({ dir });
  const [one] = await inHand(store);
  await store.settle('to-a', one?.claim ?? 0, sentAs('1'), T0);
  await store.close();
  const settled = { id: 'to-a', claim: one?.claim, settlement: sentAs('1') };
  expect(settledLines(dir)).toMatchObject([{ v: 1, settled }]);
});

it('whatever is read or written next is not without it, though it is not on disk yet', async () => {
  const dir = tempDir();
  const store = await openStore({ dir });
  const [a, b] = await inHand(store);
  const first = store.settle('to-a', a?.claim ?? 0, sentAs('1'), T0);
  expect(await store.outboxState()).toEqual({ waiting: 2, held: 0 });
  const second = store.settle('to-b', b?.claim ?? 0, sentAs('2'), T0);
  const commit = store.commit(() => ({ at: T0, cause: 'behind it' }));
  expect(await Promise.all([first, second])).toEqual([true, true]);
  await commit;
  const lines = readFileSync(join(dir, SEGMENT), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as JournalLine).cause).slice(-3)).toEqual([
    'settle',
    'settle',
    'behind it',
  ]);
  await store.close();
});

it('what is heard as the store closes is kept, and the second word on one message is refused', async () => {
  const dir = tempDir();
  const store = await openStore({ dir });
  const [a] = await inHand(store);
  const first = store.settle('to-a', a?.claim ?? 0, sentAs('1'), T0);
  const again = store.settle('to-a', a?.claim ?? 0, sentAs('2'), T0);
  const closed = store.close();
  expect(await Promise.all([first, again])).toEqual([true, false]);
  await closed;
  expect((await foldJournal(dir)).outbox.all().map(({ message }) => message.id)).toEqual(['to-b', 'to-c']);
});

it('times that are apart have lines of their own', async () => {
  const dir = tempDir();
  const store = await openStore({ dir });
  const [a, b] = await inHand(store);
  const later = { state: 'later', retryAt: T0 + LEASE, why: 'test', counts: true } as const;
  await Promise.all([
    store.settle('to-a', a?.claim ?? 0, later, T0),
    store.settle('to-b', b?.claim ?? 0, later, T0 + MINUTE),
  ]);
  await store.close();
  expect(settledLines(dir).map(({ at }) => Date.parse(at))).toEqual([T0, T0 + MINUTE]);
});

it('with a key nothing of them is in clear, and the line is still one that older programs refuse', async () => {
  const dir = tempDir();
  const store = await openStore({ dir, keys, clock: new VirtualClock(T0) });
  const claimed = await inHand(store);
  await Promise.all(claimed.map(({ message, claim }) => store.settle(message.id, claim, sentAs('1'), T0)));
  await store.close();
  expect(settledLines(dir).map(({ v, settled, secret }) => [v, settled, typeof secret])).toEqual([
    [5, undefined, 'string'],
  ]);
  expect((await foldJournal(dir, keys)).outbox.all()).toEqual([]);
  await verifyStore(dir, undefined, keys);
});

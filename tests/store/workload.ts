/**
 * A working day of the store in small: messages received, each made a ticket with a receipt, receipts sent. It can
 * be run again after a crash at any line, and must then come to the same end. Every other message becomes a report,
 * whose words must never be found in the folder.
 */
import { VirtualClock } from '../../src/clock.ts';
import { DAY, type Instant } from '../../src/domain/time.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import { keyRing } from '../support/keys.ts';
import { incoming, outgoing, registering, T0, toGroup } from './builders.ts';
import { packHere } from './pack-here.ts';

export const MESSAGES = 16;
/** Ten days between two messages, so that the journal meets several months. */
const STEP = 10 * DAY;

export const KEYS = keyRing();
/** What all reports say, and nothing else does. */
export const SECRET = '暗示要红包';

/** What the journal is left with at the end: one whole month is kept, and the present one. */
export const SEGMENTS = ['journal-2027-04.jsonl', 'journal-2027-05.jsonl'];

/** The store of the workload, and the clock that goes with its messages. */
export interface Workplace {
  readonly store: EmbeddedStore;
  readonly clock: VirtualClock;
}

export async function openWorkplace(dir: string): Promise<Workplace> {
  const clock = new VirtualClock(T0);
  const options = { checkpointEvery: 1_000, keepMonths: 1, keys: KEYS, pack: packHere };
  return { store: await openStore({ dir, clock, ...options }), clock };
}

/** `acknowledge` is told of everything the store has promised: `received k1`, `committed k1`, `sent receipt:k1`. */
export async function runWorkload(
  { store, clock }: Workplace,
  acknowledge: (promise: string) => void,
): Promise<void> {
  for (let turn = 1; turn <= MESSAGES; turn++) {
    const at = T0 + turn * STEP;
    clock.advanceTo(at);
    const key = `k${turn}`;
    await store.receive(
      [incoming(key, { text: `诉求 ${key}` }), incoming(`${key}b`, { text: `诉求 ${key}b ${SECRET}` })],
      at,
    );
    acknowledge(`received ${key}`);
    await workInbox(store, at, acknowledge);
    await sendAll(store, at, acknowledge);
    if (turn % 4 !== 0) continue;
    await store.checkpoint();
    await store.dropPast();
    await store.packPast();
  }
}

async function workInbox(
  store: EmbeddedStore,
  at: Instant,
  acknowledge: (promise: string) => void,
): Promise<void> {
  const waiting = await store.inbox(100);
  await Promise.all(
    waiting.map(async ({ key, text }) => {
      const confidential = text.includes(SECRET);
      const receipt = outgoing(`receipt:${key}`, toGroup(), { text, slot: `card/${key}`, ticket: null });
      await store.commit(
        registering({ at, text, confidential }, { cause: `inbox:${key}`, outbox: [receipt], done: [key] }),
      );
      acknowledge(`committed ${key}`);
    }),
  );
}

async function sendAll(
  store: EmbeddedStore,
  at: Instant,
  acknowledge: (promise: string) => void,
): Promise<void> {
  for (let round = 0; round < 10; round++) {
    const claims = await store.claimOutbox(at, { limit: 5, leaseMs: 60_000, busy: new Set() });
    if (claims.length === 0) return;
    for (const { message, claim, unsure } of claims) {
      acknowledge(`sending ${message.id}${unsure ? ' unsure' : ''}`);
      const sent = {
        state: 'sent',
        channel: 'telegram',
        chat: '-100',
        message: `sent-${message.id}`,
      } as const;
      await store.settle(message.id, claim, sent, at);
      acknowledge(`sent ${message.id}`);
    }
  }
}

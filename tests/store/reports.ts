/** Reports as they come into a store, for the tests of what lies on disk of them. */
import { expect } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import type { FedBack } from '../../src/domain/ticket-events.ts';
import { DAY } from '../../src/domain/time.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import { StoreFault } from '../../src/store/fault.ts';
import type { KeyRing } from '../../src/store/keys.ts';
import { filesBelow, keyRing } from '../support/keys.ts';
import { incoming, outgoing, registering, T0, toPerson } from './builders.ts';
import { segment } from './months.ts';

export const SENTENCE = '验收科科长在停车场暗示要红包';
export const REPORTER = '5550123777';
export const ORDINARY = '厂区门口路灯不亮';
export const SEGMENT = segment('2026-11');
export const keys = keyRing();

export const said = (key: string) =>
  incoming(key, {
    text: SENTENCE,
    chat: { id: REPORTER, kind: 'private', title: REPORTER },
    sender: { id: REPORTER, name: '甲', anonymous: false },
    message: `m-${REPORTER}`,
  });

const fedBack = (at: number, text: string): FedBack => ({
  type: 'fedBack',
  v: 1,
  at,
  by: 'discipline-1',
  text,
  files: [],
});

/** A message becomes a report: the message, a draft, the ticket with its messages, an answer, a sent message. */
const STAGES: readonly (readonly [string, (store: EmbeddedStore, at: number) => Promise<unknown>])[] = [
  ['after the inbox', (store, at) => store.receive([said(`k${at}`)], at)],
  [
    'while it is a draft',
    (store, at) => {
      const data = { draft: SENTENCE };
      const state = { awaiting: 'text', ticket: null, since: at, expiresAt: at + DAY, data };
      return store.commit(() => ({ at, cause: 'x', dialogues: [{ key: `telegram/${REPORTER}`, state }] }));
    },
  ],
  [
    'when it is registered and passed on',
    (store, at) => {
      const origin = {
        channel: 'telegram',
        chat: REPORTER,
        chatKind: 'private',
        message: `${at}${REPORTER}`,
      } as const;
      const over = { at, text: SENTENCE, confidential: true, origin };
      const task = outgoing(`t${at}/${REPORTER}`, toPerson('discipline-1'), { text: SENTENCE, slot: 's' });
      return store.commit(registering(over, { outbox: [task], done: [`k${at}`] }));
    },
  ],
  [
    'when it is answered, and the answer waits',
    async (store, at) => {
      const { number } = (await store.tickets({ newest: 1 }))[0] ?? { number: 0 };
      const receipt = outgoing(
        `r${at}`,
        { channel: 'telegram', chat: REPORTER, group: false },
        { text: SENTENCE },
      );
      const events = [fedBack(at, `已核实：${SENTENCE}`)];
      await store.commit(() => ({ at, cause: 'x', tickets: [{ number, events }], outbox: [receipt] }));
    },
  ],
  [
    'when a message of it is sent',
    async (store, at) => {
      const given = await store.claimOutbox(at, { limit: 2, leaseMs: 60_000, busy: new Set() });
      for (const { message, claim } of given) {
        const sent = { state: 'sent', channel: 'telegram', chat: REPORTER, message: `x${at}` } as const;
        await store.settle(message.id, claim, sent, at);
      }
    },
  ],
  [
    'when whoever made it cannot be reached, and can again',
    async (store, at) => {
      const account = `telegram/${REPORTER}`;
      for (const open of [false, true]) {
        await store.commit(() => ({
          at,
          cause: `reach:${account}@${at}`,
          office: [{ type: 'reached', v: 1, at, account, open, person: REPORTER }],
        }));
      }
      await store.commit(() => ({ at, cause: `delivery:reachable/${REPORTER}`, release: [REPORTER] }));
      await store.commit(() => ({
        at,
        cause: 'x',
        office: [{ type: 'announced', v: 1, at, person: REPORTER }],
      }));
    },
  ],
  ['when another waits in the inbox', (store, at) => store.receive([said(`late${at}`)], at)],
];

/** Goes through all stages; `after` each of them. */
export async function report(
  store: EmbeddedStore,
  at = T0,
  after: (stage: string) => void = () => {},
): Promise<void> {
  for (const [stage, act] of STAGES) {
    await act(store, at);
    after(stage);
  }
}

/** A folder with an ordinary ticket and a report, closed. */
export async function recorded(dir: string, ring: KeyRing | null = keys): Promise<void> {
  const store = await openStore({ dir, clock: new VirtualClock(T0), keys: ring });
  await store.commit(registering({ text: ORDINARY }));
  await report(store);
  await store.close();
}

export async function refusal(dir: string, ring: KeyRing | null): Promise<StoreFault> {
  const before = filesBelow(dir);
  const error = await openStore({ dir, clock: new VirtualClock(T0), keys: ring }).then(
    async (store) => {
      await store.close();
      throw new Error('the folder was opened');
    },
    (fault: unknown) => fault,
  );
  expect(filesBelow(dir), 'nothing changed on disk').toEqual(before);
  if (!(error instanceof StoreFault)) throw error;
  return error;
}

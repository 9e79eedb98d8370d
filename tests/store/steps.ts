/** Everything one can do to a store, at random: for properties that must hold whatever was done. */
import fc from 'fast-check';
import { HOUR, type Instant } from '../../src/domain/time.ts';
import type { EmbeddedStore } from '../../src/store/embedded.ts';
import {
  assigned,
  incoming,
  outgoing,
  registering,
  signed,
  toGroup,
  toPerson,
  urged,
  withdrawn,
} from './builders.ts';

/** `turn` is different each time; `at` is the time of what is done. */
export type Step = (store: EmbeddedStore, turn: number, at: Instant) => Promise<unknown>;

/** On small sets of persons, slots and tickets, so that they meet. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ ent: fc.constantFrom('ent-a', 'ent-b', null), hours: fc.nat(20) }).map(
    ({ ent, hours }): Step =>
      (store, _, at) =>
        store.commit(registering({ enterprise: ent, at }, {}, at + hours * HOUR)),
  ),
  fc.record({ pick: fc.nat(9), kind: fc.nat(3), hours: fc.nat(20) }).map(
    ({ pick, kind, hours }): Step =>
      async (store, _, at) => {
        const tickets = await store.tickets({});
        const ticket = tickets[pick % Math.max(1, tickets.length)];
        if (!ticket) return;
        const events = [
          urged(at),
          signed(at),
          withdrawn(at),
          assigned('dep-a', 'l-a', at, at + hours * HOUR),
        ];
        const event = events[kind] ?? urged(at);
        await store.commit(() => ({ at, cause: 'x', tickets: [{ number: ticket.number, events: [event] }] }));
      },
  ),
  fc.array(fc.nat(20), { maxLength: 4 }).map(
    (keys): Step =>
      (store, _, at) =>
        store.receive(
          keys.map((key) => incoming(`k${key}`)),
          at,
        ),
  ),
  fc.constant<Step>(async (store, _, at) => {
    const [oldest] = await store.inbox(1);
    if (oldest) await store.commit(() => ({ at, cause: 'x', done: [oldest.key] }));
  }),
  fc
    .record({
      person: fc.constantFrom('p', 'q', null),
      slot: fc.constantFrom('s', 't', null),
      ticket: fc.constantFrom(1, 2, null),
    })
    .map(
      ({ person, slot, ticket }): Step =>
        (store, turn, at) => {
          const to = person === null ? toGroup() : toPerson(person);
          return store.commit(() => ({
            at,
            cause: 'x',
            outbox: [outgoing(`o${turn}`, to, { slot, ticket })],
          }));
        },
    ),
  fc.record({ how: fc.nat(4), hours: fc.nat(3), message: fc.nat(5) }).map(
    ({ how, hours, message }): Step =>
      async (store, _, at) => {
        const now = at + hours * HOUR;
        for (const { message: out, claim } of await store.claimOutbox(now, {
          limit: 2,
          leaseMs: HOUR,
          busy: new Set(),
        })) {
          const sent = { state: 'sent', channel: 'telegram', chat: '-100', message: `${message}` } as const;
          const later = { state: 'later', retryAt: now + HOUR, why: 'x', counts: hours > 1 } as const;
          const settlement = [
            sent,
            later,
            { state: 'held', why: 'x' } as const,
            { state: 'dropped', why: 'x' } as const,
          ][how];
          if (settlement) await store.settle(out.id, claim, settlement, now);
        }
      },
  ),
  fc.constantFrom('p', 'q').map(
    (person): Step =>
      (store, _, at) =>
        store.commit(() => ({ at, cause: 'x', release: [person] })),
  ),
  fc.record({ key: fc.constantFrom('a', 'b'), ended: fc.boolean() }).map(
    ({ key, ended }): Step =>
      (store, _, at) => {
        const state = ended
          ? null
          : { awaiting: 'text', ticket: null, since: at, expiresAt: at + HOUR, data: {} };
        return store.commit(() => ({ at, cause: 'x', dialogues: [{ key, state }] }));
      },
  ),
  fc.constantFrom('-1', '-2').map(
    (chat): Step =>
      (store, _, at) => {
        const event = { type: 'groupBound', v: 1, at, group: `telegram/${chat}`, title: 'x' } as const;
        return store.commit(() => ({ at, cause: 'x', office: [event] }));
      },
  ),
  fc.constant<Step>((store) => store.checkpoint()),
);

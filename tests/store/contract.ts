/**
 * What every store must keep, whatever it is made of. `open` opens the store of the present test; opened again after
 * `close`, it has everything it had.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TicketEvent } from '../../src/domain/ticket.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import type { ClaimedOutgoing, Outgoing, Recipient, Store } from '../../src/store/port.ts';
import {
  assigned,
  incoming,
  outgoing,
  registered,
  registering,
  signed,
  T0,
  toGroup,
  toPerson,
  urged,
  withdrawn,
} from './builders.ts';

/** Opens, and opens again, the store of one test. */
export interface StoreUnderTest {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

const LEASE = MINUTE;

export function storeContract(name: string, prepare: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of a store`, () => {
    let place: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      place = await prepare();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.remove();
    });

    const reopen = async (): Promise<void> => {
      await store.close();
      store = await place.open();
    };
    const queue = async (...messages: Outgoing[]): Promise<void> => {
      const result = await store.commit(() => ({ at: T0, cause: 'test', outbox: messages }));
      expect(result.ok).toBe(true);
    };
    const claim = async (
      now = T0,
      options: { limit?: number; busy?: string[] } = {},
    ): Promise<readonly ClaimedOutgoing[]> =>
      store.claimOutbox(now, { limit: options.limit ?? 10, leaseMs: LEASE, busy: new Set(options.busy) });
    const claimOne = async (now = T0): Promise<ClaimedOutgoing> => {
      const [one, ...more] = await claim(now);
      if (!one || more.length > 0)
        throw new Error(`expected one message to be claimable, not ${one ? more.length + 1 : 0}`);
      return one;
    };
    const ids = (claims: readonly ClaimedOutgoing[]): string[] => claims.map((one) => one.message.id);
    const send = async (one: ClaimedOutgoing, message: string, chat = '-100'): Promise<void> => {
      const settlement = { state: 'sent', channel: 'telegram', chat, message } as const;
      expect(await store.settle(one.message.id, one.claim, settlement, T0)).toBe(true);
    };

    describe('commits', () => {
      it('make everything in them visible together', async () => {
        await store.receive([incoming('k1')], T0);
        const dialogue = { awaiting: 'text', ticket: 1, since: T0, expiresAt: T0 + HOUR, data: { a: '1' } };
        const result = await store.commit(
          registering(
            {},
            {
              office: [{ type: 'groupBound', v: 1, at: T0, group: 'telegram/-100', title: '测试群' }],
              outbox: [outgoing('o1', toGroup())],
              dialogues: [{ key: 'telegram/-100/7', state: dialogue }],
              done: ['k1'],
            },
          ),
        );
        expect(result).toMatchObject({ ok: true });
        expect(await store.ticket(1)).toMatchObject({ number: 1, version: 1, state: 'queued' });
        expect((await store.office()).groups['telegram/-100']).toEqual({ title: '测试群', since: T0 });
        expect(await store.dialogue('telegram/-100/7')).toEqual(dialogue);
        expect(await store.inbox(10)).toEqual([]);
        expect(ids(await claim())).toEqual(['o1']);
      });

      it('change nothing when a version is other than expected', async () => {
        await store.commit(registering());
        await store.receive([incoming('k1')], T0);
        const result = await store.commit((takeNumber) => ({
          at: T0,
          cause: 'test',
          expect: { 'ticket/1': 7 },
          tickets: [
            { number: 1, events: [urged(T0)] },
            { number: takeNumber(), events: [registered(2)] },
          ],
          outbox: [outgoing('o1', toGroup())],
          done: ['k1'],
        }));
        expect(result).toEqual({ ok: false, conflict: 'ticket/1' });
        expect((await store.ticket(1))?.version).toBe(1);
        expect(await store.ticket(2)).toBeUndefined();
        expect(await claim()).toEqual([]);
        expect(await store.inbox(10)).toHaveLength(1);
      });

      it('check the version of a ticket that is not there, and of the office', async () => {
        const at = T0;
        expect(
          await store.commit(() => ({ at, cause: 'test', expect: { 'ticket/1': 0, office: 0 } })),
        ).toMatchObject({
          ok: true,
        });
        expect(await store.commit(() => ({ at, cause: 'test', expect: { 'ticket/1': 1 } }))).toMatchObject({
          ok: false,
        });
        expect(await store.commit(() => ({ at, cause: 'test', expect: { office: 1 } }))).toEqual({
          ok: false,
          conflict: 'office',
        });
      });

      it('give a ticket number only to those that succeed', async () => {
        await store.commit(registering());
        const lost = await store.commit((takeNumber) => ({
          ...registering()(takeNumber),
          expect: { office: 99 },
        }));
        expect(lost.ok).toBe(false);
        await expect(
          store.commit((takeNumber) => {
            takeNumber();
            throw new Error('the decision failed');
          }),
        ).rejects.toThrow('the decision failed');
        await store.commit(registering());
        expect((await store.tickets({})).map((ticket) => ticket.number)).toEqual([1, 2]);
      });

      it('give several numbers in one commit, in order', async () => {
        await store.commit((takeNumber) => {
          const numbers = [takeNumber(), takeNumber(), takeNumber()];
          return {
            at: T0,
            cause: 'test',
            tickets: numbers.map((number) => ({ number, events: [registered(number)] })),
          };
        });
        expect((await store.tickets({})).map((ticket) => ticket.number)).toEqual([1, 2, 3]);
      });

      it('let one of two racing decisions win', async () => {
        await store.commit(registering());
        const version = (await store.ticket(1))?.version ?? -1;
        const decide = (id: string) => () => ({
          at: T0,
          cause: id,
          expect: { 'ticket/1': version },
          tickets: [{ number: 1, events: [urged(T0)] }],
          outbox: [outgoing(id, toGroup())],
        });
        const results = await Promise.all(['a', 'b', 'c', 'd'].map((id) => store.commit(decide(id))));
        expect(results.filter((one) => one.ok)).toHaveLength(1);
        expect((await store.ticket(1))?.facts.urges).toBe(1);
        expect(await store.outboxState()).toEqual({ waiting: 1, held: 0 });
      });

      it('never give two racing tickets one number', async () => {
        await Promise.all(Array.from({ length: 50 }, () => store.commit(registering())));
        const numbers = (await store.tickets({})).map((ticket) => ticket.number);
        expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
      });

      it('refuse an outbox id that was ever used, even after it was sent', async () => {
        await queue(outgoing('o1', toGroup()));
        const again = () => ({ at: T0, cause: 'test', outbox: [outgoing('o1', toGroup())] });
        expect(await store.commit(again)).toEqual({ ok: false, conflict: 'outbox/o1' });
        await send(await claimOne(), '11');
        expect(await store.commit(again)).toEqual({ ok: false, conflict: 'outbox/o1' });
        await reopen();
        expect(await store.commit(again)).toEqual({ ok: false, conflict: 'outbox/o1' });
      });

      it('refuse events that cannot follow, and change nothing', async () => {
        await expect(
          store.commit(() => ({
            at: T0,
            cause: 'test',
            tickets: [{ number: 5, events: [urged(T0)] }],
            outbox: [outgoing('o1', toGroup())],
          })),
        ).rejects.toThrow();
        expect(await claim()).toEqual([]);
        await store.commit(registering());
        expect(await store.ticket(1)).toBeDefined();
      });

      it('count in the head, line by line', async () => {
        const before = store.head();
        const result = await store.commit(registering());
        expect(result).toEqual({ ok: true, seq: before.seq + 1 });
        expect(store.head().seq).toBe(before.seq + 1);
        expect(store.head().hash).toMatch(/^[0-9a-f]{64}$/);
        expect(store.head().hash).not.toBe(before.hash);
      });
    });

    describe('the inbox', () => {
      it('keeps a message once, however often it comes', async () => {
        expect(await store.receive([incoming('a'), incoming('b'), incoming('a')], T0)).toBe(2);
        expect(await store.receive([incoming('b'), incoming('c')], T0)).toBe(1);
        expect(await store.receive([incoming('a')], T0)).toBe(0);
        await store.commit(() => ({ at: T0, cause: 'test', done: ['a'] }));
        expect(await store.receive([incoming('a')], T0)).toBe(0);
        await reopen();
        expect(await store.receive([incoming('a')], T0)).toBe(0);
        expect((await store.inbox(10)).map((message) => message.key)).toEqual(['b', 'c']);
      });

      it('gives the oldest first, and a message as it came', async () => {
        const first = incoming('a', {
          text: '一行\n二行 "引号" 🙂\u2028',
          files: [{ ref: 'r', kind: 'photo', name: 'n', size: null }],
        });
        await store.receive([first, incoming('b')], T0);
        await store.receive([incoming('c')], T0);
        expect(await store.inbox(1)).toEqual([first]);
        await store.commit(() => ({ at: T0, cause: 'test', done: ['b'] }));
        expect((await store.inbox(10)).map((message) => message.key)).toEqual(['a', 'c']);
      });

      it('keeps both of two racing batches, each message once', async () => {
        const counts = await Promise.all([
          store.receive([incoming('a'), incoming('b')], T0),
          store.receive([incoming('b'), incoming('c')], T0),
        ]);
        expect(counts[0] + counts[1]).toBe(3);
        expect(await store.inbox(10)).toHaveLength(3);
      });
    });

    describe('claims', () => {
      it('give a message to one sender only', async () => {
        await queue(outgoing('o1', toGroup()));
        const both = await Promise.all([claim(), claim()]);
        expect(both.flat()).toHaveLength(1);
        expect(both.flat()[0]).toMatchObject({ tries: 0, unsure: false, standing: [] });
      });

      it('lapse with their lease, and the message comes again as unsure', async () => {
        await queue(outgoing('o1', toGroup()));
        const first = await claimOne();
        expect(await claim(T0 + LEASE - 1)).toEqual([]);
        const second = await claimOne(T0 + LEASE);
        expect(second.unsure).toBe(true);
        expect(second.claim).not.toBe(first.claim);
        const sent = { state: 'sent', channel: 'telegram', chat: '-100', message: '11' } as const;
        expect(await store.settle('o1', first.claim, sent, T0)).toBe(false);
        expect(await store.settle('o1', second.claim, sent, T0)).toBe(true);
        expect(await store.settle('o1', second.claim, sent, T0)).toBe(false);
        expect(await claim(T0 + DAY)).toEqual([]);
      });

      it('are still good after the lease as long as nobody else took the message', async () => {
        await queue(outgoing('o1', toGroup()));
        const one = await claimOne();
        const sent = { state: 'sent', channel: 'telegram', chat: '-100', message: '11' } as const;
        expect(await store.settle('o1', one.claim, sent, T0 + 2 * LEASE)).toBe(true);
      });

      it('of a former owner are void at once, and their messages unsure', async () => {
        await queue(outgoing('o1', toGroup()), outgoing('o2', toGroup('-200')));
        const [former] = await claim(T0, { limit: 1 });
        await reopen();
        const again = await claim(T0);
        expect(again.map((one) => [one.message.id, one.unsure])).toEqual([
          ['o1', true],
          ['o2', false],
        ]);
        const dropped = { state: 'dropped', why: 'test' } as const;
        expect(await store.settle('o1', former?.claim ?? 0, dropped, T0)).toBe(false);
      });

      it('are limited to the number asked for, oldest first', async () => {
        await queue(...['1', '2', '3'].map((one) => outgoing(`o${one}`, toGroup(one))));
        expect(ids(await claim(T0, { limit: 2 }))).toEqual(['o1', 'o2']);
        expect(ids(await claim(T0, { limit: 2 }))).toEqual(['o3']);
      });
    });

    describe('lanes', () => {
      it('give out one message at a time, in order', async () => {
        await queue(outgoing('a1', toGroup()), outgoing('a2', toGroup()), outgoing('b1', toPerson('p')));
        const [a1, b1] = await claim();
        expect([a1?.message.id, b1?.message.id]).toEqual(['a1', 'b1']);
        expect(await claim()).toEqual([]);
        if (a1) await send(a1, '11');
        expect(ids(await claim())).toEqual(['a2']);
      });

      it('named busy are left out', async () => {
        await queue(outgoing('a1', toGroup()), outgoing('b1', toPerson('p')));
        expect(ids(await claim(T0, { busy: ['telegram/-100'] }))).toEqual(['b1']);
      });

      it('wait behind a message that is to be tried later', async () => {
        await queue(outgoing('a1', toGroup()), outgoing('a2', toGroup()), outgoing('b1', toGroup('-200')));
        const [a1] = await claim(T0, { limit: 1 });
        const later = { state: 'later', retryAt: T0 + HOUR, why: '429', counts: true } as const;
        expect(await store.settle('a1', a1?.claim ?? 0, later, T0)).toBe(true);
        expect(ids(await claim(T0 + HOUR - 1))).toEqual(['b1']);
        expect(await store.nextWake()).toBeLessThanOrEqual(T0 + HOUR);
        const again = (await claim(T0 + HOUR, { busy: ['telegram/-200'] }))[0];
        expect(again).toMatchObject({ message: { id: 'a1' }, tries: 1, unsure: false });
      });

      it('count only the tries that count', async () => {
        await queue(outgoing('a1', toGroup()));
        for (const counts of [true, false, true]) {
          const one = await claimOne();
          await store.settle('a1', one.claim, { state: 'later', retryAt: T0, why: 'x', counts }, T0);
        }
        expect((await claimOne()).tries).toBe(2);
      });

      it('of a person out of reach wait until they are released, others do not', async () => {
        await queue(
          outgoing('a1', toPerson('a')),
          outgoing('a2', toPerson('a')),
          outgoing('b1', toPerson('b')),
        );
        const [a1] = await claim(T0, { limit: 1 });
        expect(await store.settle('a1', a1?.claim ?? 0, { state: 'held', why: 'never started' }, T0)).toBe(
          true,
        );
        await queue(outgoing('a3', toPerson('a')));
        expect(ids(await claim())).toEqual(['b1']);
        expect(await store.outboxState()).toEqual({ waiting: 1, held: 3 });
        await store.commit(() => ({ at: T0, cause: 'test', release: ['b'] }));
        expect(await claim()).toEqual([]);
        await store.commit(() => ({ at: T0, cause: 'test', release: ['a'] }));
        expect(ids(await claim())).toEqual(['a1']);
        expect(await store.outboxState()).toEqual({ waiting: 4, held: 0 });
      });

      it('go on after a message is dropped', async () => {
        await queue(outgoing('a1', toGroup()), outgoing('a2', toGroup()));
        const a1 = await claimOne();
        await store.settle('a1', a1.claim, { state: 'dropped', why: 'stale' }, T0);
        expect(ids(await claim())).toEqual(['a2']);
      });
    });

    describe('slots', () => {
      const card = (id: string, to: Recipient = toGroup(), ticket: number | null = 1): Outgoing =>
        outgoing(id, to, { slot: 'card/1', ticket });

      it('hold one waiting message: the later takes the place of the earlier', async () => {
        await queue(card('c1'), outgoing('x', toGroup()));
        await queue(card('c2'), card('p1', toPerson('p')));
        expect(await store.outboxState()).toEqual({ waiting: 3, held: 0 });
        const [first, other] = await claim();
        expect([first?.message.id, other?.message.id]).toEqual(['c2', 'p1']);
        expect(first?.message.text).toBe('内容 c2');
        if (first) await send(first, '11');
        expect(ids(await claim())).toEqual(['x']);
      });

      it('do not replace a message that is being sent', async () => {
        await queue(card('c1'));
        const first = await claimOne();
        await queue(card('c2'));
        await queue(card('c3'));
        await send(first, '11');
        const second = await claimOne();
        expect(second.message.id).toBe('c3');
        expect(second.standing).toEqual([{ channel: 'telegram', chat: '-100', message: '11' }]);
      });

      it.each([
        ['of a ticket', 1],
        ['of no ticket', null],
      ])('name the message to edit, which stays the one standing: %s', async (_, ticket) => {
        await queue(card('c1', toGroup(), ticket));
        await send(await claimOne(), '11');
        for (const id of ['c2', 'c3']) {
          await queue(card(id, toGroup(), ticket));
          const next = await claimOne();
          expect(next.standing).toEqual([{ channel: 'telegram', chat: '-100', message: '11' }]);
          await send(next, '11');
        }
        await queue(card('c4', toGroup(), ticket));
        await send(await claimOne(), '44');
        await reopen();
        await queue(card('c5', toGroup(), ticket));
        expect((await claimOne()).standing).toEqual([{ channel: 'telegram', chat: '-100', message: '44' }]);
      });

      it('know the newest message of each chat of a person', async () => {
        for (const [id, chat, message] of [
          ['c1', '7', '1'],
          ['c2', '8', '2'],
          ['c3', '7', '3'],
        ] as const) {
          await queue(card(id, toPerson('p')));
          await send(await claimOne(), message, chat);
        }
        await queue(card('c4', toPerson('p')));
        expect((await claimOne()).standing).toEqual([
          { channel: 'telegram', chat: '7', message: '3' },
          { channel: 'telegram', chat: '8', message: '2' },
        ]);
      });
    });

    it('knows which ticket a message speaks of', async () => {
      await store.commit(registering());
      await store.commit(registering());
      await queue(outgoing('o1', toGroup(), { ticket: 2 }));
      await send(await claimOne(), '11');
      for (let round = 0; round < 2; round++) {
        expect(await store.ticketOfMessage('telegram', '-100', 'm1')).toBe(1);
        expect(await store.ticketOfMessage('telegram', '-100', '11')).toBe(2);
        expect(await store.ticketOfMessage('telegram', '-200', '11')).toBeUndefined();
        expect(await store.ticketOfMessage('wechat', '-100', '11')).toBeUndefined();
        await reopen();
      }
    });

    describe('wakes', () => {
      it('come in the order of their hours, and not before', async () => {
        for (const hours of [5, 3, 4]) await store.commit(registering({}, {}, T0 + hours * HOUR));
        expect(await store.nextWake()).toBe(T0 + 3 * HOUR);
        expect(await store.due(T0 + 3 * HOUR - 1, 10)).toEqual([]);
        expect(await store.due(T0 + 4 * HOUR, 10)).toEqual([
          { number: 2, at: T0 + 3 * HOUR },
          { number: 3, at: T0 + 4 * HOUR },
        ]);
        expect(await store.due(T0 + DAY, 1)).toEqual([{ number: 2, at: T0 + 3 * HOUR }]);
        await reopen();
        expect((await store.due(T0 + DAY, 10)).map((wake) => wake.number)).toEqual([2, 3, 1]);
      });

      it('move with the ticket and end with it', async () => {
        await store.commit(registering({}, {}, T0 + 3 * HOUR));
        const change = (event: TicketEvent) =>
          store.commit(() => ({ at: T0, cause: 'test', tickets: [{ number: 1, events: [event] }] }));
        await change(assigned('dep-a', 'liaison-a', T0, T0 + HOUR));
        expect(await store.due(T0 + DAY, 10)).toEqual([{ number: 1, at: T0 + HOUR }]);
        await change(signed(T0));
        // Back to an hour it already had.
        expect(await store.due(T0 + DAY, 10)).toEqual([{ number: 1, at: T0 + 3 * HOUR }]);
        expect(await store.nextWake()).toBe(T0 + 3 * HOUR);
        await change(withdrawn(T0));
        expect(await store.due(T0 + DAY, 10)).toEqual([]);
        expect(await store.nextWake()).toBeUndefined();
      });
    });

    it('finds tickets by whom they concern, oldest or newest first', async () => {
      await store.commit(registering());
      await store.commit(registering({ enterprise: 'ent-b', member: 'member-b', at: T0 + HOUR }));
      await store.commit(registering({ at: T0 + 2 * HOUR }));
      const change = (number: number, ...events: TicketEvent[]) =>
        store.commit(() => ({ at: T0, cause: 'test', tickets: [{ number, events }] }));
      const assign = (department: string, liaison: string) => assigned(department, liaison, T0, T0 + HOUR);
      await change(1, assign('dep-a', 'liaison-a'));
      await change(2, assign('dep-a', 'liaison-b'), assign('dep-b', 'liaison-b'));
      await change(3, withdrawn(T0));
      const find = async (query: Parameters<Store['tickets']>[0]): Promise<number[]> =>
        (await store.tickets(query)).map((ticket) => ticket.number);
      for (let round = 0; round < 2; round++) {
        expect(await find({})).toEqual([1, 2, 3]);
        expect(await find({ open: true })).toEqual([1, 2]);
        expect(await find({ open: false })).toEqual([3]);
        expect(await find({ states: ['withdrawn'] })).toEqual([3]);
        expect(await find({ enterprise: 'ent-a' })).toEqual([1, 3]);
        expect(await find({ enterprise: 'ent-a', open: true })).toEqual([1]);
        expect(await find({ member: 'member-b' })).toEqual([2]);
        expect(await find({ department: 'dep-a' })).toEqual([1]);
        expect(await find({ department: 'dep-b' })).toEqual([2]);
        expect(await find({ liaison: 'liaison-b' })).toEqual([2]);
        expect(await find({ liaison: 'nobody' })).toEqual([]);
        expect(await find({ registeredFrom: T0 + HOUR })).toEqual([2, 3]);
        expect(await find({ registeredBefore: T0 + HOUR })).toEqual([1]);
        expect(await find({ newest: 2 })).toEqual([3, 2]);
        expect(await find({ newest: 1, open: true })).toEqual([2]);
        await reopen();
      }
    });

    it('keeps a dialogue until it is ended', async () => {
      const key = 'telegram/-100/7';
      const dialogue = { awaiting: 'rating', ticket: 1, since: T0, expiresAt: T0 + HOUR, data: {} };
      await store.commit(() => ({ at: T0, cause: 'test', dialogues: [{ key, state: dialogue }] }));
      await reopen();
      expect(await store.dialogue(key)).toEqual(dialogue);
      await store.commit(() => ({ at: T0, cause: 'test', dialogues: [{ key, state: null }] }));
      expect(await store.dialogue(key)).toBeUndefined();
    });

    it('has everything when it is opened again', async () => {
      await store.receive([incoming('a'), incoming('b')], T0);
      await store.commit(registering({}, { outbox: [outgoing('o1', toGroup()), outgoing('o2', toGroup())] }));
      const one = await claimOne();
      await store.settle('o1', one.claim, { state: 'later', retryAt: T0 + HOUR, why: 'x', counts: true }, T0);
      const all = async () => ({
        head: store.head(),
        inbox: await store.inbox(10),
        tickets: await store.tickets({}),
        office: await store.office(),
        outbox: await store.outboxState(),
        wake: await store.nextWake(),
      });
      const before = await all();
      await reopen();
      expect(await all()).toEqual(before);
      await store.commit(registering());
      expect((await store.tickets({})).map((ticket) => ticket.number)).toEqual([1, 2]);
    });

    it('refuses everything once it is closed', async () => {
      await store.close();
      await expect(store.ticket(1)).rejects.toThrow('关闭');
      await expect(store.commit(registering())).rejects.toThrow('关闭');
      await expect(store.receive([incoming('a')], T0)).rejects.toThrow('关闭');
      store = await place.open();
    });
  });
}

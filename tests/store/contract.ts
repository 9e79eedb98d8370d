/**
 * What every store must keep, whatever it is made of. `prepare` is called before each test; a store opened again
 * after `close` has everything it had.
 */
import { describe, expect, it } from 'vitest';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import type { Store } from '../../src/store/port.ts';
import { Bench, ids, type StoreUnderTest } from './bench.ts';
import {
  assigned,
  incoming,
  outgoing,
  registered,
  registering,
  signed,
  T0,
  toGroup,
  urged,
  withdrawn,
} from './builders.ts';
import { outboxContract } from './contract-outbox.ts';
import { turnsContract } from './contract-turns.ts';

export function storeContract(name: string, prepare: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of a store`, () => {
    const bench = new Bench(prepare);
    outboxContract(bench);
    turnsContract(bench);

    describe('commits', () => {
      it('make everything in them visible together', async () => {
        await bench.store.receive([incoming('k1')], T0);
        const dialogue = { awaiting: 'text', ticket: 1, since: T0, expiresAt: T0 + HOUR, data: { a: '1' } };
        const result = await bench.store.commit(
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
        expect(await bench.store.ticket(1)).toMatchObject({ number: 1, version: 1, state: 'queued' });
        expect((await bench.store.office()).groups['telegram/-100']).toEqual({ title: '测试群', since: T0 });
        expect(await bench.store.dialogue('telegram/-100/7')).toEqual(dialogue);
        expect(await bench.store.inbox(10)).toEqual([]);
        expect(ids(await bench.claim())).toEqual(['o1']);
      });

      it('change nothing when a version is other than expected', async () => {
        await bench.store.commit(registering());
        await bench.store.receive([incoming('k1')], T0);
        const result = await bench.store.commit((takeNumber) => ({
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
        expect((await bench.store.ticket(1))?.version).toBe(1);
        expect(await bench.store.ticket(2)).toBeUndefined();
        expect(await bench.claim()).toEqual([]);
        expect(await bench.store.inbox(10)).toHaveLength(1);
      });

      it('check the version of a ticket that is not there, and of the office', async () => {
        const at = T0;
        expect(
          await bench.store.commit(() => ({ at, cause: 'test', expect: { 'ticket/1': 0, office: 0 } })),
        ).toMatchObject({
          ok: true,
        });
        expect(
          await bench.store.commit(() => ({ at, cause: 'test', expect: { 'ticket/1': 1 } })),
        ).toMatchObject({
          ok: false,
        });
        expect(await bench.store.commit(() => ({ at, cause: 'test', expect: { office: 1 } }))).toEqual({
          ok: false,
          conflict: 'office',
        });
      });

      it('give a ticket number only to those that succeed', async () => {
        await bench.store.commit(registering());
        const lost = await bench.store.commit((takeNumber) => ({
          ...registering()(takeNumber),
          expect: { office: 99 },
        }));
        expect(lost.ok).toBe(false);
        await expect(
          bench.store.commit((takeNumber) => {
            takeNumber();
            throw new Error('the decision failed');
          }),
        ).rejects.toThrow('the decision failed');
        await bench.store.commit(registering());
        expect((await bench.store.tickets({})).map((ticket) => ticket.number)).toEqual([1, 2]);
      });

      it('give several numbers in one commit, in order', async () => {
        await bench.store.commit((takeNumber) => {
          const numbers = [takeNumber(), takeNumber(), takeNumber()];
          return {
            at: T0,
            cause: 'test',
            tickets: numbers.map((number) => ({ number, events: [registered(number)] })),
          };
        });
        expect((await bench.store.tickets({})).map((ticket) => ticket.number)).toEqual([1, 2, 3]);
      });

      it('let one of two racing decisions win', async () => {
        await bench.store.commit(registering());
        const version = (await bench.store.ticket(1))?.version ?? -1;
        const decide = (id: string) => () => ({
          at: T0,
          cause: id,
          expect: { 'ticket/1': version },
          tickets: [{ number: 1, events: [urged(T0)] }],
          outbox: [outgoing(id, toGroup())],
        });
        const results = await Promise.all(['a', 'b', 'c', 'd'].map((id) => bench.store.commit(decide(id))));
        expect(results.filter((one) => one.ok)).toHaveLength(1);
        expect((await bench.store.ticket(1))?.facts.urges).toBe(1);
        expect(await bench.store.outboxState()).toEqual({ waiting: 1, held: 0 });
      });

      it('never give two racing tickets one number', async () => {
        await Promise.all(Array.from({ length: 50 }, () => bench.store.commit(registering())));
        const numbers = (await bench.store.tickets({})).map((ticket) => ticket.number);
        expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
      });

      it('refuse an outbox id that was ever used, even after it was sent', async () => {
        await bench.queue(outgoing('o1', toGroup()));
        const again = () => ({ at: T0, cause: 'test', outbox: [outgoing('o1', toGroup())] });
        expect(await bench.store.commit(again)).toEqual({ ok: false, conflict: 'outbox/o1' });
        await bench.send(await bench.claimOne(), '11');
        expect(await bench.store.commit(again)).toEqual({ ok: false, conflict: 'outbox/o1' });
        await bench.reopen();
        expect(await bench.store.commit(again)).toEqual({ ok: false, conflict: 'outbox/o1' });
      });

      it('refuse events that cannot follow, and change nothing', async () => {
        await expect(
          bench.store.commit(() => ({
            at: T0,
            cause: 'test',
            tickets: [{ number: 5, events: [urged(T0)] }],
            outbox: [outgoing('o1', toGroup())],
          })),
        ).rejects.toThrow();
        expect(await bench.claim()).toEqual([]);
        await bench.store.commit(registering());
        expect(await bench.store.ticket(1)).toBeDefined();
      });

      it('count in the head, line by line', async () => {
        const before = bench.store.head();
        const result = await bench.store.commit(registering());
        expect(result).toEqual({ ok: true, seq: before.seq + 1 });
        expect(bench.store.head().seq).toBe(before.seq + 1);
        expect(bench.store.head().hash).toMatch(/^[0-9a-f]{64}$/);
        expect(bench.store.head().hash).not.toBe(before.hash);
      });
    });

    describe('the inbox', () => {
      it('keeps a message once, however often it comes', async () => {
        expect(await bench.store.receive([incoming('a'), incoming('b'), incoming('a')], T0)).toBe(2);
        expect(await bench.store.receive([incoming('b'), incoming('c')], T0)).toBe(1);
        expect(await bench.store.receive([incoming('a')], T0)).toBe(0);
        await bench.store.commit(() => ({ at: T0, cause: 'test', done: ['a'] }));
        expect(await bench.store.receive([incoming('a')], T0)).toBe(0);
        await bench.reopen();
        expect(await bench.store.receive([incoming('a')], T0)).toBe(0);
        expect((await bench.store.inbox(10)).map((message) => message.key)).toEqual(['b', 'c']);
      });

      it('gives the oldest first, and a message as it came', async () => {
        const first = incoming('a', {
          text: '一行\n二行 "引号" 🙂\u2028',
          files: [{ ref: 'r', kind: 'photo', name: 'n', size: null }],
        });
        await bench.store.receive([first, incoming('b')], T0);
        await bench.store.receive([incoming('c')], T0);
        expect(await bench.store.inbox(1)).toEqual([first]);
        await bench.store.commit(() => ({ at: T0, cause: 'test', done: ['b'] }));
        expect((await bench.store.inbox(10)).map((message) => message.key)).toEqual(['a', 'c']);
      });

      it('keeps both of two racing batches, each message once', async () => {
        const counts = await Promise.all([
          bench.store.receive([incoming('a'), incoming('b')], T0),
          bench.store.receive([incoming('b'), incoming('c')], T0),
        ]);
        expect(counts[0] + counts[1]).toBe(3);
        expect(await bench.store.inbox(10)).toHaveLength(3);
      });
    });

    it('knows which slot a message stands in, also after a restart', async () => {
      await bench.store.commit(registering());
      await bench.queue(outgoing('o1', toGroup(), { ticket: 1, slot: 'duty/1/1' }));
      await bench.send(await bench.claimOne(), '11');
      await bench.queue(outgoing('o2', toGroup(), { ticket: 1, slot: null }));
      await bench.send(await bench.claimOne(), '12');
      for (let round = 0; round < 2; round++) {
        expect(await bench.store.slotOfMessage('telegram', '-100', '11')).toBe('duty/1/1');
        for (const other of ['12', '13']) {
          expect(await bench.store.slotOfMessage('telegram', '-100', other)).toBeUndefined();
        }
        expect(await bench.store.slotOfMessage('telegram', '-200', '11')).toBeUndefined();
        await bench.reopen();
      }
    });

    it('knows which ticket a message speaks of', async () => {
      await bench.store.commit(registering());
      await bench.store.commit(registering());
      await bench.queue(outgoing('o1', toGroup(), { ticket: 2 }));
      await bench.send(await bench.claimOne(), '11');
      for (let round = 0; round < 2; round++) {
        expect(await bench.store.ticketOfMessage('telegram', '-100', 'm1')).toBe(1);
        expect(await bench.store.ticketOfMessage('telegram', '-100', '11')).toBe(2);
        expect(await bench.store.ticketOfMessage('telegram', '-200', '11')).toBeUndefined();
        expect(await bench.store.ticketOfMessage('wechat', '-100', '11')).toBeUndefined();
        await bench.reopen();
      }
    });

    describe('wakes', () => {
      it('come in the order of their hours, and not before', async () => {
        for (const hours of [5, 3, 4]) await bench.store.commit(registering({}, {}, T0 + hours * HOUR));
        expect(await bench.store.nextWake()).toBe(T0 + 3 * HOUR);
        expect(await bench.store.due(T0 + 3 * HOUR - 1, 10)).toEqual([]);
        expect(await bench.store.due(T0 + 4 * HOUR, 10)).toEqual([
          { number: 2, at: T0 + 3 * HOUR },
          { number: 3, at: T0 + 4 * HOUR },
        ]);
        expect(await bench.store.due(T0 + DAY, 1)).toEqual([{ number: 2, at: T0 + 3 * HOUR }]);
        await bench.reopen();
        expect((await bench.store.due(T0 + DAY, 10)).map((wake) => wake.number)).toEqual([2, 3, 1]);
      });

      it('move with the ticket and end with it', async () => {
        await bench.store.commit(registering({}, {}, T0 + 3 * HOUR));
        const change = (event: TicketEvent) =>
          bench.store.commit(() => ({ at: T0, cause: 'test', tickets: [{ number: 1, events: [event] }] }));
        await change(assigned('dep-a', 'liaison-a', T0, T0 + HOUR));
        expect(await bench.store.due(T0 + DAY, 10)).toEqual([{ number: 1, at: T0 + HOUR }]);
        await change(signed(T0));
        // Back to an hour it already had.
        expect(await bench.store.due(T0 + DAY, 10)).toEqual([{ number: 1, at: T0 + 3 * HOUR }]);
        expect(await bench.store.nextWake()).toBe(T0 + 3 * HOUR);
        await change(withdrawn(T0));
        expect(await bench.store.due(T0 + DAY, 10)).toEqual([]);
        expect(await bench.store.nextWake()).toBeUndefined();
      });
    });

    it('finds tickets by whom they concern, oldest or newest first', async () => {
      await bench.store.commit(registering());
      await bench.store.commit(registering({ enterprise: 'ent-b', member: 'member-b', at: T0 + HOUR }));
      await bench.store.commit(registering({ at: T0 + 2 * HOUR }));
      const change = (number: number, ...events: TicketEvent[]) =>
        bench.store.commit(() => ({ at: T0, cause: 'test', tickets: [{ number, events }] }));
      const assign = (department: string, liaison: string) => assigned(department, liaison, T0, T0 + HOUR);
      await change(1, assign('dep-a', 'liaison-a'));
      await change(2, assign('dep-a', 'liaison-b'), assign('dep-b', 'liaison-b'));
      await change(3, withdrawn(T0));
      const find = async (query: Parameters<Store['tickets']>[0]): Promise<number[]> =>
        (await bench.store.tickets(query)).map((ticket) => ticket.number);
      for (let round = 0; round < 2; round++) {
        expect(await find({})).toEqual([1, 2, 3]);
        expect(await find({ open: true })).toEqual([1, 2]);
        expect(await find({ open: false })).toEqual([3]);
        expect(await find({ states: ['withdrawn'] })).toEqual([3]);
        expect(await find({ states: ['queued'] })).toEqual([]);
        expect(await find({ states: ['assigned'] })).toEqual([1, 2]);
        expect(await find({ states: ['assigned'], enterprise: 'ent-b' })).toEqual([2]);
        expect(await find({ states: ['assigned', 'withdrawn'], enterprise: 'ent-a' })).toEqual([1, 3]);
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
        await bench.reopen();
      }
    });

    it('keeps a dialogue until it is ended', async () => {
      const key = 'telegram/-100/7';
      const dialogue = { awaiting: 'rating', ticket: 1, since: T0, expiresAt: T0 + HOUR, data: {} };
      await bench.store.commit(() => ({ at: T0, cause: 'test', dialogues: [{ key, state: dialogue }] }));
      await bench.reopen();
      expect(await bench.store.dialogue(key)).toEqual(dialogue);
      await bench.store.commit(() => ({ at: T0, cause: 'test', dialogues: [{ key, state: null }] }));
      expect(await bench.store.dialogue(key)).toBeUndefined();
    });

    it('has everything when it is opened again', async () => {
      await bench.store.receive([incoming('a'), incoming('b')], T0);
      await bench.store.commit(
        registering({}, { outbox: [outgoing('o1', toGroup()), outgoing('o2', toGroup())] }),
      );
      const one = await bench.claimOne();
      await bench.store.settle(
        'o1',
        one.claim,
        { state: 'later', retryAt: T0 + HOUR, why: 'x', counts: true },
        T0,
      );
      const all = async () => ({
        head: bench.store.head(),
        inbox: await bench.store.inbox(10),
        tickets: await bench.store.tickets({}),
        office: await bench.store.office(),
        outbox: await bench.store.outboxState(),
        wake: await bench.store.nextWake(),
      });
      const before = await all();
      await bench.reopen();
      expect(await all()).toEqual(before);
      await bench.store.commit(registering());
      expect((await bench.store.tickets({})).map((ticket) => ticket.number)).toEqual([1, 2]);
    });

    it('refuses everything once it is closed', async () => {
      const { store } = bench;
      await store.close();
      await expect(bench.store.ticket(1)).rejects.toThrow('关闭');
      await expect(bench.store.commit(registering())).rejects.toThrow('关闭');
      await expect(bench.store.receive([incoming('a')], T0)).rejects.toThrow('关闭');
      await bench.reopen();
    });
  });
}

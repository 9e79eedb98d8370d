/** The outbox's share of the contract of every store: claims, lanes and slots. */
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../src/domain/time.ts';
import type { Outgoing, Recipient } from '../../src/store/port.ts';
import { type Bench, ids, LEASE } from './bench.ts';
import { outgoing, T0, toGroup, toPerson } from './builders.ts';

export function outboxContract(bench: Bench): void {
  describe('claims', () => {
    it('give a message to one sender only', async () => {
      await bench.queue(outgoing('o1', toGroup()));
      const both = await Promise.all([bench.claim(), bench.claim()]);
      expect(both.flat()).toHaveLength(1);
      expect(both.flat()[0]).toMatchObject({ tries: 0, unsure: false, standing: [] });
    });

    it('lapse with their lease, and the message comes again as unsure', async () => {
      await bench.queue(outgoing('o1', toGroup()));
      const first = await bench.claimOne();
      expect(await bench.claim(T0 + LEASE - 1)).toEqual([]);
      const second = await bench.claimOne(T0 + LEASE);
      expect(second.unsure).toBe(true);
      expect(second.claim).not.toBe(first.claim);
      const sent = { state: 'sent', channel: 'telegram', chat: '-100', message: '11' } as const;
      expect(await bench.store.settle('o1', first.claim, sent, T0)).toBe(false);
      expect(await bench.store.settle('o1', second.claim, sent, T0)).toBe(true);
      expect(await bench.store.settle('o1', second.claim, sent, T0)).toBe(false);
      expect(await bench.claim(T0 + DAY)).toEqual([]);
    });

    it('are still good after the lease as long as nobody else took the message', async () => {
      await bench.queue(outgoing('o1', toGroup()));
      const one = await bench.claimOne();
      const sent = { state: 'sent', channel: 'telegram', chat: '-100', message: '11' } as const;
      expect(await bench.store.settle('o1', one.claim, sent, T0 + 2 * LEASE)).toBe(true);
    });

    it('of a former owner are void at once, and their messages unsure', async () => {
      await bench.queue(outgoing('o1', toGroup()), outgoing('o2', toGroup('-200')));
      const [former] = await bench.claim(T0, { limit: 1 });
      await bench.reopen();
      const again = await bench.claim(T0);
      expect(again.map((one) => [one.message.id, one.unsure])).toEqual([
        ['o1', true],
        ['o2', false],
      ]);
      const dropped = { state: 'dropped', why: 'test' } as const;
      expect(await bench.store.settle('o1', former?.claim ?? 0, dropped, T0)).toBe(false);
    });

    it('are limited to the number asked for, oldest first', async () => {
      await bench.queue(...['1', '2', '3'].map((one) => outgoing(`o${one}`, toGroup(one))));
      expect(ids(await bench.claim(T0, { limit: 2 }))).toEqual(['o1', 'o2']);
      expect(ids(await bench.claim(T0, { limit: 2 }))).toEqual(['o3']);
    });
  });

  it('the oldest unsent is of those asked for, also behind others of the same person', async () => {
    await bench.queue(
      outgoing('a1', toPerson('a')),
      outgoing('a2', { person: 'a', via: 'wechat' }, { createdAt: T0 + HOUR }),
    );
    expect(await bench.store.oldestUnsent()).toBe(T0);
    expect(await bench.store.oldestUnsent((to) => 'via' in to && to.via === 'wechat')).toBe(T0 + HOUR);
    expect(await bench.store.oldestUnsent(() => false)).toBeUndefined();
  });

  describe('lanes', () => {
    it('give out one message at a time, in order', async () => {
      await bench.queue(outgoing('a1', toGroup()), outgoing('a2', toGroup()), outgoing('b1', toPerson('p')));
      const [a1, b1] = await bench.claim();
      expect([a1?.message.id, b1?.message.id]).toEqual(['a1', 'b1']);
      expect(await bench.claim()).toEqual([]);
      if (a1) await bench.send(a1, '11');
      expect(ids(await bench.claim())).toEqual(['a2']);
    });

    it('named busy are left out', async () => {
      await bench.queue(outgoing('a1', toGroup()), outgoing('b1', toPerson('p')));
      expect(ids(await bench.claim(T0, { busy: ['telegram/-100'] }))).toEqual(['b1']);
    });

    it('wait behind a message that is to be tried later', async () => {
      await bench.queue(
        outgoing('a1', toGroup()),
        outgoing('a2', toGroup()),
        outgoing('b1', toGroup('-200')),
      );
      const [a1] = await bench.claim(T0, { limit: 1 });
      const later = { state: 'later', retryAt: T0 + HOUR, why: '429', counts: true } as const;
      expect(await bench.store.settle('a1', a1?.claim ?? 0, later, T0)).toBe(true);
      expect(ids(await bench.claim(T0 + HOUR - 1))).toEqual(['b1']);
      expect(await bench.store.nextWake()).toBeLessThanOrEqual(T0 + HOUR);
      const again = (await bench.claim(T0 + HOUR, { busy: ['telegram/-200'] }))[0];
      expect(again).toMatchObject({ message: { id: 'a1' }, tries: 1, unsure: false });
    });

    it('count only the tries that count', async () => {
      await bench.queue(outgoing('a1', toGroup()));
      for (const counts of [true, false, true]) {
        const one = await bench.claimOne();
        await bench.store.settle('a1', one.claim, { state: 'later', retryAt: T0, why: 'x', counts }, T0);
      }
      expect((await bench.claimOne()).tries).toBe(2);
    });

    it('of a person out of reach wait until they are released, others do not', async () => {
      await bench.queue(
        outgoing('a1', toPerson('a')),
        outgoing('a2', toPerson('a')),
        outgoing('b1', toPerson('b')),
      );
      const [a1] = await bench.claim(T0, { limit: 1 });
      expect(
        await bench.store.settle('a1', a1?.claim ?? 0, { state: 'held', why: 'never started' }, T0),
      ).toBe(true);
      await bench.queue(outgoing('a3', toPerson('a')));
      expect(ids(await bench.claim())).toEqual(['b1']);
      expect(await bench.store.outboxState()).toEqual({ waiting: 1, held: 3 });
      await bench.store.commit(() => ({ at: T0, cause: 'test', release: ['b'] }));
      expect(await bench.claim()).toEqual([]);
      await bench.store.commit(() => ({ at: T0, cause: 'test', release: ['a'] }));
      expect(ids(await bench.claim())).toEqual(['a1']);
      expect(await bench.store.outboxState()).toEqual({ waiting: 4, held: 0 });
    });

    it('go on after a message is dropped', async () => {
      await bench.queue(outgoing('a1', toGroup()), outgoing('a2', toGroup()));
      const a1 = await bench.claimOne();
      await bench.store.settle('a1', a1.claim, { state: 'dropped', why: 'stale' }, T0);
      expect(ids(await bench.claim())).toEqual(['a2']);
    });
  });

  describe('slots', () => {
    const card = (id: string, to: Recipient = toGroup(), ticket: number | null = 1): Outgoing =>
      outgoing(id, to, { slot: 'card/1', ticket });

    it('hold one waiting message: the later takes the place of the earlier', async () => {
      await bench.queue(card('c1'), outgoing('x', toGroup()));
      await bench.queue(card('c2'), card('p1', toPerson('p')));
      expect(await bench.store.outboxState()).toEqual({ waiting: 3, held: 0 });
      const [first, other] = await bench.claim();
      expect([first?.message.id, other?.message.id]).toEqual(['c2', 'p1']);
      expect(first?.message.text).toBe('内容 c2');
      if (first) await bench.send(first, '11');
      expect(ids(await bench.claim())).toEqual(['x']);
    });

    it('hold one that is not to be given out yet, and what takes its place goes at its time', async () => {
      await bench.queue({ ...card('c1'), speaker: 'card', notBefore: T0 + HOUR }, outgoing('x', toGroup()));
      expect(ids(await bench.claim())).toEqual(['x']);
      await bench.queue({ ...card('c2'), speaker: 'card', notBefore: T0 + 2 * HOUR });
      await bench.reopen();
      const x = await bench.claimOne(T0 + LEASE);
      await bench.store.settle('x', x.claim, { state: 'dropped', why: 'test' }, T0);
      expect(await bench.claim(T0 + HOUR - 1)).toEqual([]);
      expect(ids(await bench.claim(T0 + HOUR))).toEqual(['c2']);
    });

    it('do not replace a message that is being sent', async () => {
      await bench.queue(card('c1'));
      const first = await bench.claimOne();
      await bench.queue(card('c2'));
      await bench.queue(card('c3'));
      await bench.send(first, '11');
      const second = await bench.claimOne();
      expect(second.message.id).toBe('c3');
      expect(second.standing).toEqual([{ channel: 'telegram', chat: '-100', message: '11' }]);
    });

    it.each([
      ['of a ticket', 1],
      ['of no ticket', null],
    ])('name the message to edit, which stays the one standing: %s', async (_, ticket) => {
      await bench.queue(card('c1', toGroup(), ticket));
      await bench.send(await bench.claimOne(), '11');
      for (const id of ['c2', 'c3']) {
        await bench.queue(card(id, toGroup(), ticket));
        const next = await bench.claimOne();
        expect(next.standing).toEqual([{ channel: 'telegram', chat: '-100', message: '11' }]);
        await bench.send(next, '11');
      }
      await bench.queue(card('c4', toGroup(), ticket));
      await bench.send(await bench.claimOne(), '44');
      await bench.reopen();
      await bench.queue(card('c5', toGroup(), ticket));
      expect((await bench.claimOne()).standing).toEqual([
        { channel: 'telegram', chat: '-100', message: '44' },
      ]);
    });

    it('know the newest message of each chat of a person', async () => {
      for (const [id, chat, message] of [
        ['c1', '7', '1'],
        ['c2', '8', '2'],
        ['c3', '7', '3'],
      ] as const) {
        await bench.queue(card(id, toPerson('p')));
        await bench.send(await bench.claimOne(), message, chat);
      }
      await bench.queue(card('c4', toPerson('p')));
      expect((await bench.claimOne()).standing).toEqual([
        { channel: 'telegram', chat: '7', message: '3' },
        { channel: 'telegram', chat: '8', message: '2' },
      ]);
    });
  });
}

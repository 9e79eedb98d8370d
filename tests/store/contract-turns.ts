/** The outbox's and the inbox's share of the contract of every store: whose turn it is. */
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/domain/time.ts';
import type { Outgoing } from '../../src/store/port.ts';
import { type Bench, ids } from './bench.ts';
import { incoming, outgoing, T0, toGroup, toPerson } from './builders.ts';

/** Sooner than a claim lapses. */
const SOON = MINUTE / 2;

const by = (speaker: string, id: string, over: Partial<Outgoing> = {}): Outgoing =>
  outgoing(id, toGroup(), { speaker, ...over });

export function turnsContract(bench: Bench): void {
  /** Sends whatever there is, one after the other; gives the ids in that order. */
  async function sendAll(): Promise<string[]> {
    const order: string[] = [];
    for (;;) {
      const [one] = await bench.claim();
      if (!one) return order;
      order.push(one.message.id);
      await bench.send(one, String(order.length));
    }
  }

  describe('in a lane', () => {
    it.each([
      [
        'an emergency goes before whatever waits',
        [by('a', 'a1'), by('a', 'a2'), by('b', 'b1', { first: true })],
        'b1 a1 a2',
      ],
      [
        'emergencies keep their order among themselves',
        [by('a', 'a1'), by('a', 'a2', { first: true }), by('b', 'b1', { first: true })],
        'a2 b1 a1',
      ],
      [
        'nor does one speaker’s flood of emergencies delay another’s',
        [by('a', 'a1', { first: true }), by('a', 'a2', { first: true }), by('b', 'b1', { first: true })],
        'a1 b1 a2',
      ],
      [
        'speakers take turns, each in order',
        [by('a', 'a1'), by('a', 'a2'), by('a', 'a3'), by('b', 'b1'), by('b', 'b2'), by('c', 'c1')],
        'a1 b1 c1 a2 b2 a3',
      ],
      [
        'what the clock brings has a turn of its own',
        [by('a', 'a1'), by('a', 'a2'), outgoing('clock', toGroup())],
        'a1 clock a2',
      ],
      [
        'messages about one ticket keep their order, whoever brought them about',
        [by('a', 'a1'), by('a', 'a2', { ticket: 7 }), by('b', 'b1', { ticket: 7 }), by('b', 'b2')],
        'a1 a2 b1 b2',
      ],
    ])('%s', async (_promise, queued, expected) => {
      await bench.queue(...queued);
      expect((await sendAll()).join(' ')).toBe(expected);
    });

    it('an edit never goes before the first card, though it has become an emergency meanwhile', async () => {
      await bench.queue(by('x', 'x1'), by('a', 'card', { slot: 'card/1' }));
      const x = await bench.claimOne();
      await bench.send(x, '1');
      const card = await bench.claimOne();
      await bench.queue(by('a', 'edit', { slot: 'card/1', first: true }), by('b', 'b1'));
      const later = { state: 'later', retryAt: T0, why: '502', counts: true } as const;
      await bench.store.settle('card', card.claim, later, T0);
      expect((await sendAll()).slice(0, 2)).toEqual(['card', 'edit']);
    });

    it('an emergency waits for nothing but what is in a sender’s hand', async () => {
      await bench.queue(by('a', 'a1'), by('a', 'a2'));
      const a1 = await bench.claimOne();
      await bench.queue(by('b', 'b1', { first: true }));
      expect(await bench.claim()).toEqual([]);
      const later = { state: 'later', retryAt: T0 + MINUTE, why: '502', counts: true } as const;
      await bench.store.settle('a1', a1.claim, later, T0);
      expect(ids(await bench.claim())).toEqual(['b1']);
    });

    it('bounds of their own let emergencies go where the others may not', async () => {
      await bench.queue(by('a', 'a1'), outgoing('p1', toPerson('p'), { first: true }));
      const claim = (limit: number, busy: string[]) =>
        bench.store.claimOutbox(T0, {
          limit: 0,
          busy: new Set(['person/p']),
          leaseMs: MINUTE,
          first: { limit, busy: new Set(busy) },
        });
      expect(ids(await claim(0, []))).toEqual([]);
      expect(ids(await claim(5, ['person/p']))).toEqual([]);
      expect(ids(await claim(5, []))).toEqual(['p1']);
    });

    it('a message that keeps failing steps aside, and is tried again behind the others', async () => {
      await bench.queue(by('a', 'a1'), by('a', 'a2'));
      const a1 = await bench.claimOne();
      const aside = { state: 'later', retryAt: T0 + SOON, why: 'x', counts: true, aside: true } as const;
      await bench.store.settle('a1', a1.claim, aside, T0);
      expect(await bench.store.outboxState()).toEqual({ waiting: 2, held: 0, aside: 1 });
      await bench.reopen();
      expect(await bench.store.nextWake()).toBe(T0 + SOON);
      const a2 = await bench.claimOne();
      expect(a2.message.id).toBe('a2');
      expect(await bench.claim(T0 + SOON), 'one thing at a time').toEqual([]);
      await bench.send(a2, '2');
      expect(await bench.claim(T0 + SOON - 1)).toEqual([]);
      expect(await bench.claimOne(T0 + SOON)).toMatchObject({
        message: { id: 'a1' },
        tries: 1,
        failingSince: T0,
        aside: true,
      });
    });
  });

  describe('over all lanes', () => {
    const SECOND = MINUTE / 60;
    const task = (id: string, over: Partial<Outgoing> = {}) =>
      outgoing(id, toPerson(`liaison-${id}`), { speaker: 'owner', ...over });

    it.each<[string, Outgoing, 'answer task' | 'task answer']>([
      ['to the person', outgoing('answer', toPerson('owner'), { speaker: 'owner' }), 'answer task'],
      ['in the group, beside the words', by('owner', 'answer', { replyTo: '7' }), 'answer task'],
      [
        'to a stranger in private',
        outgoing('answer', { channel: 'telegram', chat: '9', group: false }, { speaker: 'telegram/9' }),
        'answer task',
      ],
      ['no answer: for the group at large', by('owner', 'answer'), 'task answer'],
      [
        'no answer: the clock’s word beside what was said',
        outgoing('answer', toGroup(), { replyTo: '7' }),
        'task answer',
      ],
      [
        'no answer: to a colleague',
        outgoing('answer', toPerson('other'), { speaker: 'owner' }),
        'task answer',
      ],
    ])('whoever spoke is answered before others are told: %s', async (_where, answer, order) => {
      await bench.queue(task('task'), answer);
      const first = await bench.claim(T0, { limit: 1 });
      expect(ids([...first, ...(await bench.claim(T0, { limit: 1 }))]).join(' ')).toBe(order);
    });

    it('but nothing waits for answers longer than ten seconds, and emergencies wait for none', async () => {
      await bench.queue(task('task'), outgoing('answer', toPerson('owner'), { speaker: 'owner' }));
      await bench.queue(task('danger', { first: true }));
      const order: string[] = [];
      for (let turn = 0; turn < 3; turn++)
        order.push(...ids(await bench.claim(T0 + 10 * SECOND, { limit: 1 })));
      expect(order).toEqual(['danger', 'task', 'answer']);
    });

    it('what was made before the clock was set back waits for no answers', async () => {
      await bench.queue(task('task', { createdAt: T0 + 60 * MINUTE }));
      await bench.queue(outgoing('answer', toPerson('owner'), { speaker: 'owner' }));
      expect(ids(await bench.claim(T0, { limit: 1 }))).toEqual(['task']);
    });
  });

  describe('in the inbox', () => {
    const from = (sender: string, count: number) =>
      Array.from({ length: count }, (_, turn) =>
        incoming(`${sender}${turn}`, { sender: { id: sender, name: sender, anonymous: false } }),
      );
    async function worked(limit: number): Promise<string[]> {
      const order: string[] = [];
      for (;;) {
        const batch = (await bench.store.inbox(limit)).map(({ key }) => key);
        if (batch.length === 0) return order;
        order.push(...batch);
        await bench.store.commit(() => ({ at: T0, cause: 'test', done: batch }));
      }
    }

    it.each([1, 4, 10])('one who says very much delays nobody else (%i at a time)', async (limit) => {
      await bench.store.receive([...from('flood', 300), ...from('other', 2)], T0);
      const order = await worked(limit);
      expect(order).toHaveLength(302);
      expect(order.indexOf('other0')).toBeLessThanOrEqual(20);
      expect(
        order.filter((key) => key.startsWith('flood')),
        'each in order',
      ).toEqual(from('flood', 300).map(({ key }) => key));
      expect(order.indexOf('other1')).toBeGreaterThan(order.indexOf('other0'));
    });

    it('what a few people say in one breath keeps the order in which it was said', async () => {
      const said = [...from('a', 4), ...from('b', 3), ...from('c', 1)].toSorted((one, other) =>
        one.key.slice(1).localeCompare(other.key.slice(1)),
      );
      await bench.store.receive(said, T0);
      expect(await worked(3)).toEqual(said.map(({ key }) => key));
    });
  });
}

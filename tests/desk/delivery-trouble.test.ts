/** Delivery to people and groups that cannot be reached, over a network that fails. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RESENT } from '../../src/channels/own-mark.ts';
import { SendFailure } from '../../src/channels/port.ts';
import type { Outgoing } from '../../src/store/port.ts';
import { CHEN, DeliveryWorld, HOUR, Recorder, T0 } from './delivery-world.ts';

let world: DeliveryWorld;
beforeEach(async () => {
  world = await DeliveryWorld.open();
});
afterEach(() => world.close());

describe('people who cannot be reached', () => {
  it('get their messages, in order, once they can', async () => {
    world.addresses.clear();
    await world.post({ text: '一', to: CHEN }, { text: '二', to: CHEN });
    await world.runFor(3, HOUR);
    expect(world.telegram.sent).toEqual([]);
    expect(await world.store.outboxState()).toEqual({ waiting: 0, held: 2 });

    world.addresses.set('liaison/chen', { channel: 'telegram', chat: '300' });
    await world.store.commit(() => ({ at: world.now, cause: 'test', release: ['liaison/chen'] }));
    await world.runFor(2, 1000);
    expect(world.telegram.texts()).toEqual(['一', '二']);
  });

  it('are noted when they have closed the chat, and nothing is lost', async () => {
    world.telegram.script.push(new SendFailure('unreachable', 'bot was blocked by the user'));
    await world.post({ text: '一', to: CHEN });
    await world.runFor(2, HOUR);
    expect(world.told).toEqual(['liaison/chen 300 bot was blocked by the user']);
    expect(world.telegram.sent).toHaveLength(1);
    expect(await world.store.outboxState()).toEqual({ waiting: 0, held: 1 });
  });

  it('get the message where else they can be reached', async () => {
    const web = new Recorder('web');
    world.delivery = world.make({
      channels: new Map([
        ['telegram', world.telegram],
        ['web', web],
      ]),
      onUnreachable: async (person) => {
        world.addresses.set(person, { channel: 'web', chat: 'chen' });
      },
    });
    world.telegram.script.push(new SendFailure('unreachable', 'bot was blocked by the user'));
    await world.post({ text: '一', to: CHEN });
    await world.runFor(2, 2000);
    expect(web.texts()).toEqual(['一']);
  });

  it('are not forgotten when they open the chat just as they are looked for', async () => {
    let looks = 0;
    world.delivery = world.make({
      addressOf: async () => (++looks === 1 ? null : { channel: 'telegram', chat: '300' }),
    });
    await world.post({ text: '一', to: CHEN });
    await world.delivery.run();
    expect(world.telegram.texts()).toEqual(['一']);
  });

  it('without a name in the roster are given up; a group is tried again', async () => {
    world.telegram.script.push(
      new SendFailure('unreachable', 'blocked'),
      new SendFailure('unreachable', 'kicked'),
    );
    await world.post({ text: '私', to: { channel: 'telegram', chat: '77', group: false } });
    await world.delivery.run();
    await world.post({ text: '群' });
    await world.runFor(3, 2000);
    expect(world.telegram.texts()).toEqual(['私', '群', '群']);
    expect(world.told).toEqual([]);
  });
});

describe('trouble', () => {
  it('waits as long as the platform asks, whoever writes to that chat', async () => {
    world.telegram.script.push(new SendFailure('later', 'Too Many Requests', 30_000));
    await world.post({ text: '一', to: CHEN });
    await world.delivery.run();
    await world.post(
      { text: '同一处', to: { channel: 'telegram', chat: '300', group: false } },
      { text: '别处' },
    );
    world.now += 29_999;
    await world.delivery.run();
    expect(world.telegram.texts()).toEqual(['一', '别处']);
    world.now += 1;
    await world.runFor(2, 1000);
    expect(world.telegram.texts().slice(2).toSorted()).toEqual(['一', '同一处']);
  });

  it('tries again after 2, 4, 8 seconds, and never later than ten minutes', async () => {
    world.telegram.script.push(...Array.from({ length: 12 }, () => new SendFailure('later', '网络不通')));
    await world.post({});
    const waits: number[] = [];
    for (let last = world.now; waits.length < 12; world.now += 1000) {
      const before = world.telegram.sent.length;
      await world.delivery.run();
      if (world.telegram.sent.length === before || before === 0) continue;
      waits.push((world.now - last) / 1000);
      last = world.now;
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]);
  });

  it('loses nothing in an outage of three days, whoever was told that the channel is down', async () => {
    let network = false;
    world.telegram.refuses = () => (network ? null : new SendFailure('later', '网络不通'));
    for (const health of ['down', 'up'] as const) {
      network = false;
      world.telegram.health = () =>
        health === 'up' ? { state: 'up' } : { state: 'down', since: world.now, why: '网络不通' };
      await world.post({ text: `${health} 一` }, { text: `${health} 二`, to: CHEN });
      await world.runFor(3 * 24 * 6, HOUR / 6);
      expect(world.telegram.sent.length).toBeGreaterThan(100);
      network = true;
      const before = world.telegram.sent.length;
      await world.runFor(3, HOUR / 6);
      expect(world.telegram.texts().slice(before).toSorted()).toEqual([`${health} 一`, `${health} 二`]);
      expect(world.delivery.counts().dropped).toBe(0);
    }
    expect(await world.store.outboxState()).toEqual({ waiting: 0, held: 0 });
  });

  it('drops nothing but what nobody wants any more when the outage is over', async () => {
    let network = false;
    world.telegram.refuses = () => (network ? null : new SendFailure('later', '网络不通'));
    world.telegram.health = () => ({ state: 'down', since: T0, why: '网络不通' });
    let over = false;
    world.delivery = world.make({ isStale: async ({ guard }) => guard !== null && over });
    const guard = { ticket: 1, states: ['assigned'], cycle: 1 } as const;
    await world.post({ text: '提醒', guard }, { text: '卡片' });
    await world.runFor(2 * 24 * 6, HOUR / 6);
    over = true;
    network = true;
    const before = world.telegram.sent.length;
    await world.runFor(3, HOUR / 6);
    expect(world.telegram.texts().slice(before)).toEqual(['卡片']);
  });

  it.each([
    ['our own desk fails at it', { isStale: async () => Promise.reject(new Error('no')) }],
    ['its channel is no more', { channels: new Map() }],
  ])('gives up after a day of trying, and says so, where %s', async (_, over) => {
    const told: string[] = [];
    world.delivery = world.make({
      ...over,
      onTrouble: async (what, why) => void told.push(`${what} ${why}`),
    });
    await world.post({ text: '一' });
    await world.runFor(24 * 6, HOUR / 6);
    expect(world.delivery.counts().dropped).toBe(0);
    await world.runFor(2, HOUR / 6);
    expect(world.delivery.counts().dropped).toBe(1);
    expect(told.at(-1)).toMatch(/^dropped 一天之内没有发出/);
    expect(await world.store.outboxState()).toEqual({ waiting: 0, held: 0 });
  });

  it('gives up a group that has shut the bot out for a day', async () => {
    world.telegram.refuses = () => new SendFailure('unreachable', 'bot was kicked');
    await world.post({ text: '一' });
    await world.runFor(24 * 6 + 2, HOUR / 6);
    expect(world.delivery.counts().dropped).toBe(1);
  });

  it('does not give up what is old only because the program was away', async () => {
    await world.post({ text: '一', createdAt: T0 - 48 * HOUR });
    world.telegram.script.push(new SendFailure('later', '网络不通'));
    await world.runFor(2, 2000);
    expect(world.telegram.texts()).toEqual(['一', '一']);
    expect(world.delivery.counts()).toMatchObject({ sent: 1, dropped: 0 });
  });

  it('drops what the channel will never take, and goes on', async () => {
    world.telegram.script.push(new SendFailure('refused', 'message is too odd'));
    await world.post({ text: '一' }, { text: '二' });
    await world.runFor(2, 1000);
    expect(world.telegram.texts()).toEqual(['一', '二']);
    expect(world.delivery.counts()).toMatchObject({ sent: 1, dropped: 1 });
  });

  it('survives a channel that breaks the contract, and a desk that fails', async () => {
    const told: string[] = [];
    world.telegram.script.push(new TypeError('undefined is not a 王老板的 function'));
    const asked = vi.fn().mockRejectedValueOnce(new Error('no')).mockResolvedValue(false);
    const isStale = async ({ guard }: Outgoing): Promise<boolean> => guard !== null && (await asked());
    world.delivery = world.make({
      isStale,
      onTrouble: async (what, why) => void told.push(`${what} ${why}`),
    });
    const guard = { ticket: 1, states: ['assigned'], cycle: 1 } as const;
    await world.post({ text: '一' }, { text: '二', guard, to: CHEN }, { text: '三' });
    await world.runFor(3, 2000);
    expect(world.telegram.texts(), 'what was thrown would be thrown again').toEqual(['一', '三', '二']);
    expect(told).toEqual([expect.stringMatching(/^dropped 程序自己出错，没有发出（TypeError，/)]);
    expect(told.join(), 'no words of people').not.toContain('王老板');
  });

  it('puts on record that a notice has arrived before it lets go of the message', async () => {
    const steps: string[] = [];
    const settle = world.store.settle.bind(world.store);
    vi.spyOn(world.store, 'settle').mockImplementation((...given) => {
      steps.push('settled');
      return settle(...given);
    });
    const onReached = async (notice: number, person: string): Promise<void> => {
      steps.push(`${notice} ${person}`);
      if (steps.length === 1) throw new Error('the office changed');
    };
    world.delivery = world.make({ onReached });
    await world.post({ text: '一', to: CHEN, notice: [7, 8] }, { text: '二', to: CHEN, notice: 9 });
    await world.runFor(2, 2000);
    expect(steps, 'one that fails keeps no other from going out').toEqual([
      '7 liaison/chen',
      '8 liaison/chen',
      'settled',
      '9 liaison/chen',
      'settled',
    ]);
    expect(world.telegram.texts()).toEqual(['一', '二']);
  });

  it('does not let a message that is never taken hold its lane for more than ten minutes', async () => {
    const told: string[] = [];
    world.delivery = world.make({ onTrouble: async (what) => void told.push(what) });
    world.telegram.refuses = ({ text }) =>
      text === '一' ? new SendFailure('later', '企业微信答 40000') : null;
    await world.post({ text: '一' }, { text: '二' });
    for (; !world.telegram.texts().includes('二'); world.now += 1000) await world.delivery.run();
    expect(world.now - T0).toBeLessThanOrEqual(10 * 60_000);
    expect(await world.store.outboxState()).toEqual({ waiting: 1, held: 0, aside: 1 });
    await world.post({ text: '三' });
    await world.runFor(3, 1000);
    expect(world.telegram.texts().at(-1)).toBe('三');
    world.telegram.refuses = () => null;
    await world.runFor(3, HOUR / 6);
    expect(world.telegram.texts().at(-1), 'and it is tried again').toBe('一');
    expect(await world.store.outboxState()).toEqual({ waiting: 0, held: 0 });
    expect(told).toEqual(['aside']);
  });

  it('keeps the order while the channel itself is down', async () => {
    world.telegram.health = () => ({ state: 'down', since: T0, why: '网络不通' });
    world.telegram.refuses = () => new SendFailure('later', '网络不通');
    await world.post({ text: '一' }, { text: '二' });
    await world.runFor(30, 60_000);
    expect(new Set(world.telegram.texts())).toEqual(new Set(['一']));
    expect(await world.store.outboxState()).toEqual({ waiting: 2, held: 0 });
  });

  it('keeps messages for a channel that is not connected', async () => {
    await world.post({ to: { channel: 'wecom', chat: 'g', group: true } });
    await world.runFor(3, 2000);
    expect(await world.store.outboxState()).toEqual({ waiting: 1, held: 0 });
  });
});

describe('groups that move', () => {
  it('are followed to their new id, once and for all', async () => {
    const card = { slot: 'card/23' };
    await world.post({ ...card, text: '待签收' });
    await world.runFor(1, 1000);
    world.telegram.script.push(new SendFailure('moved', 'upgraded', null, '-1001'));
    await world.post({ ...card, text: '办理中', replyTo: '5' }, { text: '下一条' });
    await world.runFor(3, 1000);
    expect(world.told).toEqual(['-100 → -1001']);
    expect(world.telegram.sent.slice(1)).toMatchObject([
      { chat: '-100', edit: 'm1' },
      { chat: '-1001', edit: null, replyTo: null, text: '办理中' },
      { chat: '-1001', text: '下一条' },
    ]);
  });
});

describe('messages that may have arrived', () => {
  it('are sent again with a word of warning after a crash', async () => {
    await world.post({ text: '已登记' });
    await world.store.claimOutbox(world.now, { limit: 1, leaseMs: 90_000, busy: new Set() });
    await world.reopen();
    await world.delivery.run();
    expect(world.telegram.texts()).toEqual([`${RESENT}\n已登记`]);
  });

  it('are sent again with a word of warning when no answer came', async () => {
    world.telegram.script.push(
      new SendFailure('later', '超时', null, null, true),
      new SendFailure('later', '502'),
    );
    await world.post({ text: '已登记' }, { text: '下一条' });
    await world.runFor(10, 1000);
    expect(world.telegram.texts()).toEqual(['已登记', `${RESENT}\n已登记`, `${RESENT}\n已登记`, '下一条']);
  });

  it('need no warning when they are edits', async () => {
    await world.post({ text: '待签收', slot: 'card/1' });
    await world.runFor(1, 1000);
    world.telegram.script.push(new SendFailure('later', '超时', null, null, true));
    await world.post({ text: '办理中', slot: 'card/1' });
    await world.runFor(3, 1000);
    expect(world.telegram.texts()).toEqual(['待签收', '办理中', '办理中']);
  });
});

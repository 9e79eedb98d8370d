/** What may be about an official and was said in the group: its speaker is offered to have it taken down, where that can be done. */
import { describe, expect, test } from 'vitest';
import { SendFailure } from '../../src/channels/port.ts';
import { at, HOUR, MINUTE } from '../../src/domain/time.ts';
import type { Outgoing, Store } from '../../src/store/port.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const OWNER = 'shangchao-1';
const TUESDAY = at('2026-11-24', '10:00');
const DOUBT = '大厅3号窗口那位，我问一句她怼三句';
const REPORT = '我要举报：环保局王科长收红包，不给就不验收';
const inGroup = { id: GROUP, kind: 'group', title: '' } as const;
const LABEL = '撤下群里的话';

let bench: Bench;
const take = (opened: Bench): void => {
  bench = opened;
};
const say = (text: string, message = '4711'): Promise<void> =>
  bench.hears(OWNER, { chat: inGroup, message, addressed: false, text });
const labels = (): readonly string[] =>
  bench.sentTo(OWNER, CHANNEL).flatMap(({ buttons }) => buttons.flat().map(({ label }) => label));

describe('where the channel can take down what others said', () => {
  const taken: string[] = [];
  let refuse = false;
  useBench(TUESDAY, take, {
    takeDown: async (chat, message) => {
      if (refuse) throw new SendFailure('refused', 'not enough rights');
      taken.push(`${chat}/${message}`);
    },
  });

  test.each([DOUBT, REPORT])(
    'one tap takes it out of the group, and nothing is said there: %s',
    async (text) => {
      taken.length = 0;
      await say(text);
      await bench.goesTo(TUESDAY + MINUTE);
      await bench.presses(OWNER, LABEL);
      expect(taken).toEqual([`${GROUP}/4711`]);
      expect(bench.told(GROUP)).toEqual([]);
      expect(bench.newest(OWNER)).toContain('撤下您的话');
    },
  );

  test('what is still in doubt can be taken down and decided afterwards', async () => {
    await say(DOUBT);
    await bench.presses(OWNER, LABEL);
    await bench.presses(OWNER, '按保密件办');
    expect(await bench.store.tickets({ confidential: true })).toHaveLength(1);
  });

  test('what it was decided to be a report can still be taken down', async () => {
    taken.length = 0;
    await say(DOUBT);
    await bench.presses(OWNER, '按保密件办');
    await bench.presses(OWNER, LABEL);
    expect(taken).toEqual([`${GROUP}/4711`]);
  });

  test.each([DOUBT, REPORT])('the lines that followed go with it, and each is answered: %s', async (text) => {
    taken.length = 0;
    await say(text);
    await bench.goesTo(TUESDAY + MINUTE);
    await say('上回也是他，话说得很难听', '4712');
    await bench.goesTo(TUESDAY + MINUTE + 20_000);
    await say('问他姓什么，他把牌子翻过去了', '4713');
    await bench.goesTo(TUESDAY + 3 * MINUTE);
    expect(bench.told(OWNER).filter((said) => said.includes('还在群里'))).toHaveLength(3);
    await bench.presses(OWNER, LABEL);
    expect(taken).toEqual(['4711', '4712', '4713'].map((message) => `${GROUP}/${message}`));
    expect(bench.told(GROUP)).toEqual([]);
  });

  test('a report with a danger beside it, too', async () => {
    taken.length = 0;
    await say('环保局王科长收红包，不给就不验收。另外三号库房着火了，快来人');
    await bench.goesTo(TUESDAY + MINUTE);
    await bench.presses(OWNER, LABEL);
    expect(taken).toEqual([`${GROUP}/4711`]);
  });

  test('once it is decided the button does nothing', async () => {
    taken.length = 0;
    await say(DOUBT);
    await bench.presses(OWNER, '按普通诉求办');
    await bench.presses(OWNER, LABEL);
    expect(taken).toEqual([]);
  });

  test('nobody else may, though they know the button’s data', async () => {
    taken.length = 0;
    await say(REPORT);
    await bench.goesTo(TUESDAY + MINUTE);
    const data = bench
      .sentTo(OWNER, CHANNEL)
      .flatMap(({ buttons }) => buttons.flat())
      .find(({ label }) => label === LABEL)?.data;
    for (const person of ['shangchao-2', 'dispatcher-1', 'discipline-1'])
      expect(await bench.presented(person, data ?? '')).toContain('过时');
    expect(taken).toEqual([]);
  });

  test('a bot without the right gives up at once, and the lane goes on', async () => {
    refuse = true;
    await say(REPORT);
    await bench.goesTo(TUESDAY + MINUTE);
    await bench.presses(OWNER, LABEL);
    refuse = false;
    await bench.says(OWNER, '厂门口的路灯坏了半个月，晚上卸货看不见', 'group');
    await bench.goesTo(TUESDAY + HOUR);
    expect(bench.newest(GROUP)).toContain('路灯');
  });

  test('what is said in private is nobody’s to take down', async () => {
    await bench.says(OWNER, REPORT);
    await bench.says(OWNER, DOUBT);
    expect(labels()).not.toContain(LABEL);
  });
});

describe('while other messages wait for the group', () => {
  const queued: Outgoing[] = [];
  const listening = (store: Store): Store =>
    new Proxy(store, {
      get(of, name) {
        if (name !== 'commit') return Reflect.get(of, name).bind?.(of) ?? Reflect.get(of, name);
        return (build: Parameters<Store['commit']>[0]) =>
          of.commit((number) => {
            const transaction = build(number);
            queued.push(...(transaction.outbox ?? []));
            return transaction;
          });
      },
    });
  useBench(TUESDAY, take, { takeDown: async () => {}, wrap: listening });

  test('it goes ahead of them, as an emergency does', async () => {
    await say(REPORT);
    await bench.goesTo(TUESDAY + MINUTE);
    await bench.presses(OWNER, LABEL);
    expect(queued.filter(({ takesDown }) => takesDown === '4711')).toMatchObject([{ first: true }]);
  });
});

describe('where it cannot', () => {
  useBench(TUESDAY, take);

  test.each([DOUBT, REPORT])('the speaker is asked to take it back: %s', async (text) => {
    await say(text);
    await bench.goesTo(TUESDAY + MINUTE);
    expect(bench.told(OWNER).join()).toContain('请尽快自己撤回');
    expect(labels()).not.toContain(LABEL);
  });
});

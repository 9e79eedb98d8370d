/** 收到 of a liaison signs what it answers: the task, the card, a task that has just come; and nothing else. */
import { beforeEach, describe, expect, test } from 'vitest';
import { at, HOUR, MINUTE } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const MONDAY = at('2026-11-23', '10:00');
const TUESDAY = at('2026-11-24', '09:30');
const OWNER = 'shangchao-1';
const LIAISON = 'power-a';
const NOT_SIGNED = '诉求件 1 还没有签收。要签收，请点“签收”，或发“签收 1”。';

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});
beforeEach(async () => {
  await bench.says(OWNER, '厂区电压不稳，电机烧了两台，请供电公司来看', 'group');
});
const state = async (number = 1) => (await bench.ticket(number)).state;
const later = (ms: number) => bench.goesTo(bench.clock.now() + ms);
const texts = (sent: readonly { readonly text: string }[]) => sent.map(({ text }) => text);

describe('it signs', () => {
  test('in answer to the task, also after a reminder', async () => {
    await bench.goesTo(TUESDAY);
    await bench.replies(LIAISON, '收到', '有新的诉求件');
    expect(await state()).toBe('working');
  });

  test('in answer to the card in the group', async () => {
    const [card] = bench.sentTo(GROUP, CHANNEL);
    if (!card) throw new Error('no card');
    await bench.quotes(LIAISON, '收到', card, 'group');
    expect(await state()).toBe('working');
  });

  test('in answer to the task where words are quoted without an id', async () => {
    const task = bench.sentTo(LIAISON, CHANNEL).at(-1);
    if (!task) throw new Error('no task');
    const replyTo = { message: 'unknown', fromBot: true, text: bench.copyOf(task) };
    await bench.hears(LIAISON, { message: 'm', text: '收到', replyTo });
    expect(await state()).toBe('working');
  });

  test('as the plain answer to the task that has just come, whatever they did themselves meanwhile', async () => {
    await later(20 * MINUTE);
    await bench.says(LIAISON, '我的待办');
    await bench.says(LIAISON, '收到');
    expect(await state()).toBe('working');
  });
});

describe('it signs nothing', () => {
  const isAsked = async (sent: readonly { readonly text: string }[]) => {
    expect(texts(sent)).toEqual([NOT_SIGNED]);
    expect(await state()).toBe('assigned');
    await bench.presses(LIAISON, '签收');
    expect(await state(), 'one tap does').toBe('working');
  };

  test('in answer to a reminder', async () => {
    await bench.goesTo(TUESDAY);
    await isAsked(await bench.replies(LIAISON, '收到', '【提醒】诉求件 1'));
  });

  test('after a reminder', async () => {
    await bench.goesTo(TUESDAY);
    await isAsked(await bench.says(LIAISON, '好的'));
  });

  test('after something else of theirs has happened', async () => {
    await bench.says(LIAISON, '签收 1');
    await later(HOUR);
    await bench.says('tiebi-1', '供电线路老化，想请供电公司来检修', 'group');
    expect((await bench.ticket(2)).liaison).toBe(LIAISON);
    await later(HOUR);
    await bench.says(OWNER, '补充 1 三号车间也停了');
    expect(texts(await bench.says(LIAISON, '收到'))).toEqual([NOT_SIGNED.replaceAll('1', '2')]);
    expect(await state(2)).toBe('assigned');
  });

  test('in answer to a reminder that is quoted by its words', async () => {
    await bench.goesTo(TUESDAY);
    const reminder = bench.sentTo(LIAISON, CHANNEL).findLast(({ text }) => text.includes('【提醒】'));
    if (!reminder) throw new Error('no reminder');
    const replyTo = { message: 'unknown', fromBot: true, text: bench.copyOf(reminder) };
    await bench.hears(LIAISON, { message: 'm', text: '收到', replyTo });
    expect(await state()).toBe('assigned');
  });

  test('in answer to a hand on a reminder either', async () => {
    await bench.goesTo(TUESDAY);
    expect(await bench.replies(LIAISON, '👍', '【提醒】诉求件 1')).toEqual([]);
    expect(await state()).toBe('assigned');
  });

  test.each([
    ['their own list', { message: 'unknown', fromBot: true }],
    ['somebody else’s words', { message: 'unknown', fromBot: false }],
  ])('in answer to %s', async (_what, replyTo) => {
    for (const chat of [
      { id: LIAISON, kind: 'private', title: '' },
      { id: GROUP, kind: 'group', title: '' },
    ] as const) {
      const before = bench.told(LIAISON).length + bench.told(GROUP).length;
      await bench.hears(LIAISON, { message: `m-${chat.kind}`, text: '收到', replyTo, chat });
      expect(await state()).toBe('assigned');
      expect(bench.told(LIAISON).length + bench.told(GROUP).length).toBe(before);
    }
  });
});

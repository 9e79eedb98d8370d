/** 超期, 明天到期, 在办 for whoever works on tickets or raised them: their own, in the words people use. */
import { describe, expect, test } from 'vitest';
import { understand } from '../../src/dialogue/understand.ts';
import { at, DAY, HOUR } from '../../src/domain/time.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const MONDAY = at('2026-11-23', '10:00');
const OWNER = 'shangchao-1';
const LIAISON = 'power-a';

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/^(\d+)(?: ·|　)/gm)].map(([, number]) => Number(number));

test.each([
  ['超期', 'late'],
  ['谁超期了', 'late'],
  ['我手上有几件超期', 'late'],
  ['超期了吗', 'late'],
  ['有没有超期的', 'late'],
  ['临期', 'soon'],
  ['快到期的有哪些？', 'soon'],
  ['在办', 'open'],
  ['还有哪些没办完', 'open'],
  ['今天要签收的', 'today'],
  ['明天到期', 'tomorrow'],
  ['哪些明天到期', 'tomorrow'],
  ['这周要办完的有哪些', 'week'],
  ['本週到期', 'week'],
] as const)('%s asks for a list', (text, of) => {
  expect(understand(text)).toEqual({ type: 'standing', of });
});

test.each([
  '明天办好',
  '今天办完',
  '没办完',
  '都超期两天了',
  '都超期了',
  '已经超期了',
  '超期了',
  '快到期了',
  '没有超期',
  '排污许可证明天到期',
  '合同超期',
  '已经办结了',
])('%s tells of something', (text) => {
  expect(understand(text).type).not.toBe('standing');
});

describe('of one’s own', () => {
  /** Late, due tomorrow, due later. */
  async function three(): Promise<void> {
    await bench.says(OWNER, '厂区电压不稳，电机烧了两台，请供电公司来看');
    await bench.says(LIAISON, '签收 1');
    await bench.goesTo(MONDAY + 5 * DAY);
    await bench.says(OWNER, '想给新车间申请增容，请供电公司来看看');
    await bench.goesTo(MONDAY + 7 * DAY + HOUR);
    await bench.says(OWNER, '供电公司，我们二号变压器的噪音很大，请来检修');
  }

  test('a liaison sees what is late and what falls due, the earliest first', async () => {
    await three();
    expect(numbersIn(await bench.answers(LIAISON, '在办'))).toEqual([1, 2, 3]);
    expect(numbersIn(await bench.answers(LIAISON, '超期'))).toEqual([1]);
    expect(numbersIn(await bench.answers(LIAISON, '今天到期'))).toEqual([2]);
    expect(numbersIn(await bench.answers(LIAISON, '哪些明天到期'))).toEqual([3]);
    expect(numbersIn(await bench.answers(LIAISON, '快到期的')), 'not late yet').toEqual([2, 3]);
    expect(numbersIn(await bench.answers(LIAISON, '本周到期'))).toEqual([2, 3]);
    expect(numbersIn(await bench.answers('gas-a', '在办')), 'nobody else’s').toEqual([]);
    expect(numbersIn(await bench.answers(OWNER, '超期')), 'the company its own').toEqual([1]);
  });

  test.each(['反馈 1', '办结 1'])('asked for is no answer to “%s”, which nobody is told', async (command) => {
    await bench.says(OWNER, '厂区电压不稳，电机烧了两台，请供电公司来看');
    const before = bench.told(OWNER).length;
    await bench.says(LIAISON, command);
    for (const text of ['哪些明天到期', '超期', '在办']) {
      await bench.says(LIAISON, text);
      expect(bench.newest(LIAISON)).toMatch(/到期 1 件|没有超期|1 件没有办完/u);
    }
    expect(bench.told(OWNER).slice(before).join()).not.toMatch(/到期|超期|在办/u);
    expect((await bench.ticket(1)).state).not.toBe('resolved');
  });
});

test.each(['算了算了', '还是不用了', '先不弄了', '不用了，算了'])(
  '%s in answer to a question takes it back, and is no reason',
  async (text) => {
    await bench.says(OWNER, '厂区电压不稳，电机烧了两台，请供电公司来看');
    await bench.says(LIAISON, '办结 1 换了变压器');
    await bench.says(OWNER, '没解决');
    await bench.says(OWNER, text);
    expect((await bench.ticket(1)).state).toBe('resolved');
    expect(bench.newest(OWNER)).toContain('已取消');
  },
);

test('没解决 without a number, when nothing waits to be rated, is of what was closed last', async () => {
  await bench.says(OWNER, '厂区电压不稳，电机烧了两台，请供电公司来看');
  await bench.says(OWNER, '厂区门口的路塌了没人修');
  await bench.says(LIAISON, '办结 1 换了变压器');
  await bench.says(OWNER, '满意 1');
  await bench.goesTo(MONDAY + 5 * HOUR);
  const shown = bench.told(GROUP).length;
  await bench.says(OWNER, '没解决，还是不稳', 'group');
  expect(bench.told(GROUP).slice(shown), 'nobody else reads what becomes of it').toEqual([]);
  expect(bench.newest(OWNER)).toContain('诉求件 1');
  await bench.presses(OWNER, '重开');
  const ticket = await bench.ticket(1);
  expect(ticket.state).toBe('working');
  expect(ticket.entries.at(-1)?.text).toContain('不稳');
});

/** Numbered replies, on a channel without buttons: through the real desk, and what numbers mean. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withCommands, withNumbers } from '../../src/desk/delivery/menus.ts';
import { at, HOUR, MINUTE } from '../../src/domain/time.ts';
import { say } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, openBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const A = 'power-a';
const HUB = 'dispatcher-1';
/** Of one department by its name and its work; and of nobody’s that is plain. */
const CLEAR = '厂区电压不稳，请供电公司来看';
const UNCLEAR = '我们想问一下，有没有人能来厂里看看，情况三言两语说不清。';

let place: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(async () => {
  place = scratch();
  bench = await openBench(join(place.dir, 'data'), TUESDAY, { can: { buttons: false } });
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

/** Numbers are held to their choices. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const newest = (chat: string): string => plain(bench.newest(chat));
/** The number behind a choice in the newest message that offers it. */
const numberOf = (person: string, label: string): string => {
  const text = plain(bench.told(person).findLast((one) => plain(one).includes(` ${label}`)) ?? '');
  const number = new RegExp(`(\\d+) ${label}(?:　|$)`, 'mu').exec(text.split('回数字：').at(-1) ?? '')?.[1];
  if (number === undefined) throw new Error(`${person} is offered no ${label}:\n${text}`);
  return number;
};
const chooses = async (person: string, label: string): Promise<string> =>
  await bench.answers(person, numberOf(person, label));
const state = async (number = 1) => (await bench.store.ticket(number))?.state;

describe('the whole way of a ticket by numbers', () => {
  test('sign, feedback, result, rating: each choice is a number, nothing has buttons', async () => {
    await bench.says(OWNER, CLEAR, 'group');
    expect(newest(A)).toMatch(/回数字：1 签收　2 办结　3 转交　4 更多$/u);
    expect(newest(A), 'nothing is spoken of that is not there').not.toContain('点按钮');
    expect(await chooses(A, '签收')).toContain('诉求件 1 已签收');
    expect(await state()).toBe('working');

    await chooses(A, '首次反馈');
    await bench.answers(A, '明天上午来补');
    await chooses(A, '办结');
    await bench.answers(A, '路面已经补好，附照片');
    expect(await state()).toBe('resolved');
    expect(await chooses(OWNER, '满意')).toContain('感谢');
    expect(await state()).toBe('closed');
  });

  test('a card in the group names the words to say; a number said there is nobody’s choice', async () => {
    await bench.says(OWNER, CLEAR, 'group');
    const card = bench.told('the-group').at(-1) ?? '';
    expect(card).toMatch(/\n可以发：催办 1、进度 1$/u);
    const count = bench.told('the-group').length;
    // 1 is 签收 to the liaison, in private.
    for (const person of [OWNER, A]) await bench.says(person, '1', 'group');
    expect(bench.told('the-group')).toHaveLength(count);
    expect(await state()).toBe('assigned');
  });

  test('the hub settles what is unclear with one number', async () => {
    await bench.says(OWNER, UNCLEAR, 'group');
    const first = /1 (\S+)/u.exec(newest(HUB).split('回数字：').at(-1) ?? '')?.[1] ?? '';
    expect(first).not.toBe('');
    await bench.answers(HUB, '１');
    expect(await state()).toBe('assigned');
  });
});

describe('what people said stays as they said it, and our own words speak of what is there', () => {
  const SAID = '我们厂货梯点按钮没反应，供电公司来看看；配电柜点“启动”就跳闸，点选哪一路都一样，“卡点”不明';
  const SENT = /点按钮没反应，供电公司来看看；配电柜点“启动”就跳闸，点选哪一路都一样/u;

  test.each([true, false])('buttons: %s', async (buttons) => {
    const other = await openBench(join(place.dir, 'other'), TUESDAY, { can: { buttons } });
    try {
      await other.says(OWNER, SAID, 'group');
      await other.answers(HUB, '分办 1 供电公司');
      for (const chat of [A, 'the-group']) expect(other.told(chat).join('\n'), chat).toMatch(SENT);
      const told = other.told(A).find((one) => one.includes('直接回复本条')) ?? '';
      expect(told).toContain(buttons ? '可点按钮' : '可回数字');
      expect(await other.answers(A, '查 点“启动”')).toContain('点“启动”');
      for (const chat of [OWNER, A, HUB, 'the-group'])
        expect(other.told(chat).join(''), 'no mark reaches anybody').not.toContain('\u2063');
    } finally {
      await other.end();
    }
  });

  test('卡点“…” of our own is no pressing', () => {
    const said = (words: string) => say('finance.obstacleCleared', { id: '1', firm: '甲', words });
    expect(withNumbers(said('点“启动”'), [], undefined, TUESDAY, say).text).toContain('甲的卡点“点“启动””');
  });
});

describe('what a number means', () => {
  beforeEach(async () => {
    await bench.says(OWNER, CLEAR, 'group');
    // Not in the same breath, or it would be a supplement.
    bench.clock.advanceTo(bench.clock.now() + 5 * MINUTE);
    await bench.says(OWNER, '变压器容量不够，请供电公司来看', 'group');
  });

  test('under the newest message it chooses', async () => {
    expect(newest(A)).toContain('回数字：5 签收');
    await bench.answers(A, '五');
    expect([await state(1), await state(2)]).toEqual(['assigned', 'working']);
  });

  test('under an earlier message it does nothing by itself: what it stood for is said, and offered anew', async () => {
    expect(await bench.answers(A, '1')).toContain('1 是前面一条消息里的“1 号：签收”，没有变动');
    expect([await state(1), await state(2)]).toEqual(['assigned', 'assigned']);
    await chooses(A, '签收');
    expect([await state(1), await state(2)]).toEqual(['working', 'assigned']);
  });

  test('one that nobody offered costs one sentence, and changes nothing', async () => {
    expect(await bench.answers(A, '77')).toBe(
      '没有 77 这一项，没有变动。请回消息末尾“回数字”后面的数字，或直接打字；发“帮助”看写法。',
    );
    expect([await state(1), await state(2)]).toEqual(['assigned', 'assigned']);
  });

  test('an old one is refused as an old button is', async () => {
    const number = numberOf(A, '签收');
    await bench.answers(A, number);
    await bench.answers(A, '签收 1');
    await bench.answers(A, '1');
    expect(await chooses(A, '签收')).toContain('已经签收过了');
  });

  test('somebody else’s numbers are theirs', async () => {
    expect(await bench.answers('water-a', '1')).not.toContain('已签收');
    expect(await state(1)).toBe('assigned');
  });

  test('a number that answers a question is the answer: 延期 asks for days', async () => {
    await bench.answers(A, '签收 1');
    await bench.answers(A, '延期 1');
    await bench.answers(A, '3');
    expect(await state(1)).toBe('working');
    expect(newest(A)).not.toContain('没有 3 这一项');
  });

  test('while a question waits for words, only its own numbers choose, and a number alone is no result', async () => {
    await bench.answers(A, '办结 1');
    await bench.answers(A, '5');
    const [first, second] = [await bench.store.ticket(1), await bench.store.ticket(2)];
    expect(second?.state, '5 was 签收 of the other one').toBe('assigned');
    expect(first?.state, 'the enterprise would read 已办结——5').toBe('assigned');
    await bench.answers(A, '已换好配电柜');
    expect((await bench.store.ticket(1))?.state).toBe('resolved');
  });

  test('numbers survive a restart', async () => {
    await bench.end();
    bench = await openBench(join(place.dir, 'data'), TUESDAY + MINUTE, { can: { buttons: false } });
    await bench.answers(A, '5');
    expect(await state(2)).toBe('working');
  });

  test('“which one?” is answered by the ticket’s number too', async () => {
    await bench.answers(A, '签收');
    await bench.answers(A, '2');
    expect([await state(1), await state(2)]).toEqual(['assigned', 'working']);
  });

  test('“which one?” takes no ticket that it did not name', async () => {
    await bench.says('wuliu-1', '门口的路灯不亮了，请城管来修', 'group');
    await bench.answers(A, '签收');
    expect(await bench.answers(A, '3')).toContain('3 不在刚才列的几件里，没有变动。请从 1、2 里选一个');
    await bench.answers(A, '2');
    expect([await state(1), await state(2)]).toEqual(['assigned', 'working']);
  });
});

describe('the numbers themselves', () => {
  const buttons = [[{ label: '甲', data: 'v1|sign|1|1' }], [{ label: '乙', data: 'v1|more|1|1' }]];
  const made = (before: ReturnType<typeof withNumbers>['menu'], now: number) =>
    withNumbers('话', buttons, before ?? undefined, now, say);

  test('begin with 1, run on, and begin anew after a night and after 99', () => {
    const one = made(null, TUESDAY);
    expect(one.text).toBe('话\n回数字：1\u00a0甲　2\u00a0乙');
    const two = made(one.menu, TUESDAY + HOUR);
    expect(two.text).toContain('3\u00a0甲　4\u00a0乙');
    expect(made(two.menu, TUESDAY + 8 * HOUR).text).toContain('1\u00a0甲　2\u00a0乙');
    let menu = one.menu;
    for (let turn = 0; turn < 60; turn++) {
      const next = made(menu, TUESDAY + turn);
      menu = next.menu;
      expect(menu?.last).toBeLessThanOrEqual(99);
      expect(menu?.choices.length, 'what is kept does not grow for ever').toBeLessThan(70);
    }
  });

  test('are none of the tickets of which one is to be chosen', () => {
    const pick = (number: number) => [{ label: `${number} 号`, data: `v1|pick|${number}|1` }];
    const { text, menu } = withNumbers('哪一件？', [pick(2), pick(3)], undefined, TUESDAY, say);
    expect(text).toBe('哪一件？\n回数字：1\u00a02 号　4\u00a03 号');
    expect(menu).toMatchObject({ first: 1, last: 4 });
  });

  test('a message with nothing to choose takes none', () => {
    expect(withNumbers('看看再说', [], undefined, TUESDAY, say)).toEqual({ text: '看看再说', menu: null });
    expect(withCommands('话', [[{ label: '批示', data: 'x' }]], null, say)).toBe('话');
  });
});

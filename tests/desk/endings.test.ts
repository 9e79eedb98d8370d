/** 回访, 不予受理, 重开, 并单, 分单, and the results a department may report, as people go through them. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, DAY } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, openBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const A = 'housing-a';
const HUB = 'dispatcher-1';

let place: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(async () => {
  place = scratch();
  bench = await openBench(join(place.dir, 'data'), TUESDAY);
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

const said = async (person: string, text: string): Promise<string> =>
  (await bench.says(person, text))
    .filter(({ chat }) => chat === person)
    .map((one) => one.text)
    .join('\n');
const ticket = async (number = 1) => {
  const found = await bench.store.ticket(number);
  if (!found) throw new Error(`no ticket ${number}`);
  return found;
};
const newest = (chat: string): string => bench.told(chat).at(-1) ?? '';
const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, TUESDAY);
const resolved = (story: Story): Story => next(signed(story), 'liaison', COMMANDS.resolve, TUESDAY);
const closed = (story: Story): Story => next(resolved(story), 'reporter', COMMANDS.confirm, TUESDAY);

describe('办结', () => {
  test('is solved unless said otherwise; the card says how', async () => {
    await bench.has(TUESDAY, signed);
    await said(A, '办结 1 部分解决 主路修好，辅路下月再修');
    expect((await ticket()).facts).toMatchObject({ outcome: 'partly', result: '主路修好，辅路下月再修' });
    expect(await said(A, '进度 1')).toContain('办理结果：（部分解决）主路修好');
  });

  test('by buttons: one question, and what it is when it is not simply solved', async () => {
    await bench.has(TUESDAY, signed);
    await bench.says(A, '办结 1');
    await bench.presses(A, '解释说明');
    expect(newest(A)).toContain('（解释说明）');
    await said(A, '按规划这里不能通行大货车');
    expect((await ticket()).facts.outcome).toBe('explained');
  });

  test('a kind of result is no result by itself', async () => {
    await bench.has(TUESDAY, signed);
    expect(await said(A, '办结 1 部分解决')).toContain('请写上内容');
    expect((await ticket()).state).toBe('working');
  });
});

describe('回访', () => {
  test('four questions, one after the other, end the ticket with what the enterprise said', async () => {
    await bench.has(TUESDAY, resolved);
    expect(await said(HUB, '回访 1')).toContain('一问：问题解决没有？');
    await bench.presses(HUB, '解决了');
    expect(newest(HUB)).toContain('二问');
    await bench.presses(HUB, '答复了');
    await bench.presses(HUB, '没有联系');
    await bench.presses(HUB, '基本满意');
    const { facts, state } = await ticket();
    expect(state).toBe('closed');
    expect(facts).toMatchObject({
      closedBy: 'enterprise',
      rating: 'basic',
      answers: { solved: true, answered: true, contacted: false },
    });
  });

  test('not solved: one question for what is missing, and it goes back', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.says(HUB, '回访 1');
    await bench.presses(HUB, '没解决');
    await said(HUB, '路面还是塌的');
    expect(await ticket()).toMatchObject({ state: 'working', cycle: 2 });
    expect(newest(A)).toContain('路面还是塌的');
  });

  test.each([
    ['回访 1 已解决 已答复 已对接 满意', 'closed'],
    ['回访 1 未解决 路面还是塌的', 'working'],
  ])('in one line: %s', async (text, state) => {
    await bench.has(TUESDAY, resolved);
    await said(HUB, text);
    expect((await ticket()).state).toBe(state);
  });

  test.each([
    ['回访 1 满意', '请写明解决没有'],
    ['回访 1 已解决', '请一并记下满意程度'],
    ['回访 1 未解决', '请写上内容'],
  ])('%s is asked about', async (text, answer) => {
    await bench.has(TUESDAY, resolved);
    expect(await said(HUB, text)).toContain(answer);
    expect((await ticket()).state).toBe('resolved');
  });

  test('is not for the department that did the work', async () => {
    await bench.has(TUESDAY, resolved);
    expect(await said(A, '回访 1 已解决 满意')).toContain('不由您办理');
  });

  test('after two working days the hub is asked to call, the enterprise to rate', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.goesTo(at('2026-11-26', '10:00'));
    expect(newest(HUB)).toMatch(/^【回访】诉求件 1/);
    expect(bench.told(OWNER).join('\n')).toContain('请在');
  });

  test('who rates by itself is asked the two open questions once, and may leave them', async () => {
    await bench.has(TUESDAY, resolved);
    await said(OWNER, '满意');
    expect(bench.told(OWNER).join('\n')).toContain('可不答');
    await bench.presses(OWNER, '答复了');
    await bench.presses(OWNER, '没有联系');
    expect((await ticket()).facts.answers).toEqual({ solved: true, answered: true, contacted: false });
    expect(newest(OWNER)).toContain('都记下了');
  });
});

describe('不予受理', () => {
  test('by the dispatcher, with one of six reasons; the enterprise hears why, where to go and how to appeal', async () => {
    await bench.has(TUESDAY, signed);
    await said(HUB, '不予受理 1 诉讼 已在法院起诉');
    expect((await ticket()).state).toBe('rejected');
    expect(newest(OWNER)).toContain('已在法院起诉');
    expect(newest(OWNER)).toContain('受理的法院');
    expect(newest(OWNER)).toContain('重开 1');
    expect(bench.told(A).join('\n')).toContain('您不用再处理');
    await said(OWNER, '重开 1 法院没有立案');
    expect(await ticket()).toMatchObject({ state: 'queued', queuedFor: 'appeal' });
    expect(newest(HUB)).toContain('法院没有立案');
  });

  test('by buttons from the question whose matter it is', async () => {
    await bench.says(OWNER, '门口那块地方老是有人堆东西，想请政府管一管', 'group');
    expect((await ticket()).state).toBe('queued');
    await bench.presses(HUB, '不予受理');
    await bench.presses(HUB, '超出政府职责');
    await said(HUB, '属相邻关系，建议协商');
    expect((await ticket()).facts.rejection).toBe('beyond');
  });

  test.each([
    [A, '不予受理 1 诉讼 已起诉', '不由您办理'],
    [HUB, '不予受理 1 没空', '请写明哪一种和理由'],
  ])('%s says %s', async (person, text, answer) => {
    await bench.has(TUESDAY, signed);
    expect(await said(person, text)).toContain(answer);
    expect((await ticket()).state).toBe('working');
  });

  test('after the fifteen days it is too late', async () => {
    await bench.has(TUESDAY, signed);
    await bench.goesTo(TUESDAY + 16 * DAY);
    expect(await said(HUB, '不予受理 1 诉讼 已起诉')).toContain('已过不予受理的时限');
  });
});

describe('重开', () => {
  test('within thirty days it goes back to the department, with the enterprise’s words', async () => {
    await bench.has(TUESDAY, closed);
    await bench.goesTo(TUESDAY + 29 * DAY);
    await said(OWNER, '重开 1 又塌了');
    expect(await ticket()).toMatchObject({ state: 'working', cycle: 2, liaison: A });
    expect(bench.told(A).join('\n')).toContain('又塌了');
  });

  test('later it is too late, and said so', async () => {
    await bench.has(TUESDAY, closed);
    await bench.goesTo(TUESDAY + 40 * DAY);
    expect(await said(OWNER, '重开 1 又塌了')).toContain('已过重开的时限');
  });
});

describe('并单', () => {
  test('the same problem said twice: one ticket ends, its words are kept on the other', async () => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, (story) => story, { text: '门口的路又塌大了' });
    expect(await said(HUB, '并单 2 并入 1')).toContain('已并入 1');
    expect(await ticket(2)).toMatchObject({ state: 'merged', mergedInto: 1 });
    expect(bench.told(A).join('\n')).toContain('并入了 2 的内容：门口的路又塌大了');
  });

  test.each([
    ['并单 2 并入 2', '只能并入同一企业还在办的另一件'],
    ['并单 2 并入 9', '没有找到您的诉求件 9'],
    ['并单 2', '请写明并入哪一件'],
  ])('%s is refused', async (text, answer) => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, signed);
    expect(await said(HUB, text)).toContain(answer);
    expect((await ticket(2)).state).toBe('working');
  });

  test('never with another enterprise’s', async () => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, signed, { enterprise: 'zhiyuan', member: 'zhiyuan-1' });
    expect(await said(HUB, '并单 2 并入 1')).toContain('只能并入同一企业');
  });
});

describe('分单', () => {
  test('the second problem gets a number of its own, in the same commit', async () => {
    await bench.has(TUESDAY, signed);
    const before = bench.store.head().seq;
    await bench.says(HUB, '分单 1 厂区电压不稳，请供电公司来看');
    const second = await ticket(2);
    expect(second).toMatchObject({ splitFrom: 1, enterprise: 'shangchao', member: OWNER });
    expect((await ticket(1)).entries.at(-1)).toMatchObject({ what: 'split' });
    expect(bench.store.head().seq, 'more than one line').toBeGreaterThan(before);
    expect(await said(OWNER, '进度 2')).toContain('由诉求件 1 分出');
  });
});

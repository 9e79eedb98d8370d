/** 督办 and 批示: the leader's own day is kept, and he reads to whom the order went. */
import { describe, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const A = 'housing-a';
const HEAD = 'housing-head';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const working = (story: Story): Story =>
  next(next(story, 'liaison', COMMANDS.sign, TUESDAY), 'liaison', COMMANDS.feedback, TUESDAY);

describe('until when', () => {
  test.each([
    [LEADER, '督办 1 今天下班前给企业明确答复', '11月24日（周二）18:00 前'],
    [LEADER, '批示 1 请局长牵头，本周五前到位', '11月27日（周五）18:00 前'],
    [HUB, '督办 1 明天上午拿出方案', '11月25日（周三）12:00 前'],
    [LEADER, '批示 1 12月15日前修好', '12月15日（周二）18:00 前'],
  ])('%s: %s', async (who, order, due) => {
    await bench.has(TUESDAY, working);
    const receipt = await bench.answers(who, order);
    expect(receipt).toContain('住房和城乡建设局 倪文泉、鲁学松');
    expect(receipt).toContain(due);
    expect(bench.newest(A)).toContain(due);
    expect(bench.newest(HEAD)).toContain(`请在 ${due}回复`);
    expect(await bench.answers(A, '我的待办')).toContain(due);
    const [duty] = (await bench.ticket()).duties;
    expect(duty?.clock.deadline.explanation.asked).toBeDefined();
  });

  test('no time: what the flow says, and that is told', async () => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(LEADER, '批示 1 请局长到现场看一看')).toContain(
      '没写时间，按规定在 11月27日（周五）18:00 前回复',
    );
  });

  test('a day off: the next working day, and both read why', async () => {
    await bench.has(TUESDAY, working);
    const moved = '12月7日（周一）18:00 前（12月5日（周六）不上班，顺延）';
    expect(await bench.answers(LEADER, '批示 1 12月5日前修好')).toContain(moved);
    expect(bench.newest(HEAD)).toContain(moved);
    expect(await bench.answers(LEADER, '期限 1')).toContain('按交办时说的，到12月5日（周六）止');
  });

  test.each([
    ['11月20日前到位', '“11月20日前”已经过了。'],
    ['2028年6月1日前到位', '“2028年6月1日前”在一年以后了。'],
    ['2月30日前到位', '“2月30日前”对不上具体哪一天。'],
    ['本周五前拿方案，月底前修好', '您写了不止一个时间：本周五前、月底前。'],
  ])('%s is asked about, and nothing is sent until it is answered', async (words, question) => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(LEADER, `批示 1 ${words}`)).toContain(question);
    expect((await bench.ticket()).duties).toEqual([]);
    expect(await bench.answers(LEADER, '12月10日')).toContain('12月10日（周四）18:00 前');
    expect(bench.newest(HEAD)).toContain(`${words}（12月10日）`);
  });

  test('the question can be answered with another bad day, with none at all, or given up', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 11月20日前到位');
    expect(await bench.answers(LEADER, '11月21日')).toContain('已经过了');
    expect(await bench.answers(LEADER, '看着办')).toContain('请写到什么时候');
    expect(await bench.answers(LEADER, '不限')).toContain('没写时间，按规定');
    await bench.says(LEADER, '批示 1 11月20日前到位');
    await bench.says(LEADER, '取消');
    expect((await bench.ticket()).duties).toHaveLength(1);
  });

  test('it is not bound to the deadline of the ticket, which may come earlier', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 12月31日前彻底修好');
    const [duty] = (await bench.ticket()).duties;
    expect(duty?.clock.deadline.explanation.lastDay).toBe('2026-12-31');
  });

  test('until today: reminded when half of the time is over', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '督办 1 今天下班前给企业明确答复');
    const before = bench.told(HEAD).length;
    await bench.goesTo(at('2026-11-24', '16:00'));
    expect(bench.told(HEAD).slice(before).join('\n')).toContain('11月24日（周二）18:00 前');
    expect(bench.newest(A)).toContain('11月24日（周二）18:00 前');
  });

  test('nobody has the ticket yet: the hub is told to hurry, and the department finds the order with it', async () => {
    await bench.has(TUESDAY, undefined, { department: null });
    expect(await bench.answers(LEADER, '批示 1 本周五前定下来')).toContain('还没定由谁办');
    expect(bench.newest(HUB)).toContain('请尽快定责任部门');
    await bench.says(HUB, '分办 1 住建');
    expect(bench.told(A).join('\n')).toContain('本周五前定下来');
  });
});

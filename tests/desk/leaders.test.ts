/** Leaders with a scope of their own, and 督查室: what they see, hear and may decide. */
import { describe, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { INSPECTOR, OF_POWER as OTHER, OF_HOUSING as OWN, withLeaders } from '../support/leaders.ts';
import { type Bench, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const A = 'housing-a';
const HEAD = 'housing-head';
const HUB = 'dispatcher-1';
const CO_LEADER = 'leader-1';
let bench: Bench;
useBench(
  TUESDAY,
  (opened) => {
    bench = opened;
  },
  { change: withLeaders },
);

const working = (story: Story): Story =>
  next(next(story, 'liaison', COMMANDS.sign, TUESDAY), 'liaison', COMMANDS.feedback, TUESDAY);
const PLAN = '12月20日完成招标，明年3月31日完工 整条路列入改造';

describe('挂账', () => {
  test('is put before those in whose scope it lies, and never before 督查室', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(A, `挂账 1 ${PLAN}`);
    for (const leader of [CO_LEADER, OWN]) expect(bench.newest(leader)).toContain('挂账');
    for (const other of [OTHER, INSPECTOR]) expect(bench.told(other)).toEqual([]);
    expect(await bench.answers(INSPECTOR, '同意 1')).toContain('由领导审批，您不用处理');
    expect(await bench.answers(OTHER, '同意 1')).toContain('没有找到');
    expect((await bench.ticket()).state).toBe('working');
    await bench.says(OWN, '同意 1');
    expect((await bench.ticket()).state).toBe('suspended');
  });
});

describe('an order', () => {
  test('督查室 supervises, and instructs nobody; the reply is told to it', async () => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(INSPECTOR, '批示 1 快办')).toContain('不由您办理');
    await bench.says(INSPECTOR, '督办 1 明天下班前说明情况');
    expect(bench.newest(HEAD)).toContain('督办');
    await bench.says(HEAD, '回复 1 已修好');
    expect(bench.newest(INSPECTOR)).toContain('【最终回复】');
    await bench.says(INSPECTOR, '退回重报 1 要有照片');
    expect(bench.newest(HEAD)).toContain('要有照片');
  });

  test('plain words of 督查室 in answer to it are 督办', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(INSPECTOR, '请抓紧办好1号件');
    expect((await bench.ticket()).duties).toMatchObject([{ kind: 'supervise', by: INSPECTOR }]);
  });

  test('outside of the scope a ticket is not there', async () => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(OTHER, '督办 1 快办')).toContain('没有找到您的诉求件 1');
    expect(await bench.answers(OWN, '督办 1 快办')).toContain('已发出');
  });

  test('whoever gave one keeps it in sight when the ticket goes to another department', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(OWN, '批示 1 快办');
    await bench.says(HUB, '转办 1 自然资源 属规划');
    expect(await bench.answers(OWN, '进度 1')).toContain('自然资源局');
    expect(await bench.answers(OWN, '我的批示')).toContain('自然资源局');
  });
});

test('顶格推进 is put before the co-leaders alone', async () => {
  await bench.has(TUESDAY, working);
  await bench.says(HUB, '顶格 1 两家说法不一');
  for (const leader of [CO_LEADER, 'leader-2']) expect(bench.newest(leader)).toContain('【顶格推进】');
  for (const other of [OWN, OTHER, INSPECTOR]) expect(bench.told(other)).toEqual([]);
});

test('briefs and lists are of the scope, and say so', async () => {
  await bench.has(at('2026-11-10', '10:00'), working);
  expect(await bench.answers(OWN, '简报')).toContain('【简报】住建局、水利局 今天');
  expect(await bench.answers(CO_LEADER, '简报')).not.toContain('住建局、水利局');
  expect(await bench.answers(OWN, '超期')).toContain('门口道路塌陷');
  expect(await bench.answers(INSPECTOR, '超期')).toContain('门口道路塌陷');
  expect(await bench.answers(OTHER, '超期')).not.toContain('门口道路塌陷');
  expect(await bench.answers(OTHER, '查 住建局')).toContain('没有找到');
});

test('on record they have the name of their own office', async () => {
  await bench.has(TUESDAY, working);
  await bench.says(OWN, '批示 1 快办');
  const story = await bench.answers(CO_LEADER, '进度 1');
  expect(story).toContain('分管副市长 冯副市');
  expect(story).not.toContain('双组长 冯副市');
});

test('an emergency that nobody signs is told to those in whose scope it lies', async () => {
  await bench.says('shangchao-1', '供电公司快来人，厂里停电了，全厂停产', 'group');
  expect(await bench.ticket()).toMatchObject({ urgent: true, department: 'power' });
  await bench.goesTo(at('2026-11-24', '14:00'));
  for (const leader of [CO_LEADER, OTHER, INSPECTOR]) {
    expect(bench.told(leader).join('\n')).toContain('诉求件 1');
  }
  expect(bench.told(OWN)).toEqual([]);
});

describe('plain words', () => {
  test.each([
    ['1', '门口道路塌陷'],
    ['谁超期了', '门口道路塌陷'],
    ['住建局', '门口道路塌陷'],
    ['惠民桥商贸', '门口道路塌陷'],
    ['财政局', '【简报】财政局 11月'],
    ['现在办结率多少', '办结率'],
    ['99', '没有找到您的诉求件 99'],
    ['嗯这个嘛', '没听懂您的意思'],
  ])('%s', async (words, answer) => {
    await bench.has(at('2026-11-10', '10:00'), working);
    const told = await bench.answers(CO_LEADER, words);
    expect(told).toContain(answer);
    expect(told).not.toContain('超期和需要协调的件会报给您');
  });

  test.each(['怎么用', '先这样吧'])(
    '%s in private, in answer to a ticket, orders nothing and is answered',
    async (words) => {
      const { duties } = await bench.has(TUESDAY, working);
      await bench.answers(INSPECTOR, '进度 1');
      const told = await bench.replies(INSPECTOR, words, '诉求件 1');
      expect(told.map(({ chat }) => chat)).toEqual([INSPECTOR]);
      expect((await bench.ticket()).duties).toEqual(duties);
      expect(await bench.replies(INSPECTOR, '好的', '诉求件 1')).toEqual([]);
    },
  );
});

/** 早间提醒: one message a working morning to each person with all that rang; what is urgent does not wait for it. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { County } from '../../src/county.ts';
import { at } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, CHANNEL, openBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const A = 'housing-a';
const HEAD = 'housing-head';
const HUB = 'dispatcher-1';
const LATE_DAY = '2026-12-02';

let place: ReturnType<typeof scratch>;
let bench: Bench;
const open = async (change?: (county: County) => County, start = TUESDAY): Promise<void> => {
  bench = await openBench(join(place.dir, 'data'), start, { change });
};
beforeEach(async () => {
  place = scratch();
  await open();
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

/** Signed and fed back on Tuesday: due on Tuesday, 1 December. */
const working = (story: Story): Story =>
  next(next(story, 'liaison', COMMANDS.sign, TUESDAY), 'liaison', COMMANDS.feedback, TUESDAY);
const digests = (who: string): readonly string[] =>
  bench.told(who).filter((text) => text.startsWith('【今日提醒】'));

describe('three tickets overdue on one morning', () => {
  beforeEach(async () => {
    for (let count = 0; count < 3; count++) await bench.has(TUESDAY, working);
    await bench.goesTo(at(LATE_DAY, '09:00'));
  });

  const listed = (who: string): readonly string[] => [
    '【今日提醒】12月2日（周三），共 3 项：',
    ...[1, 2, 3].map((number) =>
      [
        `诉求件 ${number}（惠民桥样例商贸有限公司）：门口道路塌陷，货车进不来`,
        `　办结时限 12月1日（周二）内，已超期 1 天　${who}`,
      ].join('\n'),
    ),
    '看某一件，发“进度 编号”。',
  ];

  test('the head gets one message: each matter, its time, and the liaison with a phone', () => {
    const phone = bench.county.roster.person(A)?.phone ?? '';
    expect(bench.told(HEAD)).toEqual([listed(`住房和城乡建设局专人：倪文泉 ${phone}`).join('\n')]);
  });

  test('so does the liaison, with whom to ring at the enterprise, and buttons that name their ticket', async () => {
    const owner = bench.county.roster.person('shangchao-1');
    const late = digests(A).filter((text) => text.includes('已超期'));
    expect(late).toEqual([listed(`企业联系人：${owner?.name} ${owner?.phone ?? ''}`.trim()).join('\n')]);
    await bench.presses(A, '办结 2');
    await bench.says(A, '路面已修好，可以通车');
    expect((await bench.ticket(2)).state).toBe('resolved');
    expect((await bench.ticket(1)).state).toBe('working');
  });

  test('so does the enterprise: what was promised and not kept, and each a tap away', async () => {
    const told = bench.told('shangchao-1').filter((text) => text.startsWith('很抱歉'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('您有 3 件没有按时办到');
    for (const number of [1, 2, 3]) expect(told[0]).toContain(`诉求件 ${number}：门口道路塌陷`);
    const [opened] = await bench.presses('shangchao-1', '看 2');
    expect(opened?.text).toContain('诉求件 2');
  });

  test('one tap acknowledges all of them, once, on the record of each', async () => {
    const before = await bench.store.ticket(2);
    await bench.presses(HEAD, '全部知悉');
    for (const number of [1, 2, 3]) {
      const ticket = await bench.store.ticket(number);
      expect(ticket?.entries.filter(({ what, by }) => what === 'acknowledged' && by === HEAD)).toHaveLength(
        1,
      );
    }
    const after = await bench.store.ticket(2);
    await bench.presses(HEAD, '全部知悉');
    expect((await bench.store.ticket(2))?.version).toBe(after?.version);
    expect(after?.version).toBe((before?.version ?? 0) + 1);
  });

  test('a later message acknowledges what it lists, and not what an earlier one did', async () => {
    const WEDNESDAY = at('2026-11-25', '10:00');
    const later = (story: Story): Story =>
      next(next(story, 'liaison', COMMANDS.sign, WEDNESDAY), 'liaison', COMMANDS.feedback, WEDNESDAY);
    for (let count = 0; count < 2; count++) await bench.has(WEDNESDAY, later);
    await bench.goesTo(at('2026-12-03', '09:00'));
    expect(digests(HEAD).at(-1)).toContain('共 2 项');
    const acknowledged = async () => {
      const all = await bench.store.tickets({});
      return all
        .filter(({ entries }) => entries.some(({ what, by }) => what === 'acknowledged' && by === HEAD))
        .map(({ number }) => number);
    };
    await bench.presses(HEAD, '全部知悉');
    expect(await acknowledged()).toEqual([4, 5]);
  });

  test('what rang after it was made is not acknowledged with it', async () => {
    const [pressed] = bench.told(HEAD);
    expect(pressed).toBeDefined();
    await bench.presses(HEAD, '全部知悉');
    await bench.goesTo(at('2026-12-08', '09:02'));
    for (const number of [1, 2, 3]) {
      const ticket = await bench.store.ticket(number);
      const known = ticket?.entries.flatMap((one) =>
        one.what === 'acknowledged' ? [one.step, one.rung] : [],
      );
      expect(known, 'not 督办通知单, which rang two minutes ago').toEqual(['resolve', 'overdue']);
    }
  });

  test('the next morning nothing is said again; three 督办通知单 are one message, with phones and a day to answer by', async () => {
    await bench.goesTo(at('2026-12-03', '09:00'));
    expect(bench.told(HEAD)).toHaveLength(1);
    await bench.goesTo(at('2026-12-08', '09:00'));
    const phone = bench.county.roster.person(A)?.phone ?? '';
    for (const who of [HEAD, HUB]) {
      const told = bench.told(who).filter((text) => text.includes('【督办通知单】'));
      expect(told, who).toHaveLength(1);
      const orders = told[0]?.split('\n').filter((line) => line.includes('【督办通知单】')) ?? [];
      expect(orders, who).toHaveLength(3);
      for (const order of orders) {
        expect(order).toContain('已超期');
        expect(order).toContain('已要求住房和城乡建设局在 12月11日（周五）内说明情况');
        expect(order).toContain(`倪文泉 ${phone}`);
      }
    }
  });
});

test('whoever gave orders that nobody answered looks at each ticket by a button that names it once', async () => {
  for (let count = 0; count < 2; count++) await bench.has(TUESDAY, working);
  for (const number of [1, 2]) await bench.says(HUB, `督办 ${number} 11月25日前给企业答复`);
  await bench.goesTo(at('2026-11-26', '09:05'));
  const [message] = bench.sentTo(HUB, CHANNEL).filter(({ text }) => text.startsWith('【今日提醒】'));
  expect(message?.buttons.flat().map(({ label }) => label)).toEqual(['看 1', '看 2', '全部知悉']);
});

test('two orders of one ticket have a button each in the morning, which says whose it is', async () => {
  await bench.has(TUESDAY, working);
  await bench.says(HUB, '督办 1 11月25日前给企业答复');
  await bench.says('leader-1', '批示 1 11月25日前到现场');
  await bench.goesTo(at('2026-11-25', '09:05'));
  const message = bench.sentTo(A, CHANNEL).findLast(({ text }) => text.startsWith('【今日提醒】'));
  const labels = message?.buttons.flat().map(({ label }) => label) ?? [];
  expect(labels.filter((label) => label.startsWith('最终回复'))).toEqual([
    '最终回复（毕志辰督办） 1',
    '最终回复（谢学岚批示） 1',
  ]);
});

test('one alone is its own 催办通知, with its own 知悉', async () => {
  await bench.has(TUESDAY, working);
  await bench.goesTo(at(LATE_DAY, '09:00'));
  expect(bench.told(HEAD)).toEqual([expect.stringContaining('【催办通知】诉求件 1')]);
  await bench.presses(HEAD, '知悉');
  expect((await bench.store.ticket(1))?.entries.at(-1)).toMatchObject({ what: 'acknowledged', by: HEAD });
});

test('of two that ring at one hour neither is left out: 首次反馈 and 办结 of one ticket, in one message', async () => {
  await bench.has(TUESDAY, (story) => next(story, 'liaison', COMMANDS.sign, TUESDAY));
  await bench.goesTo(at('2026-11-27', '09:00'));
  expect(digests(A)).toHaveLength(1);
  expect(digests(A)[0]).toContain('首次反馈时限 11月27日（周五）内');
  expect(digests(A)[0]).toContain('办结时限 12月1日（周二）内，不能按期的请今天申请延期');
});

test('one alone tells the matter and whom to ring, and can be worked on where it stands', async () => {
  await bench.has(TUESDAY, working);
  await bench.goesTo(at('2026-12-01', '09:00'));
  expect(bench.newest(A)).toContain('【提醒】诉求件 1');
  expect(bench.newest(A)).toContain('诉求：门口道路塌陷');
  expect(bench.newest(A)).toContain('企业联系人：');
  await bench.presses(A, '办结');
  await bench.says(A, '路面已修好，可以通车');
  expect((await bench.ticket()).state).toBe('resolved');
});

test('with nothing that rang nothing is said', async () => {
  await bench.has(TUESDAY, working);
  await bench.says(A, '办结 1 路面已修好');
  await bench.goesTo(at(LATE_DAY, '09:00'));
  expect(bench.told(HEAD)).toEqual([]);
});

test('when the head is on leave the hub gets it', async () => {
  await bench.has(TUESDAY, working);
  await bench.has(TUESDAY, working);
  await bench.says(HEAD, '请假 12月1日-12月5日');
  await bench.goesTo(at(LATE_DAY, '09:05'));
  expect(digests(HEAD)).toEqual([]);
  expect(digests(HUB)).toHaveLength(1);
});

test('when the head cannot be reached the hub gets it, and nothing waits', async () => {
  await bench.has(TUESDAY, working);
  await bench.has(TUESDAY, working);
  await bench.hears(HEAD, { what: 'blocked', message: null });
  await bench.goesTo(at(LATE_DAY, '09:05'));
  expect(digests(HUB)).toHaveLength(1);
  await bench.hears(HEAD, { what: 'start', message: 'start-1' });
  expect(digests(HEAD)).toEqual([]);
});

test('the program was off for a week: one digest for all that rang meanwhile, and none is doubled', async () => {
  await bench.has(TUESDAY, working);
  await bench.has(TUESDAY, working);
  await bench.end();
  await open(undefined, at('2026-12-04', '15:00'));
  await bench.goesTo(at('2026-12-04', '15:00'));
  expect(digests(HEAD)).toHaveLength(1);
  await bench.goesTo(at('2026-12-07', '09:05'));
  expect(digests(HEAD)).toHaveLength(1);
});

test('off over several mornings, and back just after one: what rang that very morning is told', async () => {
  await bench.has(TUESDAY, working);
  await bench.goesTo(at(LATE_DAY, '09:30'));
  await bench.end();
  await open(undefined, at('2026-12-08', '09:05'));
  await bench.goesTo(at('2026-12-08', '09:05'));
  const told = bench.told(HEAD).filter((text) => !text.includes('〔2026〕'));
  expect(told, 'beside the paper itself').toEqual([expect.stringContaining('【督办通知单】诉求件 1')]);
});

test('an urgent ticket does not wait for the morning', async () => {
  await bench.says('shangchao-1', '厂门口燃气管道泄漏，有人受伤，请马上来！', 'group');
  const ticket = await bench.store.ticket(1);
  expect(ticket).toMatchObject({ urgent: true, flow: bench.county.flowVersions.urgent });
  const { head } = bench.county.roster.department(ticket?.department ?? '') ?? {};
  await bench.goesTo(at('2026-11-24', '23:00'));
  expect(bench.told(head?.id ?? '').join('\n')).toContain('诉求件 1');
});

test('without the line in summaries.yaml the head hears of each at its hour', async () => {
  await bench.end();
  await open((county) => {
    const { digest: _, ...schedule } = county.schedule;
    return { ...county, schedule };
  });
  await bench.has(TUESDAY, working);
  await bench.has(TUESDAY, working);
  await bench.goesTo(at(LATE_DAY, '09:00'));
  expect(bench.told(HEAD).filter((text) => text.startsWith('【催办通知】'))).toHaveLength(2);
});

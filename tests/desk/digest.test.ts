/** 超期汇总: one message a working morning to the head of a department; what is urgent does not wait for it. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { County } from '../../src/county.ts';
import { at } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, openBench } from './bench.ts';

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
  bench.told(who).filter((text) => text.startsWith('【超期汇总】'));

describe('three tickets overdue on one morning', () => {
  beforeEach(async () => {
    for (let count = 0; count < 3; count++) await bench.has(TUESDAY, working);
    await bench.goesTo(at(LATE_DAY, '09:05'));
  });

  test('the head gets one message that names each, its time and its liaison; the liaison one for each', () => {
    expect(bench.told(HEAD)).toEqual([
      [
        '【超期汇总】12月2日（周三），您部门有 3 件到期没有完成：',
        ...[1, 2, 3].map(
          (number) =>
            `诉求件 ${number}（惠民桥样例商贸有限公司）超期 1 天，时限 12月1日（周二）18:00 前，专人 倪文泉`,
        ),
        '请督促办理。看某一件，发“进度 编号”。',
      ].join('\n'),
    ]);
    expect(bench.told(A).filter((text) => text.startsWith('【催办通知】'))).toHaveLength(3);
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

  test('what rang after it was made is not acknowledged with it', async () => {
    await bench.goesTo(at('2026-12-08', '09:02'));
    await bench.presses(HEAD, '全部知悉');
    for (const number of [1, 2, 3]) {
      const ticket = await bench.store.ticket(number);
      const known = ticket?.entries.flatMap((one) =>
        one.what === 'acknowledged' ? [one.step, one.rung] : [],
      );
      expect(known, 'not 督办通知单, which rang two minutes ago').toEqual(['resolve', 'overdue']);
    }
  });

  test('the next morning nothing is said again; 督办通知单 comes singly, at its hour', async () => {
    await bench.goesTo(at('2026-12-03', '09:05'));
    expect(bench.told(HEAD)).toHaveLength(1);
    await bench.goesTo(at('2026-12-08', '09:00'));
    const orders = bench.told(HEAD).filter((text) => text.startsWith('【督办通知单】'));
    expect(orders).toHaveLength(3);
    expect(digests(HEAD)).toHaveLength(1);
  });
});

test('one alone is its own 催办通知, with its own 知悉', async () => {
  await bench.has(TUESDAY, working);
  await bench.goesTo(at(LATE_DAY, '09:00'));
  expect(bench.told(HEAD)).toEqual([]);
  await bench.goesTo(at(LATE_DAY, '09:05'));
  expect(bench.told(HEAD)).toEqual([expect.stringContaining('【催办通知】诉求件 1')]);
  await bench.presses(HEAD, '知悉');
  expect((await bench.store.ticket(1))?.entries.at(-1)).toMatchObject({ what: 'acknowledged', by: HEAD });
});

test('what was done in those five minutes is not in it; with nothing left nothing is said', async () => {
  await bench.has(TUESDAY, working);
  await bench.goesTo(at(LATE_DAY, '09:00'));
  await bench.says(A, '办结 1 路面已修好');
  await bench.goesTo(at(LATE_DAY, '09:05'));
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

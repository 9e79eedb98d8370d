/** The dates of a 挂账 as people write them: none is guessed wrongly in silence. */
import { describe, expect, test } from 'vitest';
import { readPlan } from '../../src/dialogue/milestones.ts';

const TODAY = '2026-11-24';

/** `2026-12-20 完成招标 | … || plan` */
function read(written: string, today = TODAY): string | null {
  const plan = readPlan(written, today);
  if (plan === null) return null;
  return `${plan.milestones.map(({ day, text }) => `${day} ${text}`.trim()).join(' | ')} || ${plan.text}`;
}

const BOTH = '2026-12-20 完成招标 | 2027-03-31 完工 || 整条路列入改造';

describe('the same plan, however it is written', () => {
  test.each([
    '12月20日完成招标，3月31日完工 整条路列入改造',
    '12月20日前完成招标，明年3月31日完工，整条路列入改造',
    '１２月２０日完成招标，３月３１日完工 整条路列入改造',
    '十二月二十日完成招标，三月三十一日完工 整条路列入改造',
    '12月20日 完成招标\n2027年3月31日 完工\n整条路列入改造',
    '2026-12-20完成招标，2027/3/31完工 整条路列入改造',
    '整条路列入改造。计划12月20日完成招标并于3月底完工',
    '方案：整条路列入改造，12月20号完成招标；3月31号完工。',
  ])('%s', (written) => {
    expect(read(written)).toBe(BOTH);
  });
});

test.each([
  ['年底前完工', '2026-12-31 完工 || 完工'],
  ['明年底完工 分三期', '2027-12-31 完工 || 分三期'],
  ['2月底完工', '2027-02-28 完工 || 完工'],
  ['12月20日材料到，投资1,000万元，彻底解决', '2026-12-20 材料到 || 投资1,000万元，彻底解决'],
  ['明年1月10日招标，明年3月1日完工', '2027-01-10 招标 | 2027-03-01 完工 || 招标，完工'],
  ['12月20日', '2026-12-20 || '],
])('%s', (written, plan) => {
  expect(read(written)).toBe(plan);
});

test('a day that has just passed, and milestones out of order, keep their year: the contract refuses them', () => {
  expect(read('11月24日完工 修路')).toContain('2026-11-24');
  expect(read('11月3日完工 修路')).toContain('2026-11-03');
  expect(read('12月20日招标，12月10日完工 修路')).toContain('2026-12-10');
});

test.each(['修好为止', '13月1日完工', '2月30日完工', '12月20日完成招标，明年3月完工 修路', '明年3月完工'])(
  '%s: the day has to be asked for',
  (written) => {
    expect(read(written)).toBeNull();
  },
);

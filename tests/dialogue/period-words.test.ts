/** Spans of days in the words people use, on Thursday 26 November 2026. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figuresAskedIn } from '../../src/dialogue/figures-asked.ts';
import { periodBeside, periodIn } from '../../src/dialogue/period-words.ts';
import { periodOf, spanBefore, spanFrom, spanOf } from '../../src/domain/spans.ts';
import { addDays, at, dayOf } from '../../src/domain/time.ts';

const TODAY = '2026-11-26';
const read = (words: string, today = TODAY) => {
  const period = periodIn(words, today);
  return period && `${dayOf(period.from)} ${dayOf(period.before - 1)} ${period.label}`;
};

describe('a period in words', () => {
  test.each([
    ['11月', '2026-11-01 2026-11-30 11月'],
    ['11月份', '2026-11-01 2026-11-30 11月'],
    ['１１月', '2026-11-01 2026-11-30 11月'],
    ['十一月', '2026-11-01 2026-11-30 11月'],
    ['2026年11月', '2026-11-01 2026-11-30 11月'],
    ['2026-11', '2026-11-01 2026-11-30 11月'],
    ['12月', '2025-12-01 2025-12-31 2025年12月'],
    ['去年12月', '2025-12-01 2025-12-31 2025年12月'],
    ['本月', '2026-11-01 2026-11-30 11月'],
    ['这个月', '2026-11-01 2026-11-30 11月'],
    ['上月', '2026-10-01 2026-10-31 10月'],
    ['上 个 月', '2026-10-01 2026-10-31 10月'],
    ['2026年', '2026-01-01 2026-12-31 2026年'],
    ['２０２６年', '2026-01-01 2026-12-31 2026年'],
    ['二〇二六年', '2026-01-01 2026-12-31 2026年'],
    ['今年', '2026-01-01 2026-12-31 2026年'],
    ['今年以来', '2026-01-01 2026-12-31 2026年'],
    ['去年', '2025-01-01 2025-12-31 2025年'],
    ['三季度', '2026-07-01 2026-09-30 三季度'],
    ['第3季度', '2026-07-01 2026-09-30 三季度'],
    ['去年四季度', '2025-10-01 2025-12-31 2025年四季度'],
    ['本季度', '2026-10-01 2026-12-31 四季度'],
    ['上季度', '2026-07-01 2026-09-30 三季度'],
    ['上半年', '2026-01-01 2026-06-30 上半年'],
    ['本周', '2026-11-23 2026-11-29 本周'],
    ['这个星期', '2026-11-23 2026-11-29 本周'],
    ['上周', '2026-11-16 2026-11-22 上周'],
    ['今天', '2026-11-26 2026-11-26 今天'],
    ['昨日', '2026-11-25 2026-11-25 昨天'],
    ['前天', '2026-11-24 2026-11-24 11月24日（周二）'],
    ['11月3日', '2026-11-03 2026-11-03 11月3日（周二）'],
    ['11月1日到15日', '2026-11-01 2026-11-15 11月1日至15日'],
    ['9月至11月', '2026-09-01 2026-11-30 9月1日至11月30日'],
    ['2025年12月30日到2026年1月2日', '2025-12-30 2026-01-02 2025年12月30日至2026年1月2日'],
  ])('%s', (words, expected) => {
    expect(read(words)).toBe(expected);
  });

  test.each([
    '',
    '13月',
    '0月',
    '2月30日',
    '五季度',
    '11',
    '2026',
    '11月的路',
    '明天',
    '下月',
    '15日到11月1日',
  ])('%j is none', (words) => expect(read(words)).toBeNull());

  test('on the first of a month, the month before is the one that has just ended', () => {
    expect(read('上月', '2026-12-01')).toBe('2026-11-01 2026-11-30 11月');
    expect(read('上月', '2026-01-01')).toBe('2025-12-01 2025-12-31 2025年12月');
    expect(read('12月', '2026-01-01')).toBe('2025-12-01 2025-12-31 2025年12月');
  });

  test('what has not begun is named as such', () => {
    expect(periodIn('2027年1月', TODAY)).toMatchObject({ label: '2027年1月', isFuture: true });
    expect(periodIn('2026年12月', TODAY)).toMatchObject({ label: '12月', isFuture: true });
    expect(periodIn('本月', TODAY)).toMatchObject({ isFuture: false });
  });

  test('whatever stands beside it, the longest period is read, and the rest is left', () => {
    expect(periodBeside('财政局 2026年11月', TODAY)).toMatchObject({ rest: '财政局', words: '2026年11月' });
    expect(periodBeside('上月财政局', TODAY)).toMatchObject({ rest: '财政局', words: '上月' });
    expect(periodBeside('我们厂昨天停电', TODAY)).toBeNull();
  });

  test('no words make it throw, and every span ends after it begins', () => {
    const sign = fc.constantFrom(...'0123456789年月日号周季度上下本这去今昨到至-一二十〇 第半'.split(''));
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 14 }), fc.nat(3000), (signs, days) => {
        const today = addDays('2024-01-01', days);
        const period = periodIn(signs.join(''), today);
        if (period) expect(period.before).toBeGreaterThan(period.from);
        figuresAskedIn(signs.join(''));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('spans', () => {
  test('each joins the one before it without gap or overlap', () => {
    for (const kind of ['day', 'week', 'month', 'quarter', 'half', 'year'] as const) {
      for (let day = '2024-02-20'; day < '2027-02-01'; day = addDays(day, 13)) {
        const span = spanOf(kind, day);
        expect(span.first <= day && day <= span.last, `${kind} ${day}`).toBe(true);
        expect(periodOf(spanBefore(span)).before, `${kind} ${day}`).toBe(periodOf(span).from);
      }
    }
    const three = { kind: 'days', first: '2026-03-01', last: '2026-03-03' } as const;
    expect(spanBefore(three)).toMatchObject({ first: '2026-02-26', last: '2026-02-28' });
  });

  test.each(['day', 'week', 'month', 'quarter', 'half', 'year'] as const)(
    'the days of a %s are known as one by their first and last',
    (kind) => {
      const span = spanOf(kind, TODAY);
      expect(spanFrom(span.first, span.last)).toEqual(span);
      expect(spanFrom(span.first, addDays(span.last, 1)).kind).toBe('days');
    },
  );

  test('a period is whole days of the office', () => {
    expect(periodOf(spanOf('month', TODAY))).toEqual({
      from: at('2026-11-01', '00:00'),
      before: at('2026-12-01', '00:00'),
    });
  });
});

describe('figures that are asked for', () => {
  test.each([
    ['通报 11月', 'brief', '11月', ''],
    ['通报11月', 'brief', '11月', ''],
    ['11月的通报', 'brief', '11月', ''],
    ['通报 11月 财政局', 'brief', '11月', '财政局'],
    ['通报 三季度 部门', 'departments', '3季度', ''],
    ['通报 各企业', 'enterprises', '', ''],
    ['简报（本周）', 'brief', '本周', ''],
    ['简报 上月 口径', 'sheet', '上月', ''],
    ['月报', 'brief', '本月', ''],
    ['主题 11月', 'themes', '11月', ''],
    ['11月的主题', 'themes', '11月', ''],
    ['类别 11月', 'kinds', '11月', ''],
    ['类别：上周', 'kinds', '上周', ''],
    ['类别', 'kinds', '', ''],
    ['通报 11月 类别', 'kinds', '11月', ''],
    ['现在办结率多少', 'brief', '', ''],
    ['财政局 本月', 'brief', '本月', '财政局'],
    ['星火今年', 'brief', '今年', '星火'],
    ['看看上周的情况', 'brief', '上周', ''],
    ['新收', 'registered', '', ''],
    ['11月新收', 'registered', '11月', ''],
    ['昨天新收了几件？', 'registered', '昨天', ''],
    ['看一下上月销号的', 'closed', '上月', ''],
    ['销号：上周', 'closed', '上周', ''],
    ['剔除了哪些', 'excluded', '', ''],
    ['财政局 本月剔除', 'excluded', '本月', '财政局'],
    ['星火 新收 11月', 'registered', '11月', '星火'],
  ])('%s', (words, form, period, whose) => {
    expect(figuresAskedIn(words)).toMatchObject({ form, period, whose });
  });

  test.each([
    '我们厂昨天停电',
    '明天几点开会？',
    '财政局',
    '本月的路还没修。催了三次',
    '通报一下：停电了。都来看',
    '改类别',
    '类别 咨询',
    '这是什么类别',
    '主题 停电的事拖了一个月',
    '主题班会',
  ])('%s asks for none', (words) => expect(figuresAskedIn(words)).toBeNull());
});

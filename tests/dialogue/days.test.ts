/** The days of a leave are read however people write them; what cannot be meant is told apart, so it can be said. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGone, readDay } from '../../src/dialogue/day-words.ts';
import { readDays } from '../../src/dialogue/days.ts';
import { understand } from '../../src/dialogue/understand.ts';
import { lengthOf, MOST_DAYS } from '../../src/domain/leave.ts';
import { addDays } from '../../src/domain/time.ts';
import { anyText } from '../support/any-text.ts';

/** A Friday. */
const TODAY = '2026-11-27';

function read(text: string, today = TODAY): string {
  const found = readDays(text, today);
  return found.ok ? `${found.days.from}/${found.days.to}` : found.why;
}

describe('what is meant', () => {
  test.each([
    ['12月1日-12月5日', '2026-12-01/2026-12-05'],
    ['12月1日 - 12月5日', '2026-12-01/2026-12-05'],
    ['12月1日到5日', '2026-12-01/2026-12-05'],
    ['12月1日至12月5日', '2026-12-01/2026-12-05'],
    ['从12月1号到12月5号止', '2026-12-01/2026-12-05'],
    ['12.1-12.5', '2026-12-01/2026-12-05'],
    ['12/1—12/5', '2026-12-01/2026-12-05'],
    ['2026-12-01至2026-12-05', '2026-12-01/2026-12-05'],
    ['2026年12月1日～5日', '2026-12-01/2026-12-05'],
    ['１２月１日－１２月５日', '2026-12-01/2026-12-05'],
    ['十二月一日至五日', '2026-12-01/2026-12-05'],
    ['十二月二十一日到二十三号', '2026-12-21/2026-12-23'],
    ['12月1日', '2026-12-01/2026-12-01'],
    ['12月1日 5天', '2026-12-01/2026-12-05'],
    ['12月1日起五天', '2026-12-01/2026-12-05'],
    ['12月1日开始，共5天', '2026-12-01/2026-12-05'],
    ['12月30日-1月3日', '2026-12-30/2027-01-03'],
    ['1月4日-1月6日', '2027-01-04/2027-01-06'],
    ['今天', '2026-11-27/2026-11-27'],
    ['明天', '2026-11-28/2026-11-28'],
    ['明天起三天', '2026-11-28/2026-11-30'],
    ['后天到大后天', '2026-11-29/2026-11-30'],
    ['今天到12月1日', '2026-11-27/2026-12-01'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['周五', '2026-11-27/2026-11-27'],
    ['周三', '2026-12-02/2026-12-02'],
    ['本周日', '2026-11-29/2026-11-29'],
    ['下周一', '2026-11-30/2026-11-30'],
    ['下周一到周三', '2026-11-30/2026-12-02'],
    ['下周一到下周三', '2026-11-30/2026-12-02'],
    ['下个星期四至星期天', '2026-12-03/2026-12-06'],
    ['礼拜五到下周二', '2026-11-27/2026-12-01'],
    ['周六到周二', '2026-11-28/2026-12-01'],
    ['下周一三天', '2026-11-30/2026-12-02'],
    ['下周二起两天', '2026-12-01/2026-12-02'],
  ])('of the week: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    '12月1日-12月5日 出差',
    '出差 12月1日-12月5日',
    '12月1日-12月5日（去省里开会）',
    '12月1日-12月5日，因家里有事',
    '12月1日-12月5日因公出差。',
    '12月1日到5日休假',
    '12月1日-12月5日期间',
  ])('with a reason: %s', (text) => {
    expect(read(text)).toBe('2026-12-01/2026-12-05');
  });

  test('29 February where there is one', () => {
    expect(read('2月29日', '2028-02-20')).toBe('2028-02-29/2028-02-29');
  });
});

describe('what cannot be meant', () => {
  test.each([
    ['', 'unreadable'],
    ['三天', 'unreadable'],
    ['5号到8号', 'unreadable'],
    ['12月1日起', 'unreadable'],
    ['12月1日0天', 'unreadable'],
    ['12月1日-12月5日-12月9日', 'unreadable'],
    ['下个月', 'unreadable'],
    ['回老家几天', 'unreadable'],
    ['明天上午', 'wholeDays'],
    ['半天', 'wholeDays'],
    ['今天14:00', 'wholeDays'],
    ['11月31日', 'noSuchDay'],
    ['13月1日', 'noSuchDay'],
    ['2月29日', 'noSuchDay'],
    ['12月1日-12月32日', 'noSuchDay'],
    ['12月5日-12月1日', 'backward'],
    ['12月5日-1日', 'backward'],
    ['11月26日', 'past'],
    ['本周一', 'past'],
    ['12月1日-3月1日', 'tooLong'],
    ['12月1日 61天', 'tooLong'],
    ['12月1日 999天', 'tooLong'],
  ])('“%s”: %s', (text, why) => {
    expect(read(text)).toBe(why);
  });

  test('begun in the past and not over: the days that are left are offered', () => {
    expect(readDays('11月25日-12月1日', TODAY)).toEqual({
      ok: false,
      why: 'past',
      from: '2026-11-25',
      rest: { from: TODAY, to: '2026-12-01' },
    });
  });

  test('sixty days are the most', () => {
    expect(read('12月1日 60天')).toBe('2026-12-01/2027-01-29');
  });
});

describe('whatever is typed', () => {
  test('days that are read are days to come, in order, and not too many', () => {
    fc.assert(
      fc.property(anyText(60), (text) => {
        const found = readDays(text, TODAY);
        if (!found.ok) return;
        expect(found.days.from >= TODAY && found.days.from <= found.days.to).toBe(true);
        expect(lengthOf(found.days)).toBeLessThanOrEqual(MOST_DAYS);
      }),
    );
  });

  test('every span within a year is read as it was written', () => {
    const span = fc.record({
      ahead: fc.integer({ min: 0, max: 150 }),
      length: fc.integer({ min: 1, max: MOST_DAYS }),
    });
    const written = (day: string): string => {
      const [, month, date] = day.split('-').map(Number);
      return `${month}月${date}日`;
    };
    fc.assert(
      fc.property(span, ({ ahead, length }) => {
        const from = addDays(TODAY, ahead);
        const to = addDays(from, length - 1);
        expect(read(`${written(from)}-${written(to)}`)).toBe(`${from}/${to}`);
        expect(read(`${written(from)} ${length}天`)).toBe(`${from}/${to}`);
      }),
    );
  });
});

describe('the command', () => {
  const of = (text: string) => {
    const intent = understand(text);
    return intent.type === 'leave' ? `${intent.back ? '-' : '+'}${intent.text}` : intent.type;
  };
  test.each([
    ['请假 12月1日-12月5日', '+12月1日-12月5日'],
    ['请假12月1日', '+12月1日'],
    ['请假：下周一到周三', '+下周一到周三'],
    ['请假下周一', '+下周一'],
    ['我要请假 明天', '+明天'],
    ['我想请假十二月一日', '+十二月一日'],
    ['请假　１２月１日', '+12月1日'],
    ['请假', '+'],
    ['请假 李明 12月1日', '+李明 12月1日'],
    ['我12月1日到5日请假', '+12月1日到5日'],
    ['下周一到周三请假', '+下周一到周三'],
    ['销假', '-'],
    ['取消请假', '-'],
    ['销假 李明', '-李明'],
    ['我的请假', 'myLeave'],
    ['请假的人多，活干不完', 'talk'],
    ['请假人员已返岗，明天上门', 'talk'],
    ['请假条已交给办公室', 'talk'],
  ])('%s', (text, expected) => {
    expect(of(text)).toBe(expected);
  });
});

test('昨天, 前天 and 大前天 are days where a day is read; until when an order is to be done they cannot say', () => {
  for (const [word, day] of [
    ['昨天', '2026-11-22'],
    ['前日', '2026-11-21'],
    ['大前天', '2026-11-20'],
    ['今天', '2026-11-23'],
    ['大后天', '2026-11-26'],
  ] as const)
    expect(readDay(word, '2026-11-23', null)).toEqual({ day, length: word.length });
  expect(isGone('昨天就说过')).toBe(true);
  expect(isGone('今天')).toBe(false);
});

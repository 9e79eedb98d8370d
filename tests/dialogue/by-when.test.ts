/** Until when, in a leader's own words: read as people write it, and asked about where no day can be meant. */
import { describe, expect, test } from 'vitest';
import { readByWhen } from '../../src/dialogue/by-when.ts';
import { deadlineAsked } from '../../src/domain/asked-deadline.ts';
import { dueInWords } from '../../src/domain/deadline-words.ts';
import { at, type Instant } from '../../src/domain/time.ts';
import { calendar } from '../support/builders.ts';

/** A Tuesday. */
const NOW = at('2026-11-24', '10:00');

function read(text: string, now: Instant = NOW): string {
  const found = readByWhen(text, now, calendar);
  if (found.is === 'read') return dueInWords(deadlineAsked(now, found.asked, calendar), now);
  return found.is === 'unsaid' ? 'unsaid' : `${found.why}：${found.said}`;
}

describe('a day', () => {
  test.each([
    ['今天下班前给企业明确答复', '11月24日（周二）18:00 前'],
    ['今天必须解决', '11月24日（周二）内'],
    ['请于明天上午给我答复', '11月25日（周三）12:00 前'],
    ['明早9点前', '11月25日（周三）09:00 前'],
    ['今晚8点前', '11月24日（周二）20:00 前'],
    ['下午3点前', '11月24日（周二）15:00 前'],
    ['后天下班前', '11月26日（周四）18:00 前'],
    ['必须20万全部到位，本周五前', '11月27日（周五）内'],
    ['下周一给我回话', '11月30日（周一）内'],
    ['下个星期三之前', '12月2日（周三）内'],
    ['12月4日前', '12月4日（周五）内'],
    ['十二月四日前办结', '12月4日（周五）内'],
    ['2026-12-04前', '12月4日（周五）内'],
    ['25号前', '11月25日（周三）内'],
    ['下月4日前', '12月4日（周五）内'],
    ['请12月10日16:00前书面回复', '12月10日（周四）16:00 前'],
  ])('%s', (text, due) => expect(read(text)).toBe(due));
});

describe('a year that is named', () => {
  test.each([
    ['明年1月10日前完成', '2027年1月11日（周一）内（暂定）'],
    ['明年年底前完成', 'far：明年年底前'],
    ['明年底前完成', 'far：明年底前'],
    ['明年12月31日前完成', 'far：明年12月31日前'],
    ['明年11月20日前完成', '2027年11月22日（周一）内（暂定）'],
    ['后年3月1日前完成', 'far：后年3月1日前'],
    ['后年底前', 'far：后年底前'],
    ['2028年年底前', 'far：2028年年底前'],
    ['今年年底前完成', '12月31日（周四）内（暂定）'],
    ['今年12月4日前', '12月4日（周五）内'],
    ['今年3月1日前', 'past：今年3月1日前'],
    ['明年3月底前', '2027年3月31日（周三）内（暂定）'],
  ])('%s', (text, due) => expect(read(text)).toBe(due));
});

describe('an end that is over by its word is asked about', () => {
  test.each([
    ['昨天下班前报', 'past：昨天下班前'],
    ['昨天下午五点前报', 'past：昨天下午五点前'],
    ['昨天前报', 'past：昨天前'],
    ['前天前报', 'past：前天前'],
    ['上周五前报结果', 'past：上周五前'],
    ['上个月底前报', 'past：上个月底前'],
    ['上周五前反映的问题，明天前答复', '11月25日（周三）内'],
    ['昨天下班前企业来的电话，今天下班前回', '11月24日（周二）18:00 前'],
  ])('%s', (text, due) => expect(read(text)).toBe(due));
});

describe('a period', () => {
  test.each([
    ['三天内动工', '11月27日（周五）内'],
    ['3日内', '11月27日（周五）内'],
    ['两个工作日内', '11月26日（周四）内'],
    ['限3天办结', '11月27日（周五）内'],
    ['给你们两天时间', '11月26日（周四）内'],
    ['三五天内', '11月30日（周一）内'],
    ['一周内', '12月1日（周二）内'],
    ['半个月内', '12月9日（周三）内'],
    ['24小时内恢复', '11月25日（周三）10:00 前'],
    ['半天内', '11月24日（周二）16:30 前'],
  ])('%s', (text, due) => expect(read(text)).toBe(due));
});

describe('the end of a span', () => {
  test.each([
    ['本周拿方案', '11月27日（周五）内'],
    ['超期件本周清零', '11月27日（周五）内'],
    ['周末前', '11月27日（周五）内'],
    ['月底前都给个说法', '11月30日（周一）内'],
    ['下月底前', '12月31日（周四）内（暂定）'],
    ['年底前', '12月31日（周四）内（暂定）'],
  ])('%s', (text, due) => expect(read(text)).toBe(due));

  test('a span whose last days are off ends on the working day before them', () => {
    // 31 January 2026 is a Saturday.
    expect(read('月底前', at('2026-01-20', '10:00'))).toBe('1月30日（周五）内');
    // 30 September 2026 before the National Day.
    expect(read('国庆前', at('2026-09-10', '10:00'))).toBe('9月30日（周三）内');
  });
});

test('a day off that is named gives way to the next working day; today never does', () => {
  expect(read('12月5日前')).toBe('12月7日（周一）内');
  expect(read('今天下班前', at('2026-11-28', '10:00'))).toBe('11月28日（周六）18:00 前');
});

describe('nothing is said of an end', () => {
  test.each([
    '请局长到现场看一看',
    '今天企业又反映停电，抓紧',
    '11月20日企业反映停电，抓紧',
    '上周五的事还没办',
    '每周五报进展',
    '3号件抓紧',
    '1号和2号件一起办',
    '电压12.5千伏，抓紧',
    '必须20万全部到位',
  ])('%s', (text) => expect(read(text)).toBe('unsaid'));

  test('a day on which something was does not hide the end', () => {
    expect(read('11月20日企业反映停电，请三天内答复')).toBe('11月27日（周五）内');
  });
});

describe('no day can be meant, and none is put in its place', () => {
  test.each([
    ['11月20日前到位', 'past：11月20日前'],
    ['5日前', 'past：5日前'],
    ['今天上午9点前', 'past：今天上午9点前'],
    ['2027年12月31日前', 'far：2027年12月31日前'],
    ['三年内', 'far：3年内'],
    ['2月30日前', 'noDay：2月30日前'],
    ['春节前', 'noDay：春节前'],
    ['本周五前拿方案，月底前修好', 'several：本周五前、月底前'],
  ])('%s', (text, why) => expect(read(text)).toBe(why));

  test('after hours today is over', () => {
    expect(read('今天下班前', at('2026-11-24', '19:00'))).toBe('past：今天下班前');
  });
});

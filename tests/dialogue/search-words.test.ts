/** 查 …: what is looked for, and what only sounds like it. */
import { describe, expect, test } from 'vitest';
import { codeOf, type ListAsked, listOf } from '../../src/dialogue/list-asked.ts';
import { conditionsIn } from '../../src/dialogue/search-words.ts';
import { press, readPress, understand } from '../../src/dialogue/understand.ts';
import { roster } from '../support/builders.ts';

const TODAY = '2026-12-01';
const said = (words: string, today = TODAY) =>
  conditionsIn(words, today, roster)?.map(({ is, label }) => `${is} ${label}`);

test.each([
  ['查 停电', '停电'],
  ['查：财政局 11月', '财政局 11月'],
  ['查询 星火', '星火'],
  ['查一下 等企业', '等企业'],
  ['查财政局', '财政局'],
  ['查', ''],
])('%s looks for tickets', (text, words) => {
  expect(understand(text)).toMatchObject({ type: 'search', words });
});

test.each(['查 12', '查12号', '查看 12', '查 第12件'])('%s is 进度 12', (text) => {
  expect(understand(text)).toEqual({ type: 'ticket', verb: 'progress', number: 12, text: '' });
});

test.each(['查 一下我们厂的电表，走得太快了，这个月一下多出两万块钱', '请查 停电', '查 停电。昨天也停了'])(
  '%s tells of something',
  (text) => {
    expect(understand(text).type).toBe('talk');
  },
);

test.each([
  ['星火', ['enterprise 星火样例煤焦有限公司']],
  ['财政局 11月', ['department 财政局', 'month 11月']],
  ['财政局11月', ['department 财政局', 'month 11月']],
  ['十一月的', ['month 11月']],
  ['2025年3月份', ['month 2025年3月']],
  ['停电', ['word 停电']],
  ['供电公司 等签收 停电', ['department 供电公司', 'standing 等签收', 'word 停电']],
  ['等企业补充', ['standing 等企业补充']],
  ['超期的', ['standing 超期']],
  ['所有挂账的件', ['standing 挂账']],
])('“%s” names %j', (words, expected) => {
  expect(said(words)).toEqual(expected);
});

test('a month without a year is the last one of that name', () => {
  const month = (words: string, today: string) => {
    const [found] = conditionsIn(words, today, roster) ?? [];
    return found?.is === 'month' ? found.month : undefined;
  };
  expect(month('11月', '2027-01-05')).toBe('2026-11');
  expect(month('1月', '2027-01-05')).toBe('2027-01');
  expect(month('上个月', '2027-01-05')).toBe('2026-12');
  expect(month('本月', '2027-01-05')).toBe('2027-01');
});

test('one letter finds everything, and half a sentence is no word', () => {
  expect(said('电')).toBeUndefined();
  expect(said('我们厂的电表走得太快')).toBeUndefined();
});

describe('the button of the next page', () => {
  test.each(['星火样例煤焦有限公司 财政局 11月', '上个月 等企业补充', '停电 等审批'])(
    'asks for “%s” again, in the same words',
    (words) => {
      const conditions = conditionsIn(words, TODAY, roster) ?? [];
      const short = conditions.map(({ code }) => code).join(' ');
      const asked: ListAsked = { of: 'words', words: short };
      const code = codeOf(asked) ?? '';
      const data = press('list', 999, 0, code);
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
      expect(listOf(readPress(data)?.choice ?? '')).toEqual(asked);
      const again = conditionsIn(short, TODAY, roster) ?? [];
      // Whether a name or an id is written, the same is meant.
      expect(again.map(({ label: _, code: __, ...meant }) => meant)).toEqual(
        conditions.map(({ label: _, code: __, ...meant }) => meant),
      );
    },
  );

  test.each<ListAsked>([
    { of: 'registered', first: '2026-11-01', last: '2026-11-30', whose: null },
    {
      of: 'closed',
      first: '2026-12-01',
      last: '2026-12-01',
      whose: { of: 'department', id: 'traffic-police' },
    },
    { of: 'excluded', first: '2026-01-01', last: '2026-12-31', whose: { of: 'enterprise', id: 'xinghuo' } },
    // As the roster's workbook makes ids.
    {
      of: 'registered',
      first: '2026-12-01',
      last: '2026-12-31',
      whose: { of: 'enterprise', id: 'xiangzhen-261202-1' },
    },
    // As long as the roster lets an id be.
    {
      of: 'closed',
      first: '2026-01-01',
      last: '2026-12-31',
      whose: { of: 'department', id: 'a'.repeat(32) },
    },
  ])('asks for the tickets of the same count of the same days again: %j', (asked) => {
    const data = press('list', 999, 0, codeOf(asked) ?? '');
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    expect(listOf(readPress(data)?.choice ?? '')).toEqual(asked);
  });

  test('that was sent before, with whole years, opens its list still', () => {
    const whole = { first: '2020-11-01', last: '2026-11-30', whose: { of: 'department', id: 'housing' } };
    expect(listOf('r-20201101-20261130-d-housing')).toEqual({ of: 'registered', ...whole });
    expect(listOf('r-201101-261130-d-housing')).toEqual({ of: 'registered', ...whole });
  });

  test.each(['r-20261301-20261331', 'r-261301-261331', 'r-261130-261101', 'z-261101-261130', 'r-261101'])(
    'of a count that there is not (%s) names no list',
    (code) => expect(listOf(code)).toBeNull(),
  );

  test('is left out where the words are too long for it, and a forged one names no list', () => {
    expect(codeOf({ of: 'words', words: '厂门口的路塌了没有人来修，货车进不来' })).toBeNull();
    expect(listOf('everything')).toBeNull();
    expect(listOf('constructor')).toBeNull();
  });
});

/** What people type is kept safely: nothing invisible, nothing cut in half, nothing turned into something else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean, clip, TEXT_LIMIT, ticketNumber } from '../../src/dialogue/text.ts';
import { anyText } from '../support/any-text.ts';

const cleaned = (text: string): string => clean(text).text;
const points = (text: string): number => [...text].length;

describe('clean', () => {
  test.each([
    ['bidi override', 'abc\u202Edef\u202C', 'abcdef'],
    ['bidi isolates', '\u2066甲\u2069乙\u2067\u2068', '甲乙'],
    ['direction marks', '甲\u200E乙\u200F丙\u061C', '甲乙丙'],
    ['zero width', '举\u200B报\u200C电\u200D话\uFEFF\u2060', '举报电话'],
    ['soft hyphen and fillers', '举\u00AD报\u3164\u115F\uFFA0\u180E\u034F', '举报'],
    ['tags that smuggle letters', '甲\u{E0041}\u{E0042}乙', '甲乙'],
    ['control characters', '甲\u0000\u0007\u001B[31m\u007F\u0085\u009F乙', '甲[31m乙'],
    ['interlinear marks', '甲\uFFF9\uFFFA\uFFFB乙', '甲乙'],
    ['half of a surrogate pair', '甲\uD83D乙\uDE00丙', '甲乙丙'],
    ['line ends', '一\r\n二\r三\u2028四\u2029五', '一\n二\n三\n四\n五'],
    ['many blank lines', '一\n\n\n\n\n二', '一\n\n二'],
    ['space around', ' 　\n 一 二 \t\n', '一 二'],
    ['nothing but invisible marks', '\u200B\u202E\uFEFF \n', ''],
  ])('%s', (_what, text, expected) => {
    expect(cleaned(text)).toBe(expected);
  });

  test('tabs, emoji (also joined ones), rare characters and full-width signs stay', () => {
    for (const text of ['甲\t乙', '👨‍👩‍👧‍👦❤️👍🏽', '𠮷野家𬭸', '“引号”，（括号）１２３', 'Ünïcödé']) {
      expect(cleaned(text)).toBe(text);
    }
  });

  test('markup is plain text: it stays letter for letter', () => {
    const markup = `<b>甲</b> &lt; _乙_ *丙* [x](http://e.example) \`code\` {number} $& =1+1 "'; --`;
    expect(cleaned(markup)).toBe(markup);
  });

  test('10,000 characters are kept, 100,000 are cut at the limit and said to be', () => {
    expect(clean('字'.repeat(10_000))).toEqual({ text: '字'.repeat(10_000), cut: false });
    expect(clean('字'.repeat(TEXT_LIMIT))).toEqual({ text: '字'.repeat(TEXT_LIMIT), cut: false });
    expect(clean('字'.repeat(100_000))).toEqual({ text: '字'.repeat(TEXT_LIMIT), cut: true });
    // An emoji at the edge is kept whole.
    expect(clean(`${'字'.repeat(TEXT_LIMIT - 1)}😀😀`).text.endsWith('字😀')).toBe(true);
  });

  test('cleaning twice is cleaning once, and gives well-formed text without controls', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const once = cleaned(text);
        expect(cleaned(once)).toBe(once);
        expect(Buffer.from(once, 'utf8').toString('utf8')).toBe(once);
        expect(once).not.toMatch(/[^\P{Cc}\n\t]/u);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('clip', () => {
  test('one line, with … where something is missing', () => {
    expect(clip('一二三四五', 5)).toBe('一二三四五');
    expect(clip('一二三四五六', 5)).toBe('一二三四…');
    expect(clip(' 一\n\n二\t三 ', 5)).toBe('一 二 三');
    expect(clip('', 5)).toBe('');
  });

  test('never half an emoji, never longer than asked', () => {
    expect(clip('😀😀😀', 2)).toBe('😀…');
    fc.assert(
      fc.property(anyText(80), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const short = clip(text, limit);
        expect(points(short)).toBeLessThanOrEqual(limit);
        expect(short).not.toContain('\n');
      }),
    );
  });

  test('100,000 characters are clipped at once', () => {
    expect(points(clip('字 '.repeat(50_000), 160))).toBe(160);
  });
});

describe('ticket numbers as people write them', () => {
  test.each([
    ['23', 23],
    ['２３', 23],
    ['第23号', 23],
    ['第 23 件', 23],
    ['#23', 23],
    ['No.23', 23],
    ['no 23', 23],
    ['0023', 23],
    ['二十三', 23],
    ['第二十三号', 23],
    ['二三', 23],
    ['二〇二六', 2026],
    ['十', 10],
    ['十二', 12],
    ['一百零五', 105],
    ['两百', 200],
    ['一千零一十', 1010],
    ['九千九百九十九', 9999],
    ['999999999', 999_999_999],
  ])('%s is %d', (written, number) => {
    expect(ticketNumber(written)).toBe(number);
  });

  test.each(['', '0', '零', '-1', '1.5', '1e3', '0x10', '1234567890', '二十三个', '住建', '第号', '23号楼'])(
    '%j is none',
    (written) => {
      expect(ticketNumber(written)).toBeNull();
    },
  );

  test('every number up to 9999 is read from its Chinese', () => {
    const digits = '零一二三四五六七八九';
    const inChinese = (number: number): string => {
      let words = '';
      let gap = false;
      for (const [unit, sign] of [
        [1000, '千'],
        [100, '百'],
        [10, '十'],
        [1, ''],
      ] as const) {
        const digit = Math.floor(number / unit) % 10;
        if (digit === 0) gap = words !== '';
        else {
          words += `${gap ? '零' : ''}${digits[digit]}${sign}`;
          gap = false;
        }
      }
      return words.replace(/^一十/, '十');
    };
    for (let number = 1; number <= 9999; number++) {
      expect(ticketNumber(inChinese(number)), inChinese(number)).toBe(number);
    }
  });
});

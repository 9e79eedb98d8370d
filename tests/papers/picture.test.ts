/** The picture of a brief: it says what the figures say, nothing stands on anything else, and it can be drawn here. */
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { compared } from '../../src/domain/metrics.ts';
import { altOf } from '../../src/papers/picture/alt.ts';
import { cardSvg } from '../../src/papers/picture/card.ts';
import { openDrawing } from '../../src/papers/picture/drawing.ts';
import type { CardFacts } from '../../src/papers/picture/facts.ts';
import { heightOf, WIDTH } from '../../src/papers/picture/look.ts';
import { DEPARTMENTS, NOVEMBER, rate, textsOf } from './cards.ts';

function expectSound(facts: CardFacts): void {
  const boxes = textsOf(cardSvg(facts));
  for (const [place, one] of boxes.entries()) {
    expect(one.left, one.words).toBeGreaterThanOrEqual(0);
    expect(one.right, one.words).toBeLessThanOrEqual(WIDTH);
    expect(one.bottom, one.words).toBeLessThanOrEqual(heightOf(facts.tiers !== null));
    for (const other of boxes.slice(place + 1)) {
      const apart =
        one.right <= other.left ||
        other.right <= one.left ||
        one.bottom <= other.top ||
        other.bottom <= one.top;
      expect(apart, `${one.words} / ${other.words}`).toBe(true);
    }
  }
}
const wordsOf = (facts: CardFacts): readonly string[] => textsOf(cardSvg(facts)).map(({ words }) => words);

describe('what it says', () => {
  test('the rate with its fraction, the one before, the counts, what was in time, who is in which tier', () => {
    const words = wordsOf(NOVEMBER);
    for (const one of [
      '82.4%',
      '14/17 件',
      '▲ 好转',
      '10月 76.9%（10/13）',
      '21',
      '18',
      '9',
      '2',
      '到期 17 件',
    ])
      expect(words).toContain(one);
    for (const one of ['按期 14', '没按期 3', 'C 超期未办结 1', '住建局', 'B 逾期或不满意 2', 'A 档 9 个'])
      expect(words).toContain(one);
    expect(words, 'a period of few, one of none').toEqual(expect.arrayContaining(['3/4', '—']));
  });

  test('how many of it nobody rated, beside the rate and in words, and not a word where all were', () => {
    const silent = { ...rate(14, 17), unrated: 3 };
    const facts = { ...NOVEMBER, headline: compared(silent, { ...rate(10, 13), unrated: 2 }) };
    expect(wordsOf(facts)).toEqual(
      expect.arrayContaining(['14/17 件', '其中未评价 3 件', '10月 76.9%（10/13，其中未评价 2）']),
    );
    expect(altOf(facts)).toContain(
      '按期办结率82.4%（14/17，其中未评价 3），10月76.9%（10/13，其中未评价 2）',
    );
    expect(wordsOf({ ...facts, headline: compared({ ...rate(1, 2), unrated: 1 }, rate(0, 0)) })).toContain(
      '其中未评价 1 件',
    );
    expect(wordsOf(NOVEMBER).join()).not.toContain('未评价');
  });

  test('of fewer than five no percentage, and no verdict', () => {
    const words = wordsOf({
      ...NOVEMBER,
      headline: compared(rate(1, 2), rate(2, 3)),
      trend: [{ label: '11月', rate: rate(1, 2) }],
    });
    expect(words).toContain('1/2');
    expect(words).toContain('10月 2/3');
    expect(words.join()).not.toMatch(/%|好转|变差|持平/);
  });

  test('of no ticket at all that nothing was due', () => {
    const none = rate(0, 0);
    const words = wordsOf({
      ...NOVEMBER,
      headline: compared(none, none),
      trend: [{ label: '11月', rate: none }],
      counts: { registered: 0, closed: 0, open: 0, overdue: 0 },
      tiers: { a: 0, b: [], c: [] },
    });
    expect(words).toContain('没有到期的');
    expect(words).toContain('没有可评的部门');
    expect(words.join()).not.toMatch(/NaN|Infinity|%/);
  });

  test('9999 of 10000 is not 100 %, neither large nor in the line', () => {
    const facts = {
      ...NOVEMBER,
      headline: compared(rate(9999, 10000), rate(1, 1)),
      trend: [{ label: '11月', rate: rate(9999, 10000) }],
    };
    expect(wordsOf(facts)).toEqual(expect.arrayContaining(['99.9%', '99%']));
    expect(wordsOf(facts).join()).not.toContain('100%');
  });

  test('nothing that people called themselves breaks out of it', () => {
    const svg = cardSvg({
      ...NOVEMBER,
      whose: '<script>&"\u0000\ud800',
      tiers: { a: 0, b: ['</text><image/>'], c: [] },
    });
    expect(svg).not.toMatch(/<script|<image/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML has no place for
    expect(svg).not.toMatch(/\u0000|[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});

describe('nothing stands on anything else', () => {
  test('with 28 departments late, long names, numbers of six digits, 100 % six times', () => {
    expectSound({
      title: '简报　2026年三季度',
      whose: '霍州市政企直通常态化沟通服务协调联席会议办公室群',
      span: '2025年12月31日 17:30 至 2026年11月27日 17:30',
      former: '2025年三季度',
      headline: compared({ ...rate(99_999, 100_000), unrated: 99_999 }, rate(100_000, 100_000)),
      trend: ['10.23', '10.30', '11.6', '11.13', '11.20', '11.27'].map((label) => ({
        label,
        rate: rate(100, 100),
      })),
      counts: { registered: 123_456, closed: 100_000, open: 23_456, overdue: 12_345 },
      tiers: { a: 0, b: DEPARTMENTS, c: DEPARTMENTS },
    });
  });

  const some = fc.tuple(fc.nat(2000), fc.nat(2000), fc.nat(2000)).map(([a, b, c]) => {
    const numerator = Math.min(a, b);
    return { ...rate(numerator, Math.max(a, b)), unrated: Math.min(c, numerator) };
  });
  const names = fc.subarray(DEPARTMENTS);
  prop.prop(
    [
      some,
      some,
      fc.array(some, { minLength: 1, maxLength: 6 }),
      fc.record({
        registered: fc.nat(9999),
        closed: fc.nat(9999),
        open: fc.nat(9999),
        overdue: fc.nat(9999),
      }),
      fc.record({ a: fc.nat(28), b: names, c: names }),
    ],
    { numRuns: 60 },
  )('whatever the figures', (now, before, rates, counts, tiers) => {
    const trend = rates.map((one, place) => ({ label: `${place + 1}月`, rate: one }));
    expectSound({ ...NOVEMBER, headline: compared(now, before), trend, counts, tiers });
  });
});

test('it is a PNG of 1200 by 1230, and with its letters: of others it looks different', async () => {
  const drawing = await openDrawing();
  const [one, other, small] = await Promise.all([
    drawing.draw(NOVEMBER),
    drawing.draw({ ...NOVEMBER, whose: '另一个群' }),
    drawing.draw(NOVEMBER, 300),
  ]);
  const sizeOf = (png: Uint8Array) => {
    const view = Buffer.from(png);
    return [view.subarray(1, 4).toString(), view.readUInt32BE(16), view.readUInt32BE(20)];
  };
  expect(sizeOf(one)).toEqual(['PNG', 1200, 1230]);
  expect(sizeOf(small)).toEqual(['PNG', 300, 308]);
  expect(Buffer.compare(one, other)).not.toBe(0);
}, 120_000);

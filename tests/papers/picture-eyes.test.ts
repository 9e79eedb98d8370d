/** The picture of a brief is read as a chat shows it, some 300 px wide, and by people who tell few colours apart. */
import { beforeAll, describe, expect, test } from 'vitest';
import { compared } from '../../src/domain/metrics.ts';
import { cardSvg } from '../../src/papers/picture/card.ts';
import { openDrawing } from '../../src/papers/picture/drawing.ts';
import type { CardFacts } from '../../src/papers/picture/facts.ts';
import { BLUE, ORANGE, RED, WIDTH } from '../../src/papers/picture/look.ts';
import { BLINDNESSES, contrast, difference, seenWith } from '../support/colour.ts';
import { type Colour, type Dots, dotsOf } from '../support/png.ts';
import { DEPARTMENTS, NOVEMBER, rate, textsOf, type Written } from './cards.ts';

/** Of a chat on a phone. */
const THUMBNAIL = 300;
/** Chinese of fewer pixels runs together. */
const LEGIBLE = 9;
/** WCAG 2.2, 1.4.3, of text that is not large. */
const CLEAR = 4.5;
/** WCAG 2.2, 1.4.11, as much as a shape needs: what a thin stroke keeps when a pixel holds only a part of it. */
const VISIBLE = 3;
/** ΔE*ab: far more than the least that is seen, as the parts are small and lie apart. */
const APART = 25;

const none = rate(0, 0);
const CARDS: Readonly<Record<string, CardFacts>> = {
  'a month': NOVEMBER,
  'a period without tickets': {
    ...NOVEMBER,
    headline: compared(none, none),
    trend: [{ label: '11月', rate: none }],
    counts: { registered: 0, closed: 0, open: 0, overdue: 0 },
    tiers: { a: 0, b: [], c: [] },
  },
  'one value': {
    ...NOVEMBER,
    headline: compared(rate(1, 2), none),
    trend: [{ label: '11月', rate: rate(1, 2) }],
    counts: { registered: 2, closed: 1, open: 1, overdue: 0 },
    tiers: null,
  },
  '28 departments late': {
    ...NOVEMBER,
    headline: compared(rate(900, 1000), rate(950, 1000)),
    counts: { registered: 123_456, closed: 100_000, open: 23_456, overdue: 12_345 },
    tiers: { a: 0, b: DEPARTMENTS.slice(14), c: DEPARTMENTS.slice(0, 14) },
  },
};

const drawn = new Map<
  string,
  { readonly whole: Dots; readonly small: Dots; readonly texts: readonly Written[] }
>();
beforeAll(async () => {
  const drawing = await openDrawing();
  for (const [name, facts] of Object.entries(CARDS)) {
    const whole = dotsOf(await drawing.draw(facts));
    const small = dotsOf(await drawing.draw(facts, THUMBNAIL));
    drawn.set(name, { whole, small, texts: textsOf(cardSvg(facts)) });
  }
});

function of(name: string) {
  const found = drawn.get(name);
  if (!found) throw new Error(`${name} was not drawn`);
  return found;
}

/** The contrast of the letters, at their clearest, with what they stand on, as they are drawn. */
function contrastOf({ left, right, top, bottom }: Written, dots: Dots): number {
  const scale = dots.width / WIDTH;
  const counts = new Map<string, { readonly colour: Colour; count: number }>();
  for (let y = Math.floor(top * scale); y < Math.ceil(bottom * scale); y++) {
    for (let x = Math.floor(left * scale); x < Math.ceil(right * scale); x++) {
      const colour = dots.at(x, y);
      const found = counts.get(colour.join());
      if (found) found.count++;
      else counts.set(colour.join(), { colour, count: 1 });
    }
  }
  const all = [...counts.values()].sort((one, other) => other.count - one.count);
  const [ground] = all;
  if (!ground) return 1;
  return Math.max(...all.map(({ colour }) => contrast(colour, ground.colour)));
}

describe.each(Object.keys(CARDS))('%s', (name) => {
  test('has no letter smaller than nine pixels in a chat', () => {
    const { texts } = of(name);
    expect(texts.length).toBeGreaterThan(10);
    for (const { words, size } of texts)
      expect((size * THUMBNAIL) / WIDTH, words).toBeGreaterThanOrEqual(LEGIBLE);
  });

  test('has letters that are clear on what they stand on, and still are in a chat', () => {
    const { whole, small, texts } = of(name);
    for (const one of texts.filter(({ words }) => words !== '—' && words !== '＝')) {
      expect(contrastOf(one, whole), one.words).toBeGreaterThanOrEqual(CLEAR);
      expect(contrastOf(one, small), `${one.words}, small`).toBeGreaterThanOrEqual(VISIBLE);
    }
  });
});

const colourOf = (hex: string): Colour =>
  [1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16)) as unknown as Colour;

describe('its colours', () => {
  const SERIES = { BLUE, ORANGE, RED };
  const PAIRS = [
    ['BLUE', 'ORANGE'],
    ['BLUE', 'RED'],
    ['ORANGE', 'RED'],
  ] as const;

  test('are in the picture: the bar, the late ones, the tiers', () => {
    const { whole } = of('28 departments late');
    const seen = new Set<string>();
    for (let y = 0; y < whole.height; y += 2)
      for (let x = 0; x < whole.width; x += 2) seen.add(whole.at(x, y).join());
    for (const [name, hex] of Object.entries(SERIES)) expect(seen.has(colourOf(hex).join()), name).toBe(true);
  });

  test.each(PAIRS)('%s and %s are told apart by everybody', (one, other) => {
    const [a, b] = [colourOf(SERIES[one]), colourOf(SERIES[other])];
    expect(difference(a, b)).toBeGreaterThan(APART);
    for (const blindness of BLINDNESSES)
      expect(difference(seenWith(blindness, a), seenWith(blindness, b)), blindness).toBeGreaterThan(APART);
  });

  test('of which nothing depends on them: what was late has stripes, and every colour its word', () => {
    const svg = cardSvg(CARDS['28 departments late'] ?? NOVEMBER);
    const filled = [...svg.matchAll(/<rect [^>]*fill="(#\w+|url\(#stripes\))"[^>]*\/>/gu)].map(
      ([, fill]) => fill,
    );
    expect(filled.filter((fill) => fill === 'url(#stripes)')).toHaveLength(2);
    const words = textsOf(svg).map(({ words: said }) => said);
    for (const one of ['按期 900', '没按期 100', '超期', 'C 超期未办结 14', 'B 逾期或不满意 14', '▼ 变差'])
      expect(words).toContain(one);
  });

  test('a red and a green of one lightness would not do: the measure finds them', () => {
    const [red, green] = [colourOf('#c0392b'), colourOf('#5f7f1f')];
    expect(difference(red, green)).toBeGreaterThan(APART);
    expect(difference(seenWith('deuteranopia', red), seenWith('deuteranopia', green))).toBeLessThan(APART);
  });
});

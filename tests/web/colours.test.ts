/** Every pair of ink and ground that the pages use. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

describe('the colours', () => {
  const css = readFileSync('src/web/assets/base.css', 'utf8');
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
  const colours = (text: string) =>
    new Map([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]));
  const day = colours(light);
  const night = new Map([...day, ...colours(dark)]);

  const PAIRS = [
    ['ink', 'page'],
    ['ink', 'bar'],
    ['ink', 'surface'],
    ['muted', 'page'],
    ['muted', 'surface'],
    ['muted', 'hover'],
    ['own-ink', 'own'],
    ['link', 'surface'],
    ['link', 'page'],
    ['brand-ink', 'brand'],
    ['soft-ink', 'soft'],
    ['soft-ink', 'surface'],
    ['warm', 'warm-soft'],
    ['warm', 'surface'],
    ['warm', 'bar'],
    ['wait', 'wait-soft'],
    ['doing', 'doing-soft'],
    ['quote-ink', 'quote'],
    ['rail-ink', 'rail'],
    ['rail-ink', 'rail-2'],
    ['rail-ink', 'rail-leap'],
    ['rail-muted', 'rail'],
    ['rail-muted', 'rail-2'],
    ['rail-go', 'rail-2'],
    ['rail-go-ink', 'rail-go'],
    ['toast-ink', 'toast'],
    ...['enterprise', 'department', 'hub', 'leader', 'discipline', 'operator', 'unread'].map((tone) => [
      'white',
      tone,
    ]),
  ];

  for (const [ink = '', ground = ''] of PAIRS) {
    it(`${ink} on ${ground} can be read by weak eyes (AA), by day and by night`, () => {
      for (const colours of [day, night]) {
        const pair = [ink, ground].map((name) => (name === 'white' ? '#ffffff' : colours.get(name)));
        expect(pair, 'both are colours of base.css').not.toContain(undefined);
        expect(contrast(pair[0] ?? '', pair[1] ?? ''), pair.join(' on ')).toBeGreaterThanOrEqual(4.5);
      }
    });
  }
});

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Colours and letters of the picture. Blue and orange are of Okabe and Ito's palette, which people with any colour blindness
 * tell apart; red is its vermilion, darkened until white letters on it can be read. None of them says anything that words do
 * not say beside it (`tests/papers/picture-eyes.test.ts`).
 */
export const WIDTH = 1200;
/** With the tiers under it; and of one department or enterprise, which has none. */
const HEIGHT = 1230;
const SHORT_HEIGHT = 960;
/** No letter is smaller: a chat shows the picture some 300 px wide, where these are nine. */
export const SMALLEST = 36;

export const INK = '#1a1a1a';
export const MUTED = '#5c5c5c';
export const FAINT = '#d9d9d9';
export const GROUND = '#f3f5f7';
export const BLUE = '#0072b2';
export const ORANGE = '#e69f00';
export const RED = '#b04300';

/** As the font files call themselves. */
export const FONT = 'Noto Sans S Chinese';

/** About how wide a text is set, in em: Chinese is square, digits and letters are a little over half. */
export function widthInEm(text: string): number {
  return [...text].reduce((sum, one) => sum + (/[\x20-\x7e]/.test(one) ? 0.6 : 1), 0);
}

/** The size, at most `size`, at which a text is no wider than `room`. */
export function fitting(text: string, size: number, room: number): number {
  return Math.min(size, Math.floor(room / Math.max(1, widthInEm(text))));
}

/** Of the picture of a brief, at its full `WIDTH`. */
export const heightOf = (hasTiers: boolean): number => (hasTiers ? HEIGHT : SHORT_HEIGHT);

/** As much of a text as `room` holds at that size; what is left out is said by …. */
export function shortened(text: string, size: number, room: number): string {
  if (widthInEm(text) * size <= room) return text;
  const signs = [...text];
  while (signs.length > 1 && widthInEm(`${signs.join('')}…`) * size > room) signs.pop();
  return `${signs.join('')}…`;
}

/** For text and attributes; what XML has no place for is left out. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

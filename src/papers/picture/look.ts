/**
 * Colours and letters of the picture. The colours are of Okabe and Ito's palette, which people with any colour blindness tell
 * apart; none of them says anything that words do not say beside it.
 */
export const WIDTH = 1200;
export const HEIGHT = 900;

export const INK = '#1a1a1a';
export const MUTED = '#5c5c5c';
export const FAINT = '#d9d9d9';
export const GROUND = '#f3f5f7';
export const BLUE = '#0072b2';
export const ORANGE = '#e69f00';
export const VERMILLION = '#d55e00';

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

/** For text and attributes; what XML has no place for is left out. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

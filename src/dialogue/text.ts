/** What people type, made safe to keep and to show; and ticket numbers as people write them. */

/** Longest text kept with a ticket, in characters (code points). */
export const TEXT_LIMIT = 20_000;

// Control characters but newline and tab, halves of surrogate pairs (no channel can send them), and marks that
// reorder or hide text (bidi, zero width, fillers), which could make a card read differently from what was written.
// What makes an emoji stays: its variation selector, and the joiner between two of them.
const INVISIBLE =
  /\p{Cc}|\p{Cs}|(?!\u200D|[\uFE00-\uFE0F])\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]/gu;
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D|\u200D(?!\p{Extended_Pictographic})/gu;

/** The text without invisible marks and stray white space, at most `TEXT_LIMIT` characters. */
export function clean(text: string): { readonly text: string; readonly cut: boolean } {
  const plain = text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(INVISIBLE, (mark) => (mark === '\n' || mark === '\t' ? mark : ''))
    .replace(STRAY_JOINER, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const points = [...plain];
  return points.length <= TEXT_LIMIT
    ? { text: plain, cut: false }
    : { text: points.slice(0, TEXT_LIMIT).join(''), cut: true };
}

/** One line of at most `limit` characters, for cards and lists. */
export function clip(text: string, limit: number): string {
  const points = [...text.replace(/\s+/gu, ' ').trim()];
  return points.length <= limit ? points.join('') : `${points.slice(0, limit - 1).join('')}…`;
}

/**
 * The text without such signs at its two ends. A pattern that ends in `+$` would begin anew at each sign of a long row:
 * twenty thousand brackets would hold everybody up.
 */
export function trimmed(text: string, leading: RegExp, trailing = leading): string {
  let [from, to] = [0, text.length];
  while (from < to && leading.test(text.charAt(from))) from += 1;
  while (to > from && trailing.test(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** Full-width digits in half width, and nothing else changed: the words may be passed on. */
export function halfWidthDigits(text: string): string {
  return text.replace(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/** No number is written longer. */
const LONGEST_NUMBER = 40;

/** A ticket number as people write it: 23, ２３, 第23号, 二十三. Null when it is none. */
export function ticketNumber(written: string): number | null {
  if (written.length > LONGEST_NUMBER) return null;
  const plain = written
    .normalize('NFKC')
    .trim()
    .replace(/^(?:第|#|no\.?)\s*/iu, '')
    .replace(/\s*[号件]$/u, '');
  if (/^\d{1,9}$/.test(plain)) return Number(plain) || null;
  return chineseNumber(plain);
}

/** 【诉求件 12】还是没人来, 【12号】: how people head their words with a ticket. */
const HEADED =
  /^【(?:诉求件|诉求|工单|编号|第|no\.?|#)?\s?(\d{1,9})\s?[号件]?(?: · [^】\d]{1,8})?】\s?(\S[\s\S]*)$/iu;

/** The ticket that somebody's words are headed with, and the words; null where they are not. */
export function ticketHeaded(text: string): { readonly ticket: number; readonly rest: string } | null {
  const [, number = '', rest = ''] = HEADED.exec(text) ?? [];
  return Number(number) > 0 ? { ticket: Number(number), rest } : null;
}

const DIGITS = '零一二三四五六七八九';
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** 二十三 → 23, 一百零五 → 105, 二三 → 23; up to 9999. Null for anything else. */
function chineseNumber(written: string): number | null {
  const plain = written.replaceAll('〇', '零').replaceAll('两', '二');
  if (plain === '' || plain.length > 9 || !/^[零一二三四五六七八九十百千]+$/u.test(plain)) return null;
  if (!/[十百千]/u.test(plain)) {
    return Number([...plain].map((digit) => DIGITS.indexOf(digit)).join('')) || null;
  }
  let total = 0;
  let digit: number | null = null;
  for (const sign of plain) {
    const unit = UNITS[sign];
    if (unit === undefined) {
      digit = DIGITS.indexOf(sign);
    } else {
      total += (digit === null || digit === 0 ? 1 : digit) * unit;
      digit = null;
    }
  }
  return total + (digit ?? 0) || null;
}

/**
 * A word of command and the number of a ticket, however they are set off: 签收 12, 签收：12, 【签收】（12）, 12号签收,
 * “签收”No.12！ Words behind them are given as they were typed.
 */
import { plain } from './plain.ts';
import { ticketNumber } from './text.ts';

export interface CommandRead {
  /** As it was typed, in the plain form. */
  readonly word: string;
  /** As it was typed; null when there is none. */
  readonly written: string | null;
  readonly number: number | null;
  readonly words: string;
  /** The number stood before the word. */
  readonly turned: boolean;
  /** 满意？ asks. */
  readonly asks: boolean;
}

/** Whatever is no letter and no digit sets off, and says nothing. */
const BETWEEN = /[^\p{L}\p{N}]*/uy;
const NUMERALS = '零〇一二两三四五六七八九十百千';
// A number with 、 behind it begins a list: 反馈 1、已联系企业；2、明天进场. 12:30, 3.5 and 12-15 are no tickets, nor is 3台.
const NUMBER = new RegExp(
  `((?:第|no|编号|诉求件|工单)[^\\p{L}\\p{N}]*)?(\\d{1,9}(?!\\d)|[${NUMERALS}]{1,9}(?![${NUMERALS}]))` +
    '([^\\S\\n]*(?:号(?:诉求)?件?|件))?(?![\\d岁年月日天个台家次万亿元吨米公里%℃]|[:.\\-/~]\\d)',
  'iuy',
);
const LISTED = /^(?:、|[.)]\s*[\p{L}\p{N}“"【(])/u;
const OPENING = /[([{【〔《<“‘「『]/u;
/** What parts words from a command without a number; with one, whatever stands between does. */
const PARTING = /[\s:,、—\-\])】〕}]/u;
const BEFORE_WORDS = /^[\s:,、—\-\])】〕}》>”’」』。.!;…~]+/u;
const INTO = /^并[入到至]/u;
const CLOSED_BY: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '【': '】',
  '〔': '〕',
  '《': '》',
  '“': '”',
  '‘': '’',
  '「': '」',
  '『': '』',
};
/** Signs that make a number of something else: 100%满意, ￥12. */
const MEASURED = /[%‰℃$¥￥€+×÷=]/u;

/** Reads commands with these words, longer ones first. */
export function commandReader(words: readonly string[]): (text: string) => CommandRead | null {
  const WORD = new RegExp(words.join('|'), 'iuy');

  return (text) => {
    const line = plain(text);
    const at = (pattern: RegExp, from: number): RegExpExecArray | null => {
      pattern.lastIndex = from;
      return pattern.exec(line);
    };
    const skip = (from: number): number => from + (at(BETWEEN, from)?.[0].length ?? 0);
    const wordAt = (from: number): string | null => at(WORD, from)?.[0] ?? null;
    const start = skip(0);

    /** What stands behind the head that ends at `end`; null where nothing parts them. */
    const behind = (end: number, numbered: boolean) => {
      const next = skip(end);
      const gap = line.slice(end, next);
      if (next >= line.length) return { words: '', asks: gap.includes('?') };
      const parted = numbered ? gap !== '' : PARTING.test(gap);
      if (!parted && !(gap === '' && INTO.test(line.slice(end, end + 2)))) return null;
      return { words: wordsFrom(text, line, end), asks: false };
    };

    const word = wordAt(start);
    if (word !== null) {
      const end = start + word.length;
      const place = skip(end);
      const number = at(NUMBER, place);
      if (number !== null) {
        const after = place + number[0].length;
        const isList = number[3] === undefined && LISTED.test(line.slice(after, after + 12));
        const opened = OPENING.test(line.slice(end, place));
        const rest = isList && !(opened && line[after] !== '、') ? null : behind(after, true);
        if (rest) return { word, ...numberOf(number), ...rest, turned: false };
      }
      const rest = behind(end, false);
      return rest && { word, written: null, number: null, ...rest, turned: false };
    }

    const number = at(NUMBER, start);
    if (number === null || MEASURED.test(line.slice(0, start))) return null;
    const after = start + number[0].length;
    const place = skip(after);
    const turned = wordAt(place);
    if (turned === null || MEASURED.test(line.slice(after, place))) return null;
    // 一反馈就 has no number in it.
    const isNamed = /\d/.test(number[2] ?? '') || number[1] !== undefined || number[3] !== undefined;
    const rest = behind(place + turned.length, false);
    const isList = number[3] === undefined && LISTED.test(line.slice(after, after + 12));
    if (!isNamed || !rest || (isList && rest.words !== '')) return null;
    return { word: turned, ...numberOf(number), ...rest, turned: true };
  };
}

/** A number no ticket has (0) is looked for and not found; without it, the words would go to another ticket. */
function numberOf(found: RegExpExecArray): { readonly written: string; readonly number: number } {
  const written = found[2] ?? '';
  return { written, number: ticketNumber(written) ?? 0 };
}

/** The words as they were typed, without what closes a bracket that the head opened. */
function wordsFrom(text: string, line: string, end: number): string {
  const skipped = BEFORE_WORDS.exec(line.slice(end))?.[0].length ?? 0;
  const words = text.slice(end + skipped).trim();
  const head = line.slice(0, end + skipped);
  const opened = [...head].findLast((sign) => CLOSED_BY[sign] !== undefined);
  const closing = opened === undefined ? undefined : CLOSED_BY[opened];
  const isOpen = closing !== undefined && !head.includes(closing);
  return isOpen && plain(words).endsWith(closing) && !plain(words).includes(opened ?? '')
    ? words.slice(0, -1).trim()
    : words;
}

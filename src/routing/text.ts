/**
 * What people type, made comparable: full-width and half-width forms, traditional characters, case,
 * invisible marks and markup do not make another text. Nothing is segmented.
 */
import { remembering } from '../domain/remembering.ts';
import { simplified } from '../domain/simplified.ts';

/** Longer texts are cut: a difficulty that is not clear by then is one for the dispatcher. */
export const LONGEST_TEXT = 20_000;

/** Messages, their parts, and what lies near them: each is asked for by many. */
const REMEMBERED = 512;

/** The text as the rules read it. Never throws, whatever is put in. */
export const normalise: (text: string) => string = remembering(REMEMBERED, normalised);

function normalised(text: string): string {
  return (
    simplified(text.slice(0, LONGEST_TEXT).normalize('NFKC'))
      .toLowerCase()
      // A tag is one line break; `[^<>]` keeps this linear on texts full of `<`.
      .replace(/<\/?[a-z][^<>]{0,200}>/g, '\n')
      .replace(/\p{Cf}|\p{Cc}/gu, (mark) => (mark === '\n' || mark === '\t' ? mark : ''))
      // 停 电 and 停电 are the same; between Latin words a space stays.
      .replace(/(?<![a-z0-9])[^\S\n]+|[^\S\n]+(?![a-z0-9])/g, '')
  );
}

/** Whether anything readable is left: a letter, a character or a digit. */
export function isReadable(plain: string): boolean {
  return /[\p{L}\p{N}]/u.test(plain);
}

/** 各位领导上午好，… and what a sign at the end adds: said to be polite, and nothing is said by it. */
const GREETING =
  /^(?:(?:各位|尊敬的|亲爱的|大家|咱|家人|领导|老师|老板|老总|同志|朋友|群友|师傅|主任|书记|局长|您|你|早上|上午|中午|下午|晚上|午安|晚安|早|好|们|呀|啊|哈|hello|hi)+[,，.。!！~～:：\s]+)+/u;
const SIGN = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\s)$/u;
const JOINERS: ReadonlySet<string> = new Set(['\uFE0F', '\u200D']);

/** 大家早上好 and nothing else. */
export function isGreeting(text: string): boolean {
  return isReadable(text) && `${text.trim()} `.replace(GREETING, '') === '';
}

/** The words without a greeting before them and without emoji behind them. Works on typed and on normalised text. */
export function withoutCourtesies(text: string): string {
  // A pattern that ends in `+$` would begin anew at each sign of a long row.
  let end = text.length;
  for (let sign = lastPoint(text, end); isSign(sign); sign = lastPoint(text, end)) end -= sign.length;
  const bare = text.slice(0, end).replace(GREETING, '');
  // 大家好: the greeting is what was said.
  return isReadable(bare) ? bare : text;
}

/** The character that ends at `end`; empty at the beginning. */
export function lastPoint(text: string, end: number): string {
  const pair = end >= 2 ? (text.codePointAt(end - 2) ?? 0) > 0xffff : false;
  return text.slice(pair ? end - 2 : Math.max(0, end - 1), end);
}

function isSign(point: string): boolean {
  return JOINERS.has(point) || SIGN.test(point);
}

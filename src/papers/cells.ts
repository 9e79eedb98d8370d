/** What stands in a cell of a sheet, safe for whoever opens it. */
import { HOUR, type Instant } from '../domain/time.ts';

/** The most that a cell of a spreadsheet holds. */
const LONGEST = 32_767;
/** What a spreadsheet takes for the beginning of a formula when a cell is typed again or the sheet is saved as text. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@＝＋－＠]/u;
/** What no XML can hold: control characters, and halves of a character. */
const NO_XML = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Cs}/gu;
const BEIJING = 8 * HOUR;

/** A text that stays a text, wherever it is copied to: what looks like a formula gets the `'` that spreadsheets know. */
export function safeText(text: string): string {
  const plain = text.replace(NO_XML, '').replace(/\r\n?/g, '\n');
  const safe = FORMULA.test(plain) ? `'${plain}` : plain;
  return safe.length <= LONGEST ? safe : `${safe.slice(0, LONGEST - 2).replace(/[\ud800-\udbff]$/, '')}……`;
}

/** The text as it was before `safeText`, of a cell that was read back. */
export function withoutGuard(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}

/** A cell's date has no zone: this one reads as the clock in Beijing did. */
export function cellTime(at: Instant): Date {
  return new Date(at + BEIJING);
}

/** How a column is called: 1 → A, 27 → AA. */
export function letters(column: number): string {
  const rest = column - 1;
  const last = String.fromCharCode(65 + (rest % 26));
  return rest < 26 ? last : letters(Math.floor(rest / 26)) + last;
}

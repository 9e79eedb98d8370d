/**
 * What people type, made comparable: full-width and half-width forms, traditional characters, case,
 * invisible marks and markup do not make another text. Nothing is segmented.
 */
import { simplified } from '../domain/simplified.ts';

/** Longer texts are cut: a difficulty that is not clear by then is one for the dispatcher. */
export const LONGEST_TEXT = 20_000;

/** The text as the rules read it. Never throws, whatever is put in. */
export function normalise(text: string): string {
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
export function isReadable(normalised: string): boolean {
  return /[\p{L}\p{N}]/u.test(normalised);
}

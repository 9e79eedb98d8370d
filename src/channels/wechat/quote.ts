/** What wechaty's puppets write into the words of a message: what it quotes. */

/** 「某某：原话」, a line of dashes, then the answer: how wechaty's puppets give a quote (wechaty/wechaty#2396). */
const QUOTE = /^「([^：\n」]{0,64})：([\s\S]*?)」\n(?:- ?){5,}\n([\s\S]*)$/;
export interface Quote {
  readonly who: string;
  readonly text: string;
}

/** The words of the answer, and what is quoted; null where nothing is. */
export function withoutQuote(text: string): { words: string; quote: Quote | null } {
  const [, who, quoted, words] = QUOTE.exec(text) ?? [];
  if (who === undefined || quoted === undefined || words === undefined) return { words: text, quote: null };
  return { words, quote: { who: who.trim(), text: quoted } };
}

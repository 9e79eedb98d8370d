/** What WeChat writes into the words of a message: whom it mentions, and what it quotes. */

/** 「某某：原话」, a line of dashes, then the answer: how wechaty's puppets give a quote (wechaty/wechaty#2396). */
const QUOTE = /^「([^：\n」]{0,64})：([\s\S]*?)」\n(?:- ?){5,}\n([\s\S]*)$/;
/** Behind the name of somebody mentioned stands a space, of the width 2005 when a person chose the name in WeChat. */
const NAME_END = '(?=[\\u2005\\s]|$)[\\u2005 ]?';
const ANY_MENTION = /@[^\u2005\s@]{1,64}\u2005/;

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

/**
 * The words without the mention of the bot. `listed`: the puppet says that the bot is mentioned; `others`: and others
 * too. People see the bot under their own remark for it, so that the name alone does not decide.
 */
export function withoutMention(
  text: string,
  names: readonly string[],
  listed: boolean,
  others: boolean,
): { words: string; mentioned: boolean } {
  let words = text;
  for (const name of names) words = words.replace(new RegExp(`@${escaped(name)}${NAME_END}`, 'gu'), '');
  const named = words !== text;
  if (!named && listed && !others) words = words.replace(ANY_MENTION, '');
  const mentioned = named || listed;
  return { words: mentioned ? words.trim() : words, mentioned };
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

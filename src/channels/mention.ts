/**
 * How people name the bot in what they say: `@连心桥 停电`, `＠连心桥：停电`, at the beginning, in the middle, at the end,
 * more than once. The words are what is left. Whoever's name only begins like the bot's is somebody else.
 */

/** Spaces of every width, and what has no width at all; not the end of a line. */
const GAP = String.raw`(?:[^\S\n]|[\u200b-\u200d\u2060])`;
/** What may stand behind a name. A dash, a dot or a bracket may go on with it. */
const END = String.raw`(?=[\s\u200b-\u200d\u2060:：,，、;；。!！?？…@＠]|$)`;
/** Belongs to the mention, and goes with it. */
const SEPARATOR = `${GAP}*[:：,，、;；]?${GAP}*`;
/** Somebody named, up to where a name must end; an e-mail address names nobody. */
const ANYBODY = new RegExp(
  String.raw`(?<![\w.+-])[@＠]([^\s\u200b-\u200d\u2060:：,，、;；@＠]{1,32})${END}`,
  'gu',
);
/** Behind a name chosen from the list of members. */
const CHOSEN = '\u2005';
/** Longer than this, what ends at a comma is a sentence and not a name. */
const LONGEST_BEFORE_COMMA = 12;

export interface Mentioned {
  /** The words without the mention. */
  readonly words: string;
  readonly mentioned: boolean;
}

/**
 * `names`: what the bot is called here, as far as is known. `isMeant`: the platform says that the bot is named in the
 * text, under whatever name: then the name is found by its shape, and where that is doubtful the words stay.
 */
export function withoutMention(text: string, names: readonly string[], isMeant: boolean): Mentioned {
  const known = longestFirst(names);
  let words = text;
  for (const name of known) {
    words = words.replace(new RegExp(`[@＠]${escaped(name)}${END}${SEPARATOR}`, 'gu'), '');
  }
  if (words !== text) return { words: words.trim(), mentioned: true };
  if (!isMeant) return { words: text, mentioned: false };
  return { words: withoutStranger(text, known).trim(), mentioned: true };
}

/** The only name in a text that ends as a name does; null where there is none, or several. */
export function onlyName(text: string): string | null {
  const [found, another] = mentionsIn(text);
  if (!found || another || !/^[\s:：]/u.test(text.slice(found.end))) return null;
  return found.name;
}

interface Mention {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function mentionsIn(text: string): readonly Mention[] {
  return [...text.matchAll(ANYBODY)].map((found) => ({
    name: found[1] ?? '',
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** The bot is named, but by none of its names. */
function withoutStranger(text: string, names: readonly string[]): string {
  const mentions = mentionsIn(text);
  const chosen = mentions.find(({ end }) => text[end] === CHOSEN);
  if (chosen) return without(text, chosen.start, chosen.end);
  for (const { name, start } of mentions) {
    // The words follow the name without a space.
    const own = names.find((one) => name.startsWith(one));
    if (own !== undefined) return without(text, start, start + 1 + own.length);
  }
  const [first] = mentions;
  if (!first) return text;
  const behind = text[first.end] ?? '';
  const isSentence = /[,，、;；。!！?？…]/u.test(behind) && first.name.length > LONGEST_BEFORE_COMMA;
  const rest = without(text, first.start, first.end);
  // Of what may have been meant as words nothing is lost but the sign.
  if (isSentence || (behind === '' && rest.trim() === '')) return without(text, first.start, first.start + 1);
  return rest;
}

function without(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(end).replace(new RegExp(`^${SEPARATOR}`, 'u'), '');
}

function longestFirst(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => name !== '').sort((a, b) => b.length - a.length);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

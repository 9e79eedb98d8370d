/**
 * What the program has said, copied back as words: a card, a receipt, a notice. It begins with the title of a ticket
 * and goes on in our sentences; a line that is none of them was written by whoever copied it, and counts.
 */

import type { Say, WordKey } from './wording.ts';
import { WORDS } from './words.ts';

export interface OwnWords {
  /** The ticket that the title names. */
  readonly number: number;
  /** What stands there that the program did not say; empty for a mere copy. */
  readonly rest: string;
}

/** The words of a sentence between its slots: two for one slot. */
type Shape = readonly string[];

interface Sentences {
  /** What a message of ours begins with. `named`: an enterprise's name stands in it. */
  readonly titles: readonly { readonly shape: Shape; readonly named: boolean }[];
  readonly lines: readonly Shape[];
}

/** Stands for whatever is filled in; no text has it, as it is taken out of all that comes in. */
const SLOT = '\u0000';
/** So much of a line must be ours; 供水：停了 has the shape of "enterprise: words". A card and a menu have their labels. */
const OWN_LETTERS = 4;
const LABEL_LETTERS = 2;
const LONGEST_TITLE = 40;
/** A sentence of ours is never longer. */
const LONGEST_LINE = 2_500;
/** 11月24日 09:00 已签收: an entry of the story so far. */
const ENTRY = /^[\s·•-]*(?:\d{4}年)?(?:\d{1,2}月\d{1,2}日|今天|昨天|明天)(?:（周.）)?\s?\d{1,2}:\d{2}/u;
const known = new WeakMap<Say, Sentences>();

/** Null for what does not begin with the title of a ticket. `names`: of enterprises, which stand before a ticket's words. */
export function ownWordsIn(text: string, say: Say, names: readonly string[]): OwnWords | null {
  const { titles, lines } = sentencesOf(say);
  const [first = '', ...others] = text.split('\n');
  // Above the title of an emergency stands whom to ring.
  if (fits(first.trim(), say('danger.call', { calls: SLOT }).split(SLOT)))
    return ownWordsIn(others.join('\n'), say, names);
  const begins = first.trim();
  const title = titles.find(
    ({ shape, named }) => fits(begins, shape) && (!named || names.some((name) => begins.includes(name))),
  );
  const number = Number(/\d{1,9}/.exec(begins.slice(0, 40))?.[0] ?? 0);
  if (!title) return titledWords(text, say, number);
  if (number === 0) return null;
  const isOwn = (line: string): boolean =>
    line === '' ||
    ENTRY.test(line) ||
    lines.some((shape) => fits(line, shape)) ||
    names.includes(speakerIn(line));
  const rest = others.map((line) => line.trim()).filter((line) => !isOwn(line));
  return { number, rest: rest.join('\n') };
}

/** 【诉求件 12】还是没人来: a ticket is named as we name it, and the words are somebody's. */
function titledWords(text: string, say: Say, number: number): OwnWords | null {
  const [before = '', behind = ''] = say('card.title', { number: SLOT, state: SLOT }).split(SLOT);
  const end = text.indexOf(behind, before.length);
  const isTitle = before !== '' && behind !== '' && text.startsWith(before) && end > 0 && end < LONGEST_TITLE;
  return isTitle && number !== 0 ? { number, rest: text.slice(end + behind.length).trim() } : null;
}

/** 星火煤焦：停电了: the name before the colon. */
function speakerIn(line: string): string {
  return /^([^：:]{1,40})[：:]/.exec(line)?.[1] ?? '';
}

function sentencesOf(say: Say): Sentences {
  const found = known.get(say);
  if (found) return found;
  const titles: { shape: Shape; named: boolean }[] = [];
  const lines: Shape[] = [];
  const begun = say('card.title', { number: SLOT, state: SLOT }).split(SLOT)[0] ?? '';
  for (const [group, names] of Object.entries(WORDS)) {
    for (const [name, slots] of Object.entries<readonly string[]>(names)) {
      const sentence = filled(say, `${group}.${name}`, slots);
      const least = group === 'card' || group === 'menu' ? LABEL_LETTERS : OWN_LETTERS;
      const [first = [], ...others] = sentence.split('\n').map((line): Shape => line.trim().split(SLOT));
      // A title alone fits whatever follows it: there, what is filled in must be one of the states.
      const named = slots.includes('enterprise');
      const isTitle = first[0] !== '' && first[0]?.startsWith(begun) && lettersIn(first) > lettersIn([begun]);
      if (isTitle) titles.push({ shape: first, named });
      else others.push(first);
      lines.push(...others.filter((line) => lettersIn(line) >= least));
    }
  }
  const numbers = [SLOT, ...KINDS.map((kind) => say(`mark.${kind}`, { number: SLOT }))];
  const states = Object.keys(WORDS.state).map((state) => filled(say, `state.${state}`, []));
  for (const number of numbers) {
    for (const state of states) {
      titles.push({ shape: say('card.title', { number, state }).split(SLOT), named: false });
    }
  }
  const sentences = { titles, lines };
  known.set(say, sentences);
  return sentences;
}

const KINDS = ['urgent', 'consult', 'arrears'] as const;

function filled(say: Say, key: string, slots: readonly string[]): string {
  const params = Object.fromEntries(slots.map((slot) => [slot, SLOT]));
  return (say as (key: WordKey, params: object) => string)(key as WordKey, params);
}

function lettersIn(shape: Shape): number {
  return shape.join('').match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** Whether a line is this sentence with something filled in; each part is looked for once, from left to right. */
function fits(line: string, shape: Shape): boolean {
  const first = shape[0] ?? '';
  if (line.length > LONGEST_LINE || !line.startsWith(first)) return false;
  if (shape.length === 1) return line === first;
  const last = shape.at(-1) ?? '';
  let at = first.length;
  for (const part of shape.slice(1, -1)) {
    const found = line.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return line.length - last.length >= at && line.endsWith(last);
}

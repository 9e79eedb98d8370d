/**
 * What is known around words when they are read: who speaks, where, in answer to what, and which matters lie near. The
 * models see it as a fixed set of cues, the same when they learn from the corpus and when the desk asks them.
 */
import { remembering } from '../domain/remembering.ts';
import { HOUR, type Instant, MINUTE } from '../domain/time.ts';
import { complains } from '../routing/question.ts';
import type { Routing } from '../routing/router.ts';
import { wants } from '../routing/small-talk.ts';
import { normalise } from '../routing/text.ts';
import { readable } from './grams.ts';
import type { WordSense } from './word-vectors.ts';

/** member of an enterprise · staff: liaison, dispatcher, leader · stranger */
export const ROLES = ['member', 'staff', 'stranger'] as const;
export const CHATS = ['group', 'private'] as const;
/** Whose message is answered by quoting it. */
export const ANSWERED = ['nothing', 'own', 'other', 'bot'] as const;

/** A matter that words may speak of. */
export interface NearMatter {
  readonly text: string;
  readonly openedAt: Instant;
  /** When its enterprise last said something of it, and when an office last did; null: never. */
  readonly saidAt: Instant;
  readonly toldAt: Instant | null;
  /** An office has asked, and waits for the answer. */
  readonly asked: boolean;
}

export interface Surroundings {
  readonly at: Instant;
  readonly role: (typeof ROLES)[number];
  readonly chat: (typeof CHATS)[number];
  readonly answered: (typeof ANSWERED)[number];
  /** Open matters of the speaker's enterprise, and those that ended a short while ago. */
  readonly own: readonly NearMatter[];
  /** Those of other enterprises that everybody in this chat knows of. */
  readonly others: readonly NearMatter[];
}

/** Words that stand alone: somebody of a firm says them in the group, and nothing was said before. */
export const ALONE: Surroundings = {
  at: 0,
  role: 'member',
  chat: 'group',
  answered: 'nothing',
  own: [],
  others: [],
};

/** Matters opened longer ago than this are hardly meant by words that do not name them. */
export const NEAR_MS = 3 * HOUR;

const AGES = ['2m', '10m', '1h', '6h', 'older', 'never'] as const;
const LEVELS = ['none', 'little', 'some', 'much'] as const;
const LENGTHS = ['5', '12', '30', '80', 'long'] as const;
/** What the county's rules make of the words. */
const RULED = [
  'talk',
  'report',
  'arrears',
  'consult',
  'urgent',
  'clear',
  'doubtful',
  'known',
  'wants',
  'complains',
] as const;
const COUNTS = ['0', '1', '2'] as const;
/** How far the words belong to the department of the matter that is nearest by it. */
const SAME = ['none', 'no', 'little', 'some', 'much'] as const;
/** Whether they plainly belong to one at all. */
const PLAINLY = ['vague', 'likely', 'plain'] as const;

/** So many texts of matters are asked about again and again where many firms speak. */
export const NEAR_TEXTS = 512;

/** How near words are to a matter: the share of their pairs of characters that it has too, and the angle between their meanings. */
export interface Likeness {
  readonly shared: number;
  readonly meaning: number;
}

export function likeness(text: string, other: string, sense: WordSense): Likeness {
  const own = pairsIn(text);
  const theirs = pairsIn(other);
  let both = 0;
  for (const pair of own) if (theirs.has(pair)) both++;
  const a = sense.senseOf(readable(text));
  const b = sense.senseOf(readable(other));
  let meaning = 0;
  for (let k = 0; k < a.length; k++) meaning += a[k]! * b[k]!;
  return { shared: own.size === 0 ? 0 : both / own.size, meaning };
}

/** Pairs of neighbouring code units, each as one number. */
const pairsIn = remembering(NEAR_TEXTS, (text: string): ReadonlySet<number> => {
  const letters = normalise(text).replace(/[^\p{L}\p{N}]/gu, '');
  const pairs = new Set<number>();
  for (let at = 0; at + 1 < letters.length; at++) {
    pairs.add((letters.charCodeAt(at) << 16) | letters.charCodeAt(at + 1));
  }
  return pairs;
});

/** Whose matter words are, by the models that see words alone: by department id, 0 to 1, together at most 1. */
export type Placed = (text: string) => ReadonlyMap<string, number>;

/** How far two texts belong to the same departments: 0 to 1. */
function agreement(one: Iterable<readonly [string, number]>, other: ReadonlyMap<string, number>): number {
  let both = 0;
  for (const [id, chance] of one) both += Math.min(chance, other.get(id) ?? 0);
  return both;
}

/** Every cue there is, in the order of the weights: a change needs new weights. */
export const CUES: readonly string[] = [
  ...each((role, chat) => `${role}/${chat}`, ROLES, CHATS),
  ...ANSWERED.map((one) => `answered:${one}`),
  ...LENGTHS.map((one) => `length:${one}`),
  ...COUNTS.map((one) => `own:${one}`),
  ...AGES.map((one) => `said:${one}`),
  ...AGES.map((one) => `told:${one}`),
  'asked',
  ...RULED.map((one) => `rule:${one}`),
  ...AGES.map((one) => `others:${one}`),
  ...LEVELS.map((one) => `like:${one}`),
  ...LEVELS.map((one) => `means:${one}`),
  ...LEVELS.map((one) => `like others:${one}`),
  ...LEVELS.map((one) => `means others:${one}`),
  ...each((age, chat) => `said:${age}/${chat}`, AGES, CHATS),
  ...each((age, length) => `said:${age}/${length}`, AGES, LENGTHS),
  ...each((age, level) => `said:${age}/means:${level}`, AGES, LEVELS),
  ...each((age, length) => `told:${age}/${length}`, AGES, LENGTHS),
  ...each((age, length) => `others:${age}/${length}`, AGES, LENGTHS),
  ...each((same, own) => `same:${same}/${own}`, SAME, PLAINLY),
  ...each((same, age) => `same:${same}/said:${age}`, SAME, AGES),
  ...each((same, own) => `same others:${same}/${own}`, SAME, PLAINLY),
];

function each<A, B>(name: (a: A, b: B) => string, as: readonly A[], bs: readonly B[]): string[] {
  return as.flatMap((a) => bs.map((b) => name(a, b)));
}

const PLACES: ReadonlyMap<string, number> = new Map(CUES.map((cue, place) => [cue, place]));

/** Places in `CUES`. */
export function cuesOf(
  text: string,
  around: Surroundings,
  ruled: Routing,
  sense: WordSense,
  placed: Placed,
): readonly number[] {
  return cuesBeside(text, around, ruled, sense, placed)(around.own);
}

/**
 * The cues by which of the speaker's matters are looked at; all else around the words is looked at once. Matters that look
 * alike get the same array.
 */
export function cuesBeside(
  text: string,
  { at, role, chat, answered, others }: Surroundings,
  ruled: Routing,
  sense: WordSense,
  placed: Placed,
): (own: readonly NearMatter[]) => readonly number[] {
  const places = placed(text);
  const plainly = plainlyPlaced(places);
  const claims = [...places];
  const beside = ageOf(at, latest(others.map(({ openedAt }) => openedAt)));
  const length = lengthOf(text);
  const theirs = nearest(text, others, sense);
  const always = [
    `${role}/${chat}`,
    `answered:${answered}`,
    `length:${length}`,
    ...ruledIn(text, ruled).map((one) => `rule:${one}`),
    `others:${beside}`,
    `like others:${sharedLevel(theirs.shared)}`,
    `means others:${meaningLevel(theirs.meaning)}`,
    `others:${beside}/${length}`,
    `same others:${sameLevel(claims, others, placed)}/${plainly}`,
  ].map(placeOf);
  const known = new Map<string, readonly number[]>();
  return (own) => {
    const count = Math.min(own.length, 2);
    const same = sameLevel(claims, own, placed);
    const said = ageOf(at, latest(own.map(({ saidAt }) => saidAt)));
    const told = ageOf(at, latest(own.flatMap(({ toldAt }) => toldAt ?? [])));
    const asked = own.some((one) => one.asked);
    const mine = nearest(text, own, sense);
    const shared = sharedLevel(mine.shared);
    const meaning = meaningLevel(mine.meaning);
    const looks = [count, same, said, told, asked, shared, meaning, chat, length, plainly].join();
    const before = known.get(looks);
    if (before) return before;
    const found = [...always, ...cuesLooking(looks)];
    known.set(looks, found);
    return found;
  };
}

/** Matters look alike over and over: few of the ways in which they can look ever come. */
const LOOKS = 1024;

const cuesLooking = remembering(LOOKS, (looks): readonly number[] => {
  const [count, same, said, told, asked, shared, meaning, chat, length, plainly] = looks.split(',');
  const cues = [
    `own:${count}`,
    `said:${said}`,
    `told:${told}`,
    ...(asked === 'true' ? ['asked'] : []),
    `like:${shared}`,
    `means:${meaning}`,
    `said:${said}/${chat}`,
    `said:${said}/${length}`,
    `said:${said}/means:${meaning}`,
    `told:${told}/${length}`,
    `same:${same}/${plainly}`,
    `same:${same}/said:${said}`,
  ];
  return cues.map(placeOf);
});

function placeOf(cue: string): number {
  return PLACES.get(cue) ?? 0;
}

function ruledIn(
  text: string,
  { kind, urgent, auto, doubtful, reasons }: Routing,
): readonly (typeof RULED)[number][] {
  const plain = normalise(text);
  return [
    ...(kind === 'chatter' ? (['talk'] as const) : []),
    ...(kind === 'whistleblow' ? (['report'] as const) : []),
    ...(kind === 'arrears' ? (['arrears'] as const) : []),
    ...(kind === 'consult' ? (['consult'] as const) : []),
    ...(urgent ? (['urgent'] as const) : []),
    ...(auto ? (['clear'] as const) : []),
    ...(doubtful ? (['doubtful'] as const) : []),
    ...(reasons.some((reason) => reason.startsWith('提到')) ? (['known'] as const) : []),
    ...(wants(plain) ? (['wants'] as const) : []),
    ...(complains(plain) ? (['complains'] as const) : []),
  ];
}

function nearest(text: string, matters: readonly NearMatter[], sense: WordSense): Likeness {
  const all = matters.map((one) => likeness(text, one.text, sense));
  return {
    shared: Math.max(0, ...all.map(({ shared }) => shared)),
    meaning: Math.max(0, ...all.map(({ meaning }) => meaning)),
  };
}

function sameLevel(
  claims: readonly (readonly [string, number])[],
  matters: readonly NearMatter[],
  placed: Placed,
): (typeof SAME)[number] {
  if (matters.length === 0) return 'none';
  const most = Math.max(...matters.map(({ text }) => agreement(claims, placed(text))));
  if (most < 0.1) return 'no';
  if (most < 0.25) return 'little';
  return most < 0.5 ? 'some' : 'much';
}

function plainlyPlaced(places: ReadonlyMap<string, number>): (typeof PLAINLY)[number] {
  const most = Math.max(0, ...places.values());
  if (most < 0.25) return 'vague';
  return most < 0.55 ? 'likely' : 'plain';
}

function latest(instants: readonly Instant[]): Instant | null {
  return instants.length === 0 ? null : Math.max(...instants);
}

function ageOf(at: Instant, since: Instant | null): (typeof AGES)[number] {
  if (since === null) return 'never';
  const age = at - since;
  if (age <= 2 * MINUTE) return '2m';
  if (age <= 10 * MINUTE) return '10m';
  if (age <= HOUR) return '1h';
  return age <= 6 * HOUR ? '6h' : 'older';
}

function lengthOf(text: string): (typeof LENGTHS)[number] {
  const { length } = [...text];
  if (length <= 5) return '5';
  if (length <= 12) return '12';
  if (length <= 30) return '30';
  return length <= 80 ? '80' : 'long';
}

function sharedLevel(shared: number): (typeof LEVELS)[number] {
  if (shared === 0) return 'none';
  return shared < 0.12 ? 'little' : shared < 0.3 ? 'some' : 'much';
}

function meaningLevel(meaning: number): (typeof LEVELS)[number] {
  if (meaning < 0.25) return 'none';
  return meaning < 0.45 ? 'little' : meaning < 0.65 ? 'some' : 'much';
}

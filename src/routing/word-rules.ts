/**
 * The words by which the county's rules read messages: `data/words.yaml`, lists of regular expressions that the county
 * may edit. What is made of them – which list stands near which, and how near – is said in the files that read:
 * `small-talk.ts`, `whistleblow.ts`, `officials.ts`, `urgent.ts`, `arrears.ts`, `question.ts`.
 * Whether the examples of the file hold is seen to by `word-examples.ts`, which knows those six.
 */
import { z } from 'zod';
import { nameOf, type SettingsSource, versionOf } from '../county/layers.ts';
import { readYamlFile, type YamlFile } from '../county/yaml-file.ts';

const pattern = z.string('应为文字，请用单引号括起来').superRefine((source, context) => {
  const fault = faultOf(source);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});
const list = z.array(pattern).min(1, '至少写一条');
const examples = z
  .array(z.strictObject({ say: z.string('应为文字').trim().min(1, '不能为空'), is: z.enum(['yes', 'no']) }))
  .min(1, '至少写一个例句');

/** What each list is for is said in the file, to those who edit it. */
const schema = z.strictObject({
  talk: z.strictObject({
    need: list,
    pleasantries: list,
    acknowledged: list,
    open: list,
    thanks: list,
    solved: list,
    solvedAfterThanks: list,
    but: list,
    greetings: list,
    notices: list,
    adverts: list,
    ownTrouble: list,
    examples,
  }),
  officials: z.strictObject({
    misconduct: list,
    freeloading: list,
    mannersOf: list,
    manners: list,
    reportOrComplain: list,
    reported: list,
    reportVerbs: list,
    misdeeds: list,
    campaigns: list,
    campaignsAgainst: list,
    belied: list,
    notices: list,
    own: list,
    official: list,
    body: list,
    favour: list,
    conduct: list,
    blamedByName: list.default([]),
    idling: list,
    bodyFavour: list,
    hints: list,
    well: list,
    but: list,
    addressed: list,
    verbs: list,
    notOwnReport: list,
    howOpening: list,
    howWish: list,
    howRest: list,
    howMay: list,
    howAnonymous: list,
    examples,
  }),
  danger: z.strictObject({
    danger: list,
    outage: list,
    plain: list,
    now: list,
    alarm: list,
    bare: list,
    /** Younger than files of counties that have their own. */
    unclear: list.default([]),
    notNow: list,
    examples,
  }),
  arrears: z.strictObject({
    unpaid: list,
    sums: list,
    sumsFirst: list,
    unpaidAfter: list,
    owed: list,
    otherSums: list,
    wages: list,
    firm: list,
    atCourt: list,
    stillOwed: list,
    private: list,
    examples,
  }),
  question: z.strictObject({ consult: list, asked: list, question: list, trouble: list, examples }),
});

export type Words = Readonly<z.output<typeof schema>>;
export type WordGroup = keyof Words;

/** The file in hand. */
export interface WordFile {
  readonly file: string;
  readonly words: Words;
  /** For the record. */
  readonly version: string;
  /** `fault` of the YAML: names the line of what stands at a path. */
  readonly fault: YamlFile<Words>['fault'];
  readonly isOwn: YamlFile<Words>['isOwn'];
}

/** Reads `file` and checks every list. Throws `SettingsError` naming line and field. */
export function loadWords(source: SettingsSource): WordFile {
  const { value, fault, isOwn } = readYamlFile(source, schema);
  return { file: nameOf(source), words: value, version: versionOf(source), fault, isOwn };
}

const SHIPPED = 'data/words.yaml';
let shipped: WordFile | undefined;
let inUse: WordFile | undefined;

/** The words by which this process reads: what ships, read on first use, unless `useWords` has put others there. */
export function wordsInUse(): WordFile {
  inUse ??= useWords();
  return inUse;
}

/** Reads by these words from now on. Throws `SettingsError`, and goes on with those before. */
export function useWords(source: SettingsSource = SHIPPED): WordFile {
  if (source !== SHIPPED) inUse = loadWords(source);
  else {
    shipped ??= loadWords(SHIPPED);
    inUse = shipped;
  }
  return inUse;
}

/**
 * `make`, called once for each set of words: patterns are compiled once, however often a message is read.
 *
 *     const readerOf = oncePer(createReader);
 *     readerOf(wordsInUse().words.danger)
 */
export function oncePer<W extends object, T>(make: (words: W) => T): (words: W) => T {
  const made = new WeakMap<W, { readonly it: T }>();
  return (words) => {
    const found = made.get(words) ?? { it: make(words) };
    made.set(words, found);
    return found.it;
  };
}

/** Sources as one group, to be put together with others: `(?:甲|乙)`. */
export function oneOf(...lists: readonly (readonly string[])[]): string {
  return `(?:${lists.flat().join('|')})`;
}

/** Why a source may not stand in a list; null when it may. */
function faultOf(source: string): string | null {
  if (source.trim() === '') return '不能为空';
  let compiled: RegExp;
  try {
    compiled = new RegExp(source, 'u');
  } catch (error) {
    return `“${source}”不是正确的正则表达式：${reasonOf(error)}`;
  }
  // Such a one is found in every message, and makes all of them alike.
  if (compiled.test('')) return `“${source}”一个字没有也对得上，会把所有的话都算进来，请改`;
  // Groups are numbered through when lists are put together. The empty alternative always matches, and shows how many.
  const groups = new RegExp(`${source}|`, 'u').exec('');
  return groups && groups.length > 1 ? `“${source}”里的括号 (…) 请写成 (?:…)` : null;
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/Unterminated group/u, '少了右括号“)”'],
  [/Unmatched '\)'/u, '多了右括号“)”'],
  [/Unterminated character class/u, '少了右方括号“]”'],
  [/Lone quantifier brackets/u, '大括号或方括号没有成对'],
  [/[Nn]othing to repeat/u, '“*”“+”“?”前面没有字'],
  [/Range out of order|out of order in/u, '范围写反了，如 {8,0}、[9-0]'],
  [/[Ii]ncomplete quantifier/u, '{} 里应写次数，如 {0,8}'],
  [/[Ii]nvalid group/u, '“(?”后面应是 :、=、!、<= 或 <!'],
  [/[Ee]scape|\\ at end|property name/u, '反斜杠“\\”后面的字不对'],
];

/** In the words of whoever edits the file; the engine's own where there are none. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return REASONS.find(([known]) => known.test(said))?.[1] ?? said.replace(/^.*: /u, '');
}

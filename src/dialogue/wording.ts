/**
 * The sentences people read, from `flows/wording.yaml`. The code says which sentences there are and what each may
 * contain (`WORDS`); the county says how they sound. In a whole file a missing or unknown sentence, or an unknown slot, is
 * refused with its line. In a county's own file, which holds what differs, such a sentence is told and the one that
 * ships is said: a new version never stands in the way of a start.
 */
import { z } from 'zod';
import { isLayered, isMap, type SettingsSource } from '../county/layers.ts';
import { nearest } from '../county/nearest.ts';
import { readYamlFile, SettingsError } from '../county/yaml-file.ts';
import { markPressing } from './pressing.ts';
import { WORDS } from './words.ts';

type Words = typeof WORDS;
/** `card.title`, `refusal.notFound`, … */
export type WordKey = {
  [Group in keyof Words]: `${Group & string}.${keyof Words[Group] & string}`;
}[keyof Words];
type SlotsOf<Key extends WordKey> = Key extends `${infer Group}.${infer Name}`
  ? Group extends keyof Words
    ? Name extends keyof Words[Group]
      ? Words[Group][Name] extends readonly (infer Slot extends string)[]
        ? Slot
        : never
      : never
    : never
  : never;
type Params<Key extends WordKey> = [SlotsOf<Key>] extends [never]
  ? []
  : [params: Readonly<Record<SlotsOf<Key>, string | number>>];

/**
 * Says a sentence with its slots filled. Slots take any text: nothing in them is read as a template again. What it says of
 * buttons is marked for delivery (`pressing.ts`).
 */
export type Say = <Key extends WordKey>(key: Key, ...params: Params<Key>) => string;

const SLOT = /\{([^{}]*)\}/gu;
const BRACE = /[{}｛｝]/u;

/** One for all of them: there are over two thousand, and each start makes them anew. */
const sentence = z.string('缺少这句话，或不是文字').min(1, '不能为空');

const schema = z.strictObject(
  Object.fromEntries(
    Object.entries(WORDS).map(([group, names]) => [
      group,
      z.strictObject(Object.fromEntries(Object.keys(names).map((name) => [name, sentence]))),
    ]),
  ),
);

/** The sentences, and what of a county's own file could not be used, `file:line: …` each. */
export interface Wording {
  readonly say: Say;
  readonly unused: readonly string[];
}

/** Reads the sentences. Throws `SettingsError` naming every fault with its line. */
export function loadWording(source: SettingsSource): Say {
  return readWording(source).say;
}

/** `loadWording`, with what it passed over. */
export function readWording(source: SettingsSource): Wording {
  if (!isLayered(source)) return { say: sayWith(sentencesIn(source)), unused: [] };
  const sentences = sentencesIn(source.shipped);
  if (source.own === null) return { say: sayWith(sentences), unused: [] };
  const { own, unused } = ownSentences(source.own);
  return { say: sayWith(merged(sentences, own)), unused };
}

type Sentences = Readonly<Record<string, Readonly<Record<string, string>>>>;

function merged(shipped: Sentences, own: Sentences): Sentences {
  return Object.fromEntries(
    Object.entries(shipped).map(([group, sentences]) => [group, { ...sentences, ...own[group] }]),
  );
}

/** Every sentence of a whole file. */
function sentencesIn(file: string): Sentences {
  const yaml = readYamlFile(file, schema);
  const sentences = yaml.value as Sentences;
  const faults = Object.entries(WORDS).flatMap(([group, names]) =>
    Object.entries<readonly string[]>(names).flatMap(([name, slots]) =>
      faultsOf(sentences[group]?.[name] ?? '', slots).map((fault) => yaml.fault([group, name], fault)),
    ),
  );
  if (faults.length > 0) throw new SettingsError(file, faults);
  return sentences;
}

/** Those of a county's own file that can be said. Throws `SettingsError` only for what is no YAML. */
function ownSentences(file: string): { readonly own: Sentences; readonly unused: readonly string[] } {
  const { value, fault } = readYamlFile(file, z.unknown());
  const own: Record<string, Record<string, string>> = {};
  const unused: string[] = [];
  const pass = (path: readonly string[], why: string): void => {
    unused.push(`${file}:${fault(path, why)}`);
  };
  if (value !== null && !isMap(value)) pass([], '应为一组设置（每行“名称: 值”），没有用上');
  for (const [group, sentences] of Object.entries(isMap(value) ? value : {})) {
    const names = Object.hasOwn(WORDS, group) ? (WORDS as AllWords)[group] : undefined;
    if (names === undefined) {
      pass([group], `没有这一组话，${meant(group, Object.keys(WORDS))}没有用上`);
      continue;
    }
    if (sentences !== null && !isMap(sentences)) pass([group], '应为一组设置（每行“名称: 值”），没有用上');
    for (const [name, sentence] of Object.entries(isMap(sentences) ? sentences : {})) {
      const slots = Object.hasOwn(names, name) ? names[name] : undefined;
      if (slots === undefined) {
        pass([group, name], `没有这句话，${meant(name, Object.keys(names))}没有用上`);
        continue;
      }
      const [wrong] =
        typeof sentence !== 'string' || sentence === '' ? ['应为文字，不能为空'] : faultsOf(sentence, slots);
      if (wrong !== undefined) pass([group, name], `${wrong}。现在说的是随程序带的那句`);
      else own[group] = { ...own[group], [name]: sentence as string };
    }
  }
  return { own, unused };
}

type AllWords = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

function meant(written: string, names: readonly string[]): string {
  const near = nearest(written, names);
  return near === null ? '' : `是不是 ${near}？`;
}

/** What is wrong in one sentence. */
function faultsOf(sentence: string, slots: readonly string[]): readonly string[] {
  const allowed = `这句可以用：${slots.map((slot) => `{${slot}}`).join(' ') || '（没有）'}`;
  const faults: string[] = [];
  for (const [, used] of sentence.matchAll(SLOT)) {
    if (used !== undefined && !slots.includes(used)) faults.push(`不认识 {${used}}，${allowed}`);
  }
  // People would read the brace and the name.
  if (BRACE.test(sentence.replace(SLOT, ''))) faults.push(`大括号要成对，并用半角 { }，${allowed}`);
  return faults;
}

function sayWith(sentences: Sentences): Say {
  const templates = new Map<string, readonly string[]>();
  for (const [group, names] of Object.entries(sentences)) {
    for (const [name, sentence] of Object.entries(names)) {
      // Words and slots in turn: every second part is a slot.
      templates.set(`${group}.${name}`, markPressing(sentence).split(/\{(\w+)\}/));
    }
  }
  return (key, ...[params]) => {
    const parts = templates.get(key) ?? [];
    const values = (params ?? {}) as Readonly<Record<string, string | number>>;
    let said = '';
    for (let place = 0; place < parts.length; place++) {
      const part = parts[place]!;
      said += place % 2 === 0 ? part : (values[part] ?? '');
    }
    return said;
  };
}

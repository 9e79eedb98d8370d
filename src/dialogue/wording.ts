/**
 * The sentences people read, from `flows/wording.yaml`. The code says which sentences there are and what each may
 * contain (`WORDS`); the county says how they sound. A missing or unknown sentence, or an unknown slot, is refused
 * at start with its line.
 */
import { z } from 'zod';
import { readYamlFile, SettingsError } from '../county/yaml-file.ts';
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

/** Says a sentence with its slots filled. Slots take any text: nothing in them is read as a template again. */
export type Say = <Key extends WordKey>(key: Key, ...params: Params<Key>) => string;

const SLOT = /\{([^{}]*)\}/gu;
const BRACE = /[{}｛｝]/u;

const schema = z.strictObject(
  Object.fromEntries(
    Object.entries(WORDS).map(([group, names]) => [
      group,
      z.strictObject(Object.fromEntries(Object.keys(names).map((name) => [name, sentence()]))),
    ]),
  ),
);

function sentence() {
  return z.string('缺少这句话，或不是文字').min(1, '不能为空');
}

/** Reads the sentences. Throws `SettingsError` naming every fault with its line. */
export function loadWording(file: string): Say {
  const yaml = readYamlFile(file, schema);
  const sentences = yaml.value as Record<string, Record<string, string>>;
  const faults: string[] = [];
  for (const [group, names] of Object.entries(WORDS)) {
    for (const [name, slots] of Object.entries<readonly string[]>(names)) {
      const sentence = sentences[group]?.[name] ?? '';
      const allowed = `这句可以用：${slots.map((slot) => `{${slot}}`).join(' ') || '（没有）'}`;
      for (const [, used] of sentence.matchAll(SLOT)) {
        if (used !== undefined && !slots.includes(used)) {
          faults.push(yaml.fault([group, name], `不认识 {${used}}，${allowed}`));
        }
      }
      // People would read the brace and the name.
      if (BRACE.test(sentence.replace(SLOT, ''))) {
        faults.push(yaml.fault([group, name], `大括号要成对，并用半角 { }，${allowed}`));
      }
    }
  }
  if (faults.length > 0) throw new SettingsError(file, faults);

  const templates = new Map<string, readonly string[]>();
  for (const [group, names] of Object.entries(sentences)) {
    for (const [name, sentence] of Object.entries(names)) {
      // Words and slots in turn: every second part is a slot.
      templates.set(`${group}.${name}`, sentence.split(/\{(\w+)\}/));
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

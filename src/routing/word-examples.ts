/** Whether the words of `data/words.yaml` read the examples beside them as the county means them to. */
import { SettingsError } from '../county/yaml-file.ts';
import { arrearsReader } from './arrears.ts';
import { delicacyReader } from './officials.ts';
import { questionReader } from './question.ts';
import { talkReader } from './small-talk.ts';
import { normalise } from './text.ts';
import { urgencyReader } from './urgent.ts';
import { type WordFile, type WordGroup, type Words, wordsInUse } from './word-rules.ts';

/** Whether a text, as it was typed, is what a group is about. */
const BELONGS: Readonly<Record<WordGroup, (words: Words, text: string) => boolean>> = {
  // As if no department's word stood in it: which words those are is another file's matter.
  talk: ({ talk }, text) => talkReader(talk).smallTalk(normalise(text), false) !== undefined,
  officials: ({ officials }, text) => delicacyReader(officials)(text) !== null,
  danger: ({ danger }, text) => urgencyReader(danger)(normalise(text)),
  arrears: ({ arrears }, text) => arrearsReader(arrears)(normalise(text)) !== undefined,
  question: ({ question }, text) => questionReader(question).question(normalise(text)) !== undefined,
};
const GROUPS = Object.keys(BELONGS) as readonly WordGroup[];

export interface ExamplesTried {
  /** How many hold. */
  readonly held: number;
  /** Those that do not, with line and field, in Chinese. */
  readonly faults: readonly string[];
}

/** Reads every example of the file by the words of the file. */
export function tryExamples({ words, fault, isOwn }: WordFile): ExamplesTried {
  const tried = GROUPS.flatMap((group) =>
    words[group].examples.map(({ say, is }, index) => {
      const found = BELONGS[group](words, say) ? 'yes' : 'no';
      // An example that ships speaks of the words that ship.
      if (found === is || !isOwn([group, 'examples', index])) return null;
      return fault([group, 'examples', index], `例句“${say}”应为 ${is}，现在是 ${found}`);
    }),
  );
  const faults = tried.filter((one) => one !== null);
  return { held: tried.length - faults.length, faults };
}

/** The words in `file`, or the county's own. Throws `SettingsError` for a fault, and for examples that do not hold. */
export function checkedWords(file: WordFile = wordsInUse()): WordFile {
  const { faults } = tryExamples(file);
  if (faults.length > 0) throw new SettingsError(file.file, faults);
  return file;
}

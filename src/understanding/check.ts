/** Whether the files by which words are understood are right, and read their own examples as they say. */
import { nameOf, type SettingsSource } from '../county/layers.ts';
import { loadRoster } from '../county/roster-file.ts';
import { readYamlFile, SettingsError } from '../county/yaml-file.ts';
import { loadDanger } from '../routing/danger.ts';
import { loadElsewhere } from '../routing/elsewhere.ts';
import { loadResponsibilities } from '../routing/responsibilities.ts';
import { tryExamples } from '../routing/word-examples.ts';
import { loadWords } from '../routing/word-rules.ts';
import { decisionsSchema } from './decisions.ts';

export interface Checked {
  readonly file: string;
  /** How many of its examples hold; null when it has none, or could not be read. */
  readonly held: number | null;
  /** `file:line: field：…`, each ready to be shown. */
  readonly faults: readonly string[];
}

/** Checks each file on its own: a fault in one does not hide those of the next. Throws `SettingsError` for the roster only. */
export function checkUnderstanding(files: {
  readonly words: SettingsSource;
  readonly responsibilities: SettingsSource;
  readonly danger: SettingsSource;
  readonly elsewhere: SettingsSource;
  readonly decisions: SettingsSource;
  readonly roster: string;
}): readonly Checked[] {
  const roster = loadRoster(files.roster);
  return [
    checked(files.words, () => {
      const { held, faults } = tryExamples(loadWords(files.words));
      return { held, faults: faults.map((fault) => `${nameOf(files.words)}:${fault}`) };
    }),
    checked(files.danger, () => ({ held: loadDanger(files.danger, roster).examples })),
    checked(files.elsewhere, () => ({ held: loadElsewhere(files.elsewhere).examples })),
    checked(files.responsibilities, () => {
      loadResponsibilities(files.responsibilities, roster);
      return {};
    }),
    checked(files.decisions, () => {
      readYamlFile(files.decisions, decisionsSchema);
      return {};
    }),
  ];
}

function checked(source: SettingsSource, look: () => Partial<Omit<Checked, 'file'>>): Checked {
  const file = nameOf(source);
  try {
    return { file, held: null, faults: [], ...look() };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { file, held: null, faults: error.message.split('\n') };
  }
}

/** A line per file, and one per fault, in Chinese. */
export function checkInWords(all: readonly Checked[]): string {
  return all.flatMap((one) => [...one.faults, summaryOf(one)]).join('\n');
}

function summaryOf({ file, held, faults }: Checked): string {
  if (held === null) return faults.length > 0 ? `${file}：有 ${faults.length} 处要改` : `${file}：没有问题`;
  if (faults.length > 0) return `${file}：${held} 个例句对得上，${faults.length} 个对不上`;
  return `${file}：${held} 个例句都对得上`;
}

/**
 * The corpus judged by its own desk: its files, each by other hands, are parted into as many folds; the lines of a fold are
 * played through the real program with weights that have learnt from the other folds alone.
 */
import { type CountyPlaces, countyFiles } from '../county/files.ts';
import { loadCounty } from '../county.ts';
import type { Heard } from '../listen/listen.ts';
import { loadResponsibilities } from '../routing/responsibilities.ts';
import { createRouter } from '../routing/router.ts';
import type { CorpusLine } from '../understanding/training/corpus.ts';
import { examplesOf, headsOf, surrounded, termExamples } from '../understanding/training/examples.ts';
import { learn } from '../understanding/training/learn.ts';
import { onAllCores } from '../understanding/training/parallel.ts';
import { readPhrases } from '../understanding/training/phrases.ts';
import { PHRASES } from '../understanding/training/places.ts';
import { type Lexicon, partedEvenly, quantised } from '../understanding/training/train.ts';
import { encodeModel } from '../understanding/weights-file.ts';
import { createWordSense } from '../understanding/word-vectors.ts';
import { play } from './play.ts';

export const FOLDS = 5;

export type Settings = CountyPlaces;

export interface Played {
  readonly lines: readonly CorpusLine[];
  readonly heard: readonly Heard[];
}

/** Weights that have learnt from all folds but this one. */
export async function weightsWithout(
  fold: number,
  corpus: readonly CorpusLine[],
  lexicon: Lexicon,
  settings: Settings,
): Promise<Buffer> {
  const { roster } = loadCounty(settings);
  const departments = roster.departments.map(({ id }) => id);
  const responsibilities = loadResponsibilities(countyFiles(settings).responsibilities, roster);
  const folds = foldsOf(corpus);
  const seen = corpus.filter((line) => folds.get(writerOf(line)) !== fold);
  const rules = createRouter({ responsibilities, roster });
  const examples = examplesOf(seen, departments);
  const heads = headsOf(departments, examples);
  const always = [...termExamples(responsibilities), ...readPhrases(PHRASES, departments)];
  const sense = createWordSense(lexicon.words);
  // Two parts are enough for the curves here.
  const { curves, fitted } = await learn(
    { examples, heads, lexicon, always },
    (placed) => surrounded(examples, seen, sense, rules, placed),
    onAllCores(() => {}),
    2,
  );
  return encodeModel(quantised(fitted, curves, lexicon, { corpus: 'fold', lines: seen.length }));
}

/** The lines of a fold as the desk hears them with these weights. */
export async function playFold(
  fold: number,
  corpus: readonly CorpusLine[],
  weightsFile: string,
  settings: Settings,
): Promise<Played> {
  const folds = foldsOf(corpus);
  const held = corpus.filter((line) => folds.get(writerOf(line)) === fold);
  return { lines: held, heard: await play(held, loadCounty({ ...settings, weightsFile })) };
}

function foldsOf(corpus: readonly CorpusLine[]): ReadonlyMap<string, number> {
  return partedEvenly(corpus.map(writerOf), FOLDS);
}

/** Ids of one hand begin alike: a0001, w21-017. */
export function writerOf({ id }: CorpusLine): string {
  return /^(?:[a-z]+\d*(?=-)|[a-z]+)/.exec(id)?.[0] ?? id;
}

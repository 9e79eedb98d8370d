/**
 * All that is learnt from the corpus, in two passes: first what words alone say; then, with whose matter each line would
 * be taken for by a model that has seen none of its voice, what it does among the matters around it.
 */
import { withoutCourtesies } from '../../routing/text.ts';
import { departmentsIn } from '../judge.ts';
import { isCued } from '../labels.ts';
import type { KnownRuns } from '../runs.ts';
import type { Line } from '../solver.ts';
import type { Placed } from '../surroundings.ts';
import type { Curve } from './calibrate.ts';
import type { Example } from './examples.ts';
import { chancesOf, curvesOf, type FitJob, type FoldJob, fitHeads, type Judged, judgeFold } from './train.ts';

/** Parts of the voices, of which each is judged by what the others teach. */
export const FOLDS = 4;

export type Job = ({ readonly what: 'fold' } & FoldJob) | ({ readonly what: 'fit' } & FitJob);

/** What the final fit gives; a lens is made anew from the lexicon where one is needed. */
export interface FitFound {
  readonly runs: KnownRuns;
  readonly lines: ReadonlyMap<string, Line>;
}

/** Margins by the id of the example. */
export type FoldFound = readonly { readonly id: string; readonly margins: ReadonlyMap<string, number> }[];

/** Does jobs, none of which needs another, and gives what was found in their order. */
export type Workers = (jobs: readonly Job[]) => Promise<readonly (FitFound | FoldFound)[]>;

export interface Taught {
  readonly judged: readonly Judged[];
  readonly curves: ReadonlyMap<string, Curve>;
  readonly fitted: FitFound;
}

/** `around`: the examples with what is around them, given whose matter their words are. */
export async function learn(
  { examples, heads, lexicon, always }: FitJob,
  around: (placed: Placed) => readonly Example[],
  work: Workers = inTurn,
  folds = FOLDS,
): Promise<Taught> {
  const alone = heads.filter((head) => !isCued(head));
  const first = await pass({ examples, heads: alone, lexicon, always });
  const curves = curvesOf(first.judged, alone);
  const cued = heads.filter(isCued);
  const second = await pass({
    examples: around(placedBy(first.judged, curves)),
    heads: cued,
    lexicon,
    always,
  });
  const marginsOf = new Map(second.judged.map(({ example, margins }) => [example.id, margins]));
  return {
    judged: first.judged.map(({ example, margins }) => ({
      example,
      margins: new Map([...margins, ...(marginsOf.get(example.id) ?? [])]),
    })),
    curves: new Map([...curves, ...curvesOf(second.judged, cued)]),
    fitted: {
      runs: first.fitted.runs,
      lines: new Map(heads.map((head) => [head, (isCued(head) ? second : first).fitted.lines.get(head)!])),
    },
  };

  async function pass(job: FitJob): Promise<{ judged: readonly Judged[]; fitted: FitFound }> {
    const parts = Array.from(
      { length: folds },
      (_, fold) => ({ what: 'fold', ...job, fold, folds }) as const,
    );
    const [fitted, ...found] = (await work([{ what: 'fit', ...job }, ...parts])) as [
      FitFound,
      ...FoldFound[],
    ];
    const byId = new Map(job.examples.map((example) => [example.id, example]));
    const judged = found.flat().map(({ id, margins }) => ({ example: byId.get(id)!, margins }));
    return { judged, fitted };
  }
}

/** One after the other, in this process. */
export const inTurn: Workers = async (jobs) => jobs.map(found);

export function found(job: Job): FitFound | FoldFound {
  // The examples are there already: only what was found goes back.
  if (job.what === 'fold') return judgeFold(job).map(({ example, margins }) => ({ id: example.id, margins }));
  const { runs, lines } = fitHeads([...job.examples, ...job.always], job.heads, job.lexicon);
  return { runs, lines };
}

const NOWHERE: ReadonlyMap<string, number> = new Map();

function placedBy(judged: readonly Judged[], curves: ReadonlyMap<string, Curve>): Placed {
  const places = new Map(judged.map((one) => [one.example.text, departmentsIn(chancesOf(one, curves))]));
  return (text) => places.get(withoutCourtesies(text)) ?? NOWHERE;
}

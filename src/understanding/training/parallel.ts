/** The training on all cores: the folds and the final fit need nothing of each other. The result is the same on one core. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Line } from '../solver.ts';
import type { Example } from './examples.ts';
import { FOLDS, type FoldJob, type Judged } from './train.ts';

export type Job =
  | ({ readonly what: 'fold' } & FoldJob)
  | ({ readonly what: 'fit' } & Omit<FoldJob, 'fold' | 'folds'>);

/** What the final fit gives; a lens is made anew from the lexicon where one is needed. */
export interface FitFound {
  readonly rarity: Uint8Array;
  readonly lines: ReadonlyMap<string, Line>;
}

/** Margins by the id of the example. */
export type FoldFound = readonly { readonly id: string; readonly margins: ReadonlyMap<string, number> }[];

export async function trainOnAllCores(
  common: Omit<FoldJob, 'fold' | 'folds'>,
  onDone: (done: number, all: number) => void,
): Promise<{ readonly judged: readonly Judged[]; readonly fitted: FitFound }> {
  const jobs: Job[] = [
    { what: 'fit', ...common },
    ...Array.from({ length: FOLDS }, (_, fold) => ({ what: 'fold', ...common, fold, folds: FOLDS }) as const),
  ];
  const found = new Array<unknown>(jobs.length);
  let next = 0;
  let done = 0;
  async function work(): Promise<void> {
    while (next < jobs.length) {
      const place = next++;
      found[place] = await apart(jobs[place] as Job);
      onDone(++done, jobs.length);
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, work));
  const [fitted, ...folds] = found as [FitFound, ...FoldFound[]];
  const byId = new Map(common.examples.map((example) => [example.id, example]));
  return {
    fitted,
    judged: folds.flat().map(({ id, margins }) => ({ example: byId.get(id) as Example, margins })),
  };
}

/** A process, not a thread: Node 20 reads no TypeScript in a thread, whatever the main program was started with. */
function apart(job: Job): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
      serialization: 'advanced',
    });
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`a part of the training ended with ${code}`)));
    child.send(job);
  });
}

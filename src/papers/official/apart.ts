/** A paper set in a thread of its own: a month's notice of a county takes a tenth of a second, in which nobody is answered. */
import { MINUTE } from '../../domain/time.ts';
import { keptThread } from '../../thread/kept.ts';
import type { Paper } from './paper.ts';

export interface PaperJob {
  readonly paper: Paper;
  readonly template: Uint8Array | null;
}

export interface PaperSet {
  readonly bytes: Uint8Array;
  /** Why the template would not do, so that the paper is as `documentOf` sets it; null where all is well. */
  readonly fault: string | null;
}

const setting = keptThread({
  entry: new URL('./in-thread.ts', import.meta.url),
  name: 'the setting of a paper',
  patienceMs: MINUTE,
  mostMemoryMb: 256,
});

/** As `documentOf`. Rejects when the thread fails, or `signal` aborts. */
export async function documentApart(paper: Paper, signal?: AbortSignal): Promise<Uint8Array> {
  return (await templateApart(null, paper, signal)).bytes;
}

/** As `onTemplate`, and as `documentOf` where the template will not do. Rejects as `documentApart` does. */
export async function templateApart(
  template: Uint8Array | null,
  paper: Paper,
  signal?: AbortSignal,
): Promise<PaperSet> {
  const job: PaperJob = { paper, template };
  return setting.run<PaperSet>(job, signal ? { signal } : {});
}

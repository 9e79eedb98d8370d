/** The learning in a thread of its own, so that nobody waits for it. */
import { Worker } from 'node:worker_threads';
import { MINUTE } from '../domain/time.ts';
import type { Found, Job } from './learn.ts';

/** It takes seconds; what takes so long has gone astray. */
const PATIENCE_MS = 5 * MINUTE;
const MOST_MEMORY_MB = 512;

export interface Thread {
  /** A TypeScript file that posts a `Found`. */
  readonly entry: URL;
  readonly patienceMs: number;
}

const LEARNING: Thread = { entry: new URL('./in-thread.ts', import.meta.url), patienceMs: PATIENCE_MS };

/** Rejects when the thread fails, ends without a word, takes too long, or is to stop; it has ended then. */
export async function learnApart(
  job: Job,
  signal: AbortSignal,
  { entry, patienceMs }: Thread = LEARNING,
): Promise<Found> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
    workerData: { entry: entry.href, job },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => {};
  try {
    return await new Promise<Found>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the learning ended with ${code} and without a word`)));
      timer = setTimeout(() => reject(new Error(`the learning took over ${patienceMs} ms`)), patienceMs);
      stop = () => reject(signal.reason);
      signal.addEventListener('abort', stop);
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

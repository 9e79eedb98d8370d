/** Work in a thread of its own, so that nobody waits for it. */
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

export interface Thread {
  /** A TypeScript file that posts what it found, once. It finds its job in `workerData.job`. */
  readonly entry: URL;
  /** How its errors call it: `the learning`. */
  readonly name: string;
  /** What takes so long has gone astray. */
  readonly patienceMs: number;
  readonly mostMemoryMb: number;
}

export interface Beside {
  readonly signal?: AbortSignal;
  /** What is too much to be handed over at once: posted to the thread part by part, and `null` after the last. */
  readonly feed?: AsyncIterable<unknown>;
}

/** Rejects when the thread or its feed fails, when it ends without a word, takes too long, or is to stop; it has ended then. */
export async function apart<Found>(
  { entry, name, patienceMs, mostMemoryMb }: Thread,
  job: unknown,
  { signal, feed }: Beside = {},
): Promise<Found> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
    workerData: { entry: entry.href, job },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
  });
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => {};
  let over = false;
  const found = new Promise<Found>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`${name} ended with ${code} and without a word`)));
    timer = setTimeout(() => reject(new Error(`${name} took over ${patienceMs} ms`)), patienceMs);
    stop = () => reject(signal?.reason);
    signal?.addEventListener('abort', stop);
  });
  const give = async (): Promise<void> => {
    for await (const part of feed ?? []) {
      if (over) return;
      worker.postMessage(part);
      await turn();
    }
    if (feed) worker.postMessage(null);
  };
  try {
    const [what] = await Promise.all([found, give()]);
    return what;
  } finally {
    over = true;
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

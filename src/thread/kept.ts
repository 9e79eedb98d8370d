/**
 * A thread that is kept for the next job: to start one and to read its libraries takes longer than most of its jobs. It does
 * one after the other, and ends when none has come for a while.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { MINUTE } from '../domain/time.ts';
import type { Beside, Thread } from './apart.ts';

/** A day's papers are asked for one shortly after the other. */
const IDLE_MS = MINUTE;

/** What a thread is told: a job, then its feed part by part, and where that ends. */
export type Told = { readonly job: unknown } | { readonly part: unknown } | { readonly end: true };
/** What it answers, once a job. */
export type Answer = { readonly found: unknown } | { readonly fault: string };

export interface KeptThread {
  /** Rejects when the job or its feed fails, takes too long, or is to stop; the next one has a thread of its own then. */
  run<Found>(job: unknown, beside?: Beside): Promise<Found>;
}

/** `entry`: a TypeScript file that calls `work` (`working.ts`). */
export function keptThread(
  { entry, name, patienceMs, mostMemoryMb }: Thread,
  idleMs: number = IDLE_MS,
): KeptThread {
  let kept: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function begun(): Worker {
    const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
      workerData: { entry: entry.href },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
    });
    const gone = (): void => {
      if (kept === worker) kept = null;
    };
    // What goes wrong while it has nothing to do concerns nobody: the next job begins another.
    worker.on('error', gone).on('exit', gone);
    kept = worker;
    return worker;
  }

  async function end(): Promise<void> {
    const worker = kept;
    kept = null;
    await worker?.terminate();
  }

  async function does<Found>(job: unknown, { signal, feed }: Beside): Promise<Found> {
    signal?.throwIfAborted();
    clearTimeout(idle);
    const worker = kept ?? begun();
    worker.ref();
    let timer: NodeJS.Timeout | undefined;
    const stops = new AbortController();
    let over = false;
    const found = new Promise<Found>((resolve, reject) => {
      const answer = (told: Answer): void =>
        'found' in told ? resolve(told.found as Found) : reject(new Error(`${name}: ${told.fault}`));
      const exit = (code: number): void => reject(new Error(`${name} ended with ${code} and without a word`));
      worker.on('message', answer).on('error', reject).on('exit', exit);
      timer = setTimeout(() => reject(new Error(`${name} took over ${patienceMs} ms`)), patienceMs);
      const stop = (): void => reject(signal?.reason);
      signal?.addEventListener('abort', stop, { signal: stops.signal });
      stops.signal.addEventListener('abort', () =>
        worker.off('message', answer).off('error', reject).off('exit', exit),
      );
    });
    const tell = (told: Told): void => worker.postMessage(told);
    const give = async (): Promise<void> => {
      tell({ job });
      for await (const part of feed ?? []) {
        if (over) return;
        tell({ part });
        await turn();
      }
      tell({ end: true });
    };
    try {
      const [what] = await Promise.all([found, give()]);
      worker.unref();
      idle = setTimeout(() => void end(), idleMs).unref();
      return what;
    } catch (error) {
      // It may be in the middle of something.
      await end();
      throw error;
    } finally {
      over = true;
      clearTimeout(timer);
      stops.abort();
    }
  }

  return {
    run<Found>(job: unknown, beside: Beside = {}) {
      const done = last.catch(() => {}).then(() => does<Found>(job, beside));
      last = done.catch(() => {});
      return done;
    },
  };
}

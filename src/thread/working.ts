/** The other end of `keptThread`: does one job after the other. */
import { parentPort } from 'node:worker_threads';
import type { Answer, Told } from './kept.ts';

/** What is done with a job; `parts`: its feed, as it comes. */
export type Work<Job> = (job: Job, parts: AsyncIterable<unknown>) => Promise<unknown>;

export function work<Job>(does: Work<Job>): void {
  let waiting: Told[] = [];
  let wake = (): void => {};

  async function* told(): AsyncGenerator<unknown> {
    for (;;) {
      const [one] = waiting;
      if (one === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      waiting = waiting.slice(1);
      if ('end' in one) return;
      if ('part' in one) yield one.part;
    }
  }

  parentPort?.on('message', (one: Told) => {
    if ('job' in one) {
      // What the last one has left unread.
      waiting = [];
      const answer = (what: Answer): void => parentPort?.postMessage(what);
      const parts = told();
      does(one.job as Job, parts).then(
        (found) => answer({ found }),
        (error: unknown) => answer({ fault: error instanceof Error ? error.message : String(error) }),
      );
      return;
    }
    waiting.push(one);
    wake();
  });
}

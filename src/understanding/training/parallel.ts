/** The training on all cores: jobs that need nothing of each other, each in a process. The result is the same on one core. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FitFound, FoldFound, Job, Workers } from './learn.ts';

export function onAllCores(onDone: () => void): Workers {
  return async (jobs) => {
    const all = new Array<FitFound | FoldFound>(jobs.length);
    let next = 0;
    async function work(): Promise<void> {
      while (next < jobs.length) {
        const place = next++;
        all[place] = await apart(jobs[place]!);
        onDone();
      }
    }
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, work));
    return all;
  };
}

/** A process, not a thread: Node 20 reads no TypeScript in a thread, whatever the main program was started with. */
function apart(job: Job): Promise<FitFound | FoldFound> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
      serialization: 'advanced',
    });
    child.once('message', (message) => resolve(message as FitFound | FoldFound));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`a part of the training ended with ${code}`)));
    child.send(job);
  });
}

/** One part of the training in a process of its own. See `parallel.ts`. */
import { found, type Job } from './learn.ts';

process.once('message', (job: Job) => {
  process.send?.(found(job), () => process.disconnect());
});

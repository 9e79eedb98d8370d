/** Adds up what it is fed, and says in which thread. */
import { threadId } from 'node:worker_threads';
import { work } from '../../../src/thread/working.ts';

work<{ readonly from: number; readonly fails?: string; readonly ends?: true }>(
  async ({ from, fails, ends }, parts) => {
    if (ends) process.exit(3);
    if (fails !== undefined) throw new Error(fails);
    let sum = from;
    for await (const part of parts) sum += part as number;
    return { sum, threadId };
  },
);

/** The learning in a thread of its own, so that nobody waits for it. */
import { MINUTE } from '../domain/time.ts';
import { apart, type Thread } from '../thread/apart.ts';
import type { Found, Job } from './learn.ts';

const LEARNING: Thread = {
  entry: new URL('./in-thread.ts', import.meta.url),
  name: 'the learning',
  // It takes seconds.
  patienceMs: 5 * MINUTE,
  mostMemoryMb: 512,
};

/** Rejects when the thread fails, ends without a word, takes too long, or is to stop; it has ended then. */
export function learnApart(
  job: Job,
  signal: AbortSignal,
  other: Partial<Pick<Thread, 'entry' | 'patienceMs'>> = {},
): Promise<Found> {
  return apart({ ...LEARNING, ...other }, job, { signal });
}

/** A ledger that an office kept by hand before, read in a thread, so that nobody waits for a long one. */
import { type Day, MINUTE } from '../../domain/time.ts';
import { apart, type Thread } from '../../thread/apart.ts';
import { BookFault } from '../book/read.ts';
import type { PastRead } from './read.ts';

/** 100,000 rows of an .xlsx take most of it. */
const READING: Thread = {
  entry: new URL('./in-thread.ts', import.meta.url),
  name: 'the reading of a ledger from before',
  patienceMs: 5 * MINUTE,
  mostMemoryMb: 2048,
};

export interface Job {
  readonly file: Uint8Array;
  readonly today: Day;
}

/** An error's class does not outlive the way here. */
export type Posted = { readonly read: PastRead } | { readonly fault: string };

/** .xlsx or .csv. Throws `BookFault` with a sentence for whoever handed it in. */
export async function readPast(file: Uint8Array, today: Day): Promise<PastRead> {
  const posted = await apart<Posted>(READING, { file, today } satisfies Job);
  if ('fault' in posted) throw new BookFault(posted.fault);
  return posted.read;
}

/** The same check in a thread of its own, for a page: it reads all settings and the record, and nobody waits for that. */
import type { Instant } from '../domain/time.ts';
import { apart } from '../thread/apart.ts';
import type { Finding } from './finding.ts';

const THREAD = {
  entry: new URL('./in-thread.ts', import.meta.url),
  name: 'the check of the county',
  patienceMs: 120_000,
  mostMemoryMb: 1024,
};

/** What the thread is given. */
export interface CheckJob {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Instant;
}

/** `env`: as the program found it. Rejects when the check itself fails. */
export function checkApart(job: CheckJob): Promise<readonly Finding[]> {
  return apart(THREAD, job);
}

/** `packMonth` where nobody waits for it. */
import { HOUR } from '../domain/time.ts';
import { keptThread } from '../thread/kept.ts';
import type { PackedMonth, PackJob } from './pack-month.ts';

// After an upgrade there are years to be packed: the thread is begun once.
const packing = keptThread({
  entry: new URL('./pack-thread.ts', import.meta.url),
  name: 'the packing of a month',
  // Seconds for the largest month that a county has.
  patienceMs: HOUR,
  mostMemoryMb: 512,
});

/** Rejects when the thread fails, takes too long, or is to stop; it has ended then. */
export function packApart(job: PackJob, signal: AbortSignal): Promise<PackedMonth> {
  return packing.run<PackedMonth>(job, { signal });
}

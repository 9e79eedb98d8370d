/** A paper set in a thread of its own: a month's notice of a county takes a tenth of a second, in which nobody is answered. */
import { MINUTE } from '../../domain/time.ts';
import { keptThread } from '../../thread/kept.ts';
import type { Paper } from './paper.ts';

const setting = keptThread({
  entry: new URL('./in-thread.ts', import.meta.url),
  name: 'the setting of a paper',
  patienceMs: MINUTE,
  mostMemoryMb: 256,
});

/** As `documentOf`. Rejects when the thread fails, or `signal` aborts. */
export async function documentApart(paper: Paper, signal?: AbortSignal): Promise<Uint8Array> {
  return setting.run<Uint8Array>(paper, signal ? { signal } : {});
}

/** Spreadsheets read in a thread, so that nobody waits for a long one. */
import { MINUTE } from '../../domain/time.ts';
import { apart, type Thread } from '../../thread/apart.ts';
import { BookFault, type SheetRead } from './read.ts';

const READING: Thread = {
  entry: new URL('./in-thread.ts', import.meta.url),
  name: 'the reading of a spreadsheet',
  patienceMs: MINUTE,
  mostMemoryMb: 512,
};

/** What the thread posts: an error's class does not outlive the way here. */
export type Read = { readonly sheets: readonly SheetRead[] } | { readonly fault: string };

/** Throws `BookFault` with a sentence for whoever handed it in. */
export async function sheetsOf(file: Uint8Array): Promise<readonly SheetRead[]> {
  const read = await apart<Read>(READING, { file });
  if ('fault' in read) throw new BookFault(read.fault);
  return read.sheets;
}

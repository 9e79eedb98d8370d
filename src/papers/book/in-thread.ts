/** The reading of a spreadsheet as a thread of its own runs it: posts the sheets, or what is wrong, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Read } from './books.ts';
import { BookFault, readBook } from './read.ts';

const { file } = workerData.job as { readonly file: Uint8Array };
const read: Read = await readBook(file).then(
  (sheets) => ({ sheets }),
  (error: unknown) => {
    if (error instanceof BookFault) return { fault: error.message };
    throw error;
  },
);
parentPort?.postMessage(read);

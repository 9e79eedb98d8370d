/** The reading of a ledger from before as a thread of its own runs it: posts its rows, or what is wrong, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { BookFault, LEDGER, readBookOrCsv } from '../book/read.ts';
import type { Job, Posted } from './past.ts';
import { pastIn } from './read.ts';

const { file, today } = workerData.job as Job;
const posted: Posted = await readBookOrCsv(file, LEDGER).then(
  (sheets) => ({ read: pastIn(sheets, today) }),
  (error: unknown) => {
    if (error instanceof BookFault) return { fault: error.message };
    throw error;
  },
);
parentPort?.postMessage(posted);

/** The writing of the ledger as a thread of its own runs it: takes rows until there are no more, posts the file, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Value } from './columns.ts';
import type { LedgerJob } from './ledger.ts';
import { ledgerFile } from './sheets.ts';

const { job } = workerData as { readonly job: LedgerJob };
// Made before anything is listened to: what is posted meanwhile waits.
const file = await ledgerFile(job);

parentPort?.on('message', (rows: readonly (readonly Value[])[] | null) => {
  if (rows === null) parentPort?.postMessage(file.end());
  else file.add(rows);
});

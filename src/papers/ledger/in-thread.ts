/** The writing of the ledger as a thread of its own runs it: takes rows until there are no more, posts the file, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Value } from './columns.ts';
import type { LedgerJob } from './ledger.ts';
import { sheetsOf } from './sheets.ts';

const { job } = workerData as { readonly job: LedgerJob };
const rows: (readonly Value[])[] = [];

parentPort?.on('message', (part: readonly (readonly Value[])[] | null) => {
  if (part !== null) {
    rows.push(...part);
    return;
  }
  void sheetsOf(rows, job).then((file) => {
    const bytes = new Uint8Array(file);
    parentPort?.postMessage(bytes, [bytes.buffer]);
  });
});

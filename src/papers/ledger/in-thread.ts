/** The writing of the ledger as a thread of its own runs it: takes rows until there are no more, and gives the file. */
import { work } from '../../thread/working.ts';
import type { Value } from './columns.ts';
import type { LedgerJob } from './ledger.ts';
import { ledgerFile } from './sheets.ts';

work<LedgerJob>(async (job, parts) => {
  const file = await ledgerFile(job);
  for await (const rows of parts) file.add(rows as readonly (readonly Value[])[]);
  return file.end();
});

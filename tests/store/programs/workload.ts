/** A process that runs the workload in the folder given and prints what the store has promised, line by line. */
import { writeSync } from 'node:fs';
import { openWorkplace, runWorkload } from '../workload.ts';

const place = await openWorkplace(process.argv[2] ?? '');
await runWorkload(place, (promise) => writeSync(1, `${promise}\n`));
await place.store.close();

/** A process that runs the workload in the folder given and prints what the store has promised, line by line. */
import { writeSync } from 'node:fs';
import { openStore } from '../../../src/store/embedded.ts';
import { runWorkload } from '../workload.ts';

const store = await openStore({ dir: process.argv[2] ?? '', checkpointEvery: 1_000 });
await runWorkload(store, (promise) => writeSync(1, `${promise}\n`));
await store.close();

/** Begins a thread with a TypeScript file: Node 20 reads none in a thread, whatever the program was started with. */
import { workerData } from 'node:worker_threads';

// What has been made JavaScript before needs nobody to read it.
if (workerData.entry.endsWith('.ts')) (await import('tsx/esm/api')).register();
await import(workerData.entry);

/** Begins a thread with a TypeScript file: Node 20 reads none in a thread, whatever the program was started with. */
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);

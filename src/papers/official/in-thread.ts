/** The setting of a paper as a thread of its own runs it: posts the file, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { documentOf } from './document.ts';
import type { Paper } from './paper.ts';

const { job } = workerData as { readonly job: Paper };
parentPort?.postMessage(new Uint8Array(await documentOf(job)));

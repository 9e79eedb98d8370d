/** Packs a month in a thread of its own: takes its job, posts what became of it, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { type PackJob, packMonth } from './pack-month.ts';

const { job } = workerData as { readonly job: PackJob };
parentPort?.postMessage(packMonth(job));

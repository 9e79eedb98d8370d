/** The check as a thread of its own makes it: takes its job, posts what it found, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckJob } from './apart.ts';
import { checkCounty } from './checkup.ts';

const { job } = workerData as { readonly job: CheckJob };
parentPort?.postMessage(await checkCounty({ ...job.env }, job.now));

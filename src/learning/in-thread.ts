/** The learning as a thread of its own runs it: takes its job, posts what it found, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Job, learnFrom } from './learn.ts';

const { job } = workerData as { readonly job: Job };
parentPort?.postMessage(learnFrom(job));

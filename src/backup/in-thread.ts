/** A backup as a thread of its own makes it: takes its job, posts what it made or what is wrong, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { type BackupJob, makeBackup } from './make.ts';

const { job } = workerData as { readonly job: BackupJob };
parentPort?.postMessage(await makeBackup(job));

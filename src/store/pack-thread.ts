/** Packs months in a thread of its own, one after the other. */
import { work } from '../thread/working.ts';
import { type PackJob, packMonth } from './pack-month.ts';

work<PackJob>(async (job) => packMonth(job));

/** Packs a month in this thread, for tests that end the process within it. */
import { packMonth } from '../../src/store/pack-month.ts';
import type { PackMonth } from '../../src/store/packing.ts';

export const packHere: PackMonth = async (job) => packMonth(job);

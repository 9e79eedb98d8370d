/** What the last night's learning brought: `learning.json` in the data folder, for 派单报告. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../store/durable-file.ts';

const FILE = 'learning.json';

const count = z.number().int().min(0);
const nightSchema = z.object({
  v: z.literal(1),
  /** When, epoch ms. */
  at: z.number(),
  /** Tickets that taught something; those of them that were held back. */
  lessons: count,
  held: count,
  /** Departments and kinds that were asked of the held ones; right by the weights that were in use, and by the new ones. */
  asked: count,
  before: count,
  after: count,
  verdict: z.enum(['taken', 'kept', 'undone']),
});
export type Night = z.output<typeof nightSchema>;

/** Null: there was none, or nobody can tell any more. */
export function readNight(dir: string): Night | null {
  try {
    return nightSchema.parse(JSON.parse(readFileSync(join(dir, FILE), 'utf8')));
  } catch {
    return null;
  }
}

export async function writeNight(dir: string, night: Night): Promise<void> {
  await writeDurably(join(dir, FILE), Buffer.from(`${JSON.stringify(night)}\n`));
}

/**
 * Briefs as they were sent, kept for good: a file each, named by the hash of what it holds, which the record names. The
 * record itself keeps only that, as texts of years are more than is wanted in memory.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { keepFile } from '../../disk.ts';
import type { Office } from '../../domain/office.ts';
import type { BriefKind } from '../../domain/schedule.ts';
import type { Instant } from '../../domain/time.ts';
import type { CardFacts } from '../../papers/picture/facts.ts';
import type { DeskParts } from '../desk.ts';
import { pathOfFile } from '../files/file-path.ts';
import type { Scope } from './figures.ts';

const rate = z.object({ numerator: z.number(), denominator: z.number(), unrated: z.number().optional() });
const keptSchema = z.object({
  v: z.literal(1),
  key: z.string(),
  kind: z.enum(['daily', 'weekly', 'monthly', 'yearly']),
  label: z.string(),
  sentAt: z.number(),
  period: z.object({ from: z.number(), before: z.number() }),
  /** For each that somebody had in their charge. */
  parts: z.array(
    z.object({
      scope: z.custom<Scope>((value) => typeof value === 'object' && value !== null),
      to: z.array(z.string()),
      /** Without what waited for one reader alone. */
      text: z.string(),
      /** Every figure of `MARKED`, as it was, by its name; a count as n of n. */
      figures: z.record(z.string(), rate),
      marks: z.record(z.string(), z.array(z.number())),
      card: z.custom<CardFacts>((value) => typeof value === 'object' && value !== null).nullable(),
    }),
  ),
  /** By person. */
  texts: z.record(z.string(), z.string()),
});
export type KeptSummary = z.output<typeof keptSchema>;
export type KeptPart = KeptSummary['parts'][number];

type Parts = Pick<DeskParts, 'filesDir' | 'log'>;

/** The hash of the file, which is on disk then; null where it could not be written: the brief goes out all the same. */
export async function keep(summary: KeptSummary, { filesDir, log }: Parts): Promise<string | null> {
  const bytes = Buffer.from(JSON.stringify(summary));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    await keepFile(pathOfFile(filesDir, sha256), bytes);
    return sha256;
  } catch (error) {
    log.error({ err: error, summary: summary.key }, '小结照发，但没能存档');
    return null;
  }
}

/** Null where none is kept under that key, or its file is gone or damaged, which the log says. */
export async function readKept(
  key: string,
  { kept = {} }: Pick<Office, 'kept'>,
  { filesDir, log }: Parts,
): Promise<KeptSummary | null> {
  const sha256 = Object.hasOwn(kept, key) ? kept[key] : undefined;
  if (sha256 === undefined) return null;
  try {
    const bytes = await readFile(pathOfFile(filesDir, sha256));
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Error('not what was kept');
    return keptSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    log.error({ err: error, summary: key }, '存档的小结读不出来');
    return null;
  }
}

/** The part that is about the same as a reader's own charge; undefined where none was made of it. */
export function partOf({ parts }: KeptSummary, scope: Scope): KeptPart | undefined {
  const wanted = JSON.stringify(scope);
  return parts.find((one) => JSON.stringify(one.scope) === wanted);
}

/** Keys of what is kept, the latest period first. */
export function keptKeys({ kept = {}, summaries }: Pick<Office, 'kept' | 'summaries'>): readonly string[] {
  const dueAt = (key: string): Instant => summaries[key] ?? 0;
  const kindOf = (key: string): BriefKind => key.split(':')[0] as BriefKind;
  const rank: Readonly<Record<BriefKind, number>> = { yearly: 0, monthly: 1, weekly: 2, daily: 3 };
  return Object.keys(kept).sort((a, b) => dueAt(b) - dueAt(a) || rank[kindOf(a)] - rank[kindOf(b)]);
}

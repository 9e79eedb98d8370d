/** A store over several months, for the tests of retention. */
import { copyFileSync, existsSync, linkSync } from 'node:fs';
import { join } from 'node:path';
import { VirtualClock } from '../../src/clock.ts';
import { type Instant, startOfDay } from '../../src/domain/time.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import type { StoreOptions } from '../../src/store/options.ts';
import { segmentsIn } from '../../src/store/scan.ts';
import { incoming, outgoing, registering, toGroup } from './builders.ts';

/** The fifth of a month, `2026-12`. */
export const inMonth = (month: string): Instant => startOfDay(`${month}-05`);
export const segment = (month: string): string => `journal-${month}.jsonl`;

/** Opens a store whose clock stands in `month`. */
export function openIn(
  month: string,
  dir: string,
  options: Omit<StoreOptions, 'dir' | 'clock'> = {},
): Promise<EmbeddedStore> {
  return openStore({ dir, clock: new VirtualClock(inMonth(month)), ...options });
}

/** Three lines in each month: a message received, a ticket made of it with a receipt, and one more message. */
export async function workIn(store: EmbeddedStore, ...months: readonly string[]): Promise<void> {
  for (const month of months) {
    const at = inMonth(month);
    await store.receive([incoming(`k-${month}`)], at);
    const receipt = outgoing(`o-${month}`, toGroup(), { slot: `card/${month}` });
    await store.commit(registering({ at, text: month }, { done: [`k-${month}`], outbox: [receipt] }));
    await store.receive([incoming(`open-${month}`)], at);
  }
}

/** A folder with these months on record, all of them kept, the store closed. */
export async function recorded(dir: string, ...months: readonly string[]): Promise<void> {
  const store = await openIn(months.at(-1) ?? '', dir);
  await workIn(store, ...months);
  await store.close();
}

/** The same, and what is past its retention dropped. */
export async function shortened(dir: string, keepMonths: number, ...months: string[]): Promise<void> {
  await recorded(dir, ...months);
  const store = await openIn(months.at(-1) ?? '', dir, { keepMonths });
  await store.dropPast();
  await store.close();
}

/** Copies the segments to a folder where they are kept for ever. */
export function archive(dir: string, to: string): void {
  for (const name of segmentsIn(dir)) copyFileSync(join(dir, name), join(to, name));
}

/**
 * Keeps hold of the segments of a store at work: a second name for the same file, so that lines that come later are
 * there too, and all of it stays when the store drops its own name, at whatever instant. Takes each segment once; call
 * it at least once in the month after the segment's own, before which no segment may be dropped.
 */
export function keepHold(dir: string, kept: string): void {
  for (const name of segmentsIn(dir)) {
    if (!existsSync(join(kept, name))) linkSync(join(dir, name), join(kept, name));
  }
}

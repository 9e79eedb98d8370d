/** What is read for 专项整改: which tickets are alike, how often the same came again, what the firms say of it. */
import {
  type Agreed,
  agreed,
  countedFrom,
  type Recurrence,
  recurrence,
} from '../../../domain/arrangements/rectification-figures.ts';
import type { Rectification } from '../../../domain/arrangements/rectifications.ts';
import { ALIKE, gatherReport, SHARED, sharedThemesOf, type Theme } from '../../../domain/metrics.ts';
import type { Office } from '../../../domain/office.ts';
import type { Outline } from '../../../domain/outline.ts';
import { DAY, type Instant } from '../../../domain/time.ts';
import type { DeskParts } from '../../desk.ts';

/** 近 90 天. */
export const LOOKED_BACK = 90 * DAY;
/** Fewer are no theme: the tickets are simply done. */
export const LEAST = { tickets: ALIKE, enterprises: SHARED } as const;

/** The oldest first. */
export function rectificationsIn({ arrangements }: Pick<Office, 'arrangements'>): readonly Rectification[] {
  return Object.values(arrangements?.rectifications ?? {});
}

/** What several firms have spoken of alike lately. Reports about officials have no outline, and are in none of it. */
export async function alikeLately(at: Instant, { store, roster }: DeskParts): Promise<readonly Theme[]> {
  const period = { from: at - LOOKED_BACK, before: at + 1 };
  const gathered = gatherReport(period, { from: period.before, before: period.before });
  for await (const part of store.outlines({ registeredFrom: period.from })) {
    for (const one of part) if (!one.apart) gathered.look(one);
  }
  const isOffice = (word: string): boolean => roster.departmentNamed(word) !== undefined;
  return sharedThemesOf(gathered.report(), isOffice);
}

/** Those registered since then; none of null. */
export async function outlinesSince(
  from: Instant | null,
  { store }: Pick<DeskParts, 'store'>,
): Promise<readonly Outline[]> {
  const found: Outline[] = [];
  if (from !== null) for await (const part of store.outlines({ registeredFrom: from })) found.push(...part);
  return found;
}

/** As it stands at `now`. */
export async function recurrenceOf(
  one: Rectification,
  now: Instant,
  parts: DeskParts,
): Promise<Recurrence | null> {
  return recurrence(one, await outlinesSince(countedFrom(one), parts), now + 1);
}

/** 企业认可 n of N asked, as it stands at `now`; null where nobody was asked. */
export function agreedOf(one: Rectification, { arrangements }: Office, now: Instant): Agreed | null {
  return agreed(one, arrangements?.notices ?? {}, now + 1);
}

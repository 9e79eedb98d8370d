/** What is read for 专项整改: which tickets are alike, how often the same came again, what the firms say of it. */
import { tallyOf } from '../../../domain/arrangements/notices.ts';
import { type Rectification, recurrence } from '../../../domain/arrangements/rectifications.ts';
import {
  NO_REPORT,
  type Rate,
  reportOf,
  reportsTogether,
  type Theme,
  themesOf,
} from '../../../domain/metrics.ts';
import type { Office } from '../../../domain/office.ts';
import type { Outline } from '../../../domain/outline.ts';
import { DAY, type Instant } from '../../../domain/time.ts';
import type { DeskParts } from '../../desk.ts';

/** 近 90 天. */
export const LOOKED_BACK = 90 * DAY;
/** Fewer are no theme: the tickets are simply done. */
export const LEAST = { tickets: 3, enterprises: 2 } as const;
/** An answer to 改观了吗. */
export const BETTER = 'better';
export const NOT_BETTER = 'same';

/** The oldest first. */
export function rectificationsIn({ arrangements }: Pick<Office, 'arrangements'>): readonly Rectification[] {
  return Object.values(arrangements?.rectifications ?? {});
}

/** What several firms have spoken of alike lately. Reports about officials have no outline, and are in none of it. */
export async function alikeLately(at: Instant, { store, roster }: DeskParts): Promise<readonly Theme[]> {
  const period = { from: at - LOOKED_BACK, before: at + 1 };
  let report = NO_REPORT;
  for await (const part of store.outlines({ registeredFrom: period.from })) {
    const said = part.filter(({ apart }) => !apart);
    report = reportsTogether(report, reportOf(said, period, { from: period.before, before: period.before }));
  }
  const isOffice = (word: string): boolean => roster.departmentNamed(word) !== undefined;
  return themesOf(report, isOffice).filter(({ enterprises }) => enterprises >= LEAST.enterprises);
}

export async function outlinesOf(
  { word, settled }: Rectification,
  { store }: DeskParts,
): Promise<readonly Outline[]> {
  if (word === null || !settled) return [];
  const found: Outline[] = [];
  for await (const part of store.outlines({ registeredFrom: settled.at - LOOKED_BACK })) found.push(...part);
  return found;
}

export async function recurrenceOf(one: Rectification, at: Instant, parts: DeskParts) {
  return recurrence(one, await outlinesOf(one, parts), at);
}

/** 企业认可 n/N of those who said a word; null where nobody was asked. */
export function agreedOf({ accepted }: Rectification, { arrangements }: Office): Rate | null {
  const notice = accepted && arrangements?.notices?.[accepted.notice];
  if (!notice) return null;
  const { answers } = tallyOf(notice);
  const yes = answers[BETTER] ?? 0;
  return { numerator: yes, denominator: yes + (answers[NOT_BETTER] ?? 0) };
}

/**
 * Leave (请假) in whole days. Somebody is away from the morning of the first day until the first working morning
 * after the last one: who is on leave until Friday is not handed work on Saturday.
 */
import { type Calendar, nextWorkday } from './calendar.ts';
import type { PersonId } from './roster.ts';
import { addDays, at, DAY, type Day, type Instant, startOfDay } from './time.ts';

/** Both days are part of it. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}

export interface Leave extends Days {
  readonly takenAt: Instant;
  /** When the work was handed over; null while the leave is still to come. */
  readonly begunAt: Instant | null;
}

/** By person, in order of time; those of one person neither overlap nor touch. */
export type Leaves = Readonly<Record<PersonId, readonly Leave[]>>;

/** Longer than this somebody is not on leave: the roster is to name another person. */
export const MOST_DAYS = 60;
/** Work changes hands in the morning, an hour before the reminders of the day, and wakes nobody. */
export const CHANGES_AT = '08:00';

export function lengthOf({ from, to }: Days): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY) + 1;
}

/** What these days become together with the person's leaves that they overlap or touch: an extension, asked for again. */
export function joined(own: readonly Leave[], days: Days, takenAt: Instant): Leave {
  const touched = own.filter((one) => touches(one, days));
  return {
    from: [days, ...touched].map(({ from }) => from).reduce((a, b) => (a < b ? a : b)),
    to: [days, ...touched].map(({ to }) => to).reduce((a, b) => (a > b ? a : b)),
    takenAt,
    begunAt: touched.find(({ begunAt }) => begunAt !== null)?.begunAt ?? null,
  };
}

/** One more leave, joined with those it overlaps or touches. */
export function withLeave(leaves: Leaves, person: PersonId, days: Days, takenAt: Instant): Leaves {
  const own = leaves[person] ?? [];
  const all = [...own.filter((one) => !touches(one, days)), joined(own, days, takenAt)];
  return { ...leaves, [person]: all.sort((a, b) => (a.from < b.from ? -1 : 1)) };
}

function touches(one: Days, other: Days): boolean {
  return one.from <= addDays(other.to, 1) && other.from <= addDays(one.to, 1);
}

/** The leave that begins on `from` has begun. */
export function withBegun(leaves: Leaves, person: PersonId, from: Day, begunAt: Instant): Leaves {
  const own = leaves[person] ?? [];
  return { ...leaves, [person]: own.map((one) => (one.from === from ? { ...one, begunAt } : one)) };
}

/** Without the leave that begins on `from`. */
export function withoutLeave(leaves: Leaves, person: PersonId, from: Day): Leaves {
  const { [person]: own = [], ...others } = leaves;
  const left = own.filter((one) => one.from !== from);
  return left.length === 0 ? others : { ...others, [person]: left };
}

/** The leave that a person is on; undefined when they are there. */
export function currentLeave(leaves: Leaves, person: PersonId): Leave | undefined {
  return leaves[person]?.find(({ begunAt }) => begunAt !== null);
}

/** Everybody who is on leave. */
export function awayIn(leaves: Leaves): ReadonlySet<PersonId> {
  return new Set(Object.keys(leaves).filter((person) => currentLeave(leaves, person) !== undefined));
}

/** When the work is handed over: on the first morning, or at once when that has passed. */
export function beginsAt({ from, takenAt }: Leave): Instant {
  return Math.max(at(from, CHANGES_AT), takenAt);
}

/** When the work comes back: on the first working morning after the last day. */
export function returnsAt({ to }: Days, calendar: Calendar): Instant {
  return at(nextWorkday(to, calendar), CHANGES_AT);
}

/** The next leave to begin or to end, of whomever, and when; null when nobody has taken any. */
export function nextChange(
  leaves: Leaves,
  calendar: Calendar,
): { readonly person: PersonId; readonly at: Instant } | null {
  let next: { person: PersonId; at: Instant } | null = null;
  for (const [person, own] of Object.entries(leaves)) {
    for (const leave of own) {
      const due = leave.begunAt === null ? beginsAt(leave) : returnsAt(leave, calendar);
      if (next === null || due < next.at) next = { person, at: due };
    }
  }
  return next;
}

export type LeaveChange =
  | { readonly type: 'leaveBegun'; readonly days: Days }
  /** over: its days have passed · missed: they passed while the program was down, before anything was handed over */
  | { readonly type: 'leaveEnded'; readonly days: Days; readonly why: 'over' | 'missed' };

/** What becomes of a person's leaves by `now`. One that ends where the next begins changes hands only in the record. */
export function changesBy(own: readonly Leave[], now: Instant, calendar: Calendar): readonly LeaveChange[] {
  return own.flatMap((leave): LeaveChange[] => {
    const days = { from: leave.from, to: leave.to };
    const begun = leave.begunAt !== null;
    if (returnsAt(leave, calendar) <= now) {
      return [{ type: 'leaveEnded', days, why: begun ? 'over' : 'missed' }];
    }
    return !begun && beginsAt(leave) <= now ? [{ type: 'leaveBegun', days }] : [];
  });
}

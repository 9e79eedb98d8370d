/**
 * When summaries are due: digest and daily on working days, weekly on the last working day of the week; monthly on the
 * first working day of the month, for the month before, and yearly on that of the year.
 */
import { z } from 'zod';
import { addWorkdays, type Calendar, isWorkday } from './calendar.ts';
import type { Period } from './metrics.ts';
import { mondayOf, periodOf, spanBefore, spanOf } from './spans.ts';
import { addDays, at, DAY, type Day, dayOf, type Instant, MINUTE, minutesOf, startOfDay } from './time.ts';

const time = z.string('请写明几点，如 "21:00"').regex(/^([01]\d|2[0-3]):[0-5]\d$/, '应为 HH:MM');
const entry = z.strictObject({
  at: time,
  to: z.array(z.enum(['leader', 'dispatcher'])).min(1, '至少写一个接收对象'),
  /** Whether a picture goes with it. Left out: yes. */
  picture: z.boolean('应为 true 或 false').optional(),
});

export const scheduleSchema = z.strictObject({
  daily: entry,
  weekly: entry,
  /** 月报, of the month before. Left out: none. */
  monthly: entry.optional(),
  /** 年报, of the year before. Left out: none. */
  yearly: entry.optional(),
  /** 早间提醒: what rings until then, gathered, one message a person. Left out: each by itself, at its hour. */
  digest: z.strictObject({ at: time }).optional(),
  /** When groups that cannot have their cards changed hear how their tickets get on. Left out: never. */
  progress: z.strictObject({ at: z.array(time).min(1, '至少写一个时间') }).optional(),
  /** Left out: every hour is like another. */
  quiet: z
    .strictObject({ from: time, to: time })
    .refine(({ from, to }) => from !== to, {
      message: '开始和结束不能相同；不要静默时段，请删去 quiet',
      path: ['to'],
    })
    .optional(),
});
export type Schedule = z.output<typeof scheduleSchema>;

/** Those that are a brief. */
export const BRIEFS = ['daily', 'weekly', 'monthly', 'yearly'] as const;
export type BriefKind = (typeof BRIEFS)[number];

export interface DueSummary {
  readonly kind: 'digest' | 'progress' | BriefKind;
  /** `daily:2026-11-23`, `monthly:2026-11`, `progress:2026-11-23T11:30`; one summary per key, ever. */
  readonly key: string;
  readonly dueAt: Instant;
  readonly period: Period;
  /** Of a brief: the period before, that it is held against. */
  readonly former?: Period;
  /** Nobody named: whoever it concerns. */
  readonly to: Schedule['daily']['to'];
  /** A picture goes with it. */
  readonly picture?: boolean;
}

/** 静默时段: what comes then arrives without a sound, but for emergencies and answers. */
export function isQuiet(now: Instant, { quiet }: Schedule): boolean {
  if (!quiet) return false;
  const minute = Math.floor((now - startOfDay(dayOf(now))) / MINUTE);
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  return from < to ? from <= minute && minute < to : minute >= from || minute < to;
}

/** The summaries of one day in order; none on a day off. Each period begins where the one before it ended. */
export function summariesOf(day: Day, schedule: Schedule, calendar: Calendar): readonly DueSummary[] {
  if (!isWorkday(day, calendar)) return [];
  const all = [
    ...digestsOf(day, schedule, calendar),
    ...progressOf(day, schedule, calendar),
    dailyOf(day, schedule, calendar),
    ...(isLastWorkdayOfWeek(day, calendar) ? [weeklyOf(day, schedule, calendar)] : []),
    ...monthsOf(day, schedule, calendar),
  ];
  return all.sort((a, b) => a.dueAt - b.dueAt);
}

function dailyOf(day: Day, { daily }: Schedule, calendar: Calendar): DueSummary {
  const [before, last] = [addWorkdays(day, -2, calendar), addWorkdays(day, -1, calendar)];
  return {
    kind: 'daily',
    key: `daily:${day}`,
    dueAt: at(day, daily.at),
    period: { from: at(last, daily.at), before: at(day, daily.at) },
    former: { from: at(before, daily.at), before: at(last, daily.at) },
    to: daily.to,
    picture: daily.picture !== false,
  };
}

function weeklyOf(day: Day, { weekly }: Schedule, calendar: Calendar): DueSummary {
  const monday = mondayOf(day);
  const last = addWorkdays(monday, -1, calendar);
  const before = addWorkdays(mondayOf(last), -1, calendar);
  return {
    kind: 'weekly',
    key: `weekly:${monday}`,
    dueAt: at(day, weekly.at),
    period: { from: at(last, weekly.at), before: at(day, weekly.at) },
    former: { from: at(before, weekly.at), before: at(last, weekly.at) },
    to: weekly.to,
    picture: weekly.picture !== false,
  };
}

/** 月报 and 年报, on the first working day of what follows. */
function monthsOf(day: Day, schedule: Schedule, calendar: Calendar): readonly DueSummary[] {
  const last = addWorkdays(day, -1, calendar);
  return (['month', 'year'] as const).flatMap((of): DueSummary[] => {
    const kind = of === 'month' ? 'monthly' : 'yearly';
    const planned = schedule[kind];
    const length = of === 'month' ? 7 : 4;
    if (!planned || last.slice(0, length) === day.slice(0, length)) return [];
    const over = spanBefore(spanOf(of, day));
    return [
      {
        kind,
        key: `${kind}:${over.first.slice(0, length)}`,
        dueAt: at(day, planned.at),
        period: periodOf(over),
        former: periodOf(spanBefore(over)),
        to: planned.to,
        picture: planned.picture !== false,
      },
    ];
  });
}

/** Days between two of the rarest, and holidays. */
const LONGEST_BETWEEN = 380;

/** That summary and those of its kind before it, at most `count`, the oldest first. */
export function summariesUpTo(
  { kind, dueAt }: Pick<DueSummary, 'kind' | 'dueAt'>,
  count: number,
  schedule: Schedule,
  calendar: Calendar,
): readonly DueSummary[] {
  const found: DueSummary[] = [];
  const most = count * LONGEST_BETWEEN;
  for (let looked = 0, day = dayOf(dueAt); found.length < count && looked < most; looked++) {
    found.unshift(...summariesOf(day, schedule, calendar).filter((one) => one.kind === kind));
    day = addDays(day, -1);
  }
  return found;
}

/** The summary of that key; null where there is none, as when it is no longer made. */
export function summaryOf(key: string, schedule: Schedule, calendar: Calendar): DueSummary | null {
  const [, kind = '', of = ''] = /^(daily|weekly|monthly|yearly):(20\d{2}(?:-\d{2}){0,2})$/.exec(key) ?? [];
  if (kind === '') return null;
  const first = of.length === 4 ? `${of}-01-01` : of.length === 7 ? `${of}-01` : of;
  if (Number.isNaN(Date.parse(first))) return null;
  const over = kind === 'yearly' ? 366 : kind === 'monthly' ? 31 : 0;
  // The holidays put it off by no more than that.
  for (let ahead = 0; ahead <= over + 14; ahead++) {
    const found = summariesOf(addDays(first, ahead), schedule, calendar).find((one) => one.key === key);
    if (found) return found;
  }
  return null;
}

function digestsOf(day: Day, { digest }: Schedule, calendar: Calendar): readonly DueSummary[] {
  if (!digest) return [];
  const dueAt = at(day, digest.at);
  // What rings at that very hour is in it.
  const period = { from: at(addWorkdays(day, -1, calendar), digest.at) + 1, before: dueAt + 1 };
  return [{ kind: 'digest', key: `digest:${day}`, dueAt, period, to: [] }];
}

function progressOf(day: Day, { progress }: Schedule, calendar: Calendar): readonly DueSummary[] {
  const hours = [...new Set(progress?.at ?? [])].sort();
  const before = addWorkdays(day, -1, calendar);
  return hours.map((hour, index) => {
    const dueAt = at(day, hour);
    const from = index > 0 ? at(day, hours[index - 1]!) : at(before, hours.at(-1)!);
    return {
      kind: 'progress',
      key: `progress:${day}T${hour}`,
      dueAt,
      period: { from, before: dueAt },
      to: [],
    };
  });
}

/** A Friday as a rule; the Sunday of a make-up weekend, the Wednesday before a holiday. */
function isLastWorkdayOfWeek(day: Day, calendar: Calendar): boolean {
  return mondayOf(addWorkdays(day, 1, calendar)) !== mondayOf(day);
}

/** How long a summary is worth making that was due while the program was away: the rarer it is, the longer. */
const MADE_UP_FOR: Readonly<Record<BriefKind | 'digest', number>> = {
  digest: 3 * DAY,
  daily: 3 * DAY,
  weekly: 3 * DAY,
  monthly: 31 * DAY,
  yearly: 92 * DAY,
};
const LONGEST_MADE_UP = 92;

/**
 * How old a summary may be that is still made when the program is `back` after having been away: in any case the last
 * working day's and the last week's. Nobody needs twenty at once.
 */
export function madeUpFrom(kind: DueSummary['kind'], back: Instant, calendar: Calendar): Instant {
  // Each tells what happened since the one before, however long ago that was.
  if (kind === 'progress') return back;
  const since = kind === 'weekly' ? mondayOf(dayOf(back)) : dayOf(back);
  return Math.min(back - MADE_UP_FOR[kind], startOfDay(addWorkdays(since, -1, calendar)));
}

/** The first summary due after `after` that is not in `made` and, where `wanted` is given, is wanted. */
export function firstSummaryAfter(
  after: Instant,
  made: Readonly<Record<string, Instant>>,
  schedule: Schedule,
  calendar: Calendar,
  wanted: (summary: DueSummary) => boolean = () => true,
): DueSummary | null {
  let day = dayOf(after);
  // The longest closure of the calendar is nine days; a month always holds a working day.
  for (let looked = 0; looked < LONGEST_MADE_UP + 31; looked++, day = addDays(day, 1)) {
    for (const summary of summariesOf(day, schedule, calendar)) {
      if (summary.dueAt > after && made[summary.key] === undefined && wanted(summary)) return summary;
    }
  }
  return null;
}

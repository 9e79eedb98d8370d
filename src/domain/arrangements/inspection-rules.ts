/**
 * What a county has published about inspections (国办发〔2024〕54 号), and what follows from it: hints, which never block, what is
 * due by when, and the figures for 司法局 and leaders. None of them says that more inspections, or fewer, are better.
 */
import type { Calendar } from '../calendar.ts';
import { type Deadline, deadlineOf } from '../deadline.ts';
import type { Period } from '../metrics/period.ts';
import type { Rate } from '../metrics/rate.ts';
import { at, DAY, type Day, dayOf, type Instant, startOfDay, yearOf } from '../time.ts';
import {
  type Filing,
  filedIn,
  type Inspection,
  type Inspections,
  type Inspector,
  leadOf,
  partnersOf,
} from './inspections.ts';

/** An item of the published list. */
export interface InspectionItem {
  readonly id: string;
  readonly name: string;
  /** What people write for it. */
  readonly words: readonly string[];
  /** Who may inspect it. */
  readonly departments: readonly string[];
  /** How often in a year a unit may go to one firm for it; what is ordered from above is left out. */
  readonly perYear: number;
  readonly basis?: string | undefined;
}

export interface InspectionRules {
  /** The department that watches over inspections (司法局). */
  readonly overseer: string;
  /** Working days within which the firm hears the result, and within which the rest of an emergency is filed. */
  readonly resultWithin: number;
  readonly makeUpWithin: number;
  /** Days around it in which another unit's inspection of the firm is pointed out. */
  readonly overlapDays: number;
  /** 企业安静期: days of each month, both inclusive. */
  readonly quiet: readonly { readonly from: number; readonly to: number }[];
  readonly items: readonly InspectionItem[];
}

export type Hint =
  | { readonly light: 'red'; readonly what: 'noApproval' | 'notListed' | 'alone' | 'noCertificate' | 'past' }
  | { readonly light: 'yellow'; readonly what: 'quiet' }
  | { readonly light: 'yellow'; readonly what: 'often'; readonly times: number; readonly limit: number }
  | { readonly light: 'yellow'; readonly what: 'overlap'; readonly other: Inspection };

/** What is pointed out of a filing, before it counts. It can be filed all the same. */
export function hintsOn(
  filing: Filing,
  all: Inspections,
  now: Instant,
  rules: InspectionRules,
): readonly Hint[] {
  const { type, mode, inspectors, approver, day } = filing;
  const hints: Hint[] = [];
  if (type !== 'visit') {
    if (approver === null) hints.push({ light: 'red', what: 'noApproval' });
    if (!isListed(filing, rules)) hints.push({ light: 'red', what: 'notListed' });
    if (peopleAmong(inspectors) < 2) hints.push({ light: 'red', what: 'alone' });
    if (inspectors.some(({ certificate }) => certificate === null)) {
      hints.push({ light: 'red', what: 'noCertificate' });
    }
    const limit = itemOf(filing, rules)?.perYear;
    const times = timesInYear(filing, all) + 1;
    if (limit !== undefined && filing.cause !== 'superior' && times > limit) {
      hints.push({ light: 'yellow', what: 'often', times, limit });
    }
  }
  if (mode !== 'emergency' && plannedAt(filing) <= now) {
    hints.push({ light: 'red', what: 'past' });
  }
  if (disturbsQuiet(filing, rules)) hints.push({ light: 'yellow', what: 'quiet' });
  if (day >= dayOf(now)) {
    for (const other of overlapping(filing, all, now, rules)) {
      hints.push({ light: 'yellow', what: 'overlap', other });
    }
  }
  return hints;
}

/** Whoever is written twice is one, also where the certificate stands only once; so is a certificate under two names. */
function peopleAmong(inspectors: readonly Inspector[]): number {
  const certified = inspectors.filter(({ certificate }) => certificate !== null);
  const known = new Set(certified.map(({ name }) => name));
  const others = inspectors.filter(({ name }) => !known.has(name));
  return (
    new Set(certified.map(({ certificate }) => certificate)).size +
    new Set(others.map(({ name }) => name)).size
  );
}

export function itemOf(
  { code }: Pick<Filing, 'code'>,
  { items }: InspectionRules,
): InspectionItem | undefined {
  return items.find(({ id }) => id === code);
}

/** Published, and of this unit. */
export function isListed(filing: Pick<Filing, 'code' | 'department'>, rules: InspectionRules): boolean {
  return itemOf(filing, rules)?.departments.includes(filing.department) ?? false;
}

export function isQuiet(day: Day, { quiet }: InspectionRules): boolean {
  const date = Number(day.slice(8));
  return quiet.some(({ from, to }) => from <= date && date <= to);
}

/** Every cause that is known may fall on quiet days, and so may an emergency: what is left is routine. */
function disturbsQuiet({ day, mode, cause }: Filing, rules: InspectionRules): boolean {
  return mode !== 'emergency' && cause === null && isQuiet(day, rules);
}

/** Others of the same unit, firm and item in the year of the day, of those that count. */
function timesInYear(filing: Filing, all: Inspections, until: Instant = Infinity): number {
  return filedIn(all).filter(
    (one) =>
      one.id !== filing.id &&
      !one.cancelled &&
      one.cause !== 'superior' &&
      one.type !== 'visit' &&
      one.enterprise === filing.enterprise &&
      one.department === filing.department &&
      one.code === filing.code &&
      yearOf(one.day) === yearOf(filing.day) &&
      startOfDay(one.day) < until,
  ).length;
}

/** Other units that go to the firm around that day. What the firm is not told beforehand is told to no other unit either. */
export function overlapping(
  filing: Filing,
  all: Inspections,
  now: Instant,
  { overlapDays }: InspectionRules,
): readonly Inspection[] {
  if (filing.mode !== 'beforehand') return [];
  return filedIn(all).filter(
    (one) =>
      one.id !== filing.id &&
      one.mode === 'beforehand' &&
      mayBeJoined(one, now) &&
      one.enterprise === filing.enterprise &&
      one.department !== filing.department &&
      Math.abs(startOfDay(one.day) - startOfDay(filing.day)) <= overlapDays * DAY,
  );
}

/** Nobody has gone yet, and it is no part of another. */
export function mayBeJoined(one: Inspection, now: Instant): boolean {
  const isOpen = !one.cancelled && one.enteredAt === undefined && !one.result && one.into === undefined;
  return isOpen && one.day >= dayOf(now);
}

/**
 * When the unit was at the firm, as far as `now` knows: when it said so, else when it filed to come, the end of the day where
 * no hour was named. Null: it did not come, or has not come yet.
 */
export function entryOf(one: Inspection, now: Instant): Instant | null {
  if (one.cancelled) return null;
  if (one.enteredAt !== undefined) return one.enteredAt <= now ? one.enteredAt : null;
  // Whoever wanted to be told on entry, and was not, had nobody there.
  if (one.mode === 'onEntry') return null;
  const entry = one.mode === 'emergency' ? one.filedAt : plannedAt(one);
  return entry <= now ? entry : null;
}

function plannedAt({ day, time }: Filing): Instant {
  return at(day, time ?? '23:59');
}

/** Until when the rest of an emergency is to be filed; null where nothing is to come. */
export function restDue(one: Inspection, rules: InspectionRules, calendar: Calendar): Deadline | null {
  if (one.mode !== 'emergency' || one.madeUpAt !== undefined || one.cancelled) return null;
  return inWorkdays(one.filedAt, rules.makeUpWithin, calendar);
}

/**
 * Until when the firm is to hear the result; null where it has, or where there is nobody to hear of yet. Of a joint one each
 * unit owes its own, whatever the others have told.
 */
export function resultDue(
  one: Inspection,
  all: Inspections,
  rules: InspectionRules,
  calendar: Calendar,
): Deadline | null {
  const entry = one.cancelled ? null : entryOf(leadOf(one, all), Infinity);
  if (one.type === 'visit' || hasTold(one, all) || entry === null) return null;
  return inWorkdays(entry, rules.resultWithin, calendar);
}

/** Before it was kept who of several told it, it was that of all. */
function hasTold(one: Inspection, all: Inspections): boolean {
  const { result, results } = leadOf(one, all);
  return results ? results.some(({ unit }) => unit === one.department) : result !== undefined;
}

function inWorkdays(from: Instant, amount: number, calendar: Calendar): Deadline {
  return deadlineOf(from, { amount, unit: 'workday', roll: true }, calendar);
}

export interface InspectionFigures {
  /** 入企: inspections, those of several units once; and of which type. */
  readonly entries: number;
  readonly routine: number;
  readonly special: number;
  readonly case: number;
  /** 事前报备: filed before entry ÷ entries other than emergencies. */
  readonly beforehand: Rate;
  readonly emergencies: number;
  /** Of these, the rest is there. */
  readonly madeUp: number;
  /** 联合 ÷ all. */
  readonly joint: Rate;
  /** 超频: firms at which a unit was more often for an item than was published. */
  readonly over: number;
  /** 安静期: entries on quiet days without a reason that the county allows. */
  readonly quiet: number;
  /** 观摩、督导, which are no inspections. */
  readonly visits: number;
}

export function figuresOf(
  all: Inspections,
  { from, before }: Period,
  now: Instant,
  rules: InspectionRules,
): InspectionFigures {
  const entered = filedIn(all).flatMap((one) => {
    const entry = one.into === undefined ? entryOf(one, now) : null;
    return entry !== null && from <= entry && entry < before ? [{ one, entry }] : [];
  });
  const inspected = entered.filter(({ one }) => one.type !== 'visit');
  const urgent = inspected.filter(({ one }) => one.mode === 'emergency');
  const planned = inspected.filter(({ one }) => one.mode !== 'emergency');
  const whole = ({ one }: { readonly one: Inspection }) => [one, ...partnersOf(one, all)];
  const ofType = (type: Inspection['type']) => inspected.filter(({ one }) => one.type === type).length;
  return {
    entries: inspected.length,
    routine: ofType('routine'),
    special: ofType('special'),
    case: ofType('case'),
    beforehand: {
      numerator: planned.filter((each) => whole(each).every(({ filedAt }) => filedAt < each.entry)).length,
      denominator: planned.length,
    },
    emergencies: urgent.length,
    madeUp: urgent.filter(({ one }) => one.madeUpAt !== undefined && one.madeUpAt <= now).length,
    joint: {
      numerator: inspected.filter(({ one }) => partnersOf(one, all).length > 0).length,
      denominator: inspected.length,
    },
    over: new Set(
      inspected
        .flatMap(whole)
        .filter((one) => isOver(one, all, Math.min(before, now + 1), rules))
        .map(({ enterprise }) => enterprise),
    ).size,
    quiet: inspected.filter(({ one }) => disturbsQuiet(one, rules)).length,
    visits: entered.length - inspected.length,
  };
}

function isOver(one: Inspection, all: Inspections, until: Instant, rules: InspectionRules): boolean {
  const limit = itemOf(one, rules)?.perYear;
  return limit !== undefined && one.cause !== 'superior' && timesInYear(one, all, until) + 1 > limit;
}

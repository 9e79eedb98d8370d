/**
 * Figures of other platforms (互联网+政务服务), as their offices publish them: with the source, the days they are of and the
 * day they were brought in. They stand apart, are checked against themselves alone, and enter no figure of ours
 * (国办函〔2025〕66 号: 评价范围). What a platform has of 差评 of a firm becomes a ticket of ours, once.
 */
import type { Rate } from '../metrics.ts';
import type { DepartmentId, PersonId } from '../roster.ts';
import type { Day, Instant } from '../time.ts';

/** 非常满意、满意、基本满意、不满意、非常不满意: the last two are 差评. */
export type FiveRatings = readonly [number, number, number, number, number];

export interface PlatformFigures {
  /** The office that publishes them. */
  readonly source: DepartmentId;
  readonly from: Day;
  readonly to: Day;
  readonly received: number;
  /** 应办结 and 按时办结; missing: the platform gives none. */
  readonly timed?: { readonly due: number; readonly inTime: number };
  readonly ratings?: FiveRatings;
  /** 百分数 as the platform publishes them, where it gives them. */
  readonly statedOnTime?: number;
  readonly statedSatisfaction?: number;
}

export interface PlatformImport extends PlatformFigures {
  /** 1, 2, 3 … */
  readonly id: number;
  readonly at: Instant;
  readonly by: PersonId;
}

export interface Platform {
  /** The oldest first. Of the same source and days the last one counts; the others stay on record. */
  readonly imports?: readonly PlatformImport[];
  /** 差评 that became tickets, by `badKey`. */
  readonly taken?: Readonly<Record<string, number>>;
}

export type PlatformEvent =
  | { readonly did: 'imported'; readonly figures: PlatformFigures; readonly by: PersonId }
  | { readonly did: 'taken'; readonly key: string; readonly ticket: number };

export function evolvePlatform(before: Platform, event: PlatformEvent, at: Instant): Platform {
  switch (event.did) {
    case 'imported': {
      const { imports = [] } = before;
      return {
        ...before,
        imports: [...imports, { ...event.figures, id: imports.length + 1, at, by: event.by }],
      };
    }
    case 'taken':
      return { ...before, taken: { ...before.taken, [event.key]: event.ticket } };
    default:
      return event satisfies never;
  }
}

/** One of the same source and days. */
export function sameImport(
  { imports = [] }: Platform,
  { source, from, to }: Pick<PlatformFigures, 'source' | 'from' | 'to'>,
): PlatformImport | undefined {
  return imports.findLast((one) => one.source === source && one.from === from && one.to === to);
}

/** Those that count, the newest days first: brought in before `before`, each the last of its source and days. */
export function importsIn(platform: Platform, before: Instant): readonly PlatformImport[] {
  const known = (platform.imports ?? []).filter(({ at }) => at < before);
  return known
    .filter((one) => sameImport({ imports: known }, one) === one)
    .toSorted((a, b) => (a.to === b.to ? b.id - a.id : a.to < b.to ? 1 : -1));
}

/** Of each source the newest days. */
export function newestIn(platform: Platform, before: Instant): readonly PlatformImport[] {
  const seen = new Set<string>();
  return importsIn(platform, before).filter(({ source }) => !seen.has(source) && Boolean(seen.add(source)));
}

export function onTimeOf({ timed }: PlatformFigures): Rate | null {
  return timed ? { numerator: timed.inTime, denominator: timed.due } : null;
}

/** 满意率 of those that were rated (非常满意＋满意＋基本满意), and how many of all were. */
export function satisfactionOf({
  ratings,
  received,
}: PlatformFigures): { readonly satisfied: Rate; readonly rated: Rate } | null {
  if (!ratings) return null;
  const rated = ratings.reduce((sum, count) => sum + count, 0);
  const [very, plainly, basically] = ratings;
  return {
    satisfied: { numerator: very + plainly + basically, denominator: rated },
    rated: { numerator: rated, denominator: received },
  };
}

export type PlatformFault =
  | 'future'
  | 'backward'
  | 'inTimeOverDue'
  | 'ratingsOverReceived'
  | 'percent'
  | 'statedOnTime'
  | 'statedSatisfaction';

/** A published rate is given to two decimals at the most. */
const ROUNDED = 0.05;

/** What does not fit within them; nothing else can be checked here. */
export function faultsOf(figures: PlatformFigures, today: Day): readonly PlatformFault[] {
  const { from, to, received, timed, ratings, statedOnTime, statedSatisfaction } = figures;
  const isOff = (stated: number | undefined, rate: Rate | undefined | null): boolean =>
    stated !== undefined &&
    rate !== undefined &&
    rate !== null &&
    rate.denominator > 0 &&
    Math.abs((100 * rate.numerator) / rate.denominator - stated) > ROUNDED;
  const isNoPercent = (stated: number | undefined): boolean =>
    stated !== undefined && !(stated >= 0 && stated <= 100);
  return [
    ...(to > today ? (['future'] as const) : []),
    ...(to < from ? (['backward'] as const) : []),
    ...(timed && timed.inTime > timed.due ? (['inTimeOverDue'] as const) : []),
    ...(ratings && ratings.reduce((sum, count) => sum + count, 0) > received
      ? (['ratingsOverReceived'] as const)
      : []),
    ...(isNoPercent(statedOnTime) || isNoPercent(statedSatisfaction) ? (['percent'] as const) : []),
    ...(isOff(statedOnTime, onTimeOf(figures)) ? (['statedOnTime'] as const) : []),
    ...(isOff(statedSatisfaction, satisfactionOf(figures)?.satisfied)
      ? (['statedSatisfaction'] as const)
      : []),
  ];
}

/** What makes a 差评 the same: its number on the platform, or else the firm and its words. */
export function badKey(enterprise: string, number: string | null, words: string): string {
  return number === null ? `${enterprise}/${words.replace(/[\s\p{P}]/gu, '')}` : `#${number}`;
}

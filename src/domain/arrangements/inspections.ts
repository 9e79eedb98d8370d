/**
 * 入企检查: what a unit files before it enters a firm, what becomes of it, and what the firm thinks of it afterwards. A filing
 * is a trace, not a licence: nothing here says that a lawful inspection may not be made. Visits (观摩、督导) are filed too.
 * Of ratings only the unit and the words are kept: no firm, no day, no inspection (龙华: 企业评价全程匿名).
 */
import type { Day, Instant, TimeOfDay } from '../time.ts';

/** routine 日常 · special 专项 · case 个案 · visit 观摩、督导、走访, which is no inspection and counted apart */
export const TYPES = ['routine', 'special', 'case', 'visit'] as const;
export type InspectionType = (typeof TYPES)[number];

/** When the firm hears of it: beforehand · onEntry 进门时 (complaints, surprise) · emergency 紧急, the rest is made up later. */
export type Mode = 'beforehand' | 'onEntry' | 'emergency';

/**
 * What it was begun by: superior 上级部署 · safety 安全隐患 · complaint 投诉举报 · review 法定复查 · tax 税收风险 · request 企业申请.
 * A code alone is kept: words about a complaint could tell who complained (信访工作条例 30).
 */
export const CAUSES = ['superior', 'safety', 'complaint', 'review', 'tax', 'request'] as const;
export type Cause = (typeof CAUSES)[number];

export interface Inspector {
  readonly name: string;
  /** 执法证号; null: none was given. */
  readonly certificate: string | null;
}

/** Null of what a filing says: it was asked for, and there is none. */
export interface Filed {
  readonly type: InspectionType;
  /** As people read it: the name in the county's list, or the words that were typed. */
  readonly item: string;
  /** Its id in the county's list; null: it stands in none. */
  readonly code: string | null;
  readonly basis: string | null;
  readonly approver: string | null;
  readonly inspectors: readonly Inspector[];
  readonly noticeNo: string | null;
  readonly cause: Cause | null;
}

export interface Filing extends Filed {
  /** 1, 2, 3 … of all. */
  readonly id: number;
  readonly enterprise: string;
  readonly department: string;
  readonly by: string;
  readonly day: Day;
  /** Null: no hour was named. */
  readonly time: TimeOfDay | null;
  readonly mode: Mode;
}

/** What is told once of one: rest 紧急补报, result 检查结果; when it is due, and when it is late. */
export const NUDGES = ['restDue', 'restLate', 'resultDue', 'resultLate'] as const;
export type Nudge = (typeof NUDGES)[number];

export interface Inspection extends Filing {
  readonly filedAt: Instant;
  /** The notice by which the firm was told; missing: it was not told yet. */
  readonly told?: number;
  readonly enteredAt?: Instant;
  readonly cancelled?: { readonly at: Instant; readonly why: string };
  /** An emergency of which the rest is there. */
  readonly madeUpAt?: Instant;
  /** The last that was told. */
  readonly result?: { readonly at: Instant; readonly text: string };
  /** Of a joint one what each unit told, the first that told first; missing: by a single unit, or before that was kept. */
  readonly results?: readonly UnitResult[];
  readonly rated?: true;
  /** The other that was asked to come together. */
  readonly asking?: number;
  /** It is part of that one: one visit of both units. */
  readonly into?: number;
  readonly nudged: readonly Nudge[];
}

export interface UnitResult {
  readonly unit: string;
  readonly at: Instant;
  readonly text: string;
}

export const RATINGS = ['good', 'fair', 'poor'] as const;
export type InspectionRating = (typeof RATINGS)[number];

export interface Opinions {
  readonly ratings: readonly InspectionRating[];
  readonly words: readonly string[];
}

/**
 * What firms think of a unit. Three are shown together, and the next ones when there are three more: whoever compares what
 * is shown before and after an inspection sees nothing of that one.
 */
export interface OpinionsOf {
  readonly shown: Opinions;
  readonly waiting: Opinions;
}
export const SHOWN_TOGETHER = 3;

export interface Inspections {
  readonly filed?: Readonly<Record<number, Inspection>>;
  /** By department. */
  readonly opinions?: Readonly<Record<string, OpinionsOf>>;
}

export type InspectionEvent =
  | { readonly did: 'filed'; readonly filing: Filing }
  | { readonly did: 'told'; readonly inspection: number; readonly notice: number }
  | { readonly did: 'entered'; readonly inspection: number }
  | { readonly did: 'cancelled'; readonly inspection: number; readonly why: string }
  | { readonly did: 'madeUp'; readonly inspection: number; readonly filed: Filed }
  /** `unit`: which of a joint one tells; missing: the only one. */
  | { readonly did: 'resulted'; readonly inspection: number; readonly text: string; readonly unit?: string }
  | { readonly did: 'joinAsked'; readonly inspection: number; readonly other: number }
  | { readonly did: 'joinRefused'; readonly inspection: number }
  | { readonly did: 'joined'; readonly inspection: number; readonly into: number }
  | { readonly did: 'nudged'; readonly inspection: number; readonly about: Nudge }
  /** That a firm has rated, and (apart) what was said of the units. */
  | { readonly did: 'rated'; readonly inspection: number }
  | {
      readonly did: 'thought';
      readonly departments: readonly string[];
      readonly rating: InspectionRating | null;
      readonly words: string | null;
    };

export function evolveInspections(all: Inspections, event: InspectionEvent, at: Instant): Inspections {
  const filed = all.filed ?? {};
  if (event.did === 'filed') {
    return { ...all, filed: { ...filed, [event.filing.id]: { ...event.filing, filedAt: at, nudged: [] } } };
  }
  if (event.did === 'thought') {
    const opinions = { ...all.opinions };
    for (const one of event.departments) opinions[one] = withOpinion(opinions[one], event);
    return { ...all, opinions };
  }
  const one = filed[event.inspection];
  if (!one) return all;
  const changed = { ...all, filed: { ...filed, [one.id]: changedBy(event, one, at) } };
  return event.did === 'cancelled' ? parted(changed, one.id) : changed;
}

type OfOne = Exclude<InspectionEvent, { did: 'filed' } | { did: 'thought' }>;

function changedBy(event: OfOne, one: Inspection, at: Instant): Inspection {
  switch (event.did) {
    case 'told':
      return { ...one, told: event.notice };
    case 'entered':
      return { ...one, enteredAt: one.enteredAt ?? at };
    case 'cancelled':
      return { ...alone(one), cancelled: { at, why: event.why } };
    case 'madeUp':
      return { ...one, ...event.filed, madeUpAt: one.madeUpAt ?? at };
    case 'resulted':
      return { ...one, result: { at, text: event.text }, ...withResult(one, event, at) };
    case 'joinAsked':
      return { ...one, asking: event.other };
    case 'joinRefused':
      return unasked(one);
    case 'joined':
      return { ...unasked(one), into: event.into };
    case 'nudged':
      return { ...one, nudged: [...one.nudged, event.about] };
    case 'rated':
      return { ...one, rated: true };
    default:
      return event satisfies never;
  }
}

/** A unit that tells again puts its own right, and nobody else's. */
function withResult(
  { results = [] }: Inspection,
  { unit, text }: Extract<OfOne, { did: 'resulted' }>,
  at: Instant,
): Pick<Inspection, 'results'> {
  if (unit === undefined) return {};
  const told = { unit, at, text };
  const isOwn = results.some((one) => one.unit === unit);
  return {
    results: isOwn ? results.map((one) => (one.unit === unit ? told : one)) : [...results, told],
  };
}

function unasked({ asking: _, ...one }: Inspection): Inspection {
  return one;
}

/** No part of another, nor asked to be. */
function alone({ into: _, ...one }: Inspection): Inspection {
  return unasked(one);
}

/** Where one is cancelled, the units that were to come with it come by themselves. */
function parted(all: Inspections, id: number): Inspections {
  const filed = Object.values(all.filed ?? {}).map((one) => (one.into === id ? alone(one) : one));
  return { ...all, filed: Object.fromEntries(filed.map((one) => [one.id, one])) };
}

const NONE: Opinions = { ratings: [], words: [] };

function withOpinion(
  { shown, waiting }: OpinionsOf = { shown: NONE, waiting: NONE },
  { rating, words }: Pick<Extract<InspectionEvent, { did: 'thought' }>, 'rating' | 'words'>,
): OpinionsOf {
  const more: Opinions = {
    ratings: rating === null ? waiting.ratings : [...waiting.ratings, rating],
    words: words === null ? waiting.words : [...waiting.words, words],
  };
  if (more.ratings.length < SHOWN_TOGETHER) return { shown, waiting: sorted(more) };
  const together = { ratings: [...shown.ratings, ...more.ratings], words: [...shown.words, ...more.words] };
  return { shown: sorted(together), waiting: NONE };
}

/** The order in which they came says whose they are. */
function sorted({ ratings, words }: Opinions): Opinions {
  return {
    ratings: [...ratings].sort((a, b) => RATINGS.indexOf(a) - RATINGS.indexOf(b)),
    words: [...words].sort(),
  };
}

/** The oldest first. */
export function filedIn({ filed = {} }: Inspections = {}): readonly Inspection[] {
  return Object.values(filed);
}

export function nextInspection({ filed = {} }: Inspections = {}): number {
  return Object.keys(filed).length + 1;
}

/** The one that the units make together: itself, or that of which it is part. */
export function leadOf(one: Inspection, { filed = {} }: Inspections = {}): Inspection {
  return (one.into !== undefined && filed[one.into]) || one;
}

/** Those that are part of it, without itself. */
export function partnersOf({ id }: Inspection, all: Inspections = {}): readonly Inspection[] {
  return filedIn(all).filter(({ into }) => into === id);
}

/** The units that come, the one that leads first. */
export function unitsOf(one: Inspection, all: Inspections = {}): readonly string[] {
  const lead = leadOf(one, all);
  return [...new Set([lead, ...partnersOf(lead, all)].map(({ department }) => department))];
}

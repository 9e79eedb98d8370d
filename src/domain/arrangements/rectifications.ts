/**
 * 查摆 → 整改: what several firms met alike is mended at its root. Like tickets propose it, a leader sets it, measures have a
 * day and whoever does them, and the firms concerned say whether it is better. Reports about officials never feed it; no
 * person is named in it, and the party meeting itself stays outside.
 */
import type { Outline } from '../outline.ts';
import { addDays, type Day, type Instant, startOfDay } from '../time.ts';

export interface Measure {
  /** 1, 2, 3 … within its theme. */
  readonly id: number;
  readonly text: string;
  readonly department: string;
  /** The last day on which it is in time. */
  readonly day: Day;
  readonly by: string;
  readonly at: Instant;
  readonly done?: { readonly at: Instant; readonly by: string; readonly text: string };
  /** Whoever does it was reminded: on the working day before, and when it was late. */
  readonly remindedAt?: Instant;
  readonly lateToldAt?: Instant;
}

export interface Rectification {
  /** 1, 2, 3 … */
  readonly id: number;
  readonly title: string;
  /** Who leads: a department. */
  readonly lead: string;
  readonly tickets: readonly number[];
  /** The firms of those tickets, as they were then. */
  readonly enterprises: readonly string[];
  /** The county's own word that its tickets were read by; null where they have none in common. */
  readonly word: string | null;
  readonly proposed: { readonly at: Instant; readonly by: string };
  /** 立题 or not, by a leader; missing: nobody has said. */
  readonly settled?: { readonly at: Instant; readonly by: string; readonly isSet: boolean };
  readonly measures: readonly Measure[];
  /** 验收: all measures are done, and the firms are asked by that notice. */
  readonly accepted?: { readonly at: Instant; readonly by: string; readonly notice: number };
}

export type Rectifications = Readonly<Record<number, Rectification>>;

export type RectificationEvent =
  | {
      readonly did: 'proposed';
      readonly theme: Omit<Rectification, 'proposed' | 'measures'>;
      readonly by: string;
    }
  | { readonly did: 'settled'; readonly theme: number; readonly by: string; readonly isSet: boolean }
  | { readonly did: 'measured'; readonly theme: number; readonly measure: Omit<Measure, 'at'> }
  | {
      readonly did: 'done';
      readonly theme: number;
      readonly measure: number;
      readonly by: string;
      readonly text: string;
    }
  | { readonly did: 'reminded' | 'lateTold'; readonly theme: number; readonly measure: number }
  | { readonly did: 'accepted'; readonly theme: number; readonly by: string; readonly notice: number };

/** Waits for a leader, or is being mended: the same is not proposed beside it. */
export function isGoingOn(one: Pick<Rectification, 'settled' | 'accepted'>): boolean {
  const stage = stageOf(one);
  return stage === 'proposed' || stage === 'running';
}

export function evolveRectifications(
  all: Rectifications,
  event: RectificationEvent,
  at: Instant,
): Rectifications {
  if (event.did === 'proposed') {
    return { ...all, [event.theme.id]: { ...event.theme, proposed: { at, by: event.by }, measures: [] } };
  }
  const one = all[event.theme];
  return one ? { ...all, [one.id]: after(one, event, at) } : all;
}

function after(
  one: Rectification,
  event: Exclude<RectificationEvent, { readonly did: 'proposed' }>,
  at: Instant,
): Rectification {
  const withMeasure = (id: number, change: Partial<Measure>): Rectification => ({
    ...one,
    measures: one.measures.map((measure) => (measure.id === id ? { ...measure, ...change } : measure)),
  });
  switch (event.did) {
    case 'settled':
      return { ...one, settled: { at, by: event.by, isSet: event.isSet } };
    case 'measured':
      return { ...one, measures: [...one.measures, { ...event.measure, at }] };
    case 'done':
      return withMeasure(event.measure, { done: { at, by: event.by, text: event.text } });
    case 'reminded':
      return withMeasure(event.measure, { remindedAt: at });
    case 'lateTold':
      return withMeasure(event.measure, { lateToldAt: at });
    case 'accepted':
      return { ...one, accepted: { at, by: event.by, notice: event.notice } };
    default:
      return event satisfies never;
  }
}

export type Stage = 'proposed' | 'refused' | 'running' | 'accepted';

export function stageOf({ settled, accepted }: Pick<Rectification, 'settled' | 'accepted'>): Stage {
  if (accepted) return 'accepted';
  if (!settled) return 'proposed';
  return settled.isSet ? 'running' : 'refused';
}

/** From the first moment after its day a measure is late. */
export function lateFrom({ day }: Pick<Measure, 'day'>): Instant {
  return startOfDay(addDays(day, 1));
}

export type MeasureState = 'kept' | 'late' | 'open';

export function stateOfMeasure(measure: Measure, at: Instant): MeasureState {
  const end = lateFrom(measure);
  if (measure.done) return measure.done.at < end ? 'kept' : 'late';
  return at < end ? 'open' : 'late';
}

/** A word that all of them were read by, the longest, and no department's name; null where there is none. */
export function commonWord(
  outlines: readonly Pick<Outline, 'terms'>[],
  isOffice: (word: string) => boolean,
): string | null {
  const [first, ...others] = outlines;
  const words = (first?.terms ?? []).filter(
    (word) => !isOffice(word) && others.every(({ terms = [] }) => terms.includes(word)),
  );
  return [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))[0] ?? null;
}

export function nextRectification(all: Rectifications = {}): number {
  return Object.keys(all).length + 1;
}

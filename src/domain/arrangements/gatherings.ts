/**
 * 政企活动: 早餐会、下午茶、夜沙龙. Firms are asked in private, and may leave it without a word: only who comes is kept, so that
 * whoever does not is nowhere. What is told there becomes tickets with the gathering as their source; suggestions (建议) are
 * answered apart.
 */
import type { Instant } from '../time.ts';

/** breakfast 早餐会 · tea 下午茶 · salon 夜沙龙 */
export const SERIES = ['breakfast', 'tea', 'salon'] as const;
export type Series = (typeof SERIES)[number];

export interface Gathering {
  /** 1, 2, 3 … of all gatherings, whatever their series. */
  readonly id: number;
  readonly series: Series;
  /** 第几期 of its series. */
  readonly serial: number;
  /** When it begins. */
  readonly at: Instant;
  readonly topic: string;
  readonly place: string;
  readonly departments: readonly string[];
  readonly by: string;
  /** The notice that invites; its answers say who comes. */
  readonly notice: number;
  /** The day before: who comes was reminded. */
  readonly remindedAt?: Instant;
  readonly cancelled?: { readonly at: Instant; readonly why: string };
}

export type Gatherings = Readonly<Record<number, Gathering>>;

export type GatheringEvent =
  | { readonly did: 'convened'; readonly gathering: Gathering }
  | { readonly did: 'reminded'; readonly gathering: number }
  | { readonly did: 'cancelled'; readonly gathering: number; readonly why: string };

export function evolveGatherings(all: Gatherings, event: GatheringEvent, at: Instant): Gatherings {
  if (event.did === 'convened') return { ...all, [event.gathering.id]: event.gathering };
  const one = all[event.gathering];
  if (!one) return all;
  switch (event.did) {
    case 'reminded':
      return { ...all, [one.id]: { ...one, remindedAt: at } };
    case 'cancelled':
      return { ...all, [one.id]: { ...one, cancelled: { at, why: event.why } } };
    default:
      return event satisfies never;
  }
}

/** The numbers that the next one of a series gets. A cancelled one keeps its own. */
export function nextGathering(all: Gatherings = {}, series: Series): Pick<Gathering, 'id' | 'serial'> {
  const others = Object.values(all);
  const ofSeries = others.filter((one) => one.series === series);
  return { id: others.length + 1, serial: ofSeries.length + 1 };
}

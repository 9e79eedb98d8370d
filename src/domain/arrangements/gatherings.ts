/**
 * 政企活动: 早餐会、下午茶、夜沙龙. Firms are asked in private, and may leave it without a word: only who comes is kept, so that
 * whoever does not is nowhere. What is told there becomes tickets with the gathering as their source; suggestions (建议) are
 * kept with it and answered apart.
 */
import type { Instant } from '../time.ts';

/** breakfast 早餐会 · tea 下午茶 · salon 夜沙龙 */
export const SERIES = ['breakfast', 'tea', 'salon'] as const;
export type Series = (typeof SERIES)[number];

/** adopted 采纳 · explained 解释: why it is not */
export const ANSWERS = ['adopted', 'explained'] as const;
export type SuggestionAnswer = (typeof ANSWERS)[number];

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
  /** How often its time was changed; missing: never. */
  readonly moved?: number;
  /** When its time was last told: convened, or moved; missing: before that was kept. */
  readonly calledAt?: Instant;
  /** The day before: who comes was reminded. */
  readonly remindedAt?: Instant;
  readonly cancelled?: { readonly at: Instant; readonly why: string };
  /** Firms that came, as the hub has said; missing: those that had said they would, and those that spoke. */
  readonly came?: readonly string[];
  /** Firms of which something was taken down at the table. */
  readonly spoke?: readonly string[];
  readonly wishes?: readonly Wish[];
  readonly suggestions?: readonly Suggestion[];
}

/** 想说: what a guest told the hub in private before it. */
export interface Wish {
  readonly enterprise: string;
  readonly by: string;
  readonly at: Instant;
  readonly text: string;
  /** Told by a firm that comes, and shown while it does; missing: before that was asked for. */
  readonly comes?: true;
}

/** 建议, as the hub took it down; it is answered, and is no matter that is worked on. */
export interface Suggestion {
  /** 1, 2, 3 … of its gathering. */
  readonly id: number;
  readonly enterprise: string;
  readonly by: string;
  readonly at: Instant;
  readonly text: string;
  /** The last answer; missing: none yet. */
  readonly answer?: {
    readonly how: SuggestionAnswer;
    readonly text: string;
    readonly by: string;
    readonly at: Instant;
  };
}

export type Gatherings = Readonly<Record<number, Gathering>>;

export type GatheringEvent =
  | { readonly did: 'convened'; readonly gathering: Gathering }
  | { readonly did: 'moved'; readonly gathering: number; readonly to: Instant }
  | { readonly did: 'reminded'; readonly gathering: number }
  | { readonly did: 'cancelled'; readonly gathering: number; readonly why: string }
  | { readonly did: 'attended'; readonly gathering: number; readonly came: readonly string[] }
  | { readonly did: 'spoke'; readonly gathering: number; readonly enterprises: readonly string[] }
  | ({ readonly did: 'wished'; readonly gathering: number } & Omit<Wish, 'at'>)
  | ({ readonly did: 'suggested'; readonly gathering: number } & Omit<Suggestion, 'id' | 'at' | 'answer'>)
  | {
      readonly did: 'answered';
      readonly gathering: number;
      readonly suggestion: number;
      readonly how: SuggestionAnswer;
      readonly text: string;
      readonly by: string;
    };

export function evolveGatherings(all: Gatherings, event: GatheringEvent, at: Instant): Gatherings {
  if (event.did === 'convened') return { ...all, [event.gathering.id]: { ...event.gathering, calledAt: at } };
  const one = all[event.gathering];
  return one ? { ...all, [one.id]: after(one, event, at) } : all;
}

function after(one: Gathering, event: Exclude<GatheringEvent, { did: 'convened' }>, at: Instant): Gathering {
  switch (event.did) {
    case 'moved': {
      // At its new time everybody is reminded again.
      const { remindedAt: _, ...rest } = one;
      return { ...rest, at: event.to, moved: (one.moved ?? 0) + 1, calledAt: at };
    }
    case 'reminded':
      return { ...one, remindedAt: at };
    case 'cancelled':
      return { ...one, cancelled: { at, why: event.why } };
    case 'attended':
      return { ...one, came: event.came };
    case 'spoke':
      return { ...one, spoke: [...new Set([...(one.spoke ?? []), ...event.enterprises])] };
    case 'wished': {
      const { enterprise, by, text, comes } = event;
      const wish: Wish = { enterprise, by, at, text, ...(comes && { comes }) };
      return { ...one, wishes: [...(one.wishes ?? []), wish] };
    }
    case 'suggested': {
      const { enterprise, by, text } = event;
      const before = one.suggestions ?? [];
      return { ...one, suggestions: [...before, { id: before.length + 1, enterprise, by, at, text }] };
    }
    case 'answered': {
      const { how, text, by } = event;
      const suggestions = (one.suggestions ?? []).map((own) =>
        own.id === event.suggestion ? { ...own, answer: { how, text, by, at } } : own,
      );
      return { ...one, suggestions };
    }
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

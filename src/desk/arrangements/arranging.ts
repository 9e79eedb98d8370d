/** What an arrangement has asked of somebody, with what was said before; one line an arrangement. */
import type { Series } from '../../domain/arrangements/gatherings.ts';

export type Arranging =
  /** 早餐会…: what it still lacks, or (`send`) whether it goes out as shown. `words`: all that was said of it. */
  | {
      readonly of: 'event';
      readonly what: 'day' | 'time' | 'topic' | 'guests' | 'send';
      readonly series: Series;
      readonly words: string;
    }
  /** 帮办: what is missing of a step; or (`offer`) whether a question was meant so. */
  | { readonly of: 'guide'; readonly what: 'missing'; readonly ticket: number; readonly place: number }
  | { readonly of: 'guide'; readonly what: 'offer'; readonly template: string; readonly words: string };

export type ArrangingOf<Kind extends Arranging['of']> = Extract<Arranging, { of: Kind }>;

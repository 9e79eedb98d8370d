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
  /** 走访: when to come, what was found, and of a promise the day or what it is; `words`: what was said of it. */
  | {
      readonly of: 'visit';
      readonly what: 'time' | 'record' | 'day' | 'title';
      readonly ticket: number;
      readonly words: string;
    };

export type ArrangingOf<Kind extends Arranging['of']> = Extract<Arranging, { of: Kind }>;

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
  /** 惠企政策: whether it goes out as shown (`send`), what the roster has wrong (`fact`), what a question was (`question`). */
  | {
      readonly of: 'policy';
      readonly what: 'send' | 'fact' | 'question';
      readonly policy: string;
      readonly words: string;
    };

export type ArrangingOf<Kind extends Arranging['of']> = Extract<Arranging, { of: Kind }>;

/** What an arrangement has asked of somebody, with what was said before; one line an arrangement. */
import type { NeedDraft } from '../../dialogue/arrangements/finance.ts';
import type { Series } from '../../domain/arrangements/gatherings.ts';

export type Arranging =
  /** 早餐会…: what it still lacks, or (`send`) whether it goes out as shown. `words`: all that was said of it. */
  | {
      readonly of: 'event';
      readonly what: 'day' | 'time' | 'topic' | 'guests' | 'departments' | 'send';
      readonly series: Series;
      readonly words: string;
    }
  /** 调度会: until when a decision is to be done; `words`: the department and what it does. */
  | {
      readonly of: 'council';
      readonly what: 'day';
      readonly id: number;
      readonly ticket: number;
      readonly words: string;
    }
  /** 想说 …, of a firm that has not said that it comes: whether it does, or wants it registered now. */
  | { readonly of: 'event'; readonly what: 'wish'; readonly gathering: number; readonly words: string }
  /** 活动 3 记: what was told at the table, a message for each line or for several. */
  | { readonly of: 'event'; readonly what: 'lines'; readonly gathering: number }
  /** 惠企政策: whether it goes out as shown (`send`), what the roster has wrong (`fact`), what a question was (`question`). */
  | {
      readonly of: 'policy';
      readonly what: 'send' | 'fact' | 'question';
      readonly policy: string;
      readonly words: string;
    }
  /** 报备检查: what it still lacks, or whether it is filed as shown; `makeUp`: of which emergency it is the rest. */
  | {
      readonly of: 'inspection';
      readonly what: FilingLack | 'send';
      readonly words: string;
      readonly urgent: boolean;
      readonly makeUp: number | null;
    }
  /** 检查 3 结果, 检查 3 取消, and nothing behind it. */
  | { readonly of: 'inspection'; readonly what: 'result' | 'cancel'; readonly id: number }
  /** One line beside a rating; whose it is stands nowhere. */
  | { readonly of: 'inspection'; readonly what: 'remark'; readonly departments: readonly string[] }
  /** 走访: when to come, what was found, and of a promise the day or what it is; `words`: what was said of it. */
  | {
      readonly of: 'visit';
      readonly what: 'time' | 'record' | 'day' | 'title';
      readonly ticket: number;
      readonly words: string;
    }
  /** 融资: what a need still lacks, or whether it goes out as shown; `shown`: banks in the order of the buttons. */
  | {
      readonly of: 'finance';
      readonly what: NeedLack | 'send';
      readonly draft: NeedDraft;
      readonly shown: readonly string[];
    }
  /** On a need: more banks, what is missing, why not, or how much. */
  | {
      readonly of: 'finance';
      readonly what: NeedQuestion;
      readonly id: number;
      readonly shown: readonly string[];
    }
  /** 帮办: what is missing of a step; or (`offer`) whether a question was meant so. */
  | { readonly of: 'guide'; readonly what: 'missing'; readonly ticket: number; readonly place: number }
  | { readonly of: 'guide'; readonly what: 'offer'; readonly template: string; readonly words: string }
  /** 权责清单: why it is decided so. */
  | { readonly of: 'power'; readonly what: 'accept' | 'keep'; readonly id: number };

export type NeedLack = 'yuan' | 'purpose' | 'months' | 'collateral' | 'banks';
export type NeedQuestion = 'choose' | 'coach' | 'decline' | 'refuse' | 'grant' | 'lend';

export type FilingLack =
  | 'firm'
  | 'day'
  | 'time'
  | 'item'
  | 'type'
  | 'basis'
  | 'approver'
  | 'people'
  | 'notice';

export type ArrangingOf<Kind extends Arranging['of']> = Extract<Arranging, { of: Kind }>;

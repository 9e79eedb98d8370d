/** The words of the service contract: what may be asked for, what a decision may depend on, and what comes of it. */
import type { Calendar } from './calendar.ts';
import type { Flow } from './flow.ts';
import type { Actor } from './permissions.ts';
import type { Presence } from './stand-in.ts';
import type { Beginning, FileFault, Rating, TicketEvent, TicketFile, TicketState } from './ticket.ts';
import type { Instant } from './time.ts';

export interface Registration extends Beginning {
  /** The department when routing is sure; null asks the dispatcher. */
  readonly department: string | null;
}

export type Command =
  | { readonly type: 'assign'; readonly department: string; readonly text?: string }
  | { readonly type: 'sign' }
  | { readonly type: 'feedback'; readonly text: string; readonly files: readonly TicketFile[] }
  | { readonly type: 'resolve'; readonly text: string; readonly files: readonly TicketFile[] }
  | { readonly type: 'transfer'; readonly department: string; readonly text: string }
  | { readonly type: 'delegate'; readonly person: string }
  | { readonly type: 'confirm'; readonly rating: Rating; readonly text?: string }
  | { readonly type: 'rework'; readonly text: string }
  | { readonly type: 'urge'; readonly text?: string }
  | {
      readonly type: 'supplement';
      readonly text: string;
      readonly files: readonly TicketFile[];
      readonly edit: boolean;
    }
  | { readonly type: 'withdraw'; readonly text?: string }
  | { readonly type: 'wake' }
  | { readonly type: 'file'; readonly file: string; readonly outcome: FileOutcome };

export type FileOutcome =
  | {
      readonly type: 'stored';
      readonly sha256: string;
      readonly mime: string;
      readonly size: number;
    }
  | { readonly type: 'deferred'; readonly nextTryAt: Instant }
  | { readonly type: 'missing'; readonly why: FileFault };

/** Everything a decision may depend on beside the ticket and the command. */
export interface Context extends Presence {
  readonly at: Instant;
  readonly actor: Actor;
  readonly flow: Flow;
  readonly calendar: Calendar;
  /** Discipline contacts who can be reached now, in the order of the roster; empty when nobody can. */
  readonly contacts: readonly string[];
}

export type RefusalCode =
  /** Not this person's ticket. */
  | 'notYours'
  /** The ticket is not in a state for this step; `state` says which it is in. */
  | 'wrongState'
  /** Already done (signed twice, urged on a closed ticket, …). */
  | 'alreadyDone'
  /** A result, reason or feedback without words. */
  | 'textMissing'
  | 'departmentUnknown'
  | 'sameDepartment'
  | 'personUnknown'
  | 'samePerson'
  /** The person it was to go to is on leave. */
  | 'onLeave';

export interface Refusal {
  readonly code: RefusalCode;
  readonly state: TicketState;
}

export type Decision =
  | { readonly ok: true; readonly events: readonly TicketEvent[] }
  | { readonly ok: false; readonly refusal: Refusal };

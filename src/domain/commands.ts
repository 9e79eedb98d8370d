/** The words of the service contract: what may be asked for, what a decision may depend on, and what comes of it. */
import type { Calendar } from './calendar.ts';
import type { Asked, Deadline } from './deadline.ts';
import type { Flow, FlowId, Step } from './flow.ts';
import type { Presence } from './stand-in.ts';
import type { Ticket } from './ticket.ts';
import type { TicketEvent } from './ticket-events.ts';
import type {
  Answers,
  Beginning,
  FileFault,
  FileLeftOut,
  Milestone,
  PlanStep,
  Rating,
  Rejection,
  ResolvedAs,
  SolvedWord,
  TicketFile,
  TicketState,
} from './ticket-parts.ts';
import type { Instant } from './time.ts';

/** Who acts: a person of the roster, the program's own clock, or a ledger being replayed. */
export type Actor = { readonly person: string } | 'system' | 'ledger';

export interface Registration extends Beginning {
  /** The department when routing is sure; null asks the dispatcher. */
  readonly department: string | null;
}

export type Command =
  | { readonly type: 'assign'; readonly department: string; readonly text?: string }
  /** 认领: a dispatcher looks into whose matter it is. */
  | { readonly type: 'claim' }
  | { readonly type: 'sign' }
  | { readonly type: 'feedback'; readonly text: string; readonly files: readonly TicketFile[] }
  | {
      readonly type: 'resolve';
      readonly text: string;
      readonly files: readonly TicketFile[];
      /** Solved when nothing is said. */
      readonly outcome?: ResolvedAs;
    }
  /** `department` of 转办, 退单 and 协办: null where none has been named yet, which is refused. */
  | { readonly type: 'transfer'; readonly department: string | null; readonly text: string }
  | { readonly type: 'delegate'; readonly person: string }
  /** 机构改革: what is a department's here becomes another's. */
  | { readonly type: 'reorganise'; readonly from: string; readonly to: string }
  | {
      readonly type: 'confirm';
      readonly rating: Rating;
      readonly text?: string;
      readonly solved?: SolvedWord;
    }
  | { readonly type: 'rework'; readonly text: string }
  | { readonly type: 'urge'; readonly text?: string }
  | {
      readonly type: 'supplement';
      readonly text: string;
      readonly files: readonly TicketFile[];
      readonly edit: boolean;
    }
  | { readonly type: 'withdraw'; readonly text?: string }
  /** 改企业: whose it is, of what was entered without an enterprise or for the wrong one; `member`: who raised it, if known. */
  | { readonly type: 'attribute'; readonly enterprise: string; readonly member: string | null }
  /** 请企业补充材料 */
  | { readonly type: 'ask'; readonly text: string }
  /** 不再等企业补充，或挂账件恢复办理 */
  | { readonly type: 'resume' }
  /** 延期，工作日 */
  | { readonly type: 'extend'; readonly workdays: number; readonly text: string }
  /**
   * 退单: with the basis, and whose matter it is; `outside`: a township's 清单外, which asks nobody and need not know whose
   * matter it is.
   */
  | {
      readonly type: 'return';
      readonly department: string | null;
      readonly text: string;
      readonly outside?: true;
    }
  /** 挂账: the plan, and milestones in order of time */
  | { readonly type: 'suspend'; readonly text: string; readonly milestones: readonly Milestone[] }
  /** Approves what was asked for; a 退单 goes to the department named, or else to the one proposed. */
  | { readonly type: 'grant'; readonly department?: string; readonly text?: string }
  | { readonly type: 'deny'; readonly text: string }
  /** 协办, 督办 and 批示; `by`: until when it is to be answered, where the words say so. */
  | {
      readonly type: 'assist';
      readonly department: string | null;
      readonly text: string;
      readonly by?: Asked;
    }
  | { readonly type: 'supervise'; readonly text: string; readonly by?: Asked }
  | { readonly type: 'instruct'; readonly text: string; readonly by?: Asked }
  | { readonly type: 'escalate'; readonly text: string }
  /** The answer to a duty; a stage answer leaves it open. */
  | {
      readonly type: 'answerDuty';
      readonly duty: number;
      readonly text: string;
      readonly files: readonly TicketFile[];
      readonly final: boolean;
      readonly gathered?: true;
    }
  /** More steps of a plan */
  | { readonly type: 'plan'; readonly steps: readonly PlanStep[] }
  /** 停表 of a step of it, with the article of the law; and on again */
  | { readonly type: 'pauseStep'; readonly duty: number; readonly text: string }
  /** `since`: of a step that stood for papers, when all of them were there; missing: now */
  | { readonly type: 'resumeStep'; readonly duty: number; readonly since?: Instant }
  /** 退回重报: the reply to an order will not do */
  | { readonly type: 'sendBack'; readonly duty: number; readonly text: string; readonly by?: Asked }
  /** 回访 by the hub; a rating is needed when it is solved. */
  | { readonly type: 'callBack'; readonly answers: Answers; readonly rating?: Rating; readonly text?: string }
  /** What a rating left open; and why it is what it is. */
  | {
      readonly type: 'answer';
      readonly answered: boolean | null;
      readonly contacted: boolean | null;
      readonly solved?: SolvedWord;
      readonly text?: string;
    }
  /** 改类: it was taken for another kind than it is. `flow` as the county has it now; `name` as it is on record. */
  | { readonly type: 'reclassify'; readonly kind: FlowId; readonly name: string; readonly flow: Flow }
  | { readonly type: 'reject'; readonly code: Rejection; readonly text: string }
  | { readonly type: 'reopen'; readonly text: string }
  | { readonly type: 'merge'; readonly target: Ticket }
  | { readonly type: 'absorb'; readonly source: Ticket }
  | { readonly type: 'split'; readonly into: number; readonly text: string }
  /** Takes note of a notice; `rung` as it was sent. */
  | { readonly type: 'acknowledge'; readonly step: Step; readonly rung: string }
  /** 备注: a word among those who work on it, which the enterprise never reads */
  | { readonly type: 'note'; readonly text: string }
  /** 撤销: one's own last step */
  | { readonly type: 'undo' }
  | { readonly type: 'recalculate' }
  | { readonly type: 'wake' }
  | { readonly type: 'file'; readonly file: string; readonly outcome: FileOutcome };

export type FileOutcome =
  | {
      readonly type: 'stored';
      readonly sha256: string;
      readonly mime: string;
      readonly size: number;
      /** Where it is better known than when the file was named. */
      readonly name?: string;
    }
  /** `tries`: so many have been made; one more than before unless told. */
  | { readonly type: 'deferred'; readonly nextTryAt: Instant; readonly tries?: number }
  | { readonly type: 'missing'; readonly why: FileFault | FileLeftOut };

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
  /** 撤销: not one's own step, or somebody has gone on from it. */
  | 'nothingToUndo'
  | 'enterpriseUnknown'
  | 'sameEnterprise'
  /** The flow of this ticket has no such turn. */
  | 'notInFlow'
  /** The time in which it could be done is over; `until` says when that was, `limit` how many workdays before it. */
  | 'tooLate'
  /** More than the flow allows, as often or as long; `limit` says how much. */
  | 'tooMuch'
  /** The hub has settled whose matter it is. */
  | 'locked'
  /** Another request waits to be settled first. */
  | 'pending'
  /** Nothing is waiting to be settled. */
  | 'noRequest'
  | 'dutyUnknown'
  /** A step twice, without words, waiting for itself or for one that is not there. */
  | 'badPlan'
  /** 办结 while steps of the plan are not done. */
  | 'stepsOpen'
  /** 退回重报: nothing has been replied yet. */
  | 'noReply'
  /** A past day, or milestones out of order. */
  | 'badDay'
  | 'ratingMissing'
  /** Another enterprise's ticket, or one that is over. */
  | 'notMergeable'
  /** 认领: another dispatcher has it in hand; the ticket says who. */
  | 'claimed'
  /** The person it was to go to is on leave. */
  | 'onLeave';

export interface Refusal {
  readonly code: RefusalCode;
  readonly state: TicketState;
  readonly until?: Deadline;
  readonly limit?: number;
}

export type Decision =
  | { readonly ok: true; readonly events: readonly TicketEvent[] }
  | { readonly ok: false; readonly refusal: Refusal };

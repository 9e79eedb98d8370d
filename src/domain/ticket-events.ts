/** What happens to a ticket: facts that are never changed, each with its result worked out. */
import type { Deadline } from './deadline.ts';
import type { Audience, RequestKind, Step } from './flow.ts';
import type { Pause } from './pauses.ts';
import type {
  Answers,
  AssignedHow,
  Beginning,
  By,
  DutyKind,
  FileFault,
  FileLeftOut,
  Milestone,
  PlanStep,
  QueuedFor,
  Rating,
  Rejection,
  ResolvedAs,
  SolvedWord,
  StepClock,
  TicketFile,
  TicketRequest,
} from './ticket-parts.ts';
import type { Instant } from './time.ts';

interface Fact<Type extends string> {
  readonly type: Type;
  /** Schema version of this event type; upcasters raise older ones. */
  readonly v: 1;
  readonly at: Instant;
  readonly by: By;
}

export interface Registered extends Fact<'registered'>, Beginning {
  readonly resolve: StepClock;
}
/** Routing could not decide, or departments disagree: the dispatcher is asked. */
export interface Queued extends Fact<'queued'> {
  readonly why: QueuedFor;
  readonly text?: string;
  readonly dispatch: StepClock;
}
/** Whose it is: where it was entered without (代录), or for the wrong one, `from`. */
export interface Attributed extends Fact<'attributed'> {
  readonly enterprise: string;
  readonly member: string | null;
  readonly from: string | null;
}
export interface Assigned extends Fact<'assigned'> {
  readonly department: string | null;
  readonly liaison: string | null;
  /** The person on leave in whose place the liaison stands. */
  readonly actingFor?: string;
  readonly how: AssignedHow;
  readonly from: string | null;
  readonly text?: string;
  readonly sign: StepClock | null;
  readonly feedback: StepClock | null;
  /** The hub's word on whose matter it is: final. */
  readonly settles?: true;
}
/** 认领 by a dispatcher: until then the others leave it to them. */
export interface Claimed extends Fact<'claimed'> {
  readonly until: Instant;
}
export interface Delegated extends Fact<'delegated'> {
  /** Null: a report for which there is nobody whom its words do not name. */
  readonly liaison: string | null;
  readonly actingFor?: string;
  readonly from: string | null;
  /** Somebody went on leave or came back; left out when people handed it over. */
  readonly reason?: 'leave';
}
/** 机构改革: what was `from`'s on it, itself and open duties, is `to`'s from now on; no clock changes, and what is signed stays so. */
export interface Reorganised extends Fact<'reorganised'> {
  readonly from: string;
  readonly to: string;
  readonly liaison: string | null;
  readonly actingFor?: string;
}
export interface Signed extends Fact<'signed'> {}
export interface FedBack extends Fact<'fedBack'> {
  readonly text: string;
  readonly files: readonly TicketFile[];
  /** On a suspended ticket: when the next one is due. */
  readonly report?: StepClock;
}
export interface Resolved extends Fact<'resolved'> {
  readonly text: string;
  readonly files: readonly TicketFile[];
  readonly confirm: StepClock;
  /** Missing in old journals: solved. */
  readonly outcome?: ResolvedAs;
  /** It was 挂账 before: 转长期 stays its outcome, and this one is kept beside it. Missing in old journals. */
  readonly afterSuspension?: true;
}
export interface Confirmed extends Fact<'confirmed'> {
  readonly rating: Rating;
  readonly text?: string;
  /** Whether it is solved, where the words of the rating say so. */
  readonly solved?: SolvedWord;
}
/** 补评: a rating after it was closed as 未评价. It stays 未评价 in every figure. */
export interface RatedLate extends Fact<'ratedLate'> {
  readonly rating: Rating;
  readonly text?: string;
}
/** Nobody answered the call-back in time: closed as 未评价. */
export interface Lapsed extends Fact<'lapsed'> {}
export interface Reworked extends Fact<'reworked'> {
  readonly text: string;
  readonly resolve: StepClock;
}
/** 回访: what the hub heard when it called the enterprise; `confirmed` or `reworked` follows. */
export interface CalledBack extends Fact<'calledBack'> {
  readonly answers: Answers;
  readonly text?: string;
}
/** The enterprise answers the questions that its rating left open. */
export interface SurveyAnswered extends Fact<'surveyAnswered'> {
  readonly answered: boolean | null;
  readonly contacted: boolean | null;
  /** Whether it is solved, where the rating did not say. */
  readonly solved?: SolvedWord;
  /** Why it rated as it did. */
  readonly text?: string;
}
export interface Reopened extends Fact<'reopened'> {
  readonly text: string;
  readonly resolve: StepClock;
}
/** 请企业补充材料: the clock stands until it answers, and no longer than `supply`. */
export interface Asked extends Fact<'asked'> {
  readonly text: string;
  readonly supply: StepClock;
}
/**
 * The clock goes on. supplied 企业已补充 · unanswered 到期未补充 · needless 不再等 · lifted 恢复办理 · expired 挂账期满
 */
export interface Resumed extends Fact<'resumed'> {
  readonly why: 'supplied' | 'unanswered' | 'needless' | 'lifted' | 'expired';
  readonly pause: { readonly from: Instant; readonly to: Instant };
  readonly resolve: StepClock;
}
export interface Requested extends Fact<'requested'> {
  readonly request: TicketRequest;
  readonly decide: StepClock;
}
/** Approved, with what follows from it. 退单: `assigned` follows. */
export interface Granted extends Fact<'granted'> {
  readonly kind: RequestKind;
  readonly text?: string;
  /** 延期 */
  readonly resolve?: StepClock;
  /** 挂账: the reporting cycle, and the end. */
  readonly suspension?: {
    readonly report: StepClock;
    readonly until: StepClock;
    readonly milestones: readonly Milestone[];
  };
}
/** Refused, or nobody settled it in time (by `system`). */
export interface Denied extends Fact<'denied'> {
  readonly kind: RequestKind;
  readonly text?: string;
}
export interface DutyGiven extends Fact<'dutyGiven'> {
  readonly duty: number;
  readonly kind: DutyKind;
  /** A step of the plan: which. */
  readonly step?: string;
  readonly department: string | null;
  readonly liaison: string | null;
  readonly text: string;
  readonly clock: StepClock;
}
export interface DutyAnswered extends Fact<'dutyAnswered'> {
  readonly duty: number;
  readonly text: string;
  readonly files: readonly TicketFile[];
  /** False: a stage answer; the clock goes on. */
  readonly final: boolean;
  /** Whoever asked has had several replies that day: this one is told with others in the morning. */
  readonly gathered?: true;
}
/** More steps that are to be done. */
export interface Planned extends Fact<'planned'> {
  readonly steps: readonly PlanStep[];
}
/** 停表 of one step, and why the law lets it stand. */
export interface StepPaused extends Fact<'stepPaused'> {
  readonly duty: number;
  readonly text: string;
}
export interface StepResumed extends Fact<'stepResumed'> {
  readonly duty: number;
  readonly pauses: readonly Pause[];
  readonly clock: StepClock;
}
/** 退回重报: the reply to an order will not do; `clock`: until when there is to be another. */
export interface DutySentBack extends Fact<'dutySentBack'> {
  readonly duty: number;
  readonly text: string;
  readonly clock: StepClock;
}
/** 改类: the kind it is, every clock of its own that runs, by the limits of that kind, and of its duties those that move. */
export interface Reclassified extends Fact<'reclassified'> {
  /** `consult@<hash>`, as in `Beginning`. */
  readonly flow: string;
  readonly kind: string;
  readonly urgent: boolean;
  readonly clocks: Readonly<Partial<Record<Step, StepClock>>>;
  /** By the number of the duty; left out where none moves. */
  readonly duties?: Readonly<Record<number, StepClock>>;
}
/** 不予受理 */
export interface Rejected extends Fact<'rejected'> {
  readonly code: Rejection;
  readonly text: string;
}
/** 并单: this ticket ends, its words are kept on the other. */
export interface Merged extends Fact<'merged'> {
  readonly into: number;
}
export interface Absorbed extends Fact<'absorbed'> {
  readonly from: number;
  readonly text: string;
  readonly files: readonly TicketFile[];
  /** Who raised the other one, where they are not among those who hear of this one already. Missing in old journals. */
  readonly members?: readonly string[];
}
/** 分单: a second problem got a number of its own. */
export interface Split extends Fact<'split'> {
  readonly into: number;
  readonly text: string;
}
/** A notice (催办、督办) was taken note of by a button. */
export interface Acknowledged extends Fact<'acknowledged'> {
  readonly step: Step;
  readonly rung: string;
}
/** Deadlines that are still running were counted again by a new calendar. */
export interface Recalculated extends Fact<'recalculated'> {
  readonly calendar: string;
  /** At least one is due at another time; false when they are only certain now, or uncertain. */
  readonly moved: boolean;
  readonly clocks: Readonly<Partial<Record<Step, StepClock>>>;
  readonly duties: Readonly<Record<number, StepClock>>;
}
export interface Urged extends Fact<'urged'> {
  readonly text?: string;
  /** False when the liaison was urged a short while ago and is not rung again, or nobody is responsible yet. */
  readonly rings: boolean;
}
export interface Supplemented extends Fact<'supplemented'> {
  readonly text: string;
  readonly files: readonly TicketFile[];
  /** The enterprise edited its message; the new wording is kept beside the old. */
  readonly edit: boolean;
}
export interface Withdrawn extends Fact<'withdrawn'> {
  readonly text?: string;
}
export interface Reminded extends Fact<'reminded'> {
  readonly step: Step;
  /** Whose reminder it is, where the step is a duty's. */
  readonly duty?: number;
  readonly rung: string;
  readonly to: readonly Audience[];
  /** 办结 can still be put off: an extension would be taken today. */
  readonly extendable?: true;
  /** 督办通知单: until when the department answers. */
  readonly replyBy?: Deadline;
  /** Rungs of this step now past, this one included. */
  readonly passed: number;
}
/** 超期: a deadline of 签收 or 办结 passed; the cards say so from then on. */
export interface TurnedLate extends Fact<'turnedLate'> {
  readonly step: ShownLate;
  /** Of the deadline that passed. */
  readonly lateFrom: Instant;
}
/** Whose lateness the card shows. */
export type ShownLate = 'sign' | 'resolve';
/** Only in old journals: rungs whose hour passed while another, graver one spoke for them. */
export interface RungsSkipped extends Fact<'rungsSkipped'> {
  readonly step: Step;
  readonly duty?: number;
  readonly passed: number;
}
export interface FileStored extends Fact<'fileStored'> {
  readonly file: string;
  readonly sha256: string;
  readonly mime: string;
  readonly size: number;
  /** The name that came with the bytes, or has its ending from them. */
  readonly name?: string;
}
export interface FileDeferred extends Fact<'fileDeferred'> {
  readonly file: string;
  readonly tries: number;
  readonly nextTryAt: Instant;
}
export interface FileMissing extends Fact<'fileMissing'> {
  readonly file: string;
  readonly why: FileFault | FileLeftOut;
}

/** 备注: a word among those who work on it. The enterprise never reads it, and no clock knows of it. */
export interface Noted extends Fact<'noted'> {
  readonly by: string;
  readonly text: string;
}

/** 撤销: the last step, taken at `of`, is as if it had not been. */
export interface Undone extends Fact<'undone'> {
  readonly step: string;
  readonly of: Instant;
}
export type TicketEvent =
  | Registered
  | Queued
  | Assigned
  | Claimed
  | Delegated
  | Reorganised
  | Signed
  | FedBack
  | Resolved
  | Confirmed
  | RatedLate
  | Lapsed
  | Reworked
  | CalledBack
  | SurveyAnswered
  | Reopened
  | Asked
  | Resumed
  | Requested
  | Granted
  | Denied
  | DutyGiven
  | DutyAnswered
  | DutySentBack
  | Planned
  | StepPaused
  | StepResumed
  | Reclassified
  | Attributed
  | Rejected
  | Merged
  | Absorbed
  | Split
  | Acknowledged
  | Recalculated
  | Urged
  | Supplemented
  | Withdrawn
  | Noted
  | Undone
  | Reminded
  | TurnedLate
  | RungsSkipped
  | FileStored
  | FileDeferred
  | FileMissing;

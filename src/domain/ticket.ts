/**
 * A ticket (诉求件): one problem of one enterprise. Its state is the fold of its events, and an
 * event records a result (the due time and its explanation, the person's id), never a reference
 * to a rule, so old events fold without the flow, roster or calendar of their day.
 */
import type { Deadline } from './deadline.ts';
import type { Audience, RequestKind, Step } from './flow.ts';
import type { Pause } from './pauses.ts';
import type { Day, Instant } from './time.ts';

/**
 * queued 待分办 · assigned 待签收 · working 办理中 · waiting 待企业补充（停表） · suspended 挂账 · resolved 待评价；
 * closed 已销号 · withdrawn 已撤回 · rejected 不予受理 · merged 已并单 are the ends.
 */
export const TICKET_STATES = [
  'queued',
  'assigned',
  'working',
  'waiting',
  'suspended',
  'resolved',
  'closed',
  'withdrawn',
  'rejected',
  'merged',
] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** Who did something: a person's id, `system` for what the clock did, null where a ledger does not say. */
export type By = string | null;

/** How a department came to be responsible. */
export type AssignedHow = 'auto' | 'dispatcher' | 'default' | 'transfer' | 'discipline' | 'ledger';

export type Rating = 'satisfied' | 'basic' | 'dissatisfied';

/** How a ticket ended: solved 解决 · partly 部分解决 · explained 解释说明（依法不能） · longTerm 转长期（挂账） · withdrawn 企业撤回 */
export type OutcomeCode = ResolvedAs | 'longTerm' | 'withdrawn';
/** What a department may report as its result; 转长期 takes a leader's approval, 撤回 is the enterprise's. */
export const RESOLVED_AS = ['solved', 'partly', 'explained'] as const;
export type ResolvedAs = (typeof RESOLVED_AS)[number];

/**
 * Why a ticket is not taken on, and so where to go instead (《北京市接诉即办工作条例》11 条一至六项): emergency 紧急求助 ·
 * judicial 诉讼、仲裁、纪检、复议、信访程序 · repeated 重复且无新理由 · secret 涉密、商密、隐私 · beyond 超出政府职责 ·
 * improper 违法或违背公序良俗
 */
export const REJECTIONS = ['emergency', 'judicial', 'repeated', 'secret', 'beyond', 'improper'] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** 督核四问 without the fourth, which is the rating: solved 解决没有 · answered 答复没有 · contacted 主动对接没有; null was not asked. */
export interface Answers {
  readonly solved: boolean;
  readonly answered: boolean | null;
  readonly contacted: boolean | null;
}

/** A photo or document; its bytes are fetched after the ticket is registered. */
export interface TicketFile {
  readonly id: string;
  /** Which side gave it: it is passed on to the other one. */
  readonly from: 'enterprise' | 'department';
  readonly name: string;
  readonly size: number | null;
  /** How the channel names it when asked for the bytes. */
  readonly source: { readonly channel: string; readonly ref: string };
  readonly state: 'waiting' | 'stored' | 'missing';
  /** While waiting: tries so far and when the next one is due. */
  readonly tries: number;
  readonly nextTryAt: Instant | null;
  readonly stored?: { readonly sha256: string; readonly mime: string; readonly size: number };
  /** Why it cannot be had; a key of the wording `file.missing.*`. */
  readonly missing?: FileFault;
}

/** tooLarge over the channel's limit · badType content not allowed · gone the channel no longer has it */
export type FileFault = 'tooLarge' | 'badType' | 'gone' | 'empty';

/** A running (or stopped) deadline of one step, with its reminders fixed when it began. */
export interface StepClock {
  readonly startedAt: Instant;
  readonly deadline: Deadline;
  /** In order of time. */
  readonly rungs: readonly PlannedRung[];
  /** How many rungs are past: fired, or skipped because a later one spoke for them. */
  readonly passed: number;
  readonly stoppedAt: Instant | null;
  /** 延期: the deadline before it, and how many working days were added to it. */
  readonly extended?: { readonly former: Deadline; readonly workdays: number };
}

export interface PlannedRung {
  readonly name: string;
  readonly at: Instant;
  readonly to: readonly Audience[];
}

/** One line of what happened, for `进度` and the record. */
export interface TicketEntry {
  readonly at: Instant;
  readonly by: By;
  readonly what: TicketEvent['type'];
  readonly text?: string;
  readonly files?: readonly string[];
}

/** What a department asks of the hub (延期, 退单) or of a leader (挂账), until it is settled. One at a time. */
export interface TicketRequest {
  readonly kind: RequestKind;
  readonly by: By;
  readonly at: Instant;
  /** The reason; of a 挂账, the plan. */
  readonly text: string;
  /** 延期: working days asked for. */
  readonly workdays?: number;
  /** 退单: whose matter it is instead. */
  readonly department?: string;
  /** 挂账: the milestones, the last of which ends it. */
  readonly milestones?: readonly Milestone[];
}

export interface Milestone {
  readonly day: Day;
  readonly text: string;
}

/** assist 协办 · supervise 督办 · instruct 批示 · escalate 顶格推进 */
export type DutyKind = 'assist' | 'supervise' | 'instruct' | 'escalate';

/**
 * Something that somebody else has to answer beside the ticket itself (交办事项), with a deadline of its own:
 * an assisting department, the department under 督办 or 批示, or the co-leaders in a 顶格推进.
 */
export interface Duty {
  /** 1, 2, 3 … within the ticket. */
  readonly id: number;
  readonly kind: DutyKind;
  readonly by: By;
  readonly at: Instant;
  readonly text: string;
  /** 协办: the assisting department and its liaison; null for the others. */
  readonly department: string | null;
  readonly liaison: string | null;
  readonly clock: StepClock;
  /** The last word on it, stage report (阶段性情况) or final. */
  readonly report: string | null;
  /** When it was answered, or ended with the ticket. */
  readonly endedAt: Instant | null;
}

/** Where the ticket was said, so that answers go back there. */
export interface Origin {
  readonly channel: string;
  readonly chat: string;
  readonly chatKind: 'group' | 'private';
  readonly message: string | null;
}

/** What a ticket begins with, and keeps. */
export interface Beginning {
  readonly number: number;
  /** `complaint@<hash>`, `urgent@<hash>`, …: the flow as it was when the ticket began. */
  readonly flow: string;
  readonly origin: Origin;
  /** Null where the record does not say (a replayed ledger). */
  readonly enterprise: string | null;
  readonly member: string | null;
  readonly text: string;
  readonly kind: string;
  readonly urgent: boolean;
  /** A report about an official: no card, no ordinary list, discipline contacts only. */
  readonly confidential: boolean;
  readonly candidates: readonly Candidate[];
  readonly reasons: readonly string[];
  readonly files: readonly TicketFile[];
  /** The ticket this one was split from (分单). */
  readonly splitFrom?: number;
}

export interface Ticket extends Beginning {
  readonly version: number;
  readonly state: TicketState;
  readonly department: string | null;
  readonly liaison: string | null;
  /** The person on leave in whose place `liaison` stands; null when in nobody's. */
  readonly actingFor: string | null;
  readonly assignedHow: AssignedHow | null;
  /** 1, and one more for each rework. */
  readonly cycle: number;
  readonly transfers: number;
  readonly clocks: Readonly<Partial<Record<Step, StepClock>>>;
  readonly request: TicketRequest | null;
  readonly duties: readonly Duty[];
  /** 停表: since when the clock stands (待补充, 挂账); null while it runs. */
  readonly pausedAt: Instant | null;
  /** Earlier times in which it stood. */
  readonly pauses: readonly Pause[];
  /** Why it waits for the dispatcher, or last did. */
  readonly queuedFor: QueuedFor | null;
  /** The hub has settled whose matter it is: the department cannot pass it on or return it any more. */
  readonly locked: boolean;
  /** 挂账: the milestones that were approved. */
  readonly milestones: readonly Milestone[];
  readonly mergedInto: number | null;
  readonly facts: TicketFacts;
  readonly entries: readonly TicketEntry[];
}

export interface Candidate {
  readonly department: string;
  readonly p: number;
}

/** Times that reports are made of; null until it happened, or where the record does not say. */
export interface TicketFacts {
  readonly registeredAt: Instant;
  /** True when routing could not decide and a dispatcher was asked. */
  readonly needsDispatcher: boolean;
  readonly assignedAt: Instant | null;
  readonly signedAt: Instant | null;
  readonly fedBackAt: Instant | null;
  /** The last 办结 that the enterprise has not overturned. */
  readonly resolvedAt: Instant | null;
  readonly result: string | null;
  readonly closedAt: Instant | null;
  readonly closedBy: 'enterprise' | 'silence' | null;
  readonly rating: Rating | null;
  readonly withdrawnAt: Instant | null;
  /** 受理: when it was first handed to whoever is responsible. */
  readonly acceptedAt: Instant | null;
  readonly outcome: OutcomeCode | null;
  readonly answers: Answers | null;
  /** 不予受理 or 并单: out of the base of every rate, and counted by its code. */
  readonly excludedAt: Instant | null;
  readonly rejection: Rejection | null;
  /** 挂账 began; null when it is not suspended. */
  readonly suspendedAt: Instant | null;
  readonly asks: number;
  readonly extensions: number;
  readonly returns: number;
  readonly reopens: number;
  readonly reworks: number;
  readonly urges: number;
  readonly lastUrgedAt: Instant | null;
}

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
/** unclear routing · transfers or reworks too often · appeal against 不予受理, or a former department that is no more */
export type QueuedFor = 'unclear' | 'transfers' | 'reworks' | 'appeal';
export interface Queued extends Fact<'queued'> {
  readonly why: QueuedFor;
  readonly text?: string;
  readonly dispatch: StepClock;
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
export interface Delegated extends Fact<'delegated'> {
  readonly liaison: string;
  readonly actingFor?: string;
  readonly from: string | null;
  /** Somebody went on leave or came back; left out when people handed it over. */
  readonly reason?: 'leave';
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
}
export interface Confirmed extends Fact<'confirmed'> {
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
  readonly department: string | null;
  readonly liaison: string | null;
  readonly text: string;
  readonly clock: StepClock;
}
export interface DutyReported extends Fact<'dutyReported'> {
  readonly duty: number;
  readonly text: string;
  readonly files: readonly TicketFile[];
  /** False: a stage report; the clock goes on. */
  readonly final: boolean;
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
/** A new calendar moved deadlines that are still running. */
export interface Recalculated extends Fact<'recalculated'> {
  readonly calendar: string;
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
  /** Rungs of this step now past, this one included. */
  readonly passed: number;
}
/** Rungs whose hour passed while another, graver one spoke for them. */
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
}
export interface FileDeferred extends Fact<'fileDeferred'> {
  readonly file: string;
  readonly tries: number;
  readonly nextTryAt: Instant;
}
export interface FileMissing extends Fact<'fileMissing'> {
  readonly file: string;
  readonly why: FileFault;
}

export type TicketEvent =
  | Registered
  | Queued
  | Assigned
  | Delegated
  | Signed
  | FedBack
  | Resolved
  | Confirmed
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
  | DutyReported
  | Rejected
  | Merged
  | Absorbed
  | Split
  | Acknowledged
  | Recalculated
  | Urged
  | Supplemented
  | Withdrawn
  | Reminded
  | RungsSkipped
  | FileStored
  | FileDeferred
  | FileMissing;

const OVER: ReadonlySet<TicketState> = new Set(['closed', 'withdrawn', 'rejected', 'merged']);

/** Tickets that nobody works on any more. */
export function isOver({ state }: Pick<Ticket, 'state'>): boolean {
  return OVER.has(state);
}

/** Replayed from a ledger, which names nobody who raised it, signed it or rated it. */
export function isRecorded(ticket: Ticket): boolean {
  return ticket.entries[0]?.by === null;
}

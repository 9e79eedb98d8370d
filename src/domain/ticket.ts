/**
 * A ticket (诉求件): one problem of one enterprise. Its state is the fold of its events, and an
 * event records a result (the due time and its explanation, the person's id), never a reference
 * to a rule, so old events fold without the flow, roster or calendar of their day.
 */
import type { Deadline } from './deadline.ts';
import type { Audience, Step } from './flow.ts';
import type { Instant } from './time.ts';

/** queued 待分办 · assigned 待签收 · working 办理中 · resolved 待评价 · closed 已销号 · withdrawn 已撤回 */
export type TicketState = 'queued' | 'assigned' | 'working' | 'resolved' | 'closed' | 'withdrawn';

/** Who did something: a person's id, `system` for what the clock did, null where a ledger does not say. */
export type By = string | null;

/** How a department came to be responsible. */
export type AssignedHow = 'auto' | 'dispatcher' | 'default' | 'transfer' | 'discipline' | 'ledger';

export type Rating = 'satisfied' | 'basic' | 'dissatisfied';

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
export interface Queued extends Fact<'queued'> {
  readonly why: 'unclear' | 'transfers' | 'reworks';
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
}
export interface Resolved extends Fact<'resolved'> {
  readonly text: string;
  readonly files: readonly TicketFile[];
  readonly confirm: StepClock;
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
  readonly rung: string;
  readonly to: readonly Audience[];
  /** Rungs of this step now past, this one included. */
  readonly passed: number;
}
/** Rungs whose hour passed while another, graver one spoke for them. */
export interface RungsSkipped extends Fact<'rungsSkipped'> {
  readonly step: Step;
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
  | Urged
  | Supplemented
  | Withdrawn
  | Reminded
  | RungsSkipped
  | FileStored
  | FileDeferred
  | FileMissing;

/** Tickets that nobody works on any more. */
export function isOver(ticket: Ticket): boolean {
  return ticket.state === 'closed' || ticket.state === 'withdrawn';
}

/** Replayed from a ledger, which names nobody who raised it, signed it or rated it. */
export function isRecorded(ticket: Ticket): boolean {
  return ticket.entries[0]?.by === null;
}

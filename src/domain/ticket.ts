/**
 * A ticket (诉求件): one problem of one enterprise. Its state is the fold of its events, and an
 * event records a result (the due time and its explanation, the person's id), never a reference
 * to a rule, so old events fold without the flow, roster or calendar of their day.
 */
import type { TicketEntry } from './entry.ts';
import type { Step } from './flow.ts';
import type { Pause } from './pauses.ts';
import type { TicketEvent } from './ticket-events.ts';
import type {
  Answers,
  AssignedHow,
  Beginning,
  Claim,
  Duty,
  Milestone,
  OutcomeCode,
  PlanStep,
  QueuedFor,
  Rating,
  Rejection,
  ResolvedAs,
  SolvedWord,
  StepClock,
  TicketRequest,
  TicketState,
} from './ticket-parts.ts';
import type { Instant } from './time.ts';

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
  /** What has to be done in it, and after what; missing: no plan. */
  readonly plan?: readonly PlanStep[];
  /** 停表: since when the clock stands (待补充, 挂账); null while it runs. */
  readonly pausedAt: Instant | null;
  /** Earlier times in which it stood. */
  readonly pauses: readonly Pause[];
  /** Why it waits for the dispatcher, or last did. */
  readonly queuedFor: QueuedFor | null;
  /** 认领, while it waits for the dispatcher (`claim.ts`); missing or null: nobody has taken it on. */
  readonly claim?: Claim | null;
  /** The hub has settled whose matter it is: the department cannot pass it on or return it any more. */
  readonly locked: boolean;
  /** 挂账: the milestones that were approved. */
  readonly milestones: readonly Milestone[];
  readonly mergedInto: number | null;
  /** 并单: who raised the tickets that went into this one, beside its own member; missing for nobody. */
  readonly alsoRaisedBy?: readonly string[];
  /** 撤销: the last step, while nobody has gone on from it, and the fields that it changed as they were (`undo.ts`). */
  readonly lastStep?: LastStep | undefined;
  /** 备注, the newest last; missing for none. Beside the entries, so that nothing that tells these can tell a note (`notes.ts`). */
  readonly notes?: readonly Note[];
  readonly facts: TicketFacts;
  readonly entries: readonly TicketEntry[];
}

/** 内部备注: a word of staff, by whom and when. */
export interface Note {
  readonly at: Instant;
  readonly by: string;
  readonly text: string;
}

export interface LastStep {
  readonly what: TicketEvent['type'];
  readonly by: string;
  readonly at: Instant;
  /** Of `clocks` and `facts` only the fields that the step changed, as they were before; null: the field was not set. */
  readonly before: Readonly<Record<string, unknown>>;
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
  /** After a rating alone its `solved` is true whatever the rating: whether it is solved, `solved.ts` tells. */
  readonly answers: Answers | null;
  /** What the enterprise said of 解决没有 beside its rating; missing when nothing. */
  readonly said?: SolvedWord;
  /** What a department reported once more than 挂账 was made of it; missing when `outcome` says it. */
  readonly reportedAs?: ResolvedAs;
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

/** A department has it, and has not reported it done. */
export const IN_HAND = [
  'assigned',
  'working',
  'waiting',
  'suspended',
] as const satisfies readonly TicketState[];

const OVER: ReadonlySet<TicketState> = new Set(['closed', 'withdrawn', 'rejected', 'merged']);

export function isInHand({ state }: Pick<Ticket, 'state'>): boolean {
  return IN_HAND.some((one) => one === state);
}

/** Tickets that nobody works on any more. */
export function isOver({ state }: Pick<Ticket, 'state'>): boolean {
  return OVER.has(state);
}

/** Who raised it: its member, and those of the tickets that were merged into it. All hear of it alike. */
export function raisersOf({
  member,
  alsoRaisedBy = [],
}: Pick<Ticket, 'member' | 'alsoRaisedBy'>): readonly string[] {
  return member === null ? alsoRaisedBy : [member, ...alsoRaisedBy];
}

/** Replayed from a ledger, which names nobody who raised it, signed it or rated it. */
export function isRecorded(ticket: Ticket): boolean {
  return ticket.entries[0]?.by === null;
}

/** The channel of what was taken over from a ledger that an office kept before, as its origin names it. */
export const TAKEN_OVER = 'import';

/** Taken over from a ledger of before: received long ago, however lately it was entered. */
export function isTakenOver({ origin }: Pick<Ticket, 'origin'>): boolean {
  return origin.channel === TAKEN_OVER;
}

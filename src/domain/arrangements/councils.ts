/**
 * 调度会 of the leading group (双组长): what is stuck comes before it by rule, each matter leaves it with who leads, what is
 * done and by when, and the next one begins with what became of that. Who sat there is nobody's merit, and is not kept.
 */
import { type Calendar, workdaysBetween } from '../calendar.ts';
import { isOverdue, latenessPast } from '../metrics.ts';
import type { Ticket } from '../ticket.ts';
import type { Duty } from '../ticket-parts.ts';
import { DAY, dayOf, type Instant } from '../time.ts';

/**
 * escalated 顶格推进还没定 · reworked 重办两次 · overdue 超期五个工作日 · suspending 挂账快到期或已到期 · unhappy 企业不满意 ·
 * picked 专班点名
 */
export const REASONS = ['escalated', 'reworked', 'overdue', 'suspending', 'unhappy', 'picked'] as const;
export type Reason = (typeof REASONS)[number];

export interface AgendaItem {
  readonly ticket: number;
  readonly why: readonly Reason[];
}

/** 议定事项: 牵头、措施、时限, each a duty on its ticket. */
export interface Decided {
  readonly ticket: number;
  readonly department: string;
  readonly text: string;
  /** Of the ticket's duties, by its number. */
  readonly duty: number;
  readonly by: string;
  readonly at: Instant;
}

export interface Council {
  /** 1, 2, 3 … */
  readonly id: number;
  /** When it begins. */
  readonly at: Instant;
  readonly by: string;
  /** Fixed on the working day before, with its paper; missing until then. */
  readonly agenda?: {
    readonly at: Instant;
    readonly items: readonly AgendaItem[];
    readonly file: { readonly sha256: string; readonly name: string };
  };
  /** Matters that the hub has put on it. */
  readonly picked: readonly number[];
  readonly decided: readonly Decided[];
  readonly cancelled?: { readonly at: Instant; readonly why: string };
}

export type Councils = Readonly<Record<number, Council>>;

export type CouncilEvent =
  | { readonly did: 'convened'; readonly id: number; readonly begins: Instant; readonly by: string }
  | { readonly did: 'picked'; readonly council: number; readonly ticket: number }
  | {
      readonly did: 'agreed';
      readonly council: number;
      readonly items: readonly AgendaItem[];
      readonly file: { readonly sha256: string; readonly name: string };
    }
  | { readonly did: 'decided'; readonly council: number; readonly decided: Omit<Decided, 'at'> }
  | { readonly did: 'cancelled'; readonly council: number; readonly why: string };

export function evolveCouncils(all: Councils, event: CouncilEvent, at: Instant): Councils {
  if (event.did === 'convened') {
    const { id, begins, by } = event;
    return { ...all, [id]: { id, at: begins, by, picked: [], decided: [] } };
  }
  const one = all[event.council];
  return one ? { ...all, [one.id]: after(one, event, at) } : all;
}

function after(
  one: Council,
  event: Exclude<CouncilEvent, { readonly did: 'convened' }>,
  at: Instant,
): Council {
  switch (event.did) {
    case 'picked':
      return { ...one, picked: [...new Set([...one.picked, event.ticket])] };
    case 'agreed':
      return { ...one, agenda: { at, items: event.items, file: event.file } };
    case 'decided':
      return { ...one, decided: [...one.decided, { ...event.decided, at }] };
    case 'cancelled':
      return { ...one, cancelled: { at, why: event.why } };
    default:
      return event satisfies never;
  }
}

const REWORKS = 2;
const LATE_WORKDAYS = 5;
/** 挂账 that ends within so long is looked at before it does. */
const ENDS_WITHIN = 7 * DAY;
/** Whoever was not satisfied so long ago has had their answer elsewhere. */
const UNHAPPY_WITHIN = 30 * DAY;

/** What comes before a council at `at`, the gravest reason first, and the longest waiting; a report about officials never. */
export function agendaOf(
  tickets: readonly Ticket[],
  picked: readonly number[],
  at: Instant,
  calendar: Calendar,
): readonly AgendaItem[] {
  const items = tickets.flatMap((ticket) => {
    if (ticket.confidential || ticket.apart) return [];
    const why = REASONS.filter((reason) =>
      reason === 'picked' ? picked.includes(ticket.number) : holds(reason, ticket, at, calendar),
    );
    return why.length === 0 ? [] : [{ ticket: ticket.number, why }];
  });
  const rank = ({ why }: AgendaItem): number => REASONS.indexOf(why[0] ?? 'picked');
  return items.sort((a, b) => rank(a) - rank(b) || a.ticket - b.ticket);
}

function holds(reason: Exclude<Reason, 'picked'>, ticket: Ticket, at: Instant, calendar: Calendar): boolean {
  const { facts, state, clocks, duties } = ticket;
  const isOpen = facts.resolvedAt === null && facts.withdrawnAt === null && facts.excludedAt === null;
  switch (reason) {
    case 'escalated':
      return duties.some(({ kind, endedAt }) => kind === 'escalate' && endedAt === null);
    case 'reworked':
      return isOpen && facts.reworks >= REWORKS;
    case 'overdue': {
      // 挂账 has its own reason.
      if (state === 'suspended' || !isOverdue(ticket, at)) return false;
      const due = clocks.resolve?.deadline.due ?? at;
      return workdaysBetween(dayOf(due), dayOf(at), calendar) >= LATE_WORKDAYS;
    }
    case 'suspending':
      return (
        state === 'suspended' &&
        (clocks.suspend?.deadline.due ?? Number.POSITIVE_INFINITY) <= at + ENDS_WITHIN
      );
    case 'unhappy':
      return (
        facts.rating === 'dissatisfied' && facts.closedAt !== null && facts.closedAt >= at - UNHAPPY_WITHIN
      );
    default:
      return reason satisfies never;
  }
}

/** done in time · late · open, and still in time · gone: nobody is to do it any more, as its ticket was withdrawn or not taken on */
export type Outcome = 'kept' | 'late' | 'open' | 'gone';

/** What became of a decision: by its duty, a final answer within the time that was set. */
export function outcomeOf(duty: Duty | undefined, ticket: Ticket, at: Instant): Outcome {
  if (!duty || ticket.facts.withdrawnAt !== null || ticket.facts.excludedAt !== null) return 'gone';
  const done = duty.replied?.final ? duty.replied.at : duty.endedAt;
  if (done === null && latenessPast(duty.clock.deadline, at) === null) return 'open';
  return done !== null && latenessPast(duty.clock.deadline, done) === null ? 'kept' : 'late';
}

/** 议定 n 项：到期 N，按期 k. */
export interface Score {
  readonly decided: number;
  readonly due: number;
  readonly kept: number;
}

export function scoreOf(outcomes: readonly Outcome[]): Score {
  const kept = outcomes.filter((one) => one === 'kept').length;
  const late = outcomes.filter((one) => one === 'late').length;
  return { decided: outcomes.length, due: kept + late, kept };
}

export function nextCouncil(all: Councils = {}): number {
  return Object.keys(all).length + 1;
}

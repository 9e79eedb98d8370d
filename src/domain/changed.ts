/** Parts of a ticket after a change that several events have in common: clocks that stand, duties that end, files. */
import { STEPS, type Step } from './flow.ts';
import type { Ticket, TicketFacts } from './ticket.ts';
import type { Answers, By, Duty, StepClock, TicketFile, TicketState } from './ticket-parts.ts';
import type { Instant } from './time.ts';

/** What was ordered (督办, 批示) and not replied to yet has its reply in the result. */
export function answeredOrders(
  ticket: Ticket,
  { text, by, at }: { readonly text: string; readonly by: By; readonly at: Instant },
): Ticket {
  const replied = { by, at, final: true };
  const duties = ticket.duties.map((duty) =>
    isOrder(duty) && duty.endedAt === null ? { ...duty, answer: duty.answer ?? text, replied } : duty,
  );
  return { ...ticket, duties };
}

/** 督办, 批示 */
export function isOrder({ kind }: Pick<Duty, 'kind'>): boolean {
  return kind === 'supervise' || kind === 'instruct';
}

export function endedDuties(
  { duties }: Ticket,
  at: Instant,
  which: (duty: Duty) => boolean = () => true,
): readonly Duty[] {
  return duties.map((duty) =>
    duty.endedAt === null && which(duty) ? { ...duty, ...ended(duty, at) } : duty,
  );
}

export function ended({ clock }: Duty, at: Instant): Pick<Duty, 'endedAt' | 'clock'> {
  return { endedAt: at, clock: { ...clock, stoppedAt: at } };
}

export function withDuty(ticket: Ticket, id: number, change: (duty: Duty) => Duty): Ticket {
  return { ...ticket, duties: ticket.duties.map((duty) => (duty.id === id ? change(duty) : duty)) };
}

/** Other clocks of duties, by their number. */
export function withDutyClocks(
  duties: readonly Duty[],
  clocks: Readonly<Record<number, Duty['clock']>>,
): readonly Duty[] {
  return duties.map((duty) => ({ ...duty, clock: clocks[duty.id] ?? duty.clock }));
}

export function stopped(clocks: Ticket['clocks'], at: Instant, ...steps: readonly Step[]): Ticket['clocks'] {
  const result: Partial<Record<Step, StepClock>> = { ...clocks };
  for (const step of steps) {
    const clock = result[step];
    if (clock && clock.stoppedAt === null) result[step] = { ...clock, stoppedAt: at };
  }
  return result;
}

export function withoutFile(ticket: Ticket, id: string): Ticket {
  return { ...ticket, files: ticket.files.filter((file) => file.id !== id) };
}

export function withFile(ticket: Ticket, id: string, change: (file: TicketFile) => TicketFile): Ticket {
  return { ...ticket, files: ticket.files.map((file) => (file.id === id ? change(file) : file)) };
}

/** Nobody works on it any more: every clock stands, and what was asked of others is asked no more. */
export function over(ticket: Ticket, state: TicketState, at: Instant): Ticket {
  return {
    ...ticket,
    state,
    request: null,
    pausedAt: null,
    clocks: stopped(ticket.clocks, at, ...STEPS),
    duties: endedDuties(ticket, at),
  };
}

export function unresolved(facts: TicketFacts): TicketFacts {
  const { said: _, reportedAs: __, ...others } = facts;
  const outcome = facts.outcome === 'longTerm' ? facts.outcome : null;
  return { ...others, resolvedAt: null, result: null, outcome };
}

/** What the enterprise answered with its "not solved" is kept: it counts until it says otherwise. */
export function notSolved({ answers }: TicketFacts): Answers {
  return { answered: null, contacted: null, ...answers, solved: false };
}

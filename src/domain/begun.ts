/** A ticket as it is after its first event: nobody has it yet, and nothing has happened to it. */
import type { Ticket } from './ticket.ts';
import type { Registered } from './ticket-events.ts';

export function begun(event: Registered): Ticket {
  const { type: _, v: __, at, by, resolve, ...beginning } = event;
  // Not by spreading: so many fields after a spread cost thirty times as much, and every start folds thousands.
  return Object.assign({}, beginning, {
    version: 1,
    state: 'queued',
    department: null,
    liaison: null,
    actingFor: null,
    assignedHow: null,
    cycle: 1,
    transfers: 0,
    clocks: { resolve },
    request: null,
    duties: [],
    pausedAt: null,
    pauses: [],
    queuedFor: null,
    locked: false,
    milestones: [],
    mergedInto: null,
    facts: {
      registeredAt: at,
      needsDispatcher: false,
      assignedAt: null,
      signedAt: null,
      fedBackAt: null,
      resolvedAt: null,
      result: null,
      closedAt: null,
      closedBy: null,
      rating: null,
      withdrawnAt: null,
      acceptedAt: null,
      outcome: null,
      answers: null,
      excludedAt: null,
      rejection: null,
      suspendedAt: null,
      asks: 0,
      extensions: 0,
      returns: 0,
      reopens: 0,
      reworks: 0,
      urges: 0,
      lastUrgedAt: null,
    },
    entries: [{ at, by, what: 'registered' }],
  } satisfies Omit<Ticket, keyof typeof beginning>);
}

/** The fold: a ticket after one more event. Total, pure, and needing nothing but the two. */
import type { Step } from './flow.ts';
import type { Registered, StepClock, Ticket, TicketEntry, TicketEvent, TicketFile } from './ticket.ts';
import type { Instant } from './time.ts';

/** Throws when the first event is not `registered`, or a later one is: the journal would be damaged. */
export function evolveTicket(ticket: Ticket | undefined, event: TicketEvent): Ticket {
  if (event.type === 'registered') {
    if (ticket) throw new Error(`ticket ${ticket.number} is registered twice`);
    return begin(event);
  }
  if (!ticket) throw new Error(`event ${event.type} before its ticket was registered`);
  const entry = entryOf(event);
  return {
    ...apply(ticket, event),
    version: ticket.version + 1,
    entries: entry ? [...ticket.entries, entry] : ticket.entries,
  };
}

function begin(event: Registered): Ticket {
  const { type: _, v: __, at, by, resolve, ...beginning } = event;
  return {
    ...beginning,
    version: 1,
    state: 'queued',
    department: null,
    liaison: null,
    actingFor: null,
    assignedHow: null,
    cycle: 1,
    transfers: 0,
    clocks: { resolve },
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
      reworks: 0,
      urges: 0,
      lastUrgedAt: null,
    },
    entries: [{ at, by, what: 'registered' }],
  };
}

function apply(ticket: Ticket, event: Exclude<TicketEvent, Registered>): Ticket {
  const { facts, clocks } = ticket;
  const { at } = event;
  switch (event.type) {
    case 'queued':
      return {
        ...ticket,
        state: 'queued',
        department: null,
        liaison: null,
        actingFor: null,
        clocks: { ...stopped(clocks, at, 'sign', 'feedback', 'confirm'), dispatch: event.dispatch },
        facts: { ...facts, needsDispatcher: true },
      };
    case 'assigned':
      return {
        ...ticket,
        state: 'assigned',
        department: event.department,
        liaison: event.liaison,
        actingFor: event.actingFor ?? null,
        assignedHow: event.how,
        transfers: ticket.transfers + (event.how === 'transfer' ? 1 : 0),
        clocks: {
          ...stopped(clocks, at, 'dispatch'),
          ...(event.sign ? { sign: event.sign } : {}),
          ...(event.feedback ? { feedback: event.feedback } : {}),
        },
        // Whoever has just received it has not been urged yet.
        facts: { ...facts, assignedAt: at, signedAt: null, fedBackAt: null, lastUrgedAt: null },
      };
    case 'delegated':
      return { ...ticket, liaison: event.liaison, actingFor: event.actingFor ?? null };
    case 'signed':
      return {
        ...ticket,
        state: 'working',
        clocks: stopped(clocks, at, 'sign'),
        facts: { ...facts, signedAt: at },
      };
    case 'fedBack':
      return {
        ...ticket,
        clocks: stopped(clocks, at, 'feedback'),
        // Only the first feedback is timed; later ones are news for the enterprise.
        facts: { ...facts, fedBackAt: facts.fedBackAt ?? at },
        files: [...ticket.files, ...event.files],
      };
    case 'resolved':
      return {
        ...ticket,
        state: 'resolved',
        clocks: { ...stopped(clocks, at, 'sign', 'feedback', 'resolve'), confirm: event.confirm },
        // The result is the first word the enterprise gets, where none came before; a ledger does not tell.
        facts: {
          ...facts,
          fedBackAt: facts.fedBackAt ?? (clocks.feedback ? at : null),
          resolvedAt: at,
          result: event.text,
        },
        files: [...ticket.files, ...event.files],
      };
    case 'confirmed':
      return {
        ...ticket,
        state: 'closed',
        clocks: stopped(clocks, at, 'confirm'),
        facts: { ...facts, closedAt: at, closedBy: 'enterprise', rating: event.rating },
      };
    case 'lapsed':
      return {
        ...ticket,
        state: 'closed',
        clocks: stopped(clocks, at, 'confirm'),
        facts: { ...facts, closedAt: at, closedBy: 'silence' },
      };
    case 'reworked':
      return {
        ...ticket,
        state: 'working',
        cycle: ticket.cycle + 1,
        clocks: { ...stopped(clocks, at, 'confirm'), resolve: event.resolve },
        facts: { ...facts, resolvedAt: null, result: null, reworks: facts.reworks + 1 },
      };
    case 'urged':
      return {
        ...ticket,
        facts: { ...facts, urges: facts.urges + 1, lastUrgedAt: event.rings ? at : facts.lastUrgedAt },
      };
    case 'supplemented':
      return { ...ticket, files: [...ticket.files, ...event.files] };
    case 'withdrawn':
      return {
        ...ticket,
        state: 'withdrawn',
        clocks: stopped(clocks, at, 'dispatch', 'sign', 'feedback', 'resolve', 'confirm'),
        facts: { ...facts, withdrawnAt: at },
      };
    case 'reminded':
    case 'rungsSkipped': {
      const clock = clocks[event.step];
      return clock
        ? { ...ticket, clocks: { ...clocks, [event.step]: { ...clock, passed: event.passed } } }
        : ticket;
    }
    case 'fileStored': {
      const { sha256, mime, size } = event;
      return withFile(ticket, event.file, (file) => ({
        ...file,
        state: 'stored',
        nextTryAt: null,
        stored: { sha256, mime, size },
      }));
    }
    case 'fileDeferred':
      return withFile(ticket, event.file, (file) => ({
        ...file,
        tries: event.tries,
        nextTryAt: event.nextTryAt,
      }));
    case 'fileMissing':
      return withFile(ticket, event.file, (file) => ({
        ...file,
        state: 'missing',
        nextTryAt: null,
        missing: event.why,
      }));
    default:
      return event satisfies never;
  }
}

function stopped(clocks: Ticket['clocks'], at: Instant, ...steps: readonly Step[]): Ticket['clocks'] {
  const result: Partial<Record<Step, StepClock>> = { ...clocks };
  for (const step of steps) {
    const clock = result[step];
    if (clock && clock.stoppedAt === null) result[step] = { ...clock, stoppedAt: at };
  }
  return result;
}

function withFile(ticket: Ticket, id: string, change: (file: TicketFile) => TicketFile): Ticket {
  return { ...ticket, files: ticket.files.map((file) => (file.id === id ? change(file) : file)) };
}

/** Bookkeeping (file tries, skipped rungs) is no line of the story that people read. */
function entryOf(event: Exclude<TicketEvent, Registered>): TicketEntry | null {
  const { at, by, type: what } = event;
  switch (event.type) {
    case 'fileDeferred':
    case 'fileStored':
    case 'rungsSkipped':
      return null;
    case 'fedBack':
    case 'resolved':
    case 'supplemented':
      return { at, by, what, text: event.text, files: event.files.map((file) => file.id) };
    case 'queued':
    case 'assigned':
    case 'confirmed':
    case 'reworked':
    case 'urged':
    case 'withdrawn':
      return event.text === undefined ? { at, by, what } : { at, by, what, text: event.text };
    case 'delegated':
      return { at, by, what, text: event.liaison };
    case 'reminded':
      return { at, by, what, text: `${event.step}/${event.rung}` };
    case 'fileMissing':
      return { at, by, what, text: event.file };
    default:
      return { at, by, what };
  }
}

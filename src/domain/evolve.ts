/** The fold: a ticket after one more event. Total, pure, and needing nothing but the two. */

import { begun } from './begun.ts';
import {
  answeredOrders,
  endedDuties,
  notSolved,
  over,
  stopped,
  unresolved,
  withDuty,
  withDutyClocks,
  withFile,
  withoutFile,
} from './changed.ts';
import { entryOf } from './entry.ts';
import { evolveDuties } from './evolve-duties.ts';
import { withReorganised } from './reorganised.ts';
import type { Ticket } from './ticket.ts';
import type { Granted, Registered, TicketEvent } from './ticket-events.ts';
import { lastStepAfter, undone } from './undo.ts';

/** Throws when the first event is not `registered`, or a later one is: the journal would be damaged. */
export function evolveTicket(ticket: Ticket | undefined, event: TicketEvent): Ticket {
  if (event.type === 'registered') {
    if (ticket) throw new Error(`ticket ${ticket.number} is registered twice`);
    return begun(event);
  }
  if (!ticket) throw new Error(`event ${event.type} before its ticket was registered`);
  const entry = entryOf(event, ticket);
  const { lastStep: _, ...after } = apply(ticket, event);
  const lastStep = lastStepAfter(ticket, after, event);
  return {
    ...after,
    ...(lastStep ? { lastStep } : {}),
    version: ticket.version + 1,
    entries: entry ? [...ticket.entries, entry] : ticket.entries,
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
        queuedFor: event.why,
        ...(ticket.claim ? { claim: null } : {}),
        request: null,
        clocks: { ...stopped(clocks, at, 'sign', 'feedback', 'confirm', 'decide'), dispatch: event.dispatch },
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
        request: null,
        // Whoever is in charge now has nothing left to assist with.
        duties: endedDuties(
          ticket,
          at,
          ({ kind, department }) => kind === 'assist' && department === event.department,
        ),
        locked: ticket.locked || event.settles === true,
        clocks: {
          ...stopped(clocks, at, 'dispatch', 'decide'),
          ...(event.sign ? { sign: event.sign } : {}),
          ...(event.feedback ? { feedback: event.feedback } : {}),
        },
        // Whoever has just received it has not been urged yet.
        facts: {
          ...facts,
          acceptedAt: facts.acceptedAt ?? at,
          assignedAt: at,
          signedAt: null,
          fedBackAt: null,
          lastUrgedAt: null,
        },
      };
    case 'claimed':
      return event.by === null ? ticket : { ...ticket, claim: { by: event.by, until: event.until } };
    case 'delegated':
      return { ...ticket, liaison: event.liaison, actingFor: event.actingFor ?? null };
    case 'reorganised':
      return withReorganised(ticket, event);
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
        clocks: {
          ...stopped(clocks, at, 'feedback'),
          ...(event.report ? { report: event.report } : {}),
        },
        // Only the first feedback is timed; later ones are news for the enterprise.
        facts: { ...facts, fedBackAt: facts.fedBackAt ?? at },
        files: [...ticket.files, ...event.files],
      };
    case 'resolved':
      return {
        ...ticket,
        state: 'resolved',
        request: null,
        clocks: { ...stopped(clocks, at, 'sign', 'feedback', 'resolve', 'decide'), confirm: event.confirm },
        duties: endedDuties(answeredOrders(ticket, event), at),
        // The result is the first word the enterprise gets, where none came before; a ledger does not tell.
        facts: {
          ...facts,
          fedBackAt: facts.fedBackAt ?? (clocks.feedback ? at : null),
          resolvedAt: at,
          result: event.text,
          // What was suspended once stays 转长期, whatever came of it in the end.
          outcome: facts.outcome === 'longTerm' ? 'longTerm' : (event.outcome ?? 'solved'),
          ...(event.afterSuspension && event.outcome ? { reportedAs: event.outcome } : {}),
        },
        files: [...ticket.files, ...event.files],
      };
    case 'confirmed':
      return {
        ...ticket,
        state: 'closed',
        clocks: stopped(clocks, at, 'confirm'),
        facts: {
          ...facts,
          closedAt: at,
          closedBy: 'enterprise',
          rating: event.rating,
          ...(event.solved ? { said: event.solved } : {}),
          answers: facts.answers?.solved ? facts.answers : { solved: true, answered: null, contacted: null },
        },
      };
    case 'ratedLate':
      return { ...ticket, facts: { ...facts, rating: event.rating } };
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
        facts: { ...unresolved(facts), answers: notSolved(facts), reworks: facts.reworks + 1 },
      };
    case 'reopened':
      return {
        ...ticket,
        state: 'working',
        cycle: ticket.cycle + 1,
        clocks: { ...clocks, resolve: event.resolve },
        facts: {
          ...unresolved(facts),
          answers: facts.closedAt === null ? null : notSolved(facts),
          closedAt: null,
          closedBy: null,
          rating: null,
          excludedAt: null,
          rejection: null,
          reopens: facts.reopens + 1,
        },
      };
    case 'calledBack':
      return { ...ticket, facts: { ...facts, answers: event.answers } };
    case 'surveyAnswered': {
      const { answered, contacted, solved } = event;
      const answers = facts.answers ?? { solved: true, answered: null, contacted: null };
      return {
        ...ticket,
        facts: {
          ...facts,
          answers: {
            ...answers,
            ...(solved ? { solved: solved === 'solved' } : {}),
            answered: answered ?? answers.answered,
            contacted: contacted ?? answers.contacted,
          },
          ...(solved ? { said: solved } : {}),
        },
      };
    }
    case 'asked':
      return {
        ...ticket,
        state: 'waiting',
        pausedAt: at,
        clocks: { ...stopped(clocks, at, 'feedback'), supply: event.supply },
        // Whoever is asked for papers has been spoken to.
        facts: { ...facts, fedBackAt: facts.fedBackAt ?? at, asks: facts.asks + 1 },
      };
    case 'resumed':
      return {
        ...ticket,
        state: 'working',
        pausedAt: null,
        pauses: [...ticket.pauses, event.pause],
        clocks: { ...stopped(clocks, at, 'supply', 'report', 'suspend'), resolve: event.resolve },
        facts: { ...facts, suspendedAt: null },
      };
    case 'requested':
      return {
        ...ticket,
        request: event.request,
        clocks: { ...clocks, decide: event.decide },
        facts: { ...facts, returns: facts.returns + (event.request.kind === 'return' ? 1 : 0) },
      };
    case 'granted':
      return granted(ticket, event);
    case 'denied':
      return {
        ...ticket,
        request: null,
        locked: ticket.locked || event.kind === 'return',
        clocks: stopped(clocks, at, 'decide'),
      };
    case 'dutyGiven':
    case 'dutyAnswered':
    case 'dutySentBack':
    case 'planned':
    case 'stepPaused':
    case 'stepResumed':
      return evolveDuties(ticket, event);
    case 'attributed':
      return { ...ticket, enterprise: event.enterprise, member: event.member };
    case 'reclassified': {
      const { flow, kind, urgent } = event;
      const duties = event.duties && { duties: withDutyClocks(ticket.duties, event.duties) };
      return { ...ticket, flow, kind, urgent, clocks: { ...clocks, ...event.clocks }, ...duties };
    }
    case 'rejected':
      return {
        ...over(ticket, 'rejected', at),
        facts: { ...facts, suspendedAt: null, excludedAt: at, rejection: event.code },
      };
    case 'merged':
      return {
        ...over(ticket, 'merged', at),
        mergedInto: event.into,
        facts: { ...facts, suspendedAt: null, excludedAt: at },
      };
    case 'absorbed':
      return {
        ...ticket,
        files: [...ticket.files, ...event.files],
        ...(event.members ? { alsoRaisedBy: [...(ticket.alsoRaisedBy ?? []), ...event.members] } : {}),
      };
    case 'split':
    case 'acknowledged':
      return ticket;
    case 'recalculated':
      return {
        ...ticket,
        clocks: { ...clocks, ...event.clocks },
        duties: withDutyClocks(ticket.duties, event.duties),
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
        ...over(ticket, 'withdrawn', at),
        facts: { ...facts, suspendedAt: null, withdrawnAt: at, outcome: 'withdrawn' },
      };
    case 'reminded':
    case 'rungsSkipped': {
      if (event.duty !== undefined) {
        return withDuty(ticket, event.duty, (duty) => ({
          ...duty,
          clock: { ...duty.clock, passed: event.passed },
        }));
      }
      const clock = clocks[event.step];
      return clock
        ? { ...ticket, clocks: { ...clocks, [event.step]: { ...clock, passed: event.passed } } }
        : ticket;
    }
    case 'turnedLate': {
      const clock = clocks[event.step];
      return clock
        ? { ...ticket, clocks: { ...clocks, [event.step]: { ...clock, turnedFor: event.lateFrom } } }
        : ticket;
    }
    case 'noted': {
      const { by, text } = event;
      return { ...ticket, notes: [...(ticket.notes ?? []), { at, by, text }] };
    }
    case 'undone':
      return undone(ticket);
    case 'fileStored': {
      const { sha256, mime, size, name } = event;
      return withFile(ticket, event.file, (file) => ({
        ...file,
        name: name ?? file.name,
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
    case 'fileMissing': {
      const { why } = event;
      if (why === 'leftOut') return withoutFile(ticket, event.file);
      return withFile(ticket, event.file, (file) => ({
        ...file,
        state: 'missing',
        nextTryAt: null,
        missing: why,
      }));
    }
    default:
      return event satisfies never;
  }
}

/** Approved: 延期 has a later deadline, 挂账 stands until its last milestone; of 退单 `assigned` tells the rest. */
function granted(ticket: Ticket, event: Granted): Ticket {
  const { facts } = ticket;
  const { at } = event;
  const settled = { ...ticket, request: null, clocks: stopped(ticket.clocks, at, 'decide') };
  const { resolve, suspension } = event;
  if (suspension) {
    const { report, until, milestones } = suspension;
    return {
      ...settled,
      state: 'suspended',
      pausedAt: at,
      milestones,
      clocks: { ...stopped(settled.clocks, at, 'feedback'), report, suspend: until },
      facts: {
        ...facts,
        fedBackAt: facts.fedBackAt ?? at,
        suspendedAt: at,
        outcome: 'longTerm',
      },
    };
  }
  if (!resolve) return settled;
  return {
    ...settled,
    clocks: { ...settled.clocks, resolve },
    facts: { ...facts, extensions: facts.extensions + 1 },
  };
}

/** The fold of what is asked of others beside the ticket: duties, and the plan whose steps are some of them. */
import { ended, withDuty } from './changed.ts';
import type { Ticket } from './ticket.ts';
import type * as events from './ticket-events.ts';
import type { Replied } from './ticket-parts.ts';

type OfDuties =
  | events.DutyGiven
  | events.DutyAnswered
  | events.DutySentBack
  | events.Planned
  | events.StepPaused
  | events.StepResumed;

export function evolveDuties(ticket: Ticket, event: OfDuties): Ticket {
  const { at } = event;
  switch (event.type) {
    case 'dutyGiven': {
      const { duty: id, kind, step, by, text, department, liaison, clock } = event;
      const of = step === undefined ? {} : { step };
      const given = {
        id,
        kind,
        ...of,
        by,
        at,
        text,
        department,
        liaison,
        clock,
        answer: null,
        endedAt: null,
      };
      return { ...ticket, duties: [...ticket.duties, given] };
    }
    case 'dutyAnswered':
      return withDuty({ ...ticket, files: [...ticket.files, ...event.files] }, event.duty, (duty) => ({
        ...duty,
        answer: event.text === '' ? duty.answer : event.text,
        replied: repliedBy(event),
        ...(event.final ? ended(duty, at) : {}),
      }));
    case 'planned':
      return { ...ticket, plan: [...(ticket.plan ?? []), ...event.steps] };
    case 'stepPaused':
      return withDuty(ticket, event.duty, (duty) => ({
        ...duty,
        clock: { ...duty.clock, stoppedAt: at },
      }));
    case 'stepResumed':
      return withDuty(ticket, event.duty, (duty) => ({ ...duty, pauses: event.pauses, clock: event.clock }));
    case 'dutySentBack':
      return withDuty(ticket, event.duty, ({ replied: _, ...duty }) => ({
        ...duty,
        clock: event.clock,
        answer: null,
        sentBack: (duty.sentBack ?? 0) + 1,
        sentBackWith: event.text,
        endedAt: null,
      }));
    default:
      return event satisfies never;
  }
}

function repliedBy({ by, at, final, gathered }: events.DutyAnswered): Replied {
  return { by, at, final, ...(gathered ? { gathered } : {}) };
}

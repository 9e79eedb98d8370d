/** Papers of a step that count as complete by themselves: five working days in which nobody said what is missing. */
import { dutyDue } from '../../../dialogue/duty-lines.ts';
import {
  completeSince,
  type Guide,
  type GuideEvent,
  isHandedIn,
  type Papers,
  type Station,
  stationsOf,
  toldBefore,
} from '../../../domain/arrangements/guides.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import { evolveTicket } from '../../../domain/evolve.ts';
import { decide } from '../../../domain/lifecycle.ts';
import type { Office, OfficeEvent } from '../../../domain/office.ts';
import type { Actor } from '../../../domain/permissions.ts';
import { isBeforePapers } from '../../../domain/plan.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { TicketEvent } from '../../../domain/ticket-events.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Outgoing } from '../../../store/port.ts';
import type { Change, Outcome } from '../../case.ts';
import { contextOf } from '../../commit.ts';
import { toPeople } from '../../delivery/outgoing.ts';
import { type DeskParts, viewWith } from '../../desk.ts';
import { answerersOf } from '../../notices/duties.ts';

/** When the next step's papers count as complete by law; null: none is waited for. */
export function completesByLaw(guides: readonly Guide[], calendar: Calendar): Instant | null {
  const due = guides.flatMap((guide) => waiting(guide).map(([, papers]) => lapsesAt(papers, calendar)));
  return due.length === 0 ? null : Math.min(...due);
}

export async function completionsDue(office: Office, at: Instant, parts: DeskParts): Promise<Outcome> {
  const changes: Change[] = [];
  const events: OfficeEvent[] = [];
  const outbox: Outgoing[] = [];
  const view = viewWith(office, parts, at);
  for (const guide of Object.values(office.arrangements?.guides ?? {})) {
    const due = waiting(guide).filter(([, papers]) => lapsesAt(papers, parts.calendar) <= at);
    let ticket = due.length > 0 ? await parts.store.ticket(guide.ticket) : undefined;
    const first = ticket;
    const all: TicketEvent[] = [];
    for (const [id, papers] of due) {
      const station = ticket && stationsOf(ticket, guide).find(({ step }) => step.id === id);
      const since = station ? completeSince(station.step, papers, at) : (papers.handedIn ?? at);
      // Also where the step is over by now: it is asked no more.
      events.push(guideEvent(at, { did: 'complete', ticket: guide.ticket, step: id, since }));
      const run = ticket && station ? started(ticket, station, since, 'system', office, at, parts) : null;
      if (!ticket || !station || run === null) continue;
      all.push(...run);
      ticket = run.reduce<Ticket>(evolveTicket, ticket);
      const duty = ticket.duties.find((one) => one.id === station.duty?.id);
      if (!duty) continue;
      const { number } = ticket;
      const text = view.say('guide.byItself', {
        number,
        place: station.place,
        step: station.step.title,
        due: dutyDue(duty, view),
      });
      outbox.push(
        ...toPeople(answerersOf(duty, ticket, view), {
          id: `guide/${number}/${id}/complete`,
          text,
          ticket: number,
          kind: 'guide',
          createdAt: at,
        }),
      );
    }
    if (first && all.length > 0) changes.push({ ticket: first, events: all });
  }
  return { changes, office: events, outbox };
}

/** The clock of a step begins, as its papers are complete; null where it runs already, or never will. */
export function started(
  ticket: Ticket,
  { step, duty }: Station,
  since: Instant,
  actor: Actor,
  office: Office,
  at: Instant,
  parts: DeskParts,
): readonly TicketEvent[] | null {
  if (!duty || !isBeforePapers(step, duty)) return null;
  const context = contextOf(parts, ticket.flow, office, actor, at);
  const decision = decide(ticket, { type: 'resumeStep', duty: duty.id, since }, context);
  return decision.ok ? decision.events : null;
}

export function guideEvent(at: Instant, event: GuideEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'guides', event };
}

function waiting({ papers }: Guide): readonly (readonly [string, Papers])[] {
  return Object.entries(papers).filter(([, one]) => isHandedIn(one) && one.complete === undefined);
}

function lapsesAt({ handedIn = 0 }: Papers, calendar: Calendar): Instant {
  return toldBefore(handedIn, calendar);
}

/** What comes without anybody's word: the clock, a contact who cannot be reached, a new calendar. */
import type { Context } from '../commands.ts';
import type { Deadline } from '../deadline.ts';
import { type Step, timedOf } from '../flow.ts';
import { dueRungs, type LiveClock, liveClocks, nextLapse, recounted } from '../reminders.ts';
import type { StepClock, Ticket, TicketEvent } from '../ticket.ts';
import { accept, fact, type Turn } from './common.ts';
import { assigned, contactInstead } from './handing.ts';
import { resumed } from './pausing.ts';

/**
 * A report passes to a contact who can be reached; the clock brings what a step that is over leads to, or the one
 * reminder that fits the present.
 */
export const wake: Turn<'wake'> = (ticket, _command, context) => {
  const contact = contactInstead(ticket, context);
  if (contact !== null) {
    return accept({ ...fact(context), type: 'delegated', liaison: contact, from: ticket.liaison });
  }
  const lapsed = afterLapse(ticket, context);
  if (lapsed.length > 0) return accept(...lapsed);
  const [graver, ...lesser] = dueRungs(ticket, context.at);
  if (!graver) return accept();
  const { rung, ...whose } = graver;
  return accept(
    { ...fact(context), type: 'reminded', ...whose, rung: rung.name, to: rung.to },
    ...lesser.map(({ rung: _, ...one }): TicketEvent => ({ ...fact(context), type: 'rungsSkipped', ...one })),
  );
};

/** What a step leads to that is over and lapses by itself. */
function afterLapse(ticket: Ticket, context: Context): readonly TicketEvent[] {
  const lapse = nextLapse(ticket);
  if (!lapse || context.at < lapse.at) return [];
  switch (lapse.step) {
    case 'dispatch':
      return [assigned(ticket, context.roster.defaultDepartment.id, 'default', context)];
    case 'confirm':
      return [{ ...fact(context), type: 'lapsed' }];
    case 'supply':
      return resumed(ticket, 'unanswered', context);
    case 'suspend':
      return resumed(ticket, 'expired', context);
    case 'decide':
      return ticket.request ? [{ ...fact(context), type: 'denied', kind: ticket.request.kind }] : [];
    default:
      return lapse.step satisfies never;
  }
}

/** A new calendar: every clock that runs is counted again by it; what does not move is left alone. */
export const recalculate: Turn<'recalculate'> = (ticket, _command, context) => {
  const { at, calendar } = context;
  const clocks: Partial<Record<Step, StepClock>> = {};
  const duties: Record<number, StepClock> = {};
  for (const live of liveClocks(ticket)) {
    const { step, duty, clock } = live;
    const again = recounted(clock, ticket.pauses, ladderOf(live, ticket, context), at, calendar);
    if (isSame(again.deadline, clock.deadline)) continue;
    if (duty === undefined) clocks[step] = again;
    else duties[duty] = again;
  }
  if (Object.keys(clocks).length + Object.keys(duties).length === 0) return accept();
  return accept({ ...fact(context), type: 'recalculated', calendar: calendar.version, clocks, duties });
};

function ladderOf({ step }: LiveClock, ticket: Ticket, { flow }: Context) {
  if (step === 'suspend') return flow.suspend?.ladder ?? [];
  return timedOf(flow, step, ticket.request?.kind)?.ladder ?? [];
}

function isSame(one: Deadline, other: Deadline): boolean {
  return one.due === other.due && one.lateFrom === other.lateFrom && one.provisional === other.provisional;
}

/** What comes without anybody's word: the clock, a contact who cannot be reached, a new calendar. */
import type { Context } from '../commands.ts';
import { type Deadline, deadlineOf } from '../deadline.ts';
import { evolveTicket } from '../evolve.ts';
import { type Step, timedOf } from '../flow.ts';
import {
  dueRungs,
  type LiveClock,
  liveClocks,
  nextLapse,
  recounted,
  turnsLate,
  withinLongest,
} from '../reminders.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketEvent } from '../ticket-events.ts';
import type { StepClock } from '../ticket-parts.ts';
import { lapsingInOfficeHours, withinTicket } from '../within-ticket.ts';
import { accept, fact, type Turn } from './common.ts';
import { assigned, toAnotherContact, toWhoIsThere } from './handing.ts';
import { resumed } from './pausing.ts';
import { extend } from './requests.ts';

/**
 * A report passes to a contact who can be reached, a ticket to whoever stands in for somebody on leave, and back; the
 * clock brings what a step that is over leads to, or what has become late and of each clock the one reminder that fits
 * the present: after a night without power not one for each hour missed.
 */
export const wake: Turn<'wake'> = (ticket, _command, context) => {
  const passed = toAnotherContact(ticket, context);
  if (passed.length > 0) return accept(...passed);
  const moved = toWhoIsThere(ticket, context);
  if (moved.length > 0) return accept(...moved);
  const lapsed = afterLapse(ticket, context);
  if (lapsed.length > 0)
    return accept(...lapsed, ...turned(lapsed.reduce<Ticket>(evolveTicket, ticket), context));
  const due = dueRungs(ticket, context.at).map(({ rung, ...whose }): TicketEvent => {
    const still = whose.step === 'resolve' && mayExtend(ticket, context);
    return {
      ...fact(context),
      type: 'reminded',
      ...whose,
      rung: rung.name,
      to: rung.to,
      ...(still ? { extendable: true } : {}),
      ...(rung.name === 'supervise' ? replyBy(context) : {}),
    };
  });
  return accept(...turned(ticket, context), ...due);
};

/** 超期: what has passed by now and stands on no card yet. */
function turned(ticket: Ticket, context: Context): readonly TicketEvent[] {
  return turnsLate(ticket).flatMap(({ at, ...turn }): readonly TicketEvent[] =>
    at <= context.at ? [{ ...fact(context), type: 'turnedLate', ...turn }] : [],
  );
}

/** 督办通知单 is answered as 督办 is. */
export function replyBy({ at, flow, calendar }: Pick<Context, 'at' | 'flow' | 'calendar'>): {
  readonly replyBy?: Deadline;
} {
  return flow.order ? { replyBy: deadlineOf(at, flow.order.within, calendar) } : {};
}

/** Whether an extension would be taken now. */
export function mayExtend(ticket: Ticket, context: Context): boolean {
  const asks = ticket.state === 'assigned' || ticket.state === 'working';
  return (
    asks && ticket.request === null && extend(ticket, { type: 'extend', workdays: 1, text: '…' }, context).ok
  );
}

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
  const { calendar } = context;
  const clocks: Partial<Record<Step, StepClock>> = {};
  const duties: Record<number, StepClock> = {};
  let moved = false;
  const all = [...liveClocks(ticket), ...notYetLive(ticket)];
  const whole = all.find(({ step }) => step === 'resolve');
  const resolve = whole ? countedAgain(whole, null, ticket, context) : null;
  for (const live of all) {
    const { step, duty, clock } = live;
    const again = live === whole && resolve ? resolve : countedAgain(live, resolve, ticket, context);
    if (isSame(again.deadline, clock.deadline) && again.lapsesAt === clock.lapsesAt) continue;
    moved ||= again.deadline.lateFrom !== clock.deadline.lateFrom;
    if (duty === undefined) clocks[step] = again;
    else duties[duty] = again;
  }
  if (Object.keys(clocks).length + Object.keys(duties).length === 0) return accept();
  return accept({
    ...fact(context),
    type: 'recalculated',
    calendar: calendar.version,
    moved,
    clocks,
    duties,
  });
};

/** The first feedback is timed from the hour it was handed over, though signing comes first. */
function notYetLive({ state, clocks: { feedback } }: Ticket): readonly LiveClock[] {
  return state === 'assigned' && feedback?.stoppedAt === null ? [{ step: 'feedback', clock: feedback }] : [];
}

/**
 * Only the resolve clock stands in a pause; what others owe meanwhile runs on. `resolve`: counted again already, where it
 * runs.
 */
function countedAgain(
  live: LiveClock,
  resolve: StepClock | null,
  ticket: Ticket,
  context: Context,
): StepClock {
  const { at, flow, calendar } = context;
  const ladder = ladderOf(live, ticket, context);
  if (live.step !== 'resolve') {
    const again = recounted(live.clock, [], ladder, at, calendar);
    // As it was begun: what began before days lapsed in office hours lapses at its end.
    if (!WITHIN.has(live.step))
      return live.clock.lapsesAt === undefined ? again : lapsingInOfficeHours(again, calendar);
    const before = live.step === 'decide' || live.step === 'assist';
    const within = withinTicket(again, resolve, ladder, at, calendar, { before });
    return live.step === 'decide' ? lapsingInOfficeHours(within, calendar) : within;
  }
  const again = recounted(live.clock, ticket.pauses, ladder, at, calendar);
  return withinLongest(again, ticket, at, flow, calendar);
}

/** What falls due with the ticket at the latest. */
const WITHIN: ReadonlySet<Step> = new Set<Step>(['sign', 'feedback', 'decide', 'assist', 'order']);

function ladderOf({ step }: LiveClock, ticket: Ticket, { flow }: Context) {
  if (step === 'suspend') return flow.suspend?.ladder ?? [];
  return timedOf(flow, step, ticket.request?.kind)?.ladder ?? [];
}

function isSame(one: Deadline, other: Deadline): boolean {
  return one.due === other.due && one.lateFrom === other.lateFrom && one.provisional === other.provisional;
}

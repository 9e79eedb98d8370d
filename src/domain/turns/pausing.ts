/**
 * 停表: the clock stands while the enterprise is asked for material, or while a ticket is suspended (挂账). When it
 * goes on, the same period is counted again without the time it stood, by the same calendar (`pauses.ts`).
 */
import type { Context } from '../commands.ts';
import { recounted, startClock, withinLongest } from '../reminders.ts';
import type { Ticket } from '../ticket.ts';
import type { Resumed, TicketEvent } from '../ticket-events.ts';
import { lapsingInOfficeHours } from '../within-ticket.ts';
import { accept, fact, isBlank, refuse, signedOnTheWay, type Turn } from './common.ts';

/** 请企业补充材料: so often and so long at most, or nothing would ever be late. */
export const ask: Turn<'ask'> = (ticket, command, context) => {
  const { at, flow, calendar } = context;
  if (!flow.ask) return refuse(ticket, 'notInFlow');
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  if (ticket.request !== null) return refuse(ticket, 'pending');
  if (ticket.facts.asks >= flow.ask.most) return refuse(ticket, 'tooMuch', { limit: flow.ask.most });
  const { within, ladder } = flow.ask.supply;
  return accept(...signedOnTheWay(ticket, context), {
    ...fact(context),
    type: 'asked',
    text: command.text,
    supply: lapsingInOfficeHours(startClock(at, within, ladder, calendar), calendar),
  });
};

/** 不再等企业补充; or 恢复办理 of a suspended ticket. */
export const resume: Turn<'resume'> = (ticket, _command, context) =>
  accept(...resumed(ticket, ticket.state === 'suspended' ? 'lifted' : 'needless', context));

/** The clock goes on; nothing when it never stood. */
export function resumed(ticket: Ticket, why: Resumed['why'], context: Context): readonly TicketEvent[] {
  const { at, flow, calendar } = context;
  const { resolve } = ticket.clocks;
  if (ticket.pausedAt === null || !resolve) return [];
  const pause = { from: ticket.pausedAt, to: at };
  const pauses = [...ticket.pauses, pause];
  const again = recounted(resolve, pauses, flow.steps.resolve.ladder, at, calendar);
  return [
    {
      ...fact(context),
      type: 'resumed',
      why,
      pause,
      resolve: withinLongest(again, ticket, at, flow, calendar),
    },
  ];
}

/** What is done while the clock stands sets it going first. */
export function resumedOnTheWay(ticket: Ticket, context: Context): readonly TicketEvent[] {
  return resumed(ticket, ticket.state === 'suspended' ? 'lifted' : 'needless', context);
}

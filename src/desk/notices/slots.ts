/** Messages that stand in a place of their own, and lose their buttons when they have been answered. */
import { type Buttons, hubOf } from '../../dialogue/view.ts';
import type { TicketEntry } from '../../domain/entry.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import type { Notices } from './list.ts';

/** Where the card of a ticket stands in a chat. */
export function cardSlot({ number }: Pick<Ticket, 'number'>): string {
  return `card/${number}`;
}

/**
 * Where a liaison's task stands. An edit rings nobody: a rework, and a ticket that people give back to somebody, get a message
 * of their own. After a leave the task that stands in the chat is alive again.
 */
export function taskSlot({ number, cycle, entries, confidential }: Ticket): string {
  const byHand = confidential ? entries : entries.filter(({ by }) => by !== 'system');
  return `task/${number}/${cycle}.${countOf(entries, 'assigned') + countOf(byHand, 'delegated')}`;
}

/** Whether it is that of a task of this ticket, also of an earlier one. */
export function isTaskSlot(slot: string, { number }: Pick<Ticket, 'number'>): boolean {
  return slot.startsWith(`task/${number}/`);
}

/** The dispatcher asked a second time about a ticket is rung again. */
export function dispatchSlot({ number, entries }: Ticket): string {
  return `dispatch/${number}/${countOf(entries, 'queued')}`;
}

/** Whose matter it is need not be said any more. */
export function closeDispatch(text: string, notices: Notices): void {
  const { before, view } = notices;
  if (before?.state !== 'queued') return;
  const there = new Set(hubOf(view).map(({ id }) => id));
  for (const { id } of view.roster.dispatchers) {
    // Whoever is on leave may have been asked before, and is told nothing new.
    const only = there.has(id) ? {} : ({ editOnly: true } as const);
    notices.add('dispatch', { person: id }, text, { slot: dispatchSlot(before), ...only });
  }
}

/** Where the enterprise is asked whether it is solved, and told how the ticket ended. */
export function ratingSlot({ number, cycle }: Ticket): string {
  return `rate/${number}/${cycle}`;
}

/** Where whoever rated 不满意 is asked whether it is solved. */
export function solvedSlot({ number, cycle }: Ticket): string {
  return `solved/${number}/${cycle}`;
}

/** Takes the rating buttons off once they have been answered. */
export function closeRating(ticket: Ticket, text: string, notices: Notices, buttons: Buttons = []): void {
  notices.add('news', notices.member, text, { slot: ratingSlot(ticket), buttons });
}

/** Where somebody is asked for the answer to a duty. */
export function dutySlot({ number }: Ticket, { id, sentBack = 0 }: Pick<Duty, 'id' | 'sentBack'>): string {
  return sentBack === 0 ? `duty/${number}/${id}` : `duty/${number}/${id}/${sentBack}`;
}

/** The duty that is asked for in a slot. */
export function dutyAskedIn(slot: string | undefined, ticket: Ticket): Duty | undefined {
  // Also in one that was asked for before a reply was sent back.
  return ticket.duties.find(
    (duty) =>
      slot === dutySlot(ticket, duty) ||
      slot === dutySlot(ticket, { id: duty.id }) ||
      slot?.startsWith(`${dutySlot(ticket, { id: duty.id })}/`),
  );
}

export function countOf(entries: readonly TicketEntry[], what: TicketEntry['what']): number {
  return entries.filter((entry) => entry.what === what).length;
}

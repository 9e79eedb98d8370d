/** Who is told of Duties: dutyGiven, dutyReported, acknowledged. */
import type { View } from '../../dialogue/view.ts';
import type { Ticket, TicketEvent } from '../../domain/ticket.ts';
import type { Notices } from './list.ts';

export function tellDuty(
  event: TicketEvent,
  _before: Ticket | undefined,
  _after: Ticket,
  _notices: Notices,
  _view: View,
): void {
  switch (event.type) {
    default:
  }
}

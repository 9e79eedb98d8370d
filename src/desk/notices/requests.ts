/** Who is told of 停表 and what somebody settles: asked, resumed, requested, granted, denied. */
import type { View } from '../../dialogue/view.ts';
import type { Ticket, TicketEvent } from '../../domain/ticket.ts';
import type { Notices } from './list.ts';

export function tellRequest(
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

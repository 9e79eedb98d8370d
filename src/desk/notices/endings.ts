/** Who is told of Ends and returns: calledBack, surveyAnswered, rejected, merged, absorbed, split, reopened. */
import type { View } from '../../dialogue/view.ts';
import type { Ticket, TicketEvent } from '../../domain/ticket.ts';
import type { Notices } from './list.ts';

export function tellEnding(
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

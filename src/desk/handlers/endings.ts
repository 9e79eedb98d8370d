/** How a ticket ends and comes back: 回访, 不予受理, 重开, 并单, 分单. */
import type { EndVerb } from '../../dialogue/understand.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Case, NOTHING, type Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';

export async function endStep(
  _on: Case,
  _verb: EndVerb,
  _ticket: Ticket,
  _words: string,
  _choice: string,
  _parts: DeskParts,
): Promise<Outcome> {
  return NOTHING;
}

/** What is asked of others beside the ticket (协办, 督办, 批示, 顶格推进), their answers, and 知悉. */
import type { DutyVerb } from '../../dialogue/understand.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Case, NOTHING, type Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';

export async function dutyStep(
  _on: Case,
  _verb: DutyVerb,
  _ticket: Ticket,
  _words: string,
  _choice: string,
  _parts: DeskParts,
): Promise<Outcome> {
  return NOTHING;
}

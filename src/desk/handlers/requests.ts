/** 停表, and what a department asks for and somebody else settles: 请企业补充, 延期, 退单, 挂账, 批准. */
import type { RequestVerb } from '../../dialogue/understand.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Case, NOTHING, type Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';

export async function requestStep(
  _on: Case,
  _verb: RequestVerb,
  _ticket: Ticket,
  _words: string,
  _choice: string,
  _parts: DeskParts,
): Promise<Outcome> {
  return NOTHING;
}

/** 准入: what is not a township's own is given to it only with the hub's reason. */

import { isOutside } from '../../../domain/arrangements/powers-list.ts';
import type { Department } from '../../../domain/roster.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { Case } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { itemOf, listOf } from './facts.ts';

/** What is said to whoever gives it without a word; null where nothing is lacking. */
export function reasonLacking(
  { view, office }: Case,
  ticket: Ticket,
  { id, name }: Department,
  text: string,
  parts: DeskParts,
): string | null {
  if (text !== '' || !parts.roster.isTownship(id) || ticket.confidential) return null;
  const item = itemOf(ticket, listOf(office, parts));
  if (!isOutside(item)) return null;
  const { number } = ticket;
  const facts = { number, township: name };
  return item
    ? view.say('power.reasonFirst', { ...facts, name: item.name })
    : view.say('power.unlistedFirst', facts);
}

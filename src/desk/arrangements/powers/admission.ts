/** 准入: what is not a township's own is given to it only with the hub's reason. */

import { isOutside } from '../../../domain/arrangements/powers-list.ts';
import { officesOf } from '../../../domain/offices.ts';
import type { Department } from '../../../domain/roster.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Case } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { itemOf, listOf, powersOf } from './facts.ts';

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

/**
 * Who of the speaker's own township gave it back as 清单外, and when; null where nobody has. It is theirs no more and they do not
 * see it: without this a second 清单外 would be asked which ticket it means.
 */
export function givenBackBefore(
  { person, office, view }: Pick<Case, 'person' | 'office' | 'view'>,
  { number, entries, queuedFor, confidential }: Ticket,
): { readonly by: string; readonly at: Instant } | null {
  if (confidential) return null;
  const own = officesOf(person?.id ?? '', view.roster);
  const admitted = (powersOf(office).admissions ?? []).findLast(
    (one) => one.ticket === number && own.has(one.township),
  );
  const last = entries.findLast(
    ({ what, at }) => what === 'queued' && (at === admitted?.returnedAt || queuedFor === 'outside'),
  );
  if (!last || typeof last.by !== 'string') return null;
  const isOwn = [...officesOf(last.by, view.roster)].some((one) => own.has(one));
  return isOwn ? { by: last.by, at: last.at } : null;
}

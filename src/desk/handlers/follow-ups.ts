/** People say one thing in several messages: what follows within minutes belongs to the ticket just raised. */
import type { Ticket } from '../../domain/ticket.ts';
import type { Case } from '../case.ts';
import type { DeskParts } from '../desk.ts';

/** The ticket that the speaker raised in this chat within the last `withinMs`, by the channel's clock; null for none. */
export async function justRaised(
  { person, message, at }: Case,
  withinMs: number,
  { store }: DeskParts,
): Promise<Ticket | null> {
  if (person === null || withinMs === 0) return null;
  const [latest] = await store.tickets({ member: person.id, open: true, newest: 1 });
  if (!latest) return null;
  const { channel, chat, saidAt } = latest.origin;
  const isHere = channel === message.channel && chat === message.chat.id;
  const since = saidAt === undefined ? at - latest.facts.registeredAt : message.at - saidAt;
  return isHere && since >= 0 && since <= withinMs ? latest : null;
}

/** Whether words are plainly a difficulty of their own: another department's, a report, or a danger that was none before. */
export function isAnother(ticket: Ticket, text: string, { router }: DeskParts): boolean {
  const { kind, auto, urgent, departments } = router.route(text);
  if (kind === 'whistleblow') return !ticket.confidential;
  if (ticket.confidential) return false;
  return (auto && departments[0]?.id !== ticket.department) || (urgent && !ticket.urgent);
}

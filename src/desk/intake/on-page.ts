/** What is said on a page where somebody has just had something registered: its card goes to their chat, and they look here. */
import { PAGE } from '../../channels/page/index.ts';
import { card, cardButtons } from '../../dialogue/cards.ts';
import type { View } from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Case, Reply } from '../case.ts';

/** Nothing where it was said elsewhere, or for somebody else: whoever enters it is answered as such. */
export function saidOnPage(ticket: Ticket, on: Case | undefined, view: View): readonly Reply[] {
  if (on === undefined || on.message.channel !== PAGE || ticket.member !== on.person?.id) return [];
  // What a report is stays in the chat.
  if (ticket.confidential) return [{ text: view.say('told.keptOnPage'), secret: true }];
  const text = `${card(ticket, view)}\n${view.say('told.cardInChat')}`;
  return [{ text, buttons: cardButtons(ticket, view), ticket: ticket.number }];
}

/**
 * What somebody of a department says in private in answer to nothing: mostly feedback, or a reply to 协办, 督办, 批示.
 * Of which ticket is asked, also when there is only one, as others read it.
 */
import { isDone, isThanks } from '../../dialogue/understand.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { dutiesToAnswer } from './duties.ts';
import { askWhich, IN_HAND } from './verbs.ts';

/** 3号 已联系企业: the number before the words. */
const NUMBERED = /^(?:诉求件?|第|#)?\s*(\d{1,6})\s*[号件]?[\s:：,，、.。]\s*(\S[\s\S]*)$/u;

const POSTS = ['liaison', 'backup', 'head'] as const;

/** Null: nothing in hand that could be meant, or nothing said. */
export async function unprompted(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const { person, message, view } = on;
  if (person === null || message.what !== 'text' || message.files.length > 0) return null;
  const own = await parts.store.tickets({ liaison: person.id, states: IN_HAND });
  const asked = own.length > 0 ? [] : await ticketsWithDuties(on, parts);
  const all = own.length > 0 ? own : asked;
  const [, number, rest = ''] = NUMBERED.exec(text) ?? [];
  const named = all.filter((ticket) => String(ticket.number) === number);
  const words = named.length > 0 ? rest : text;
  const meant = named.length > 0 ? named : all;
  if (meant.length === 0) return null;
  // That it is done is no result yet: what was done is asked for next.
  if (isDone(words) && own.length > 0) return askWhich(on, 'resolve', '', meant, view.say('ask.whichDone'));
  if (isThanks(words) || parts.router.route(words).kind === 'chatter') return null;
  return own.length > 0
    ? askWhich(on, 'feedback', words, meant, view.say('ask.whichFeedback'))
    : askWhich(on, 'report', words, meant, view.say('ask.whichReport'));
}

async function ticketsWithDuties(on: Case, parts: DeskParts): Promise<readonly Ticket[]> {
  // A leader settles by a word of command; what they say in passing is none.
  if (!POSTS.some((post) => on.roles.has(post))) return [];
  const open = await parts.store.tickets({ open: true });
  return open.filter((ticket) => dutiesToAnswer(on, ticket, parts).length > 0);
}

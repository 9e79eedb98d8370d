/** The answer to "until when?", where an order named no day that can be meant. */
import { readByWhen } from '../../dialogue/by-when.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import type { DialogueOf } from '../dialogue.ts';
import { visibleTicket } from '../lists/enquiries.ts';
import { stay } from '../steps/asking.ts';
import { confirmOrders } from './many.ts';
import { askByWhen, type Giving, give } from './orders.ts';

/** No time at all: the order is answered within what the flow says. */
const NO_DAY = /^(?:不限|不定|不用|没有|按规定|照规定|按规定来|不写)(?:时间|日期)?[。.!！]?$/u;
/** Longer words are no answer to the question. */
const LONGEST = 40;

/** The answer to "until when?"; null for words that are none. */
export async function onByWhen(
  on: Case,
  { verb, tickets, words, duty }: DialogueOf<'byWhen'>,
  text: string,
  parts: DeskParts,
): Promise<Outcome | null> {
  if (text.length > LONGEST) return null;
  const giving: Giving = { verb, ...(duty === undefined ? {} : { duty }) };
  const when = NO_DAY.test(text) ? ({ is: 'unsaid' } as const) : readDayAlone(text, on, parts);
  if (when === null) return stay(on, reply(on.view.say('order.askAgain')));
  if (when.is === 'unsure') return askByWhen(on, { ...giving, tickets, words }, when);
  const said = when.is === 'read' ? `${words}（${text}）` : words;
  const found = await Promise.all(tickets.map((number) => visibleTicket(on, number, parts)));
  const [ticket, ...others] = found.filter((one) => one !== undefined);
  if (!ticket) return null;
  if (others.length > 0 && verb !== 'sendBack') {
    return confirmOrders(on, verb, said, [ticket, ...others], parts, when);
  }
  return give(on, giving, ticket, said, when.is === 'read' ? when.asked : null, parts);
}

/** 12月12日 and 三天 are an answer here, with nothing behind them; null: no time is said. */
function readDayAlone(text: string, { at }: Case, { calendar }: DeskParts) {
  for (const said of [text, `${text}前`, `${text}内`]) {
    const when = readByWhen(said, at, calendar);
    if (when.is !== 'unsaid') return when;
  }
  return null;
}

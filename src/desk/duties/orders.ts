/** 督办, 批示, 顶格推进 as they are given: what is wanted, until when, and what whoever gave it reads back. */
import { readByWhen } from '../../dialogue/by-when.ts';
import { orderReceipt } from '../../dialogue/duty-lines.ts';
import type { Asked } from '../../domain/deadline.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, type DialogueOf, type Kinds } from '../dialogue.ts';
import { visibleTicket } from '../lists/enquiries.ts';
import { answerersOf } from '../notices/duties.ts';
import { ask, stay } from '../steps/asking.ts';
import { answer, change } from '../steps/change.ts';
import type { Wish } from '../steps/wish.ts';

const ASKED = {
  supervise: 'duty.askSupervise',
  instruct: 'duty.askInstruct',
  escalate: 'duty.askEscalate',
} as const;

export type OrderVerb = Kinds['byWhen']['verb'];

/** 督办 23, 批示 23, 顶格 23, each with what is asked. */
export function order(
  verb: keyof typeof ASKED,
  on: Case,
  { ticket, words }: Wish,
  parts: DeskParts,
): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  if (words === '') return ask(on, ticket, { type: verb, text: '…' }, say(ASKED[verb], { number }), parts);
  if (verb === 'escalate') {
    return change(on, ticket, { type: verb, text: words }, parts, () =>
      answer(on, say('duty.toldEscalated', { number }), number),
    );
  }
  const when = readByWhen(words, on.at, parts.calendar);
  if (when.is === 'unsure') return askByWhen(on, { verb, tickets: [number], words }, when, parts);
  return give(on, verb, ticket, words, when.is === 'read' ? when.asked : null, parts);
}

/** Gives the order; whoever gave it reads to whom it went and until when it is to be answered. */
export function give(
  on: Case,
  verb: OrderVerb,
  ticket: Ticket,
  words: string,
  by: Asked | null,
  parts: DeskParts,
): Outcome {
  return change(on, ticket, { type: verb, text: words, ...(by ? { by } : {}) }, parts, (after) => {
    const duty = after.duties.at(-1);
    const told = duty ? orderReceipt(after, duty, answerersOf(duty, after, on.view), on.view) : '';
    return answer(on, told, after.number);
  });
}

/** A day that cannot be meant is asked about; until then nothing is sent. */
export function askByWhen(
  on: Case,
  holds: Kinds['byWhen'],
  { why, said }: { readonly why: 'past' | 'far' | 'several' | 'noDay'; readonly said: string },
  _parts: DeskParts,
): Outcome {
  const { say } = on.view;
  const kind = say(`action.${holds.verb}`);
  const numbers = holds.tickets.join('、');
  const text = [say(`order.${why}`, { said }), say('order.askDay', { kind, numbers })].join('');
  const [only] = holds.tickets;
  const about = holds.tickets.length === 1 && only !== undefined ? { ticket: only } : {};
  return { ...reply(text, about), dialogue: awaiting('byWhen', holds, on.at) };
}

/** No time at all: the order is answered within what the flow says. */
const NO_DAY = /^(?:不限|不定|不用|没有|按规定|照规定|按规定来|不写)(?:时间|日期)?[。.!！]?$/u;
/** Longer words are no answer to the question. */
const LONGEST = 40;

/** The answer to "until when?"; null for words that are none. */
export async function onByWhen(
  on: Case,
  { verb, tickets, words }: DialogueOf<'byWhen'>,
  text: string,
  parts: DeskParts,
): Promise<Outcome | null> {
  if (text.length > LONGEST) return null;
  const when = NO_DAY.test(text) ? ({ is: 'unsaid' } as const) : readDayAlone(text, on, parts);
  if (when === null) return stay(on, reply(on.view.say('order.askAgain')));
  if (when.is === 'unsure') return askByWhen(on, { verb, tickets, words }, when, parts);
  const [number] = tickets;
  const ticket = await visibleTicket(on, number ?? 0, parts);
  if (!ticket) return null;
  const said = when.is === 'read' ? `${words}（${text}）` : words;
  return give(on, verb, ticket, said, when.is === 'read' ? when.asked : null, parts);
}

/** 12月12日 and 三天 are an answer here, with nothing behind them; null: no time is said. */
function readDayAlone(text: string, { at }: Case, { calendar }: DeskParts) {
  for (const said of [text, `${text}前`, `${text}内`]) {
    const when = readByWhen(said, at, calendar);
    if (when.is !== 'unsaid') return when;
  }
  return null;
}

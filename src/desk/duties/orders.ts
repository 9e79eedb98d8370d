/** 督办, 批示, 顶格推进 as they are given: what is wanted, until when, and what whoever gave it reads back. */
import { type ByWhen, readByWhen } from '../../dialogue/by-when.ts';
import { orderReceipt } from '../../dialogue/order-lines.ts';
import { isOrder } from '../../domain/changed.ts';
import type { Asked } from '../../domain/deadline.ts';
import type { Command } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, type Kinds, onlyIf } from '../dialogue.ts';
import { answerersOf } from '../notices/duties.ts';
import { ask } from '../steps/asking.ts';
import { answer, change } from '../steps/change.ts';
import type { Wish } from '../steps/wish.ts';

const ASKED = {
  supervise: 'duty.askSupervise',
  instruct: 'duty.askInstruct',
  escalate: 'duty.askEscalate',
} as const;

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
  return giveByWhen(on, { verb }, ticket, words, parts);
}

/** What is given: an order, or a reply back to whoever made it. */
export type Giving = Pick<Kinds['byWhen'], 'verb' | 'duty'>;

/** Gives it; whoever gave it reads to whom it went and until when it is to be answered. */
export function give(
  on: Case,
  { verb, duty: id }: Giving,
  ticket: Ticket,
  text: string,
  asked: Asked | null,
  parts: DeskParts,
): Outcome {
  const by = asked ? { by: asked } : {};
  const command: Command =
    verb === 'sendBack' ? { type: verb, duty: id ?? 0, text, ...by } : { type: verb, text, ...by };
  return change(on, ticket, command, parts, (after) => {
    const duty = id === undefined ? after.duties.at(-1) : after.duties.find((one) => one.id === id);
    const told = duty ? orderReceipt(after, duty, answerersOf(duty, after, on.view), on.view) : '';
    return answer(on, told, after.number);
  });
}

/** 不行，必须20万全部到位; 退回重报 23: the reply goes back, with these words and a day to come. */
export function sendBack(on: Case, { ticket, words, choice }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const asked = onlyIf(on.dialogue, 'words');
  const before = asked?.verb === 'sendBack' && asked.ticket === number ? (asked.choice ?? '') : '';
  const duty = repliedOrder(on, ticket, choice === '' ? before : choice);
  if (!duty) return answer(on, say('refusal.noReply', { number }));
  const trial: Command = { type: 'sendBack', duty: duty.id, text: '…' };
  if (words === '' && on.message.what === 'button') {
    return ask(on, ticket, trial, say('order.askBack', { number }), parts, { choice: String(duty.id) });
  }
  const text = words === '' ? say('order.backPlain') : words;
  return giveByWhen(on, { verb: 'sendBack', duty: duty.id }, ticket, text, parts);
}

/** The order whose reply is meant: the one chosen, or the last that was replied to – one's own, if there is one. */
function repliedOrder({ person }: Case, { duties }: Ticket, chosen: string): Duty | undefined {
  const replied = duties.filter((duty) => isOrder(duty) && duty.answer !== null);
  if (chosen !== '') return replied.find(({ id }) => String(id) === chosen);
  return replied.findLast(({ by }) => by === person?.id) ?? replied.at(-1);
}

/** The day is read from the words; one that cannot be meant is asked about first. */
function giveByWhen(on: Case, giving: Giving, ticket: Ticket, words: string, parts: DeskParts): Outcome {
  const when = readByWhen(words, on.at, parts.calendar);
  if (when.is === 'unsure') return askByWhen(on, { ...giving, tickets: [ticket.number], words }, when);
  return give(on, giving, ticket, words, when.is === 'read' ? when.asked : null, parts);
}

/** A day that cannot be meant is asked about; until then nothing is sent. */
export function askByWhen(
  on: Case,
  holds: Kinds['byWhen'],
  { why, said }: Extract<ByWhen, { is: 'unsure' }>,
): Outcome {
  const { say } = on.view;
  const kind = say(`action.${holds.verb}`);
  const numbers = holds.tickets.join('、');
  const text = [say(`order.${why}`, { said }), say('order.askDay', { kind, numbers })].join('');
  const [only] = holds.tickets;
  const about = holds.tickets.length === 1 && only !== undefined ? { ticket: only } : {};
  return { ...reply(text, about), dialogue: awaiting('byWhen', holds, on.at) };
}

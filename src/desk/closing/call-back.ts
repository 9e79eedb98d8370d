/**
 * 回访: the hub asks the enterprise the four questions (督核四问). One message holds the questionnaire; what has been
 * heard so far is kept in the dialogue, and nothing is recorded before it is sent.
 */
import { callBackButtons, callBackText, type Heard, heardInWords } from '../../dialogue/call-back.ts';
import { readCallBack } from '../../dialogue/call-back-words.ts';
import { type Command, decide } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Rating } from '../../domain/ticket-parts.ts';
import type { Outgoing } from '../../store/port.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { ANSWERING, awaiting, onlyIf } from '../dialogue.ts';
import { answer, change, refusalInWords } from '../steps/change.ts';
import type { Wish } from '../steps/wish.ts';

const MARKED = /^(solved|answered|contacted)-([yn])$/;
const RATED = /^rating-(satisfied|basic|dissatisfied)$/;

/** `回访 23` opens the questionnaire, `回访 23 已解决 已答复 已对接 满意 备注` fills it in at once. */
export function callBack(on: Case, { ticket, words, choice }: Wish, parts: DeskParts): Outcome {
  const { person, at, office, view } = on;
  const { say } = view;
  if (person === null) return NOTHING;
  const trial: Command = {
    type: 'callBack',
    answers: { solved: true, answered: null, contacted: null },
    rating: 'satisfied',
  };
  const context = contextOf(parts, ticket.flow, office, { person: person.id }, at);
  const decision = decide(ticket, trial, context);
  if (!decision.ok) return answer(on, refusalInWords(decision.refusal, ticket, trial, on));

  if (on.message.what === 'button') {
    if (choice === '') return show(on, ticket, {}, newSlot(on, ticket));
    const { heard, slot } = soFar(on, ticket);
    if (choice === 'send') return finish(on, ticket, heard, slot, parts);
    const more = marked(choice);
    return more === null
      ? answer(on, say('refusal.badButton'))
      : show(on, ticket, { ...heard, ...more }, slot);
  }
  if (choice !== ANSWERING) {
    const heard = readCallBack(words);
    return words === '' ? show(on, ticket, {}, newSlot(on, ticket)) : taken(on, ticket, heard, null, parts);
  }
  const { heard, slot } = soFar(on, ticket);
  return taken(on, ticket, { ...heard, ...readCallBack(words) }, slot, parts);
}

/** Words are sent at once when nothing is missing: whoever types does not press as well. */
function taken(on: Case, ticket: Ticket, heard: Heard, slot: string | null, parts: DeskParts): Outcome {
  const whole = heard.solved === true ? heard.rating !== undefined : heard.solved === false && heard.text;
  // A remark to a questionnaire that is filled in by buttons waits for 提交.
  const remark = slot !== null && heard.solved === true;
  if (whole && !remark) return finish(on, ticket, heard, slot, parts);
  return show(on, ticket, heard, slot ?? newSlot(on, ticket));
}

/** What a button of the questionnaire adds; null for what no button says. */
function marked(choice: string): Heard | null {
  const [, question, mark] = MARKED.exec(choice) ?? [];
  if (question !== undefined) return { [question]: mark === 'y' };
  const rating = RATED.exec(choice)?.[1];
  return rating === undefined ? null : { rating: rating as Rating };
}

function soFar(on: Case, ticket: Ticket): { readonly heard: Heard; readonly slot: string } {
  const asked = onlyIf(on.dialogue, 'callBack');
  return asked?.ticket === ticket.number ? asked : { heard: {}, slot: newSlot(on, ticket) };
}

function newSlot({ message }: Case, { number }: Ticket): string {
  return `callBack/${number}/${message.key}`;
}

/** The questionnaire as it stands: a new message, or the one there is. */
function show(on: Case, ticket: Ticket, heard: Heard, slot: string): Outcome {
  const { view, at, message } = on;
  const dialogue = awaiting('callBack', { ticket: ticket.number, heard, slot }, at);
  const text = callBackText(ticket, heard, view);
  const buttons = callBackButtons(ticket, heard, view);
  return {
    ...(message.chat.kind === 'group' ? reply(view.say('told.privately')) : {}),
    outbox: inSlot(on, ticket, slot, { text, buttons }),
    dialogue,
  };
}

function inSlot(
  on: Case,
  ticket: Ticket,
  slot: string,
  more: Pick<Outgoing, 'text'> & Partial<Outgoing>,
): readonly Outgoing[] {
  const { person, message, at } = on;
  if (person === null) return [];
  const id = `inbox:${message.key}/callBack`;
  const to = { person: person.id };
  return [
    outgoing({ id, to, slot, ticket: ticket.number, kind: 'question', loud: true, createdAt: at, ...more }),
  ];
}

function finish(on: Case, ticket: Ticket, heard: Heard, slot: string | null, parts: DeskParts): Outcome {
  const { view } = on;
  const { say } = view;
  const { number } = ticket;
  const { solved, answered = null, contacted = null, rating, text } = heard;
  const unsolvedWhy = solved === false && text === undefined;
  if (unsolvedWhy && slot !== null) {
    return {
      ...show(on, ticket, heard, slot),
      ...reply(say('ending.callBackMissing', { number }), { ticket: number }),
    };
  }
  if (solved === undefined || (solved && rating === undefined)) {
    return answer(on, say('refusal.ratingMissing', { example: `回访 ${number} 已解决 满意` }));
  }
  const command: Command = {
    type: 'callBack',
    answers: { solved, answered, contacted },
    ...(solved && rating !== undefined ? { rating } : {}),
    ...(text === undefined ? {} : { text }),
  };
  const told = say(solved ? 'ending.toldCalledBack' : 'ending.toldCalledBackUnsolved', {
    number,
    heard: heardInWords(heard, view),
  });
  return change(on, ticket, command, parts, () => ({
    ...answer(on, told, number),
    ...(slot === null ? {} : { outbox: inSlot(on, ticket, slot, { text: told, editOnly: true }) }),
  }));
}

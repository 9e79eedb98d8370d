/** 常用语 23: what is often said on such a ticket. One that is chosen is shown as a draft, and sent only when that is confirmed. */
import { press } from '../../dialogue/understand.ts';
import type { Buttons } from '../../dialogue/view.ts';
import { may } from '../../domain/permissions.ts';
import { hasBlanks, type Snippet, snippetsFor } from '../../domain/snippets.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import { resolve } from '../closing/endings.ts';
import type { DeskParts } from '../desk.ts';
import { askForMore } from '../requests/requests.ts';
import { answer } from './change.ts';
import type { Turn, Wish } from './wish.ts';
import { feedback } from './working.ts';

/** More than this is no list to choose from; the file's first fit best. */
const SHOWN = 8;
/** Behind the id of a snippet: send it. */
const SEND = '-send';
const TURNS: Readonly<Record<Snippet['step'], Turn>> = { feedback, resolve, ask: askForMore };

export function snippet(on: Case, wish: Wish, parts: DeskParts): Outcome | Promise<Outcome> {
  const { person, view } = on;
  const { ticket, choice } = wish;
  const { number } = ticket;
  if (person === null) return NOTHING;
  if (!may('feedback', ticket, { person: person.id }, parts.roster)) {
    return answer(on, view.say('refusal.notYourStep', { number, action: view.say('action.snippet') }));
  }
  const fitting = snippetsFor(ticket, parts.snippets).slice(0, SHOWN);
  if (choice === '')
    return fitting.length === 0
      ? answer(on, view.say('snippet.none', { number }))
      : list(on, ticket, fitting);
  const isSent = choice.endsWith(SEND);
  const chosen = parts.snippets.find(({ id }) => id === (isSent ? choice.slice(0, -SEND.length) : choice));
  // The county has changed the file since.
  if (!chosen) return answer(on, view.say('refusal.oldButton'));
  if (!isSent || hasBlanks(chosen.text)) return draft(on, ticket, chosen);
  return TURNS[chosen.step](on, { ticket, words: chosen.text, choice: '' }, parts);
}

function list(on: Case, { number, cycle }: Ticket, fitting: readonly Snippet[]): Outcome {
  const buttons: Buttons = fitting.map(({ id, name }) => [
    { label: name, data: press('snippet', number, cycle, id) },
  ]);
  return reply(on.view.say('snippet.list', { number }), { ticket: number, buttons, privately: true });
}

/** As it would be said, with what is still to be filled in; nothing is sent by that. */
function draft(on: Case, { number, cycle }: Ticket, { id, step, text }: Snippet): Outcome {
  const { say } = on.view;
  const action = say(`action.${step}`);
  const command = say('snippet.command', { number, text, word: say(`snippet.${step}`) });
  if (hasBlanks(text)) {
    return reply(say('snippet.fill', { command }), { ticket: number, privately: true });
  }
  const buttons: Buttons = [
    [
      { label: say('snippet.send', { action }), data: press('snippet', number, cycle, `${id}${SEND}`) },
      { label: say('button.cancel'), data: press('cancel', number, cycle) },
    ],
  ];
  return reply(say('snippet.draft', { number, action, text }), { ticket: number, buttons, privately: true });
}

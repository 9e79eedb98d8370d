/** 并单 and 分单: two tickets that are one problem, and one ticket that is two. Each is one commit for both. */
import { listLine } from '../../dialogue/lists.ts';
import { clip, ticketNumber } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
import { type Command, decide } from '../../domain/lifecycle.ts';
import { may } from '../../domain/permissions.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { saysItAgain } from '../intake/alike.ts';
import { registrationOf } from '../intake/registering.ts';
import { notFound, visibleTicket } from '../lists/enquiries.ts';
import { ask } from './asking.ts';
import { answer, change, filesOf, refusalInWords } from './change.ts';
import { endOf } from './merged.ts';
import type { Wish } from './wish.ts';

const CHOICES = 6;
const SHOWN = 60;
/** 并入 21; 到21号 */
const INTO =
  /^(?:并入|并到|并至|合并到|合并|归入|到|入|和|与)?\s{0,3}(?:诉求件)?\s{0,3}((?:第|#)?\s{0,3}[\d〇零一二两三四五六七八九十百千]{1,9}\s{0,3}[号件]?)$/u;

/** 并入 21, 到第21号; null where no ticket is named. */
export function ticketInto(words: string): number | null {
  return ticketNumber(INTO.exec(words.normalize('NFKC'))?.[1] ?? '');
}

/** 并单 23 并入 21; in answer to a message about 23, 并单 21. */
export async function merge(on: Case, { ticket, words, choice }: Wish, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const named = choice === '' ? words : choice;
  const { referred } = on;
  if (named === '' && referred && referred.number !== ticket.number) return join(on, referred, ticket, parts);
  if (named === '') return which(on, ticket, parts);
  const number = ticketInto(named);
  if (number === null) return answer(on, say('ending.badMerge', { number: ticket.number }));
  const found = await visibleTicket(on, number, parts);
  const target = found && (await endOf(found, parts.store));
  if (target) return join(on, ticket, target, parts);
  return on.message.what === 'button' ? { toast: say('refusal.notFound', { number }) } : notFound(on, number);
}

function join(on: Case, source: Ticket, target: Ticket, parts: DeskParts): Outcome {
  const { person, at, office, view } = on;
  if (person === null) return NOTHING;
  const { number } = target;
  const absorb: Command = { type: 'absorb', source };
  const context = contextOf(parts, target.flow, office, { person: person.id }, at);
  const absorbed = decide(target, absorb, context);
  // Whoever may not touch one of the two is told so of the first; that both could be one, of the second.
  const merged = change(on, source, { type: 'merge', target }, parts, () =>
    answer(on, view.say('ending.toldMerged', { number: source.number, into: number }), number),
  );
  if (!merged.changes) {
    return target.state === 'resolved' && may('merge', source, { person: person.id }, parts.roster)
      ? answer(on, view.say('ending.mergeResolved', { number }))
      : merged;
  }
  if (!absorbed.ok) return answer(on, refusalInWords(absorbed.refusal, target, absorb, on));
  return { ...merged, changes: [...merged.changes, { ticket: target, events: absorbed.events }] };
}

/** The other tickets of the same enterprise that are in hand. */
async function which(on: Case, ticket: Ticket, parts: DeskParts): Promise<Outcome> {
  const { person, view } = on;
  const { say } = view;
  if (person === null) return NOTHING;
  const { number, cycle, enterprise } = ticket;
  const actor = { person: person.id };
  if (!may('merge', ticket, actor, parts.roster)) {
    return answer(
      on,
      refusalInWords(
        { code: 'notYours', state: ticket.state },
        ticket,
        { type: 'merge', target: ticket },
        on,
      ),
    );
  }
  const open = enterprise === null ? [] : await parts.store.tickets({ open: true, enterprise });
  const others = open.filter(
    (one) =>
      one.number !== number &&
      one.state !== 'resolved' &&
      !one.confidential &&
      may('absorb', one, actor, parts.roster),
  );
  if (isOver(ticket) || ticket.confidential || others.length === 0) {
    return answer(on, say('ending.mergeNone', { number }));
  }
  const shown = others.slice(-CHOICES);
  const buttons = shown.map((one) => [
    {
      label: say('button.pick', { number: one.number, text: clip(one.text, 16) }),
      data: press('merge', number, cycle, String(one.number)),
    },
  ]);
  const cancel = [{ label: say('button.cancel'), data: press('cancel', number, cycle) }];
  const text = [say('ending.mergeWhich', { number }), ...shown.map((one) => listLine(one, view))].join('\n');
  return reply(text, { buttons: [...buttons, cancel], ticket: number, privately: true });
}

/** 分单 23 第二个问题: registered through routing as if it had been said alone, with the words it stood among. */
export async function split(
  on: Case,
  { ticket, words }: Pick<Wish, 'ticket' | 'words'>,
  parts: DeskParts,
): Promise<Outcome> {
  const { person, at, office, view } = on;
  if (person === null) return NOTHING;
  const { number, enterprise, member, origin } = ticket;
  const trial: Command = { type: 'split', into: number, text: '…' };
  if (words === '') return ask(on, ticket, trial, view.say('ending.split', { number }), parts);
  const actor = { person: person.id };
  const decision = decide(ticket, trial, contextOf(parts, ticket.flow, office, actor, at));
  if (!decision.ok) return answer(on, refusalInWords(decision.refusal, ticket, trial, on));
  const before = await splitBefore(ticket, words, parts);
  if (before) return alreadySplit(on, ticket, before);
  const registration = {
    ...registrationOf(on, words, filesOf(on, 'enterprise'), parts),
    enterprise,
    member,
    // It is told where the first was; the message it stood in speaks of the first.
    origin: { ...origin, message: null },
  };
  // What turns out to be a report leaves no trace on a ticket that a department reads.
  if (registration.confidential) {
    return {
      register: { registration, actor },
      ...reply(view.say('ending.splitReport'), { privately: true }),
      dialogue: null,
    };
  }
  return {
    register: { registration: { ...registration, splitFrom: number }, actor, splitFrom: ticket },
    dialogue: null,
  };
}

/** What was split from a ticket in such words, and is in hand; where it went into another, that one. */
async function splitBefore(
  { entries }: Ticket,
  words: string,
  { store }: DeskParts,
): Promise<Ticket | undefined> {
  for (const entry of entries.toReversed()) {
    if (entry.what !== 'split' || !saysItAgain(entry.text ?? '', words)) continue;
    const second = await store.ticket(entry.into);
    const end = second && (await endOf(second, store));
    if (end && !isOver(end)) return end;
  }
  return undefined;
}

function alreadySplit(on: Case, { number: from }: Ticket, { number, cycle, text }: Ticket): Outcome {
  const { say } = on.view;
  const said = say('ending.alreadySplit', { number, from, text: clip(text, SHOWN) });
  if (on.message.what === 'button') return { toast: said };
  const progress = { label: say('button.progress'), data: press('progress', number, cycle) };
  return { ...reply(said, { buttons: [[progress]], ticket: number }), dialogue: null };
}

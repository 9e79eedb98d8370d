/** The steps of every day: 签收, 反馈, 补充, 催办, 撤回. */
import { callLines } from '../../dialogue/cards.ts';
import { askedFor } from '../../dialogue/request-lines.ts';
import { departmentName, dueOf, nameOf } from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { TicketFile } from '../../domain/ticket-parts.ts';
import { type Case, inPrivate, type Outcome } from '../case.ts';
import { isOutdated, offerToWithdraw } from '../closing/withdrawing.ts';
import type { DeskParts } from '../desk.ts';
import { ask } from './asking.ts';
import { answer, change, filesOf, heardInWords } from './change.ts';
import type { Wish } from './wish.ts';

export function sign(on: Case, { ticket }: Wish, parts: DeskParts): Outcome {
  return change(on, ticket, { type: 'sign' }, parts, (after) =>
    answer(on, signedAnswer(after, on), ticket.number),
  );
}

export function feedback(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const { number } = ticket;
  if (words === '') {
    const trial = { type: 'feedback', text: '…', files: [] } as const;
    return ask(on, ticket, trial, on.view.say('ask.feedback', { number }), parts);
  }
  const files = filesOf(on, 'department');
  return change(on, ticket, { type: 'feedback', text: words, files }, parts, (after) =>
    answer(on, fedBackAnswer(after, on, parts), number),
  );
}

export function urge(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const text = words === '' ? {} : { text: words };
  return change(on, ticket, { type: 'urge', ...text }, parts, (after) =>
    answer(on, urged(after, on), ticket.number),
  );
}

export async function withdraw(on: Case, { ticket, choice }: Wish, parts: DeskParts): Promise<Outcome> {
  const { number } = ticket;
  if (isOutdated(choice, ticket) || (await mayBeSlip(on, ticket, parts))) {
    return inPrivate(offerToWithdraw(on, ticket));
  }
  return change(on, ticket, { type: 'withdraw' }, parts, () =>
    answer(on, on.view.say('told.withdrawn', { number }), number),
  );
}

/** A number that was typed is easily another's, where there are several: what would be withdrawn is shown first. */
async function mayBeSlip(on: Case, ticket: Ticket, { store }: DeskParts): Promise<boolean> {
  const { enterprise, number } = ticket;
  if (on.message.what === 'button' || on.referred?.number === number || enterprise === null) return false;
  const open = await store.tickets({ enterprise, open: true });
  const others = open.filter((one) => one.number !== number && !one.confidential);
  return others.length > 0 && others.length < open.length;
}

/** What is next for whoever has signed: the first feedback, or the result where none is asked for. */
function signedAnswer(after: Ticket, { view }: Case): string {
  const { number, clocks } = after;
  return clocks.feedback
    ? view.say('told.signed', { number, due: dueOf(after, view, 'feedback') })
    : view.say('told.signedToResolve', { number, due: dueOf(after, view) });
}

/** What is next for whoever has given feedback: the result; while the clock stands, something else. */
function fedBackAnswer(after: Ticket, on: Case, parts: DeskParts): string {
  const { view } = on;
  const { number, state } = after;
  const heard = heardInWords(on, after, parts);
  if (state === 'waiting') return view.say('request.toldFedBack', { number, heard });
  if (state === 'suspended') {
    return view.say('request.toldReported', { number, heard, due: dueOf(after, view, 'report') });
  }
  return view.say('told.fedBack', { number, heard, due: dueOf(after, view) });
}

/** More words or files to a ticket; an edited message too. */
export function supplement(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const from: TicketFile['from'] = ticket.member === on.person?.id ? 'enterprise' : 'department';
  // An edited caption comes with its picture, which the ticket has.
  const files = filesOf(on, on.roles.has('member') ? 'enterprise' : from).filter(
    ({ source }) => !ticket.files.some((one) => one.source.ref === source.ref),
  );
  if (words === '' && files.length === 0) {
    return ask(
      on,
      ticket,
      { type: 'supplement', text: '…', files: [], edit: false },
      say('ask.supplement', { number }),
      parts,
    );
  }
  const edit = on.message.what === 'edit';
  return change(on, ticket, { type: 'supplement', text: words, files, edit }, parts, (after) => {
    // What was asked for has come, and the clock goes on.
    if (ticket.state === 'waiting' && after.state === 'working') {
      const department = departmentName(after.department, on.view);
      return answer(
        on,
        say('request.toldSupplied', { number, department, due: dueOf(after, on.view) }),
        number,
      );
    }
    return answer(on, say(edit ? 'told.edited' : 'told.supplemented', { number }), number);
  });
}

function urged(after: Ticket, on: Case): string {
  const { say } = on.view;
  const { number } = after;
  if (after.state === 'queued') return say('told.urgedQueued', { number });
  const liaison = nameOf(after.liaison, on.view);
  if (after.state === 'waiting') {
    const due = dueOf(after, on.view, 'supply');
    return say('request.urgedWaiting', { number, text: askedFor(after), due });
  }
  if (after.state === 'suspended') {
    return say('request.urgedSuspended', { number, liaison, due: dueOf(after, on.view, 'report') });
  }
  const due = dueOf(after, on.view);
  if (after.facts.lastUrgedAt !== on.at) return say('told.urgedAlready', { number, liaison, due });
  if (after.urgent && after.state === 'assigned') {
    // In an emergency the next hour counts, and whom to ring.
    const words = { number, liaison, department: departmentName(after.department, on.view) };
    const told = say('told.urgedUrgent', { ...words, due: dueOf(after, on.view, 'sign') });
    return [...callLines(after, on.view), told].join('\n');
  }
  return say('told.urged', { number, liaison, due, department: departmentName(after.department, on.view) });
}

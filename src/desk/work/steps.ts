/** A step on one ticket, however it was asked for: a command, a button, an answer. */
import { callLines } from '../../dialogue/cards.ts';
import { askedFor } from '../../dialogue/request-lines.ts';
import type { TicketVerb } from '../../dialogue/understand.ts';
import { departmentName, dueOf, nameOf } from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { TicketFile } from '../../domain/ticket-parts.ts';
import { type Case, inPrivate, NOTHING, type Outcome } from '../case.ts';
import { comeBack } from '../closing/again.ts';
import { endStep, resolve } from '../closing/endings.ts';
import { rate } from '../closing/rating.ts';
import { isOutdated, offerToWithdraw } from '../closing/withdrawing.ts';
import type { DeskParts } from '../desk.ts';
import { dutyStep } from '../duties/duties.ts';
import { showDeadline, showProgress } from '../lists/enquiries.ts';
import { more, requestStep } from '../requests/requests.ts';
import { saysNothingNew } from '../talk/edits.ts';
import { ask } from './asking.ts';
import { answer, change, filesOf, heardInWords } from './change.ts';
import { assign, delegate, handOver, transfer } from './handing.ts';
import { onEnd } from './merged.ts';

/** Carries out a verb on a ticket that has been found. `words` and `choice` come from text or button. */
export async function step(
  on: Case,
  verb: TicketVerb,
  ticket: Ticket,
  words: string,
  choice: string,
  parts: DeskParts,
): Promise<Outcome> {
  const { referred } = on;
  if (saysNothingNew(on, ticket, words) || (referred && saysNothingNew(on, referred, words))) return NOTHING;
  // A number alone answered something else: it is no result and no reason, and nobody is to read it as one.
  const said = BARE_NUMBER.test(words) && TELLS.has(verb) ? '' : words;
  return onEnd(on, ticket, said, parts, async (end) => {
    if (end !== ticket && isBound(verb, said, choice))
      return answer(on, on.view.say('ending.wentAsk', { into: end.number }));
    return stepOn(on, verb, end, said, choice, parts);
  });
}

const BARE_NUMBER = /^\d+[\s.。号件]*$/u;
/** Steps whose words others read. */
const TELLS: ReadonlySet<TicketVerb> = new Set<TicketVerb>([
  'feedback',
  'resolve',
  'rework',
  'reopen',
  'supplement',
  'urge',
  'ask',
  'report',
  'supervise',
  'instruct',
  'escalate',
  'split',
]);

/** Steps that settle or end what was asked of the one ticket: of the other they would settle or end something else. */
const BOUND: ReadonlySet<TicketVerb> = new Set<TicketVerb>([
  'grant',
  'deny',
  'report',
  'acknowledge',
  'callBack',
  'answer',
  'withdraw',
  'reject',
  'reclassify',
  'merge',
]);

/** What does not follow a merged ticket; nor does a choice, which was made from what stood there. */
function isBound(verb: TicketVerb, words: string, choice: string): boolean {
  return BOUND.has(verb) || (words === '' && choice !== '');
}

async function stepOn(
  on: Case,
  verb: TicketVerb,
  ticket: Ticket,
  words: string,
  choice: string,
  parts: DeskParts,
): Promise<Outcome> {
  const outcome = await carryOut(on, verb, ticket, words, choice, parts);
  if (!ticket.confidential) return outcome;
  const secretly = (replies: Outcome['replies'] = []) =>
    replies.map((one) => ({ ...one, privately: true, secret: true }));
  if (on.message.chat.kind === 'private') return { ...outcome, replies: secretly(outcome.replies) };
  // Where others read along, not even the number of a confidential report is named, and nothing is asked.
  const asks = outcome.dialogue !== undefined && outcome.dialogue !== null;
  const replies = asks ? [{ text: on.view.say('told.reportHere') }] : (outcome.replies ?? []);
  return {
    ...outcome,
    replies: secretly(replies),
    ...(asks ? { dialogue: null } : {}),
  };
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

async function carryOut(
  on: Case,
  verb: TicketVerb,
  ticket: Ticket,
  words: string,
  choice: string,
  parts: DeskParts,
): Promise<Outcome> {
  const { say } = on.view;
  const { number } = ticket;
  const told = (text: string) => () => answer(on, text, number);
  switch (verb) {
    case 'progress':
      return showProgress(on, ticket);
    case 'deadline':
      return showDeadline(on, ticket);
    case 'sign':
      return change(on, ticket, { type: 'sign' }, parts, (after) =>
        answer(on, signedAnswer(after, on), number),
      );
    case 'feedback':
      if (words === '')
        return ask(
          on,
          ticket,
          { type: 'feedback', text: '…', files: [] },
          say('ask.feedback', { number }),
          parts,
        );
      return change(
        on,
        ticket,
        { type: 'feedback', text: words, files: filesOf(on, 'department') },
        parts,
        (after) => answer(on, fedBackAnswer(after, on, parts), number),
      );
    case 'resolve':
      return resolve(on, ticket, words, choice, parts);
    case 'handOver':
      return handOver(on, ticket, parts);
    case 'delegate':
      return delegate(on, ticket, words, choice, parts);
    case 'transfer':
      return transfer(on, ticket, words, parts);
    case 'assign':
      return assign(on, ticket, words, choice, parts);
    case 'confirm':
      return rate(on, ticket, words, choice, parts);
    case 'rework':
      return comeBack(on, verb, ticket, words, choice, parts);
    case 'urge':
      return change(
        on,
        ticket,
        words === '' ? { type: 'urge' } : { type: 'urge', text: words },
        parts,
        (after) => answer(on, urged(after, on), number),
      );
    case 'supplement':
      return supplement(on, ticket, words, parts);
    case 'withdraw':
      if (isOutdated(choice, ticket)) return inPrivate(offerToWithdraw(on, ticket));
      return change(on, ticket, { type: 'withdraw' }, parts, told(say('told.withdrawn', { number })));
    case 'more':
      return more(on, ticket, parts);
    case 'ask':
    case 'resume':
    case 'extend':
    case 'return':
    case 'suspend':
    case 'grant':
    case 'deny':
      return requestStep(on, verb, ticket, words, choice, parts);
    case 'assist':
    case 'supervise':
    case 'instruct':
    case 'escalate':
    case 'report':
    case 'acknowledge':
      return dutyStep(on, verb, ticket, words, choice, parts);
    case 'callBack':
    case 'answer':
    case 'reject':
    case 'reopen':
    case 'merge':
    case 'split':
    case 'reclassify':
      return endStep(on, verb, ticket, words, choice, parts);
    default:
      return verb satisfies never;
  }
}

/** More words or files to a ticket; an edited message too. */
async function supplement(on: Case, ticket: Ticket, words: string, parts: DeskParts): Promise<Outcome> {
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

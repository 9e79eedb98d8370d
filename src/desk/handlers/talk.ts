/** Words that are no command: an answer to a question, a word on a ticket, or a new difficulty. */
import type { TicketVerb } from '../../dialogue/understand.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { help } from './enquiries.ts';
import { describe, filesOf, raise, stranger } from './raise.ts';
import { answer, change, step, supplement } from './steps.ts';

/** Questions that the next text answers. */
const ANSWERED_BY_TEXT: ReadonlySet<string> = new Set<TicketVerb>([
  'feedback',
  'resolve',
  'transfer',
  'rework',
  'supplement',
]);
/** 收到, 好的, … in answer to a new task: the liaison has it. */
const TAKEN = /^(?:收到|已收到|好的?|明白|知道了|马上办|这就办|马上处理)[!！。,，~～\s]*$/u;

export async function onTalk(on: Case, text: string, parts: DeskParts): Promise<Outcome> {
  const { message, person, dialogue } = on;
  if (person === null) return stranger(on, parts);
  if (text === '' && message.files.length === 0) {
    return message.addressed ? reply(on.view.say('refusal.emptyText')) : NOTHING;
  }
  // A quoted message says more plainly what is meant than a question asked a while ago.
  if (message.what === 'text' && !message.replyTo && dialogue) {
    const outcome = await onAnswer(on, text, parts);
    if (outcome) return outcome;
  }
  if (on.referred && may('view', on.referred, { person: person.id }, parts.roster)) {
    return onTicket(on, on.referred, text, parts);
  }
  // An edited message that opened no ticket is read as if it were new; an edited answer is not.
  if (message.what === 'edit' && message.replyTo) return NOTHING;
  // People talking to each other: only what is plainly a difficulty is taken up.
  if (message.replyTo && !message.replyTo.fromBot && !parts.router.route(text).auto) return NOTHING;
  if (on.roles.has('member')) return raise(on, parts);
  return message.chat.kind === 'private' ? help(on) : NOTHING;
}

async function onAnswer(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const { dialogue } = on;
  if (dialogue?.awaiting === 'describe' && text !== '') return describe(on, parts);
  if (!dialogue || dialogue.ticket === null || !ANSWERED_BY_TEXT.has(dialogue.awaiting)) return null;
  const ticket = await parts.store.ticket(dialogue.ticket);
  if (!ticket) return null;
  if (text !== '') return step(on, dialogue.awaiting as TicketVerb, ticket, text, '', parts);
  // A picture before the words of the result: kept with the ticket, and the question stays.
  const from = on.roles.has('member') ? 'enterprise' : 'department';
  const kept = change(
    on,
    ticket,
    { type: 'supplement', text: '', files: filesOf(on, from), edit: false },
    parts,
    () => answer(on, on.view.say('told.supplemented', { number: ticket.number }), ticket.number),
  );
  return { ...kept, dialogue };
}

/** Words on a ticket: the enterprise adds to it, the liaison gives feedback. */
async function onTicket(on: Case, ticket: Ticket, text: string, parts: DeskParts): Promise<Outcome> {
  const { person, message } = on;
  if (person === null) return NOTHING;
  const actor = { person: person.id };
  if (message.what === 'edit' && ticket.text === text) return NOTHING;
  const idle = text !== '' && parts.router.route(text).kind === 'chatter';
  const enterpriseSide =
    ticket.member === person.id || parts.roster.enterpriseOf(person.id)?.id === ticket.enterprise;
  if (enterpriseSide && person.id !== ticket.liaison) {
    if (idle && message.files.length === 0) return NOTHING;
    return supplement(on, ticket, text, parts);
  }
  if (!may('feedback', ticket, actor, parts.roster)) {
    return message.chat.kind === 'private' ? help(on) : NOTHING;
  }
  if (ticket.state === 'assigned' && TAKEN.test(text)) return step(on, 'sign', ticket, '', '', parts);
  if (text === '') return supplement(on, ticket, '', parts);
  return idle ? NOTHING : step(on, 'feedback', ticket, text, '', parts);
}

/**
 * 收到 of whoever is to sign a task. It signs in answer to the task or the card, and as the plain answer to a task that has just
 * come. In answer to a reminder, a list, or what somebody else said, it is about that: nothing is signed for it.
 */
import { press } from '../../dialogue/understand.ts';
import { marked } from '../../dialogue/view.ts';
import type { TicketEntry } from '../../domain/entry.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { cardSlot, isTaskSlot } from '../notices/slots.ts';
import { step } from '../steps/steps.ts';
import { onVerb } from '../steps/verbs.ts';

/** What brings a task to a liaison. */
const COMES: ReadonlySet<TicketEntry['what']> = new Set(['assigned', 'delegated', 'reworked', 'reopened']);

/** In answer to a message about a ticket that waits for its signature. */
export function onTakenOf(on: Case, ticket: Ticket, parts: DeskParts): Outcome | Promise<Outcome> {
  return answersTask(on, ticket) ? step(on, { verb: 'sign', ticket }, parts) : notSigned(on, ticket);
}

/** In private, in answer to nothing that is about a ticket. */
export async function onTaken(on: Case, parts: DeskParts): Promise<Outcome> {
  if (on.quoting) return NOTHING;
  const { store } = parts;
  const liaison = on.person?.id ?? '';
  const [task, ...others] = await store.tickets({ liaison, states: ['assigned'] });
  if (!task) return NOTHING;
  if (others.length > 0) return onVerb(on, 'sign', null, '', parts);
  const open = await store.tickets({ liaison, open: true });
  return isNewest(task, open, on) ? step(on, { verb: 'sign', ticket: task }, parts) : notSigned(on, task);
}

/** The message that is answered, where the channel names it; else the words of ours that were quoted. */
export function answersTask({ answers, message, view: { say } }: Case, ticket: Ticket): boolean {
  if (answers !== undefined) return answers === cardSlot(ticket) || isTaskSlot(answers, ticket);
  const quoted = `${message.replyTo?.text ?? ''}${message.text}`;
  return quoted.includes(say('card.title', { number: marked(ticket, say), state: '' }));
}

/** Whether nothing has happened since the task came, among all that its liaison has in hand, but what they did themselves. */
function isNewest(task: Ticket, open: readonly Ticket[], { person, at }: Case): boolean {
  const came = lastAt(task.entries.filter(({ what }) => COMES.has(what)));
  const by = person?.id;
  const told = open.flatMap(({ entries }) => entries.filter((entry) => entry.by !== by));
  return at - came <= DAY && lastAt(told) <= came;
}

function lastAt(entries: readonly TicketEntry[]): Instant {
  return Math.max(0, ...entries.map(({ at }) => at));
}

/** Others read along in a group, and there 收到 is said to them. */
function notSigned({ message, view }: Case, { number, cycle }: Ticket): Outcome {
  if (message.chat.kind === 'group') return NOTHING;
  return reply(view.say('told.notSigned', { number }), {
    ticket: number,
    buttons: [[{ label: view.say('button.sign'), data: press('sign', number, cycle) }]],
  });
}

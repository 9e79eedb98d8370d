/** Who is told of what is asked beside the ticket, and of the answers: 协办, 督办, 批示, 顶格推进. */
import { dutyButtons, dutyFacts, dutyQuestion, whoseDuty } from '../../dialogue/duty-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { departmentName, nameOf, type View } from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { DutyGiven, DutyReported, TicketEvent } from '../../domain/ticket-events.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import { NEWS_TEXT, type Notices, toPerson } from './list.ts';
import { dutySlot } from './slots.ts';

export function tellDuty(
  event: TicketEvent,
  before: Ticket | undefined,
  after: Ticket,
  notices: Notices,
  view: View,
): void {
  if (event.type === 'dutyGiven') tellGiven(event, after, notices, view);
  if (event.type === 'dutyReported') tellReported(event, before, after, notices, view);
}

function tellGiven(event: DutyGiven, after: Ticket, notices: Notices, view: View): void {
  const { say } = view;
  const { number } = after;
  const duty = after.duties.find(({ id }) => id === event.duty);
  if (!duty) return;
  for (const person of answerersOf(duty, after, view)) {
    notices.add('duty', { person }, dutyQuestion(after, duty, view), {
      buttons: dutyButtons(after, duty, view),
      slot: dutySlot(after, duty),
    });
  }
  // No department has it yet: the hub hears what waits for the one that will.
  if (isOrder(duty) && after.department === null) {
    const told = say('order.newsQueued', { number, ...dutyFacts(duty, view) });
    for (const person of othersThan(event.by, dispatchers(view))) notices.add('news', { person }, told);
  }
  if (duty.kind === 'assist' && after.liaison !== event.by) {
    const told = say('duty.newsAssist', {
      number,
      ...whoseDuty(duty, view),
      text: clip(duty.text, NEWS_TEXT),
    });
    notices.add('news', toPerson(after.liaison), told);
  }
  if (duty.kind === 'escalate') {
    const told = say('duty.newsEscalated', { number, text: clip(duty.text, NEWS_TEXT) });
    for (const person of othersThan(event.by, [...dispatchers(view), after.liaison])) {
      notices.add('news', { person }, told);
    }
  }
}

function tellReported(
  event: DutyReported,
  before: Ticket | undefined,
  after: Ticket,
  notices: Notices,
  view: View,
): void {
  const { say } = view;
  const { number } = after;
  const duty = after.duties.find(({ id }) => id === event.duty);
  if (!duty) return;
  const { kind } = dutyFacts(duty, view);
  const facts = { number, kind, name: nameOf(event.by, view), text: clip(event.text, NEWS_TEXT) };
  const isHubs = duty.kind === 'escalate' && dispatchers(view).some((id) => id === event.by);
  const settled = say('duty.settledByHub', { ...facts, department: departmentName(after.department, view) });
  // 分办 of a ticket that lay with the hub and the co-leaders for one cause.
  const told = isHubs ? settled : say(event.final ? 'duty.newsReport' : 'duty.newsStage', facts);
  for (const person of othersThan(event.by, hearersOf(duty, after, view))) {
    notices.add('news', { person }, told);
  }
  // Several may answer: those who did not see that it is done.
  if (!event.final || !before) return;
  for (const person of answerersOf(duty, before, view)) {
    notices.add('duty', { person }, isHubs ? settled : say('duty.done', facts), {
      slot: dutySlot(after, duty),
    });
  }
}

/** Who is asked to answer a duty; nobody where no department has the ticket yet. */
export function answerersOf(duty: Duty, ticket: Ticket, { roster }: View): readonly string[] {
  switch (duty.kind) {
    case 'assist':
      return duty.liaison === null ? [] : [duty.liaison];
    case 'escalate':
      return roster.leaders.map(({ id }) => id);
    case 'supervise':
    case 'instruct': {
      const head = ticket.department === null ? undefined : roster.department(ticket.department)?.head.id;
      return othersThan(null, [ticket.liaison, head ?? null]);
    }
    default:
      return duty.kind satisfies never;
  }
}

/** Who hears the answer: whoever asked, and for the ticket whoever has it in hand. */
function hearersOf(duty: Duty, ticket: Ticket, view: View): readonly (string | null)[] {
  const asker = duty.by === 'system' ? [] : [duty.by];
  return duty.kind === 'supervise' || duty.kind === 'instruct'
    ? asker
    : [...asker, ticket.liaison, ...(duty.kind === 'escalate' ? dispatchers(view) : [])];
}

/** 督办, 批示 */
function isOrder({ kind }: Duty): boolean {
  return kind === 'supervise' || kind === 'instruct';
}

function dispatchers({ roster }: View): readonly string[] {
  return roster.dispatchers.map(({ id }) => id);
}

function othersThan(one: string | null, people: readonly (string | null)[]): readonly string[] {
  return [...new Set(people)].filter((person): person is string => person !== null && person !== one);
}

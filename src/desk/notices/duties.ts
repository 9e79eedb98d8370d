/** Who is told of what is asked beside the ticket, and of the answers: 协办, 督办, 批示, 顶格推进. */
import { dutyButtons, dutyFacts, dutyQuestion, whoseDuty } from '../../dialogue/duty-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { departmentName, hubOf, nameOf, type View } from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { DutyGiven, DutyReported, TicketEvent } from '../../domain/ticket-events.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import { NEWS_TEXT, type Notices, toPerson } from './list.ts';
import { dutySlot } from './slots.ts';

export function tellDuty(event: TicketEvent, notices: Notices): void {
  if (event.type === 'dutyGiven') tellGiven(event, notices);
  if (event.type === 'dutyReported') tellReported(event, notices);
}

function tellGiven(event: DutyGiven, notices: Notices): void {
  const { after, view } = notices;
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

function tellReported(event: DutyReported, notices: Notices): void {
  const { before, after, view } = notices;
  const { say } = view;
  const { number } = after;
  const duty = after.duties.find(({ id }) => id === event.duty);
  if (!duty) return;
  const { kind } = dutyFacts(duty, view);
  const facts = { number, kind, name: nameOf(event.by, view), text: clip(event.text, NEWS_TEXT) };
  const isHubs = duty.kind === 'escalate' && view.roster.dispatchers.some(({ id }) => id === event.by);
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

/** Who may answer a duty. */
function answerersOf(duty: Duty, ticket: Ticket, { roster }: View): readonly string[] {
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

function dispatchers(view: View): readonly string[] {
  return hubOf(view).map(({ id }) => id);
}

function othersThan(one: string | null, people: readonly (string | null)[]): readonly string[] {
  return [...new Set(people)].filter((person): person is string => person !== null && person !== one);
}

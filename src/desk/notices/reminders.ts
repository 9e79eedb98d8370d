/** Whom a reminder is for when it fires, and what it says. */
import { callBackRow } from '../../dialogue/call-back.ts';
import { callLines, cardButtons, ratingButtons, taskButtons } from '../../dialogue/cards.ts';
import { acknowledgeButtons, dutyButtons, wantedInWords } from '../../dialogue/duty-lines.ts';
import { openButtons } from '../../dialogue/lists.ts';
import { requestButtons, requestReminder } from '../../dialogue/request-lines.ts';
import { clip } from '../../dialogue/text.ts';
import {
  type Buttons,
  departmentName,
  dueOf,
  enterpriseName,
  hubOf,
  lateInWords,
  nameOf,
  type View,
  withPhone,
} from '../../dialogue/view.ts';
import { isOrder } from '../../domain/changed.ts';
import { claimOn } from '../../domain/claim.ts';
import { isLate } from '../../domain/deadline.ts';
import { dueInWords } from '../../domain/deadline-words.ts';
import { type Audience, type Step, timedOf } from '../../domain/flow.ts';
import { coLeaders, decidersOver, oversees } from '../../domain/leaders.ts';
import { latenessOf, latenessPast } from '../../domain/metrics.ts';
import type { Office } from '../../domain/office.ts';
import type { Leader, Roster } from '../../domain/roster.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { hubThere, standInOf } from '../../domain/stand-in.ts';
import { raisersOf, type Ticket } from '../../domain/ticket.ts';
import type { Reminded } from '../../domain/ticket-events.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import { instantInWords, minutesOf } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';

export function audienceOf(
  event: Pick<Reminded, 'to' | 'duty'> & Partial<Pick<Reminded, 'step'>>,
  ticket: Ticket,
  view: View,
  away: ReadonlySet<string>,
): readonly string[] {
  const people = new Set<string>();
  const duty = ticket.duties.find(({ id }) => id === event.duty);
  // An assisting department has its own liaison and head.
  const whose = duty?.department
    ? { ...ticket, department: duty.department, liaison: assistantOf(duty, view, away) }
    : ticket;
  for (const audience of event.to)
    for (const person of personsOf(audience, whose, view, away, event.step)) people.add(person);
  // Whoever gave an order hears that it was not answered in time.
  if (
    duty &&
    isOrder(duty) &&
    duty.by !== null &&
    duty.by !== 'system' &&
    isLate(duty.clock.deadline, view.now)
  )
    people.add(duty.by);
  return [...people].filter((person) => !isLeftToAnother(person, ticket, view, away));
}

/** 认领: a dispatcher is not reminded of what another one has in hand; of a danger everybody is. */
function isLeftToAnother(
  person: string,
  ticket: Ticket,
  { roster, now }: View,
  away: ReadonlySet<string>,
): boolean {
  const claim = claimOn(ticket, now);
  if (claim === null || claim.by === person || away.has(claim.by) || ticket.urgent) return false;
  return roster.dispatchers.some(({ id }) => id === person);
}

/** Whether a reminder waits for the one message of the morning. */
export type Gathers = (ringing: Pick<Ringing, 'step' | 'rung'>, ticket: Ticket) => boolean;

/** Whatever rings on a working day by the hour of the morning message; what is urgent or secret never waits. */
export function gathersBy(flows: Office['flowsOnRecord'], { digest }: Pick<Schedule, 'digest'>): Gathers {
  if (!digest) return () => false;
  return ({ step, rung }, { flow, urgent, confidential, request }) => {
    const set = flows[flow];
    if (urgent || confidential || !set) return false;
    const ladder = step === 'suspend' ? set.suspend?.ladder : timedOf(set, step, request?.kind)?.ladder;
    const one = ladder?.find(({ name }) => name === rung);
    return one !== undefined && 'workdays' in one && minutesOf(one.at) <= minutesOf(digest.at);
  };
}

/** Who answers for a 协办 now: whoever it was given to, or stands in. */
function assistantOf(
  { liaison, department }: Duty,
  { roster }: View,
  away: ReadonlySet<string>,
): string | null {
  if (liaison === null || department === null || !away.has(liaison)) return liaison;
  const hub = roster.dispatchers.map(({ id }) => id);
  return standInOf(liaison, department, { roster, away, hub }) ?? liaison;
}

export function personsOf(
  audience: Audience,
  ticket: Ticket,
  { roster }: View,
  away: ReadonlySet<string>,
  step?: Step,
): readonly string[] {
  const hub = hubThere(roster, away).map(({ id }) => id);
  // A confidential report is spoken of to nobody but those who work on it.
  if (ticket.confidential && audience !== 'enterprise')
    return ticket.liaison === null ? [] : [ticket.liaison];
  switch (audience) {
    case 'enterprise':
      return raisersOf(ticket);
    case 'liaison':
      // Nobody in charge yet: the hub is.
      return ticket.liaison === null ? hub : [ticket.liaison];
    case 'head': {
      const head = ticket.department === null ? undefined : roster.department(ticket.department)?.head;
      // An overdue ticket waits for nobody to come back.
      if (head && away.has(head.id)) return hub;
      return head ? [head.id] : [];
    }
    case 'dispatcher':
      return hub;
    case 'leader':
      return (step && DECIDED.has(step) ? deciders(step, ticket, roster) : overseers(ticket, roster)).map(
        ({ id }) => id,
      );
    default:
      return audience satisfies never;
  }
}

/** What a leader has to decide: nothing for 督查室. */
const DECIDED: ReadonlySet<Step> = new Set<Step>(['decide', 'escalate']);

function deciders(step: Step, { department }: Ticket, roster: Roster): readonly Leader[] {
  return step === 'escalate' ? coLeaders(roster) : decidersOver(department, roster);
}

function overseers({ department }: Ticket, { leaders }: Roster): readonly Leader[] {
  return leaders.filter((leader) => oversees(leader, department));
}

/** As much of a reminder as its words need. */
export type Ringing = Pick<Reminded, 'step' | 'rung' | 'duty' | 'extendable' | 'replyBy'>;

/** `person`: whom it is for; the enterprise and the hub are reminded of 评价 in words of their own. */
export function reminderText(event: Ringing, ticket: Ticket, view: View, person?: string): string {
  const { say } = view;
  const { number } = ticket;
  const enterprise = enterpriseName(ticket, view);
  const liaison = nameOf(ticket.liaison, view);
  const due = dueOf(ticket, view, event.step);
  const clock = ticket.clocks[event.step];
  const late = clock !== undefined && isLate(clock.deadline, view.now);
  if (isBrokenPromise(event, ticket, view, person)) return brokenPromise(event, ticket, view);
  switch (event.step) {
    case 'dispatch':
      return say('reminder.dispatch', { number, enterprise, due });
    case 'sign':
      return late
        ? say('reminder.signLate', { number, enterprise, due, liaison })
        : say('reminder.sign', { number, enterprise, due });
    case 'feedback':
      return late
        ? say('reminder.feedbackLate', { number, enterprise, due, liaison })
        : say('reminder.feedback', { number, enterprise, due });
    case 'resolve': {
      const past = latenessOf(ticket, view.now);
      if (past && event.rung === 'supervise') return supervision(event, ticket, lateInWords(past), view);
      return past
        ? say('reminder.resolveLate', { number, enterprise, due, liaison, late: lateInWords(past) })
        : `${say('reminder.resolve', { number, enterprise, due })}${event.extendable ? `\n${say('duty.mayExtend', { number })}` : ''}`;
    }
    case 'confirm':
      return isCallBack(event, ticket, person)
        ? say('ending.callBackRemind', { number, enterprise, due })
        : say('reminder.confirm', { number, due });
    case 'supply':
    case 'decide':
    case 'report':
    case 'suspend':
      return requestReminder(event.step, ticket, view);
    case 'assist':
    case 'order':
    case 'plan':
    case 'escalate': {
      const duty = ticket.duties.find(({ id }) => id === event.duty);
      return duty && isAskers(duty, ticket, person, view)
        ? unanswered(duty, ticket, view)
        : turnReminder(event, ticket, view);
    }
    default:
      return event.step satisfies never;
  }
}

const PROMISED: ReadonlySet<Step> = new Set<Step>([
  'dispatch',
  'sign',
  'feedback',
  'resolve',
  'report',
  'plan',
]);

/** Whoever was promised it hears that it was not kept, and nothing of what its department hears. */
export function isBrokenPromise(
  event: Ringing,
  ticket: Ticket,
  { now }: View,
  person: string | undefined,
): boolean {
  const { step } = event;
  const clock = stepOf(event, ticket)?.clock ?? ticket.clocks[step];
  const late = clock !== undefined && isLate(clock.deadline, now);
  return late && person !== undefined && PROMISED.has(step) && raisersOf(ticket).includes(person);
}

function stepOf({ step, duty }: Ringing, { duties }: Ticket): Duty | undefined {
  return step === 'plan' ? duties.find(({ id }) => id === duty) : undefined;
}

/** What was promised by when, and by whom: of a step of a plan by the department that does it. */
export function promiseOf(event: Ringing, ticket: Ticket, view: View) {
  const { say, now } = view;
  const duty = stepOf(event, ticket);
  const { department, liaison } = duty?.department ? duty : ticket;
  return {
    department,
    liaison,
    due: duty ? dueInWords(duty.clock.deadline, now) : dueOf(ticket, view, event.step),
    step: duty ? say('reminder.ownersStep', { step: duty.text }) : say(`step.${event.step}`),
    whom: `${departmentName(department, view)} ${nameOf(liaison, view)}`.trim(),
  };
}

/** What was promised by when, and what happens now. */
function brokenPromise(event: Ringing, ticket: Ticket, view: View): string {
  const { say, roster } = view;
  const { number, confidential } = ticket;
  const { department, liaison, due, step, whom } = promiseOf(event, ticket, view);
  const words = { number, due, step };
  if (confidential) return say('reminder.ownersReport', words);
  const head = department === null ? undefined : roster.department(department)?.head;
  if (event.rung === 'supervise') return say('reminder.ownersSupervised', { ...words, whom });
  const facts = { ...words, whom, head: head?.name ?? '' };
  return [...callLines(ticket, view), say(lateSaid(head?.id, liaison), facts)].join('\n');
}

/** Of the 专班, and of a small office, whoever does it is the head as well: nobody is named twice. */
function lateSaid(
  head: string | undefined,
  liaison: string | null,
): 'reminder.ownersLate' | 'reminder.ownersLateToHub' | 'reminder.ownersLateToOne' {
  if (head === undefined) return 'reminder.ownersLateToHub';
  return head === liaison ? 'reminder.ownersLateToOne' : 'reminder.ownersLate';
}

/** Under a reminder of 评价: the enterprise rates, the hub calls it back. */
export function confirmButtons(ticket: Ticket, view: View, person: string): Buttons {
  return raisersOf(ticket).includes(person) ? ratingButtons(ticket, view.say) : [callBackRow(ticket, view)];
}

/** Who is reminded of 评价 and is not the enterprise is to call it back. */
function isCallBack({ step }: Ringing, ticket: Ticket, person: string | undefined): boolean {
  return step === 'confirm' && person !== undefined && !raisersOf(ticket).includes(person);
}

/** One reminder as a message: its words, what can be done about it, and for how long it is not stale. */
export function reminderFor(
  event: Ringing,
  ticket: Ticket,
  view: View,
  person: string,
): Pick<Outgoing, 'text' | 'buttons' | 'guard'> {
  const text = reminderText(event, ticket, view, person);
  const matter = isStaffs(event, ticket, view, person) ? [aboutMatter(ticket, view)] : [];
  return {
    text: [text, ...matter].join('\n'),
    buttons: buttonsUnder(event, ticket, view, person),
    guard: { ticket: ticket.number, states: [ticket.state], cycle: ticket.cycle },
  };
}

/** For those who work on it, where the words do not tell the matter themselves. */
function isStaffs({ step, rung }: Ringing, ticket: Ticket, _view: View, person: string): boolean {
  const tells = rung === 'supervise' || step === 'confirm' || step === 'supply';
  return !tells && !ticket.confidential && !raisersOf(ticket).includes(person);
}

/** What it is about, and whom to ring at the enterprise. */
function aboutMatter(ticket: Ticket, view: View): string {
  const text = clip(ticket.text, 60);
  const contact = withPhone(raisersOf(ticket)[0] ?? null, view);
  return view.say('reminder.about', { text, contact });
}

/** What can be done about what it reminds of, where it stands. `of`: which of several duties it is, as `dutiesApart` says. */
export function buttonsUnder(
  event: Ringing,
  ticket: Ticket,
  view: View,
  person: string,
  of: string | null = null,
): Buttons {
  if (event.step === 'confirm') return confirmButtons(ticket, view, person);
  if (isBrokenPromise(event, ticket, view, person)) return cardButtons(ticket, view);
  if (event.step === 'decide') return ticket.request ? requestButtons(ticket, ticket.request, view) : [];
  const duty = ticket.duties.find(({ id }) => id === event.duty);
  if (duty && isAskers(duty, ticket, person, view)) return openButtons([ticket], view);
  const clock = duty?.clock ?? ticket.clocks[event.step];
  const isOverdue = clock !== undefined && isLate(clock.deadline, view.now);
  return [
    ...(duty
      ? dutyButtons(ticket, duty, view, of)
      : person === ticket.liaison
        ? taskButtons(ticket, view).slice(0, 1)
        : []),
    ...(isOverdue && !ticket.confidential ? acknowledgeButtons(ticket, event.step, event.rung, view) : []),
  ];
}

/** Whoever gave an order is told of it, and has nothing to answer. */
function isAskers(
  duty: Duty,
  { department, liaison }: Ticket,
  person: string | undefined,
  { roster }: View,
): boolean {
  if (!isOrder(duty) || duty.by !== person || person === liaison) return false;
  return department === null || roster.department(department)?.head.id !== person;
}

/** The reminders of the turns all say the same: what is due, and when. */
function turnReminder(event: Ringing, ticket: Ticket, view: View): string {
  const { say, now } = view;
  const duty = ticket.duties.find(({ id }) => id === event.duty);
  const clock = duty?.clock ?? ticket.clocks[event.step];
  const step = say(`step.${event.step}`);
  const facts = { number: ticket.number, enterprise: enterpriseName(ticket, view), step };
  const due = clock ? dueInWords(clock.deadline, now) : '—';
  const late = clock !== undefined && isLate(clock.deadline, now);
  return say(late ? 'reminder.turnLate' : 'reminder.turn', { ...facts, due });
}

/** Who has not answered an order in time, and what they were asked. */
function unanswered(duty: Duty, ticket: Ticket, view: View): string {
  const { say, now } = view;
  const late = latenessPast(duty.clock.deadline, now);
  return say('order.late', {
    number: ticket.number,
    kind: say(`action.${duty.kind}`),
    department: departmentName(ticket.department, view),
    liaison: withPhone(ticket.liaison, view),
    due: dueInWords(duty.clock.deadline, now),
    late: late ? lateInWords(late) : '',
    text: clip(wantedInWords(duty, view), 60),
  });
}

/** 在 12月11日（周五）内 */
export function replyInWords(replyBy: Ringing['replyBy'], { say, now }: View): string {
  return replyBy ? say('duty.replyBy', { due: dueInWords(replyBy, now) }) : '';
}

/** 《督办通知单》 to the head and the leading group's office (a bureau's rule: five working days after 催办). */
function supervision({ replyBy }: Ringing, ticket: Ticket, late: string, view: View): string {
  const { facts } = ticket;
  return view.say('duty.notice', {
    number: ticket.number,
    text: clip(ticket.text, 160),
    enterprise: enterpriseName(ticket, view),
    assigned: facts.acceptedAt === null ? '—' : instantInWords(facts.acceptedAt, view.now),
    due: dueOf(ticket, view),
    late,
    department: departmentName(ticket.department, view),
    liaison: withPhone(ticket.liaison, view),
    reply: replyInWords(replyBy, view),
    dispatcher: withPhone(hubOf(view)[0]?.id ?? null, view),
  });
}

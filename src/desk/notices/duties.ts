/** Who is told of what is asked beside the ticket, and of the answers: 协办, 督办, 批示, 顶格推进. */

import {
  dutyButtons,
  dutyDue,
  dutyFacts,
  dutyQuestion,
  sentBackQuestion,
  whoseDuty,
} from '../../dialogue/duty-lines.ts';
import { sendBackButtons } from '../../dialogue/order-lines.ts';
import { papersWanted, planLines } from '../../dialogue/plan-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { departmentName, hubOf, stateName, type View, whoInWords } from '../../dialogue/view.ts';
import { isOrder } from '../../domain/changed.ts';
import { coLeaders } from '../../domain/leaders.ts';
import { raisersOf, type Ticket } from '../../domain/ticket.ts';
import type {
  DutyAnswered,
  DutyGiven,
  DutySentBack,
  StepPaused,
  StepResumed,
  TicketEvent,
} from '../../domain/ticket-events.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import { instantInWords } from '../../domain/time.ts';
import { cameWithQueue } from '../../domain/turns/duties.ts';
import { NEWS_TEXT, type Notices, toPerson } from './list.ts';
import { dutySlot } from './slots.ts';

export function tellDuty(event: TicketEvent, notices: Notices): void {
  if (event.type === 'dutyGiven') tellGiven(event, notices);
  if (event.type === 'dutyAnswered') tellAnswered(event, notices);
  if (event.type === 'dutySentBack') tellSentBack(event, notices);
  if (event.type === 'stepPaused' || event.type === 'stepResumed') tellStepClock(event, notices);
}

/** Whoever gave an order hears that it ended with its ticket, and that it waits again where that was taken back. */
export function tellOrders(events: readonly TicketEvent[], notices: Notices): void {
  const { before, after, view } = notices;
  const { say } = view;
  const { number } = after;
  const isTold = (id: number) =>
    events.some(
      (event) => (event.type === 'dutyAnswered' || event.type === 'dutySentBack') && event.duty === id,
    );
  const resolved = events.find((event) => event.type === 'resolved');
  const who = notices.who(events.at(-1)?.by ?? null);
  for (const was of before?.duties ?? []) if (was.kind === 'escalate') tellOpenAgain(was, who, notices);
  for (const was of before?.duties.filter(isOrder) ?? []) {
    const duty = after.duties.find(({ id }) => id === was.id);
    if (!duty || duty.by === null || duty.by === 'system' || isTold(duty.id)) continue;
    const kind = say(`action.${duty.kind}`);
    const asker = { person: duty.by };
    if (was.endedAt === null && duty.endedAt !== null) {
      const by = resolved?.by ?? null;
      const text =
        resolved && by !== null
          ? say('order.newsResolved', {
              number,
              kind,
              who: whoInWords(by, after, view),
              text: clip(resolved.text, NEWS_TEXT),
            })
          : say('order.newsEnded', { number, kind, state: stateName(after, say), who });
      notices.add('news', asker, text);
    }
    if (was.endedAt !== null && duty.endedAt === null) {
      notices.add('news', asker, say('order.newsOpen', { number, kind, who, due: dutyDue(duty, view) }));
    }
  }
}

/** 撤销 of what settled a 顶格推进: it waits for the co-leaders again, and the hub hears that it does. */
function tellOpenAgain(was: Duty, who: string, notices: Notices): void {
  const { after, view } = notices;
  const duty = after.duties.find(({ id }) => id === was.id);
  if (was.endedAt === null || duty?.endedAt !== null) return;
  for (const person of answerersOf(duty, after, view)) {
    notices.add('duty', { person }, dutyQuestion(after, duty, view), {
      buttons: dutyButtons(after, duty, view),
      slot: dutySlot(after, duty),
    });
  }
  const { kind } = dutyFacts(duty, view);
  const told = view.say('duty.newsOpen', { number: after.number, kind, who, due: dutyDue(duty, view) });
  for (const person of othersThan(null, dispatchers(view))) notices.add('news', { person }, told);
}

/** Whoever has a step open hears that nobody waits for it any more, and what asked for it says so as well. */
export function closeSteps(told: string, notices: Notices): void {
  const { before, after, view } = notices;
  const open = before?.duties.filter(({ kind, endedAt }) => kind === 'step' && endedAt === null) ?? [];
  const asked = open.flatMap((duty) =>
    answerersOf(duty, after, view).map((person) => ({ person, slot: dutySlot(after, duty) })),
  );
  const people = asked.map(({ person }) => person);
  for (const person of othersThan(after.liaison, people)) notices.add('news', { person }, told);
  for (const { person, slot } of asked) notices.add('duty', { person }, told, { slot, editOnly: true });
}

/** The department replies anew; the buttons stand under a message of their own, as an edit rings nobody. */
function tellSentBack(event: DutySentBack, notices: Notices): void {
  const { after, view } = notices;
  const duty = after.duties.find(({ id }) => id === event.duty);
  if (!duty) return;
  for (const person of answerersOf(duty, after, view)) {
    notices.add('duty', { person }, sentBackQuestion(after, duty, event, view), {
      buttons: dutyButtons(after, duty, view),
      slot: dutySlot(after, duty),
    });
  }
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
  const wanted = duty.kind === 'step' ? papersWanted(duty, after, view) : null;
  if (wanted)
    for (const person of raisersOf(after))
      notices.add('news', { person }, wanted.text, { buttons: wanted.buttons });
  // No department has it yet: the hub hears what waits for the one that will.
  if (isOrder(duty) && after.department === null) {
    const told = say('order.newsQueued', { number, ...dutyFacts(duty, view) });
    for (const person of othersThan(event.by, dispatchers(view))) notices.add('news', { person }, told);
  }
  if (duty.kind === 'assist' && after.liaison !== event.by) {
    const told = say('duty.newsAssist', {
      number,
      who: notices.who(event.by),
      ...whoseDuty(duty, view),
      text: clip(duty.text, NEWS_TEXT),
    });
    notices.add('news', toPerson(after.liaison), told);
  }
  if (duty.kind === 'escalate') {
    const facts = { number, text: clip(duty.text, NEWS_TEXT) };
    const told = cameWithQueue(after, duty)
      ? say('duty.newsEscalatedItself', facts)
      : say('duty.newsEscalated', { ...facts, who: notices.who(event.by) });
    for (const person of othersThan(event.by, [...dispatchers(view), after.liaison])) {
      notices.add('news', { person }, told);
    }
  }
}

function tellAnswered(event: DutyAnswered, notices: Notices): void {
  const { before, after, view } = notices;
  const { say } = view;
  const { number } = after;
  const duty = after.duties.find(({ id }) => id === event.duty);
  if (!duty) return;
  if (isOrder(duty)) {
    tellOrderAnswered(event, duty, notices);
    return;
  }
  if (duty.kind === 'step' && event.final) tellStepDone(event, duty, notices);
  const { kind } = dutyFacts(duty, view);
  const facts = { number, kind, name: notices.who(event.by), text: clip(event.text, NEWS_TEXT) };
  const isHubs = duty.kind === 'escalate' && view.roster.dispatchers.some(({ id }) => id === event.by);
  const settled = say('duty.settledByHub', { ...facts, department: departmentName(after.department, view) });
  // 分办 of a ticket that lay with the hub and the co-leaders for one cause.
  const told = isHubs ? settled : say(event.final ? 'duty.newsAnswer' : 'duty.newsStage', facts);
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

/** A step is done: the enterprise hears it as well, and how far it is. */
function tellStepDone({ by, text }: DutyAnswered, duty: Duty, notices: Notices): void {
  const { after, view } = notices;
  const facts = { number: after.number, step: duty.text, who: notices.who(by), text: clip(text, NEWS_TEXT) };
  const told = [view.say('plan.newsDone', facts), ...planLines(after, view)].join('\n');
  for (const person of othersThan(by, raisersOf(after))) notices.add('news', { person }, told);
}

/** 停表 of a step, and on again: to the enterprise, whose days they are. */
function tellStepClock(event: StepPaused | StepResumed, notices: Notices): void {
  const { after, view } = notices;
  const duty = after.duties.find(({ id }) => id === event.duty);
  if (!duty) return;
  const facts = { number: after.number, step: duty.text };
  const told =
    event.type === 'stepPaused'
      ? view.say('plan.newsPaused', { ...facts, text: clip(event.text, NEWS_TEXT) })
      : onAgain(event, facts, dutyDue(duty, view), view);
  for (const person of raisersOf(after)) notices.add('news', { person }, told);
}

/** It stood until now; or it begins only now, as all papers are there. */
function onAgain(
  { pauses, clock }: StepResumed,
  facts: { readonly number: number; readonly step: string },
  due: string,
  { say, now }: View,
): string {
  if (pauses.length > 0) return say('plan.newsResumed', { ...facts, due });
  return say('plan.newsComplete', { ...facts, since: instantInWords(clock.startedAt, now), due });
}

/** 阶段 and final apart, and by whom; whoever asked reads it at once, or with others in the morning. */
function tellOrderAnswered({ by, text, final, gathered }: DutyAnswered, duty: Duty, notices: Notices): void {
  const { before, after, view } = notices;
  const { say } = view;
  const who = notices.who(by);
  const kind = say(`action.${duty.kind}`);
  const facts = { number: after.number, kind, who, text: clip(text, NEWS_TEXT) };
  if (!gathered && duty.by !== null && duty.by !== 'system' && duty.by !== by) {
    notices.add('news', { person: duty.by }, say(final ? 'order.newsFinal' : 'order.newsStage', facts), {
      buttons: sendBackButtons(after, duty, view),
    });
  }
  if (!final || !before) return;
  for (const person of answerersOf(duty, before, view)) {
    notices.add('duty', { person }, say('order.done', facts), { slot: dutySlot(after, duty) });
  }
}

/** Who is asked to answer a duty; nobody where no department has the ticket yet. */
export function answerersOf(duty: Duty, ticket: Ticket, { roster }: View): readonly string[] {
  switch (duty.kind) {
    case 'assist':
      return duty.liaison === null ? [] : [duty.liaison];
    case 'step':
      return othersThan(null, [duty.department === null ? ticket.liaison : duty.liaison]);
    case 'escalate':
      return coLeaders(roster).map(({ id }) => id);
    case 'supervise':
    case 'instruct': {
      const head = ticket.department === null ? undefined : roster.department(ticket.department)?.head.id;
      return othersThan(null, [ticket.liaison, head ?? null]);
    }
    default:
      return duty.kind satisfies never;
  }
}

/** Who works on it, and hears what the enterprise adds: whoever has it in hand, and who assists or has a step of it open. */
export function workersOn(ticket: Ticket, view: View): readonly string[] {
  const open = ticket.duties.filter(
    ({ kind, endedAt }) => (kind === 'step' || kind === 'assist') && endedAt === null,
  );
  return othersThan(null, [ticket.liaison, ...open.flatMap((duty) => answerersOf(duty, ticket, view))]);
}

/** Who hears the answer to 协办 and 顶格推进: whoever asked, and for the ticket whoever has it in hand. */
function hearersOf(duty: Duty, ticket: Ticket, view: View): readonly (string | null)[] {
  const asker = duty.by === 'system' ? [] : [duty.by];
  return [...asker, ticket.liaison, ...(duty.kind === 'escalate' ? dispatchers(view) : [])];
}

function dispatchers(view: View): readonly string[] {
  return hubOf(view).map(({ id }) => id);
}

export function othersThan(one: string | null, people: readonly (string | null)[]): readonly string[] {
  return [...new Set(people)].filter((person): person is string => person !== null && person !== one);
}

/** Who is told when the clock stands or goes on, and what comes of 延期, 退单, 挂账. */

import {
  planInWords,
  requestButtons,
  requestInWords,
  requestQuestion,
} from '../../dialogue/request-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { departmentName, doneBy, dueOf, hubOf, type View } from '../../dialogue/view.ts';
import { decidersOver } from '../../domain/leaders.ts';
import { latenessOf } from '../../domain/metrics.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Denied, Granted, Resumed, TicketEvent } from '../../domain/ticket-events.ts';
import type { TicketRequest } from '../../domain/ticket-parts.ts';
import { NEWS_TEXT, type Notices, toPerson } from './list.ts';

export function tellRequest(event: TicketEvent, notices: Notices): void {
  const { before, after, view } = notices;
  const { say } = view;
  const { number } = after;
  switch (event.type) {
    case 'asked':
      notices.add(
        'news',
        notices.member,
        say('request.newsAsked', {
          number,
          ...doneBy(event.by, after, view),
          text: clip(event.text, NEWS_TEXT),
          due: dueOf(after, view, 'supply'),
        }),
      );
      return;
    case 'resumed':
      tellResumed(event, notices);
      return;
    case 'requested':
      for (const person of settlersOf(event.request, after, view)) {
        notices.add('request', { person }, requestQuestion(after, event.request, view), {
          buttons: requestButtons(after, event.request, view),
          slot: requestSlot(after, event.request),
          guard: { ticket: number, states: ['assigned', 'working'], cycle: after.cycle },
        });
      }
      return;
    case 'granted':
      if (before?.request) tellGranted(event, before.request, notices);
      return;
    case 'denied':
      if (before?.request) tellDenied(event, before.request, notices);
      return;
    default:
  }
}

/** A question that nobody has to answer any more says so, and loses its buttons. */
export function closeRequest(events: readonly TicketEvent[], notices: Notices): void {
  const { before, after, view } = notices;
  if (!before?.request || after.request) return;
  const { say } = view;
  const text = say('request.settled', {
    number: after.number,
    what: requestInWords(before.request, view),
    outcome: outcomeOf(before.request, events, notices),
  });
  for (const person of settlersOf(before.request, before, view)) {
    notices.add('request', { person }, text, { slot: requestSlot(before, before.request) });
  }
}

function outcomeOf({ kind }: TicketRequest, events: readonly TicketEvent[], notices: Notices): string {
  const { after, view } = notices;
  const { say } = view;
  const settled = events.find(
    (event): event is Granted | Denied => event.type === 'granted' || event.type === 'denied',
  );
  const by = events.at(-1)?.by ?? 'system';
  if (!settled)
    return by === 'system'
      ? say('request.outcomeGone')
      : say('request.outcomeGoneBy', { who: notices.who(by) });
  if (settled.by === 'system')
    return say(kind === 'return' ? 'request.outcomeKeptLapsed' : 'request.outcomeLapsed');
  const who = notices.who(settled.by);
  if (settled.type === 'granted') {
    // Not always the department that was proposed.
    const department = departmentName(after.department, view);
    return kind === 'return'
      ? say('request.outcomeMoved', { who, department })
      : say('request.outcomeYes', { who });
  }
  return say(kind === 'return' ? 'request.outcomeKept' : 'request.outcomeNo', { who });
}

/** 挂账 takes a leader's word; the rest is the hub's. */
function settlersOf({ kind }: TicketRequest, { department }: Ticket, view: View): readonly string[] {
  const settlers = kind === 'suspend' ? decidersOver(department, view.roster) : hubOf(view);
  return settlers.map(({ id }) => id);
}

function requestSlot({ number }: Ticket, { kind, at }: TicketRequest): string {
  return `request/${number}/${kind}.${at}`;
}

function tellResumed(event: Resumed, notices: Notices): void {
  const { after, view } = notices;
  // Resumed on the way to something else, which is told by itself.
  if (after.state !== 'working') return;
  const { say } = view;
  const { number } = after;
  const due = dueOf(after, view);
  const who = notices.who(event.by);
  // Whoever did it has the answer already.
  const others = (person: string | null) => (person === event.by ? null : toPerson(person));
  switch (event.why) {
    case 'supplied':
      notices.add('news', toPerson(after.liaison), say('request.newsSupplied', { number, who, due }));
      return;
    case 'unanswered':
      notices.add('news', toPerson(after.liaison), say('request.newsUnanswered', { number, due }));
      notices.add('news', notices.member, say('request.newsUnansweredMember', { number, due }));
      return;
    case 'needless': {
      const department = departmentName(after.department, view);
      notices.add('news', others(after.liaison), say('request.newsResumed', { number, who, due }));
      notices.add('news', notices.member, say('request.newsNeedless', { number, who, department, due }));
      return;
    }
    case 'lifted':
    case 'expired': {
      const text =
        event.why === 'lifted'
          ? say('request.newsLifted', { number, who, due })
          : say('request.newsExpired', { number, due });
      notices.add('news', others(after.liaison), text);
      notices.add('news', notices.member, text);
      return;
    }
    default:
      event.why satisfies never;
  }
}

function tellGranted(event: Granted, request: TicketRequest, notices: Notices): void {
  const { before, after, view } = notices;
  if (!before) return;
  const { say } = view;
  const { number } = after;
  const department = departmentName(after.department, view);
  const text = clip(request.text, NEWS_TEXT);
  const who = notices.who(event.by);
  switch (event.kind) {
    case 'extend': {
      const due = dueOf(after, view);
      const workdays = request.workdays ?? 0;
      const told = say('request.newsExtendedLiaison', { number, who, due });
      for (const person of new Set([after.liaison, request.by])) notices.add('news', toPerson(person), told);
      notices.add('news', notices.member, say('request.newsExtended', { number, who, workdays, due, text }));
      return;
    }
    case 'return':
      for (const person of new Set([before.liaison, request.by])) {
        notices.add('news', toPerson(person), say('request.newsReturned', { number, who, department }));
      }
      return;
    case 'suspend': {
      const due = dueOf(after, view, 'report');
      const plan = planInWords(after.milestones, view);
      const head = after.department === null ? undefined : view.roster.department(after.department)?.head.id;
      for (const person of new Set([after.liaison, request.by, head ?? null])) {
        notices.add(
          'news',
          toPerson(person),
          say('request.newsSuspendedLiaison', { number, who, plan, due }),
        );
      }
      const told = say('request.newsSuspended', { number, who, department, text, plan, due });
      notices.add('news', notices.member, told);
      return;
    }
    default:
      event.kind satisfies never;
  }
}

function tellDenied(event: Denied, request: TicketRequest, notices: Notices): void {
  const { after, view } = notices;
  const { number } = after;
  const facts = { number, what: requestInWords(request, view), finish: toFinish(after, view) };
  const told = deniedInWords(event, { ...facts, who: notices.who(event.by) }, view);
  for (const person of new Set([after.liaison, request.by])) notices.add('news', toPerson(person), told);
}

/** By when it is to be done; nobody is asked to have done it yesterday. */
function toFinish(ticket: Ticket, view: View): string {
  const isOverdue = latenessOf(ticket, view.now) !== null;
  return view.say(isOverdue ? 'request.finishLate' : 'request.finish', { due: dueOf(ticket, view) });
}

function deniedInWords(
  event: Denied,
  {
    number,
    what,
    finish,
    who,
  }: Readonly<Record<'what' | 'finish' | 'who', string>> & { readonly number: number },
  { say }: View,
): string {
  const text = clip(event.text ?? '', NEWS_TEXT);
  if (event.kind === 'return') {
    return event.by === 'system'
      ? say('request.newsKeptLapsed', { number, finish })
      : say('request.newsKept', { number, who, text, finish });
  }
  return event.by === 'system'
    ? say('request.newsLapsed', { number, what, finish })
    : say('request.newsDenied', { number, who, what, text, finish });
}

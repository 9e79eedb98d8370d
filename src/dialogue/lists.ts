/** A ticket as one line of a list, and what is due next. */
import type { Ask } from '../domain/asked-of.ts';
import { claimOn } from '../domain/claim.ts';
import type { Deadline } from '../domain/deadline.ts';
import { dueInWords } from '../domain/deadline-words.ts';
import { masked } from '../domain/masked.ts';
import { type Lateness, latenessOf, latenessPast } from '../domain/metrics.ts';
import { nextStep } from '../domain/reminders.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Duty } from '../domain/ticket-parts.ts';
import { callBackRow } from './call-back.ts';
import { stepButton } from './cards.ts';
import { dutiesApart, dutyButtons, dutyFacts } from './duty-lines.ts';
import { askedFor, requestInWords } from './request-lines.ts';
import { clip } from './text.ts';
import { press } from './understand.ts';
import {
  type Buttons,
  departmentName,
  enterpriseName,
  isOfEnterprise,
  lateInWords,
  liaisonName,
  marked,
  nameOf,
  stateName,
  type View,
} from './view.ts';

/** Buttons as short as a number. */
const IN_A_ROW = 3;
/** Of what somebody has to answer, in a list. */
const ASKED_TEXT = 60;

/** One ticket of a list. `reader`: who gets the list in private; what they know of themselves is left out. */
export function listLine(ticket: Ticket, view: View, reader: string | null = null): string {
  return item(ticket, dueOrLate(ticket, view), view, reader);
}

/** The same in 我的待办, with what is asked of the reader instead of what is due next. */
export function todoItem(ticket: Ticket, asks: readonly Ask[], view: View, reader: string): string {
  if (asks.length === 0) return listLine(ticket, view, reader);
  const asked = asks.map((ask) => `　${askInWords(ask, ticket, view)}`);
  return [item(ticket, '', view, reader), ...asked].join('\n');
}

function item(ticket: Ticket, due: string, view: View, reader: string | null): string {
  const { say } = view;
  const line = say('progress.line', {
    number: marked(ticket, say),
    state: stateName(ticket, say),
    enterprise: isNamed(ticket, view, reader) ? enterpriseName(ticket, view) : '',
    ...whoHasIt(ticket, view, reader),
    due,
  });
  // A ticket that waits for its department has no names yet: no holes in its line.
  return `${line.replace(/\s*　\s*/gu, '　').trim()}\n　${clip(masked(ticket.text), 30)}`;
}

/** An enterprise is not told its own name. */
function isNamed(ticket: Ticket, view: View, reader: string | null): boolean {
  return reader !== null && ticket.enterprise !== null && !isOfEnterprise(reader, ticket, view);
}

/** Whose it is: not told to whoever has it; with a number to call for those who work with them. */
function whoHasIt(ticket: Ticket, view: View, reader: string | null) {
  const { department, liaison } = ticket;
  const isOwn =
    reader !== null && view.roster.rolesOf(reader).some((held) => held.department?.id === department);
  const name = liaison === null || liaison === reader ? '' : liaisonName(ticket, view);
  const phone =
    name !== '' && isNamed(ticket, view, reader) ? (view.roster.person(liaison ?? '')?.phone ?? '') : '';
  return {
    department: department === null || isOwn ? '' : departmentName(department, view),
    liaison: `${name} ${phone}`.trim(),
  };
}

/** What is due next; of what should be done by now, the result, and how long it is late. */
function dueOrLate(ticket: Ticket, view: View): string {
  const { say, now } = view;
  const result = ticket.clocks.resolve?.deadline;
  const overdue = latenessOf(ticket, now);
  if (overdue && result) return lateWords(result, say('step.resolve'), overdue, view);
  const next = nextStep(ticket);
  const late = next && latenessPast(next.clock.deadline, now);
  return next && late
    ? lateWords(next.clock.deadline, say(`step.${next.step}`), late, view)
    : nextDue(ticket, view);
}

function lateWords(deadline: Deadline, step: string, late: Lateness, { say, now }: View): string {
  return say('progress.late', { due: dueInWords(deadline, now), step, late: lateInWords(late) });
}

/** 请您签收，11月24日（周二）内 */
export function askInWords(ask: Ask, ticket: Ticket, view: View): string {
  const { say, now } = view;
  const what = say('todo.ask', { what: askedInWords(ask, ticket, view) });
  const due = dueInWords(ask.deadline, now);
  const late = latenessPast(ask.deadline, now);
  return late ? say('todo.late', { what, due, late: lateInWords(late) }) : say('todo.due', { what, due });
}

function askedInWords({ kind, duty }: Ask, ticket: Ticket, view: View): string {
  const { say } = view;
  switch (kind) {
    case 'assist':
    case 'plan':
    case 'order':
    case 'escalate': {
      if (!duty) return '';
      const facts = dutyFacts(duty, view);
      const words = { ...facts, text: clip(facts.text, ASKED_TEXT) };
      return kind === 'escalate' ? say('todo.escalate', words) : say('todo.answer', words);
    }
    case 'decide':
      return say('todo.decide', { what: ticket.request ? requestInWords(ticket.request, view) : '' });
    case 'supply':
      return say('todo.supply', { text: clip(askedFor(ticket), ASKED_TEXT) });
    case 'rate':
      return say('step.confirm');
    case 'callBack':
      return say('todo.callBack');
    case 'dispatch': {
      const claim = claimOn(ticket, view.now);
      const what = say('step.dispatch');
      return claim === null ? what : say('todo.claimed', { what, name: nameOf(claim.by, view) });
    }
    default:
      return say(`step.${kind}`);
  }
}

/** 应于 11月24日（周二）内签收; empty where nothing is due. */
export function nextDue(ticket: Ticket, { say, now }: View): string {
  const next = nextStep(ticket);
  if (!next) return '';
  return say('progress.due', { due: dueInWords(next.clock.deadline, now), step: say(`step.${next.step}`) });
}

/** Under a list: each of its tickets, opened with a tap. */
export function openButtons(tickets: readonly Ticket[], { say }: View): Buttons {
  const all = tickets.map(({ number, cycle }) => ({
    label: say('button.open', { number }),
    data: press('open', number, cycle),
  }));
  return Array.from({ length: Math.ceil(all.length / IN_A_ROW) }, (_, row) =>
    all.slice(row * IN_A_ROW, (row + 1) * IN_A_ROW),
  );
}

/** Under 我的待办: beside each ticket what is asked of the reader first, where that begins with one tap. */
export function todoButtons(
  rows: readonly { readonly ticket: Ticket; readonly asks: readonly Ask[] }[],
  view: View,
): Buttons {
  const { say } = view;
  return rows.flatMap(({ ticket, asks }) => {
    const { number } = ticket;
    const open = { label: say('button.open', { number }), data: press('open', number, ticket.cycle) };
    const apart = dutiesApart(dutiesIn(asks), view);
    const [first, ...more] = asks.filter((ask, place) => place === 0 || (ask.duty && apart(ask.duty)));
    const act = first && actOn(first, ticket, view, apart);
    // Each of several orders on it: one button would answer one of them, and nobody could say which.
    const others = more.flatMap((ask) => {
      const its = actOn(ask, ticket, view, apart);
      return its ? [[numbered(its, ticket, view)]] : [];
    });
    return [act ? [numbered(act, ticket, view), open] : [open], ...others];
  });
}

/** Where several tickets stand in one message: of which one a button is. One that names it already (看 65) is left as it is. */
export function numbered<T extends { readonly label: string }>(
  button: T,
  { number }: Ticket,
  { say }: View,
): T {
  if (button.label === say('button.open', { number })) return button;
  return { ...button, label: say('digest.button', { label: button.label, number }) };
}

/** What of these is answered by words of its own: 协办, 督办, 批示, steps. */
export function dutiesIn(asks: readonly Ask[]): readonly Duty[] {
  return asks.flatMap(({ duty }) => duty ?? []);
}

function actOn(
  ask: Ask,
  ticket: Ticket,
  view: View,
  apart: (duty: Duty) => string | null,
): Buttons[number][number] | undefined {
  switch (ask.kind) {
    case 'sign':
    case 'feedback':
    case 'resolve':
    case 'report':
      return stepButton(ask.kind === 'report' ? 'feedback' : ask.kind, ticket, view);
    case 'callBack':
      return callBackRow(ticket, view)[0];
    case 'assist':
    case 'plan':
    case 'order':
    case 'escalate':
      return ask.duty ? dutyButtons(ticket, ask.duty, view, apart(ask.duty))[0]?.[0] : undefined;
    default:
      // Whose it is, what was asked for, how it was done: that is seen first.
      return undefined;
  }
}

/** Under a page of a list: the next one. Null where the list is asked for in too many words to stand in a button. */
export function nextPageRow(code: string | null, page: number, { say }: View): Buttons {
  return code === null ? [] : [[{ label: say('list.next'), data: press('list', page + 1, 0, code) }]];
}

/** One line of a hand-over list: where the ticket stands, and by when what has to happen. */
export function handoverLine(ticket: Ticket, view: View): string {
  const { say } = view;
  const next = nextStep(ticket);
  const due = next ? dueInWords(next.clock.deadline, view.now) : '';
  return say('leave.line', {
    number: ticket.number,
    due: next ? say('progress.due', { due, step: say(`step.${next.step}`) }) : '',
    text: clip(ticket.text, 20),
  });
}

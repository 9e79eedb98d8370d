/** The words of 早间提醒: of each reminder its matter, what is due, whom to ring, and what can be done about it. */

import { dutiesApart } from '../../dialogue/duty-lines.ts';
import { numbered, openButtons } from '../../dialogue/lists.ts';
import { requestInWords } from '../../dialogue/request-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { press, readPress } from '../../dialogue/understand.ts';
import {
  type Buttons,
  departmentName,
  enterpriseName,
  lateInWords,
  type View,
  withPhone,
} from '../../dialogue/view.ts';
import { isLate } from '../../domain/deadline.ts';
import { dueInWords } from '../../domain/deadline-words.ts';
import { latenessOf } from '../../domain/metrics.ts';
import { raisersOf, type Ticket } from '../../domain/ticket.ts';
import type { Reminded } from '../../domain/ticket-events.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import { dayInWords, dayOf, type Instant } from '../../domain/time.ts';
import {
  buttonsUnder,
  isBrokenPromise,
  promiseOf,
  type Ringing,
  replyInWords,
} from '../notices/reminders.ts';

const LINES = 20;
/** Tickets with buttons of their own. */
const PRESSED = 8;
const TEXT = 40;

interface Item {
  readonly ticket: Ticket;
  readonly event: Ringing & Pick<Reminded, 'to'>;
}

/** Several reminders of one person, the gravest first. */
export function morningMessage(
  items: readonly Item[],
  person: string,
  /** Of the reminders since then. */
  since: Instant,
  view: View,
): { readonly text: string; readonly buttons: Buttons } {
  const broken = items.filter(({ event, ticket }) => isBrokenPromise(event, ticket, view, person));
  if (broken.length === items.length) return ownersMessage(broken, view);
  const sorted = [...items].sort(
    (a, b) => gravity(a, view) - gravity(b, view) || a.ticket.number - b.ticket.number,
  );
  const { say } = view;
  const text = [
    say('digest.head', { day: dayInWords(dayOf(view.now)), count: sorted.length }),
    ...sorted.slice(0, LINES).map((item) => line(item, person, view)),
    ...more(sorted, view),
    say('digest.foot'),
  ].join('\n');
  const known = { label: say('digest.knowAll'), data: press('acknowledge', 0, 0, `${view.now}-${since}`) };
  const isToKnow = sorted.some((item) => isOverdue(item, view));
  return { text, buttons: [...buttons(sorted, person, view), ...(isToKnow ? [[known]] : [])] };
}

function ownersMessage(items: readonly Item[], view: View) {
  const { say } = view;
  const lines = items.slice(0, LINES).map(({ ticket, event }) => {
    const { due, step, whom } = promiseOf(event, ticket, view);
    return say('digest.ownersLine', {
      number: ticket.number,
      text: clip(ticket.text, TEXT),
      due,
      step,
      whom,
    });
  });
  // Two steps of one 帮办 that are late are one ticket.
  const head = say('digest.ownersHead', { count: ticketsOf(items).length });
  const text = [head, ...lines, ...more(items, view), say('digest.ownersFoot')].join('\n');
  return { text, buttons: openButtons(ticketsOf(items), view) };
}

function more(items: readonly Item[], { say }: View): readonly string[] {
  const left = [...new Set(items.slice(LINES).map(({ ticket }) => ticket.number))];
  return left.length > 0 ? [say('digest.more', { numbers: left.join('、') })] : [];
}

function line({ ticket, event }: Item, person: string, view: View): string {
  const { say } = view;
  const isTheirs = ticket.liaison === person && event.duty === undefined;
  return say('digest.line', {
    number: ticket.number,
    enterprise: enterpriseName(ticket, view),
    text: clip(ticket.text, TEXT),
    what: what({ ticket, event }, isTheirs, view),
    who:
      isTheirs || ticket.liaison === null
        ? say('digest.contact', { contact: withPhone(raisersOf(ticket)[0] ?? null, view) })
        : say('digest.liaison', {
            department: departmentName(ticket.department, view),
            liaison: withPhone(ticket.liaison, view),
          }),
  });
}

function what(item: Item, isTheirs: boolean, view: View): string {
  const { say, now } = view;
  const { ticket, event } = item;
  const clock = clockOf(item);
  const due = clock ? dueInWords(clock.deadline, now) : '—';
  const step = say(`step.${event.step}`);
  if (event.step === 'decide' && ticket.request)
    return say('digest.decide', { what: requestInWords(ticket.request, view), due });
  const past = event.step === 'resolve' ? latenessOf(ticket, now) : null;
  if (past && event.rung === 'supervise') {
    const words = { due, late: lateInWords(past), reply: replyInWords(event.replyBy, view) };
    const department = departmentName(ticket.department, view);
    return isTheirs ? say('digest.order', words) : say('digest.orderHeard', { ...words, department });
  }
  if (past) return say('digest.lateBy', { step, due, late: lateInWords(past) });
  if (isOverdue(item, view)) return say('digest.late', { step, due });
  const told = say('digest.due', { step, due });
  return event.extendable ? say('digest.mayExtend', { what: told }) : told;
}

/** A row a ticket; where several orders on one ticket are to be answered, a row each, which says whose it is. */
function buttons(items: readonly Item[], person: string, view: View): Buttons {
  const rows = new Map<string, Buttons[number]>();
  for (const { ticket, event } of items) {
    const duties = items.flatMap((one) => (one.ticket === ticket ? (dutyOf(one) ?? []) : []));
    const duty = dutyOf({ ticket, event });
    const of = duty ? dutiesApart(duties, view)(duty) : null;
    const own = buttonsUnder(event, ticket, view, person, of)
      .flat()
      .filter(({ data }) => !data.startsWith('v1|acknowledge'));
    const [row = []] = own.length > 0 ? [own.slice(0, 2)] : openButtons([ticket], view);
    const isOpening = row.every(({ data }) => readPress(data)?.verb === 'open');
    const key = of === null || isOpening ? `${ticket.number}` : `${ticket.number}/${duty?.id}`;
    if (rows.has(key) || rows.size >= PRESSED) continue;
    rows.set(key, own.length > 0 ? row.map((one) => numbered(one, ticket, view)) : row);
  }
  return [...rows.values()];
}

function dutyOf({ ticket, event }: Item): Duty | undefined {
  return ticket.duties.find(({ id }) => id === event.duty);
}

function ticketsOf(items: readonly Item[]): readonly Ticket[] {
  return [...new Map(items.map(({ ticket }) => [ticket.number, ticket])).values()];
}

function clockOf(item: Item) {
  return dutyOf(item)?.clock ?? item.ticket.clocks[item.event.step];
}

function isOverdue(item: Item, { now }: View): boolean {
  const clock = clockOf(item);
  return clock !== undefined && isLate(clock.deadline, now);
}

/** Orders of supervision, then what is late, then what is due. */
function gravity(item: Item, view: View): number {
  if (item.event.rung === 'supervise') return 0;
  return isOverdue(item, view) ? 1 : 2;
}

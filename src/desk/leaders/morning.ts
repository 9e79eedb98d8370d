/** The words of 早间提醒: of each reminder its matter, what is due, whom to ring, and what can be done about it. */

import { numbered, openButtons } from '../../dialogue/lists.ts';
import { requestInWords } from '../../dialogue/request-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
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
  const head = say('digest.ownersHead', { count: items.length });
  const text = [head, ...lines, ...more(items, view), say('digest.ownersFoot')].join('\n');
  return { text, buttons: openButtons(ticketsOf(items), view) };
}

function more(items: readonly Item[], { say }: View): readonly string[] {
  const left = items.slice(LINES).map(({ ticket }) => ticket.number);
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

function buttons(items: readonly Item[], person: string, view: View): Buttons {
  const rows = new Map<number, Buttons[number]>();
  for (const { ticket, event } of items) {
    const own = buttonsUnder(event, ticket, view, person)
      .flat()
      .filter(({ data }) => !data.startsWith('v1|acknowledge'));
    const [row = []] = own.length > 0 ? [own.slice(0, 2)] : openButtons([ticket], view);
    const named = own.length > 0 ? row.map((one) => numbered(one, ticket, view)) : row;
    if (!rows.has(ticket.number) && rows.size < PRESSED) rows.set(ticket.number, named);
  }
  return [...rows.values()];
}

function ticketsOf(items: readonly Item[]): readonly Ticket[] {
  return [...new Map(items.map(({ ticket }) => [ticket.number, ticket])).values()];
}

function clockOf({ ticket, event }: Item) {
  return ticket.duties.find(({ id }) => id === event.duty)?.clock ?? ticket.clocks[event.step];
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

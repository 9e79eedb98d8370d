/**
 * 超期汇总: what the head of a department hears of overdue work, one message a working morning. With a single ticket in
 * it, it is that ticket's own reminder.
 */
import { acknowledgeButtons } from '../../dialogue/duty-lines.ts';
import { press } from '../../dialogue/understand.ts';
import { dueOf, enterpriseName, lateInWords, liaisonName, type View } from '../../dialogue/view.ts';
import { isLate } from '../../domain/deadline.ts';
import { type Step, timedOf } from '../../domain/flow.ts';
import { awayIn } from '../../domain/leave.ts';
import { latenessOf } from '../../domain/metrics.ts';
import type { Office } from '../../domain/office.ts';
import { liveClocks } from '../../domain/reminders.ts';
import type { DueSummary } from '../../domain/schedule.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { dayInWords, dayOf, type Instant } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { isGathered, personsOf, reminderText } from '../notices/reminders.ts';
import { addressOf } from '../people/people.ts';

const LINES = 20;

/** A reminder that rang for the head. */
export interface Rang {
  readonly ticket: Ticket;
  readonly step: Step;
  readonly rung: string;
}

/** One message for each head whose department has something overdue that rang since the last digest. */
export async function digestsFor(
  due: DueSummary,
  at: Instant,
  office: Office,
  parts: DeskParts,
): Promise<readonly Outgoing[]> {
  const view = viewAt(parts, at);
  const since = office.digestedThrough ?? due.period.from - 1;
  const reached = (id: string): boolean => addressOf(id, parts.roster, office, parts.channels) !== null;
  // For somebody who opens the chat in a month, a month of mornings does not wait: the hub gets it now.
  const silent = parts.roster.departments.map(({ head }) => head.id).filter((id) => !reached(id));
  const notThere = new Set([...awayIn(office.leaves), ...silent]);
  const theirs = new Map<string, Rang[]>();
  for (const ticket of await parts.store.tickets({ open: true })) {
    const rang = rangIn(ticket, since, at, office);
    if (!rang || !isStillLate(rang, at)) continue;
    for (const person of personsOf('head', ticket, view, notThere)) {
      // Whoever has the work has heard of it at its hour.
      if (person !== ticket.liaison) theirs.set(person, [...(theirs.get(person) ?? []), rang]);
    }
  }
  return [...theirs]
    .filter(([person]) => reached(person))
    .map(([person, rang]) =>
      outgoing({
        ...digest(rang, at, view),
        id: `${due.key}/${person}`,
        to: { person },
        kind: 'digest',
        createdAt: at,
      }),
    );
}

/** The newest reminder for the head after `since` that was left to the digest. */
export function rangIn(ticket: Ticket, since: Instant, until: Instant, { flows }: Office): Rang | null {
  const last = ticket.entries.findLast(({ what, at }) => what === 'reminded' && at > since && at <= until);
  if (last?.what !== 'reminded' || last.step === 'suspend' || !isGathered(last, ticket)) return null;
  const { step, rung } = last;
  const flow = flows[ticket.flow];
  const ladder = flow && timedOf(flow, step)?.ladder;
  return ladder?.find((one) => one.name === rung)?.to.includes('head') ? { ticket, step, rung } : null;
}

function isStillLate({ ticket, step }: Rang, at: Instant): boolean {
  const live = liveClocks(ticket).find((one) => one.step === step);
  return live !== undefined && isLate(live.clock.deadline, at);
}

function digest(rang: readonly Rang[], at: Instant, view: View): Pick<Outgoing, 'text' | 'buttons'> {
  const { say } = view;
  const [only] = rang;
  if (only && rang.length === 1) {
    const { ticket, step, rung } = only;
    const buttons = acknowledgeButtons(ticket, step, rung, view);
    return { text: reminderText({ step, rung }, ticket, view), buttons };
  }
  const lines = rang.slice(0, LINES).map((one) => line(one, at, view));
  const more = rang.slice(LINES).map(({ ticket }) => ticket.number);
  const text = [
    say('digest.head', { day: dayInWords(dayOf(at)), count: rang.length }),
    ...lines,
    ...(more.length > 0 ? [say('digest.more', { numbers: more.join('、') })] : []),
    say('digest.foot'),
  ].join('\n');
  const all = { label: say('digest.knowAll'), data: press('acknowledge', 0, 0, String(at)) };
  return { text, buttons: [[all]] };
}

function line({ ticket, step }: Rang, at: Instant, view: View): string {
  const { say } = view;
  const past = step === 'resolve' ? latenessOf(ticket, at) : null;
  return say('digest.line', {
    number: ticket.number,
    enterprise: enterpriseName(ticket, view),
    what: past ? say('digest.late', { late: lateInWords(past) }) : say(`step.${step}`),
    due: dueOf(ticket, view, step),
    liaison: liaisonName(ticket, view),
  });
}

/** On the working day before: who comes, the departments, and the hub, which reads what the guests want to speak of. */
import type { View } from '../../../dialogue/view.ts';
import type { Gathering } from '../../../domain/arrangements/gatherings.ts';
import { type Calendar, onDayBefore } from '../../../domain/calendar.ts';
import type { Office } from '../../../domain/office.ts';
import { HOUR, type Instant } from '../../../domain/time.ts';
import type { Outgoing } from '../../../store/port.ts';
import type { Outcome } from '../../case.ts';
import { outgoing } from '../../delivery/outgoing.ts';
import { type DeskParts, viewWith } from '../../desk.ts';
import { onDutyAt } from '../on-duty.ts';
import { calendarFile } from './calendar.ts';
import { arranged, comingTo, facts, gatheringsIn } from './common.ts';
import { whoComes, wishLines } from './shown.ts';

const REMINDED_AT = '16:00';

/** When the next reminder is due; null: none is. */
export function nextReminder(office: Office, { calendar }: Pick<DeskParts, 'calendar'>): Instant | null {
  const due = gatheringsIn(office).flatMap((one) => remindAt(one, calendar) ?? []);
  return due.length === 0 ? null : Math.min(...due);
}

export async function remind(office: Office, at: Instant, parts: DeskParts): Promise<Outcome> {
  const view = viewWith(office, parts, at);
  const due = gatheringsIn(office).filter((one) => (remindAt(one, parts.calendar) ?? at + 1) <= at);
  // Missed while the program was off, and over by now: nobody is told of it.
  const ahead = due.filter((one) => at < one.at);
  const messages = await Promise.all(ahead.map((one) => reminders(one, office, at, view, parts)));
  return {
    office: due.map((one) => arranged(at, { did: 'reminded', gathering: one.id })),
    outbox: messages.flat(),
  };
}

async function reminders(
  gathering: Gathering,
  office: Office,
  at: Instant,
  view: View,
  parts: DeskParts,
): Promise<readonly Outgoing[]> {
  const { roster, say } = view;
  const file = await calendarFile(gathering, view, parts);
  const guests = comingTo(gathering, office).flatMap((one) => roster.enterprise(one)?.members ?? []);
  const departments = gathering.departments.flatMap((one) => onDutyAt(one, office, parts));
  const told = say('gathering.remind', facts(gathering, view));
  const hub = [
    say('gathering.remindHub', { ...facts(gathering, view), ...whoComes(gathering, office, view) }),
    ...wishLines(gathering, office, view),
  ].join('\n');
  const messages = [
    ...departments.map((id) => [id, { text: told }] as const),
    ...guests.map(({ id }) => [id, { text: told, file }] as const),
    ...hubOf(gathering, view).map((id) => [id, { text: hub }] as const),
  ];
  return [...new Map<string, Pick<Outgoing, 'text'> & Partial<Pick<Outgoing, 'file'>>>(messages)].map(
    ([person, what]) =>
      outgoing({
        ...what,
        // At another time they are reminded again.
        id: `gathering/${gathering.id}/remind/${gathering.moved ? `${gathering.moved}/` : ''}${person}`,
        to: { person },
        kind: 'gathering',
        createdAt: at,
      }),
  );
}

/** Whoever convened it; where that is a leader, the hub as well. */
function hubOf({ by }: Gathering, { roster }: View): readonly string[] {
  const dispatchers = roster.dispatchers.map(({ id }) => id);
  return dispatchers.includes(by) ? [by] : [by, ...dispatchers];
}

/** Null where nobody is to be reminded any more. What was called so late that they have only just heard of it, an hour before. */
function remindAt({ at, remindedAt, cancelled, calledAt }: Gathering, calendar: Calendar): Instant | null {
  if (remindedAt !== undefined || cancelled) return null;
  const before = onDayBefore(at, REMINDED_AT, calendar);
  if (calledAt === undefined || calledAt < before) return before;
  return calledAt < at - HOUR ? at - HOUR : null;
}

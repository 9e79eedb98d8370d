/** What an inspection still owes: the rest of an emergency, and the result. The unit is reminded, then its head hears, and 司法局. */
import type { View } from '../../../dialogue/view.ts';
import { restDue, resultDue } from '../../../domain/arrangements/inspection-rules.ts';
import { filedIn, type Inspection, leadOf, type Nudge } from '../../../domain/arrangements/inspections.ts';
import { type Deadline, lateAt } from '../../../domain/deadline.ts';
import { dueInWords } from '../../../domain/deadline-words.ts';
import type { Office } from '../../../domain/office.ts';
import { dayOf, type Instant, at as instantAt } from '../../../domain/time.ts';
import type { Outcome } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { onDutyAt } from '../on-duty.ts';
import { briefFacts, filerOf, happened, inspectionsIn, messagesTo } from './texts.ts';

/** On the last day, at this hour. */
const REMINDED_AT = '09:00';

interface Owed {
  readonly one: Inspection;
  readonly about: Nudge;
  readonly deadline: Deadline;
  readonly at: Instant;
}

export function nextNudge(office: Office, parts: DeskParts): Instant | null {
  const due = owedIn(office, parts).map(({ at }) => at);
  return due.length === 0 ? null : Math.min(...due);
}

export function bringNudges(office: Office, at: Instant, parts: DeskParts): Outcome {
  const view = { say: parts.say, roster: parts.roster, danger: parts.danger, now: at };
  const due = owedIn(office, parts).filter((owed) => owed.at <= at);
  return {
    office: due.map(({ one, about }) => happened(at, { did: 'nudged', inspection: one.id, about })),
    outbox: due.filter((owed) => isTold(owed, at)).flatMap((owed) => told(owed, at, office, view, parts)),
  };
}

/** A reminder that was missed while the program was off says nothing beside the news that it is late. */
function isTold({ about, deadline }: Owed, at: Instant): boolean {
  return about === 'restLate' || about === 'resultLate' || at < lateAt(deadline);
}

function told({ one, about, deadline }: Owed, at: Instant, office: Office, view: View, parts: DeskParts) {
  // Of a joint one the units come when the first of them does.
  const { when } = briefFacts(leadOf(one, inspectionsIn(office)), view);
  const text = view.say(`inspection.${about}`, {
    ...briefFacts(one, view),
    when,
    due: dueInWords(deadline, view.now),
  });
  return messagesTo(hearers(one, about, office, parts), text, `inspection/${one.id}/${about}`, at);
}

function hearers(one: Inspection, about: Nudge, office: Office, parts: DeskParts): readonly string[] {
  const { roster, inspections } = parts;
  const head = roster.department(one.department)?.head.id;
  const overseer = roster.department(inspections.overseer);
  switch (about) {
    case 'restDue':
    case 'resultDue':
      return filerOf(one, office, parts);
    case 'resultLate':
      return head === undefined ? [] : [head];
    case 'restLate':
      return [
        ...(head === undefined ? [] : [head]),
        ...onDutyAt(inspections.overseer, office, parts),
        ...(overseer ? [overseer.head.id] : []),
      ];
    default:
      return about satisfies never;
  }
}

function owedIn(office: Office, { inspections: rules, calendar }: DeskParts): readonly Owed[] {
  const all = inspectionsIn(office);
  return filedIn(all).flatMap((one) => {
    const pairs = [
      [['restDue', 'restLate'], () => restDue(one, rules, calendar)],
      [['resultDue', 'resultLate'], () => resultDue(one, all, rules, calendar)],
    ] as const;
    return pairs.flatMap(([[due, late], dueOf]) => {
      const open = ([due, late] as const).filter((about) => !one.nudged.includes(about));
      const deadline = open.length === 0 ? null : dueOf();
      if (deadline === null) return [];
      return open.map((about) => ({
        one,
        about,
        deadline,
        at: about === due ? remindAt(deadline) : lateAt(deadline),
      }));
    });
  });
}

function remindAt({ due }: Deadline): Instant {
  return instantAt(dayOf(due), REMINDED_AT);
}

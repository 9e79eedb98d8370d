/** Who is told that a new calendar moved a deadline; when only its 暂定 went, the card is edited and nobody is rung. */

import type { View } from '../../dialogue/view.ts';
import { dueInWords } from '../../domain/deadline-words.ts';
import type { Step } from '../../domain/flow.ts';
import { coLeaders } from '../../domain/leaders.ts';
import { stepOf } from '../../domain/reminders.ts';
import { raisersOf, type Ticket } from '../../domain/ticket.ts';
import type { TicketEvent } from '../../domain/ticket-events.ts';
import type { Duty, StepClock } from '../../domain/ticket-parts.ts';
import { type Notices, toPerson } from './list.ts';

/** What concerns the enterprise: the rest is between offices. */
const ENTERPRISE: ReadonlySet<Step> = new Set<Step>([
  'resolve',
  'feedback',
  'confirm',
  'supply',
  'report',
  'suspend',
]);
/** What the hub and the leaders owe; they have it in one summary (`desk/recount.ts`). */
const HUB: ReadonlySet<Step> = new Set<Step>(['dispatch', 'decide']);

export function tellRecount(event: TicketEvent, notices: Notices): void {
  const { before, after, view } = notices;
  if (!before) return;
  if (event.type !== 'recalculated') return;
  const told = new Map<string, string[]>();
  const tell = (person: string | null, line: string): void => {
    if (person !== null) told.set(person, [...(told.get(person) ?? []), line]);
  };
  for (const [step, clock] of Object.entries(event.clocks) as [Step, StepClock][]) {
    const line = moveInWords(step, before.clocks[step], clock, view);
    if (line === null || HUB.has(step)) continue;
    tell(after.liaison, line);
    if (ENTERPRISE.has(step)) for (const person of raisersOf(after)) tell(person, line);
  }
  for (const duty of before.duties) {
    const clock = event.duties[duty.id];
    const line = clock ? moveInWords(stepOf(duty.kind), duty.clock, clock, view) : null;
    if (line !== null) for (const person of answerersOf(duty, after, view)) tell(person, line);
  }
  for (const [person, lines] of told) {
    const text = view.say('recount.news', { number: after.number, lines: lines.join('\n') });
    notices.add('news', toPerson(person), text);
  }
}

/** Null where the time is the same. */
function moveInWords(step: Step, before: StepClock | undefined, after: StepClock, view: View): string | null {
  if (!before || before.deadline.lateFrom === after.deadline.lateFrom) return null;
  const { say, now } = view;
  return say('recount.line', {
    step: say(`step.${step}`),
    former: dueInWords(before.deadline, now),
    due: dueInWords(after.deadline, now),
  });
}

/** Who has to answer a duty, and where it assists, whom it keeps waiting. */
function answerersOf({ kind, liaison }: Duty, ticket: Ticket, { roster }: View): readonly (string | null)[] {
  if (kind === 'escalate') return coLeaders(roster).map(({ id }) => id);
  if (kind === 'step') return [liaison ?? ticket.liaison];
  return kind === 'assist' ? [...new Set([liaison, ticket.liaison])] : [ticket.liaison];
}

/** Scheduled summaries: each period once, whatever happens in between; a late one says so. */

import { briefInWords } from '../../briefs/brief.ts';
import { readAs } from '../../dialogue/period-words.ts';
import { addWorkdays } from '../../domain/calendar.ts';
import { awayIn } from '../../domain/leave.ts';
import type { Period } from '../../domain/metrics.ts';
import type { Office } from '../../domain/office.ts';
import { type OnDesk, onDesk } from '../../domain/on-desk.ts';
import { type BriefKind, type DueSummary, firstSummaryAfter, madeUpFrom } from '../../domain/schedule.ts';
import { spanOf } from '../../domain/spans.ts';
import { hubThere } from '../../domain/stand-in.ts';
import { dayInWords, dayOf, type Instant, MINUTE, startOfDay } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { shortHash } from '../../store/verify.ts';
import { transactionOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { isProgressTold, progressFor } from '../notices/progress.ts';
import { addressOf } from '../people/people.ts';
import { digestsFor } from './digest.ts';
import { type FiguresRead, readFigures } from './figures.ts';
import { chargeOf, nameOfScope } from './scope.ts';

const LATE_AFTER = 10 * MINUTE;

/** The next summary to make: the first one due after the last one made, or since there is anything to sum up. */
export async function nextSummary(parts: DeskParts, aliveSince: Instant): Promise<DueSummary | null> {
  const { store, schedule, calendar, clock } = parts;
  const { summaries } = await store.office();
  const last = lastMade(summaries, clock.now()) ?? (await firstTicketAt(parts, aliveSince));
  // The yearly one reaches back farthest.
  const since = Math.max(last, madeUpFrom('yearly', aliveSince, calendar));
  const wanted = ({ kind, dueAt }: DueSummary): boolean =>
    dueAt >= madeUpFrom(kind, aliveSince, calendar) &&
    (kind !== 'progress' || isProgressTold(parts)) &&
    (kind !== 'digest' || !isOvertaken(dueAt));
  // Of the mornings missed while the program was off the last one tells all, when all that rang meanwhile has rung.
  const isOvertaken = (dueAt: Instant): boolean =>
    dueAt + (startOfDay(addWorkdays(dayOf(dueAt), 1, calendar)) - startOfDay(dayOf(dueAt))) <= aliveSince;
  // One millisecond back, as the weekly one is due at the same instant as the daily one just made.
  return firstSummaryAfter(since - 1, summaries, schedule, calendar, wanted);
}

/** When the first ticket was registered; `aliveSince` when there was none before. */
async function firstTicketAt({ store }: DeskParts, aliveSince: Instant): Promise<Instant> {
  const [first] = await store.tickets({ registeredBefore: aliveSince, oldest: 1 });
  return first ? first.facts.registeredAt : aliveSince;
}

/** Kept per state of the office: at every beat there is no need to go through years of summaries again. */
const lastOf = new WeakMap<Office['summaries'], Instant | null>();

/** Of those due by now: after a clock set back there may be some for hours to come, which do not stand for the others. */
function lastMade(summaries: Office['summaries'], now: Instant): Instant | null {
  const known = lastOf.get(summaries) ?? newest(Object.values(summaries));
  lastOf.set(summaries, known);
  return known === null || known <= now ? known : newest(Object.values(summaries).filter((at) => at <= now));
}

function newest(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>((a, b) => Math.max(a ?? b, b), null);
}

/** Makes one summary and puts it into the outbox, in one commit with the fact that it was made. */
export async function summarise(due: DueSummary, at: Instant, parts: DeskParts): Promise<void> {
  const office = await parts.store.office();
  const { kind, key: period, dueAt } = due;
  const made = { type: 'summarised', v: 1, at: dueAt, period } as const;
  const told =
    kind === 'digest'
      ? { office: [{ ...made, through: at }], outbox: await digestsFor(due, at, office, parts) }
      : kind === 'progress'
        ? { office: [made], outbox: await progressFor(due, at, office, parts) }
        : { office: [made], outbox: await briefsFor({ ...due, kind }, at, office, parts) };
  const outcome = { ...told, outbox: told.outbox.map((message) => afterSetBack(message, office)) };
  const cause = { name: `summary:${due.key}`, office };
  // On a conflict the office has just changed; the pulse finds the summary still to be made, or made.
  const result = await parts.store.commit((takeNumber) =>
    transactionOf(outcome, cause, viewAt(parts, at), parts, takeNumber),
  );
  if (result.ok) parts.onCommit();
}

/** The same period may have been told once by a clock that was ahead; this is not that message come again. */
function afterSetBack(message: Outgoing, { clockSetBackAt }: Office): Outgoing {
  return clockSetBackAt === undefined ? message : { ...message, id: `${message.id}@${clockSetBackAt}` };
}

async function briefsFor(
  due: DueSummary & { readonly kind: BriefKind },
  at: Instant,
  office: Office,
  parts: DeskParts,
): Promise<readonly Outgoing[]> {
  const recipients = recipientsOf(due, office, parts);
  if (recipients.length === 0) return [];
  const { kind, period, former = period } = due;
  const view = viewAt(parts, at);
  const brief = {
    kind,
    ...namesOf(due, at, parts),
    tables: kind !== 'daily',
    lateSince: at - due.dueAt > LATE_AFTER ? due.dueAt : null,
  };
  // Read once for all who have the same in their charge.
  const known = new Map<string, FiguresRead>();
  const messages: Outgoing[] = [];
  for (const id of recipients) {
    const scope = chargeOf(id, parts.roster);
    const key = JSON.stringify(scope);
    const read = known.get(key) ?? (await readFigures(scope, { period, former }, at, parts));
    known.set(key, read);
    const own = {
      whose: nameOfScope(scope, view),
      scope: scope.of,
      head: scope.of === 'county' ? headOf(parts) : null,
      desk: await deskOf(id, read, at, parts),
    };
    const text = briefInWords({ ...brief, ...own, read }, view);
    const to = { person: id };
    messages.push(outgoing({ id: `summary/${due.key}/${id}`, to, text, kind: 'summary', createdAt: at }));
  }
  return messages;
}

/** What the period is called, and the one before. */
function namesOf(
  { kind, period, former = period }: DueSummary & { readonly kind: BriefKind },
  at: Instant,
  { say }: DeskParts,
): { readonly label: string; readonly former: string } {
  const today = dayOf(at);
  if (kind === 'daily' || kind === 'weekly') {
    return {
      label: dayInWords(dayOf(period.before - 1), today),
      former: say(kind === 'daily' ? 'summary.formerDaily' : 'summary.formerWeekly'),
    };
  }
  const of = kind === 'monthly' ? 'month' : 'year';
  const name = ({ from }: Period): string => readAs(spanOf(of, dayOf(from)), today).label;
  return { label: name(period), former: name(former) };
}

/** What lies on somebody's desk beside the figures. */
export async function deskOf(
  person: string,
  { orders, period }: FiguresRead,
  at: Instant,
  { store, roster }: DeskParts,
): Promise<OnDesk> {
  return onDesk(person, { open: await store.tickets({ open: true }), orders }, period, roster, at);
}

/** `SEQ:HASH` of the record as it is now. */
export function headOf({ store }: DeskParts): string {
  const head = store.head();
  return `${head.seq}:${shortHash(head)}`;
}

/** Whoever can be reached now: for somebody who binds in a month, a month of briefs does not wait. */
function recipientsOf(
  { to }: DueSummary,
  office: Office,
  { roster, channels }: DeskParts,
): readonly string[] {
  const people = to.flatMap((audience) =>
    audience === 'leader' ? roster.leaders : hubThere(roster, awayIn(office.leaves)),
  );
  return [...new Set(people.map(({ id }) => id))].filter(
    (id) => addressOf(id, roster, office, channels) !== null,
  );
}

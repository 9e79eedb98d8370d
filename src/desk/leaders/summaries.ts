/** Scheduled summaries: each period once, whatever happens in between; a late one says so. */

import { departmentName, type View } from '../../dialogue/view.ts';
import { addWorkdays } from '../../domain/calendar.ts';
import { scopeOf } from '../../domain/leaders.ts';
import {
  type Attention,
  attentionAt,
  type Period,
  type Summary,
  summarise as summaryOf,
} from '../../domain/metrics.ts';
import { attentionTogether, summariesTogether } from '../../domain/metrics-in-parts.ts';
import type { Office } from '../../domain/office.ts';
import { type DueSummary, firstSummaryAfter, madeUpFrom } from '../../domain/schedule.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { dayOf, type Instant, MINUTE, startOfDay } from '../../domain/time.ts';
import { briefInWords } from '../../reports/brief.ts';
import { sheetInWords } from '../../reports/sheet.ts';
import type { Outgoing } from '../../store/port.ts';
import { shortHash } from '../../store/verify.ts';
import { transactionOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { isProgressTold, progressFor } from '../notices/progress.ts';
import { addressOf } from '../people/people.ts';
import { digestsFor } from './digest.ts';

const LATE_AFTER = 10 * MINUTE;

/** The next summary to make: the first one due after the last one made, or since there is anything to sum up. */
export async function nextSummary(parts: DeskParts, aliveSince: Instant): Promise<DueSummary | null> {
  const { store, schedule, calendar, clock } = parts;
  const { summaries } = await store.office();
  const last = lastMade(summaries, clock.now()) ?? (await firstTicketAt(parts, aliveSince));
  // The weekly one reaches back farther than the daily one.
  const since = Math.max(last, madeUpFrom('weekly', aliveSince, calendar));
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
  due: DueSummary & { readonly kind: 'daily' | 'weekly' },
  at: Instant,
  office: Office,
  parts: DeskParts,
): Promise<readonly Outgoing[]> {
  const lateSince = at - due.dueAt > LATE_AFTER ? due.dueAt : null;
  const texts = new Map<string, string>();
  const briefs: Outgoing[] = [];
  for (const id of recipientsOf(due, office, parts)) {
    const within = scopeOf(id, parts.roster);
    const key = within === null ? '' : [...within].sort().join();
    const text = texts.get(key) ?? (await briefText({ ...due, asked: false, lateSince, within }, at, parts));
    texts.set(key, text);
    briefs.push(
      outgoing({ id: `summary/${due.key}/${id}`, to: { person: id }, text, kind: 'summary', createdAt: at }),
    );
  }
  return briefs;
}

/** Whoever can be reached now: for somebody who binds in a month, a month of briefs does not wait. */
function recipientsOf(
  { to }: DueSummary,
  office: Office,
  { roster, channels }: DeskParts,
): readonly string[] {
  const people = to.flatMap((audience) => (audience === 'leader' ? roster.leaders : roster.dispatchers));
  return [...new Set(people.map(({ id }) => id))].filter(
    (id) => addressOf(id, roster, office, channels) !== null,
  );
}

/** The brief of a period, with the head that the record has now. `at` is now: an asked brief ends there. */
export async function briefText(
  brief: {
    readonly kind: 'daily' | 'weekly';
    readonly period: Period;
    readonly asked: boolean;
    readonly lateSince: Instant | null;
    /** Of these departments alone; null: of all. */
    readonly within: ReadonlySet<string> | null;
  },
  at: Instant,
  parts: DeskParts,
): Promise<string> {
  const { kind, period, asked, lateSince, within } = brief;
  const view = viewAt(parts, at);
  const figures = await figuresOf(period, within, at, parts);
  const head = parts.store.head();
  const text = briefInWords(
    { kind, asked, lateSince, ...figures, head: `${head.seq}:${shortHash(head)}` },
    view,
  );
  return [...ofScope(within, view), text].join('\n');
}

/** A year of tickets is more than is wanted in memory at once. */
const TICKETS_AT_ONCE = 500;

/** Above the figures of a part of the county: of which. */
function ofScope(within: ReadonlySet<string> | null, view: View): readonly string[] {
  if (within === null) return [];
  return [
    view.say('summary.scope', { departments: [...within].map((id) => departmentName(id, view)).join('、') }),
  ];
}

async function figuresOf(
  period: Period,
  within: ReadonlySet<string> | null,
  at: Instant,
  { store, calendar }: DeskParts,
): Promise<{ readonly summary: Summary; readonly attention: Attention }> {
  const figures = (tickets: readonly Ticket[]) => ({
    summary: summaryOf(tickets, period, at),
    attention: attentionAt(tickets, Math.min(period.before - 1, at), calendar),
  });
  let sum = figures([]);
  const add = (tickets: readonly Ticket[]): void => {
    const more = figures(tickets);
    sum = {
      summary: summariesTogether([sum.summary, more.summary]),
      attention: attentionTogether([sum.attention, more.attention]),
    };
  };
  let some: Ticket[] = [];
  for await (const ticket of store.each({})) {
    if (within !== null && !within.has(ticket.department ?? '')) continue;
    if (some.push(ticket) < TICKETS_AT_ONCE) continue;
    add(some);
    some = [];
  }
  add(some);
  return sum;
}

/** 口径表 of a period that goes on until now (`at`). */
export async function sheetText(
  period: Period,
  within: ReadonlySet<string> | null,
  at: Instant,
  parts: DeskParts,
): Promise<string> {
  const view = viewAt(parts, at);
  const { summary } = await figuresOf(period, within, at, parts);
  const head = parts.store.head();
  const text = sheetInWords({ summary, head: `${head.seq}:${shortHash(head)}` }, view);
  return [...ofScope(within, view), text].join('\n');
}

/** Scheduled summaries: each period once, whatever happens in between; a late one says so. */
import type { View } from '../dialogue/cards.ts';
import { departmentName, nameOf } from '../dialogue/cards.ts';
import {
  daysOverdue,
  isOverdue,
  type Period,
  rateInWords,
  summarise as summaryOf,
} from '../domain/metrics.ts';
import type { Office } from '../domain/office.ts';
import { type DueSummary, firstSummaryAfter } from '../domain/schedule.ts';
import { DAY, dayInWords, dayOf, type Instant, instantInWords, MINUTE } from '../domain/time.ts';
import { transactionOf } from './commit.ts';
import { type DeskParts, viewAt } from './desk.ts';
import { outgoing } from './outgoing.ts';

const LATE_AFTER = 10 * MINUTE;
const NAMED = 5;

/** Older summaries are not made up for after a long outage: nobody needs twenty of them at once. */
const MADE_UP_FOR = 3 * DAY;

/** The next summary to make: the first one due after the last one made, or since there is anything to sum up. */
export async function nextSummary(parts: DeskParts, aliveSince: Instant): Promise<DueSummary | null> {
  const { summaries } = await parts.store.office();
  const last = lastMade(summaries);
  const since = Math.max(last ?? (await firstTicketAt(parts, aliveSince)), aliveSince - MADE_UP_FOR);
  // One millisecond back, as the weekly one is due at the same instant as the daily one just made.
  return firstSummaryAfter(since - 1, summaries, parts.schedule, parts.calendar);
}

/** When the first ticket was registered; `aliveSince` when there was none before. */
async function firstTicketAt({ store }: DeskParts, aliveSince: Instant): Promise<Instant> {
  const [first] = await store.tickets({ registeredBefore: aliveSince });
  return first ? first.facts.registeredAt : aliveSince;
}

/** Kept per state of the office: at every beat there is no need to go through years of summaries again. */
const lastOf = new WeakMap<Office['summaries'], Instant | null>();

function lastMade(summaries: Office['summaries']): Instant | null {
  const known = lastOf.get(summaries);
  if (known !== undefined) return known;
  const last = Object.values(summaries).reduce<Instant | null>((a, b) => Math.max(a ?? b, b), null);
  lastOf.set(summaries, last);
  return last;
}

/** Makes one summary and puts it into the outbox, in one commit with the fact that it was made. */
export async function summarise(due: DueSummary, at: Instant, parts: DeskParts): Promise<void> {
  const office = await parts.store.office();
  const text = await briefText(due.kind, due.period, at, parts, due.dueAt);
  const people = new Set(
    due.to.flatMap((audience) => (audience === 'leader' ? parts.roster.leaders : parts.roster.dispatchers)),
  );
  const outbox = [...people].map(({ id }) =>
    outgoing({
      id: `summary/${due.key}/${id}`,
      to: { person: id },
      text,
      kind: 'summary',
      createdAt: at,
    }),
  );
  const outcome = {
    office: [{ type: 'summarised', v: 1, at: due.dueAt, period: due.key } as const],
    outbox,
  };
  const cause = { name: `summary:${due.key}`, office };
  const result = await parts.store.commit((takeNumber) =>
    transactionOf(outcome, cause, viewAt(parts, at), parts, takeNumber),
  );
  if (result.ok) parts.onCommit();
}

/** The brief as text: counts, rates with numerator and denominator, up to five overdue tickets, the journal's head. */
export async function briefText(
  kind: 'daily' | 'weekly',
  period: Period,
  at: Instant,
  parts: DeskParts,
  dueAt: Instant = at,
): Promise<string> {
  const view = viewAt(parts, at);
  const { say } = view;
  const tickets = await parts.store.tickets({});
  const { counts, rates } = summaryOf(tickets, period, at);
  const last = dayOf(period.before - 1);
  const head = parts.store.head();
  const overdue = tickets
    .filter((ticket) => !ticket.confidential && isOverdue(ticket, at))
    .sort((a, b) => daysOverdue(b, at) - daysOverdue(a, at));
  return [
    kind === 'daily'
      ? say('summary.daily', { day: dayInWords(last) })
      : say('summary.weekly', {
          from: instantInWords(period.from, at),
          to: instantInWords(period.before, at),
        }),
    ...(at - dueAt > LATE_AFTER ? [say('summary.late', { due: instantInWords(dueAt, at) })] : []),
    say('summary.counts', { ...counts }),
    say('summary.completion', { rate: rateInWords(rates.completion) }),
    say('summary.onTime', { rate: rateInWords(rates.onTime) }),
    say('summary.response', { rate: rateInWords(rates.response) }),
    say('summary.resolution', { rate: rateInWords(rates.resolution) }),
    say('summary.satisfaction', { rate: rateInWords(rates.satisfaction) }),
    ...(overdue.length > 0 ? [say('summary.overdueTitle')] : []),
    ...overdue.slice(0, NAMED).map((ticket) => overdueLine(ticket, at, view)),
    ...(overdue.length > NAMED ? [say('summary.overdueMore', { count: overdue.length - NAMED })] : []),
    say('summary.head', { seq: head.seq, hash: head.hash.slice(0, 8) }),
  ].join('\n');
}

function overdueLine(ticket: Parameters<typeof daysOverdue>[0], at: Instant, view: View): string {
  return view.say('summary.overdueLine', {
    number: ticket.number,
    department: departmentName(ticket.department, view),
    liaison: nameOf(ticket.liaison, view),
    days: daysOverdue(ticket, at),
  });
}

/** Scheduled summaries: each period once, whatever happens in between; a late one says so. */

import { addWorkdays } from '../../domain/calendar.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { type BriefKind, type DueSummary, firstSummaryAfter, madeUpFrom } from '../../domain/schedule.ts';
import { dayOf, type Instant, startOfDay } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { transactionOf } from '../commit.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { isProgressTold, progressFor } from '../notices/progress.ts';
import { digestsFor } from './digest.ts';
import { keep } from './kept.ts';
import { briefsFor } from './scheduled.ts';

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
        : await briefs({ ...due, kind }, at, office, parts);
  const outcome = { ...told, outbox: told.outbox.map((message) => afterSetBack(message, office)) };
  const cause = { name: `summary:${due.key}`, office };
  // On a conflict the office has just changed; the pulse finds the summary still to be made, or made.
  const result = await parts.store.commit((takeNumber) =>
    transactionOf(outcome, cause, viewAt(parts, at), parts, takeNumber),
  );
  if (result.ok) parts.onCommit();
}

/** The briefs, kept before they go out; a picture follows, and holds nothing up. */
async function briefs(
  due: DueSummary & { readonly kind: BriefKind },
  at: Instant,
  office: Office,
  parts: DeskParts,
): Promise<{ readonly office: readonly OfficeEvent[]; readonly outbox: readonly Outgoing[] }> {
  const made = { type: 'summarised', v: 1, at: due.dueAt, period: due.key } as const;
  const { outbox, kept } = await briefsFor(due, at, office, parts);
  const sha256 = kept && (await keep(kept, parts));
  if (sha256 === null) return { office: [made], outbox };
  const picture = parts.drawing !== null && due.picture ? { picture: true as const } : {};
  return { office: [{ ...made, kept: sha256, ...picture }], outbox };
}

/** The same period may have been told once by a clock that was ahead; this is not that message come again. */
function afterSetBack(message: Outgoing, { clockSetBackAt }: Office): Outgoing {
  return clockSetBackAt === undefined ? message : { ...message, id: `${message.id}@${clockSetBackAt}` };
}

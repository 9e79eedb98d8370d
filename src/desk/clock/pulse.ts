/**
 * The pulse: everything that is due, in order, each at its own due time. node-cron only gives the beat; what is
 * due is stored, so a missed beat or a night without power loses nothing.
 */
import { decide } from '../../domain/lifecycle.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import { StoreFault } from '../../store/fault.ts';
import { createArrangementDesk } from '../arrangements/due.ts';
import { contextOf, transactionOf } from '../commit.ts';
import { createDisciplineWatch } from '../confidential/discipline.ts';
import { bringDoubts } from '../confidential/doubts.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { createFileDesk, type FileDesk } from '../files/files.ts';
import { createPictureDesk } from '../leaders/pictures.ts';
import { nextSummary, summarise } from '../leaders/summaries.ts';
import { createLeaveDesk } from '../leave/turns.ts';
import { createOutageWatch } from '../operation/outages.ts';
import { createClockWatch } from './clock-watch.ts';
import { createRecount } from './recount.ts';

const BATCH = 100;
/** No beat goes on for ever; what is left is due again at the next. */
const MOST_ROUNDS = 100_000;
const LEFT_ALONE = 10 * MINUTE;

export interface Pulse {
  /** Runs whatever is due at the clock's now. Calls that overlap are one. */
  beat(): Promise<void>;
  /** The next instant at which something is due; undefined when nothing is to come. */
  next(): Promise<Instant | undefined>;
  /**
   * The machine slept, or its clock was set ahead, and goes on now: what fell due meanwhile was missed, as after a
   * stop.
   */
  resume(): void;
  /** Resolves when no file is being fetched, and no picture drawn. */
  idle(): Promise<void>;
}

/**
 * `startedAt`: what was due before it was missed while the program was down, and happens now; what falls due later
 * happens at its own time, even when the beat comes a little after it (or, in rehearsal, hours after it).
 */
export function createPulse(parts: DeskParts, startedAt: Instant): Pulse {
  let aliveSince = startedAt;
  const files = createFileDesk(parts);
  const discipline = createDisciplineWatch(parts);
  const leave = createLeaveDesk(parts);
  const arranged = createArrangementDesk(parts);
  const recount = createRecount(parts);
  const clockWatch = createClockWatch(parts);
  const outages = createOutageWatch(parts);
  const pictures = createPictureDesk(parts);
  /** Tickets whose wake failed, and when: they are left alone for a while, so that the others get theirs. */
  const failed = new Map<number, Instant>();
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    const now = parts.clock.now();
    if (await clockWatch.look(now)) {
      aliveSince = now;
      failed.clear();
    }
    await outages.look(now);
    // Before anything rings by a deadline that a new calendar has moved.
    await recount.bring(now);
    await bringDoubts(now, parts);
    const stranded = (await discipline.look(now)).map((number) => ({ number, at: now }));
    await wakeAll(worthTrying(stranded, now), now);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const tickets = await dueTickets(now);
      const [first] = tickets;
      const summary = await nextSummary(parts, aliveSince);
      const summaryDue = summary !== null && summary.dueAt <= now;
      const change = await leave.next();
      const arrangement = await arranged.next(now);
      // Work changes hands before anything that is due at the same hour rings the wrong person.
      const others = [first?.at, summaryDue ? summary.dueAt : undefined].filter((at) => at !== undefined);
      if (change !== null && change.dueAt <= now && others.every((at) => change.dueAt <= at)) {
        await leave.bring(change, Math.max(change.dueAt, Math.min(aliveSince, now)));
      } else if (
        arrangement !== null &&
        arrangement.dueAt <= now &&
        others.every((at) => arrangement.dueAt <= at)
      ) {
        await arranged.bring(arrangement, Math.max(arrangement.dueAt, Math.min(aliveSince, now)));
      } else if (summaryDue && (!first || summary.dueAt < first.at)) {
        await summarise(summary, Math.max(summary.dueAt, Math.min(aliveSince, now)), parts);
      } else if (first) {
        await wakeAll(
          tickets.filter(
            ({ at }) =>
              (!summaryDue || at <= summary.dueAt) &&
              (change === null || at < change.dueAt) &&
              (arrangement === null || at < arrangement.dueAt),
          ),
          now,
        );
      } else {
        break;
      }
    }
    await pictures.look();
  }

  async function dueTickets(now: Instant) {
    const due = await parts.store.due(now, BATCH + failed.size);
    return worthTrying(due, now);
  }

  function worthTrying<T extends { readonly number: number }>(due: readonly T[], now: Instant): readonly T[] {
    return due.filter(({ number }) => (failed.get(number) ?? -Infinity) + LEFT_ALONE <= now);
  }

  async function wakeAll(tickets: readonly { number: number; at: Instant }[], now: Instant): Promise<void> {
    for (const { number, at } of tickets) {
      try {
        await wake(number, Math.max(at, Math.min(aliveSince, now)), parts, files);
        failed.delete(number);
      } catch (error) {
        if (error instanceof StoreFault) throw error;
        parts.log.error({ err: error, ticket: number }, 'a ticket could not be woken');
        failed.set(number, now);
      }
    }
  }

  return {
    beat() {
      running ??= run().finally(() => {
        running = null;
      });
      return running;
    },
    async next() {
      const wakes = [
        await parts.store.nextWake(),
        (await nextSummary(parts, aliveSince))?.dueAt,
        (await leave.next())?.dueAt,
        (await arranged.next(parts.clock.now()))?.dueAt,
      ];
      const known = wakes.filter((one) => one !== undefined);
      return known.length > 0 ? Math.min(...known) : undefined;
    },
    resume() {
      aliveSince = parts.clock.now();
    },
    async idle() {
      await files.idle();
      await pictures.idle();
    },
  };
}

/** One ticket at one instant: what the clock alone brings, and the files it still waits for. */
async function wake(number: number, at: Instant, parts: DeskParts, files: FileDesk): Promise<void> {
  const ticket = await parts.store.ticket(number);
  if (!ticket) return;
  const office = await parts.store.office();
  const context = contextOf(parts, ticket.flow, office, 'system', at);
  const decision = decide(ticket, { type: 'wake' }, context);
  if (decision.ok && decision.events.length > 0) {
    const cause = { name: `wake:ticket/${number}@${ticket.version}`, office };
    const outcome = { changes: [{ ticket, events: decision.events }] };
    // On a conflict somebody else has just changed the ticket; the next look sees what is due then.
    const result = await parts.store.commit((takeNumber) =>
      transactionOf(outcome, cause, viewAt(parts, at), parts, takeNumber),
    );
    if (result.ok) parts.onCommit();
  }
  await files.take(number, at);
}

/**
 * The pulse: everything that is due, in order, each at its own due time. node-cron only gives the beat; what is
 * due is stored, so a missed beat or a night without power loses nothing.
 */
import { decide } from '../domain/lifecycle.ts';
import type { Instant } from '../domain/time.ts';
import { contextOf, transactionOf } from './commit.ts';
import { type DeskParts, viewAt } from './desk.ts';
import { fetchFilesOf } from './files.ts';
import { nextSummary, summarise } from './summaries.ts';

const BATCH = 100;

export interface Pulse {
  /** Runs whatever is due at the clock's now. Calls that overlap are one. */
  beat(): Promise<void>;
  /** The next instant at which something is due; undefined when nothing is to come. */
  next(): Promise<Instant | undefined>;
}

/**
 * `aliveSince`: what was due before it was missed while the program was down, and happens now; what falls due later
 * happens at its own time, even when the beat comes a little after it (or, in rehearsal, hours after it).
 */
export function createPulse(parts: DeskParts, aliveSince: Instant): Pulse {
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    const now = parts.clock.now();
    for (;;) {
      const [ticket] = await parts.store.due(now, 1);
      const summary = await nextSummary(parts, aliveSince);
      const ticketFirst = ticket !== undefined && (summary === null || ticket.at <= summary.dueAt);
      if (ticketFirst) {
        await wakeAll(now);
      } else if (summary !== null && summary.dueAt <= now) {
        await summarise(summary, Math.max(summary.dueAt, Math.min(aliveSince, now)), parts);
      } else {
        return;
      }
    }
  }

  async function wakeAll(now: Instant): Promise<void> {
    for (const due of await parts.store.due(now, BATCH)) {
      await wake(due.number, Math.max(due.at, Math.min(aliveSince, now)), parts);
      const summary = await nextSummary(parts, aliveSince);
      if (summary !== null && summary.dueAt < due.at) return;
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
      const wakes = [await parts.store.nextWake(), (await nextSummary(parts, aliveSince))?.dueAt];
      const known = wakes.filter((one) => one !== undefined);
      return known.length > 0 ? Math.min(...known) : undefined;
    },
  };
}

/** One ticket at one instant: what the clock alone brings, and the files it still waits for. */
async function wake(number: number, at: Instant, parts: DeskParts): Promise<void> {
  const ticket = await parts.store.ticket(number);
  if (!ticket) return;
  const office = await parts.store.office();
  const context = contextOf(parts, ticket.flow, office, 'system', at);
  const decision = decide(ticket, { type: 'wake' }, context);
  if (decision.ok && decision.events.length > 0) {
    const cause = { name: `wake:ticket/${number}@${ticket.version}`, office };
    const outcome = { changes: [{ ticket, events: decision.events }] };
    // On a conflict somebody else has just changed the ticket; the next beat looks again.
    const result = await parts.store.commit((takeNumber) =>
      transactionOf(outcome, cause, viewAt(parts, at), parts, takeNumber),
    );
    if (result.ok) parts.onCommit();
  }
  await fetchFilesOf(number, at, parts);
}

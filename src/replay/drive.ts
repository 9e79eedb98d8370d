/**
 * Runs the program through a ledger in virtual time: from one wake to the next, whether the ledger has something to
 * say or the clock, up to the last date of the ledger. What is open then stays open.
 */
import type { Incoming } from '../channels/port.ts';
import type { VirtualClock } from '../clock.ts';
import { summarise } from '../domain/metrics.ts';
import { addDays, type Day, dayOf, type Instant, startOfDay } from '../domain/time.ts';
import type { Program } from '../program.ts';
import type { Store } from '../store/port.ts';

/** How the tickets stood when a month ended; the last one ends with the ledger. */
export interface MonthEnd {
  /** `2026-09` */
  readonly month: string;
  /** Registered in the month. */
  readonly received: number;
  /** Not yet closed, whatever the department says. */
  readonly open: number;
  /** Past the deadline and without a result. */
  readonly overdue: number;
}

export interface Drive {
  readonly program: Program;
  readonly store: Store;
  /** The program's own clock, standing at the first message or before it. */
  readonly clock: VirtualClock;
  /** In order of `at`; at least one. */
  readonly messages: readonly Incoming[];
  /** Told after every step how many messages are worked, and the virtual time. */
  readonly onStep: (worked: number, now: Instant) => void;
  /** Throws when the drive should not go on. */
  readonly check: () => void;
}

/** A wake that comes back more often than this at one instant would never end. */
const MOST_BEATS = 1_000;

/** Drives to the last message and gives the ends of the months on the way. */
export async function drive({ program, store, clock, messages, onStep, check }: Drive): Promise<MonthEnd[]> {
  const end = messages.at(-1)?.at ?? clock.now();
  const months: MonthEnd[] = [];
  let month = monthOf(messages[0]?.at ?? end);
  let worked = 0;
  let beats = 0;
  for (;;) {
    check();
    const said = messages[worked]?.at ?? Number.POSITIVE_INFINITY;
    const now = Math.min(said, (await program.pulse.next()) ?? Number.POSITIVE_INFINITY);
    // What happens at midnight sharp belongs to the new month.
    for (; month.before <= Math.min(now, end); month = monthOf(month.before)) {
      months.push(await monthEnd(month, month.before, store));
    }
    if (now > end) break;
    beats = now > clock.now() ? 1 : beats + 1;
    if (beats > MOST_BEATS) throw new Error(`the replay stands still at ${new Date(now).toISOString()}`);
    clock.advanceTo(now);
    await program.pulse.beat();
    // A reminder that falls due at the very instant of the answer has gone out.
    await program.delivery.run();
    const batch: Incoming[] = [];
    for (; messages[worked]?.at === now; worked++) batch.push(...messages.slice(worked, worked + 1));
    if (batch.length > 0) {
      await program.receive(batch);
      await program.work();
      await program.pulse.beat();
      await program.delivery.run();
    }
    onStep(worked, now);
  }
  months.push(await monthEnd(month, end + 1, store));
  return months;
}

interface Month {
  readonly name: string;
  readonly from: Instant;
  readonly before: Instant;
}

function monthOf(at: Instant): Month {
  const first: Day = `${dayOf(at).slice(0, 7)}-01`;
  const next: Day = `${addDays(first, 31).slice(0, 7)}-01`;
  return { name: first.slice(0, 7), from: startOfDay(first), before: startOfDay(next) };
}

async function monthEnd({ name, from }: Month, before: Instant, store: Store): Promise<MonthEnd> {
  const { counts } = summarise(await store.tickets({}), { from, before }, before);
  return { month: name, received: counts.registered, open: counts.open, overdue: counts.overdue };
}

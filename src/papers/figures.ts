/** What a brief on paper is made of: the figures of the brief in the chat, and the same of each department. */
import type { Calendar } from '../domain/calendar.ts';
import { type FiguresSource, sourceOf } from '../domain/figures-source.ts';
import {
  type Attention,
  gatherReport,
  type Period,
  type ReportParts,
  type Summary,
} from '../domain/metrics.ts';
import { countedFrom } from '../domain/metrics-in-parts.ts';
import type { Outline } from '../domain/outline.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Instant } from '../domain/time.ts';

/** Matters that an enterprise says were done well, at most so many. */
const PRAISED = 3;

export interface BriefFigures {
  readonly summary: Summary;
  /** At the end of the period. */
  readonly attention: Attention;
  /** By the department in charge now; those that had nothing are not in it. */
  readonly departments: ReadonlyMap<string, Summary>;
  /** 新收 by kind (`complaint`, `urgent`, …). */
  readonly kinds: ReadonlyMap<string, number>;
  /** Words that several may have spoken of alike (`themesOf`). */
  readonly words: ReportParts['words'];
  /** Closed in the period as 满意 and solved, the quickest first. */
  readonly praised: readonly Ticket[];
}

/** Of all tickets on record, reports among them: those are counted nowhere. `at` is now. */
export async function briefFigures(
  tickets: readonly Ticket[] | FiguresSource,
  period: Period,
  at: Instant,
  calendar: Calendar,
): Promise<BriefFigures> {
  const source = 'since' in tickets ? tickets : sourceOf(tickets);
  const kinds = new Map<string, number>();
  const praised: Outline[] = [];
  const gathered = gatherReport(period, period);
  const look = (one: Outline): void => {
    gathered.look(one);
    const { registeredAt, flow, takenOver } = one;
    // What was taken over from a ledger is 结转, and no 新收.
    if (!takenOver && registeredAt >= period.from && registeredAt < period.before)
      kinds.set(flow, (kinds.get(flow) ?? 0) + 1);
    if (isPraised(one, period)) praised.push(one);
  };
  const { now, attention } = await countedFrom(source, { period, former: null }, at, calendar, look);
  const quickest = praised.sort((a, b) => tookOf(a) - tookOf(b) || a.number - b.number).slice(0, PRAISED);
  const read = await Promise.all(quickest.map(({ number }) => source.ticket(number)));
  return {
    summary: now.whole,
    attention,
    departments: now.departments,
    kinds,
    words: gathered.report().words,
    praised: read.flatMap((ticket) => ticket ?? []),
  };
}

/** Its last word, which ended it. */
function isPraised({ state, unrated, words }: Outline, { from, before }: Period): boolean {
  const last = words.at(-1);
  const inPeriod = last !== undefined && last.at >= from && last.at < before;
  return (
    inPeriod && state === 'closed' && !unrated && last.rating === 'satisfied' && last.answer === 'solved'
  );
}

/** From its registration to its last result. */
function tookOf({ registeredAt, resolvedAt = Number.POSITIVE_INFINITY }: Outline): number {
  return resolvedAt - registeredAt;
}

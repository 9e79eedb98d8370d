/** Figures of more tickets than are wanted in memory at once, part by part. */
import type { Calendar } from './calendar.ts';
import type { FiguresSource } from './figures-source.ts';
import {
  type Attention,
  attentionAt,
  type Breakdown,
  mayNeedAttention,
  type Period,
  type Summary,
  Tally,
} from './metrics.ts';
import type { Outline } from './outline.ts';
import type { Ticket } from './ticket.ts';
import type { Instant } from './time.ts';

/** Sums taken in at a stretch: a millisecond or two, in which nobody is answered. */
const AT_ONCE = 500;

export interface Counted {
  readonly now: Breakdown;
  /** Of the former period. */
  readonly before: Summary;
  /** At the end of the period, or now while it goes on. */
  readonly attention: Attention;
}

/** `former`: the period that it is held against; null: none, and `before` is empty. `at`: now. `look` sees every outline. */
export async function countedFrom(
  source: FiguresSource,
  { period, former }: { readonly period: Period; readonly former: Period | null },
  at: Instant,
  calendar: Calendar,
  look: (one: Outline) => void = () => {},
): Promise<Counted> {
  const end = Math.min(period.before - 1, at);
  const { soonBy } = attentionAt([], end, calendar);
  const held = former ?? { from: 0, before: 0 };
  const [now, before] = [new Tally(period, at), new Tally(held, at)];
  const pressing: number[] = [];
  const since = Math.min(period.from, former?.from ?? period.from, at + 1);
  const { settled, outlines } = await source.since(since);
  for (const [place, { one, times }] of settled.entries()) {
    now.take(one, times);
    if (former !== null) before.take(one, times);
    if (place % AT_ONCE === 0) await source.pause();
  }
  for await (const part of outlines) {
    for (const one of part) {
      look(one);
      now.take(one);
      if (former !== null) before.take(one);
      if (mayNeedAttention(one, end, soonBy)) pressing.push(one.number);
    }
  }
  await source.pause();
  const named: Ticket[] = [];
  for (const number of pressing) {
    const ticket = await source.ticket(number);
    if (ticket) named.push(ticket);
  }
  const attention = attentionAt(named, end, calendar);
  await source.pause();
  const counted = { now: now.breakdown(), before: before.summary(), attention };
  // What is made of it, such as a page, takes a while as well.
  await source.pause();
  return counted;
}

/** Where figures are read from: the store, or tickets that somebody has at hand. */
import { type Outline, outlined } from './outline.ts';
import type { Ticket } from './ticket.ts';
import type { Instant } from './time.ts';

export interface FiguresSource {
  /** All that the figures are of. */
  since(instant: Instant): Promise<OutlinesRead>;
  ticket(number: number): Promise<Ticket | undefined>;
  /** Others have their turn. */
  pause(): Promise<void>;
}

export interface OutlinesRead {
  /** Some hundreds at a time, in no order, others having their turn in between; without some of those that settled before. */
  readonly outlines: AsyncIterable<readonly Outline[]> | Iterable<readonly Outline[]>;
  /** Those left out: so many that add the same, and one of them. */
  readonly settled: readonly { readonly one: Outline; readonly times: number }[];
}

export function sourceOf(tickets: readonly Ticket[]): FiguresSource {
  const outlines = [tickets.flatMap((ticket) => outlined(ticket) ?? []).filter(({ apart }) => !apart)];
  return {
    since: async () => ({ outlines, settled: [] }),
    ticket: async (number) => tickets.find((ticket) => ticket.number === number),
    pause: async () => {},
  };
}

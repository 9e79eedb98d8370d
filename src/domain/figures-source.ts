/** Where figures are read from: the store, or tickets that somebody has at hand. */
import { type Outline, outlined } from './outline.ts';
import type { Ticket } from './ticket.ts';

export interface FiguresSource {
  /** Of all that the figures are of, some hundreds at a time, in no order; others have their turn in between. */
  outlines(): AsyncIterable<readonly Outline[]> | Iterable<readonly Outline[]>;
  ticket(number: number): Promise<Ticket | undefined>;
}

export function sourceOf(tickets: readonly Ticket[]): FiguresSource {
  return {
    outlines: () => [tickets.flatMap((ticket) => outlined(ticket) ?? [])],
    ticket: async (number) => tickets.find((ticket) => ticket.number === number),
  };
}

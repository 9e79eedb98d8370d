/** The county's own words by which a ticket was read, as its reasons name them. */
import type { Ticket } from '../ticket.ts';

const TERM = /^提到“([^”]+)”/u;

export function termsIn({ reasons }: Pick<Ticket, 'reasons'>): readonly string[] {
  return reasons.flatMap((reason) => TERM.exec(reason)?.[1] ?? []);
}

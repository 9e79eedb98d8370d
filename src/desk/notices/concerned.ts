/** Whom a danger concerns: who hears of it beside whoever leads, and whether a further one is news to them. */
import type { Ticket } from '../../domain/ticket.ts';
import type { Danger } from '../../routing/danger.ts';
import type { Routing } from '../../routing/router.ts';

/** From this chance on a department is one that a danger may concern. */
const CONCERNED = 0.12;
/** From this chance on a further danger is the business of one more: a little over, as it makes a ticket of its own. */
const NEWS = 0.15;

/** Departments that hear of it at once, the likeliest first. */
export function concernedBy({ candidates }: Pick<Ticket, 'candidates'>, danger: Danger): readonly string[] {
  const likely = candidates.filter(({ p }) => p >= CONCERNED).map((one) => one.department);
  return [...new Set([...likely, ...danger.always])];
}

/**
 * Whether a danger told while an emergency is open is more than that one: it concerns somebody who has not heard of it, or
 * other numbers are to be rung. Who is rung in every danger knows of an outage, and not yet of the fire beside it.
 */
export function isFurtherDanger(
  text: string,
  { departments }: Routing,
  ticket: Ticket,
  danger: Danger,
): boolean {
  const [lead] = departments;
  const told = new Set([ticket.department, ...concernedBy(ticket, danger)]);
  const isNews = departments.some(({ id, p }) => !told.has(id) && (p >= NEWS || id === lead?.id));
  if (isNews || (lead && lead.id !== ticket.department && danger.always.includes(lead.id))) return true;
  const numbers = (words: string, department: string | null): readonly string[] =>
    danger.callsFor(words, department).flatMap(({ call, why }) => (why === '' ? [] : [call]));
  const known = numbers(ticket.text, ticket.department);
  return numbers(text, lead?.id ?? null).some((call) => !known.includes(call));
}

/** Whom a danger concerns: who hears of it beside whoever leads, and whether a further one is news to them. */
import type { Ticket } from '../../domain/ticket.ts';
import type { Danger } from '../../routing/danger.ts';
import type { Candidate, Routing } from '../../routing/router.ts';
import { type Case, readingOf } from '../case.ts';
import type { DeskParts } from '../desk.ts';

/** From this chance on a department is one that a danger may concern. */
const CONCERNED = 0.12;
/** From this chance on a further danger is the business of one more: a little over, as it makes a ticket of its own. */
const NEWS = 0.15;

/** Departments that hear of it at once, the likeliest first. */
export function concernedBy({ candidates }: Pick<Ticket, 'candidates'>, danger: Danger): readonly string[] {
  const likely = candidates.filter(({ p }) => p >= CONCERNED).map((one) => one.department);
  return [...new Set([...likely, ...danger.always])];
}

/** Whether words tell of a danger that is none of the ticket's: it is no emergency, or another one. */
export function isNewDanger(
  on: Case,
  ticket: Ticket,
  text: string,
  parts: Pick<DeskParts, 'router'>,
): boolean {
  const { urgent } = readingOf(on, text, parts);
  if (!urgent || !ticket.urgent) return urgent;
  // 位置：成品库东墙外 sounds like a danger only beside the one that is open, and takes on its departments.
  const alone = parts.router.route(text);
  return alone.urgent && isFurther(text, alone, ticket, on.view.danger);
}

/**
 * Whether a danger told while an emergency is open is more than that one: the county's terms name somebody who has not heard
 * of it, or other numbers are to be rung. What only sounds like it – 闸拉了，院里六个人 – is more of the same, and stays with
 * those who are on their way.
 */
function isFurther(
  text: string,
  { departments, named = [] }: Routing,
  ticket: Ticket,
  danger: Danger,
): boolean {
  const [lead] = departments;
  const told = new Set([ticket.department, ...concernedBy(ticket, danger)]);
  const isNews = ({ id, p }: Candidate): boolean =>
    named.includes(id) && !told.has(id) && (p >= NEWS || id === lead?.id);
  if (departments.some(isNews)) return true;
  const numbers = (words: string, department: string | null): readonly string[] =>
    danger.callsFor(words, department).flatMap(({ call, why }) => (why === '' ? [] : [call]));
  const known = numbers(ticket.text, ticket.department);
  return numbers(text, lead?.id ?? null).some((call) => !known.includes(call));
}

/**
 * What a query finds, read in stretches so that the chat is answered meanwhile: tickets in memory and on disk, and their
 * outlines, which are drawn from those in memory and kept beside the places of those on disk.
 */
import { type Outline, outlineOf } from '../domain/outline.ts';
import { ordinaryAfter } from '../domain/report-number.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Instant } from '../domain/time.ts';
import type { OutlineQuery, OutlinesSince, TicketQuery } from './port.ts';
import { Slices } from './slices.ts';
import { answersTo, type State, ticketIn } from './state.ts';
import { matches } from './ticket-index.ts';

const AT_ONCE = 500;
/** Tickets between two looks at the time: a fraction of a millisecond, where they need not be read. */
const LOOKED_AT = 50;

/** Around whatever may have to be read from disk: what fails there is the store's fault. */
export type Reading = <Read>(read: () => Read) => Read;

export async function ticketsFor(
  state: State,
  query: TicketQuery,
  reading: Reading,
): Promise<readonly Ticket[]> {
  const found: Ticket[] = [];
  const slices = new Slices();
  for (const one of answersTo(state, query)) {
    const ticket = foundAs(state, one, reading);
    if (ticket) found.push(ticket);
    // Only what is read from disk takes time.
    if (typeof one === 'number' && slices.isOver) await slices.yield();
  }
  return found;
}

export async function* ticketsOneByOne(
  state: State,
  query: TicketQuery,
  reading: Reading,
): AsyncGenerator<Ticket> {
  const slices = new Slices();
  for (const one of answersTo(state, query)) {
    const ticket = foundAs(state, one, reading);
    if (ticket) yield ticket;
    if (slices.isOver) await slices.yield();
  }
}

/** What was on disk when it was found is perhaps back in memory by now, or in another shard. */
function foundAs(state: State, one: Ticket | number, reading: Reading): Ticket | undefined {
  return typeof one === 'number' ? reading(() => ticketIn(state, one)) : one;
}

/** Where outlines that answer a query are found, at this moment: tickets in memory, outlines, numbers of what is to be read. `since`: as `OutlinesSince` has them. */
function outlinesAmong(
  { tickets, filed, index, nextNumber }: State,
  query: OutlineQuery,
  since?: Instant,
): readonly (Ticket | Outline | number)[] {
  const { numbers = numbersFrom(query.numberFrom, nextNumber) ?? index.candidates(query) } = query;
  if (!numbers) return [...tickets.values(), ...filed.outlines(since)];
  const all = numbers.map((number) => tickets.get(number) ?? filed.knownOutline(number) ?? number);
  return since === undefined ? all : all.filter((one) => !isSettled(one, since));
}

/** Those given since, in order. */
function numbersFrom(first: number | undefined, next: number): readonly number[] | undefined {
  if (first === undefined) return undefined;
  const given: number[] = [];
  for (let number = first; number < next; number = ordinaryAfter(number)) given.push(number);
  return given;
}

function isSettled(one: Ticket | Outline | number, since: Instant): boolean {
  return typeof one !== 'number' && 'settledAt' in one && (one.settledAt ?? since) < since;
}

/** The outline of one of those if it answers the query; of a report there is none. Throws `StoreFault` when it cannot be read. */
function outlineFor(
  state: State,
  found: Ticket | Outline | number,
  query: OutlineQuery,
): Outline | undefined {
  const { tickets, filed, index } = state;
  if (typeof found !== 'number' && 'entries' in found) {
    const isAsked =
      !found.confidential && matches(found, found.facts.registeredAt, index.isOpen(found.number), query);
    return isAsked ? outlineOf(found) : undefined;
  }
  const outline = typeof found === 'number' ? filed.outline(found) : found;
  if (!outline) {
    // It was taken back into memory meanwhile.
    const ticket = typeof found === 'number' ? tickets.get(found) : undefined;
    return ticket && outlineFor(state, ticket, query);
  }
  return matches(outline, outline.registeredAt, false, query) ? outline : undefined;
}

/** Some hundreds at a time. */
export function outlinesIn(
  state: State,
  query: OutlineQuery,
  reading: Reading,
): AsyncGenerator<readonly Outline[]> {
  return inParts(state, outlinesAmong(state, query), query, reading);
}

/** As the port has it. */
export async function outlinesSince(
  state: State,
  since: Instant,
  query: OutlineQuery,
  reading: Reading,
): Promise<OutlinesSince> {
  await state.filed.prepare(since).catch((error: unknown) =>
    reading((): never => {
      throw error;
    }),
  );
  const found = outlinesAmong(state, query, since);
  return { settled: state.filed.settledBefore(since), outlines: inParts(state, found, query, reading) };
}

async function* inParts(
  state: State,
  all: ReturnType<typeof outlinesAmong>,
  query: OutlineQuery,
  reading: Reading,
): AsyncGenerator<readonly Outline[]> {
  const slices = new Slices();
  let part: Outline[] = [];
  for (const [place, found] of all.entries()) {
    const outline = reading(() => outlineFor(state, found, query));
    if (outline) part.push(outline);
    if (part.length >= AT_ONCE) {
      yield part;
      part = [];
    }
    if (place % LOOKED_AT === 0) await slices.pause();
  }
  if (part.length > 0) yield part;
}

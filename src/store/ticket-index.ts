/** Finds tickets without looking at all of them: by who they concern, and by when they next need attention. */
import TinyQueue from 'tinyqueue';
import { wakeAt } from '../domain/reminders.ts';
import { isOver, type Ticket } from '../domain/ticket.ts';
import type { Instant } from '../domain/time.ts';
import type { Listed } from './filed.ts';
import { Ordered } from './ordered.ts';
import type { TicketQuery } from './port.ts';

interface Wake {
  readonly at: Instant;
  readonly number: number;
}

type Concerned = Pick<Listed, 'enterprise' | 'department' | 'liaison' | 'member'>;
type Sought = Omit<Listed, 'number' | 'registeredAt'>;

const NONE = new Ordered();

/** Stale heap entries tolerated before it is made anew. */
const SLACK = 10_000;

export class TicketIndex {
  readonly #open = new Ordered();
  /** Of the open ones. */
  readonly #byState = new Map<string, Ordered>();
  /** Reports about officials: few, and always in memory. */
  readonly #reports = new Ordered();
  readonly #byEnterprise = new Map<string, Ordered>();
  /** Of these, those that are over: what has ended lately is looked for with each message of a firm. */
  readonly #overByEnterprise = new Map<string, Ordered>();
  readonly #byDepartment = new Map<string, Ordered>();
  readonly #byLiaison = new Map<string, Ordered>();
  readonly #byMember = new Map<string, Ordered>();
  readonly #wakes = new Map<number, Instant>();
  /** May hold entries that no longer count; `#wakes` says which do. */
  #heap = newHeap([]);

  /** Follows one change of a ticket. */
  put(before: Ticket | undefined, after: Ticket): void {
    const { number } = after;
    if (after.confidential) this.#reports.add(number);
    if (isOver(after)) this.#open.delete(number);
    else this.#open.add(number);
    move(this.#byState, number, before && openState(before), openState(after));
    this.#move(before, after);
    move(this.#overByEnterprise, number, before && endedOf(before), endedOf(after));
    this.#setWake(number, wakeAt(after));
  }

  /** Takes in one that is over and wants no attention any more. */
  putFiled(listed: Listed): void {
    this.#move(undefined, listed);
    move(this.#overByEnterprise, listed.number, undefined, listed.enterprise);
  }

  isOpen(number: number): boolean {
    return this.#open.has(number);
  }

  /** Numbers among which the answer to a query lies, ascending; undefined: among all. */
  candidates(query: TicketQuery): readonly number[] | undefined {
    const [smallest, ...others] = this.#setsFor(query);
    return smallest?.values().filter((number) => others.every((set) => set.has(number)));
  }

  /** The same, the highest first and one at a time. Undefined where reports are among them: their numbers have no order. */
  highestFirst(query: TicketQuery): Iterable<number> | undefined {
    const [smallest, ...others] = this.#setsFor(query);
    return smallest && !smallest.hasReports ? descending(smallest, others) : undefined;
  }

  /** The smallest first; the answer lies in each of them. */
  #setsFor(query: TicketQuery): readonly Ordered[] {
    const sets: Ordered[] = [];
    const isOpen = query.states?.every((state) => !isOver({ state }));
    const isEnded = query.open === false || query.states?.every((state) => isOver({ state }));
    const byEnterprise = isEnded ? this.#overByEnterprise : this.#byEnterprise;
    if (isOpen && query.states?.length === 1) sets.push(this.#byState.get(query.states[0] ?? '') ?? NONE);
    else if (isOpen || query.open === true) sets.push(this.#open);
    if (query.confidential) sets.push(this.#reports);
    if (query.enterprise !== undefined) sets.push(byEnterprise.get(query.enterprise) ?? NONE);
    if (query.department !== undefined) sets.push(this.#byDepartment.get(query.department) ?? NONE);
    if (query.member !== undefined) sets.push(this.#byMember.get(query.member) ?? NONE);
    if (query.liaison !== undefined) sets.push(this.#byLiaison.get(query.liaison) ?? NONE);
    return sets.sort((a, b) => a.size - b.size);
  }

  /** Tickets whose wake is not after `now`, earliest first. */
  due(now: Instant, limit: number): readonly Wake[] {
    const found: Wake[] = [];
    const numbers = new Set<number>();
    while (found.length < limit) {
      const wake = this.#earliest();
      if (!wake || wake.at > now) break;
      this.#heap.pop();
      // A wake set back to an earlier value is in the heap twice.
      if (numbers.has(wake.number)) continue;
      numbers.add(wake.number);
      found.push(wake);
    }
    for (const wake of found) this.#heap.push(wake);
    return found;
  }

  nextWake(): Instant | undefined {
    return this.#earliest()?.at;
  }

  #move(before: Concerned | undefined, after: Concerned & { readonly number: number }): void {
    const { number } = after;
    move(this.#byEnterprise, number, before?.enterprise, after.enterprise);
    move(this.#byDepartment, number, before?.department, after.department);
    move(this.#byLiaison, number, before?.liaison, after.liaison);
    move(this.#byMember, number, before?.member, after.member);
  }

  #earliest(): Wake | undefined {
    for (;;) {
      const wake = this.#heap.peek();
      if (!wake || this.#wakes.get(wake.number) === wake.at) return wake;
      this.#heap.pop();
    }
  }

  #setWake(number: number, at: Instant | null): void {
    if (at === null) {
      this.#wakes.delete(number);
      return;
    }
    if (this.#wakes.get(number) === at) return;
    this.#wakes.set(number, at);
    this.#heap.push({ number, at });
    if (this.#heap.length > 2 * this.#wakes.size + SLACK) {
      this.#heap = newHeap([...this.#wakes].map(([one, time]) => ({ number: one, at: time })));
    }
  }
}

/** Whether a ticket answers a query (`newest` and `oldest` aside, and `confidential`, which `candidates` looks at). */
export function matches(ticket: Sought, registeredAt: Instant, isOpen: boolean, query: TicketQuery): boolean {
  return (
    (query.open === undefined || query.open === isOpen) &&
    (query.states === undefined || query.states.includes(ticket.state)) &&
    (query.enterprise === undefined || query.enterprise === ticket.enterprise) &&
    (query.member === undefined || query.member === ticket.member) &&
    (query.department === undefined || query.department === ticket.department) &&
    (query.liaison === undefined || query.liaison === ticket.liaison) &&
    (query.registeredFrom === undefined || registeredAt >= query.registeredFrom) &&
    (query.registeredBefore === undefined || registeredAt < query.registeredBefore)
  );
}

/** Whose it is, if it is over. */
function endedOf(ticket: Ticket): string | null {
  return isOver(ticket) ? ticket.enterprise : null;
}

/** Null when it is over. */
function openState(ticket: Ticket): string | null {
  return isOver(ticket) ? null : ticket.state;
}

function newHeap(wakes: Wake[]): TinyQueue<Wake> {
  return new TinyQueue(wakes, (a, b) => a.at - b.at || a.number - b.number);
}

function move(
  index: Map<string, Ordered>,
  number: number,
  before: string | null | undefined,
  after: string | null,
): void {
  if (before === after) return;
  if (before) index.get(before)?.delete(number);
  if (after === null) return;
  const set = index.get(after);
  if (set) {
    set.add(number);
    return;
  }
  const first = new Ordered();
  first.add(number);
  index.set(after, first);
}

function* descending(smallest: Ordered, others: readonly Ordered[]): Generator<number> {
  const numbers = smallest.values();
  for (let place = numbers.length - 1; place >= 0; place--) {
    const number = numbers[place] ?? 0;
    if (others.every((set) => set.has(number))) yield number;
  }
}

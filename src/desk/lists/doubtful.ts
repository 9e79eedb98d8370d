/** 疑似同一件: open tickets of one enterprise that may be one matter, for the hub to merge or to leave. */
import { isOver, type Ticket } from '../../domain/ticket.ts';
import { DAY } from '../../domain/time.ts';
import { likeness, matterOf } from '../intake/alike.ts';

const WITHIN = 7 * DAY;
/** Of each enterprise the newest so many are looked at. */
const LOOKED_THROUGH = 20;
/** Less than two texts that say the same: the hub reads both. */
const MAY_BE_SAME = 0.5;

export interface Doubtful {
  /** The younger one, which would go into the other. */
  readonly ticket: Ticket;
  readonly into: Ticket;
}

/** The newest first. No report is among them, nor what was parted from the other by hand. */
export function doubtfulAmong(tickets: readonly Ticket[]): readonly Doubtful[] {
  const byEnterprise = new Map<string, Ticket[]>();
  for (const ticket of tickets) {
    if (ticket.confidential || ticket.enterprise === null || isOver(ticket)) continue;
    byEnterprise.set(ticket.enterprise, [...(byEnterprise.get(ticket.enterprise) ?? []), ticket]);
  }
  return [...byEnterprise.values()].flatMap(pairsOf).sort((a, b) => b.ticket.number - a.ticket.number);
}

/** Each with the oldest that it may be the same as. */
function pairsOf(all: readonly Ticket[]): readonly Doubtful[] {
  const newest = all.toSorted((a, b) => a.number - b.number).slice(-LOOKED_THROUGH);
  return newest.flatMap((ticket, place) => {
    const into = newest.slice(0, place).find((older) => mayBeOne(ticket, older));
    return into ? [{ ticket, into }] : [];
  });
}

function mayBeOne(ticket: Ticket, older: Ticket): boolean {
  if (older.state === 'resolved' || ticket.splitFrom === older.number) return false;
  if (ticket.facts.registeredAt - older.facts.registeredAt > WITHIN) return false;
  const known = ticket.department !== null && older.department !== null;
  if (known && ticket.department !== older.department) return false;
  const matter = matterOf(ticket.reasons);
  const isSameMatter = matter !== undefined && matter === matterOf(older.reasons);
  return isSameMatter || likeness(ticket.text, older.text) >= MAY_BE_SAME;
}

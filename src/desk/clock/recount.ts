/**
 * A new calendar: every open deadline is counted again by it, once, one commit per ticket. Which calendar the deadlines
 * are counted by is on record (`deadlines` among the settings) and changes only after the last ticket; so whatever
 * stops the program on the way, the next start goes on, and what was counted already does not change again.
 */

import { decide } from '../../domain/lifecycle.ts';
import type { Office } from '../../domain/office.ts';
import { awayOf } from '../../domain/register.ts';
import { hubThere } from '../../domain/stand-in.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import { StoreFault } from '../../store/fault.ts';
import { contextOf, transactionOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';

const LEFT_ALONE = 10 * MINUTE;
/** Tries, in case somebody else changes the ticket at the same moment. */
const TRIES = 5;
/** Numbers named in the summary; the others are counted. */
const NAMED = 20;

export interface Recount {
  /** Counts what has not been counted by the calendar in force. Cheap once that is done. */
  bring(now: Instant): Promise<void>;
}

export function createRecount(parts: DeskParts): Recount {
  const { store, calendar } = parts;
  let done = false;
  let failedAt = Number.NEGATIVE_INFINITY;
  return {
    async bring(now) {
      if (done || failedAt + LEFT_ALONE > now) return;
      done = (await store.office()).settings.deadlines === calendar.version;
      if (done) return;
      let failures = 0;
      for (const { number } of await store.tickets({ open: true })) {
        if (!(await recountTicket(number, now, parts))) failures += 1;
      }
      // Some are left: the record must not say that all are counted.
      if (failures > 0) failedAt = now;
      else done = await conclude(now, parts);
    },
  };
}

/** False when the ticket could not be counted; it is left as it is. */
async function recountTicket(number: number, at: Instant, parts: DeskParts): Promise<boolean> {
  const { store, calendar, log } = parts;
  try {
    for (let tries = 0; tries < TRIES; tries++) {
      const ticket = await store.ticket(number);
      if (!ticket) return true;
      const office = await store.office();
      const context = contextOf(parts, ticket.flow, office, 'system', at);
      const decision = decide(ticket, { type: 'recalculate' }, context);
      if (!decision.ok || decision.events.length === 0) return true;
      const outcome = { changes: [{ ticket, events: decision.events }] };
      const cause = { name: `recount:${calendar.version}/${number}@${ticket.version}`, office };
      const result = await store.commit((take) =>
        transactionOf(outcome, cause, viewAt(parts, at), parts, take),
      );
      if (result.ok) {
        parts.onCommit();
        return true;
      }
    }
  } catch (error) {
    if (error instanceof StoreFault) throw error;
    log.error({ err: error, ticket: number }, 'a deadline could not be counted by the new calendar');
  }
  return false;
}

/** Puts on record that all are counted, and tells the dispatchers what became of it: in one commit, so once. */
async function conclude(at: Instant, parts: DeskParts): Promise<boolean> {
  const { store, calendar, roster } = parts;
  const office = await store.office();
  const text = summaryText(await store.tickets({ open: true }), office, at, parts);
  const people = text === null ? [] : hubThere(roster, awayOf(office)).map(({ id }) => id);
  const outcome = {
    office: [{ type: 'settingChanged', v: 1, at, name: 'deadlines', version: calendar.version } as const],
    outbox: people.map((person) =>
      outgoing({
        id: `recount/${calendar.version}@${office.version}/${person}`,
        to: { person },
        text: text ?? '',
        kind: 'news',
        createdAt: at,
      }),
    ),
  };
  const cause = { name: `recount:${calendar.version}`, office };
  const result = await store.commit((take) => transactionOf(outcome, cause, viewAt(parts, at), parts, take));
  if (result.ok) parts.onCommit();
  return result.ok;
}

/** Null when there is nothing to tell: a record from before this was kept, and nothing moved. */
function summaryText(
  tickets: readonly Ticket[],
  { settings }: Office,
  at: Instant,
  parts: DeskParts,
): string | null {
  const { say } = viewAt(parts, at);
  const { version } = parts.calendar;
  const recounted = (didMove: boolean) =>
    tickets.filter(
      ({ confidential, entries }) =>
        !confidential &&
        entries.some(
          (one) => one.what === 'recalculated' && one.moved === didMove && one.calendar === version,
        ),
    );
  const [moved, kept] = [recounted(true), recounted(false)];
  if (moved.length + kept.length === 0 && settings.deadlines === undefined) return null;
  const numbers = moved.slice(0, NAMED).map(({ number }) => String(number));
  const more = moved.length > NAMED ? say('recount.more', { count: moved.length }) : '';
  const what = [
    ...(moved.length > 0
      ? [say('recount.moved', { count: moved.length, numbers: `${numbers.join('、')}${more}` })]
      : []),
    ...(kept.length > 0 ? [say('recount.kept', { count: kept.length })] : []),
  ];
  const years = version.split('/')[0] ?? '';
  return say('recount.summary', { years, what: what.join('') || say('recount.none') });
}

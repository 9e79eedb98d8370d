/**
 * Whoever has left leaves open tickets behind, and so does a department that is gone. Where the operator has agreed to it (`npm run
 * roster -- replace`, `npm run check-county -- --hand-over`, `npm run reform`), they pass on: at a start, and at once when somebody's
 * account is stopped while the program runs. Those who get them are told once, with the list.
 */

import { openButtons } from '../../dialogue/lists.ts';
import type { View } from '../../dialogue/view.ts';
import { evolveTicket } from '../../domain/evolve.ts';
import { type Command, decide } from '../../domain/lifecycle.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { hasLeft } from '../../domain/register.ts';
import type { Roster } from '../../domain/roster.ts';
import { takenOverBy } from '../../domain/stand-in.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { TicketEvent } from '../../domain/ticket-events.ts';
import type { Instant } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import type { Change } from '../case.ts';
import { contextOf, transactionOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewWith } from '../desk.ts';
import { lines } from '../leave/handover.ts';
import { isAgreed, lostAmong, takerOf } from '../operation/settings.ts';
import { presenceOf } from './people.ts';

/** Somebody may have changed a ticket meanwhile. */
const LOOKS = 5;
/** Buttons under one list. */
const OPENED = 25;

/** A ticket that passes on; `hands`: from whom (a person or a department) to whom, who is told by a list. */
interface Passed {
  readonly change: Change;
  readonly after: Ticket;
  readonly hands: readonly { readonly from: string; readonly to: string }[];
}

/** Passes on what can be, in one commit. Gives how many tickets. */
export async function passOn(parts: DeskParts): Promise<number> {
  const { store, clock, log } = parts;
  for (let look = 1; look <= LOOKS; look++) {
    const office = await store.office();
    const at = clock.now();
    const passed = (await store.tickets({ open: true })).flatMap((ticket) =>
      passedOn(ticket, office, at, parts),
    );
    const done = handedOver(office, at, parts.roster);
    if (passed.length === 0 && done.length === 0) return 0;
    const view = viewWith(office, parts, at);
    const name = `succession:${office.version}@${at}`;
    const outbox = told(passed, done, name, view);
    const outcome = { changes: passed.map(({ change }) => change), office: done, outbox };
    const result = await store.commit((take) => transactionOf(outcome, { name, office }, view, parts, take));
    if (result.ok) {
      parts.onCommit();
      return passed.length;
    }
    log.warn({ conflict: result.conflict, look }, '离任、改革的件没有转成，再试');
  }
  log.error({}, '离任、改革的件没有转成，下次启动再转');
  return 0;
}

function passedOn(ticket: Ticket, office: Office, at: Instant, parts: DeskParts): readonly Passed[] {
  const { roster } = parts;
  const context = contextOf(parts, ticket.flow, office, 'system', at);
  const events: TicketEvent[] = [];
  let now = ticket;
  const run = (command: Command): boolean => {
    const decision = decide(now, command, context);
    if (!decision.ok || decision.events.length === 0) return false;
    events.push(...decision.events);
    now = decision.events.reduce<Ticket>(evolveTicket, now);
    return true;
  };
  let from: string | null = null;
  for (const [gone, to] of moves(ticket, office, roster)) {
    if (run({ type: 'reorganise', from: gone, to }) && ticket.department === gone) from = gone;
  }
  const { enterprise, member, liaison, actingFor, confidential } = ticket;
  const heir = member === null ? undefined : roster.heirOf(member);
  const speaks = heir && roster.rolesOf(heir.id).some((held) => held.enterprise?.id === enterprise);
  // What was told in confidence was told by one person, and is no successor's.
  const hands: { from: string; to: string }[] = [];
  if (!confidential && enterprise !== null && member !== null && heir && speaks)
    if (run({ type: 'attribute', enterprise, member: heir.id })) hands.push({ from: member, to: heir.id });
  const gone = [liaison, actingFor].find(
    (one) => one !== null && (hasLeft(one, office) || !roster.person(one)),
  );
  const isPassing =
    lostAmong([ticket], roster).some((lost) => lost.what === 'liaison' && isAgreed(lost, roster, office)) ||
    (gone !== undefined && takenOverBy(now, presenceOf(roster, office, parts.channels)) !== null);
  if (from === null && gone !== undefined && isPassing && run({ type: 'wake' })) from = gone;
  if (events.length === 0) return [];
  // A report is told of as ever: no list has its number.
  const isListed = !confidential && from !== null;
  if (isListed && from !== null && now.liaison !== null) hands.push({ from, to: now.liaison });
  return [{ change: { ticket, events, ...(isListed ? { listed: true } : {}) }, after: now, hands }];
}

/** Departments that have something on this ticket and are gone, and who has it now; and of one that was parted, its share. */
function moves(ticket: Ticket, office: Office, roster: Roster): readonly (readonly [string, string])[] {
  if (ticket.confidential) return [];
  const { department, duties, request, number } = ticket;
  const all = [department, request?.department ?? null, ...duties.map((duty) => duty.department)];
  const gone = [...new Set(all)].flatMap((one) => {
    const to = one === null ? null : takerOf(one, roster, office);
    return one === null || to === null ? [] : [[one, to] as const];
  });
  const parted = (office.register?.reforms ?? []).flatMap(({ kind, from, into, tickets = [], at }) => {
    // Whoever gave it back since has the last word.
    const since = ticket.entries.some((entry) => entry.what === 'reorganised' && entry.at >= at);
    const isShare = kind === 'split' && department === from && tickets.includes(number) && !since;
    return isShare && roster.department(into) ? [[from, into] as const] : [];
  });
  return [...gone, ...parted];
}

/** Those whose tickets have now passed on: agreed to, and gone from the roster. */
function handedOver(
  { handOver = {} }: Office,
  at: Instant,
  roster: Roster,
): readonly (OfficeEvent & { readonly type: 'handedOver' })[] {
  return Object.keys(handOver)
    .filter((of) => !roster.person(of) && !roster.department(of))
    .map((of) => ({ type: 'handedOver', v: 1, at, of }));
}

/** One message for each who takes over, of each whom they follow. */
function told(
  passed: readonly Passed[],
  done: readonly { readonly of: string }[],
  cause: string,
  view: View,
): readonly Outgoing[] {
  const { say, roster, now } = view;
  const lists = new Map<string, { from: string; to: string; tickets: Ticket[] }>();
  const list = (from: string, to: string) => {
    const key = `${from}/${to}`;
    const known = lists.get(key) ?? { from, to, tickets: [] };
    lists.set(key, known);
    return known;
  };
  // Who follows somebody is told also when nothing lies there.
  for (const { of } of done) {
    const heir = roster.heirOf(of);
    if (heir) list(of, heir.id);
  }
  for (const { hands, after } of passed) for (const { from, to } of hands) list(from, to).tickets.push(after);
  return [...lists.values()].map(({ from, to, tickets }) => {
    const count = tickets.length;
    const isPerson = roster.department(from) === undefined && roster.departmentName(from) === from;
    const name = roster.nameOf(from);
    const head = isPerson
      ? count === 0
        ? say('bind.heir', { name })
        : say('bind.heirWith', { name, count })
      : say('bind.reorganised', { names: roster.formerName(from), count });
    return outgoing({
      id: `${cause}/${from}/${to}`,
      to: { person: to },
      text: [head, ...lines(tickets, view)].join('\n'),
      kind: 'task',
      buttons: openButtons(tickets.slice(0, OPENED), view),
      createdAt: now,
    });
  });
}

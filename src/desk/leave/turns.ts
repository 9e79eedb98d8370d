/**
 * Leave that begins or ends: the open tickets change hands, and people are told, in one commit with the fact. When it
 * is due is stored with the leave, so a restart changes nothing.
 */
import { type AskKind, asksOf } from '../../domain/asked-of.ts';
import { evolveTicket } from '../../domain/evolve.ts';
import { changesBy, currentLeave, nextChange } from '../../domain/leave.ts';
import { decide } from '../../domain/lifecycle.ts';
import { evolveOffice, type Office, type OfficeEvent } from '../../domain/office.ts';
import type { PersonId } from '../../domain/roster.ts';
import { takenOverBy } from '../../domain/stand-in.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import { StoreFault } from '../../store/fault.ts';
import type { Change, Outcome } from '../case.ts';
import { contextOf, transactionOf } from '../commit.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { presenceOf } from '../people/people.ts';
import { handoverMessages } from './handover.ts';

const LEFT_ALONE = 10 * MINUTE;

export interface DueLeave {
  readonly person: PersonId;
  readonly dueAt: Instant;
}

export interface LeaveDesk {
  /** The next leave to begin or to end; null when nobody has taken any. */
  next(): Promise<DueLeave | null>;
  /** Brings one person's leaves up to `at`. On a failure that is not the store's, leave rests for a while. */
  bring(due: DueLeave, at: Instant): Promise<void>;
}

export function createLeaveDesk(parts: DeskParts): LeaveDesk {
  const { store, calendar, log } = parts;
  let failedAt = -Infinity;

  async function bring({ person, dueAt }: DueLeave, at: Instant): Promise<void> {
    const office = await store.office();
    const changes = changesBy(office.leaves[person] ?? [], at, calendar);
    const events = changes.map(
      ({ days, ...change }): OfficeEvent => ({ ...change, ...days, v: 1, at, person }),
    );
    if (events.length === 0) return;
    const name = `leave:${person}@${dueAt}`;
    const cause = { name, office };
    const outcome = await changeOver(person, events, `${name}.${office.version}`, office, at, parts);
    // On a conflict somebody has just changed a ticket or the office; the next look sees how things stand then.
    const result = await store.commit((take) =>
      transactionOf(outcome, cause, viewAt(parts, at), parts, take),
    );
    if (result.ok) parts.onCommit();
  }

  return {
    async next() {
      if (Math.abs(parts.clock.now() - failedAt) < LEFT_ALONE) return null;
      const change = nextChange((await store.office()).leaves, calendar);
      return change === null ? null : { person: change.person, dueAt: change.at };
    },
    async bring(due, at) {
      try {
        await bring(due, at);
        failedAt = -Infinity;
      } catch (error) {
        if (error instanceof StoreFault) throw error;
        log.error({ err: error, person: due.person }, 'a leave could not be brought up to date');
        failedAt = parts.clock.now();
      }
    },
  };
}

/** What follows when these events change who is there: tickets change hands, and those concerned are told. */
export async function changeOver(
  person: PersonId,
  events: readonly OfficeEvent[],
  cause: string,
  office: Office,
  at: Instant,
  parts: DeskParts,
): Promise<Outcome> {
  const { store, roster, channels } = parts;
  const view = viewAt(parts, at);
  const after = events.reduce(evolveOffice, office);
  const presence = presenceOf(roster, after, channels);
  const changes: Change[] = [];
  for (const ticket of await store.tickets({ open: true })) {
    if (takenOverBy(ticket, presence) === null) continue;
    const decision = decide(ticket, { type: 'wake' }, contextOf(parts, ticket.flow, after, 'system', at));
    if (decision.ok) changes.push({ ticket, events: decision.events, listed: true });
  }
  const moved = changes.map(({ ticket, events: happened }) => ({
    from: ticket.liaison,
    ticket: happened.reduce<Ticket>(evolveTicket, ticket),
  }));
  const outbox = handoverMessages(
    {
      person,
      before: { office, presence: presenceOf(roster, office, channels) },
      after: { office: after, presence },
      moved,
      finished: await finishedFor(person, office, parts),
      forHub: await waitingForHub(person, at, parts),
      cause,
    },
    view,
  );
  return { office: events, changes, outbox };
}

/** What is asked of somebody as a dispatcher: nobody wrote to them of it meanwhile. */
async function waitingForHub(person: PersonId, at: Instant, { store, roster }: DeskParts) {
  if (!roster.dispatchers.some(({ id }) => id === person)) return [];
  const open = await store.tickets({ open: true });
  return open.filter((ticket) => asksOf(ticket, person, roster, at).some(({ kind }) => HUBS.has(kind)));
}

const HUBS: ReadonlySet<AskKind> = new Set<AskKind>(['dispatch', 'decide', 'callBack']);

/** Tickets that were this person's and came to an end in other hands since the leave began. */
async function finishedFor(
  person: PersonId,
  { leaves }: Office,
  { store, roster }: DeskParts,
): Promise<readonly Ticket[]> {
  const since = currentLeave(leaves, person)?.begunAt;
  if (since === undefined || since === null) return [];
  const departments = new Set(roster.rolesOf(person).flatMap(({ department }) => department?.id ?? []));
  const found: Ticket[] = [];
  for (const department of departments) found.push(...(await store.tickets({ open: false, department })));
  return found.filter(({ actingFor, facts }) => {
    const ended = [facts.closedAt, facts.withdrawnAt, facts.excludedAt];
    return actingFor === person && ended.some((one) => one !== null && one >= since);
  });
}

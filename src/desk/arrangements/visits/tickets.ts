/** 走访: its tickets, what is kept beside them, and on which side of one somebody is. */
import type { View } from '../../../dialogue/view.ts';
import {
  isVisit,
  type Side,
  type Visit,
  type VisitEvent,
  type Visits,
} from '../../../domain/arrangements/visits.ts';
import type { Office, OfficeEvent } from '../../../domain/office.ts';
import { may } from '../../../domain/permissions.ts';
import type { Roster } from '../../../domain/roster.ts';
import { raisersOf, type Ticket } from '../../../domain/ticket.ts';
import { type Instant, instantInWords } from '../../../domain/time.ts';
import type { Case } from '../../case.ts';
import { type outgoing, toPeople } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { visibleTicket } from '../../lists/enquiries.ts';

export function visitsIn({ arrangements }: Pick<Office, 'arrangements'>): Visits {
  return arrangements?.visits ?? {};
}

export function visitOf({ number }: Pick<Ticket, 'number'>, office: Pick<Office, 'arrangements'>): Visit {
  return visitsIn(office)[number] ?? { ticket: number };
}

export function arranged(at: Instant, event: VisitEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'visits', event };
}

/** All visits, the oldest first: those in hand, and those that something has happened to (`known`). */
export async function allVisits({ store }: Pick<DeskParts, 'store'>): Promise<readonly Ticket[]> {
  const open = (await store.tickets({ open: true })).filter(isVisit);
  const isOpen = new Set(open.map(({ number }) => number));
  const known = Object.keys(visitsIn(await store.office())).map(Number);
  const over = await Promise.all(
    known.filter((number) => !isOpen.has(number)).map((number) => store.ticket(number)),
  );
  return [...open, ...over.flatMap((one) => one ?? [])].sort((a, b) => a.number - b.number);
}

/** The visit of that number, if the speaker may see it. */
export async function visitFor(on: Case, number: number, parts: DeskParts): Promise<Ticket | null> {
  const ticket = await visibleTicket(on, number, parts);
  return ticket && isVisit(ticket) ? ticket : null;
}

/** Null: neither comes nor is called on. */
export function sideOf(person: string, ticket: Ticket, roster: Roster): Side | null {
  if (may('plan', ticket, { person }, roster)) return 'squad';
  return may('urge', ticket, { person }, roster) ? 'enterprise' : null;
}

export function peopleOf(side: Side, ticket: Ticket): readonly string[] {
  if (side === 'enterprise') return raisersOf(ticket);
  return ticket.liaison === null ? [] : [ticket.liaison];
}

export function otherSide(side: Side): Side {
  return side === 'squad' ? 'enterprise' : 'squad';
}

/** When it is, in words. */
export function timeInWords(
  ticket: Ticket,
  office: Pick<Office, 'arrangements'>,
  { say, now }: View,
): string {
  const { time } = visitOf(ticket, office);
  if (!time) return say('visit.noTime');
  const when = instantInWords(time.at, now);
  if (time.agreedAt !== undefined) return say('visit.fixed', { when });
  return say('visit.waits', { when, whom: say(`visit.${otherSide(time.side)}`) });
}

/** To some people, in private; `name` tells messages of one cause apart. */
export function messagesTo(
  people: readonly string[],
  text: string,
  ticket: Ticket,
  on: Pick<Case, 'message' | 'at'>,
  name: string,
  more: Partial<Parameters<typeof outgoing>[0]> = {},
) {
  return toPeople(people, {
    text,
    ticket: ticket.number,
    kind: 'visit',
    createdAt: on.at,
    ...more,
    id: `inbox:${on.message.key}/visit/${ticket.number}/${name}`,
  });
}

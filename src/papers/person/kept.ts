/**
 * What is on record of one person, to be handed to them (个人信息保护法 第四十五条): who the roster says they are, what they raised
 * and did, what the office notes of them, what they looked at. What is said of officials is not in it, and not whether there
 * is any: whoever runs the command is to learn of no report, nor of who made one. So it is with what firms need to borrow.
 */
import { type Arrangements, isSealed } from '../../domain/arrangements/arranged.ts';
import type { Office } from '../../domain/office.ts';
import type { PersonId, Roster } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Instant, toIso } from '../../domain/time.ts';
import { kindOf, outcomeInWords, placeOf, ratingInWords, stateOf } from '../words.ts';

/** Times are ISO 8601 with the office's offset. */
export interface KeptOfPerson {
  readonly id: PersonId;
  readonly exportedAt: string;
  /** Null when the roster does not name them any more. */
  readonly roster: {
    readonly name: string;
    readonly title: string | null;
    readonly phone: string | null;
    readonly roles: readonly { readonly role: string; readonly of: string | null }[];
  } | null;
  /** `channel/account`; since: null for one of the roster. */
  readonly accounts: readonly { readonly account: string; readonly since: string | null }[];
  readonly raised: readonly RaisedTicket[];
  readonly done: readonly DoneStep[];
  /** Notes of the office in which they are named, as they are kept; `where`: in what. */
  readonly noted: readonly { readonly where: string; readonly what: unknown }[];
  readonly looked: readonly { readonly at: string; readonly what: string }[];
}

export interface RaisedTicket {
  readonly number: number;
  readonly at: string;
  readonly kind: string;
  /** Where it was said. */
  readonly place: string;
  readonly text: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly result: string | null;
  readonly rating: string | null;
  /** Names of the photos and papers that came with it. */
  readonly files: readonly string[];
}

/** A step on a ticket of whomever, by them or in their place. */
export interface DoneStep {
  readonly number: number;
  readonly at: string;
  /** The kind of step, as the record has it: `signed`, `resolved` … */
  readonly what: string;
  readonly text: string;
  /** A note for staff (备注), which only they read. */
  readonly isNote: boolean;
}

export interface KeptFacts {
  readonly roster: Roster;
  readonly office: Office;
  readonly tickets: readonly Ticket[];
  readonly looked: readonly { readonly at: string; readonly who: string; readonly what: string }[];
  readonly now: Instant;
}

/** Parts of the office that note something of people. What is not named here says nothing of them, or is of reports as well. */
const NOTING = ['leaves', 'handOver', 'signedOut', 'filters', 'nicknames', 'groups', 'imports'] as const;

/** Null when nothing is known of anybody of this id. */
export function keptOf(
  id: PersonId,
  { roster, office, tickets, looked, now }: KeptFacts,
): KeptOfPerson | null {
  const person = roster.person(id);
  const open = tickets.filter(({ confidential }) => !confidential);
  const kept: KeptOfPerson = {
    id,
    exportedAt: toIso(now),
    roster: person
      ? {
          name: person.name,
          title: person.title ?? null,
          phone: person.phone ?? null,
          roles: roster.rolesOf(id).map(({ role, department, enterprise, bank }) => ({
            role,
            of: (enterprise ?? department ?? bank)?.name ?? null,
          })),
        }
      : null,
    accounts: [
      ...Object.entries(person?.accounts ?? {}).map(([channel, account]) => ({
        account: `${channel}/${account}`,
        since: null,
      })),
      ...Object.entries(office.accounts)
        .filter(([, { person: of }]) => of === id)
        .map(([account, { boundAt }]) => ({ account, since: toIso(boundAt) })),
    ],
    raised: open.filter((one) => one.member === id || one.alsoRaisedBy?.includes(id)).map(raisedOf),
    done: open.flatMap((one) => stepsOf(one, id)),
    noted: [
      ...NOTING.flatMap((part) => namedIn(office[part], id).map((what) => ({ where: part, what }))),
      ...Object.entries(office.arrangements ?? {})
        .filter(([of]) => !isSealed({ of: of as keyof Arrangements }))
        .flatMap(([of, what]) => namedIn(what, id).map((one) => ({ where: of, what: one }))),
    ],
    looked: looked.filter(({ who }) => who === id).map(({ at, what }) => ({ at, what })),
  };
  const { roster: known, accounts, raised, done, noted, looked: seen } = kept;
  return known || [accounts, raised, done, noted, seen].some((one) => one.length > 0) ? kept : null;
}

function raisedOf(ticket: Ticket): RaisedTicket {
  const { number, text, files, facts } = ticket;
  return {
    number,
    at: toIso(facts.registeredAt),
    kind: kindOf(ticket),
    place: placeOf(ticket.origin),
    text,
    state: stateOf(ticket),
    outcome: facts.outcome && outcomeInWords(facts.outcome),
    result: facts.result,
    rating: facts.rating && ratingInWords(facts.rating),
    files: files.map(({ name }) => name),
  };
}

function stepsOf({ number, entries, notes = [] }: Ticket, id: PersonId): readonly DoneStep[] {
  const steps = entries
    .filter(({ by, inPlaceOf }) => by === id || inPlaceOf === id)
    .map(({ at, what, text = '' }) => ({ number, at: toIso(at), what, text, isNote: false }));
  const noted = notes
    .filter(({ by }) => by === id)
    .map(({ at, text }) => ({ number, at: toIso(at), what: 'noted', text, isNote: true }));
  return [...steps, ...noted];
}

/** The smallest parts of a value that name somebody: a field with their id, or what is kept under it. */
export function namedIn(value: unknown, id: PersonId): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (value instanceof Map) return namedIn(Object.fromEntries(value), id);
  const parts = Object.entries(value);
  if (!Array.isArray(value) && parts.some(([, one]) => one === id)) return [value];
  return parts.flatMap(([key, one]) => {
    if (key === id) return [{ [key]: one }];
    if (Array.isArray(one) && one.includes(id)) return [{ [key]: [id] }];
    return namedIn(one, id);
  });
}

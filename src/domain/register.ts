/**
 * 登记在案的花名册: who stands behind each id, as the roster was last read, who has left, and what became of departments. A roster
 * is what is so now; this is what was. An id is one person's for ever, so that nothing of the record ever changes hands with a name.
 */
import { awayIn, type Leaves } from './leave.ts';
import type { DepartmentId, PersonId } from './roster.ts';
import type { Instant } from './time.ts';

export interface Left {
  readonly at: Instant;
  /** `cli`, or `start`: a start did not find them in the roster. */
  readonly by: string;
  /** Who has the post after them, by the operator's word; missing: whoever the roster names. */
  readonly successor?: PersonId;
}

/**
 * 机构改革. renamed: `from` and `into` are one · merged: `from` is part of `into` · split: of `from` these tickets, and what comes
 * after, are `into`'s.
 */
export interface Reform {
  readonly kind: 'renamed' | 'merged' | 'split';
  readonly from: DepartmentId;
  readonly into: DepartmentId;
  /** What `from` was called until then. */
  readonly was: string;
  readonly at: Instant;
  readonly tickets?: readonly number[];
}

export interface Register {
  readonly people: Readonly<Record<PersonId, string>>;
  readonly departments: Readonly<Record<DepartmentId, string>>;
  /** Firms as they were last called; left out: nothing was read since firms are kept. */
  readonly enterprises?: Readonly<Record<string, string>>;
  /** Whose accounts stand still; an id stays here when the roster has forgotten it. */
  readonly left: Readonly<Record<PersonId, Left>>;
  /** The oldest first. */
  readonly reforms: readonly Reform[];
  /** Accounts of the roster file, `channel/accountId`, that their person has changed for others. */
  readonly setAside: Readonly<Record<string, Instant>>;
}

interface Fact<Type extends string> {
  readonly type: Type;
  readonly v: 1;
  readonly at: Instant;
}

export type RegisterEvent =
  /** A start found these names in the roster: of ids that are new, and of firms that are called otherwise now. */
  | (Fact<'rosterRead'> & Pick<Register, 'people' | 'departments' | 'enterprises'>)
  /** The account stops: of the person, their sessions, links and codes. `by`: `cli`, `start`, or whoever wrote the roster on a page. */
  | (Fact<'personLeft'> & { readonly person: PersonId; readonly by: string; readonly successor?: PersonId })
  | (Fact<'personBack'> & { readonly person: PersonId })
  /** The same person under another name. */
  | (Fact<'nameCorrected'> & { readonly person: PersonId; readonly from: string; readonly to: string })
  | (Fact<'departmentReformed'> & Omit<Reform, 'at'>)
  /** Whoever had the open tickets of somebody who left, or of a department that is gone, has passed them on. */
  | (Fact<'handedOver'> & { readonly of: string })
  /** 换渠道: the person has said on `to` what `from` was told. */
  | (Fact<'accountMoved'> & {
      readonly person: PersonId;
      readonly from: string;
      readonly to: string;
      readonly hash: string;
    });

export const emptyRegister: Register = { people: {}, departments: {}, left: {}, reforms: [], setAside: {} };

/** Whether somebody's accounts stand still. */
export function hasLeft(person: PersonId, { register }: { readonly register?: Register }): boolean {
  return register !== undefined && Object.hasOwn(register.left, person);
}

/** Who is not there: on leave, or gone for good. */
export function awayOf({
  leaves,
  register,
}: {
  readonly leaves: Leaves;
  readonly register?: Register;
}): ReadonlySet<PersonId> {
  return new Set([...awayIn(leaves), ...Object.keys(register?.left ?? {})]);
}

/** What of an office such an event changes. */
interface Registered {
  readonly accounts: Readonly<Record<string, { readonly person: PersonId; readonly boundAt: Instant }>>;
  readonly invites: Readonly<
    Record<string, { readonly person: PersonId; readonly state: 'open' | 'used' | 'revoked' }>
  >;
  readonly wrongCodes: Readonly<Record<string, readonly Instant[]>>;
  readonly handOver?: Readonly<Record<string, Instant>>;
  readonly links?: Readonly<Record<string, { readonly person: PersonId }>>;
  readonly signedOut?: Readonly<Record<PersonId, Instant>>;
  readonly filters?: Readonly<Record<PersonId, unknown>>;
  readonly register?: Register;
}

/** The office after one more of these. */
export function evolveRegister<Office extends Registered>(office: Office, event: RegisterEvent): Office {
  const register = office.register ?? emptyRegister;
  const { at } = event;
  switch (event.type) {
    case 'rosterRead':
      return {
        ...office,
        register: {
          ...register,
          people: { ...register.people, ...event.people },
          departments: { ...register.departments, ...event.departments },
          enterprises: { ...register.enterprises, ...event.enterprises },
        },
      };
    case 'personLeft': {
      const { person, by, successor } = event;
      const isTheirs = ({ person: one }: { readonly person: PersonId }): boolean => one === person;
      const left: Left = { at, by, ...(successor === undefined ? {} : { successor }) };
      return {
        ...office,
        accounts: entriesWithout(office.accounts, isTheirs),
        invites: Object.fromEntries(
          Object.entries(office.invites).map(([hash, invite]) => [
            hash,
            isTheirs(invite) && invite.state === 'open' ? { ...invite, state: 'revoked' as const } : invite,
          ]),
        ),
        ...(office.links ? { links: entriesWithout(office.links, isTheirs) } : {}),
        ...(office.filters ? { filters: keysWithout(office.filters, person) } : {}),
        signedOut: { ...office.signedOut, [person]: at },
        register: { ...register, left: { ...register.left, [person]: left } },
      };
    }
    case 'personBack':
      return { ...office, register: { ...register, left: keysWithout(register.left, event.person) } };
    case 'nameCorrected':
      return {
        ...office,
        register: { ...register, people: { ...register.people, [event.person]: event.to } },
      };
    case 'departmentReformed': {
      const { type: _, v: _v, ...reform } = event;
      return { ...office, register: { ...register, reforms: [...register.reforms, reform] } };
    }
    case 'handedOver':
      return { ...office, handOver: keysWithout(office.handOver ?? {}, event.of) };
    case 'accountMoved': {
      const { person, from, to, hash } = event;
      const used = office.invites[hash];
      return {
        ...office,
        accounts: { ...keysWithout(office.accounts, from), [to]: { person, boundAt: at } },
        invites: used ? { ...office.invites, [hash]: { ...used, state: 'used' as const } } : office.invites,
        wrongCodes: keysWithout(office.wrongCodes, to),
        // One that comes back is in use again.
        register: { ...register, setAside: { ...keysWithout(register.setAside, to), [from]: at } },
      };
    }
    default:
      return event satisfies never;
  }
}

/** The account of `channel/accountId` is in use again: a code was said on it. */
export function takenUp<Office extends Registered>(office: Office, account: string): Office {
  const { register } = office;
  if (register === undefined || !Object.hasOwn(register.setAside, account)) return office;
  return { ...office, register: { ...register, setAside: keysWithout(register.setAside, account) } };
}

function keysWithout<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _gone, ...rest } = record;
  return rest;
}

function entriesWithout<T>(
  record: Readonly<Record<string, T>>,
  isGone: (one: T) => boolean,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([, one]) => !isGone(one)));
}

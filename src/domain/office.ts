/**
 * The office: what the program knows beside the tickets. Who is bound to which account, which
 * invite codes are out, which chats can be reached, which settings were in force when.
 */
import { type ArrangementEvent, type Arrangements, evolveArrangements } from './arrangements/arranged.ts';
import { type SavedFilter, withFilter, withoutFilter } from './filters.ts';
import type { Flow } from './flow.ts';
import type { Imported } from './imported.ts';
import type { IssuedPaper, IssuedPapers } from './issued.ts';
import { type Days, type Leaves, withBegun, withLeave, withoutLeave } from './leave.ts';
import { evolveRegister, type Register, type RegisterEvent, takenUp } from './register.ts';
import type { Instant } from './time.ts';

export interface Invite {
  /** SHA-256 of the code, hex; the code itself is never kept. */
  readonly hash: string;
  readonly person: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly state: 'open' | 'used' | 'revoked';
  /** 换渠道: the account, `channel/accountId`, that whoever says the code changes for theirs. Missing: a new one. */
  readonly from?: string;
}

export interface Account {
  readonly person: string;
  readonly boundAt: Instant;
}

export interface Office {
  readonly version: number;
  /** By `channel/accountId`. Bindings of the roster file are not repeated here. */
  readonly accounts: Readonly<Record<string, Account>>;
  /** By hash. */
  readonly invites: Readonly<Record<string, Invite>>;
  /** Wrong codes per account `channel/accountId`, newest last; only the last hour matters. */
  readonly wrongCodes: Readonly<Record<string, readonly Instant[]>>;
  /** Private chats by `channel/accountId`: open, or closed (blocked, never started). */
  readonly reachable: Readonly<Record<string, boolean>>;
  /** Persons the group has been told about once because they cannot be reached. */
  readonly announced: Readonly<Record<string, Instant>>;
  /** Groups the bot serves, `channel/chat`; `by`: who bound it, where that is on record. */
  readonly groups: Readonly<
    Record<string, { readonly title: string; readonly since: Instant; readonly by?: string }>
  >;
  /** Groups out of service, whatever the roster file says: somebody said so, or the bot was put out of them. */
  readonly closed?: Readonly<Record<string, Instant>>;
  /** Groups that got a new id, old key to new key. */
  readonly moved: Readonly<Record<string, string>>;
  /** Every flow that governs or governed a ticket, by `id@hash`. */
  readonly flowsOnRecord: Readonly<Record<string, Flow>>;
  /**
   * Current version of each settings file: `roster`, `calendar`, `wording`, `flow:complaint`, …; and `deadlines`, the
   * calendar by which all open deadlines have been counted.
   */
  readonly settings: Readonly<Record<string, string>>;
  /** Summaries already made, by period key such as `daily:2026-11-23`. */
  readonly summaries: Readonly<Record<string, Instant>>;
  /** Of those, where the briefs are kept as they were sent: SHA-256 of the file. Missing: none. */
  readonly kept?: Readonly<Record<string, string>>;
  /** Briefs whose picture is still to be drawn, and when they were due. Missing: none. */
  readonly toDraw?: Readonly<Record<string, Instant>>;
  /** What rang until then has been told in a digest. */
  readonly digestedThrough?: Instant;
  /** The clock had run ahead, and was set back then. */
  readonly clockSetBackAt?: Instant;
  /** Tickets that rang in the time the clock was ahead: how many entries their story had; those are not told again. */
  readonly told?: Readonly<Record<string, number>>;
  /** Leave taken and not over yet. */
  readonly leaves: Leaves;
  /** 花名册 on record; missing: no start has put it there yet. */
  readonly register?: Register;
  /** Persons and departments whose open tickets pass on by themselves once the roster does not name them: the operator said so. Missing: none. */
  readonly handOver?: Readonly<Record<string, Instant>>;
  /** Ways into the pages that nobody has taken yet, by the SHA-256 of their secret. Missing: none. */
  readonly links?: Readonly<Record<string, Link>>;
  /** By person: whoever signed in to the pages before then is signed out. */
  readonly signedOut?: Readonly<Record<string, Instant>>;
  /** By person: lists that they have named; missing: none. */
  readonly filters?: Readonly<Record<string, readonly SavedFilter[]>>;
  /** 代录: whose a name in a pasted chat is, as a dispatcher said, where the roster does not know it; missing: nobody's. */
  readonly nicknames?: Readonly<Record<string, Nickname>>;
  /** Missing: none. A clock set back takes none away: a number is given once. */
  readonly papers?: IssuedPapers;
  /** Ledgers from before, the oldest import first; missing: none. */
  readonly imports?: readonly Imported[];
  /** 活动、政策、检查 and the like; missing: none yet. */
  readonly arrangements?: Arrangements;
}

/** A way into the pages for one person, once. */
export interface Link {
  readonly person: string;
  readonly expiresAt: Instant;
}

/** `enterprise` null: somebody of the offices, whose words are no matter. `member` where it is clear who. */
export interface Nickname {
  readonly enterprise: string | null;
  readonly member: string | null;
  readonly by: string;
  readonly at: Instant;
}

/** Whose a name is; undefined when nobody has said so. What people call themselves may be `constructor`. */
export function nicknameIn({ nicknames = {} }: Office, name: string): Nickname | undefined {
  return Object.hasOwn(nicknames, name) ? nicknames[name] : undefined;
}

interface Fact<Type extends string> {
  readonly type: Type;
  readonly v: 1;
  readonly at: Instant;
}

export type OfficeEvent =
  | RegisterEvent
  | (Fact<'inviteIssued'> & {
      readonly hash: string;
      readonly person: string;
      readonly expiresAt: Instant;
      readonly from?: string;
    })
  | (Fact<'inviteRevoked'> & { readonly hash: string })
  | (Fact<'codeWrong'> & { readonly account: string })
  | (Fact<'accountBound'> & { readonly account: string; readonly person: string; readonly hash: string })
  | (Fact<'accountUnbound'> & { readonly account: string })
  | (Fact<'reached'> & { readonly account: string; readonly open: boolean; readonly person?: string })
  | (Fact<'announced'> & { readonly person: string })
  | (Fact<'handOverAgreed'> & { readonly person: string })
  | (Fact<'groupBound'> & { readonly group: string; readonly title: string; readonly by?: string })
  /** `by`: who said so, a person or `cli` (the operator on the server); without it the bot was put out of the group. */
  | (Fact<'groupUnbound'> & { readonly group: string; readonly by?: string })
  /** As older programs recorded that the bot was put out: a group of the roster file stayed in service. */
  | (Fact<'groupLeft'> & { readonly group: string })
  | (Fact<'groupMoved'> & { readonly from: string; readonly to: string })
  | (Fact<'settingChanged'> & { readonly name: string; readonly version: string; readonly flow?: Flow })
  /**
   * `at`: when it was due; `through`, of a digest: until when it gathers; of a brief, `kept`: the file that has it as it
   * was sent, and `picture`: one is to be drawn.
   */
  | (Fact<'summarised'> & {
      readonly period: string;
      readonly through?: Instant;
      readonly kept?: string;
      readonly picture?: true;
    })
  /** The picture of a brief was sent, or given up. */
  | (Fact<'pictured'> & { readonly period: string; readonly drawn: boolean })
  /** The clock had stood at `from` already: what was summed up for times after `at` was not, and will be. */
  | (Fact<'clockSetBack'> & { readonly from: Instant; readonly told?: Office['told'] })
  /** `by`: who asked for it, the person or a dispatcher. */
  | (Fact<'leaveTaken'> & Days & { readonly person: string; readonly by: string })
  /** The work was handed over. */
  | (Fact<'leaveBegun'> & Days & { readonly person: string })
  | (Fact<'leaveEnded'> & Days & { readonly person: string; readonly why: LeaveEnd })
  /** Said for the first time, or put right. */
  | (Fact<'nicknameSet'> & {
      readonly name: string;
      readonly enterprise: string | null;
      readonly member: string | null;
      readonly by: string;
    })
  | (Fact<'nicknameForgotten'> & { readonly name: string; readonly by: string })
  /** `about`: what it is about; the same is never issued twice. */
  | (Fact<'paperIssued'> & Omit<IssuedPaper, 'at'> & { readonly about: string })
  | (Fact<'arranged'> & ArrangementEvent)
  | (Fact<'ledgerImported'> & Omit<Imported, 'at'>)
  | (Fact<'linkIssued'> & Link & { readonly hash: string })
  | (Fact<'linkUsed'> & { readonly hash: string })
  | (Fact<'filterSaved'> & { readonly person: string; readonly name: string; readonly query: string })
  | (Fact<'filterForgotten'> & { readonly person: string; readonly name: string })
  /** `by`: the person, or `cli` (the operator on the server). */
  | (Fact<'signedOut'> & { readonly person: string; readonly by: string });

/** over: its days have passed · back: early · cancelled: before it began · missed: nobody could hand over in time */
export type LeaveEnd = 'over' | 'back' | 'cancelled' | 'missed';

export const emptyOffice: Office = {
  version: 0,
  accounts: {},
  invites: {},
  wrongCodes: {},
  reachable: {},
  announced: {},
  groups: {},
  moved: {},
  flowsOnRecord: {},
  settings: {},
  summaries: {},
  leaves: {},
};

const WRONG_CODES_KEPT = 20;

/** The office after one more event. */
export function evolveOffice(office: Office, event: OfficeEvent): Office {
  return { ...apply(office, event), version: office.version + 1 };
}

function apply(office: Office, event: OfficeEvent): Office {
  switch (event.type) {
    case 'inviteIssued': {
      const { hash, person, expiresAt, from } = event;
      const moves = from === undefined ? {} : { from };
      const invite: Invite = { hash, person, issuedAt: event.at, expiresAt, state: 'open', ...moves };
      return { ...office, invites: { ...office.invites, [hash]: invite } };
    }
    case 'inviteRevoked':
      return withInviteState(office, event.hash, 'revoked');
    case 'codeWrong': {
      const past = [...(office.wrongCodes[event.account] ?? []), event.at].slice(-WRONG_CODES_KEPT);
      return { ...office, wrongCodes: { ...office.wrongCodes, [event.account]: past } };
    }
    case 'accountBound': {
      const bound = takenUp(withInviteState(office, event.hash, 'used'), event.account);
      const account: Account = { person: event.person, boundAt: event.at };
      return {
        ...bound,
        accounts: { ...bound.accounts, [event.account]: account },
        wrongCodes: without(bound.wrongCodes, event.account),
      };
    }
    case 'accountUnbound': {
      // Whoever came in by that account is out of the pages as well.
      const person = office.accounts[event.account]?.person;
      const out = person === undefined ? {} : { signedOut: { ...office.signedOut, [person]: event.at } };
      return { ...office, ...out, accounts: without(office.accounts, event.account) };
    }
    case 'reached': {
      const reachable = { ...office.reachable, [event.account]: event.open };
      // Who has opened the chat may be called in the group again, should they close it one day.
      const again = event.open && event.person !== undefined;
      return {
        ...office,
        reachable,
        announced: again ? without(office.announced, event.person ?? '') : office.announced,
      };
    }
    case 'announced':
      return { ...office, announced: { ...office.announced, [event.person]: event.at } };
    case 'handOverAgreed':
      return { ...office, handOver: { ...office.handOver, [event.person]: event.at } };
    case 'groupBound':
      return {
        ...office,
        groups: {
          ...office.groups,
          [event.group]: {
            title: event.title,
            since: event.at,
            ...(event.by === undefined ? {} : { by: event.by }),
          },
        },
        ...reopened(office, event.group),
      };
    case 'groupUnbound':
      return {
        ...office,
        groups: without(office.groups, event.group),
        closed: { ...office.closed, [event.group]: event.at },
      };
    case 'groupLeft':
      return { ...office, groups: without(office.groups, event.group) };
    case 'groupMoved': {
      const { from, to } = event;
      const group = office.groups[from] ?? { title: '', since: event.at };
      return {
        ...office,
        groups: { ...without(office.groups, from), [to]: group },
        // Named as it was once before, it has come back.
        moved: { ...without(office.moved, to), [from]: to },
        ...reopened(office, to),
      };
    }
    case 'settingChanged': {
      const settings = { ...office.settings, [event.name]: event.version };
      const flowsOnRecord = event.flow
        ? { ...office.flowsOnRecord, [event.version]: event.flow }
        : office.flowsOnRecord;
      return { ...office, settings, flowsOnRecord };
    }
    case 'summarised':
      return {
        ...office,
        summaries: { ...office.summaries, [event.period]: event.at },
        ...(event.through === undefined ? {} : { digestedThrough: event.through }),
        ...(event.kept === undefined ? {} : { kept: { ...office.kept, [event.period]: event.kept } }),
        ...(event.picture ? { toDraw: { ...office.toDraw, [event.period]: event.at } } : {}),
      };
    case 'pictured':
      return { ...office, toDraw: without(office.toDraw ?? {}, event.period) };
    case 'clockSetBack':
      return {
        ...setBack(office, event.at),
        ...(event.told ? { told: { ...office.told, ...event.told } } : {}),
      };
    case 'leaveTaken':
      return { ...office, leaves: withLeave(office.leaves, event.person, daysOf(event), event.at) };
    case 'leaveBegun':
      return { ...office, leaves: withBegun(office.leaves, event.person, event.from, event.at) };
    case 'leaveEnded':
      return { ...office, leaves: withoutLeave(office.leaves, event.person, event.from) };
    case 'nicknameSet': {
      const { name, enterprise, member, by, at } = event;
      return { ...office, nicknames: { ...office.nicknames, [name]: { enterprise, member, by, at } } };
    }
    case 'paperIssued': {
      const { type: _, v: _v, about, ...paper } = event;
      return { ...office, papers: { ...office.papers, [about]: paper } };
    }
    case 'ledgerImported': {
      const { type: _, v: _v, ...imported } = event;
      return { ...office, imports: [...(office.imports ?? []), imported] };
    }
    case 'arranged':
      return { ...office, arrangements: evolveArrangements(office.arrangements ?? {}, event, event.at) };
    case 'linkIssued': {
      const { hash, person, expiresAt, at } = event;
      const open = Object.entries(office.links ?? {}).filter(([, link]) => link.expiresAt > at);
      return { ...office, links: { ...Object.fromEntries(open), [hash]: { person, expiresAt } } };
    }
    case 'linkUsed':
      return { ...office, links: without(office.links ?? {}, event.hash) };
    case 'signedOut':
      return { ...office, signedOut: { ...office.signedOut, [event.person]: event.at } };
    case 'filterSaved': {
      const { person, name, query, at } = event;
      const filters = withFilter(office.filters?.[person] ?? [], { name, query, at });
      return { ...office, filters: { ...office.filters, [person]: filters } };
    }
    case 'filterForgotten': {
      const { person, name } = event;
      const filters = withoutFilter(office.filters?.[person] ?? [], name);
      return { ...office, filters: { ...office.filters, [person]: filters } };
    }
    case 'nicknameForgotten':
      return { ...office, nicknames: without(office.nicknames ?? {}, event.name) };
    case 'rosterRead':
    case 'personLeft':
    case 'personBack':
    case 'nameCorrected':
    case 'departmentReformed':
    case 'handedOver':
    case 'accountMoved':
      return evolveRegister(office, event);
    default:
      return event satisfies never;
  }
}

function reopened({ closed }: Office, group: string): Pick<Office, 'closed'> {
  return closed === undefined ? {} : { closed: without(closed, group) };
}

/** Nothing that is on record for a time still to come keeps that time from having its own. */
function setBack({ digestedThrough, ...office }: Office, at: Instant): Office {
  const isPast = ([, when]: readonly [string, Instant]): boolean => when <= at;
  const past = (record: Readonly<Record<string, Instant>>) =>
    Object.fromEntries(Object.entries(record).filter(isPast));
  return {
    ...office,
    ...(digestedThrough === undefined || digestedThrough > at ? {} : { digestedThrough }),
    summaries: past(office.summaries),
    announced: Object.fromEntries(
      Object.entries(office.announced).map(([person, when]) => [person, Math.min(when, at)]),
    ),
    clockSetBackAt: at,
  };
}

function daysOf({ from, to }: Days): Days {
  return { from, to };
}

function withInviteState(office: Office, hash: string, state: Invite['state']): Office {
  const invite = office.invites[hash];
  return invite ? { ...office, invites: { ...office.invites, [hash]: { ...invite, state } } } : office;
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _gone, ...rest } = record;
  return rest;
}

/**
 * 权责清单动态管理: what passes from office to office is evidence that the list is silent or wrong. Two tickets that went
 * the same way propose a change of it; an office may object to an item; 编办 decides, with the reason, and a decision
 * that changes the list is a version of it with its day. Open tickets stay where they are. Reports about officials are
 * no evidence.
 */
import type { Calendar } from '../calendar.ts';
import { type Deadline, deadlineOf } from '../deadline.ts';
import { officesOf } from '../offices.ts';
import type { DepartmentId, PersonId, Roster } from '../roster.ts';
import type { Day, Instant } from '../time.ts';
import { LOCAL, type PowerChange, type PowerStep } from './powers-list.ts';

/** So many tickets that went the same way are put before 编办. */
export const LEAST = 2;
/** Of the evidence the newest are kept; how many there were is counted. */
const KEPT = 20;
/** 编办 decides within so many working days (襄城、东山: 意见五日、决定二十日). */
export const DECIDE_WITHIN = { amount: 20, unit: 'workday', roll: false } as const;

/** Before that the offices concerned have so many working days for a word; when all have spoken nobody waits for them. */
export const OPINIONS_WITHIN = { amount: 5, unit: 'workday', roll: false } as const;

/** One ticket that went from one office to another. */
export interface Moved {
  readonly ticket: number;
  readonly from: DepartmentId;
  readonly at: Instant;
  /** transfer 转办 · ruling 调度员裁定 */
  readonly how: 'transfer' | 'ruling';
  readonly by: PersonId;
}

export interface Proposal {
  /** 1, 2, 3 … */
  readonly id: number;
  readonly change: PowerChange;
  readonly begunAt: Instant;
  /** The newest last. */
  readonly moved: readonly Moved[];
  /** How many tickets went that way in all. */
  readonly count: number;
  /** 清单异议: an office's own word. */
  readonly objected?: { readonly by: PersonId; readonly department: DepartmentId; readonly text: string };
  /** Since when it lies with 编办; missing: it is not enough yet. */
  readonly putAt?: Instant;
  /** What the offices concerned said of it. */
  readonly said: readonly { readonly at: Instant; readonly by: PersonId; readonly text: string }[];
  /** 编办 was reminded that it is due. */
  readonly remindedAt?: Instant;
  readonly decided?: {
    readonly at: Instant;
    readonly by: PersonId;
    readonly isAccepted: boolean;
    readonly text: string;
    /** Accepted: the version that came of it, and its first day. */
    readonly version?: number;
    readonly day?: Day;
  };
}

/** 准入: handed to a township although it is not its own. */
export interface Admission {
  readonly ticket: number;
  readonly township: DepartmentId;
  readonly at: Instant;
  readonly by: PersonId;
  readonly text: string;
  readonly returnedAt?: Instant;
}

export interface Powers {
  readonly proposals?: Readonly<Record<number, Proposal>>;
  /** The oldest first. */
  readonly admissions?: readonly Admission[];
}

export type PowerEvent =
  | { readonly did: 'moved'; readonly proposal: number; readonly change: PowerChange; readonly moved: Moved }
  /** The step that was evidence was taken back. */
  | { readonly did: 'takenBack'; readonly ticket: number; readonly of: Instant }
  | {
      readonly did: 'objected';
      readonly proposal: number;
      readonly change: PowerChange;
      readonly by: PersonId;
      readonly department: DepartmentId;
      readonly text: string;
    }
  | { readonly did: 'put' | 'reminded'; readonly proposal: number }
  | { readonly did: 'said'; readonly proposal: number; readonly by: PersonId; readonly text: string }
  | ({ readonly did: 'decided'; readonly proposal: number } & Omit<NonNullable<Proposal['decided']>, 'at'>)
  | ({ readonly did: 'admitted' } & Omit<Admission, 'at' | 'returnedAt'>)
  | { readonly did: 'returned'; readonly ticket: number };

export function evolvePowers(before: Powers, event: PowerEvent, at: Instant): Powers {
  switch (event.did) {
    case 'admitted': {
      const { did: _, ...admission } = event;
      return { ...before, admissions: [...(before.admissions ?? []), { ...admission, at }] };
    }
    case 'returned': {
      const all = before.admissions ?? [];
      const last = all.findLastIndex((one) => one.ticket === event.ticket && one.returnedAt === undefined);
      return {
        ...before,
        admissions: all.map((one, place) => (place === last ? { ...one, returnedAt: at } : one)),
      };
    }
    case 'takenBack':
      return { ...withoutMove(before, event), ...withoutAdmission(before, event) };
    default:
      return { ...before, proposals: withProposal(before.proposals ?? {}, event, at) };
  }
}

type OnProposal = Exclude<PowerEvent, { readonly did: 'admitted' | 'returned' | 'takenBack' }>;

function withProposal(
  all: Readonly<Record<number, Proposal>>,
  event: OnProposal,
  at: Instant,
): Readonly<Record<number, Proposal>> {
  const known = all[event.proposal];
  const one = known ?? begun(event, at);
  return one ? { ...all, [one.id]: after(one, event, at) } : all;
}

function begun(event: OnProposal, at: Instant): Proposal | null {
  if (event.did !== 'moved' && event.did !== 'objected') return null;
  return { id: event.proposal, change: event.change, begunAt: at, moved: [], count: 0, said: [] };
}

function after(one: Proposal, event: OnProposal, at: Instant): Proposal {
  switch (event.did) {
    case 'moved':
      return { ...one, moved: [...one.moved, event.moved].slice(-KEPT), count: one.count + 1 };
    case 'objected': {
      const { by, department, text } = event;
      return { ...one, objected: { by, department, text } };
    }
    case 'put':
      return { ...one, putAt: at };
    case 'reminded':
      return { ...one, remindedAt: at };
    case 'said':
      return { ...one, said: [...one.said, { at, by: event.by, text: event.text }] };
    case 'decided': {
      const { did: _, proposal: __, ...decided } = event;
      return { ...one, decided: { ...decided, at } };
    }
    default:
      return event satisfies never;
  }
}

type TakenBack = Extract<PowerEvent, { readonly did: 'takenBack' }>;

/** What is decided stays as it was decided. */
function withoutMove({ proposals = {} }: Powers, { ticket, of }: TakenBack): Powers {
  const kept = Object.values(proposals).map((one): Proposal => {
    const moved = one.moved.filter((move) => move.ticket !== ticket || move.at !== of);
    return one.decided || moved.length === one.moved.length
      ? one
      : { ...one, moved, count: one.count - (one.moved.length - moved.length) };
  });
  return { proposals: Object.fromEntries(kept.map((one) => [one.id, one])) };
}

function withoutAdmission({ admissions = [] }: Powers, { ticket, of }: TakenBack): Powers {
  return {
    admissions: admissions.flatMap((one): readonly Admission[] => {
      if (one.ticket !== ticket) return [one];
      if (one.at === of) return [];
      const { returnedAt, ...rest } = one;
      return returnedAt === of ? [rest] : [one];
    }),
  };
}

/** The oldest first. */
export function proposalsIn({ proposals = {} }: Powers): readonly Proposal[] {
  return Object.values(proposals);
}

/** What lies with 编办. */
export function isPending(one: Proposal): boolean {
  return wasPending(one, Number.POSITIVE_INFINITY);
}

/** What lay with 编办 just before that moment. */
export function wasPending({ putAt, decided }: Proposal, before: Instant): boolean {
  return putAt !== undefined && putAt < before && !(decided && decided.at < before);
}

/** The proposal that has not been decided yet and asks for the same. */
export function openProposal(all: readonly Proposal[], change: PowerChange): Proposal | undefined {
  return all.find(
    ({ decided, change: other }) =>
      decided === undefined &&
      other.item === change.item &&
      other.to === change.to &&
      (change.item !== null || other.name === change.name),
  );
}

/** The steps by which decisions changed the list, in no order. */
export function stepsIn(powers: Powers): readonly PowerStep[] {
  return proposalsIn(powers).flatMap(({ change, decided }): readonly PowerStep[] =>
    decided?.version === undefined || decided.day === undefined
      ? []
      : [{ ...change, version: decided.version, day: decided.day }],
  );
}

/** Until when 编办 decides; null while it does not lie with it. */
export function decisionDue({ putAt }: Pick<Proposal, 'putAt'>, calendar: Calendar): Deadline | null {
  return putAt === undefined ? null : deadlineOf(putAt, DECIDE_WITHIN, calendar);
}

/** Until when the offices concerned are heard; null while it does not lie with 编办. */
export function opinionsDue({ putAt }: Pick<Proposal, 'putAt'>, calendar: Calendar): Deadline | null {
  return putAt === undefined ? null : deadlineOf(putAt, OPINIONS_WITHIN, calendar);
}

/** The offices whose word is heard on it; where 属地乡镇 would lead, or would not any more, each of the townships. */
export function officesConcerned(
  { change, moved, objected }: Proposal,
  { offices, isTownship }: Pick<Roster, 'offices' | 'isTownship'>,
): ReadonlySet<DepartmentId> {
  const all = [change.from, change.to, objected?.department, ...moved.map(({ from }) => from)];
  return new Set(
    all.flatMap((one) =>
      one === LOCAL ? offices.map(({ id }) => id).filter((id) => isTownship(id)) : (one ?? []),
    ),
  );
}

/** Those of them that are in the roster and have not said a word yet; who proposed it has. */
export function officesUnheard(one: Proposal, roster: Roster): readonly DepartmentId[] {
  const spoke = [...one.said.map(({ by }) => by), ...(one.objected ? [one.objected.by] : [])];
  const heard = new Set(spoke.flatMap((person) => [...officesOf(person, roster)]));
  return [...officesConcerned(one, roster)].filter((id) => roster.department(id) && !heard.has(id));
}

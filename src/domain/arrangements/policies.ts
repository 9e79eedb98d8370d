/**
 * 惠企政策: what the library says of each, to whom it was sent, who wants it, who wants no more of its category. A push says
 * that a policy seems to fit; whether it does is the department's decision. No answer is none of anybody's business.
 */
import type { Duration } from '../deadline.ts';
import { officesOf } from '../offices.ts';
import type { Enterprise, Roster } from '../roster.ts';
import { mondayOf } from '../spans.ts';
import { type Day, dayOf, type Instant, startOfDay } from '../time.ts';
import { type Condition, type Fact, verdictOn, type Who } from './audience.ts';
import type { Notices } from './notices.ts';

/** 免申: nothing is applied for, only confirmed · 即申: paid soon after · 承诺: on a promise · 咨询: told about only */
export const MODES = ['免申', '即申', '承诺', '咨询'] as const;
export type Mode = (typeof MODES)[number];

export interface Policy {
  readonly id: string;
  readonly title: string;
  readonly aliases: readonly string[];
  /** 用工、融资 …: what a firm may want no more of. */
  readonly category: string;
  /** 国家、省、市、县 */
  readonly level: string;
  /** 文号 */
  readonly document: string;
  readonly issued: Day;
  readonly effective?: Day | undefined;
  /** The last day to apply; missing: at any time. */
  readonly deadline?: Day | undefined;
  /** 兑现日期, where all are paid on one day. */
  readonly paidOn?: Day | undefined;
  readonly department: string;
  readonly address: string;
  readonly phone: string;
  readonly industries: string;
  readonly points: string;
  readonly mode: Mode;
  /** 兑现时限 */
  readonly within: Duration;
  readonly clauses: readonly { readonly at: string; readonly text: string }[];
  readonly who: Who;
  /** The flow of its tickets, with its own limit: `policy@<hash>`. */
  readonly flow: string;
}

/** When the merged message of the week goes out; 1 is Monday. On a day off: the next working day. */
export interface Weekly {
  readonly weekday: number;
  readonly at: string;
}

export interface PolicyLibrary {
  readonly weekly: Weekly;
  readonly policies: readonly Policy[];
}

/** A policy on its way to firms, as it was shown to whoever sent it. */
export interface Push {
  /** 1, 2, 3 … */
  readonly id: number;
  readonly policy: string;
  readonly title: string;
  readonly category: string;
  readonly department: string;
  readonly by: string;
  readonly at: Instant;
  readonly enterprises: readonly string[];
  /** When it went out; missing: it waits for the message of the week. */
  readonly sentAt?: Instant;
  /** The notice it went out as; missing: not yet, or nobody was left to send it to. */
  readonly notice?: number;
}

/** A firm has said 要办, in answer to a push or to what it asked. */
export interface Wish {
  readonly policy: string;
  readonly enterprise: string;
  readonly by: string;
  readonly at: Instant;
}

/** What a firm says is wrong of what a push was told by. The roster is the county's: nothing is changed by it. */
export interface Correction {
  readonly policy: string;
  readonly enterprise: string;
  readonly by: string;
  readonly at: Instant;
  readonly words: string;
}

export interface Policies {
  readonly pushes?: Readonly<Record<number, Push>>;
  readonly wishes?: readonly Wish[];
  readonly corrections?: readonly Correction[];
  /** By firm, the categories it wants no more of. */
  readonly off?: Readonly<Record<string, readonly string[]>>;
  /** By policy, the deadline that whoever wants it has been reminded of. */
  readonly reminded?: Readonly<Record<string, Day>>;
}

export type PolicyEvent =
  | { readonly did: 'queued'; readonly push: Omit<Push, 'at' | 'sentAt' | 'notice'> }
  | { readonly did: 'sent'; readonly push: number; readonly notice: number | null }
  | { readonly did: 'wanted'; readonly wish: Omit<Wish, 'at'> }
  | { readonly did: 'corrected'; readonly correction: Omit<Correction, 'at'> }
  | { readonly did: 'off' | 'on'; readonly enterprise: string; readonly category: string }
  | { readonly did: 'reminded'; readonly policy: string; readonly deadline: Day };

export function evolvePolicies(all: Policies, event: PolicyEvent, at: Instant): Policies {
  switch (event.did) {
    case 'queued':
      return { ...all, pushes: { ...all.pushes, [event.push.id]: { ...event.push, at } } };
    case 'sent': {
      const push = all.pushes?.[event.push];
      if (!push) return all;
      const sent = { ...push, sentAt: at, ...(event.notice === null ? {} : { notice: event.notice }) };
      return { ...all, pushes: { ...all.pushes, [push.id]: sent } };
    }
    case 'wanted':
      return { ...all, wishes: [...(all.wishes ?? []), { ...event.wish, at }] };
    case 'corrected':
      return { ...all, corrections: [...(all.corrections ?? []), { ...event.correction, at }] };
    case 'off':
      return withOff(all, event.enterprise, [...offOf(all, event.enterprise), event.category]);
    case 'on': {
      const left = offOf(all, event.enterprise).filter((one) => one !== event.category);
      return withOff(all, event.enterprise, left);
    }
    case 'reminded':
      return { ...all, reminded: { ...all.reminded, [event.policy]: event.deadline } };
    default:
      return event satisfies never;
  }
}

function withOff(all: Policies, enterprise: string, categories: readonly string[]): Policies {
  return { ...all, off: { ...all.off, [enterprise]: [...new Set(categories)] } };
}

/** What a firm wants no more of. */
export function offOf({ off = {} }: Policies, enterprise: string): readonly string[] {
  return off[enterprise] ?? [];
}

/** The oldest first. */
export function pushesIn({ pushes = {} }: Policies): readonly Push[] {
  return Object.values(pushes);
}

/** To whom a policy would go, and why to nobody else; each in the order of the roster. */
export interface Audience {
  readonly fits: readonly { readonly firm: Enterprise; readonly met: readonly Condition[] }[];
  readonly unknown: readonly { readonly firm: Enterprise; readonly missing: readonly Fact[] }[];
  readonly unfit: readonly { readonly firm: Enterprise; readonly failed: readonly Condition[] }[];
  /** They seem to fit, and want no more of the category. */
  readonly off: readonly Enterprise[];
  /** They seem to fit, and have had it, or will. */
  readonly had: readonly Enterprise[];
}

export function audienceOf(
  policy: Policy,
  { enterprises }: Pick<Roster, 'enterprises'>,
  all: Policies,
): Audience {
  const had = new Set(pushesIn(all).flatMap((one) => (one.policy === policy.id ? one.enterprises : [])));
  const audience = {
    fits: [] as { firm: Enterprise; met: readonly Condition[] }[],
    unknown: [] as { firm: Enterprise; missing: readonly Fact[] }[],
    unfit: [] as { firm: Enterprise; failed: readonly Condition[] }[],
    off: [] as Enterprise[],
    had: [] as Enterprise[],
  };
  for (const firm of enterprises) {
    const verdict = verdictOn(policy.who, firm);
    if (verdict.is === 'unknown') audience.unknown.push({ firm, missing: verdict.missing });
    else if (verdict.is === 'unfit') audience.unfit.push({ firm, failed: verdict.failed });
    else if (offOf(all, firm.id).includes(policy.category)) audience.off.push(firm);
    else if (had.has(firm.id)) audience.had.push(firm);
    else audience.fits.push({ firm, met: verdict.met });
  }
  return audience;
}

/** Firms that a message of policies has gone to in the week of `at`, Monday to Sunday: nobody gets two (一家一周最多一条). */
export function toldInWeek(notices: Notices, at: Instant): ReadonlySet<string> {
  const from = startOfDay(mondayOf(dayOf(at)));
  const sent = Object.values(notices).filter(
    ({ about, sentAt }) => about.kind === 'policy' && sentAt >= from,
  );
  return new Set(sent.flatMap(({ to }) => to.map(({ enterprise }) => enterprise)));
}

/** A policy in the data of a button, which has room for nine digits: the same for as long as its id is. */
export function policyNumber(id: string): number {
  let number = 0;
  for (const letter of id) number = (number * 31 + (letter.codePointAt(0) ?? 0)) % 999_999_937;
  return number;
}

/** 专班 sends any, a department its own. Leaders read. */
export function mayPush(person: string, policy: Pick<Policy, 'department'>, roster: Roster): boolean {
  const isHub = roster.rolesOf(person).some(({ role }) => role === 'dispatcher');
  return isHub || officesOf(person, roster).has(policy.department);
}

/** Who may change what a policy says: whoever sends it, and the operator. */
export function mayChangePolicy(person: string, policy: Pick<Policy, 'department'>, roster: Roster): boolean {
  const isOperator = roster.rolesOf(person).some(({ role }) => role === 'operator');
  return isOperator || mayPush(person, policy, roster);
}

/** Whether somebody may change any of the library. */
export function mayChangeLibrary(person: string, roster: Roster): boolean {
  return roster.departments.some(({ id }) => mayChangePolicy(person, { department: id }, roster));
}

/** Whether it can still be applied for on that day. */
export function isOpenOn({ deadline }: Pick<Policy, 'deadline'>, day: Day): boolean {
  return deadline === undefined || day <= deadline;
}

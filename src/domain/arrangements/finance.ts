/**
 * 政银企对接: what a firm needs to borrow, told in private and shown to the banks that it chose, and to nobody else. Five
 * standards are looked at (金发〔2024〕32 号: 合规持续经营、固定经营场所、真实融资需求、信用状况良好、用途依法合规): 推荐, or 辅导 with
 * what is missing, which is no refusal. A bank says within two working days whether it takes it up, and decides within 30
 * days from when it was handed to it. Nobody orders a bank to lend, and an intention is no loan.
 */
import { addWorkdays, type Calendar } from '../calendar.ts';
import type { EnterpriseId, PersonId } from '../roster.ts';
import type { Sealed } from '../sealed.ts';
import { addDays, type Day, dayOf, type Instant, startOfDay } from '../time.ts';

export const STANDARDS = ['operating', 'premises', 'genuine', 'credit', 'lawful'] as const;
export type Standard = (typeof STANDARDS)[number];

/** Why a bank does not take it up, or does not lend: 抵押、征信、行业、报表、用途, or in words. */
export const REASONS = ['collateral', 'credit', 'industry', 'accounts', 'purpose', 'other'] as const;
export type Reason = (typeof REASONS)[number];

export interface NeedFields {
  readonly yuan: number;
  readonly months: number;
  readonly purpose: string;
  /** 抵押、担保; 信用 where there is none. */
  readonly collateral: string;
}

export interface Grant {
  readonly yuan: number;
  /** A year, in percent, as the bank wrote it; null: not said. */
  readonly rate: number | null;
}

interface Done {
  readonly at: Instant;
  readonly by: PersonId;
}

/** A need before a bank that the firm chose. */
export interface Offer {
  readonly bank: string;
  /** It was chosen. The bank reads it from when it is recommended as well: `openedAt`. */
  readonly chosenAt: Instant;
  readonly openedAt?: Instant;
  /** 愿接, or not and why. */
  readonly answer?: Done & {
    readonly willing: boolean;
    readonly reason: Reason | null;
    readonly words: string;
  };
  /** 意向: the bank is willing, and the firm goes on with it. */
  readonly picked?: Done;
  readonly granted?: Done & Sealed<Grant>;
  readonly refused?: Done & { readonly reason: Reason; readonly words: string };
  readonly lent: readonly (Done & Sealed<{ readonly yuan: number }>)[];
  /** The bank has left the roster. */
  readonly goneAt?: Instant;
  readonly nudged: readonly Nudge[];
}

/** A look at the five standards. */
export interface Check extends Done {
  readonly recommended: boolean;
  readonly lacks: readonly Standard[];
  readonly words: string;
}

/** 卡点: what a department could clear, and whoever named it. */
export interface Obstacle extends Done {
  /** Of the bank; null: the firm or the hub named it. */
  readonly bank: string | null;
  /** Without any sum of money. */
  readonly words: string;
  /** The firm's word: the ticket that it became; null: it is to be none. */
  readonly settled?: Done & { readonly ticket: number | null };
}

export interface Need {
  /** 1, 2, 3 … */
  readonly id: number;
  readonly enterprise: EnterpriseId;
  readonly by: PersonId;
  readonly at: Instant;
  readonly fields: Sealed<NeedFields>;
  /** When the hub was last asked to look, and how often: told, and each 补好了. */
  readonly askedAt: Instant;
  readonly asks: number;
  /** The looks, the last of which holds; as many as it was asked for, or one less. */
  readonly checks: readonly Check[];
  readonly offers: readonly Offer[];
  /** Oldest first; missing of needs from before. */
  readonly obstacles?: readonly Obstacle[];
  readonly withdrawn?: Done;
  readonly nudged: readonly Nudge[];
}

export type Needs = Readonly<Record<number, Need>>;

/**
 * What somebody is reminded of, once each. Of a need: checkLate (the hub). Of an offer: answerLate (the bank),
 * answerMissing (the hub and the firm), decisionSoon (the bank), decisionLate (the bank, the hub and the firm).
 */
export type Nudge = 'checkLate' | 'answerLate' | 'answerMissing' | 'decisionSoon' | 'decisionLate';

interface Of {
  readonly need: number;
}

export type FinanceEvent =
  | {
      readonly did: 'told';
      readonly need: Pick<Need, 'id' | 'enterprise' | 'by' | 'fields'>;
      readonly banks: readonly string[];
    }
  /** 补好了: what was missing is there, and the hub looks again. */
  | (Of & { readonly did: 'completed'; readonly by: PersonId })
  | (Of & {
      readonly did: 'checked';
      readonly by: PersonId;
      readonly recommended: boolean;
      readonly lacks: readonly Standard[];
      readonly words: string;
    })
  | (Of & { readonly did: 'chose'; readonly banks: readonly string[] })
  | (OfBank & {
      readonly did: 'answered';
      readonly by: PersonId;
      readonly willing: boolean;
      readonly reason: Reason | null;
      readonly words: string;
    })
  | (OfBank & { readonly did: 'picked'; readonly by: PersonId })
  | (OfBank & { readonly did: 'granted'; readonly by: PersonId } & Sealed<Grant>)
  | (OfBank & {
      readonly did: 'refused';
      readonly by: PersonId;
      readonly reason: Reason;
      readonly words: string;
    })
  | (OfBank & { readonly did: 'lent'; readonly by: PersonId } & Sealed<{ readonly yuan: number }>)
  | (OfBank & { readonly did: 'gone' })
  | (Of & {
      readonly did: 'obstructed';
      readonly by: PersonId;
      readonly bank: string | null;
      readonly words: string;
    })
  | (Of & {
      readonly did: 'filed';
      readonly place: number;
      readonly by: PersonId;
      readonly ticket: number | null;
    })
  | (Of & { readonly did: 'withdrawn'; readonly by: PersonId })
  | (Of & { readonly did: 'nudged'; readonly bank: string | null; readonly nudge: Nudge });

type OfBank = Of & { readonly bank: string };

export function evolveFinance(all: Needs, event: FinanceEvent, at: Instant): Needs {
  if (event.did === 'told') {
    const { need, banks } = event;
    const offers = banks.map((bank) => offered(bank, at));
    return { ...all, [need.id]: { ...need, at, askedAt: at, asks: 1, checks: [], offers, nudged: [] } };
  }
  const need = all[event.need];
  return need ? { ...all, [need.id]: after(need, event, at) } : all;
}

function offered(bank: string, at: Instant, openedAt?: Instant): Offer {
  return { bank, chosenAt: at, lent: [], nudged: [], ...(openedAt === undefined ? {} : { openedAt }) };
}

function after(need: Need, event: Exclude<FinanceEvent, { readonly did: 'told' }>, at: Instant): Need {
  const withOffer = (bank: string, change: (offer: Offer) => Offer): Need => ({
    ...need,
    offers: need.offers.map((one) => (one.bank === bank ? change(one) : one)),
  });
  switch (event.did) {
    case 'completed':
      return {
        ...need,
        askedAt: at,
        asks: need.asks + 1,
        nudged: need.nudged.filter((one) => one !== 'checkLate'),
      };
    case 'checked': {
      const { by, recommended, lacks, words } = event;
      const offers = recommended ? need.offers.map((one) => ({ openedAt: at, ...one })) : need.offers;
      return { ...need, checks: [...need.checks, { at, by, recommended, lacks, words }], offers };
    }
    case 'chose': {
      const opens = isRecommended(need) ? at : undefined;
      return { ...need, offers: [...need.offers, ...event.banks.map((bank) => offered(bank, at, opens))] };
    }
    case 'answered': {
      const { by, willing, reason, words } = event;
      return withOffer(event.bank, (one) => ({ ...one, answer: { at, by, willing, reason, words } }));
    }
    case 'picked':
      return withOffer(event.bank, (one) => ({ ...one, picked: { at, by: event.by } }));
    case 'granted':
      return withOffer(event.bank, (one) => ({
        ...one,
        granted: { at, by: event.by, sealed: event.sealed },
      }));
    case 'refused': {
      const { by, reason, words } = event;
      return withOffer(event.bank, (one) => ({ ...one, refused: { at, by, reason, words } }));
    }
    case 'lent':
      return withOffer(event.bank, (one) => ({
        ...one,
        lent: [...one.lent, { at, by: event.by, sealed: event.sealed }],
      }));
    case 'gone':
      return withOffer(event.bank, (one) => ({ ...one, goneAt: at }));
    case 'obstructed': {
      const { by, bank, words } = event;
      return { ...need, obstacles: [...obstaclesOf(need), { at, by, bank, words }] };
    }
    case 'filed': {
      const settled = { at, by: event.by, ticket: event.ticket };
      const settledAt = (one: Obstacle, place: number) => (place === event.place ? { ...one, settled } : one);
      return { ...need, obstacles: obstaclesOf(need).map(settledAt) };
    }
    case 'withdrawn':
      return { ...need, withdrawn: { at, by: event.by } };
    case 'nudged':
      return event.bank === null
        ? { ...need, nudged: [...need.nudged, event.nudge] }
        : withOffer(event.bank, (one) => ({ ...one, nudged: [...one.nudged, event.nudge] }));
    default:
      return event satisfies never;
  }
}

/**
 * checking: the hub looks · coaching: something is missing · choosing: recommended, and no bank has it in hand · asked: banks
 * are to say whether they take it up · talking: a bank decides · granted, lent · withdrawn
 */
export type NeedStage =
  | 'checking'
  | 'coaching'
  | 'choosing'
  | 'asked'
  | 'talking'
  | 'granted'
  | 'lent'
  | 'withdrawn';

export function stageOf(need: Need): NeedStage {
  const { checks, asks, offers, withdrawn } = need;
  if (withdrawn) return 'withdrawn';
  if (offers.some(({ lent }) => lent.length > 0)) return 'lent';
  if (offers.some(({ granted }) => granted)) return 'granted';
  if (checks.length < asks) return 'checking';
  if (!isRecommended(need)) return 'coaching';
  const live = offers.filter((one) => isLive(one));
  if (live.some(({ picked }) => picked)) return 'talking';
  return live.length > 0 ? 'asked' : 'choosing';
}

export function obstaclesOf({ obstacles = [] }: Pick<Need, 'obstacles'>): readonly Obstacle[] {
  return obstacles;
}

export function isRecommended({ checks }: Pick<Need, 'checks'>): boolean {
  return checks.at(-1)?.recommended === true;
}

/** Whether anything may still come of it: nobody has lent, or another bank that the firm goes on with has not yet. */
export function isOpenNeed(need: Need): boolean {
  if (need.withdrawn) return false;
  const awaited = need.offers.some((one) => one.picked && isLive(one) && one.lent.length === 0);
  return awaited || stageOf(need) !== 'lent';
}

/** Whether a bank has it in hand: neither declined nor refused, and still in the roster. */
export function isLive({ answer, refused, goneAt }: Offer): boolean {
  return answer?.willing !== false && refused === undefined && goneAt === undefined;
}

/** Working days the hub has to look, a bank to say whether it takes it up; and days it has to decide. */
export const LIMITS = { check: 3, answer: 2, decision: 30 } as const;

/** The last day to look at the five standards; null when there is nothing to look at. */
export function checkDue(need: Need, calendar: Calendar): Day | null {
  return stageOf(need) === 'checking' ? addWorkdays(dayOf(need.askedAt), LIMITS.check, calendar) : null;
}

/** The last day to say 愿接 or 不接; null when that is said, or not asked. */
export function answerDue(need: Need, offer: Offer, calendar: Calendar): Day | null {
  const { openedAt, answer } = offer;
  if (openedAt === undefined || answer || !isLive(offer) || need.withdrawn) return null;
  return addWorkdays(dayOf(openedAt), LIMITS.answer, calendar);
}

/** The last day to decide, of a bank that the firm goes on with, decided or not; null: none is owed. */
export function decisionDay({ openedAt, picked }: Offer): Day | null {
  return openedAt === undefined || !picked ? null : addDays(dayOf(openedAt), LIMITS.decision);
}

/** The same while it is still owed. */
export function decisionDue(need: Need, offer: Offer): Day | null {
  const isOwed = isLive(offer) && !offer.granted && !need.withdrawn;
  return isOwed ? decisionDay(offer) : null;
}

/** From the first moment after its day it is late. */
export function lateFrom(day: Day): Instant {
  return startOfDay(addDays(day, 1));
}

export function nextNeed(all: Needs = {}): number {
  return Object.keys(all).length + 1;
}

export function lentYuan({ lent }: Offer): number {
  return lent.reduce((sum, one) => sum + one.sealed.yuan, 0);
}

/**
 * The two faces of every report (domain.md §8.3, §1.2): what a newspaper prints (报道口径, all that was received as base)
 * and what an appraisal asks (考核口径, what was due as base); the department's own claim beside the enterprise's word.
 * What is suspended (挂账) stays in every base; what is excluded (剔除) leaves the bases of received and due, and
 * `beforeExclusions` shows the figures with it. Who has said 没解决 stays in the base of what enterprises say, whatever
 * became of the ticket.
 */
import {
  isAnswered,
  isClosed,
  isDue,
  isExcluded,
  isInTime,
  isSaidUnsolved,
  isUnrated,
  lastAnswer,
  type Test,
} from './judged.ts';
import type { Rate } from './rate.ts';
import { isWithin, type Seen } from './seen.ts';

export interface Rates {
  /** 到期办结率（考核口径）= 到期件中已销号 ÷ 期内到期件。 */
  readonly dueCompletion: Rate;
  /** 按期办结率 = 到期件中按期办结、企业从没退回 ÷ 期内到期件。 */
  readonly onTime: Rate;
  /** 今年办结率 = 其中已销号 ÷ 期末那一年新收（旧台账接来的是结转，不在内），截至期末。 */
  readonly yearCompletion: Rate;
  /** 累计办结率（报道口径）= 累计销号 ÷ 累计受理，截至期末。 */
  readonly completion: Rate;
  /** 部门报办结率 = 部门已报办结、未被推翻的（企业评价没有都算）÷ 累计受理，截至期末。 */
  readonly claimed: Rate;
  /** 按时签收率 = 按时签收 ÷ 期内应签收。 */
  readonly signedOnTime: Rate;
  /** 按时反馈率 = 按时首次反馈（直接办结也算）÷ 期内应反馈。 */
  readonly fedBackOnTime: Rate;
  /** 首次派准率 = 没有转办、改派，也没有提出退单的 ÷ 期内派单（国办函〔2025〕66 号：优化退单改派）。 */
  readonly firstRight: Rate;
  /** 退单率 = 其中部门提出退单的 ÷ 期内派单。 */
  readonly returned: Rate;
  /** 重办率 = 其中企业说没解决、退回重办的 ÷ 期内派单。 */
  readonly reworked: Rate;
  /** 回访率 = 企业作出答复（含“没解决”）÷ 期内评价结束的（另有到期未评价）。 */
  readonly calledBack: Rate;
  /** 响应率 = 企业说主动联系了 ÷ 企业答了这一问的。 */
  readonly response: Rate;
  /** 解决率 = 企业说解决了、期内没说过没解决 ÷ 企业作出答复。 */
  readonly resolution: Rate;
  /** 其余的，同一分母：部分解决；解释说明；不满意而没说解决没有；说过没解决。与解决的合起来就是分母。 */
  readonly partly: Rate;
  readonly explained: Rate;
  readonly unsaid: Rate;
  readonly unsolved: Rate;
  /** 满意率 =（满意 + 0.9 × 基本满意）÷ 企业作出答复。 */
  readonly satisfaction: Rate;
}

/** 剔除前：the same rates with what was withdrawn, merged or not taken on still in the base, as not done. */
export type BeforeExclusions = Pick<Rates, 'completion' | 'yearCompletion' | 'dueCompletion' | 'onTime'>;

/** 其中未评价：the rates that count closures, among them those on which no enterprise has said a word. */
export type UnratedIn = 'completion' | 'yearCompletion' | 'dueCompletion' | 'onTime' | 'claimed';

/** Weight of 基本满意, as used by Beijing's district reports. */
const BASIC_WEIGHT = 0.9;

/** Of which tickets a rate is taken, and how much each adds to its numerator. */
export interface Share {
  readonly base: Test;
  readonly of: (one: Seen) => boolean | number;
}

const received: Test = (one) => !isExcluded(one);
/**
 * 新收 of the year. What was taken over was received before, maybe in another year, and what the ledger had closed by then is
 * in no base: with only what was left open it would pull the rate down one year, and be nobody's the other.
 */
const ofYear: Test = ({ ticket, within }) => ticket.registeredAt >= within.year && !ticket.takenOver;
const dispatched: Test = (one) => received(one) && isWithin(one.within, one.ticket.acceptedAt);
const toDo =
  (step: 'sign' | 'feedback'): Test =>
  (one) =>
    received(one) && isWithin(one.within, one.ticket.due[step]?.last);
const both =
  (a: Test, b: Test): Test =>
  (one) =>
    a(one) && b(one);
/** What it comes to: 没解决 counts, also where it was done again in the same period. */
const answer = (one: Seen) => (isSaidUnsolved(one) ? 'unsolved' : lastAnswer(one.said)?.answer);
const answered = (what: ReturnType<typeof answer>): Share => ({
  base: isAnswered,
  of: (one) => answer(one) === what,
});
const doneInTimeWithin = (one: Seen): boolean => received(one) && isInTime(one);

/** Which tickets each rate is made of; the number is the sum of what they add. */
export const RATES: Readonly<Record<keyof Rates, Share>> = {
  dueCompletion: { base: both(received, isDue), of: isClosed },
  onTime: { base: both(received, isDue), of: isInTime },
  yearCompletion: { base: both(received, ofYear), of: isClosed },
  completion: { base: received, of: isClosed },
  claimed: { base: received, of: (one) => isClosed(one) || one.end.resolvedAt !== null },
  signedOnTime: { base: toDo('sign'), of: ({ ticket }) => ticket.due.sign?.kept ?? false },
  fedBackOnTime: { base: toDo('feedback'), of: ({ ticket }) => ticket.due.feedback?.kept ?? false },
  firstRight: { base: dispatched, of: ({ wasMoved, wasReturned }) => !wasMoved && !wasReturned },
  returned: { base: dispatched, of: ({ wasReturned }) => wasReturned },
  reworked: { base: dispatched, of: ({ wasReworked }) => wasReworked },
  calledBack: { base: ({ said }) => said.length > 0, of: isAnswered },
  response: {
    base: (one) => isAnswered(one) && one.ticket.contacted !== undefined,
    of: ({ ticket }) => ticket.contacted === true,
  },
  resolution: answered('solved'),
  partly: answered('partly'),
  explained: answered('explained'),
  unsaid: answered('unsaid'),
  unsolved: answered('unsolved'),
  satisfaction: {
    base: isAnswered,
    of: ({ said }) => {
      const rating = lastAnswer(said)?.rating;
      return rating === 'satisfied' ? 1 : rating === 'basic' ? BASIC_WEIGHT : 0;
    },
  },
};

export const BEFORE_EXCLUSIONS: Readonly<Record<keyof BeforeExclusions, Share>> = {
  completion: { base: () => true, of: isClosed },
  yearCompletion: { base: ofYear, of: isClosed },
  dueCompletion: { base: isDue, of: isClosed },
  onTime: { base: isDue, of: doneInTimeWithin },
};

export const UNRATED_IN: Readonly<Record<UnratedIn, Test>> = {
  completion: isUnrated,
  yearCompletion: both(ofYear, isUnrated),
  dueCompletion: both(isDue, isUnrated),
  onTime: both(both(isDue, isInTime), isUnrated),
  claimed: isUnrated,
};

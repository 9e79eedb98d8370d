/**
 * The two faces of every report (domain.md §8.3, §1.2): what a newspaper prints (报道口径, all that was received as base)
 * and what an appraisal asks (考核口径, what was due as base); the department's own claim beside the enterprise's word.
 * What is suspended (挂账) stays in every base; what is excluded (剔除) leaves them, and `beforeExclusions` shows the
 * figures with it.
 */
import type { TicketEntry } from '../entry.ts';
import { type Solved, solvedBy } from '../solved.ts';
import { isRecorded, type Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { withoutUndone } from '../undo.ts';
import { deadlineMayMove, doneInTime, lastMoment, resolvedOnTime } from './lateness.ts';
import type { Period } from './period.ts';
import { type Rate, rateOf } from './rate.ts';
import { type Standing, standingBefore } from './standing.ts';

export interface Rates {
  /** 办结率（报道口径）= 累计销号 ÷ 累计受理，截至期末。 */
  readonly completion: Rate;
  /** 部门报办结率 = 部门已报办结、未被推翻的（企业评价没有都算）÷ 累计受理，截至期末。 */
  readonly claimed: Rate;
  /** 到期办结率（考核口径）= 到期件中已销号 ÷ 期内到期件。 */
  readonly dueCompletion: Rate;
  /** 按期办结率 = 到期件中按期办结且未被推翻 ÷ 期内到期件。 */
  readonly onTime: Rate;
  /** 按时签收率 = 按时签收 ÷ 期内应签收。 */
  readonly signedOnTime: Rate;
  /** 按时反馈率 = 按时首次反馈（直接办结也算）÷ 期内应反馈。 */
  readonly fedBackOnTime: Rate;
  /** 退单率 = 其中部门提出退单的 ÷ 期内派单。 */
  readonly returned: Rate;
  /** 重办率 = 其中企业说没解决、退回重办的 ÷ 期内派单。 */
  readonly reworked: Rate;
  /** 回访率 = 企业作出答复（含“没解决”）÷ 期内评价结束的（另有到期未评价）。 */
  readonly calledBack: Rate;
  /** 响应率 = 企业说主动联系了 ÷ 企业答了这一问的。 */
  readonly response: Rate;
  /** 解决率 = 企业说解决了 ÷ 企业作出答复（含“没解决”）。 */
  readonly resolution: Rate;
  /** 其余的，同一分母：部分解决；解释说明；不满意而没说解决没有；没解决。与解决的合起来就是分母。 */
  readonly partly: Rate;
  readonly explained: Rate;
  readonly unsaid: Rate;
  readonly unsolved: Rate;
  /** 满意率 =（满意 + 0.9 × 基本满意）÷ 企业作出答复。 */
  readonly satisfaction: Rate;
}

/** 剔除前：the same rates with what was withdrawn, merged or not taken on still in the base, as not done. */
export type BeforeExclusions = Pick<Rates, 'completion' | 'dueCompletion' | 'onTime'>;

/** Weight of 基本满意, as used by Beijing's district reports. */
const BASIC_WEIGHT = 0.9;

interface Seen {
  readonly ticket: Ticket;
  /** At the end of the period. */
  readonly end: Standing;
}

/** `end`: the first instant that is not counted any more. Confidential tickets must be left out by the caller. */
export function ratesOf(
  tickets: readonly Ticket[],
  { from }: Period,
  end: Instant,
): { readonly rates: Rates; readonly beforeExclusions: BeforeExclusions } {
  const inPeriod = (at: Instant | null): boolean => at !== null && at >= from && at < end;
  const seen = tickets.flatMap((ticket): Seen[] => {
    const standing = standingBefore(ticket, end);
    return standing ? [{ ticket, end: standing }] : [];
  });
  const received = seen.filter((one) => one.end.is !== 'excluded');
  const closed = (one: Seen): boolean => one.end.is === 'closed';
  const onTime = (one: Seen): boolean => one.end.is !== 'excluded' && resolvedOnTime(one.ticket);
  const due = (one: Seen): boolean =>
    inPeriod(lastMoment(one.ticket.clocks.resolve)) && !deadlineMayMove(one.ticket);

  const [dueAll, dueReceived] = [seen.filter(due), received.filter(due)];
  const toDo = (step: 'sign' | 'feedback') =>
    received.filter(({ ticket }) => inPeriod(lastMoment(ticket.clocks[step])));
  const dispatched = received.filter(({ ticket }) => inPeriod(ticket.facts.acceptedAt));
  const concluded = received
    .filter(({ ticket }) => !isRecorded(ticket))
    .map(({ ticket }) => ({ ticket, last: lastWord(ticket) }))
    .filter(({ last }) => inPeriod(last?.at ?? null));
  const answered = concluded.filter(({ last }) => last?.answer !== 'none');
  const asked = answered.filter(({ ticket }) => (ticket.facts.answers?.contacted ?? null) !== null);
  const rated = (rating: string): number =>
    answered.filter(({ ticket, last }) => last?.rated && ticket.facts.rating === rating).length;
  const solved = (what: Solved): Rate => rateOf(answered, ({ last }) => last?.answer === what);
  const happened = ({ entries }: Ticket, isIt: (entry: TicketEntry) => boolean): boolean =>
    withoutUndone(entries.filter(({ at }) => at < end)).some(isIt);
  const isReturn = (entry: TicketEntry) => entry.what === 'requested' && entry.kind === 'return';

  return {
    rates: {
      completion: rateOf(received, closed),
      claimed: rateOf(received, (one) => closed(one) || one.end.resolvedAt !== null),
      dueCompletion: rateOf(dueReceived, closed),
      onTime: rateOf(dueReceived, onTime),
      signedOnTime: rateOf(toDo('sign'), ({ ticket }) => doneInTime(ticket, 'sign', ticket.facts.signedAt)),
      fedBackOnTime: rateOf(toDo('feedback'), ({ ticket }) =>
        doneInTime(ticket, 'feedback', ticket.facts.fedBackAt),
      ),
      returned: rateOf(dispatched, ({ ticket }) => happened(ticket, isReturn)),
      reworked: rateOf(dispatched, ({ ticket }) => happened(ticket, ({ what }) => what === 'reworked')),
      calledBack: rateOf(concluded, ({ last }) => last?.answer !== 'none'),
      response: rateOf(asked, ({ ticket }) => ticket.facts.answers?.contacted === true),
      resolution: solved('solved'),
      partly: solved('partly'),
      explained: solved('explained'),
      unsaid: solved('unsaid'),
      unsolved: solved('unsolved'),
      satisfaction: {
        numerator: rated('satisfied') + BASIC_WEIGHT * rated('basic'),
        denominator: answered.length,
      },
    },
    beforeExclusions: {
      completion: rateOf(seen, closed),
      dueCompletion: rateOf(dueAll, closed),
      onTime: rateOf(dueAll, onTime),
    },
  };
}

export interface LastWord {
  readonly at: Instant;
  /** `none`: nobody answered in time (未评价), which is never counted as satisfied, whatever was said later (补评). */
  readonly answer: Solved | 'none';
  /** It was a rating, and not that it is not solved. */
  readonly rated: boolean;
}

/** The enterprise's last word on the last results: a rating, "not solved", or none in time; null when not yet asked. */
export function lastWord(ticket: Ticket): LastWord | null {
  let last: LastWord | null = null;
  let over = false;
  for (const { what, at } of withoutUndone(ticket.entries)) {
    switch (what) {
      case 'confirmed':
      case 'lapsed':
        last =
          what === 'confirmed'
            ? { at, answer: solvedBy(ticket), rated: true }
            : { at, answer: 'none', rated: false };
        over = true;
        break;
      case 'reworked':
        last = { at, answer: 'unsolved', rated: false };
        break;
      case 'reopened':
        // An appeal against 不予受理 says nothing about a result.
        if (over) last = { at, answer: 'unsolved', rated: false };
        over = false;
        break;
      default:
    }
  }
  return last;
}

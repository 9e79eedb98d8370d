/**
 * What leaders hear of visits: 随叫 9 次，2 小时内应 9/9; 答应 17 项，到期 12，做到 11. Nobody is ranked, and visits are no merit:
 * it is counted how calls were answered and promises kept.
 */
import { isLate } from '../deadline.ts';
import type { Rate } from '../metrics/rate.ts';
import type { Ticket } from '../ticket.ts';
import type { Duty, StepClock } from '../ticket-parts.ts';
import type { Instant } from '../time.ts';
import type { VisitQuestion, Visits } from './visits.ts';

/** The period, as far as it has gone. */
export interface Span {
  readonly from: Instant;
  readonly before: Instant;
}

export interface VisitFigures {
  /** 随叫: calls in the period. */
  readonly called: number;
  /** Of the calls whose time to answer (2 小时) was over in the period: those answered within it. */
  readonly answered: Rate;
  /** 答应: promises given in the period. */
  readonly promised: number;
  /** 说到做到: of the promises that fell due in the period, those kept by their date. */
  readonly kept: Rate;
  readonly onTime: Rate;
  readonly didWhatWasSaid: Rate;
  /** 服务周到, of those that were rated. */
  readonly attentive: Rate;
}

/** What is due counts in the period of its date, once that is over: so each call and each promise counts in one period. */
export function visitFigures(
  visits: readonly Ticket[],
  facts: Visits,
  { from, before }: Span,
  now: Instant,
): VisitFigures {
  const end = Math.min(before, now);
  const isIn = (at: Instant | null): boolean => at !== null && at >= from && at < end;
  const fellDue = ({ deadline }: StepClock): boolean => isIn(deadline.due) && isLate(deadline, end);
  const promises = visits.flatMap(promisesOf);
  const calls = visits.flatMap(({ clocks: { sign }, facts: { signedAt, withdrawnAt } }) =>
    sign && fellDue(sign) && (signedAt ?? withdrawnAt ?? end) !== withdrawnAt
      ? [{ inTime: signedAt !== null && !isLate(sign.deadline, signedAt) }]
      : [],
  );
  const over = visits.filter(({ facts: { closedAt } }) => isIn(closedAt));
  const answersTo = (question: VisitQuestion): Rate =>
    rateOf(
      over.flatMap(({ number }) => facts[number]?.answers?.[question] ?? []),
      (yes) => yes,
    );
  return {
    called: visits.filter(({ facts: { registeredAt } }) => isIn(registeredAt)).length,
    answered: rateOf(calls, ({ inTime }) => inTime),
    promised: promises.filter(({ at }) => isIn(at)).length,
    kept: rateOf(
      promises.filter((one) => fellDue(one.clock) && !isOwedNoMore(one)),
      isKept,
    ),
    onTime: answersTo('onTime'),
    didWhatWasSaid: answersTo('kept'),
    attentive: rateOf(
      over.filter(({ facts: { rating } }) => rating !== null),
      ({ facts: { rating } }) => rating === 'satisfied',
    ),
  };
}

/** A promise is a step with the day that was named. */
export function promisesOf({ duties }: Pick<Ticket, 'duties'>): readonly Duty[] {
  return duties.filter(({ kind }) => kind === 'step');
}

/** Kept by its date: answered for good, and not late by then. */
export function isKept({ replied, endedAt, clock }: Duty): boolean {
  return replied?.final === true && endedAt !== null && !isLate(clock.deadline, endedAt);
}

/** Whether any promise of a visit has fallen due, or was done. */
export function wasDue(ticket: Ticket, now: Instant): boolean {
  return promisesOf(ticket).some(({ clock, endedAt }) => endedAt !== null || isLate(clock.deadline, now));
}

/** It ended with its ticket – withdrawn by the firm – before it was due. */
function isOwedNoMore({ replied, endedAt, clock }: Duty): boolean {
  return replied?.final !== true && endedAt !== null && !isLate(clock.deadline, endedAt);
}

function rateOf<One>(all: readonly One[], isGood: (one: One) => boolean): Rate {
  return { numerator: all.filter(isGood).length, denominator: all.length };
}

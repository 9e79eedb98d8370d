/**
 * How well tickets found their department, week by week: what was assigned without the dispatcher and stayed where it was,
 * and what the dispatcher had to settle. The last department is taken for the right one.
 */
import { mondayOf } from '../spans.ts';
import type { Ticket } from '../ticket.ts';
import { addDays, type Day, dayOf } from '../time.ts';
import { termsIn } from './terms.ts';

export interface WeekOfDispatching {
  readonly monday: Day;
  readonly registered: number;
  /**
   * Assigned without the dispatcher; of those, where the first choice was signed for and has stayed the right one, and
   * where nobody has signed yet.
   */
  readonly sure: number;
  readonly sureRight: number;
  readonly unsigned: number;
  /** Settled by the dispatcher; of those, where the first choice, or one of the three shown, was the right one. */
  readonly unclear: number;
  readonly firstRight: number;
  readonly amongThree: number;
}

/** Assigned without the dispatcher, and wrong. */
export interface SureAndWrong {
  readonly number: number;
  readonly text: string;
  readonly from: string;
  readonly to: string;
  /** The county's terms that pointed there. */
  readonly terms: readonly string[];
}

/** Tickets about which a language model was asked. */
export interface AskedOfModel {
  readonly asked: number;
  /** It settled the department; of those, where that has stayed the right one, and the matter one. */
  readonly followed: number;
  readonly followedRight: number;
  /** It named no department, or gave no usable answer. */
  readonly useless: number;
}

/** The weeks up to that of `today`, the latest first. Reports about officials, and what was not taken on, are in none. */
export function dispatchingByWeek(
  tickets: readonly Ticket[],
  today: Day,
  weeks: number,
): readonly WeekOfDispatching[] {
  const first = mondayOf(today);
  return Array.from({ length: weeks }, (_, back) => {
    const monday = addDays(first, -7 * back);
    const own = tickets.filter((one) => counts(one) && mondayOf(dayOf(one.facts.registeredAt)) === monday);
    const sure = own.filter(isSure);
    const stayed = sure.filter((one) => rankOf(one) === 0);
    const unclear = own.filter((one) => !isSure(one) && one.department !== null);
    return {
      monday,
      registered: own.length,
      sure: sure.length,
      sureRight: stayed.filter(isTaken).length,
      unsigned: stayed.filter((one) => !isTaken(one)).length,
      unclear: unclear.length,
      firstRight: unclear.filter((one) => rankOf(one) === 0).length,
      amongThree: unclear.filter((one) => rankOf(one) >= 0).length,
    };
  });
}

/** The newest first. */
export function sureAndWrong(tickets: readonly Ticket[], most: number): readonly SureAndWrong[] {
  return tickets
    .filter((one) => counts(one) && isSure(one) && one.department !== null && rankOf(one) !== 0)
    .toSorted((a, b) => b.number - a.number)
    .slice(0, most)
    .map(({ number, text, candidates, department, reasons }) => ({
      number,
      text,
      from: candidates[0]?.department ?? '',
      to: department ?? '',
      terms: termsIn({ reasons }),
    }));
}

/** Of the same weeks. What turned out to be no matter counts as well: it was asked whether it is one. */
export function askedOfModel(tickets: readonly Ticket[], today: Day, weeks: number): AskedOfModel {
  const since = addDays(mondayOf(today), -7 * (weeks - 1));
  const asked = tickets.flatMap(({ advised, confidential, facts, state, department }) =>
    advised === undefined || confidential || dayOf(facts.registeredAt) < since
      ? []
      : [{ ...advised, isRight: state !== 'rejected' && department === advised.department }],
  );
  const followed = asked.filter((one) => one.followed);
  return {
    asked: asked.length,
    followed: followed.length,
    followedRight: followed.filter(({ isRight }) => isRight).length,
    useless: asked.filter((one) => one.department === null).length,
  };
}

function counts({ confidential, state, candidates }: Ticket): boolean {
  return !confidential && state !== 'rejected' && candidates.length > 0;
}

/** Whoever signs for it, or works on it, takes it for theirs. */
function isTaken({ facts }: Ticket): boolean {
  return facts.signedAt !== null || facts.fedBackAt !== null || facts.resolvedAt !== null;
}

function isSure({ facts }: Ticket): boolean {
  return !facts.needsDispatcher;
}

/** Place of the right department among those shown; -1 where it was not shown. */
function rankOf({ candidates, department }: Ticket): number {
  return candidates.findIndex((one) => one.department === department);
}

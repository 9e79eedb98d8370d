/** 帮办 in briefs, reports and on the board: on promise from complete papers, with what the owners waited beside it. */

import type { Say } from '../../../dialogue/wording.ts';
import { guideFigures, seenOf } from '../../../domain/arrangements/guide-figures.ts';
import { type Period, rateInWords } from '../../../domain/metrics.ts';
import type { Instant } from '../../../domain/time.ts';
import type { DeskParts } from '../../desk.ts';
import type { Section, SectionLine } from '../arrangement.ts';

const PATH = '/guides';
/** More than these are told by their range. */
const MOST_DAYS = 8;

export async function guideSection(period: Period, at: Instant, parts: DeskParts): Promise<Section | null> {
  const { store, calendar, say } = parts;
  const { arrangements } = await store.office();
  const begun = Object.values(arrangements?.guides ?? {}).filter(({ begunAt }) => begunAt < period.before);
  const seen = await Promise.all(
    begun.map(async (guide) => {
      const ticket = await store.ticket(guide.ticket);
      return ticket ? [seenOf(guide, ticket, calendar)] : [];
    }),
  );
  const figures = guideFigures(seen.flat(), period, at, calendar);
  const { count, done, onPromise, promises, spans, waited, red } = figures;
  if (count === 0 && onPromise.denominator === 0) return null;
  const line = (text: string): SectionLine => ({ text, path: PATH });
  const told = (days: readonly number[]): string => daysInWords(days, say);
  return {
    title: say('guide.section'),
    lines: [
      line(say('guide.count', { count, done, rate: rateInWords(onPromise) })),
      ...promises
        .filter(({ rate, waited: days }) => rate.denominator > 0 || days.length > 0)
        .map(({ title, limit, rate, waited: days }) =>
          line(
            say('guide.promise', { title, limit, rate: rateInWords(rate), waited: waitedInWords(days, say) }),
          ),
        ),
      ...spans
        .filter(({ days }) => days.length > 0)
        .map(({ title, days }) => line(say('guide.span', { title, count: days.length, days: told(days) }))),
      ...(waited.length > 0 ? [line(say('guide.whole', { days: told(waited) }))] : []),
      line(say('guide.red', { count: red })),
    ],
  };
}

function waitedInWords(days: readonly number[], say: Say): string {
  return days.length === 0 ? '' : say('guide.waited', { days: daysInWords(days, say) });
}

/** 4、3、6; of many the least, the most and the middle: no firm is named, and none is put in order. */
function daysInWords(days: readonly number[], say: Say): string {
  // Within a day.
  const one = (count = 0): string => (count === 0 ? say('guide.lessThanOne') : String(count));
  if (days.length <= MOST_DAYS) return days.map(one).join('、');
  const sorted = [...days].sort((a, b) => a - b);
  return `${one(sorted[0])} 至 ${one(sorted.at(-1))}（中位 ${one(sorted[Math.floor(sorted.length / 2)])}）`;
}

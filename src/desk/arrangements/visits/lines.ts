/** 走访: what leaders hear of a period, and what the page shows of it. */
import { type VisitFigures, visitFigures } from '../../../domain/arrangements/visit-figures.ts';
import { type Period, type Rate, rateInWords } from '../../../domain/metrics.ts';
import type { Instant } from '../../../domain/time.ts';
import type { DeskParts } from '../../desk.ts';
import { allVisits, visitsIn } from './tickets.ts';

export async function visitFiguresOf(period: Period, at: Instant, parts: DeskParts): Promise<VisitFigures> {
  const office = await parts.store.office();
  return visitFigures(await allVisits(parts), visitsIn(office), period, at);
}

/** 随叫 9 次，2 小时内应 9/9; 答应 17 项，到期 12，做到 11; what there was none of is left out. */
export function visitLines(figures: VisitFigures, { say }: Pick<DeskParts, 'say'>): readonly string[] {
  const { called, answered, promised, kept, onTime, didWhatWasSaid, attentive } = figures;
  const isAsked = [onTime, didWhatWasSaid, attentive].some(({ denominator }) => denominator > 0);
  return [
    ...(called + answered.denominator > 0
      ? [say('visit.figureCalled', { called, answered: counts(answered) })]
      : []),
    ...(promised + kept.denominator > 0
      ? [
          say('visit.figurePromised', {
            promised,
            due: kept.denominator,
            kept: kept.numerator,
            rate: rateInWords(kept),
          }),
        ]
      : []),
    ...(isAsked
      ? [
          say('visit.figureAnswers', {
            onTime: counts(onTime),
            kept: counts(didWhatWasSaid),
            attentive: counts(attentive),
          }),
        ]
      : []),
  ];
}

/** n/N; — where there is nothing. */
function counts({ numerator, denominator }: Rate): string {
  return denominator === 0 ? '—' : `${numerator}/${denominator}`;
}

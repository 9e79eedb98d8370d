/** 口径表: every figure of the month so far with its definition, before and after exclusions. On demand only. */
import type { View } from '../dialogue/view.ts';
import type { Summary } from '../domain/metrics.ts';
import { instantInWords } from '../domain/time.ts';
import { balance, exclusions, ratesInWords, tiers } from './figures.ts';

export interface Sheet {
  readonly summary: Summary;
  /** `SEQ:HASH`, as `npm run verify -- --head` takes it. */
  readonly head: string;
}

/** The text of the sheet; sections are set apart by an empty line. */
export function sheetInWords({ summary, head }: Sheet, view: View): string {
  const { say, now } = view;
  const { period, counts, rates, beforeExclusions } = summary;
  const span = say('summary.span', {
    from: instantInWords(period.from, now),
    to: instantInWords(now, now),
  });
  return [
    `${say('summary.sheet')}\n${span}`,
    say('summary.sheetFaces', ratesInWords(rates, beforeExclusions, view)),
    tiers(summary, view),
    [balance(counts, view), ...exclusions(counts, view, false)].join('\n'),
    say('summary.sheetNotes'),
    say('summary.head', { head }),
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}

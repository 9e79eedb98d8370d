/** 口径表: every figure of a period with its definition, before and after exclusions, and how to check it. On demand only. */
import type { View } from '../dialogue/view.ts';
import type { Breakdown, Period, Rates, Summary } from '../domain/metrics.ts';
import { momentInWords } from './brief.ts';
import { meaningOf, nameOfFigure } from './figure-names.ts';
import { balance, exclusions, ratesBothWays } from './figures.ts';

export interface Sheet {
  readonly label: string;
  /** The department or enterprise; null for the whole county. */
  readonly whose: string | null;
  readonly read: Breakdown;
  /** `SEQ:HASH`, as `npm run verify -- --head` takes it. */
  readonly head: string;
}

/** The text of the sheet; sections are set apart by an empty line. */
export function sheetInWords({ label, whose, read: { whole }, head }: Sheet, view: View): string {
  const { say } = view;
  return [
    [
      say('summary.sheet', { what: [whose ?? '', label].filter((part) => part !== '').join(' ') }),
      ...until(whole.period, view),
    ].join('\n'),
    ...faces(whole, view),
    [balance(whole.counts, view), ...exclusions(whole.counts, view, false)].join('\n'),
    say('summary.sheetNotes'),
    ...(whose === null ? [say('summary.head', { head })] : []),
  ].join('\n\n');
}

const FACES = [
  [
    'sheetDue',
    ['dueCompletion', 'onTime', 'signedOnTime', 'fedBackOnTime', 'firstRight', 'returned', 'reworked'],
  ],
  ['sheetTold', ['yearCompletion', 'completion', 'claimed']],
  ['sheetSaid', ['calledBack', 'response', 'resolution', 'satisfaction']],
] as const satisfies readonly (readonly [string, readonly (keyof Rates)[]])[];

function faces(whole: Summary, view: View): readonly string[] {
  const { say } = view;
  const rates = ratesBothWays(whole, view);
  return FACES.map(([title, names]) =>
    [
      say(`summary.${title}`),
      ...names.flatMap((name) => {
        const figure = `rates.${name}` as const;
        const means = meaningOf(figure, view);
        const line = say('summary.sheetLine', { name: nameOfFigure(figure, view), rate: rates[name], means });
        return name === 'resolution' ? [line, say('summary.sheetApart')] : [line];
      }),
    ].join('\n'),
  );
}

/** A period that goes on is not over: until when these are its figures. */
function until({ before }: Period, { say, now }: View): readonly string[] {
  return before > now ? [say('summary.until', { to: momentInWords(now, now) })] : [];
}

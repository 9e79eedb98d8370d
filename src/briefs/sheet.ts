/** 口径表: every figure of a period with its definition, before and after exclusions, and how to check it. On demand only. */
import type { View } from '../dialogue/view.ts';
import type { Breakdown } from '../domain/metrics.ts';
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
    say('summary.sheet', { what: [whose ?? '', label].filter((part) => part !== '').join(' ') }),
    say('summary.sheetFaces', ratesBothWays(whole, view)),
    [balance(whole.counts, view), ...exclusions(whole.counts, view, false)].join('\n'),
    say('summary.sheetNotes'),
    ...(whose === null ? [say('summary.head', { head })] : []),
  ].join('\n\n');
}

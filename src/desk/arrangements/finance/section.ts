/** 政银企对接 for leaders: counts of firms, 意向, 授信 and 放款 apart, and sums of five firms at least. No firm is named, nor any bank. */
import type { View } from '../../../dialogue/view.ts';
import { REASONS } from '../../../domain/arrangements/finance.ts';
import { financeFigures, type Sum } from '../../../domain/arrangements/finance-figures.ts';
import { type Period, rateInWords } from '../../../domain/metrics.ts';
import type { Office } from '../../../domain/office.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Section } from '../arrangement.ts';
import { money } from './common.ts';

/** Null where nobody has ever told a need. */
export function sectionIn(
  { arrangements }: Pick<Office, 'arrangements'>,
  period: Period,
  at: Instant,
  { say }: Pick<View, 'say'>,
): Section | null {
  const all = arrangements?.finance ?? {};
  if (Object.keys(all).length === 0) return null;
  const figures = financeFigures(all, period, at);
  const { needs, firms, recommended, coached, decided, intended, granted, lent, refused, reasons } = figures;
  const sum = ({ yuan, firms: count }: Sum): string =>
    count === 0
      ? say('finance.sectionNoSum')
      : say('finance.sectionSum', { amount: money(yuan), firms: count });
  const why = reasons
    ? REASONS.flatMap((reason) => {
        const count = reasons[reason];
        return count ? [say('finance.sectionReason', { reason: say(`finance.${reason}`), count })] : [];
      }).join('、')
    : say('finance.sectionFew');
  const lines = [
    say('finance.sectionNeeds', { needs, firms, recommended, coached }),
    say('finance.sectionStages', { intended, granted, lent }),
    say('finance.sectionSums', { granted: sum(figures.grantedSum), lent: sum(figures.lentSum) }),
    say('finance.sectionDecided', { rate: rateInWords(decided) }),
    ...(refused === 0 ? [] : [say('finance.sectionRefused', { count: refused, reasons: why })]),
  ];
  return { title: say('finance.section'), lines: lines.map((text) => ({ text, path: '/finance' })) };
}

/** 政银企对接 for leaders: counts of firms, 意向, 授信 and 放款 apart, and sums of five firms at least. No firm is named, nor any bank. */
import { REASONS } from '../../../domain/arrangements/finance.ts';
import { financeFigures } from '../../../domain/arrangements/finance-figures.ts';
import type { Sum } from '../../../domain/arrangements/sums.ts';
import { type Period, rateInWords } from '../../../domain/metrics.ts';
import type { Office } from '../../../domain/office.ts';
import { stoodBefore } from '../../../domain/outline.ts';
import type { Instant } from '../../../domain/time.ts';
import type { DeskParts } from '../../desk.ts';
import type { Section } from '../arrangement.ts';
import { outlinesFrom } from '../sourced.ts';
import { money } from './common.ts';

/** Null where nobody has ever told a need. */
export async function sectionIn(
  { arrangements }: Pick<Office, 'arrangements'>,
  period: Period,
  at: Instant,
  parts: Pick<DeskParts, 'say' | 'store'>,
): Promise<Section | null> {
  const { say } = parts;
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
  const obstacles = await obstaclesIn(period, at, parts);
  const lines = [
    say('finance.sectionNeeds', { needs, firms, recommended, coached }),
    say('finance.sectionStages', { intended, granted, lent }),
    say('finance.sectionSums', { granted: sum(figures.grantedSum), lent: sum(figures.lentSum) }),
    say('finance.sectionDecided', { rate: rateInWords(decided) }),
    ...(obstacles.count === 0 ? [] : [say('finance.sectionObstacles', obstacles)]),
    ...(refused === 0 ? [] : [say('finance.sectionRefused', { count: refused, reasons: why })]),
  ];
  return { title: say('finance.section'), lines: lines.map((text) => ({ text, path: '/finance' })) };
}

/** 卡点 that became tickets in the period, and how many of them were closed by its end; what is in no base of 诉求 is in none here. */
async function obstaclesIn({ from, before }: Period, at: Instant, parts: Pick<DeskParts, 'store'>) {
  const limit = Math.min(before, at + 1);
  const stood = (await outlinesFrom('finance', parts))
    .filter(({ registeredAt }) => registeredAt >= from && registeredAt < limit)
    .map((one) => stoodBefore(one, limit).is)
    .filter((is) => is !== 'excluded');
  return { count: stood.length, closed: stood.filter((is) => is === 'closed').length };
}

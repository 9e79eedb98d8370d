/** What came of gatherings until an instant, by the record of their tickets and the answers to suggestions. */

import type { View } from '../../../dialogue/view.ts';
import {
  addTaken,
  issueRate,
  NOTHING_TAKEN,
  onTheSpotRate,
  suggestedAt,
  type Taken,
  takenOf,
  togetherRate,
} from '../../../domain/arrangements/gathering-figures.ts';
import { type Gathering, SERIES } from '../../../domain/arrangements/gatherings.ts';
import { rateInWords } from '../../../domain/metrics.ts';
import type { Office } from '../../../domain/office.ts';
import type { Instant } from '../../../domain/time.ts';
import { outlinesFrom } from '../sourced.ts';
import { gatheringsIn } from './common.ts';

export interface Held {
  readonly gathering: Gathering;
  readonly taken: Taken;
}

/** Those that had begun before `limit`, the oldest first, each with what had come of it by then. */
export async function heldBefore(
  office: Pick<Office, 'arrangements'>,
  limit: Instant,
  parts: Parameters<typeof outlinesFrom>[1],
): Promise<readonly Held[]> {
  const held = gatheringsIn(office)
    .filter(({ at, cancelled }) => at < limit && !cancelled)
    .sort((one, other) => one.at - other.at || one.id - other.id);
  if (held.length === 0) return [];
  const taken = new Map(held.map((one) => [String(one.id), suggestedAt(one, limit)]));
  for (const outline of await outlinesFrom('event', parts)) {
    const id = outline.source?.id ?? '';
    const before = taken.get(id);
    if (before) taken.set(id, addTaken(before, takenOf(outline, limit)));
  }
  return held.map((gathering) => ({ gathering, taken: taken.get(String(gathering.id)) ?? NOTHING_TAKEN }));
}

export function sumOf(held: readonly Held[]): Taken {
  return held.reduce((sum, { taken }) => addTaken(sum, taken), NOTHING_TAKEN);
}

/** 收 12 件（诉求 9、建议 3），当场 4，已办结 7；办结率 … */
export function takenInWords(taken: Taken, { say }: Pick<View, 'say'>): string {
  const { issues, suggestions, answered, closed, onTheSpot, unrated, withdrawn, merged, rejected } = taken;
  const words = say('gathering.taken', {
    all: issues + suggestions,
    issues,
    suggestions,
    spot: onTheSpot,
    closed,
    rate: rateInWords(issueRate(taken)),
    spotRate: rateInWords(onTheSpotRate(taken)),
    answered: suggestions === 0 ? '—' : `${answered}/${suggestions}`,
  });
  const beside = unrated > 0 ? [say('gathering.unrated', { count: unrated })] : [];
  const isApart = withdrawn + merged + rejected > 0;
  const apart = isApart ? [say('gathering.apart', { withdrawn, merged, rejected })] : [];
  return [words, ...beside, ...apart].join('');
}

/** 早餐会 2 期、下午茶 2 期、夜沙龙 2 期：问题及建议 20 件，已解决、答复 19 件，95%（19/20） */
export function allInWords(held: readonly Held[], view: Pick<View, 'say'>): string {
  const { say } = view;
  const series = seriesIn(held).map(([one, own]) =>
    say('gathering.seriesCount', { series: say(`gathering.${one}`), count: own.length }),
  );
  return say('gathering.all', { series: series.join('、'), ...togetherInWords(sumOf(held)) });
}

/** A line for each series of which there was one. */
export function seriesLines(held: readonly Held[], { say }: Pick<View, 'say'>): readonly string[] {
  return seriesIn(held).map(([one, own]) =>
    say('gathering.seriesLine', {
      series: say(`gathering.${one}`),
      count: own.length,
      ...togetherInWords(sumOf(own)),
    }),
  );
}

function seriesIn(held: readonly Held[]) {
  return SERIES.map((one) => [one, held.filter(({ gathering }) => gathering.series === one)] as const).filter(
    ([, own]) => own.length > 0,
  );
}

function togetherInWords(taken: Taken) {
  const rate = togetherRate(taken);
  return { all: rate.denominator, done: rate.numerator, rate: rateInWords(rate) };
}

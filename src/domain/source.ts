/**
 * 来源: what a ticket grew out of. Words simply said, in the group or in private, are the ordinary case, and nothing is
 * written down for them.
 */

/**
 * event 早餐会、下午茶、夜沙龙 · visit 入企服务 · policy 惠企政策 · inspection 入企检查 · finance 政银企对接 · guide 帮办 ·
 * theme 专项整改 · platform 别的平台的差评, brought in with its figures
 *
 * It is what a notice may be about as well, and inspection and theme are here for that alone: who speaks of an inspection in
 * confidence makes a report, which has no source that tells of it, and a theme grows out of tickets, never a ticket out of it.
 */
export const ARRANGED = [
  'event',
  'visit',
  'policy',
  'inspection',
  'finance',
  'guide',
  'theme',
  'platform',
] as const;
export type Arranged = (typeof ARRANGED)[number];

/** As it was when the ticket began. */
export interface Source {
  readonly kind: Arranged;
  /** Which of that kind: its number within the kind, as text. */
  readonly id: string;
  /** As people call it: 第 3 期早餐会. */
  readonly title: string;
  /** What was said to have been done about it there and then (当场解决); nothing is done before its department says so. */
  readonly onTheSpot?: string;
}

/** group: said, wherever · import: brought in from a ledger of before */
export type Origin = Arranged | 'group' | 'import';

export const ORIGINS = ['group', ...ARRANGED, 'import'] as const satisfies readonly Origin[];

export function cameFrom({
  source,
  takenOver,
}: {
  readonly source?: Pick<Source, 'kind'>;
  readonly takenOver?: true;
}): Origin {
  if (source) return source.kind;
  return takenOver ? 'import' : 'group';
}

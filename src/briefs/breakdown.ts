/** Who is late and why, in short; and all departments, or all enterprises, each in two lines. */
import { clip } from '../dialogue/text.ts';
import type { View } from '../dialogue/view.ts';
import {
  type Breakdown,
  type DepartmentTier,
  hasPart,
  type Period,
  type Summary,
  type Tier,
  type TierReason,
} from '../domain/metrics.ts';
import { departmentsThen, departmentThen } from '../domain/on-record.ts';
import { rateNoted } from './figures.ts';

/** Departments named in a brief, enterprises, and tickets beside each reason; the others are counted. */
const DEPARTMENTS = 6;
const ENTERPRISES = 3;
const NUMBERS = 5;
const WHY = {
  overdue: 'summary.whyOverdue',
  late: 'summary.whyLate',
  unhappy: 'summary.whyUnhappy',
} as const satisfies Record<TierReason, string>;
/** Names on a page of all: so many fit into a message. */
const ALL = 40;
const NAME = 14;

/** 分档: how many are in A; those in C and B by name, in the order of the roster, with the reasons. Empty when none is judged. */
export function tierLines(
  { whole, departments, enterprises, period }: Breakdown & { readonly period: Period },
  view: View,
): string {
  const { say } = view;
  const of = (tier: Tier) =>
    inOrder(
      view,
      whole.tiers.filter((one) => one.tier === tier),
    );
  const against = [...of('C'), ...of('B')];
  const named = against.slice(0, DEPARTMENTS).flatMap((one) => {
    const summary = departments.get(one.department);
    return summary ? [tierLine(one, summary, period, view)] : [];
  });
  const more =
    against.length > DEPARTMENTS ? [say('summary.tierMore', { count: against.length - DEPARTMENTS })] : [];
  const troubled = [...enterprises]
    .filter(([, { counts }]) => counts.overdue + counts.unhappy > 0)
    .map(([id, summary]) => enterpriseLine(id, summary, view));
  return [
    ...(whole.tiers.length === 0 ? [] : [say('summary.tiers', { count: of('A').length }), ...named, ...more]),
    ...(troubled.length === 0 ? [] : [say('summary.enterprises'), ...troubled.slice(0, ENTERPRISES)]),
    ...(troubled.length > ENTERPRISES
      ? [say('summary.enterprisesMore', { count: troubled.length - ENTERPRISES })]
      : []),
  ].join('\n');
}

function tierLine(
  { tier, department, reasons }: DepartmentTier,
  { counts, rates }: Summary,
  { before }: Period,
  view: View,
): string {
  const { say, roster } = view;
  const why = reasons.map((one) => {
    const shown = one.tickets.slice(0, NUMBERS).join('、');
    const { length } = one.tickets;
    const numbers = length > NUMBERS ? say('summary.andMore', { numbers: shown, count: length }) : shown;
    return say(WHY[one.why], { numbers });
  });
  return say('summary.tierLine', {
    tier,
    department: clip(departmentThen(department, before, roster), NAME),
    open: counts.open,
    onTime: rateNoted(rates.onTime, view),
    why: why.join('；'),
  });
}

function enterpriseLine(id: string, { counts }: Summary, { say, roster }: View): string {
  const enterprise = clip(roster.enterpriseName(id), NAME);
  const { open, overdue, unhappy } = counts;
  return say('summary.enterpriseLine', { enterprise, open, overdue, unhappy });
}

/** 通报 11月 部门, 通报 11月 企业: every one of which the period has seen a ticket, in the order of the roster. */
export function breakdownInWords(
  asked: {
    readonly label: string;
    readonly by: 'departments' | 'enterprises';
    readonly read: Breakdown & { readonly period: Period };
  },
  view: View,
): string {
  const { label, by, read } = asked;
  const { say, roster } = view;
  const units =
    by === 'departments'
      ? departmentsThen(read.departments.keys(), read.period.before, roster)
      : roster.enterprises;
  const all = units.flatMap(({ id, name }) => {
    const summary = read[by].get(id);
    if (!summary || !hasPart(summary)) return [];
    const { counts, rates } = summary;
    return [
      say('summary.row', {
        name: clip(name, NAME),
        registered: counts.registered,
        open: counts.open,
        overdue: counts.overdue,
        closed: counts.closed,
        onTime: rateNoted(rates.onTime, view),
        satisfaction: rateNoted(rates.satisfaction, view),
      }),
    ];
  });
  const more = all.length > ALL ? [say('summary.tierMore', { count: all.length - ALL })] : [];
  return [say(`summary.${by}Title`, { label }), ...all.slice(0, ALL), ...more].join('\n');
}

/** In the order of the roster, which is no order. */
export function inOrder({ roster }: View, tiers: readonly DepartmentTier[]): readonly DepartmentTier[] {
  const order = new Map(roster.departments.map(({ id }, index) => [id, index]));
  const place = (id: string): number => order.get(id) ?? order.size;
  return tiers.toSorted((a, b) => place(a.department) - place(b.department));
}

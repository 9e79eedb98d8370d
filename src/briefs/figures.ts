/** Parts of every report: the balance, what was excluded and why, the tiers, rates before and after exclusions. */
import { departmentName, type View } from '../dialogue/view.ts';
import {
  type BeforeExclusions,
  type Counts,
  EXCLUSIONS,
  type Exclusion,
  type Rates,
  rateInWords,
  type Summary,
  type Tier,
} from '../domain/metrics.ts';

/** Departments named in a tier; the others are counted. */
const NAMED = 8;

/** Every rate in words; those that exclusions change, with the figure before them. */
export function ratesInWords(
  rates: Rates,
  before: BeforeExclusions,
  { say }: View,
): Readonly<Record<keyof Rates, string>> {
  const words = Object.entries(rates).map(([name, rate]) => {
    const whole = before[name as keyof BeforeExclusions];
    const same = whole === undefined || whole.denominator === rate.denominator;
    const text = rateInWords(rate);
    return [name, same ? text : say('summary.before', { rate: text, before: rateInWords(whole) })];
  });
  const all = Object.fromEntries(words) as Record<keyof Rates, string>;
  return { ...all, resolution: [all.resolution, ...apart(rates, { say })].join('\n') };
}

/** What the enterprises answered that is not 解决, apart from it: with it, it makes up the same base. Only what occurs. */
function apart(rates: Rates, { say }: Pick<View, 'say'>): readonly string[] {
  const parts = (['partly', 'explained', 'unsaid', 'unsolved'] as const).flatMap((what) => {
    const count = rates[what].numerator;
    return count === 0 ? [] : [say('figure.count', { name: say(`figure.${what}`), count })];
  });
  return parts.length === 0 ? [] : [say('summary.apart', { parts: parts.join('、') })];
}

/** 结转 + 新收 = 在办 + 挂账 + 销号 + 剔除, with the sum of each side, so that a reader can see that nothing is missing. */
export function balance(counts: Counts, { say }: View): string {
  const { carriedOver, reopened, registered, open, suspended, closed, excluded } = counts;
  return say('summary.balance', {
    carriedOver: reopened === 0 ? carriedOver : say('summary.reopened', { carriedOver, reopened }),
    registered,
    came: carriedOver + registered,
    open,
    suspended,
    closed,
    excluded,
    went: open + suspended + closed + excluded,
  });
}

/** 剔除：撤回 1、并单 1, each code by itself; `short` takes the six codes of 不予受理 together. Empty when there is none. */
export function exclusions({ excludedBy }: Counts, view: View, short: boolean): readonly string[] {
  const { say } = view;
  const byName = new Map<string, number>();
  for (const code of EXCLUSIONS) {
    const count = excludedBy[code] ?? 0;
    if (count === 0) continue;
    const name = say(`figure.${short ? shortOf(code) : code}`);
    byName.set(name, (byName.get(name) ?? 0) + count);
  }
  const codes = [...byName].map(([name, count]) => say('figure.count', { name, count })).join('、');
  return codes === '' ? [] : [say('summary.excludedBy', { codes })];
}

function shortOf(code: Exclusion): 'withdrawn' | 'merged' | 'rejected' {
  return code === 'withdrawn' || code === 'merged' ? code : 'rejected';
}

/** Those late or complained of by name, in the order of the roster; the others by number. Empty when none is judged. */
export function tiers({ tiers: all }: Summary, view: View): string {
  if (all.length === 0) return '';
  const { say, roster } = view;
  const order = new Map(roster.departments.map(({ id }, index) => [id, index]));
  const place = (id: string): number => order.get(id) ?? order.size;
  const of = (tier: Tier): readonly string[] =>
    all
      .filter((one) => one.tier === tier)
      .map(({ department }) => department)
      .sort((a, b) => place(a) - place(b));
  const named = (title: string, ids: readonly string[]): readonly string[] => {
    if (ids.length === 0) return [];
    const lines = ids
      .slice(0, NAMED)
      .map((id) => say('summary.tierLine', { department: departmentName(id, view) }));
    const more = ids.length > NAMED ? [say('summary.tierMore', { count: ids.length - NAMED })] : [];
    return [title, ...lines, ...more];
  };
  return [
    say('summary.tiers'),
    say('summary.tierA', { count: of('A').length }),
    ...named(say('summary.tierB'), of('B')),
    ...named(say('summary.tierC'), of('C')),
  ].join('\n');
}

/** Parts of every report: the balance, what was excluded and why, rates before and after exclusions. */
import type { View } from '../dialogue/view.ts';
import {
  type BeforeExclusions,
  type Counts,
  EXCLUSIONS,
  type Exclusion,
  type Rate,
  type Rates,
  rateInWords,
  type Summary,
} from '../domain/metrics.ts';

/** Every rate in words, with the closures in it that nobody rated. */
export function ratesInWords({ rates, counts }: Summary, view: View): Readonly<Record<keyof Rates, string>> {
  const words = Object.entries(rates).map(([name, rate]) => [name, rateNoted(rate, view)]);
  const all = Object.fromEntries(words) as Record<keyof Rates, string>;
  return { ...all, resolution: [all.resolution, ...apart(rates, counts, view)].join('\n') };
}

/** The same, with the figure before exclusions beside those that they change. */
export function ratesBothWays(summary: Summary, view: View): Readonly<Record<keyof Rates, string>> {
  const words = Object.entries(ratesInWords(summary, view)).map(([name, text]) => {
    const whole = summary.beforeExclusions[name as keyof BeforeExclusions];
    const same = whole === undefined || whole.denominator === summary.rates[name as keyof Rates].denominator;
    return [name, same ? text : view.say('summary.before', { rate: text, before: rateInWords(whole) })];
  });
  return Object.fromEntries(words) as Record<keyof Rates, string>;
}

/** A rate with the closures in it that nobody rated, as the chat says it. */
export function rateNoted(rate: Rate, { say }: Pick<View, 'say'>): string {
  const { unrated = 0 } = rate;
  return rateInWords(rate, unrated === 0 ? '' : say('summary.unrated', { unrated }));
}

/** What the enterprises answered that is not 解决, apart from it: with it, it makes up the same base. Only what occurs. */
function apart(rates: Rates, { redone }: Counts, { say }: View): readonly string[] {
  const parts = (['partly', 'explained', 'unsaid', 'unsolved'] as const).flatMap((what) => {
    const count = rates[what].numerator;
    if (count === 0) return [];
    const said = say('figure.count', { name: say(`figure.${what}`), count });
    return [what === 'unsolved' && redone > 0 ? say('summary.redone', { said, redone }) : said];
  });
  return parts.length === 0 ? [] : [say('summary.apart', { parts: parts.join('、') })];
}

/** 结转 + 新收 = 在办 + 挂账 + 销号 + 剔除, so that a reader can see that nothing is missing. */
export function balance(counts: Counts, { say }: View): string {
  const { carriedOver, reopened, registered, open, suspended, closed, excluded } = counts;
  return say('summary.balance', {
    carriedOver: reopened === 0 ? carriedOver : say('summary.reopened', { carriedOver, reopened }),
    registered,
    open,
    suspended,
    closed,
    excluded,
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

/** A rate: always a numerator over a denominator, and in words only with both. */

export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

/** How many of `base` pass the test. */
export function rateOf<Item>(base: readonly Item[], test: (item: Item) => boolean): Rate {
  return { numerator: base.filter(test).length, denominator: base.length };
}

/** `95%（19/20）`; `—` for an empty base; only the counts when the base is below five (small numbers mislead). */
export function rateInWords(rate: Rate): string {
  if (rate.denominator === 0) return '—';
  const counts = `${Number(rate.numerator.toFixed(1))}/${rate.denominator}`;
  if (rate.denominator < 5) return counts;
  const percent = Number(((rate.numerator / rate.denominator) * 100).toFixed(1));
  // 9999 of 10000 is not "100 %".
  const shown = rate.numerator < rate.denominator ? Math.min(percent, 99.9) : percent;
  return `${shown}%（${counts}）`;
}

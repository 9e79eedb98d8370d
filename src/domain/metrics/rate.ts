/** A rate: always a numerator over a denominator, and in words only with both, and with the closures in it nobody rated. */

export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
  /** 其中未评价：of the numerator, what was closed without a word of the enterprise. Left out: none, or a rate of another thing. */
  readonly unrated?: number | undefined;
}

/** Below five: small numbers mislead, and are no percentage. */
export function isSmall({ denominator }: Rate): boolean {
  return denominator < 5;
}

/**
 * `95%（19/20）`; `—` for an empty base; only the counts when the base is small. `note` stands beside the counts: how many
 * of them nobody rated, unless told.
 */
export function rateInWords(rate: Rate, note = rate.unrated ? `其中未评价 ${rate.unrated}` : ''): string {
  if (rate.denominator === 0) return '—';
  const counts = `${Number(rate.numerator.toFixed(1))}/${rate.denominator}`;
  if (isSmall(rate)) return note === '' ? counts : `${counts}（${note}）`;
  const percent = Number(((rate.numerator / rate.denominator) * 100).toFixed(1));
  // 9999 of 10000 is not "100 %".
  const shown = rate.numerator < rate.denominator ? Math.min(percent, 99.9) : percent;
  return `${shown}%（${note === '' ? counts : `${counts}，${note}`}）`;
}

export function ratesTogether(one: Rate, other: Rate): Rate {
  return rateOf(
    one.numerator + other.numerator,
    one.denominator + other.denominator,
    (one.unrated ?? 0) + (other.unrated ?? 0),
  );
}

export function rateOf(numerator: number, denominator: number, unrated = 0): Rate {
  return unrated === 0 ? { numerator, denominator } : { numerator, denominator, unrated };
}

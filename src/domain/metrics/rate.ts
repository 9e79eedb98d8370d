/** A rate: always a numerator over a denominator, and in words only with both. */

export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

/** Below five: small numbers mislead, and are no percentage. */
export function isSmall({ denominator }: Rate): boolean {
  return denominator < 5;
}

/** `95%（19/20）`; `—` for an empty base; only the counts when the base is small. `note` stands beside the counts. */
export function rateInWords(rate: Rate, note = ''): string {
  if (rate.denominator === 0) return '—';
  const counts = `${Number(rate.numerator.toFixed(1))}/${rate.denominator}`;
  if (isSmall(rate)) return note === '' ? counts : `${counts}（${note}）`;
  const percent = Number(((rate.numerator / rate.denominator) * 100).toFixed(1));
  // 9999 of 10000 is not "100 %".
  const shown = rate.numerator < rate.denominator ? Math.min(percent, 99.9) : percent;
  return `${shown}%（${note === '' ? counts : `${counts}，${note}`}）`;
}

export function ratesTogether(one: Rate, other: Rate): Rate {
  return {
    numerator: one.numerator + other.numerator,
    denominator: one.denominator + other.denominator,
  };
}

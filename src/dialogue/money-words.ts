/** Sums of money as people write them: 500万, 1.2 亿元, 三百万, 一亿两千万, 3百万, 800,000元, 300w. */
import { plain } from './plain.ts';
import { ticketNumber } from './text.ts';

const FIGURE = String.raw`(?:\d[\d,]{0,15}(?:\.\d{1,4})?|[零〇一二两三四五六七八九十百千]{1,9})`;
const ABOUT = '(?:多|来|几|余)?';
const AMOUNT = new RegExp(
  `(${FIGURE})\\s*${ABOUT}\\s*(千万|百万|亿|万|[wW](?![a-zA-Z]))(?:\\s*(${FIGURE})\\s*(千万|百万|万))?(?:\\s*(?:元|块钱?|人民币))?|(${FIGURE})\\s*(千)?(?:元|块钱?)`,
  'u',
);
const UNITS: Readonly<Record<string, number>> = {
  千: 1000,
  万: 10_000,
  w: 10_000,
  百万: 1_000_000,
  千万: 10_000_000,
  亿: 100_000_000,
};

export interface MoneyRead {
  /** Whole yuan. */
  readonly yuan: number;
  /** As it stands in the words. */
  readonly written: string;
}

/** -5万, 负五万: no sum that anybody asks for; 300-500万 and 房贷-5万 name one. */
const LESS_THAN_NOTHING = /(?:^|[\s,:])[-−–]\s*$|负\s*$/u;

/** The first sum in the words, `plain` form (`plain.ts`); null where they name none with its unit: of 500 nobody knows of what. */
export function moneyIn(words: string): MoneyRead | null {
  const found = AMOUNT.exec(words.replaceAll('，', ','));
  if (!found || LESS_THAN_NOTHING.test(words.slice(0, found.index))) return null;
  const [written, figure = '', unit = '', more, moreUnit = '', bare, thousand = ''] = found;
  const yuan =
    bare === undefined
      ? numberOf(figure) * (UNITS[unit.toLowerCase()] ?? 1) +
        (more === undefined ? 0 : numberOf(more) * (UNITS[moreUnit] ?? 1))
      : numberOf(bare) * (UNITS[thousand] ?? 1);
  return Number.isFinite(yuan) && yuan > 0 ? { yuan: Math.round(yuan), written } : null;
}

function numberOf(figure: string): number {
  return /^\d/u.test(figure) ? Number(figure.replaceAll(',', '')) : (ticketNumber(figure) ?? Number.NaN);
}

/** The words with every sum of money left out: 买 … 的设备; the rest as it was typed. As they are where they name none. */
export function withoutMoney(words: string): string {
  const sums = new RegExp(AMOUNT, 'gu');
  let left = '';
  let end = 0;
  for (const { 0: sum, index } of plain(words).matchAll(sums)) {
    left += `${words.slice(end, index)}…`;
    end = index + sum.length;
  }
  left += words.slice(end);
  // ⑤⓪⓪万: a sum counts for more than the marks beside it.
  const folded = left.normalize('NFKC');
  return AMOUNT.test(folded) ? folded.replace(sums, '…') : left;
}

/** 兑现金额, as a department writes it into its result: 已兑现 3.2 万元. Whoever wrote it, and when, is its source. */
import type { Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';

export interface Paid {
  /** In 分, so that sums are exact. */
  readonly cents: number;
  /** Who wrote it; null where the record does not say. */
  readonly by: string | null;
  readonly at: Instant;
}

const AMOUNT =
  /(?<![未没不无待能])(?:兑现|拨付|发放|到账|返还|补贴|奖励|支付)(?:了|金额|资金|款)?[^\d,，。;；]{0,8}?([\d,，]{1,15}(?:\.\d{1,6})?)\s*(亿|万)?\s*元/u;
const UNITS: Readonly<Record<string, number>> = { 亿: 100_000_000, 万: 10_000 };
/** Beyond that it is a slip: a county pays no firm a thousand million. */
const MOST = 1_000_000_000;

/** In 分; null where the words name no amount, or none that can be meant. */
export function amountIn(words: string): number | null {
  const [, digits = '', unit = ''] = AMOUNT.exec(words.normalize('NFKC')) ?? [];
  const number = Number(digits.replace(/[,，]/gu, ''));
  const yuan = number * (UNITS[unit] ?? 1);
  if (digits === '' || !Number.isFinite(yuan) || yuan <= 0 || yuan > MOST) return null;
  return Math.round(yuan * 100);
}

/** What a ticket's result says was paid; null while it stands as nothing solved, or names no amount. */
export function paidOn(ticket: Ticket): Paid | null {
  const result = ticket.entries.findLast((one) => one.what === 'resolved');
  if (result?.what !== 'resolved' || ticket.facts.outcome !== 'solved') return null;
  const cents = amountIn(result.text ?? '');
  return cents === null ? null : { cents, by: result.by, at: result.at };
}

/** 86.4 万元, 3200 元 */
export function moneyInWords(cents: number): string {
  const yuan = cents / 100;
  return yuan >= 10_000 ? `${Number((yuan / 10_000).toFixed(2))} 万元` : `${Number(yuan.toFixed(2))} 元`;
}

/** A period as people write it – 3天, 两个工作日, 半个月, 24小时 –, for an extension and for an order alike. */
import type { Duration, Unit } from '../domain/deadline.ts';
import { ticketNumber } from './text.ts';

/** How many: figures, or Chinese numerals. */
export const AMOUNT = '(\\d{1,3}|[一二两三四五六七八九十]{1,3})';

const UNITS: readonly (readonly [RegExp, Unit, number])[] = [
  [/^工作日$/u, 'workday', 1],
  [/^[天日]$/u, 'day', 1],
  [/^(?:周|星期|礼拜)$/u, 'day', 7],
  [/^月$/u, 'month', 1],
  [/^年$/u, 'month', 12],
  [/^(?:小时|钟头)$/u, 'hour', 1],
  [/^分钟$/u, 'hour', 1 / 60],
];

/** At the beginning of a text in half width. */
export const PERIOD = new RegExp(
  `^(?:(半)|${AMOUNT})个?(工作日|天|日|周|星期|礼拜|月|年|小时|钟头|分钟)`,
  'u',
);

/** What `PERIOD` has found: days are counted as the law counts them, a week is seven of them. Null for none (0天, 半日). */
export function periodOf([, half, written = '', name = '']: RegExpExecArray): Duration | null {
  if (half) return HALVES[name] ?? null;
  // 三五天 is three to five of them.
  const amount = /^[一二三四五六七八九两]{2}/u.test(written) ? null : ticketNumber(written);
  const unit = UNITS.find(([pattern]) => pattern.test(name));
  if (amount === null || !unit) return null;
  return { amount: amount * unit[2], unit: unit[1], roll: unit[1] === 'day' || unit[1] === 'month' };
}

const HALVES: Readonly<Record<string, Duration>> = {
  天: { amount: 4, unit: 'workhour', roll: false },
  年: { amount: 6, unit: 'month', roll: true },
  月: { amount: 15, unit: 'day', roll: true },
  小时: { amount: 0.5, unit: 'hour', roll: false },
  钟头: { amount: 0.5, unit: 'hour', roll: false },
};

/** 延期 as people write it: 3天 设备未到货; 三个工作日，设备未到货; 设备未到货，需延期3天. */
import { AMOUNT } from './duration-words.ts';
import { halfWidthDigits, ticketNumber, trimmed } from './text.ts';

const DAYS = new RegExp(`(?<![\\d.月一二两三四五六七八九十])${AMOUNT}\\s*个?(?:工作)?[日天]`, 'gu');
const FIRST = new RegExp(`^(?:再?延期?)?\\s*${AMOUNT}\\s*个?(?:工作)?[日天]`, 'u');
/** What only leads to the number of days, or follows it. */
const LEADING = /(?:[需请拟]要?|申请|要)?(?:再?延[期长]?)?$/u;
const BEFORE = /[\s,，:：;；、。]/u;
const BEHIND = /[\s,，:：;；、]/u;

/** Working days asked for, and the reason; null when one of them is missing, or it is not plain which days are meant. */
export function readExtension(written: string): { readonly workdays: number; readonly text: string } | null {
  const words = halfWidthDigits(written).trim();
  const all = [...words.matchAll(DAYS)];
  const found = FIRST.exec(words) ?? (all.length === 1 ? all[0] : undefined);
  if (!found) return null;
  const workdays = ticketNumber(found[1] ?? '');
  const before = trimmed(words.slice(0, found.index).replace(LEADING, ''), BEFORE);
  const after = words.slice(found.index + found[0].length);
  const text = [before, after]
    .map((part) => trimmed(part, BEFORE, BEHIND))
    .filter((part) => part !== '')
    .join('，');
  return workdays === null || text === '' ? null : { workdays, text };
}

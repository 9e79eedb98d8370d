/** A month as people name it. */
import type { Period } from '../domain/metrics.ts';
import { dayOf, type Instant, startOfDay } from '../domain/time.ts';

/** 11月 (the last one that has begun), 2026年11月, 2026-11, 本月, 上月; null for anything else, and for a month to come. */
export function monthNamed(written: string, now: Instant): Period | null {
  const [year = 0, month = 0] = dayOf(now).split('-').map(Number);
  if (written === '本月') return monthOf(year, month);
  if (written === '上月') return month === 1 ? monthOf(year - 1, 12) : monthOf(year, month - 1);
  const match = /^(?:(20\d\d)[-年])?(\d{1,2})月?$/u.exec(written.trim());
  const asked = Number(match?.[2]);
  if (!match || asked < 1 || asked > 12) return null;
  const period = monthOf(match[1] ? Number(match[1]) : asked > month ? year - 1 : year, asked);
  return period.from > now ? null : period;
}

function monthOf(year: number, month: number): Period {
  const first = (y: number, m: number): Instant => startOfDay(`${y}-${String(m).padStart(2, '0')}-01`);
  return {
    from: first(year, month),
    before: month === 12 ? first(year + 1, 1) : first(year, month + 1),
  };
}

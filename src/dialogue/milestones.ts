/**
 * The plan of a 挂账 as people write it: 12月20日完成招标，明年3月31日完工 后面是方案. What follows a date is its milestone,
 * the rest is the plan.
 */
import type { Milestone } from '../domain/ticket.ts';
import { type Day, yearOf } from '../domain/time.ts';

export interface Plan {
  readonly milestones: readonly Milestone[];
  readonly text: string;
}

const DATE = /^(?:(明年|(\d{4})年))?(\d{1,2})月(\d{1,2})[日号]?(?:前|之前|以前)?/u;

/** The plan in `written`, said on `today`; null when it names no day, or one that does not exist. */
export function readPlan(written: string, today: Day): Plan | null {
  const milestones: Milestone[] = [];
  const rest: string[] = [];
  let former = today;
  let open: Day | null = null;
  for (const part of written.normalize('NFKC').split(/[\s,;、。]+/u)) {
    const date = DATE.exec(part);
    if (date) {
      const day = dayAfter(former, date);
      if (day === null) return null;
      const text = part.slice(date[0].length);
      former = day;
      open = text === '' ? day : null;
      milestones.push({ day, text });
    } else if (open !== null && part !== '') {
      milestones[milestones.length - 1] = { day: open, text: part };
      open = null;
    } else if (part !== '') {
      rest.push(part);
    }
  }
  if (milestones.length === 0) return null;
  const text = rest.length > 0 ? rest.join('，') : milestones.map((one) => one.text).join('，');
  return { milestones, text };
}

/** The day named; where no year is, the first such day after `former`. Null when there is none. */
function dayAfter(former: Day, [, word, year, month, date]: RegExpExecArray): Day | null {
  if (word !== undefined) {
    return existing(year === undefined ? yearOf(former) + 1 : Number(year), Number(month), Number(date));
  }
  const same = existing(yearOf(former), Number(month), Number(date));
  if (same !== null && same > former) return same;
  return existing(yearOf(former) + 1, Number(month), Number(date));
}

function existing(year: number, month: number, date: number): Day | null {
  const day = new Date(Date.UTC(year, month - 1, date));
  return day.getUTCMonth() === month - 1 && day.getUTCDate() === date ? day.toISOString().slice(0, 10) : null;
}

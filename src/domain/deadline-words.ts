/** A deadline in the words of the people it binds: when it is, and how it came about. */
import type { Deadline, Duration, SkippedDays, Unit } from './deadline.ts';
import {
  DAY,
  type Day,
  dayInWords,
  dayOf,
  type Instant,
  instantInWords,
  startOfDay,
  timeInWords,
} from './time.ts';

const PERIOD: Readonly<Record<Unit, (amount: number) => string>> = {
  workday: (amount) => `${amount}个工作日`,
  day: (amount) => `${amount}天（自然日）`,
  month: (amount) => `${amount}个月`,
  workhour: (amount) => `办公时间${hoursInWords(amount)}`,
  hour: (amount) => `${hoursInWords(amount)}（不分昼夜）`,
};

/** More weekends than this are given as a number of days. */
const WEEKENDS_LISTED = 2;

/** 3个工作日, 办公时间30分钟, 24小时（不分昼夜） */
export function periodInWords({ amount, unit }: Pick<Duration, 'amount' | 'unit'>): string {
  return PERIOD[unit](amount);
}

/**
 * A limit in days 11月24日（周二）内, as it is late from the next midnight; one in hours 11月24日（周二）12:30 前. With
 * the year when it is not this year's, `（暂定）` when it may still move. The one place that says when something is due.
 */
export function dueInWords(deadline: Deadline, now: Instant): string {
  const end = deadline.dayBased ? '内' : ' 前';
  return `${lastMoment(deadline, dayOf(now))}${end}${deadline.provisional ? '（暂定）' : ''}`;
}

/** How the deadline was reckoned and by which calendar, a short sentence per line, as staff read it. */
export function explainDeadline(deadline: Deadline): string[] {
  return [...reckoningOf(deadline), ...basisOf([deadline], true)];
}

/** Start, days skipped and why, make-up days, pauses. */
export function reckoningOf(deadline: Deadline): string[] {
  const { explanation } = deadline;
  const from = dayOf(explanation.start);
  const inWords = (day: Day) => dayInWords(day, from);
  const counted = explanation.unit === 'workday' || explanation.unit === 'workhour';

  const begin = deadline.dayBased ? `${dayInWords(from)}次日` : instantInWords(explanation.start);
  const period = periodInWords(explanation);
  const { asked } = explanation;
  const lines =
    asked && !('unit' in asked)
      ? [`按交办时说的，到${inWords(asked.day)}${asked.time ?? ''}止。`]
      : [`从${begin}起算，${period}，至${lastMoment(deadline, from)}止。`];
  if (asked && 'unit' in asked) lines.push('期限是交办时定的。');
  if (explanation.withTicket) lines.push('不得晚于本件的办结时限，所以提前到这时。');
  if (explanation.unit === 'month') lines.push('按月的期限到对应日为止，没有对应日的到月末。');
  if (explanation.rolledFrom !== undefined) {
    const how = explanation.lastDay < explanation.rolledFrom ? '提前' : '顺延';
    lines.push(`最后一天${inWords(explanation.rolledFrom)}不上班，${how}到${inWords(explanation.lastDay)}。`);
  }
  if (explanation.skipped.length > 0) lines.push(`跳过：${skippedInWords(explanation.skipped, inWords)}。`);
  for (const { day, name } of explanation.makeup) {
    lines.push(`${inWords(day)}调休上班${name ? `（${name}）` : ''}，${counted ? '计入' : '不顺延'}。`);
  }
  for (const pause of explanation.pauses) {
    const to = pause.open ? '至今' : `至${instantInWords(pause.to, explanation.start)}`;
    lines.push(`停表：${instantInWords(pause.from, explanation.start)}${to}，这段时间不计。`);
  }
  // A limit that lies within a holiday has none of them: 折合0个工作日 tells nothing.
  if (deadline.dayBased && !counted && explanation.workdays > 0) {
    lines.push(`折合${explanation.workdays}个工作日。`);
  }
  return lines;
}

/** The last day, and where it is counted in hours the minute: 24:00 rather than 00:00 of the day after. */
function lastMoment({ due, dayBased, explanation: { lastDay } }: Deadline, seenFrom: Day): string {
  const day = dayInWords(lastDay, seenFrom);
  if (dayBased) return day;
  return `${day}${due === startOfDay(lastDay) + DAY ? '24:00' : timeInWords(due)}`;
}

function hoursInWords(amount: number): string {
  return amount < 1 ? `${Math.round(amount * 60)}分钟` : `${amount}小时`;
}

function skippedInWords(skipped: readonly SkippedDays[], inWords: (day: Day) => string): string {
  const weekends = skipped.filter(({ why }) => why === 'weekend');
  const listed = weekends.length > WEEKENDS_LISTED ? skipped.filter(({ why }) => why === 'holiday') : skipped;
  const parts = listed.map(
    ({ from, to, name }) => `${inWords(from)}${from === to ? '' : `至${inWords(to)}`}${name ?? '周末'}`,
  );
  if (listed !== skipped) parts.push(`周末共${weekends.reduce((sum, days) => sum + lengthOf(days), 0)}天`);
  return parts.join('、');
}

function lengthOf({ from, to }: SkippedDays): number {
  return (startOfDay(to) - startOfDay(from)) / DAY + 1;
}

/**
 * Which years' official arrangements deadlines were counted by, and whether they are certain: once for all counted by the
 * same. `withVersion`: with the version of the calendar, which tells those who keep it which data it was. Nothing where no
 * day of a calendar matters.
 */
export function basisOf(deadlines: readonly Deadline[], withVersion: boolean): string[] {
  const versions = [...new Set(deadlines.map(({ explanation }) => explanation.calendar))];
  const basis = versions.flatMap((version) => {
    const own = deadlines.filter(({ explanation }) => explanation.calendar === version);
    const years = yearsOf(own, 'years');
    if (years.length + yearsOf(own, 'awaited').length === 0) return [];
    const by = years.length > 0 ? `国务院办公厅公布的${years.join('、')}年放假安排` : '已有的日历';
    return [`按${by}计算${withVersion ? `（日历版本 ${version}）` : ''}。`];
  });
  const awaited = yearsOf(deadlines, 'awaited');
  const open =
    awaited.length > 0 ? [`${awaited.join('、')}年放假安排尚未公布，期限暂定，公布后可能调整。`] : [];
  return [...new Set(basis), ...open];
}

function yearsOf(deadlines: readonly Deadline[], which: 'years' | 'awaited'): readonly number[] {
  const all = new Set(deadlines.flatMap(({ explanation }) => explanation[which]));
  return [...all].sort((a, b) => a - b);
}

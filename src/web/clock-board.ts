/** The rehearsal's clock as everybody sees it, and its 快进. */
import { type Calendar, workdayFrom } from '../domain/calendar.ts';
import {
  addDays,
  at,
  DAY,
  dayInWords,
  dayOf,
  HOUR,
  type Instant,
  instantInWords,
  MINUTE,
  timeInWords,
} from '../domain/time.ts';
import { FURTHEST, type Rehearsal } from '../rehearsal.ts';

/** How far to go ahead: an hour, to the next working morning, a day, a week, or to the next thing due. */
export type Leap = 'hour' | 'morning' | 'day' | 'week' | 'next';
export const LEAPS: readonly Leap[] = ['hour', 'morning', 'day', 'week', 'next'];

const MORNING = '09:00';
/** To the next thing due one does not want to wait. */
const NEXT_WITHIN_MS = 2500;

export interface ClockState {
  readonly now: Instant;
  /** Virtual milliseconds per real one, while no walk is under way. */
  readonly speed: number;
  /** 11月23日（周一）09:12 */
  readonly text: string;
  readonly day: string;
  readonly time: string;
  /** 工作日, 周末, 国庆节放假, 调休上班 */
  readonly kind: string;
  /** Where the walk leads; null while the clock runs as in life. */
  readonly heading: Instant | null;
  readonly headingText: string | null;
  /** How much of the walk is done, 0 to 1; 0 without one. */
  readonly done: number;
  /** When the next thing is due; null when nothing is to come. */
  readonly next: Instant | null;
  readonly nextText: string;
}

export interface ClockBoard {
  now(): Instant;
  state(): Promise<ClockState>;
  /** Sets off; gives a sentence for whoever asked. Resolves at once, not at the goal. */
  go(leap: Leap): Promise<string>;
  stop(): Promise<void>;
  /** Calls `listener` with every state that is news, until the function given back is called. */
  watch(listener: (state: ClockState) => void): () => void;
  /** Something happened that may change what is due next. */
  stir(): void;
  close(): void;
}

export function createClockBoard(rehearsal: Rehearsal, calendar: Calendar): ClockBoard {
  const listeners = new Set<(state: ClockState) => void>();
  let from: Instant | null = null;
  let telling: Promise<void> | null = null;
  let again = false;
  let closed = false;

  async function state(): Promise<ClockState> {
    const next = (await rehearsal.next().catch(() => undefined)) ?? null;
    const now = rehearsal.clock.now();
    const { heading } = rehearsal;
    const start = from ?? now;
    return {
      now,
      speed: rehearsal.clock.speed,
      text: instantInWords(now),
      day: dayInWords(dayOf(now)),
      time: timeInWords(now),
      kind: kindOf(now, calendar),
      heading,
      headingText: heading === null ? null : instantInWords(heading, now),
      done: heading === null || heading <= start ? 0 : Math.min(1, (now - start) / (heading - start)),
      next,
      nextText: nextInWords(next, now),
    };
  }

  /** One look at a time; what happens meanwhile is told after it. */
  function tell(): void {
    if (closed || listeners.size === 0) return;
    if (telling) {
      again = true;
      return;
    }
    telling = state()
      .then((found) => {
        for (const listener of listeners) listener(found);
      })
      .finally(() => {
        telling = null;
        if (!again) return;
        again = false;
        tell();
      });
  }

  const unwatch = rehearsal.onStep(() => {
    if (rehearsal.heading === null) from = null;
    tell();
  });

  return {
    now: () => rehearsal.clock.now(),
    state,
    async go(leap) {
      const now = rehearsal.clock.now();
      // Who presses twice wants to go twice as far.
      const base = Math.max(now, rehearsal.heading ?? now);
      const next = leap === 'next' ? await rehearsal.next() : undefined;
      if (leap === 'next' && next === undefined) return '接下来没有要到点的事，先在群里说一件困难吧。';
      if (next !== undefined && next <= rehearsal.clock.now()) return '到点的事正在办，马上就好。';
      const goal = next ?? goalOf(leap, base, calendar);
      if (goal - now > FURTHEST && base > now) return '一次最多快进 31 天，请等这一段走完。';
      from ??= now;
      rehearsal.forward(goal, leap === 'next' ? NEXT_WITHIN_MS : Number.POSITIVE_INFINITY);
      return `正在快进到 ${instantInWords(Math.min(goal, now + FURTHEST), now)}`;
    },
    stop: () => rehearsal.stop(),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stir: tell,
    close() {
      closed = true;
      unwatch();
    },
  };
}

function goalOf(leap: Leap, base: Instant, calendar: Calendar): Instant {
  if (leap === 'hour') return base + HOUR;
  if (leap === 'week') return base + 7 * DAY;
  if (leap !== 'morning') return base + DAY;
  const today = dayOf(base);
  const first = base < at(today, MORNING) ? today : addDays(today, 1);
  return at(workdayFrom(first, calendar), MORNING);
}

function kindOf(now: Instant, calendar: Calendar): string {
  const { why, name } = calendar.about(dayOf(now));
  if (why === 'holiday') return `${name}放假`;
  if (why === 'makeup') return `${name}调休上班`;
  return why === 'weekend' ? '周末' : '工作日';
}

function nextInWords(next: Instant | null, now: Instant): string {
  if (next === null) return '接下来没有要到点的事';
  if (next - now < MINUTE) return '马上';
  return `${instantInWords(next, now)}（${spanInWords(next - now)}后）`;
}

/** 35 分钟, 17 小时, 3 天 */
function spanInWords(span: number): string {
  if (span < HOUR) return `${Math.round(span / MINUTE)} 分钟`;
  return span < 2 * DAY ? `${Math.round(span / HOUR)} 小时` : `${Math.round(span / DAY)} 天`;
}

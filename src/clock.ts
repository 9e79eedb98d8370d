/** The one clock. All code that needs the time gets it from here; nothing else calls `Date.now()`. */
import { at, DAY, dayInWords, dayOf, type Instant } from './domain/time.ts';

export interface Clock {
  now(): Instant;
  /** How many of its milliseconds pass in one of life's; 1 unless told. */
  readonly speed?: number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands where it is put: for replaying a ledger in virtual time, and for tests. */
export class VirtualClock implements Clock {
  constructor(private instant: Instant) {}
  now(): Instant {
    return this.instant;
  }
  /** Moves forward; time that has passed does not come back. */
  advanceTo(instant: Instant): void {
    if (instant > this.instant) this.instant = instant;
  }
}

/** A rehearsal's: runs from where it is put, `speed` times as fast as in life, and never goes back. */
export class RehearsalClock implements Clock {
  #from: Instant;
  readonly speed: number;
  #began = performance.now();
  #stands: boolean;

  /** `stands`: until `run`, so that days do not go by while the program starts. */
  constructor(start: Instant, speed = 1, stands = false) {
    this.#from = start;
    this.speed = speed;
    this.#stands = stands;
  }

  now(): Instant {
    if (this.#stands) return this.#from;
    return Math.floor(this.#from + (performance.now() - this.#began) * this.speed);
  }

  run(): void {
    if (!this.#stands) return;
    this.#stands = false;
    this.#began = performance.now();
  }

  /** Goes on from there; nothing when that has passed. */
  advanceTo(instant: Instant): void {
    if (instant <= this.now()) return;
    this.#from = instant;
    this.#began = performance.now();
  }
}

/** Nobody can have had this program before. */
const RELEASED: Instant = at('2025-01-01', '00:00');
/** A machine's battery is dead more often than a program is left alone for so long. */
const LONGEST_AWAY = 30 * DAY;

/** The clock of the machine cannot be right, or nobody can tell; the message says what to do. */
export class ClockDoubt extends Error {
  override readonly name = 'ClockDoubt';
}

/**
 * Refuses to decide anything by a clock that says something unlikely: deadlines would run, and tickets close, that
 * nobody can take back. `last`: when the program was last known to be at work. Who has looked says so by naming the day.
 */
export function refuseDoubtful(now: Instant, last: Instant | null, confirmed?: string): void {
  const today = dayOf(now);
  const said = `系统时间是 ${today}（${dayInWords(today)}）`;
  if (now < RELEASED) throw new ClockDoubt(`${said}，比本程序还早，一定不对。请校准服务器时间后再启动。`);
  if (last === null || confirmed === today) return;
  const apart = Math.round(Math.abs(now - last) / DAY);
  const what =
    now < last - DAY
      ? `比最后一条记录（${dayOf(last)}）早 ${apart} 天`
      : now > last + LONGEST_AWAY
        ? `比上次运行（${dayOf(last)}）晚 ${apart} 天`
        : null;
  if (what === null) return;
  throw new ClockDoubt(
    `${said}，${what}。时间若不对，请校准后再启动；若没有错，请在 .env 里写 CLOCK_CONFIRMED=${today} 再启动（只在当天有效）。`,
  );
}

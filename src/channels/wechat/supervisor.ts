/**
 * Keeps one machine running for ever. wechaty does not: after a lost connection it waits a minute, tries once, and is
 * dead if the server is not back by then; and a puppet may hang without saying so. So it is asked every half minute
 * (`ding`, it answers `dong`), and whatever is wrong, it is stopped and started again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf, within } from './failures.ts';

export interface Machine {
  /** Connects. May resolve though it did not work, and may never end: ask `isRunning`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Closes what a stop has left open, whatever became of it. Called after each. */
  letGo(): void;
  isRunning(): boolean;
  /** Asks for a sign of life; the answer comes by `Supervisor.dong`. */
  ding(data: string): void;
}

/** All in milliseconds. */
export interface Timings {
  readonly startMs: number;
  readonly stopMs: number;
  /** For the stop that ends everything: the program waits 15 s for all its parts. */
  readonly lastStopMs: number;
  /** Between two questions, and how long an answer may take. */
  readonly pingMs: number;
  readonly dongMs: number;
  /** The first wait after a fault; each further one is twice as long, up to `longestMs`. */
  readonly backoffMs: number;
  readonly longestMs: number;
  /** What runs this long has recovered: the next fault is a first one again. */
  readonly steadyMs: number;
}

export const TIMINGS: Timings = {
  // wechaty itself waits 15 s for its puppet, and that 5 s for its own state.
  startMs: 30_000,
  stopMs: 30_000,
  lastStopMs: 5000,
  pingMs: 30_000,
  dongMs: 15_000,
  backoffMs: 1000,
  longestMs: 15_000,
  steadyMs: 60_000,
};
const NO_ANSWER = '微信的连接没有应答';

export interface Supervised {
  /** Makes a machine that is not started yet. */
  make(): Promise<Machine>;
  readonly timings: Timings;
  /** Connected; nobody need be logged in yet. */
  onConnected(): void;
  /** It answered: whatever happened until now was heard. */
  onAlive(): void;
  onDown(why: string, waitMs: number): void;
}

export class Supervisor {
  readonly #stopping = new AbortController();
  readonly #stopped = new Promise<void>((resolve) => {
    this.#stopping.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  #running: Promise<void> = Promise.resolve();
  #machine: Machine | null = null;
  /** Why a start failed; wechaty tells it only by an event. */
  #lastFault: string | null = null;
  #wake: (() => void) | null = null;
  #answered = '';
  #failures = 0;

  constructor(private readonly supervised: Supervised) {}

  start(): void {
    this.#running = this.#run();
  }

  /** Ends, whatever hangs, within a few seconds. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    await this.#running;
  }

  /** Something is wrong that only a new start helps against. */
  fault(why: string): void {
    this.#lastFault = why;
    this.#wake?.();
  }

  dong(data: string): void {
    this.#answered = data;
    this.#wake?.();
  }

  /** Until it is stopped: start, watch, stop, wait. */
  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const why = (await this.#begin()) ?? (await this.#watch().catch(reasonOf));
      if (signal.aborted) break;
      const waitMs = this.#nextWait();
      this.supervised.onDown(why, waitMs);
      await this.#end(this.supervised.timings.stopMs);
      await sleep(waitMs, undefined, { signal }).catch(() => {});
    }
    await this.#end(this.supervised.timings.lastStopMs);
  }

  /** Null when it runs; else why not. Does not outlive a stop. */
  async #begin(): Promise<string | null> {
    this.#lastFault = null;
    try {
      this.#machine ??= await this.supervised.make();
      const starting = within(this.supervised.timings.startMs, this.#machine.start());
      await Promise.race([starting, this.#stopped]);
      if (this.#machine.isRunning()) return null;
      return this.#lastFault ?? NO_ANSWER;
    } catch (error) {
      return this.#lastFault ?? reasonOf(error);
    }
  }

  /** Resolves with what went wrong, or when it is stopped. */
  async #watch(): Promise<string> {
    const { pingMs, dongMs, steadyMs } = this.supervised.timings;
    const since = performance.now();
    this.#lastFault = null;
    this.supervised.onConnected();
    for (let round = 1; ; round++) {
      const question = `lianxinqiao-${round}`;
      this.#ask(question);
      const answered = await this.#until(dongMs, () => this.#answered === question);
      if (this.#isOver()) return this.#lastFault ?? '';
      if (!answered) return NO_ANSWER;
      this.supervised.onAlive();
      if (performance.now() - since >= steadyMs) this.#failures = 0;
      await this.#until(pingMs, () => false);
      if (this.#isOver()) return this.#lastFault ?? '';
      if (!this.#machine?.isRunning()) return '微信的连接停了';
    }
  }

  #isOver(): boolean {
    return this.#lastFault !== null || this.#stopping.signal.aborted;
  }

  #ask(question: string): void {
    try {
      this.#machine?.ding(question);
    } catch {
      // A question that cannot be asked gets no answer.
    }
  }

  /** Waits until `isSo`, a fault, a stop, or so long; true when `isSo`. */
  async #until(ms: number, isSo: () => boolean): Promise<boolean> {
    const end = performance.now() + ms;
    while (!isSo() && !this.#isOver()) {
      const left = end - performance.now();
      if (left <= 0) return false;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        timer = setTimeout(resolve, left);
      });
      clearTimeout(timer);
      this.#wake = null;
    }
    return isSo();
  }

  /** Stops the machine; one that does not stop properly is given up, and the next start makes another. */
  async #end(ms: number): Promise<void> {
    const machine = this.#machine;
    if (!machine) return;
    try {
      await within(ms, machine.stop());
      if (!machine.isRunning()) return;
    } catch {
      // It hangs, or throws: given up.
    } finally {
      machine.letGo();
    }
    this.#machine = null;
  }

  #nextWait(): number {
    const { backoffMs, longestMs } = this.supervised.timings;
    const wait = Math.min(backoffMs * 2 ** Math.min(this.#failures, 20), longestMs);
    this.#failures += 1;
    return wait;
  }
}

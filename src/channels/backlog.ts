/**
 * Messages of a platform that gives each once and takes no confirmation: what cannot be kept on disk just now waits here
 * in order, and is tried again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Incoming } from './port.ts';

/** About a day of a busy group. */
const MOST = 10_000;
const BATCH = 100;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

export class Backlog {
  readonly #waiting: Incoming[] = [];
  readonly #ending = new AbortController();
  #working: Promise<void> | null = null;
  #trouble: string | null = null;
  #lost = 0;

  constructor(
    private readonly receive: (batch: readonly Incoming[]) => Promise<void>,
    /** Told once when keeping fails, and once for each message that finds no room. */
    private readonly onTrouble: (why: string) => void,
  ) {}

  /** Why what comes in cannot be kept just now; null when it can. */
  get trouble(): string | null {
    if (this.#trouble === null) return null;
    const lost = this.#lost > 0 ? `，另有 ${this.#lost} 条放不下，已丢失` : '';
    return `收到的消息存不下来（${this.#trouble}；暂存 ${this.#waiting.length} 条${lost}），正在重试，请检查磁盘`;
  }

  add(message: Incoming): void {
    if (this.#waiting.length >= MOST) {
      this.#lost += 1;
      this.onTrouble(`放不下了，丢了 ${this.#lost} 条`);
      return;
    }
    this.#waiting.push(message);
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  /** Keeps what has come already, as far as that is possible within `ms`, and ends. Gives how many were not kept. */
  async end(ms: number): Promise<number> {
    await Promise.race([this.#working, sleep(ms, undefined, { ref: false })]);
    this.#ending.abort();
    await this.#working;
    return this.#waiting.length;
  }

  async #work(): Promise<void> {
    for (let wait = FIRST_WAIT_MS; this.#waiting.length > 0; ) {
      const batch = this.#waiting.slice(0, BATCH);
      try {
        await this.receive(batch);
        this.#waiting.splice(0, batch.length);
        this.#trouble = null;
        wait = FIRST_WAIT_MS;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (this.#trouble === null) this.onTrouble(why);
        this.#trouble = why;
        const { signal } = this.#ending;
        const ended = await sleep(wait, false, { signal }).catch(() => true);
        if (ended) return;
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      }
    }
  }
}

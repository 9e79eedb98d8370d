/** Stands in front of a store and notes when messages were received, committed and sent. */
import type { Incoming } from '../../src/channels/port.ts';
import type { Store } from '../../src/store/port.ts';
import { LoopWatch, type Stall } from './loop-watch.ts';
import { type Spread, spreadOf } from './spread.ts';

export interface Watched {
  /** Milliseconds from the update being given to the program until the answer's outbox row was on disk. */
  readonly receive: Spread | null;
  /** Milliseconds from there until it was sent, by kind of message. */
  readonly deliver: Readonly<Record<string, Spread>>;
  /** Messages settled, whether they needed an answer or not. */
  readonly settled: number;
  readonly stall: Stall;
}

export class Watch {
  #received = new Map<string, number>();
  #committed = new Map<string, { readonly kind: string; readonly at: number }>();
  #answers: number[] = [];
  #deliveries = new Map<string, number[]>();
  #settled = 0;
  readonly #loop = new LoopWatch();

  /** Notes what goes through the store from now on; the store does the rest as ever. */
  constructor(store: Store) {
    const commit = store.commit.bind(store);
    store.commit = async (build) => {
      let noted: () => void = () => {};
      const result = await commit((takeNumber) => {
        const transaction = build(takeNumber);
        noted = () => this.#note(transaction.done ?? [], transaction.outbox ?? []);
        return transaction;
      });
      if (result.ok) noted();
      return result;
    };
    const settle = store.settle.bind(store);
    store.settle = async (id, claim, settlement, at) => {
      const settled = await settle(id, claim, settlement, at);
      if (settlement.state === 'sent') this.#sent(id);
      return settled;
    };
  }

  /** The channel gives a batch to the program. */
  received(batch: readonly Incoming[]): void {
    const now = performance.now();
    for (const { key } of batch) this.#received.set(key, now);
  }

  /** Forgets what was noted so far. */
  begin(): void {
    this.#answers = [];
    this.#deliveries = new Map();
    this.#settled = 0;
    this.#received.clear();
    this.#committed.clear();
    this.#loop.begin();
  }

  result(): Watched {
    return {
      receive: this.#answers.length > 0 ? spreadOf(this.#answers) : null,
      deliver: Object.fromEntries([...this.#deliveries].map(([kind, list]) => [kind, spreadOf(list)])),
      settled: this.#settled,
      stall: this.#loop.result(),
    };
  }

  #note(done: readonly string[], outbox: readonly { readonly id: string; readonly kind: string }[]): void {
    const now = performance.now();
    for (const { id, kind } of outbox) this.#committed.set(id, { kind, at: now });
    for (const key of done) {
      const at = this.#received.get(key);
      if (at === undefined) continue;
      this.#settled += 1;
      if (outbox.length > 0) this.#answers.push(now - at);
    }
  }

  #sent(id: string): void {
    const committed = this.#committed.get(id);
    if (!committed) return;
    const list = this.#deliveries.get(committed.kind) ?? [];
    list.push(performance.now() - committed.at);
    this.#deliveries.set(committed.kind, list);
  }
}

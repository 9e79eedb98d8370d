/** The store of the present test, and the things that tests of its contract do again and again. */
import { afterEach, beforeEach, expect } from 'vitest';
import { type Instant, MINUTE } from '../../src/domain/time.ts';
import type { ClaimedOutgoing, Outgoing, Store } from '../../src/store/port.ts';
import { T0 } from './builders.ts';

/** Opens, and opens again, the store of one test. */
export interface StoreUnderTest {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

export const LEASE = MINUTE;

export class Bench {
  #place: StoreUnderTest | undefined;
  #store: Store | undefined;

  /** Prepares a new store before each test of the surrounding `describe`. */
  constructor(prepare: () => Promise<StoreUnderTest>) {
    beforeEach(async () => {
      this.#place = await prepare();
      this.#store = await this.#place.open();
    });
    afterEach(async () => {
      await this.#store?.close();
      await this.#place?.remove();
    });
  }

  get store(): Store {
    if (!this.#store) throw new Error('the store is not open');
    return this.#store;
  }

  async reopen(): Promise<void> {
    await this.#store?.close();
    this.#store = await this.#place?.open();
  }

  async queue(...messages: Outgoing[]): Promise<void> {
    const result = await this.store.commit(() => ({ at: T0, cause: 'test', outbox: messages }));
    expect(result.ok).toBe(true);
  }

  async claim(
    now: Instant = T0,
    options: { limit?: number; busy?: string[] } = {},
  ): Promise<readonly ClaimedOutgoing[]> {
    const { limit = 10, busy } = options;
    return this.store.claimOutbox(now, { limit, leaseMs: LEASE, busy: new Set(busy) });
  }

  /** The only message there is to claim. */
  async claimOne(now: Instant = T0): Promise<ClaimedOutgoing> {
    const claims = await this.claim(now);
    const [one] = claims;
    if (!one || claims.length > 1) throw new Error(`expected one message to claim, not ${claims.length}`);
    return one;
  }

  async send(one: ClaimedOutgoing, message: string, chat = '-100'): Promise<void> {
    const settlement = { state: 'sent', channel: 'telegram', chat, message } as const;
    expect(await this.store.settle(one.message.id, one.claim, settlement, T0)).toBe(true);
  }
}

export const ids = (claims: readonly ClaimedOutgoing[]): string[] => claims.map((one) => one.message.id);

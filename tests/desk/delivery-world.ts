/** A store and a delivery to a channel that keeps what it is given, with a clock that stands until it is moved. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect } from 'vitest';
import type { Address, Capabilities, Channel, ChannelHealth, Rendered } from '../../src/channels/port.ts';
import { createDelivery, type Delivery, type DeliveryOptions } from '../../src/desk/delivery/delivery.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import type { Outgoing } from '../../src/store/port.ts';
import { say } from '../support/builders.ts';

export const T0 = 1_795_500_000_000;
export const HOUR = 3_600_000;
export const GROUP = { channel: 'telegram', chat: '-100', group: true } as const;
export const CHEN = { person: 'liaison/chen' } as const;

/** A channel that keeps what it is given, and does as the test tells it before. */
export class Recorder implements Channel {
  readonly sent: Rendered[] = [];
  /** What the next sends do, in order; after that they succeed. */
  readonly script: (Error | Promise<void>)[] = [];
  /** Why it does not take a message, whenever that is tried. */
  refuses: (message: Rendered) => Error | null = () => null;
  /** Sends under way now, and the most there ever were. */
  busy = 0;
  busiest = 0;
  capabilities: Capabilities = {
    receives: 'all',
    push: 'afterContact',
    edits: true,
    buttons: true,
    quotes: true,
    files: true,
    replays: true,
    deduplicates: false,
    textLimit: 4096,
    photoLimit: 1,
    documentLimit: 1,
    pace: { perSecond: 30, chatGapMs: 1000, groupPerMinute: 20 },
  };
  constructor(readonly id: string) {}

  async send(message: Rendered): Promise<{ message: string }> {
    this.sent.push(message);
    const number = this.sent.length;
    this.busiest = Math.max(this.busiest, ++this.busy);
    try {
      const refusal = this.refuses(message);
      if (refusal) throw refusal;
      const next = this.script.shift();
      if (next instanceof Error) throw next;
      await next;
      return { message: message.edit ?? `m${number}` };
    } finally {
      this.busy -= 1;
    }
  }

  texts(): string[] {
    return this.sent.map(({ text }) => text);
  }

  start = async () => {};
  stop = async () => {};
  acknowledge = async () => {};
  fetch = async () => new Uint8Array();
  health: () => ChannelHealth = () => ({ state: 'up' });
}

export class DeliveryWorld {
  readonly telegram = new Recorder('telegram');
  now = T0;
  /** Where people can be reached; not in it: nowhere. */
  readonly addresses = new Map<string, Address>([['liaison/chen', { channel: 'telegram', chat: '300' }]]);
  /** What delivery told of people and groups. */
  readonly told: string[] = [];
  delivery: Delivery;
  #posted = 0;

  private constructor(
    readonly folder: string,
    public store: EmbeddedStore,
  ) {
    this.delivery = this.make();
  }

  static async open(): Promise<DeliveryWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'lxq-delivery-'));
    return new DeliveryWorld(folder, await openStore({ dir: folder }));
  }

  async close(): Promise<void> {
    await this.delivery.stop();
    await this.store.close();
    await rm(this.folder, { recursive: true });
  }

  /** As after the program ended and began again. */
  async reopen(): Promise<void> {
    await this.store.close();
    this.store = await openStore({ dir: this.folder });
    this.delivery = this.make();
  }

  make(given: Partial<DeliveryOptions> = {}): Delivery {
    return createDelivery({
      store: this.store,
      channels: new Map([['telegram', this.telegram]]),
      clock: { now: () => this.now },
      log: pino({ level: 'silent' }),
      addressOf: async (person) => this.addresses.get(person) ?? null,
      isStale: async () => false,
      isQuiet: () => false,
      say,
      filePath: (sha256) => `files/${sha256}`,
      onUnreachable: async (person, { chat }, why) => {
        this.told.push(`${person} ${chat} ${why}`);
        this.addresses.delete(person);
      },
      onMoved: async ({ chat }, to) => {
        this.told.push(`${chat} → ${to}`);
      },
      ...given,
    });
  }

  async post(...messages: Partial<Outgoing>[]): Promise<void> {
    const outbox = messages.map((given) => ({
      id: `m/${++this.#posted}`,
      to: GROUP,
      text: '消息',
      buttons: [],
      file: null,
      slot: null,
      ticket: null,
      replyTo: null,
      guard: null,
      kind: 'card',
      createdAt: this.now,
      ...given,
    }));
    const result = await this.store.commit(() => ({ at: this.now, cause: 'test', outbox }));
    expect(result).toMatchObject({ ok: true });
  }

  /** Runs, lets time pass, and runs again, as often as told. */
  async runFor(passes: number, stepMs: number): Promise<void> {
    for (let pass = 0; pass < passes; pass++) {
      await this.delivery.run();
      this.now += stepMs;
    }
  }
}

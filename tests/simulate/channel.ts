/** A platform in memory: it keeps what people said until the program has it, and takes what the program says. */
import { partedFromMark, RESENT } from '../../src/channels/own-mark.ts';
import {
  type Channel,
  type ChannelHealth,
  type Incoming,
  type Rendered,
  SendFailure,
} from '../../src/channels/port.ts';
import { UNLIMITED } from '../../src/channels/unlimited.ts';
import type { Instant } from '../../src/domain/time.ts';

export const CHANNEL = 'simulated';
export const GROUP = 'the-group';

/** Something that arrived in a chat. */
export interface Arrival {
  readonly at: Instant;
  readonly chat: string;
  /** Without marks. */
  readonly text: string;
  /** It says that it may be here for the second time. */
  readonly resent: boolean;
  readonly edit: boolean;
  readonly message: string;
  /** Of the outbox. */
  readonly key: string;
  readonly buttons: readonly string[];
}

/** What goes wrong at the platform, counted down as it happens. */
export interface Trouble {
  /** Nothing is heard and nothing can be sent until then. */
  downUntil: Instant;
  /** So many sends are told to come later. */
  tooMany: number;
  /** So many sends arrive, and the answer is lost. */
  unanswered: number;
  /** Who has closed the chat. */
  readonly blocked: Set<string>;
}

export class Platform {
  readonly arrivals: Arrival[] = [];
  readonly trouble: Trouble = { downUntil: 0, tooMany: 0, unanswered: 0, blocked: new Set() };
  /** Said, and not yet confirmed by the program. */
  pending: Incoming[] = [];
  readonly counts = { sends: 0, later: 0, lost: 0, unreachable: 0, down: 0 };
  #messages = 0;
  readonly #known = new Set<string>();

  constructor(private readonly now: () => Instant) {}

  get isDown(): boolean {
    return this.now() < this.trouble.downUntil;
  }

  /** The channel of one life of the program; `lives` is false once that life is over. */
  channel(lives: () => boolean): Channel {
    return {
      id: CHANNEL,
      capabilities: { ...UNLIMITED, deduplicates: false },
      start: async () => {},
      acknowledge: async () => {},
      fetch: async () => Buffer.from('%PDF-1.4 simulated'),
      stop: async () => {},
      health: (): ChannelHealth =>
        this.isDown ? { state: 'down', since: this.now(), why: 'simulated' } : { state: 'up' },
      send: async (message) => {
        // The call is under way: others get their turn.
        await null;
        if (!lives()) throw new SendFailure('later', 'the program is dead');
        return { message: this.#take(message) };
      },
    };
  }

  #take(message: Rendered): string {
    const { trouble, counts } = this;
    counts.sends += 1;
    if (this.isDown) {
      counts.down += 1;
      throw new SendFailure('later', 'ECONNREFUSED');
    }
    if (trouble.blocked.has(message.chat)) {
      counts.unreachable += 1;
      throw new SendFailure('unreachable', '403 blocked by the user');
    }
    if (trouble.tooMany > 0) {
      trouble.tooMany -= 1;
      counts.later += 1;
      throw new SendFailure('later', '429 too many requests', 3000 + (counts.later % 7) * 4000);
    }
    if (message.edit !== null && !this.#known.has(message.edit))
      throw new SendFailure('gone', 'no such message');
    const id = message.edit ?? String(++this.#messages);
    this.#known.add(id);
    const resent = message.text.startsWith(RESENT);
    const said = resent ? message.text.slice(RESENT.length).trim() : message.text;
    this.arrivals.push({
      at: this.now(),
      chat: message.chat,
      text: partedFromMark(said).words,
      resent,
      edit: message.edit !== null,
      message: id,
      key: message.key,
      buttons: message.buttons.flat().map(({ data }) => data),
    });
    if (trouble.unanswered > 0) {
      trouble.unanswered -= 1;
      counts.lost += 1;
      throw new SendFailure('later', 'the answer was lost', null, null, true);
    }
    return id;
  }
}

/**
 * Messages received and not yet done. They are worked in order of arrival, but a speaker who says very much takes
 * turns with the others: after so many of one, whoever waits comes first. Those of one speaker keep their order.
 */
import TinyQueue from 'tinyqueue';
import type { Incoming } from '../channels/port.ts';

/** So many of one speaker in a row: what people say in one breath, and answer each other, is not torn apart. */
const IN_A_ROW = 10;

interface Speaker {
  /** In order of arrival, each with its place in the whole inbox. */
  readonly waiting: Map<string, { readonly message: Incoming; readonly arrival: number }>;
  /** How many of theirs are done since the inbox was last empty. Not kept over a restart: then all begin anew. */
  done: number;
}

/** The turns of so many are worked out at once: to look at all who wait for each few that are taken would cost more than these. */
const PLANNED = 200;

export class Inbox {
  /** In order of arrival. */
  readonly #messages = new Map<string, Incoming>();
  readonly #speakers = new Map<string, Speaker>();
  /** Those whose turn is next, some of them done meanwhile; null when somebody has spoken since. */
  #planned: readonly Incoming[] | null = null;
  #arrivals = 0;

  get size(): number {
    return this.#messages.size;
  }

  has(key: string): boolean {
    return this.#messages.has(key);
  }

  add(message: Incoming): void {
    this.#planned = null;
    this.#messages.set(message.key, message);
    const speaker = this.#speakers.get(speakerOf(message)) ?? { waiting: new Map(), done: 0 };
    this.#speakers.set(speakerOf(message), speaker);
    speaker.waiting.set(message.key, {
      message,
      arrival: speaker.waiting.get(message.key)?.arrival ?? this.#arrivals++,
    });
  }

  delete(key: string): void {
    const message = this.#messages.get(key);
    if (!message) return;
    this.#messages.delete(key);
    const speaker = this.#speakers.get(speakerOf(message));
    if (speaker) {
      speaker.waiting.delete(key);
      speaker.done += 1;
    }
    if (this.#messages.size === 0) this.#speakers.clear();
  }

  /** In order of arrival. */
  all(): Iterable<Incoming> {
    return this.#messages.values();
  }

  /** At most so many, in the order in which they are to be worked. */
  next(limit: number): readonly Incoming[] {
    if (this.#speakers.size === 1) return first(this.#messages.values(), limit);
    const known = (this.#planned ?? []).filter(({ key }) => this.#messages.has(key));
    this.#planned =
      known.length >= Math.min(limit, this.size) ? known : this.#turns(Math.max(limit, PLANNED));
    return this.#planned.slice(0, limit);
  }

  #turns(limit: number): readonly Incoming[] {
    // Of each speaker only the next is looked at: few are taken of many.
    const heads = [...this.#speakers.values()].flatMap(({ waiting, done }) => {
      const rest = waiting.values();
      const { value } = rest.next();
      return value ? [{ ...value, rest, done }] : [];
    });
    const round = (done: number): number => Math.floor(done / IN_A_ROW);
    const queue = new TinyQueue(heads, (a, b) => round(a.done) - round(b.done) || a.arrival - b.arrival);
    const found: Incoming[] = [];
    while (found.length < limit) {
      const head = queue.pop();
      if (!head) break;
      found.push(head.message);
      const { value } = head.rest.next();
      if (value) queue.push({ ...value, rest: head.rest, done: head.done + 1 });
    }
    return found;
  }
}

function speakerOf({ channel, sender }: Incoming): string {
  return `${channel}/${sender.id}`;
}

function first<T>(values: Iterable<T>, limit: number): T[] {
  const found: T[] = [];
  for (const value of values) {
    if (found.length >= limit) break;
    found.push(value);
  }
  return found;
}

/**
 * Messages received and not yet done. They are worked in order of arrival, but a speaker who says very much takes
 * turns with the others: after so many of one, whoever waits comes first. Those of one speaker keep their order.
 */
import type { Incoming } from '../channels/port.ts';

/** So many of one speaker in a row: what people say in one breath, and answer each other, is not torn apart. */
const IN_A_ROW = 10;

interface Speaker {
  /** In order of arrival, each with its place in the whole inbox. */
  readonly waiting: Map<string, { readonly message: Incoming; readonly arrival: number }>;
  /** How many of theirs are done since the inbox was last empty. Not kept over a restart: then all begin anew. */
  done: number;
}

export class Inbox {
  /** In order of arrival. */
  readonly #messages = new Map<string, Incoming>();
  readonly #speakers = new Map<string, Speaker>();
  #arrivals = 0;

  get size(): number {
    return this.#messages.size;
  }

  has(key: string): boolean {
    return this.#messages.has(key);
  }

  add(message: Incoming): void {
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
    const found = [...this.#speakers.values()].flatMap(({ waiting, done }) =>
      first(waiting.values(), limit).map((one, place) => ({
        ...one,
        round: Math.floor((done + place) / IN_A_ROW),
      })),
    );
    found.sort((a, b) => a.round - b.round || a.arrival - b.arrival);
    return found.slice(0, limit).map(({ message }) => message);
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

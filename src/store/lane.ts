/**
 * The messages that wait for one recipient, and which of them is next. Emergencies go before everything; among them
 * as among the others the speakers take turns, so that whoever says three hundred things delays nobody else. The messages of one speaker, of
 * one ticket and of one slot keep their order. One that keeps failing steps aside, and is tried again behind the others.
 */
import type { Queued } from './queued.ts';

/** What a lane amounts to at present. */
export interface Turns {
  /** In a sender's hand: until that is over nothing else may go. */
  readonly claimed: Queued | null;
  /** The recipient cannot be reached: nothing goes. */
  readonly held: boolean;
  /** Those that may be next, the best first: each of them when its time has come. */
  readonly next: readonly Queued[];
  readonly aside: number;
}

/** Who has no name: the clock. */
const CLOCK = 'clock/';

/** What a look at the messages from the oldest on has found so far: one more at the end is looked at by itself. */
class Look {
  claimed: Queued | null = null;
  held = false;
  readonly aside: Queued[] = [];
  readonly emergencies = new Map<string, Queued>();
  readonly others = new Map<string, Queued>();
  /** The oldest of each slot and ticket: what is about the same goes before. */
  readonly #oldestOfSlot = new Map<string, Queued>();
  readonly #oldestOfTicket = new Map<number, Queued>();

  add(one: Queued): void {
    this.claimed ??= one.claim && one;
    this.held ||= one.held;
    const { slot, ticket } = one.message;
    const before = slot === null ? one : remember(this.#oldestOfSlot, slot, one);
    const related = ticket === null ? before : remember(this.#oldestOfTicket, ticket, one);
    if (one.aside) this.aside.push(one);
    // An edit never goes before the message that it is to change.
    if (one.aside || before.aside) return;
    const { first, speaker = CLOCK } = one.message;
    remember(first ? this.emergencies : this.others, speaker, first || related.aside ? before : related);
  }
}

export class Lane {
  /** Oldest first. */
  readonly #ids: string[] = [];
  /** By speaker, when it was last their turn. Not kept over a restart: then the oldest begins. */
  readonly #served = new Map<string, number>();
  /** The same of emergencies, which take turns among themselves. */
  readonly #servedInHaste = new Map<string, number>();
  #turn = 0;
  /** Of so many messages from the oldest on. */
  #look: Look | null = null;
  #looked = 0;
  #turns: Turns | null = null;

  get size(): number {
    return this.#ids.length;
  }

  get ids(): readonly string[] {
    return this.#ids;
  }

  push(id: string): void {
    this.#ids.push(id);
    this.#turns = null;
  }

  replace(id: string, by: string): void {
    this.#ids[this.#ids.indexOf(id)] = by;
    this.changed();
  }

  remove(id: string): void {
    this.#ids.splice(this.#ids.indexOf(id), 1);
    this.changed();
  }

  /** It was this message's turn. */
  serve(one: Queued): void {
    const { first, speaker = CLOCK } = one.message;
    (first ? this.#servedInHaste : this.#served).set(speaker, ++this.#turn);
    this.changed();
  }

  /** Something about a message in it is not as it was. */
  changed(): void {
    this.#look = null;
    this.#looked = 0;
    this.#turns = null;
  }

  turns(get: (id: string) => Queued | undefined): Turns {
    this.#turns ??= this.#turnsIn(this.#lookOver(get));
    return this.#turns;
  }

  #lookOver(get: (id: string) => Queued | undefined): Look {
    const look = this.#look ?? new Look();
    for (const id of this.#ids.slice(this.#looked)) {
      const one = get(id);
      if (one) look.add(one);
    }
    this.#look = look;
    this.#looked = this.#ids.length;
    return look;
  }

  #turnsIn({ claimed, held, aside, emergencies, others }: Look): Turns {
    const order = [...inTurn(emergencies, this.#servedInHaste), ...inTurn(others, this.#served)];
    const next = [...new Set([...order, ...aside])];
    return { claimed, held, next, aside: aside.length };
  }
}

/** By speaker, whoever has waited longest for their turn first. */
function inTurn(heads: ReadonlyMap<string, Queued>, served: ReadonlyMap<string, number>): readonly Queued[] {
  return [...heads].sort(([a], [b]) => (served.get(a) ?? 0) - (served.get(b) ?? 0)).map(([, one]) => one);
}

function remember<Key>(oldest: Map<Key, Queued>, key: Key, one: Queued): Queued {
  const found = oldest.get(key);
  if (!found) oldest.set(key, one);
  return found ?? one;
}

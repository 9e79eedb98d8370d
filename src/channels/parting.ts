/**
 * Words that are too long for one message of a platform become several, parted where lines end; choices stand at the end
 * and stay with the last. What was said before a failure is not said again as long as the program runs.
 */

/** More messages at once than this nobody reads; the last one says that there was more. */
const MOST_PARTS = 8;
/** For what stands before the words of a part: that it goes on, or that it may have come before. */
const HEAD_ROOM = 80;
/** Messages that are said in part are remembered, so many. */
const REMEMBERED = 200;

export interface Limit {
  readonly most: number;
  /** Of a text, in the units of `most`; adds up over pieces of a text. */
  readonly size: (text: string) => number;
  /** Ends a text of which even `MOST_PARTS` hold only the beginning. */
  readonly note: string;
}

export const codeUnits = (text: string): number => text.length;
export const bytes = (text: string): number => Buffer.byteLength(text);

/** One part where that is enough. */
export function partsOf(text: string, limit: Limit): readonly string[] {
  if (limit.size(text) <= limit.most) return [text];
  const parts = parted(text, limit.most - HEAD_ROOM, limit.size);
  const rest = parts.slice(MOST_PARTS - 1);
  const kept = rest.length > 1 ? [...parts.slice(0, MOST_PARTS - 1), ended(rest[0] ?? '', limit)] : parts;
  const headed = kept.map((part, place) =>
    place === 0 ? part : `（续 ${place + 1}/${kept.length}）\n${part}`,
  );
  return headed;
}

function parted(text: string, room: number, size: Limit['size']): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  const close = (): void => {
    const words = part.replace(/^\n+|\s+$/gu, '');
    if (words !== '') parts.push(words);
    part = '';
    used = 0;
  };
  for (const piece of pieces(text, room, size)) {
    const needed = size(piece);
    if (used + needed > room) close();
    part += piece;
    used += needed;
  }
  close();
  return parts;
}

/** Lines with their ends; of a line that fills a message by itself, its sentences; of such a sentence, its characters. */
function* pieces(text: string, room: number, size: Limit['size']): Generator<string> {
  for (const line of text.match(/[^\n]*\n|[^\n]+$/gu) ?? []) {
    if (size(line) <= room) {
      yield line;
      continue;
    }
    for (const sentence of line.match(/[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+$/gu) ?? []) {
      if (size(sentence) <= room) yield sentence;
      else yield* sentence;
    }
  }
}

function ended(part: string, { most, size, note }: Limit): string {
  const room = most - HEAD_ROOM - size(note);
  let used = 0;
  let end = 0;
  for (const sign of part) {
    used += size(sign);
    if (used > room) break;
    end += sign.length;
  }
  return part.slice(0, end) + note;
}

interface Begun {
  readonly text: string;
  readonly parts: readonly string[];
  /** What the platform called the parts that are out. */
  readonly said: string[];
  /** What else of the message is out: its file, its buttons. */
  readonly also: Set<string>;
}

/** The messages of one channel. */
export class Parting {
  readonly #begun = new Map<string, Begun>();

  constructor(private readonly limit: Limit) {}

  /**
   * Says the parts that are not out yet, one after the other; gives what `say` gave for each. `key`: the same for every
   * try. A try again may put a line before the text; it then stands before the first part that is said again.
   */
  async say(
    key: string,
    text: string,
    say: (part: string, place: number, isLast: boolean) => Promise<string>,
  ): Promise<readonly string[]> {
    const before = this.#begun.get(key);
    const goesOn = before !== undefined && before.parts.length > 0 && text.endsWith(before.text);
    const begun = goesOn
      ? before
      : { text, parts: partsOf(text, this.limit), said: [], also: new Set<string>() };
    let head = goesOn ? text.slice(0, text.length - begun.text.length) : '';
    for (const [place, part] of begun.parts.entries()) {
      if (place < begun.said.length) continue;
      begun.said.push(await say(head + part, place, place === begun.parts.length - 1));
      head = '';
      this.#keep(key, begun);
    }
    return begun.said;
  }

  /** Does what belongs to the message beside its words, unless it is done. */
  async also(key: string, what: string, work: () => Promise<unknown>): Promise<void> {
    const begun = this.#begun.get(key) ?? { text: '', parts: [], said: [], also: new Set<string>() };
    if (begun.also.has(what)) return;
    await work();
    begun.also.add(what);
    this.#keep(key, begun);
  }

  /** All of it is out. */
  done(key: string): void {
    this.#begun.delete(key);
  }

  #keep(key: string, begun: Begun): void {
    this.#begun.delete(key);
    this.#begun.set(key, begun);
    const [oldest] = this.#begun.keys();
    if (this.#begun.size > REMEMBERED && oldest !== undefined) this.#begun.delete(oldest);
  }
}

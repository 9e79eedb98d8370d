/** Finds the words of a long list at a place of a text; places where none begins cost next to nothing. */
export interface Found<Value> {
  readonly length: number;
  readonly value: Value;
}

/** The words that begin at `at`, shorter ones first. */
export type Finder<Value> = (text: string, at: number) => readonly Found<Value>[];

const NONE: readonly never[] = [];

/** Words longer than `longest` (UTF-16 code units, at most 30) are never found. */
export function createFinder<Value>(words: ReadonlyMap<string, Value>, longest: number): Finder<Value> {
  /** By their first two code units, how long words are, a bit for each length; those of one unit by that alone. */
  const lengths = new Map<number, number>();
  for (const word of words.keys()) {
    if (word.length > longest) continue;
    const first = word.charCodeAt(0);
    const key = word.length === 1 ? first : pairOf(first, word.charCodeAt(1));
    lengths.set(key, (lengths.get(key) ?? 0) | (1 << word.length));
  }
  return (text, at) => {
    const first = text.charCodeAt(at);
    const possible = (lengths.get(first) ?? 0) | (lengths.get(pairOf(first, text.charCodeAt(at + 1))) ?? 0);
    if (possible === 0) return NONE;
    const found: Found<Value>[] = [];
    for (let length = 1; length <= Math.min(longest, text.length - at); length++) {
      const value = possible & (1 << length) ? words.get(text.slice(at, at + length)) : undefined;
      if (value !== undefined) found.push({ length, value });
    }
    return found;
  };
}

/** Behind the end of a text it is no number, and no word begins so. */
function pairOf(first: number, second: number): number {
  return first * 0x10000 + second;
}

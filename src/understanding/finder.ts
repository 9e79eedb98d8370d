/** Finds the words of a long list at a place of a text; places where none begins cost next to nothing. */
export interface Found<Value> {
  readonly length: number;
  readonly value: Value;
}

/** The words that begin at `at`, shorter ones first. */
export type Finder<Value> = (text: string, at: number) => readonly Found<Value>[];

const NONE: readonly never[] = [];

/** Words longer than `longest` (UTF-16 code units) are never found. */
export function createFinder<Value>(words: ReadonlyMap<string, Value>, longest: number): Finder<Value> {
  /** By its first UTF-16 code unit, how long words are. */
  const lengths = new Map<number, number[]>();
  for (const word of words.keys()) {
    if (word.length > longest) continue;
    const first = word.charCodeAt(0);
    const known = lengths.get(first);
    if (!known) lengths.set(first, [word.length]);
    else if (!known.includes(word.length)) known.push(word.length);
  }
  for (const known of lengths.values()) known.sort((a, b) => a - b);
  return (text, at) => {
    const possible = lengths.get(text.charCodeAt(at));
    if (!possible) return NONE;
    const found: Found<Value>[] = [];
    for (const length of possible) {
      const value = words.get(text.slice(at, at + length));
      if (value !== undefined && at + length <= text.length) found.push({ length, value });
    }
    return found;
  };
}

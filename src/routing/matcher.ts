/**
 * Finds many terms in one text in a single pass (Aho–Corasick), so that the speed does not depend
 * on how many words a county writes into its responsibilities.
 */

/** A term found: which one, and where (UTF-16 offsets, end exclusive). */
export interface Hit {
  readonly term: number;
  readonly start: number;
  readonly end: number;
}

/** Joins the parts of a term between which something else may stand: 路…坑. */
export const GAP_MARK = '…';
/** Between the parts at most this many characters may stand. */
export const GAP = 8;

interface Node {
  /** By UTF-16 code unit. */
  readonly next: Map<number, Node>;
  fail: Node | undefined;
  /** Literals that end here, the suffixes' included. */
  ends: number[];
}

/** A term in parts: its literals, in order. */
interface Chain {
  readonly term: number;
  readonly head: number;
  readonly rest: readonly number[];
}

/**
 * Builds a finder for `terms`. A term is a literal, or literals joined by `…` that must follow each
 * other closely (`路…坑`) without a sentence ending between them.
 */
export function createMatcher(terms: readonly string[]): (text: string) => Hit[] {
  const literals = new Map<string, number>();
  const words: string[] = [];
  const numberOf = (literal: string): number => {
    const known = literals.get(literal);
    if (known !== undefined) return known;
    literals.set(literal, words.length);
    return words.push(literal) - 1;
  };
  const whole = new Map<number, number[]>();
  /** By their heads: most of them begin with something that is not in the text. */
  const chains = new Map<number, Chain[]>();
  terms.forEach((term, index) => {
    const parts = term.split(GAP_MARK).filter((part) => part !== '');
    const [first, ...others] = parts;
    if (first === undefined) return;
    if (others.length > 0) {
      const chain = { term: index, head: numberOf(first), rest: others.map(numberOf) };
      chains.set(chain.head, [...(chains.get(chain.head) ?? []), chain]);
    } else whole.set(numberOf(first), [...(whole.get(numberOf(first)) ?? []), index]);
  });
  const root = automaton(words);

  return (text) => {
    // Few of the thousands of literals stand in any one text.
    const found = new Map<number, number[]>();
    let node = root;
    for (let at = 0; at < text.length; at++) {
      const letter = text.charCodeAt(at);
      let next = node.next.get(letter);
      while (!next && node !== root) {
        node = node.fail ?? root;
        next = node.next.get(letter);
      }
      node = next ?? root;
      for (const literal of node.ends) {
        const ends = found.get(literal);
        if (ends) ends.push(at + 1);
        else found.set(literal, [at + 1]);
      }
    }
    const hits: Hit[] = [];
    for (const [literal, ends] of [...found].sort(([one], [other]) => one - other)) {
      const length = words[literal]?.length ?? 0;
      for (const term of whole.get(literal) ?? []) {
        for (const end of ends) hits.push({ term, start: end - length, end });
      }
    }
    const begun = [...found.keys()].flatMap((literal) => chains.get(literal) ?? []);
    for (const chain of begun.sort((one, other) => one.term - other.term)) {
      const hit = firstChain(text, chain, found, words);
      if (hit) hits.push({ term: chain.term, ...hit });
    }
    return hits;
  };
}

/** The first place where the parts stand in order, each at most GAP after the one before. */
function firstChain(
  text: string,
  { head, rest }: Chain,
  found: ReadonlyMap<number, readonly number[]>,
  words: readonly string[],
): { start: number; end: number } | undefined {
  for (const headEnd of found.get(head) ?? []) {
    let end = headEnd;
    const complete = rest.every((part) => {
      const length = words[part]?.length ?? 0;
      const next = (found.get(part) ?? []).find((partEnd) => partEnd - length >= end);
      if (next === undefined || next - length > end + GAP) return false;
      if (/[。！？!?\n]/.test(text.slice(end, next - length))) return false;
      end = next;
      return true;
    });
    if (complete) return { start: headEnd - (words[head]?.length ?? 0), end };
  }
  return undefined;
}

function automaton(words: readonly string[]): Node {
  const root: Node = { next: new Map(), fail: undefined, ends: [] };
  words.forEach((word, index) => {
    let node = root;
    for (let at = 0; at < word.length; at++) {
      const letter = word.charCodeAt(at);
      let next = node.next.get(letter);
      if (!next) {
        next = { next: new Map(), fail: root, ends: [] };
        node.next.set(letter, next);
      }
      node = next;
    }
    node.ends.push(index);
  });
  const queue = [...root.next.values()];
  for (let node = queue.shift(); node; node = queue.shift()) {
    for (const [letter, child] of node.next) {
      let fail = node.fail;
      while (fail && !fail.next.has(letter)) fail = fail.fail;
      child.fail = fail?.next.get(letter) ?? root;
      child.ends = [...child.ends, ...child.fail.ends];
      queue.push(child);
    }
  }
  return root;
}

/**
 * Drops hits that stand inside a longer one: in 房产税 nobody speaks of 房产. A gapped term's span
 * neither hides nor is hidden. `isGapped` tells them apart.
 */
export function longestOnly(hits: readonly Hit[], isGapped: (term: number) => boolean): Hit[] {
  const sorted = [...hits].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Hit[] = [];
  let reach: { start: number; end: number } = { start: -1, end: -1 };
  for (const hit of sorted) {
    if (isGapped(hit.term)) {
      kept.push(hit);
      continue;
    }
    const inside = hit.end <= reach.end && hit.end - hit.start < reach.end - reach.start;
    if (inside) continue;
    kept.push(hit);
    if (hit.end > reach.end) reach = { start: hit.start, end: hit.end };
  }
  return kept;
}

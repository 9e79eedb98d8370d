/**
 * A text as the learnt models see it: runs of one to three characters, and pairs with one character between, each
 * hashed into one of a fixed number of buckets. Nothing is segmented, so nothing depends on a dictionary.
 */
import { remembering } from '../domain/remembering.ts';
import { normalise, withoutCourtesies } from '../routing/text.ts';

/** Buckets of the hash: a power of two. Which of them the models know, `runs.ts` tells. Changing it needs new weights. */
export const BUCKETS = 1 << 22;
/** A longer text is read from both ends: what people want stands there. */
const READ_HEAD = 900;
const READ_TAIL = 300;
const LONGEST_RUN = 3;
const SKIP = 'skip';
/** Messages and what lies near them. */
const REMEMBERED = 512;

/** Buckets found in a text, and how often. */
export type Counts = ReadonlyMap<number, number>;

/** The text as it is read: figures only by their length, ends marked. */
export const readable: (text: string) => string = remembering(REMEMBERED, madeReadable);

function madeReadable(text: string): string {
  const plain = withoutCourtesies(normalise(text)).replace(/\s+/g, ' ').trim();
  const short =
    plain.length > READ_HEAD + READ_TAIL ? `${plain.slice(0, READ_HEAD)}\n${plain.slice(-READ_TAIL)}` : plain;
  return `^${short.replace(/\d+/g, (digits) => '0'.repeat(Math.min(digits.length, 5)))}$`;
}

/** What stands in a text: each run with its bucket, in order, repeated as often as it stands there. */
export function* runsOf(text: string): Generator<readonly [run: string, bucket: number]> {
  const letters = [...readable(text)];
  for (let at = 0; at < letters.length; at++) {
    let run = '';
    for (let length = 1; length <= LONGEST_RUN && at + length <= letters.length; length++) {
      run += letters[at + length - 1];
      yield [run, bucketOf(run)];
    }
    const beyond = letters[at + 2];
    if (beyond !== undefined) yield [`${letters[at]}·${beyond}`, bucketOf(`${SKIP}${letters[at]}${beyond}`)];
  }
}

export function countsOf(text: string): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [, bucket] of runsOf(text)) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  return counts;
}

/** FNV-1a over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/), folded to the number of buckets. */
export function bucketOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) {
    hash ^= name.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return ((hash >>> 22) ^ hash) & (BUCKETS - 1);
}

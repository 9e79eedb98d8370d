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
const HASH_BEGIN = 0x811c9dc5;
const SKIP_BEGIN = hashed('skip', HASH_BEGIN);
/** Messages and what lies near them. */
const REMEMBERED = 512;
/** Runs are many; they are asked for while one message is read. */
const RUNS_REMEMBERED = 32;

/** A run as it stands in a text, and its bucket. */
export interface Run {
  readonly run: string;
  readonly bucket: number;
}

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

/** The buckets of what stands in a text, in the order of `runsOf`: all that is asked of most texts. */
const bucketsIn = remembering(RUNS_REMEMBERED, (text): readonly number[] => {
  const letters = [...readable(text)];
  const buckets: number[] = [];
  for (let at = 0; at < letters.length; at++) {
    // The hash of a run goes on from that of the one it begins with.
    let hash = HASH_BEGIN;
    for (let next = at; next < Math.min(at + LONGEST_RUN, letters.length); next++) {
      hash = hashed(letters[next]!, hash);
      buckets.push(folded(hash));
    }
    const beyond = letters[at + 2];
    if (beyond !== undefined) buckets.push(folded(hashed(beyond, hashed(letters[at]!, SKIP_BEGIN))));
  }
  return buckets;
});

/** What stands in a text: its runs in order, repeated as often as they stand there. */
export const runsOf: (text: string) => readonly Run[] = remembering(RUNS_REMEMBERED, (text) => {
  const letters = [...readable(text)];
  const runs = letters.flatMap((letter, at) => {
    const begun = letters
      .slice(at, at + LONGEST_RUN)
      .map((_, end) => letters.slice(at, at + end + 1).join(''));
    const beyond = letters[at + 2];
    return beyond === undefined ? begun : [...begun, `${letter}·${beyond}`];
  });
  const buckets = bucketsIn(text);
  return runs.map((run, place) => ({ run, bucket: buckets[place]! }));
});

export function countsOf(text: string): Map<number, number> {
  const counts = new Map<number, number>();
  for (const bucket of bucketsIn(text)) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  return counts;
}

export function bucketOf(name: string): number {
  return folded(hashed(name, HASH_BEGIN));
}

/** FNV-1a over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/); `hash`: of what stands before. */
function hashed(name: string, hash: number): number {
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash;
}

/** A hash as one of the buckets. */
function folded(hash: number): number {
  return ((hash >>> 22) ^ hash) & (BUCKETS - 1);
}

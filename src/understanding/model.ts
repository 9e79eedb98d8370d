/**
 * The weights of the learnt models: one file, quantised to bytes. Layout, little-endian: 8 bytes `LXQWGT02`, 4 bytes
 * length of the header, the header (JSON in UTF-8), then the blocks the header names, and 32 bytes SHA-256 of all before.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type ConceptWords, createConcepts } from './concepts.ts';
import { BUCKETS, runsOf } from './grams.ts';
import { CUES } from './surroundings.ts';
import { type Lens, sizeOf, type Vector, vectorOf } from './vector.ts';
import { createWordSense, type WordSense, type WordVectors } from './word-vectors.ts';

const MAGIC = 'LXQWGT02';
const HASH_BYTES = 32;
/** Of rarity, which is at most 15. */
const RARITY_STEP = 1 / 16;

const headSchema = z.strictObject({
  name: z.string(),
  /** What a byte of its weights stands for. */
  scale: z.number(),
  bias: z.number(),
  /** Margin → chance, see training/calibrate.ts. */
  slope: z.number(),
  shift: z.number(),
});
const headerSchema = z.strictObject({
  buckets: z.literal(BUCKETS),
  dimensions: z.number().int(),
  words: z.number().int(),
  wordBytes: z.number().int(),
  concepts: z.number().int(),
  conceptBytes: z.number().int(),
  /** How many cues the weights know of. */
  cues: z.literal(CUES.length),
  /** What it was trained on: a hash of the corpus, and how many lines. */
  corpus: z.string(),
  lines: z.number().int(),
  heads: z.array(headSchema),
});
export type HeadSpec = z.output<typeof headSchema>;

/** What a model file is made of, before or after it is bytes. */
export interface ModelParts {
  readonly corpus: string;
  readonly lines: number;
  readonly heads: readonly HeadSpec[];
  /** By bucket, in steps of 1/16. */
  readonly rarity: Uint8Array;
  readonly words: WordVectors;
  readonly concepts: readonly ConceptWords[];
  /** A row a place of `vectorOf`, a column a head. */
  readonly weights: Int8Array;
}

/** One name of what a text may be, and how likely it is. */
export interface Scores {
  /** By head: the chance, 0 to 1, that the head says yes. Heads are independent; a caller that needs one of many scales. */
  readonly chances: ReadonlyMap<string, number>;
}

export interface Model {
  readonly heads: readonly string[];
  readonly corpus: string;
  readonly lines: number;
  readonly sense: WordSense;
  /** `cues`: what is known around the words, places in `CUES`. */
  score(text: string, cues?: readonly number[]): Scores;
  /** The runs of the text that spoke most for (or, negative, against) a head, the strongest first. */
  explain(
    text: string,
    head: string,
    most: number,
  ): readonly { readonly run: string; readonly weight: number }[];
}

/** Why a model file cannot be used; the text is for the operator. */
export class ModelRefused extends Error {
  override readonly name = 'ModelRefused';
}

export function lensOf({ rarity, words, concepts }: Pick<ModelParts, 'rarity' | 'words' | 'concepts'>): Lens {
  const steps = new Float32Array(rarity.length);
  for (let bucket = 0; bucket < steps.length; bucket++) steps[bucket] = rarity[bucket]! * RARITY_STEP;
  return { rarity: steps, sense: createWordSense(words), concepts: createConcepts(concepts) };
}

/** Rarity in whole steps; what is found at all keeps at least one. */
export function rarityStep(rarity: number): number {
  return Math.max(1, Math.min(255, Math.round(rarity / RARITY_STEP)));
}

export function createModel(parts: ModelParts): Model {
  const { heads, weights } = parts;
  const lens = lensOf(parts);
  const width = heads.length;

  function marginsOf({ at, values }: Vector): Float32Array {
    const sums = new Float32Array(width);
    for (let k = 0; k < at.length; k++) {
      const start = at[k]! * width;
      const value = values[k]!;
      for (let head = 0; head < width; head++) sums[head]! += value * weights[start + head]!;
    }
    return sums.map((sum, head) => sum * heads[head]!.scale + heads[head]!.bias);
  }

  return {
    heads: heads.map(({ name }) => name),
    corpus: parts.corpus,
    lines: parts.lines,
    sense: lens.sense,
    score(text, cues = []) {
      const margins = marginsOf(vectorOf(text, cues, lens));
      return {
        chances: new Map(
          heads.map(({ name, slope, shift }, head) => [
            name,
            1 / (1 + Math.exp(-(slope * margins[head]! + shift))),
          ]),
        ),
      };
    },
    explain(text, head, most) {
      const column = heads.findIndex(({ name }) => name === head);
      if (column < 0) return [];
      const found = new Map<string, number>();
      for (const [run, bucket] of runsOf(text)) {
        if (run.length < 2 || !/^[\p{L}\p{N}]+$/u.test(run)) continue;
        const weight = (lens.rarity[bucket] ?? 0) * weights[bucket * width + column]! * heads[column]!.scale;
        found.set(run, weight);
      }
      return [...found]
        .map(([run, weight]) => ({ run, weight }))
        .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
        .slice(0, most);
    },
  };
}

export function encodeModel(parts: ModelParts): Buffer {
  const words = Buffer.from(parts.words.words.join('\n'), 'utf8');
  const concepts = Buffer.from(
    parts.concepts.map(({ name, words: own }) => [name, ...own].join('\t')).join('\n'),
    'utf8',
  );
  const header = Buffer.from(
    JSON.stringify({
      buckets: BUCKETS,
      dimensions: parts.words.dimensions,
      words: parts.words.words.length,
      wordBytes: words.length,
      concepts: parts.concepts.length,
      conceptBytes: concepts.length,
      cues: CUES.length,
      corpus: parts.corpus,
      lines: parts.lines,
      heads: [...parts.heads],
    } satisfies z.input<typeof headerSchema>),
    'utf8',
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const blocks = [parts.rarity, words, parts.words.rows, concepts, parts.weights].map((block) =>
    Buffer.from(block.buffer, block.byteOffset, block.byteLength),
  );
  const body = Buffer.concat([Buffer.from(MAGIC), length, header, ...blocks]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

/** Throws `ModelRefused` for a file that is cut off, damaged, or of another version of the program. */
export function decodeModel(bytes: Buffer): ModelParts {
  const { body, header, start: first } = wholeFile(bytes);
  let start = first;
  const read = headerSchema.safeParse(header);
  if (!read.success) throw new ModelRefused('权重文件是另一版程序的，请用本版附带的文件');
  const { dimensions, words, wordBytes, conceptBytes, corpus, lines, heads } = read.data;
  const take = (size: number): Buffer => {
    const block = body.subarray(start, start + size);
    start += size;
    return block;
  };
  const rarity: Uint8Array = take(BUCKETS);
  const list = take(wordBytes).toString('utf8').split('\n');
  const rows = signed(take(words * dimensions));
  const vectors = { dimensions, words: list, rows };
  const concepts = conceptsFrom(take(conceptBytes).toString('utf8'));
  const weights = signed(
    take(sizeOf({ sense: { dimensions }, concepts: { count: concepts.length } }) * heads.length),
  );
  if (start !== body.length) throw new ModelRefused('权重文件是另一版程序的，请用本版附带的文件');
  return { corpus, lines, heads, rarity, words: vectors, concepts, weights };
}

/** The word vectors alone, which outlive a change of heads and cues. Throws `ModelRefused`. */
export function wordVectorsIn(bytes: Buffer): WordVectors {
  const { body, header, start } = wholeFile(bytes);
  const read = headerSchema
    .pick({ dimensions: true, words: true, wordBytes: true })
    .loose()
    .safeParse(header);
  if (!read.success) throw new ModelRefused('权重文件是另一版程序的，请用本版附带的文件');
  const { dimensions, words, wordBytes } = read.data;
  const behind = start + BUCKETS + wordBytes;
  return {
    dimensions,
    words: body.toString('utf8', start + BUCKETS, behind).split('\n'),
    rows: signed(body.subarray(behind, behind + words * dimensions)),
  };
}

function signed(block: Buffer): Int8Array {
  return new Int8Array(block.buffer, block.byteOffset, block.byteLength);
}

/** A file whose checksum is right, without it; its header, and where the blocks begin. */
function wholeFile(bytes: Buffer): {
  readonly body: Buffer;
  readonly header: unknown;
  readonly start: number;
} {
  if (bytes.length < MAGIC.length + 4 + HASH_BYTES || bytes.toString('latin1', 0, 6) !== MAGIC.slice(0, 6)) {
    throw new ModelRefused('不是识别模型的权重文件');
  }
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new ModelRefused('权重文件是另一版程序的，请用本版附带的文件');
  }
  const body = bytes.subarray(0, -HASH_BYTES);
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(-HASH_BYTES))) {
    throw new ModelRefused('权重文件不完整或已损坏，请重新复制');
  }
  const headerLength = body.readUInt32LE(MAGIC.length);
  const start = MAGIC.length + 4 + headerLength;
  return { body, header: JSON.parse(body.toString('utf8', MAGIC.length + 4, start)), start };
}

function conceptsFrom(block: string): readonly ConceptWords[] {
  if (block === '') return [];
  return block.split('\n').map((line) => {
    const [name = '', ...words] = line.split('\t');
    return { name, words };
  });
}

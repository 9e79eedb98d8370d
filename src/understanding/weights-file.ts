/**
 * The weights of the learnt models: one file, quantised to bytes. Layout, little-endian: 8 bytes `LXQWGT03`, 4 bytes
 * length of the header, the header (JSON in UTF-8), then the blocks the header names, and 32 bytes SHA-256 of all before.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ConceptWords } from './concepts.ts';
import { BUCKETS } from './grams.ts';
import { type KnownRuns, MOST_RUNS, packed, unpacked } from './runs.ts';
import { CUES } from './surroundings.ts';
import { sizeOf } from './vector.ts';
import type { WordVectors } from './word-vectors.ts';

const MAGIC = 'LXQWGT03';
const HASH_BYTES = 32;

const headSchema = z.strictObject({
  name: z.string(),
  /** What a byte of its weights stands for. */
  scale: z.number(),
  bias: z.number(),
  /** Margin → chance, see training/calibrate.ts. */
  slope: z.number(),
  shift: z.number(),
});
const learntSchema = z.strictObject({
  /** The checksum of the weights it began with, without which it is nothing. */
  base: z.string(),
  /** When, epoch ms; from how many tickets. */
  at: z.number(),
  lessons: z.number().int(),
  /** Of so many things asked of tickets held back: right before and after. */
  asked: z.number().int(),
  before: z.number().int(),
  after: z.number().int(),
});
/** What weights were learnt from that a county has learnt beyond the shipped ones. */
export type Learnt = z.output<typeof learntSchema>;

const headerSchema = z.strictObject({
  buckets: z.literal(BUCKETS),
  runs: z.number().int().max(MOST_RUNS),
  runBytes: z.number().int(),
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
  /** Missing in shipped weights. */
  learnt: learntSchema.optional(),
});
export type HeadSpec = z.output<typeof headSchema>;

/** What a model file is made of, before or after it is bytes. */
export interface ModelParts {
  readonly corpus: string;
  readonly lines: number;
  readonly heads: readonly HeadSpec[];
  readonly runs: KnownRuns;
  readonly words: WordVectors;
  readonly concepts: readonly ConceptWords[];
  /** A row a place of `vectorOf`, a column a head. */
  readonly weights: Int8Array;
  readonly learnt?: Learnt;
}

export interface LoadedParts extends ModelParts {
  /** Of the file they come from, hex. */
  readonly checksum: string;
}

/** Why a model file cannot be used; the text is for the operator. */
export class ModelRefused extends Error {
  override readonly name = 'ModelRefused';
}

export function encodeModel(parts: ModelParts): Buffer {
  const words = Buffer.from(parts.words.words.join('\n'), 'utf8');
  const concepts = Buffer.from(
    parts.concepts.map(({ name, words: own }) => [name, ...own].join('\t')).join('\n'),
    'utf8',
  );
  const runs = packed(parts.runs.buckets);
  const header = Buffer.from(
    JSON.stringify({
      buckets: BUCKETS,
      runs: parts.runs.buckets.length,
      runBytes: runs.length,
      dimensions: parts.words.dimensions,
      words: parts.words.words.length,
      wordBytes: words.length,
      concepts: parts.concepts.length,
      conceptBytes: concepts.length,
      cues: CUES.length,
      corpus: parts.corpus,
      lines: parts.lines,
      heads: [...parts.heads],
      ...(parts.learnt ? { learnt: parts.learnt } : {}),
    } satisfies z.input<typeof headerSchema>),
    'utf8',
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const blocks = [runs, parts.runs.rarity, words, parts.words.rows, concepts, parts.weights].map((block) =>
    Buffer.from(block.buffer, block.byteOffset, block.byteLength),
  );
  const body = Buffer.concat([Buffer.from(MAGIC), length, header, ...blocks]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

/** Reads the weights. Throws `ModelRefused` saying why they cannot be used and what to do. */
export function loadWeights(file: string): LoadedParts {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ModelRefused(`权重文件 ${file} 读不到（${code}）`);
  }
  return decodeModel(bytes);
}

/** Throws `ModelRefused` for a file that is cut off, damaged, or of another version of the program. */
export function decodeModel(bytes: Buffer): LoadedParts {
  const { body, header, start: first } = wholeFile(bytes);
  let start = first;
  const read = headerSchema.safeParse(header);
  if (!read.success) throw new ModelRefused('权重文件是另一版程序的，请用本版附带的文件');
  const { dimensions, words, wordBytes, conceptBytes, corpus, lines, heads, learnt } = read.data;
  const { runs: count, runBytes } = read.data;
  const take = (size: number): Buffer => {
    const block = body.subarray(start, start + size);
    start += size;
    return block;
  };
  const buckets = unpacked(take(runBytes), count);
  if (buckets === null) throw new ModelRefused('权重文件是另一版程序的，请用本版附带的文件');
  const rarity: Uint8Array = take(count);
  const list = take(wordBytes).toString('utf8').split('\n');
  const rows = signed(take(words * dimensions));
  const vectors = { dimensions, words: list, rows };
  const concepts = conceptsFrom(take(conceptBytes).toString('utf8'));
  const size = sizeOf({ runs: { count }, sense: { dimensions }, concepts: { count: concepts.length } });
  const weights = signed(take(size * heads.length));
  if (start !== body.length) throw new ModelRefused('权重文件是另一版程序的，请用本版附带的文件');
  return {
    corpus,
    lines,
    heads,
    runs: { buckets, rarity },
    words: vectors,
    concepts,
    weights,
    ...(learnt ? { learnt } : {}),
    checksum: bytes.toString('hex', bytes.length - HASH_BYTES),
  };
}

/** The word vectors alone, which outlive a change of heads and cues. Throws `ModelRefused`. */
export function wordVectorsIn(bytes: Buffer): WordVectors {
  const { body, header, start } = wholeFile(bytes);
  const read = headerSchema
    .pick({ runs: true, runBytes: true, dimensions: true, words: true, wordBytes: true })
    .loose()
    .safeParse(header);
  if (!read.success) throw new ModelRefused('权重文件是另一版程序的，请用本版附带的文件');
  const { runs, runBytes, dimensions, words, wordBytes } = read.data;
  const begin = start + runBytes + runs;
  const behind = begin + wordBytes;
  return {
    dimensions,
    words: body.toString('utf8', begin, behind).split('\n'),
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

/** What the learnt models say of a text, before any rule of the county is asked. */
import { readFileSync } from 'node:fs';
import { KINDS } from './labels.ts';
import { createModel, decodeModel, type Model, ModelRefused } from './model.ts';

export type LearntKind = (typeof KINDS)[number];

export interface Judgement {
  /** Together 1. */
  readonly kinds: Readonly<Record<LearntKind, number>>;
  /** Danger, or a cut with harm, now: 0 to 1. */
  readonly urgent: number;
  /** By department id, 0 to 1; together at most 1, what is missing is nobody the model knows. */
  readonly departments: ReadonlyMap<string, number>;
}

export interface Judge {
  /** What it was learnt from, a hash. */
  readonly corpus: string;
  judge(text: string): Judgement;
  /** The words that weighed most for a head (`kind:…`, `urgent`, `dept:…`), the strongest first. */
  wordsFor(text: string, head: string, most: number): readonly string[];
}

export function createJudge(model: Model): Judge {
  const departments = model.heads.filter((head) => head.startsWith('dept:'));
  return {
    corpus: model.corpus,
    judge(text) {
      const { chances } = model.score(text);
      const raw = KINDS.map((kind) => chances.get(`kind:${kind}`) ?? 0);
      const sum = raw.reduce((all, one) => all + one, 0) || 1;
      const kinds = Object.fromEntries(KINDS.map((kind, at) => [kind, raw[at]! / sum]));
      const own = departments.map((head) => [head.slice('dept:'.length), chances.get(head) ?? 0] as const);
      // Independent heads: where they claim more than there is, they share it.
      const claimed = Math.max(
        1,
        own.reduce((all, [, chance]) => all + chance, 0),
      );
      return {
        kinds: kinds as Record<LearntKind, number>,
        urgent: chances.get('urgent') ?? 0,
        departments: new Map(own.map(([id, chance]) => [id, chance / claimed])),
      };
    },
    wordsFor: (text, head, most) =>
      model
        .explain(text, head, most)
        .filter(({ weight }) => weight > 0)
        .map(({ run }) => run),
  };
}

/** Reads the weights. Throws `ModelRefused` saying why they cannot be used and what to do. */
export function loadModel(file: string): Model {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ModelRefused(`权重文件 ${file} 读不到（${code}）`);
  }
  return createModel(decodeModel(bytes));
}

/** What the learnt models say of a text, before any rule of the county is asked. */
import { readFileSync } from 'node:fs';
import { remembering } from '../domain/remembering.ts';
import type { Routing } from '../routing/router.ts';
import { KINDS, LINES, type LineIs, MORE_ACTS, type MoreAct } from './labels.ts';
import { createModel, decodeModel, type Model, ModelRefused } from './model.ts';
import { cuesOf, type Likeness, likeness, type Surroundings } from './surroundings.ts';

const DEPARTMENT = 'dept:';
/** Texts of matters that lie near are asked about again and again. */
const REMEMBERED = 256;

export type LearntKind = (typeof KINDS)[number];

export interface Judgement {
  /** Together 1. */
  readonly kinds: Readonly<Record<LearntKind, number>>;
  /** Danger, or a cut with harm, now: 0 to 1. */
  readonly urgent: number;
  /** What the line does in its surroundings. Together 1. */
  readonly line: Readonly<Record<LineIs, number>>;
  /** If it speaks of a matter that exists: what of it. Together 1. */
  readonly more: Readonly<Record<MoreAct, number>>;
  /** By department id, 0 to 1; together at most 1, what is missing is nobody the model knows. */
  readonly departments: ReadonlyMap<string, number>;
}

export interface Judge {
  /** What it was learnt from, a hash. */
  readonly corpus: string;
  /** `ruled`: what the county's rules make of the words. */
  judge(text: string, around?: Surroundings, ruled?: Routing): Judgement;
  likeness(text: string, other: string): Likeness;
  /** The words that weighed most for a head (`kind:…`, `urgent`, `dept:…`), the strongest first. */
  wordsFor(text: string, head: string, most: number): readonly string[];
}

export function createJudge(model: Model): Judge {
  const placed = remembering(REMEMBERED, (text) => departmentsIn(model.score(text).chances));
  return {
    corpus: model.corpus,
    likeness: (text, other) => likeness(text, other, model.sense),
    judge(text, around, ruled) {
      const known = around !== undefined && ruled !== undefined;
      const { chances } = model.score(text, known ? cuesOf(text, around, ruled, model.sense, placed) : []);
      return {
        kinds: shared(KINDS, (kind) => chances.get(`kind:${kind}`)),
        line: shared(LINES, (one) => chances.get(`line:${one}`)),
        more: shared(MORE_ACTS, (act) => chances.get(`more:${act}`)),
        urgent: chances.get('urgent') ?? 0,
        departments: departmentsIn(chances),
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

/** Whose matter it is: independent heads, and where they claim more than there is, they share it. */
export function departmentsIn(chances: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const own = [...chances].filter(([head]) => head.startsWith(DEPARTMENT));
  const claimed = Math.max(
    1,
    own.reduce((all, [, chance]) => all + chance, 0),
  );
  return new Map(own.map(([head, chance]) => [head.slice(DEPARTMENT.length), chance / claimed]));
}

/** Chances of independent heads as those of one choice: together 1. */
function shared<Name extends string>(
  names: readonly Name[],
  chanceOf: (name: Name) => number | undefined,
): Record<Name, number> {
  const raw = names.map((name) => chanceOf(name) ?? 0);
  const sum = raw.reduce((all, one) => all + one, 0) || 1;
  return Object.fromEntries(names.map((name, at) => [name, raw[at]! / sum])) as Record<Name, number>;
}

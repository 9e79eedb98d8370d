/** What the learnt models say of a text, before any rule of the county is asked. */
import { remembering } from '../domain/remembering.ts';
import type { Routing } from '../routing/router.ts';
import {
  KINDS,
  kindHead,
  LINES,
  type LineIs,
  lineHead,
  MORE_ACTS,
  type MoreAct,
  moreHead,
  URGENT,
} from './labels.ts';
import type { Model } from './model.ts';
import { cuesBeside, type Likeness, likeness, NEAR_TEXTS, type Surroundings } from './surroundings.ts';

const DEPARTMENT = 'dept:';

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
  /** What it was learnt from: a hash, and another where a county has learnt more. */
  readonly corpus: string;
  /** Of words of which nothing else is known. */
  judge(text: string): Judgement;
  /**
   * Beside each of the speaker's matters, in their order; beside none where there is none. `ruled`: what the county's
   * rules make of the words.
   */
  judgeBeside(text: string, around: Surroundings, ruled: Routing): readonly [Judgement, ...Judgement[]];
  likeness(text: string, other: string): Likeness;
  /** The words that weighed most for a head (`kind:…`, `urgent`, `dept:…`), the strongest first. */
  wordsFor(text: string, head: string, most: number): readonly string[];
}

/** Far below every threshold that ships in `flows/understanding.yaml`, so that what lies above one is never touched. */
const GRAVE = 0.05;

/**
 * `shipped`: where `model` has learnt more in a county (`Model.withWeights`), what it has learnt from. What kind of line
 * words are is then left to the shipped weights wherever they see the least of a report or a danger: the chances share
 * one sum, so that words which a county often finds idle would otherwise be less of a report, too.
 */
export function createJudge(model: Model, shipped: Model = model): Judge {
  const placed = remembering(NEAR_TEXTS, (text) => departmentsIn(model.score(text).chances));

  function judgeWith(text: string, cues: readonly number[]): Judgement {
    const words = model.see(text);
    const { chances } = model.weigh(words, cues);
    const first = shipped === model ? chances : shipped.weigh(words, cues).chances;
    const urgent = first.get(URGENT) ?? 0;
    const before = { kinds: kindsIn(first), line: linesIn(first) };
    const isGrave = Math.max(before.kinds.whistleblow, before.line.report, urgent) >= GRAVE;
    const { kinds, line } =
      isGrave || first === chances ? before : { kinds: kindsIn(chances), line: linesIn(chances) };
    return {
      kinds,
      line,
      more: shared(MORE_ACTS, (act) => first.get(moreHead(act))),
      urgent,
      // No cue speaks to these heads (`isCued`).
      departments: placed(text),
    };
  }

  return {
    corpus: model.corpus,
    likeness: (text, other) => likeness(text, other, model.sense),
    judge: (text) => judgeWith(text, []),
    judgeBeside(text, around, ruled) {
      const cues = cuesBeside(text, around, ruled, model.sense, placed);
      const judged = new Map<string, Judgement>();
      const [first, ...others] = around.own;
      // Beside matters that look alike the words are the same.
      const beside = (own: Surroundings['own']): Judgement => {
        const found = cues(own);
        const key = found.join();
        const known = judged.get(key) ?? judgeWith(text, found);
        judged.set(key, known);
        return known;
      };
      return [beside(first ? [first] : []), ...others.map((one) => beside([one]))];
    },
    wordsFor: (text, head, most) =>
      model
        .explain(text, head, most)
        .filter(({ weight }) => weight > 0)
        .map(({ run }) => run),
  };
}

type Chances = ReadonlyMap<string, number>;

const kindsIn = (chances: Chances): Judgement['kinds'] =>
  shared(KINDS, (kind) => chances.get(kindHead(kind)));
const linesIn = (chances: Chances): Judgement['line'] => shared(LINES, (one) => chances.get(lineHead(one)));

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

/** What the learnt models say of a text, before any rule of the county is asked. */
import { remembering } from '../domain/remembering.ts';
import type { Routing } from '../routing/router.ts';
import {
  departmentHead,
  isDepartment,
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
  const departments = model.heads.flatMap((head, place) =>
    isDepartment(head) ? [{ id: idOf(head), place }] : [],
  );
  const placed = remembering(NEAR_TEXTS, (text) => {
    const chances = model.weigh(model.see(text));
    return claimed(departments.map(({ id, place }) => [id, chances[place]!]));
  });
  const kindsIn = oneOf(KINDS, kindHead, model.heads);
  const linesIn = oneOf(LINES, lineHead, model.heads);
  const moreIn = oneOf(MORE_ACTS, moreHead, model.heads);
  const urgentAt = model.heads.indexOf(URGENT);

  function judgeWith(text: string, cues: readonly number[]): Judgement {
    const words = model.see(text);
    const chances = model.weigh(words, cues);
    const first = shipped === model ? chances : shipped.weigh(words, cues);
    const urgent = first[urgentAt] ?? 0;
    const before = { kinds: kindsIn(first), line: linesIn(first) };
    const isGrave = Math.max(before.kinds.whistleblow, before.line.report, urgent) >= GRAVE;
    const { kinds, line } =
      isGrave || first === chances ? before : { kinds: kindsIn(chances), line: linesIn(chances) };
    return {
      kinds,
      line,
      more: moreIn(first),
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
      const judged = new Map<readonly number[], Judgement>();
      const [first, ...others] = around.own;
      // Beside matters that look alike the words are the same.
      const beside = (own: Surroundings['own']): Judgement => {
        const found = cues(own);
        const known = judged.get(found) ?? judgeWith(text, found);
        judged.set(found, known);
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

/** Whose matter it is: independent heads, and where they claim more than there is, they share it. */
export function departmentsIn(chances: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const own = [...chances].filter(([head]) => isDepartment(head));
  return claimed(own.map(([head, chance]) => [idOf(head), chance]));
}

function claimed(own: readonly (readonly [id: string, chance: number])[]): ReadonlyMap<string, number> {
  let all = 0;
  for (const [, chance] of own) all += chance;
  return new Map(own.map(([id, chance]) => [id, chance / Math.max(1, all)]));
}

function idOf(head: string): string {
  return head.slice(departmentHead('').length);
}

/** Reads the chances of independent heads as those of one choice: together 1. A head that is not there has none. */
function oneOf<Name extends string>(
  names: readonly Name[],
  headOf: (name: Name) => string,
  heads: readonly string[],
): (chances: Float64Array) => Record<Name, number> {
  const places = names.map((name) => heads.indexOf(headOf(name)));
  return (chances) => {
    let sum = 0;
    for (const place of places) sum += chances[place] ?? 0;
    const shares = {} as Record<Name, number>;
    for (let at = 0; at < names.length; at++) shares[names[at]!] = (chances[places[at]!] ?? 0) / (sum || 1);
    return shares;
  };
}

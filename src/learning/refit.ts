/**
 * Lessons → weights. The shipped weights are where it begins and where it is pulled back to: only runs of characters
 * that stand in lessons change, and only as far as the lessons ask. Deterministic: the same lessons give the same bytes.
 */
import type { Routing } from '../routing/router.ts';
import { departmentsIn } from '../understanding/judge.ts';
import { departmentHead, isCued, kindHead, lineHead } from '../understanding/labels.ts';
import { createModel, marginsOf } from '../understanding/model.ts';
import { fitAddition, type Labelled } from '../understanding/solver.ts';
import { ALONE, cuesOf } from '../understanding/surroundings.ts';
import type { Vector } from '../understanding/vector.ts';
import type { ModelParts } from '../understanding/weights-file.ts';
import type { Lesson } from './lessons.ts';

/** Price of mistakes against leaving the shipped weights. */
const C = 0.5;

type Row = Labelled & { readonly before: number };

/** Nothing is ruled: what the county's rules make of words is no part of what is learnt. */
const UNRULED: Routing = {
  kind: 'request',
  urgent: false,
  departments: [],
  auto: false,
  doubtful: false,
  reasons: [],
};

/**
 * The weights after the lessons, for `Model.withWeights`. Heads that no lesson speaks of stay as they are, among them
 * always `urgent`, `kind:whistleblow` and `line:report`: what they miss is too dear to be learnt from the busy.
 */
export function refit(shipped: ModelParts, lessons: readonly Lesson[]): Int8Array {
  const width = shipped.heads.length;
  const count = shipped.runs.buckets.length;
  const weights = Int8Array.from(shipped.weights);
  const rowsOf = rowsByHead(shipped, lessons);
  shipped.heads.forEach(({ name, scale }, column) => {
    const rows = rowsOf.get(name);
    if (rows === undefined) return;
    // The bias, the curve of chances and the scale stay: they would move every text.
    const added = fitAddition(rows, count, C);
    for (let run = 0; run < count; run++) {
      const steps = Math.round(added[run]! / scale);
      if (steps === 0) continue;
      const place = run * width + column;
      weights[place] = Math.max(-127, Math.min(127, shipped.weights[place]! + steps));
    }
  });
  return weights;
}

function rowsByHead(shipped: ModelParts, lessons: readonly Lesson[]): ReadonlyMap<string, readonly Row[]> {
  const model = createModel(shipped);
  const columns = new Map(shipped.heads.map(({ name }, column) => [name, column]));
  const rows = new Map<string, Row[]>();
  for (const lesson of lessons) {
    const plain = model.see(lesson.text);
    const placed = (text: string) => departmentsIn(model.score(text).chances);
    const alone = model.together(plain, cuesOf(lesson.text, ALONE, UNRULED, model.sense, placed));
    const margins = { plain: marginsOf(plain, shipped), alone: marginsOf(alone, shipped) };
    const x = runsAlone(plain, shipped.runs.buckets.length);
    for (const { head, yes, weight } of sayingsOf(lesson, model.heads)) {
      const column = columns.get(head);
      if (column === undefined) continue;
      const before = (isCued(head) ? margins.alone : margins.plain)[column]!;
      const row: Row = { x, y: yes ? 1 : -1, cost: weight, before };
      const known = rows.get(head);
      if (known) known.push(row);
      else rows.set(head, [row]);
    }
  }
  return rows;
}

/** Without meanings, concepts and cues, which are those of many other texts too. */
function runsAlone({ at, values }: Vector, count: number): Vector {
  const runs = at.findIndex((place) => place >= count);
  return runs < 0 ? { at, values } : { at: at.subarray(0, runs), values: values.subarray(0, runs) };
}

interface Saying {
  readonly head: string;
  readonly yes: boolean;
  readonly weight: number;
}

/** What a lesson says to which heads. A department that the shipped weights do not know cannot be learnt. */
function sayingsOf({ department, kind, isMatter }: Lesson, heads: readonly string[]): readonly Saying[] {
  const sayings: Saying[] = [];
  const owner = department && departmentHead(department.is);
  if (owner !== undefined && heads.includes(owner)) {
    const { weight } = department!;
    for (const head of heads) {
      if (head.startsWith(departmentHead(''))) sayings.push({ head, yes: head === owner, weight });
    }
  }
  if (kind) {
    const { is, weight } = kind;
    for (const one of ['request', 'consult', 'arrears'] as const)
      sayings.push({ head: kindHead(one), yes: one === is, weight });
  }
  if (isMatter) {
    const { is, weight } = isMatter;
    sayings.push(
      { head: kindHead('chatter'), yes: !is, weight },
      { head: lineHead('quiet'), yes: !is, weight },
      { head: lineHead('new'), yes: is, weight },
    );
  }
  return sayings;
}

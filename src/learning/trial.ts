/**
 * Whether what was learnt is any better: tried on lessons that were held back, read as the desk reads words of which it
 * knows nothing around, the county's rules above the models. A department counts by first choice.
 */
import type { Router } from '../routing/router.ts';
import type { Lesson } from './lessons.ts';

/** With fewer nothing is learnt: chance would decide. */
export const LEAST_LESSONS = 40;
export const LEAST_HELD = 8;
/** Every so many-th is held back. */
const HELD_OF = 5;

/** What was asked of the held lessons, in their order: whether it was right. */
export interface Answers {
  readonly departments: readonly boolean[];
  readonly kinds: readonly boolean[];
}

/** The answers by each set of weights. */
export interface Trial {
  readonly shipped: Answers;
  readonly inUse: Answers;
  readonly learnt: Answers;
}

/**
 * taken: what was learnt is used from now on · kept: it is no better, all stays · undone: it is no better, and what is
 * in use is worse than the shipped weights, which come back
 */
export type Verdict = 'taken' | 'kept' | 'undone';

/** By the ticket's number alone, so that what is held back one night has never been learnt from. */
export function isHeld({ number }: Lesson): boolean {
  // Not every fifth number: the fifth of a clerk's batch is like the first of the next (the finaliser of MurmurHash3).
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % HELD_OF === 0;
}

export function isEnough(lessons: readonly Lesson[]): boolean {
  return lessons.length >= LEAST_LESSONS && lessons.filter(isHeld).length >= LEAST_HELD;
}

export function answersBy(reader: Router, held: readonly Lesson[]): Answers {
  const departments: boolean[] = [];
  const kinds: boolean[] = [];
  for (const { text, department, kind } of held) {
    const read = reader.route(text);
    if (department !== undefined) departments.push(read.departments[0]?.id === department.is);
    if (kind !== undefined) kinds.push(read.kind === kind.is);
  }
  return { departments, kinds };
}

export function verdictOn({ shipped, inUse, learnt }: Trial): Verdict {
  if (isBetter(learnt, inUse) && isBetter(learnt, shipped)) return 'taken';
  return isBetter(shipped, inUse) ? 'undone' : 'kept';
}

export function askedIn({ departments, kinds }: Answers): number {
  return departments.length + kinds.length;
}

export function rightIn({ departments, kinds }: Answers): number {
  return count(departments) + count(kinds);
}

/**
 * More is right in all, in neither departments nor kinds less, and it is no luck: of answers that changed by chance, as
 * many go one way as the other, give or take the root of their number.
 */
function isBetter(one: Answers, other: Answers): boolean {
  const more = rightIn(one) - rightIn(other);
  const changed = differing(one.departments, other.departments) + differing(one.kinds, other.kinds);
  return (
    more > 0 &&
    more * more >= changed &&
    count(one.departments) >= count(other.departments) &&
    count(one.kinds) >= count(other.kinds)
  );
}

function count(answers: readonly boolean[]): number {
  return answers.filter((right) => right).length;
}

function differing(some: readonly boolean[], others: readonly boolean[]): number {
  return some.filter((right, place) => right !== others[place]).length;
}

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

export interface Right {
  readonly departments: number;
  readonly kinds: number;
}

/** Of the held lessons: how much was asked of them, and what was right by which weights. */
export interface Trial {
  readonly asked: Right;
  readonly shipped: Right;
  readonly inUse: Right;
  readonly learnt: Right;
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

export function askedOf(held: readonly Lesson[]): Right {
  return {
    departments: held.filter(({ department }) => department !== undefined).length,
    kinds: held.filter(({ kind }) => kind !== undefined).length,
  };
}

export function rightBy(reader: Router, held: readonly Lesson[]): Right {
  let departments = 0;
  let kinds = 0;
  for (const { text, department, kind } of held) {
    const read = reader.route(text);
    if (department !== undefined && read.departments[0]?.id === department.is) departments++;
    if (kind !== undefined && read.kind === kind.is) kinds++;
  }
  return { departments, kinds };
}

export function verdictOn({ shipped, inUse, learnt }: Trial): Verdict {
  if (isBetter(learnt, inUse) && isBetter(learnt, shipped)) return 'taken';
  return isBetter(shipped, inUse) ? 'undone' : 'kept';
}

export function inAll({ departments, kinds }: Right): number {
  return departments + kinds;
}

/** More in all, and less in neither. */
function isBetter(one: Right, other: Right): boolean {
  return inAll(one) > inAll(other) && one.departments >= other.departments && one.kinds >= other.kinds;
}

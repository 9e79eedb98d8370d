/** One night's learning, pure: lessons and weights → how it went, and the file of the new weights if they are better. */
import type { Instant } from '../domain/time.ts';
import type { Router, Routing } from '../routing/router.ts';
import type { Decisions } from '../understanding/decisions.ts';
import { createJudge } from '../understanding/judge.ts';
import { createModel } from '../understanding/model.ts';
import { createWeighedRouter, type Departments } from '../understanding/weighed-router.ts';
import { encodeModel, type Learnt, type LoadedParts } from '../understanding/weights-file.ts';
import type { Lesson } from './lessons.ts';
import { refit } from './refit.ts';
import {
  type Answers,
  answersBy,
  askedIn,
  isHeld,
  rightIn,
  type Trial,
  type Verdict,
  verdictOn,
} from './trial.ts';

/** Plain data: it is handed to another thread as it is. */
export interface Job {
  readonly shipped: LoadedParts;
  /** What the county has learnt before; null while the shipped ones are in use. */
  readonly inUse: Int8Array | null;
  /** `isEnough` of them. */
  readonly lessons: readonly Lesson[];
  /** What the county's rules make of the held ones, by their words without courtesies. */
  readonly ruled: ReadonlyMap<string, Routing>;
  readonly decisions: Decisions;
  /** The department that debts go to. */
  readonly lead: string;
  readonly at: Instant;
}

export interface Found {
  readonly trial: Trial;
  readonly verdict: Verdict;
  /** As `local-weights.ts` keeps it; null unless taken. */
  readonly file: Uint8Array | null;
}

export function learnFrom(job: Job): Found {
  const { shipped, inUse, lessons, at } = job;
  const held = lessons.filter(isHeld);
  const weights = refit(
    shipped,
    lessons.filter((one) => !isHeld(one)),
  );
  const base = createModel(shipped);
  const answers = (others: Int8Array): Answers => {
    const judge = createJudge(base.withWeights(others), base);
    return answersBy(createWeighedRouter(rulesIn(job), judge, job.decisions, departmentsIn(job)), held);
  };
  const asShipped = answers(shipped.weights);
  const trial: Trial = {
    shipped: asShipped,
    inUse: inUse === null ? asShipped : answers(inUse),
    learnt: answers(weights),
  };
  const verdict = verdictOn(trial);
  if (verdict !== 'taken') return { trial, verdict, file: null };
  const learnt = {
    base: shipped.checksum,
    at,
    lessons: lessons.length,
    ...figuresOf(trial),
  };
  return { trial, verdict, file: encodeModel({ ...shipped, weights, learnt }) };
}

/** Of all that was asked of the held lessons: what was right by the weights in use, and by the new ones. */
export function figuresOf({ inUse, learnt }: Trial): Pick<Learnt, 'asked' | 'before' | 'after'> {
  return { asked: askedIn(learnt), before: rightIn(inUse), after: rightIn(learnt) };
}

function rulesIn({ ruled }: Job): Router {
  return {
    route(text) {
      const found = ruled.get(text);
      if (!found) throw new Error('a lesson was held back that the rules have not read');
      return found;
    },
    suspects: () => false,
  };
}

/** Names stand in reasons only, which nobody reads here. */
function departmentsIn({ lead }: Job): Departments {
  return { defaultDepartment: { id: lead }, department: () => undefined };
}

/**
 * Every night at three the program learns from what people have settled (`lessons.ts`), in a thread of its own, and
 * reads by what it has learnt from the next message on if that is better. A night that it slept through is left out.
 */
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { addDays, at, DAY, dayOf, HOUR, type Instant } from '../domain/time.ts';
import type { Router, Routing } from '../routing/router.ts';
import { withoutCourtesies } from '../routing/text.ts';
import type { Store } from '../store/port.ts';
import { Slices } from '../store/slices.ts';
import type { Decisions } from '../understanding/decisions.ts';
import type { LoadedParts } from '../understanding/weights-file.ts';
import type { WeightsInUse } from '../understanding/weights-in-use.ts';
import { learnApart } from './apart.ts';
import { type Found, figuresOf, type Job } from './learn.ts';
import { type Lesson, lessonsOf } from './lessons.ts';
import { readLocal, removeLocal, writeLocal } from './local-weights.ts';
import { type Night, readNight, writeNight } from './night.ts';
import { isEnough, isHeld } from './trial.ts';

const HOUR_OF_NIGHT = '03:00';
/** Who wakes later than this does not begin to learn while people come to work. */
const LATEST = HOUR;

export interface LastNight extends Night {
  /** When what is in use was learnt; null while the shipped weights are. */
  readonly inUse: Instant | null;
}

export interface Nightly {
  /** Begins when the hour has come. Nothing waits for what it begins. */
  look(now: Instant): void;
  /** Null while there was none. */
  last(): LastNight | null;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Ends what is under way; resolves when it has ended. */
  stop(): Promise<void>;
}

export interface NightlyParts {
  readonly store: Store;
  readonly weights: WeightsInUse;
  /** The county's, and what it has set, as the desk reads by them. */
  readonly rules: Router;
  readonly decisions: Decisions;
  /** The department that debts go to. */
  readonly lead: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** The data folder. */
  readonly dir: string;
  /** Runs a change while no message is being read. */
  readonly betweenMessages: (change: () => void) => Promise<void>;
  readonly learn?: (job: Job, signal: AbortSignal) => Promise<Found>;
}

export function createNightly(parts: NightlyParts): Nightly {
  const { clock, weights, log, dir, learn = learnApart } = parts;
  const stopping = new AbortController();
  let due = nightAfter(clock.now());
  let night = readNight(dir);
  let running: Promise<void> | null = null;

  async function run(began: Instant): Promise<void> {
    const lessons = await lessonsOf(parts.store.each({}));
    const held = lessons.filter(isHeld);
    if (!isEnough(lessons)) {
      log.info({ lessons: lessons.length, held: held.length }, '定下来的诉求还不够多，今晚不学');
      return;
    }
    const { shipped, local } = weights;
    const { decisions, lead } = parts;
    const ruled = await readByRules(held, parts.rules);
    const job: Job = { shipped, inUse: local?.weights ?? null, lessons, ruled, decisions, lead, at: began };
    const { trial, verdict, file } = await learn(job, stopping.signal);
    if (file !== null) await take(file);
    if (verdict === 'undone') await undo();
    night = {
      v: 1,
      at: began,
      lessons: lessons.length,
      held: held.length,
      ...figuresOf(trial),
      verdict,
    };
    await writeNight(dir, night);
    log.info({ ...night }, '夜间学习做完了');
  }

  /** As the next start will read it. */
  async function take(file: Uint8Array): Promise<void> {
    await writeLocal(dir, file);
    const { local, why } = readLocal(dir, weights.shipped);
    if (local === null) throw new Error(`what was learnt cannot be read again: ${why}`);
    await change(local);
  }

  async function undo(): Promise<void> {
    await removeLocal(dir);
    await change(null);
  }

  async function change(local: LoadedParts | null): Promise<void> {
    await parts.betweenMessages(() => weights.change(local));
    // By which weights words are read is on record, as every other setting is.
    const now = clock.now();
    const version = weights.judge.corpus;
    await parts.store.commit(() => ({
      at: now,
      cause: 'learning',
      office: [{ type: 'settingChanged', v: 1, at: now, name: 'weights', version }],
    }));
  }

  return {
    look(now) {
      // Set back: the night it waits for may be far.
      if (due - now > DAY) due = nightAfter(now);
      if (now < due) return;
      const isLate = now - due > LATEST;
      due = nightAfter(now);
      if (isLate || running || stopping.signal.aborted) return;
      running = run(now)
        .catch((error: unknown) => {
          if (!stopping.signal.aborted) log.warn({ err: error }, '夜间学习没有做成，照原来的识别，明晚再学');
        })
        .finally(() => {
          running = null;
        });
    },
    last: () => night && { ...night, inUse: weights.local?.learnt?.at ?? null },
    async idle() {
      await running;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** The thread that learns has no rules of its own: they are the county's as it was read at the start. */
async function readByRules(lessons: readonly Lesson[], rules: Router): Promise<ReadonlyMap<string, Routing>> {
  const slices = new Slices();
  const ruled = new Map<string, Routing>();
  for (const { text } of lessons) {
    const words = withoutCourtesies(text);
    ruled.set(words, rules.route(words));
    await slices.pause();
  }
  return ruled;
}

function nightAfter(now: Instant): Instant {
  const tonight = at(dayOf(now), HOUR_OF_NIGHT);
  return tonight > now ? tonight : at(addDays(dayOf(now), 1), HOUR_OF_NIGHT);
}

/**
 * Plays the month through the web channel, in virtual time: each step at its own hour, and between two steps
 * everything that falls due there. The program is the real one; nothing is written past it.
 */
import { dirname } from 'node:path';
import type { WebChannel } from '../channels/web/index.ts';
import type { RehearsalClock } from '../clock.ts';
import type { Calendar } from '../domain/calendar.ts';
import { type Day, dayInWords, dayOf, type Instant } from '../domain/time.ts';
import type { Program } from '../program.ts';
import { walkTo } from '../rehearsal.ts';
import type { Store } from '../store/port.ts';
import { createActor } from './act.ts';
import type { Month } from './month-file.ts';
import type { Progress, ProgressFile } from './progress.ts';
import { instantOf } from './story-days.ts';

export interface Play {
  readonly month: Month;
  /** The first working day of the story, for a month not begun yet. */
  readonly first: Day;
  readonly calendar: Calendar;
  readonly channel: WebChannel;
  readonly program: Program;
  readonly clock: RehearsalClock;
  readonly store: Store;
  readonly progress: ProgressFile;
  /** The real time, when the group is opened. */
  readonly now: () => Instant;
  /** Aborted: no further step is begun. The next play goes on from there. */
  readonly signal?: AbortSignal;
}

/**
 * Plays what has not been played yet, and walks on to now. A month played already only walks on. Throws
 * `SettingsError`, naming the line, when a step cannot be done or did not do what it says.
 */
export async function playMonth(play: Play): Promise<void> {
  const { month, calendar, program, clock, progress, now } = play;
  const begun = await progress.read();
  let state: Progress = begun ?? {
    month: month.version,
    first: play.first,
    steps: month.steps.length,
    done: 0,
    labels: {},
    hand: null,
  };
  const unfinished = state.done < state.steps;
  // A month that has become another one cannot be gone on with.
  if (unfinished && state.month !== month.version) {
    throw month.fault(0, `演示播到一半，剧本改过了。请删去文件夹 ${dirname(progress.path)}，重新开始`);
  }
  // Whatever the last process left half done comes first.
  await program.work();
  await program.delivery.run();
  const { first } = state;
  const dateOf = (day: number): string =>
    dayInWords(dayOf(instantOf({ day, at: '00:00' }, first, calendar, now))).replace(/（.*$/u, '');
  const actor = createActor({ ...play, dateOf });
  while (unfinished && state.done < state.steps) {
    if (play.signal?.aborted) return;
    const { done, labels } = state;
    const step = month.steps[done];
    if (!step) break;
    await walkTo(instantOf(step, state.first, calendar, now), clock, program);
    const again = state.hand !== null;
    const hand = state.hand ?? (await actor.prepare(done, labels));
    await progress.write({ ...state, hand });
    const known = await actor.perform(done, labels, hand, again);
    state = { ...state, done: done + 1, labels: known, hand: null };
  }
  await progress.write(state);
  await walkTo(now(), clock, program);
}

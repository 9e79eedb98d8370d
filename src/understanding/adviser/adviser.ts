/**
 * A language model that the county has, asked what it makes of words that the reading leaves open. Off unless a county
 * sets one. It hears the text alone, without names and numbers; when it keeps failing it is left in peace for a while.
 */
import type { Logger } from 'pino';
import type { Roster } from '../../domain/roster.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import type { Responsibilities } from '../../routing/responsibilities.ts';
import { type Advice, adviceReader } from './advice.ts';
import { exchange, type LanguageModel, NoAnswer } from './exchange.ts';
import { instructionsFor, question } from './instructions.ts';
import { namelessFor } from './nameless.ts';

export interface Adviser {
  /** null: asked, and no usable answer · resting: not asked at present. Never rejects. */
  ask(text: string): Promise<Advice | null | 'resting'>;
}

/** Whoever has spoken waits no longer than this for an answer. */
const WITHIN_MS = 3000;
/** So many failures in a row, and it is left in peace for so long; after that, one is enough. */
const FAILURES = 3;
const REST = 5 * MINUTE;

export function createAdviser(setup: {
  readonly model: LanguageModel;
  readonly roster: Roster;
  readonly responsibilities: Responsibilities;
  readonly clock: { now(): Instant };
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Of real time; 3 s unless told. */
  readonly withinMs?: number;
}): Adviser {
  const { model, roster, clock, log, withinMs = WITHIN_MS } = setup;
  const instructions = instructionsFor(roster, setup.responsibilities);
  const nameless = namelessFor(roster);
  const read = adviceReader(roster.departments.map(({ id }) => id));
  let failures = 0;
  let failedAt: Instant = 0;

  function isResting(): boolean {
    const since = clock.now() - failedAt;
    // A clock set back makes no rest longer.
    return failures >= FAILURES && since >= 0 && since < REST;
  }

  async function adviceOn(text: string): Promise<Advice> {
    const written = await exchange(model, question(instructions, nameless(text)), withinMs);
    const advice = read(written);
    if (advice === null) throw new NoAnswer('答复的格式不对');
    return advice;
  }

  return {
    async ask(text) {
      if (isResting()) return 'resting';
      try {
        const advice = await adviceOn(text);
        if (failures >= FAILURES) log.info('大模型又能答复了');
        failures = 0;
        return advice;
      } catch (error) {
        failures += 1;
        failedAt = clock.now();
        const why = error instanceof NoAnswer ? error.message : 'unknown';
        // Said once, until it has answered again.
        if (failures === FAILURES)
          log.warn({ why }, '大模型连续三次没有可用的答复，五分钟内不再问它；登记照常');
        return null;
      }
    },
  };
}

/** The same for one message, however often the desk looks at it. */
export function askedOnce(adviser: Adviser): Adviser {
  let answer: ReturnType<Adviser['ask']> | undefined;
  return {
    ask(text) {
      answer ??= adviser.ask(text);
      return answer;
    },
  };
}

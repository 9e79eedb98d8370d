/**
 * The beat of the pulse, once a second. node-cron says when the next second is and runs the work; we wait for it
 * ourselves, because its own timer goes through every second that a leap of the clock left out, and after a clock set
 * back waits until the old hour is reached again. `UTC`: a zone that repeats an hour has it look for ever.
 */
import { createTask } from 'node-cron';
import type { Logger } from 'pino';

const LONGEST_WAIT_MS = 1000;

export interface Beating {
  stop(): void;
}

/** `beat` is never run beside itself; one that fails is logged, and the next comes all the same. */
export function startBeat(beat: () => Promise<void>, log: Logger): Beating {
  const task = createTask('* * * * * *', beat, {
    name: 'pulse',
    timezone: 'UTC',
    // What it has to say would stand between the lines of the log as plain text.
    logger: { info: () => {}, debug: () => {}, warn: () => {}, error: () => {} },
  });
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function arm(): void {
    if (stopped) return;
    const [next] = task.getNextRuns(1);
    const wait = next === undefined ? LONGEST_WAIT_MS : next.getTime() - Date.now();
    timer = setTimeout(() => void run(), Math.max(0, Math.min(wait, LONGEST_WAIT_MS)));
  }

  async function run(): Promise<void> {
    try {
      await task.execute();
    } catch (error) {
      log.error({ err: error }, '这一秒该做的事没有做成，下一秒再做');
    }
    arm();
  }

  arm();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      void task.destroy();
    },
  };
}

/** How far a replay is: a line that is written over on a terminal, a new line every few seconds elsewhere. */
import { dayOf, type Instant } from '../domain/time.ts';

export interface Progress {
  readonly step: (worked: number, of: number, now: Instant) => void;
  /** Takes the line away; may be called twice. */
  readonly end: () => void;
}

const ON_TERMINAL_MS = 200;
const ELSEWHERE_MS = 5_000;
const CLEAR = '\r\u001b[K';

export function progressTo(out: { readonly isTTY?: boolean; write(text: string): unknown }): Progress {
  const terminal = out.isTTY === true;
  const every = terminal ? ON_TERMINAL_MS : ELSEWHERE_MS;
  let told = performance.now();
  let standing = false;
  return {
    step(worked, of, now) {
      if (performance.now() - told < every) return;
      told = performance.now();
      const text = `回放到 ${dayOf(now)}，${worked}/${of}`;
      out.write(terminal ? `${CLEAR}${text}` : `${text}\n`);
      standing = terminal;
    },
    end() {
      if (standing) out.write(CLEAR);
      standing = false;
    },
  };
}

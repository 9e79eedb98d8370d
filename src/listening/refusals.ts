/** What a listener refused, in the log: at once, and then at most a line a minute, so that no flood fills the disk. */
import type { Logger } from 'pino';

const EVERY_MS = 60_000;

export type Refused = (status: number) => void;

/** `listener` names it to the operator. */
export function refusalLog(listener: string, log: Logger): Refused {
  let count = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  return (status) => {
    count += 1;
    const now = performance.now();
    if (now - toldAt < EVERY_MS) return;
    log.warn({ listener, status, count }, '有不合规的请求，已拒绝');
    toldAt = now;
    count = 0;
  };
}

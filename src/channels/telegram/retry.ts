/** Patience with the network: try, wait, try again, until it works, is hopeless, or nobody wants it any more. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import { listenFault } from './failures.ts';

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

/** grammY's types name a polyfill; Node's own signal is what it takes. */
type ApiSignal = NonNullable<Parameters<Api['getMe']>[0]>;
export const forApi = (signal: AbortSignal): ApiSignal => signal as unknown as ApiSignal;

/**
 * The result of `call`, tried as often as it takes: waits 1 s, 2 s, 4 s … 60 s, or as long as Telegram
 * asks. Throws `ChannelFatal` when no waiting helps, and the signal's reason once it is aborted.
 */
export async function persist<T>(
  call: () => Promise<T>,
  options: { signal: AbortSignal; onFault: (why: string, waitMs: number) => void },
): Promise<T> {
  const { signal, onFault } = options;
  for (let backoff = FIRST_WAIT; ; backoff = Math.min(backoff * 2, LONGEST_WAIT)) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      const fault = listenFault(error);
      if (fault.fatal) throw fault.fatal;
      const wait = fault.waitMs ?? backoff;
      onFault(fault.why, wait);
      await sleep(wait, undefined, { signal });
    }
  }
}

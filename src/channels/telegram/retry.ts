/** Patience with the network: try, wait, try again, until it works, is hopeless, or nobody wants it any more. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import { waitAfter } from '../patience.ts';
import { listenFault } from './failures.ts';

/** grammY's types name a polyfill; Node's own signal is what it takes. */
type ApiSignal = NonNullable<Parameters<Api['getMe']>[0]>;
export const forApi = (signal: AbortSignal): ApiSignal => signal as unknown as ApiSignal;

/**
 * The result of `call`, tried as often as it takes: waits as `waitAfter` says, or as long as Telegram
 * asks. Throws `ChannelFatal` when no waiting helps, and the signal's reason once it is aborted.
 */
export async function persist<T>(
  call: () => Promise<T>,
  options: {
    signal: AbortSignal;
    onFault: (why: string, waitMs: number) => void;
    nap?: (waitMs: number, signal: AbortSignal) => Promise<unknown>;
  },
): Promise<T> {
  const { signal, onFault, nap = (waitMs) => sleep(waitMs, undefined, { signal }) } = options;
  for (let times = 1; ; times++) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      const fault = listenFault(error);
      if (fault.fatal) throw fault.fatal;
      const wait = fault.waitMs ?? waitAfter(times);
      onFault(fault.why, wait);
      await nap(wait, signal);
    }
  }
}

/**
 * Listening by long polling. The offset, which is what confirms updates to Telegram, moves only after
 * `receive` has put the batch on disk; whatever happens in between, Telegram offers the batch again.
 * (grammY's own loop confirms what it has merely begun to handle, see docs/architecture.md.)
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { forApi, persist } from './retry.ts';
import { ALLOWED_UPDATES } from './update.ts';

const POLL_SECONDS = 30;
/** Who has listened this long is in charge: a second instance started by mistake is the one that ends. */
export const IN_CHARGE_AFTER_MS = 60_000;
const CONFLICT_WAIT = 2000;
/** A minute of conflicts, and the other one is no passing mistake. */
const MOST_CONFLICTS = 30;

/**
 * Polls until `signal` is aborted; resolves then. Throws `ChannelFatal`. The last offset is not confirmed
 * on the way out: the inbox knows the updates by their keys when they come again.
 */
export async function poll(options: {
  api: Api;
  signal: AbortSignal;
  receive: (updates: readonly Update[]) => Promise<void>;
  onUp: () => void;
  onFault: (why: string, waitMs: number) => void;
  inChargeAfterMs?: number;
}): Promise<void> {
  const { api, signal, receive, onUp, onFault, inChargeAfterMs = IN_CHARGE_AFTER_MS } = options;
  let offset = 0;
  // The first poll, and the first after a fault, answers at once: so a second instance or a
  // network that is back is known without waiting for half a minute.
  let timeout = 0;
  const patience = {
    signal,
    onFault: (why: string, waitMs: number) => {
      timeout = 0;
      onFault(why, waitMs);
    },
  };
  let listeningSince: number | null = null;
  async function ask(): Promise<readonly Update[]> {
    for (let conflicts = 1; ; conflicts++) {
      try {
        const updates = await api.getUpdates(
          { offset, timeout, allowed_updates: ALLOWED_UPDATES },
          forApi(signal),
        );
        listeningSince ??= performance.now();
        return updates;
      } catch (error) {
        const inCharge = listeningSince !== null && performance.now() - listeningSince >= inChargeAfterMs;
        const conflict = error instanceof GrammyError && error.error_code === 409;
        if (!conflict || !inCharge || conflicts > MOST_CONFLICTS) throw error;
        onFault('另一个程序也在用这个机器人，请停掉它', CONFLICT_WAIT);
        await sleep(CONFLICT_WAIT, undefined, { signal });
      }
    }
  }
  while (!signal.aborted) {
    try {
      const updates = await persist(ask, patience);
      onUp();
      timeout = POLL_SECONDS;
      const last = updates.at(-1);
      if (!last) continue;
      await persist(() => receive(updates), patience);
      offset = last.update_id + 1;
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
  }
}

/**
 * Listening by long polling. The offset, which is what confirms updates to Telegram, moves only after
 * `receive` has put the batch on disk; whatever happens in between, Telegram offers the batch again.
 * (grammY's own loop confirms what it has merely begun to handle, see docs/architecture.md.)
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { lacksWords } from './albums.ts';
import { Contest } from './contest.ts';
import { TWO_INSTANCES } from './failures.ts';
import { forApi, persist } from './retry.ts';
import type { AllowedUpdate } from './update.ts';

const POLL_SECONDS = 30;
/** Who has listened this long is in charge: a second program started by mistake is the one that waits (contest.ts). */
const IN_CHARGE_AFTER_MS = 60_000;
/** The words of an album are waited for as long as more pictures come, so many steps of so many milliseconds. */
const ALBUM_STEPS = 3;
const ALBUM_STEP_MS = 500;

/**
 * Polls until `signal` is aborted; resolves then. Throws `ChannelFatal`. The last offset is not confirmed
 * on the way out: the inbox knows the updates by their keys when they come again.
 */
export async function poll(options: {
  api: Api;
  signal: AbortSignal;
  /** The kinds that are asked for. */
  allowed: readonly AllowedUpdate[];
  receive: (updates: readonly Update[]) => Promise<void>;
  onUp: () => void;
  onFault: (why: string, waitMs: number) => void;
  inChargeAfterMs?: number;
  albumStepMs?: number;
}): Promise<void> {
  const { api, signal, allowed, receive, onUp, onFault } = options;
  const { inChargeAfterMs = IN_CHARGE_AFTER_MS, albumStepMs = ALBUM_STEP_MS } = options;
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
  const contest = new Contest(inChargeAfterMs);
  async function ask(seconds = timeout): Promise<readonly Update[]> {
    for (let wanted = seconds; ; wanted = 0) {
      try {
        return await api.getUpdates({ offset, timeout: wanted, allowed_updates: allowed }, forApi(signal));
      } catch (error) {
        if (!(error instanceof GrammyError) || error.error_code !== 409) throw error;
        const waitMs = contest.lost(performance.now());
        patience.onFault(TWO_INSTANCES, waitMs);
        await sleep(waitMs, undefined, { signal });
      }
    }
  }
  /** Asks again without confirming anything: what is there comes once more, with what has come since. */
  async function withTheirWords(found: readonly Update[]): Promise<readonly Update[]> {
    let updates = found;
    for (let step = 0; step < ALBUM_STEPS && lacksWords(updates); step++) {
      await sleep(albumStepMs, undefined, { signal });
      const known = new Set(updates.map(({ update_id }) => update_id));
      const news = (await persist(() => ask(0), patience)).filter(({ update_id }) => !known.has(update_id));
      if (news.length === 0) break;
      updates = [...updates, ...news];
    }
    return updates;
  }
  while (!signal.aborted) {
    try {
      const updates = await withTheirWords(await persist(ask, patience));
      if (contest.heard(performance.now())) onUp();
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

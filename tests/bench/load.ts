/** Ways to put load on a bot through the fake Telegram. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Call, FakeTelegram } from '../support/telegram/client.ts';
import { TROUBLES } from './past/words.ts';

/** Does `act` so many times, each at its own moment, whether the one before has ended or not. */
export async function atRate(
  perSecond: number,
  times: number,
  act: (turn: number) => Promise<unknown>,
): Promise<void> {
  const began = performance.now();
  const under: Promise<unknown>[] = [];
  for (let turn = 0; turn < times; turn++) {
    const ahead = began + (turn * 1000) / perSecond - performance.now();
    if (ahead > 1) await sleep(ahead);
    under.push(act(turn));
  }
  await Promise.all(under);
}

/** A difficulty that nobody has had yet. */
export function trouble(turn: number): string {
  return `${TROUBLES[turn % TROUBLES.length]}（第 ${turn + 1} 次来说）`;
}

/** Messages that the bot has sent since `since` and that the fake took, by `accepts`. */
export async function sentSince(
  tg: FakeTelegram,
  since: number,
  accepts: (call: Call) => boolean,
): Promise<readonly Call[]> {
  const calls = await tg.calls('sendMessage');
  return calls.filter((call) => call.ok && call.at >= since && accepts(call));
}

/** Asks `count` now and then until it is at least `wanted`; throws after `patienceMs`, saying what is missing. */
export async function until(
  wanted: number,
  count: () => Promise<number>,
  patienceMs: number,
  what: string,
): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const found = await count();
    if (found >= wanted) return;
    if (performance.now() > end) throw new Error(`${found} of ${wanted} ${what} after ${patienceMs} ms`);
    await sleep(100);
  }
}

/** The id of the message that a call answers; 0 when it answers none. */
export function answered({ reply_parameters: given }: Readonly<Record<string, unknown>>): number {
  const parsed = typeof given === 'string' ? (JSON.parse(given) as unknown) : given;
  return Number((parsed as { message_id?: unknown } | undefined)?.message_id ?? 0);
}

/**
 * One replay: the desk, the store and the pulse of real life around a ledger and a clock of its own. Nothing leaves
 * the machine: the only channel there is takes messages and sends none.
 */
import { join } from 'node:path';
import { VirtualClock } from '../clock.ts';
import type { County } from '../county.ts';
import { recordSettings } from '../desk/operation/settings.ts';
import { everybodyOn } from '../domain/everybody-on.ts';
import type { Instant } from '../domain/time.ts';
import { createLog } from '../log.ts';
import { createProgram } from '../program.ts';
import { openStore } from '../store/embedded.ts';
import { createLedgerChannel, LEDGER, messagesOf } from './channel.ts';
import { drive } from './drive.ts';
import type { Ledger } from './ledger.ts';
import { type ReplayResult, resultOf } from './result.ts';
import { tallyOf } from './tally.ts';

export interface ReplayOptions {
  /** At least one entry. */
  readonly ledger: Ledger;
  readonly county: County;
  /** An empty folder for the record; it holds the whole journal afterwards. */
  readonly dir: string;
  readonly onStep?: (worked: number, of: number, now: Instant) => void;
  readonly signal?: AbortSignal;
}

/** Replays the ledger up to its last date. Throws when the record does not hold every entry and answer. */
export async function replay({
  ledger,
  county: given,
  dir,
  onStep,
  signal,
}: ReplayOptions): Promise<ReplayResult> {
  const messages = messagesOf(ledger.entries);
  const from = messages[0]?.at ?? 0;
  const end = messages.at(-1)?.at ?? 0;
  const clock = new VirtualClock(from);
  const county = { ...given, roster: everybodyOn(given.roster, LEDGER, null) };
  const channel = createLedgerChannel();
  const log = createLog('error');
  let fault: unknown;
  const onFault = (error: unknown): void => {
    fault ??= error;
  };
  const store = await openStore({ dir, clock, log, onFault });
  try {
    await recordSettings(store, county, 'rehearsal', from);
    const program = createProgram({
      store,
      county,
      clock,
      log,
      channels: new Map([[channel.id, channel]]),
      filesDir: join(dir, 'files'),
      pacingOff: true,
      onFault,
    });
    const months = await drive({
      program,
      store,
      clock,
      messages,
      onStep: (worked, now) => onStep?.(worked, messages.length, now),
      check: () => {
        signal?.throwIfAborted();
        if (fault !== undefined) throw fault;
      },
    });
    const tickets = await store.tickets({});
    refuseLoss(ledger, tickets);
    const tally = tallyOf(dir, county.roster);
    const period = { from, before: end + 1 };
    return resultOf({ ledger, tickets, months, tally, roster: county.roster, period });
  } finally {
    await store.close();
  }
}

/** Figures over a part of the ledger would look like figures over all of it. */
function refuseLoss(
  { entries }: Ledger,
  tickets: readonly { readonly facts: { readonly resolvedAt: Instant | null } }[],
): void {
  const answers = entries.filter(({ answer }) => answer !== null).length;
  const resolved = tickets.filter(({ facts }) => facts.resolvedAt !== null).length;
  if (tickets.length !== entries.length || resolved !== answers) {
    throw new Error(
      `the replay lost something: ${tickets.length} tickets of ${entries.length} entries, ${resolved} results of ${answers}`,
    );
  }
}

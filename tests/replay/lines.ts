/** Ledgers for tests: a line as an object, replayed in a folder of its own. */
import { loadCounty } from '../../src/county.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { parseLedger } from '../../src/replay/ledger.ts';
import { replay } from '../../src/replay/replay.ts';
import type { ReplayResult } from '../../src/replay/result.ts';
import { openStore } from '../../src/store/embedded.ts';
import { scratch } from '../support/county.ts';

export const COUNTY = { rosterFile: 'data/roster.yaml', flowsDir: 'flows' };

/** Texts that routing is sure of, unsure of, and takes for a report about an official. */
export const CLEAR_GAS = '燃气压力一到傍晚就掉，窑温上不去，整窑次品。';
export const UNCLEAR = '我们想问一下，有没有人能来厂里看看，情况三言两语说不清。';
export const REPORT = '前天来检查的人暗示要给好处，不给就说我们不合格。';

export interface Line {
  readonly id?: string;
  readonly body?: string;
  readonly date: string;
  readonly dept?: string;
  readonly replyDate?: string;
}

/** A line with what a test does not care about filled in; an answer has words when it has a time. */
export function line({ body = CLEAR_GAS, ...more }: Line, index = 0): string {
  const reply = more.replyDate === undefined ? {} : { reply: '已经解决。' };
  return JSON.stringify({ id: String(index + 1), title: '', body, ...reply, ...more });
}

export interface Replayed {
  readonly report: ReplayResult;
  /** As they are at the end of the ledger. */
  readonly tickets: readonly Ticket[];
  /** The record, until `remove`. */
  readonly dir: string;
  remove(): void;
}

/** Replays `lines` with the county that ships (or another roster) and keeps the record. */
export async function replayed(lines: readonly Line[], rosterFile = COUNTY.rosterFile): Promise<Replayed> {
  const county = loadCounty({ ...COUNTY, rosterFile });
  const ledger = parseLedger('ledger.jsonl', lines.map(line).join('\n'), county.roster);
  const { dir, remove } = scratch();
  const report = await replay({ ledger, county, dir });
  const store = await openStore({ dir });
  const tickets = await store.tickets({});
  await store.close();
  return { report, tickets, dir, remove };
}

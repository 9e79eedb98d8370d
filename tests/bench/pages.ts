/** The pages over years of tickets: a leader’s board, searches, and all that a month’s report is made of. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startHelper } from './children.ts';
import { writeYears } from './past/years.ts';
import type { Figure } from './report.ts';
import { spreadOf } from './spread.ts';
import type { Ground } from './stage.ts';

export interface PagesSize {
  /** On file, of three years. */
  readonly tickets: number;
  readonly looks: number;
}

/** What the helper is asked: pages that are got one after the other, as often as that. */
export interface Look {
  readonly paths: readonly string[];
  readonly times: number;
  /** A ticket changes before each. */
  readonly changing: boolean;
}

/** Milliseconds of each turn, of the wall and of the CPU; bytes of each answer; the longest stall of the event loop. */
export interface Looked {
  readonly walls: readonly number[];
  readonly cpus: readonly number[];
  readonly bytes: readonly number[];
  readonly stall: number;
}

/** Words as people look for them: what is found in every sixteenth ticket, in a firm’s month, in none, and a number to call. */
const SEARCHES = ['电压不稳', '星火 上月', '未评价', '没有这样的词', '000-00001010', '33 号车间'];

/** A month’s report: the figures of the chat’s brief on the board, its picture, 情况通报 as .docx, the month’s ledger as .xlsx. */
const REPORT = [
  '/board?p=上月',
  '/card.png?p=上月',
  '/notice.docx?p=上月',
  '/figure.xlsx?f=counts.registered&p=上月',
];

export async function measurePages(
  { dir, county }: Ground,
  { tickets, looks }: PagesSize,
): Promise<readonly Figure[]> {
  const folder = join(dir, 'years');
  mkdirSync(folder, { mode: 0o700 });
  const now = Date.now();
  try {
    await writeYears({ dir: folder, county: county.county, tickets, now });
    const env = { DATA_DIR: folder, ROSTER_FILE: county.rosterFile, NOW: String(now) };
    const helper = await startHelper('pages-program.ts', env);
    try {
      const ask = (paths: readonly string[], times: number, changing = false): Promise<Looked> =>
        helper.ask(JSON.stringify({ paths: paths.map(encodeURI), times, changing } satisfies Look));
      const first = await ask(['/board'], 1);
      const board = await ask(['/board'], looks, true);
      const again = await ask(['/board'], looks);
      const found: Looked[] = [];
      for (const words of SEARCHES) found.push(await ask([`/tickets?q=${words}`], Math.ceil(looks / 4)));
      const year = await ask(['/board?p=今年'], 2, true);
      const cold = await ask(REPORT, 1);
      const report = await ask(REPORT, 3, true);
      const search = spreadOf(found.flatMap(({ walls }) => walls));
      const on = `at ${tickets} tickets`;
      return [
        {
          id: 'board.p50',
          what: `the board ${on}, a ticket changed since`,
          unit: 'ms',
          ours: spreadOf(board.walls).p50,
          target: { atMost: 100 },
        },
        { id: 'board.cpu', what: '  of the CPU', unit: 'ms', ours: spreadOf(board.cpus).p50 },
        {
          id: 'board.again',
          what: '  looked at again, nothing changed',
          unit: 'ms',
          ours: spreadOf(again.walls).p50,
        },
        { id: 'board.first', what: '  the first after a start', unit: 'ms', ours: first.walls[0] ?? 0 },
        { id: 'board.year', what: '  of the whole year', unit: 'ms', ours: spreadOf(year.walls).p50 },
        {
          id: 'board.stall',
          what: '  longest stall of the event loop',
          unit: 'ms',
          ours: Math.max(board.stall, again.stall, year.stall),
          target: { atMost: 50 },
        },
        {
          id: 'first.stall',
          what: '  the same of the first board and the first report after a start',
          unit: 'ms',
          ours: Math.max(first.stall, cold.stall),
          target: { atMost: 50 },
        },
        {
          id: 'search.p50',
          what: `a search ${on}, median of ${SEARCHES.length} kinds`,
          unit: 'ms',
          ours: search.p50,
          target: { atMost: 150 },
        },
        {
          id: 'search.slowest',
          what: '  the slowest kind',
          unit: 'ms',
          ours: Math.max(...found.map(({ walls }) => spreadOf(walls).p50)),
          target: { atMost: 150 },
        },
        {
          id: 'search.stall',
          what: '  longest stall of the event loop',
          unit: 'ms',
          ours: Math.max(...found.map(({ stall }) => stall)),
          target: { atMost: 50 },
        },
        {
          id: 'report.month',
          what: `a month’s report with picture, .docx and .xlsx ${on}`,
          unit: 'ms',
          ours: spreadOf(report.walls).p50,
          target: { atMost: 3000 },
        },
        { id: 'report.cpu', what: '  of the CPU, all threads', unit: 'ms', ours: spreadOf(report.cpus).p50 },
        {
          id: 'report.stall',
          what: '  longest stall of the event loop meanwhile',
          unit: 'ms',
          ours: report.stall,
          target: { atMost: 50 },
        },
      ];
    } finally {
      await helper.end();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * npm run replay -- FILE.jsonl [--json] [--keep DIR]
 *
 * Takes a ledger of past difficulties through the same desk as in real life, in virtual time, and says what would
 * have come of it: what was late, who would have been reminded, what the dispatcher would have been asked. Nothing
 * is sent. One JSON object per line:
 *
 *   {"id": "17", "title": "…", "body": "…", "date": "2026-09-30 16:20:00",
 *    "dept": "housing", "replyDate": "2026-10-12 09:00:00", "reply": "…"}
 *
 * `dept` (a department of the roster), `replyDate` and `reply` only where known. Times are Asia/Shanghai unless they
 * carry an offset. It ends at the last date of the ledger; what is open then is reported as open. `--keep DIR` keeps
 * the record, for `DATA_DIR=DIR npm run verify`.
 *
 * `--json` prints one object, `ReplayResult` in `replay/result.ts`:
 *   ledger {lines, skipped, from, to, departments {recorded, right, wrong, unclear}}
 *   received · confidential · answered · closed · unrated · open · overdue · needingDispatcher
 *   rates {completion, dueCompletion, onTime, signedOnTime, response, resolution, satisfaction}, each
 *     {numerator, denominator} or null
 *   departments [{id, name, received, answered, onTime, open, overdue, needingDispatcher}]
 *   months [{month, received, open, overdue}]
 *   reminders [{step, rung, to, times, messages}] · escalations {times, tickets, messages}
 *   summaries {daily, weekly, messages} · messages {sent by kind, dropped} · notRecorded
 * What a ledger does not record (signing, feedback, rating) is null, never a guess.
 *
 * Exit code 0; 1 when nothing could be replayed; 2 for a wrong command line.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { SettingsError } from '../county/yaml-file.ts';
import { loadCounty } from '../county.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { LedgerError, readLedger } from '../replay/ledger.ts';
import { progressTo } from '../replay/progress.ts';
import { replay } from '../replay/replay.ts';
import { inWords } from '../replay/words.ts';
import { StoreFault } from '../store/fault.ts';

const USAGE = `用法：npm run replay -- 台账.jsonl [--json] [--keep 目录]
  台账每行一条 JSON：id、title、body、date；已知的再写 dept、replyDate、reply
  --json        只输出一个 JSON 对象
  --keep 目录   留下全部记录（目录须是空的），可用 DATA_DIR=目录 npm run verify 核对`;
answerHelp(USAGE);
const LISTED = 20;

interface Arguments {
  readonly file: string;
  readonly json: boolean;
  readonly keep: string | null;
}

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const { file, json, keep } = asked;
  if (keep !== null && !isEmptyFolder(keep)) {
    throw new LedgerError(`--keep ${keep}：这个目录里已经有东西。请另写一个空的或还没有的目录。`);
  }
  const county = loadCounty(readConfig(environment(), Date.now()));
  const ledger = readLedger(file, county.roster);
  tell([...ledger.faults, ...ledger.notes]);
  if (ledger.entries.length === 0) {
    throw new LedgerError(`${file}：共 ${ledger.lines} 行，没有一行可以回放。`);
  }

  process.umask(0o077);
  const dir = keep ?? mkdtempSync(join(tmpdir(), 'lianxinqiao-replay-'));
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort(new LedgerError('已中止，没有得出结果。'));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const progress = progressTo(process.stderr);
  try {
    const report = await replay({ ledger, county, dir, onStep: progress.step, signal: interrupt.signal });
    progress.end();
    process.stdout.write(`${json ? JSON.stringify(report) : inWords(report)}\n`);
    if (keep !== null) process.stderr.write(`记录留在 ${keep}，可核对：DATA_DIR=${keep} npm run verify\n`);
    return 0;
  } finally {
    progress.end();
    if (keep === null) rmSync(dir, { recursive: true, force: true });
  }
}

function readArguments(): Arguments | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, keep: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0 || values.keep === '') return null;
    return { file, json: values.json, keep: values.keep ?? null };
  } catch {
    return null;
  }
}

function isEmptyFolder(dir: string): boolean {
  try {
    return readdirSync(dir).length === 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

/** Faults and notes of the ledger; a broken export has thousands of the same kind. */
function tell(sentences: readonly string[]): void {
  for (const sentence of sentences.slice(0, LISTED)) process.stderr.write(`${sentence}\n`);
  if (sentences.length > LISTED) process.stderr.write(`……共 ${sentences.length} 条这样的提示\n`);
}

/** What an operator can mend is said in a sentence; anything else with its stack, for the developer. */
function inSentence(error: unknown): string {
  const known =
    error instanceof LedgerError ||
    error instanceof ConfigError ||
    error instanceof SettingsError ||
    error instanceof StoreFault;
  if (!(error instanceof Error)) return String(error);
  return known ? error.message : (error.stack ?? error.message);
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${inSentence(error)}\n`);
  return 1;
});

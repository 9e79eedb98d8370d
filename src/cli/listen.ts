/**
 * npm run -s listen -- FILE [--json] [--keep-days]
 *
 * Tries the program on a chat of one's own: takes it through the real desk in virtual time, sends nothing, and shows
 * line by line what the bot would have done and why, then a summary. FILE is text copied out of WeChat, or one JSON
 * object a line:
 *
 *   {"id": "1", "day": "d1", "at": "09:12", "chat": "group", "speaker": {"role": "enterprise", "org": "e07"},
 *    "replyTo": null, "text": "…"}
 *
 * `role`: enterprise, liaison, dispatcher, leader, stranger; `org`: an id of the roster or any name, firms then are
 * given places of the roster in order. Each `day` begins with an empty book unless `--keep-days`.
 *
 * `--json` prints one object a line, `Heard` in `listen/listen.ts`: {"id", "fresh": [{"n", "confidential", "flow",
 * "dept", "state", "parts"}], "changed": [numbers], "shown", "private", "asked", "to": [departments told], "groupText",
 * "ownText", "why": […]}
 *
 * Exit code 0; 1 when nothing could be read; 2 for a wrong command line.
 */
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { SettingsError } from '../county/yaml-file.ts';
import { loadCounty } from '../county.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { ChatFileError, readChatFile } from '../listen/chat-file.ts';
import { listen } from '../listen/listen.ts';
import { lineInWords, summaryInWords } from '../listen/words.ts';

const USAGE = `用法：npm run -s listen -- 聊天记录 [--json] [--keep-days]
  聊天记录：从微信复制的文字，或每行一条 JSON（id、day、at、chat、speaker、replyTo、text）
  --json        每句话输出一个 JSON 对象
  --keep-days   各天接着同一本台账；不写则每天从空台账开始`;
answerHelp(USAGE);
const FAULTS_SHOWN = 20;

// A reader that has seen enough (head) closes the pipe; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  process.umask(0o077);
  const county = loadCounty(readConfig(environment(), Date.now()));
  if (county.rulesAlone !== null) process.stderr.write(`${county.rulesAlone}。只按本县的词语识别。\n`);
  const names = new Set(county.roster.people.map(({ name }) => name));
  const { lines, faults } = readChatFile(asked.file, (name) => names.has(name));
  for (const fault of faults.slice(0, FAULTS_SHOWN)) process.stderr.write(`${fault}\n`);
  if (faults.length > FAULTS_SHOWN) process.stderr.write(`……共 ${faults.length} 行没有读\n`);
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort(new ChatFileError('已中止。')));
  const all = await listen({
    lines,
    county,
    keepDays: asked.keepDays,
    signal: interrupt.signal,
    onHeard: (heard, line) =>
      process.stdout.write(
        `${asked.json ? JSON.stringify(heard) : lineInWords(heard, line, county.roster)}\n`,
      ),
  });
  if (!asked.json) process.stdout.write(`\n${summaryInWords(all)}\n`);
  return 0;
}

function readArguments(): {
  readonly file: string;
  readonly json: boolean;
  readonly keepDays: boolean;
} | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        'keep-days': { type: 'boolean', default: false },
      },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return null;
    return { file, json: values.json, keepDays: values['keep-days'] };
  } catch {
    return null;
  }
}

process.exitCode = await main().catch((error: unknown) => {
  const known =
    error instanceof ChatFileError || error instanceof ConfigError || error instanceof SettingsError;
  const text =
    error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  return 1;
});

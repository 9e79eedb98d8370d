/**
 * `npm run -s route < messages.jsonl`: reads messages outside the program, each by itself, to try a change of
 * responsibilities or to measure. Reads a JSON object `{id, text}` per line from stdin and prints one
 * JSON line each, as they come; stdout holds nothing else. ROSTER_FILE chooses another roster, UNDERSTANDING=rules
 * reads by the county's rules alone.
 *
 * `suspected`: it may be about an official's conduct; the program would ask in private before anybody sees it.
 *
 * Exit code 0; 1 when a line or a settings file was wrong (said on stderr); 2 for a wrong command line.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ConfigError, readConfig } from '../config.ts';
import { SettingsError } from '../county/yaml-file.ts';
import { loadCounty } from '../county.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import type { Reader } from '../understanding/reading.ts';
import { ALONE } from '../understanding/surroundings.ts';

const USAGE = `用法：npm run -s route < 消息.jsonl
  逐行读 {"id": "1", "text": "……"}，逐行说会怎么认：类别、急不急、归哪些部门、为什么`;
answerHelp(USAGE);
if (process.argv.length > 2) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

const lineSchema = z.object({
  id: z.union([z.string(), z.number()], '缺少 id（编号，文字或数字）'),
  text: z.string('缺少 text（正文，文字）'),
});

// A reader that has seen enough (head) closes the pipe; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await main();

async function main(): Promise<number> {
  let reader: Reader;
  try {
    const county = loadCounty(readConfig(environment(), Date.now()));
    if (county.rulesAlone !== null) console.error(`${county.rulesAlone}。只按本县的词语识别。`);
    reader = county.router;
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof ConfigError)) throw error;
    console.error(error.message);
    return 1;
  }
  let number = 0;
  let faults = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const source = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (source.trim() === '') continue;
    const read = readLine(source);
    if ('error' in read) {
      faults += 1;
      console.error(`第 ${number} 行：${read.error}。应为 {"id": "1", "text": "……"}，本行已跳过。`);
      await print({ id: null, error: `第 ${number} 行：${read.error}` });
      continue;
    }
    const { kind, urgent, departments, auto, suspected, reasons } = reader.read(read.text, ALONE);
    await print({ id: read.id, kind, urgent, departments, auto: auto && !suspected, suspected, reasons });
  }
  return faults > 0 ? 1 : 0;
}

function readLine(line: string): z.output<typeof lineSchema> | { readonly error: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { error: '不是 JSON' };
  }
  const parsed = lineSchema.safeParse(value, { error: () => '不是 {"id", "text"} 这样的对象' });
  if (parsed.success) return parsed.data;
  return { error: parsed.error.issues.map((issue) => issue.message).join('；') };
}

async function print(answer: object): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, 'drain');
}

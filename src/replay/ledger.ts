/**
 * Reads a ledger: one JSON object per line with `id`, `title`, `body`, `date` and, where known, `dept`, `replyDate`,
 * `reply`. A line that cannot be used is left out and named; the others go on.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { clean } from '../dialogue/text.ts';
import type { Roster } from '../domain/roster.ts';
import { type Instant, toIso, yearOf } from '../domain/time.ts';

/** One difficulty of the ledger. */
export interface Entry {
  /** From 1. */
  readonly line: number;
  readonly id: string;
  /** Title, newline, body; whichever there is. */
  readonly text: string;
  readonly at: Instant;
  /** Null while it is not answered, as far as the ledger says. */
  readonly answer: Answer | null;
}

export interface Answer {
  readonly at: Instant;
  readonly text: string;
  /** Department id; null where the ledger does not say. */
  readonly department: string | null;
}

export interface Ledger {
  /** In order of their dates. */
  readonly entries: readonly Entry[];
  /** Lines that are not blank. */
  readonly lines: number;
  /** Why lines were left out, a sentence each: `第 12 行：…`. */
  readonly faults: readonly string[];
  /** Lines that were taken, but not with everything they say. */
  readonly notes: readonly string[];
}

/** Nothing in the file can be replayed; the text says why. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
}

/** Longest text of one entry, in characters; nobody writes more, a broken export does. */
const LONGEST = 10_000;
const LONGEST_ID = 200;
/** The words of an answer of which only the time is known. */
export const NOT_RECORDED = '（未记录）';
const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;

/** Reads the ledger in `file`. Throws `LedgerError` when it cannot be read or is empty. */
export function readLedger(file: string, roster: Roster): Ledger {
  let text: string;
  try {
    // A byte order mark is left out by the decoder.
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LedgerError(
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
        ? `${file}：不是 UTF-8 编码。请另存为 UTF-8 后再试。`
        : `${file}：文件读不到（${code ?? error}）。请检查路径和权限。`,
    );
  }
  return parseLedger(file, text, roster);
}

/** `readLedger` for a text already read; `file` only names it in errors. */
export function parseLedger(file: string, text: string, roster: Roster): Ledger {
  const entries: Entry[] = [];
  const faults: string[] = [];
  const notes: string[] = [];
  const seen = new Map<string, number>();
  let lines = 0;
  text.split('\n').forEach((raw, index) => {
    if (raw.trim() === '') return;
    lines += 1;
    const line = index + 1;
    try {
      const entry = entryOf(raw, line, roster, (note) => notes.push(`第 ${line} 行：${note}`));
      const first = seen.get(entry.id);
      if (first !== undefined) throw new LineFault(`id“${entry.id}”在第 ${first} 行已经有了，这一行不再计入`);
      seen.set(entry.id, line);
      entries.push(entry);
    } catch (error) {
      if (!(error instanceof LineFault)) throw error;
      faults.push(`第 ${line} 行：${error.message}。`);
    }
  });
  if (lines === 0) throw new LedgerError(`${file}：文件是空的，没有可以回放的记录。`);
  entries.sort((a, b) => a.at - b.at || a.line - b.line);
  return { entries, lines, faults, notes };
}

class LineFault extends Error {}

const words = z.string('应为文字（加引号）').nullish();
const schema = z.object(
  {
    id: z.union([z.string(), z.number()], '缺少编号，或不是文字'),
    title: words,
    body: words,
    date: words,
    dept: words,
    replyDate: words,
    reply: words,
  },
  '应为一个 JSON 对象，像 {"id": "1", "title": "…", "body": "…", "date": "2026-09-30 16:20:00"}',
);

function entryOf(raw: string, line: number, roster: Roster, note: (text: string) => void): Entry {
  const parsed = schema.safeParse(jsonOf(raw));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new LineFault([...(issue?.path ?? []), issue?.message].map(String).join('：'));
  }
  const value = parsed.data;
  const id = String(value.id).trim();
  if (id === '') throw new LineFault('id：编号是空的');
  if (id.length > LONGEST_ID) throw new LineFault(`id：编号超过 ${LONGEST_ID} 个字`);
  const text = textOf([value.title, value.body], '正文');
  if (text === '') throw new LineFault('标题和正文都是空的');
  const at = instantOf('date', value.date ?? '');
  return { line, id, text, at, answer: answerOf(value, at, roster, note) };
}

function answerOf(
  value: z.output<typeof schema>,
  receivedAt: Instant,
  roster: Roster,
  note: (text: string) => void,
): Answer | null {
  const said = textOf([value.reply], '答复');
  if ((value.replyDate ?? '').trim() === '') {
    if (said !== '') note('有答复（reply）但没有答复时间（replyDate），按尚未答复计。');
    return null;
  }
  const at = instantOf('replyDate', value.replyDate ?? '');
  if (at < receivedAt) {
    throw new LineFault(`replyDate（${value.replyDate}）早于 date（${value.date}），请核对`);
  }
  if (said === '') note('有答复时间但没有答复内容，办理结果记为“未记录”。');
  const named = (value.dept ?? '').trim();
  const department = named === '' ? undefined : roster.departmentNamed(named);
  if (named !== '' && department === undefined) {
    note(`名册里没有部门“${named.slice(0, 40)}”，按部门未记录计。`);
  }
  return { at, text: said === '' ? NOT_RECORDED : said, department: department?.id ?? null };
}

function jsonOf(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    throw new LineFault('不是完整的 JSON，请检查引号、逗号和括号');
  }
}

function textOf(parts: readonly (string | null | undefined)[], what: string): string {
  const { text } = clean(parts.filter((part) => part && part.trim() !== '').join('\n'));
  const { length } = [...text];
  if (length > LONGEST) throw new LineFault(`${what}有 ${length} 个字，超过 ${LONGEST} 个，请核对`);
  return text;
}

const isoTime = z.iso.datetime({ offset: true, local: true });
const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** `2019-04-24 16:03:40` is Asia/Shanghai; an ISO time with its own offset is taken as it says. */
function instantOf(field: 'date' | 'replyDate', written: string): Instant {
  if (written.trim() === '') throw new LineFault(`${field}：缺少时间`);
  const iso = written.trim().replace(/\s+/, 'T');
  const instant = isoTime.safeParse(iso).success
    ? Date.parse(HAS_ZONE.test(iso) ? iso : `${iso}+08:00`)
    : Number.NaN;
  if (Number.isNaN(instant)) {
    throw new LineFault(
      `${field}：时间“${written.slice(0, 40)}”看不懂，应写成 2026-09-30 16:20:00（北京时间），或带时区的 ISO 时间`,
    );
  }
  const year = yearOf(toIso(instant).slice(0, 10));
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    throw new LineFault(
      `${field}：年份应在 ${FIRST_YEAR} 到 ${LAST_YEAR} 之间，这里是“${written.slice(0, 40)}”`,
    );
  }
  return instant;
}

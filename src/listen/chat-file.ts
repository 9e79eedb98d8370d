/**
 * Reads a chat to be listened to: one JSON object per line, or text copied out of WeChat, WeCom or QQ. A line that
 * cannot be used is left out and named; the others go on.
 */
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { readChat } from '../dialogue/pasted.ts';
import { dayOf, type Instant, timeInWords } from '../domain/time.ts';
import { FIRST_DAY, instantOf } from './chat-times.ts';

export const ROLES = ['enterprise', 'liaison', 'dispatcher', 'leader', 'stranger'] as const;
export type Role = (typeof ROLES)[number];

/** One thing said. */
export interface ChatLine {
  readonly id: string;
  /** Lines of one day share a book; null: the same as all others without. */
  readonly day: string | null;
  /** `09:12`, or a whole date and time; null where it is not said. */
  readonly at: string | null;
  readonly chat: 'group' | 'private';
  readonly speaker: { readonly role: Role; readonly org: string };
  /** Id of the line it answers. */
  readonly replyTo: string | null;
  readonly text: string;
}

export interface ChatFile {
  readonly lines: readonly ChatLine[];
  /** Why lines were left out, a sentence each. */
  readonly faults: readonly string[];
}

/** Nothing in the file can be listened to; the text says why. */
export class ChatFileError extends Error {
  override readonly name = 'ChatFileError';
}

const lineSchema = z.object(
  {
    id: z.union([z.string(), z.number()], '缺少 id（编号）').transform(String),
    day: z
      .union([z.string(), z.number()], 'day 应为文字，如 "d1"')
      .transform(String)
      .nullish()
      .transform((day) => day ?? null),
    at: z
      .string('at 应为文字，如 "09:12"')
      .nullish()
      .transform((at) => at ?? null),
    chat: z.enum(['group', 'private'], 'chat 应为 group 或 private').default('group'),
    speaker: z
      .object(
        {
          role: z.enum(ROLES, `speaker.role 应为 ${ROLES.join('、')} 之一`),
          org: z
            .string('speaker.org 应为文字，如 "e07"')
            .nullish()
            .transform((org) => org ?? ''),
        },
        'speaker 应为 {"role": …, "org": …}',
      )
      .nullish()
      .transform((speaker) => speaker ?? { role: 'enterprise' as const, org: '' }),
    replyTo: z
      .union([z.string(), z.number()], 'replyTo 应为前面一行的 id')
      .transform(String)
      .nullish()
      .transform((id) => id ?? null),
    text: z.string('缺少 text（原话）'),
  },
  '应为一个对象：{"id": …, "text": …}',
);

/** Throws `ChatFileError` when the file cannot be read or nothing in it can be used. */
export function readChatFile(file: string, isKnown: (name: string) => boolean): ChatFile {
  let text: string;
  let savedAt: Instant;
  try {
    savedAt = statSync(file).mtimeMs;
    // A byte order mark is left out by the decoder.
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ChatFileError(
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
        ? `${file}：不是 UTF-8 编码。请另存为 UTF-8 后再试。`
        : `${file}：文件读不到（${code ?? error}）。请检查路径和权限。`,
    );
  }
  const read =
    fromArray(text) ?? (hasJson(text) ? fromJsonLines(text) : fromCopiedChat(text, isKnown, savedAt));
  if (read.lines.length === 0) {
    throw new ChatFileError(
      [`${file}：没有读到一句话。`, ...read.faults.slice(0, 3)].join('\n') +
        '\n每行写一条 JSON（id、day、at、chat、speaker、replyTo、text），或者直接放从微信复制的聊天记录。',
    );
  }
  return read;
}

/** One JSON array of lines, as an export may be; null where it is something else, such as a chat in brackets. */
function fromArray(text: string): ChatFile | null {
  if (!text.trimStart().startsWith('[')) return null;
  const value = parsed(text);
  return Array.isArray(value)
    ? fromValues(
        value.map((one) => ({ value: one })),
        '条',
      )
    : null;
}

/** Whether it is meant for lines of JSON: a chat may have one pasted into it. */
function hasJson(text: string): boolean {
  if (text.trimStart().startsWith('{')) return true;
  return text.split('\n').some((line) => lineSchema.safeParse(parsed(line)).success);
}

function fromJsonLines(text: string): ChatFile {
  return fromValues(
    text.split('\n').map((line) => (line.trim() === '' ? null : { value: parsed(line) ?? NOT_JSON })),
  );
}

const NOT_JSON = Symbol('not JSON');

/** `undefined` where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One after the other, counted in lines or in things; null: an empty line. */
function fromValues(values: readonly ({ readonly value: unknown } | null)[], unit = '行'): ChatFile {
  const lines: ChatLine[] = [];
  const faults: string[] = [];
  const ids = new Set<string>();
  for (const [index, one] of values.entries()) {
    if (one === null) continue;
    const read = lineIn(one.value);
    const fault = 'fault' in read ? read.fault : ids.has(read.id) ? `id ${read.id} 与前面的重复` : null;
    if (fault !== null) {
      faults.push(`第 ${index + 1} ${unit}：${fault}，已跳过。`);
    } else if ('id' in read) {
      ids.add(read.id);
      lines.push(read);
      if (read.at !== null && instantOf(FIRST_DAY, read.at) === null) {
        faults.push(`第 ${index + 1} ${unit}：at “${read.at.slice(0, 20)}” 不是时间，按前一句之后一分钟算。`);
      }
    }
  }
  return { lines, faults };
}

function lineIn(value: unknown): ChatLine | { readonly fault: string } {
  if (value === NOT_JSON) return { fault: '不是 JSON' };
  const read = lineSchema.safeParse(value);
  return read.success ? read.data : { fault: read.error.issues.map(({ message }) => message).join('；') };
}

/** Before a colon: no sentence, no address, no number. */
const SHORT_NAME = /^(?=.*\p{L})[\p{L}\p{N}·_ -]{1,16}$/u;

/**
 * Whoever is not in the roster speaks for a firm of its own: in such a group nearly everybody does. A time without a day
 * is of the day when the file was saved. Where nobody is found, whatever stands before a colon is a name.
 */
function fromCopiedChat(text: string, isKnown: (name: string) => boolean, savedAt: Instant): ChatFile {
  const found = readChat(text, isKnown, savedAt);
  const said = found.length > 0 ? found : readChat(text, (name) => SHORT_NAME.test(name), savedAt);
  const lines = said.map(
    ({ name, at, text: words }, index): ChatLine => ({
      id: String(index + 1),
      day: at === null ? null : dayOf(at),
      at: at === null ? null : timeInWords(at),
      chat: 'group',
      speaker: { role: 'enterprise', org: name },
      replyTo: null,
      text: words,
    }),
  );
  return { lines, faults: [] };
}

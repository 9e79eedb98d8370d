/** What a request brings, however it is written: JSON, a form, a form with files. */
import type { Context } from 'hono';

export type Fields = Readonly<Record<string, unknown>>;

/** Empty when nothing can be read. A field given several times is an array. */
export async function fieldsOf(context: Context): Promise<Fields> {
  const type = context.req.header('content-type') ?? '';
  try {
    const found: unknown = type.includes('application/json')
      ? await context.req.json()
      : await context.req.parseBody({ all: true });
    return typeof found === 'object' && found !== null ? (found as Fields) : {};
  } catch {
    return {};
  }
}

/** The text of a field; empty for anything else. */
export function textOf(field: unknown): string {
  return typeof field === 'string' ? field : '';
}

/** The text of a field that is written in one line. */
export function lineOf(field: unknown): string {
  return textOf(field).replace(/\s+/gu, ' ').trim();
}

/** The files of a field. Browsers send a nameless empty one where none was chosen. */
export function filesOf(field: unknown): readonly File[] {
  const all: readonly unknown[] = Array.isArray(field) ? field : [field];
  return all.filter((one): one is File => one instanceof File && !(one.name === '' && one.size === 0));
}

/** Whether a text can be the key of what somebody says or presses. */
export function isKey(text: string): boolean {
  return /^[A-Za-z0-9_-]{8,64}$/.test(text);
}

const NAME_LENGTH = 100;

/** The name of an upload without folders and unseen characters, at most 100 characters long. */
export function fileNameOf({ name }: File): string {
  const bare = (name.split(/[/\\]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  const points = [...bare];
  if (points.length <= NAME_LENGTH) return bare || '未命名';
  const dot = bare.lastIndexOf('.');
  const ending = dot > 0 ? [...bare.slice(dot)].slice(0, 10).join('') : '';
  return `${points.slice(0, NAME_LENGTH - ending.length).join('')}${ending}`;
}

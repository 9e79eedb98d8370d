/**
 * Reads a file that a county may edit: YAML, checked against a schema. Whoever edits it
 * is an official, not a programmer, so every error names the file, the line, the field
 * and what is wrong with it.
 */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { decoded } from './encoding.ts';
import { lay, nameOf, type SettingsSource } from './layers.ts';
import { SettingsError } from './settings-error.ts';
import { settingsFault } from './yaml-words.ts';
import { type Written, writtenIn } from './yaml-written.ts';

export { SettingsError } from './settings-error.ts';

const MOST_FAULTS = 30;

/** A settings file in hand: its value, and where in the file each field stands. */
export interface YamlFile<T> {
  readonly value: T;
  /** Line (from 1) of the field at `path`, or of the nearest field above it that exists. */
  lineOf(path: readonly PropertyKey[]): number;
  /** An error that names line and field, for rules no schema can state. */
  fault(path: readonly PropertyKey[], message: string): string;
  /** Whether what stands at `path` was written by the county; false where it ships, beneath the county's folder. */
  isOwn(path: readonly PropertyKey[]): boolean;
}

/**
 * Reads and checks a file, in a county's folder what ships with what the county has written over it (`layers.ts`). Throws
 * `SettingsError` with every fault found, up to thirty.
 */
export function readYamlFile<S extends z.ZodType>(source: SettingsSource, schema: S): YamlFile<z.output<S>> {
  if (typeof source === 'string') return parseYaml(source, textOf(source), schema);
  const shipped = writtenIn(source.shipped, textOf(source.shipped));
  const own = source.own === null ? null : writtenIn(source.own, textOf(source.own));
  const laid = lay(shipped.data, own?.data);
  const shippedLine = (path: readonly PropertyKey[]): number => shipped.lineOf(laid.shippedPath(path));
  const lineOf = (path: readonly PropertyKey[]): number => {
    if (own === null) return shippedLine(path);
    return own.lineOf(laid.ownPath(path) ?? path);
  };
  const isOwn = (path: readonly PropertyKey[]): boolean => laid.ownPath(path) !== null;
  // What ships is not edited: the county's own file puts it right.
  const where = (path: readonly PropertyKey[]): string =>
    own === null || isOwn(path) ? '' : `（随程序带的在 ${source.shipped}:${shippedLine(path)}）`;
  return checked(nameOf(source), { data: laid.value, lineOf }, schema, { isOwn, where });
}

/** `readYamlFile` for a text already read; `file` only names it in errors. */
export function parseYaml<S extends z.ZodType>(file: string, text: string, schema: S): YamlFile<z.output<S>> {
  return checked(file, writtenIn(file, text), schema, { isOwn: () => true, where: () => '' });
}

function textOf(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new SettingsError(file, [
      `1: 文件读不到（${(error as NodeJS.ErrnoException).code ?? error}）。请检查路径和权限。`,
    ]);
  }
  const read = decoded(bytes);
  if ('fault' in read) throw new SettingsError(file, [`1: 文件${read.fault}。`]);
  return read.text;
}

function checked<S extends z.ZodType>(
  file: string,
  { data, lineOf }: Written,
  schema: S,
  origin: { isOwn(path: readonly PropertyKey[]): boolean; where(path: readonly PropertyKey[]): string },
): YamlFile<z.output<S>> {
  const fault = (path: readonly PropertyKey[], message: string): string =>
    `${lineOf(path)}: ${path.map(String).join('.') || '（整个文件）'}：${message}${origin.where(path)}`;
  const parsed = schema.safeParse(data, { error: settingsFault });
  if (!parsed.success) {
    const found = parsed.error.issues.flatMap((issue): (readonly [readonly PropertyKey[], string])[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [[...issue.path, key], '没有这个设置项，请核对拼写或删去'])
        : [[issue.path, issue.message]],
    );
    const faults = found.slice(0, MOST_FAULTS).map(([path, message]) => fault(path, message));
    const more = found.length - faults.length;
    throw new SettingsError(file, more > 0 ? [...faults, `1: 另有 ${more} 处，请先改好以上各处`] : faults);
  }
  return { value: parsed.data, lineOf, fault, isOwn: origin.isOwn };
}

/**
 * Reads a file that a county may edit: YAML, checked against a schema. Whoever edits it
 * is an official, not a programmer, so every error names the file, the line, the field
 * and what is wrong with it.
 */
import { readFileSync } from 'node:fs';
import {
  Composer,
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  visit,
  YAMLParseError,
} from 'yaml';
import type { z } from 'zod';
import { decoded } from './encoding.ts';
import { lay, nameOf, type SettingsSource } from './layers.ts';
import { TooDeep, tokensOf, tooMuch } from './yaml-limits.ts';
import { aliasFault, commaFaults, settingsFault, TWICE, yamlFault } from './yaml-words.ts';

/** One slip of YAML makes many faults: what comes of the first is not worth reading. */
const MOST_SLIPS = 3;
const SLIPS_LOOKED_AT = 20;
const MOST_FAULTS = 30;

/** What is wrong with a settings file, a line per fault, ready to be shown to the operator. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(
    readonly file: string,
    readonly faults: readonly string[],
  ) {
    super(faults.map((fault) => `${file}:${fault}`).join('\n'));
  }
}

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

/** A document in hand, before any schema. */
interface Written {
  readonly data: unknown;
  lineOf(path: readonly PropertyKey[]): number;
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

/** The document of a text. Throws `SettingsError` for what is no YAML, or means something else than it looks like. */
function writtenIn(file: string, text: string): Written {
  const excess = tooMuch(text);
  if (excess !== null) throw new SettingsError(file, [excess]);
  const lines = new LineCounter();
  const document = documentOf(file, text, lines);
  const refuse = (faults: readonly string[]): never => {
    throw new SettingsError(
      file,
      faults.map((fault) => fault.replace(': ', ': YAML 写法有误：')),
    );
  };
  if (document.errors.length > 0) {
    const written = text.split('\n');
    const faults = new Set<string>();
    for (const error of document.errors.slice(0, SLIPS_LOOKED_AT)) {
      const { line } = lines.linePos(error.pos[0]);
      faults.add(`${line}: ${yamlFault(error, written, line)}`);
      if (faults.size === MOST_SLIPS) break;
    }
    refuse([...faults]);
  }
  const twice = keysTwice(document).slice(0, MOST_SLIPS);
  if (twice.length > 0) refuse(twice.map((offset) => `${lines.linePos(offset).line}: ${TWICE}`));
  const commas = commaFaults(document).slice(0, MOST_FAULTS);
  if (commas.length > 0) {
    throw new SettingsError(
      file,
      commas.map(({ offset, message }) => `${lines.linePos(offset).line}: ${message}`),
    );
  }
  return {
    data: plainData(document, file),
    lineOf(path) {
      for (let depth = path.length; depth >= 0; depth--) {
        const offset = offsetOf(document, path.slice(0, depth));
        if (offset !== undefined) return lines.linePos(offset).line;
      }
      return 1;
    },
  };
}

/** The first document of a text, with what is wrong in it; a second one is an error of the first. Read once, for speed. */
function documentOf(file: string, text: string, lines: LineCounter): Document.Parsed {
  const [document, second] = firstTwo(file, text, lines);
  if (!document) throw new Error('the library makes a document of every text');
  if (second) {
    const [from, to] = second.range;
    document.errors.push(new YAMLParseError([from, to], 'MULTIPLE_DOCS', 'several documents'));
  }
  return document;
}

/** Throws `SettingsError` where the text is nested too deep. */
function firstTwo(file: string, text: string, lines: LineCounter): readonly Document.Parsed[] {
  // Keys are compared by `keysTwice`: the library compares each with each.
  const composer = new Composer({ uniqueKeys: false });
  try {
    const [document, second] = composer.compose(tokensOf(text, lines), true, text.length);
    return [document, second].filter((one) => one !== undefined);
  } catch (error) {
    if (error instanceof TooDeep) throw new SettingsError(file, [error.message]);
    throw error;
  }
}

/** The document as plain data. An alias (`*x`) that leads nowhere, or everywhere, only shows here. */
function plainData(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new SettingsError(file, [`1: YAML 写法有误：${aliasFault(error as Error)}`]);
  }
}

/** Where keys stand that their map has already. */
function keysTwice(document: Document.Parsed): readonly number[] {
  const twice: number[] = [];
  visit(document, {
    Map(_place, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) twice.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return twice;
}

/** Where a field's key stands (for an item of a list: its value); undefined when there is none. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      // Keys are compared as text: a schema's path says "2027" where the file's key is a number.
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return undefined;
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!isNode(node)) return undefined;
      offset = node.range?.[0] ?? offset;
    } else {
      return undefined;
    }
  }
  return offset;
}

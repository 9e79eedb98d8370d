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
import { tokensOf, tooMuch } from './yaml-limits.ts';
import { aliasFault, settingsFault, TWICE, yamlFault } from './yaml-words.ts';

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
}

/** Reads and checks `file`. Throws `SettingsError` with every fault found, up to thirty. */
export function readYamlFile<S extends z.ZodType>(file: string, schema: S): YamlFile<z.output<S>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new SettingsError(file, [
      `1: 文件读不到（${(error as NodeJS.ErrnoException).code ?? error}）。请检查路径和权限。`,
    ]);
  }
  return parseYaml(file, text, schema);
}

/** `readYamlFile` for a text already read; `file` only names it in errors. */
export function parseYaml<S extends z.ZodType>(file: string, text: string, schema: S): YamlFile<z.output<S>> {
  const excess = tooMuch(text);
  if (excess !== null) throw new SettingsError(file, [excess]);
  const lines = new LineCounter();
  const document = documentOf(text, lines);
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

  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth >= 0; depth--) {
      const offset = offsetOf(document, path.slice(0, depth));
      if (offset !== undefined) return lines.linePos(offset).line;
    }
    return 1;
  };
  const fault = (path: readonly PropertyKey[], message: string): string =>
    `${lineOf(path)}: ${path.map(String).join('.') || '（整个文件）'}：${message}`;

  const parsed = schema.safeParse(plainData(document, file), { error: settingsFault });
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
  return { value: parsed.data, lineOf, fault };
}

/** The first document of a text, with what is wrong in it; a second one is an error of the first. Read once, for speed. */
function documentOf(text: string, lines: LineCounter): Document.Parsed {
  // Keys are compared by `keysTwice`: the library compares each with each.
  const composer = new Composer({ uniqueKeys: false });
  const [document, second] = composer.compose(tokensOf(text, lines), true, text.length);
  if (!document) throw new Error('the library makes a document of every text');
  if (second) {
    const [from, to] = second.range;
    document.errors.push(new YAMLParseError([from, to], 'MULTIPLE_DOCS', 'several documents'));
  }
  return document;
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

/** A settings file as it was written: what it says, and on which line, before any schema. */
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
import { SettingsError } from './settings-error.ts';
import { TooDeep, tokensOf, tooMuch } from './yaml-limits.ts';
import { aliasFault, commaFaults, TWICE, yamlFault } from './yaml-words.ts';

/** One slip of YAML makes many faults: what comes of the first is not worth reading. */
const MOST_SLIPS = 3;
const SLIPS_LOOKED_AT = 20;
const MOST_COMMAS = 30;

/** A document in hand, before any schema. */
export interface Written {
  readonly data: unknown;
  lineOf(path: readonly PropertyKey[]): number;
}

/** The document of a text. Throws `SettingsError` for what is no YAML, or means something else than it looks like. */
export function writtenIn(file: string, text: string): Written {
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
  const commas = commaFaults(document).slice(0, MOST_COMMAS);
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

/**
 * How much a settings file may be. Above that it is no settings file, and YAML is slow to say so: some of it takes the
 * square of its length to read, and nesting is read by recursion.
 */
import { type CST, Lexer, type LineCounter, Parser } from 'yaml';

const MOST_BYTES = 512 * 1024;
const MOST_LINES = 20_000;
const DEEPEST = 40;
/** After so many slips nothing is learned from the rest, and each takes its time to be described. */
const SLIPS_READ = 10;

/** Thrown while a text is read whose brackets stand inside too many others: with its line, ready to be shown. */
export class TooDeep extends Error {
  override readonly name = 'TooDeep';
  constructor(line: number) {
    super(`${line}: 层次太深（最多 ${DEEPEST} 层）。请核对括号和缩进。`);
  }
}

/** What of the text is too much before it is read, with its line, ready to be shown; null when nothing is. */
export function tooMuch(text: string): string | null {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES) {
    return `1: 文件太大（${Math.ceil(bytes / 1024)} KB，最多 ${MOST_BYTES / 1024} KB）。请核对是不是放错了文件。`;
  }
  const lines = text.split('\n');
  if (lines.length > MOST_LINES) {
    return `${MOST_LINES + 1}: 行数太多（最多 ${MOST_LINES} 行）。请核对是不是放错了文件。`;
  }
  const line = tooFarIn(lines);
  return line === null ? null : new TooDeep(line).message;
}

/**
 * What the text is made of, up to its tenth slip of the pen; `lines` learns where its lines begin. Throws `TooDeep` where
 * brackets are: what is read by recursion comes after it.
 */
export function* tokensOf(text: string, lines: LineCounter): Generator<CST.Token, void> {
  let slips = 0;
  for (const token of parsed(text, lines)) {
    if (token.type === 'error' && ++slips === SLIPS_READ) return;
    yield token;
  }
}

/** `Parser.parse`, which counts brackets on its way: to cut the text into words a second time takes as long as the rest. */
function* parsed(text: string, lines: LineCounter): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let line = 1;
  let depth = 0;
  for (const word of new Lexer().lex(text)) {
    if (word === '{' || word === '[') depth += 1;
    else if (word === '}' || word === ']') depth = Math.max(0, depth - 1);
    if (depth > DEEPEST) throw new TooDeep(line);
    if (word.includes('\n')) line += word.split('\n').length - 1;
    yield* parser.next(word);
  }
  yield* parser.end();
}

/** The line that is indented within too many others; null where none is. */
function tooFarIn(lines: readonly string[]): number | null {
  const indents: number[] = [];
  for (const [at, line] of lines.entries()) {
    if (/^\s*(?:#|$)/u.test(line)) continue;
    // `- - - a` opens three on one line, as `? ? a` does.
    const [lead = ''] = /^ *(?:[-?:][ \t]+)*/u.exec(line) ?? [];
    const indent = lead.length;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    const opened = lead.trim() === '' ? 0 : lead.trim().split(/\s+/u).length;
    if (indents.length + opened > DEEPEST) return at + 1;
  }
  return null;
}

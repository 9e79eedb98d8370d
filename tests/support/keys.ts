/** Keys for reports, as they stand in the environment, and a look at everything that lies on disk. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreFault } from '../../src/store/fault.ts';
import { KeyRing } from '../../src/store/keys.ts';
import { isPacked, readLines } from '../../src/store/segment-lines.ts';

const bytesOf = (mark: number): Buffer => Buffer.alloc(32, mark);

/** For REPORT_KEY, and two others. */
export const [KEY, OTHER_KEY, THIRD_KEY] = [1, 2, 3].map((mark) => bytesOf(mark).toString('base64')) as [
  string,
  string,
  string,
];

export function keyRing(key = KEY, ...older: readonly string[]): KeyRing {
  return new KeyRing(
    Buffer.from(key, 'base64'),
    older.map((one) => Buffer.from(one, 'base64')),
  );
}

/** Every file below a folder with its bytes – of a packed month with its lines – by its path from there. Sockets are none, nor is what goes meanwhile. */
export function filesBelow(dir: string): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(dir, name);
    try {
      if (lstatSync(path).isFile()) found.set(name, isPacked(path) ? linesOf(path) : readFileSync(path));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return found;
}

/** Of one that is half written, its bytes. */
function linesOf(path: string): Buffer {
  try {
    return Buffer.concat([...readLines(path)].flatMap(({ bytes }) => [bytes, Buffer.from('\n')]));
  } catch (error) {
    if (error instanceof StoreFault && error.kind === 'damaged') return readFileSync(path);
    throw error;
  }
}

/** Of shorter ones so few signs of base64 are their own that what is encrypted has them by chance. */
const LONG_ENOUGH = 12;

/**
 * The files below a folder that hold any of these, in their bytes, as JSON escapes them, in their names, or, where they are
 * long enough for that, as base64.
 */
export function filesWith(dir: string, ...needles: readonly (string | Buffer)[]): readonly string[] {
  const bytes = needles.flatMap((needle) => [
    Buffer.from(needle),
    ...(typeof needle === 'string' ? [Buffer.from(escaped(needle))] : []),
    ...(Buffer.byteLength(needle) < LONG_ENOUGH ? [] : base64Of(Buffer.from(needle))),
  ]);
  return [...filesBelow(dir)]
    .filter(([name, content]) => bytes.some((one) => content.includes(one) || name.includes(one.toString())))
    .map(([name]) => name);
}

function escaped(text: string): string {
  return [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

/** At each of the three offsets, without what depends on its neighbours. */
function base64Of(bytes: Buffer): readonly Buffer[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return Buffer.from(text.slice(before === 0 ? 0 : 4, -4));
  });
}

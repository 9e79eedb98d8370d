/**
 * What a settings text says, kept by its hash for the next process that reads the same: to read the shipped settings is a
 * third of a start, and the suite starts the program hundreds of times. Only what was read without a fault is kept, and only
 * where JSON keeps it whole; where a line is asked for, the text is read after all. `put-together.ts` puts it in the place
 * of `src/county/yaml-written.ts`; with LONG=1 it is not there.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { writtenIn as readAnew, type Written } from '../../src/county/yaml-written.ts';

export type { Written };

/** The folder that `put-together.ts` makes. */
declare const KEPT_IN: string;

export function writtenIn(file: string, text: string): Written {
  const kept = join(KEPT_IN, `${createHash('sha256').update(text).digest('hex')}.json`);
  if (!existsSync(kept)) {
    const written = readAnew(file, text);
    const json = JSON.stringify(written.data);
    if (json !== undefined && isDeepStrictEqual(JSON.parse(json), written.data)) {
      // Whole or not at all, whoever reads meanwhile.
      writeFileSync(`${kept}.${process.pid}`, json);
      renameSync(`${kept}.${process.pid}`, kept);
    }
    return written;
  }
  let written: Written | null = null;
  return {
    data: JSON.parse(readFileSync(kept, 'utf8')),
    lineOf(path) {
      written ??= readAnew(file, text);
      return written.lineOf(path);
    },
  };
}

/**
 * A log kept in a file (LOG_FILE), for machines where nothing else keeps it: journald and containers take it from
 * standard error. A file that is full is put aside, and so many are kept. Written line by line and at once, so that the
 * last words of a program that ends are there; what cannot be written is counted by `log.ts`.
 */
import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import type { WriteBytes } from './log.ts';
import { FILE_MODE } from './store/folder.ts';

const FULL_BYTES = 10_000_000;
/** Beside the one that is written: 100 MB in all. */
const KEPT = 9;

/** `path.1` is the newest put aside, `path.9` the oldest. Throws what the system says when the file cannot be opened. */
export function logFile(path: string, fullBytes = FULL_BYTES): WriteBytes {
  let file = openSync(path, 'a', FILE_MODE);

  function putAside(): void {
    for (let age = KEPT - 1; age >= 1; age--) {
      if (existsSync(`${path}.${age}`)) renameSync(`${path}.${age}`, `${path}.${age + 1}`);
    }
    renameSync(path, `${path}.1`);
    const fresh = openSync(path, 'a', FILE_MODE);
    closeSync(file);
    file = fresh;
  }

  return (bytes) => {
    // Asked each time: somebody else may have emptied it.
    const { size } = fstatSync(file);
    if (size > 0 && size + bytes.length > fullBytes) {
      try {
        putAside();
      } catch {
        // Then it grows: better than to lose the line.
      }
    }
    return writeSync(file, bytes);
  };
}

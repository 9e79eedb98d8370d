/** What signs the cookies of the pages: made once, and kept in the data folder for nobody else to read. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'pages.key';
const LONG_ENOUGH = 43;

/** A file that is missing or cut short is made anew: whoever is signed in signs in again. */
export function secretIn(dataDir: string): string {
  const path = join(dataDir, FILE);
  const kept = read(path);
  if (kept.length >= LONG_ENOUGH) return kept;
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(path, `${secret}\n`, { mode: 0o600 });
  return secret;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

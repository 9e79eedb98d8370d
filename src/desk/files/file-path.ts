import { join } from 'node:path';

/** Where a stored file lies below the data folder. */
export function pathOfFile(filesDir: string, sha256: string): string {
  return join(filesDir, sha256.slice(0, 2), sha256);
}

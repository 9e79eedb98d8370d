/** What tells two versions of a settings file apart, as the record names them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export function hashOfFile(file: string): string {
  return shortHash(readFileSync(file));
}

export function shortHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}

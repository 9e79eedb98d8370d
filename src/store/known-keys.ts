/**
 * Which keys a data folder was ever encrypted with, by their ids, in a file of its own: so that a start without one of
 * them is refused at once and in words, also where only finished months or photos would need it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DurableTextFile } from './durable-file.ts';
import { damaged, errorCode } from './fault.ts';
import { type KeyRing, missingKey } from './keys.ts';

export const KEYS_FILE = 'report-keys.json';

const shape = z.strictObject({ v: z.literal(1), keys: z.array(z.string().regex(/^[0-9a-f]{8}$/)) });

/** Ids, oldest first; none when there is no such file. Throws `StoreFault` when it cannot be read. */
export function knownKeys(dir: string): readonly string[] {
  try {
    return shape.parse(JSON.parse(readFileSync(join(dir, KEYS_FILE), 'utf8'))).keys;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw damaged(KEYS_FILE, '登记密钥编号的文件读不到或内容不完整', error);
  }
}

/** Throws `StoreFault` (key) when a key that this folder was encrypted with is missing. */
export function refuseMissingKeys(dir: string, keys: KeyRing | null): void {
  const missing = knownKeys(dir).filter((id) => !keys?.has(id));
  if (missing.length > 0) throw missingKey(missing, keys);
}

/** Whether something else, or nothing, was encrypted with until now. */
export function isNewKey(dir: string, { id }: KeyRing): boolean {
  return knownKeys(dir).at(-1) !== id;
}

/** Enters the key that encrypts from now on; it moves to the end when it is back in use. */
export async function enterKey(dir: string, { id }: KeyRing): Promise<void> {
  const keys = [...knownKeys(dir).filter((known) => known !== id), id];
  await new DurableTextFile(join(dir, KEYS_FILE)).write(`${JSON.stringify({ v: 1, keys })}\n`);
}

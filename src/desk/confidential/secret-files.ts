/**
 * Photos and documents of reports: encrypted on disk, under a name that only the key can make of their hash, so that
 * nobody who has a picture can find out whether it is among them. The record has the hash of what was sent.
 */
import { readFile } from 'node:fs/promises';
import { SendFailure } from '../../channels/port.ts';
import { errorCode } from '../../store/fault.ts';
import { type KeyRing, SealBroken } from '../../store/keys.ts';
import { pathOfFile } from '../files/file-path.ts';

/** Where a file of a report goes, and the bytes that go there. */
export function secretFile(
  filesDir: string,
  sha256: string,
  bytes: Uint8Array,
  keys: KeyRing,
): { readonly path: string; readonly bytes: Uint8Array } {
  const [name = sha256] = keys.namesFor(sha256);
  return { path: pathOfFile(filesDir, name), bytes: keys.sealBytes(bytes, placeOf(sha256)) };
}

/** The content of an encrypted file; null when there is none of that hash. Throws `SendFailure` on a damaged one. */
export async function openSecretFile(
  filesDir: string,
  sha256: string,
  keys: KeyRing,
): Promise<Uint8Array | null> {
  for (const name of keys.namesFor(sha256)) {
    try {
      return keys.openBytes(await readFile(pathOfFile(filesDir, name)), placeOf(sha256));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') continue;
      throw error instanceof SealBroken ? new SendFailure('refused', `保密附件${error.message}`) : error;
    }
  }
  return null;
}

function placeOf(sha256: string): string {
  return `file/${sha256}`;
}

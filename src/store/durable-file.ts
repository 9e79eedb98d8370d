/**
 * Files that survive a power cut: written beside the old one, synced, renamed over it, and the folder is synced. And a
 * lowdb adapter made of it, as lowdb's own text file is neither synced nor is the rename.
 */
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import writeFileAtomic from 'write-file-atomic';
import { errorCode } from './fault.ts';
import { FILE_MODE, syncFolder } from './folder.ts';

export class DurableTextFile implements Adapter<string> {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Null when there is no such file. */
  async read(): Promise<string | null> {
    try {
      return await readFile(this.#path, 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  }

  async write(text: string): Promise<void> {
    await writeDurably(this.#path, Buffer.from(text));
  }
}

/** Resolves when all of it is on disk. Throws what the disk says. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await writeFileAtomic(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    mode: FILE_MODE,
  });
  // write-file-atomic does not look whether a full disk took all of it.
  const { size } = await stat(path);
  if (size !== bytes.length) throw Object.assign(new Error(path), { code: 'ENOSPC' });
  await syncFolder(dirname(path));
}

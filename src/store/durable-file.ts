/**
 * A lowdb adapter that survives a power cut: lowdb's own text file is neither synced nor is the rename. The text
 * is written beside the file, synced, renamed over it, and the folder is synced.
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
    const bytes = Buffer.from(text);
    await writeFileAtomic(this.#path, bytes, { mode: FILE_MODE });
    // write-file-atomic does not look whether a full disk took all of it.
    const { size } = await stat(this.#path);
    if (size !== bytes.length) throw Object.assign(new Error(this.#path), { code: 'ENOSPC' });
    await syncFolder(dirname(this.#path));
  }
}

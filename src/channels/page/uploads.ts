/** Files given on the pages, until the desk has fetched them: each under the hash of its bytes, and no longer than two days. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Capabilities, FetchFailure, type IncomingFile } from '../port.ts';

/** Longer than a file is tried for. */
const KEPT_MS = 48 * 60 * 60 * 1000;
const PHOTO_TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

export class Uploads {
  readonly #dir: string;
  readonly #limits: Pick<Capabilities, 'photoLimit' | 'documentLimit'>;

  /** `dir` is made when the first file comes. */
  constructor(dir: string, limits: Pick<Capabilities, 'photoLimit' | 'documentLimit'>) {
    this.#dir = dir;
    this.#limits = limits;
  }

  /** Throws `FetchFailure` `tooLarge`. */
  async keep(bytes: Uint8Array, name: string): Promise<IncomingFile> {
    // Loaded with the first file, as in `desk/files/files.ts`.
    const { fileTypeFromBuffer } = await import('file-type');
    const type = await fileTypeFromBuffer(bytes);
    const kind = PHOTO_TYPES.has(type?.mime ?? '') ? 'photo' : 'document';
    const { photoLimit, documentLimit } = this.#limits;
    if (bytes.length > (kind === 'photo' ? photoLimit : documentLimit)) {
      throw new FetchFailure('tooLarge', 'the file is too large');
    }
    const ref = createHash('sha256').update(bytes).digest('hex');
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    await writeFile(join(this.#dir, ref), bytes, { mode: 0o600 });
    return { ref, kind, name, size: bytes.length };
  }

  async fetch(ref: string): Promise<Uint8Array> {
    if (!/^[0-9a-f]{64}$/.test(ref)) throw new FetchFailure('gone', 'no such file');
    try {
      return await readFile(join(this.#dir, ref));
    } catch (error) {
      throw new FetchFailure('gone', `the upload cannot be read: ${String(error)}`);
    }
  }

  /** Takes away what has been there for longer than it is needed, by the clock of the disk. */
  async sweep(): Promise<void> {
    const names = await readdir(this.#dir).catch(() => []);
    for (const name of names) {
      const path = join(this.#dir, name);
      const found = await stat(path).catch(() => null);
      if (found && Date.now() - found.mtimeMs > KEPT_MS) await rm(path, { force: true });
    }
  }
}

/** Files given on the pages, until the desk has fetched them: each under the hash of its bytes, and no longer than two days. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type LookAtDisk, lookAtDisk } from '../../disk.ts';
import { type Capabilities, FetchFailure, type IncomingFile } from '../port.ts';
import { keepUpload } from '../upload.ts';

/** Longer than a file is tried for. */
const KEPT_MS = 48 * 60 * 60 * 1000;
const PHOTO_TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

export class Uploads {
  readonly #dir: string;
  readonly #limits: Pick<Capabilities, 'photoLimit' | 'documentLimit'>;
  readonly #look: LookAtDisk;

  /** `dir` is made when the first file comes. */
  constructor(
    dir: string,
    limits: Pick<Capabilities, 'photoLimit' | 'documentLimit'>,
    look: LookAtDisk = lookAtDisk,
  ) {
    this.#dir = dir;
    this.#limits = limits;
    this.#look = look;
  }

  /** Throws `FetchFailure`: `tooLarge`, or `retry` where the disk has no room beside what people say. */
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
    const path = join(this.#dir, ref);
    await keepUpload(path, bytes, this.#look);
    // Given once more, it is needed for two more days.
    await utimes(path, new Date(), new Date());
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

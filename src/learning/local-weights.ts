/**
 * `understanding.local` in the data folder: the weights a county has learnt for itself. They belong to the shipped ones
 * they were learnt from; with any others they are nothing, and the next night learns anew. Deleting the file undoes it.
 */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../store/durable-file.ts';
import { decodeModel, type LoadedParts, ModelRefused } from '../understanding/weights-file.ts';

const FILE = 'understanding.local';

export interface LocalFound {
  readonly local: LoadedParts | null;
  /** Why a file that is there is not used; for the operator. */
  readonly why: string | null;
}

export function localFileIn(dir: string): string {
  return join(dir, FILE);
}

/** Never throws: whatever is wrong with the file, the program starts with the shipped weights. */
export function readLocal(dir: string, shipped: LoadedParts): LocalFound {
  try {
    return localFrom(readFileSync(localFileIn(dir)), shipped);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { local: null, why: null };
    return { local: null, why: error instanceof ModelRefused ? error.message : `读不到（${code ?? error}）` };
  }
}

/** Throws `ModelRefused` for what is no file of weights. */
function localFrom(bytes: Buffer, shipped: LoadedParts): LocalFound {
  const local = decodeModel(bytes);
  const belongs = local.learnt?.base === shipped.checksum && local.weights.length === shipped.weights.length;
  return belongs ? { local, why: null } : { local: null, why: '是从另一版权重学来的' };
}

/** Resolves when it is on disk, whole; until then the former one stands. */
export async function writeLocal(dir: string, bytes: Uint8Array): Promise<void> {
  await writeDurably(localFileIn(dir), bytes);
}

export async function removeLocal(dir: string): Promise<void> {
  await rm(localFileIn(dir), { force: true });
}

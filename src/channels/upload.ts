/** A file given on a page: on disk whole or not at all, and only where the disk has room beside what people say. */
import { dirname } from 'node:path';
import { keepFile, type LookAtDisk, lacksRoom, NO_ROOM } from '../disk.ts';
import { errorCode } from '../store/errno.ts';
import { FetchFailure } from './port.ts';

/** Throws `FetchFailure` `retry` where there is no room; what else the disk says is thrown as it is. */
export async function keepUpload(path: string, bytes: Uint8Array, look: LookAtDisk): Promise<void> {
  if (await lacksRoom(dirname(path), bytes.length, look)) throw noRoom();
  try {
    await keepFile(path, bytes);
  } catch (error) {
    throw NO_ROOM.has(errorCode(error) ?? '') ? noRoom() : error;
  }
}

function noRoom(): FetchFailure {
  return new FetchFailure('retry', 'no room on the disk');
}

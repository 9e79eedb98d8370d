/** The data folder: only the program's own account may look inside (names, telephone numbers, complaints). */
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { errorCode, StoreFault } from './fault.ts';

export const FOLDER_MODE = 0o700;
export const FILE_MODE = 0o600;

/** Makes the folder if it is missing. Throws `StoreFault` when it cannot be written to. */
export function ensureFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: FOLDER_MODE });
    if (!statSync(dir).isDirectory()) throw Object.assign(new Error(dir), { code: 'ENOTDIR' });
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StoreFault(
      'folder',
      `${dir}：数据目录不能读写（${errorCode(error)}）。请检查 DATA_DIR 是否正确，并让运行程序的账号对它有读写权限。`,
      error,
    );
  }
}

/** Makes new and renamed names in a folder survive a power cut. */
export async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

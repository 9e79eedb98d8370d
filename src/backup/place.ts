/** Where backups may lie. */
import { realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { errorCode } from '../store/errno.ts';

/** Folders all of whose files go into a backup (`kept.ts`). */
export interface CopiedFolders {
  readonly dataDir: string;
  readonly flowsDir: string;
  readonly countyDir?: string | null;
}

/**
 * Why no backup may be made in `into`, in a sentence: in what it copies, each would hold those before it. Null: it may.
 * Links are followed; `into` need not be there.
 */
export function misplaced(into: string, { dataDir, flowsDir, countyDir }: CopiedFolders): string | null {
  const copied = [dataDir, countyDir ?? null, flowsDir].find(
    (folder) => folder !== null && isWithin(realPlace(into), realPlace(folder)),
  );
  return copied == null
    ? null
    : `备份目录 ${into} 在 ${copied} 里面，每份备份会把以前的又装进去。请放到别处，最好是另一块盘。`;
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}

/** With links followed as far as there is something. */
function realPlace(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch (error) {
    // What cannot be looked at is refused by whoever writes there.
    if (!['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP'].includes(errorCode(error))) throw error;
    return dirname(whole) === whole
      ? whole
      : join(realPlace(dirname(whole)), relative(dirname(whole), whole));
  }
}

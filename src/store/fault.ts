import { errorCode, reasonOf } from './errno.ts';

export { errorCode } from './errno.ts';

/**
 * folder the data folder cannot be used · locked another process owns it · lost another process took it over ·
 * damaged the record is not what was written · gone its file is no more the one that was written · newer written by a newer program · disk a write failed · closed ·
 * dropped what is asked for was dropped after its retention · key what is encrypted cannot be opened with these keys
 */
export type StoreFaultKind =
  | 'folder'
  | 'locked'
  | 'lost'
  | 'damaged'
  | 'gone'
  | 'newer'
  | 'disk'
  | 'closed'
  | 'dropped'
  | 'key';

/** The store cannot go on. The message is for the operator: what is wrong, and what to do. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  constructor(
    readonly kind: StoreFaultKind,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

const RESTORE = '请先停止程序，把数据目录原样复制一份留存，再用最近的备份恢复，并运行 npm run verify 复查。';

/** The record is not what was written; `place` is `file:line` or a file. */
export function damaged(place: string, what: string, cause?: unknown): StoreFault {
  return new StoreFault('damaged', `${place}：${what}。${RESTORE}`, cause);
}

/** The record is whole in itself, but not the one that a head was printed of: told apart by a second look at both. */
export function unlike(place: string, what: string): StoreFault {
  return new StoreFault(
    'damaged',
    `${place}：${what}。请先看序号和校验值有没有抄错；没有抄错，就是记录被换过或改过：${RESTORE}`,
  );
}

/**
 * The journal's file was removed, moved, replaced or cut while it was written. `saved`: where all that was written to it
 * has been kept; null when it could not be.
 */
export function gone(file: string, what: string, saved: string | null): StoreFault {
  const todo =
    saved === null
      ? `请查明是谁动了它，再用最近的备份恢复，并运行 npm run verify 复查`
      : `程序手里的全部内容已另存为 ${saved}，请查明是谁动了它，再把 ${saved} 改名为 ${file}，运行 npm run verify 复查后启动`;
  return new StoreFault('gone', `${file}：运行中${what}，本程序不再确认任何消息。${todo}。`);
}

/** Something in the data folder cannot be read; `place` names it. What is there may be whole. */
export function unreadable(place: string, error: unknown): StoreFault {
  return new StoreFault(
    'folder',
    `${place}：${reasonOf(error)}。记录没有改动，处理好后重新启动程序。`,
    error,
  );
}

/** What `read` gives of the file at `path`, or the fault that it cannot be read. */
export function readingOf<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What the system said of a file in `dir`, as a fault of the store; any other error as it is. */
export function asFault(error: unknown, dir: string): unknown {
  const isOfSystem = error instanceof Error && !(error instanceof StoreFault) && 'syscall' in error;
  return isOfSystem ? unreadable((error as NodeJS.ErrnoException).path ?? dir, error) : error;
}

/** No room, or a disk that is read-only for now: nothing was lost, and the same write may succeed later. */
export function passesByItself(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EROFS'].includes(errorCode(error));
}

/** What the store waits for meanwhile. */
export function stall(file: string, error: unknown): StoreFault {
  const code = errorCode(error);
  const what = code === 'EROFS' ? '磁盘变成只读' : '磁盘空间不足';
  return new StoreFault('disk', `${file}：${what}（${code}）。`, error);
}

/** A write or sync failed: whether the bytes are on disk is not known, so nothing more may be promised. */
export function diskFault(file: string, error: unknown): StoreFault {
  const code = errorCode(error);
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  const why = isFull
    ? `磁盘空间不足（${code}），请清理磁盘后重新启动程序`
    : `写不进去：${reasonOf(error)}，然后重新启动程序`;
  return new StoreFault('disk', `${file}：${why}。已确认过的内容都在，未写入的不会被确认。`, error);
}

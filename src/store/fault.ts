/**
 * folder the data folder cannot be used · locked another process owns it · lost another process took it over ·
 * damaged the record is not what was written · newer written by a newer program · disk a write failed · closed ·
 * dropped what is asked for was dropped after its retention · key what is encrypted cannot be opened with these keys
 */
export type StoreFaultKind =
  | 'folder'
  | 'locked'
  | 'lost'
  | 'damaged'
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

/** A write or sync failed: whether the bytes are on disk is not known, so nothing more may be promised. */
export function diskFault(file: string, error: unknown): StoreFault {
  const code = errorCode(error);
  const why =
    code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
      ? `磁盘空间不足（${code}），请清理磁盘后重新启动程序`
      : `磁盘写入出错（${code}），请检查磁盘后重新启动程序`;
  return new StoreFault('disk', `${file}：${why}。已确认过的内容都在，未写入的不会被确认。`, error);
}

/** `ENOSPC`, `EACCES`, … or the message of an error that has no code. */
export function errorCode(error: unknown): string {
  if (error instanceof Error) return (error as NodeJS.ErrnoException).code ?? error.message;
  return String(error);
}

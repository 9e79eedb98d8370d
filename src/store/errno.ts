/** What the system answers instead of a file, as a sentence for the operator: what is wrong, and what to do. */

const SENTENCES: Readonly<Record<string, string>> = {
  EACCES: '没有权限，请让运行程序的账号能读写它',
  EPERM: '系统不允许，请检查它的属主和权限，以及是否被锁定',
  EROFS: '所在的磁盘是只读的，请检查磁盘和挂载方式',
  EISDIR: '这里应是文件，却是一个目录，请改正路径，或把这个目录移走',
  ERR_FS_EISDIR: '这里应是文件，却是一个目录，请改正路径，或把这个目录移走',
  ENOTDIR: '路径中有一段是文件，不是目录，请改正路径',
  ENOENT: '没有找到，请检查路径',
  ELOOP: '符号链接绕成了圈，请改正链接',
  ENAMETOOLONG: '路径太长，请改短',
  EIO: '磁盘读写出错，请检查磁盘；文件若已损坏，请用备份恢复',
  ENOSPC: '磁盘空间不足，请清理磁盘',
  EDQUOT: '磁盘配额已用完，请清理或调大配额',
  EFBIG: '文件大小到了系统的上限，请调大上限',
  EMFILE: '打开的文件太多，请调大系统的上限（ulimit -n）',
  ENFILE: '打开的文件太多，请调大系统的上限',
  EBUSY: '正被别的程序占用，请稍后再试',
  EADDRINUSE: '地址已被别的程序占用，请先停止那个程序',
};

/** `ENOSPC`, `EACCES`, … or the message of an error that has no code. */
export function errorCode(error: unknown): string {
  if (error instanceof Error) return (error as NodeJS.ErrnoException).code ?? error.message;
  return String(error);
}

/** `没有权限，请让运行程序的账号能读写它（EACCES）`. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  const sentence = SENTENCES[code];
  return sentence === undefined ? `出错（${code}），请检查路径、权限和磁盘` : `${sentence}（${code}）`;
}

/** What the system said of a file or socket, naming it; null for any other error, which is for the developer. */
export function systemSentence(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, path, syscall, address } = error as NodeJS.ErrnoException & { readonly address?: string };
  const place = path ?? address;
  if (code === undefined || place === undefined || (syscall === undefined && SENTENCES[code] === undefined)) {
    return null;
  }
  return `${place}：${reasonOf(error)}。`;
}

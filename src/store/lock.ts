/**
 * One owner per data folder: two programs writing one journal would tear it. The lock is a file that names its
 * owner; it is made complete and in one step (hard link), so nobody ever reads half of one.
 *
 * Taking over the lock of a dead owner is guarded by a second lock named after the dead one's token: of several
 * starters one gets the guard, and it looks again before it replaces the file. A guard whose holder died is taken
 * over in the same way.
 */
import { randomBytes } from 'node:crypto';
import {
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode, passesByItself, StoreFault } from './fault.ts';
import { FILE_MODE } from './folder.ts';
import { isAlive, type ProcessMark, thisProcess } from './process-mark.ts';

export const LOCK_FILE = 'owner.lock';

/** A lock held by a machine we cannot look into is void when not refreshed for this long. */
const FOREIGN_STALE_MS = 60_000;
const REFRESH_MS = 10_000;
const CHECK_EVERY_MS = 1_000;
/** Another starter needs milliseconds to take over; this many waits of 50 ms are ample. */
const TRIES = 100;
const RETRY_MS = 50;

interface LockText extends ProcessMark {
  /** Unique for ever: tells this lock from any other at the same path. */
  readonly token: string;
}

/** The right to write a data folder, held until `release`. */
export class OwnerLock {
  readonly #path: string;
  readonly #token: string;
  readonly #timer: NodeJS.Timeout;
  #checkedAt = performance.now();
  #lost: StoreFault | null = null;

  private constructor(path: string, token: string) {
    this.#path = path;
    this.#token = token;
    this.#timer = setInterval(() => this.#look(), REFRESH_MS);
    this.#timer.unref();
  }

  /** Takes the lock of `dir`. Throws `StoreFault` (locked) naming the process that holds it. */
  static async take(dir: string): Promise<OwnerLock> {
    const path = join(dir, LOCK_FILE);
    const text: LockText = { ...thisProcess(), token: randomBytes(8).toString('hex') };
    await take(path, text);
    return new OwnerLock(path, text.token);
  }

  /** Throws `StoreFault` (lost) when somebody else has taken the folder; looks at the file once a second at most. */
  check(): void {
    if (this.#lost === null && performance.now() - this.#checkedAt >= CHECK_EVERY_MS) this.#look();
    if (this.#lost) throw this.#lost;
  }

  release(): void {
    clearInterval(this.#timer);
    if (readLock(this.#path)?.token === this.#token) unlinkSync(this.#path);
  }

  #look(): void {
    this.#checkedAt = performance.now();
    let who = '已被删除';
    try {
      const found = readLock(this.#path);
      if (found?.token === this.#token) {
        refresh(this.#path);
        return;
      }
      if (found) who = `已被进程 ${found.pid}（主机 ${found.host}）接管`;
    } catch (error) {
      who = `读不到（${errorCode(error)}）`;
    }
    clearInterval(this.#timer);
    this.#lost = new StoreFault(
      'lost',
      `数据目录的占用标记 ${LOCK_FILE} ${who}，为避免两个程序同时写入，本程序不再写入。请确认只运行一个程序后重新启动。`,
    );
  }
}

/** A disk that is full or read-only for now takes no mark; the lock is ours all the same. */
function refresh(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    if (!passesByItself(error)) throw error;
  }
}

async function take(path: string, text: LockText): Promise<void> {
  // The token is part of the name: a starter that died here leaves nothing that disturbs another.
  const own = `${path}.new-${text.token}`;
  for (let attempt = 1; ; attempt++) {
    if (create(path, own, text)) return;
    const other = readLock(path);
    if (!other && attempt < TRIES) continue;
    if (!other || lives(path, other)) throw held(path, other ?? text);
    const guard = `${path}.${other.token}`;
    try {
      await take(guard, text);
    } catch (error) {
      // Another starter is taking over at this moment: see what comes of it.
      if (!(error instanceof StoreFault && error.kind === 'locked') || attempt >= TRIES) throw error;
      await sleep(RETRY_MS);
      continue;
    }
    try {
      if (readLock(path)?.token !== other.token) continue; // Somebody was quicker.
      writeFileSync(own, JSON.stringify(text), { mode: FILE_MODE });
      renameSync(own, path);
      return;
    } finally {
      unlinkSync(guard);
    }
  }
}

/** Makes the lock file if there is none, whole from the first moment. */
function create(path: string, own: string, text: LockText): boolean {
  try {
    writeFileSync(own, JSON.stringify(text), { mode: FILE_MODE });
    linkSync(own, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw new StoreFault(
      'folder',
      `${path}：不能写入占用标记（${errorCode(error)}）。请检查数据目录的权限和磁盘空间。`,
      error,
    );
  } finally {
    removeIfThere(own);
  }
}

/** Whether a living process owns the folder, or one on another machine may; looks only. */
export function isOwned(dir: string): boolean {
  const path = join(dir, LOCK_FILE);
  const found = readLock(path);
  return found !== null && lives(path, found);
}

/** Removes what starters that died left beside the lock; nobody needs these for longer than a moment. */
export function sweepLockLeftovers(dir: string): void {
  for (const name of readdirSync(dir)) {
    if (!name.startsWith(`${LOCK_FILE}.`)) continue;
    const path = join(dir, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat && Date.now() - stat.mtimeMs > FOREIGN_STALE_MS) removeIfThere(path);
  }
}

/** Null when there is no such file. A file that is no lock text (left by a power cut) counts as a dead owner's. */
function readLock(path: string): LockText | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw new StoreFault('folder', `${path}：占用标记读不到（${errorCode(error)}）。请检查权限。`, error);
  }
  try {
    const value = JSON.parse(text) as LockText;
    if (typeof value.token === 'string' && /^[0-9a-f]+$/.test(value.token)) return value;
  } catch {
    // Falls through: unreadable.
  }
  return { ...thisProcess(), pid: 0, token: '0' };
}

function lives(path: string, lock: LockText): boolean {
  const verdict = isAlive(lock);
  if (verdict !== 'unknown') return verdict;
  try {
    return Date.now() - statSync(path).mtimeMs < FOREIGN_STALE_MS;
  } catch {
    return false;
  }
}

function held(path: string, lock: LockText): StoreFault {
  const where = lock.host === thisProcess().host ? '' : `（主机 ${lock.host}）`;
  return new StoreFault(
    'locked',
    `数据目录正由进程 ${lock.pid}${where} 使用，同一数据目录只能运行一个程序。请先停止该进程；` +
      `若它在另一台主机或容器中已经停止，约一分钟后再启动即可（占用标记：${basename(path)}）。`,
  );
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

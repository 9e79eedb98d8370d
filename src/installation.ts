/**
 * Where a data folder is at home. A copy of it – restored, or of a machine that was cloned – would speak in the county's
 * groups with the same tokens: each takes the channel from the other, and messages are lost between the two. So the
 * folder knows its machine and place, and from anywhere else the program starts on real channels only after
 * `npm run take-over`, of which the operators are told.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { lastAlive } from './alive.ts';
import { type Instant, instantInWords, toIso } from './domain/time.ts';
import { VERSION } from './help.ts';
import { DurableTextFile } from './store/durable-file.ts';
import { errorCode } from './store/errno.ts';

const FILE = 'installation.json';
const MACHINE_ID = '/etc/machine-id';

const placeShape = z.object({
  /** As systemd names it; null where the system does not say, as in most containers. */
  machine: z.string().nullable(),
  host: z.string(),
  path: z.string(),
  /** Number of the folder on its disk: a copy has another. */
  inode: z.string(),
});
type Place = z.output<typeof placeShape>;

const shape = z.object({
  v: z.literal(1),
  /** Stays the same wherever the folder goes. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** Which program wrote here last. */
  program: z.string(),
  place: placeShape,
  /** It came from a backup and has been at work nowhere since. */
  restored: z.object({ from: z.string(), at: z.string() }).optional(),
  /** It was taken over from there, and the operators have not been told yet. */
  takenFrom: z.object({ host: z.string(), path: z.string(), at: z.string() }).optional(),
});
type Installation = z.output<typeof shape>;

/** The folder is at home elsewhere; the message says what to do. */
export class NotAtHome extends Error {
  override readonly name = 'NotAtHome';
}

export interface TakenOver {
  readonly host: string;
  readonly path: string;
  /** Here. */
  readonly here: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Null in a folder that has never been at work on a real channel. */
export function installationId(dataDir: string): string | null {
  return read(dataDir)?.id ?? null;
}

/**
 * Enters a new folder as at home here, and what program is at work. Throws `NotAtHome` for one that is at home elsewhere.
 * To be called while the folder's lock is held.
 */
export async function beAtHome(dataDir: string): Promise<void> {
  const found = read(dataDir);
  const here = placeOf(dataDir);
  if (found && (found.restored || !isSame(found.place, here))) throw new NotAtHome(sentence(found, dataDir));
  const id = found?.id ?? randomBytes(8).toString('hex');
  const now: Installation = { ...found, v: 1, id, program: VERSION, place: here };
  if (JSON.stringify(now) !== JSON.stringify(found)) await write(dataDir, now);
}

/** Makes the folder at home here; gives where it was, or null where there is nothing to take over. */
export async function takeOver(dataDir: string, now: Instant): Promise<TakenOver | null> {
  const found = read(dataDir);
  const here = placeOf(dataDir);
  if (!found || (!found.restored && isSame(found.place, here))) return null;
  const { restored: _, ...rest } = found;
  const { host, path } = found.place;
  const at = toIso(now);
  await write(dataDir, { ...rest, place: here, takenFrom: { host, path, at } });
  return { host, path, here: inWords(here), at };
}

/** That the folder was taken over, until `wasTold`. */
export function toldOfTakeOver(dataDir: string): TakenOver | null {
  const found = read(dataDir);
  return found?.takenFrom ? { ...found.takenFrom, here: inWords(found.place) } : null;
}

export async function wasTold(dataDir: string): Promise<void> {
  const { takenFrom: _, ...rest } = read(dataDir) ?? {};
  if ('id' in rest) await write(dataDir, rest as Installation);
}

/** Marks a folder as restored: at home nowhere. `id`: of the installation that was backed up. */
export async function markRestored(
  dataDir: string,
  { id, from, at }: { readonly id: string | null; readonly from: string; readonly at: Instant },
): Promise<void> {
  await write(dataDir, {
    v: 1,
    id: id ?? randomBytes(8).toString('hex'),
    program: VERSION,
    place: placeOf(dataDir),
    restored: { from, at: toIso(at) },
  });
}

/** The same machine, as far as it says which it is, and the same folder: moved within its disk, or mounted again. */
function isSame(one: Place, other: Place): boolean {
  if (one.machine === null || other.machine === null) return one.inode === other.inode;
  return one.machine === other.machine && (one.path === other.path || one.inode === other.inode);
}

function placeOf(dataDir: string): Place {
  const path = realpathSync(dataDir);
  return { machine: machineId(), host: hostname(), path, inode: String(statSync(path).ino) };
}

function machineId(): string | null {
  try {
    return readFileSync(MACHINE_ID, 'utf8').trim() || null;
  } catch {
    return null;
  }
}

function sentence({ place, restored }: Installation, dataDir: string): string {
  const alive = lastAlive(dataDir);
  const last = alive === null ? '' : `，最后一次运行在 ${instantInWords(alive)}`;
  const where = restored
    ? `从备份 ${restored.from} 恢复来的，还没有在这里运行过`
    : `在另一处运行的（${inWords(place)}${last}），这里是它的一份拷贝，或换了机器`;
  return (
    `数据目录 ${dataDir} 是${where}。两处同时运行会互相抢走群里的消息，所以没有启动。` +
    '请先确认原来那一处已经停止、不会再启动，再运行 npm run take-over 把它接管到这里，然后启动。' +
    '只想看看，不要接渠道：把 .env 里渠道的 token 去掉，另设 DATA_DIR 演练。'
  );
}

function inWords({ host, path }: Pick<Place, 'host' | 'path'>): string {
  return `主机 ${host} 的 ${path}`;
}

/** Null when there is none. What cannot be read is no reason to lose a county's group: it counts as none. */
function read(dataDir: string): Installation | null {
  try {
    return shape.parse(JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError || error instanceof z.ZodError)
      return null;
    throw error;
  }
}

async function write(dataDir: string, installation: Installation): Promise<void> {
  await new DurableTextFile(join(dataDir, FILE)).write(`${JSON.stringify(installation, null, 2)}\n`);
}

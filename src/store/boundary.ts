/**
 * Named places where a crash test may end the process. `KILL_AT="commit.after-sync:3"` ends it with SIGKILL at the
 * third arrival there: no handler runs, no buffer is flushed, as when the power goes.
 */

export const BOUNDARIES = [
  'journal.before-write',
  /** Half of the bytes of a batch are in the file, the rest never comes. */
  'journal.half-written',
  'journal.after-sync',
  'segment.created',
  'receive.after-sync',
  'commit.after-sync',
  'claim.after-sync',
  'settle.after-sync',
  'checkpoint.before-shard',
  'checkpoint.between-shards',
  'checkpoint.before-manifest',
  'checkpoint.after-manifest',
  'anchor.before-shard',
  'anchor.between-shards',
  /** The journal names the anchor, but it is not there yet. */
  'anchor.before-manifest',
  'anchor.after-manifest',
  'anchor.before-drop',
  'anchor.after-drop',
  'pack.half-written',
  /** The packed month is on disk beside the plain one. */
  'pack.before-rename',
  'pack.after-rename',
  'pack.after-manifest',
  'send.before',
  'send.after',
] as const;
export type Boundary = (typeof BOUNDARIES)[number];

const target = readTarget(process.env.KILL_AT);
let arrivals = 0;

/** Ends the process here if `KILL_AT` says so. */
export function boundary(name: Boundary): void {
  if (target !== null && arrived(name)) die();
}

/** For a place that does something before it dies: true at the arrival that `KILL_AT` names. */
export function arrived(name: Boundary): boolean {
  if (target === null || target.name !== name) return false;
  arrivals += 1;
  return arrivals === target.nth;
}

/** Ends the process as a power cut would. Never returns. */
export function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal may be taken by another thread; this one must not go a step further meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('unreachable');
}

function readTarget(text: string | undefined): { readonly name: Boundary; readonly nth: number } | null {
  if (text === undefined || text === '') return null;
  const [name = '', nth = '1'] = text.split(':');
  if (!BOUNDARIES.includes(name as Boundary) || !/^[1-9]\d*$/.test(nth)) {
    throw new Error(`KILL_AT=${text}: expected <boundary>:<n> with one of ${BOUNDARIES.join(', ')}`);
  }
  return { name: name as Boundary, nth: Number(nth) };
}

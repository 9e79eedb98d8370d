/** The operator on the server brings in a ledger from before: looked at, or with `write` for good. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Day, dayOf } from '../../domain/time.ts';
import { BookFault } from '../../papers/book/read.ts';
import { readPast } from '../../papers/past/past.ts';
import { errorCode } from '../../store/errno.ts';
import type { DeskParts } from '../desk.ts';
import type { ControlAnswer } from '../operation/control.ts';
import { carryOver } from './carry.ts';
import { isWorthwhile, planInWords, planOf } from './plan.ts';

/** More faults than these are no help: the first ones are mended first. */
const FAULTS_TOLD = 100;

export async function bringIn(file: string, write: boolean, parts: DeskParts): Promise<ControlAnswer> {
  const at = parts.clock.now();
  const read = await readIn(file, dayOf(at));
  if ('fault' in read) return { ok: false, text: read.fault };
  const sha256 = createHash('sha256').update(read.bytes).digest('hex');
  const plan = await planOf({ name: basename(file).slice(0, 100), sha256 }, read.past, parts);
  const more = plan.faults.length - FAULTS_TOLD;
  const told = [
    ...planInWords(plan, at),
    ...plan.faults.slice(0, FAULTS_TOLD),
    ...(more > 0 ? [`另有 ${more} 处有错。`] : []),
  ];
  if (!isWorthwhile(plan)) return { ok: false, text: [...told, '没有可以导入的，没有变动。'].join('\n') };
  if (!write) return { ok: true, text: [...told, '还没有导入。确认无误，加上 --write 再运行。'].join('\n') };
  const carried = await carryOver(plan, 'cli', parts);
  return carried === 'stale'
    ? { ok: false, text: '刚刚有人导入了另一份，这次没有导入。请再运行一次。' }
    : { ok: true, text: [...told, '已导入。'].join('\n') };
}

async function readIn(file: string, today: Day) {
  try {
    const bytes = await readFile(file);
    return { bytes, past: await readPast(bytes, today) };
  } catch (error) {
    if (error instanceof BookFault) return { fault: error.message };
    if (errorCode(error) === 'ENOENT') return { fault: `没有这个文件：${file}` };
    throw error;
  }
}

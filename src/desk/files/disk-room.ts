/**
 * Room for photos and documents: what people say comes first, so a file is fetched only where the journal keeps a
 * reserve. Without it the file waits, and the operators are told, once a day.
 */
import { MEGABYTE } from '../../disk.ts';
import { dayOf, type Instant } from '../../domain/time.ts';
import { transactionOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';

/** Says in the log, and to the operators in private, that files wait for room; the same day once. */
export async function tellNoRoom(free: number | null, at: Instant, parts: DeskParts): Promise<void> {
  const about = free === null ? {} : { freeMegabytes: Math.floor(free / MEGABYTE) };
  parts.log.warn(about, '磁盘空间不足，照片和文件暂不下载，文字照常登记；请清理磁盘');
  const view = viewAt(parts, at);
  const office = await parts.store.office();
  const name = `disk:${dayOf(at)}`;
  const outbox = parts.roster.operators.map(({ id }) =>
    outgoing({
      id: `${name}/${id}`,
      to: { person: id },
      text: view.say('file.noRoom'),
      kind: 'operator',
      createdAt: at,
    }),
  );
  // Told today already: their ids are used, and nothing is changed.
  const result = await parts.store.commit((take) =>
    transactionOf({ outbox }, { name, office }, view, parts, take),
  );
  if (result.ok) parts.onCommit();
}

/** What stands beside the figures of a brief: the reader's own desk, and where the record stood. */
import { type OnDesk, onDesk } from '../../domain/on-desk.ts';
import type { Instant } from '../../domain/time.ts';
import { shortHash } from '../../store/verify.ts';
import type { DeskParts } from '../desk.ts';
import type { FiguresRead } from './figures.ts';

/** What lies on somebody's desk beside the figures. */
export async function deskOf(
  person: string,
  { orders, period }: FiguresRead,
  at: Instant,
  { store, roster }: DeskParts,
): Promise<OnDesk> {
  return onDesk(person, { open: await store.tickets({ open: true }), orders }, period, roster, at);
}

/** `SEQ:HASH` of the record as it is now. */
export function headOf({ store }: DeskParts): string {
  const head = store.head();
  return `${head.seq}:${shortHash(head)}`;
}

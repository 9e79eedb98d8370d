/**
 * Tickets that grew out of an arrangement, for figures: looked for once as long as nothing happens to any ticket. A county
 * of years that has none is not read through for it: what a ticket grew out of is said when it begins, so only those that
 * began since are looked at.
 */
import type { Outline } from '../../domain/outline.ts';
import type { Arranged } from '../../domain/source.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import type { Store } from '../../store/port.ts';

interface Found {
  readonly changes: number;
  readonly outlines: readonly Outline[];
  /** The newest ticket that has been looked at. */
  readonly until: Instant;
}

/** A clock may have been set back a little since. */
const BACK = 2 * DAY;

const known = new WeakMap<Pick<Store, 'outlines' | 'changes'>, Found>();

/** In no order; reports about officials have no outline. */
export async function outlinesFrom(
  kind: Arranged,
  { store }: { readonly store: Pick<Store, 'outlines' | 'changes'> },
): Promise<readonly Outline[]> {
  const { outlines } = await found(store);
  return outlines.filter(({ source }) => source?.kind === kind);
}

async function found(store: Pick<Store, 'outlines' | 'changes'>): Promise<Found> {
  const changes = store.changes();
  const before = known.get(store);
  if (before?.changes === changes) return before;
  // None until then: none of the older ones can be one now.
  const registeredFrom = before?.outlines.length === 0 ? before.until - BACK : undefined;
  const outlines: Outline[] = [];
  let until = before?.until ?? 0;
  for await (const some of store.outlines(registeredFrom === undefined ? {} : { registeredFrom })) {
    for (const one of some) {
      until = Math.max(until, one.registeredAt);
      if (one.source) outlines.push(one);
    }
  }
  const now = { changes, outlines, until };
  known.set(store, now);
  return now;
}

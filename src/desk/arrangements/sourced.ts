/**
 * Tickets that grew out of an arrangement, for figures: looked for once as long as nothing happens to any ticket. What one grew
 * out of is said when it begins: after a change only those known are looked at again, and those that began since.
 */
import type { Outline } from '../../domain/outline.ts';
import type { Arranged } from '../../domain/source.ts';
import type { OutlineQuery, Store } from '../../store/port.ts';

interface Found {
  readonly changes: number;
  readonly outlines: readonly Outline[];
  /** The newest ticket that has been looked at. */
  readonly last: number;
}

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
  const outlines = new Map<number, Outline>();
  let last = before?.last ?? 0;
  const queries: readonly OutlineQuery[] = before
    ? [{ numbers: before.outlines.map(({ number }) => number) }, { numberFrom: before.last + 1 }]
    : [{}];
  for (const query of queries) {
    for await (const some of store.outlines(query)) {
      for (const one of some) {
        last = Math.max(last, one.number);
        if (one.source) outlines.set(one.number, one);
      }
    }
  }
  const now = { changes, outlines: [...outlines.values()], last };
  known.set(store, now);
  return now;
}

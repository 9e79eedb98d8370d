/** 常用筛选 on record: kept for one person, over restarts. What they look for may name people: it is encrypted as words are. */
import { LONGEST_NAME, MOST_FILTERS, type SavedFilter } from '../../domain/filters.ts';
import type { OfficeEvent } from '../../domain/office.ts';
import type { DeskParts } from '../desk.ts';

type Parts = Pick<DeskParts, 'store' | 'clock'>;
/** A conflict means that the office changed meanwhile; a few new looks always settle it. */
const LOOKS = 5;

/** unnamed: no name · long: too long a name · tooMany: as many as may be kept */
export type FilterFault = 'unnamed' | 'long' | 'tooMany';

export async function filtersOf(
  person: string,
  { store }: Pick<Parts, 'store'>,
): Promise<readonly SavedFilter[]> {
  const { filters = {} } = await store.office();
  return Object.hasOwn(filters, person) ? (filters[person] ?? []) : [];
}

/** Null: it is kept. */
export async function saveFilter(
  person: string,
  given: Pick<SavedFilter, 'name' | 'query'>,
  parts: Parts,
): Promise<FilterFault | null> {
  const name = given.name.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  if (name === '') return 'unnamed';
  if ([...name].length > LONGEST_NAME) return 'long';
  const known = await filtersOf(person, parts);
  if (known.length >= MOST_FILTERS && known.every((one) => one.name !== name)) return 'tooMany';
  const at = parts.clock.now();
  await record({ type: 'filterSaved', v: 1, at, person, name, query: given.query }, person, parts);
  return null;
}

/** One that is not there is as good as forgotten. */
export async function forgetFilter(person: string, name: string, parts: Parts): Promise<void> {
  const known = await filtersOf(person, parts);
  if (known.every((one) => one.name !== name)) return;
  await record({ type: 'filterForgotten', v: 1, at: parts.clock.now(), person, name }, person, parts);
}

async function record(event: OfficeEvent, person: string, { store, clock }: Parts): Promise<void> {
  for (let look = 1; look <= LOOKS; look++) {
    const { version } = await store.office();
    const result = await store.commit(() => ({
      at: clock.now(),
      cause: `page:filter/${person}`,
      expect: { office: version },
      office: [event],
    }));
    if (result.ok) return;
  }
  throw new Error('the office kept changing while somebody kept a list');
}

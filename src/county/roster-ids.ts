/** Ids and names in the text of `roster.yaml`: another person in a seat gets an id of their own. Comments and order stay as they are written. */
import { isMap, isScalar, parseDocument, visit, type YAMLMap } from 'yaml';
import type { Day } from '../domain/time.ts';
import { written } from '../papers/roster/merge.ts';

/** With the day and a count an id stays within what a button carries. */
const STEM = 18;

/** An id that nobody in `taken` has, of the one before it and the day, as `papers/roster/ids.ts` makes them. */
export function idAfter(before: string, taken: ReadonlySet<string>, today: Day): string {
  const day = today.replaceAll('-', '').slice(2);
  const stem = before.replace(/-\d{6}-\d+$/u, '').slice(0, STEM);
  for (let count = 1; ; count++) {
    const id = `${stem}-${day}-${count}`;
    if (!taken.has(id)) return id;
  }
}

/**
 * The text with `to` in every seat of `from`; their accounts go, as those are of whoever had the seat. `name`: the successor's, where
 * the file still has the former's; then the telephone is the former's too.
 */
export function withOtherId(text: string, from: string, to: string, name: string | null = null): string {
  return changed(text, from, (seat) => {
    if (name !== null && seat.get('name') !== name) {
      seat.set('name', name);
      seat.delete('phone');
    }
    seat.set('id', to);
    seat.delete('accounts');
  });
}

/** The text with another name in every seat of the person. */
export function withName(text: string, id: string, name: string): string {
  return changed(text, id, (seat) => seat.set('name', name));
}

function changed(text: string, id: string, change: (seat: YAMLMap) => void): string {
  const document = parseDocument(text);
  visit(document, {
    Map(_key, map) {
      if (isPersonOf(map, id)) change(map);
    },
  });
  return written(document);
}

/** A person, not a department or a firm of the same id: those have posts and members. */
function isPersonOf(map: YAMLMap, id: string): boolean {
  const said = map.get('id', true);
  const isUnit = ['primary', 'members', 'aliases', 'industry'].some((field) => map.has(field));
  return isMap(map) && isScalar(said) && said.value === id && !isUnit;
}

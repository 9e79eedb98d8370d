/**
 * What ships, and over it what the county has written: its file holds only what differs. Maps are put together key by
 * key, everything else is replaced whole. A list is also added to by `name+:` and taken from by `name-:`, lists in
 * `BY_ID` go item by item, examples are added; a period (`amount`, `unit`) is one value. An empty heading says nothing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { hashOfFile, shortHash } from './file-hash.ts';

/** A file alone, or in a county's folder: `own` null where the county has none of that name. */
export type SettingsSource = string | { readonly shipped: string; readonly own: string | null };

/** Lists whose items have a name of their own, and where it stands. */
export const BY_ID: Readonly<Record<string, string>> = {
  snippets: 'id',
  places: 'name',
  calls: 'call',
  years: 'year',
};
const EXAMPLES = 'examples';

type Path = readonly PropertyKey[];

export interface Laid {
  readonly value: unknown;
  /** Where in the county's file what stands at a path was written; null where it ships. */
  ownPath(path: Path): Path | null;
  /** Where in the shipped file it stands, as far as it does. */
  shippedPath(path: Path): Path;
}

/** The file that somebody edits to change it. */
export function nameOf(source: SettingsSource): string {
  return typeof source === 'string' ? source : (source.own ?? source.shipped);
}

/** The county's folder is in use: what ships and does not fit the county is left out, and said. */
export function isLayered(source: SettingsSource): source is Exclude<SettingsSource, string> {
  return typeof source !== 'string';
}

/** For the record: another text in either file makes another version. */
export function versionOf(source: SettingsSource): string {
  if (typeof source === 'string') return hashOfFile(source);
  if (source.own === null) return hashOfFile(source.shipped);
  return shortHash(Buffer.concat([source.shipped, source.own].map((file) => readFileSync(file))));
}

/** `own` where there is such a file, and null. */
export function layered(shipped: string, own: string): SettingsSource {
  return { shipped, own: existsSync(own) ? own : null };
}

export function lay(shipped: unknown, own: unknown): Laid {
  const fromOwn = new Map<string, Path>();
  const fromShipped = new Map<string, Path>();
  const value = layAt(shipped, own, [], { fromOwn, fromShipped });
  return {
    value,
    ownPath: (path) => placeIn(fromOwn, path),
    shippedPath: (path) => placeIn(fromShipped, path) ?? path,
  };
}

interface Places {
  readonly fromOwn: Map<string, Path>;
  readonly fromShipped: Map<string, Path>;
}

const keyOf = (path: Path): string => JSON.stringify(path.map(String));

function placeIn(places: ReadonlyMap<string, Path>, path: Path): Path | null {
  for (let depth = path.length; depth >= 0; depth--) {
    const found = places.get(keyOf(path.slice(0, depth)));
    if (found) return [...found, ...path.slice(depth)];
  }
  return null;
}

function layAt(shipped: unknown, own: unknown, path: Path, places: Places): unknown {
  if (own === null || own === undefined) return shipped;
  if (!isMap(shipped) || !isMap(own) || isOneValue(own)) {
    places.fromOwn.set(keyOf(path), path);
    return own;
  }
  const laid = new Map<string, unknown>(Object.entries(shipped));
  for (const [name, value] of Object.entries(own)) {
    if (changeOf(name, value) !== null) continue;
    const under = laid.get(name);
    const at = [...path, name];
    const goesByItem = (name in BY_ID || name === EXAMPLES) && isList(under) && isList(value);
    laid.set(
      name,
      goesByItem ? itemByItem(name, under, value, at, at, places) : layAt(under, value, at, places),
    );
  }
  for (const [written, value] of Object.entries(own)) {
    const change = changeOf(written, value);
    if (change === null) continue;
    const { name, sign, items } = change;
    const at = [...path, name];
    const under = laid.get(name) ?? [];
    // Not a list: the schema says that there is no such setting, by the name that the county wrote.
    if (!isList(under)) {
      laid.set(written, value);
      places.fromOwn.set(keyOf([...path, written]), [...path, written]);
    } else
      laid.set(
        name,
        sign === '+'
          ? itemByItem(name, under, items, at, [...path, written], places)
          : less(name, under, items, at, places),
      );
  }
  return Object.fromEntries(laid);
}

/** `words+: [甲]` is a change of `words`; null for what is none. */
function changeOf(
  written: string,
  value: unknown,
): { name: string; sign: '+' | '-'; items: readonly unknown[] } | null {
  const sign = written.at(-1);
  if ((sign !== '+' && sign !== '-') || !isList(value)) return null;
  return { name: written.slice(0, -1), sign, items: value };
}

function itemByItem(
  name: string,
  under: readonly unknown[],
  items: readonly unknown[],
  at: Path,
  ownAt: Path,
  { fromOwn }: Places,
): readonly unknown[] {
  const result = [...under];
  const taken = new Set<unknown>();
  for (const [index, item] of items.entries()) {
    const id = identity(name, item);
    const found = result.findIndex((one) => identity(name, one) === id);
    // A name that the county itself wrote twice stays twice: the check of the file says so.
    const place = found < 0 || taken.has(id) ? result.length : found;
    taken.add(id);
    result[place] = item;
    fromOwn.set(keyOf([...at, place]), [...ownAt, index]);
  }
  return result;
}

function less(
  name: string,
  under: readonly unknown[],
  items: readonly unknown[],
  at: Path,
  places: Places,
): readonly unknown[] {
  const gone = new Set(items.map((item) => (isMap(item) || isList(item) ? identity(name, item) : item)));
  const left = under
    .map((item, index) => ({ item, index }))
    .filter(({ item }) => !gone.has(identity(name, item)));
  const before = new Map(places.fromOwn);
  for (const [place, { index }] of left.entries()) {
    // Those behind what was taken away move up.
    const own = before.get(keyOf([...at, index]));
    places.fromOwn.delete(keyOf([...at, index]));
    if (own) places.fromOwn.set(keyOf([...at, place]), own);
    else places.fromShipped.set(keyOf([...at, place]), [...at, index]);
  }
  return left.map(({ item }) => item);
}

/** What an item of a list is known by: its name, or all of it. */
export function identity(list: string, item: unknown): unknown {
  const field = BY_ID[list];
  if (field !== undefined && isMap(item)) return item[field];
  return isMap(item) || isList(item) ? JSON.stringify(item) : item;
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A period is one value: half of it from here and half from there would be a limit that nobody has set. */
export function isOneValue(map: Readonly<Record<string, unknown>>): boolean {
  return 'amount' in map;
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/**
 * What shipped when the county's folder was made: kept in it, so that after an upgrade it can be said which of the
 * county's own words lie over something that has changed since.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { GUIDES, SETTINGS_KINDS } from '../county/files.ts';
import { BY_ID, isList, isMap } from '../county/layers.ts';
import { parseYaml, SettingsError } from '../county/yaml-file.ts';

const KEPT = '.shipped';

/** One place in a settings file that is not as it was. */
export interface ShippedChange {
  readonly kind: 'added' | 'changed' | 'removed';
  /** `flows/wording.yaml state.closed` */
  readonly place: string;
  readonly before: unknown;
  readonly now: unknown;
  /** What the county says there; undefined where it says nothing, and what ships is in force. */
  readonly own: unknown;
}

/** Files that ship, by their paths from the folder of the program. */
export function shippedFiles(): readonly string[] {
  const guides = readdirSync(GUIDES.shipped).filter((name) => name.endsWith('.yaml'));
  return [
    ...SETTINGS_KINDS.map(({ shipped }) => shipped),
    ...guides.sort().map((name) => join(GUIDES.shipped, name)),
  ];
}

/** Keeps what ships now. */
export function remember(countyDir: string): void {
  for (const file of shippedFiles()) {
    const kept = join(countyDir, KEPT, file);
    mkdirSync(dirname(kept), { recursive: true });
    writeFileAtomic.sync(kept, readFileSync(file));
  }
}

/** What has changed since; null where nothing was kept. */
export function changesSince(countyDir: string): readonly ShippedChange[] | null {
  if (!existsSync(join(countyDir, KEPT))) return null;
  const over = SETTINGS_KINDS.filter(({ rule }) => rule === 'over');
  return [
    ...over.flatMap(({ shipped, own }) =>
      changesIn(shipped, join(countyDir, KEPT, shipped), join(countyDir, own)),
    ),
    ...guideChanges(countyDir),
  ];
}

function changesIn(shipped: string, kept: string, own: string): readonly ShippedChange[] {
  if (!existsSync(kept))
    return [{ kind: 'added', place: shipped, before: undefined, now: '（整个文件）', own: undefined }];
  const now = leavesOf(dataIn(shipped));
  const before = leavesOf(dataIn(kept));
  const said = leavesOf(existsSync(own) ? dataIn(own) : {});
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((place): readonly ShippedChange[] => {
    const [was, is] = [before.get(place), now.get(place)];
    if (isDeepStrictEqual(was, is)) return [];
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    return [{ kind, place: `${shipped} ${place}`, before: was, now: is, own: said.get(place) }];
  });
}

/** A procedure is a file: changed or not, the county's own or not. */
function guideChanges(countyDir: string): readonly ShippedChange[] {
  const keptDir = join(countyDir, KEPT, GUIDES.shipped);
  const names = [GUIDES.shipped, keptDir].flatMap((dir) => (existsSync(dir) ? readdirSync(dir) : []));
  const textOf = (file: string): string | undefined =>
    existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  return [...new Set(names)].sort().flatMap((name): readonly ShippedChange[] => {
    const was = textOf(join(keptDir, name));
    const is = textOf(join(GUIDES.shipped, name));
    if (was === is) return [];
    const own = textOf(join(countyDir, GUIDES.own, name)) === undefined ? undefined : '（本县另有这个文件）';
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    const told = (text: string | undefined): string | undefined =>
      text === undefined ? undefined : '（整个文件）';
    return [{ kind, place: join(GUIDES.shipped, name), before: told(was), now: told(is), own }];
  });
}

/** What no reader of the settings can read is told by them, at the check. */
function dataIn(file: string): unknown {
  try {
    return parseYaml(file, readFileSync(file, 'utf8'), z.unknown()).value;
  } catch (error) {
    if (error instanceof SettingsError) return {};
    throw error;
  }
}

/** Every value by its place; items of a list with names by their name, other lists whole. */
function leavesOf(data: unknown, path: readonly string[] = []): ReadonlyMap<string, unknown> {
  if (isMap(data)) {
    return new Map(
      Object.entries(data).flatMap(([name, value]) => [
        ...leavesOf(value, [...path, plainName(name, value)]),
      ]),
    );
  }
  const list = path.at(-1) ?? '';
  const field = BY_ID[list];
  if (field !== undefined && isList(data)) {
    return new Map(data.map((item) => [[...path, String(isMap(item) ? item[field] : item)].join('.'), item]));
  }
  return new Map([[path.join('.'), data]]);
}

/** What adds to a list of names says what `snippets:` says of each of them. */
function plainName(name: string, value: unknown): string {
  return name.endsWith('+') && name.slice(0, -1) in BY_ID && isList(value) ? name.slice(0, -1) : name;
}

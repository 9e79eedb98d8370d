/** What of the data folder and beside it goes into a backup. */
import { readdir } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import { errorCode } from '../store/errno.ts';

/**
 * Of the machine, not of the record: who runs there, and what lets somebody in – the session of a WeChat account, what
 * signs the cookies of the pages. A restored copy logs in anew.
 */
const OF_THE_MACHINE = new Set(['wechat', 'pages.key', 'installation.json', 'alive', 'control.sock']);
const LOCKS = /^owner\.lock/;
/** Half-written: of write-file-atomic, of a download. */
const HALF = /\.(?:\d{6,}|part)$/;

/** Files of the folder, as paths within it, sorted. What is removed meanwhile is left out. */
export async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => isKept(path))
    .sort();
}

function isKept(path: string): boolean {
  const [top = ''] = path.split(sep);
  return !OF_THE_MACHINE.has(top) && !LOCKS.test(top) && !HALF.test(path);
}

/** Where the county keeps what it edits. */
export interface SettingsPlaces {
  readonly rosterFile: string;
  readonly flowsDir: string;
  /** The county's folder; null or left out: there is none. */
  readonly countyDir?: string | null;
}

/** Folder of the calendar, responsibilities, policies …; what the program writes lies in folders below it. */
const COUNTY_FILES = 'data';

/** A file of the county's settings, and where it goes. */
export interface SettingsFile {
  readonly from: string;
  /** Within `settings/`. */
  readonly path: string;
}

export async function settingsFiles({
  rosterFile,
  flowsDir,
  countyDir = null,
}: SettingsPlaces): Promise<readonly SettingsFile[]> {
  const files = [
    rosterFile,
    ...(await filesIn(COUNTY_FILES, false)),
    ...(await filesIn(flowsDir, true)),
    // Its `.env` is none of these: keys and tokens do not lie beside what they open.
    ...(countyDir === null ? [] : await filesIn(countyDir, true, /\.(?:yaml|jsonl|docx)$/)),
  ];
  const found = files.map((from): readonly [string, SettingsFile] => {
    const within = relative('.', from);
    const isElsewhere = isAbsolute(within) || within.startsWith('..');
    const own = countyDir === null ? null : relative(countyDir, from);
    // One that lies elsewhere is known by its name.
    const path = !isElsewhere
      ? within
      : own?.startsWith('..') === false
        ? join('county', own)
        : basename(from);
    return [path, { from, path }];
  });
  return [...new Map(found).values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function filesIn(folder: string, deep: boolean, named = /\.yaml$/): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: deep }).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile() && named.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name));
}

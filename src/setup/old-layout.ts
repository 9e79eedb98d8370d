/**
 * An older layout: the county's words were written into the files that ship, and `.env` lay beside the program. What
 * differs is taken out of them, and the files as they were are kept in `backup/`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { stringify } from 'yaml';
import { z } from 'zod';
import { differenceOf } from '../county/difference.ts';
import { GUIDES, SETTINGS_KINDS } from '../county/files.ts';
import { isMap } from '../county/layers.ts';
import { parseYaml } from '../county/yaml-file.ts';
import { settingsText } from '../env-file.ts';
import { ENV, stayingEnv } from './env.ts';

const BACKUP = 'backup';

export interface OldLayout {
  /** For the county's folder, by their names in it. */
  readonly files: ReadonlyMap<string, string>;
  /** The files as they were, by their names in the county's folder. */
  readonly backup: ReadonlyMap<string, Uint8Array>;
  /** What was found edited, by paths from `root`. */
  readonly found: readonly string[];
}

export const NOTHING_OLD: OldLayout = { files: new Map(), backup: new Map(), found: [] };

/**
 * What in the folder `root` of an installation is the county's. It is held against the version that is checked out there;
 * where that is unknown (no git), against what ships here. `stamp` names the backup. Throws `SettingsError` for a file
 * that is no YAML.
 */
export function oldLayoutIn(root: string, stamp: string): OldLayout {
  const files = new Map<string, string>();
  const backup = new Map<string, Uint8Array>();
  const found: string[] = [];
  const take = (path: string, name: string, text: string | null): void => {
    found.push(path);
    backup.set(join(BACKUP, stamp, path), readFileSync(join(root, path)));
    if (text !== null) files.set(name, text);
  };
  const shippedText = shippedBy(root);
  for (const { shipped, own, rule } of SETTINGS_KINDS) {
    const text = textOf(join(root, shipped));
    const base = shippedText(shipped);
    if (text === null || base === null || text === base) continue;
    take(shipped, own, rule === 'alone' ? text : onlyOwn(join(root, shipped), base, text));
  }
  const guides = join(root, GUIDES.shipped);
  for (const name of existsSync(guides) ? readdirSync(guides).sort() : []) {
    const path = join(GUIDES.shipped, name);
    const text = textOf(join(root, path));
    if (name.endsWith('.yaml') && text !== null && text !== shippedText(path))
      take(path, join(GUIDES.own, name), text);
  }
  const staysHere = resolve(root) === resolve('.') && stayingEnv() !== null;
  if (!staysHere && existsSync(join(root, ENV))) take(ENV, ENV, settingsText(join(root, ENV)));
  return { files, backup, found };
}

/** Puts what ships back where the county had written into it, once all of that is in its folder. */
export function restoreShipped(countyDir: string, { found, backup }: OldLayout): void {
  const shippedText = shippedBy('.');
  const kept = [...backup.keys()].map((name) => join(countyDir, name));
  for (const path of found) {
    const copy = kept.find((one) => one.endsWith(`/${path}`));
    // Whoever has written into it meanwhile keeps it.
    if (copy === undefined || !readFileSync(copy).equals(readFileSync(path))) continue;
    const base = shippedText(path);
    if (base === null) rmSync(path);
    else writeFileAtomic.sync(path, base, { mode: 0o644 });
  }
}

/** Edited files of which a backup has the same bytes: a move that was cut off before it put back what ships. */
export function leftBehind(countyDir: string, old: OldLayout): OldLayout {
  const stamps = existsSync(join(countyDir, BACKUP)) ? readdirSync(join(countyDir, BACKUP)) : [];
  const copyOf = (path: string): string | undefined =>
    stamps
      .map((stamp) => join(BACKUP, stamp, path))
      .find(
        (copy) =>
          existsSync(join(countyDir, copy)) && readFileSync(join(countyDir, copy)).equals(readFileSync(path)),
      );
  const found = old.found.filter((path) => copyOf(path) !== undefined);
  const backup = new Map(found.map((path) => [copyOf(path) ?? path, new Uint8Array()]));
  return { files: new Map(), backup, found };
}

function onlyOwn(file: string, base: string, text: string): string | null {
  const written = parseYaml(file, text, z.unknown()).value;
  const changes = differenceOf(parseYaml(file, base, z.unknown()).value, written);
  if (!isMap(written) || Object.keys(changes).length === 0) return null;
  return `# 本县和随程序带的不一样的地方（写法见 README.md）。原来的整个文件在 ${BACKUP}/ 里。\n${stringify(changes, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

/** The text of a file as it shipped with the installation in `root`; null for one that did not. */
function shippedBy(root: string): (path: string) => string | null {
  const linesOf = (...words: readonly string[]): ReadonlySet<string> | null => {
    const said = git(root, [...words, '--', 'data', 'flows']);
    return said === null ? null : new Set(said.split('\n'));
  };
  const edited = linesOf('-c', 'core.quotePath=false', 'diff', '--name-only', '--relative', 'HEAD');
  const others = linesOf('-c', 'core.quotePath=false', 'ls-files', '--others');
  return (path) => {
    if (path === ENV || others?.has(path)) return null;
    if (edited === null) return textOf(path);
    return edited.has(path) ? git(root, ['show', `HEAD:./${path}`]) : textOf(join(root, path));
  };
}

function git(root: string, words: readonly string[]): string | null {
  try {
    const quiet: readonly ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('git', ['-C', root, ...words], {
      encoding: 'utf8',
      stdio: [...quiet],
      maxBuffer: 32 * 1024 * 1024,
    });
  } catch {
    return null;
  }
}

function textOf(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** What is installed with the program, read from package-lock.json: from where, with which scripts, under which licences. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const packageShape = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  inBundle: z.boolean().optional(),
  dev: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
});
const lockShape = z.object({ packages: z.record(z.string(), packageShape) });
const manifestShape = z.object({ allowScripts: z.record(z.string(), z.boolean()).default({}) });

export interface Installed {
  /** `node_modules/zod`, also below another one. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** SPDX; null where nobody says. */
  readonly license: string | null;
  readonly isForDevelopment: boolean;
  readonly hasInstallScript: boolean;
  /** Of the lockfile, as it stands there. */
  readonly integrity: string | null;
  readonly resolved: string | null;
}

/** Not said, or not by its name, in old packages' own description; read in the licence file that each brings along. */
const READ_THERE: Readonly<Record<string, string>> = {
  'dom-walk@0.1.2': 'MIT',
  'domutils@1.5.1': 'BSD-2-Clause',
  'exif-parser@0.1.12': 'MIT',
  'css-select@1.2.0': 'BSD-2-Clause',
  // It says `BSD` and no more: either form permits all we do.
  'open-graph@0.2.6': 'BSD-2-Clause',
};

/**
 * Under these the program may be given on, changed and kept closed. MPL-2.0 binds the library's own files, which we do
 * not change; Artistic-2.0 is npm's own, given on unchanged in the offline bundle; OFL-1.1 is of fonts.
 */
const PERMITTED = new Set([
  '0BSD',
  'AFL-2.1',
  'Apache-2.0',
  'Artistic-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
]);

/** The one form in which a package may be fetched; left out, npm asks the registry that is set. */
const REGISTRY = /^https:\/\/registry\.npmjs\.org\//;
const INTEGRITY = /^sha512-[\w+/]{86}==$/;

/** `folder`: of package-lock.json. Throws on a lockfile of another form. */
export function installedIn(folder: string): readonly Installed[] {
  const { packages } = lockShape.parse(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')));
  return (
    Object.entries(packages)
      // What lies within another package came with it, under its checksum.
      .filter(([path, { inBundle }]) => path !== '' && !inBundle)
      .map(([path, found]) => {
        const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
        const { version = '' } = found;
        return {
          path,
          name,
          version,
          license: READ_THERE[`${name}@${version}`] ?? found.license ?? null,
          isForDevelopment: found.dev ?? false,
          hasInstallScript: found.hasInstallScript ?? false,
          integrity: found.integrity ?? null,
          resolved: found.resolved ?? (found.link ? 'link:' : null),
        };
      })
  );
}

/** Packages whose script at install is decided on in package.json: run, or not. */
export function namedScripts(folder: string): readonly string[] {
  return Object.keys(
    manifestShape.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).allowScripts,
  );
}

/** What is wrong with it, a sentence each. `scripts`: the packages that may have one. */
export function faultsIn(installed: readonly Installed[], scripts: readonly string[]): readonly string[] {
  return installed.flatMap(({ path, name, license, integrity, resolved, hasInstallScript }) => [
    ...(integrity !== null && INTEGRITY.test(integrity) ? [] : [`${path}：没有 sha512 校验值`]),
    ...(resolved === null || REGISTRY.test(resolved) ? [] : [`${path}：不是从公共仓库取的（${resolved}）`]),
    ...(hasInstallScript && !scripts.includes(name)
      ? [`${path}：安装时要运行脚本，package.json 的 allowScripts 里没有它`]
      : []),
    ...(isPermitted(license) ? [] : [`${path}：许可证 ${license ?? '没有写'} 不在允许之列`]),
  ]);
}

/** By SPDX: of `A OR B` one is enough, of `A AND B` both are needed. */
export function isPermitted(license: string | null): boolean {
  if (license === null) return false;
  const alternatives = license.replace(/[()]/g, '').split(' OR ');
  return alternatives.some((one) => one.split(' AND ').every((id) => PERMITTED.has(id)));
}

/** How many packages have each licence, the most common first. */
export function licencesOf(
  installed: readonly Installed[],
): readonly (readonly [string, readonly Installed[]])[] {
  const groups = new Map<string, Installed[]>();
  for (const one of installed) {
    const license = one.license ?? '没有写';
    groups.set(license, [...(groups.get(license) ?? []), one]);
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

/** What is installed comes from the public registry with its checksum, runs no script unnamed, and may be given on. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  faultsIn,
  type Installed,
  installedIn,
  isPermitted,
  namedScripts,
} from '../../src/supply/lockfile.ts';

const GOOD: Installed = {
  path: 'node_modules/some',
  name: 'some',
  version: '1.0.0',
  license: 'MIT',
  isForDevelopment: false,
  hasInstallScript: false,
  integrity: `sha512-${'A'.repeat(86)}==`,
  resolved: null,
};

describe('package-lock.json', () => {
  test.each(['.', '.ci/node24', 'deploy/node'])('of %s is as it may be', (folder) => {
    const installed = installedIn(folder);
    expect(installed.length).toBeGreaterThan(0);
    expect(faultsIn(installed, namedScripts(folder))).toEqual([]);
  });

  test('runs scripts of these three at install, and of no other', () => {
    const scripts = installedIn('.').filter((one) => one.hasInstallScript);
    expect(scripts.map(({ name }) => name).sort()).toEqual(['esbuild', 'leveldown', 'protobufjs']);
    expect([...namedScripts('.')].sort()).toEqual(['esbuild', 'leveldown', 'protobufjs']);
  });

  test('is of the versions that package.json names, each exact', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const named = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies };
    const installed = new Map(installedIn('.').map(({ path, version }) => [path, version]));
    expect(Object.keys(named).length).toBeGreaterThan(30);
    for (const [name, version] of Object.entries(named)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
      expect(installed.get(`node_modules/${name}`), name).toBe(version);
    }
  });
});

describe('is told', () => {
  test.each([
    [{ integrity: null }, '没有 sha512 校验值'],
    [{ integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, '没有 sha512 校验值'],
    [{ resolved: 'git+ssh://git@github.com/a/b.git#1' }, '不是从公共仓库取的'],
    [{ resolved: 'http://registry.npmjs.org/some/-/some-1.0.0.tgz' }, '不是从公共仓库取的'],
    [{ hasInstallScript: true }, 'allowScripts 里没有它'],
    [{ license: null }, '许可证 没有写'],
    [{ license: 'AGPL-3.0-only' }, '许可证 AGPL-3.0-only'],
  ])('%o', (over, words) => {
    expect(faultsIn([{ ...GOOD, ...over }], [])).toEqual([expect.stringContaining(words)]);
    expect(faultsIn([GOOD], [])).toEqual([]);
  });
});

test.each([
  ['(MIT OR GPL-3.0-or-later)', true],
  ['(BSD-3-Clause AND Apache-2.0)', true],
  ['(MIT AND GPL-2.0-only)', false],
  ['SEE LICENSE IN LICENSE', false],
  ['BUSL-1.1', false],
])('%s: %s', (license, permitted) => {
  expect(isPermitted(license)).toBe(permitted);
});

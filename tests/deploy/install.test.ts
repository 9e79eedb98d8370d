/**
 * The installer of the offline bundle, on a bundle in small: what a county has set goes along with an upgrade, nothing
 * incomplete is installed, and the way back is one command. The whole bundle takes minutes to pack: `deploy/bundle.sh`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { arch } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scratch } from '../support/county.ts';
import { programOf } from '../support/programs.ts';

let place: ReturnType<typeof scratch>;
let target = '';
beforeEach(() => {
  place = scratch();
  target = join(place.dir, 'home', 'lianxinqiao');
  mkdirSync(join(place.dir, 'home'));
});
afterEach(() => place.remove());

const OF_PROGRAM = {
  'program/data/calendar.yaml': 'years: []\n',
  'program/data/roster.yaml': 'shipped: 1\n',
  'program/flows/wording.yaml': 'hello: 1\n',
  'program/src/main.ts': '// one\n',
};

function bundle(version: string, files: Readonly<Record<string, string>> = OF_PROGRAM): string {
  const root = join(place.dir, `bundle-${version}`);
  const all = {
    ...files,
    VERSION: `${version}\n`,
    ARCH: `${arch()}\n`,
    'node/bin/node': '#!/bin/sh\necho v24\n',
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  chmodSync(join(root, 'node/bin/node'), 0o755);
  // What an upgrade calls before it touches anything: it is on record that it was.
  writeFileSync(join(root, 'node/bin/npm'), `#!/bin/sh\necho "$DATA_DIR $*" >>"${place.dir}/npm-calls"\n`);
  chmodSync(join(root, 'node/bin/npm'), 0o755);
  cpSync('deploy/install.sh', join(root, 'install.sh'));
  execFileSync('sh', ['-c', 'find . -type f ! -name SHA256SUMS -print0 | xargs -0 sha256sum >SHA256SUMS'], {
    cwd: root,
  });
  return root;
}

function install(root: string, ...words: readonly string[]) {
  const env = { PATH: process.env.PATH ?? '', HOME: join(place.dir, 'home') };
  const { status, stdout, stderr } = spawnSync('bash', [join(root, 'install.sh'), ...words], {
    encoding: 'utf8',
    env,
  });
  return { code: status, said: stdout + stderr };
}
const current = (path: string) => readFileSync(join(target, 'current/program', path), 'utf8');

test('installs into the home of whoever runs it; data, backups and settings lie beside the versions', () => {
  const { code, said } = install(bundle('0.2.0'));
  expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('已装好 0.2.0') });
  expect(current('src/main.ts')).toBe('// one\n');
  expect(readFileSync(join(target, '.env'), 'utf8')).toContain(`BACKUP_DIR=${target}/backups`);
  expect(readlinkSync(join(target, 'current/program/.env'))).toBe(join(target, '.env'));
  expect(readlinkSync(join(target, 'current/program/data/runtime'))).toBe(join(target, 'data/runtime'));
  // Nothing to back up yet.
  expect(existsSync(join(place.dir, 'npm-calls'))).toBe(false);
});

test('an upgrade backs up first, takes along what the county has set, and there is a way back', () => {
  install(bundle('0.2.0'), target);
  writeFileSync(join(target, '.env'), 'TELEGRAM_BOT_TOKEN=1:a\n');
  writeFileSync(join(target, 'data/runtime/journal-2026-11.jsonl'), '');
  writeFileSync(join(target, 'current/program/data/roster.yaml'), 'ours: 1\n');
  writeFileSync(join(target, 'current/program/flows/wording.yaml'), 'hello: ours\n');
  writeFileSync(join(target, 'current/program/data/own.yaml'), 'own: 1\n');
  mkdirSync(join(target, 'current/program/county'));
  writeFileSync(join(target, 'current/program/county/roster.yaml'), 'county: 1\n');
  const next = {
    ...OF_PROGRAM,
    'program/src/main.ts': '// two\n',
    'program/flows/wording.yaml': 'hello: 2\n',
    'program/data/calendar.yaml': 'years: [2027]\n',
  };
  const { code, said } = install(bundle('0.3.0', next), target);
  expect(code, said).toBe(0);
  expect(readFileSync(join(place.dir, 'npm-calls'), 'utf8')).toBe(
    `${target}/data/runtime run -s backup -- ${target}/backups\n`,
  );
  expect(current('src/main.ts')).toBe('// two\n');
  expect(current('data/roster.yaml')).toBe('ours: 1\n');
  expect(current('data/own.yaml')).toBe('own: 1\n');
  expect(current('county/roster.yaml')).toBe('county: 1\n');
  expect(current('data/calendar.yaml')).toBe('years: [2027]\n');
  expect(current('flows/wording.yaml')).toBe('hello: ours\n');
  expect(current('flows/wording.yaml.shipped')).toBe('hello: 2\n');
  expect(said).toContain('注意：flows/wording.yaml 您改过');
  expect(said).not.toContain('roster.yaml 您改过');
  expect(readFileSync(join(target, '.env'), 'utf8')).toBe('TELEGRAM_BOT_TOKEN=1:a\n');

  expect(install(join(place.dir, 'bundle-0.3.0'), '--rollback', target).said).toContain('已退回 0.2.0');
  expect(current('src/main.ts')).toBe('// one\n');
  expect(current('data/roster.yaml')).toBe('ours: 1\n');
  expect(current('county/roster.yaml')).toBe('county: 1\n');
  install(join(place.dir, 'bundle-0.3.0'), '--rollback', target);
  expect(current('src/main.ts')).toBe('// two\n');
});

/** What ships for a county to edit, as the whole bundle has it. */
function whatShips(): Readonly<Record<string, string>> {
  const flows = readdirSync('flows', { recursive: true, encoding: 'utf8' }).map((name) =>
    join('flows', name),
  );
  const data = readdirSync('data').map((name) => join('data', name));
  const paths = [...flows, ...data].filter((path) => path.endsWith('.yaml'));
  return Object.fromEntries(paths.map((path) => [`program/${path}`, readFileSync(path, 'utf8')]));
}

function setup(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...programOf('src/cli/setup.ts'), '--no-check', ...words],
    {
      cwd: join(target, 'current/program'),
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '' },
      input: '',
    },
  );
  return { code: status, said: stdout + stderr };
}

/** Folders that are the program's own business to write are links out of its version. */
function writtenBeside(): readonly string[] {
  const program = join(target, 'current/program');
  return ['.', 'data'].flatMap((folder) =>
    readdirSync(join(program, folder), { withFileTypes: true })
      .filter((entry) => entry.isSymbolicLink())
      .map(({ name }) => realpathSync(join(program, folder, name))),
  );
}

test('as a system service it may write whatever the installer shows it outside of its version', () => {
  install(bundle('0.2.0'), target);
  mkdirSync(join(target, 'current/program/county'));
  expect(install(bundle('0.3.0'), target)).toMatchObject({ code: 0 });
  const unit = readFileSync('deploy/lianxinqiao.service', 'utf8').replaceAll('/opt/lianxinqiao', target);
  const writable = (/^ReadWritePaths=(.*)$/m.exec(unit)?.[1] ?? '')
    .split(' ')
    .map((one) => one.replace(/^-/, ''));
  const within = (path: string) => writable.some((one) => path === one || path.startsWith(`${one}/`));
  const root = realpathSync(target);
  const beside = writtenBeside().map((path) => path.replace(root, target));
  expect(beside.sort()).toEqual(
    ['.env', 'county', 'data/demo-month', 'data/rehearsal', 'data/runtime'].map((path) => join(target, path)),
  );
  // The settings are written by whoever runs setup, never by the service.
  expect(beside.filter((path) => !within(path))).toEqual([join(target, '.env')]);
  expect(within(join(target, 'backups'))).toBe(true);
  expect(within(join(target, 'current')), 'which version is in use is not its business').toBe(false);

  // Where systemd is, it has a word on it.
  const file = join(place.dir, 'lianxinqiao.service');
  writeFileSync(file, unit);
  const { error, stdout, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
  const faults = error === undefined ? `${stdout}${stderr}`.split('\n') : [];
  // An older one passes over what it does not know yet.
  expect(
    faults.filter((line) => line.includes('lianxinqiao.service') && !/Unknown (?:lvalue|key)/.test(line)),
  ).toEqual([]);
});

test('setup after it: what is given goes into the one file of settings, and an upgrade keeps all of it', () => {
  const ships = { ...OF_PROGRAM, ...whatShips() };
  install(bundle('0.2.0', ships), target);
  const settings = join(target, '.env');
  const words = ['--channel', 'telegram', '--token', '123456:ABC-def', '--report-key', 'new'];
  expect(setup('--channel', 'telegram'), 'nobody says the token').toMatchObject({
    code: 1,
    said: expect.stringContaining('没有填 token'),
  });
  expect(setup(...words)).toMatchObject({ code: 0, said: expect.stringContaining('已建立 county/') });
  const set = parseEnv(readFileSync(settings, 'utf8'));
  expect(set).toEqual({
    BACKUP_DIR: join(target, 'backups'),
    TELEGRAM_BOT_TOKEN: '123456:ABC-def',
    DATA_DIR: 'data/runtime',
    REPORT_KEY: expect.stringMatching(/^[\w+/]{43}=$/),
  });
  // One file counts, wherever one opens it; a line that is added there is read.
  const places = ['current/program/.env', 'current/program/county/.env'];
  for (const path of places) expect(realpathSync(join(target, path))).toBe(realpathSync(settings));
  expect(lstatSync(settings).mode & 0o077, 'nobody else reads it').toBe(0);

  const text = readFileSync(settings, 'utf8');
  expect(setup(), 'twice').toMatchObject({ code: 0, said: expect.stringContaining('没有改动它') });
  expect(setup(...words), 'what is given is not dropped in silence').toMatchObject({
    code: 1,
    said: expect.stringContaining('--channel、--token、--report-key 没有用上'),
  });
  expect(readFileSync(settings, 'utf8')).toBe(text);

  expect(install(bundle('0.3.0', ships), target)).toMatchObject({ code: 0 });
  for (const path of places) expect(realpathSync(join(target, path))).toBe(realpathSync(settings));
  expect(setup(), 'nothing is taken for an older layout').toEqual({
    code: 0,
    said: expect.not.stringContaining('注意'),
  });
  expect(readFileSync(settings, 'utf8')).toBe(text);
});

test('an upgrade whose backup fails changes nothing', () => {
  install(bundle('0.2.0'), target);
  writeFileSync(join(target, 'data/runtime/journal-2026-11.jsonl'), '');
  writeFileSync(join(target, 'current/node/bin/npm'), '#!/bin/sh\nexit 1\n');
  const { code, said } = install(bundle('0.3.0'), target);
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('备份没有做成，没有升级') });
  expect(readlinkSync(join(target, 'current'))).toBe('versions/0.2.0');
});

test.each([
  [
    'a byte that changed',
    (root: string) => writeFileSync(join(root, 'program/src/main.ts'), '// other\n'),
    '安装包不完整',
  ],
  [
    'another kind of machine',
    (root: string) => writeFileSync(join(root, 'ARCH'), 'riscv64\n'),
    '请换对应的安装包',
  ],
])('of %s nothing is installed', (_, spoil: (root: string) => void, words) => {
  const root = bundle('0.2.0');
  spoil(root);
  expect(install(root, target)).toEqual({ code: 1, said: expect.stringContaining(words) });
  expect(existsSync(join(target, 'current'))).toBe(false);
});

test('twice the same, and a way back from nothing, are refused', () => {
  const root = bundle('0.2.0');
  expect(install(root, '--rollback', target)).toEqual({
    code: 1,
    said: expect.stringContaining('没有可以退回的版本'),
  });
  install(root, target);
  expect(install(root, target)).toEqual({ code: 1, said: expect.stringContaining('0.2.0 已经装在') });
});

/** Backups: made beside a program at work, proved, restored – and never half, never over something. */

import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { backupsIn, nameOf } from '../../src/backup/bundle.ts';
import { type BackupJob, makeBackup } from '../../src/backup/make.ts';
import { checkBackup, restoreBackup } from '../../src/backup/restore.ts';
import { checkSettings } from '../../src/checkup/settings.ts';
import { readConfig } from '../../src/config.ts';
import { at, DAY, MINUTE } from '../../src/domain/time.ts';
import { beAtHome } from '../../src/installation.ts';
import { openStore } from '../../src/store/embedded.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { type Bench, openBench } from '../desk/bench.ts';
import { scratch } from '../support/county.ts';

const NOW = at('2026-11-24', '10:00');
const SETTINGS = { rosterFile: 'data/roster.yaml', flowsDir: 'flows' };

let world: ReturnType<typeof scratch>;
let bench: Bench;
beforeAll(async () => {
  world = scratch();
  bench = await openBench(join(world.dir, 'data'), NOW);
  for (let count = 0; count < 3; count++) await bench.has(NOW);
  const files = join(bench.dir, 'files');
  mkdirSync(files, { recursive: true });
  writeFileSync(join(files, 'a'.repeat(64)), 'a photo');
  // What is of the machine, and what is half there.
  mkdirSync(join(bench.dir, 'wechat'));
  writeFileSync(join(bench.dir, 'wechat', 'session.json'), 'SESSION');
  writeFileSync(join(bench.dir, 'pages.key'), 'SIGNING-KEY');
  writeFileSync(join(files, 'x.part'), 'half');
});
afterAll(async () => {
  await bench.end();
  world.remove();
});

let place: ReturnType<typeof scratch>;
let into = '';
let to = '';
beforeEach(() => {
  place = scratch();
  into = join(place.dir, 'backups');
  to = join(place.dir, 'restored');
});
afterEach(() => place.remove());

const backup = (over: Partial<BackupJob> = {}) =>
  makeBackup({ dataDir: bench.dir, into, settings: SETTINGS, reportKey: null, at: NOW, keep: null, ...over });
const all = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' });

describe('a backup', () => {
  test('of a program at work is of one moment, and restored it says the same, ticket by ticket', async () => {
    let busy = true;
    const work = (async () => {
      while (busy) await bench.has(NOW);
    })();
    const { folder, record } = await backup();
    busy = false;
    await work;
    expect(record.head.seq).toBeGreaterThan(0);
    const { verified } = await restoreBackup(folder, to, null, NOW);
    expect(verified.head).toEqual(record.head);
    await verifyStore(bench.dir, record.head);
    const restored = await openStore({ dir: to });
    const { tickets = 0 } = verified;
    expect(tickets).toBeGreaterThanOrEqual(3);
    for (let number = 1; number <= (tickets ?? 0); number++) {
      expect(await restored.ticket(number)).toEqual(await bench.store.ticket(number));
    }
    await restored.close();
    expect(readFileSync(join(to, 'files', 'a'.repeat(64)), 'utf8')).toBe('a photo');
  });

  test('holds no session, no key, nothing half-written, and is for nobody else to read', async () => {
    const { folder } = await backup();
    const paths = all(folder);
    expect(paths).toContain(join('data', 'files', 'a'.repeat(64)));
    expect(paths).toContain(join('settings', 'data', 'roster.yaml'));
    expect(paths).toContain(join('settings', 'flows', 'wording.yaml'));
    expect(paths.filter((path) => /wechat|pages\.key|owner\.lock|\.part|\.env|control/.test(path))).toEqual(
      [],
    );
    for (const path of paths) expect(statSync(join(folder, path)).mode & 0o077).toBe(0);
  });

  test('is what sha256sum says it is', async () => {
    const { folder } = await backup();
    expect(() => execFileSync('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], { cwd: folder })).not.toThrow();
  });

  test('takes no room again for what the one before has, and stands without it', async () => {
    const first = await backup();
    const second = await backup({ at: NOW + DAY });
    const photo = join('data', 'files', 'a'.repeat(64));
    expect(statSync(join(second.folder, photo)).ino).toBe(statSync(join(first.folder, photo)).ino);
    rmSync(first.folder, { recursive: true });
    await checkBackup(second.folder, null);
  });

  test('is kept as often as told; what somebody else put there stays', async () => {
    mkdirSync(join(into, 'theirs'), { recursive: true });
    for (let day = 0; day < 4; day++) await backup({ at: NOW + day * DAY, keep: 2 });
    expect((await backupsIn(into)).map(({ name }) => name)).toEqual([
      nameOf(NOW + 3 * DAY),
      nameOf(NOW + 2 * DAY),
    ]);
    expect(existsSync(join(into, 'theirs'))).toBe(true);
  });

  test('that was broken off never counts, and is cleared away in time', async () => {
    const half = join(into, `${nameOf(NOW - DAY)}.part`);
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'BACKUP.json'), '{}');
    expect(await backupsIn(into)).toEqual([]);
    await backup();
    expect(existsSync(half)).toBe(true);
    const long = new Date(Date.now() - DAY);
    utimesSync(half, long, long);
    await backup({ at: NOW + MINUTE });
    expect(existsSync(half)).toBe(false);
  });

  test('that cannot be made leaves nothing, and says why', async () => {
    await expect(backup({ dataDir: join(place.dir, 'nowhere') })).rejects.toThrow('还没有记录');
    mkdirSync(join(place.dir, 'empty'));
    await expect(backup({ dataDir: join(place.dir, 'empty') })).rejects.toThrow('还没有记录');
    writeFileSync(join(place.dir, 'file'), '');
    await expect(backup({ into: join(place.dir, 'file') })).rejects.toThrow('备份目录');
    expect(readdirSync(place.dir).sort(), 'no folder either').toEqual(['empty', 'file']);
  });

  test('is not made in what it copies, by whatever path: each would hold those before it', async () => {
    const countyDir = join(place.dir, 'county');
    mkdirSync(countyDir);
    symlinkSync(bench.dir, join(place.dir, 'link'));
    const before = all(bench.dir);
    for (const where of [
      bench.dir,
      join(bench.dir, 'backups'),
      join(place.dir, 'link', 'a', 'b'),
      countyDir,
      join(countyDir, 'backups'),
      join(bench.dir, '..', 'data', 'backups'),
    ]) {
      await expect(backup({ into: where, settings: { ...SETTINGS, countyDir } })).rejects.toThrow(
        '每份备份会把以前的又装进去',
      );
      const env = { DATA_DIR: bench.dir, COUNTY_DIR: countyDir, BACKUP_DIR: where };
      expect(() => readConfig(env, NOW)).toThrow(/^BACKUP_DIR：备份目录 /u);
      const { findings } = checkSettings({ ...env }, NOW);
      expect(findings.map(({ kind, text }) => `${kind} ${text}`).join()).toContain('refused BACKUP_DIR：');
    }
    expect(all(bench.dir)).toEqual(before);
    expect(readdirSync(countyDir)).toEqual([]);
    // Beside it, and with a name that begins alike, it may.
    for (const where of [`${bench.dir}-backups`, join(world.dir, '..data')]) {
      expect(readConfig({ DATA_DIR: bench.dir, BACKUP_DIR: where }, NOW).backups?.dir).toBe(where);
      expect((await backup({ into: where })).record.head.seq).toBeGreaterThan(0);
    }
  });

  test('of a damaged record is refused with its place, and the ones before stay', async () => {
    const { folder } = await backup();
    await restoreBackup(folder, to, null, NOW);
    const [journal = ''] = readdirSync(to).filter((name) => name.startsWith('journal-'));
    const path = join(to, journal);
    const lines = readFileSync(path, 'utf8');
    writeFileSync(path, lines.replace('"seq":2,', '"seq":9,'));
    await expect(backup({ dataDir: to, at: NOW + DAY })).rejects.toThrow(`${journal}:2`);
    expect(await backupsIn(into)).toHaveLength(1);
  });

  test('leaves out a line that is being written', async () => {
    const { folder } = await backup();
    await restoreBackup(folder, to, null, NOW);
    const [journal = ''] = readdirSync(to).filter((name) => name.startsWith('journal-'));
    appendFileSync(join(to, journal), '{"v":1,"seq":');
    const second = await backup({ dataDir: to, at: NOW + DAY });
    await checkBackup(second.folder, null);
  });
});

describe('restoring', () => {
  test('goes into an empty folder, and not over anything', async () => {
    const { folder } = await backup();
    mkdirSync(to);
    await restoreBackup(folder, to, null, NOW);
    const before = all(to);
    await expect(restoreBackup(folder, to, null, NOW)).rejects.toThrow('里已经有数据，没有恢复，也没有改动');
    expect(all(to)).toEqual(before);
  });

  test('is at home nowhere until it is taken over', async () => {
    const { folder } = await backup();
    await restoreBackup(folder, to, null, NOW);
    await expect(beAtHome(to)).rejects.toThrow('恢复来的');
  });

  test.each([
    [
      'a byte that changed',
      (folder: string) => appendFileSync(join(folder, 'data', 'files', 'a'.repeat(64)), 'x'),
      '内容和备份时不同',
    ],
    [
      'a file that is gone',
      (folder: string) => rmSync(join(folder, 'data', 'files', 'a'.repeat(64))),
      '读不到',
    ],
    ['no sums', (folder: string) => rmSync(join(folder, 'SHA256SUMS')), '不是一份完整的备份'],
    ['no record', (folder: string) => rmSync(join(folder, 'BACKUP.json')), '不是一份完整的备份'],
    [
      'a path that leads out of it',
      (folder: string) => appendFileSync(join(folder, 'SHA256SUMS'), `${'0'.repeat(64)}  data/../../x\n`),
      '读不懂',
    ],
    [
      'a form of later programs',
      (folder: string) => writeFileSync(join(folder, 'BACKUP.json'), '{"v":2}'),
      '更新版本',
    ],
  ])('refuses %s, and nothing is there then', async (_, spoil: (folder: string) => void, words) => {
    const { folder } = await backup();
    chmodSync(folder, 0o700);
    spoil(folder);
    await expect(restoreBackup(folder, to, null, NOW)).rejects.toThrow(words);
    expect(readdirSync(place.dir)).toEqual(['backups']);
  });

  test('has what the county has in a folder of its own, but for keys and tokens', async () => {
    const countyDir = join(place.dir, 'own-county');
    mkdirSync(join(countyDir, 'flows'), { recursive: true });
    for (const path of ['roster.yaml', '版头.docx', 'flows/wording.yaml', '.env'])
      writeFileSync(join(countyDir, path), 'a: 1\n');
    const { folder } = await backup({ settings: { ...SETTINGS, countyDir } });
    const kept = readdirSync(join(folder, 'settings'), { recursive: true, encoding: 'utf8' });
    expect(kept.filter((path) => path.startsWith('county')).sort()).toEqual([
      'county',
      'county/flows',
      'county/flows/wording.yaml',
      'county/roster.yaml',
      'county/版头.docx',
    ]);
    expect(kept.filter((path) => path.endsWith('.env'))).toEqual([]);
  });

  test('names settings that are not as they are now, and leaves them', async () => {
    const other = join(place.dir, 'other-roster.yaml');
    writeFileSync(other, readFileSync('data/roster.yaml'));
    const { folder } = await backup({ settings: { rosterFile: other, flowsDir: 'flows' } });
    const { settingsThatDiffer } = await restoreBackup(folder, to, null, NOW);
    expect(settingsThatDiffer).toEqual(['other-roster.yaml']);
  });
});

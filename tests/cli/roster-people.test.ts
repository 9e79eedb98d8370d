/** People come and go by the shell: the same answer and the same record whether the program is running or not, and twice as good as once. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportRoster } from '../../src/county/roster-book.ts';
import { loadRoster } from '../../src/county/roster-file.ts';
import { control, type StoreRequest, serveControl } from '../../src/desk/operation/control.ts';
import { hashOf } from '../../src/desk/people/invites.ts';
import { othersInWords, peopleChanged } from '../../src/desk/people/who-is-who.ts';
import { readWording } from '../../src/dialogue/wording.ts';
import type { Office } from '../../src/domain/office.ts';
import { openStore } from '../../src/store/embedded.ts';
import { readOffice } from '../../src/store/reading.ts';
import { boundRoster, scratch } from '../support/county.ts';
import { programOf } from '../support/programs.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const clock = { now: () => Date.now() };
const { say } = readWording('flows/wording.yaml');
const WAITING = ['power-a', 'water-a', 'xinghuo-1'];

let place: ReturnType<typeof scratch>;
let file = '';
let dataDir = '';
let stop: () => Promise<void>;
beforeEach(async () => {
  place = scratch();
  dataDir = join(place.dir, 'data');
  ({ file } = boundRoster(place.dir, { unbound: WAITING }));
  const roster = loadRoster(file);
  const store = await openStore({ dir: dataDir });
  const office = peopleChanged(roster, await store.office(), clock.now());
  await store.commit(() => ({ at: clock.now(), cause: 'start:settings', office }));
  await store.close();
  stop = async () => {};
});
afterEach(async () => {
  await stop();
  place.remove();
});

/** What a running program is to the shell: it has the store, and answers on its socket by the roster that it began with. */
async function start(): Promise<void> {
  const roster = loadRoster(file);
  const store = await openStore({ dir: dataDir });
  const server = await serveControl(dataDir, (request) =>
    control(request as StoreRequest, store, roster, clock, say),
  );
  stop = async () => {
    stop = async () => {};
    await new Promise((resolve) => server.close(resolve));
    await store.close();
  };
}

function run(...words: readonly string[]): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env.PATH, ROSTER_FILE: file, DATA_DIR: dataDir };
  const command = [...programOf('src/cli/roster.ts'), ...words];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT, env }, (error, out, errors) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, said: (out + errors).trim() }),
    );
  });
}

async function office(): Promise<Office> {
  const found = await readOffice(dataDir, null);
  if (!found) throw new Error('nothing is on record');
  return found;
}
/** What a start would refuse of the names in the file. */
const refused = async () => othersInWords(loadRoster(file), await office());
const lines = (text: string): readonly string[] => text.split('\n');

test('correct: a name put right in the file, or by the command itself, is on record and refused no more', async () => {
  const was = loadRoster(file).person('power-a')?.name ?? '';
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(`name: ${was}`, 'name: 改了名'));
  expect(await refused()).toHaveLength(1);
  expect(await run('correct', 'power-a')).toEqual({
    code: 0,
    said: `记下了：power-a 还是同一个人，${was}改为改了名。重启程序后生效。`,
  });
  expect(await refused()).toEqual([]);
  expect(existsSync(`${file}.bak`), 'the file said so already').toBe(false);

  await start();
  const before = readFileSync(file, 'utf8');
  expect(await run('correct', 'water-a', '也改了名')).toMatchObject({
    code: 0,
    said: expect.stringMatching(/已写上新的姓名.*\n记下了：water-a 还是同一个人/u),
  });
  expect(await refused()).toEqual([]);
  const changed = lines(readFileSync(file, 'utf8')).filter((line, index) => line !== lines(before)[index]);
  expect(changed).toEqual([expect.stringContaining('也改了名')]);
  expect(readFileSync(`${file}.bak`, 'utf8')).toBe(before);
  expect(await run('correct', 'water-a', '也改了名')).toEqual({
    code: 0,
    said: 'water-a 在案的就是也改了名，没有变动。',
  });
});

test('import: another name under an id is refused by its cell while the program runs, and nothing is written', async () => {
  await start();
  const text = readFileSync(file, 'utf8');
  const was = loadRoster(file).person('power-a')?.name ?? '';
  const book = join(place.dir, '名册.xlsx');
  writeFileSync(book, await exportRoster({ file, text: text.replaceAll(`name: ${was}`, 'name: 张三') }));
  expect(await run('import', book, '--yes')).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^‘人员’表 B\d+：编号 power-a 在案的是.*\n没有改动名册/u),
  });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('replace: the account stops at once, the file has the new person under an id of their own, once', async () => {
  await start();
  const was = loadRoster(file).person('power-a')?.name ?? '';
  expect(await run('replace', 'power-a')).toMatchObject({
    code: 1,
    said: expect.stringContaining(`名册里 power-a 还是${was}`),
  });
  const done = await run('replace', 'power-a', '张三');
  expect(done).toMatchObject({
    code: 0,
    said: expect.stringContaining(`${was}的账号、网页登录和没用的码都已停用`),
  });
  const successor = (await office()).register?.left['power-a']?.successor ?? '';
  expect(successor).toMatch(/^power-a-\d{6}-1$/u);
  const roster = loadRoster(file);
  expect(roster.person('power-a')).toBeUndefined();
  expect(roster.department('power')?.primary, 'and nothing of the one before but the post').toEqual({
    id: successor,
    name: '张三',
    title: '服务专员',
  });
  expect(await refused()).toEqual([]);
  const text = readFileSync(file, 'utf8');
  await stop();
  expect(await run('replace', 'power-a', '张三')).toEqual({
    code: 0,
    said: `${was}的账号已停用，由张三（${successor}）接手，没有变动。`,
  });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('invite --all, codes, revoke: a sheet for whoever has no account, listed, void by whose a code is or by itself', async () => {
  await start();
  const sheet = join(place.dir, '邀请码.html');
  expect(await run('invite', '--all', sheet)).toMatchObject({
    code: 0,
    said: expect.stringContaining('3 人的邀请码已写入'),
  });
  expect(statSync(sheet).mode & 0o077).toBe(0);
  const codes = new Set(readFileSync(sheet, 'utf8').match(/LX(?:-[2-9A-HJKMNP-Z]{4}){3}/gu));
  const invites = Object.entries((await office()).invites);
  expect(invites.map(([, { person }]) => person).sort()).toEqual([...WAITING].sort());
  expect([...codes].map(hashOf).sort()).toEqual(invites.map(([hash]) => hash).sort());
  expect(await run('invite', '--all', sheet)).toEqual({
    code: 1,
    said: `${sheet} 已经有了，没有发码。请换一个文件名，或删去它。`,
  });
  expect(Object.keys((await office()).invites)).toHaveLength(WAITING.length);

  await stop();
  expect(await run('revoke', 'water-a')).toMatchObject({
    code: 0,
    said: expect.stringMatching(/的码已作废。$/u),
  });
  expect(await run('revoke', 'water-a')).toMatchObject({
    code: 1,
    said: expect.stringContaining('没有还能用的码，没有变动'),
  });
  const [code = ''] = [...codes].filter(
    (one) => Object.fromEntries(invites)[hashOf(one)]?.person === 'power-a',
  );
  expect(await run('revoke', code.toLowerCase())).toEqual({ code: 0, said: '邀请码已作废。' });
  const listed = lines((await run('codes')).said).map((line) => line.split('\t'));
  expect(listed).toEqual([
    ['xinghuo-1', expect.any(String), '邀请码', '今天发的', expect.stringMatching(/前有效$/u)],
    ['作废一个：npm run roster -- revoke 人员编号'],
  ]);
});

test('of nobody and of nothing there is nothing to do: a sentence, exit code 1, and the file and the record as they were', async () => {
  const [text, version] = [readFileSync(file, 'utf8'), (await office()).version];
  for (const words of [
    ['correct', 'nobody'],
    ['replace', 'nobody', '张三'],
    ['invite', 'power-a', 'nobody'],
    ['revoke', 'nobody'],
  ]) {
    const { code, said } = await run(...words);
    expect([words, code, said]).toEqual([words, 1, expect.stringMatching(/^(?:名册里)?没有[^\n]*$/u)]);
  }
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect((await office()).version).toBe(version);
});

test.each([[['correct']], [['replace', 'power-a', '张三', '李四']], [['codes', 'power-a']]])(
  'a wrong command line gets the usage: %j',
  async (words) => {
    expect(await run(...words)).toMatchObject({ code: 2, said: expect.stringMatching(/^用法/u) });
  },
);

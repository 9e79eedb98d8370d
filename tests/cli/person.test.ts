/** What is on record of one person, as the operator hands it to them: theirs, all of it, and nothing of reports. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import readSheets from 'read-excel-file/node';
import { beforeEach, describe, expect, test } from 'vitest';
import { AccessLog, readAccess } from '../../src/access-log.ts';
import { at, HOUR } from '../../src/domain/time.ts';
import { type KeptOfPerson, keptOf, namedIn } from '../../src/papers/person/kept.ts';
import { type Bench, useBench } from '../desk/bench.ts';
import { programOf } from '../support/programs.ts';

const NOW = at('2026-11-24', '10:00');
const OWNER = 'xinghuo-1';
const WORD = '验收红包藏在茶叶盒';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let bench: Bench;
/** The liaison of the ordinary ticket, and who hears the report. */
let liaison = '';
let contact = '';
useBench(NOW, (one) => {
  bench = one;
});
beforeEach(async () => {
  await bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看，电话13812345678', 'group');
  liaison = (await bench.ticket(1)).liaison ?? '';
  await bench.says(liaison, '签收 1');
  await bench.says(liaison, '反馈 1 师傅下午到');
  await bench.says('dispatcher-1', '备注 1 企业着急');
  await bench.says(OWNER, '补充 1 晚上更厉害');
  await bench.says(liaison, '请假 12月7日-12月8日');
  await bench.says(OWNER, `我要举报：供电所验收的人${WORD}，不给就不验`);
  const [report] = await bench.store.tickets({ confidential: true });
  contact = report?.liaison ?? '';
  await bench.says(contact, `签收 ${report?.number}`);
  await bench.says(contact, `反馈 ${report?.number} 已核实${WORD}`);
  new AccessLog(bench.dir, { now: () => NOW + HOUR }, { error: () => {} }).note(liaison, '/t/1');
});

async function kept(id: string): Promise<KeptOfPerson | null> {
  return keptOf(id, {
    roster: bench.county.roster,
    office: await bench.store.office(),
    tickets: await bench.store.tickets({}),
    looked: readAccess(bench.dir),
    now: NOW,
  });
}

describe('what is on record of a person', () => {
  test('is who they are, what they raised and what came of it, what they wrote', async () => {
    const owner = await kept(OWNER);
    expect(owner?.roster).toMatchObject({ name: bench.county.roster.person(OWNER)?.name });
    expect(owner?.roster?.roles).toEqual([
      { role: 'member', of: bench.county.roster.enterpriseOf(OWNER)?.name },
    ]);
    expect(owner?.accounts).toHaveLength(1);
    expect(owner?.raised).toMatchObject([{ number: 1, at: '2026-11-24T10:00:00.000+08:00' }]);
    expect(owner?.raised[0]?.text).toContain('电话13812345678');
    expect(owner?.done.map(({ text }) => text)).toContain('晚上更厉害');
  });

  test('of staff: their steps, their notes, their leave, and what they looked at; nobody else’s', async () => {
    const one = await kept(liaison);
    expect(one?.raised).toEqual([]);
    expect(one?.done.map(({ what }) => what)).toEqual(expect.arrayContaining(['signed', 'fedBack']));
    expect(one?.done.every(({ isNote }) => !isNote)).toBe(true);
    expect(one?.noted.filter(({ where }) => where === 'leaves')).toHaveLength(1);
    expect(one?.looked).toEqual([{ at: '2026-11-24T11:00:00.000+08:00', what: '/t/1' }]);
    const hub = await kept('dispatcher-1');
    expect(hub?.done.filter(({ isNote }) => isNote)).toMatchObject([{ number: 1, text: '企业着急' }]);
    expect(hub?.looked).toEqual([]);
  });

  test('has nothing of a report, whoever made it, heard it or worked on it, and not that there is one', async () => {
    const [report] = await bench.store.tickets({ confidential: true });
    for (const { id } of bench.county.roster.people) {
      const one = await kept(id);
      expect(JSON.stringify(one), id).not.toContain(WORD);
      const numbers = [...(one?.raised ?? []), ...(one?.done ?? [])].map(({ number }) => number);
      expect(numbers, id).not.toContain(report?.number);
    }
    expect((await kept(contact))?.done, 'nothing else did the contact do').toEqual([]);
  });

  test('is none for an id that nobody has or had', async () => {
    expect(await kept('nobody')).toBeNull();
  });

  test('is the smallest part that names them: of a list only themselves', () => {
    const value = {
      1: { by: 'a', words: 'x', guests: ['a', 'b', 'c'] },
      2: { by: 'b', guests: ['b', 'c'] },
      3: { answers: { a: 'yes', b: 'no' } },
      4: { hosts: ['a', 'b'] },
    };
    expect(namedIn(value, 'c')).toEqual([{ guests: ['c'] }, { guests: ['c'] }]);
    expect(namedIn(value, 'b')).toEqual([
      { guests: ['b'] },
      { by: 'b', guests: ['b', 'c'] },
      { b: 'no' },
      { hosts: ['b'] },
    ]);
    expect(namedIn(new Map([['a', 1]]), 'a')).toEqual([{ a: 1 }]);
    expect(namedIn(null, 'a')).toEqual([]);
  });
});

function run(...words: readonly string[]): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env.PATH, DATA_DIR: bench.dir, ROSTER_FILE: 'data/roster.yaml' };
  return new Promise((resolve) => {
    const command = [...programOf('src/cli/person.ts'), ...words];
    execFile(process.execPath, command, { cwd: ROOT, env }, (error, out, errors) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, said: (out + errors).trim() }),
    );
  });
}

test('npm run person: beside the running program, counts first, then two files for nobody else to read, never over others', async () => {
  const into = join(bench.dir, '..', 'out');
  expect((await run(OWNER)).said).toMatch(/（xinghuo-1）：聊天账号 \d 个，提过的 1 件，办过的 \d 步/);
  expect(existsSync(into)).toBe(false);
  expect(await run(OWNER, '--export', into)).toMatchObject({
    code: 0,
    said: expect.stringContaining('已写入'),
  });
  const files = readdirSync(into).sort();
  expect(files.map((name) => name.replace(/\d{4}-\d\d-\d\d/, 'DAY'))).toEqual([
    'xinghuo-1-DAY.json',
    'xinghuo-1-DAY.xlsx',
  ]);
  for (const name of files) expect(statSync(join(into, name)).mode & 0o077).toBe(0);
  const [json = '', xlsx = ''] = files.map((name) => join(into, name));
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ id: OWNER, raised: [{ number: 1 }] });
  const sheets = await readSheets(readFileSync(xlsx));
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['本人', '提过的', '办过的', '别处记的', '看过什么']);
  expect(sheets[1]?.data[1]?.[4]).toContain('跳闸');
  expect(readAccess(bench.dir).at(-1)?.what, 'that it was taken away is on record').toBe(
    'person xinghuo-1 --export',
  );
  expect(await run(OWNER, '--export', into)).toMatchObject({
    code: 1,
    said: expect.stringContaining('已经有了'),
  });
  expect(await run('nobody')).toMatchObject({
    code: 1,
    said: expect.stringContaining('没有 nobody 这个人的记录'),
  });
  expect(await run()).toMatchObject({ code: 2 });
});

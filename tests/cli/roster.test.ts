/** `npm run roster` says where nobody would hear, before a report or a brief goes unheard. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/store/embedded.ts';
import { boundRoster, scratch } from '../support/county.ts';
import { programOf } from '../support/programs.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ALL = ['discipline-1', 'discipline-2', 'dispatcher-1', 'dispatcher-2', 'leader-1', 'leader-2'];

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

async function check(unbound: readonly string[]): Promise<{ code: number; lines: readonly string[] }> {
  const { file } = boundRoster(place.dir, { unbound });
  const env = { PATH: process.env.PATH, ROSTER_FILE: file, DATA_DIR: join(place.dir, 'data') };
  return await new Promise((resolve) => {
    execFile(process.execPath, programOf('src/cli/roster.ts'), { cwd: ROOT, env }, (error, out, errors) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, lines: (out + errors).trim().split('\n') });
    });
  });
}

test('a roster with somebody in every office is just right, and no data folder comes of asking', async () => {
  expect(await check(['discipline-1', 'dispatcher-2', 'leader-1'])).toEqual({
    code: 0,
    lines: ['名册无误：28 个部门，27 家企业，150 人。'],
  });
  expect(existsSync(join(place.dir, 'data'))).toBe(false);
});

test('an office in which nobody can be reached is warned of, with the command that mends it', async () => {
  const { code, lines } = await check(ALL);
  expect(code, 'a warning is no failure').toBe(0);
  expect(lines.slice(1)).toEqual([
    '注意：纪检联系人（吕秀松、苏海柏）都还没有绑定账号，举报只能等待，没有人看得到。请运行 npm run roster -- invite discipline-1',
    '注意：调度员（毕志辰、常德岚）都还没有绑定账号，责任部门不明确的诉求没有人分办。请运行 npm run roster -- invite dispatcher-1',
    '注意：双组长（谢学岚、陶永舟）都还没有绑定账号，周报送不到。请运行 npm run roster -- invite leader-1',
  ]);
});

test('whoever is bound by an invite code counts', async () => {
  const store = await openStore({ dir: join(place.dir, 'data') });
  await store.commit(() => ({
    at: Date.parse('2026-11-23T09:00:00+08:00'),
    cause: 'test:bind',
    office: ['discipline-2', 'leader-1'].map((person, index) => ({
      type: 'accountBound' as const,
      v: 1 as const,
      at: Date.parse('2026-11-23T09:00:00+08:00'),
      account: `telegram/${index}`,
      person,
      hash: '',
    })),
  }));
  await store.close();
  const { lines } = await check(ALL);
  expect(lines.slice(1)).toEqual([expect.stringContaining('调度员（毕志辰、常德岚）')]);
});

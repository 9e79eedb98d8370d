/** `npm run ledger -- import`, as it is typed, beside a desk that runs. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { control, serveControl } from '../../src/desk/operation/control.ts';
import { bringIn } from '../../src/desk/past/bring-in.ts';
import { at } from '../../src/domain/time.ts';
import { type Bench, useBench } from '../desk/bench.ts';
import { programOf } from '../support/programs.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROWS = [
  '序号,企业名称,反映问题,受理日期,责任单位,办理情况,是否办结,办结时间,满意度',
  '1,星火样例煤焦有限公司,厂区门口道路破损,2026.11.2,住建局,已勘查,否,,',
  '2,另一家,路灯不亮,2025.3.9,城管,已修,是,2025.3.18,满意',
  '3,没有这家,路坏了,2026.11.2,住建局,,否,,',
];

let bench: Bench;
useBench(at('2026-11-24', '10:00'), (opened) => {
  bench = opened;
});
let server: Server | null = null;
beforeEach(() => {
  server = null;
});
afterEach(() => server?.close());

async function run(...words: readonly string[]): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env.PATH, DATA_DIR: bench.dir };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...programOf('src/cli/papers.ts'), 'ledger', 'import', ...words],
      { cwd: ROOT, env },
      (error, out, errors) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, said: (out + errors).trim() }),
    );
  });
}

async function listen(): Promise<void> {
  const { parts } = bench.program;
  server = await serveControl(bench.dir, (request) =>
    request.do === 'bringIn'
      ? bringIn(request.file, request.write, parts)
      : control(request, bench.store, bench.county.roster, bench.clock, bench.county.say),
  );
}

test('is told first, brought in with --write, and once only', async () => {
  await listen();
  const file = join(bench.dir, '旧台账.csv');
  writeFileSync(file, ROWS.join('\n'));
  const told = await run(file);
  expect(told.code).toBe(0);
  expect(told.said).toContain('读出 3 行：还在办的 1 件接过来继续办，已办结的 1 件只作往期数字');
  expect(told.said).toContain('‘csv’表 B4（企业名称）');
  expect(told.said).toContain('加上 --write 再运行');
  expect(await bench.store.tickets({})).toEqual([]);
  const done = await run(file, '--write');
  expect(done).toEqual({ code: 0, said: expect.stringContaining('已导入') });
  expect(await bench.store.tickets({})).toHaveLength(1);
  expect((await bench.store.office()).imports?.[0]).toMatchObject({ name: '旧台账.csv', by: 'cli' });
  expect(await run(file, '--write')).toEqual({ code: 1, said: expect.stringContaining('已经导入过') });
  expect(await bench.store.tickets({})).toHaveLength(1);
});

test('a file that is not there, one that is no ledger, and a program that does not run are told in a sentence', async () => {
  const file = join(bench.dir, '通讯录.csv');
  expect(await run(file)).toEqual({ code: 1, said: expect.stringContaining('程序没有在运行') });
  await listen();
  expect(await run(file)).toEqual({ code: 1, said: expect.stringContaining('没有这个文件') });
  writeFileSync(file, '姓名,电话\n张三,1');
  expect(await run(file, '--write')).toEqual({ code: 1, said: expect.stringContaining('没有找到表头') });
  expect((await run()).code).toBe(2);
});

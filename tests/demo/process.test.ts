import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { loadMonth } from '../../src/demo/month-file.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { scratch } from '../support/county.ts';
import { asTyped, programOf } from '../support/programs.ts';
import { chatLines, SETTINGS } from './bench.ts';

const STEPS = loadMonth('data/demo/month.yaml', SETTINGS.roster).steps.length;
const PATIENCE = { timeout: 180_000, interval: 20 };

const { dir, remove } = scratch();
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  remove();
});

/** `npm run demo` on the folder; `program`: what Node.js is given to start it. */
function demo(program = programOf('src/main.ts')): {
  readonly child: ChildProcess;
  output(): string;
  readonly ended: Promise<unknown>;
} {
  const child = spawn(process.execPath, [...program, '--demo'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dir, WEB_PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
  return { child, output: () => output, ended };
}

function stepsDone(): number {
  const file = join(dir, 'demo.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { done: number }).done : 0;
}

it('`npm run demo` fills the group, goes on after kill -9 and after Ctrl-C, and opens again as it was', {
  timeout: 600_000,
}, async () => {
  const first = demo(asTyped('src/main.ts'));
  await vi.waitFor(() => expect(stepsDone(), first.output()).toBeGreaterThan(60), PATIENCE);
  first.child.kill('SIGKILL');
  await first.ended;
  expect(stepsDone()).toBeLessThan(STEPS);

  const killed = stepsDone();
  const stopped = demo();
  await vi.waitFor(() => expect(stepsDone(), stopped.output()).toBeGreaterThan(killed + 40), PATIENCE);
  stopped.child.kill('SIGTERM');
  expect(await stopped.ended, stopped.output()).toBe(0);
  expect(stopped.output()).toContain('已停止，数据已保存。');
  expect(stepsDone()).toBeLessThan(STEPS);

  const second = demo();
  await vi.waitFor(() => expect(second.output()).toMatch(/请用浏览器打开 http/), PATIENCE);
  expect(stepsDone()).toBe(STEPS);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(second.output())?.[0] ?? '';
  expect((await fetch(url)).status).toBe(200);
  second.child.kill('SIGTERM');
  expect(await second.ended, second.output()).toBe(0);
  const said = chatLines(dir).filter(({ is }) => is === 'said').length;
  await expect(verifyStore(dir)).resolves.toMatchObject({ tickets: 77 });

  const third = demo();
  await vi.waitFor(() => expect(third.output()).toMatch(/请用浏览器打开 http/), PATIENCE);
  third.child.kill('SIGTERM');
  expect(await third.ended, third.output()).toBe(0);
  const lines = chatLines(dir);
  expect(lines.filter(({ is }) => is === 'said')).toHaveLength(said);
  const keys = lines.flatMap((line) => ('key' in line ? [line.key] : []));
  expect(new Set(keys).size).toBe(keys.length);
});

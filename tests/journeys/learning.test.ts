/** The program that people start: it learns at three, in a thread of its own, and starts whatever lies in its folder. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { localFileIn } from '../../src/learning/local-weights.ts';
import { openBench } from '../desk/bench.ts';
import { CANAL } from '../learning/county.ts';
import { COMMANDS, next } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { PATIENCE } from '../support/patience.ts';
import { type RunningProgram, startProgram } from '../support/program.ts';

const TUESDAY = at('2026-11-24', '10:00');

let place: ReturnType<typeof scratch>;
let dir: string;
let env: Record<string, string>;
beforeEach(() => {
  place = scratch();
  dir = join(place.dir, 'data');
  env = { DATA_DIR: dir, WEB_PORT: '0', UNDERSTANDING: 'data/understanding.weights', LOG_LEVEL: 'info' };
});
afterEach(() => place.remove());

/** 快进 一天, as a visitor of the page does; it only sets off. */
async function dayPasses({ output }: RunningProgram): Promise<void> {
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0] ?? '';
  const headers = { origin: url, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/clock`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ to: 'day' }),
  });
  expect(answer.status).toBe(200);
}

test('a night passes: the log tells of it, and the next start reads by what was learnt', async () => {
  const bench = await openBench(dir, TUESDAY);
  for (const text of CANAL) {
    const unclear = { kind: 'request', text, department: null };
    await bench.has(TUESDAY, (story) => next(story, 'dispatcher', COMMANDS.assign, TUESDAY), unclear);
  }
  await bench.end();
  const program = await startProgram({ ...env, CLOCK_START: '2026-11-24T20:00:00+08:00' });
  await dayPasses(program);
  await vi.waitFor(() => expect(program.errors()).toContain('夜间学习做完了'), PATIENCE);
  expect(program.errors()).toContain('"verdict":"taken"');
  expect(existsSync(localFileIn(dir))).toBe(true);
  expect(await program.stop()).toBe(0);
  const again = await startProgram({ ...env, CLOCK_START: '2026-11-26T09:00:00+08:00' });
  expect(again.errors()).not.toContain('本县学到的权重这次不用');
  expect(await again.stop()).toBe(0);
});

test('a damaged file is told in the log, and is no reason not to start; off, nobody looks at it', async () => {
  const bench = await openBench(dir, TUESDAY);
  await bench.end();
  writeFileSync(localFileIn(dir), 'not weights at all, though long enough to be looked into for a while');
  const clock = { CLOCK_START: '2026-11-25T09:00:00+08:00' };
  const program = await startProgram({ ...env, ...clock });
  expect(program.errors()).toContain('本县学到的权重这次不用，按程序自带的识别，今晚重新学');
  expect(program.errors()).toContain('不是识别模型的权重文件');
  expect(await program.stop()).toBe(0);
  const off = await startProgram({ ...env, ...clock, LEARNING: 'off' });
  expect(off.errors()).not.toContain('本县学到的权重');
  expect(await off.stop()).toBe(0);
});

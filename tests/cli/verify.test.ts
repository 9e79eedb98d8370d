/** `npm run verify` as whoever got a brief runs it: the right folder, a digit mistyped, a line that means nothing. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { openBench } from '../desk/bench.ts';
import { scratch } from '../support/county.ts';
import { programOf } from '../support/programs.ts';

const TUESDAY = at('2026-11-24', '10:00');

let place: ReturnType<typeof scratch>;
/** What a brief of the demo ends with. */
let head = '';

beforeAll(async () => {
  place = scratch();
  for (const [folder, tickets] of [
    ['rehearsal', 1],
    ['demo-month', 3],
  ] as const) {
    const bench = await openBench(join(place.dir, 'data', folder), TUESDAY);
    for (let count = 0; count < tickets; count++) await bench.has(TUESDAY);
    head = /台账 (\S+)$/.exec(await bench.answers('dispatcher-1', '简报'))?.[1] ?? '';
    await bench.end();
  }
});
afterAll(() => place.remove());

function verify(
  env: Readonly<Record<string, string>>,
  ...words: string[]
): Promise<{ readonly code: number; readonly said: string }> {
  const all = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env };
  const args = [...programOf('src/cli/verify.ts'), ...words];
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: place.dir, env: all }, (error, out, err) =>
      done({ code: error ? Number(error.code ?? 1) : 0, said: out + err }),
    );
  });
}

describe('npm run verify', () => {
  test('a head of another folder than is looked at: it says which there is, and there it is right', async () => {
    const { code, said } = await verify({}, '--head', head);
    expect(code).toBe(1);
    expect(said).toMatch(/不符|没有给出的第/);
    expect(said).toContain(
      '刚才核对的是 data/rehearsal。另有一份记录在 data/demo-month，核对它请在命令前加上 DATA_DIR=data/demo-month',
    );
    const there = await verify({ DATA_DIR: 'data/demo-month' }, '--head', head);
    expect(there).toEqual({ code: 0, said: expect.stringContaining(`与给出的 ${head} 相符`) });
  });

  test('a digit mistyped is thought of before the record is', async () => {
    const wrong = head.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    const { code, said } = await verify({ DATA_DIR: 'data/demo-month' }, '--head', wrong);
    expect(code).toBe(1);
    expect(said).toMatch(/不符。请先看序号和校验值有没有抄错；没有抄错，就是记录被换过或改过：/);
  });

  test('what .env says wrongly is named, not passed over', async () => {
    writeFileSync(join(place.dir, '.env'), 'DATA_DIR：data/demo-month\n');
    const { code, said } = await verify({});
    expect(code).toBe(1);
    expect(said).toContain('.env:1: DATA_DIR 后面应为半角等号“=”');
  });

  test.each([[['--head', '12']], [['--head', '12:xyz']], [['--kopf']]])(
    '%j is no command of it',
    async (words) => {
      const { code, said } = await verify({}, ...words);
      expect(code).toBe(2);
      expect(said).toContain('用法：npm run verify -- [--head 序号:校验值]');
    },
  );
});

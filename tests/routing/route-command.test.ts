import { spawn } from 'node:child_process';
import { text as readAll } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { programOf } from '../support/programs.ts';

interface Run {
  readonly code: number | null;
  readonly lines: readonly Record<string, unknown>[];
  readonly stderr: string;
}

/** Runs the command itself; every line of its stdout must be JSON. */
async function routeCommand(input: string, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const child = spawn(process.execPath, programOf('src/cli/route.ts'), {
    env: { ...process.env, ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
  const lines = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code: await ended, lines, stderr };
}

describe('npm run -s route', () => {
  it('answers each message in order with one JSON line and exits 0', async () => {
    const { code, lines, stderr } = await routeCommand(
      '\uFEFF{"id":"a","text":"变压器容量不够，想增容"}\r\n\n{"id":2,"text":"收到"}',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(lines).toMatchObject([
      { id: 'a', kind: 'request', urgent: false, auto: true, departments: [{ id: 'power' }, {}, {}] },
      { id: 2, kind: 'chatter', departments: [] },
    ]);
    const keys = ['id', 'kind', 'urgent', 'departments', 'auto', 'suspected', 'reasons'];
    expect(Object.keys(lines[0] ?? {})).toEqual(keys);
  });

  it('names a wrong line, goes on, and exits 1 at the end', async () => {
    const { code, lines, stderr } = await routeCommand(
      '{"id":1,"text":"停水了"}\n不是\n{"id":3}\n[]\n{"id":5,"text":"停气了"}\n',
    );
    expect(code).toBe(1);
    expect(lines.map(({ id }) => id)).toEqual([1, null, null, null, 5]);
    expect(lines[1]).toEqual({ id: null, error: '第 2 行：不是 JSON' });
    expect(stderr).toContain('第 3 行：缺少 text');
    expect(stderr).toContain('第 4 行：');
  });

  it('reads as the program does: a hint at an official goes to nobody, and the rules alone do not hear it', async () => {
    const hint = '{"id":1,"text":"来检查的那位走的时候后备箱都关不上了，烟酒是我们出的"}';
    const [read] = (await routeCommand(hint)).lines;
    expect(read?.suspected === true || read?.kind === 'whistleblow').toBe(true);
    expect(read?.auto).toBe(false);
    const plain = '{"id":1,"text":"变压器容量不够，想增容"}';
    const [ruled] = (await routeCommand(plain, { UNDERSTANDING: 'rules' })).lines;
    expect(ruled).toMatchObject({ auto: true, suspected: false, departments: [{ id: 'power' }, {}, {}] });
  });

  it('is silent and content without input', async () => {
    expect(await routeCommand('')).toEqual({ code: 0, lines: [], stderr: '' });
  });

  it('reads the roster that ROSTER_FILE names, and says when it cannot', async () => {
    const { code, lines, stderr } = await routeCommand('{"id":1,"text":"停水了"}', {
      ROSTER_FILE: 'data/nowhere.yaml',
    });
    expect({ code, lines }).toEqual({ code: 1, lines: [] });
    expect(stderr).toContain('data/nowhere.yaml:1: 文件读不到');
  });
});

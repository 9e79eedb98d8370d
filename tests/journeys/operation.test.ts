/**
 * A county's IT on one machine: watching, a backup beside the program at work, the terminal closed, a copy that must not
 * speak, a restore, and the operators who hear of it.
 */
import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backupsIn } from '../../src/backup/bundle.ts';
import { VERSION } from '../../src/help.ts';
import { scratch } from '../support/county.ts';
import { launch } from '../support/program.ts';
import { programOf } from '../support/programs.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let place: ReturnType<typeof scratch>;
let world: World;
let daily = '';
let restored = '';
beforeAll(async () => {
  place = scratch();
  daily = join(place.dir, 'daily');
  restored = join(place.dir, 'restored');
  world = await startWorld({ env: { HEALTH_PORT: '0', LOG_LEVEL: 'info', BACKUP_DIR: daily } });
});
afterAll(async () => {
  await world.end();
  place.remove();
});

function command(name: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const all = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...world.env, ...env };
  return new Promise<{ readonly code: number; readonly said: string }>((done) => {
    const program = [...programOf(`src/cli/${name}.ts`), ...words];
    execFile(process.execPath, program, { cwd: ROOT, env: all }, (error, out, err) =>
      done({ code: error ? Number(error.code ?? 1) : 0, said: out + err }),
    );
  });
}

async function ask(path: string): Promise<Response> {
  const url = await world.tg.waitFor(
    () => /"url":"(http:\/\/127\.0\.0\.1:\d+)\/healthz"/.exec(world.program.errors())?.[1],
    undefined,
    'the address of /healthz in the log',
  );
  return await fetch(`${url}${path}`);
}

test('while it runs: its state, its figures without a name, and the backup that it makes of itself', async () => {
  const owner = await world.person(OWNER);
  // Who has not spoken to the bot cannot be told anything.
  const operator = await world.person('operator-1');
  await operator.tells('帮助');
  await world.tg.waitForMessage(operator, /REPORT_KEY/);
  await owner.says(world.group, '厂里停水了，请尽快来看看');
  await world.tg.waitForMessage(world.group, /【诉求件 1/);

  await world.tg.waitFor(async () => (await backupsIn(daily)).length === 1, undefined, 'the daily backup');
  const health = await ask('/healthz');
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({
    version: VERSION,
    channels: { telegram: { state: 'up' } },
    clock: { lastBeat: expect.stringMatching(/\+08:00$/) },
    disks: [{ of: 'data', freePercent: expect.any(Number) }],
    backup: { newest: expect.stringMatching(/\+08:00$/), failed: null },
  });
  expect((await ask('/livez')).status).toBe(200);
  const metrics = await (await ask('/metrics')).text();
  expect(metrics).toContain('lianxinqiao_channel_up{channel="telegram"} 1');
  expect(metrics).not.toMatch(/停水|xinghuo|诉求|\p{Script=Han}/u);
});

test('npm run backup, beside it', async () => {
  const { code, said } = await command('backup', [join(place.dir, 'by-hand')]);
  expect({ code, said }).toEqual({
    code: 0,
    said: expect.stringMatching(/^已备份到 .+已核对，头部 \d+:[0-9a-f]{12}。/),
  });
  const list = await command('backup', ['list']);
  expect(list.said).toContain(`程序 ${VERSION}`);
  // Into the folder of the data that is there: nothing.
  const [{ name = '' } = {}] = await backupsIn(daily);
  const over = await command('restore', [join(daily, name)]);
  expect(over).toEqual({ code: 1, said: expect.stringContaining('里已经有数据，没有恢复，也没有改动') });
});

test('the terminal is closed: it stops as if it had been asked to', async () => {
  process.kill(world.program.pid, 'SIGHUP');
  expect(await world.program.ended).toBe(0);
  expect(world.program.output()).toContain('已停止，数据已保存。');
});

test('a copy of the folder does not speak to anybody', async () => {
  const copy = join(place.dir, 'copy');
  cpSync(world.dataDir, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  const started = launch({ ...world.env, DATA_DIR: copy });
  expect(await started.ended).toBe(1);
  expect(started.errors()).toMatch(/另一处运行的.+没有启动.+npm run take-over/);
});

test('a restored one neither, until it is taken over; then the operators hear of it, and all is there', async () => {
  const [{ name = '' } = {}] = await backupsIn(join(place.dir, 'by-hand'));
  const { code, said } = await command('restore', [join(place.dir, 'by-hand', name), '--to', restored]);
  expect({ code, said }).toEqual({
    code: 0,
    said: expect.stringMatching(/已恢复到 .+诉求件 1 件[\s\S]+npm run take-over/),
  });
  const env = { DATA_DIR: restored };
  const refused = launch({ ...world.env, ...env });
  expect(await refused.ended).toBe(1);
  expect(refused.errors()).toContain('恢复来的，还没有在这里运行过');

  expect(await command('take-over', [], env)).toEqual({
    code: 0,
    said: expect.stringContaining('已接管：原来在主机'),
  });
  expect((await command('take-over', [], env)).said).toContain('就在原处，不用接管');
  const operator = await world.person('operator-1');
  await world.restart(env);
  await world.tg.waitForMessage(operator, /^连心桥换了地方运行：原来在主机 .+ 的 .+，现在在/);
  const owner = await world.person(OWNER);
  await owner.tells('进度 1');
  await world.tg.waitForMessage(owner, /停水/);
});

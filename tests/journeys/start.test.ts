/** What stops a start, and the sentence the operator gets: what is wrong and what to do. Never a stack trace. */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PATIENCE } from '../support/patience.ts';
import { launch, startProgram } from '../support/program.ts';
import { asTyped, programOf } from '../support/programs.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { cardWith } from './helpers.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let world: World;
/** The same county and bot, without a clock, and a data folder that nobody uses. */
let plain: Record<string, string>;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 } });
  const { CLOCK_START: _start, CLOCK_SPEED: _speed, ...rest } = world.env;
  plain = { ...rest, DATA_DIR: join(world.dir, 'elsewhere') };
});
afterAll(() => world?.end());

/** Starts the program, which is to refuse; gives what it says on standard error. */
async function refusal(env: Readonly<Record<string, string>>): Promise<string> {
  const program = launch(env);
  const code = await program.ended;
  expect(code, `the program was to refuse; it said ${program.output()}`).toBe(1);
  expect(program.output(), 'it never claimed to run').not.toContain('已启动');
  expect(program.errors(), 'a sentence, no stack trace').not.toMatch(/^\s+at |node:internal/m);
  return program.errors();
}

/** A copy of a file of the county, changed; gives its path and the number of the line that was changed. */
function changed(file: string, from: string | RegExp, to: string): { path: string; line: number } {
  const text = readFileSync(file, 'utf8');
  const path = join(
    world.dir,
    `changed-${Math.random().toString(36).slice(2)}`,
    file.split('/').at(-1) as string,
  );
  const at = text.search(typeof from === 'string' ? from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : from);
  expect(at, `${String(from)} in ${file}`).toBeGreaterThanOrEqual(0);
  mkdirSync(dirname(path));
  writeFileSync(path, text.replace(from, to));
  return { path, line: text.slice(0, at).split('\n').length };
}

describe('settings', () => {
  test('no token: a rehearsal in the browser, at the address it prints', async () => {
    const { TELEGRAM_BOT_TOKEN: _, ...env } = plain;
    // As `npm start` starts it, whatever other tests are given.
    const program = await startProgram(
      { ...env, DATA_DIR: join(world.dir, 'browser'), WEB_PORT: '0' },
      ROOT,
      asTyped('src/main.ts'),
    );
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(program.output())?.[0];
    expect(program.output()).toContain('演练');
    expect((await fetch(`${url}/`)).status).toBe(200);
    expect(await program.stop()).toBe(0);
    expect(program.output()).toContain('已停止，数据已保存。');
  });

  test('words it does not know are refused', async () => {
    const child = spawn('npm', ['start', '--', '--dmeo'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...plain },
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(1);
    expect(errors).toContain('不认识的参数：--dmeo');
  });

  test('wrong values are named, all at once, with what would be right', async () => {
    const said = await refusal({
      ...plain,
      TELEGRAM_BOT_TOKEN: 'not a token',
      DELIVERY_PACING: 'fast',
      CLOCK_START: 'yesterday',
      CLOCK_SPEED: '-1',
      TELEGRAM_WEBHOOK_PORT: '99999',
    });
    expect(said).toContain('TELEGRAM_BOT_TOKEN：格式不对，应像 123456:ABC-def');
    expect(said).toContain('DELIVERY_PACING：应为 on 或 off');
    expect(said).toContain('CLOCK_START：应为 ISO 时间，例如 2026-11-23T09:00:00+08:00');
    expect(said).toContain('CLOCK_SPEED：应大于 0');
    expect(said).toContain('TELEGRAM_WEBHOOK_PORT：应为 0 到 65535');
  });

  test('a roster that is no YAML: file and line', async () => {
    const { path, line } = changed(world.env.ROSTER_FILE as string, /^dispatchers:/m, 'dispatchers: [');
    expect(await refusal({ ...plain, ROSTER_FILE: path })).toMatch(
      new RegExp(`roster\\.yaml:(${line}|${line + 1}): YAML 写法有误`),
    );
  });

  test('a roster with a wrong field, and one that is not there', async () => {
    const { path, line } = changed('data/roster.yaml', 'size: 大型', 'size: 巨大');
    expect(await refusal({ ...plain, ROSTER_FILE: path })).toContain(
      `roster.yaml:${line}: enterprises.0.size：请写 大型、中型、小型 或 微型`,
    );
    expect(await refusal({ ...plain, ROSTER_FILE: join(world.dir, 'nowhere.yaml') })).toContain(
      'nowhere.yaml:1: 文件读不到（ENOENT）。请检查路径和权限。',
    );
  });

  test('a key the flow does not know', async () => {
    const flows = join(world.dir, 'flows');
    cpSync(join(ROOT, 'flows'), flows, { recursive: true });
    const { path, line } = changed(join(flows, 'complaint.yaml'), 'most: 2', 'mots: 2');
    cpSync(path, join(flows, 'complaint.yaml'));
    expect(await refusal({ ...plain, FLOWS_DIR: flows })).toContain(
      `complaint.yaml:${line}: rework.mots：没有这个设置项，请核对拼写或删去`,
    );
  });
});

describe('the data folder', () => {
  test('that cannot be written', async () => {
    const file = join(world.dir, 'a-file');
    writeFileSync(file, '');
    expect(await refusal({ ...plain, DATA_DIR: join(file, 'data') })).toMatch(/数据目录.*请/s);
    // The superuser may write anywhere; everybody else finds this folder closed.
    if (process.getuid?.() !== 0) {
      const closed = join(world.dir, 'closed');
      mkdirSync(closed);
      chmodSync(closed, 0o500);
      expect(await refusal({ ...plain, DATA_DIR: closed })).toMatch(/数据目录.*请/s);
    }
  });

  test('that lies so deep that the operator’s commands could not reach the program', async () => {
    const deep = join(world.dir, 'x'.repeat(60), 'y'.repeat(60));
    expect(await refusal({ ...plain, DATA_DIR: deep })).toMatch(
      /数据目录的路径太长：.*请把 DATA_DIR 改成短一些的路径/,
    );
  });

  test('that another process is using: which one, and what to do', async () => {
    const said = await refusal(world.env);
    expect(said).toContain(String(world.program.pid));
    expect(said).toMatch(/请/);
    await (await world.person(OWNER)).says(world.group, '厂区电压不稳，请供电公司来看');
    await cardWith(world, world.group, 1, '待签收');
  });

  test('of a rehearsal is not used for real life, nor the other way round', async () => {
    await world.program.kill();
    expect(await refusal({ ...plain, DATA_DIR: world.dataDir })).toContain(
      '这个数据目录是演练用的，不能用于真实运行。请把 DATA_DIR 改成另一个目录。',
    );
    const real = await startProgram(plain);
    await real.kill();
    const { TELEGRAM_BOT_TOKEN: _, ...browser } = plain;
    expect(await refusal({ ...browser, WEB_PORT: '0' }), 'where one may speak as anybody').toContain(
      '这个数据目录里是真实数据，不能拿来演练。请把 DATA_DIR 改成另一个目录。',
    );
    expect(await refusal({ ...world.env, DATA_DIR: plain.DATA_DIR as string })).toContain(
      '这个数据目录里是真实数据，不能拿来演练。请把 DATA_DIR 改成另一个目录。',
    );
  });

  test('a rehearsal does not reach the real Telegram', async () => {
    expect(await refusal({ ...world.env, TELEGRAM_API_ROOT: 'https://api.telegram.org' })).toContain(
      '设置了 CLOCK_START 或 CLOCK_SPEED 就是演练，不能连真实的 Telegram。',
    );
  });

  test('with open tickets of somebody the roster has lost: the ticket is named', async () => {
    const { path } = changed(world.env.ROSTER_FILE as string, 'id: power-a', 'id: power-z');
    const said = await refusal({ ...world.env, ROSTER_FILE: path });
    expect(said).toContain('诉求件 1 由 power-a 办理');
    expect(said).toContain('请先恢复名册，把这些件转给别人或办结，再改名册。');
    // Agreed to, the same roster starts, and whoever took the place gets the ticket.
    const env = { ...world.env, ROSTER_FILE: path };
    const check = async (...words: readonly string[]): Promise<string> => {
      const program = launch(env, ROOT, [...programOf('src/cli/check-county.ts'), ...words]);
      await program.ended;
      return program.output();
    };
    expect(await check()).toMatch(
      /诉求件 1 由 power-a 办理，名册里没有了。运行 npm run check-county -- --hand-over/,
    );
    const agreed = await check('--hand-over');
    expect(agreed).toContain('记下了：power-a 手上的 1 件');
    expect(agreed).toContain('诉求件 1 原由 余文岭 办理，下次启动时转给接手的人。');
    await (await startProgram(env)).kill();
    expect(await check(), 'it lies with whoever took the place').not.toContain('诉求件 1');
  });
});

describe('Telegram', () => {
  test('does not know the token', async () => {
    const said = await refusal({ ...plain, TELEGRAM_BOT_TOKEN: '7000000001:WRONG' });
    expect(said).toContain('Telegram 不认这个机器人的 token。请在 @BotFather 里用 /mybots 核对');
    expect(said, 'the token itself is not shown').not.toContain('WRONG');
  });

  test('is already heard by another program: the one that is cut off says so, and goes on', async () => {
    const first = await startProgram(plain);
    const second = await startProgram({ ...plain, DATA_DIR: join(world.dir, 'second') });
    await vi.waitFor(() => {
      const said = first.errors() + second.errors();
      expect(said).toContain('另一个程序正在用同一个令牌接收这个 Telegram 机器人的消息');
    }, PATIENCE);
    await second.kill();
    expect(await first.stop()).toBe(0);
  });

  test('keeps group talk from the bot: a warning says how to change that', async () => {
    await world.tg.privacy(true);
    const program = await startProgram(plain);
    expect(program.errors()).toContain('开着隐私模式');
    expect(program.errors()).toContain('/setprivacy');
    await program.kill();
    await world.tg.privacy(false);
  });

  test('asked to stop, the program says that all is saved', async () => {
    const program = await startProgram(plain);
    expect(await program.stop()).toBe(0);
    expect(program.output()).toContain('已停止，数据已保存。');
  });
});

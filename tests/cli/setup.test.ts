/** A county's folder is made once, holds what the county answered or had written before, and an upgrade is told. */
import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../src/config.ts';
import { scratch } from '../support/county.ts';
import { programOf } from '../support/programs.ts';
import { startFakeTelegram } from '../support/telegram/client.ts';

let place: ReturnType<typeof scratch>;
/** An installation: the files that ship, under version control as after `git clone`. */
let root: string;
const county = (name: string): string => join(root, 'county', name);
const textOf = (name: string): string => readFileSync(join(root, name), 'utf8');

beforeEach(() => {
  place = scratch();
  root = join(place.dir, 'lianxinqiao');
  mkdirSync(join(root, 'data'), { recursive: true });
  cpSync('flows', join(root, 'flows'), { recursive: true });
  for (const name of readdirSync('data').filter((one) => one.endsWith('.yaml')))
    cpSync(join('data', name), join(root, 'data', name));
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
});
afterEach(() => place.remove());

function git(...words: readonly string[]): string {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
  return execFileSync('git', ['-C', root, ...who, ...words], { encoding: 'utf8' });
}
function versioned(): void {
  writeFileSync(join(root, '.gitignore'), 'node_modules\ncounty/\n.env\n');
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'ships');
}

function setup(words: readonly string[], answers = ''): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH };
    const child = execFile(
      process.execPath,
      [...programOf('src/cli/setup.ts'), ...words],
      { cwd: root, env },
      (error, out, errors) => {
        resolve({ code: error ? Number(error.code ?? 1) : 0, said: out + errors });
      },
    );
    child.stdin?.end(answers);
  });
}

describe('made anew', () => {
  test('by the answers of a pipe: name, operator, channel, folder, key', async () => {
    const { code, said } = await setup(['--no-check'], '示范县\n甲\ntelegram\n123456:ABC-def\nstore\nnew\n');
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('已建立 county/') });
    const env = readFileSync(county('.env'), 'utf8');
    expect(env).toMatch(/^TELEGRAM_BOT_TOKEN=123456:ABC-def$/m);
    expect(env).toMatch(/^DATA_DIR=store$/m);
    expect(said, 'a key is in the file and nowhere else').not.toContain(
      /REPORT_KEY="?([^"\n]+)/.exec(env)?.[1],
    );
    expect(said).toContain('请另抄一份保管好');
    const roster = parse(readFileSync(county('roster.yaml'), 'utf8')) as {
      group: { name: string };
      operators: { name: string }[];
    };
    expect(roster.group.name).toBe('示范县政企连心桥');
    expect(roster.operators[0]?.name).toBe('甲');
    expect(parse(readFileSync(county('policies.yaml'), 'utf8')), 'what ships is made up').toMatchObject({
      policies: [],
    });
    expect(statSync(county('.env')).mode & 0o077, 'nobody else reads it').toBe(0);
    expect(statSync(county('')).mode & 0o077).toBe(0);
    // Twice: nothing is touched.
    const again = await setup([], '别处\n');
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining('county/ 已经有了，没有改动它') });
    // Every option that answers a question, and those alone, each once however often it was given.
    const answers = '--county,--operator,--channel,--token,--bot-id,--secret,--puppet,--data,--report-key';
    const given = answers.split(',').flatMap((one) => [one, 'x']);
    const unused = await setup([...given, '--yes', '--no-check', '--channel', 'none']);
    expect(unused.code).toBe(1);
    expect(unused.said).toContain(`\n${answers.replaceAll(',', '、')} 没有用上`);
    expect(readFileSync(county('.env'), 'utf8')).toBe(env);
  });

  test('by options alone; a wrong one makes nothing, and says what would be right', async () => {
    const wrong = await setup(['--yes', '--channel', 'telegram', '--token', 'nonsense']);
    expect(wrong).toMatchObject({ code: 1, said: expect.stringContaining('TELEGRAM_BOT_TOKEN：格式不对') });
    expect(await setup(['--yes', '--channel', 'qq'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('没有“qq”这个渠道'),
    });
    expect(await setup(['--channel', 'wecom'], '甲县\n乙\n'), 'the pipe ended').toMatchObject({
      code: 1,
      said: expect.stringContaining('没有填 Bot ID'),
    });
    expect(existsSync(county(''))).toBe(false);
    expect(await setup(['--yes', '--county', '乙县'])).toMatchObject({ code: 0 });
    expect(readFileSync(county('.env'), 'utf8')).toMatch(/^DATA_DIR=data\/rehearsal$/m);
  });

  test('what an older .env lacks of its channel is asked for, and a backup inside the folder that is to be made is refused', async () => {
    writeFileSync(join(root, '.env'), 'WECOM_BOT_ID=bot-0001\n');
    expect(await setup(['--yes', '--no-check'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('没有填 Secret'),
    });
    writeFileSync(join(root, '.env'), 'BACKUP_DIR=county/backups\n');
    expect(await setup(['--yes', '--no-check'])).toMatchObject({
      code: 1,
      said: expect.stringMatching(/BACKUP_DIR：备份目录 county\/backups 在 county 里面/u),
    });
    expect(existsSync(county(''))).toBe(false);
  });

  test('tries the channel: who the bot is, or why it does not answer', async () => {
    const tg = await startFakeTelegram();
    try {
      const env = (token: string): void =>
        writeFileSync(join(root, '.env'), `TELEGRAM_BOT_TOKEN=${token}\nTELEGRAM_API_ROOT=${tg.apiRoot}\n`);
      env('7000000001:WRONG');
      const wrong = await setup(['--yes']);
      expect(wrong).toMatchObject({
        code: 1,
        said: expect.stringContaining('Telegram 不认这个机器人的 token'),
      });
      expect(wrong.said, 'the folder is made, to be put right').toContain('已建立 county/');
      env(tg.token);
      rmSync(county(''), { recursive: true });
      expect(await setup(['--yes'])).toMatchObject({
        code: 0,
        said: expect.stringContaining('Telegram 连得上，机器人是 @'),
      });
    } finally {
      await tg.stop();
    }
  });
});

describe('an older layout', () => {
  test('is moved with a backup: only what differs is kept, what ships is as it was, and nothing is lost', async () => {
    versioned();
    const edit = (name: string, from: string | RegExp, to: string): string => {
      const text = textOf(name).replace(from, to);
      expect(text, name).not.toBe(textOf(name));
      writeFileSync(join(root, name), text);
      return text;
    };
    const roster = edit('data/roster.yaml', '霍州政企连心桥', '乙县政企连心桥');
    const wording = edit('flows/wording.yaml', 'closed: 已销号', 'closed: 已办结销号');
    edit(
      'flows/complaint.yaml',
      '{ amount: 7, unit: day, roll: true }',
      '{ amount: 5, unit: day, roll: true }',
    );
    writeFileSync(join(root, 'flows/guides/own.yaml'), textOf('flows/guides/environment.yaml'));
    writeFileSync(join(root, '.env'), 'LOG_LEVEL=warn\nDATA_DIR=elsewhere\n');
    const { code, said } = await setup(['--no-check']);
    expect({ code, said }).toMatchObject({
      code: 0,
      said: expect.stringContaining('带过来的：data/roster.yaml、'),
    });
    expect(readFileSync(county('roster.yaml'), 'utf8')).toBe(roster);
    expect(parse(readFileSync(county('flows/wording.yaml'), 'utf8'))).toEqual({
      state: { closed: '已办结销号' },
    });
    expect(parse(readFileSync(county('flows/complaint.yaml'), 'utf8'))).toEqual({
      steps: { resolve: { within: { amount: 5, unit: 'day', roll: true } } },
    });
    expect(existsSync(county('flows/guides/own.yaml'))).toBe(true);
    expect(readConfig(Object.fromEntries([['COUNTY_DIR', county('')]]), 0).countyDir).toBe(county(''));
    expect(readFileSync(county('.env'), 'utf8')).toContain('DATA_DIR=elsewhere');
    expect(git('status', '--porcelain'), 'git pull has nothing to stumble over').toBe('');
    const [stamp = ''] = readdirSync(county('backup'));
    expect(readFileSync(county(`backup/${stamp}/flows/wording.yaml`), 'utf8')).toBe(wording);
    expect(existsSync(join(root, '.env'))).toBe(false);
    // Cut off before what ships was put back: the next run does the rest; what was written since is kept.
    writeFileSync(join(root, 'flows/wording.yaml'), wording);
    edit('data/danger.yaml', '"95598"', '"0357-1"');
    const rest = await setup([]);
    expect(rest.said).toContain('上次没有做完，现在把这些恢复成随程序带的样子：flows/wording.yaml');
    expect(rest.said).toContain('这些随程序带的文件被改过：data/danger.yaml');
    expect(git('status', '--porcelain').trim()).toBe('M data/danger.yaml');
  });

  test('asks what its .env does not set, and puts what is given in the place of what it said', async () => {
    const env = (text: string): void => {
      rmSync(county(''), { recursive: true, force: true });
      writeFileSync(join(root, '.env'), text);
    };
    env('# 备份\nBACKUP_DIR=/b\nTELEGRAM_BOT_TOKEN=\n');
    const asked = await setup(['--no-check'], '示范县\n甲\ntelegram\n123456:ABC-def\nstore\nno\n');
    expect(asked).toMatchObject({ code: 0, said: expect.stringContaining('用哪个渠道') });
    expect(readFileSync(county('.env'), 'utf8')).toBe(
      '# 备份\nBACKUP_DIR=/b\nTELEGRAM_BOT_TOKEN=123456:ABC-def\nDATA_DIR=store\n',
    );
    expect(existsSync(join(root, '.env')), 'one file counts').toBe(false);
    const key = Buffer.alloc(32, 7).toString('base64');
    const working = `TELEGRAM_BOT_TOKEN=123456:ABC-def\nDATA_DIR=store\nREPORT_KEY=${key}\n`;
    env(working);
    const quiet = await setup(['--no-check', '--token', '654321:ABC-xyz'], '示范县\n甲\n');
    expect(quiet).toMatchObject({ code: 0, said: expect.not.stringMatching(/用哪个渠道|举报件的密钥：new/) });
    expect(readFileSync(county('.env'), 'utf8')).toBe(
      `DATA_DIR=store\nREPORT_KEY=${key}\nTELEGRAM_BOT_TOKEN=654321:ABC-xyz\n`,
    );
    for (const [words, fault] of [
      [['--report-key', 'no'], '已有 REPORT_KEY，没有改'],
      [['--channel', 'none'], '设有渠道'],
      [['--channel', 'wechat', '--token', '1:a'], '对不上'],
    ] as const) {
      env(working);
      expect(await setup(['--yes', ...words])).toMatchObject({
        code: 1,
        said: expect.stringContaining(fault),
      });
      expect(existsSync(county(''))).toBe(false);
      expect(textOf('.env')).toBe(working);
    }
  });

  test('in another folder is taken over and left alone; a file that is no YAML is said before anything is made', async () => {
    const older = join(place.dir, 'older');
    cpSync(join(root, 'data'), join(older, 'data'), { recursive: true });
    cpSync(join(root, 'flows'), join(older, 'flows'), { recursive: true });
    const file = join(older, 'data/snippets.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('约好上门', '[约好'));
    expect(await setup(['--yes', '--from', older])).toMatchObject({
      code: 1,
      said: expect.stringContaining(`${file}:`),
    });
    expect(existsSync(county(''))).toBe(false);
    writeFileSync(file, text.replace('约好上门', '约好去看'));
    expect(await setup(['--yes', '--from', older])).toMatchObject({ code: 0 });
    const own = parse(readFileSync(county('snippets.yaml'), 'utf8')) as {
      'snippets+': { id: string; name: string }[];
    };
    expect(own['snippets+']).toEqual([expect.objectContaining({ id: 'visit', name: '约好去看' })]);
    expect(readFileSync(file, 'utf8')).toContain('约好去看');
  });
});

test('an upgrade is told: what lies under the county’s own words first; seen, it is not told again', async () => {
  await setup(['--yes']);
  writeFileSync(county('flows/wording.yaml'), 'state: { closed: 已办结销号 }\n');
  const wording = textOf('flows/wording.yaml');
  writeFileSync(
    join(root, 'flows/wording.yaml'),
    wording
      .replace('closed: 已销号', 'closed: 已结')
      .replace('  queued: 待分办\n', '  queued: 等分办\n  brandNew: 新话\n'),
  );
  const { said } = await setup(['--diff', '--seen']);
  expect(said).toContain(
    '本县改过的地方，随程序带的也变了（现在用的是本县的，请看要不要跟着改）：1 处\n  flows/wording.yaml state.closed\n    原来带的：已销号\n    现在带的：已结\n    本县写的：已办结销号\n',
  );
  expect(said).toContain('新增的，已经在用：1 处\n  flows/wording.yaml state.brandNew：新话');
  expect(said).toContain('flows/wording.yaml state.queued：待分办 → 等分办');
  expect((await setup(['--diff'])).said).toBe('随程序带的设置和上次看过时一样。\n');
  expect(await setup(['--seen'])).toMatchObject({ code: 2 });
});

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';
import { settingMeantBy, withFile } from '../src/env-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'env-'));

function read(text: string | Buffer, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const file = join(dir, 'settings');
  writeFileSync(file, text);
  return withFile(file, env);
}

function faultsOf(text: string | Buffer): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the file was accepted');
}

describe('.env', () => {
  it('adds to the environment and leaves what is set; quotes, comments, Windows and a byte order mark are no matter', () => {
    const text =
      '\uFEFF# 注释：随便写\r\nWEB_PORT=8822\r\n\r\nexport LOG_LEVEL="warn" # 少说\r\nDATA_DIR=elsewhere\r\n';
    expect(read(text, { DATA_DIR: 'mine' })).toEqual({
      WEB_PORT: '8822',
      LOG_LEVEL: 'warn',
      DATA_DIR: 'mine',
    });
  });

  it('is not needed', () => {
    const env = { PATH: '/bin' };
    expect(withFile(join(dir, 'none'), env)).toBe(env);
  });

  it('knows every name of the example, whether it stands there as a comment or not', () => {
    const example = readFileSync('.env.example', 'utf8');
    const all = example.replace(/^#(?=[A-Z_]+=)/gm, '');
    expect(all.match(/^[A-Z_]+=/gm)?.length).toBeGreaterThan(20);
    expect(() => read(all)).not.toThrow();
    expect(() => readConfig(read(example), 0)).not.toThrow();
  });

  test.each([
    ['a colon of a Chinese keyboard', 'WEB_PORT：8822', 'WEB_PORT 后面应为半角等号“=”，写成 WEB_PORT=值'],
    ['an equals sign of a Chinese keyboard', 'WEB_PORT＝8822', 'WEB_PORT 后面应为半角等号“=”'],
    ['written as YAML', 'TELEGRAM_BOT_TOKEN: 123456:ABC-def', 'TELEGRAM_BOT_TOKEN 后面应为半角等号“=”'],
    [
      'a name that is none',
      'TELEGRAM_TOKEN=123456:ABC-def',
      '没有 TELEGRAM_TOKEN 这一项。TELEGRAM_ 开头的有：TELEGRAM_BOT_TOKEN、',
    ],
    [
      'a slip in its first word',
      'TELEGARM_BOT_TOKEN=123456:ABC-def',
      '没有 TELEGARM_BOT_TOKEN 这一项，是不是 TELEGRAM_BOT_TOKEN？',
    ],
    [
      'small letters',
      'telegram_bot_token=123456:ABC-def',
      '没有 telegram_bot_token 这一项，是不是 TELEGRAM_BOT_TOKEN？',
    ],
  ])('%s is named with its line, not passed over', (_what, line, fault) => {
    const said = faultsOf(`# 第一行\nLOG_LEVEL=warn\n${line}\n`);
    expect(said).toContain(`settings:3: ${fault}`);
    expect(said, 'a secret is not shown').not.toContain('ABC-def');
  });

  it('names all that is wrong at once', () => {
    expect(faultsOf('WEB_PORT：1\nWEB_BUTTON=no\n').split('\n')).toHaveLength(3);
  });

  it('lets other programs have their own', () => {
    const text = 'HTTP_PROXY=http://127.0.0.1:1\nWECHATY_PUPPET_SERVICE_TOKEN=x\nNODE_OPTIONS=\nTZ=UTC\n';
    expect(Object.keys(read(text))).toHaveLength(4);
  });

  it('takes nothing of another program for a slip of ours', () => {
    expect(
      ['PATH', 'HTTP_PROXY', 'https_proxy', 'NO_PROXY', 'LANG', 'WECHATY_TOKEN'].map(settingMeantBy),
    ).toEqual(Array(6).fill(null));
    expect(settingMeantBy('DATADIR'), 'too short to be sure').toBeNull();
    expect(settingMeantBy('ROSTER_FLIE')).toBe('ROSTER_FILE');
  });

  it('saved as GBK is read, its Chinese being only comments', () => {
    const text = Buffer.concat([
      Buffer.from('# '),
      Buffer.from([0xbb, 0xf4, 0xd6, 0xdd]),
      Buffer.from('\nWEB_PORT=8822\n'),
    ]);
    expect(read(text)).toEqual({ WEB_PORT: '8822' });
  });

  it('saved as UTF-16 says so', () => {
    expect(faultsOf(Buffer.from('WEB_PORT=8822\n', 'utf16le'))).toBe(
      `${join(dir, 'settings')} 不是 UTF-8 编码，请用编辑器另存为 UTF-8。`,
    );
  });
});

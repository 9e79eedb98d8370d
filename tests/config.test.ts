import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const NOW = Date.parse('2026-11-23T09:00:00+08:00');
const TOKEN = '123456:ABC-def';

function faultOf(env: Record<string, string>): string {
  try {
    readConfig(env, NOW);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the environment was accepted');
}

describe('the environment', () => {
  it('needs nothing: every setting has a default', () => {
    expect(readConfig({}, NOW)).toEqual({
      dataDir: 'data/rehearsal',
      countyDir: null,
      rosterFile: 'data/roster.yaml',
      weightsFile: 'data/understanding.weights',
      localDir: 'data/rehearsal',
      model: null,
      flowsDir: 'flows',
      logLevel: 'info',
      logFile: null,
      backups: null,
      real: null,
      health: null,
      demo: false,
      web: { port: 8700, asked: false, buttons: true, origin: null, filing: null },
      followUpMs: 120_000,
      pacing: true,
      packMonths: true,
      reportKey: null,
      // Without a real channel it is a rehearsal, beginning now.
      rehearsal: { start: NOW, speed: 1 },
    });
  });

  it('knows where a proxy shows the pages, and refuses an address with a path', () => {
    const read = (env: Record<string, string>) => readConfig(env, NOW).web;
    expect(read({ WEB_PUBLIC_URL: 'https://LXQ.example.gov.cn/', WEB_FILING: '晋ICP备1号' })).toEqual({
      port: 8700,
      asked: true,
      buttons: true,
      origin: 'https://lxq.example.gov.cn',
      filing: '晋ICP备1号',
    });
    expect(() => read({ WEB_PUBLIC_URL: 'https://example.gov.cn/lxq' })).toThrow(
      'WEB_PUBLIC_URL：只写到域名',
    );
  });

  it('reads keys for reports in each form, and names a wrong one without showing it', () => {
    const bytes = Buffer.from(Array.from({ length: 32 }, (_, at) => 7 * at));
    const forms = [
      bytes.toString('base64'),
      bytes.toString('base64url'),
      bytes.toString('hex'),
      ` ${bytes.toString('hex')} `,
    ];
    for (const REPORT_KEY of forms) {
      const { reportKey } = readConfig({ REPORT_KEY, REPORT_KEY_OLD: `${forms[0]}, ${forms[2]},` }, NOW);
      expect(Buffer.from(reportKey?.current ?? []), REPORT_KEY).toEqual(bytes);
      expect(reportKey?.older.map((one) => Buffer.from(one))).toEqual([bytes, bytes]);
    }
    const wrong = [bytes.subarray(1).toString('base64'), `${forms[2]}00`, 'correct horse battery staple'];
    for (const REPORT_KEY of wrong) {
      const fault = faultOf({ REPORT_KEY });
      expect(fault).toContain('REPORT_KEY：应为一把 32 字节的密钥');
      expect(fault).toContain('openssl rand -base64 32');
      expect(fault).toContain('randomBytes(32)');
      expect(fault).not.toContain(REPORT_KEY);
    }
    expect(faultOf({ REPORT_KEY: forms[0] ?? '', REPORT_KEY_OLD: `${forms[0]},short` })).toContain(
      'REPORT_KEY_OLD.1：应为',
    );
    expect(faultOf({ REPORT_KEY_OLD: forms[0] ?? '' })).toContain('还要设置 REPORT_KEY');
    expect(readConfig({ REPORT_KEY: '', REPORT_KEY_OLD: '' }, NOW).reportKey).toBeNull();
  });

  it('learns at night unless told not to, and where there is something to learn with', () => {
    const dirOf = (env: Record<string, string>, words: string[] = []) => readConfig(env, NOW, words).localDir;
    expect(dirOf({ DATA_DIR: 'here' })).toBe('here');
    expect(dirOf({ DATA_DIR: 'here', LEARNING: 'on' })).toBe('here');
    expect(dirOf({ LEARNING: 'off' })).toBeNull();
    expect(dirOf({ UNDERSTANDING: 'rules' })).toBeNull();
    expect(dirOf({}, ['--demo'])).toBeNull();
    expect(faultOf({ LEARNING: 'no' })).toContain('LEARNING：应为 on 或 off');
  });

  it('keeps real life and rehearsals in folders of their own', () => {
    const real = readConfig({ TELEGRAM_BOT_TOKEN: TOKEN }, NOW);
    expect(real).toMatchObject({ dataDir: 'data/runtime', rehearsal: null });
    const demo = readConfig({ TELEGRAM_BOT_TOKEN: TOKEN }, NOW, ['--demo']);
    expect(demo).toMatchObject({ dataDir: 'data/demo-month', real: null, demo: true });
    expect(demo.rehearsal).not.toBeNull();
  });

  it('refuses words it does not know', () => {
    expect(() => readConfig({}, NOW, ['--dmeo'])).toThrow('不认识的参数：--dmeo');
  });

  it('takes an empty value for a missing one, as an untouched .env has it', () => {
    expect(readConfig({ TELEGRAM_BOT_TOKEN: '', DATA_DIR: '' }, NOW).real).toBeNull();
  });

  it.each([
    [{ TELEGRAM_BOT_TOKEN: 'abc' }, 'TELEGRAM_BOT_TOKEN：格式不对'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL：应为'],
    [{ WEB_PORT: '99999' }, 'WEB_PORT：应为 0 到 65535'],
    [{ JOURNAL_KEEP_MONTHS: '0' }, 'JOURNAL_KEEP_MONTHS：至少 1'],
    [{ HTTPS_PROXY: 'proxy' }, 'HTTPS_PROXY：应为网址'],
    [{ CLOCK_START: 'tomorrow' }, 'CLOCK_START：应为 ISO 时间'],
    [{ CLOCK_SPEED: '0' }, 'CLOCK_SPEED：应大于 0'],
    [{ TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_WEBHOOK_PORT: '99999' }, 'TELEGRAM_WEBHOOK_PORT：应为 0 到 65535'],
    [{ TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_WEBHOOK_URL: 'https://a.example' }, 'TELEGRAM_WEBHOOK_SECRET'],
    [{ TELEGRAM_WEBHOOK_SECRET: '有空格' }, 'TELEGRAM_WEBHOOK_SECRET：只能用'],
    [{ WECOM_BOT_ID: 'bot' }, '还要设置 WECOM_BOT_SECRET'],
    [{ WECOM_BOT_SECRET: 'secret' }, '还要设置 WECOM_BOT_ID'],
    [{ WECOM_BOT_ID: 'bot', WECOM_WS_URL: 'https://a.example' }, 'WECOM_WS_URL：应为 ws://'],
    [{ WECOM_WEBHOOK_URL: 'https://a.example/send?key=1' }, '只能发、不能收'],
    [{ WECHATY_PUPPET: 'padlocal' }, 'WECHATY_PUPPET：应为 puppet 的包名'],
    [{ WECHATY_ACCEPT_RISK: 'no' }, 'WECHATY_ACCEPT_RISK：应为 yes'],
    [{ WECHATY_IDENTITY: 'name' }, 'WECHATY_IDENTITY：应为 id、remark 或 alias'],
    [{ WECHATY_GROUP_BY: 'name' }, 'WECHATY_GROUP_BY：应为 id 或 topic'],
    [{ WECHATY_DAILY_CAP: '0' }, 'WECHATY_DAILY_CAP：至少 1'],
    [{ FOLLOW_UP_MINUTES: '90' }, 'FOLLOW_UP_MINUTES：应为 0 到 60'],
    [{ HEALTH_PORT: 'no' }, 'HEALTH_PORT：应为端口号或 off'],
    [{ MODEL_URL: 'http://10.0.0.8:8000/v1' }, '设置了 MODEL_URL，还要设置 MODEL_NAME'],
    [{ MODEL_URL: 'http://10.0.0.8:8000/v1', MODEL_NAME: '  ' }, '还要设置 MODEL_NAME'],
    [{ MODEL_URL: '10.0.0.8:8000/v1', MODEL_NAME: 'm' }, 'MODEL_URL：应为网址，例如 http://10.0.0.8:8000/v1'],
    [{ MODEL_URL: 'ftp://10.0.0.8/v1', MODEL_NAME: 'm' }, 'MODEL_URL：应为网址'],
    [{ MODEL_URL: 'http://me:pw@10.0.0.8/v1', MODEL_NAME: 'm' }, '密钥写在 MODEL_KEY'],
    [{ MODEL_URL: 'http://10.0.0.8/v1?key=1', MODEL_NAME: 'm' }, '密钥写在 MODEL_KEY'],
    [{ MODEL_KEY: 'sk 一把' }, 'MODEL_KEY：只能用英文字母、数字和符号'],
  ])('names what is wrong and what would be right: %o', (env, words) => {
    expect(faultOf(env as Record<string, string>)).toContain(words);
  });

  it('asks a language model only where a county sets its address, and never in a demo', () => {
    const set = { MODEL_URL: 'http://10.0.0.8:8000/v1', MODEL_NAME: 'qwen3-32b', MODEL_KEY: 'sk-1' };
    const model = { url: 'http://10.0.0.8:8000/v1', name: 'qwen3-32b' };
    expect(readConfig(set, NOW).model).toEqual({ ...model, key: 'sk-1' });
    expect(readConfig(set, NOW, ['--demo']).model).toBeNull();
    for (const end of ['', '/', '/chat/completions', '/chat/completions/']) {
      const written = { MODEL_URL: model.url + end, MODEL_NAME: model.name, MODEL_KEY: '' };
      expect(readConfig(written, NOW).model, end).toEqual(model);
    }
    // Whoever takes out the address has switched it off.
    expect(readConfig({ MODEL_NAME: 'qwen3-32b', MODEL_KEY: 'sk-1' }, NOW).model).toBeNull();
  });

  it('names every wrong value at once', () => {
    const fault = faultOf({ LOG_LEVEL: 'loud', CLOCK_SPEED: '-1' });
    expect(fault).toContain('LOG_LEVEL');
    expect(fault).toContain('CLOCK_SPEED');
  });

  it('lets no rehearsal clock near the real Telegram', () => {
    expect(faultOf({ TELEGRAM_BOT_TOKEN: TOKEN, CLOCK_SPEED: '10' })).toContain('演练');
    const elsewhere = {
      TELEGRAM_BOT_TOKEN: TOKEN,
      CLOCK_SPEED: '10',
      TELEGRAM_API_ROOT: 'https://api.example',
    };
    expect(faultOf(elsewhere)).toContain('演练');
    const here = readConfig({ ...elsewhere, TELEGRAM_API_ROOT: 'http://127.0.0.1:9000/' }, NOW);
    expect(here.rehearsal).toEqual({ start: NOW, speed: 10 });
    expect(here.real?.telegram?.apiRoot).toBe('http://127.0.0.1:9000');
  });

  it('lets no rehearsal clock near any real channel, whichever is set beside a test server', () => {
    const clock = { CLOCK_SPEED: '10' };
    const wecom = { ...clock, WECOM_BOT_ID: 'bot', WECOM_BOT_SECRET: 'secret' };
    const wechat = { ...clock, WECHATY_PUPPET: 'wechaty-puppet-service' };
    expect(faultOf(wecom)).toContain('不能连真实的企业微信。请删去这两项，或把 WECOM_WS_URL 指向本机');
    const here = { ...wecom, WECOM_WS_URL: 'ws://127.0.0.1:9001' };
    expect(readConfig(here, NOW).rehearsal).toEqual({ start: NOW, speed: 10 });
    expect(faultOf({ ...here, WECOM_WEBHOOK_URL: 'https://a.example/send?key=1' })).toContain(
      'WECOM_WEBHOOK_URL',
    );
    expect(faultOf({ ...here, TELEGRAM_BOT_TOKEN: TOKEN })).toContain('TELEGRAM_API_ROOT');
    expect(faultOf(wechat)).toContain('WECHATY_PUPPET_SERVICE_ENDPOINT');
    const local = { ...wechat, WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:9002' };
    expect(readConfig(local, NOW).rehearsal).toEqual({ start: NOW, speed: 10 });
  });

  it('reads each real channel that is set, and none that is not', () => {
    const env = {
      DATA_DIR: '/data',
      WECOM_BOT_ID: 'bot',
      WECOM_BOT_SECRET: 'secret',
      WECHATY_PUPPET: 'wechaty-puppet-service',
    };
    const { real, rehearsal, health } = readConfig(env, NOW);
    expect(real).toEqual({
      wecom: { botId: 'bot', secret: 'secret' },
      wechat: {
        puppet: 'wechaty-puppet-service',
        riskAccepted: false,
        identity: 'id',
        groupBy: 'id',
        dailyCap: 300,
        sessionDir: '/data/wechat',
      },
    });
    expect(rehearsal).toBeNull();
    expect(health).toEqual({ port: 8701, asked: false });
    expect(readConfig({ ...env, HEALTH_PORT: 'off' }, NOW).health).toBeNull();
    expect(readConfig({ ...env, HEALTH_PORT: '0' }, NOW).health).toEqual({ port: 0, asked: true });
  });

  it('sets signs on messages of Telegram unless the county wants none', () => {
    const reactions = (more: object) =>
      readConfig({ TELEGRAM_BOT_TOKEN: TOKEN, ...more }, NOW).real?.telegram?.reactions ?? true;
    expect(reactions({})).toBe(true);
    expect(reactions({ TELEGRAM_REACTIONS: 'yes' })).toBe(true);
    expect(reactions({ TELEGRAM_REACTIONS: 'no' })).toBe(false);
    expect(faultOf({ TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_REACTIONS: '不要' })).toContain(
      'TELEGRAM_REACTIONS：应为',
    );
  });

  it('uses the proxy for the real Telegram, not for a Bot API on this machine', () => {
    const proxied = { TELEGRAM_BOT_TOKEN: TOKEN, HTTPS_PROXY: 'http://127.0.0.1:7890' };
    expect(readConfig(proxied, NOW).real?.telegram?.proxy).toBe('http://127.0.0.1:7890');
    const local = { ...proxied, TELEGRAM_API_ROOT: 'http://127.0.0.1:9000' };
    expect(readConfig(local, NOW).real?.telegram?.proxy).toBeUndefined();
  });
});

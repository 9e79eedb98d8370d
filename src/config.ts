/** The environment, read once into one checked, typed object. A wrong value is named, with what would be right. */
import { existsSync } from 'node:fs';
import { z } from 'zod';

const blankIsMissing = (value: unknown) => (value === '' ? undefined : value);
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(blankIsMissing, schema.optional());

const url = z.url('应为网址，例如 http://127.0.0.1:7890').transform((text) => text.replace(/\/+$/, ''));

const port = z.coerce.number('应为端口号').int('应为端口号').min(0).max(65535, '应为 0 到 65535');

/** 32 bytes as 64 hex digits or as base64, also that of addresses. */
const KEY_FORMS = /^(?:[0-9a-f]{64}|[\w+/-]{43}=?)$/i;
const KEY_WRONG =
  '应为一把 32 字节的密钥（base64 或十六进制）。用 openssl rand -base64 32 生成；没有 openssl 的，用 ' +
  `node -p "require('node:crypto').randomBytes(32).toString('base64')"`;
const key = z.string().trim().regex(KEY_FORMS, KEY_WRONG).transform(readKey);

const schema = z.object({
  DATA_DIR: optional(z.string()),
  ROSTER_FILE: optional(z.string()),
  FLOWS_DIR: optional(z.string()),
  LOG_LEVEL: optional(
    z.enum(['debug', 'info', 'warn', 'error', 'silent'], '应为 debug、info、warn、error 或 silent'),
  ),
  TELEGRAM_BOT_TOKEN: optional(
    z.string().regex(/^\d+:[\w-]+$/, '格式不对，应像 123456:ABC-def，请到 @BotFather 复制'),
  ),
  TELEGRAM_API_ROOT: optional(url),
  HTTPS_PROXY: optional(url),
  TELEGRAM_WEBHOOK_URL: optional(url),
  TELEGRAM_WEBHOOK_SECRET: optional(
    z.string().regex(/^[\w-]{1,256}$/, '只能用字母、数字、“_”“-”，1 到 256 个'),
  ),
  TELEGRAM_WEBHOOK_HOST: optional(z.string()),
  TELEGRAM_WEBHOOK_PORT: optional(port),
  WEB_PORT: optional(port),
  WEB_BUTTONS: optional(z.enum(['yes', 'no'], '应为 yes 或 no')),
  REPORT_KEY: optional(key),
  REPORT_KEY_OLD: optional(
    z.preprocess(
      (text) => (typeof text === 'string' ? text.split(',').filter((one) => one.trim() !== '') : text),
      z.array(key),
    ),
  ),
  JOURNAL_KEEP_MONTHS: optional(z.coerce.number('应为整数').int('应为整数').min(1, '至少 1')),
  DELIVERY_PACING: optional(z.enum(['on', 'off'], '应为 on 或 off')),
  CHECKPOINT_EVERY: optional(z.coerce.number('应为整数').int('应为整数').min(10, '至少 10')),
  CLOCK_START: optional(
    z.iso.datetime({ offset: true, error: '应为 ISO 时间，例如 2026-11-23T09:00:00+08:00' }),
  ),
  CLOCK_SPEED: optional(z.coerce.number('应为数字').positive('应大于 0').max(1_000_000, '最多 1000000')),
});

/** Where the record is kept unless DATA_DIR says otherwise: a rehearsal and real life never share a folder. */
const REAL_DIR = 'data/runtime';
const REHEARSAL_DIR = 'data/rehearsal';
const DEMO_DIR = 'data/demo-month';
const WEB_PORT = 8700;

export interface TelegramConfig {
  readonly token: string;
  readonly apiRoot?: string;
  readonly proxy?: string;
  readonly webhook?: {
    readonly url: string;
    readonly secret: string;
    readonly host: string;
    readonly port: number;
  };
}

export interface Config {
  readonly dataDir: string;
  readonly rosterFile: string;
  readonly flowsDir: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly telegram: TelegramConfig | null;
  /** `npm run demo`: the group in the browser, filled with a fictional month; whatever token is set is left alone. */
  readonly demo: boolean;
  /** The group in the browser, for rehearsals; served only while no real channel is set. */
  readonly web: { readonly port: number; readonly buttons: boolean };
  /** Off only for rehearsals and measurements. */
  readonly pacing: boolean;
  /** Journal lines between checkpoints; the store's own figure unless told. */
  readonly checkpointEvery?: number;
  /** Whole months of journal kept beside the present one; all unless told. */
  readonly journalKeepMonths?: number;
  /**
   * What reports are encrypted with at rest, 32 bytes each: `current` encrypts, it and `older` open. Null: in clear.
   */
  readonly reportKey: { readonly current: Uint8Array; readonly older: readonly Uint8Array[] } | null;
  /** A rehearsal clock: begins at `start` (epoch ms) and runs `speed` times as fast. Null in real life. */
  readonly rehearsal: { readonly start: number; readonly speed: number } | null;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The process environment, with what `.env` adds to it; what is set already stays. */
export function environment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/** Reads the environment and the words of the command line. Throws `ConfigError` naming everything wrong. */
export function readConfig(env: NodeJS.ProcessEnv, now: number, words: readonly string[] = []): Config {
  const unknown = words.filter((word) => word !== '--demo');
  if (unknown.length > 0) throw new ConfigError(`不认识的参数：${unknown.join(' ')}。只有 --demo 一项。`);
  const demo = words.includes('--demo');
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}`);
    throw new ConfigError(`环境设置有误，请改正后再启动：\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  if (values.REPORT_KEY_OLD !== undefined && values.REPORT_KEY === undefined) {
    throw new ConfigError('设置了 REPORT_KEY_OLD（旧密钥），还要设置 REPORT_KEY（现在用的密钥）。');
  }
  const telegram = demo ? null : telegramOf(values);
  const rehearsal =
    telegram !== null && values.CLOCK_START === undefined && values.CLOCK_SPEED === undefined
      ? null
      : { start: values.CLOCK_START ? Date.parse(values.CLOCK_START) : now, speed: values.CLOCK_SPEED ?? 1 };
  return {
    dataDir: values.DATA_DIR ?? (demo ? DEMO_DIR : telegram === null ? REHEARSAL_DIR : REAL_DIR),
    rosterFile: values.ROSTER_FILE ?? 'data/roster.yaml',
    flowsDir: values.FLOWS_DIR ?? 'flows',
    logLevel: values.LOG_LEVEL ?? 'info',
    telegram,
    demo,
    web: { port: values.WEB_PORT ?? WEB_PORT, buttons: values.WEB_BUTTONS !== 'no' },
    pacing: values.DELIVERY_PACING !== 'off',
    reportKey: values.REPORT_KEY ? { current: values.REPORT_KEY, older: values.REPORT_KEY_OLD ?? [] } : null,
    ...(values.CHECKPOINT_EVERY === undefined ? {} : { checkpointEvery: values.CHECKPOINT_EVERY }),
    ...(values.JOURNAL_KEEP_MONTHS === undefined ? {} : { journalKeepMonths: values.JOURNAL_KEEP_MONTHS }),
    rehearsal,
  };
}

function telegramOf(values: z.output<typeof schema>): TelegramConfig | null {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot, HTTPS_PROXY: proxy } = values;
  if (token === undefined) return null;
  const rehearsing = values.CLOCK_START !== undefined || values.CLOCK_SPEED !== undefined;
  if (rehearsing && (apiRoot === undefined || !isLoopback(apiRoot))) {
    throw new ConfigError(
      '设置了 CLOCK_START 或 CLOCK_SPEED 就是演练，不能连真实的 Telegram。请删去这两项，或把 TELEGRAM_API_ROOT 指向本机。',
    );
  }
  const { TELEGRAM_WEBHOOK_URL: webhookUrl, TELEGRAM_WEBHOOK_SECRET: secret } = values;
  if (webhookUrl !== undefined && secret === undefined) {
    throw new ConfigError(
      '设置了 TELEGRAM_WEBHOOK_URL，还要设置 TELEGRAM_WEBHOOK_SECRET（自拟一串字母数字）。',
    );
  }
  return {
    token,
    ...(apiRoot === undefined ? {} : { apiRoot }),
    // A Bot API on this machine needs no way out.
    ...(proxy === undefined || (apiRoot !== undefined && isLoopback(apiRoot)) ? {} : { proxy }),
    ...(webhookUrl === undefined || secret === undefined
      ? {}
      : {
          webhook: {
            url: webhookUrl,
            secret,
            host: values.TELEGRAM_WEBHOOK_HOST ?? '127.0.0.1',
            port: values.TELEGRAM_WEBHOOK_PORT ?? 8443,
          },
        }),
  };
}

function readKey(text: string): Uint8Array {
  return Buffer.from(text, text.length === 64 ? 'hex' : 'base64');
}

function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

/** The environment, read once into one checked, typed object. A wrong value is named, with what would be right. */
import { join } from 'node:path';
import { z } from 'zod';
import { misplaced } from './backup/place.ts';
import { type BackupConfig, backupSchema, backupsOf } from './backup/settings.ts';
import { FLOWS_FOLDER, OWN_WEIGHTS, ownOr, ROSTER, SHIPPED_ROSTER } from './county/files.ts';
import { type ModelConfig, modelSchema } from './understanding/adviser/settings.ts';

const blankIsMissing = (value: unknown) => (value === '' ? undefined : value);
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(blankIsMissing, schema.optional());

const url = z.url('应为网址，例如 http://127.0.0.1:7890').transform((text) => text.replace(/\/+$/, ''));

const port = z.coerce.number('应为端口号').int('应为端口号').min(0).max(65535, '应为 0 到 65535');

/** 32 bytes as 64 hex digits or as base64, also that of addresses. */
const KEY_FORMS = /^(?:[0-9a-f]{64}|[\w+/-]{43}=?)$/i;
const KEY_WRONG =
  '应为一把 32 字节的密钥（base64 或十六进制）。用 openssl rand -base64 32 生成；没有 openssl 的，用 ' +
  `node -p "require('node:crypto').randomBytes(32).toString('base64')"`;
/** Where a proxy shows the pages: a name without a path, as the pages lie below it at /w. */
const publicUrl = url.refine(
  (text) => new URL(text).pathname === '/',
  '只写到域名，例如 https://lxq.example.gov.cn',
);
const key = z.string().trim().regex(KEY_FORMS, KEY_WRONG).transform(readKey);

const schema = z.object({
  LOG_FILE: optional(z.string()),
  BACKUP_DIR: optional(backupSchema.shape.BACKUP_DIR),
  BACKUP_AT: optional(backupSchema.shape.BACKUP_AT),
  BACKUP_KEEP: optional(backupSchema.shape.BACKUP_KEEP),
  COUNTY_DIR: optional(z.string()),
  DATA_DIR: optional(z.string()),
  ROSTER_FILE: optional(z.string()),
  FLOWS_DIR: optional(z.string()),
  UNDERSTANDING: optional(z.string()),
  LEARNING: optional(z.enum(['on', 'off'], '应为 on 或 off')),
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
  TELEGRAM_REACTIONS: optional(z.enum(['yes', 'no'], '应为 yes 或 no')),
  WECOM_BOT_ID: optional(z.string()),
  WECOM_BOT_SECRET: optional(z.string()),
  WECOM_WS_URL: optional(z.url({ protocol: /^wss?$/, error: '应为 ws:// 或 wss:// 开头的网址' })),
  WECOM_WEBHOOK_URL: optional(url),
  WECHATY_PUPPET: optional(
    z
      .string()
      .regex(/^(@[\w-]+\/)?wechaty-puppet-[\w-]+$/, '应为 puppet 的包名，例如 wechaty-puppet-service'),
  ),
  WECHATY_ACCEPT_RISK: optional(z.enum(['yes'], '应为 yes')),
  WECHATY_PUPPET_SERVICE_ENDPOINT: optional(z.string()),
  WECHATY_IDENTITY: optional(z.enum(['id', 'remark', 'alias'], '应为 id、remark 或 alias')),
  WECHATY_GROUP_BY: optional(z.enum(['id', 'topic'], '应为 id 或 topic')),
  WECHATY_DAILY_CAP: optional(z.coerce.number('应为整数').int('应为整数').min(1, '至少 1')),
  MODEL_URL: optional(modelSchema.MODEL_URL),
  MODEL_NAME: optional(modelSchema.MODEL_NAME),
  MODEL_KEY: optional(modelSchema.MODEL_KEY),
  FOLLOW_UP_MINUTES: optional(z.coerce.number('应为数字').min(0, '应为 0 到 60').max(60, '应为 0 到 60')),
  HEALTH_PORT: optional(z.union([z.literal('off').transform(() => null), port], '应为端口号或 off')),
  WEB_PORT: optional(port),
  WEB_PUBLIC_URL: optional(publicUrl),
  WEB_FILING: optional(z.string().trim().max(60, '最多 60 字')),
  WEB_BUTTONS: optional(z.enum(['yes', 'no'], '应为 yes 或 no')),
  REPORT_KEY: optional(key),
  REPORT_KEY_OLD: optional(
    z.preprocess(
      (text) => (typeof text === 'string' ? text.split(',').filter((one) => one.trim() !== '') : text),
      z.array(key),
    ),
  ),
  JOURNAL_KEEP_MONTHS: optional(z.coerce.number('应为整数').int('应为整数').min(1, '至少 1')),
  JOURNAL_PACK: optional(z.enum(['on', 'off'], '应为 on 或 off')),
  DELIVERY_PACING: optional(z.enum(['on', 'off'], '应为 on 或 off')),
  CHECKPOINT_EVERY: optional(z.coerce.number('应为整数').int('应为整数').min(10, '至少 10')),
  CLOCK_START: optional(
    z.iso.datetime({ offset: true, error: '应为 ISO 时间，例如 2026-11-23T09:00:00+08:00' }),
  ),
  CLOCK_CONFIRMED: optional(z.iso.date({ error: '应为日期，例如 2026-11-30' })),
  CLOCK_SPEED: optional(z.coerce.number('应为数字').positive('应大于 0').max(1_000_000, '最多 1000000')),
});

/** The names of everything that can be set. */
export const SETTINGS: readonly string[] = Object.keys(schema.shape);

/** Where the record is kept unless DATA_DIR says otherwise: a rehearsal and real life never share a folder. */
const REAL_DIR = 'data/runtime';
const REHEARSAL_DIR = 'data/rehearsal';
const DEMO_DIR = 'data/demo-month';
const WEIGHTS = 'data/understanding.weights';
export const DATA_DIRS: readonly string[] = [REAL_DIR, REHEARSAL_DIR, DEMO_DIR];
const WEB_PORT = 8700;
const HEALTH_PORT = 8701;
const FOLLOW_UP_MINUTES = 2;
/** Far fewer than a busy person sends; nobody has published a limit. */
const WECHAT_DAILY_CAP = 300;

export interface TelegramConfig {
  readonly token: string;
  readonly reactions?: boolean;
  readonly apiRoot?: string;
  readonly proxy?: string;
  readonly webhook?: {
    readonly url: string;
    readonly secret: string;
    readonly host: string;
    readonly port: number;
  };
}

export interface WecomConfig {
  readonly botId: string;
  readonly secret: string;
  /** Another server than Tencent's: a private deployment, or a test on this machine. */
  readonly wsUrl?: string;
}

export interface WechatConfig {
  /** The package of the puppet; what the puppet itself needs it takes from the environment. */
  readonly puppet: string;
  /** WECHATY_ACCEPT_RISK=yes: whoever set it has read what automation of personal WeChat risks. */
  readonly riskAccepted: boolean;
  /** What an account is known by: its id, the remark the bot's owner gave it, or its alias in the group. */
  readonly identity: 'id' | 'remark' | 'alias';
  /** What a group is known by: where ids change with each login, its name. */
  readonly groupBy: 'id' | 'topic';
  /** Messages a day, at most. */
  readonly dailyCap: number;
  /** Where the login session is kept, for nobody else to read. */
  readonly sessionDir: string;
}

/** The real channels that are set; at least one. */
export interface RealChannels {
  readonly telegram?: TelegramConfig;
  readonly wecom?: WecomConfig;
  /** Address of a group webhook of WeCom, with its key: one-way notices. */
  readonly wecomNotice?: string;
  readonly wechat?: WechatConfig;
}

export interface Config {
  readonly dataDir: string;
  /** The county's own folder (`county/files.ts`); null: there is none, and what ships is all. */
  readonly countyDir: string | null;
  readonly rosterFile: string;
  readonly flowsDir: string;
  /** The weights of the learnt models; null: words are read by the county's rules alone. */
  readonly weightsFile: string | null;
  /** The data folder, where what the program learns at night from what people settle is kept; null: it learns nothing. */
  readonly localDir: string | null;
  /** Asked where the reading is unsure; null: nobody is asked. */
  readonly model: ModelConfig | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Null: it goes to standard error. */
  readonly logFile: string | null;
  /** Null: the program makes none by itself. */
  readonly backups: BackupConfig | null;
  /** Null: none is set, the group in the browser is all there is. */
  readonly real: RealChannels | null;
  /** `npm run demo`: the group in the browser, filled with a fictional month; whatever token is set is left alone. */
  readonly demo: boolean;
  /**
   * The pages, on 127.0.0.1; in a rehearsal with the group in the browser, in life only those people sign in to. `asked`:
   * somebody set the port or the address, so it must be had. `origin`: where a proxy shows them to people outside.
   */
  readonly web: {
    readonly port: number;
    readonly asked: boolean;
    readonly buttons: boolean;
    readonly origin: string | null;
    /** 备案号 */
    readonly filing: string | null;
  };
  /** Where `/healthz` is, on 127.0.0.1; null: nowhere. `asked`: somebody set it, so it must be had. */
  readonly health: { readonly port: number; readonly asked: boolean } | null;
  /** What a person says in a chat so soon after raising a ticket belongs to it; 0: everything is a ticket of its own. */
  readonly followUpMs: number;
  /** Off only for rehearsals and measurements. */
  readonly pacing: boolean;
  /** Journal lines between checkpoints; the store's own figure unless told. */
  readonly checkpointEvery?: number;
  /** Whole months of journal kept beside the present one; all unless told. */
  readonly journalKeepMonths?: number;
  /** Whether months of the journal that are over are compressed. */
  readonly packMonths: boolean;
  /**
   * What reports are encrypted with at rest, 32 bytes each: `current` encrypts, it and `older` open. Null: in clear.
   */
  readonly reportKey: { readonly current: Uint8Array; readonly older: readonly Uint8Array[] } | null;
  /** The day, by the office's calendar, that somebody says is today. */
  readonly clockConfirmed?: string;
  /** A rehearsal clock: begins at `start` (epoch ms) and runs `speed` times as fast. Null in real life. */
  readonly rehearsal: { readonly start: number; readonly speed: number } | null;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the environment and the words of the command line. Throws `ConfigError` naming everything wrong. */
export function readConfig(env: NodeJS.ProcessEnv, now: number, words: readonly string[] = []): Config {
  const unknown = words.filter((word) => word !== '--demo');
  if (unknown.length > 0)
    throw new ConfigError(`不认识的参数：${unknown.join(' ')}。有 --demo、--help、--version 三项。`);
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
  const dataDir = (fallback: string): string => values.DATA_DIR ?? fallback;
  const real = demo ? null : realChannelsOf(values, dataDir(REAL_DIR));
  const rehearsal =
    real !== null && values.CLOCK_START === undefined && values.CLOCK_SPEED === undefined
      ? null
      : { start: values.CLOCK_START ? Date.parse(values.CLOCK_START) : now, speed: values.CLOCK_SPEED ?? 1 };
  const folder = dataDir(demo ? DEMO_DIR : real === null ? REHEARSAL_DIR : REAL_DIR);
  // The demo's month is of the firms and people that ship.
  const countyDir = demo ? null : (values.COUNTY_DIR ?? null);
  const weightsFile = weightsOf(values.UNDERSTANDING, countyDir);
  const flowsDir = values.FLOWS_DIR ?? FLOWS_FOLDER;
  const backups = backupsOf(values);
  const fault = backups && misplaced(backups.dir, { dataDir: folder, flowsDir, countyDir });
  if (fault) throw new ConfigError(`BACKUP_DIR：${fault}`);
  return {
    dataDir: folder,
    countyDir,
    rosterFile: values.ROSTER_FILE ?? ownOr(countyDir, ROSTER, SHIPPED_ROSTER),
    flowsDir,
    weightsFile,
    // The demo's month is read by the rules: there is nothing in it to learn from.
    localDir: weightsFile === null || demo || values.LEARNING === 'off' ? null : folder,
    model: demo ? null : modelOf(values),
    logLevel: values.LOG_LEVEL ?? 'info',
    logFile: values.LOG_FILE ?? null,
    backups,
    real,
    demo,
    web: {
      port: values.WEB_PORT ?? WEB_PORT,
      asked: values.WEB_PORT !== undefined || values.WEB_PUBLIC_URL !== undefined,
      buttons: values.WEB_BUTTONS !== 'no',
      origin: values.WEB_PUBLIC_URL === undefined ? null : new URL(values.WEB_PUBLIC_URL).origin,
      filing: values.WEB_FILING ?? null,
    },
    health:
      real === null || values.HEALTH_PORT === null
        ? null
        : { port: values.HEALTH_PORT ?? HEALTH_PORT, asked: values.HEALTH_PORT !== undefined },
    followUpMs: (values.FOLLOW_UP_MINUTES ?? FOLLOW_UP_MINUTES) * 60_000,
    pacing: values.DELIVERY_PACING !== 'off',
    packMonths: values.JOURNAL_PACK !== 'off',
    reportKey: values.REPORT_KEY ? { current: values.REPORT_KEY, older: values.REPORT_KEY_OLD ?? [] } : null,
    ...(values.CHECKPOINT_EVERY === undefined ? {} : { checkpointEvery: values.CHECKPOINT_EVERY }),
    ...(values.JOURNAL_KEEP_MONTHS === undefined ? {} : { journalKeepMonths: values.JOURNAL_KEEP_MONTHS }),
    ...(values.CLOCK_CONFIRMED === undefined ? {} : { clockConfirmed: values.CLOCK_CONFIRMED }),
    rehearsal,
  };
}

type Values = z.output<typeof schema>;

function realChannelsOf(values: Values, dataDir: string): RealChannels | null {
  const telegram = telegramOf(values);
  const wecom = wecomOf(values);
  const wecomNotice = values.WECOM_WEBHOOK_URL;
  const wechat = wechatOf(values, dataDir);
  if (!telegram && !wecom && !wechat) {
    if (wecomNotice === undefined) return null;
    throw new ConfigError(
      '只设置了 WECOM_WEBHOOK_URL：群里的消息推送只能发、不能收。请另设一个能收消息的渠道，例如 WECOM_BOT_ID 和 WECOM_BOT_SECRET。',
    );
  }
  refuseRehearsal(values);
  return {
    ...(telegram && { telegram }),
    ...(wecom && { wecom }),
    ...(wecomNotice === undefined ? {} : { wecomNotice }),
    ...(wechat && { wechat }),
  };
}

/** A rehearsal never speaks to anybody in life: with a clock of its own, every real channel set is a test server here. */
function refuseRehearsal(values: Values): void {
  if (values.CLOCK_START === undefined && values.CLOCK_SPEED === undefined) return;
  const channels: readonly (readonly [string, string, unknown, string | undefined])[] = [
    ['Telegram', 'TELEGRAM_API_ROOT', values.TELEGRAM_BOT_TOKEN, values.TELEGRAM_API_ROOT],
    ['企业微信', 'WECOM_WS_URL', values.WECOM_BOT_ID, values.WECOM_WS_URL],
    ['企业微信', 'WECOM_WEBHOOK_URL', values.WECOM_WEBHOOK_URL, values.WECOM_WEBHOOK_URL],
    [
      '微信',
      'WECHATY_PUPPET_SERVICE_ENDPOINT',
      values.WECHATY_PUPPET,
      values.WECHATY_PUPPET_SERVICE_ENDPOINT && `http://${values.WECHATY_PUPPET_SERVICE_ENDPOINT}`,
    ],
  ];
  for (const [name, setting, used, address] of channels) {
    if (used === undefined || (address !== undefined && isLoopback(address))) continue;
    throw new ConfigError(
      `设置了 CLOCK_START 或 CLOCK_SPEED 就是演练，不能连真实的${/^\w/.test(name) ? ` ${name}` : name}。请删去这两项，或把 ${setting} 指向本机。`,
    );
  }
}

function wecomOf({ WECOM_BOT_ID, WECOM_BOT_SECRET, WECOM_WS_URL }: Values): WecomConfig | null {
  if (WECOM_BOT_ID === undefined && WECOM_BOT_SECRET === undefined) return null;
  if (WECOM_BOT_ID === undefined || WECOM_BOT_SECRET === undefined) {
    const missing = WECOM_BOT_ID === undefined ? 'WECOM_BOT_ID' : 'WECOM_BOT_SECRET';
    throw new ConfigError(
      `还要设置 ${missing}。WECOM_BOT_ID 和 WECOM_BOT_SECRET 在企业微信智能机器人的“API 模式－长连接”页面上，一起复制过来。`,
    );
  }
  return {
    botId: WECOM_BOT_ID,
    secret: WECOM_BOT_SECRET,
    ...(WECOM_WS_URL === undefined ? {} : { wsUrl: WECOM_WS_URL }),
  };
}

function wechatOf(values: Values, dataDir: string): WechatConfig | null {
  if (values.WECHATY_PUPPET === undefined) return null;
  return {
    puppet: values.WECHATY_PUPPET,
    riskAccepted: values.WECHATY_ACCEPT_RISK === 'yes',
    identity: values.WECHATY_IDENTITY ?? 'id',
    groupBy: values.WECHATY_GROUP_BY ?? 'id',
    dailyCap: values.WECHATY_DAILY_CAP ?? WECHAT_DAILY_CAP,
    sessionDir: join(dataDir, 'wechat'),
  };
}

function telegramOf(values: Values): TelegramConfig | null {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot, HTTPS_PROXY: proxy } = values;
  if (token === undefined) return null;
  const { TELEGRAM_WEBHOOK_URL: webhookUrl, TELEGRAM_WEBHOOK_SECRET: secret } = values;
  if (webhookUrl !== undefined && secret === undefined) {
    throw new ConfigError(
      '设置了 TELEGRAM_WEBHOOK_URL，还要设置 TELEGRAM_WEBHOOK_SECRET（自拟一串字母数字）。',
    );
  }
  return {
    token,
    ...(values.TELEGRAM_REACTIONS === 'no' ? { reactions: false } : {}),
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

/** A name or a key alone asks nobody: the address is what switches it on and off. */
function modelOf({ MODEL_URL: url, MODEL_NAME: name, MODEL_KEY: key }: Values): ModelConfig | null {
  if (url === undefined) return null;
  if (name === undefined || name === '') {
    throw new ConfigError(
      '设置了 MODEL_URL，还要设置 MODEL_NAME（模型的名字，如 qwen3-32b）。不用大模型的，删去 MODEL_URL。',
    );
  }
  return { url, name, ...(key === undefined ? {} : { key }) };
}

function readKey(text: string): Uint8Array {
  return Buffer.from(text, text.length === 64 ? 'hex' : 'base64');
}

function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

function weightsOf(understanding: string | undefined, countyDir: string | null): string | null {
  return understanding === 'rules' ? null : (understanding ?? ownOr(countyDir, OWN_WEIGHTS, WEIGHTS));
}

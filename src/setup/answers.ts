/** The few questions of `npm run setup`: asked of a person, read from a pipe, or answered by options. */
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { ConfigError, readConfig } from '../config.ts';

export const CHANNELS = ['telegram', 'wecom', 'wechat', 'none'] as const;
export type ChannelChoice = (typeof CHANNELS)[number];

export interface Answers {
  /** 霍州市; null: as the roster has it. */
  readonly county: string | null;
  /** Who looks after the program; null: as the roster has it. */
  readonly operator: string | null;
  /** What goes into `.env`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What was said on the command line already. */
export interface Given {
  readonly county?: string | undefined;
  readonly channel?: string | undefined;
  readonly token?: string | undefined;
  readonly 'bot-id'?: string | undefined;
  readonly secret?: string | undefined;
  readonly puppet?: string | undefined;
  readonly data?: string | undefined;
  readonly 'report-key'?: string | undefined;
  readonly operator?: string | undefined;
}

/** An answer that will not do, or none where one is needed. */
export class AnswerFault extends Error {
  override readonly name = 'AnswerFault';
}

/** Asks a question; an empty answer is the one in brackets. Null: nobody answers any more. */
export type Ask = (question: string) => Promise<string | null>;

const LONGEST_NAME = 20;

/**
 * Asks what was not given. Throws `AnswerFault` for what will not do. With `knowsPeople` the roster comes from an older
 * layout, and nobody is asked who is in it; with `hasSettings` so does `.env`.
 */
export async function collect(
  given: Given,
  ask: Ask,
  { knowsPeople, hasSettings }: { readonly knowsPeople: boolean; readonly hasSettings: boolean },
): Promise<Answers> {
  const answer = async (known: string | undefined, question: string, otherwise: string): Promise<string> =>
    (known ?? (await ask(`${question}${otherwise === '' ? '' : `［${otherwise}］`}：`)) ?? '').trim() ||
    otherwise;
  const county = knowsPeople
    ? null
    : named('县（市、区）名', await answer(given.county, '县（市、区）名，如 霍州市', '霍州市'));
  const operator = knowsPeople
    ? null
    : named('管理员姓名', await answer(given.operator, '管理员（管这台服务器的人）姓名', '管理员'));
  if (hasSettings) return { county, operator, settings: {} };
  const channel = channelNamed(
    await answer(
      given.channel,
      '用哪个渠道：telegram、wecom（企业微信）、wechat（个人微信）、none（先演练）',
      'none',
    ),
  );
  const settings: Record<string, string> = {};
  if (channel === 'telegram')
    settings.TELEGRAM_BOT_TOKEN = needed('token', await answer(given.token, '@BotFather 给的 token', ''));
  if (channel === 'wecom') {
    settings.WECOM_BOT_ID = needed('Bot ID', await answer(given['bot-id'], '智能机器人的 Bot ID', ''));
    settings.WECOM_BOT_SECRET = needed('Secret', await answer(given.secret, '智能机器人的 Secret', ''));
  }
  if (channel === 'wechat')
    settings.WECHATY_PUPPET = needed(
      'puppet',
      await answer(given.puppet, 'puppet 的包名', 'wechaty-puppet-service'),
    );
  const data = await answer(
    given.data,
    '数据存在哪个文件夹',
    channel === 'none' ? 'data/rehearsal' : 'data/runtime',
  );
  settings.DATA_DIR = data;
  const key = await answer(
    given['report-key'],
    '举报件的密钥：new（现在生成）、no（不加密），或已有的密钥',
    channel === 'none' ? 'no' : 'new',
  );
  if (key === 'new') settings.REPORT_KEY = randomBytes(32).toString('base64');
  else if (key !== 'no') settings.REPORT_KEY = key;
  try {
    readConfig(settings, 0);
  } catch (error) {
    if (error instanceof ConfigError)
      throw new AnswerFault(error.message.replace(/^环境设置有误，请改正后再启动：\n/u, ''));
    throw error;
  }
  return { county, operator, settings };
}

function channelNamed(written: string): ChannelChoice {
  const found = CHANNELS.find((one) => one === written.toLowerCase());
  if (found) return found;
  throw new AnswerFault(`没有“${written}”这个渠道，请写 ${CHANNELS.join('、')} 之一。`);
}

function named(what: string, written: string): string {
  if ([...written].length > LONGEST_NAME) throw new AnswerFault(`${what}最多 ${LONGEST_NAME} 字。`);
  return written;
}

function needed(what: string, written: string): string {
  if (written === '')
    throw new AnswerFault(`没有填 ${what}。请准备好了再运行 npm run setup；先演练的，渠道写 none。`);
  return written;
}

/** Asks on the terminal, or takes the lines of a pipe one after the other. */
export function asking(): { readonly ask: Ask; close(): void } {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const iterator = lines[Symbol.asyncIterator]();
  return {
    async ask(question) {
      process.stdout.write(question);
      const { value, done } = await iterator.next();
      if (!process.stdin.isTTY) process.stdout.write('\n');
      return done ? null : String(value);
    },
    close: () => lines.close(),
  };
}

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
const CHANNEL_QUESTION = '用哪个渠道：telegram、wecom（企业微信）、wechat（个人微信）、none（先演练）';
const KEY_QUESTION = '举报件的密钥：new（现在生成）、no（不加密），或已有的密钥';

/** Whose each option is: given alone, it names the channel. */
const CHANNEL_OF = { token: 'telegram', 'bot-id': 'wecom', secret: 'wecom', puppet: 'wechat' } as const;
const LABELS = {
  TELEGRAM_BOT_TOKEN: 'token',
  WECOM_BOT_ID: 'Bot ID',
  WECOM_BOT_SECRET: 'Secret',
  WECHATY_PUPPET: 'puppet',
  DATA_DIR: '数据目录',
} as const;
const CHANNEL_SETTINGS = ['TELEGRAM_BOT_TOKEN', 'WECOM_BOT_ID', 'WECHATY_PUPPET'] as const;

/**
 * Asks what was neither given nor is set already. Throws `AnswerFault` for what will not do. With `knowsPeople` the roster
 * comes from an older layout, and nobody is asked who is in it; `set` is what `.env` says already: what is given goes
 * before it, and the answers hold only what is to be written.
 */
export async function collect(
  given: Given,
  ask: Ask,
  { knowsPeople, set }: { readonly knowsPeople: boolean; readonly set: Readonly<Record<string, string>> },
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
  const settings: Record<string, string> = {};
  const setting = async (
    name: keyof typeof LABELS,
    known: string | undefined,
    question: string,
    otherwise: string,
  ): Promise<void> => {
    if (known === undefined && set[name] !== undefined) return;
    settings[name] = needed(LABELS[name], await answer(known, question, otherwise));
  };
  const hadChannel = CHANNEL_SETTINGS.some((name) => set[name] !== undefined);
  const channel =
    channelGiven(given) ??
    (hadChannel ? null : channelNamed(await answer(undefined, CHANNEL_QUESTION, 'none')));
  if (channel === 'none' && hadChannel)
    throw new AnswerFault('原来的 .env 里设有渠道。要先演练的，请先把它从那里删去。');
  if (channel === 'telegram') await setting('TELEGRAM_BOT_TOKEN', given.token, '@BotFather 给的 token', '');
  if (channel === 'wecom' || (channel === null && set.WECOM_BOT_ID !== undefined)) {
    await setting('WECOM_BOT_ID', given['bot-id'], '智能机器人的 Bot ID', '');
    await setting('WECOM_BOT_SECRET', given.secret, '智能机器人的 Secret', '');
  }
  if (channel === 'wechat')
    await setting('WECHATY_PUPPET', given.puppet, 'puppet 的包名', 'wechaty-puppet-service');
  const folder = channel === 'none' ? 'data/rehearsal' : 'data/runtime';
  await setting('DATA_DIR', given.data, '数据存在哪个文件夹', folder);
  // Where it works already, nothing changes that nobody has asked for.
  const key = await keyFor(set.REPORT_KEY, given['report-key'], (known) =>
    answer(known, KEY_QUESTION, channel === 'none' || hadChannel ? 'no' : 'new'),
  );
  if (key !== null) settings.REPORT_KEY = key;
  try {
    readConfig({ ...set, ...settings }, 0);
  } catch (error) {
    if (error instanceof ConfigError)
      throw new AnswerFault(error.message.replace(/^环境设置有误，请改正后再启动：\n/u, ''));
    throw error;
  }
  return { county, operator, settings };
}

/** The key that is to be written; null: none, or the one that is there stays. */
async function keyFor(
  set: string | undefined,
  given: string | undefined,
  answer: (known: string | undefined) => Promise<string>,
): Promise<string | null> {
  if (set !== undefined) {
    if (given === undefined || given === 'new' || given === set) return null;
    throw new AnswerFault(
      '原来的 .env 里已有 REPORT_KEY，没有改：换了它，以前的举报件就打不开。怎么换，见 docs/手册.md“举报的密钥”。',
    );
  }
  const key = await answer(given);
  if (key === 'no') return null;
  return key === 'new' ? randomBytes(32).toString('base64') : key;
}

/** The one that was named, or whose options were given; null: neither. */
function channelGiven(given: Given): ChannelChoice | null {
  const options = (Object.keys(CHANNEL_OF) as (keyof typeof CHANNEL_OF)[]).filter(
    (option) => given[option] !== undefined,
  );
  const [first] = options;
  const channel =
    given.channel !== undefined
      ? channelNamed(given.channel.trim())
      : first === undefined
        ? null
        : CHANNEL_OF[first];
  const other = options.find((option) => CHANNEL_OF[option] !== channel);
  if (other !== undefined)
    throw new AnswerFault(`--${other} 是渠道 ${CHANNEL_OF[other]} 的，和渠道 ${channel} 对不上，请改一个。`);
  return channel;
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

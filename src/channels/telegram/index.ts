/**
 * The Telegram channel: the only place that knows the Bot API. Listens by long polling, or by webhook
 * where one is configured.
 *
 * In a forum group an answer goes to the topic of what it answers (topics.ts); what answers nothing, and what
 * belongs to a topic that is shut, goes to the group's General topic.
 */
import { GrammyError } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { Logger } from 'pino';
import type { Instant } from '../../domain/time.ts';
import { cutText } from '../cut.ts';
import { download } from '../download.ts';
import {
  type Capabilities,
  type Channel,
  ChannelFatal,
  type ChannelHealth,
  FetchFailure,
  type Incoming,
} from '../port.ts';
import { wordsFirst } from './albums.ts';
import { API_ROOT, type ApiOptions, openApi } from './api.ts';
import { fetchFailure, reasonOf } from './failures.ts';
import { poll } from './polling.ts';
import { forApi, persist } from './retry.ts';
import { createParting, PHOTO_LIMIT, react, send, TEXT_LIMIT, takeDown } from './send.ts';
import { ALLOWED_UPDATES, CHANNEL, DOWNLOAD_LIMIT, REACTION_UPDATES, toIncoming } from './update.ts';
import { checkWebhook, listen, type WebhookOptions } from './webhook.ts';

export interface TelegramOptions extends ApiOptions {
  /** Listen by webhook instead of long polling. */
  readonly webhook?: WebhookOptions;
  /** After how long of listening a second program is taken for a mistake; see contest.ts. */
  readonly inChargeAfterMs?: number;
  /** How long more pictures of an album are waited for, and their words; see polling.ts. */
  readonly albumStepMs?: number;
  /** Sets signs on people's messages, and hears theirs. Default: yes. */
  readonly reactions?: boolean;
  readonly log: Logger;
  readonly clock: { now(): Instant };
}

/** Above the 30 s of a long poll; grammY's default is 500 s. */
const REQUEST_SECONDS = 60;
const DOWNLOAD_MS = 120_000;
const ACKNOWLEDGE_MS = 10_000;
const ACKNOWLEDGE_LIMIT = 200;

/**
 * Starting waits for the network as long as it takes (`health` says why, `stop` ends it) and throws
 * `ChannelFatal` for a wrong token or webhook. With long polling, a webhook left behind is removed,
 * its waiting messages kept, and the log says so: Telegram allows only one of the two.
 */
export function createTelegramChannel(options: TelegramOptions): Channel {
  const { token, webhook, log, clock, reactions = true } = options;
  const allowed = reactions ? [...ALLOWED_UPDATES, ...REACTION_UPDATES] : ALLOWED_UPDATES;
  const apiRoot = options.apiRoot ?? API_ROOT;
  const { api, agent } = openApi(options, REQUEST_SECONDS);
  const stopping = new AbortController();
  const { signal } = stopping;
  let health: ChannelHealth = { state: 'starting' };
  let hearsAll = true;
  /** What `health` says of a bot that is up. */
  let note: string | null = null;
  let listening: Promise<void> = Promise.resolve();

  function up(): void {
    if (health.state === 'down') log.info('Telegram 已恢复连接');
    if (health.state !== 'stopped') health = { state: 'up', ...(note !== null && { note }) };
  }

  function onFault(why: string, waitMs: number): void {
    log.warn({ why, waitMs }, 'Telegram 连接不上，稍后再试');
    health = { state: 'down', since: health.state === 'down' ? health.since : clock.now(), why };
  }

  const patience = { signal, onFault };
  const parting = createParting();

  return {
    id: CHANNEL,

    get capabilities(): Capabilities {
      return {
        receives: hearsAll ? 'all' : 'mentions',
        push: 'afterContact',
        edits: true,
        buttons: true,
        quotes: true,
        files: true,
        replays: true,
        deduplicates: false,
        textLimit: TEXT_LIMIT,
        photoLimit: PHOTO_LIMIT,
        documentLimit: DOWNLOAD_LIMIT,
        pace: { perSecond: 30, chatGapMs: 1000, groupPerMinute: 20 },
      };
    },

    async start(receive, onFatal) {
      if (webhook) checkWebhook(webhook);
      try {
        const me = await persist(() => api.getMe(forApi(signal)), patience);
        hearsAll = me.can_read_all_group_messages;
        if (!hearsAll) {
          log.warn(privacyWarning(me));
          note = PRIVACY_NOTE;
        }
        const keep = (updates: readonly Update[]) => keepAll(updates, me, receive);
        await (webhook ? byWebhook(webhook, keep) : byPolling(keep, onFatal));
      } catch (error) {
        if (error instanceof ChannelFatal) health = { state: 'down', since: clock.now(), why: error.message };
        // Stopped while still waiting for the network.
        if (!signal.aborted || error instanceof ChannelFatal) throw error;
      }
    },

    async send(message) {
      return { message: await send(api, message, parting) };
    },

    takeDown: (chat, message) => takeDown(api, chat, message),
    ...(reactions && { react: (chat, message, mark) => react(api, chat, message, mark) }),

    async acknowledge(buttonToken, text) {
      try {
        const short = cutText(text, ACKNOWLEDGE_LIMIT, '…');
        const impatience = forApi(AbortSignal.timeout(ACKNOWLEDGE_MS));
        await api.answerCallbackQuery(buttonToken, { text: short }, impatience);
      } catch (error) {
        log.debug({ why: reasonOf(error) }, '按钮的应答没有送到（多半是按得太久了）');
      }
    },

    async fetch(ref) {
      try {
        const file = await api.getFile(ref);
        if ((file.file_size ?? 0) > DOWNLOAD_LIMIT) throw new FetchFailure('tooLarge', '文件超过 20 MB');
        if (!file.file_path) throw new FetchFailure('retry', 'Telegram 没有给出文件的位置');
        const url = `${apiRoot}/file/bot${token}/${encodeURI(file.file_path)}`;
        return await download(url, { limit: DOWNLOAD_LIMIT, timeoutMs: DOWNLOAD_MS, agent });
      } catch (error) {
        throw fetchFailure(error);
      }
    },

    health: () => health,

    async stop() {
      stopping.abort();
      health = { state: 'stopped' };
      await listening;
    },
  };

  /** A message that cannot be understood at all must not hold up those behind it. */
  async function keepAll(
    updates: readonly Update[],
    me: UserFromGetMe,
    receive: (batch: readonly Incoming[]) => Promise<void>,
  ): Promise<void> {
    const batch = updates.flatMap((update) => {
      try {
        return toIncoming(update, me, clock.now()) ?? [];
      } catch (error) {
        log.error({ update: update.update_id, why: reasonOf(error) }, '一条 Telegram 消息读不懂，已跳过');
        return [];
      }
    });
    if (batch.length > 0) await receive(wordsFirst(batch));
  }

  async function byPolling(
    keep: (updates: readonly Update[]) => Promise<void>,
    onFatal: (fault: ChannelFatal) => void,
  ): Promise<void> {
    const registered = await persist(() => api.getWebhookInfo(forApi(signal)), patience);
    if (registered.url) {
      const host = URL.canParse(registered.url) ? new URL(registered.url).host : '未知地址';
      log.warn(
        { host },
        '这个机器人原先登记了回调地址，现改为轮询，已取消该回调（未取的消息保留）。' +
          '若那是另一个正在运行的程序，请停用它，或给本程序换一个机器人。',
      );
      await persist(() => api.deleteWebhook({ drop_pending_updates: false }, forApi(signal)), patience);
    }
    up();
    const polling = { api, signal, allowed, receive: keep, onUp: up, onFault };
    listening = poll({ ...options, ...polling }).catch((error) => {
      const why = reasonOf(error);
      health = { state: 'down', since: clock.now(), why };
      onFatal(error instanceof ChannelFatal ? error : new ChannelFatal(`Telegram 接收中断：${why}`));
    });
  }

  async function byWebhook(
    where: WebhookOptions,
    keep: (updates: readonly Update[]) => Promise<void>,
  ): Promise<void> {
    const server = await listen(where, (update) => keep([update]), log);
    try {
      await persist(() => register(where), patience);
      signal.throwIfAborted();
    } catch (error) {
      await server.close();
      throw error;
    }
    up();
    log.info({ host: where.host, port: server.port }, 'Telegram 回调已就绪');
    listening = new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(server.close()), { once: true });
    });
  }

  async function register(where: WebhookOptions): Promise<void> {
    try {
      // One call at a time, so that messages arrive in the order they were said.
      const rules = { secret_token: where.secret, allowed_updates: allowed, max_connections: 1 };
      await api.setWebhook(where.url, rules, forApi(signal));
    } catch (error) {
      if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
      throw new ChannelFatal(
        `Telegram 不接受这个回调地址（${reasonOf(error)}）。请核对网址和证书，改好设置后重新启动。`,
      );
    }
  }
}

/**
 * core.telegram.org/bots/features#privacy-mode: whether the bot is an administrator of a group, which hears everything
 * all the same, is not known here.
 */
const PRIVACY_NOTE = '开着隐私模式：在机器人不是管理员的群里，只听得到 @ 它、回复它的话和命令';

function privacyWarning({ username }: UserFromGetMe): string {
  return (
    `机器人 @${username} ${PRIVACY_NOTE}，企业直接说的话会漏掉。` +
    '请在 @BotFather 里用 /setprivacy 选中它并设为 Disable，再把它移出群、重新拉入、发“绑定本群”，然后重启本程序；' +
    '或者在群里把它设为管理员，那样这条提示可以不管。'
  );
}

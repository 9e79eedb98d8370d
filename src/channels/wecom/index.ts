/**
 * WeCom's smart bot (智能机器人) over its long connection, by the official SDK: private chats, and in groups what is said
 * to it. Everything goes out as a push, so that an answer may come whenever it is there.
 * developer.work.weixin.qq.com/document/path/101463
 */
import { decryptFile, WSAuthFailureError, WSClient } from '@wecom/aibot-node-sdk';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Instant } from '../../domain/time.ts';
import { Backlog } from '../backlog.ts';
import { download } from '../download.ts';
import { waitAfter } from '../patience.ts';
import { type Capabilities, type Channel, ChannelFatal, type ChannelHealth } from '../port.ts';
import { fetchFailure, sendFailure, TAKEN_OVER, WRONG_SECRET } from './failures.ts';
import { type Body, type FileRef, kindOf, readToken, saidInGroup, toIncoming, WECOM } from './incoming.ts';
import { OwnNames } from './own-names.ts';
import { BYTE_LIMIT, createParting, DOCUMENT_LIMIT, PHOTO_LIMIT, pressedCard, speak } from './speaking.ts';

export { WECOM } from './incoming.ts';

export interface WecomOptions {
  readonly botId: string;
  readonly secret: string;
  /** Default: Tencent's. */
  readonly wsUrl?: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told of times in which nothing was heard: the platform keeps nothing for later. */
  readonly onGap?: (from: Instant, to: Instant) => void;
  /** First wait before a new connection; doubles up to half a minute. */
  readonly reconnectMs?: number;
  /** Between two pings; after two without an answer the connection counts as dead. */
  readonly heartbeatMs?: number;
}

/** A secret that is refused so often is wrong; a system that was busy has recovered by then. */
const AUTH_TRIES = 3;
/** Who has had the line for so long is not in a quarrel over it. */
const HELD_MS = 120_000;
const DOWNLOAD_MS = 60_000;
const END_MS = 2000;

const capabilities: Capabilities = {
  receives: 'mentions',
  push: 'afterContact',
  edits: false,
  buttons: true,
  quotes: false,
  files: true,
  replays: false,
  deduplicates: false,
  textLimit: BYTE_LIMIT,
  byteLimit: BYTE_LIMIT,
  photoLimit: PHOTO_LIMIT,
  documentLimit: DOCUMENT_LIMIT,
  // Said to be per conversation in one place and per bot in another: kept over all of them.
  pace: { perSecond: 2, perMinute: 30, perHour: 1000, chatGapMs: 500, groupPerMinute: 20 },
};

/** How the SDK's lines about what it could not read begin. */
const UNREAD = /^(?:Failed to (?:parse|handle)|Received (?:invalid|unknown))/;

/** Tells only that something could not be read: the SDK's own lines hold frames, with the secret and what people say. */
function quiet(log: Logger) {
  const tell = (line: string): void => {
    if (UNREAD.test(line)) log.warn('企业微信发来的一段数据读不懂，已略过');
  };
  return { debug() {}, info() {}, warn: tell, error: tell };
}

export function createWecomChannel(options: WecomOptions): Channel {
  const { botId, secret, wsUrl, clock, log, onGap, reconnectMs, heartbeatMs } = options;
  const client = new WSClient({
    botId,
    secret,
    ...(wsUrl === undefined ? {} : { wsUrl }),
    ...(reconnectMs === undefined ? {} : { reconnectInterval: reconnectMs }),
    ...(heartbeatMs === undefined ? {} : { heartbeatInterval: heartbeatMs }),
    maxReconnectAttempts: -1,
    maxAuthFailureAttempts: AUTH_TRIES,
    logger: quiet(log),
  });
  let health: ChannelHealth = { state: 'starting' };
  let backlog: Backlog | null = null;
  let connected = false;
  let hasBeenUp = false;
  /** Nothing is tried any more; why is said in `health`. */
  let isOver = false;
  let stopStarting: (() => void) | null = null;
  const ownNames = new OwnNames();
  const parting = createParting();
  /** Times that another program took the line, and since when we have had it. */
  let takenOver = 0;
  let heldSince = 0;
  let comingBack: NodeJS.Timeout | undefined;

  function up(): void {
    connected = true;
    heldSince = performance.now();
    if (health.state === 'stopped') return;
    const { state } = health;
    if (state === 'down') {
      const from = health.since;
      log.info('企业微信已恢复连接');
      if (hasBeenUp) onGap?.(from, clock.now());
    }
    hasBeenUp = true;
    health = { state: 'up' };
  }

  function down(why: string): void {
    connected = false;
    if (health.state === 'stopped' || isOver) return;
    if (health.state !== 'down') log.warn({ why }, '企业微信连接不上，正在重试');
    health = { state: 'down', since: health.state === 'down' ? health.since : clock.now(), why };
  }

  /**
   * The SDK gives up then. It may have been our own former process, or somebody who has mended it meanwhile: it is
   * asked for again, ever later, so that two programs do not take it from each other all the time.
   */
  function lose(): void {
    if (health.state === 'stopped' || isOver) return;
    if (performance.now() - heldSince >= HELD_MS) takenOver = 0;
    takenOver += 1;
    down(TAKEN_OVER);
    clearTimeout(comingBack);
    comingBack = setTimeout(() => client.connect(), waitAfter(takenOver, reconnectMs));
  }

  function hear(body: Body | undefined, requestId: unknown): void {
    if (!body) return;
    try {
      const inGroup = saidInGroup(body);
      if (inGroup !== null) ownNames.hear(inGroup);
      const message = toIncoming({
        body,
        requestId: String(requestId ?? ''),
        botId,
        names: ownNames.all,
        now: clock.now(),
      });
      if (message) backlog?.add(message);
      else log.info({ what: kindOf(body) }, '一条企业微信消息没有可读的内容，未处理');
    } catch (error) {
      log.error({ why: error instanceof Error ? error.message : '' }, '一条企业微信消息读不懂，已跳过');
    }
  }

  return {
    id: WECOM,
    capabilities,

    async start(receive, onFatal) {
      if (health.state === 'stopped') return;
      backlog = new Backlog(receive, (why) => log.error({ why }, '收到的企业微信消息没能存盘，正在重试'));
      await new Promise<void>((resolve, reject) => {
        let started = false;
        const fatal = (text: string): void => {
          connected = false;
          health = { state: 'down', since: clock.now(), why: text };
          isOver = true;
          client.disconnect();
          const fault = new ChannelFatal(text);
          if (started) onFatal(fault);
          else reject(fault);
          started = true;
        };
        client.on('authenticated', () => {
          up();
          started = true;
          resolve();
        });
        client.on('disconnected', () => {
          // Stopped while it was still connecting.
          if (health.state === 'stopped') resolve();
          // Why it could not be made is known better already.
          else if (health.state !== 'down') down('连接断了');
        });
        client.on('error', (error) => {
          if (error instanceof WSAuthFailureError) fatal(WRONG_SECRET);
          else down(reasonOf(error));
        });
        client.on('event.disconnected_event', lose);
        client.on('message', ({ body, headers }) => hear(body as Body | undefined, headers?.req_id));
        client.on('event', ({ body, headers }) => hear(body as Body | undefined, headers?.req_id));
        stopStarting = resolve;
        client.connect();
      });
    },

    async send(message) {
      try {
        if (!connected) throw new Error('not connected');
        await speak(client, message, parting, (what, failure) => {
          log.error({ id: message.key, why: failure.message }, `企业微信不收这条消息的${what}，其余已发出`);
        });
        return { message: message.key };
      } catch (error) {
        throw sendFailure(error);
      }
    },

    async acknowledge(token, text) {
      const { requestId, task } = readToken(token);
      if (!connected || task === '') return;
      try {
        await client.updateTemplateCard({ headers: { req_id: requestId } }, pressedCard(task, text));
      } catch (error) {
        log.debug({ why: sendFailure(error).message }, '按钮的应答没有送到（多半是过了 5 秒）');
      }
    },

    async fetch(ref, onName) {
      const { url, key, unnamed } = JSON.parse(ref) as FileRef;
      try {
        // Encrypted it is up to 32 bytes longer.
        const limit = DOCUMENT_LIMIT + 32;
        const bytes = await download(url, {
          limit,
          timeoutMs: DOWNLOAD_MS,
          agent: undefined,
          onName: unnamed ? onName : undefined,
        });
        return key === '' ? bytes : decryptFile(Buffer.from(bytes), key);
      } catch (error) {
        throw fetchFailure(error);
      }
    },

    health() {
      const trouble = backlog?.trouble ?? null;
      if (health.state !== 'up' || trouble === null) return health;
      return { state: 'down', since: clock.now(), why: trouble };
    },

    async stop() {
      if (health.state === 'stopped') return;
      health = { state: 'stopped' };
      connected = false;
      clearTimeout(comingBack);
      client.disconnect();
      stopStarting?.();
      const lost = (await backlog?.end(END_MS)) ?? 0;
      if (lost > 0) log.error({ lost }, '停止时还有企业微信消息没存下来，已丢失；请让群里重发');
    },
  };
}

/** Codes only: the message of a refused connection holds its address. */
function reasonOf(error: unknown): string {
  const { code, message = '' } = error as NodeJS.ErrnoException;
  if (message.startsWith('Authentication failed'))
    return `登录没有成功（${/code: (-?\d+)/.exec(message)?.[1] ?? ''}）`;
  return `网络不通（${code ?? '中断'}）`;
}

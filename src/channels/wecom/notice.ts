/**
 * 消息推送 (formerly 群机器人): the webhook of one internal WeCom group. One way: it tells the group, and hears nothing.
 * developer.work.weixin.qq.com/document/path/99110
 */
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { bytes, Parting } from '../parting.ts';
import { type Channel, type ChannelHealth, FetchFailure, SendFailure } from '../port.ts';
import { codeOf } from './failures.ts';
import { CUT_NOTE } from './speaking.ts';

const WECOM_NOTICE = 'wecomNotice';
/** The one chat there is. */
const NOTICE_GROUP = 'group';
const BYTE_LIMIT = 2048;
const TIMEOUT_MS = 15_000;
const TOO_FAST = 45009;
const WRONG_KEY = new Set([93000, 40001]);
const WAIT_MS = 60_000;

export function createNoticeChannel(options: {
  /** With the key, which is a secret. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Logger;
}): Channel {
  const { url, clock, log } = options;
  let health: ChannelHealth = { state: 'starting' };
  const parting = new Parting({ most: BYTE_LIMIT, size: bytes, note: CUT_NOTE });

  function down(why: string): void {
    if (health.state === 'stopped') return;
    if (health.state !== 'down') log.warn({ why }, '企业微信群推送发不出去');
    health = { state: 'down', since: health.state === 'down' ? health.since : clock.now(), why };
  }

  async function post(text: string): Promise<void> {
    const body = JSON.stringify({ msgtype: 'text', text: { content: text } });
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body, signal }).catch(() => null);
    // Whether a request without an answer arrived nobody can know.
    if (!answer) throw new SendFailure('later', '等不到企业微信的应答', null, null, true);
    const result: unknown = await answer.json().catch(() => null);
    const code = codeOf(result);
    if (code === 0) return;
    if (code === TOO_FAST) throw new SendFailure('later', '发得太快（45009）', WAIT_MS);
    if (code !== null && WRONG_KEY.has(code)) {
      throw new SendFailure(
        'later',
        `WECOM_WEBHOOK_URL 里的 key 不对，或这个推送已被移除（${code}），请重新复制`,
      );
    }
    throw new SendFailure('later', `企业微信答 ${code ?? answer.status}`);
  }

  return {
    id: WECOM_NOTICE,
    capabilities: {
      receives: 'none',
      push: 'free',
      edits: false,
      buttons: false,
      quotes: false,
      files: false,
      replays: true,
      deduplicates: false,
      textLimit: BYTE_LIMIT,
      byteLimit: BYTE_LIMIT,
      photoLimit: 0,
      documentLimit: 0,
      pace: { perSecond: 1, perMinute: 20, chatGapMs: 1000, groupPerMinute: 20 },
    },
    async start() {
      if (health.state === 'starting') health = { state: 'up' };
    },
    async send({ key, chat, text }) {
      if (chat !== NOTICE_GROUP) throw new SendFailure('refused', '群推送只能发到它自己的群');
      try {
        await parting.say(key, text, async (part) => {
          await post(part);
          return '';
        });
        parting.done(key);
        if (health.state !== 'stopped') health = { state: 'up' };
        return { message: key };
      } catch (error) {
        const failure = error as SendFailure;
        if (failure.waitMs === null) down(failure.message);
        throw failure;
      }
    },
    async acknowledge() {},
    async fetch() {
      throw new FetchFailure('gone', '群推送没有文件');
    },
    health: () => health,
    async stop() {
      health = { state: 'stopped' };
    },
  };
}

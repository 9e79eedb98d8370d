/**
 * The channel of people's own WeChat, by wechaty: the only place that knows it. It hears everything in the groups the
 * bot's account is in, has no buttons (the desk numbers what can be chosen) and changes nothing it has said.
 *
 * Automation of personal WeChat is against Tencent's rules; it starts only for somebody who has accepted that.
 */
import { type Channel, ChannelFatal, type ChannelHealth, FetchFailure, SendFailure } from '../port.ts';
import { loadWechaty } from './bot.ts';
import { FILE_LIMIT, fetchFile } from './files.ts';
import { CHANNEL } from './incoming.ts';
import { type Live, openLive, type WechatOptions } from './live.ts';
import { GAP_MS, JITTER_MS, TEXT_LIMIT } from './speaking.ts';

export { CHANNEL as WECHAT } from './incoming.ts';
export type { WechatOptions } from './live.ts';

const RISK =
  '个人微信的自动化违反腾讯的规则：账号会被限制以至永久封号（微信安全中心 2024-03-26《针对在微信使用“外挂”行为的打击公告》），' +
  '群里的消息还会经过 puppet 服务商的服务器。合规的办法是企业微信智能机器人，或由工作人员代录。' +
  '知道这些风险、仍要用个人微信的，请设置 WECHATY_ACCEPT_RISK=yes 再启动；请用专门的微信号，不要用谁的常用号。';

const BY_NICKNAME =
  '按群昵称认人：群里谁都能改自己的群昵称，重新启动后先说话的算本人，有冒名的可能。能用备注的，请改用备注登记（WECHATY_IDENTITY=remark）。';

export function createWechatChannel(options: WechatOptions): Channel {
  const { log, clock } = options;
  let health: ChannelHealth = { state: 'starting' };
  let live: Live | null = null;
  const stopping = new AbortController();

  function down(why: string): void {
    if (health.state === 'stopped') return;
    health = { state: 'down', since: health.state === 'down' ? health.since : clock.now(), why };
  }

  return {
    id: CHANNEL,
    capabilities: {
      receives: 'all',
      push: 'free',
      edits: false,
      buttons: false,
      quotes: false,
      files: true,
      replays: false,
      deduplicates: false,
      textLimit: TEXT_LIMIT,
      photoLimit: FILE_LIMIT,
      documentLimit: FILE_LIMIT,
      pace: {
        perSecond: 1000 / GAP_MS,
        perDay: options.dailyCap,
        chatGapMs: GAP_MS,
        jitterMs: JITTER_MS,
        groupPerMinute: 20,
      },
    },

    /** Resolves once somebody is logged in, which may take until a person has scanned the code. */
    async start(receive) {
      if (!options.riskAccepted) throw new ChannelFatal(RISK);
      if (options.identity === 'alias') log.warn(BY_NICKNAME);
      const wechaty = await loadWechaty(options.puppet);
      if (stopping.signal.aborted) return;
      await new Promise<void>((resolve) => {
        stopping.signal.addEventListener('abort', () => resolve(), { once: true });
        const onUp = (): void => {
          if (health.state === 'down') log.info('微信已恢复连接');
          if (health.state !== 'stopped') health = { state: 'up' };
          resolve();
        };
        live = openLive({ options, wechaty, receive, onUp, onDown: down });
      });
    },

    async send(message) {
      if (!live || health.state !== 'up') throw new SendFailure('later', '微信没有连上');
      return { message: await live.speaking.send(message) };
    },

    async acknowledge() {},

    async fetch(ref) {
      if (!live || health.state !== 'up') throw new FetchFailure('retry', '微信没有连上');
      return fetchFile(live.puppet(), ref);
    },

    health() {
      if (health.state !== 'up' || !live) return health;
      const trouble = live.receiving.trouble;
      if (trouble !== null) return { state: 'down', ...trouble };
      const clashes = live.names.clashes;
      return clashes === 0
        ? health
        : { ...health, note: `有 ${clashes} 个群名各有两个群在用，后来的群里说的话没有登记；群名见日志` };
    },

    async stop() {
      health = { state: 'stopped' };
      stopping.abort();
      await live?.end();
    },
  };
}

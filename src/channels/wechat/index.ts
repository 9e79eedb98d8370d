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

/** WECHATY_IDENTITY=alias */
const ALIAS_NOTE =
  '按群昵称认人（WECHATY_IDENTITY=alias）：群昵称谁都能改，凭它只能登记诉求，签收、办结等一律不认';

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
      if (options.identity === 'alias') {
        log.warn(`${ALIAS_NOTE}。要办这些，请对方私聊机器人发邀请码，或给对方加备注并改用 remark。`);
      }
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
      const notes = [
        ...(options.identity === 'alias' ? [ALIAS_NOTE] : []),
        ...(clashes > 0 ? [`有 ${clashes} 个群名各有两个群在用，后来的群里说的话没有登记；群名见日志`] : []),
      ];
      return notes.length === 0 ? health : { ...health, note: notes.join('；') };
    },

    async stop() {
      health = { state: 'stopped' };
      stopping.abort();
      await live?.end();
    },
  };
}

/** What works while the channel is started: wechaty under supervision, and what it tells handed on. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { WechatConfig } from '../../config.ts';
import type { Instant } from '../../domain/time.ts';
import { type Channel, SendFailure } from '../port.ts';
import { type Bot, makeBot, type Puppet, type Wechaty } from './bot.ts';
import { isDisconnected, reasonOf } from './failures.ts';
import { guardAgainstWechaty } from './guard.ts';
import { Login } from './login.ts';
import { Names } from './names.ts';
import { Receiving } from './receiving.ts';
import { openSession } from './session.ts';
import { GAP_MS, Speaking } from './speaking.ts';
import { Supervisor, TIMINGS, type Timings } from './supervisor.ts';

export interface WechatOptions extends WechatConfig {
  readonly log: Logger;
  readonly clock: { now(): Instant };
  /** Nothing was heard between these instants (epoch ms), and WeChat seldom tells it later. Called once it is back. */
  readonly onGap?: (from: Instant, to: Instant) => void;
  /** A shorter silence is not worth a word, ms. */
  readonly gapMs?: number;
  /** Between a text and its file, and before what failed is tried again, ms. */
  readonly pauseMs?: number;
  readonly retryMs?: number;
  readonly timings?: Partial<Timings>;
}

const LONG_SILENCE_MS = 60_000;
const RETRY_MS = 500;
/** What came in before a stop is kept within this time. */
const DRAIN_MS = 2000;

const WAITS_FOR_SCAN = '等待扫码登录（登录码在日志和 login-qr.txt 里）';

/** The parts that work while the channel is started. */
export interface Live {
  readonly speaking: Speaking;
  readonly receiving: Receiving;
  readonly names: Names;
  puppet(): Puppet;
  end(): Promise<void>;
}

export function openLive(setup: {
  readonly options: WechatOptions;
  readonly wechaty: Wechaty;
  readonly receive: Parameters<Channel['start']>[0];
  readonly onUp: () => void;
  readonly onDown: (why: string) => void;
}): Live {
  const { options, wechaty, receive } = setup;
  const { log, clock, identity, groupBy, gapMs = LONG_SILENCE_MS } = options;
  const { types } = wechaty;
  const session = openSession(options.sessionDir);
  const login = new Login(session, log);
  let bot: Bot | null = null;
  let isConnected = false;
  let isLoggedIn = false;
  let heardUntil: Instant | null = null;

  const puppet = (): Puppet => {
    if (!bot) throw new SendFailure('later', '微信没有连上');
    return bot.puppet;
  };
  const names = new Names({ puppet, identity, groupBy, log });
  const { pauseMs = GAP_MS, retryMs = RETRY_MS } = options;
  const speaking = new Speaking({ puppet, names, FileBox: wechaty.FileBox, gapMs: pauseMs });
  const saidIn = speaking.saidIn.bind(speaking);
  const receiving = new Receiving({ puppet, types, names, log, clock, receive, saidIn, retryMs });

  const supervisor = new Supervisor({
    timings: { ...TIMINGS, ...options.timings },
    async make() {
      const { bot: made, letGo } = await makeBot(wechaty, session, log);
      bot = made;
      listen(made);
      return {
        start: () => made.start(),
        stop: () => made.stop(),
        letGo,
        isRunning: () => made.puppet.state.active() === true,
        ding: (data) => made.puppet.ding(data),
      };
    },
    onConnected() {
      isConnected = true;
      if (isLoggedIn) up();
      else setup.onDown(login.isAsked ? WAITS_FOR_SCAN : '已连上 puppet，微信还没有登录');
    },
    onAlive() {
      if (isLoggedIn) heardUntil = clock.now();
    },
    onDown(why, waitMs) {
      isConnected = false;
      isLoggedIn = false;
      log.warn({ why, waitMs }, '微信连接不上，稍后再试');
      setup.onDown(why);
    },
  });

  function up(): void {
    const now = clock.now();
    const from = heardUntil;
    heardUntil = now;
    setup.onUp();
    if (from === null || now - from < gapMs) return;
    log.warn(
      { from: inWords(from), to: inWords(now) },
      '微信掉线了一段时间，其间群里说的话收不到，请提醒重发',
    );
    try {
      options.onGap?.(from, now);
    } catch (error) {
      log.error({ err: error }, '掉线的通知没有发出');
    }
  }

  /** Everything wechaty tells; of an instance that was given up, nothing any more. */
  function listen(made: Bot): void {
    const { puppet: source } = made;
    const current =
      <E>(handle: (event: E) => void) =>
      (event: E): void => {
        if (bot !== made) return;
        try {
          handle(event);
        } catch (error) {
          // Thrown on, it would end the program from within wechaty.
          log.error({ err: error }, '处理微信的一个事件时出错，已略过');
        }
      };
    made.on('error', current(onError));
    source.on(
      'dong',
      current(({ data }) => supervisor.dong(data ?? '')),
    );
    source.on(
      'scan',
      current(({ status, qrcode }) => {
        login.onScan(types.ScanStatus[status] ?? '', qrcode ?? '');
        if (isConnected && !isLoggedIn) setup.onDown(WAITS_FOR_SCAN);
      }),
    );
    source.on(
      'login',
      current(({ contactId }) => {
        isLoggedIn = true;
        login.onLogin();
        receiving.loggedIn(contactId);
        if (isConnected) up();
      }),
    );
    source.on('logout', current(onLogout));
    // wechaty's own `message` comes after look-ups that may overtake each other; the puppet's comes in order.
    source.on(
      'message',
      current(({ messageId }) => receiving.said(messageId)),
    );
    source.on(
      'room-join',
      current((event) => receiving.joined(event)),
    );
    source.on(
      'room-leave',
      current((event) => receiving.left(event)),
    );
    source.on(
      'room-topic',
      current((event) => receiving.renamed(event)),
    );
    source.on(
      'friendship',
      current(({ friendshipId }) => receiving.befriended(friendshipId)),
    );
    source.on(
      'room-invite',
      current(() => log.warn('有人请机器人进群。请在手机上核对后接受；程序不会自动接受')),
    );
  }

  function onError(error: unknown): void {
    if (isDisconnected(error)) supervisor.fault(reasonOf(error));
    else log.debug({ why: reasonOf(error) }, 'wechaty 报错');
  }

  /** Also told while a machine is being stopped, which is no news. */
  function onLogout(): void {
    isLoggedIn = false;
    if (isConnected) supervisor.fault('微信退出了登录（在手机上退出、被顶下线或被限制），请在手机上查看');
  }

  const unguard = guardAgainstWechaty(log);
  supervisor.start();
  return {
    speaking,
    receiving,
    names,
    puppet,
    async end() {
      await receiving.end(DRAIN_MS);
      await supervisor.stop();
      session.hideCode();
      // What wechaty leaves behind comes a moment later.
      await sleep(0);
      unguard();
    },
  };
}

/** An instant as operators read it, in the county's own time. */
function inWords(at: Instant): string {
  return new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
}

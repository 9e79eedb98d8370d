/**
 * From what the puppet tells to what the program keeps, in the order it was told. WeChat knows no confirmation and tells
 * nothing twice, so what cannot be kept on disk just now is held here and tried again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { payloads, types } from 'wechaty-puppet';
import type { Instant } from '../../domain/time.ts';
import { blank } from '../blank.ts';
import type { Incoming } from '../port.ts';
import type { Puppet } from './bot.ts';
import { reasonOf, within } from './failures.ts';
import { CHANNEL, instant, toIncoming } from './incoming.ts';
import type { Names } from './names.ts';
import { InOrder } from './order.ts';
import { plainName } from './plain.ts';

export interface ReceivingOptions {
  readonly puppet: () => Puppet;
  readonly types: typeof types;
  readonly names: Names;
  readonly log: Logger;
  readonly clock: { now(): Instant };
  readonly receive: (batch: readonly Incoming[]) => Promise<void>;
  /** Whether the bot has said these words in this chat. */
  readonly saidIn: (conversation: string, words: string) => string | null;
  /** The first wait before a message that could not be read or kept is tried again, ms. */
  readonly retryMs: number;
}

/** So many messages are held while they cannot be kept: about a day of a busy group. */
const MOST_HELD = 10_000;
const READ_MS = 15_000;
/** A message that cannot be read is tried so often, for about half a minute in all. */
const READ_TRIES = 6;
const LONGEST_RETRY_MS = 5000;

type Room = { readonly roomId: string; readonly timestamp: number };

export class Receiving {
  readonly #reading: InOrder;
  readonly #keeping: InOrder;
  readonly #ending = new AbortController();
  #account = '';
  #cannotKeepSince: Instant | null = null;
  #lost = 0;

  constructor(private readonly options: ReceivingOptions) {
    const onFault = (error: unknown): void =>
      options.log.error({ why: reasonOf(error) }, '处理一条微信消息时出错，已跳过');
    this.#reading = new InOrder(MOST_HELD, onFault);
    this.#keeping = new InOrder(MOST_HELD, onFault);
  }

  /** Why what comes in cannot be kept just now; null when it can. */
  get trouble(): { since: Instant; why: string } | null {
    if (this.#cannotKeepSince === null) return null;
    const lost = this.#lost > 0 ? `，另有 ${this.#lost} 条放不下，已丢失` : '';
    const why = `收到的消息存不下来（暂存 ${this.#keeping.waiting} 条${lost}），正在重试；请检查磁盘`;
    return { since: this.#cannotKeepSince, why };
  }

  loggedIn(account: string): void {
    this.#account = account;
    this.options.names.forget();
    this.#read('群名', () => this.options.names.survey().then(() => null));
  }

  said(id: string): void {
    // Asked for, it would be asked for again and again, and hold up what comes after it.
    if (typeof id !== 'string' || id === '') {
      this.options.log.error('puppet 说的一条微信消息没有编号，已略过');
      return;
    }
    const account = this.#account;
    this.#read(id, () => this.#message(id, account));
  }

  joined(event: Room & { readonly inviteeIdList: readonly string[]; readonly inviterId: string }): void {
    if (!event.inviteeIdList.includes(this.#account)) return;
    this.#read('joined', () => this.#roomEvent('joined', event, event.inviterId));
  }

  left(event: Room & { readonly removeeIdList: readonly string[]; readonly removerId: string }): void {
    if (!event.removeeIdList.includes(this.#account)) return;
    this.#read('left', async () => {
      const incoming = await this.#roomEvent('left', event, event.removerId);
      this.options.names.left(event.roomId);
      return incoming;
    });
  }

  renamed(event: Room & { oldTopic: string; newTopic: string; changerId: string }): void {
    const account = this.#account;
    this.#read('renamed', async () => {
      const { names } = this.options;
      const move = await names.renamed(event.roomId, event.oldTopic, event.newTopic);
      if (!move) return null;
      const chat: Incoming['chat'] = { id: move.from, kind: 'group', title: plainName(event.newTopic) };
      const at = instant(event.timestamp);
      const sender = await names.sender(event.changerId, event.roomId);
      const key = `${CHANNEL}:${account}:moved:${event.roomId}:${at}`;
      return { ...blank(CHANNEL, key, chat, at), sender, what: 'moved', text: move.to };
    });
  }

  /** Requests are for the operator to accept, on the phone; who has been accepted has opened the private chat. */
  befriended(id: string): void {
    const account = this.#account;
    this.#read('friendship', async () => {
      const { puppet, types, names, log } = this.options;
      const friendship = await puppet().friendshipPayload(id);
      if (friendship.type === types.Friendship.Receive) {
        log.warn('有人申请加机器人为微信好友。请在手机上核对身份后通过，并按花名册加备注；程序不会自动通过');
      }
      if (friendship.type !== types.Friendship.Confirm) return null;
      const { chat, sender } = await names.privateChat(friendship.contactId);
      const key = `${CHANNEL}:${account}:friend:${id}`;
      return {
        ...blank(CHANNEL, key, chat, instant(friendship.timestamp)),
        sender,
        message: id,
        what: 'start',
      };
    });
  }

  /** Keeps what has come already, as far as that is possible within `ms`, and ends. */
  async end(ms: number): Promise<void> {
    const done = this.#reading.idle().then(() => this.#keeping.idle());
    await Promise.race([done, sleep(ms, undefined, { ref: false })]);
    this.#ending.abort();
    const waiting = this.#reading.waiting + this.#keeping.waiting;
    if (waiting > 0) this.options.log.error({ waiting }, '停止时还有微信消息没存下来，已丢失；请让群里重发');
    await Promise.race([this.#keeping.idle(), sleep(ms, undefined, { ref: false })]);
  }

  async #message(id: string, account: string): Promise<Incoming | null> {
    const { puppet, types, names, saidIn, log } = this.options;
    const payload = await puppet().messagePayload(id);
    const talker = payload.talkerId ?? '';
    const roomId = roomOf(payload);
    const type = types.Message[payload.type] ?? 'Unknown';
    if (talker === '' || talker === account) return null;
    const contact = await names.contact(talker);
    if (contact?.type === types.Contact.Official) return null;
    const { chat, sender } = roomId
      ? { chat: await names.group(roomId), sender: await names.sender(talker, roomId) }
      : await names.privateChat(talker);
    const heard = { payload, type, account, chat, sender, names: await names.ownNames(roomId) };
    const read = toIncoming({ ...heard, saidHere: (words) => saidIn(roomId || talker, words) });
    if ('left' in read) {
      log.info({ message: id, type, what: read.left }, '一条微信消息没有要处理的内容');
      return null;
    }
    const { what, text, addressed } = read.incoming;
    // Nobody is told of it, so that the log is.
    if (what === 'unreadable' && !addressed)
      log.info({ message: id, type, what: text }, '群里的一条微信消息读不了');
    return read.incoming;
  }

  async #roomEvent(what: 'joined' | 'left', { roomId, timestamp }: Room, by: string): Promise<Incoming> {
    const { names } = this.options;
    const chat = await names.group(roomId);
    const sender = await names.sender(by, roomId);
    const at = instant(timestamp);
    return {
      ...blank(CHANNEL, `${CHANNEL}:${this.#account}:${what}:${roomId}:${at}`, chat, at),
      sender,
      what,
    };
  }

  #read(what: string, look: () => Promise<Incoming | null>): void {
    if (this.#ending.signal.aborted) return;
    const taken = this.#reading.add(async () => {
      const incoming = await this.#patiently(what, look);
      if (incoming && !this.#keeping.add(() => this.#keep(incoming))) this.#lose();
    });
    if (!taken) this.#lose();
  }

  async #patiently(what: string, look: () => Promise<Incoming | null>): Promise<Incoming | null> {
    for (let tries = 1; ; tries++) {
      try {
        return await within(READ_MS, look());
      } catch (error) {
        if (this.#ending.signal.aborted) return null;
        if (tries >= READ_TRIES) {
          const why = reasonOf(error);
          this.options.log.error(
            { what, why },
            '一条微信消息取不到内容，已跳过；请到微信里看是否有诉求没登记',
          );
          return null;
        }
        await this.#wait(tries);
      }
    }
  }

  async #keep(incoming: Incoming): Promise<void> {
    const { receive, log, clock } = this.options;
    for (let tries = 1; ; tries++) {
      try {
        await receive([incoming]);
        if (this.#cannotKeepSince !== null) log.info('收到的微信消息又能存下来了');
        this.#cannotKeepSince = null;
        return;
      } catch (error) {
        if (this.#ending.signal.aborted) return;
        if (this.#cannotKeepSince === null)
          log.error({ err: error }, '收到的微信消息存不下来，暂存在内存里重试');
        this.#cannotKeepSince ??= clock.now();
        await this.#wait(tries);
      }
      if (this.#ending.signal.aborted) return;
    }
  }

  #lose(): void {
    this.#lost += 1;
    if (this.#lost % 100 === 1)
      this.options.log.error({ lost: this.#lost }, '暂存的微信消息太多，新的放不下');
  }

  async #wait(tries: number): Promise<void> {
    const ms = Math.min(this.options.retryMs * 2 ** (tries - 1), LONGEST_RETRY_MS);
    await sleep(ms, undefined, { signal: this.#ending.signal }).catch(() => {});
  }
}

function roomOf(payload: payloads.Message): string {
  return ('roomId' in payload && payload.roomId) || '';
}

/**
 * The web channel: the chat of `chat.ts` as a channel of the program. A rehearsal in the browser is the same desk,
 * store, deadlines and reminders as the real group; only the platform is ours.
 */
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { cutText } from '../cut.ts';
import {
  type Capabilities,
  type Channel,
  type ChannelHealth,
  FetchFailure,
  type Incoming,
  SendFailure,
} from '../port.ts';
import { type Chat, DOCUMENT_LIMIT, PHOTO_LIMIT, type Said, TEXT_LIMIT } from './chat.ts';
import { type ChatMessage, GROUP } from './message.ts';

export const WEB = 'web';
/** What may still be unknown to the program after a crash: much more than can be said at one moment. */
const LOOKED_THROUGH = 200;
const TOAST_MS = 5000;
const CUT_NOTE = '……（内容过长，其余请发“进度 编号”查看）';
const MENTION = /^@连心桥[\s，,：:]*/u;

const capabilities: Capabilities = {
  receives: 'all',
  push: 'free',
  edits: true,
  buttons: true,
  quotes: true,
  files: true,
  replays: true,
  deduplicates: true,
  textLimit: TEXT_LIMIT,
  photoLimit: PHOTO_LIMIT,
  documentLimit: DOCUMENT_LIMIT,
  pace: { perSecond: 1000, chatGapMs: 0, groupPerMinute: 60_000 },
};

export interface Press {
  /** Made by the page; the same key twice is one press. */
  readonly key: string;
  readonly as: string;
  /** The message whose button it is. */
  readonly message: ChatMessage;
  /** The button's data. */
  readonly data: string;
}

export interface WebChannel extends Channel {
  readonly chat: Chat;
  /** Says something as a person: in the chat at once, with the program once this resolves. */
  say(said: Said): Promise<ChatMessage>;
  /** Presses a button as a person; gives the passing word that answers it, perhaps empty. */
  press(press: Press): Promise<string>;
}

export function createWebChannel(options: {
  readonly chat: Chat;
  readonly groupName: string;
  readonly clock: { now(): number };
  readonly log: Logger;
  /** Whether somebody of that id is there to be spoken to; left out: anybody is. */
  readonly isPerson?: (id: string) => boolean;
  /** False: as in WeChat, where messages have no buttons and people answer with numbers. */
  readonly buttons?: boolean;
}): WebChannel {
  const { chat, clock, log } = options;
  const toasts = new Map<string, (text: string) => void>();
  let receive: ((batch: readonly Incoming[]) => Promise<void>) | null = null;
  let health: ChannelHealth = { state: 'starting' };

  function chatOf(id: string): Incoming['chat'] {
    return id === GROUP
      ? { id, kind: 'group', title: options.groupName }
      : { id, kind: 'private', title: id };
  }

  function incoming(key: string, message: ChatMessage): Incoming {
    const answered = message.replyTo === null ? undefined : chat.message(message.replyTo);
    const replyTo = answered ? { message: answered.id, fromBot: answered.from === null } : null;
    const mentioned = MENTION.test(message.text);
    return {
      key: `${WEB}:said:${key}`,
      channel: WEB,
      chat: chatOf(message.chat),
      sender: { id: message.from ?? '', name: message.from ?? '', anonymous: false },
      at: message.at,
      what: 'text',
      message: message.id,
      replyTo,
      addressed: message.chat !== GROUP || mentioned || replyTo?.fromBot === true,
      text: message.text.replace(MENTION, ''),
      files: message.files.map(({ ref, kind, name, size }) => ({ ref, kind, name, size })),
      button: null,
      buttonToken: null,
    };
  }

  async function hand(batch: readonly Incoming[]): Promise<void> {
    if (receive === null) throw new Error('the web channel is not started');
    if (batch.length > 0) await receive(batch);
  }

  async function pressed(token: string, { as, message, data }: Press): Promise<string> {
    const toast = new Promise<string>((resolve) => {
      toasts.set(token, resolve);
      setTimeout(resolve, TOAST_MS, '').unref();
    });
    try {
      await hand([
        {
          key: token,
          channel: WEB,
          chat: chatOf(message.chat),
          sender: { id: as, name: as, anonymous: false },
          at: clock.now(),
          what: 'button',
          message: message.id,
          replyTo: null,
          addressed: true,
          text: '',
          files: [],
          button: data,
          buttonToken: token,
        },
      ]);
      return await toast;
    } finally {
      toasts.delete(token);
    }
  }

  return {
    id: WEB,
    capabilities: { ...capabilities, buttons: options.buttons ?? true },
    chat,
    async start(keep) {
      receive = keep;
      await hand(chat.lastSaid(LOOKED_THROUGH).map(({ key, message }) => incoming(key, message)));
      health = { state: 'up' };
    },
    async say(said) {
      const message = await chat.say(said);
      await hand([incoming(said.key, message)]);
      return message;
    },
    press: (press) => pressed(`${WEB}:press:${press.key}`, press),
    async send(message) {
      if (message.chat !== GROUP && options.isPerson?.(message.chat) === false) {
        throw new SendFailure('unreachable', '网页群里没有这个人');
      }
      const text = cutText(message.text, TEXT_LIMIT, CUT_NOTE);
      return { message: (await chat.post({ ...message, text })).id };
    },
    takeDown: (_, message) => chat.takeDown(message),
    async acknowledge(token, text) {
      toasts.get(token)?.(text);
    },
    async fetch(ref) {
      try {
        return await readFile(chat.pathOf(ref));
      } catch (error) {
        log.warn({ why: String(error) }, '网页群里的文件读不到');
        throw new FetchFailure('gone', 'the file is gone');
      }
    },
    health: () => health,
    async stop() {
      health = { state: 'stopped' };
      receive = async () => {
        throw new Error('the program is stopping');
      };
    },
  };
}

/**
 * Sending: one `Rendered` becomes a text, and a second message with the file. One after the other over all chats, as a
 * person types.
 */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FileBox, FileBoxInterface } from 'file-box';
import { codeUnits, Parting } from '../parting.ts';
import { type OutgoingFile, type Rendered, SendFailure } from '../port.ts';
import type { Puppet } from './bot.ts';
import { sendFailure, within } from './failures.ts';
import { FILE_LIMIT } from './files.ts';
import type { Names } from './names.ts';

/**
 * Characters per message. Tencent publishes no figure for people's own WeChat; what is known of it lies well above.
 */
export const TEXT_LIMIT = 2000;
/** Between two messages in all chats, and up to how much longer at random (wechaty/friday#89: 操作过于频繁). */
export const GAP_MS = 3000;
export const JITTER_MS = 2000;
const CUT_NOTE = '……（内容过长，其余请查看登记件）';
const TEXT_MS = 30_000;
const FILE_MS = 120_000;
/** A quote is recognised by the bot's own words: of each chat the last so many, of so many chats. */
const WORDS_PER_CHAT = 50;
const CHATS = 500;
/** Shorter quotes could be anybody's. */
const SHORTEST_QUOTE = 4;

/** A message as it went out, or one part of it. */
interface Said {
  readonly part: string;
  readonly whole: string;
}

export class Speaking {
  #last: Promise<unknown> = Promise.resolve();
  readonly #said = new Map<string, Said[]>();
  readonly #parting = new Parting({ most: TEXT_LIMIT, size: codeUnits, note: CUT_NOTE });

  constructor(
    private readonly options: {
      readonly puppet: () => Puppet;
      readonly names: Names;
      readonly FileBox: typeof FileBox;
      /** Between a text and its file, ms. */
      readonly gapMs: number;
    },
  ) {}

  /** Gives the message's id, or one of our own where the puppet gives none. Throws `SendFailure`. */
  send(message: Rendered): Promise<string> {
    const sending = this.#last.then(() => this.#deliver(message));
    this.#last = sending.catch(() => {});
    return sending;
  }

  /** The newest message of the bot in the conversation that is, or begins with, these words, all of it; null when none does. */
  saidIn(conversation: string, words: string): string | null {
    const quoted = words.trim().replace(/(?:…|\.\.\.)$/, '');
    if (quoted.length < SHORTEST_QUOTE) return null;
    return this.#said.get(conversation)?.findLast(({ part }) => part.startsWith(quoted))?.whole ?? null;
  }

  async #deliver({ key, chat, text, file }: Rendered): Promise<string> {
    const { names } = this.options;
    if (text.trim() === '' && !file) throw new SendFailure('refused', '消息没有文字');
    const box = file && (await this.#boxOf(file));
    let to: string | null = null;
    let fileId = '';
    try {
      to = await within(TEXT_MS, names.resolve(chat));
      const conversation = to;
      const ids =
        text.trim() === '' ? [] : await this.#parting.say(key, text, this.#saying(conversation, text));
      if (box)
        await this.#parting.also(key, 'file', async () => {
          if (ids.length > 0) await sleep(this.#pause());
          fileId = (await within(FILE_MS, this.#puppet.messageSendFile(conversation, box))) || '';
        });
      this.#parting.done(key);
      return ids.at(-1) || fileId || ownId();
    } catch (error) {
      const failure = sendFailure(error);
      if (to !== null && !failure.mayHaveArrived) await this.#recheck(to);
      throw failure;
    }
  }

  /** wechaty may not know yet that a friend is no friend any more. Throws `SendFailure` when it is so. */
  async #recheck(to: string): Promise<void> {
    try {
      await within(TEXT_MS, this.options.names.recheck(to));
    } catch (error) {
      if (error instanceof SendFailure) throw error;
    }
  }

  #saying(to: string, whole: string): (part: string, place: number) => Promise<string> {
    return async (part, place) => {
      if (place > 0) await sleep(this.#pause());
      // Remembered before it is out: an answer that quotes it may come sooner than the puppet's own.
      this.#remember(to, { part, whole });
      const id = await within(TEXT_MS, this.#puppet.messageSendText(to, part));
      return id || ownId();
    };
  }

  async #boxOf({ bytes, path, name }: OutgoingFile): Promise<FileBoxInterface> {
    const size = bytes
      ? bytes.length
      : await stat(path).then(
          (found) => found.size,
          () => null,
        );
    if (size === null) throw new SendFailure('refused', '要发送的文件不在了');
    if (size === 0) throw new SendFailure('refused', '要发送的文件是空的');
    if (size > FILE_LIMIT) throw new SendFailure('refused', '要发送的文件超过 20 MB');
    const { FileBox } = this.options;
    return bytes ? FileBox.fromBuffer(Buffer.from(bytes), name) : FileBox.fromFile(path, name);
  }

  #remember(to: string, one: Said): void {
    const said = [...(this.#said.get(to) ?? []), one].slice(-WORDS_PER_CHAT);
    this.#said.delete(to);
    this.#said.set(to, said);
    dropOldest(this.#said, CHATS);
  }

  #pause(): number {
    const { gapMs } = this.options;
    return gapMs * (1 + (Math.random() * JITTER_MS) / GAP_MS);
  }

  get #puppet(): Puppet {
    return this.options.puppet();
  }
}

function dropOldest<V>(map: Map<string, V>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

function ownId(): string {
  return `own-${randomUUID()}`;
}

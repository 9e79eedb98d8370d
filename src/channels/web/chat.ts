/**
 * The platform of the web channel: what Telegram's servers are to Telegram. It keeps the group and the private
 * chats, durably, and tells pages and the program of what is new. It knows people by their id in the roster.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { link, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { keepFile, type LookAtDisk, lookAtDisk, PART } from '../../disk.ts';
import type { Instant } from '../../domain/time.ts';
import { FetchFailure, type OutgoingFile, type Rendered, SendFailure } from '../port.ts';
import { keepUpload } from '../upload.ts';
import { ChatLog } from './chat-log.ts';
import type { ChatFile, ChatLine, ChatMessage } from './message.ts';

export const TEXT_LIMIT = 10_000;
export const PHOTO_LIMIT = 10 * 1024 * 1024;
export const DOCUMENT_LIMIT = 20 * 1024 * 1024;
/** What stands where a message was. */
const TAKEN_DOWN = { text: '（这句话已撤下）', buttons: [], files: [] };
const PHOTO_TYPES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** Something a person says. */
export interface Said {
  /** Made by the page, 8 to 64 letters, digits, `-`, `_`: the same key twice is the same message. */
  readonly key: string;
  readonly as: string;
  readonly chat: string;
  readonly text: string;
  readonly files: readonly ChatFile[];
  readonly replyTo: string | null;
}

export class Chat {
  readonly #dir: string;
  readonly #clock: { now(): Instant };
  readonly #look: LookAtDisk;
  readonly #log: ChatLog;
  readonly #messages = new Map<string, ChatMessage>();
  readonly #byChat = new Map<string, string[]>();
  /** Keys taken, with the message each gave. */
  readonly #keys = new Map<string, string>();
  /** What people said, oldest first: handed to the program again at a start, which knows what it has seen. */
  readonly #said: { readonly key: string; readonly id: string }[] = [];
  readonly #listeners = new Set<(message: ChatMessage) => void>();
  #change = 0;
  #next = 1;
  #lastAt: Instant | null = null;

  private constructor(dir: string, clock: { now(): Instant }, look: LookAtDisk) {
    this.#dir = dir;
    this.#clock = clock;
    this.#look = look;
    this.#log = new ChatLog(join(dir, 'chat.jsonl'));
  }

  /** Opens the chat kept in `dir`, made if missing. The clock is first asked when something new is said. */
  static open(dir: string, clock: { now(): Instant }, look: LookAtDisk = lookAtDisk): Chat {
    const files = join(dir, 'files');
    mkdirSync(files, { recursive: true, mode: 0o700 });
    // Left by a program that ended while it wrote.
    for (const name of readdirSync(files)) if (PART.test(name)) rmSync(join(files, name));
    const chat = new Chat(dir, clock, look);
    for (const line of chat.#log.read()) chat.#apply(line);
    return chat;
  }

  /** When the last thing happened here; null in an empty chat. */
  get lastAt(): Instant | null {
    return this.#lastAt;
  }

  /** Number of the newest change. */
  get change(): number {
    return this.#change;
  }

  message(id: string): ChatMessage | undefined {
    return this.#messages.get(id);
  }

  /** The newest messages of a chat, oldest first; with `before` those that came before that message. */
  messages(chat: string, options: { before?: string; limit?: number } = {}): readonly ChatMessage[] {
    const ids = this.#byChat.get(chat) ?? [];
    const before = options.before === undefined ? -1 : ids.indexOf(options.before);
    const end = before < 0 ? ids.length : before;
    const start = Math.max(0, end - (options.limit ?? ids.length));
    return ids.slice(start, end).flatMap((id) => this.#messages.get(id) ?? []);
  }

  /** Messages of a chat changed since that change, in the order of their last change. */
  changedSince(chat: string, change: number): readonly ChatMessage[] {
    return this.messages(chat)
      .filter((message) => message.change > change)
      .sort((a, b) => a.change - b.change);
  }

  /** What people said last, for the program to look through after a start. */
  lastSaid(count: number): readonly { readonly key: string; readonly message: ChatMessage }[] {
    return this.#said.slice(-count).flatMap(({ key, id }) => {
      const message = this.#messages.get(id);
      return message ? [{ key, message }] : [];
    });
  }

  /** Calls `listener` with every message that is new or changed, until the function given back is called. */
  onChange(listener: (message: ChatMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Puts what a person said into the chat. Resolves when it is on disk. */
  async say(said: Said): Promise<ChatMessage> {
    const { key, as, chat, text, files, replyTo } = said;
    const known = this.#known(key);
    if (known) {
      // Perhaps not on disk yet, when the page tries twice in a hurry.
      await this.#log.append({ is: 'time', at: this.#clock.now() });
      return known;
    }
    const message = { id: this.#takeId(), chat, from: as, at: this.#clock.now(), text, files, replyTo };
    return await this.#write({ is: 'said', key, message: { ...message, buttons: [] } });
  }

  /** Posts or edits for the bot; a key that has been posted gives the message it made. Throws `SendFailure`. */
  async post(sent: Rendered): Promise<ChatMessage> {
    const at = this.#clock.now();
    const { key, chat, text, buttons, replyTo } = sent;
    if (sent.edit !== null) {
      if (!this.#messages.has(sent.edit)) throw new SendFailure('gone', 'no such message');
      return await this.#write({ is: 'edited', id: sent.edit, at, text, buttons });
    }
    const known = this.#known(key);
    if (known) return known;
    const files = sent.file ? [await this.#keepFile(sent.file)] : [];
    const message = { id: this.#takeId(), chat, from: null, at, text, buttons, files, replyTo };
    return await this.#write({ is: 'posted', key, message });
  }

  /** Takes a message down; one that is no more is down already. */
  async takeDown(id: string): Promise<void> {
    if (this.#messages.has(id)) await this.#write({ is: 'taken', id, at: this.#clock.now() });
  }

  /** Remembers how far a rehearsal has got. */
  async noteTime(): Promise<void> {
    await this.#log.append({ is: 'time', at: this.#clock.now() });
  }

  /** Keeps the bytes of an upload; shown once a message names it. Throws `FetchFailure`: `tooLarge`, or `retry` without room on the disk. */
  async keep(bytes: Uint8Array, name: string): Promise<ChatFile> {
    const ref = createHash('sha256').update(bytes).digest('hex');
    const mime = (await fileTypeFromBuffer(bytes))?.mime ?? 'application/octet-stream';
    const kind = PHOTO_TYPES.has(mime) ? 'photo' : 'document';
    if (bytes.length > (kind === 'photo' ? PHOTO_LIMIT : DOCUMENT_LIMIT)) {
      throw new FetchFailure('tooLarge', 'the file is too large');
    }
    await keepUpload(this.pathOf(ref), bytes, this.#look);
    return { ref, kind, name, mime, size: bytes.length };
  }

  /** Where the bytes of a file are. `ref` must come from a `ChatFile`. */
  pathOf(ref: string): string {
    if (!/^[0-9a-f]{64}$/.test(ref)) throw new FetchFailure('gone', 'no such file');
    return join(this.#dir, 'files', ref);
  }

  async close(): Promise<void> {
    await this.#log.close();
  }

  async #keepFile({ path, name, mime, bytes: given }: OutgoingFile): Promise<ChatFile> {
    const bytes = given ?? (await readFile(path));
    const ref = createHash('sha256').update(bytes).digest('hex');
    await rm(this.pathOf(ref), { force: true });
    const write = (): Promise<void> => keepFile(this.pathOf(ref), bytes);
    await (given ? write() : link(path, this.pathOf(ref)).catch(write));
    return { ref, kind: PHOTO_TYPES.has(mime) ? 'photo' : 'document', name, mime, size: bytes.length };
  }

  #known(key: string): ChatMessage | undefined {
    const id = this.#keys.get(key);
    return id === undefined ? undefined : this.#messages.get(id);
  }

  #takeId(): string {
    return `w${this.#next++}`;
  }

  /** Writes first; what pages show has happened. */
  async #write(line: Exclude<ChatLine, { is: 'time' }>): Promise<ChatMessage> {
    // Taken at once, so that a second call with the same key finds it.
    const message = this.#apply(line);
    await this.#log.append(line);
    for (const listener of this.#listeners) listener(message);
    return message;
  }

  #apply(line: Exclude<ChatLine, { is: 'time' }>): ChatMessage;
  #apply(line: ChatLine): ChatMessage | undefined;
  #apply(line: ChatLine): ChatMessage | undefined {
    const at = 'message' in line ? line.message.at : line.at;
    this.#lastAt = Math.max(this.#lastAt ?? at, at);
    if (line.is === 'time') return undefined;
    this.#change += 1;
    if (line.is === 'edited' || line.is === 'taken') {
      const before = this.#messages.get(line.id);
      if (!before) return undefined;
      const shown = line.is === 'edited' ? { text: line.text, buttons: line.buttons } : TAKEN_DOWN;
      const change = { change: this.#change, editedAt: at, edits: before.edits + 1 };
      const message = { ...before, ...shown, ...change };
      this.#messages.set(line.id, message);
      return message;
    }
    const message: ChatMessage = { ...line.message, change: this.#change, editedAt: null, edits: 0 };
    this.#messages.set(message.id, message);
    this.#keys.set(line.key, message.id);
    this.#next = Math.max(this.#next, Number(message.id.slice(1)) + 1);
    const ids = this.#byChat.get(message.chat);
    if (ids) ids.push(message.id);
    else this.#byChat.set(message.chat, [message.id]);
    if (line.is === 'said') this.#said.push({ key: line.key, id: message.id });
    return message;
  }
}

/** What the fake Telegram knows: people, chats, messages, pressed buttons. Held in memory, one bot. */
import { Files, fileContent, THUMBNAIL_WIDTH } from './files.ts';
import { Pacing } from './pacing.ts';
import { replyFields, topicOf } from './threads.ts';
import type { Person, Press, Room, SeenMessage, Stored, StoredFile, Wire } from './types.ts';
import { Updates } from './updates.ts';

export interface Options {
  /** `<bot id>:<secret>` */
  readonly token: string;
  readonly username: string;
  readonly name: string;
  /** Privacy mode off. https://core.telegram.org/bots/features#privacy-mode */
  readonly canReadAllGroupMessages: boolean;
  /** How long a press waits for its answer before it is "too old". */
  readonly callbackTimeoutMs: number;
  readonly webhookRetryMs: number;
  /** The clock of message dates: starts at `clockStart` (epoch ms; null = now) and runs `clockSpeed` times as fast. */
  readonly clockStart: number | null;
  readonly clockSpeed: number;
}

/** What a message is made of, before it has an id. */
export interface Draft {
  readonly from: Wire;
  readonly fromBot: boolean;
  readonly content: Wire;
  readonly file?: StoredFile | null;
  readonly replyTo?: Stored | null;
  readonly thread?: number | null;
  readonly keyboard?: Wire[][] | undefined;
  readonly senderChat?: Room | null;
  /** Unix seconds. */
  readonly date?: number | undefined;
}

export class State {
  readonly people = new Map<number, Person>();
  readonly rooms = new Map<number, Room>();
  readonly presses = new Map<string, Press>();
  readonly files = new Files();
  readonly pacing = new Pacing();
  readonly updates: Updates;
  readonly bot: {
    readonly id: number;
    readonly is_bot: true;
    readonly first_name: string;
    readonly username: string;
  };
  /** https://core.telegram.org/bots/api#getmycommands, by scope and language. */
  readonly commands = new Map<string, unknown[]>();
  canReadAllGroupMessages: boolean;
  /** Private chats and basic groups share the account's one count of messages; a supergroup counts for itself. */
  #boxCount = 0;
  readonly #began = Date.now();

  constructor(readonly options: Options) {
    this.updates = new Updates(options.webhookRetryMs);
    this.canReadAllGroupMessages = options.canReadAllGroupMessages;
    this.bot = {
      id: Number(options.token.split(':')[0]),
      is_bot: true,
      first_name: options.name,
      username: options.username,
    };
  }

  /** Unix seconds by the fake's clock. */
  now(): number {
    const start = this.options.clockStart ?? this.#began;
    return Math.floor((start + (Date.now() - this.#began) * this.options.clockSpeed) / 1000);
  }

  /** Puts a message into a chat. */
  post(room: Room, draft: Draft): Stored {
    const id = room.type === 'supergroup' ? room.messages.size + 1 : ++this.#boxCount;
    const chat = this.chat(room);
    const wire: Wire = {
      message_id: id,
      from: draft.from,
      ...(draft.senderChat && { sender_chat: this.chat(draft.senderChat) }),
      chat,
      date: draft.date ?? this.now(),
      ...replyFields(chat, room, draft.thread ?? null, draft.replyTo ?? null),
      ...draft.content,
      ...(draft.keyboard && { reply_markup: { inline_keyboard: draft.keyboard } }),
    };
    const stored: Stored = {
      room,
      id,
      wire,
      fromBot: draft.fromBot,
      file: draft.file ?? null,
      edits: 0,
      deleted: false,
      reactions: new Map(),
    };
    room.messages.set(id, stored);
    return stored;
  }

  /** The part of a message that is a file; a person's photo comes in two sizes, but for one that is small itself. */
  content(file: StoredFile, fromBot: boolean): Wire {
    const small =
      file.kind === 'photo' && !fromBot && file.width > THUMBNAIL_WIDTH
        ? this.files.add({ kind: 'photo', bytes: Buffer.from(`thumbnail of ${file.uniqueId}`) })
        : null;
    return fileContent(file, small);
  }

  /** https://core.telegram.org/bots/api#chat */
  chat(room: Room): Wire {
    if (room.type === 'private') {
      const person = this.people.get(room.id)!;
      const { is_bot: _, language_code: __, ...names } = this.user(person);
      return { ...names, type: 'private' };
    }
    return { id: room.id, title: room.title, type: room.type, ...(room.topics && { is_forum: true }) };
  }

  /** https://core.telegram.org/bots/api#user */
  user(person: Person): Wire {
    return {
      id: person.id,
      is_bot: false,
      first_name: person.firstName,
      ...(person.username !== null && { username: person.username }),
      language_code: 'zh-hans',
    };
  }

  /** The chat as a person reads it: messages still there, oldest first. */
  seen(room: Room): SeenMessage[] {
    return [...room.messages.values()].filter((message) => !message.deleted).map(seen);
  }
}

export function seen(message: Stored): SeenMessage {
  const { wire, file } = message;
  const markup = wire.reply_markup as { inline_keyboard: Wire[][] } | undefined;
  const from = (wire.sender_chat ?? wire.from) as Wire;
  const answered = (wire.external_reply ?? wire.reply_to_message) as Wire | undefined;
  // What only opens the topic is shown to nobody as answered.
  const replyTo = answered?.forum_topic_created === undefined ? answered : undefined;
  return {
    chat: message.room.id,
    id: message.id,
    from: String(from.title ?? from.first_name),
    fromBot: message.fromBot,
    text: String(wire.text ?? wire.caption ?? ''),
    entities: (wire.entities ?? wire.caption_entities ?? []) as Wire[],
    buttons: (markup?.inline_keyboard ?? []).map((row) =>
      row.map((button) => ({
        text: String(button.text),
        data: button.callback_data === undefined ? null : String(button.callback_data),
        url: button.url === undefined ? null : String(button.url),
      })),
    ),
    edits: message.edits,
    reactions: [...message.reactions.values()],
    file: file && { kind: file.kind, name: file.name, size: file.size, sha256: file.sha256 },
    replyTo: replyTo ? Number(replyTo.message_id) : null,
    thread: topicOf(message),
    date: Number(wire.date),
  };
}

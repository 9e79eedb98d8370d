/**
 * The shapes the fake Telegram keeps. What goes over the wire is plain JSON (`Wire`) in the words of the
 * Bot API; what the fake knows besides (who blocked whom, how often a message was edited) stands beside it.
 */

/** A Bot API object as it is sent, field names as in https://core.telegram.org/bots/api#available-types */
export type Wire = Record<string, unknown>;

/** A refusal in the Bot API's envelope: https://core.telegram.org/bots/api#making-requests */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: number,
    readonly description: string,
    /** https://core.telegram.org/bots/api#responseparameters */
    readonly parameters: {
      readonly retry_after?: number;
      readonly migrate_to_chat_id?: number;
    } | null = null,
  ) {
    super(description);
  }
}

/** 400 with Telegram's usual prefix. */
export function badRequest(what: string): Refusal {
  return new Refusal(400, `Bad Request: ${what}`);
}

export function forbidden(what: string): Refusal {
  return new Refusal(403, `Forbidden: ${what}`);
}

/** 429: https://core.telegram.org/bots/api#responseparameters (`retry_after`, seconds) */
export function tooMany(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}

/** A person with a Telegram account the bot may know. Their private chat has the same id. */
export interface Person {
  readonly id: number;
  firstName: string;
  username: string | null;
  /** They have opened the private chat (pressed Start, or written). */
  started: boolean;
  blocked: boolean;
}

/** https://core.telegram.org/bots/api#chatmember */
export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

/** A chat: private (one person and the bot) or a group. */
export interface Room {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup';
  title: string;
  /** Null when the chat is no forum. */
  topics: Forum | null;
  readonly members: Map<number, MemberStatus>;
  /** The bot's own standing; always `member` in a private chat (see `Person.started` there). */
  bot: MemberStatus;
  migratedTo: number | null;
  readonly messages: Map<number, Stored>;
}

export type TopicState = 'open' | 'closed';

export interface Forum {
  general: TopicState;
  readonly threads: Map<number, TopicState>;
}

export interface Stored {
  readonly room: Room;
  readonly id: number;
  /** The Message object as the bot gets it. */
  readonly wire: Wire;
  readonly fromBot: boolean;
  readonly file: StoredFile | null;
  edits: number;
  deleted: boolean;
  /** By whom, the bot too: one each. */
  readonly reactions: Map<number, string>;
}

export interface StoredFile {
  readonly id: string;
  readonly uniqueId: string;
  readonly kind: 'photo' | 'document' | 'sticker' | 'voice';
  readonly name: string | null;
  readonly mime: string;
  readonly size: number;
  /** Null for a file of which only the size is pretended. */
  readonly bytes: Buffer | null;
  readonly sha256: string | null;
  readonly width: number;
  readonly height: number;
}

export interface Update {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}

/** A pressed button that waits for answerCallbackQuery. */
export interface Press {
  readonly id: string;
  readonly at: number;
  answer: { readonly text: string; readonly alert: boolean } | null;
  expired: boolean;
}

/** One call of the bot, as the transcript shows it. */
export interface Call {
  readonly seq: number;
  /** Grows whenever any call is begun or ends, so that a reader can ask for what is new. */
  version: number;
  /** Real time, epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  /** As sent; uploaded files as `{name, size, sha256}`. */
  readonly params: Wire;
  readonly chat: number | null;
  ok: boolean;
  status: number | null;
  result: unknown;
  error: string | null;
  /** pending: still open (a long poll) · answered · lost: done, the answer never sent · reset: not done at all */
  outcome: 'pending' | 'answered' | 'lost' | 'reset';
}

/** A message as a person in the chat sees it now. */
export interface SeenMessage {
  readonly chat: number;
  readonly id: number;
  readonly from: string;
  readonly fromBot: boolean;
  /** Text or caption, formatting removed. */
  readonly text: string;
  readonly entities: readonly Wire[];
  readonly buttons: readonly (readonly SeenButton[])[];
  /** How often it was edited. */
  readonly edits: number;
  /** The signs on it. */
  readonly reactions: readonly string[];
  readonly file: {
    readonly kind: string;
    readonly name: string | null;
    readonly size: number;
    readonly sha256: string | null;
  } | null;
  readonly replyTo: number | null;
  readonly thread: number | null;
  /** Unix seconds. */
  readonly date: number;
}

export interface SeenButton {
  readonly text: string;
  readonly data: string | null;
  readonly url: string | null;
}

/**
 * What a channel is to the rest of the program. Telegram, WeChat, WeCom and the web page each
 * implement this; nothing outside `channels/` knows which is which, it asks `capabilities`.
 */
import type { Instant } from '../domain/time.ts';

/** A place to speak to: one chat of one channel. */
export interface Address {
  readonly channel: string;
  readonly chat: string;
}

/** A file named in a message, not yet fetched. */
export interface IncomingFile {
  readonly ref: string;
  readonly kind: 'photo' | 'document';
  readonly name: string;
  /** Bytes, where the channel says. */
  readonly size: number | null;
}

/** One thing somebody said or did, in the program's own terms. Plain data: it is kept in the inbox as it is. */
export interface Incoming {
  /** Unique for ever, e.g. `telegram:4711:839201` (channel, bot, update); the same key twice is the same message. */
  readonly key: string;
  readonly channel: string;
  readonly chat: { readonly id: string; readonly kind: 'private' | 'group'; readonly title: string };
  /**
   * Who spoke; `anonymous` when the channel hides the person (an anonymous group admin). `claims`: what they are known by
   * if they are believed, an id made of a name that anybody can give themselves; whoever is known by it alone may raise a
   * matter, and nothing else.
   */
  readonly sender: {
    readonly id: string;
    readonly name: string;
    readonly anonymous: boolean;
    readonly claims?: string;
  };
  /** When it was said, by the channel's clock. */
  readonly at: Instant;
  readonly what: IncomingKind;
  /**
   * The platform's id of the message said, edited, or whose button was pressed; null where there is none. What answers
   * it goes where it stands: in a group with topics the id says which one (`31@5`).
   */
  readonly message: string | null;
  /** The message answered or quoted. */
  readonly replyTo: Quoted | null;
  /** True when the bot is addressed: by mention, command or reply to it. Always true in private. */
  readonly addressed: boolean;
  /** The words, mention of the bot removed; empty where there are none. */
  readonly text: string;
  readonly files: readonly IncomingFile[];
  /** The data of a pressed button. */
  readonly button: string | null;
  /** To answer a pressed button; soon too old. */
  readonly buttonToken: string | null;
  /** Said by somebody else and passed on by the sender. */
  readonly forwarded?: Forwarded;
  /** Several pictures sent as one: the same for each of them, and their words may be with any. */
  readonly album?: string;
}

/** The id that a message had before ids said where in a group it stands. */
export function withoutTopic(message: string): string {
  return message.replace(/^(\d+)@\d+$/, '$1');
}

/** What is answered: by its id, where the channel gives one that is known; else by its words. */
export interface Quoted {
  readonly message: string | null;
  readonly fromBot: boolean;
  /** Where it stands; left out when it stands in the chat where it is answered. */
  readonly chat?: string;
  /** The words quoted, perhaps only the beginning; given where there is no id, or it may be one that nobody knows. */
  readonly text?: string;
}

export interface Forwarded {
  /** The name that the platform shows. */
  readonly name: string;
  /** Their account on this channel; null where it is hidden. */
  readonly account: string | null;
  /** When it was said first. */
  readonly at: Instant;
}

/**
 * text words or files · edit a changed message · button a press · start a person opened the private chat ·
 * blocked they closed it · joined/left the bot entered or left a group · moved the group has a new id (in `text`) ·
 * unreadable sticker, voice, … (what it was, in `text`) · recalled the message in `replyTo` was taken back · reacted 👍 or 👎 (in `text`)
 * was set on the message in `replyTo`, in place of none or of another sign · recorded a line of a ledger, said once by nobody knows whom;
 * with `replyTo` the answer to it, `sender.id` being the department that gave it (empty: not known)
 */
export type IncomingKind =
  | 'text'
  | 'edit'
  | 'button'
  | 'start'
  | 'blocked'
  | 'joined'
  | 'left'
  | 'moved'
  | 'unreadable'
  | 'recalled'
  | 'reacted'
  | 'recorded';

/** What a sign of ours on somebody's message says: it has become a ticket · what it asks for is reported done. */
export type Mark = 'received' | 'done';

/** A button. `data` is at most 64 bytes of UTF-8 so that every channel can carry it. */
export interface Button {
  readonly label: string;
  readonly data: string;
}

/** A file the program has on disk, to be sent. */
export interface OutgoingFile {
  readonly path: string;
  readonly name: string;
  readonly mime: string;
  /** The content, of a file that is encrypted on disk: there is nothing to read at `path` then. */
  readonly bytes?: Uint8Array;
}

/** A message ready for one chat. Text is plain: the channel escapes whatever its format needs. */
export interface Rendered {
  /** The same for every try at one message, and for no other. */
  readonly key: string;
  readonly chat: string;
  readonly text: string;
  readonly buttons: readonly (readonly Button[])[];
  readonly file: OutgoingFile | null;
  /** Change this message instead of sending a new one. */
  readonly edit: string | null;
  /** Answer this message, if it still exists. */
  readonly replyTo: string | null;
  /** Without a sound, where the channel can: quiet hours. */
  readonly silent: boolean;
}

/** What became of a send. Thrown by `Channel.send`. */
export class SendFailure extends Error {
  override readonly name = 'SendFailure';
  constructor(
    /**
     * later: try again after `waitMs` (rate limit, network, server fault) · unreachable: the person has not opened
     * the private chat, or closed it · gone: the message to edit is no more · moved: the chat has a new id, `movedTo` ·
     * refused: the channel will never take this message
     */
    readonly kind: 'later' | 'unreachable' | 'gone' | 'moved' | 'refused',
    message: string,
    readonly waitMs: number | null = null,
    readonly movedTo: string | null = null,
    /** True when no answer came: the message may have arrived all the same. */
    readonly mayHaveArrived: boolean = false,
  ) {
    super(message);
  }
}

/**
 * What our own code or a library threw before anything was sent: it would throw again, so the message is given up. The
 * words of such an error may hold people's; its place in the code does not.
 */
export function localFault(error: unknown): SendFailure {
  return new SendFailure('refused', `程序自己出错，没有发出（${placeOf(error)}）`);
}

/** Whether it is an error of a program and not of the world: the kinds that Node throws for them, or a file's. */
export function isOfProgram(error: unknown): boolean {
  const kinds = [TypeError, RangeError, ReferenceError, SyntaxError, URIError];
  return kinds.some((kind) => error instanceof kind) || (error instanceof Error && 'path' in error);
}

function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack = '' } = error;
  const frames = stack.slice(stack.indexOf(message) + message.length);
  const frame = /^\s+at (.+)$/m.exec(frames)?.[1]?.replace(/(?:file:\/\/)?\/(?:[^/\s()]*\/)+/g, '');
  return frame === undefined ? name : `${name}，${frame}`;
}

/** Why a file cannot be fetched; `retry` when it may work later. */
export class FetchFailure extends Error {
  override readonly name = 'FetchFailure';
  constructor(
    readonly kind: 'retry' | 'tooLarge' | 'gone',
    message: string,
  ) {
    super(message);
  }
}

/** The channel cannot go on at all (wrong token); the text says what to do. */
export class ChannelFatal extends Error {
  override readonly name = 'ChannelFatal';
}

export interface Capabilities {
  /** What it hears in a group. */
  readonly receives: 'all' | 'mentions' | 'none';
  /** Whether it may speak to a person who has not spoken to it. */
  readonly push: 'free' | 'afterContact';
  readonly edits: boolean;
  readonly buttons: boolean;
  readonly quotes: boolean;
  readonly files: boolean;
  /** What was said while the program was away it hands over later (as Telegram does for a day); else it is lost. */
  readonly replays: boolean;
  /** It recognises a message sent twice by its `key`, and shows it once. */
  readonly deduplicates: boolean;
  /** UTF-16 code units per message. */
  readonly textLimit: number;
  /** Bytes of UTF-8 per message, where the channel counts those. */
  readonly byteLimit?: number;
  /** Largest files it can give and take, bytes. */
  readonly photoLimit: number;
  readonly documentLimit: number;
  readonly pace: Pace;
}

/** How fast a channel may speak. What is left out is not limited. */
export interface Pace {
  /** In all chats together; below 1 is one message in a longer time. */
  readonly perSecond: number;
  readonly perMinute?: number;
  readonly perHour?: number;
  readonly perDay?: number;
  /** Between two messages in one chat. */
  readonly chatGapMs: number;
  /** Up to how much longer each pause is, at random: as a person would. */
  readonly jitterMs?: number;
  readonly groupPerMinute: number;
}

/**
 * up: it hears and speaks; `note` says what it does not hear or cannot do · down: it tries again by itself, unless `why`
 * says what people are to do
 */
export type ChannelHealth =
  | { readonly state: 'starting' | 'stopped' }
  | { readonly state: 'up'; readonly note?: string }
  | { readonly state: 'down'; readonly since: Instant; readonly why: string };

export interface Channel {
  readonly id: string;
  readonly capabilities: Capabilities;
  /**
   * Connects and listens until `stop`. Each batch is given to `receive`, and confirmed to the platform only
   * after `receive` has resolved (it is on disk then). Resolves when connected; throws `ChannelFatal`.
   * A fatal fault later on is given to `onFatal`.
   */
  start(
    receive: (batch: readonly Incoming[]) => Promise<void>,
    onFatal: (fault: ChannelFatal) => void,
  ): Promise<void>;
  /** Sends or edits one message; gives the platform's message id. Throws `SendFailure`. */
  send(message: Rendered): Promise<{ readonly message: string }>;
  /**
   * Takes down what somebody said in a group. Left out where the platform lets nobody do that for another. Throws
   * `SendFailure`; what is gone already is taken down.
   */
  takeDown?(chat: string, message: string): Promise<void>;
  /**
   * Sets our sign on what somebody said, in place of the one before; the same once more changes nothing. Left out where the
   * platform has no signs. Throws `SendFailure`.
   */
  react?(chat: string, message: string, mark: Mark): Promise<void>;
  /** Answers a pressed button with a short passing word; best effort, never throws. */
  acknowledge(token: string, text: string): Promise<void>;
  /**
   * The bytes of a file, at most `capabilities.documentLimit`. Throws `FetchFailure`. `onName` is told the name of a
   * file that had none in its message.
   */
  fetch(ref: string, onName?: (name: string) => void): Promise<Uint8Array>;
  health(): ChannelHealth;
  /** Stops listening; what was received but not yet kept is left to be delivered again. */
  stop(): Promise<void>;
}

/** What the fake WeChat knows: one bot account, people, rooms, what was said, and what the bot sent. Plain data. */

export interface Person {
  readonly id: string;
  name: string;
  /** The remark (备注) the owner of the bot's account gave. */
  remark: string;
  friend: boolean;
  /** A person, or a public account (公众号). */
  readonly official: boolean;
}

export interface Room {
  readonly id: string;
  topic: string;
  /** Member id → name in this room (群昵称), empty where there is none. */
  readonly members: Map<string, string>;
}

/** A message as the puppet would show it; `type` is the number of wechaty-puppet's `MessageType`. */
export interface Said {
  readonly id: string;
  readonly type: number;
  readonly from: string;
  /** Empty in private. */
  readonly room: string;
  readonly text: string;
  readonly mentions: readonly string[];
  readonly filename: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly file: Uint8Array | null;
}

/** Something the bot sent. */
export interface Sent {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly file: { readonly name: string; readonly size: number; readonly sha256: string } | null;
  readonly at: number;
}

export interface SendFault {
  readonly message: string;
  times: number;
  readonly only: 'text' | 'file' | 'any';
  /** Never answer at all. */
  readonly hang: boolean;
  /** So many sends before it succeed. */
  after: number;
}

export const BOT = 'wxid_bot';
export const BOT_NAME = '连心桥';

export class World {
  readonly people = new Map<string, Person>();
  readonly rooms = new Map<string, Room>();
  readonly said = new Map<string, Said>();
  readonly sent: Sent[] = [];
  /** The phone has confirmed a login that is still good. */
  session = true;
  /** What a send fails with, and how many times. */
  sendFault: SendFault | null = null;
  starts = 0;
  #next = 1;

  constructor(readonly now: () => number) {
    this.clear(true);
  }

  /** Nothing but the bot; ids of messages are never used twice. */
  clear(session: boolean): void {
    for (const part of [this.people, this.rooms, this.said]) part.clear();
    this.sent.length = 0;
    this.sendFault = null;
    this.starts = 0;
    this.session = session;
    this.people.set(BOT, { id: BOT, name: BOT_NAME, remark: '', friend: true, official: false });
  }

  nextId(): string {
    return `msg-${this.#next++}`;
  }
}

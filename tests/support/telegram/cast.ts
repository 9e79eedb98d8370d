/** The people and groups a test plays with; made by `FakeTelegram.user` and `.group`. */
import type { Said } from './people.ts';
import type { MemberStatus, Wire } from './types.ts';

/** What they do goes to the fake by this; see `FakeTelegram`. */
interface Control {
  control(verb: string, given: Wire): Promise<unknown>;
  waitFor<T>(find: () => Promise<T | null>, timeoutMs?: number, what?: string): Promise<T>;
}

/** A group, a person (their private chat with the bot), or a chat id. */
export type Place = FakeGroup | FakeUser | number;
/** A message somebody or the bot sent. */
export interface MessageRef {
  readonly chat: number;
  readonly id: number;
}

export interface SayOptions {
  readonly replyTo?: MessageRef;
  /** Topic of a forum. */
  readonly thread?: number;
  /** As an admin who hides behind the group's name. */
  readonly anonymous?: boolean;
  readonly mediaGroup?: string;
  /** Passed on from somebody else: https://core.telegram.org/bots/api#messageorigin */
  readonly forwardOrigin?: Wire;
  readonly caption?: string;
  /** Unix seconds. */
  readonly date?: number;
}

export function placeOf(place: Place): number {
  return typeof place === 'number' ? place : place.id;
}

export class FakeUser {
  constructor(
    private readonly telegram: Control,
    readonly id: number,
    readonly name: string,
  ) {}

  /** Says something in a chat; with the person themself as `place`, to the bot in private. */
  async says(place: Place, text: string, options: SayOptions = {}): Promise<Said> {
    return await this.#say(place, { text }, options);
  }

  /** Says something to the bot in private, which opens the chat. */
  async tells(text: string, options: SayOptions = {}): Promise<Said> {
    return await this.says(this, text, options);
  }

  async sendsPhoto(place: Place, bytes: Uint8Array, options: SayOptions = {}): Promise<Said> {
    return await this.#file(place, { kind: 'photo', mime: 'image/jpeg' }, bytes, options);
  }

  /** `size` in place of bytes only pretends a size, for files too large to make. */
  async sendsDocument(
    place: Place,
    about: { name: string; mime?: string; bytes?: Uint8Array; size?: number },
    options: SayOptions = {},
  ): Promise<Said> {
    const { bytes, ...rest } = about;
    return await this.#file(place, { kind: 'document', ...rest }, bytes, options);
  }

  async sendsSticker(place: Place, options: SayOptions = {}): Promise<Said> {
    return await this.#file(place, { kind: 'sticker' }, Buffer.from('sticker'), options);
  }

  async sendsVoice(place: Place, options: SayOptions = {}): Promise<Said> {
    return await this.#file(place, { kind: 'voice' }, Buffer.from('voice'), options);
  }

  /** Changes words said before. */
  async edits(message: MessageRef, text: string): Promise<Said> {
    return (await this.telegram.control('edit', { chat: message.chat, id: message.id, text })) as Said;
  }

  /** Removes a message; the bot is not told. */
  async removes(message: MessageRef): Promise<void> {
    await this.telegram.control('remove', { chat: message.chat, id: message.id });
  }

  /** Sets a reaction in place of theirs before, or takes it away; gives the update, null where the bot does not hear of it. */
  async reacts(message: MessageRef, emoji: string | null): Promise<number | null> {
    const given = { from: this.id, chat: message.chat, id: message.id, emoji };
    return ((await this.telegram.control('react', given)) as { update: number | null }).update;
  }

  /** Presses the button so labelled; `{data}` sends any data, as a forged client can. */
  async press(message: MessageRef, button: string | { readonly data: string }): Promise<Pressed> {
    const what = typeof button === 'string' ? { button } : button;
    const pressed = (await this.telegram.control('press', {
      from: this.id,
      chat: message.chat,
      id: message.id,
      ...what,
    })) as { press: string; update: number | null };
    return new Pressed(this.telegram, pressed.press, pressed.update);
  }

  /** Opens the private chat: sends /start. */
  async starts(): Promise<Said> {
    return (await this.telegram.control('reach', { user: this.id, what: 'start' })) as Said;
  }

  async blocks(): Promise<void> {
    await this.telegram.control('reach', { user: this.id, what: 'block' });
  }

  async unblocks(): Promise<void> {
    await this.telegram.control('reach', { user: this.id, what: 'unblock' });
  }

  async #file(
    place: Place,
    about: object,
    bytes: Uint8Array | undefined,
    options: SayOptions,
  ): Promise<Said> {
    const file = { ...about, ...(bytes && { base64: Buffer.from(bytes).toString('base64') }) };
    return await this.#say(place, { file }, options);
  }

  async #say(place: Place, what: object, { replyTo, ...options }: SayOptions): Promise<Said> {
    const given = {
      from: this.id,
      chat: placeOf(place),
      ...what,
      ...options,
      ...(replyTo && { replyTo: replyTo.id }),
    };
    return (await this.telegram.control('say', given)) as Said;
  }
}

export class FakeGroup {
  constructor(
    private readonly telegram: Control,
    readonly id: number,
    readonly title: string,
  ) {}

  async joins(user: FakeUser): Promise<void> {
    await this.#member(user, 'member');
  }

  async leaves(user: FakeUser): Promise<void> {
    await this.#member(user, 'left');
  }

  async addsBot(by: FakeUser, status: 'member' | 'administrator' = 'member'): Promise<void> {
    await this.#member(null, status, by);
  }

  async removesBot(by: FakeUser): Promise<void> {
    await this.#member(null, 'kicked', by);
  }

  /** Opens a topic of a forum; gives its thread id. */
  async topic(name: string): Promise<number> {
    return (await this.telegram.control('topic', { chat: this.id, name })) as number;
  }

  /** An admin closes, reopens or deletes a topic; without `thread` the General one. */
  async changesTopic(what: 'close' | 'reopen' | 'delete', thread?: number): Promise<void> {
    await this.telegram.control('changeTopic', { chat: this.id, what, ...(thread && { thread }) });
  }

  /** Becomes a supergroup with a new id. */
  async migrates(to: number): Promise<FakeGroup> {
    await this.telegram.control('migrate', { chat: this.id, to });
    return new FakeGroup(this.telegram, to, this.title);
  }

  async #member(user: FakeUser | null, status: MemberStatus, by?: FakeUser): Promise<void> {
    await this.telegram.control('member', {
      chat: this.id,
      status,
      ...(user && { user: user.id }),
      ...(by && { by: by.id }),
    });
  }
}

/** A press of a button, and what the bot answered to it. */
export class Pressed {
  constructor(
    private readonly telegram: Control,
    readonly id: string,
    readonly update: number | null,
  ) {}

  /** Waits for the bot's answerCallbackQuery. */
  async answer(timeoutMs?: number): Promise<{ readonly text: string; readonly alert: boolean }> {
    return await this.telegram.waitFor(
      async () =>
        (
          (await this.telegram.control('pressed', { press: this.id })) as {
            answer: { text: string; alert: boolean } | null;
          }
        ).answer,
      timeoutMs,
      `an answer to the press ${this.id}`,
    );
  }

  /** Makes the press too old to be answered. */
  async expire(): Promise<void> {
    await this.telegram.control('expire', { press: this.id });
  }
}

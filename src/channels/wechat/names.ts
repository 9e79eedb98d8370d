/**
 * Who is who, and which room is which. In some puppets the ids of people and rooms change with each login; there they
 * are known by what people see: a person by the remark (备注) the bot's owner gave, a room by its name.
 *
 * Anybody can give themselves a name in a group, and anybody can name a group of their own like the one that is served.
 * So a group's name belongs to the room that had it first; and a name in a group is no more than what its bearer claims,
 * in that group alone, and nothing where two bear it.
 */
import type { Logger } from 'pino';
import type { payloads } from 'wechaty-puppet';
import { type Incoming, SendFailure } from '../port.ts';
import type { Puppet } from './bot.ts';
import { plainName } from './plain.ts';

export type Identity = 'id' | 'remark' | 'alias';

const TOPIC = 'topic:';
const REMARK = 'remark:';
const ALIAS = 'alias:';
/** Names asked longer ago than this are asked anew: where they decide who somebody is, and where they are only shown. */
const FRESH_MS = 60_000;
const SHOWN_MS = 600_000;
const GONE = '对方不是机器人微信的好友，或机器人已不在这个群里';

export class Names {
  /** Name of a room → id of the room it belongs to. */
  readonly #owners = new Map<string, string>();
  readonly #askedAt = new Map<string, number>();
  readonly #clashes = new Set<string>();
  readonly #remarks = new Map<string, string>();

  constructor(
    private readonly options: {
      readonly puppet: () => Puppet;
      readonly identity: Identity;
      readonly groupBy: 'id' | 'topic';
      readonly log: Logger;
      /** Milliseconds that only grow. */
      readonly ticks?: () => number;
    },
  ) {}

  /** A new login: names may have changed meanwhile. */
  forget(): void {
    this.#askedAt.clear();
    this.#remarks.clear();
  }

  /** How many names are borne by two rooms, of which at most the first is served. */
  get clashes(): number {
    return this.#clashes.size;
  }

  /** Null for a stranger of whom WeChat tells nothing. */
  async contact(id: string): Promise<payloads.Contact | null> {
    if (this.options.identity !== 'id') {
      await this.#refresh(`contact/${id}`, FRESH_MS, () => this.#puppet.contactPayloadDirty(id));
    }
    return this.#contactAsKnown(id);
  }

  /** The bot's own names, as they are written behind an @: in the room, and in general. */
  async ownNames(roomId: string): Promise<readonly string[]> {
    const id = this.#puppet.currentUserId;
    const [contact, alias] = await Promise.all([this.contact(id), this.#aliasIn(roomId, id)]);
    return [alias, contact?.name ?? ''].filter((name) => name !== '');
  }

  async privateChat(contactId: string): Promise<{ chat: Incoming['chat']; sender: Incoming['sender'] }> {
    const contact = await this.contact(contactId);
    const name = nameOf(contact);
    const id = this.#personId(contactId, contact);
    return { chat: { id, kind: 'private', title: name }, sender: { id, name, anonymous: false } };
  }

  async sender(contactId: string, roomId: string): Promise<Incoming['sender']> {
    const contact = await this.contact(contactId);
    const alias = await this.#aliasIn(roomId, contactId);
    const sender = {
      id: this.#personId(contactId, contact),
      name: alias || nameOf(contact),
      anonymous: false,
    };
    if (this.options.identity !== 'alias' || !(await this.#bearsAlone(roomId, alias))) return sender;
    return { ...sender, claims: `${ALIAS}${alias}@${(await this.group(roomId)).id}` };
  }

  async group(roomId: string): Promise<Incoming['chat']> {
    const topic = (await this.#topic(roomId)) || this.#formerTopic(roomId);
    return { id: await this.#groupId(roomId, topic), kind: 'group', title: topic };
  }

  /** Notes whose name each group has, before somebody makes another group of that name. */
  async survey(): Promise<void> {
    if (this.options.groupBy === 'topic')
      for (const id of await this.#puppet.roomList()) await this.group(id);
  }

  /** The bot is no longer in this room, and the name is free. */
  left(roomId: string): void {
    for (const [topic, owner] of this.#owners) if (owner === roomId) this.#owners.delete(topic);
  }

  /** The old and the new id of a group that was renamed; null when its id has not changed. */
  async renamed(
    roomId: string,
    formerTopic: string,
    newTopic: string,
  ): Promise<{ from: string; to: string } | null> {
    const before = plainName(formerTopic);
    const now = plainName(newTopic);
    if (this.options.groupBy === 'id' || before === now) return null;
    if (before === '' || now === '' || (await this.#owner(before, roomId)) !== roomId) return null;
    if ((await this.#roomsNamed(now)).some((id) => id !== roomId)) {
      this.#warnOfClash(now);
      return null;
    }
    this.#owners.delete(before);
    this.#owners.set(now, roomId);
    return { from: TOPIC + before, to: TOPIC + now };
  }

  /** The id wechaty knows a chat by. Throws `SendFailure`. */
  async resolve(chat: string): Promise<string> {
    if (chat.startsWith(TOPIC)) return this.#roomCalled(chat.slice(TOPIC.length));
    if (chat.startsWith(REMARK)) return this.#friendCalled(chat.slice(REMARK.length));
    if (chat.startsWith(ALIAS)) {
      throw new SendFailure('unreachable', '只知道对方的群昵称，发不了私聊；请给对方加备注，并改用备注登记');
    }
    if (await this.#isThere(chat)) return chat;
    throw new SendFailure('unreachable', GONE);
  }

  /** After a send that WeChat refused: throws `SendFailure` when the chat is there no more, by what WeChat says now. */
  async recheck(conversation: string): Promise<void> {
    await this.#puppet.contactPayloadDirty(conversation).catch(() => {});
    if (!(await this.#isThere(conversation))) throw new SendFailure('unreachable', GONE);
  }

  async #isThere(conversation: string): Promise<boolean> {
    if ((await this.#puppet.roomList()).includes(conversation)) return true;
    // Not every puppet says who is a friend, nor lists all of them: one yes is enough.
    if ((await this.#puppet.contactList()).includes(conversation)) return true;
    return (await this.contact(conversation))?.friend === true;
  }

  #personId(id: string, contact: payloads.Contact | null): string {
    const remark = contact?.alias ?? '';
    return this.options.identity !== 'id' && remark !== '' ? REMARK + remark : id;
  }

  async #groupId(roomId: string, topic: string): Promise<string> {
    if (this.options.groupBy === 'id' || topic === '') return roomId;
    if ((await this.#owner(topic, roomId)) === roomId) return TOPIC + topic;
    this.#warnOfClash(topic);
    return roomId;
  }

  /** Whose name it is; null when two rooms bear it and neither was first. */
  async #owner(topic: string, asking: string): Promise<string | null> {
    const known = this.#owners.get(topic);
    if (known === asking) return known;
    const rooms = await this.#roomsNamed(topic);
    if (known !== undefined && rooms.includes(known)) return known;
    this.#owners.delete(topic);
    const others = rooms.filter((id) => id !== asking);
    if (others.length > 0) return rooms.length === 1 ? (rooms[0] as string) : null;
    this.#owners.set(topic, asking);
    this.#clashes.delete(topic);
    return asking;
  }

  async #roomCalled(topic: string): Promise<string> {
    const rooms = await this.#roomsNamed(topic);
    const known = this.#owners.get(topic);
    if (known !== undefined && rooms.includes(known)) return known;
    if (rooms.length === 1) return rooms[0] as string;
    if (rooms.length === 0) {
      throw new SendFailure(
        'unreachable',
        '机器人的微信里没有这个名字的群：群改了名、解散了，或机器人被移出',
      );
    }
    this.#warnOfClash(topic);
    throw new SendFailure('unreachable', '有两个群同名，不知道该发到哪个；请把其中一个改名');
  }

  async #friendCalled(remark: string): Promise<string> {
    const known = this.#remarks.get(remark);
    if (known !== undefined && (await this.contact(known))?.alias === remark) return known;
    const found: string[] = [];
    // One after the other: WeChat is said to lock accounts that look up many people at once (wechaty/wechaty#2040).
    for (const id of await this.#puppet.contactList()) {
      const contact = await this.#contactAsKnown(id);
      if (contact?.alias === remark) found.push(id);
    }
    if (found.length === 1) {
      this.#remarks.set(remark, found[0] as string);
      return found[0] as string;
    }
    throw new SendFailure(
      'unreachable',
      found.length === 0
        ? '机器人的微信好友里没有人用这个备注；刚改过备注的，请让对方给机器人发一句话'
        : '机器人的微信里有两个好友备注相同，不知道该发给谁；请改其中一个的备注',
    );
  }

  async #roomsNamed(topic: string): Promise<readonly string[]> {
    const rooms = await this.#puppet.roomList();
    const named: string[] = [];
    for (const id of rooms) if ((await this.#topic(id).catch(() => '')) === topic) named.push(id);
    return named;
  }

  async #topic(roomId: string): Promise<string> {
    if (this.options.groupBy === 'topic') {
      await this.#refresh(`room/${roomId}`, FRESH_MS, () => this.#puppet.roomPayloadDirty(roomId));
    }
    const room = await this.#puppet.roomPayload(roomId).catch(() => null);
    return plainName(room?.topic ?? '');
  }

  /** Of a room that the bot is no longer in. */
  #formerTopic(roomId: string): string {
    return [...this.#owners].find(([, owner]) => owner === roomId)?.[0] ?? '';
  }

  async #aliasIn(roomId: string, contactId: string): Promise<string> {
    if (roomId === '') return '';
    const decides = this.options.identity === 'alias';
    const asked = this.#refresh(`members/${roomId}`, decides ? FRESH_MS : SHOWN_MS, () =>
      this.#puppet.roomMemberPayloadDirty(roomId),
    );
    // A name that is only shown is not waited for: it is right from the next message on.
    if (decides) await asked;
    const member = await this.#puppet.roomMemberPayload(roomId, contactId).catch(() => null);
    return plainName(member?.roomAlias ?? '');
  }

  /** Whether exactly one member of the room goes by this name; which of two is meant, nobody can tell. */
  async #bearsAlone(roomId: string, alias: string): Promise<boolean> {
    if (alias === '') return false;
    let bearers = 0;
    for (const id of await this.#puppet.roomMemberList(roomId)) {
      const member = await this.#puppet.roomMemberPayload(roomId, id).catch(() => null);
      if (plainName(member?.roomAlias ?? '') === alias) bearers += 1;
    }
    return bearers === 1;
  }

  async #contactAsKnown(id: string): Promise<payloads.Contact | null> {
    const contact = await this.#puppet.contactPayload(id).catch(() => null);
    return contact && { ...contact, name: plainName(contact.name), alias: plainName(contact.alias ?? '') };
  }

  /** Has wechaty ask anew, at most once in `maxAge`; the old name is better than none. */
  async #refresh(what: string, maxAge: number, ask: () => Promise<void>): Promise<void> {
    const now = (this.options.ticks ?? performance.now.bind(performance))();
    if (now - (this.#askedAt.get(what) ?? Number.NEGATIVE_INFINITY) < maxAge) return;
    this.#askedAt.set(what, now);
    await ask().catch(() => {});
  }

  #warnOfClash(topic: string): void {
    if (this.#clashes.has(topic)) return;
    this.#clashes.add(topic);
    this.options.log.error(
      { topic },
      '机器人在两个同名的群里：先有这个名字的那个照常，另一个当作没有登记的群（程序启动时就已同名的，两个都是）。请把其中一个改名，或让机器人退出',
    );
  }

  get #puppet(): Puppet {
    return this.options.puppet();
  }
}

function nameOf(contact: payloads.Contact | null): string {
  return contact?.name || '微信用户';
}

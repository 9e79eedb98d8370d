/** What people do in Telegram, and the updates the bot gets of it: https://core.telegram.org/bots/api#update */
import type { NewFile } from './files.ts';
import type { Draft, State } from './state.ts';
import { isClosed } from './threads.ts';
import { badRequest, type MemberStatus, type Person, type Room, type Stored, type Wire } from './types.ts';

/** Who writes for an admin that chose to stay anonymous; `sender_chat` then is the group itself (#message). */
export const ANONYMOUS: Wire = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
};

export interface Saying {
  readonly from: number;
  readonly chat: number;
  readonly text?: string;
  readonly caption?: string;
  readonly file?: Omit<NewFile, 'bytes'> & { readonly base64?: string };
  readonly replyTo?: number;
  readonly thread?: number;
  readonly anonymous?: boolean;
  readonly mediaGroup?: string;
  /** https://core.telegram.org/bots/api#messageorigin */
  readonly forwardOrigin?: Wire;
  /** Unix seconds. */
  readonly date?: number;
}

/** Where a message went; `update` is null when the bot was not told (privacy mode, not subscribed, not there). */
export interface Said {
  readonly chat: number;
  readonly id: number;
  readonly update: number | null;
}

export function say(state: State, saying: Saying): Said {
  const person = personOf(state, saying.from);
  const room = roomOf(state, saying.chat);
  if (room.migratedTo !== null)
    throw badRequest(`chat ${room.id} has become ${room.migratedTo}: speak there`);
  if (room.type === 'private') {
    if (room.id !== person.id) throw badRequest(`${person.firstName} cannot write in another's private chat`);
    if (person.blocked) throw badRequest(`${person.firstName} has blocked the bot: unblock first`);
    person.started = true;
  } else if (!isIn(room.members.get(person.id))) {
    throw badRequest(`${person.firstName} is not a member of ${room.title}`);
  }
  if (saying.thread !== undefined && !room.topics?.threads.has(saying.thread)) {
    throw badRequest(`no topic ${saying.thread} in ${room.title}`);
  }
  if (isClosed(room, saying.thread ?? null)) throw badRequest(`the topic is closed in ${room.title}`);
  const target = saying.replyTo === undefined ? null : (room.messages.get(saying.replyTo) ?? null);
  if (saying.replyTo !== undefined && !target) throw badRequest(`no message ${saying.replyTo} to reply to`);

  const { base64, ...about } = saying.file ?? {};
  const given = saying.file && {
    ...about,
    ...(base64 !== undefined && { bytes: Buffer.from(base64, 'base64') }),
  };
  const file = given ? state.files.add(given as NewFile) : null;
  const draft: Draft = {
    from: saying.anonymous ? ANONYMOUS : state.user(person),
    fromBot: false,
    senderChat: saying.anonymous ? room : null,
    content: {
      ...(saying.mediaGroup !== undefined && { media_group_id: saying.mediaGroup }),
      ...(saying.forwardOrigin && { forward_origin: saying.forwardOrigin }),
      ...(file && state.content(file, false)),
      ...words(saying.caption, 'caption', 'caption_entities'),
      ...words(saying.text, 'text', 'entities'),
    },
    file,
    replyTo: target,
    thread: saying.thread ?? null,
    date: saying.date,
  };
  const message = state.post(room, draft);
  return { chat: room.id, id: message.id, update: tell(state, 'message', message) };
}

/** A person changes what they said: `edited_message`. */
export function changeWords(state: State, chat: number, id: number, text: string): Said {
  const message = messageOf(state, chat, id);
  if (message.fromBot) throw badRequest('people cannot edit the messages of the bot');
  const field = message.file ? 'caption' : 'text';
  Object.assign(message.wire, words(text, field, field === 'text' ? 'entities' : 'caption_entities'));
  message.wire.edit_date = state.now();
  message.edits++;
  return { chat, id, update: tell(state, 'edited_message', message) };
}

/** A person removes a message; bots are not told (#update has no such kind). */
export function removeMessage(state: State, chat: number, id: number): void {
  messageOf(state, chat, id).deleted = true;
}

/**
 * Presses the button with this label, or sends any data: "be aware that a bad client can send arbitrary data in this
 * field" (#callbackquery). A message that is gone is told as an InaccessibleMessage (#inaccessiblemessage).
 */
export function press(
  state: State,
  given: { from: number; chat: number; id: number; button?: string; data?: string },
): { press: string; update: number | null } {
  const person = personOf(state, given.from);
  const room = roomOf(state, given.chat);
  const message = room.messages.get(given.id);
  let data = given.data;
  if (data === undefined) {
    const buttons = keyboardOf(message);
    const found = buttons.find((button) => button.text === given.button);
    if (found?.callback_data === undefined) {
      const there = buttons.map((button) => String(button.text)).join('、') || 'none';
      throw badRequest(`no button “${given.button}” under message ${given.id}; there is: ${there}`);
    }
    data = String(found.callback_data);
  }
  const id = String(4_000_000_000_000 + state.presses.size);
  state.presses.set(id, { id, at: Date.now(), answer: null, expired: false });
  const update = state.updates.add('callback_query', {
    id,
    from: state.user(person),
    message:
      message && !message.deleted
        ? structuredClone(message.wire)
        : { chat: state.chat(room), message_id: given.id, date: 0 },
    chat_instance: String(room.id),
    data,
  });
  return { press: id, update };
}

/** Opens, blocks or unblocks the private chat. Only blocking and unblocking are told, as `my_chat_member`. */
export function reach(state: State, id: number, what: 'start' | 'block' | 'unblock'): Said | null {
  const person = personOf(state, id);
  const room = roomOf(state, id);
  if (what !== 'block') {
    if (person.blocked) memberUpdate(state, room, state.user(person), state.bot, 'kicked', 'member');
    person.blocked = false;
    return what === 'start' ? say(state, { from: id, chat: id, text: '/start' }) : null;
  }
  if (!person.blocked) memberUpdate(state, room, state.user(person), state.bot, 'member', 'kicked');
  person.blocked = true;
  return null;
}

/** Changes the standing of the bot or a person in a group: service message, `my_chat_member`, `chat_member`. */
export function membership(state: State, room: Room, who: Wire, status: MemberStatus, by?: Wire): void {
  const isBot = who.id === state.bot.id;
  const id = Number(who.id);
  const before: MemberStatus = isBot ? room.bot : (room.members.get(id) ?? 'left');
  if (before === status) return;
  const actor = by ?? who;
  const service = (content: Wire): void => {
    tell(state, 'message', state.post(room, { from: actor, fromBot: isBot && actor === who, content }));
  };
  if (isBot) room.bot = status;
  else room.members.set(id, status);
  if (!isIn(before) && isIn(status)) service({ new_chat_members: [who], new_chat_member: who });
  // The bot is never told in the group that it has left it.
  if (isIn(before) && !isIn(status) && !isBot) service({ left_chat_member: who });
  memberUpdate(state, room, actor, who, before, status);
}

function memberUpdate(
  state: State,
  room: Room,
  actor: Wire,
  who: Wire,
  before: MemberStatus,
  after: MemberStatus,
): void {
  const isBot = who.id === state.bot.id;
  // "chat_member: … The bot must be an administrator in the chat" (#update)
  if (!isBot && room.bot !== 'administrator') return;
  state.updates.add(isBot ? 'my_chat_member' : 'chat_member', {
    chat: state.chat(room),
    from: actor,
    date: state.now(),
    old_chat_member: { user: who, status: before, ...(before === 'kicked' && { until_date: 0 }) },
    new_chat_member: { user: who, status: after, ...(after === 'kicked' && { until_date: 0 }) },
  });
}

/** A basic group becomes a supergroup: two service messages (`migrate_to_chat_id`, #message), the old chat is closed. */
export function migrate(state: State, room: Room, newId: number): Room {
  if (room.type !== 'group') throw badRequest('only a basic group becomes a supergroup');
  const from = state.bot;
  const next: Room = {
    id: newId,
    type: 'supergroup',
    title: room.title,
    topics: null,
    members: new Map(room.members),
    bot: room.bot,
    migratedTo: null,
    messages: new Map(),
  };
  state.rooms.set(newId, next);
  tell(state, 'message', state.post(room, { from, fromBot: false, content: { migrate_to_chat_id: newId } }));
  room.migratedTo = newId;
  tell(
    state,
    'message',
    state.post(next, { from, fromBot: false, content: { migrate_from_chat_id: room.id } }),
  );
  return next;
}

/** Queues what has happened, where the bot may hear of it. */
export function tell(state: State, kind: 'message' | 'edited_message', message: Stored): number | null {
  return hears(state, message) ? state.updates.add(kind, structuredClone(message.wire)) : null;
}

/**
 * https://core.telegram.org/bots/features#privacy-mode : in a group a bot in privacy mode hears commands meant for it,
 * messages that mention it, replies to it, and service messages; an administrator and a bot without privacy hear all.
 */
function hears(state: State, { room, wire }: Stored): boolean {
  if (room.type === 'private') return true;
  if (!isIn(room.bot)) return false;
  if (state.canReadAllGroupMessages || room.bot === 'administrator') return true;
  const text = String(wire.text ?? wire.caption ?? '');
  const isPlain = ['text', 'photo', 'document', 'sticker', 'voice'].some((field) => field in wire);
  if (!isPlain) return true;
  const command = /^\/\w+(?:@(\w+))?/.exec(text);
  if (command)
    return command[1] === undefined || command[1].toLowerCase() === state.bot.username.toLowerCase();
  if (text.toLowerCase().includes(`@${state.bot.username.toLowerCase()}`)) return true;
  const replyTo = wire.reply_to_message as Wire | undefined;
  return (replyTo?.from as Wire | undefined)?.id === state.bot.id;
}

/** Text with the entities Telegram finds by itself: commands and mentions (#messageentity). */
function words(text: string | undefined, field: string, entitiesField: string): Wire {
  if (text === undefined) return {};
  const found: Wire[] = [];
  for (const match of text.matchAll(/(?<![\w/@])(?:\/[A-Za-z0-9_]{1,32}(?:@\w{4,32})?|@\w{4,32})/g)) {
    const type = match[0].startsWith('/') ? 'bot_command' : 'mention';
    found.push({ type, offset: match.index, length: match[0].length });
  }
  return { [field]: text, [entitiesField]: found.length > 0 ? found : undefined };
}

function keyboardOf(message: Stored | undefined): Wire[] {
  const markup = message?.deleted ? undefined : message?.wire.reply_markup;
  return ((markup as { inline_keyboard: Wire[][] } | undefined)?.inline_keyboard ?? []).flat();
}

function isIn(status: MemberStatus | undefined): boolean {
  return status !== undefined && status !== 'left' && status !== 'kicked';
}

export function personOf(state: State, id: number): Person {
  const person = state.people.get(id);
  if (!person) throw badRequest(`no person ${id}: create them first`);
  return person;
}

export function roomOf(state: State, id: number): Room {
  const room = state.rooms.get(id);
  if (!room) throw badRequest(`no chat ${id}: create it first`);
  return room;
}

function messageOf(state: State, chat: number, id: number): Stored {
  const message = roomOf(state, chat).messages.get(id);
  if (!message || message.deleted) throw badRequest(`no message ${id} in chat ${chat}`);
  return message;
}

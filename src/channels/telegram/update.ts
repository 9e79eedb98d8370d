/**
 * Telegram's updates in the program's own words. Pure: the same update gives the same `Incoming`,
 * so a redelivered update is recognised by its key. Field meanings: core.telegram.org/bots/api#update.
 */
import type { Chat, Message, MessageEntity, PhotoSize, ReactionType, Update, User } from 'grammy/types';
import type { Instant } from '../../domain/time.ts';
import { blank } from '../blank.ts';
import type { Incoming, IncomingFile } from '../port.ts';
import { forwardedFrom, isFrom, replyOf } from './quoting.ts';
import { idOf } from './topics.ts';

export const CHANNEL = 'telegram';
/** Bots may download files up to 20 MB (core.telegram.org/bots/api#getfile). */
export const DOWNLOAD_LIMIT = 20 * 1024 * 1024;
/** What Telegram asks for; it remembers the list and applies it when an update is made. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'chat_member',
] as const;

/** Beside them, where the county wants reactions. In a group they come to a bot that is its administrator alone. */
export const REACTION_UPDATES = ['message_reaction'] as const;

export type AllowedUpdate = (typeof ALLOWED_UPDATES | typeof REACTION_UPDATES)[number];

/** The bot's own account. */
export interface Me {
  readonly id: number;
  readonly username: string;
}

/** The account Telegram shows in place of an anonymous group admin. */
const GROUP_ANONYMOUS_BOT = 1087968824;

/** Content the program cannot read, and what people call it. First match wins. */
const UNREADABLE: readonly (readonly [keyof Message, string])[] = [
  ['animation', '动图'],
  ['voice', '语音'],
  ['video', '视频'],
  ['video_note', '视频'],
  ['audio', '音频'],
  ['sticker', '表情'],
  ['venue', '位置'],
  ['location', '位置'],
  ['contact', '名片'],
  ['poll', '投票'],
  ['dice', '骰子'],
  ['game', '游戏'],
  ['story', '动态'],
  ['checklist', '清单'],
  ['paid_media', '付费内容'],
  ['invoice', '账单'],
  ['rich_message', '特殊格式的消息'],
  ['giveaway', '抽奖'],
];

/** What Telegram itself tells in a private chat, where everything else is said to the bot by somebody. */
const SERVICE: ReadonlySet<string> = new Set([
  'pinned_message',
  'message_auto_delete_timer_changed',
  'chat_background_set',
  'connected_website',
  'write_access_allowed',
  'passport_data',
  'web_app_data',
  'proximity_alert_triggered',
  'users_shared',
  'chat_shared',
  'successful_payment',
  'refunded_payment',
  'gift',
  'gift_upgrade_sent',
  'unique_gift',
  'paid_message_price_changed',
  'direct_message_price_changed',
  'managed_bot_created',
  'checklist_tasks_done',
  'checklist_tasks_added',
  'poll_option_added',
  'poll_option_deleted',
  'suggested_post_approved',
  'suggested_post_approval_failed',
  'suggested_post_declined',
  'suggested_post_paid',
  'suggested_post_refunded',
  'giveaway_created',
  'giveaway_winners',
  'giveaway_completed',
] satisfies (keyof Message)[]);
/** Something newer than the program. */
const SOMETHING = '这种消息';

/**
 * What an update says; null for what the program does not listen to: channel posts, other bots,
 * commands to other bots, service messages, changes of other members. `now` dates a pressed
 * button, for which Telegram gives no time.
 */
export function toIncoming(update: Update, me: Me, now: Instant): Incoming | null {
  const key = `${CHANNEL}:${me.id}:${update.update_id}`;
  if (update.message) return fromMessage(key, update.message, me, 'text');
  if (update.edited_message) return fromMessage(key, update.edited_message, me, 'edit');
  if (update.callback_query) return fromPress(key, update.callback_query, now);
  if (update.my_chat_member) return fromMembership(key, update.my_chat_member, me);
  if (update.message_reaction) return fromReaction(key, update.message_reaction);
  return null;
}

function fromMessage(key: string, message: Message, me: Me, what: 'text' | 'edit'): Incoming | null {
  const chat = chatOf(message.chat);
  if (!chat) return null;
  const at = ((what === 'edit' && message.edit_date) || message.date) * 1000;
  const base = { ...blank(CHANNEL, key, chat, at), message: idOf(message) };
  if (message.migrate_to_chat_id !== undefined) {
    const sender = { id: chat.id, name: chat.title, anonymous: true };
    return { ...base, sender, what: 'moved', text: String(message.migrate_to_chat_id) };
  }

  const sender = senderOf(message);
  if (!sender) return null;
  const origin = message.forward_origin;
  // The bot's own words, passed on to it: it knows them.
  if (origin && isFrom(origin, me)) return null;
  const raw = message.text ?? message.caption ?? '';
  const command = commandOf(raw);
  const toOther = command?.to !== undefined && command.to.toLowerCase() !== me.username.toLowerCase();
  if (toOther && chat.kind === 'group') return null;
  if (command?.name === 'start' && chat.kind === 'private' && what === 'text') {
    return { ...base, sender, addressed: true, what: 'start', text: command.rest.trim() };
  }

  const words =
    command && !toOther
      ? { text: `/${command.name}${command.rest}`.trim(), mentioned: true }
      : withoutMention(raw, message.entities ?? message.caption_entities ?? [], me);
  const replyTo = replyOf(message, me);
  const addressed = chat.kind === 'private' || words.mentioned || replyTo?.fromBot === true;
  const said = {
    ...base,
    sender,
    replyTo,
    addressed,
    text: words.text,
    files: filesOf(message),
    ...(origin && { forwarded: forwardedFrom(origin) }),
    ...(message.media_group_id !== undefined && { album: message.media_group_id }),
  };
  if (raw !== '' || said.files.length > 0) return { ...said, what };

  const unreadable = unreadableIn(message, chat.kind);
  // A live location, a poll: they "change" without anybody saying anything.
  return unreadable !== null && what === 'text' ? { ...said, what: 'unreadable', text: unreadable } : null;
}

function unreadableIn(message: Message, place: Incoming['chat']['kind']): string | null {
  const [, word] = UNREADABLE.find(([field]) => message[field] !== undefined) ?? [];
  if (word !== undefined) return word;
  const isService = Object.keys(message).some((field) => SERVICE.has(field));
  return place === 'private' && !isService ? SOMETHING : null;
}

function fromPress(key: string, press: NonNullable<Update['callback_query']>, now: Instant): Incoming | null {
  const chat = press.message && chatOf(press.message.chat);
  if (!chat || !press.message || press.data === undefined) return null;
  return {
    ...blank(CHANNEL, key, chat, now),
    // A person, even where they speak as the group or as a channel; a stand-in that presses is nobody.
    sender: { ...person(press.from), anonymous: press.from.is_bot },
    what: 'button',
    message: idOf(press.message),
    addressed: true,
    button: press.data,
    buttonToken: press.id,
  };
}

/** 👍 or 👎, newly set and one of them alone, by a person: what is set in the name of a group or a channel is nobody's. */
function fromReaction(key: string, change: NonNullable<Update['message_reaction']>): Incoming | null {
  const chat = chatOf(change.chat);
  const [sign, ...more] = votesIn(change.new_reaction);
  if (!chat || !change.user || change.user.is_bot || sign === undefined || more.length > 0) return null;
  if (votesIn(change.old_reaction).includes(sign)) return null;
  return {
    ...blank(CHANNEL, key, chat, change.date * 1000),
    sender: person(change.user),
    what: 'reacted',
    text: sign,
    // Telegram does not say whose it is: what is not ours is known under no id of ours.
    replyTo: { message: String(change.message_id), fromBot: true },
    addressed: chat.kind === 'private',
  };
}

const VOTES: ReadonlySet<string> = new Set(['👍', '👎']);

function votesIn(reactions: readonly ReactionType[]): readonly string[] {
  return reactions.flatMap((one) => (one.type === 'emoji' && VOTES.has(one.emoji) ? [one.emoji] : []));
}

function fromMembership(key: string, change: NonNullable<Update['my_chat_member']>, me: Me): Incoming | null {
  const chat = chatOf(change.chat);
  if (!chat || change.new_chat_member.user.id !== me.id) return null;
  const was = isIn(change.old_chat_member);
  const is = isIn(change.new_chat_member);
  if (was === is) return null;
  const base = {
    ...blank(CHANNEL, key, chat, change.date * 1000),
    sender: senderOf(change) ?? person(change.from),
  };
  if (chat.kind === 'group') return { ...base, what: is ? 'joined' : 'left' };
  return { ...base, addressed: true, what: is ? 'start' : 'blocked' };
}

type Member = NonNullable<Update['my_chat_member']>['new_chat_member'];

function isIn(member: Member): boolean {
  if (member.status === 'restricted') return member.is_member;
  return member.status !== 'left' && member.status !== 'kicked';
}

function chatOf(chat: Chat): Incoming['chat'] | null {
  if (chat.type === 'channel') return null;
  const id = String(chat.id);
  if (chat.type === 'private') return { id, kind: 'private', title: nameOf(chat) };
  return { id, kind: 'group', title: chat.title ?? '' };
}

/** Who spoke. For an anonymous admin `from` is a stand-in, so the chat spoken for is named instead. */
function senderOf(said: {
  from?: User;
  sender_chat?: Chat;
  is_automatic_forward?: true;
}): Incoming['sender'] | null {
  if (said.is_automatic_forward) return null;
  if (said.sender_chat) {
    return { id: String(said.sender_chat.id), name: said.sender_chat.title ?? '', anonymous: true };
  }
  if (!said.from) return null;
  if (said.from.id === GROUP_ANONYMOUS_BOT) return { ...person(said.from), anonymous: true };
  return said.from.is_bot ? null : person(said.from);
}

function person(user: User): Incoming['sender'] {
  return { id: String(user.id), name: nameOf(user), anonymous: false };
}

function nameOf(who: { first_name?: string; last_name?: string }): string {
  return [who.first_name, who.last_name].filter(Boolean).join(' ');
}

/** A `/command@bot rest` at the very beginning. */
function commandOf(text: string): { name: string; to: string | undefined; rest: string } | null {
  const match = /^\/([a-z0-9_]{1,32})(?:@([a-z0-9_]+))?(?=\s|$)/i.exec(text);
  return match ? { name: match[1]!, to: match[2], rest: text.slice(match[0].length) } : null;
}

/** Stands for the bot's name where Telegram says that it is meant: no character that anybody types. */
const NAMED = '\uE000';

/**
 * The words without the bot's name. Found in the text rather than by entity, since Telegram makes
 * no entity of a name that Chinese text follows without a space.
 */
function withoutMention(
  raw: string,
  entities: readonly MessageEntity[],
  me: Me,
): { text: string; mentioned: boolean } {
  let text = raw;
  for (const entity of entities.toReversed()) {
    if (entity.type !== 'text_mention' || entity.user.id !== me.id) continue;
    text = `${text.slice(0, entity.offset)}${NAMED}${text.slice(entity.offset + entity.length)}`;
  }
  const written = `@${me.username}(?![a-z0-9_])`;
  // A command to the bot within the words, 请看 /help@bot: Telegram takes it for one, too.
  const commanded = new RegExp(`(?<![a-z0-9_/@])(/[a-z0-9_]{1,32})${written}`, 'gi');
  const name = `(?:${NAMED}|(?<![a-z0-9_])${written})`;
  text = text.replace(commanded, `${NAMED}$1`);
  const mentioned = new RegExp(name, 'i').test(text);
  const words = text
    .replace(new RegExp(`^\\s*${name}[\\s,，:：、]*`, 'i'), '')
    .replace(new RegExp(`${name}[ \\t]*`, 'gi'), '');
  return { text: words.trim(), mentioned };
}

function filesOf(message: Message): readonly IncomingFile[] {
  if (message.photo) {
    const photo = bestSize(message.photo);
    if (!photo) return [];
    const name = '照片.jpg';
    return [{ ref: photo.file_id, kind: 'photo', name, size: photo.file_size ?? null }];
  }
  // A moving picture also comes as a document, for clients older than 2016.
  if (!message.document || message.animation) return [];
  const { file_id: ref, file_name, file_unique_id, file_size } = message.document;
  return [{ ref, kind: 'document', name: file_name ?? `file-${file_unique_id}`, size: file_size ?? null }];
}

/** The largest size that can be fetched; the smallest when none can (the fetch then says why). */
function bestSize(sizes: readonly PhotoSize[]): PhotoSize | undefined {
  const bySize = sizes.toSorted((a, b) => b.width * b.height - a.width * a.height);
  return bySize.find((size) => (size.file_size ?? 0) <= DOWNLOAD_LIMIT) ?? bySize.at(-1);
}

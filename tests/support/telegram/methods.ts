/** The methods of https://core.telegram.org/bots/api#available-methods that the bot may use, by lower-case name. */
import type { Formatted } from './html.ts';
import type { Params } from './params.ts';
import { membership } from './people.ts';
import { setMessageReaction } from './reactions.ts';
import * as rules from './rules.ts';
import type { State } from './state.ts';
import { threadFor } from './threads.ts';
import { badRequest, type Room, type Stored, type StoredFile, type Wire } from './types.ts';
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './updates-methods.ts';

/** Gives the `result`; throws `Refusal`. `signal` fires when the caller has gone. */
export type Method = (state: State, params: Params, signal: AbortSignal) => unknown;

/** https://core.telegram.org/bots/api#sendchataction */
const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

function getMe(state: State): Wire {
  return {
    ...state.bot,
    can_join_groups: true,
    can_read_all_group_messages: state.canReadAllGroupMessages,
    supports_inline_queries: false,
  };
}

function sendMessage(state: State, params: Params): Wire {
  const { text, entities } = rules.messageText(params);
  return send(state, params, { text, ...(entities.length > 0 && { entities }) }, null);
}

/** https://core.telegram.org/bots/api#sendphoto */
function sendPhoto(state: State, params: Params): Wire {
  return sendFile(state, params, 'photo');
}

/** https://core.telegram.org/bots/api#senddocument */
function sendDocument(state: State, params: Params): Wire {
  return sendFile(state, params, 'document');
}

function sendFile(state: State, params: Params, kind: 'photo' | 'document'): Wire {
  const words = rules.caption(params);
  const file = state.files.fromCall(params, kind);
  return send(state, params, { ...state.content(file, true), ...captioned(words) }, file);
}

function captioned({ text, entities }: Formatted): Wire {
  return text === '' ? {} : { caption: text, ...(entities.length > 0 && { caption_entities: entities }) };
}

function send(state: State, params: Params, content: Wire, file: StoredFile | null): Wire {
  const keyboard = rules.inlineKeyboard(params);
  const room = rules.writableChat(state, params);
  const replyTo = rules.replyTarget(room, params);
  const thread = threadFor(room, params, replyTo);
  state.pacing.take(room);
  return state.post(room, { from: state.bot, fromBot: true, content, file, replyTo, thread, keyboard }).wire;
}

/** https://core.telegram.org/bots/api#editmessagetext */
function editMessageText(state: State, params: Params): Wire {
  const { text, entities } = rules.messageText(params);
  const keyboard = rules.inlineKeyboard(params);
  const message = rules.editable(state, params);
  if (message.wire.text === undefined) throw badRequest('there is no text in the message to edit');
  return edit(state, message, { text, entities: entities.length > 0 ? entities : undefined }, keyboard);
}

/** https://core.telegram.org/bots/api#editmessagecaption */
function editMessageCaption(state: State, params: Params): Wire {
  const { text, entities } = rules.caption(params);
  const keyboard = rules.inlineKeyboard(params);
  const message = rules.editable(state, params);
  if (!message.file) throw badRequest('there is no caption in the message to edit');
  const content = {
    caption: text === '' ? undefined : text,
    caption_entities: entities.length > 0 ? entities : undefined,
  };
  return edit(state, message, content, keyboard);
}

/** https://core.telegram.org/bots/api#editmessagereplymarkup */
function editMessageReplyMarkup(state: State, params: Params): Wire {
  const keyboard = rules.inlineKeyboard(params);
  return edit(state, rules.editable(state, params), {}, keyboard);
}

/** Undefined removes a field; without a keyboard the message loses the one it had. */
function edit(state: State, message: Stored, content: Wire, keyboard: Wire[][] | undefined): Wire {
  const changes: Wire = { ...content, reply_markup: keyboard && { inline_keyboard: keyboard } };
  const same = Object.entries(changes).every(
    ([field, value]) => JSON.stringify(value) === JSON.stringify(message.wire[field]),
  );
  if (same) throw badRequest(rules.NOT_MODIFIED);
  for (const [field, value] of Object.entries(changes)) {
    if (value === undefined) delete message.wire[field];
    else message.wire[field] = value;
  }
  message.wire.edit_date = state.now();
  message.edits++;
  return message.wire;
}

/** https://core.telegram.org/bots/api#deletemessage */
function deleteMessage(state: State, params: Params): true {
  const room = rules.writableChat(state, params);
  const id = params.integer('message_id');
  if (id === 0) throw badRequest('message identifier is not specified');
  const message = room.messages.get(id);
  if (!message || message.deleted) throw badRequest('message to delete not found');
  // "A message can only be deleted if it was sent less than 48 hours ago" · "If the bot is an administrator of a
  // group, it can delete any message there" · "Bots can delete incoming messages in private chats"
  const old = state.now() - Number(message.wire.date) > 48 * 3600;
  const rights = message.fromBot || room.type === 'private' || room.bot === 'administrator';
  if (!rights || (old && room.bot !== 'administrator'))
    throw badRequest("message can't be deleted for everyone");
  message.deleted = true;
  return true;
}

/** https://core.telegram.org/bots/api#answercallbackquery */
function answerCallbackQuery(state: State, params: Params): true {
  const text = params.text('text');
  const press = state.presses.get(params.text('callback_query_id'));
  const age = press ? Date.now() - press.at : 0;
  if (!press || press.answer || press.expired || age > state.options.callbackTimeoutMs) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  // "Text of the notification. … 0-200 characters"
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  press.answer = { text, alert: params.flag('show_alert') };
  return true;
}

function sendChatAction(state: State, params: Params): true {
  rules.writableChat(state, params);
  if (!ACTIONS.has(params.text('action').toLowerCase())) {
    throw badRequest('wrong parameter action in request');
  }
  return true;
}

/** https://core.telegram.org/bots/api#setmycommands and #botcommand */
function setMyCommands(state: State, params: Params): true {
  const commands = params.json('commands', 'commands') ?? [];
  if (!Array.isArray(commands)) throw badRequest('expected an Array of BotCommand');
  // "At most 100 commands can be specified."
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const command of commands as Wire[]) {
    // "1-32 characters. Can contain only lowercase English letters, digits and underscores."
    if (!/^\/?[a-z0-9_]{1,32}$/.test(String(command.command ?? ''))) throw badRequest('BOT_COMMAND_INVALID');
    // "Description of the command; 1-256 characters."
    const length = String(command.description ?? '').length;
    if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  state.commands.set(scopeOf(params), commands);
  return true;
}

function getMyCommands(state: State, params: Params): unknown {
  return state.commands.get(scopeOf(params)) ?? [];
}

function scopeOf(params: Params): string {
  return `${params.text('scope') || '{"type":"default"}'} ${params.text('language_code')}`;
}

/** https://core.telegram.org/bots/api#getchat */
function getChat(state: State, params: Params): Wire {
  const room = readableChat(state, params);
  return { ...state.chat(room), accent_color_id: 0, max_reaction_count: 11 };
}

/** https://core.telegram.org/bots/api#getchatmember */
function getChatMember(state: State, params: Params): Wire {
  const room = readableChat(state, params);
  const id = params.integer('user_id');
  if (id <= 0) throw badRequest('invalid user_id specified');
  if (id === state.bot.id) return { user: state.bot, status: room.bot };
  const person = state.people.get(id);
  if (!person) throw badRequest('user not found');
  const status = room.type === 'private' ? (id === room.id ? 'member' : 'left') : room.members.get(id);
  return { user: state.user(person), status: status ?? 'left' };
}

/** A person who never wrote is no chat yet; a group that threw the bot out is closed to it. */
function readableChat(state: State, params: Params): Room {
  const room = rules.knownChat(state, params);
  if (room.type === 'private') {
    if (!state.people.get(room.id)!.started) throw badRequest('chat not found');
    return room;
  }
  return rules.writableChat(state, params);
}

/** https://core.telegram.org/bots/api#leavechat */
function leaveChat(state: State, params: Params): true {
  const room = rules.writableChat(state, params);
  if (room.type === 'private') throw badRequest("chat member status can't be changed in private chats");
  membership(state, room, state.bot, 'left');
  return true;
}

/** https://core.telegram.org/bots/api#getfile */
function getFile(state: State, params: Params): Wire {
  return state.files.describe(params.text('file_id'));
}

const ALL: Readonly<Record<string, Method>> = {
  getMe,
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  sendMessage,
  sendPhoto,
  sendDocument,
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  deleteMessage,
  setMessageReaction,
  answerCallbackQuery,
  sendChatAction,
  setMyCommands,
  getMyCommands,
  getChat,
  getChatMember,
  leaveChat,
  getFile,
};

/** "All methods in the Bot API are case-insensitive" (#making-requests). */
export const METHODS: ReadonlyMap<string, { readonly name: string; readonly run: Method }> = new Map(
  Object.entries(ALL).map(([name, run]) => [name.toLowerCase(), { name, run }]),
);

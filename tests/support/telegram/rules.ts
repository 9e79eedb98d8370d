/**
 * What the Bot API refuses, in Telegram's own words. Each rule names the section of
 * https://core.telegram.org/bots/api it comes from; the wording is that of the public server
 * (github.com/tdlib/telegram-bot-api) where the page gives none.
 */
import { type Formatted, parseHtml } from './html.ts';
import type { Params } from './params.ts';
import type { State } from './state.ts';
import { badRequest, forbidden, Refusal, type Room, type Stored, type Wire } from './types.ts';

/** "Text of the message to be sent, 1-4096 characters after entities parsing" (#sendmessage). */
export const TEXT_LIMIT = 4096;
/** "0-1024 characters after entities parsing" (#sendphoto). */
export const CAPTION_LIMIT = 1024;

/**
 * The text of `field`, entities parsed. "Characters" are counted as UTF-16 code units: #messageentity counts so, and
 * it is the stricter reading (an emoji is two), so that what passes here passes there.
 */
export function messageText(params: Params): Formatted {
  const formatted = formattedText(params, 'text');
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > TEXT_LIMIT) throw badRequest('message is too long');
  return formatted;
}

export function caption(params: Params): Formatted {
  const formatted = formattedText(params, 'caption');
  if (formatted.text.length > CAPTION_LIMIT) throw badRequest('message caption is too long');
  return formatted;
}

/** #formatting-options */
function formattedText(params: Params, field: string): Formatted {
  const text = params.text(field);
  const mode = params.text('parse_mode').toLowerCase();
  if (mode === 'html') return trimmed(parseHtml(text));
  if (mode === '') {
    const entities = params.json(field === 'text' ? 'entities' : 'caption_entities', 'entities');
    return trimmed({ text, entities: Array.isArray(entities) ? (entities as Wire[]) : [] });
  }
  if (mode === 'markdown' || mode === 'markdownv2') {
    throw badRequest(`can't parse entities: the fake does not speak ${mode}; send HTML or plain text`);
  }
  throw badRequest('unsupported parse_mode');
}

/** Telegram cuts blanks around a message, so blanks alone are an empty message. */
function trimmed({ text, entities }: Formatted): Formatted {
  const start = text.length - text.trimStart().length;
  const kept = text.trim();
  return {
    text: kept,
    entities: entities.flatMap((entity) => {
      const begin = Math.max(0, Number(entity.offset) - start);
      const end = Math.min(kept.length, Number(entity.offset) - start + Number(entity.length));
      return end > begin ? [{ ...entity, offset: begin, length: end - begin }] : [];
    }),
  };
}

/** The chat a call names, whether or not the bot may speak there. */
export function knownChat(state: State, params: Params): Room {
  const text = params.text('chat_id').trim();
  if (text === '' || text === '0') throw badRequest('chat_id is empty');
  const room = state.rooms.get(params.integer('chat_id'));
  if (!room) throw badRequest('chat not found');
  if (room.migratedTo !== null) {
    // #responseparameters: "The group has been migrated to a supergroup with the specified identifier"
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: room.migratedTo,
    });
  }
  return room;
}

/** The chat a call writes to. */
export function writableChat(state: State, params: Params): Room {
  const room = knownChat(state, params);
  if (room.type === 'private') {
    const person = state.people.get(room.id)!;
    // https://core.telegram.org/bots/features#privacy-mode and /bots#how-do-bots-work: "bots can't initiate conversations"
    if (!person.started) throw forbidden("bot can't initiate conversation with a user");
    if (person.blocked) throw forbidden('bot was blocked by the user');
    return room;
  }
  const kind = room.type === 'group' ? 'group chat' : 'supergroup chat';
  if (room.bot === 'kicked') throw forbidden(`bot was kicked from the ${kind}`);
  if (room.bot === 'left') throw forbidden(`bot is not a member of the ${kind}`);
  if (room.bot === 'restricted') throw badRequest('not enough rights to send text messages to the chat');
  return room;
}

/** #replyparameters; `reply_to_message_id` is its older form. */
export function replyTarget(room: Room, params: Params): Stored | null {
  const given = params.json('reply_parameters', 'reply parameters');
  if (given !== undefined && (typeof given !== 'object' || given === null || Array.isArray(given))) {
    throw badRequest("can't parse reply parameters: object expected as reply parameters");
  }
  const reply = given as Wire | undefined;
  const id = reply ? Number(reply.message_id ?? 0) : params.integer('reply_to_message_id');
  const lenient = reply
    ? reply.allow_sending_without_reply === true
    : params.flag('allow_sending_without_reply');
  if (reply && id === 0) throw badRequest('can\'t parse reply parameters: Field "message_id" is missing');
  if (id === 0) return null;
  // Messages of other chats are not modelled: a reply across chats finds nothing.
  const elsewhere = reply?.chat_id !== undefined && Number(reply.chat_id) !== room.id;
  const found = elsewhere ? undefined : room.messages.get(id);
  if (found && !found.deleted) return found;
  // "Pass True if the message should be sent even if the specified message to be replied to is not found. Always False
  //  for replies in another chat or forum topic." (#replyparameters)
  if (lenient && !elsewhere && !room.topics) return null;
  throw badRequest('message to be replied not found');
}

/** An inline keyboard (#inlinekeyboardmarkup); undefined when there is none, other keyboards are taken and dropped. */
export function inlineKeyboard(params: Params): Wire[][] | undefined {
  const markup = params.json('reply_markup', 'reply keyboard markup');
  if (markup === undefined) return undefined;
  if (typeof markup !== 'object' || markup === null || Array.isArray(markup)) {
    throw badRequest('object expected as reply markup');
  }
  if (!('inline_keyboard' in markup)) return undefined;
  const rows = markup.inline_keyboard;
  if (!Array.isArray(rows) || rows.some((row) => !Array.isArray(row))) {
    throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
  }
  const keyboard = (rows as unknown[][]).map((row) => row.map(button)).filter((row) => row.length > 0);
  // Not in the reference: the server takes no more than 100 buttons.
  if (keyboard.flat().length > 100) throw badRequest('REPLY_MARKUP_TOO_LONG');
  return keyboard.length > 0 ? keyboard : undefined;
}

/** #inlinekeyboardbutton: "Exactly one of the fields other than text … must be used"; the server reads the first. */
function button(given: unknown): Wire {
  const cannot = (what: string): Refusal => badRequest(`can't parse inline keyboard button: ${what}`);
  if (typeof given !== 'object' || given === null) throw cannot('InlineKeyboardButton must be an Object');
  const { text, url, callback_data: data } = given as Wire;
  if (typeof text !== 'string') throw cannot('Field "text" must be of type String');
  if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  if (typeof url === 'string' && url !== '') {
    if (!/^(?:https?|tg):\/\/[^\s]+$/.test(url)) {
      throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
    }
    return { text, url };
  }
  if (data !== undefined && typeof data !== 'string')
    throw cannot('Field "callback_data" must be of type String');
  if (data === undefined || data === '') throw cannot('Text buttons are unallowed in the inline keyboard');
  // "Data to be sent in a callback query to the bot when button is pressed, 1-64 bytes" (#inlinekeyboardbutton)
  if (Buffer.byteLength(data) > 64) throw badRequest('BUTTON_DATA_INVALID');
  return { text, callback_data: data };
}

/** The bot's own message that an edit names (#updating-messages). */
export function editable(state: State, params: Params): Stored {
  const room = writableChat(state, params);
  const id = params.integer('message_id');
  if (id === 0) throw badRequest('message identifier is not specified');
  const message = room.messages.get(id);
  if (!message || message.deleted) throw badRequest('message to edit not found');
  // "it is currently only possible to edit messages … which were sent by the bot" (#updating-messages)
  if (!message.fromBot) throw badRequest("message can't be edited");
  return message;
}

/** #editmessagetext, as worded by the server. */
export const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

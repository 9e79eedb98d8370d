/** Sending: one `Rendered` becomes one call (rarely two) of the Bot API, always as plain text. */
import { stat } from 'node:fs/promises';
import { type Api, InputFile } from 'grammy';
import type { InlineKeyboardMarkup, ReactionTypeEmoji } from 'grammy/types';
import { cutText } from '../cut.ts';
import { codeUnits, Parting } from '../parting.ts';
import { type Button, type Mark, type OutgoingFile, type Rendered, SendFailure } from '../port.ts';
import {
  isDeletedAlready,
  isNoPhoto,
  isNotModified,
  isRefused,
  isReplyMissing,
  isTopicShut,
  reasonOf,
  sendFailure,
} from './failures.ts';
import { type Target, targetOf } from './topics.ts';

// core.telegram.org/bots/api#sendmessage, #sendphoto, #senddocument, #inlinekeyboardbutton
export const TEXT_LIMIT = 4096;
export const PHOTO_LIMIT = 10 * 1024 * 1024;
const CAPTION_LIMIT = 1024;
const UPLOAD_LIMIT = 50 * 1024 * 1024;
const BUTTON_BYTES = 64;
const NOWHERE: Target = { message: null, thread: null };
const PHOTO_TYPES = new Set(['image/jpeg', 'image/png', 'image/webp']);
const CUT_NOTE = '……（内容过长，其余请查看登记件）';

export function createParting(): Parting {
  return new Parting({ most: TEXT_LIMIT, size: codeUnits, note: CUT_NOTE });
}

/** Sends or edits; gives the message's id, of several that of the last, which has the buttons. Throws `SendFailure`. */
export async function send(api: Api, message: Rendered, parting: Parting): Promise<string> {
  try {
    if (message.edit !== null) return await edit(api, message, message.edit);
    const id = await sendTo(targetOf(message.replyTo), api, message, parting);
    parting.done(message.key);
    return id;
  } catch (error) {
    throw sendFailure(error, message.chat);
  }
}

/** The bot must be an administrator who may delete, and nobody can after 48 hours (core.telegram.org/bots/api#deletemessage). */
export async function takeDown(api: Api, chat: string, message: string): Promise<void> {
  try {
    await api.deleteMessage(chatId(chat), targetOf(message).message ?? 0);
  } catch (error) {
    if (isDeletedAlready(error)) return;
    // Without the right to delete it would be tried for a day, and the speaker is told to do it meanwhile.
    throw isRefused(error) ? new SendFailure('refused', reasonOf(error)) : sendFailure(error, chat);
  }
}

/** Of those that a bot may set (core.telegram.org/bots/api#reactiontypeemoji); ✅ is none of them. */
const SIGNS = { received: '👀', done: '👌' } as const satisfies Readonly<
  Record<Mark, ReactionTypeEmoji['emoji']>
>;

/** One at a time: it takes the place of ours before (core.telegram.org/bots/api#setmessagereaction). */
export async function react(api: Api, chat: string, message: string, mark: Mark): Promise<void> {
  try {
    const emoji = SIGNS[mark];
    await api.setMessageReaction(chatId(chat), targetOf(message).message ?? 0, [{ type: 'emoji', emoji }]);
  } catch (error) {
    throw isRefused(error) ? new SendFailure('refused', reasonOf(error)) : sendFailure(error, chat);
  }
}

/** Answers the target; where it is gone, speaks in its topic; where that is shut or gone, to the group as a whole. */
async function sendTo(target: Target, api: Api, message: Rendered, parting: Parting): Promise<string> {
  try {
    return await (message.file
      ? sendFile(target, api, message, message.file, parting)
      : sendText(target, api, message, parting));
  } catch (error) {
    if (target.message !== null && isReplyMissing(error)) {
      return await sendTo({ ...target, message: null }, api, message, parting);
    }
    if ((target.message ?? target.thread) !== null && isTopicShut(error)) {
      return await sendTo(NOWHERE, api, message, parting);
    }
    throw error;
  }
}

/** The first part answers, the last has the buttons. */
async function sendText(target: Target, api: Api, message: Rendered, parting: Parting): Promise<string> {
  const ids = await parting.say(message.key, wordsOf(message), async (part, place, isLast) => {
    const sent = await api.sendMessage(chatId(message.chat), part, {
      ...aimedAt(place === 0 ? target : { ...target, message: null }),
      ...keyboard(isLast ? message.buttons : []),
      ...quietly(message),
      link_preview_options: { is_disabled: true },
    });
    return String(sent.message_id);
  });
  return ids.at(-1) ?? '';
}

async function edit(api: Api, message: Rendered, id: string): Promise<string> {
  try {
    await api.editMessageText(
      chatId(message.chat),
      targetOf(id).message ?? 0,
      cutText(wordsOf(message), TEXT_LIMIT, CUT_NOTE),
      {
        // Said even when empty, so that the buttons of a finished step go away.
        reply_markup: { inline_keyboard: keyboardRows(message.buttons) },
        link_preview_options: { is_disabled: true },
      },
    );
  } catch (error) {
    if (isTopicShut(error)) throw new SendFailure('gone', reasonOf(error));
    if (!isNotModified(error)) throw error;
  }
  return id;
}

/** The text goes as caption; one that a caption does not hold goes before the file. */
async function sendFile(
  target: Target,
  api: Api,
  message: Rendered,
  file: OutgoingFile,
  parting: Parting,
): Promise<string> {
  const size = await sizeOf(file);
  const isCaption = message.text.length <= CAPTION_LIMIT;
  if (!isCaption) await sendText(target, api, { ...message, buttons: [] }, parting);
  const options = {
    ...(isCaption && { caption: message.text }),
    ...aimedAt(isCaption ? target : { ...target, message: null }),
    ...keyboard(message.buttons),
    ...quietly(message),
  };
  const chat = chatId(message.chat);
  if (PHOTO_TYPES.has(file.mime) && size <= PHOTO_LIMIT) {
    try {
      const sent = await api.sendPhoto(chat, content(file), options);
      return String(sent.message_id);
    } catch (error) {
      if (!isNoPhoto(error)) throw error;
    }
  }
  const sent = await api.sendDocument(chat, content(file), options);
  return String(sent.message_id);
}

/** grammY writes the name as it is into the header of its part, where bare words end at a semicolon. */
function content({ bytes, path, name }: OutgoingFile): InputFile {
  return new InputFile(bytes ?? path, `"${name}"`);
}

/** The faults are logged: what people call their files is not. */
async function sizeOf({ bytes, path }: OutgoingFile): Promise<number> {
  const size = bytes
    ? bytes.length
    : await stat(path).then(
        (found) => found.size,
        () => null,
      );
  if (size === null) throw new SendFailure('refused', '要发送的文件不在了');
  if (size === 0) throw new SendFailure('refused', '要发送的文件是空的');
  if (size > UPLOAD_LIMIT) throw new SendFailure('refused', '要发送的文件超过 50 MB');
  return size;
}

function wordsOf(message: Rendered): string {
  if (message.text.trim() === '') throw new SendFailure('refused', '消息没有文字');
  return message.text;
}

function chatId(chat: string): number {
  const id = Number(chat);
  if (!Number.isSafeInteger(id) || id === 0) {
    throw new SendFailure('refused', 'Telegram 的会话编号应是一个整数');
  }
  return id;
}

/** The topic is named beside the message: in a forum Telegram does not take the words without the message. */
function aimedAt({ message, thread }: Target) {
  return {
    ...(thread !== null && { message_thread_id: thread }),
    ...(message !== null && {
      reply_parameters: { message_id: message, allow_sending_without_reply: true },
    }),
  };
}

/** core.telegram.org/bots/api#sendmessage: the message arrives without a sound. */
function quietly({ silent }: Rendered): { disable_notification?: true } {
  return silent ? { disable_notification: true } : {};
}

function keyboard(buttons: Rendered['buttons']): { reply_markup?: InlineKeyboardMarkup } {
  const rows = keyboardRows(buttons);
  return rows.length > 0 ? { reply_markup: { inline_keyboard: rows } } : {};
}

function keyboardRows(buttons: Rendered['buttons']): { text: string; callback_data: string }[][] {
  return buttons.filter((row) => row.length > 0).map((row) => row.map(toKey));
}

function toKey({ label, data }: Button): { text: string; callback_data: string } {
  const bytes = Buffer.byteLength(data);
  if (bytes < 1 || bytes > BUTTON_BYTES || label === '') {
    throw new SendFailure('refused', `按钮的数据应为 1 到 ${BUTTON_BYTES} 字节，现在是 ${bytes} 字节`);
  }
  return { text: label, callback_data: data };
}

/** In which thread of a room a message stands, and what it answers. */
import type { Params } from './params.ts';
import { badRequest, type Room, type Stored, type Wire } from './types.ts';

/**
 * The topic that a message of the bot goes to; null is General, or no forum. "message_thread_id: … for forum
 * supergroups only" (#sendmessage); the message answered counts for more
 * (github.com/PaulSonOfLars/gotgbot/issues/196).
 */
export function threadFor(room: Room, params: Params, replyTo: Stored | null): number | null {
  const id = params.integer('message_thread_id');
  if (id !== 0 && !room.topics?.threads.has(id)) throw badRequest('message thread not found');
  const thread = replyTo ? topicOf(replyTo) : id === 0 ? null : id;
  if (isClosed(room, thread) && room.bot !== 'administrator') throw badRequest('TOPIC_CLOSED');
  return thread;
}

export function isClosed({ topics }: Room, thread: number | null): boolean {
  return (thread === null ? topics?.general : topics?.threads.get(thread)) === 'closed';
}

/** The topic a message stands in; null is General, or no forum. */
export function topicOf({ wire }: Stored): number | null {
  return wire.is_topic_message === true ? Number(wire.message_thread_id) : null;
}

/**
 * How a message tells what it answers: "for replies in the same chat and message thread" the whole message, for those
 * to another topic an `external_reply`; in a topic, whatever answers nothing answers the topic's first message. `chat`: the room as a message names it.
 */
export function replyFields(chat: Wire, room: Room, thread: number | null, replyTo: Stored | null): Wire {
  const topic = thread === null ? {} : { message_thread_id: thread, is_topic_message: true };
  if (replyTo && topicOf(replyTo) !== thread) {
    const { from, date } = replyTo.wire;
    const origin = { type: 'user', sender_user: from, date };
    return { ...topic, external_reply: { origin, chat, message_id: replyTo.id } };
  }
  if (replyTo) {
    // Answers make a thread that is no topic in any supergroup (github.com/tdlib/telegram-bot-api/issues/447).
    const chain = room.type === 'supergroup' ? { message_thread_id: rootOf(replyTo) } : {};
    return { ...chain, ...topic, reply_to_message: quoted(replyTo) };
  }
  const first = thread === null ? undefined : room.messages.get(thread);
  return { ...topic, ...(first && { reply_to_message: quoted(first) }) };
}

function rootOf({ wire, id }: Stored): number {
  return wire.message_thread_id === undefined ? id : Number(wire.message_thread_id);
}

/** "the Message object in this field will not contain further reply_to_message fields" (#message). */
function quoted(message: Stored): Wire {
  const { reply_to_message: _, ...rest } = message.wire;
  return rest;
}

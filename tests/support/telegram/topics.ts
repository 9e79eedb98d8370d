/**
 * Topics of a forum: https://core.telegram.org/bots/api#forumtopic . A topic is a thread; its id is that of the service
 * message that opens it. The General topic has no thread that a bot could name: `message_thread_id` 1 is refused
 * (github.com/tdlib/telegram-bot-api/issues/798).
 */
import type { Params } from './params.ts';
import { ANONYMOUS, tell } from './people.ts';
import type { State } from './state.ts';
import { badRequest, type Room, type Stored, type Wire } from './types.ts';

/** A new topic, opened by an admin. */
export function openTopic(state: State, room: Room, name: string): number {
  const forum = forumOf(room);
  const thread = room.messages.size + 1;
  forum.threads.set(thread, 'open');
  service(state, room, thread, { forum_topic_created: { name, icon_color: 7_322_096 } });
  return thread;
}

/** An admin closes, reopens or deletes a topic, or closes or reopens the General one (`thread` null). */
export function changeTopic(
  state: State,
  room: Room,
  thread: number | null,
  what: 'close' | 'reopen' | 'delete',
): void {
  const forum = forumOf(room);
  if (thread !== null && !forum.threads.has(thread)) throw badRequest(`no topic ${thread} in ${room.title}`);
  if (what === 'delete') {
    if (thread === null) throw badRequest('the General topic cannot be deleted');
    // Its messages go with it, and bots are not told.
    forum.threads.delete(thread);
    for (const message of room.messages.values()) if (topicOf(message) === thread) message.deleted = true;
    return;
  }
  const standing = what === 'reopen' ? 'open' : 'closed';
  if (thread === null) forum.general = standing;
  else forum.threads.set(thread, standing);
  service(state, room, thread, { [what === 'reopen' ? 'forum_topic_reopened' : 'forum_topic_closed']: {} });
}

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
 * to another topic an `external_reply`; in a topic, whatever answers nothing answers the topic's first message.
 */
export function replyFields(state: State, room: Room, thread: number | null, replyTo: Stored | null): Wire {
  const topic = thread === null ? {} : { message_thread_id: thread, is_topic_message: true };
  if (replyTo && topicOf(replyTo) !== thread) {
    const { from, date } = replyTo.wire;
    const origin = { type: 'user', sender_user: from, date };
    return { ...topic, external_reply: { origin, chat: state.chat(room), message_id: replyTo.id } };
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

function forumOf(room: Room) {
  if (!room.topics) throw badRequest(`${room.title} is no forum`);
  return room.topics;
}

function service(state: State, room: Room, thread: number | null, content: Wire): void {
  tell(
    state,
    'message',
    state.post(room, { from: ANONYMOUS, fromBot: false, senderChat: room, thread, content }),
  );
}

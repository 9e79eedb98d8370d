/**
 * Topics of a forum: https://core.telegram.org/bots/api#forumtopic . A topic is a thread; its id is that of the service
 * message that opens it. The General topic has no thread that a bot could name: `message_thread_id` 1 is refused
 * (github.com/tdlib/telegram-bot-api/issues/798).
 */
import { ANONYMOUS, tell } from './people.ts';
import type { State } from './state.ts';
import { topicOf } from './threads.ts';
import { badRequest, type Room, type Wire } from './types.ts';

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

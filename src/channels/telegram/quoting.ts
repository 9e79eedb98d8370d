/** What a message answers, and whose words it passes on. Field meanings: core.telegram.org/bots/api#message. */
import type { Message, MessageOrigin } from 'grammy/types';
import type { Forwarded, Quoted } from '../port.ts';
import { idOf } from './topics.ts';

interface Me {
  readonly id: number;
}

/** In a forum every message points at its topic's first one: that is no answer. */
export function replyOf(message: Message, me: Me): Quoted | null {
  if (message.external_reply) return fromElsewhere(message, message.external_reply, me);
  const answered = message.reply_to_message;
  if (!answered || answered.forum_topic_created) return null;
  if (message.is_topic_message && answered.message_id === message.message_thread_id) return null;
  const fromBot = answered.from?.id === me.id;
  // An answer stands in the topic of what it answers.
  const { is_topic_message, message_thread_id } = message;
  const { message_id } = answered;
  const id = fromBot ? String(message_id) : idOf({ message_id, is_topic_message, message_thread_id });
  return { message: id, fromBot };
}

/**
 * A message of another topic of the same group, or of another chat: the group's card, quoted in private. In a group, what
 * people quote from elsewhere is nothing the program knows. Where Telegram gives no number, a part of the words may do.
 */
function fromElsewhere(
  { chat, quote }: Message,
  { origin, chat: there, message_id }: NonNullable<Message['external_reply']>,
  me: Me,
): Quoted | null {
  const fromBot = isFrom(origin, me);
  const isHere = there?.id === chat.id;
  if (!isHere && !fromBot && chat.type !== 'private') return null;
  if (there === undefined || message_id === undefined) {
    return quote ? { message: null, fromBot, text: quote.text } : null;
  }
  return { message: String(message_id), fromBot, ...(isHere ? {} : { chat: String(there.id) }) };
}

export function isFrom(origin: MessageOrigin, { id }: Me): boolean {
  return origin.type === 'user' && origin.sender_user.id === id;
}

/** core.telegram.org/bots/api#messageorigin: who hides behind a group or in their settings has no account. */
export function forwardedFrom(origin: MessageOrigin): Forwarded {
  const at = origin.date * 1000;
  switch (origin.type) {
    case 'user': {
      const { id, first_name, last_name } = origin.sender_user;
      return { name: [first_name, last_name].filter(Boolean).join(' '), account: String(id), at };
    }
    case 'hidden_user':
      return { name: origin.sender_user_name, account: null, at };
    case 'chat':
      return { name: origin.sender_chat.title ?? '', account: null, at };
    case 'channel':
      return { name: origin.chat.title, account: null, at };
    default:
      // A kind of origin that is newer than the program.
      return { name: '', account: null, at };
  }
}

/**
 * Topics of a forum group. The rest of the program knows no topics: a message that somebody said in one carries it in
 * its id (`31@5`: message 31 in topic 5), and whoever answers that id speaks in that topic. Messages of the bot have
 * plain ids: Telegram tells no topic when they are answered from another one, and they are edited without.
 */

/** What a message said in the topic is to answer: `message` null says no more than the topic. */
export interface Target {
  readonly message: number | null;
  readonly thread: number | null;
}

interface Said {
  readonly message_id: number;
  readonly message_thread_id?: number | undefined;
  readonly is_topic_message?: boolean | undefined;
}

/**
 * The id of what a person said. A thread that is no topic (a chain of answers in a group without topics, or in the
 * General topic) has a `message_thread_id` too, but Telegram takes none there:
 * github.com/tdlib/telegram-bot-api/issues/447
 */
export function idOf({ message_id, message_thread_id, is_topic_message }: Said): string {
  return is_topic_message ? `${message_id}@${message_thread_id}` : String(message_id);
}

/** What to answer, from an id of `idOf`, or from one kept before ids had topics. */
export function targetOf(id: string | null): Target {
  const [, message = '', thread = ''] = /^(\d+)(?:@(\d+))?$/.exec(id ?? '') ?? [];
  return { message: numberOf(message), thread: numberOf(thread) };
}

function numberOf(digits: string): number | null {
  return digits === '' ? null : Number(digits);
}

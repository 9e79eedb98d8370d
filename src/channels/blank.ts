/** A message with the parts that most kinds leave empty, for channels to fill in. */
import type { Instant } from '../domain/time.ts';
import type { Incoming } from './port.ts';

export function blank(channel: string, key: string, chat: Incoming['chat'], at: Instant) {
  return {
    key,
    channel,
    chat,
    at,
    message: null,
    replyTo: null,
    addressed: chat.kind === 'private',
    text: '',
    files: [],
    button: null,
    buttonToken: null,
  } satisfies Partial<Incoming>;
}

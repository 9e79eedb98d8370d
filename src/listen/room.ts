/** The chat as a channel: its lines come in, and what the desk says is kept here and goes nowhere. */
import { type Channel, FetchFailure, type Incoming, type Rendered } from '../channels/port.ts';
import { UNLIMITED } from '../channels/unlimited.ts';
import type { Instant } from '../domain/time.ts';
import type { Speaker } from './cast.ts';
import type { ChatLine } from './chat-file.ts';

export const ROOM = 'listen';
export const GROUP = '@group';

export interface Room {
  readonly channel: Channel;
  /** What was said since the last call. */
  heard(): readonly Rendered[];
}

export function createRoom(): Room {
  let said: Rendered[] = [];
  let sent = 0;
  return {
    channel: {
      id: ROOM,
      capabilities: UNLIMITED,
      start: async () => {},
      async send(message) {
        said.push(message);
        return { message: message.edit ?? `bot-${++sent}` };
      },
      acknowledge: async () => {},
      fetch: async () => {
        throw new FetchFailure('gone', 'a chat that is listened to has no files');
      },
      health: () => ({ state: 'up' }),
      stop: async () => {},
    },
    heard() {
      const all = said;
      said = [];
      return all;
    },
  };
}

const MENTION = /[@＠](?:连心桥|桥|机器人)[\s\u2005:：,，]*/gu;

export function incomingOf(line: ChatLine, { account, name }: Speaker, at: Instant): Incoming {
  const isPrivate = line.chat === 'private';
  return {
    key: `${ROOM}:${line.id}`,
    channel: ROOM,
    chat: isPrivate ? { id: account, kind: 'private', title: name } : { id: GROUP, kind: 'group', title: '' },
    sender: { id: account, name, anonymous: false },
    at,
    what: 'text',
    message: line.id,
    replyTo: line.replyTo === null ? null : { message: line.replyTo, fromBot: false },
    addressed: isPrivate || line.text.search(MENTION) >= 0,
    text: line.text.replace(MENTION, '').trim(),
    files: [],
    button: null,
    buttonToken: null,
  };
}

/**
 * The ledger as a channel: its lines come in as messages, and whatever the desk wants to say is taken at once and
 * goes nowhere. Everybody of the roster can be reached on it, so that what they would have been told is on record.
 */
import { type Channel, FetchFailure, type Incoming } from '../channels/port.ts';
import { UNLIMITED } from '../channels/unlimited.ts';
import type { Answer, Entry } from './ledger.ts';

export const LEDGER = 'ledger';

/** Takes every message and sends none: there is no way out of it. */
export function createLedgerChannel(): Channel {
  let sent = 0;
  return {
    id: LEDGER,
    capabilities: UNLIMITED,
    start: async () => {},
    send: async (message) => ({ message: message.edit ?? String(++sent) }),
    acknowledge: async () => {},
    fetch: async () => {
      throw new FetchFailure('gone', 'a ledger has no files');
    },
    health: () => ({ state: 'up' }),
    stop: async () => {},
  };
}

/** What the ledger says, in order of time: each entry and, where there is one, its answer. */
export function messagesOf(entries: readonly Entry[]): readonly Incoming[] {
  return entries
    .flatMap(({ id, at, text, answer }) => [
      recorded({ key: `${LEDGER}:entry:${id}`, at, text, message: id }),
      ...(answer === null ? [] : [answerOf(id, answer)]),
    ])
    .sort((a, b) => a.at - b.at || Number(a.replyTo !== null) - Number(b.replyTo !== null));
}

function answerOf(id: string, { at, text, department }: Answer): Incoming {
  return recorded({
    key: `${LEDGER}:answer:${id}`,
    at,
    text,
    message: null,
    sender: { id: department ?? '', name: '', anonymous: true },
    replyTo: { message: id, fromBot: false },
  });
}

function recorded(said: Pick<Incoming, 'key' | 'at' | 'text' | 'message'> & Partial<Incoming>): Incoming {
  return {
    channel: LEDGER,
    chat: { id: LEDGER, kind: 'private', title: '' },
    sender: { id: '', name: '', anonymous: true },
    what: 'recorded',
    replyTo: null,
    addressed: false,
    files: [],
    button: null,
    buttonToken: null,
    ...said,
  };
}

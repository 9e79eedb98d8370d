/**
 * The pages that people sign in to, as a channel: what somebody asks for there goes through the desk like any message of
 * theirs, and the answer comes back to the page. It is no place to reach anybody (`addressOf`): only what answers a page is
 * said on it.
 */
import { type LookAtDisk, lookAtDisk } from '../../disk.ts';
import type { Instant } from '../../domain/time.ts';
import { cutText } from '../cut.ts';
import type {
  Button,
  Capabilities,
  Channel,
  ChannelHealth,
  Incoming,
  IncomingFile,
  Rendered,
} from '../port.ts';
import { Uploads } from './uploads.ts';

export const PAGE = 'page';
const TEXT_LIMIT = 10_000;
const CUT_NOTE = '……（内容过长，其余请发“进度 编号”查看）';
/** What is kept of one person's talk with the bot, in memory. */
const KEPT = 30;
/** How long an answer is waited for once the message is on disk. */
const PATIENCE_MS = 5000;
/** And once it is settled: its answer is on its way, or is said elsewhere, as a ticket's card is. */
const SETTLED_MS = 1000;

const capabilities: Capabilities = {
  receives: 'all',
  push: 'afterContact',
  edits: true,
  buttons: true,
  quotes: true,
  files: false,
  replays: false,
  deduplicates: true,
  textLimit: TEXT_LIMIT,
  photoLimit: 10 * 1024 * 1024,
  documentLimit: 20 * 1024 * 1024,
  pace: { perSecond: 1000, chatGapMs: 0, groupPerMinute: 60_000 },
};

/** One line of somebody's talk with the bot on the pages. */
export interface PageLine {
  readonly id: string;
  /** False: the bot. */
  readonly own: boolean;
  readonly at: Instant;
  readonly text: string;
  readonly buttons: readonly (readonly Button[])[];
}

export interface Asked {
  /** Made by the page; the same key twice is one message. */
  readonly key: string;
  readonly person: string;
  /** What is typed; of a press, what stood on the button. */
  readonly text: string;
  /** The data of a pressed button; left out: the text is said. */
  readonly button?: string;
  /** What `keep` has taken in. */
  readonly files?: readonly IncomingFile[];
}

export interface PageChannel extends Channel {
  /** Keeps an upload until the desk has fetched it. Throws `FetchFailure`: `tooLarge`, or `retry` without room on the disk. */
  keep(bytes: Uint8Array, name: string): Promise<IncomingFile>;
  /** Says or presses something as a person; gives the short word that answers a press, perhaps empty. */
  ask(asked: Asked): Promise<string>;
  /** Whether a person has said or pressed this already, as far as their talk goes back. */
  hasHeard(key: string, person: string): boolean;
  /** A person's talk with the bot on the pages since the program began, the newest last. */
  talk(person: string): readonly PageLine[];
}

/** `dir`: where uploads wait to be fetched. */
export function createPageChannel(
  clock: { now(): Instant },
  dir: string,
  look: LookAtDisk = lookAtDisk,
): PageChannel {
  const uploads = new Uploads(dir, capabilities, look);
  const talks = new Map<string, PageLine[]>();
  /** By key of the message that waits for its answer. */
  const waiting = new Map<string, { readonly pressed: boolean; answer(word: string): void }>();
  let receive: ((batch: readonly Incoming[]) => Promise<void>) | null = null;
  let health: ChannelHealth = { state: 'starting' };

  function put(person: string, line: PageLine): void {
    const talk = talks.get(person) ?? [];
    const isThere = talk.some(({ id }) => id === line.id);
    const told = isThere ? talk.map((one) => (one.id === line.id ? line : one)) : [...talk, line];
    talks.set(person, told.slice(-KEPT));
  }

  function incoming(key: string, { person, text, button, files = [] }: Asked): Incoming {
    return {
      key,
      channel: PAGE,
      chat: { id: person, kind: 'private', title: person },
      sender: { id: person, name: person, anonymous: false },
      at: clock.now(),
      what: button === undefined ? 'text' : 'button',
      message: key,
      replyTo: null,
      addressed: true,
      text: button === undefined ? text : '',
      files,
      button: button ?? null,
      // Also of what is typed: so it is told when that is settled.
      buttonToken: key,
    };
  }

  const hasHeard = (key: string, person: string): boolean =>
    (talks.get(person) ?? []).some(({ id }) => id === `${PAGE}:${person}:${key}`);

  return {
    id: PAGE,
    capabilities,
    async ask(asked) {
      if (receive === null) throw new Error('the page channel is not started');
      const key = `${PAGE}:${asked.person}:${asked.key}`;
      // Sent twice: what it was answered stands on the page already.
      if (hasHeard(asked.key, asked.person)) return '';
      const answered = new Promise<string>((resolve) => {
        waiting.set(key, { pressed: asked.button !== undefined, answer: resolve });
        setTimeout(resolve, PATIENCE_MS, '').unref();
      });
      try {
        put(asked.person, { id: key, own: true, at: clock.now(), text: asked.text, buttons: [] });
        await receive([incoming(key, asked)]);
        return await answered;
      } catch (error) {
        // It is not on disk: said once more with the same key, it has to be heard.
        const talk = talks.get(asked.person) ?? [];
        talks.set(
          asked.person,
          talk.filter(({ id }) => id !== key),
        );
        throw error;
      } finally {
        waiting.delete(key);
      }
    },
    hasHeard,
    talk: (person) => talks.get(person) ?? [],
    async start(keep) {
      await uploads.sweep();
      receive = keep;
      health = { state: 'up' };
    },
    async send({ key, chat, text, buttons, edit }: Rendered) {
      const id = edit ?? key;
      put(chat, { id, own: false, at: clock.now(), text: cutText(text, TEXT_LIMIT, CUT_NOTE), buttons });
      // Whatever comes of a message is called `inbox:<key of the message>/…`, a reply and what else it brings.
      for (const [asked, { answer }] of waiting) if (key.startsWith(`inbox:${asked}/`)) answer('');
      return { message: id };
    },
    async acknowledge(token, text) {
      const asked = waiting.get(token);
      if (asked?.pressed) asked.answer(text);
      else if (asked) setTimeout(asked.answer, SETTLED_MS, text).unref();
    },
    keep: (bytes, name) => uploads.keep(bytes, name),
    fetch: (ref) => uploads.fetch(ref),
    health: () => health,
    async stop() {
      health = { state: 'stopped' };
      receive = async () => {
        throw new Error('the program is stopping');
      };
    },
  };
}

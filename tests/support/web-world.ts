/** The world of a journey on the web group: the program as `npm start` starts it, and people at its pages. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { scratch } from './county.ts';
import { type RunningProgram, startProgram, wait } from './program.ts';
import type { Match, Onlooker, Player, Seen, Stage } from './stage.ts';

const POLL_MS = 50;

/** A message as the pages give it. */
interface PageMessage {
  readonly id: string;
  readonly fromBot: boolean;
  readonly text: string;
  readonly buttons: readonly (readonly { readonly label: string; readonly data: string }[])[];
  readonly replyTo: string | null;
  readonly edits: number;
}

export interface WebSeen extends Seen {
  /** The page's own id. */
  readonly name: string;
}

export type WebPlace = 'group' | WebUser;

export interface WebWorld extends Stage<WebPlace, WebSeen, WebUser> {
  readonly dataDir: string;
  /** `http://127.0.0.1:…` */
  url: string;
  program: RunningProgram;
  /** Stops the program in order (or sees that it has ended) and starts it again on the same data. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
}

/** Starts the program without a token, at any free port. */
export async function startWebWorld(
  options: {
    readonly clock?: { readonly start: string };
    readonly env?: Readonly<Record<string, string>>;
    /** The folder that the program was installed in; this one unless given. */
    readonly root?: string;
  } = {},
): Promise<WebWorld> {
  const { dir, remove } = scratch();
  const dataDir = join(dir, 'data');
  const env = {
    DATA_DIR: dataDir,
    WEB_PORT: '0',
    // Journeys raise one ticket after the other.
    FOLLOW_UP_MINUTES: '0',
    ...(options.clock ? { CLOCK_START: options.clock.start } : {}),
    ...options.env,
  };
  const program = await startProgram(env, options.root);
  const world: WebWorld = {
    dataDir,
    program,
    url: addressOf(program),
    group: 'group',
    tg: onlooker(() => world.url),
    person: async (id) => new WebUser(() => world.url, id),
    async restart(more = {}) {
      await world.program.stop();
      world.program = await startProgram({ ...env, ...more }, options.root);
      world.url = addressOf(world.program);
    },
    async end() {
      await world.program.kill();
      remove();
    },
  };
  return world;
}

function addressOf(program: RunningProgram): string {
  const found = /http:\/\/127\.0\.0\.1:\d+/.exec(program.output())?.[0];
  if (!found) throw new Error(`no address in what the program printed:\n${program.output()}`);
  return found;
}

/** A person at their own page. */
export class WebUser implements Player<WebPlace, WebSeen> {
  constructor(
    private readonly url: () => string,
    readonly id: string,
  ) {}

  async says(place: WebPlace, text: string, options: { replyTo?: WebSeen } = {}): Promise<{ id: number }> {
    const chat = place === 'group' ? 'group' : 'private';
    const replyTo = options.replyTo && { replyTo: options.replyTo.name };
    const { message } = await this.#post('say', { key: randomUUID(), chat, text, ...replyTo });
    return { id: numberOf(message ?? '') };
  }

  async tells(text: string, options: { replyTo?: WebSeen } = {}): Promise<{ id: number }> {
    return await this.says(this, text, options);
  }

  async press(message: WebSeen, label: string): Promise<{ answer(): Promise<{ readonly text: string }> }> {
    const button = message.buttons.flat().find(({ text }) => text === label);
    if (!button) throw new Error(`no button “${label}” on: ${message.text}`);
    const { toast } = await this.#post('press', {
      key: randomUUID(),
      message: message.name,
      data: button.data,
    });
    return { answer: async () => ({ text: toast ?? '' }) };
  }

  async #post(what: string, body: object): Promise<{ message?: string; toast?: string }> {
    const url = this.url();
    const answer = await fetch(`${url}/as/${this.id}/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${this.id} could not ${what}: ${answer.status} ${text}`);
    return JSON.parse(text) as { message?: string; toast?: string };
  }
}

function onlooker(url: () => string): Onlooker<WebPlace, WebSeen> {
  async function messages(place: WebPlace): Promise<readonly WebSeen[]> {
    const [who, chat] = place === 'group' ? ['operator-1', 'group'] : [place.id, 'private'];
    const answer = await fetch(`${url()}/as/${who}/messages?chat=${chat}&limit=1000`);
    const { messages: found } = (await answer.json()) as { messages: readonly PageMessage[] };
    return found.map(({ id, buttons, replyTo, ...message }) => ({
      ...message,
      id: numberOf(id),
      name: id,
      buttons: buttons.map((row) => row.map(({ label, data }) => ({ text: label, data }))),
      replyTo: replyTo === null ? null : numberOf(replyTo),
    }));
  }
  async function waitFor<T>(
    find: () => T | undefined | null | false | Promise<T | undefined | null | false>,
    timeoutMs = 120_000,
    what = 'what the test waits for',
  ): Promise<T> {
    for (const end = Date.now() + timeoutMs; ; await wait(POLL_MS)) {
      const found = await find();
      if (found !== undefined && found !== null && found !== false) return found;
      if (Date.now() > end) throw new Error(`${what} did not come within ${timeoutMs} ms`);
    }
  }
  return {
    messages,
    waitFor,
    async waitForMessage(place, match, timeoutMs = 120_000) {
      const where = place === 'group' ? 'the group' : place.id;
      let last: readonly WebSeen[] = [];
      try {
        return await waitFor(async () => {
          last = await messages(place);
          return last.findLast((message) => message.fromBot && fits(message, match));
        }, timeoutMs);
      } catch (error) {
        const texts = last.slice(-4).map(({ text }) => text);
        throw new Error(`${String(match)} in the chat of ${where}; its last: ${texts.join('\n--\n')}`, {
          cause: error,
        });
      }
    },
  };
}

function fits(message: WebSeen, match: Match<WebSeen>): boolean {
  if (typeof match === 'function') return match(message);
  return typeof match === 'string' ? message.text.includes(match) : match.test(message.text);
}

function numberOf(id: string): number {
  return Number(id.slice(1));
}

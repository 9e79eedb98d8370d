/**
 * A test's hand on the fake Telegram, which runs as its own process:
 *
 * ```ts
 * const tg = await startFakeTelegram({ token: '7000000001:TEST' });
 * const boss = await tg.user({ id: 20001, name: '王老板', started: true });
 * const group = await tg.group({ id: -1001, title: '企业服务群', members: [boss] });
 * const said = await boss.says(group, '厂门口的路坏了');
 * const card = await tg.waitForMessage(group, '已登记');
 * await boss.press(card, '签收');
 * await tg.stop();
 * ```
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { programOf } from '../programs.ts';
import { FakeGroup, FakeUser, type Place, placeOf } from './cast.ts';
import type { Fault } from './faults.ts';
import type { Limits } from './pacing.ts';
import type { Call, SeenMessage, Update, Wire } from './types.ts';

export { FakeGroup, FakeUser, type Place, type Pressed } from './cast.ts';
export type { Fault } from './faults.ts';
export type { Call, SeenMessage } from './types.ts';

export interface StartOptions {
  readonly token?: string;
  readonly username?: string;
  /** Privacy mode on: the bot hears little in groups. Off by default, as this program asks for. */
  readonly privacy?: boolean;
  readonly callbackTimeoutMs?: number;
  readonly webhookRetryMs?: number;
  /** ISO time and speed of the clock behind message dates. */
  readonly clockStart?: string;
  readonly clockSpeed?: number;
  /** Where to listen; any free port when missing. */
  readonly port?: number;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const START_MS = 240_000;
/** What has nothing to do with a call of the bot is looked for again after this. */
const QUIET_MS = 100;
/** How long is waited for what must come: long, for a machine that has other things to do. */
const PATIENCE_MS = 120_000;

/** Starts the fake and resolves when it listens. End it with `stop()`. */
export async function startFakeTelegram(options: StartOptions = {}): Promise<FakeTelegram> {
  const token = options.token ?? '7000000001:FAKE';
  const args = [
    ...programOf('tests/support/telegram/fake-bot-api-main.ts'),
    '--port',
    String(options.port ?? 0),
    '--token',
    token,
    '--with-parent',
  ];
  const flag = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) args.push(name, String(value));
  };
  flag('--username', options.username);
  flag('--callback-timeout-ms', options.callbackTimeoutMs);
  flag('--webhook-retry-ms', options.webhookRetryMs);
  flag('--clock-start', options.clockStart);
  flag('--clock-speed', options.clockSpeed);
  if (options.privacy) args.push('--privacy');
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'] });
  return new FakeTelegram(child, token, await portOf(child));
}

async function portOf(child: ChildProcess): Promise<number> {
  let out = '';
  let errors = '';
  return await new Promise<number>((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`the fake Telegram did not start: ${why}\n${errors}`));
    };
    const timer = setTimeout(() => fail(`silent for ${START_MS} ms`), START_MS);
    child.stderr!.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdout!.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const line = /^(\{.*\})\n/.exec(out);
      if (!line) return;
      clearTimeout(timer);
      resolve((JSON.parse(line[1]!) as { port: number }).port);
    });
    child.once('exit', (code) => fail(`it ended with code ${code}`));
  });
}

export class FakeTelegram {
  /** For grammY's `client.apiRoot`; no slash at the end. */
  readonly apiRoot: string;
  #calls: Call[] = [];
  #version = 0;

  constructor(
    private readonly child: ChildProcess,
    readonly token: string,
    readonly port: number,
  ) {
    this.apiRoot = `http://127.0.0.1:${port}`;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** A person; `started` when they have opened the private chat with the bot. */
  async user(about: {
    id: number;
    name: string;
    username?: string;
    started?: boolean;
    blocked?: boolean;
  }): Promise<FakeUser> {
    await this.control('user', about);
    return new FakeUser(this, about.id, about.name);
  }

  /** A group with the bot in it, unless `bot` says otherwise. Ids below -1000000000000 are supergroups. */
  async group(about: {
    id: number;
    title?: string;
    members?: readonly FakeUser[];
    type?: 'group' | 'supergroup';
    forum?: boolean;
    bot?: 'member' | 'administrator' | 'restricted' | 'left';
  }): Promise<FakeGroup> {
    await this.control('group', { ...about, members: about.members?.map((member) => member.id) });
    return new FakeGroup(this, about.id, about.title ?? `群${about.id}`);
  }

  /** What a person sees in the chat now, oldest first. */
  async messages(place: Place): Promise<SeenMessage[]> {
    return (await this.control('messages', { chat: placeOf(place) })) as SeenMessage[];
  }

  /** Every call of the bot so far, in order. */
  async transcript(): Promise<readonly Call[]> {
    return await this.#news(0);
  }

  /** The same, once there is something new in it, or after so many milliseconds. */
  async #news(wait: number): Promise<readonly Call[]> {
    const news = (await this.control('transcript', { since: this.#version, wait })) as {
      version: number;
      calls: Call[];
    };
    this.#version = news.version;
    for (const call of news.calls) this.#calls[call.seq - 1] = call;
    return this.#calls;
  }

  /** The calls of one method; `getUpdates` is mostly noise. */
  async calls(method: string): Promise<readonly Call[]> {
    return (await this.transcript()).filter((call) => call.method === method);
  }

  /**
   * Waits until `find` gives something, asking it again with the transcript so far; gives what it gave.
   * Rejects after `timeoutMs`, naming `what` was awaited and the last calls.
   */
  async waitFor<T>(
    find: (calls: readonly Call[]) => T | undefined | null | false | Promise<T | undefined | null | false>,
    timeoutMs = PATIENCE_MS,
    what = 'what the test waits for',
  ): Promise<T> {
    const end = Date.now() + timeoutMs;
    for (let calls = await this.transcript(); ; calls = await this.#news(QUIET_MS)) {
      const found = await find(calls);
      if (found !== undefined && found !== null && found !== false) return found;
      if (Date.now() > end) {
        const last = calls
          .filter((call) => call.method !== 'getUpdates')
          .slice(-8)
          .map(inWords)
          .join('\n  ');
        throw new Error(
          `${what} did not come within ${timeoutMs} ms; the bot's last calls:\n  ${last || 'none'}`,
        );
      }
    }
  }

  /** Waits for the newest message of the bot in `place` that holds the text or meets the test. */
  async waitForMessage(
    place: Place,
    match: string | RegExp | ((message: SeenMessage) => boolean),
    timeoutMs = PATIENCE_MS,
  ): Promise<SeenMessage> {
    const fits = (message: SeenMessage): boolean => {
      if (typeof match === 'function') return match(message);
      return typeof match === 'string' ? message.text.includes(match) : match.test(message.text);
    };
    const what = `a message of the bot in chat ${placeOf(place)} with ${String(match)}`;
    return await this.waitFor(
      async () => (await this.messages(place)).findLast((message) => message.fromBot && fits(message)),
      timeoutMs,
      what,
    );
  }

  /** Orders trouble for calls to come: `{kind: 'tooMany', method: 'sendMessage', times: 2, retryAfter: 1}`. */
  async fault(fault: Fault): Promise<void> {
    await this.control('fault', { ...fault });
  }

  async clearFaults(): Promise<void> {
    await this.control('clearFaults', {});
  }

  /** Switches Telegram's flood limits on (true, or other numbers) or off. */
  async limits(limits: boolean | Partial<Limits>): Promise<void> {
    await this.control('limits', { limits: limits === true ? {} : limits || null });
  }

  async privacy(on: boolean): Promise<void> {
    await this.control('privacy', { canReadAllGroupMessages: !on });
  }

  /** Delivers an update once more, with the id it had. */
  async redeliver(update: number | null): Promise<void> {
    await this.control('redeliver', { update });
  }

  /** Delivers any update: with `update_id` once and as it is, without through the queue. */
  async push(update: Wire): Promise<number | null> {
    return (await this.control('update', { update })) as number | null;
  }

  /** Keeps new updates back until `release`, which lets them go in any order. */
  async hold(): Promise<void> {
    await this.control('hold', {});
  }

  async release(order: 'forward' | 'reversed' | readonly number[] = 'forward'): Promise<readonly number[]> {
    return (await this.control('release', { order })) as readonly number[];
  }

  /** Updates made and not yet confirmed by the bot. */
  async pending(): Promise<readonly Update[]> {
    return (await this.control('pending', {})) as readonly Update[];
  }

  /** One control call; see control.ts. */
  async control(verb: string, given: Wire): Promise<unknown> {
    const response = await fetch(`${this.apiRoot}/_control/${verb}`, {
      method: 'POST',
      body: JSON.stringify(given),
    });
    const body = (await response.json()) as { ok: boolean; result?: unknown; description?: string };
    if (!body.ok) throw new Error(`fake Telegram, ${verb}: ${body.description}`);
    return body.result;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }
}

function inWords(call: Call): string {
  const said = call.params.text ?? call.params.caption ?? '';
  const result = call.ok ? 'ok' : (call.error ?? call.outcome);
  return `${call.method} ${call.chat ?? ''} ${String(said).replaceAll('\n', ' / ').slice(0, 80)} → ${result}`;
}

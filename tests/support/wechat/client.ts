/**
 * A test's hand on the fake WeChat, which runs as its own process:
 *
 * ```ts
 * const wx = await startFakeWechat();
 * await wx.person({ id: 'wxid_boss', name: '王老板' });
 * await wx.room({ id: '1@chatroom', topic: '企业服务群', members: { wxid_boss: '' } });
 * await wx.says('wxid_boss', '厂门口的路坏了', { room: '1@chatroom' });
 * await wx.sent('1@chatroom');
 * await wx.stop();
 * ```
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { programOf } from '../programs.ts';
import type { Sent } from './world.ts';

export { BOT, BOT_NAME, type Sent } from './world.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const START_MS = 240_000;

/** The production way to name a puppet service (wechaty-puppet-service, src/env-vars.ts). */
export type PuppetEnv = Readonly<Record<string, string>>;

export interface SayOptions {
  readonly room?: string;
  readonly mentions?: readonly string[];
  /** Name of wechaty-puppet's `MessageType`. */
  readonly type?: string;
  readonly id?: string;
  readonly filename?: string;
  readonly at?: number;
  readonly file?: Uint8Array;
}

/** Starts the fake; resolves when it listens. End it with `stop()`. */
export async function startFakeWechat(
  options: { readonly token?: string; readonly clockStart?: string; readonly session?: boolean } = {},
): Promise<FakeWechat> {
  const token = options.token ?? 'puppet_fake';
  const args = [...programOf('tests/support/wechat/fake-wechat-main.ts'), '--token', token, '--with-parent'];
  if (options.clockStart !== undefined) args.push('--clock-start', options.clockStart);
  if (options.session === false) args.push('--no-session');
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'] });
  const { port, control } = await portsOf(child);
  return new FakeWechat(child, token, port, control);
}

async function portsOf(child: ChildProcess): Promise<{ port: number; control: number }> {
  let out = '';
  let errors = '';
  return await new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`the fake WeChat did not start: ${why}\n${errors}`));
    };
    const timer = setTimeout(() => fail(`silent for ${START_MS} ms`), START_MS);
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const line = /^(\{.*\})\n/m.exec(out);
      if (!line) return;
      clearTimeout(timer);
      resolve(JSON.parse(line[1] as string));
    });
    child.once('exit', (code) => fail(`it ended with code ${code}`));
  });
}

export interface Stats {
  /** How often the service was started since the last `reset`. */
  readonly starts: number;
  readonly dings: number;
  /** Sends that are not answered. */
  readonly hanging: number;
}

export class FakeWechat {
  constructor(
    private readonly child: ChildProcess,
    readonly token: string,
    readonly port: number,
    private readonly control: number,
  ) {}

  get pid(): number {
    return this.child.pid!;
  }

  /** What the program is given to reach this service. */
  get env(): PuppetEnv {
    return {
      WECHATY_PUPPET: 'wechaty-puppet-service',
      WECHATY_PUPPET_SERVICE_TOKEN: this.token,
      WECHATY_PUPPET_SERVICE_ENDPOINT: `127.0.0.1:${this.port}`,
      WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
    };
  }

  async do<T = null>(verb: string, given: Record<string, unknown> = {}): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${this.control}/${verb}`, {
      method: 'POST',
      body: JSON.stringify(given),
    });
    const answer = (await response.json()) as { ok: boolean; why?: string; result: T };
    if (!answer.ok) throw new Error(`the fake WeChat: ${answer.why}`);
    return answer.result;
  }

  /** A new world for the next test; `session: false`: somebody has to scan a code first. */
  reset(given: { session?: boolean } = {}) {
    return this.do('reset', given);
  }

  person(given: { id: string; name?: string; remark?: string; friend?: boolean; official?: boolean }) {
    return this.do('person', given);
  }

  /** `members`: id → name in the room. */
  room(given: { id: string; topic: string; members: Record<string, string>; bot?: boolean }) {
    return this.do('room', given);
  }

  /** Gives the message's id. */
  says(from: string, text: string, { file, ...options }: SayOptions = {}): Promise<string> {
    const bytes = file ? { file: Buffer.from(file).toString('base64') } : {};
    return this.do<string>('say', { from, text, ...options, ...bytes });
  }

  /** What the bot sent, to one chat or to all, oldest first. */
  async sent(to?: string): Promise<readonly Sent[]> {
    const all = await this.do<readonly Sent[]>('sent');
    return to === undefined ? all : all.filter((one) => one.to === to);
  }

  stats(): Promise<Stats> {
    return this.do('stats');
  }

  /** Resolves once the service has come so far; rejects after a minute. */
  async until(isSo: (stats: Stats) => boolean): Promise<void> {
    const end = Date.now() + 60_000;
    while (!isSo(await this.stats())) {
      if (Date.now() > end) throw new Error(`the fake WeChat: not so within 60 s: ${isSo}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => {
      this.child.once('exit', resolve);
    });
    this.child.kill('SIGKILL');
    await ended;
  }
}

/**
 * WeCom's server as its smart bots see it (document/path/101463, 100719), strict: one connection per bot, a login before
 * anything else, pings, limits by bytes and by the minute, cards checked field by field. It keeps nothing for a bot that
 * is away. Listens on 127.0.0.1, in the process of the test.
 */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { cardFaults, type WireCard } from './cards.ts';

export interface Frame {
  readonly cmd?: string;
  readonly headers: { readonly req_id: string };
  // biome-ignore lint/suspicious/noExplicitAny: frames come as the client wrote them
  readonly body?: any;
}

export interface Shown {
  readonly text: string;
  readonly buttons: readonly string[];
  readonly file: { readonly name: string; readonly bytes: Buffer } | null;
}

interface Message extends Shown {
  readonly card: WireCard | null;
}

export interface FakeWecomOptions {
  readonly botId?: string;
  readonly secret?: string;
  readonly port?: number;
  /** A connection that has not pinged for so long is closed. */
  readonly pingWithinMs?: number;
  readonly perMinute?: number;
  /** How long a pressed card may be changed. */
  readonly pressOpenMs?: number;
}

const MARKDOWN_BYTES = 20_480;

export class FakeWecom {
  readonly botId: string;
  readonly secret: string;
  /** Every frame the client sent, oldest first. */
  readonly frames: Frame[] = [];
  /** Answers nothing while true, as a server that hangs. */
  silent = false;
  /** Refuses connections while true. */
  refusing = false;
  /** Connections refused so far. */
  refused = 0;
  /** Answers every push with this code instead of taking it. */
  failWith: number | null = null;
  /** Only what is of this `msgtype` fails; null: everything. */
  failOnly: string | null = null;
  /** Files can be fetched no more: their five minutes are over. */
  filesExpired = false;
  logins = 0;
  port = 0;
  readonly #sockets = new Set<WebSocket>();
  #current: WebSocket | null = null;
  #count = 0;
  readonly #spoke = new Set<string>();
  readonly #shown = new Map<string, Message[]>();
  readonly #tasks = new Set<string>();
  readonly #presses = new Map<string, { task: string; chat: string; at: number }>();
  readonly #files = new Map<string, { bytes: Buffer; headers: Record<string, string> }>();
  readonly #uploads = new Map<
    string,
    { name: string; size: number; md5: string; parts: Map<number, Buffer> }
  >();
  readonly #media = new Map<string, { name: string; bytes: Buffer }>();
  readonly #sent: number[] = [];
  #last: Frame | null = null;

  private constructor(
    private readonly options: Required<Omit<FakeWecomOptions, 'port' | 'botId' | 'secret'>>,
    private readonly http: ReturnType<typeof createServer>,
    about: FakeWecomOptions,
  ) {
    this.botId = about.botId ?? 'aib-test';
    this.secret = about.secret ?? 'the-secret-of-the-bot';
    const server = new WebSocketServer({ server: http });
    server.on('connection', (socket) => this.#connected(socket));
    http.on('request', (request, response) => this.#file(request, response));
  }

  static async start(options: FakeWecomOptions = {}): Promise<FakeWecom> {
    const http = createServer();
    const rules = { pingWithinMs: 60_000, perMinute: 30, pressOpenMs: 5000, ...options };
    const fake = new FakeWecom(rules, http, options);
    await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', () => resolve()));
    fake.port = (http.address() as AddressInfo).port;
    return fake;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  get isConnected(): boolean {
    return this.#current !== null;
  }

  /** A person in a private chat; `chat` names a group, where only what mentions the bot is handed on. */
  user(userid: string) {
    const at = (chat?: string) =>
      chat === undefined ? { chattype: 'single' } : { chattype: 'group', chatid: chat };
    const say = (content: object, chat?: string): void => {
      this.#spoke.add(chat ?? userid);
      this.#push('aibot_msg_callback', { ...at(chat), from: { userid }, ...content });
    };
    return {
      says: (text: string, quoted?: string): void =>
        say({
          msgtype: 'text',
          text: { content: text },
          ...(quoted === undefined ? {} : { quote: { msgtype: 'text', text: { content: quoted } } }),
        }),
      saysIn: (chat: string, text: string, mention = true): void => {
        if (mention) say({ msgtype: 'text', text: { content: `@连心桥 ${text}` } }, chat);
      },
      /** `disposition`: what the server of files says of it. */
      sends: (kind: 'image' | 'file', bytes: Uint8Array, disposition?: string): void =>
        say({ msgtype: kind, [kind]: this.#store(bytes, disposition) }),
      mixes: (chat: string, text: string, bytes: Uint8Array): void =>
        say(
          {
            msgtype: 'mixed',
            mixed: {
              msg_item: [
                { msgtype: 'text', text: { content: `@连心桥 ${text}` } },
                { msgtype: 'image', image: this.#store(bytes) },
              ],
            },
          },
          chat,
        ),
      speaks: (heard: string): void => say({ msgtype: 'voice', voice: { content: heard } }),
      films: (): void => say({ msgtype: 'video', video: this.#store(Buffer.from('film')) }),
      enters: (): void => {
        this.#spoke.add(userid);
        this.#push('aibot_event_callback', {
          ...at(),
          from: { userid },
          msgtype: 'event',
          event: { eventtype: 'enter_chat' },
        });
      },
      /** Presses the button with this label on the newest card of the chat that has it. */
      presses: (label: string, chat?: string): void => {
        const place = chat ?? userid;
        const message = (this.#shown.get(place) ?? []).findLast(({ buttons }) => buttons.includes(label));
        const button = message?.card?.button_list?.find(({ text }) => text === label);
        if (!message?.card || !button) throw new Error(`no button ${label} in ${place}`);
        const task = message.card.task_id ?? '';
        const id = this.#push('aibot_event_callback', {
          ...at(chat),
          from: { userid },
          msgtype: 'event',
          event: {
            eventtype: 'template_card_event',
            template_card_event: { card_type: message.card.card_type, event_key: button.key, task_id: task },
          },
        });
        this.#presses.set(id, { task, chat: place, at: Date.now() });
      },
    };
  }

  seen(chat: string): readonly Shown[] {
    return (this.#shown.get(chat) ?? []).map(({ text, buttons, file }) => ({ text, buttons, file }));
  }

  /** Hands out the last message once more, under its own id. */
  repeat(): void {
    if (this.#last)
      this.#current?.send(JSON.stringify({ ...this.#last, headers: { req_id: `again-${++this.#count}` } }));
  }

  /** Sends these bytes in a frame of its own, whatever they are. */
  sendRaw(data: string | Uint8Array): void {
    this.#current?.send(data);
  }

  /** Sends bytes that are no frame of WebSocket at all, or half of one. */
  sendTorn(bytes: Uint8Array): void {
    for (const socket of this.#sockets) (socket as unknown as { _socket: Socket })._socket.write(bytes);
  }

  /** The line ends once all that was sent on it has gone. */
  hangUp(): void {
    for (const socket of this.#sockets) (socket as unknown as { _socket: Socket })._socket.end();
  }

  /** The line breaks, without a word. */
  drop(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  async stop(): Promise<void> {
    this.drop();
    this.http.closeAllConnections();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
  }

  #connected(socket: WebSocket): void {
    if (this.refusing) {
      this.refused += 1;
      socket.terminate();
      return;
    }
    this.#sockets.add(socket);
    let isIn = false;
    let timer = setTimeout(() => socket.terminate(), this.options.pingWithinMs);
    socket.on('close', () => {
      clearTimeout(timer);
      this.#sockets.delete(socket);
      if (this.#current === socket) this.#current = null;
    });
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame;
      this.frames.push(frame);
      if (this.silent) return;
      if (frame.cmd === 'ping') {
        clearTimeout(timer);
        timer = setTimeout(() => socket.terminate(), this.options.pingWithinMs);
      }
      if (!isIn && frame.cmd !== 'aibot_subscribe') {
        answer(socket, frame, 846602, 'not subscribed');
        socket.close();
        return;
      }
      if (frame.cmd !== 'aibot_subscribe') {
        this.#work(socket, frame);
        return;
      }
      isIn = frame.body?.bot_id === this.botId && frame.body?.secret === this.secret;
      if (!isIn) {
        answer(socket, frame, 853000, 'invalid bot_id or secret, hint: [1]');
        return;
      }
      this.logins += 1;
      this.#takeOver(socket);
      answer(socket, frame, 0, 'ok');
    });
  }

  #takeOver(socket: WebSocket): void {
    const former = this.#current;
    this.#current = socket;
    if (!former) return;
    const body = {
      msgid: `event-${++this.#count}`,
      aibotid: this.botId,
      from: { userid: '' },
      create_time: seconds(),
      msgtype: 'event',
      event: { eventtype: 'disconnected_event' },
    };
    former.send(
      JSON.stringify({ cmd: 'aibot_event_callback', headers: { req_id: `e${this.#count}` }, body }),
    );
    former.close();
  }

  #work(socket: WebSocket, frame: Frame): void {
    const body = frame.body ?? {};
    const fail = (code: number, words: string): void => answer(socket, frame, code, words);
    const ok = (result?: object): void => answer(socket, frame, 0, 'ok', result);
    switch (frame.cmd) {
      case 'ping':
        ok();
        return;
      case 'aibot_send_msg': {
        const [code, words] = this.#take(body);
        if (code === 0) ok();
        else fail(code, words);
        return;
      }
      case 'aibot_respond_update_msg': {
        const press = this.#presses.get(frame.headers.req_id);
        const card = body.template_card as WireCard | undefined;
        if (!press || Date.now() - press.at > this.options.pressOpenMs) fail(846605, 'invalid req_id');
        else if (card?.task_id !== press.task) fail(40058, 'task_id does not match');
        else {
          const messages = this.#shown.get(press.chat) ?? [];
          const place = messages.findIndex((one) => one.card?.task_id === press.task);
          messages[place] = shownCard(card);
          ok();
        }
        return;
      }
      case 'aibot_upload_media_init': {
        const id = `upload-${++this.#count}`;
        this.#uploads.set(id, {
          name: body.filename,
          size: body.total_size,
          md5: body.md5,
          parts: new Map(),
        });
        ok({ upload_id: id });
        return;
      }
      case 'aibot_upload_media_chunk': {
        const upload = this.#uploads.get(body.upload_id);
        const bytes = Buffer.from(body.base64_data ?? '', 'base64');
        if (!upload || bytes.length > 512 * 1024) fail(40058, 'bad chunk');
        else {
          upload.parts.set(body.chunk_index, bytes);
          ok();
        }
        return;
      }
      case 'aibot_upload_media_finish': {
        const upload = this.#uploads.get(body.upload_id);
        const parts = [...(upload?.parts ?? [])].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
        const bytes = Buffer.concat(parts);
        if (!upload || bytes.length !== upload.size || md5(bytes) !== upload.md5)
          fail(40058, 'upload incomplete');
        else {
          const id = `media-${++this.#count}`;
          this.#media.set(id, { name: upload.name, bytes });
          ok({ media_id: id, type: 'file', created_at: String(seconds()) });
        }
        return;
      }
      default:
        fail(40058, `unknown cmd ${frame.cmd}`);
    }
  }

  /** A push: code and words of the answer. */
  // biome-ignore lint/suspicious/noExplicitAny: a frame's body
  #take(body: any): readonly [number, string] {
    if (this.failWith !== null && (this.failOnly ?? body.msgtype) === body.msgtype)
      return [this.failWith, 'as the test wants, hint: [1], more at https://example'];
    const chat = body.chatid;
    if (typeof chat !== 'string' || !this.#spoke.has(chat)) return [93006, 'invalid chatid'];
    const now = Date.now();
    while ((this.#sent[0] ?? now) < now - 60_000) this.#sent.shift();
    if (this.#sent.length >= this.options.perMinute) return [45009, 'api freq out of limit'];
    const message = this.#messageOf(body);
    if (Array.isArray(message)) return message as unknown as readonly [number, string];
    this.#sent.push(now);
    const messages = this.#shown.get(chat) ?? [];
    messages.push(message as Message);
    this.#shown.set(chat, messages);
    return [0, 'ok'];
  }

  // biome-ignore lint/suspicious/noExplicitAny: a frame's body
  #messageOf(body: any): Message | readonly [number, string] {
    const none = { buttons: [], card: null, file: null };
    switch (body.msgtype) {
      case 'markdown': {
        const content = body.markdown?.content;
        if (typeof content !== 'string' || content.trim() === '') return [44004, 'empty content'];
        if (Buffer.byteLength(content) > MARKDOWN_BYTES) return [45002, 'content size out of limit'];
        return { ...none, text: renderMarkdown(content) };
      }
      case 'template_card': {
        const card = body.template_card as WireCard;
        const faults = cardFaults(card);
        if (faults.length > 0) return [40058, faults.join('; ')];
        if (this.#tasks.has(card.task_id ?? '')) return [40058, 'task_id is used'];
        this.#tasks.add(card.task_id ?? '');
        return shownCard(card);
      }
      case 'image':
      case 'file': {
        const file = this.#media.get(body[body.msgtype]?.media_id);
        return file ? { ...none, text: '', file } : [40007, 'invalid media_id'];
      }
      default:
        return [40008, 'invalid msgtype'];
    }
  }

  #push(cmd: string, content: object): string {
    const id = `r${++this.#count}`;
    const body = { msgid: `m${this.#count}`, aibotid: this.botId, create_time: seconds(), ...content };
    this.#last = { cmd, headers: { req_id: id }, body };
    if (!this.silent) this.#current?.send(JSON.stringify(this.#last));
    return id;
  }

  #store(bytes: Uint8Array, disposition?: string): { url: string; aeskey: string } {
    const key = randomBytes(32);
    const pad = 32 - (bytes.length % 32);
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([bytes, Buffer.alloc(pad, pad)]);
    const path = `/file/${++this.#count}`;
    this.#files.set(path, {
      bytes: Buffer.concat([cipher.update(padded), cipher.final()]),
      headers: disposition === undefined ? {} : { 'content-disposition': disposition },
    });
    return { url: `http://127.0.0.1:${this.port}${path}`, aeskey: key.toString('base64') };
  }

  #file(request: IncomingMessage, response: ServerResponse): void {
    const file = this.#files.get(request.url ?? '');
    if (!file || this.filesExpired) response.writeHead(404).end();
    else response.writeHead(200, file.headers).end(file.bytes);
  }
}

function answer(socket: WebSocket, { headers }: Frame, errcode: number, errmsg: string, body?: object): void {
  socket.send(JSON.stringify({ headers, errcode, errmsg, ...(body ? { body } : {}) }));
}

function shownCard(card: WireCard): Message {
  const text = card.main_title?.title ?? '';
  return { text, buttons: (card.button_list ?? []).map((one) => one.text), card, file: null };
}

/** What people read: signs that format are gone, with what they did. */
export function renderMarkdown(content: string): string {
  return content
    .replace(/^#{1,6}\s+/gm, '')
    .replace(/^>\s?/gm, '')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/(?<!\*)\*([^*\n]+)\*(?!\*)/g, '$1')
    .replace(/_([^_\n]+)_/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/<@[^>]*>/g, '')
    .replace(/<\/?[a-z][^>]*>/gi, '');
}

function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex');
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Address,
  type Capabilities,
  type Channel,
  type Rendered,
  SendFailure,
} from '../../src/channels/port.ts';
import { createTelegramChannel } from '../../src/channels/telegram/index.ts';
import { RESENT } from '../../src/desk/attempt.ts';
import { createDelivery, type Delivery, type DeliveryOptions } from '../../src/desk/delivery.ts';
import { openSecretFile, secretFile } from '../../src/desk/secret-files.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import type { Outgoing } from '../../src/store/port.ts';
import { say } from '../support/builders.ts';
import { KEY, keyRing, OTHER_KEY } from '../support/keys.ts';
import { startFakeTelegram } from '../support/telegram/client.ts';

const T0 = 1_795_500_000_000;
const HOUR = 3_600_000;
const GROUP = { channel: 'telegram', chat: '-100', group: true } as const;
const CHEN = { person: 'liaison/chen' } as const;

/** A channel that keeps what it is given, and does as the test tells it before. */
class Recorder implements Channel {
  readonly sent: Rendered[] = [];
  /** What the next sends do, in order; after that they succeed. */
  readonly script: (Error | Promise<void>)[] = [];
  /** Sends under way now, and the most there ever were. */
  busy = 0;
  busiest = 0;
  capabilities: Capabilities = {
    receives: 'all',
    push: 'afterContact',
    edits: true,
    buttons: true,
    quotes: true,
    files: true,
    replays: true,
    deduplicates: false,
    textLimit: 4096,
    photoLimit: 1,
    documentLimit: 1,
    pace: { perSecond: 30, chatGapMs: 1000, groupPerMinute: 20 },
  };
  constructor(readonly id: string) {}

  async send(message: Rendered): Promise<{ message: string }> {
    this.sent.push(message);
    const number = this.sent.length;
    this.busiest = Math.max(this.busiest, ++this.busy);
    try {
      const next = this.script.shift();
      if (next instanceof Error) throw next;
      await next;
      return { message: message.edit ?? `m${number}` };
    } finally {
      this.busy -= 1;
    }
  }

  texts(): string[] {
    return this.sent.map(({ text }) => text);
  }

  start = async () => {};
  stop = async () => {};
  acknowledge = async () => {};
  fetch = async () => new Uint8Array();
  health = () => ({ state: 'up' }) as const;
}

let folder: string;
let store: EmbeddedStore;
let telegram: Recorder;
let now: number;
/** Where people can be reached; not in it: nowhere. */
let addresses: Map<string, Address>;
let told: string[];
let delivery: Delivery;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lxq-delivery-'));
  store = await openStore({ dir: folder });
  telegram = new Recorder('telegram');
  now = T0;
  addresses = new Map([['liaison/chen', { channel: 'telegram', chat: '300' }]]);
  told = [];
  delivery = make();
});
afterEach(async () => {
  await delivery.stop();
  await store.close();
  await rm(folder, { recursive: true });
});

function make(given: Partial<DeliveryOptions> = {}): Delivery {
  return createDelivery({
    store,
    channels: new Map([['telegram', telegram]]),
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
    addressOf: async (person) => addresses.get(person) ?? null,
    isStale: async () => false,
    isQuiet: () => false,
    say,
    filePath: (sha256) => `files/${sha256}`,
    onUnreachable: async (person, { chat }, why) => {
      told.push(`${person} ${chat} ${why}`);
      addresses.delete(person);
    },
    onMoved: async ({ chat }, to) => {
      told.push(`${chat} → ${to}`);
    },
    ...given,
  });
}

let count = 0;
async function post(...messages: Partial<Outgoing>[]): Promise<void> {
  const outbox = messages.map((given) => ({
    id: `m/${++count}`,
    to: GROUP,
    text: '消息',
    buttons: [],
    file: null,
    slot: null,
    ticket: null,
    replyTo: null,
    guard: null,
    kind: 'card',
    createdAt: now,
    ...given,
  }));
  const result = await store.commit(() => ({ at: now, cause: 'test', outbox }));
  expect(result).toMatchObject({ ok: true });
}

/** Runs, lets time pass, and runs again, as often as told. */
async function runFor(passes: number, stepMs: number): Promise<void> {
  for (let pass = 0; pass < passes; pass++) {
    await delivery.run();
    now += stepMs;
  }
}

describe('quiet hours', () => {
  it('let everything arrive, without a sound but for emergencies and answers', async () => {
    const night = make({ isQuiet: () => true });
    await post({ text: '登记' }, { text: '紧急', to: CHEN, loud: true });
    await night.run();
    await night.stop();
    const sound = telegram.sent.map(({ text, silent }) => `${text} ${silent ? 'silent' : 'rings'}`);
    expect(sound.toSorted()).toEqual(['登记 silent', '紧急 rings'].toSorted());
  });

  it('are over when they are over', async () => {
    await post({ text: '登记' });
    await delivery.run();
    expect(telegram.sent[0]).toMatchObject({ silent: false });
  });
});

describe('order', () => {
  it('keeps the order within a chat, and lets no chat wait for another', async () => {
    await post({ text: '群一' }, { text: '群二' }, { text: '私一', to: CHEN }, { text: '私二', to: CHEN });
    await delivery.run();
    expect(telegram.texts().toSorted()).toEqual(['私一', '群一']);
    now += 1000;
    await delivery.run();
    expect(telegram.texts().slice(2).toSorted()).toEqual(['私二', '群二']);
    expect(await store.outboxState()).toEqual({ waiting: 0, held: 0 });
  });

  it('sends to many chats at once, but to each one after another', async () => {
    const chats = Array.from({ length: 12 }, (_, index) => ({ ...GROUP, chat: `-${index + 1}` }));
    let release = (): void => {};
    const network = new Promise<void>((resolve) => {
      release = resolve;
    });
    telegram.script.push(...chats.map(() => network));
    await post(...chats.flatMap((to) => [{ to }, { to }]));
    const running = delivery.run();
    await vi.waitFor(() => expect(telegram.busy).toBe(12));
    release();
    await running;
    expect(telegram.busiest).toBe(12);
    expect(telegram.sent).toHaveLength(12);
  });

  it('goes to the disk once for each message of a chat: what became of one and the claim of the next', async () => {
    const swift = make({ pacingOff: true });
    await post(...Array.from({ length: 20 }, () => ({ to: CHEN })));
    const before = store.syncs;
    await swift.run();
    await swift.stop();
    expect(telegram.sent).toHaveLength(20);
    // The first claim, then one for each message.
    expect(store.syncs - before).toBe(21);
  });

  it('does not let a later message overtake one that waits for its retry', async () => {
    telegram.script.push(new SendFailure('later', '网络不通'));
    await post({ text: '一' }, { text: '二' });
    await runFor(6, 1000);
    expect(telegram.texts()).toEqual(['一', '一', '二']);
  });
});

describe('pace', () => {
  it('leaves a second between messages of a chat, known by lane or by person', async () => {
    const chat = { channel: 'telegram', chat: '300', group: false };
    await post({ text: '一', to: CHEN }, { text: '二', to: chat }, { text: '三', to: CHEN });
    await delivery.run();
    expect(telegram.sent).toHaveLength(1);
    now += 999;
    await delivery.run();
    expect(telegram.sent).toHaveLength(1);
    await runFor(3, 1000);
    expect(telegram.texts().toSorted()).toEqual(['一', '三', '二'].toSorted());
  });

  it('sends no more than 20 messages a minute to a group, edits included', async () => {
    await post(
      ...Array.from({ length: 24 }, (_, index) => ({ text: `第${index}版`, slot: `card/${index % 2}` })),
    );
    await post({ text: '别的群', to: { ...GROUP, chat: '-200' } });
    await runFor(60, 1000);
    const toGroup = () => telegram.sent.filter(({ chat }) => chat === '-100');
    // The 24 are only the last versions of two cards.
    expect(toGroup().map(({ text }) => text)).toEqual(['第22版', '第23版']);
    for (let index = 0; index < 24; index++) {
      await post({ text: `改${index}`, slot: 'card/0' });
      await runFor(1, 1000);
    }
    const within = toGroup().length - 2;
    expect(within, 'edits within the first 24 seconds').toBeLessThanOrEqual(20);
    await runFor(60, 1000);
    expect(toGroup().at(-1)?.text).toBe('改23');
  });

  it('sends no more than 30 a second altogether', async () => {
    await post(...Array.from({ length: 70 }, (_, index) => ({ to: { ...GROUP, chat: `-${index + 1}` } })));
    await delivery.run();
    expect(telegram.sent).toHaveLength(30);
    now += 1000;
    await delivery.run();
    expect(telegram.sent).toHaveLength(60);
    now += 1000;
    await delivery.run();
    expect(telegram.sent).toHaveLength(70);
  });

  it('has no pace of its own in a rehearsal', async () => {
    delivery = make({ pacingOff: true });
    await post(...Array.from({ length: 40 }, () => ({})));
    await delivery.run();
    expect(telegram.sent).toHaveLength(40);
  });
});

describe('cards', () => {
  const card = { slot: 'card/23' };

  it('are edited where they stand', async () => {
    await post({ ...card, text: '待签收' });
    await runFor(1, 1000);
    await post({ ...card, text: '办理中', replyTo: '5' });
    await delivery.run();
    expect(telegram.sent[1]).toMatchObject({ text: '办理中', edit: 'm1', replyTo: null });
  });

  it('not yet sent are replaced by their newest version', async () => {
    await post({ ...card, text: '待签收' }, { ...card, text: '办理中' });
    await runFor(3, 1000);
    expect(telegram.texts()).toEqual(['办理中']);
  });

  it('are sent anew when the old one was deleted', async () => {
    await post({ ...card, text: '待签收' });
    await runFor(1, 1000);
    telegram.script.push(new SendFailure('gone', 'message to edit not found'));
    await post({ ...card, text: '办理中' });
    await runFor(1, 1000);
    expect(telegram.sent.slice(1)).toMatchObject([{ edit: 'm1' }, { edit: null, text: '办理中' }]);
    await post({ ...card, text: '办结' });
    await delivery.run();
    expect(telegram.sent.at(-1)).toMatchObject({ edit: 'm3', text: '办结' });
  });

  it('are sent anew on a channel that cannot edit', async () => {
    telegram.capabilities = { ...telegram.capabilities, edits: false };
    await post({ ...card, text: '待签收' });
    await runFor(1, 1000);
    await post({ ...card, text: '办理中' });
    await delivery.run();
    expect(telegram.sent[1]).toMatchObject({ text: '办理中', edit: null });
  });
});

describe('what is sent', () => {
  it('takes an encrypted file from where the key finds it; a damaged one is given up and holds up nothing', async () => {
    const { path, bytes } = secretFile(folder, 'abc', Buffer.from('proof'), keyRing());
    await mkdir(dirname(path));
    await writeFile(path, bytes);
    const secretBytes = (sha256: string) => openSecretFile(folder, sha256, keyRing());
    delivery = make({ secretBytes });
    const file = { sha256: 'abc', name: '证明.pdf', mime: 'application/pdf' };
    await post({ file });
    await runFor(3, 1000);
    expect(Buffer.from(telegram.sent[0]?.file?.bytes ?? []).toString()).toBe('proof');
    const later = await openSecretFile(folder, 'abc', keyRing(OTHER_KEY, KEY));
    expect(Buffer.from(later ?? []).toString(), 'by a newer key, the old one at hand').toBe('proof');
    await post({ file: { ...file, sha256: 'plain' } });
    await runFor(3, 1000);
    expect(telegram.sent[1]?.file, 'one that is not encrypted').toEqual({
      path: 'files/plain',
      name: file.name,
      mime: file.mime,
    });
    await writeFile(
      path,
      bytes.map((byte, place) => (place === 30 ? byte ^ 1 : byte)),
    );
    await post({ file }, { text: '后面的' });
    await runFor(3, 1000);
    expect(telegram.texts().slice(2)).toEqual(['后面的']);
    expect(delivery.counts()).toMatchObject({ sent: 3, dropped: 1 });
  });

  it('takes the file from where it is stored, or says where to see it', async () => {
    const file = { sha256: 'abc', name: '证明.pdf', mime: 'application/pdf' };
    await post({ file, replyTo: '5' });
    await runFor(1, 1000);
    expect(telegram.sent[0]).toMatchObject({
      file: { path: 'files/abc', name: '证明.pdf', mime: 'application/pdf' },
      replyTo: '5',
    });
    telegram.capabilities = { ...telegram.capabilities, files: false, quotes: false };
    await post({ file, replyTo: '5' });
    await delivery.run();
    expect(telegram.sent[1]).toMatchObject({ file: null, replyTo: null });
    expect(telegram.sent[1]?.text).toContain('证明.pdf');
  });

  it('drops a reminder for what is already done', async () => {
    const guard = { ticket: 23, states: ['assigned'], cycle: 1 } as const;
    delivery = make({ isStale: async ({ guard: asked }) => asked?.ticket === 23 });
    await post({ text: '请签收', guard }, { text: '收到' });
    await delivery.run();
    expect(telegram.texts()).toEqual(['收到']);
    expect(await store.outboxState()).toEqual({ waiting: 0, held: 0 });
    expect(delivery.counts()).toMatchObject({ sent: 1, dropped: 1 });
  });
});

describe('the record', () => {
  it('does not grow while messages wait for their turn', async () => {
    await post({ text: '群一' }, { text: '群二' }, { text: '私一', to: CHEN }, { text: '私二', to: CHEN });
    const { seq } = store.head();
    await runFor(9, 100);
    expect(telegram.sent).toHaveLength(2);
    // One claim for both chats, or one for each; a settlement for each.
    expect(store.head().seq - seq, 'lines written in vain').toBeLessThanOrEqual(4);
  });
});

describe('people who cannot be reached', () => {
  it('get their messages, in order, once they can', async () => {
    addresses.clear();
    await post({ text: '一', to: CHEN }, { text: '二', to: CHEN });
    await runFor(3, HOUR);
    expect(telegram.sent).toEqual([]);
    expect(await store.outboxState()).toEqual({ waiting: 0, held: 2 });

    addresses.set('liaison/chen', { channel: 'telegram', chat: '300' });
    await store.commit(() => ({ at: now, cause: 'test', release: ['liaison/chen'] }));
    await runFor(2, 1000);
    expect(telegram.texts()).toEqual(['一', '二']);
  });

  it('are noted when they have closed the chat, and nothing is lost', async () => {
    telegram.script.push(new SendFailure('unreachable', 'bot was blocked by the user'));
    await post({ text: '一', to: CHEN });
    await runFor(2, HOUR);
    expect(told).toEqual(['liaison/chen 300 bot was blocked by the user']);
    expect(telegram.sent).toHaveLength(1);
    expect(await store.outboxState()).toEqual({ waiting: 0, held: 1 });
  });

  it('get the message where else they can be reached', async () => {
    const web = new Recorder('web');
    delivery = make({
      channels: new Map([
        ['telegram', telegram],
        ['web', web],
      ]),
      onUnreachable: async (person) => {
        addresses.set(person, { channel: 'web', chat: 'chen' });
      },
    });
    telegram.script.push(new SendFailure('unreachable', 'bot was blocked by the user'));
    await post({ text: '一', to: CHEN });
    await runFor(2, 2000);
    expect(web.texts()).toEqual(['一']);
  });

  it('are not forgotten when they open the chat just as they are looked for', async () => {
    let looks = 0;
    delivery = make({
      addressOf: async () => (++looks === 1 ? null : { channel: 'telegram', chat: '300' }),
    });
    await post({ text: '一', to: CHEN });
    await delivery.run();
    expect(telegram.texts()).toEqual(['一']);
  });

  it('without a name in the roster are given up; a group is tried again', async () => {
    telegram.script.push(new SendFailure('unreachable', 'blocked'), new SendFailure('unreachable', 'kicked'));
    await post({ text: '私', to: { channel: 'telegram', chat: '77', group: false } });
    await delivery.run();
    await post({ text: '群' });
    await runFor(3, 2000);
    expect(telegram.texts()).toEqual(['私', '群', '群']);
    expect(told).toEqual([]);
  });
});

describe('trouble', () => {
  it('waits as long as the platform asks, whoever writes to that chat', async () => {
    telegram.script.push(new SendFailure('later', 'Too Many Requests', 30_000));
    await post({ text: '一', to: CHEN });
    await delivery.run();
    await post({ text: '同一处', to: { channel: 'telegram', chat: '300', group: false } }, { text: '别处' });
    now += 29_999;
    await delivery.run();
    expect(telegram.texts()).toEqual(['一', '别处']);
    now += 1;
    await runFor(2, 1000);
    expect(telegram.texts().slice(2).toSorted()).toEqual(['一', '同一处']);
  });

  it('tries again after 2, 4, 8 seconds, and never later than ten minutes', async () => {
    telegram.script.push(...Array.from({ length: 12 }, () => new SendFailure('later', '网络不通')));
    await post({});
    const waits: number[] = [];
    for (let last = now; waits.length < 12; now += 1000) {
      const before = telegram.sent.length;
      await delivery.run();
      if (telegram.sent.length === before || before === 0) continue;
      waits.push((now - last) / 1000);
      last = now;
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]);
  });

  it('gives up after a day of trying, and says so', async () => {
    telegram.script.push(...Array.from({ length: 400 }, () => new SendFailure('later', '网络不通')));
    await post({ text: '一' });
    await runFor(24 * 6, HOUR / 6);
    expect(delivery.counts().dropped).toBe(0);
    await runFor(2, HOUR / 6);
    expect(delivery.counts().dropped).toBe(1);
    expect(await store.outboxState()).toEqual({ waiting: 0, held: 0 });
  });

  it('does not give up what is old only because the program was away', async () => {
    await post({ text: '一', createdAt: T0 - 48 * HOUR });
    telegram.script.push(new SendFailure('later', '网络不通'));
    await runFor(2, 2000);
    expect(telegram.texts()).toEqual(['一', '一']);
    expect(delivery.counts()).toMatchObject({ sent: 1, dropped: 0 });
  });

  it('drops what the channel will never take, and goes on', async () => {
    telegram.script.push(new SendFailure('refused', 'message is too odd'));
    await post({ text: '一' }, { text: '二' });
    await runFor(2, 1000);
    expect(telegram.texts()).toEqual(['一', '二']);
    expect(delivery.counts()).toMatchObject({ sent: 1, dropped: 1 });
  });

  it('survives a channel that breaks the contract, and a desk that fails', async () => {
    telegram.script.push(new TypeError('undefined is not a function'));
    const isStale = vi.fn().mockRejectedValueOnce(new Error('no')).mockResolvedValue(false);
    delivery = make({ isStale });
    const guard = { ticket: 1, states: ['assigned'], cycle: 1 } as const;
    await post({ text: '一' }, { text: '二', guard, to: CHEN });
    await runFor(3, 2000);
    expect(telegram.texts()).toEqual(['一', '一', '二']);
  });

  it('keeps messages for a channel that is not connected', async () => {
    await post({ to: { channel: 'wecom', chat: 'g', group: true } });
    await runFor(3, 2000);
    expect(await store.outboxState()).toEqual({ waiting: 1, held: 0 });
  });
});

describe('groups that move', () => {
  it('are followed to their new id, once and for all', async () => {
    const card = { slot: 'card/23' };
    await post({ ...card, text: '待签收' });
    await runFor(1, 1000);
    telegram.script.push(new SendFailure('moved', 'upgraded', null, '-1001'));
    await post({ ...card, text: '办理中', replyTo: '5' }, { text: '下一条' });
    await runFor(3, 1000);
    expect(told).toEqual(['-100 → -1001']);
    expect(telegram.sent.slice(1)).toMatchObject([
      { chat: '-100', edit: 'm1' },
      { chat: '-1001', edit: null, replyTo: null, text: '办理中' },
      { chat: '-1001', text: '下一条' },
    ]);
  });
});

describe('messages that may have arrived', () => {
  it('are sent again with a word of warning after a crash', async () => {
    await post({ text: '已登记' });
    await store.claimOutbox(now, { limit: 1, leaseMs: 90_000, busy: new Set() });
    await store.close();
    store = await openStore({ dir: folder });
    delivery = make();
    await delivery.run();
    expect(telegram.texts()).toEqual([`${RESENT}\n已登记`]);
  });

  it('are sent again with a word of warning when no answer came', async () => {
    telegram.script.push(new SendFailure('later', '超时', null, null, true), new SendFailure('later', '502'));
    await post({ text: '已登记' }, { text: '下一条' });
    await runFor(10, 1000);
    expect(telegram.texts()).toEqual(['已登记', `${RESENT}\n已登记`, `${RESENT}\n已登记`, '下一条']);
  });

  it('need no warning when they are edits', async () => {
    await post({ text: '待签收', slot: 'card/1' });
    await runFor(1, 1000);
    telegram.script.push(new SendFailure('later', '超时', null, null, true));
    await post({ text: '办理中', slot: 'card/1' });
    await runFor(3, 1000);
    expect(telegram.texts()).toEqual(['待签收', '办理中', '办理中']);
  });
});

describe('working by itself', () => {
  beforeEach(() => {
    delivery = make({ clock: Date });
  });

  it('sends on a kick, and comes back for what had to wait', async () => {
    telegram.capabilities = {
      ...telegram.capabilities,
      pace: { ...telegram.capabilities.pace, chatGapMs: 150 },
    };
    delivery = make({ clock: Date });
    delivery.start();
    await delivery.idle();
    await post({ text: '一' }, { text: '二' }, { text: '三' });
    expect(telegram.sent).toEqual([]);
    delivery.kick();
    await vi.waitFor(() => expect(telegram.texts()).toEqual(['一', '二', '三']), 2000);
  });

  it('is not held up by one slow message', async () => {
    let release = (): void => {};
    telegram.script.push(
      new Promise<void>((resolve) => {
        release = resolve;
      }),
    );
    delivery.start();
    await post({ text: '慢' });
    delivery.kick();
    await vi.waitFor(() => expect(telegram.busy).toBe(1));
    await post({ text: '快', to: CHEN });
    delivery.kick();
    await vi.waitFor(() => expect(telegram.texts()).toEqual(['慢', '快']), 1000);
    release();
    await delivery.idle();
  });

  it('finishes what is under way before it stops, and begins nothing more', async () => {
    let release = (): void => {};
    telegram.script.push(
      new Promise<void>((resolve) => {
        release = resolve;
      }),
    );
    delivery.start();
    await post({ text: '一' }, { text: '别处', to: CHEN });
    delivery.kick();
    await vi.waitFor(() => expect(telegram.busy).toBe(1));
    await post({ text: '二' });
    const stopping = delivery.stop();
    release();
    await stopping;
    expect(telegram.texts().toSorted()).toEqual(['一', '别处'].toSorted());
    expect(await store.outboxState()).toEqual({ waiting: 1, held: 0 });
  });
});

describe('on Telegram', () => {
  it('never runs into the flood limits, not even the strictest reading of them', async () => {
    const tg = await startFakeTelegram();
    const chen = await tg.user({ id: 300, name: '陈专人', started: true });
    const group = await tg.group({ id: -100, title: '企业服务群', members: [chen] });
    await tg.limits({ burst: 1 });
    const log = pino({ level: 'silent' });
    const { token, apiRoot } = tg;
    const channel = createTelegramChannel({ token, apiRoot, log, clock: Date });
    delivery = make({ clock: Date, channels: new Map([['telegram', channel]]) });
    try {
      delivery.start();
      const words = ['一', '二', '三', '四'];
      await post(...words.flatMap((text) => [{ text }, { text, to: CHEN }]));
      delivery.kick();
      for (const place of [group, chen]) {
        await tg.waitForMessage(place, '四', 8000);
        expect((await tg.messages(place)).map(({ text }) => text)).toEqual(words);
      }
      const refused = (await tg.transcript()).filter(({ ok }) => !ok);
      expect(refused, 'calls that Telegram refused').toEqual([]);
    } finally {
      await delivery.stop();
      await tg.stop();
    }
  });
});

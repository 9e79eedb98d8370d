import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SendFailure } from '../../src/channels/port.ts';
import { createTelegramChannel } from '../../src/channels/telegram/index.ts';
import { openSecretFile, secretFile } from '../../src/desk/confidential/secret-files.ts';
import { createLog } from '../../src/log.ts';
import { KEY, keyRing, OTHER_KEY } from '../support/keys.ts';
import { PATIENCE } from '../support/patience.ts';
import { startFakeTelegram } from '../support/telegram/client.ts';
import { CHEN, DeliveryWorld, GROUP } from './delivery-world.ts';

let world: DeliveryWorld;
beforeEach(async () => {
  world = await DeliveryWorld.open();
});
afterEach(() => world.close());

describe('quiet hours', () => {
  it('let everything arrive, without a sound but for emergencies and answers', async () => {
    const night = world.make({ isQuiet: () => true });
    await world.post({ text: '登记' }, { text: '紧急', to: CHEN, loud: true });
    await night.run();
    await night.stop();
    const sound = world.telegram.sent.map(({ text, silent }) => `${text} ${silent ? 'silent' : 'rings'}`);
    expect(sound.toSorted()).toEqual(['登记 silent', '紧急 rings'].toSorted());
  });

  it('are over when they are over', async () => {
    await world.post({ text: '登记' });
    await world.delivery.run();
    expect(world.telegram.sent[0]).toMatchObject({ silent: false });
  });
});

describe('order', () => {
  it('keeps the order within a chat, and lets no chat wait for another', async () => {
    await world.post(
      { text: '群一' },
      { text: '群二' },
      { text: '私一', to: CHEN },
      { text: '私二', to: CHEN },
    );
    await world.delivery.run();
    expect(world.telegram.texts().toSorted()).toEqual(['私一', '群一']);
    world.now += 1000;
    await world.delivery.run();
    expect(world.telegram.texts().slice(2).toSorted()).toEqual(['私二', '群二']);
    expect(await world.store.outboxState()).toEqual({ waiting: 0, held: 0 });
  });

  it('sends to many chats at once, but to each one after another', async () => {
    const chats = Array.from({ length: 12 }, (_, index) => ({ ...GROUP, chat: `-${index + 1}` }));
    let release = (): void => {};
    const network = new Promise<void>((resolve) => {
      release = resolve;
    });
    world.telegram.script.push(...chats.map(() => network));
    await world.post(...chats.flatMap((to) => [{ to }, { to }]));
    const running = world.delivery.run();
    await vi.waitFor(() => expect(world.telegram.busy).toBe(12), PATIENCE);
    release();
    await running;
    expect(world.telegram.busiest).toBe(12);
    expect(world.telegram.sent).toHaveLength(12);
  });

  it('goes to the disk once for each message of a chat: what became of one and the claim of the next', async () => {
    const swift = world.make({ pacingOff: true });
    await world.post(...Array.from({ length: 20 }, () => ({ to: CHEN })));
    const before = world.store.syncs;
    await swift.run();
    await swift.stop();
    expect(world.telegram.sent).toHaveLength(20);
    // The first claim, then one for each message.
    expect(world.store.syncs - before).toBe(21);
  });

  it('does not let a later message overtake one that waits for its retry', async () => {
    world.telegram.script.push(new SendFailure('later', '网络不通'));
    await world.post({ text: '一' }, { text: '二' });
    await world.runFor(6, 1000);
    expect(world.telegram.texts()).toEqual(['一', '一', '二']);
  });
});

describe('pace', () => {
  it('leaves a second between messages of a chat, known by lane or by person', async () => {
    const chat = { channel: 'telegram', chat: '300', group: false };
    await world.post({ text: '一', to: CHEN }, { text: '二', to: chat }, { text: '三', to: CHEN });
    await world.delivery.run();
    expect(world.telegram.sent).toHaveLength(1);
    world.now += 999;
    await world.delivery.run();
    expect(world.telegram.sent).toHaveLength(1);
    await world.runFor(3, 1000);
    expect(world.telegram.texts().toSorted()).toEqual(['一', '三', '二'].toSorted());
  });

  it('sends no more than 20 messages a minute to a group, edits included', async () => {
    await world.post(
      ...Array.from({ length: 24 }, (_, index) => ({ text: `第${index}版`, slot: `card/${index % 2}` })),
    );
    await world.post({ text: '别的群', to: { ...GROUP, chat: '-200' } });
    await world.runFor(60, 1000);
    const toGroup = () => world.telegram.sent.filter(({ chat }) => chat === '-100');
    // The 24 are only the last versions of two cards.
    expect(toGroup().map(({ text }) => text)).toEqual(['第22版', '第23版']);
    for (let index = 0; index < 24; index++) {
      await world.post({ text: `改${index}`, slot: 'card/0' });
      await world.runFor(1, 1000);
    }
    const within = toGroup().length - 2;
    expect(within, 'edits within the first 24 seconds').toBeLessThanOrEqual(20);
    await world.runFor(60, 1000);
    expect(toGroup().at(-1)?.text).toBe('改23');
  });

  it('lets an emergency out at once though the group has had its minute’s worth', async () => {
    await world.post(...Array.from({ length: 40 }, (_, index) => ({ text: `第${index}条`, speaker: 'a' })));
    await world.runFor(30, 1000);
    expect(world.telegram.sent).toHaveLength(15);
    await world.post(...['桥断了', '又断了'].map((text) => ({ text, speaker: 'a', first: true as const })), {
      text: '煤气泄漏',
      speaker: 'b',
      first: true,
    });
    await world.runFor(4, 1000);
    expect(world.telegram.texts().slice(15), 'one of each, however many one has').toEqual([
      '桥断了',
      '煤气泄漏',
    ]);
    await world.runFor(60, 1000);
    expect(world.telegram.texts().slice(17)[0], 'and emergencies before the rest').toBe('又断了');
  });

  it('sends no more than 30 a second altogether', async () => {
    await world.post(
      ...Array.from({ length: 70 }, (_, index) => ({ to: { ...GROUP, chat: `-${index + 1}` } })),
    );
    await world.delivery.run();
    expect(world.telegram.sent).toHaveLength(30);
    world.now += 1000;
    await world.delivery.run();
    expect(world.telegram.sent).toHaveLength(60);
    world.now += 1000;
    await world.delivery.run();
    expect(world.telegram.sent).toHaveLength(70);
  });

  it('has no pace of its own in a rehearsal', async () => {
    world.delivery = world.make({ pacingOff: true });
    await world.post(...Array.from({ length: 40 }, () => ({})));
    await world.delivery.run();
    expect(world.telegram.sent).toHaveLength(40);
  });
});

describe('cards', () => {
  const card = { slot: 'card/23' };

  it('are edited where they stand', async () => {
    await world.post({ ...card, text: '待签收' });
    await world.runFor(1, 1000);
    await world.post({ ...card, text: '办理中', replyTo: '5' });
    await world.delivery.run();
    expect(world.telegram.sent[1]).toMatchObject({ text: '办理中', edit: 'm1', replyTo: null });
  });

  it('not yet sent are replaced by their newest version', async () => {
    await world.post({ ...card, text: '待签收' }, { ...card, text: '办理中' });
    await world.runFor(3, 1000);
    expect(world.telegram.texts()).toEqual(['办理中']);
  });

  it('are sent anew when the old one was deleted', async () => {
    await world.post({ ...card, text: '待签收' });
    await world.runFor(1, 1000);
    world.telegram.script.push(new SendFailure('gone', 'message to edit not found'));
    await world.post({ ...card, text: '办理中' });
    await world.runFor(1, 1000);
    expect(world.telegram.sent.slice(1)).toMatchObject([{ edit: 'm1' }, { edit: null, text: '办理中' }]);
    await world.post({ ...card, text: '办结' });
    await world.delivery.run();
    expect(world.telegram.sent.at(-1)).toMatchObject({ edit: 'm3', text: '办结' });
  });

  it.each([
    ['nothing stands', false],
    ['what stood was deleted', true],
  ])('only to be brought up to date are no error where %s', async (_, stood) => {
    const lines: { level: number }[] = [];
    const log = createLog('info', (bytes) => {
      lines.push(JSON.parse(Buffer.from(bytes).toString()));
      return bytes.length;
    });
    world.delivery = world.make({ log });
    if (stood) {
      await world.post({ ...card, text: '待签收' });
      await world.runFor(1, 1000);
      world.telegram.script.push(new SendFailure('gone', 'message to edit not found'));
    }
    await world.post({ ...card, text: '已转交', editOnly: true });
    await world.delivery.run();
    expect(await world.store.outboxState()).toEqual({ waiting: 0, held: 0 });
    expect(lines).toEqual([]);
  });

  it('are sent anew on a channel that cannot edit', async () => {
    world.telegram.capabilities = { ...world.telegram.capabilities, edits: false };
    await world.post({ ...card, text: '待签收' });
    await world.runFor(1, 1000);
    await world.post({ ...card, text: '办理中' });
    await world.delivery.run();
    expect(world.telegram.sent[1]).toMatchObject({ text: '办理中', edit: null });
  });
});

describe('what is sent', () => {
  it('takes an encrypted file from where the key finds it; a damaged one is given up and holds up nothing', async () => {
    const { path, bytes } = secretFile(world.folder, 'abc', Buffer.from('proof'), keyRing());
    await mkdir(dirname(path));
    await writeFile(path, bytes);
    const secretBytes = (sha256: string) => openSecretFile(world.folder, sha256, keyRing());
    world.delivery = world.make({ secretBytes });
    const file = { sha256: 'abc', name: '证明.pdf', mime: 'application/pdf' };
    await world.post({ file });
    await world.runFor(3, 1000);
    expect(Buffer.from(world.telegram.sent[0]?.file?.bytes ?? []).toString()).toBe('proof');
    const later = await openSecretFile(world.folder, 'abc', keyRing(OTHER_KEY, KEY));
    expect(Buffer.from(later ?? []).toString(), 'by a newer key, the old one at hand').toBe('proof');
    await world.post({ file: { ...file, sha256: 'plain' } });
    await world.runFor(3, 1000);
    expect(world.telegram.sent[1]?.file, 'one that is not encrypted').toEqual({
      path: 'files/plain',
      name: file.name,
      mime: file.mime,
    });
    await writeFile(
      path,
      bytes.map((byte, place) => (place === 30 ? byte ^ 1 : byte)),
    );
    await world.post({ file }, { text: '后面的' });
    await world.runFor(3, 1000);
    expect(world.telegram.texts().slice(2)).toEqual(['后面的']);
    expect(world.delivery.counts()).toMatchObject({ sent: 3, dropped: 1 });
  });

  it('takes the file from where it is stored, or says where to see it', async () => {
    const file = { sha256: 'abc', name: '证明.pdf', mime: 'application/pdf' };
    await world.post({ file: { ...file, name: '../证明\n.pdf' }, replyTo: '5' });
    await world.runFor(1, 1000);
    expect(world.telegram.sent[0]).toMatchObject({
      file: { path: 'files/abc', name: '／证明 .pdf', mime: 'application/pdf' },
      replyTo: '5',
    });
    world.telegram.capabilities = { ...world.telegram.capabilities, files: false, quotes: false };
    await world.post({ file, replyTo: '5' });
    await world.delivery.run();
    expect(world.telegram.sent[1]).toMatchObject({ file: null, replyTo: null });
    expect(world.telegram.sent[1]?.text).toContain('证明.pdf');
  });

  it('drops a reminder for what is already done', async () => {
    const guard = { ticket: 23, states: ['assigned'], cycle: 1 } as const;
    world.delivery = world.make({ isStale: async ({ guard: asked }) => asked?.ticket === 23 });
    await world.post({ text: '请签收', guard }, { text: '收到' });
    await world.delivery.run();
    expect(world.telegram.texts()).toEqual(['收到']);
    expect(await world.store.outboxState()).toEqual({ waiting: 0, held: 0 });
    expect(world.delivery.counts()).toMatchObject({ sent: 1, dropped: 1 });
  });
});

describe('the record', () => {
  it('does not grow while messages wait for their turn', async () => {
    await world.post(
      { text: '群一' },
      { text: '群二' },
      { text: '私一', to: CHEN },
      { text: '私二', to: CHEN },
    );
    const { seq } = world.store.head();
    await world.runFor(9, 100);
    expect(world.telegram.sent).toHaveLength(2);
    // One claim for both chats, or one for each; a settlement for each.
    expect(world.store.head().seq - seq, 'lines written in vain').toBeLessThanOrEqual(4);
  });
});

describe('working by itself', () => {
  beforeEach(() => {
    world.delivery = world.make({ clock: Date });
  });

  it('sends on a kick, and comes back for what had to wait', async () => {
    world.telegram.capabilities = {
      ...world.telegram.capabilities,
      pace: { ...world.telegram.capabilities.pace, chatGapMs: 150 },
    };
    world.delivery = world.make({ clock: Date });
    world.delivery.start();
    await world.delivery.idle();
    await world.post({ text: '一' }, { text: '二' }, { text: '三' });
    expect(world.telegram.sent).toEqual([]);
    world.delivery.kick();
    await vi.waitFor(() => expect(world.telegram.texts()).toEqual(['一', '二', '三']), PATIENCE);
  });

  it('is not held up by one slow message', async () => {
    let release = (): void => {};
    world.telegram.script.push(
      new Promise<void>((resolve) => {
        release = resolve;
      }),
    );
    world.delivery.start();
    await world.post({ text: '慢' });
    world.delivery.kick();
    await vi.waitFor(() => expect(world.telegram.busy).toBe(1), PATIENCE);
    await world.post({ text: '快', to: CHEN });
    world.delivery.kick();
    await vi.waitFor(() => expect(world.telegram.texts()).toEqual(['慢', '快']), PATIENCE);
    release();
    await world.delivery.idle();
  });

  it('finishes what is under way before it stops, and begins nothing more', async () => {
    let release = (): void => {};
    world.telegram.script.push(
      new Promise<void>((resolve) => {
        release = resolve;
      }),
    );
    world.delivery.start();
    await world.post({ text: '一' }, { text: '别处', to: CHEN });
    world.delivery.kick();
    await vi.waitFor(() => expect(world.telegram.busy).toBe(1), PATIENCE);
    await world.post({ text: '二' });
    const stopping = world.delivery.stop();
    release();
    await stopping;
    expect(world.telegram.texts().toSorted()).toEqual(['一', '别处'].toSorted());
    expect(await world.store.outboxState()).toEqual({ waiting: 1, held: 0 });
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
    world.delivery = world.make({ clock: Date, channels: new Map([['telegram', channel]]) });
    try {
      world.delivery.start();
      const words = ['一', '二', '三', '四'];
      await world.post(...words.flatMap((text) => [{ text }, { text, to: CHEN }]));
      world.delivery.kick();
      for (const place of [group, chen]) {
        await tg.waitForMessage(place, '四', 8000);
        expect((await tg.messages(place)).map(({ text }) => text)).toEqual(words);
      }
      const refused = (await tg.transcript()).filter(({ ok }) => !ok);
      expect(refused, 'calls that Telegram refused').toEqual([]);
    } finally {
      await world.delivery.stop();
      await tg.stop();
    }
  });
});

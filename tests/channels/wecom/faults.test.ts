/** What can go wrong with WeCom, and what the program makes of it. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withMark } from '../../../src/channels/own-mark.ts';
import type { Channel, ChannelFatal, Incoming, Rendered } from '../../../src/channels/port.ts';
import { TAKEN_OVER, WRONG_SECRET } from '../../../src/channels/wecom/failures.ts';
import { PATIENCE } from '../../support/patience.ts';
import { FakeWecom } from '../../support/wecom/fake-wecom.ts';
import { NOW, type WecomStage, wecomStage } from './stage.ts';

let stage: WecomStage;
const channels: Channel[] = [];
const others: FakeWecom[] = [];
let received: Incoming[] = [];
let fault: Error | null = null;
let fatal: ChannelFatal | null = null;
beforeEach(async () => {
  stage = await wecomStage();
  received = [];
  fault = null;
  fatal = null;
});
afterEach(async () => {
  for (const channel of channels.splice(0)) await channel.stop();
  for (const other of others.splice(0)) await other.stop();
  await stage.wecom.stop();
  expect(stage.logged(), 'the secret in the log').not.toContain(stage.wecom.secret);
});

const until = (check: () => void) => vi.waitFor(check, PATIENCE);
const texts = (): string[] => received.map(({ text }) => text);
const receive = async (batch: readonly Incoming[]): Promise<void> => {
  if (fault) throw fault;
  received.push(...batch);
};

function made(over: Parameters<WecomStage['channel']>[0] = {}): Channel {
  const channel = stage.channel(over);
  channels.push(channel);
  return channel;
}

async function started(over: Parameters<WecomStage['channel']>[0] = {}): Promise<Channel> {
  const channel = made(over);
  await channel.start(receive, (one) => {
    fatal = one;
  });
  return channel;
}

const message = (over: Partial<Rendered> = {}): Rendered => ({
  key: 'k',
  chat: 'wang',
  text: '您好',
  buttons: [],
  file: null,
  edit: null,
  replyTo: null,
  silent: false,
  ...over,
});
const failureOf = (channel: Channel, over: Partial<Rendered> = {}) =>
  channel.send(message(over)).then(
    () => null,
    (error: unknown) => error,
  );

describe('the connection', () => {
  it('a wrong secret is said plainly, and nothing is tried for ever', async () => {
    const channel = made({ secret: 'wrong', reconnectMs: 10 });
    await expect(channel.start(receive, () => {})).rejects.toThrow(WRONG_SECRET);
    expect(channel.health()).toMatchObject({ state: 'down', why: WRONG_SECRET });
    const tries = stage.wecom.frames.length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(stage.wecom.frames.length).toBe(tries);
  });

  it('a server that is away at the start is waited for; health says so meanwhile', async () => {
    const port = stage.wecom.port;
    await stage.wecom.stop();
    const channel = made({ wsUrl: `ws://127.0.0.1:${port}` });
    const starting = channel.start(receive, () => {});
    await until(() =>
      expect(channel.health()).toMatchObject({ state: 'down', since: NOW, why: '网络不通（ECONNREFUSED）' }),
    );
    const back = await FakeWecom.start({ port });
    others.push(back);
    await starting;
    expect(channel.health()).toEqual({ state: 'up' });
    expect(stage.gaps, 'it had heard nothing yet that could have been missed').toEqual([]);
  });

  it.each([
    ['40 s', 40_000],
    ['10 min', 600_000],
  ])('a line that breaks for %s is made anew, and the gap is told', async (_name, away) => {
    const channel = await started();
    stage.wecom.refusing = true;
    stage.wecom.drop();
    await until(() => expect(channel.health().state).toBe('down'));
    stage.clock.instant = NOW + away;
    await until(() => expect(stage.wecom.refused, 'tried meanwhile').toBeGreaterThan(0));
    expect(channel.health()).toMatchObject({ state: 'down', since: NOW });
    stage.wecom.refusing = false;
    await until(() => expect(channel.health()).toEqual({ state: 'up' }));
    expect(stage.gaps).toEqual([[NOW, NOW + away]]);
    stage.wecom.user('wang').says('还在吗');
    await until(() => expect(texts()).toEqual(['还在吗']));
  });

  it('comes back after more tries than the SDK makes by itself', async () => {
    const channel = await started({ reconnectMs: 1 });
    stage.wecom.refusing = true;
    stage.wecom.drop();
    // By itself it gives up after ten.
    await until(() => expect(stage.wecom.refused).toBeGreaterThan(10));
    stage.wecom.refusing = false;
    await until(() => expect(channel.health().state).toBe('up'));
  });

  it('a server that hangs is noticed by its missing answers to pings', async () => {
    const channel = await started({ heartbeatMs: 40 });
    stage.wecom.silent = true;
    await until(() => expect(channel.health().state).toBe('down'));
    stage.wecom.silent = false;
    await until(() => expect(channel.health().state).toBe('up'));
    expect(stage.wecom.logins).toBeGreaterThanOrEqual(2);
  });

  it('a second program that takes over is named, and the line is taken up again', async () => {
    const first = await started({ reconnectMs: 300 });
    const second = made();
    await second.start(receive, () => {});
    await until(() => expect(first.health()).toMatchObject({ state: 'down', why: TAKEN_OVER }));
    expect(stage.logged()).toContain(TAKEN_OVER);
    await second.stop();
    await until(() => expect(first.health()).toEqual({ state: 'up' }));
    expect(fatal, 'nothing is over').toBeNull();
    stage.wecom.user('wang').says('还在吗');
    await until(() => expect(texts()).toEqual(['还在吗']));
  });

  it('can be stopped while another program has its line', async () => {
    const first = await started();
    const second = made();
    await second.start(receive, () => {});
    await until(() => expect(first.health()).toMatchObject({ why: TAKEN_OVER }));
    await first.stop();
    expect(first.health()).toEqual({ state: 'stopped' });
    await second.stop();
  });

  it('can be stopped while it still tries to connect', async () => {
    stage.wecom.refusing = true;
    const channel = made();
    const starting = channel.start(receive, () => {});
    await until(() => expect(channel.health().state).toBe('down'));
    await channel.stop();
    await starting;
    expect(channel.health()).toEqual({ state: 'stopped' });
  });
});

describe('what is heard', () => {
  it('is held in order while it cannot be kept, and health says so', async () => {
    const channel = await started();
    fault = new Error('磁盘空间不足');
    for (const text of ['一', '二', '三']) stage.wecom.user('wang').says(text);
    await until(() =>
      expect(channel.health()).toMatchObject({ state: 'down', why: expect.stringContaining('磁盘空间不足') }),
    );
    fault = null;
    await until(() => expect(texts()).toEqual(['一', '二', '三']));
    await until(() => expect(channel.health()).toEqual({ state: 'up' }));
  });

  it('what could not be kept when it had to stop is said, with how much it was', async () => {
    const channel = await started();
    fault = new Error('磁盘空间不足');
    stage.wecom.user('wang').says('一');
    await until(() => expect(channel.health().state).toBe('down'));
    await channel.stop();
    expect(stage.logged()).toContain('"lost":1');
  });

  it('a picture among words, a voice as its words, a film not', async () => {
    await started();
    const wang = stage.wecom.user('wang');
    wang.mixes('g1', '路面塌了', randomBytes(10));
    wang.speaks('电压不稳');
    wang.films();
    await until(() => expect(received).toHaveLength(3));
    expect(received[0]).toMatchObject({ text: '路面塌了', files: [{ kind: 'photo', name: '照片.jpg' }] });
    expect(received[1]).toMatchObject({ what: 'text', text: '电压不稳' });
    expect(received[2]).toMatchObject({ what: 'unreadable', text: '视频' });
  });

  it('the chat that is opened is no greeting; a quotation is known by its words', async () => {
    await started();
    const wang = stage.wecom.user('wang');
    wang.enters();
    const card = withMark('【诉求件 23】待签收', 23);
    wang.says('三号也有', card);
    wang.says('我也是', '厂门口停水');
    await until(() => expect(received).toHaveLength(3));
    expect(received[0]).toMatchObject({ what: 'start', message: null });
    expect(received[1]?.replyTo).toEqual({ message: null, fromBot: true, text: card });
    expect(received[2]?.replyTo).toMatchObject({ fromBot: false });
  });
});

describe('files', () => {
  it('a link that is five minutes old is gone', async () => {
    const channel = await started();
    stage.wecom.user('wang').sends('file', randomBytes(100));
    await until(() => expect(received).toHaveLength(1));
    stage.wecom.filesExpired = true;
    await expect(channel.fetch(received[0]?.files[0]?.ref ?? '')).rejects.toMatchObject({ kind: 'gone' });
  });

  it.each([
    ['in percent signs', "attachment; filename*=UTF-8''%E6%89%B9%E5%A4%8D.pdf", '批复.pdf'],
    [
      'in GBK',
      `attachment; filename="${Buffer.from([0xc5, 0xfa, 0xb8, 0xb4]).toString('latin1')}.pdf"`,
      '批复.pdf',
    ],
    ['nowhere', undefined, null],
  ])('get the name that their server tells %s', async (_how, disposition, name) => {
    const channel = await started();
    const bytes = randomBytes(100);
    stage.wecom.user('wang').sends('file', bytes, disposition);
    await until(() => expect(received).toHaveLength(1));
    let told: string | null = null;
    const got = await channel.fetch(received[0]?.files[0]?.ref ?? '', (given) => {
      told = given;
    });
    expect(Buffer.from(got).equals(bytes)).toBe(true);
    expect(told).toBe(name);
  });

  it('20 MB come whole; what is larger does not fill the memory', async () => {
    const channel = await started();
    const bytes = randomBytes(20 * 1024 * 1024);
    const wang = stage.wecom.user('wang');
    wang.sends('file', bytes);
    wang.sends('file', randomBytes(21 * 1024 * 1024));
    await until(() => expect(received).toHaveLength(2));
    const got = await channel.fetch(received[0]?.files[0]?.ref ?? '');
    expect(Buffer.from(got).equals(bytes)).toBe(true);
    await expect(channel.fetch(received[1]?.files[0]?.ref ?? '')).rejects.toMatchObject({ kind: 'tooLarge' });
  });

  it('go out whole, in parts; an empty or missing one is refused before anything is said', async () => {
    const channel = await started();
    stage.wecom.user('wang').enters();
    const dir = mkdtempSync(join(tmpdir(), 'wecom-'));
    try {
      const bytes = randomBytes(1_500_000);
      writeFileSync(join(dir, 'a'), bytes);
      writeFileSync(join(dir, 'empty'), '');
      const file = (name: string) => ({ path: join(dir, name), name: '批复.pdf', mime: 'application/pdf' });
      await channel.send(message({ text: '附件：批复', file: file('a') }));
      const [words, sent] = stage.wecom.seen('wang');
      expect(words?.text).toBe('附件：批复');
      expect(sent?.file?.name).toBe('批复.pdf');
      expect(sent?.file?.bytes.equals(bytes)).toBe(true);
      for (const name of ['empty', 'none']) {
        expect(await failureOf(channel, { file: file(name) })).toMatchObject({ kind: 'refused' });
      }
      expect(stage.wecom.seen('wang')).toHaveLength(2);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

describe('what is said', () => {
  it('to somebody who has never spoken to the bot cannot arrive', async () => {
    const channel = await started();
    expect(await failureOf(channel, { chat: 'stranger' })).toMatchObject({ kind: 'unreachable' });
  });

  it.each([
    [45009, 'later', 60_000],
    [-1, 'later', null],
    [999_999, 'later', null],
    [93006, 'unreachable', null],
    [45002, 'refused', null],
  ])('answered by %i is %s', async (code, kind, waitMs) => {
    const channel = await started();
    stage.wecom.failWith = code;
    const failure = await failureOf(channel);
    expect(failure).toMatchObject({ kind, waitMs, mayHaveArrived: false });
    expect(String(failure), 'no hint of the platform').not.toContain('hint');
  });

  it('faster than is allowed waits a minute', async () => {
    const channel = await started();
    stage.wecom.user('wang').enters();
    for (let count = 0; count < 30; count++) await channel.send(message({ key: `k${count}` }));
    expect(await failureOf(channel)).toMatchObject({ kind: 'later', waitMs: 60_000 });
  });

  it('without a connection waits for it; without an answer it may have arrived', async () => {
    const channel = await started();
    stage.wecom.user('wang').enters();
    stage.wecom.silent = true;
    const sending = failureOf(channel);
    await until(() => expect(stage.wecom.frames.some(({ cmd }) => cmd === 'aibot_send_msg')).toBe(true));
    stage.wecom.refusing = true;
    stage.wecom.drop();
    expect(await sending).toMatchObject({ kind: 'later', mayHaveArrived: true });
    await until(() => expect(channel.health().state).toBe('down'));
    expect(await failureOf(channel)).toMatchObject({ kind: 'later', mayHaveArrived: false });
  });

  it('whose card came too fast is not said again: the card comes by itself', async () => {
    const channel = await started();
    stage.wecom.user('wang').enters();
    const card = { buttons: [[{ label: '签收', data: 'v1|sign|1|1' }]] };
    stage.wecom.failOnly = 'template_card';
    stage.wecom.failWith = 45009;
    expect(await failureOf(channel, card)).toMatchObject({ kind: 'later', waitMs: 60_000 });
    stage.wecom.failWith = null;
    await channel.send(message(card));
    expect(stage.wecom.seen('wang').map(({ text, buttons }) => [text, ...buttons])).toEqual([
      ['您好'],
      ['您好', '签收'],
    ]);
  });

  it('with a card that is never taken is said all the same', async () => {
    const channel = await started();
    stage.wecom.user('wang').enters();
    stage.wecom.failOnly = 'template_card';
    stage.wecom.failWith = 40058;
    expect(await failureOf(channel, { buttons: [[{ label: '签收', data: 'v1|sign|1|1' }]] })).toBeNull();
    expect(stage.wecom.seen('wang').map(({ text }) => text)).toEqual(['您好']);
  });

  it('longer than one message holds comes in several, and nothing of it is lost', async () => {
    const channel = await started();
    stage.wecom.user('wang').enters();
    const text = Array.from({ length: 600 }, (_, index) => `第${index}件：${'厂'.repeat(20)}`).join('\n');
    await channel.send(message({ text }));
    const parts = stage.wecom.seen('wang').map((one) => one.text);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => part.replace(/^（续 .*）\n/, '')).join('\n')).toBe(text);
  });

  it('in several parts is tried again for those that are missing, and only for them', async () => {
    const channel = await started();
    stage.wecom.user('wang').enters();
    const dir = mkdtempSync(join(tmpdir(), 'wecom-'));
    try {
      writeFileSync(join(dir, 'a'), randomBytes(100));
      const whole = {
        text: '请签收',
        buttons: [[{ label: '签收', data: 'v1|sign|1|1' }]],
        file: { path: join(dir, 'a'), name: '批复.pdf', mime: 'application/pdf' },
      };
      const shown = () =>
        stage.wecom.seen('wang').map(({ file, buttons }) => (file ? 'file' : buttons[0] ? 'card' : 'words'));
      stage.wecom.failOnly = 'template_card';
      stage.wecom.failWith = 45009;
      expect(await failureOf(channel, whole)).toMatchObject({ kind: 'later', waitMs: 60_000 });
      expect(shown()).toEqual(['words']);
      stage.wecom.failOnly = 'file';
      expect(await failureOf(channel, whole)).toMatchObject({ kind: 'later' });
      stage.wecom.failWith = null;
      await channel.send(message(whole));
      expect(shown()).toEqual(['words', 'card', 'file']);
      await channel.send(message({ key: 'another', text: '完' }));
      expect(shown()).toHaveLength(4);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('of more than six buttons comes on several cards, each pressed by itself', async () => {
    const channel = await started();
    stage.wecom.user('wang').enters();
    const labels = Array.from({ length: 8 }, (_, n) => `第${n + 1}项很长很长很长的选择`);
    const buttons = labels.map((label, n) => [{ label, data: `v1|pick|${n}|1` }]);
    await channel.send(message({ text: '您说的是哪一件？\n一\n二', buttons }));
    const cards = stage.wecom.seen('wang').slice(1);
    expect(cards.map((card) => card.buttons.length)).toEqual([6, 2]);
    expect(cards[1]?.text).toBe('您说的是哪一件？');
    stage.wecom.user('wang').presses(cards[1]?.buttons[1] ?? '');
    await until(() => expect(received.at(-1)?.button).toBe('v1|pick|7|1'));
  });

  it('a pressed card shows what came of it, and cannot be pressed again; too late it stays', async () => {
    await stage.wecom.stop();
    stage = await wecomStage({ pressOpenMs: 1000 });
    const channel = await started();
    stage.wecom.user('wang').enters();
    await channel.send(message({ buttons: [[{ label: '签收', data: 'v1|sign|1|1' }]] }));
    stage.wecom.user('wang').presses('签收');
    await until(() => expect(received.at(-1)?.what).toBe('button'));
    await channel.acknowledge(
      received.at(-1)?.buttonToken ?? '',
      '已签收，请在 11月27日（周五）内反馈，逾期会提醒',
    );
    const shown = stage.wecom.seen('wang').at(-1);
    expect(shown?.buttons).toEqual([]);
    expect(shown?.text).toMatch(/^已签收，请在 11月27日/);
    await channel.acknowledge('unknown\ntask', '晚了');
    await channel.acknowledge('', '');
  });
});

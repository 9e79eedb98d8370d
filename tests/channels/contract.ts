/**
 * What every channel promises to the rest of the program (src/channels/port.ts), asked of each in the same words. A
 * channel brings a stage: itself, connected to a platform that behaves as the real one does.
 */

import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ticketMarkedIn, withMark } from '../../src/channels/own-mark.ts';
import {
  type Capabilities,
  type Channel,
  type ChannelFatal,
  type Incoming,
  type Rendered,
  SendFailure,
} from '../../src/channels/port.ts';
import { PATIENCE } from '../support/patience.ts';

/** A channel that is not started yet, and hands on its platform. */
export interface ContractStage {
  readonly channel: Channel;
  /** The account and the private chat of somebody who has spoken to the bot before, and a group both are in. */
  readonly person: { readonly account: string; readonly chat: string };
  readonly group: { readonly chat: string };
  /** The person says something; in the group without addressing the bot unless `mention`. */
  says(place: 'private' | 'group', text: string, options?: { mention?: boolean }): Promise<void>;
  /** The person sends a photo of these bytes in private; not there where the channel takes none. */
  sendsPhoto?(bytes: Uint8Array): Promise<void>;
  /** The person presses the button with this label under the newest message in private. */
  presses?(label: string): Promise<void>;
  /** The person answers (quotes) the newest message of the bot in private. */
  answers?(text: string): Promise<void>;
  /** The signs that stand on what the person said last; there where the channel sets any (`Channel.react`). */
  signs?(): Promise<readonly string[]>;
  /** The platform hands out the last message once more, as platforms do. */
  repeats?(): Promise<void>;
  /** What people see in a chat, oldest first: the words, and the labels of the buttons. */
  seen(
    place: 'private' | 'group',
  ): Promise<readonly { readonly text: string; readonly buttons: readonly string[] }[]>;
  /** Ends the platform too. */
  end(): Promise<void>;
}

const GAPS = /^[\s\u00a0]+|[\s\u00a0]+$/g;

export function channelContract(name: string, open: () => Promise<ContractStage>): void {
  describe(`${name} as a channel`, () => {
    it('declares what it can do in figures that make sense', async () => {
      const { channel } = await begun();
      const can: Capabilities = channel.capabilities;
      expect(channel.id).toMatch(/^[a-zA-Z]+$/);
      expect(can.textLimit).toBeGreaterThanOrEqual(500);
      expect(can.byteLimit ?? 500).toBeGreaterThanOrEqual(500);
      expect(can.documentLimit).toBeGreaterThanOrEqual(can.files ? 1024 * 1024 : 0);
      const { perSecond, chatGapMs, groupPerMinute } = can.pace;
      expect(Math.min(perSecond, groupPerMinute)).toBeGreaterThan(0);
      expect(chatGapMs).toBeGreaterThanOrEqual(0);
    });

    it('is up once it has started, and stopped once it has ended', async () => {
      const { channel } = await begun();
      expect(channel.health()).toMatchObject({ state: 'up' });
      await channel.stop();
      expect(channel.health()).toEqual({ state: 'stopped' });
    });

    it('hands on what is said to it in private, once, with who said it', async () => {
      const { stage, inbox, channel } = await begun();
      await stage.says('private', '厂门口停水三天');
      const [message] = await inbox.has(1);
      expect(message).toMatchObject({
        channel: channel.id,
        what: 'text',
        text: '厂门口停水三天',
        addressed: true,
        chat: { id: stage.person.chat, kind: 'private' },
        sender: { id: stage.person.account, anonymous: false },
        button: null,
        replyTo: null,
      });
      expect(message?.key.startsWith(`${channel.id}:`), 'a key of its own').toBe(true);
      expect(Number.isFinite(message?.at)).toBe(true);
    });

    it('hears in a group what it says it hears', async () => {
      const { stage, inbox, channel } = await begun();
      await stage.says('group', '变压器坏了');
      await stage.says('group', '办证卡住了', { mention: true });
      const hears = { all: ['变压器坏了', '办证卡住了'], mentions: ['办证卡住了'], none: [] as string[] };
      const expected = hears[channel.capabilities.receives];
      const messages = await inbox.has(expected.length);
      expect(messages.map(({ text }) => text.replace(GAPS, ''))).toEqual(expected);
      for (const { chat } of messages) expect(chat).toMatchObject({ id: stage.group.chat, kind: 'group' });
      if (expected.length > 0) expect(messages.at(-1)?.addressed, 'it was addressed').toBe(true);
      if (expected.length > 1) expect(messages[0]?.addressed, 'people spoke to each other').toBe(false);
    });

    it('knows again what the platform hands out twice', async ({ skip }) => {
      const { stage, inbox } = await begun();
      if (!stage.repeats) return skip('its platform never does');
      await stage.says('private', '问一下进度');
      await inbox.has(1);
      await stage.repeats();
      await stage.says('private', '还有一件事');
      const messages = await vi.waitFor(() => {
        const found = inbox.received;
        if (found.at(-1)?.text !== '还有一件事') throw new Error('not yet');
        return found;
      }, PATIENCE);
      expect(new Set(messages.map(({ key }) => key)).size, 'keys').toBe(2);
    });

    it('keeps the order in which things were said', async () => {
      const { stage, inbox } = await begun();
      const said = Array.from({ length: 12 }, (_, index) => `第${index + 1}句`);
      for (const text of said) await stage.says('private', text);
      expect((await inbox.has(said.length)).map(({ text }) => text)).toEqual(said);
    });

    it('says what it is given, and names the message', async () => {
      const { stage, channel } = await begun();
      const { message } = await channel.send(rendered(stage, '诉求件 23 已登记。'));
      expect(message).not.toBe('');
      await sees(stage, 'private', /诉求件 23 已登记。/);
      await channel.send({ ...rendered(stage, '大家好'), chat: stage.group.chat });
      await sees(stage, 'group', /大家好/);
    });

    it('changes a message where it says it can', async ({ skip }) => {
      const { stage, channel } = await begun();
      if (!channel.capabilities.edits) return skip('it says it cannot');
      const { message } = await channel.send(rendered(stage, '待签收'));
      await channel.send({ ...rendered(stage, '已签收'), key: 'k2', edit: message });
      await vi.waitFor(async () => {
        const texts = (await stage.seen('private')).map(({ text }) => text);
        expect(texts.join()).toContain('已签收');
        expect(texts.join()).not.toContain('待签收');
      }, PATIENCE);
    });

    it('carries buttons where it says it can: pressed, their data comes back', async ({ skip }) => {
      const { stage, channel, inbox } = await begun();
      if (!channel.capabilities.buttons || !stage.presses) return skip('it says it cannot');
      const buttons = [
        [{ label: '签收', data: 'v1|sign|23|7' }],
        [{ label: '转办', data: 'v1|transfer|23|7' }],
      ];
      await channel.send({ ...rendered(stage, '诉求件 23，请签收。'), buttons });
      await vi.waitFor(
        async () => expect((await stage.seen('private')).at(-1)?.buttons).toEqual(['签收', '转办']),
        PATIENCE,
      );
      await stage.presses('转办');
      const [press] = await inbox.has(1);
      expect(press).toMatchObject({
        what: 'button',
        button: 'v1|transfer|23|7',
        sender: { id: stage.person.account },
      });
      await channel.acknowledge(press?.buttonToken ?? '', '好的');
    });

    it('keeps long words within its limits, and no character is cut in two', async () => {
      const { stage, channel } = await begun();
      const { textLimit, byteLimit = Number.POSITIVE_INFINITY } = channel.capabilities;
      const text = '😀厂区道路'.repeat(2000);
      try {
        await channel.send(rendered(stage, text));
      } catch (error) {
        throw new Error(`10,000 characters were refused: ${error}`);
      }
      const [first] = await sees(stage, 'private', /😀厂区道路/);
      expect(first?.length).toBeLessThanOrEqual(textLimit);
      expect(Buffer.byteLength(first ?? '')).toBeLessThanOrEqual(byteLimit);
      expect(first).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
    });

    it('shows what people type as they typed it, whatever its own format means by it', async () => {
      const { stage, channel } = await begun();
      const text = '<b>价格</b> *急* _试_ [链接](x) `码` & "引" # 标题';
      await channel.send(rendered(stage, text));
      await sees(stage, 'private', text);
    });

    it('fetches a photo that was sent', async ({ skip }) => {
      const { stage, channel, inbox } = await begun();
      if (!stage.sendsPhoto) return skip('it takes none');
      await stage.sendsPhoto(PNG);
      const [message] = await inbox.has(1);
      expect(message?.files).toHaveLength(1);
      expect(message?.files[0]).toMatchObject({ kind: 'photo' });
      const bytes = await channel.fetch(message?.files[0]?.ref ?? '');
      expect(Buffer.from(bytes).equals(PNG)).toBe(true);
    });

    it('refuses a chat that does not exist in terms the program knows', async () => {
      const { stage, channel } = await begun();
      const failure = await channel.send({ ...rendered(stage, '你好'), chat: '999999999' }).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(SendFailure);
      expect(['unreachable', 'refused'], 'trying again would help nobody').toContain(
        (failure as SendFailure).kind,
      );
    });

    it('knows which of its messages somebody answers, by the id or by the words', async ({ skip }) => {
      const { stage, channel, inbox } = await begun();
      if (!stage.answers) return skip('nobody can');
      await channel.send(rendered(stage, withMark('已登记。', 22)));
      const { message } = await channel.send(rendered(stage, withMark('已登记。', 23)));
      await sees(stage, 'private', /〖23-/);
      await stage.answers('还没有人来');
      const [said] = await inbox.has(1);
      expect(said).toMatchObject({ text: '还没有人来', addressed: true, replyTo: { fromBot: true } });
      if (said?.replyTo?.message) expect(said.replyTo.message).toBe(message);
      else expect(ticketMarkedIn(said?.replyTo?.text ?? '')).toBe(23);
    });

    it('sets one sign of its own on what somebody said, where it sets any, and another one in its place', async ({
      skip,
    }) => {
      const { stage, channel, inbox } = await begun();
      expect(channel.react !== undefined, 'what it can do its stage can show').toBe(
        stage.signs !== undefined,
      );
      if (!channel.react || !stage.signs) return skip('it sets none');
      await stage.says('private', '停水三天');
      const [said] = await inbox.has(1);
      const on = said?.message ?? '';
      await channel.react(stage.person.chat, on, 'received');
      const received = await stage.signs();
      expect(received).toHaveLength(1);
      await channel.react(stage.person.chat, on, 'received');
      expect(await stage.signs(), 'the same once more').toEqual(received);
      await channel.react(stage.person.chat, on, 'done');
      expect(await stage.signs()).toHaveLength(1);
      expect(await stage.signs()).not.toEqual(received);
      await expect(channel.react(stage.person.chat, '999999', 'done')).rejects.toMatchObject({
        kind: 'refused',
      });
    });

    it('hands out again what could not be kept, where it says it does', async ({ skip }) => {
      const { stage, channel, inbox } = await begun();
      if (!channel.capabilities.replays) return skip('it says it does not');
      inbox.fault = new Error('磁盘空间不足');
      await stage.says('private', '停水三天').catch(() => {});
      await vi.waitFor(() => expect(inbox.refused).toBeGreaterThan(0), PATIENCE);
      inbox.fault = null;
      // Where a person's own device tries again, rather than the platform.
      await stage.repeats?.();
      await vi.waitFor(() => expect(inbox.received.map(({ text }) => text)).toContain('停水三天'), PATIENCE);
      expect(new Set(inbox.received.map(({ key }) => key)).size, 'keys').toBe(1);
    });

    it('hands on nothing any more once it has been stopped', async () => {
      const { stage, channel, inbox } = await begun();
      await stage.says('private', '停水三天');
      await inbox.has(1);
      await channel.stop();
      await stage.says('private', '还有一件事').catch(() => {});
      await inbox.has(1);
    });

    it('can be stopped twice, and before it has started', async () => {
      const { channel } = await begun();
      await channel.stop();
      await channel.stop();
      const fresh = await stageOf();
      await fresh.channel.stop();
      expect(fresh.channel.health()).toEqual({ state: 'stopped' });
    });

    async function stageOf(): Promise<ContractStage> {
      const stage = await open();
      onTestFinished(async () => {
        await stage.channel.stop();
        await stage.end();
      });
      return stage;
    }

    async function begun() {
      const stage = await stageOf();
      const inbox = new ContractInbox();
      await stage.channel.start(inbox.receive, inbox.onFatal);
      return { stage, channel: stage.channel, inbox };
    }
  });
}

/** One black pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function rendered(stage: ContractStage, text: string): Rendered {
  return {
    key: `contract/${text.slice(0, 8)}`,
    chat: stage.person.chat,
    text,
    buttons: [],
    file: null,
    edit: null,
    replyTo: null,
    silent: false,
  };
}

/** The texts of a chat, once one of them has these words. */
async function sees(
  stage: ContractStage,
  place: 'private' | 'group',
  words: string | RegExp,
): Promise<readonly string[]> {
  return vi.waitFor(async () => {
    const texts = (await stage.seen(place)).map(({ text }) => text);
    const found = texts.filter((text) =>
      typeof words === 'string' ? text.includes(words) : words.test(text),
    );
    expect(found, `${words} among ${JSON.stringify(texts).slice(0, 500)}`).not.toEqual([]);
    return found;
  }, PATIENCE);
}

class ContractInbox {
  readonly received: Incoming[] = [];
  fatal: ChannelFatal | null = null;
  /** Set: nothing can be kept. */
  fault: Error | null = null;
  refused = 0;

  readonly receive = async (batch: readonly Incoming[]): Promise<void> => {
    if (this.fault) {
      this.refused += 1;
      throw this.fault;
    }
    this.received.push(...batch);
  };

  readonly onFatal = (fault: ChannelFatal): void => {
    this.fatal = fault;
  };

  /** So many words, pictures and presses, and no more of them a moment later. */
  async has(count: number): Promise<readonly Incoming[]> {
    const told = () => this.received.filter(({ what }) => what === 'text' || what === 'button');
    await vi.waitFor(() => expect(told().length).toBeGreaterThanOrEqual(count), PATIENCE);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told().length).toBe(count);
    return told();
  }
}

/** What the bot says in WeChat, and what it makes of a refusal. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OutgoingFile } from '../../../src/channels/port.ts';
import { BOSS, onFakeWechat, ROOM, words } from './bench.ts';

const open = onFakeWechat();
const PHOTO: OutgoingFile = {
  path: '/nowhere',
  name: '现场.png',
  mime: 'image/png',
  bytes: Buffer.from('picture'),
};

describe('a message', () => {
  it('that is longer than WeChat surely carries is parted, and nothing of it is lost', async () => {
    const { wx, started } = await open();
    const { channel } = await started();
    const text = Array.from({ length: 100 }, (_, index) => `第${index}件：${'厂'.repeat(40)}`).join('\n');
    await channel.send(words(ROOM, text));
    const said = (await wx.sent(ROOM)).map((one) => one.text);
    expect(said.length).toBeGreaterThan(1);
    for (const part of said) expect(part.length).toBeLessThanOrEqual(2000);
    expect(said.map((part) => part.replace(/^（续 .*）\n/, '')).join('\n')).toBe(text);
  });

  it('of which a part failed is gone on with, and what is out is not said again', async () => {
    const { wx, started } = await open();
    const { channel } = await started();
    const text = `${'一'.repeat(1500)}\n${'二'.repeat(1500)}`;
    await wx.do('sendFault', { message: 'busy', times: 1, only: 'text', after: 1 });
    await expect(channel.send(words(ROOM, text))).rejects.toMatchObject({ kind: 'later' });
    await channel.send(words(ROOM, text));
    const said = (await wx.sent(ROOM)).map((one) => one.text);
    expect(said).toEqual(['一'.repeat(1500), `（续 2/2）\n${'二'.repeat(1500)}`]);
  });

  it('has the id of the puppet', async () => {
    const { wx, started } = await open();
    const { channel } = await started();
    const { message } = await channel.send(words(BOSS, '您好'));
    expect((await wx.sent(BOSS)).map(({ id }) => id)).toEqual([message]);
  });

  it('without words or file is refused', async () => {
    const { started } = await open();
    const { channel } = await started();
    await expect(channel.send(words(BOSS, ' '))).rejects.toMatchObject({ kind: 'refused' });
  });

  it('goes out one at a time, in the order it was given', async () => {
    const { wx, started } = await open();
    const { channel } = await started();
    const texts = Array.from({ length: 8 }, (_, index) => `第${index}条`);
    await Promise.all(texts.map((text) => channel.send(words(ROOM, text))));
    expect((await wx.sent(ROOM)).map(({ text }) => text)).toEqual(texts);
  });

  it('is kept within three seconds a piece and the daily cap', async () => {
    const { channel } = await open();
    expect(channel({ dailyCap: 120 }).capabilities).toMatchObject({
      edits: false,
      buttons: false,
      pace: { perSecond: 1 / 3, perDay: 120, chatGapMs: 3000, jitterMs: 2000 },
    });
  });
});

describe('a file', () => {
  it('follows its words as a message of its own, from memory and from disk, 20 MB as well', async () => {
    const { wx, started, dir } = await open();
    const { channel } = await started();
    await channel.send(words(ROOM, '办理结果', { file: PHOTO }));
    const large = Buffer.alloc(20 * 1024 * 1024, '附件');
    const path = join(dir, 'large.bin');
    writeFileSync(path, large);
    await channel.send(words(ROOM, '', { key: 'k2', file: { path, name: '台账.bin', mime: 'x/y' } }));
    const sent = await wx.sent(ROOM);
    expect(sent.map(({ text, file }) => file?.name ?? text)).toEqual(['办理结果', '现场.png', '台账.bin']);
    const hash = createHash('sha256').update(large).digest('hex');
    expect(sent[2]?.file).toMatchObject({ size: large.length, sha256: hash });
  });

  it('that failed is sent again without its words', async () => {
    const { wx, started } = await open();
    const { channel } = await started();
    // Often: wechaty-puppet-service itself tries once more, another way.
    await wx.do('sendFault', { message: 'upload failed', times: 99, only: 'file' });
    const message = words(ROOM, '办理结果', { file: PHOTO });
    await expect(channel.send(message)).rejects.toMatchObject({ kind: 'later' });
    await wx.do('sendFault', { message: '', times: 0 });
    await channel.send(message);
    const sent = await wx.sent(ROOM);
    expect(sent.map(({ text, file }) => file?.name ?? text)).toEqual(['办理结果', '现场.png']);
  });

  it('that is not there, is empty or too large is refused, and says why', async () => {
    const { wx, started, dir } = await open();
    const { channel } = await started();
    const path = join(dir, 'empty');
    writeFileSync(path, '');
    const send = (file: OutgoingFile) => channel.send(words(ROOM, '看', { file }));
    const base = { name: 'a', mime: 'x/y' };
    await expect(send({ ...base, path: join(dir, 'none') })).rejects.toMatchObject({ kind: 'refused' });
    await expect(send({ ...base, path })).rejects.toMatchObject({ kind: 'refused' });
    const bytes = Buffer.alloc(20 * 1024 * 1024 + 1);
    await expect(send({ ...base, path, bytes })).rejects.toMatchObject({ kind: 'refused' });
    expect(await wx.sent(), 'nor its words without it').toEqual([]);
  });
});

describe('what does not get through', () => {
  it('waits while nobody is connected', async () => {
    const { channel } = await open();
    await expect(channel().send(words(BOSS, '您好'))).rejects.toMatchObject({
      kind: 'later',
      mayHaveArrived: false,
    });
  });

  it('is unreachable where the person is no friend, or the group is gone', async () => {
    const { wx, started } = await open();
    await wx.person({ id: 'wxid_cold', name: '陌生人', friend: false });
    const { channel } = await started();
    await expect(channel.send(words('wxid_cold', '您好'))).rejects.toMatchObject({ kind: 'unreachable' });
    await wx.do('dissolve', { room: ROOM, by: BOSS });
    await expect(channel.send(words(ROOM, '您好'))).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('is unreachable, too, where somebody was a friend a moment ago', async () => {
    const { wx, started } = await open();
    const { channel } = await started();
    await channel.send(words(BOSS, '您好'));
    await wx.do('change', { id: BOSS, friend: false });
    await expect(channel.send(words(BOSS, '还在吗'))).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('is tried later when WeChat says no, and the reason never has its words', async () => {
    const { wx, started, logged } = await open();
    const { channel } = await started();
    await wx.do('sendFault', { message: '操作过于频繁: 您好王老板' });
    const failure = await channel.send(words(BOSS, '您好王老板')).catch((error: Error) => error);
    expect(failure).toMatchObject({ kind: 'later', mayHaveArrived: false });
    expect(`${(failure as Error).message}${logged()}`).not.toContain('王老板');
  });

  it('may have arrived when the connection broke in between', async () => {
    const { wx, started } = await open();
    const { channel } = await started({ timings: { backoffMs: 60_000, longestMs: 60_000 } });
    await wx.do('sendFault', { message: 'slow', times: 1, only: 'file', hang: true });
    const sending = channel.send(words(ROOM, '', { file: PHOTO })).catch((error: unknown) => error);
    await wx.until(({ hanging }) => hanging > 0);
    await wx.do('drop');
    expect(await sending).toMatchObject({ kind: 'later', mayHaveArrived: true });
  });
});

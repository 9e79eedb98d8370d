/** The channel of the pages: what could not be kept may be said again, what was kept is said once. */
import { expect, test, vi } from 'vitest';
import { createPageChannel } from '../../../src/channels/page/index.ts';
import type { Incoming } from '../../../src/channels/port.ts';

const asked = { key: 'the-same-key', person: 'power-a', text: '进度 1' };

test('words that did not reach the disk are heard when they are sent again with the same key, and then once', async () => {
  const channel = createPageChannel({ now: () => 0 }, '');
  const kept: Incoming[] = [];
  let isFull = true;
  await channel.start(
    async (batch) => {
      if (isFull) throw new Error('no room');
      kept.push(...batch);
      const [{ key } = { key: '' }] = batch;
      await channel.send({
        key: `inbox:${key}/0`,
        chat: 'power-a',
        text: '没有这个编号',
        buttons: [],
        file: null,
        edit: null,
        replyTo: null,
        silent: false,
      });
    },
    () => {},
  );
  await expect(channel.ask(asked)).rejects.toThrow('no room');
  expect(channel.talk('power-a')).toEqual([]);
  isFull = false;
  await channel.ask(asked);
  await channel.ask(asked);
  expect(kept).toHaveLength(1);
  expect(channel.talk('power-a').map(({ text }) => text)).toEqual(['进度 1', '没有这个编号']);
});

test('what is answered elsewhere is waited for no longer than until it is settled', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const channel = createPageChannel({ now: () => 0 }, '');
    let settled: string | null = null;
    await channel.start(
      async ([message]) => {
        settled = message?.buttonToken ?? null;
      },
      () => {},
    );
    let isAnswered = false;
    const asking = channel.ask(asked).then(() => {
      isAnswered = true;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(isAnswered, 'nothing is settled yet').toBe(false);
    await channel.acknowledge(settled ?? '', '');
    await vi.advanceTimersByTimeAsync(1000);
    expect(isAnswered).toBe(true);
    await asking;
  } finally {
    vi.useRealTimers();
  }
});

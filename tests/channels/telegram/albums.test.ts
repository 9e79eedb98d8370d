/** Albums: every picture by itself, the words first, nothing lost. */
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incoming } from '../../../src/channels/port.ts';
import { lacksWords, wordsFirst } from '../../../src/channels/telegram/albums.ts';
import { PATIENCE } from '../../support/patience.ts';
import type { FakeUser } from '../../support/telegram/client.ts';
import { type Bench, freePort, Inbox, setUp } from './bench.ts';

const WORDS = '电线杆歪了';

function incoming(key: string, text: string, album?: string): Incoming {
  return { key, text, ...(album !== undefined && { album }) } as Incoming;
}

function update(update_id: number, media_group_id: string | undefined, caption?: string): Update {
  const chat = { id: -1, type: 'group', title: '群' };
  return { update_id, message: { message_id: 1, date: 0, chat, media_group_id, caption } } as Update;
}

describe('the order of a batch', () => {
  const keys = (batch: readonly Incoming[]) => wordsFirst(batch).map(({ key }) => key);

  it('has the words of an album before its other pictures, in the places of the album', () => {
    const batch = [
      incoming('a1', '', 'a'),
      incoming('talk', '大家好'),
      incoming('a2', '', 'a'),
      incoming('b1', '停水', 'b'),
      incoming('a3', WORDS, 'a'),
      incoming('b2', '', 'b'),
    ];
    expect(keys(batch)).toEqual(['a3', 'talk', 'a1', 'b1', 'a2', 'b2']);
  });

  it('is left alone where there is nothing to mend', () => {
    expect(keys([])).toEqual([]);
    expect(keys([incoming('1', ''), incoming('2', '停水'), incoming('3', '')])).toEqual(['1', '2', '3']);
    const two = [incoming('1', WORDS, 'a'), incoming('2', '也歪了', 'a'), incoming('3', '', 'a')];
    expect(keys(two)).toEqual(['1', '2', '3']);
  });

  it.each([
    ['no album', [update(1, undefined)], false],
    ['no words yet', [update(1, 'a'), update(2, 'a')], true],
    ['words with the last', [update(1, 'a'), update(2, 'a', WORDS)], false],
    ['words with another album', [update(1, 'a'), update(2, 'b', WORDS)], true],
  ] as const)('waits for words that may come: %s', (_, updates, expected) => {
    expect(lacksWords(updates)).toBe(expected);
  });
});

describe('pictures that come one after the other', () => {
  let bench: Bench;
  let inbox: Inbox;
  let boss: FakeUser;
  beforeEach(async () => {
    bench = await setUp();
    inbox = new Inbox();
    boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
  });
  afterEach(() => bench.end());

  const picture = async (mark: string, caption?: string) => {
    const words = caption === undefined ? {} : { caption };
    return await boss.sendsPhoto(boss, Buffer.from(mark), { mediaGroup: '77', ...words });
  };
  /** Telegram has given the channel a picture. */
  const offered = () =>
    bench.tg.waitFor((calls) =>
      calls.some(({ method, ok, result }) => method === 'getUpdates' && ok && (result as []).length > 0),
    );
  const has = (count: number) => vi.waitFor(() => expect(inbox.received).toHaveLength(count), PATIENCE);

  it('are held, unconfirmed, until their words are there: handed on together, words first', async () => {
    await bench.channel({ albumStepMs: 2000 }).start(inbox.receive, inbox.onFatal);
    await picture('one');
    await offered();
    expect(await bench.tg.pending(), 'not confirmed').toHaveLength(1);
    await picture('two');
    await picture('three', WORDS);
    await has(3);
    expect(inbox.attempts, 'one batch').toBe(1);
    expect(inbox.texts()).toEqual([WORDS, '', '']);
    for (const { album, files } of inbox.received) {
      expect(album).toBe('77');
      expect(files).toHaveLength(1);
    }
    expect(new Set(inbox.received.map(({ key }) => key)).size, 'a key each').toBe(3);
    await vi.waitFor(async () => expect(await bench.tg.pending()).toEqual([]), PATIENCE);
  });

  it('are not held for ever when no words come', async () => {
    await bench.channel().start(inbox.receive, inbox.onFatal);
    await picture('one');
    await picture('two');
    await has(2);
    expect(inbox.texts()).toEqual(['', '']);
  });

  it('come again, all of them, to the next process when this one ends meanwhile', async () => {
    const first = bench.channel({ albumStepMs: 60_000 });
    await first.start(inbox.receive, inbox.onFatal);
    await picture('one');
    await offered();
    await first.stop();
    expect(inbox.received).toEqual([]);
    await picture('two', WORDS);
    await bench.channel().start(inbox.receive, inbox.onFatal);
    await has(2);
    expect(inbox.texts()).toEqual([WORDS, '']);
  });

  it('of a webhook are handed on one by one', async () => {
    const secret = 'a-secret';
    const port = await freePort();
    const webhook = { url: `http://127.0.0.1:${port}/hook`, secret, host: '127.0.0.1', port };
    await bench.channel({ webhook }).start(inbox.receive, inbox.onFatal);
    await picture('one');
    await picture('two', WORDS);
    await has(2);
    expect(inbox.texts()).toEqual(['', WORDS]);
    expect(inbox.received.map(({ album }) => album)).toEqual(['77', '77']);
  });
});

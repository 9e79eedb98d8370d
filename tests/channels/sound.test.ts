/** What a server sends in the wrong shape is dropped before it is kept, and what people really say never is. */
import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { blank } from '../../src/channels/blank.ts';
import type { Incoming } from '../../src/channels/port.ts';
import { isSound } from '../../src/channels/sound.ts';
import { toIncoming } from '../../src/channels/wecom/incoming.ts';

const said: Incoming = {
  ...blank('wecom', 'wecom:bot:m1', { id: 'g1', kind: 'group', title: '' }, 1_795_500_000_000),
  sender: { id: 'wang', name: '王老板', anonymous: false },
  what: 'text',
  text: '停水三天',
  message: 'm1',
  files: [{ ref: 'r', kind: 'photo', name: '照片.jpg', size: null }],
};

test('what people say is sound', () => {
  expect(isSound(said)).toBe(true);
  expect(
    isSound({
      ...said,
      text: '',
      message: null,
      files: [],
      replyTo: { message: null, fromBot: true, text: '…' },
    }),
  ).toBe(true);
});

const ABSURD = [undefined, null, 7, Number.NaN, {}, [], true, () => '', Symbol('x')] as unknown[];
test.each([
  ['key', [...ABSURD, '']],
  ['chat.id', [...ABSURD, '']],
  ['chat.title', ABSURD],
  ['sender.id', [...ABSURD, '']],
  ['sender.name', ABSURD],
  ['text', ABSURD],
  ['message', [7, {}, []]],
  ['button', [7, {}]],
  ['replyTo.text', [7, {}]],
  ['at', [undefined, null, '1', Number.NaN, Number.POSITIVE_INFINITY, 1.5, -1, 1e15, {}]],
  [
    'files',
    [undefined, null, {}, '照片', [{ ref: 7, name: 'x', size: null }], [{ ref: 'r', name: {}, size: null }]],
  ],
  ['files.0.size', ['7', Number.NaN, {}]],
])('a wrong %s is not', (path, values) => {
  for (const value of values) {
    const wrong = structuredClone({ ...said, replyTo: { message: null, fromBot: false, text: '' } });
    const steps = path.split('.');
    // biome-ignore lint/suspicious/noExplicitAny: any value in any field is the point
    let at: any = wrong;
    for (const step of steps.slice(0, -1)) at = at[step];
    at[steps.at(-1) ?? ''] = value;
    expect(isSound(wrong), String(value)).toBe(false);
  }
});

property.prop(
  [
    fc.object({
      key: fc.constantFrom(
        'msgid',
        'from',
        'userid',
        'text',
        'content',
        'create_time',
        'msgtype',
        'chatid',
        'chattype',
        'mixed',
        'msg_item',
        'event',
        'eventtype',
        'event_key',
        'quote',
        'image',
        'url',
        'constructor',
        '__proto__',
      ),
      maxDepth: 3,
    }),
  ],
  { numRuns: 500 },
)('of a frame of WeCom with anything in any field, what is sound can be kept as it is', (body) => {
  let heard: Incoming | null = null;
  try {
    heard = toIncoming({
      body: body as never,
      requestId: 'r',
      botId: 'b',
      names: ['连心桥'],
      now: 1_795_500_000_000,
    });
  } catch {
    // Logged and skipped by the channel.
  }
  if (heard && isSound(heard)) expect(JSON.parse(JSON.stringify(heard))).toEqual(heard);
});

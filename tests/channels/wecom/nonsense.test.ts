/** Whatever WeCom's server sends, the program lives and hears the next message. */
import { fc, test as property } from '@fast-check/vitest';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Channel, ChannelFatal, Incoming } from '../../../src/channels/port.ts';
import { isSound } from '../../../src/channels/sound.ts';
import { PATIENCE } from '../../support/patience.ts';
import { type WecomStage, wecomStage } from './stage.ts';

let stage: WecomStage;
let channel: Channel;
let received: Incoming[];
let fatal: ChannelFatal | null;
beforeEach(async () => {
  stage = await wecomStage();
  received = [];
  fatal = null;
  // Nobody's ping is late here: what ends a line is what was sent on it.
  channel = stage.channel({ reconnectMs: 10, heartbeatMs: 60_000 });
  await channel.start(
    async (batch) => void received.push(...batch.filter(isSound)),
    (fault) => {
      fatal = fault;
    },
  );
});
afterEach(async () => {
  await channel.stop();
  await stage.wecom.stop();
  expect(stage.logged(), 'the secret in the log').not.toContain(stage.wecom.secret);
});

let count = 0;
/** Says something until it is heard: a line that was broken by what was sent on it has to come back first. */
async function hearsTheNext(): Promise<void> {
  const text = `第${++count}句`;
  await vi.waitFor(() => {
    stage.wecom.user('wang').says(text);
    expect(received.map((one) => one.text)).toContain(text);
  }, PATIENCE);
  expect(fatal).toBeNull();
  expect(channel.health()).toEqual({ state: 'up' });
}

const callback = (body: unknown, more: object = { headers: { req_id: 'r' } }) =>
  JSON.stringify({ cmd: 'aibot_msg_callback', body, ...more });
const event = (body: unknown) =>
  JSON.stringify({ cmd: 'aibot_event_callback', headers: { req_id: 'r' }, body });
const from = { userid: 'wang' };

test.each<[string, string | Uint8Array, boolean]>([
  ['nothing', '', true],
  ['no JSON', 'hello', true],
  ['half of JSON', '{"cmd":"aibot_msg_callback","headers":{"req_', true],
  ['bytes', Buffer.from([0, 255, 254, 1]), true],
  ['null', 'null', true],
  ['a list', '[]', true],
  ['a number', '7', true],
  ['brackets 100,000 deep', '['.repeat(100_000), true],
  ['an unknown command', '{"cmd":"aibot_dance","headers":{"req_id":"r"}}', true],
  ['an answer nobody waits for', '{"headers":{"req_id":"nobody"},"errcode":0}', true],
  ['an id that is no text', '{"headers":{"req_id":7},"errcode":0}', true],
  ['a message without a body', callback(undefined), true],
  ['a body that is a text', callback('hello'), true],
  ['a message of no type', callback({ msgid: 'm', from }), true],
  [
    'a message without headers',
    callback({ msgid: 'n1', from, msgtype: 'text', text: { content: '无头' } }, {}),
    false,
  ],
  ['a type nobody knows', callback({ msgid: 'n2', from, msgtype: 'constructor' }), false],
  ['a type that is no text', callback({ msgid: 'n3', from, msgtype: { a: 1 } }), false],
  [
    'words that are no text',
    callback({ msgid: 'n4', from, msgtype: 'text', text: { content: { a: 1 } } }),
    false,
  ],
  ['parts that are no list', callback({ msgid: 'n5', from, msgtype: 'mixed', mixed: { msg_item: 7 } }), true],
  [
    'parts that are nothing',
    callback({ msgid: 'n6', from, msgtype: 'mixed', mixed: { msg_item: [null] } }),
    true,
  ],
  [
    'a sender that is no text',
    callback({ msgid: 'n7', from: { userid: {} }, msgtype: 'text', text: { content: 'x' } }),
    false,
  ],
  [
    'a time that is none',
    callback({ msgid: 'n8', from, create_time: 'soon', msgtype: 'text', text: { content: 'x' } }),
    false,
  ],
  [
    'a file of no address',
    callback({ msgid: 'n9', from, msgtype: 'file', file: { url: {}, filename: 7 } }),
    false,
  ],
  [
    'a quote of nothing',
    callback({ msgid: 'n10', from, msgtype: 'text', text: { content: 'x' }, quote: 7 }),
    false,
  ],
  ['an event of no kind', event({ msgid: 'n11', from, msgtype: 'event', event: 7 }), false],
  [
    'an event nobody knows',
    event({ msgid: 'n12', from, msgtype: 'event', event: { eventtype: '__proto__' } }),
    false,
  ],
  [
    'a press without a button',
    event({ msgid: 'n13', from, msgtype: 'event', event: { eventtype: 'template_card_event' } }),
    false,
  ],
])('%s is dropped, and the next message is heard', async (_what, frame, isLogged) => {
  stage.wecom.sendRaw(frame);
  await hearsTheNext();
  if (isLogged) expect(stage.logged()).toContain('读不懂，已');
  for (const one of received) expect(typeof one.text).toBe('string');
});

test.each([
  ['no frame at all', Buffer.from('HTTP/1.1 500 Oh\r\n\r\n')],
  ['zeros', Buffer.alloc(1000)],
  ['a frame that nobody may send', Buffer.from([0xf3, 0x85, 1, 2, 3, 4, 5])],
  ['a text that is no UTF-8', Buffer.from([0x81, 0x02, 0xff, 0xfe])],
  [
    'a frame of more bytes than there are',
    Buffer.from([0x81, 0x7f, 0x7f, 255, 255, 255, 255, 255, 255, 255]),
  ],
])('%s on the wire: the line is made anew, and the next message is heard', async (_what, bytes) => {
  stage.wecom.sendTorn(bytes);
  await vi.waitFor(() => expect(stage.wecom.logins).toBe(2), PATIENCE);
  await hearsTheNext();
});

test('half a frame and then a cut: the line is made anew', async () => {
  stage.wecom.sendTorn(Buffer.from([0x81, 0x50, 0x7b]));
  stage.wecom.drop();
  await hearsTheNext();
});

/** A frame of a server: its first byte, its length in the form that is named, as much of it as there is. */
const frame = fc
  .record({
    head: fc.oneof(fc.constantFrom(0x81, 0x82, 0x01, 0x00, 0x80, 0x88, 0x89, 0x8a, 0xc1), fc.nat(255)),
    length: fc.oneof(
      fc.nat(125).map((n) => [n]),
      fc.nat(0xffff).map((n) => [126, n >> 8, n & 255]),
      fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => [127, ...bytes]),
      fc.nat(255).map((n) => [n | 0x80, 1, 2, 3, 4]),
    ),
    body: fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ maxLength: 60 }).map((text) => Buffer.from(callback({ msgid: text, from, msgtype: text }))),
    ),
  })
  .map(({ head, length, body }) => Uint8Array.from([head, ...length, ...body]));

property.prop(
  [fc.array(fc.oneof(frame, fc.uint8Array({ maxLength: 100 })), { minLength: 1, maxLength: 6 })],
  {
    numRuns: 25,
    seed: 13,
  },
)('any bytes on the wire, in any pieces, and then a cut: the next message is heard', async (pieces) => {
  for (const bytes of pieces) stage.wecom.sendTorn(bytes);
  stage.wecom.hangUp();
  await hearsTheNext();
});

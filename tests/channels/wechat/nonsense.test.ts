/** Whatever the puppet service tells, the program lives and hears the next message. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { fc } from '@fast-check/vitest';
import { expect, test, vi } from 'vitest';
import { PATIENCE } from '../../support/patience.ts';
import { BOSS, onFakeWechat, ROOM } from './bench.ts';

const open = onFakeWechat();

const PAYLOADS: readonly unknown[] = [
  undefined,
  null,
  7,
  'hello',
  [],
  {},
  { messageId: null, roomId: null, friendshipId: null },
  { messageId: 7, roomId: 7, friendshipId: 7, contactId: 7, timestamp: 'soon' },
  {
    messageId: { a: 1 },
    inviteeIdList: 'wxid_bot',
    removeeIdList: 7,
    roomId: {},
    timestamp: Number.MAX_VALUE,
  },
  { messageId: '', inviteeIdList: ['wxid_bot'], removeeIdList: ['wxid_bot'], roomId: '__proto__' },
  { messageId: 'constructor', inviteeIdList: [null], removeeIdList: [{}], oldTopic: 7, newTopic: {} },
];
const EVENTS = [
  'message',
  'room-join',
  'room-leave',
  'room-topic',
  'room-invite',
  'friendship',
  'scan',
  'dong',
  'heartbeat',
  'ready',
  'dirty',
  'error',
];

test.each(EVENTS)(
  'a “%s” with anything in it is passed over, and the next message is heard',
  async (event) => {
    const { wx, started } = await open();
    const { channel, inbox } = await started({ retryMs: 1 });
    for (const [turn, payload] of PAYLOADS.entries()) {
      await wx.do('nonsense', { event, ...(payload === undefined ? {} : { payload }) });
      await wx.says(BOSS, `第${turn}句`, { room: ROOM });
    }
    await inbox.heard(`第${PAYLOADS.length - 1}句`);
    expect(channel.health().state).toBe('up');
    expect(inbox.fatal).toBeNull();
  },
  60_000,
);

/** A line to the service that can be spoilt: what is put on it stands between its own bytes. */
async function line(to: number) {
  const pairs = new Set<Socket>();
  const server = createServer((client) => {
    const service = connect(to, '127.0.0.1');
    const end = (): void => {
      pairs.delete(client);
      client.destroy();
      service.destroy();
    };
    pairs.add(client);
    for (const side of [client, service]) side.on('error', end).on('close', end);
    client.pipe(service);
    service.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.address() as AddressInfo).port,
    /** Gives how many lines there were to put it on. */
    spoil(pieces: readonly Uint8Array[]): number {
      const open = [...pairs];
      for (const client of open) {
        client.write(Buffer.concat(pieces));
        client.end();
      }
      return open.length;
    },
    async stop(): Promise<void> {
      for (const client of pairs) client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A frame of HTTP/2: its length, kind, flags and stream, and as much of it as there is. */
const frame = fc
  .record({
    length: fc.oneof(fc.nat(64), fc.nat(0xffffff)),
    kind: fc.oneof(fc.nat(10), fc.nat(255)),
    flags: fc.nat(255),
    stream: fc.oneof(fc.nat(9), fc.nat(0xffffffff)),
    body: fc.uint8Array({ maxLength: 64 }),
  })
  .map(({ length, kind, flags, stream, body }) => {
    const head = Buffer.alloc(9);
    head.writeUIntBE(length, 0, 3);
    head[3] = kind;
    head[4] = flags;
    head.writeUInt32BE(stream, 5);
    return new Uint8Array(Buffer.concat([head, body]));
  });
const SPOILT = fc.sample(
  fc.array(fc.oneof(frame, fc.uint8Array({ maxLength: 100 })), { minLength: 1, maxLength: 6 }),
  { numRuns: 3, seed: 13 },
);

test('any bytes on the wire of the service, and then a cut: the next message is heard', async () => {
  const { wx, started } = await open();
  const wire = await line(wx.port);
  process.env.WECHATY_PUPPET_SERVICE_ENDPOINT = `127.0.0.1:${wire.port}`;
  try {
    // A service that answers nothing any more is what it may look like: everything is said until it is heard, so one may be
    // impatient with it.
    const { inbox } = await started({ retryMs: 1, timings: { dongMs: 8000 } });
    for (const [turn, pieces] of SPOILT.entries()) {
      const text = `第${turn}次`;
      // While nobody listens WeChat tells nothing, and never again: said until it is heard.
      await vi.waitFor(async () => {
        await wx.says(BOSS, text, { room: ROOM });
        expect(inbox.received.map((one) => one.text)).toContain(text);
      }, PATIENCE);
      expect(wire.spoil(pieces), 'there is a line to spoil').toBeGreaterThan(0);
    }
    await vi.waitFor(async () => {
      await wx.says(BOSS, '最后一句', { room: ROOM });
      expect(inbox.received.map((one) => one.text)).toContain('最后一句');
    }, PATIENCE);
    expect(inbox.fatal).toBeNull();
  } finally {
    await wire.stop();
  }
});

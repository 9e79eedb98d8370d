/** Whatever the puppet service tells, the program lives and hears the next message. */
import { expect, test } from 'vitest';
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

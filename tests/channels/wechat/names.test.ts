/** Who is who when names change, are borne twice, or say nothing. */
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Puppet } from '../../../src/channels/wechat/bot.ts';
import { type Identity, Names } from '../../../src/channels/wechat/names.ts';

const ROOM = '100@chatroom';

/** A puppet that keeps what it was told until it is asked to forget, as real ones do. */
function stage(identity: Identity = 'id', groupBy: 'id' | 'topic' = 'id') {
  const contacts = new Map([['wxid_a', { name: '王老板', alias: '' }]]);
  const aliases = new Map([['wxid_a', '']]);
  const shown = { topic: '政企直通群' };
  let kept = new Map(aliases);
  let ticks = 0;
  const logged: string[] = [];
  const puppet = {
    currentUserId: 'wxid_bot',
    contactPayload: async (id: string) => {
      const contact = contacts.get(id);
      if (!contact) throw new Error('no contact');
      return { id, ...contact };
    },
    contactPayloadDirty: async () => {},
    roomPayload: async (id: string) => ({ id, topic: shown.topic }),
    roomPayloadDirty: async () => {},
    roomList: async () => [ROOM],
    roomMemberList: async () => [...contacts.keys()],
    roomMemberPayload: async (_room: string, id: string) => ({ id, roomAlias: kept.get(id) ?? '' }),
    roomMemberPayloadDirty: async () => {
      kept = new Map(aliases);
    },
  } as unknown as Puppet;
  const log = pino({}, { write: (line: string) => void logged.push(line) });
  const names = new Names({ puppet: () => puppet, identity, groupBy, log, ticks: () => ticks });
  return {
    names,
    contacts,
    aliases,
    shown,
    logged,
    later(minutes: number) {
      ticks += minutes * 60_000;
    },
  };
}

it.each([
  ['<span class="emoji emoji1f338"></span>小王', '🌸小王'],
  ['<span class="emoji emoji1f338"></span>', '🌸'],
  ['', '微信用户'],
  [' \u200b', '微信用户'],
  ['王 &amp; 李', '王 & 李'],
])('somebody called %j is shown as %j', async (name, shown) => {
  const { names, contacts, aliases } = stage();
  contacts.set('wxid_a', { name, alias: '' });
  aliases.set('wxid_a', '');
  expect((await names.sender('wxid_a', ROOM)).name).toBe(shown);
  expect((await names.privateChat('wxid_a')).sender).toMatchObject({ id: 'wxid_a', name: shown });
});

it('a group with markup in its name is shown, known and renamed without it', async () => {
  const { names, shown } = stage('id', 'topic');
  shown.topic = '政企<span class="emoji emoji1f338"></span>直通群';
  expect(await names.group(ROOM)).toEqual({ id: 'topic:政企🌸直通群', kind: 'group', title: '政企🌸直通群' });
  const before = shown.topic;
  shown.topic = '政企 &amp; 直通群';
  expect(await names.renamed(ROOM, before, shown.topic)).toEqual({
    from: 'topic:政企🌸直通群',
    to: 'topic:政企 & 直通群',
  });
});

it('a member renamed in the group is shown under the new name some minutes later, and is the same person', async () => {
  const { names, aliases, later } = stage();
  aliases.set('wxid_a', '王厂长');
  await names.sender('wxid_a', ROOM);
  expect(await names.sender('wxid_a', ROOM)).toMatchObject({ id: 'wxid_a', name: '王厂长' });
  aliases.set('wxid_a', '王总');
  later(11);
  await names.sender('wxid_a', ROOM);
  expect(await names.sender('wxid_a', ROOM)).toMatchObject({ id: 'wxid_a', name: '王总' });
});

it('two who are shown under the same name are two people', async () => {
  const { names, contacts, aliases } = stage();
  contacts.set('wxid_b', { name: '王老板', alias: '' });
  aliases.set('wxid_b', '');
  const [one, other] = [await names.sender('wxid_a', ROOM), await names.sender('wxid_b', ROOM)];
  expect([one.name, other.name]).toEqual(['王老板', '王老板']);
  expect(one.id).not.toBe(other.id);
});

it('a name in the group is a claim, and none while two bear it', async () => {
  const { names, contacts, aliases, later } = stage('alias');
  contacts.set('wxid_liar', { name: '某人', alias: '' });
  aliases.set('wxid_a', '供电余文岭');
  const claim = `alias:供电余文岭@${ROOM}`;
  expect(await names.sender('wxid_a', ROOM)).toMatchObject({ id: 'wxid_a', claims: claim });
  aliases.set('wxid_liar', '供电余文岭');
  later(2);
  for (const id of ['wxid_liar', 'wxid_a']) {
    expect(
      (await names.sender(id, ROOM)).claims,
      `${id}: which of two is meant, nobody can tell`,
    ).toBeUndefined();
  }
});

it('in private nothing is asked of a room', async () => {
  const { names, contacts } = stage();
  contacts.set('wxid_bot', { name: '连心桥', alias: '' });
  expect(await names.ownNames('')).toEqual(['连心桥']);
});

/**
 * Nobody outside is served. Whatever a channel hears of somebody who is nobody here – or who is somebody, in a group
 * that is not served –, the office, the tickets and the groups that are served are afterwards what they were, and at most
 * one answer goes back to where it was said.
 */
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Incoming } from '../../src/channels/port.ts';
import { servedGroups } from '../../src/desk/people/people.ts';
import type { OfficeEvent } from '../../src/domain/office.ts';
import { at } from '../../src/domain/time.ts';
import { scratch } from '../support/county.ts';
import {
  DIFFICULTY,
  ofGroups,
  type Place,
  type Said,
  type Speaker,
  telegram,
  type Voice,
  web,
  wechat,
  wecom,
} from '../support/strangers.ts';
import { type Bench, openBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'xinghuo-1';
const VOICES: Readonly<Record<string, Voice>> = { telegram, wecom, wechat, web };
const CHANNELS = Object.keys(VOICES);
const SERVED = '-100500';
const OWN_GROUP = '-100666';
/** Of which the account was bound, before they left the roster. */
const GONE = '7003';
const BOUND = '7004';

/** What opened a ticket in the group of each channel. */
const ORIGIN = { id: '9009', album: 'open-album' };

const inServed: Place = { id: SERVED, kind: 'group' };
const inOwn: Place = { id: OWN_GROUP, kind: 'group' };
const inPrivate = (account: string): Place => ({ id: account, kind: 'private' });

const hidden = { from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' } };
const channel = { id: -100_999, type: 'channel', title: '县政府' };
const nobody: Speaker = { account: '7001', name: '路人' };
const removed: Speaker = { account: GONE, name: '前联络员' };
const STRANGERS: readonly (readonly [string, Speaker, Place, (readonly string[])?])[] = [
  ['nobody, in a group of their own', nobody, inOwn],
  ['nobody, in the group', nobody, inServed],
  ['nobody, in private', nobody, inPrivate('7001')],
  ['somebody, in a group that is not served', { account: BOUND, name: '袁' }, inOwn],
  ['somebody no longer in the roster, in the group', removed, inServed],
  ['somebody no longer in the roster, in private', removed, inPrivate(GONE)],
  ['somebody no longer in the roster, in a group of their own', removed, inOwn],
  [
    'an anonymous admin, in the group',
    {
      account: '7005',
      name: '群主',
      telegram: { ...hidden, sender_chat: { id: Number(SERVED), type: 'supergroup', title: '某群' } },
    },
    inServed,
    ['telegram'],
  ],
  ['an anonymous admin, elsewhere', { account: '7005', name: '群主', telegram: hidden }, inOwn, ['telegram']],
  [
    'another bot, in the group',
    {
      account: '7006',
      name: '别的机器人',
      telegram: { from: { id: 7006, is_bot: true, first_name: '别的机器人' } },
    },
    inServed,
    ['telegram'],
  ],
  [
    'a channel, in the group',
    { account: '7007', name: '频道', telegram: { ...hidden, sender_chat: channel } },
    inServed,
    ['telegram'],
  ],
  [
    'posts of the linked channel',
    { account: '777000', name: 'Telegram', telegram: { sender_chat: channel, is_automatic_forward: true } },
    inServed,
    ['telegram'],
  ],
];

/** All that any of them is ever told; of a danger, whom to ring before it. */
const PERMITTED = [
  /^(?:情况危急请先打电话：.*\n)?您好，我还不知道您是哪家企业或哪个部门的。/,
  /，我还不知道您是哪家企业的，这条没有登记。/,
  /^本群还没有启用，这里说的话不会登记。/,
  /^只有管理员、调度员或双组长可以启用或停用本群。$/,
  /^看不出是哪位（匿名管理员）/,
];

let folder: ReturnType<typeof scratch>;
let bench: Bench;
beforeAll(async () => {
  folder = scratch();
  bench = await openBench(folder.dir, START, {
    beside: { telegram: {}, wecom: {}, wechat: { buttons: false, edits: false }, web: {} },
  });
  const facts = CHANNELS.flatMap((id): OfficeEvent[] => [
    { type: 'groupBound', v: 1, at: START, group: `${id}/${SERVED}`, title: '政企直通群' },
    { type: 'accountBound', v: 1, at: START, account: `${id}/${BOUND}`, person: OWNER, hash: id },
    { type: 'accountBound', v: 1, at: START, account: `${id}/${GONE}`, person: 'gone-1', hash: `${id}-gone` },
  ]);
  await bench.store.commit(() => ({ at: START, cause: 'test:facts', office: facts }));
  await bench.says(OWNER, DIFFICULTY, 'group');
  for (const [turn, id] of CHANNELS.entries()) {
    await bench.hears(BOUND, {
      channel: id,
      chat: { id: SERVED, kind: 'group', title: '' },
      message: ORIGIN.id,
      album: ORIGIN.album,
      text: `厂门口第 ${turn + 1} 盏路灯不亮，请城管局来修`,
      files: [{ ref: 'p', kind: 'photo', name: 'p.jpg', size: 9 }],
      addressed: true,
    });
    expect(await bench.store.ticketOfMessage(id, SERVED, ORIGIN.id), id).toBe(turn + 2);
  }
  await picturesTold();
});

/** What became of the pictures has been said: it comes when the disk has answered, and is no answer to anybody. */
async function picturesTold(): Promise<void> {
  const isWaiting = async (): Promise<boolean> =>
    (await bench.store.tickets({})).some(({ files }) => files.some(({ nextTryAt }) => nextTryAt !== null));
  for (let turn = 0; turn < 10_000 && (await isWaiting()); turn++) {
    await bench.program.work();
    await setImmediate();
  }
  await bench.program.work();
  await bench.program.delivery.run();
}
afterAll(async () => {
  await bench?.end();
  folder?.remove();
});

const everything = async () => {
  const office = await bench.store.office();
  const { flowsOnRecord: _, ...rest } = office;
  return {
    office: JSON.stringify(rest),
    tickets: JSON.stringify(await bench.store.tickets({})),
    served: servedGroups(bench.county.roster, office).map((one) => `${one.channel}/${one.chat}`),
  };
};

/** What is said everywhere because of it. */
async function heardOf(
  incoming: Incoming,
): Promise<readonly { readonly chat: string; readonly text: string }[]> {
  const counts = new Map(places().map((place) => [place, bench.told(...place).length]));
  await bench.hears('', incoming);
  return [...counts].flatMap(([place, before]) =>
    bench
      .told(...place)
      .slice(before)
      .map((text) => ({ chat: place[0], text })),
  );
}

const chats = [
  'ledger',
  'the-group',
  SERVED,
  OWN_GROUP,
  '-100777',
  '-4000',
  OWNER,
  '7001',
  BOUND,
  GONE,
  '7005',
  '7006',
  '7007',
  '777000',
  'power-a',
  'dispatcher-1',
];
const allPlaces = ['ledger', ...CHANNELS].flatMap((id) => chats.map((chat) => [chat, id] as const));
const places = () => allPlaces;

describe.each(CHANNELS)('on %s', (id) => {
  const rows = STRANGERS.filter(([, , , only]) => only === undefined || only.includes(id)).map(
    ([who, speaker, place]): [string, Speaker, Place] => [who, speaker, place],
  );
  test.each(rows)('%s changes nothing', async (_who, speaker, place) => {
    const card = bench.sentTo(SERVED, id)[0];
    if (!card) throw new Error('the card is not there');
    const known = { origin: ORIGIN, card: { chat: SERVED, id: bench.idOf(card), text: card.text } };
    const voice = VOICES[id] as Voice;
    const all: readonly Said[] = [
      ...voice(speaker, place, known),
      ...(place === inOwn ? ofGroups(id, speaker, place, SERVED) : []),
    ];
    const before = await everything();
    for (const [what, incoming] of all) {
      if (incoming === null) continue;
      const told = await heardOf(incoming);
      expect(told.length, `answers to ${what}`).toBeLessThanOrEqual(1);
      for (const { chat, text } of told) {
        expect(chat, `where ${what} is answered`).toBe(place.id);
        expect(
          PERMITTED.some((one) => one.test(text)),
          `the answer to ${what}: ${text}`,
        ).toBe(true);
      }
      expect(await everything(), what).toEqual(before);
    }
  });
});

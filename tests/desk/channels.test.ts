/**
 * One group on several channels: what is raised in one is shown in all, private stays private, a person with two
 * accounts is one person, and where messages cannot be changed the group is not drowned in them.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withMark } from '../../src/channels/own-mark.ts';
import type { Capabilities, Quoted } from '../../src/channels/port.ts';
import { tellGap } from '../../src/desk/operation/gaps.ts';
import type { OfficeEvent } from '../../src/domain/office.ts';
import { at } from '../../src/domain/time.ts';
import { scratch } from '../support/county.ts';
import { type Bench, CHANNEL, GROUP, openBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
/** As WeChat: no buttons, and what is sent is sent. */
const PLAIN: Partial<Capabilities> = { replays: false, edits: false, buttons: false, quotes: false };
const WEST = 'west';
const WEST_GROUP = 'west-group';
const OWNER = 'xinghuo-1';
const DIFFICULTY = '厂门口的自来水停了三天，车间没法生产';

let folder: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(async () => {
  folder = scratch();
  bench = await openBench(folder.dir, START, { beside: { [WEST]: PLAIN } });
  await facts({ type: 'groupBound', v: 1, at: START, group: `${WEST}/${WEST_GROUP}`, title: '西' });
});
afterEach(async () => {
  await bench.end();
  folder.remove();
});

async function facts(...office: OfficeEvent[]): Promise<void> {
  const done = await bench.store.commit(() => ({ at: START, cause: `test:${Math.random()}`, office }));
  expect(done.ok).toBe(true);
}

/** A second account, on the channel in the west. */
const alsoInTheWest = (person: string): Promise<void> =>
  facts({ type: 'accountBound', v: 1, at: START, account: `${WEST}/w-${person}`, person, hash: person });

const inTheWest = (person: string, text: string, place: 'private' | 'group', quoted: Quoted | null = null) =>
  bench.hears(person, {
    channel: WEST,
    chat: { id: place === 'group' ? WEST_GROUP : `w-${person}`, kind: place, title: '' },
    sender: { id: `w-${person}`, name: person, anonymous: false },
    addressed: place === 'private',
    message: `west-${text}`,
    replyTo: quoted,
    text,
  });

const liaisonOf = async (number: number): Promise<string> =>
  (await bench.store.ticket(number))?.liaison ?? '';

describe('a ticket raised in one group', () => {
  test('is shown in all of them, and answers the message only where it was said', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    const [here] = bench.sentTo(GROUP, CHANNEL);
    const [there] = bench.sentTo(WEST_GROUP, WEST);
    expect(here?.text).toContain('【诉求件 1 ');
    expect(there?.text).toContain(here?.text);
    expect(here?.replyTo).not.toBeNull();
    expect(there?.replyTo).toBeNull();
  });

  test('is one ticket, whichever channel it came from', async () => {
    await alsoInTheWest(OWNER);
    await inTheWest(OWNER, DIFFICULTY, 'group');
    expect(bench.told(GROUP, CHANNEL).join()).toContain('【诉求件 1 ');
    expect(bench.told(WEST_GROUP, WEST).join()).toContain('【诉求件 1 ');
    expect(await bench.store.ticket(2)).toBeUndefined();
  });

  test('keeps its card up to date where it can be changed; elsewhere the steps come gathered', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    await bench.presses(await liaisonOf(1), '签收');
    expect(bench.told(GROUP, CHANNEL), 'the card and its change').toHaveLength(2);
    expect(bench.told(WEST_GROUP, WEST), 'the card alone').toHaveLength(1);

    await bench.goesTo(at('2026-11-24', '11:30'));
    const [, progress, ...more] = bench.told(WEST_GROUP, WEST);
    expect(progress).toMatch(/^【进展】1 件有新进展：\n诉求件 1（.+）办理中，.+ .+\n/);
    expect(more).toEqual([]);
    expect(bench.told(GROUP, CHANNEL).join(), 'there the card has said it').not.toContain('【进展】');

    await bench.goesTo(at('2026-11-24', '17:00'));
    expect(bench.told(WEST_GROUP, WEST), 'nothing has happened since').toHaveLength(2);
  });

  test('tells a group without edits at once what the enterprise must answer', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    const liaison = await liaisonOf(1);
    await bench.presses(liaison, '签收');
    await bench.says(liaison, '办结 1 已修好管道，恢复供水');
    const last = bench.told(WEST_GROUP, WEST).at(-1);
    expect(last).toContain('已办结，待企业评价');
    expect(last).toContain('已修好管道');
  });

  test('names the words to say in a group whose buttons could never be taken away; in private there are buttons', async () => {
    await bench.end();
    folder.remove();
    folder = scratch();
    bench = await openBench(folder.dir, START, { beside: { [WEST]: { ...PLAIN, buttons: true } } });
    await facts({ type: 'groupBound', v: 1, at: START, group: `${WEST}/${WEST_GROUP}`, title: '西' });
    await alsoInTheWest(OWNER);
    await inTheWest(OWNER, DIFFICULTY, 'group');
    const [card] = bench.sentTo(WEST_GROUP, WEST);
    expect(card?.buttons).toEqual([]);
    expect(card?.text).toContain('可以发：催办 1、进度 1');
    await inTheWest(OWNER, '进度', 'private');
    expect(bench.sentTo(`w-${OWNER}`, WEST).at(-1)?.buttons.flat()).not.toEqual([]);
  });

  test('what has to be said is said, though a change overtakes it in the queue', async () => {
    // Nothing is delivered between the two: the card that waits is replaced by its newer words.
    const id = (key: string, what: object) => ({ key: `test:${key}`, ...what });
    const said = {
      channel: CHANNEL,
      at: START,
      what: 'text',
      replyTo: null,
      files: [],
      button: null,
    } as const;
    const sender = { id: OWNER, name: OWNER, anonymous: false };
    const chat = { id: GROUP, kind: 'group', title: '' } as const;
    const base = { ...said, sender, chat, addressed: false, buttonToken: null };
    await bench.store.receive(
      [
        id('a', { ...base, message: 'a', text: DIFFICULTY }),
        id('b', { ...base, message: 'b', text: '补充 1 锅炉也停了' }),
      ] as never,
      START,
    );
    await bench.program.work();
    await bench.program.delivery.run();
    expect(bench.told(WEST_GROUP, WEST)).toHaveLength(1);
    expect(bench.told(GROUP, CHANNEL).length).toBeGreaterThan(0);
  });

  test('in private is shown to nobody else', async () => {
    await alsoInTheWest(OWNER);
    await inTheWest(OWNER, DIFFICULTY, 'private');
    expect(bench.told(GROUP, CHANNEL)).toEqual([]);
    expect(bench.told(WEST_GROUP, WEST)).toEqual([]);
    expect((await bench.store.ticket(1))?.member).toBe(OWNER);
  });

  test('that is a report is shown in no group', async () => {
    await bench.says(OWNER, '举报住建局工作人员索要好处费，不给就不验收', 'group');
    expect(await bench.store.tickets({ confidential: true })).toHaveLength(1);
    expect([...bench.told(GROUP, CHANNEL), ...bench.told(WEST_GROUP, WEST)].join()).not.toContain('诉求件');
  });

  test('does not come to a group that was bound later, until it needs an answer', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    await facts({ type: 'groupBound', v: 1, at: START, group: `${WEST}/late`, title: '新' });
    const liaison = await liaisonOf(1);
    await bench.presses(liaison, '签收');
    expect(bench.told('late', WEST)).toEqual([]);
    await bench.says(liaison, '办结 1 已修好管道，恢复供水');
    expect(bench.told('late', WEST).join()).toContain('已修好管道');
  });

  test('is shown once in a group that has got another id, and comes back to the first when that one does', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    const moved = (from: string, to: string): OfficeEvent => ({
      type: 'groupMoved',
      v: 1,
      at: START,
      from: `${CHANNEL}/${from}`,
      to: `${CHANNEL}/${to}`,
    });
    await facts(moved(GROUP, 'second'), moved('second', 'third'));
    await bench.presses(await liaisonOf(1), '签收');
    expect(bench.told('third', CHANNEL)).toHaveLength(1);
    expect(bench.told('second', CHANNEL)).toEqual([]);
    await facts(moved('third', GROUP));
    await bench.says(await liaisonOf(1), '反馈 1 明天上午到现场');
    expect(bench.told('third', CHANNEL)).toHaveLength(1);
    expect(bench.told(GROUP, CHANNEL).at(-1)).toContain('明天上午到现场');
  });
});

/** The group's first card in the west, as people copy it. */
const card = (): string => bench.sentTo(WEST_GROUP, WEST).map(bench.copyOf)[0] ?? '';

describe('nothing goes round in circles', () => {
  test('a card carried over to another group, by whatever does that, is answered by nobody and registers nothing', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    const said = bench.told(GROUP, CHANNEL).length + bench.told(WEST_GROUP, WEST).length;
    await alsoInTheWest(OWNER);
    for (const person of ['some-other-bot', OWNER]) await inTheWest(person, card(), 'group');
    expect(await bench.store.ticket(2)).toBeUndefined();
    expect(bench.told(GROUP, CHANNEL).length + bench.told(WEST_GROUP, WEST).length).toBe(said);
  });

  test('a stranger who answers everything it hears is answered once', async () => {
    for (let turn = 1; turn <= 5; turn++)
      await inTheWest('some-other-bot', `${DIFFICULTY}，第 ${turn} 次`, 'group');
    expect(bench.told(WEST_GROUP, WEST)).toHaveLength(1);
  });

  test('pasted in private, it asks how that ticket stands; who may not see it is told nothing', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    await bench.says('dispatcher-1', card());
    expect(bench.told('dispatcher-1', CHANNEL).at(-1)).toMatch(/诉求件 1[\s\S]*\n\n[\s\S]*登记/);
    const before = bench.told('qingyun-1', CHANNEL).length;
    await bench.says('qingyun-1', card());
    expect(bench.told('qingyun-1', CHANNEL).length).toBe(before);
    expect(await bench.store.ticket(2)).toBeUndefined();
  });
});

describe('a channel that was away, and does not hear later what was said', () => {
  const gap = (channel: string, from: string, to: string) =>
    tellGap(channel, at('2026-11-24', from), at('2026-11-24', to), bench.program.parts);

  test('asks its groups, and no others, to say it again; once', async () => {
    await gap(WEST, '08:02', '08:31');
    await gap(WEST, '08:02', '08:31');
    await bench.program.delivery.run();
    expect(bench.told(WEST_GROUP, WEST)).toEqual([
      '11月24日（周二）08:02至08:31我掉线了，这期间群里说的我没有听到。有诉求请再发一次，抱歉。',
    ]);
    expect(bench.told(GROUP, CHANNEL)).toEqual([]);
  });

  test('over night names both days; under a minute it is nothing', async () => {
    await tellGap(WEST, at('2026-11-23', '22:00'), at('2026-11-24', '06:30'), bench.program.parts);
    await gap(WEST, '08:02', '08:02');
    await bench.program.delivery.run();
    expect(bench.told(WEST_GROUP, WEST)).toEqual([expect.stringContaining('22:00至11月24日（周二）06:30')]);
  });

  test('where the platform hands over later what was said, there is nothing to ask', async () => {
    await gap(CHANNEL, '08:02', '08:31');
    await bench.program.delivery.run();
    expect(bench.told(GROUP, CHANNEL)).toEqual([]);
  });
});

describe('a person with two accounts', () => {
  test('is answered where they have just spoken', async () => {
    await alsoInTheWest(OWNER);
    await inTheWest(OWNER, '进度', 'private');
    expect(bench.told(`w-${OWNER}`, WEST)).toHaveLength(1);
    expect(bench.told(OWNER, CHANNEL)).toEqual([]);
    await bench.says(OWNER, '进度');
    expect(bench.told(OWNER, CHANNEL)).toHaveLength(1);
  });

  test('raises on one and rates on the other', async () => {
    await alsoInTheWest(OWNER);
    await inTheWest(OWNER, DIFFICULTY, 'group');
    const liaison = await liaisonOf(1);
    await bench.presses(liaison, '签收');
    await bench.says(liaison, '办结 1 已修好管道，恢复供水');
    await bench.says(OWNER, '满意 1');
    expect((await bench.store.ticket(1))?.facts.rating).toBe('satisfied');
  });

  test('whose chat was closed is reached again by writing there, and gets what waited', async () => {
    await alsoInTheWest(OWNER);
    const closed = (account: string): OfficeEvent => ({
      type: 'reached',
      v: 1,
      at: START,
      account,
      open: false,
    });
    await facts(closed(`${CHANNEL}/${OWNER}`), closed(`${WEST}/w-${OWNER}`));
    await bench.says(OWNER, DIFFICULTY, 'group');
    const liaison = await liaisonOf(1);
    await bench.presses(liaison, '签收');
    await bench.says(liaison, '反馈 1 明天上午到现场');
    expect([...bench.told(OWNER, CHANNEL), ...bench.told(`w-${OWNER}`, WEST)]).toEqual([]);
    await inTheWest(OWNER, '谢谢', 'private');
    expect(bench.told(`w-${OWNER}`, WEST).join()).toContain('明天上午到现场');
  });

  test('gets each message once', async () => {
    await alsoInTheWest(OWNER);
    await bench.says(OWNER, DIFFICULTY, 'group');
    const liaison = await liaisonOf(1);
    await bench.presses(liaison, '签收');
    await bench.says(liaison, '反馈 1 明天上午到现场');
    const told = [...bench.told(OWNER, CHANNEL), ...bench.told(`w-${OWNER}`, WEST)];
    expect(told.filter((text) => text.includes('明天上午到现场'))).toHaveLength(1);
  });
});

describe('what is quoted by its words alone', () => {
  const quoting = (text: string, fromBot: boolean): Quoted => ({ message: null, fromBot, text });

  test('is the ticket that a message of the bot is marked with, also on another channel', async () => {
    await alsoInTheWest(OWNER);
    await bench.says(OWNER, DIFFICULTY, 'group');
    await inTheWest(OWNER, '锅炉房也没有水', 'group', quoting(card(), true));
    const ticket = await bench.store.ticket(1);
    expect(ticket?.entries.at(-1)).toMatchObject({ what: 'supplemented', text: '锅炉房也没有水' });
    expect(await bench.store.ticket(2)).toBeUndefined();
  });

  test('is the ticket that began with those words, or with the beginning of them', async () => {
    await alsoInTheWest(OWNER);
    await inTheWest(OWNER, DIFFICULTY, 'group');
    await inTheWest(OWNER, '锅炉房也没有水', 'group', quoting(`${DIFFICULTY.slice(0, 12)}…`, false));
    expect((await bench.store.ticket(1))?.entries.at(-1)?.what).toBe('supplemented');
  });

  test('is no ticket when the words are too few to say which', async () => {
    await alsoInTheWest(OWNER);
    await inTheWest(OWNER, DIFFICULTY, 'group');
    await inTheWest(OWNER, '变压器也坏了，要供电公司来修', 'group', quoting('厂门口', false));
    expect((await bench.store.ticket(1))?.entries.some(({ what }) => what === 'supplemented')).toBe(false);
  });

  test('shows a report to nobody who may not see it', async () => {
    await bench.says(OWNER, '举报住建局工作人员索要好处费，不给就不验收');
    const [report] = await bench.store.tickets({ confidential: true });
    const stranger = 'qingyun-1';
    await alsoInTheWest(stranger);
    await inTheWest(
      stranger,
      '进度怎么样',
      'private',
      quoting(withMark('已登记', report?.number ?? 0), true),
    );
    expect(bench.told(`w-${stranger}`, WEST).join()).not.toContain('索要');
    const [after] = await bench.store.tickets({ confidential: true });
    expect(after?.entries.some(({ by }) => by === stranger)).toBe(false);
  });
});

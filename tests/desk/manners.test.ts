/**
 * How the bot behaves among people: what follows in the same breath belongs together, two problems cost one question,
 * two companies with the same trouble are linked, talk is left alone, and what may be a request is asked in private.
 */
import { describe, expect, test } from 'vitest';
import { at, MINUTE } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'xinghuo-1';
const COLLEAGUE = 'xinghuo-2';
const NEIGHBOUR = 'qingyun-1';
const POWER = '厂里变压器老跳闸，请供电公司来看看';
const TAX = '税务局给的发票额度不够用';
const IN_PASSING = '明天下午三点开会别忘了带材料';

let bench: Bench;
useBench(START, (opened) => {
  bench = opened;
});

const later = (minutes: number): void => bench.clock.advanceTo(bench.clock.now() + minutes * MINUTE);
const ticket = (number: number) => bench.store.ticket(number);
const whats = async (number: number) => (await ticket(number))?.entries.map(({ what }) => what);
const inGroup = (person: string, text: string) => bench.says(person, text, 'group');

describe('in the same breath', () => {
  test('what follows within two minutes is added to the ticket, and the liaison reads it', async () => {
    await inGroup(OWNER, POWER);
    later(1);
    const answer = await inGroup(OWNER, '车间三条线都停了，损失不小');
    expect(answer.map(({ text }) => text).join()).toContain('已补充到诉求件 1');
    expect(await whats(1)).toContain('supplemented');
    const liaison = (await ticket(1))?.liaison ?? '';
    expect(bench.told(liaison).at(-1)).toContain('车间三条线都停了');
    expect(await ticket(2)).toBeUndefined();
  });

  test('after two minutes it is a ticket of its own', async () => {
    await inGroup(OWNER, POWER);
    later(2);
    await inGroup(OWNER, '配电室的门也要换');
    expect(await ticket(2), 'two minutes to the second').toBeUndefined();
    later(1);
    await inGroup(OWNER, '厂区外面的电线杆歪了，请供电公司扶正');
    expect((await ticket(2))?.text).toContain('电线杆');
  });

  test('another department’s business is another ticket, at once', async () => {
    await inGroup(OWNER, POWER);
    await inGroup(OWNER, TAX);
    expect((await ticket(1))?.department).toBe('power');
    expect((await ticket(2))?.department).toBe('tax');
  });

  test('a danger is never a supplement to something harmless', async () => {
    await inGroup(OWNER, TAX);
    await inGroup(OWNER, '车间着火了，有人被困');
    expect((await ticket(2))?.urgent).toBe(true);
  });

  test('a report never lands on a ticket that others read', async () => {
    await bench.says(OWNER, POWER);
    await bench.says(OWNER, '供电所有人索要好处费，不给就不装表');
    expect(await bench.store.tickets({ confidential: true })).toHaveLength(1);
    expect(await whats(1)).not.toContain('supplemented');
  });

  test('each person, and each chat, has a breath of their own', async () => {
    await inGroup(OWNER, POWER);
    await inGroup(COLLEAGUE, '厂区外面的电线杆歪了，请供电公司扶正');
    await bench.says(OWNER, '电费单子对不上，请供电公司查一下');
    expect((await ticket(2))?.member).toBe(COLLEAGUE);
    expect((await ticket(3))?.origin.chatKind).toBe('private');
  });

  test('after hours without power, what was said hours apart stays apart', async () => {
    const said = (message: string, hour: string, text: string) =>
      bench.hears(OWNER, {
        at: at('2026-11-24', hour),
        chat: { id: GROUP, kind: 'group', title: '' },
        message,
        text,
        addressed: false,
      });
    bench.clock.advanceTo(at('2026-11-24', '15:00'));
    await said('a', '10:00', POWER);
    await said('b', '11:30', '厂区外面的电线杆歪了，请供电公司扶正');
    expect((await ticket(2))?.text).toContain('电线杆');
    await said('c', '11:31', '就是东门外那一根');
    expect(await whats(2)).toContain('supplemented');
  });
});

describe('two problems in one message', () => {
  const BOTH = `${POWER}。另外${TAX}`;

  test('are registered at once, and one question parts them', async () => {
    await inGroup(OWNER, BOTH);
    expect(await ticket(1)).toBeDefined();
    const question = bench.told(OWNER).at(-1) ?? '';
    expect(question).toContain('诉求件 1 里像是还有一件事');
    expect(bench.told(GROUP).join(), 'the group is left in peace').not.toContain('还有一件事');
    await bench.presses(OWNER, '分成两件');
    expect(await ticket(2)).toMatchObject({ splitFrom: 1, member: OWNER });
    expect((await ticket(1))?.department, 'at once').toBe('power');
    expect(await ticket(2)).toMatchObject({ department: 'tax', text: TAX });
    expect(bench.told(GROUP).at(-1), 'the new card is where the first one is').toContain('诉求件');
  });

  test('stay one when people say so; and a button that has been used says so', async () => {
    await inGroup(OWNER, BOTH);
    await bench.presses(OWNER, '就一件');
    expect(await ticket(2)).toBeUndefined();
    expect(await bench.presented(OWNER, 'v1|split|1|1|offered')).toContain('过时');
    expect(await ticket(2)).toBeUndefined();
  });

  test('pressed twice, they are parted once', async () => {
    await inGroup(OWNER, BOTH);
    await bench.presses(OWNER, '分成两件');
    await bench.presented(OWNER, 'v1|split|1|1|offered');
    expect(await ticket(3)).toBeUndefined();
  });

  test('nobody else can take up the offer', async () => {
    await inGroup(OWNER, BOTH);
    await bench.presented(COLLEAGUE, 'v1|split|1|1|offered');
    await bench.presented(NEIGHBOUR, 'v1|split|1|1|offered');
    expect(await ticket(2)).toBeUndefined();
  });
});

describe('two companies with the same trouble', () => {
  test('are linked for the department; neither company is told of the other', async () => {
    const near = bench.county.roster.enterprises;
    const mine = near.find(({ members }) => members.some(({ id }) => id === OWNER));
    const other = near.find((one) => one.id !== mine?.id && one.township === mine?.township);
    if (!other) throw new Error('no two enterprises in one township');
    const neighbour = other.members[0]?.id ?? '';
    await inGroup(OWNER, POWER);
    later(30);
    await inGroup(neighbour, '我们这边变压器也跳闸，一天三回');
    expect((await ticket(2))?.alike).toEqual([1]);
    const liaison = (await ticket(2))?.liaison ?? '';
    expect(bench.told(liaison).at(-1)).toContain('可能是同一件事：诉求件 1');
    expect([...bench.told(neighbour), ...bench.told(GROUP)].join()).not.toContain('同一件事');
  });

  test('are not when it is another matter, another time, or the same company', async () => {
    await inGroup(OWNER, POWER);
    later(10);
    await inGroup(COLLEAGUE, '变压器又跳闸了，请供电公司快来');
    await inGroup(NEIGHBOUR, TAX);
    expect((await ticket(2))?.alike).toBeUndefined();
    expect((await ticket(3))?.alike).toBeUndefined();
    await bench.goesTo(at('2026-12-08', '09:00'));
    await inGroup(NEIGHBOUR, POWER);
    expect((await ticket(4))?.alike).toBeUndefined();
  });
});

describe('people talking to each other', () => {
  test('are left in peace in the group; whoever spoke is asked in private, once', async () => {
    await inGroup(OWNER, IN_PASSING);
    expect(bench.told(GROUP)).toEqual([]);
    expect(await ticket(1)).toBeUndefined();
    expect(bench.told(OWNER).join()).toContain(`您刚才在群里说：“${IN_PASSING}”。要登记为诉求件`);
  });

  test('taken up, it is registered as said in the group, and answers the message there', async () => {
    await inGroup(OWNER, IN_PASSING);
    await bench.presses(OWNER, '登记');
    expect(await ticket(1)).toMatchObject({ text: IN_PASSING, origin: { chat: GROUP, chatKind: 'group' } });
    expect(bench.sentTo(GROUP, CHANNEL).at(0)?.replyTo).not.toBeNull();
    expect(await bench.presented(OWNER, 'v1|raise|0|0'), 'once').toContain('过时');
    expect(await ticket(2)).toBeUndefined();
  });

  test('declined, nothing happens; a day later it is too late', async () => {
    await inGroup(OWNER, IN_PASSING);
    await bench.presses(OWNER, '不用了');
    expect(await bench.presented(OWNER, 'v1|raise|0|0')).toContain('过时');
    await inGroup(OWNER, IN_PASSING);
    await bench.goesTo(at('2026-11-26', '09:00'));
    expect(await bench.presented(OWNER, 'v1|raise|0|0')).toContain('过时');
    expect(await ticket(1)).toBeUndefined();
  });

  test('said to the bot, or in private, it is registered all the same', async () => {
    await bench.says(OWNER, IN_PASSING);
    expect((await ticket(1))?.state).toBe('queued');
    await bench.hears(NEIGHBOUR, {
      chat: { id: GROUP, kind: 'group', title: '' },
      message: 'm',
      text: IN_PASSING,
      addressed: true,
    });
    expect((await ticket(2))?.state).toBe('queued');
  });

  test('of somebody who cannot be asked in private, it is registered rather than lost', async () => {
    const account = `${CHANNEL}/${OWNER}`;
    await bench.store.commit(() => ({
      at: START,
      cause: 'test:closed',
      office: [{ type: 'reached', v: 1, at: START, account, open: false }],
    }));
    await inGroup(OWNER, IN_PASSING);
    expect((await ticket(1))?.state).toBe('queued');
  });
});

/** What is quoted in private: the group's card, one's own words, words that nobody here knows; and edits that say nothing. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Incoming } from '../../src/channels/port.ts';
import { at } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'xinghuo-1';
const OTHER = 'qingyun-1';
const DIFFICULTY = '厂区电压不稳，电机烧了两台，请供电公司来看';

let bench: Bench;
useBench(START, (opened) => {
  bench = opened;
});

const card = () => {
  const [found] = bench.sentTo(GROUP, CHANNEL);
  return { message: found ? bench.idOf(found) : '', fromBot: true, chat: GROUP };
};
const tells = (person: string, text: string, replyTo: Incoming['replyTo'], more: Partial<Incoming> = {}) =>
  bench.hears(person, { message: `m-${person}-${text}`, text, replyTo, ...more });

describe('the card of the group, quoted in private', () => {
  beforeEach(() => bench.says(OWNER, DIFFICULTY, 'group'));

  test('takes the words of its enterprise to its ticket', async () => {
    await tells(OWNER, '配电柜也冒烟了', card());
    expect(await bench.store.ticket(2)).toBeUndefined();
    expect((await bench.ticket()).entries.at(-1)).toMatchObject({
      what: 'supplemented',
      text: '配电柜也冒烟了',
    });
  });

  test.each([
    ['power-a', '签收', 'working'],
    [OTHER, '催办', 'assigned'],
    [OTHER, '撤回', 'assigned'],
    ['tax-a', '签收', 'assigned'],
  ])('lets %s say %s only as they may', async (person, text, state) => {
    await tells(person, text, card());
    expect((await bench.ticket()).state).toBe(state);
    expect(await bench.store.ticket(2)).toBeUndefined();
  });

  test('and one’s own words in the group, that opened it, likewise', async () => {
    const own = { message: (await bench.ticket()).origin.message, fromBot: false, chat: GROUP };
    await tells(OWNER, '配电柜也冒烟了', own);
    expect(await bench.store.ticket(2)).toBeUndefined();
    expect((await bench.ticket()).entries.at(-1)).toMatchObject({ what: 'supplemented' });
  });
});

describe('in private, words in answer to', () => {
  const unknown = { message: 'm-unknown', fromBot: false };

  test.each([
    ['one’s own earlier words', unknown],
    ['a message of the bot that is of no ticket', { message: 'unknown', fromBot: true }],
    ['a message of a chat that is not here', { message: '5', fromBot: false, chat: 'elsewhere' }],
  ])('%s are words like any other', async (_what, replyTo) => {
    // Not plainly anybody's business, so that among people it would be left alone.
    await tells(OWNER, '我们这边也好几天了吧', replyTo);
    expect(bench.told(OWNER)).toHaveLength(1);
    expect((await bench.ticket()).text).toBe('我们这边也好几天了吧');
    await tells('dispatcher-1', '帮助', replyTo);
    expect(bench.newest('dispatcher-1')).toContain('分办');
  });

  test('one’s own words answer a question that waits', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    await bench.presses('power-a', '签收');
    await bench.presses('power-a', '办结');
    await tells('power-a', '换了变压器，电压正常', unknown);
    expect((await bench.ticket()).state).toBe('resolved');
  });

  test('what others said about a ticket that is not theirs are not dropped', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    const theirs = { message: (await bench.ticket()).origin.message, fromBot: false, chat: GROUP };
    await tells(OTHER, '我们这边也好几天了吧', theirs);
    expect(bench.newest(OTHER), 'asked whether they have it too').toContain('登记');
    expect((await bench.ticket()).entries).toHaveLength(2);
  });
});

test('in the group people still talk among themselves', async () => {
  const chat = { id: GROUP, kind: 'group', title: '' } as const;
  await tells(OWNER, '我们这边也好几天了吧', { message: 'm', fromBot: false }, { chat, addressed: false });
  expect(await bench.store.ticket(1)).toBeUndefined();
  expect(bench.told(GROUP)).toEqual([]);
});

describe('an edit', () => {
  const edit = (text: string) =>
    tells(OWNER, text, null, { what: 'edit', message: 'first', chat, addressed: false });
  const chat = { id: GROUP, kind: 'group', title: '' } as const;
  beforeEach(() => tells(OWNER, DIFFICULTY, null, { message: 'first', chat, addressed: false }));

  test.each(['🙏', ' 🙏🏻', '⚡️', '\n'])('that adds “%s” is told nobody', async (mark) => {
    const told = [bench.told(GROUP).length, bench.told('power-a').length];
    await edit(`${DIFFICULTY}${mark}`);
    expect([bench.told(GROUP).length, bench.told('power-a').length]).toEqual(told);
  });

  test('that changes a word is told, and its emoji afterwards are not', async () => {
    await edit(`${DIFFICULTY}，三台`);
    const told = bench.told('power-a').length;
    expect(bench.newest('power-a')).toContain('三台');
    await edit(`${DIFFICULTY}，三台🙏`);
    expect(bench.told('power-a')).toHaveLength(told);
    await edit(`${DIFFICULTY}，1.5 吨`);
    expect(bench.newest('power-a')).toContain('1.5 吨');
  });
});

describe('what somebody else said, passed on', () => {
  const forwarded = { name: '余文岭', account: 'power-b', at: START };

  test('is nobody’s command', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    await tells('power-a', '签收 1', null, { forwarded });
    expect((await bench.ticket()).state).toBe('assigned');
    await tells('power-a', '签收 1', null, { forwarded: { ...forwarded, account: 'power-a' } });
    expect((await bench.ticket()).state, 'one’s own words are one’s own').toBe('working');
  });
});

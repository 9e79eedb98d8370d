/**
 * Who is known only by a name that anybody can give themselves may raise a matter in the group, and nothing else: what
 * takes a person's authority, or shows what is not for everybody, waits until the account itself is known.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Incoming } from '../../src/channels/port.ts';
import { loadCounty } from '../../src/county.ts';
import { accountKey } from '../../src/desk/people/people.ts';
import type { OfficeEvent } from '../../src/domain/office.ts';
import { at } from '../../src/domain/time.ts';
import { scratch } from '../support/county.ts';
import { type Bench, CHANNEL, GROUP, openBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'xinghuo-1';
const DIFFICULTY = '厂区电压不稳，电机烧了两台，请供电公司来看';
const REFUSED = '只凭群昵称认不准是哪位，没有变动。';

let folder: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(async () => {
  folder = scratch();
  bench = await openBench(folder.dir, START);
});
afterEach(async () => {
  await bench.end();
  folder.remove();
});

/** An account that nobody knows, calling itself like a person of the roster. */
const claiming = (person: string, text: string, more: Partial<Incoming> = {}) =>
  bench.hears('', {
    chat: { id: GROUP, kind: 'group', title: '' },
    sender: { id: `wxid-of-${person}`, name: person, anonymous: false, claims: person },
    addressed: false,
    message: `m-${text}`,
    text,
    ...more,
  });

test('words that may be about an official are neither shown nor registered: they wait for the account', async () => {
  await bench.end();
  const weightsFile = 'data/understanding.weights';
  const change = () => loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows', weightsFile });
  bench = await openBench(`${folder.dir}/read`, START, { change });
  const hint = '来检查的那位走的时候后备箱都关不上了，烟酒是我们出的';
  expect(bench.county.router.suspects(hint)).toBe(true);
  await claiming(OWNER, hint);
  expect(await bench.store.ticket(1)).toBeUndefined();
  expect(bench.told(GROUP)).toEqual([]);
});

test('what is marked secret is stopped, and said to be', async () => {
  await claiming(OWNER, '机密★3年\n关于我厂承接项目的说明，请供电公司看看电压');
  expect(await bench.store.ticket(1)).toBeUndefined();
  expect(bench.newest(GROUP)).toContain('密级');
});

describe('a name alone', () => {
  test('raises a matter, whose liaison has it', async () => {
    await claiming(OWNER, DIFFICULTY);
    expect(await bench.ticket()).toMatchObject({ enterprise: 'xinghuo', member: OWNER, state: 'assigned' });
    expect(bench.newest('power-a')).toContain('电机烧了两台');
    await claiming(OWNER, '车间也停了');
    expect(await bench.store.ticket(2), 'said in the same breath').toBeUndefined();
    await claiming(OWNER, '大家早上好');
    expect(await bench.store.ticket(2)).toBeUndefined();
  });

  test.each<[string, string]>([
    ['power-a', '签收 1'],
    ['power-a', '反馈 1 明天到'],
    ['power-a', '办结 1 换了变压器'],
    ['power-a', '转办 1 住建 不归我们'],
    ['power-head', '延期 1 3天 设备未到'],
    ['dispatcher-1', '分办 1 住建'],
    ['dispatcher-1', '不予受理 1 诉讼 已立案'],
    ['dispatcher-1', '绑定本群'],
    ['dispatcher-1', '解绑本群'],
    ['dispatcher-1', '简报'],
    ['dispatcher-1', '超期'],
    ['dispatcher-1', '请假 毕志辰 明天'],
    ['leader-1', '批示 1 抓紧'],
    [OWNER, '进度 1'],
    [OWNER, '进度'],
    [OWNER, '我的待办'],
    [OWNER, '撤回 1'],
    [OWNER, '满意 1'],
    [OWNER, '催办 1'],
  ])('of %s does not do “%s”, nor show anything', async (person, text) => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    const before = [await bench.ticket(), (await bench.store.office()).version];
    const told = bench.told(GROUP).length;
    await claiming(person, text);
    expect([await bench.ticket(), (await bench.store.office()).version]).toEqual(before);
    expect(bench.told(GROUP).slice(told)).toEqual([expect.stringContaining(REFUSED)]);
  });

  test('answers no question and no card', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    const before = await bench.ticket();
    const card = bench.sentTo(GROUP, CHANNEL).at(-1);
    const replyTo = { message: card ? bench.idOf(card) : '', fromBot: true };
    for (const person of ['power-a', OWNER])
      for (const text of ['收到', '已修好，恢复供电', '解决了', '算了不用了'])
        await claiming(person, text, { replyTo, addressed: true });
    expect(await bench.ticket()).toEqual(before);
  });

  test('has no power in private', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    await claiming('power-a', '签收 1', {
      chat: { id: 'wxid-of-power-a', kind: 'private', title: '' },
      addressed: true,
    });
    expect((await bench.ticket()).state).toBe('assigned');
  });

  test('of two accounts counts for less than the account that is known', async () => {
    await bench.says(OWNER, DIFFICULTY, 'group');
    const account = accountKey(CHANNEL, 'wxid-of-dispatcher-1');
    const bound: OfficeEvent = {
      type: 'accountBound',
      v: 1,
      at: START,
      account,
      person: 'power-a',
      hash: 'h',
    };
    await bench.store.commit(() => ({ at: START, cause: 'test:bound', office: [bound] }));
    await claiming('dispatcher-1', '签收 1');
    expect((await bench.ticket()).state, 'signed as the liaison that the account belongs to').toBe('working');
  });
});

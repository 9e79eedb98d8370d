/** 改类 and 不是诉求: what was taken for another kind than it is, or for a matter at all, is set right in one sentence. */
import { beforeEach, describe, expect, test } from 'vitest';
import { at, MINUTE } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const OWNER = 'shangchao-1';
const HUB = 'dispatcher-1';
const TUESDAY = at('2026-11-24', '10:00');
let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});
const MATTER = '厂门口的路灯坏了半个月，晚上卸货看不见';
const liaison = async (): Promise<string> => (await bench.ticket()).liaison ?? '';

describe('改类', () => {
  beforeEach(async () => {
    await bench.says(OWNER, MATTER, 'group');
    await bench.goesTo(TUESDAY + 10 * MINUTE);
  });

  test('to 紧急: limits, card, everybody who is to hear of a danger', async () => {
    const told = await bench.answers(HUB, '改类 1 紧急');
    expect(told).toContain('已改为“紧急”');
    expect(await bench.ticket()).toMatchObject({ urgent: true, flow: expect.stringMatching(/^urgent@/u) });
    expect(bench.newest(GROUP)).toContain('紧急');
    expect(bench.told(await liaison()).join('\n')).toContain('改按“紧急”办理');
    expect(bench.newest(OWNER)).toContain('改按“紧急”办理');
    expect(bench.newest('emergency-a')).toContain(MATTER);
  });

  test.each([
    ['改类 1 咨询', 'consult'],
    ['改类1：拖欠账款', 'arrears'],
    ['改类 1 成紧急件', 'urgent'],
    ['【改类】1号 加急', 'urgent'],
    ['改类 1 不急', 'complaint'],
  ])('%s', async (words, kind) => {
    await bench.says(HUB, words);
    expect((await bench.ticket()).flow.split('@')[0]).toBe(kind);
  });

  test('without a kind, four become three buttons, and one tap does it', async () => {
    expect(await bench.answers(HUB, '改类 1')).toContain('应该是哪一类');
    await bench.presses(HUB, '咨询');
    expect((await bench.ticket()).flow).toMatch(/^consult@/u);
    expect(await bench.answers(HUB, '进度 1')).toContain('改类：咨询');
  });

  test('the next words answer, and nonsense is answered with an example and asked again', async () => {
    await bench.says(HUB, '改类 1');
    expect(await bench.answers(HUB, '那个什么')).toContain('改类 1 咨询');
    await bench.says(HUB, '紧急');
    expect((await bench.ticket()).urgent).toBe(true);
  });

  test('the kind it has already changes nothing, and says so', async () => {
    const { version } = await bench.ticket();
    expect(await bench.answers(HUB, '改类 1 一般诉求')).toContain('本来就是“一般诉求”');
    expect((await bench.ticket()).version).toBe(version);
  });

  test('what everybody has read becomes no report', async () => {
    expect(await bench.answers(HUB, '改类 1 举报')).toContain('不能改成举报件');
    expect((await bench.ticket()).confidential).toBe(false);
  });

  test('others may not: neither the liaison, nor the enterprise, nor a leader', async () => {
    for (const person of [await liaison(), OWNER, 'leader-1']) await bench.says(person, '改类 1 紧急');
    expect((await bench.ticket()).urgent).toBe(false);
  });
});

test('what waits for the dispatcher may be changed before it has a department', async () => {
  await bench.says(OWNER, '我们这边有个事一直没人管，拖了很久，请帮忙协调一下', 'group');
  expect(await bench.ticket()).toMatchObject({ state: 'queued' });
  await bench.says(HUB, '改类 1 紧急');
  expect(await bench.ticket()).toMatchObject({ state: 'queued', urgent: true });
  expect(bench.told(HUB).join('\n')).toContain('紧急');
});

describe('不是诉求', () => {
  beforeEach(async () => {
    await bench.says(OWNER, MATTER, 'group');
  });

  test('takes the ticket away without a word of reasons, and tells its owner how to go on', async () => {
    expect(await bench.answers(HUB, '不是诉求 1')).toContain('不是诉求');
    expect(await bench.ticket()).toMatchObject({ state: 'rejected', facts: { rejection: 'idle' } });
    expect(bench.newest(OWNER)).toContain('再说一遍');
    expect(await bench.answers(HUB, '进度 1')).toContain('不予受理：不是诉求');
    expect(await bench.answers(HUB, '简报 口径')).toMatch(/剔除.*不是诉求 1/u);
  });

  test.each(['不是诉求', '作废', '不予受理 诉讼 已在法院起诉'])(
    '%s alone ends nothing, though there is one ticket only: it is asked of which',
    async (words) => {
      await bench.says(OWNER, '想请人来厂里坐坐，事情有点杂');
      const before = await bench.ticket(2);
      expect(before.state).toBe('queued');
      expect(await bench.answers(HUB, words)).toContain('您说的是哪一件？');
      expect(await bench.ticket(2)).toEqual(before);
      const asked = bench.sentTo(HUB, CHANNEL).at(-1)?.buttons.flat() ?? [];
      expect(asked).toHaveLength(1);
      await bench.presses(HUB, asked[0]?.label ?? '');
      expect((await bench.ticket(2)).state).toBe('rejected');
    },
  );

  test('in answer to the card in the group', async () => {
    const [card] = bench.sentTo(GROUP, CHANNEL);
    const message = card ? bench.idOf(card) : '';
    await bench.hears(HUB, {
      chat: { id: GROUP, kind: 'group', title: '' },
      text: '不是诉求',
      replyTo: { message, fromBot: true },
    });
    expect((await bench.ticket()).facts.rejection).toBe('idle');
  });

  test('its owner may come back all the same', async () => {
    await bench.says(HUB, '不是诉求 1');
    await bench.says(OWNER, '重开 1 真的看不见，有人摔了');
    expect((await bench.ticket()).state).toBe('queued');
  });

  test('said by an owner it is talk, and no ticket is looked for', async () => {
    const told = await bench.answers(OWNER, '不是诉求');
    expect(told).not.toMatch(/没有找到|不能|诉求件 1/u);
    expect((await bench.ticket()).state).toBe('assigned');
  });

  test('is not for the liaison', async () => {
    await bench.says(await liaison(), '不是诉求 1');
    expect((await bench.ticket()).state).toBe('assigned');
  });
});

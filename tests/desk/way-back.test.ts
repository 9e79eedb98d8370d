/** A way back: 撤销 one's own last step, 作废 what was entered by mistake, 改企业 what was entered for the wrong one. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slipIn } from '../../src/dialogue/understand.ts';
import { at, DAY, MINUTE } from '../../src/domain/time.ts';
import { UNDO_WITHIN } from '../../src/domain/undo.ts';
import { scratch } from '../support/county.ts';
import { type Bench, GROUP, openBench, useBench } from './bench.ts';

const MONDAY = at('2026-11-23', '10:00');
const OWNER = 'shangchao-1';
const OTHER_OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const OTHER = 'housing-a';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const TROUBLE = '厂区电压不稳，电机烧了两台，请供电公司来看';

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});
const later = (ms = MINUTE): void => bench.clock.advanceTo(bench.clock.now() + ms);
const state = async () => (await bench.ticket()).state;

beforeEach(async () => {
  await bench.says(OWNER, TROUBLE);
  await bench.says(LIAISON, '签收 1');
  later();
});

test.each(['点错了', '按错了，改回来', '哎呀办错了', '发错了！', '不撤了', '还是别撤了吧'])(
  '%s is a slip',
  (text) => {
    expect(slipIn(text)).not.toBeNull();
  },
);
test.each(['派错了人', '不是我点错了，是他们', '单子填错了一行，能改吗', '错了'])('%s is none', (text) => {
  expect(slipIn(text)).toBeNull();
});

describe('撤销 right after an entry, which is no step', () => {
  const PASTE = '代录 星火煤焦：厂门口的路灯坏了，请城管局来修';
  const entered = async (): Promise<void> => {
    later(UNDO_WITHIN + MINUTE);
    await bench.says(HUB, PASTE);
    expect(await bench.ticket(2)).toMatchObject({ enterprise: 'xinghuo', enteredBy: HUB });
  };

  test.each(['撤销', '点错了', '撤销 2'])('of 代录, %s offers 作废, and a tap does it', async (words) => {
    await entered();
    expect(await bench.answers(HUB, words)).toContain('刚登记的，要作废吗？');
    await bench.presses(HUB, '作废 2');
    expect(await bench.ticket(2)).toMatchObject({ state: 'rejected', facts: { rejection: 'void' } });
    expect(await state(), 'the other stands').toBe('working');
  });

  test.each(['撤销', '点错了', '撤销 2'])('of a company’s own words, %s offers 撤回', async (words) => {
    await bench.says(OTHER_OWNER, '厂门口的路灯坏了，请城管局来修');
    expect(await bench.answers(OTHER_OWNER, words)).toContain('要撤回诉求件 2');
    await bench.presses(OTHER_OWNER, '撤回');
    expect((await bench.ticket(2)).state).toBe('withdrawn');
  });

  test('what was raised in private is not spoken of in the group, nor what is older than the half hour anywhere', async () => {
    await bench.says(OTHER_OWNER, '厂门口的路灯坏了，请城管局来修');
    for (const words of ['撤销', '点错了', '发错了', '撤销 2']) {
      const sent = await bench.says(OTHER_OWNER, words, 'group');
      expect(
        sent.filter(({ chat, text }) => chat !== OTHER_OWNER && text.includes('路灯')),
        words,
      ).toEqual([]);
    }
    later(3 * DAY);
    expect(await bench.answers(OTHER_OWNER, '撤销 2')).not.toContain('要撤回');
    await bench.says(HUB, PASTE);
    later(UNDO_WITHIN + MINUTE);
    expect(await bench.answers(HUB, '撤销 3')).not.toContain('刚登记的');
  });

  test('点错了 in the group is said to people', async () => {
    await bench.says(OTHER_OWNER, '厂门口的路灯坏了，请城管局来修', 'group');
    later();
    expect(await bench.says(OTHER_OWNER, '发错了', 'group')).toEqual([]);
  });

  test('a step taken since is what is undone; of others’ entries nothing is offered, nor after half an hour', async () => {
    await entered();
    expect(await bench.answers('dispatcher-2', '撤销')).toContain('没有您可以撤销的');
    later();
    await bench.says(HUB, '分办 2 住建');
    expect(await bench.answers(HUB, '撤销')).toContain('诉求件 2 的“分办”已撤销');
    later(UNDO_WITHIN + MINUTE);
    expect(await bench.answers(HUB, '撤销')).toContain('没有您可以撤销的');
  });
});

describe('撤销', () => {
  test('办结 by mistake: the company hears that it is not, the ticket is as it was, and its card says so', async () => {
    await bench.says(LIAISON, '办结 1 已换变压器');
    later();
    expect(await bench.answers(LIAISON, '撤销 1')).toContain('诉求件 1 的“办结”已撤销，现在是：办理中');
    expect(await state()).toBe('working');
    expect(bench.told(OWNER).join('\n')).toContain(
      '诉求件 1 的“办结”已由供电公司 余文岭撤销，现在是：办理中',
    );
    expect(await bench.answers(OWNER, '进度 1')).toContain('撤销了上一步：办结（供电公司 余文岭）');
    // The old question has no force any more.
    expect(await bench.answers(OWNER, '满意 1')).toContain('不能');
    await bench.says(LIAISON, '办结 1 换好了，已送电');
    expect(await state()).toBe('resolved');
  });

  test('without a number it is the last step, whoever has the ticket now; 点错了 is asked about', async () => {
    await bench.says(LIAISON, '转办 1 住建 属施工许可');
    expect((await bench.ticket()).department).toBe('housing');
    later();
    expect(await bench.answers(LIAISON, '点错了')).toContain('要撤销诉求件 1（厂区电压不稳');
    expect((await bench.ticket()).department, 'nothing before the answer').toBe('housing');
    await bench.presses(LIAISON, '撤销');
    expect(await bench.ticket()).toMatchObject({ department: 'power', liaison: LIAISON, transfers: 0 });
    expect(bench.told(OTHER).join('\n')).toContain('诉求件 1 的“转办”已由供电公司 余文岭撤销');
    expect(bench.told(LIAISON).join('\n')).toContain('上一步已撤销，这件仍由您办理。\n【诉求件 1】办理中');
    expect(bench.told(OWNER).join('\n'), 'it stands on the card').not.toContain('撤销');
  });

  test('不撤了 after a withdrawal is no new matter', async () => {
    await bench.says(OWNER, '撤回 1');
    expect(await state()).toBe('withdrawn');
    later();
    expect(await bench.answers(OWNER, '不撤了')).toContain('要撤销诉求件 1');
    await bench.presses(OWNER, '撤销');
    expect(await state()).toBe('working');
    expect(await bench.store.tickets({})).toHaveLength(1);
    expect(bench.told(LIAISON).join('\n')).toContain('诉求件 1 的“撤回”已由');
  });

  test('a 退单 that was undone is in no figure of it, and neither is a rating', async () => {
    await bench.says(LIAISON, '退单 1 住建 属施工许可');
    later();
    expect(await bench.answers(LIAISON, '撤销 1')).toContain('诉求件 1 的“退单”已撤销');
    await bench.says(LIAISON, '办结 1 已换变压器');
    await bench.says(OWNER, '不满意 1');
    later();
    await bench.says(OWNER, '撤销 1');
    const figures = await bench.answers(HUB, '简报 口径');
    expect(figures).not.toMatch(/不满意 1/u);
    expect(figures).toMatch(/退单率[^\n]*0/u);
  });

  test('不撤了 in answer to whether to withdraw keeps it', async () => {
    await bench.says(OWNER, '算了不用了');
    later();
    expect(await bench.answers(OWNER, '不撤了')).toBe('好的，没有撤回，照常办理。');
    expect(await state()).toBe('working');
  });

  test('a rating by mistake is asked for again', async () => {
    await bench.says(LIAISON, '办结 1 已换变压器');
    await bench.says(OWNER, '不满意 1');
    later();
    await bench.says(OWNER, '撤销 1');
    expect(await state()).toBe('resolved');
    await bench.presses(OWNER, '满意');
    expect(await bench.ticket()).toMatchObject({ state: 'closed', facts: { rating: 'satisfied' } });
  });

  test('the hub’s assignment: it waits for the hub again, with the choice', async () => {
    await bench.says(OTHER_OWNER, '我们想问一下，有没有人能来厂里看看，情况三言两语说不清。');
    await bench.says(HUB, '分办 2 住建');
    later();
    expect(await bench.answers(HUB, '撤销')).toContain('诉求件 2 的“分办”已撤销，现在是：待分办');
    expect(await bench.ticket(2)).toMatchObject({ state: 'queued', department: null });
    await bench.says(HUB, '分办 2 水利');
    expect(await bench.ticket(2)).toMatchObject({ state: 'assigned', department: 'water' });
  });

  test('a leader’s, where a 退单 and a 顶格推进 were open: both wait again, and who settles them is told', async () => {
    await bench.says(LIAISON, '退单 1 水利 属于水利');
    await bench.says(HUB, '顶格 1 两家都说不是');
    await bench.says(LEADER, '分办 1 水利');
    expect(await bench.ticket()).toMatchObject({ department: 'water', request: null });
    await bench.says(LEADER, '撤销 1');
    expect(await bench.ticket()).toMatchObject({ department: 'power', request: { kind: 'return' } });
    expect(bench.told(HUB).join('\n')).toContain('又在等双组长批示');
    expect(bench.newest('leader-2')).toContain('两家都说不是');
    expect(await bench.answers('leader-2', '批示 1 由供电办')).not.toContain('没有');
    expect((await bench.ticket()).duties[0]).toMatchObject({ kind: 'escalate', answer: '由供电办' });
  });

  test.each([
    ['too late', async () => later(UNDO_WITHIN + MINUTE), LIAISON],
    ['somebody has gone on from it', async () => void (await bench.says(OWNER, '满意 1')), LIAISON],
    ['another’s step', async () => {}, LEADER],
    ['a stranger to it', async () => {}, OTHER],
  ])('%s: nothing changes, and it is said what can be taken back', async (_, meanwhile, who) => {
    await bench.says(LIAISON, '办结 1 已换变压器');
    await meanwhile();
    const before = await bench.ticket();
    expect(await bench.answers(who, '撤销 1')).toMatch(/没有您可以撤销的|没有找到|不由您/u);
    expect((await bench.ticket()).version).toBe(before.version);
  });

  test.each([OWNER, OTHER, HUB, LEADER])(
    '%s, who has done nothing: what can be taken back is said',
    async (who) => {
      later(UNDO_WITHIN + MINUTE);
      expect(await bench.answers(who, '撤销')).toContain('没有您可以撤销的：只能撤销自己半小时内办的上一步');
      expect(await bench.answers(who, '点错了')).toContain('没有您可以撤销的');
      expect(await bench.store.tickets({}), 'and it is no matter').toHaveLength(1);
    },
  );

  test('twice takes nothing more back', async () => {
    await bench.says(LIAISON, '办结 1 已换变压器');
    await bench.says(LIAISON, '撤销 1');
    expect(await bench.answers(LIAISON, '撤销 1')).toMatch(/没有您可以撤销的|不由您/u);
    expect(await state()).toBe('working');
  });
});

test('撤回 by a typed number is shown first where several are open, and done at once where there is one', async () => {
  await bench.says(OWNER, '门口的路塌了一块，请住建局来修');
  expect(await bench.answers(OWNER, '撤回 1')).toContain('要撤回诉求件 1（厂区电压不稳');
  expect(await state()).toBe('working');
  await bench.presses(OWNER, '撤回');
  expect(await state()).toBe('withdrawn');
  await bench.says(OWNER, '撤回 2');
  expect((await bench.ticket(2)).state).toBe('withdrawn');
});

describe('作废', () => {
  test('is the dispatcher’s, out of every rate, told to those concerned, and can be undone', async () => {
    expect(await bench.answers(LIAISON, '作废 1')).toMatch(/不由您|不能/u);
    expect(await bench.answers(HUB, '作废 1 测试时误登')).toContain('诉求件 1 已作废，不计入办理情况');
    expect(await bench.ticket()).toMatchObject({ state: 'rejected', facts: { rejection: 'void' } });
    expect(bench.told(OWNER).join('\n')).toContain('诉求件 1 登记有误，已作废，打扰了');
    expect(bench.told(LIAISON).join('\n')).toContain('诉求件 1 登记有误，作废，您不用再办');
    expect(await bench.answers(HUB, '简报 口径')).toContain('误登作废 1');
    await bench.says(HUB, '撤销 1');
    expect(await state()).toBe('working');
  });

  test.each([
    ['waiting', ['请补充 1 电费单'], '还不能作废：先发“恢复办理 1”'],
    ['resolved', ['办结 1 已换变压器'], '部门已有结果，不能作废'],
  ] as const)('in %s it says why not by its own name, and what helps', async (now, steps, said) => {
    for (const step of steps) await bench.says(LIAISON, step);
    expect(await state()).toBe(now);
    const answer = await bench.answers(HUB, '作废 1 误登');
    expect(answer).toContain(said);
    expect(answer).not.toContain('不予受理');
    expect(await state()).toBe(now);
  });

  test('what was at rest can be voided once it is taken up again, as the sentence says', async () => {
    await bench.says(LIAISON, '请补充 1 电费单');
    await bench.says(HUB, '恢复办理 1');
    await bench.says(HUB, '作废 1 误登');
    expect(await bench.ticket()).toMatchObject({ state: 'rejected', facts: { rejection: 'void' } });
  });
});

describe('改企业', () => {
  test('both companies and the liaison hear, and the ticket is the other’s from then on', async () => {
    expect(await bench.answers(HUB, '改企业 1 星火煤焦')).toContain('诉求件 1 已改为');
    expect(await bench.ticket()).toMatchObject({ enterprise: 'xinghuo', member: null });
    expect(bench.told(OWNER).join('\n')).toContain('诉求件 1 不是贵企业的');
    expect(bench.told(LIAISON).join('\n')).toContain('已更正为');
    expect(await bench.answers(OTHER_OWNER, '进度 1')).toContain('更正企业');
    expect(await bench.answers(OWNER, '进度 1')).toContain('没有找到');
    expect(bench.told(GROUP).join('\n')).not.toContain('不是贵企业的');
  });

  test('a name that is none is asked again, and the answer may be the short name', async () => {
    expect(await bench.answers(HUB, '改企业 1')).toContain('请发应该是哪家企业');
    expect(await bench.answers(HUB, '没有这家厂')).toContain('名册里没有“没有这家厂”');
    expect(await bench.answers(HUB, '星火煤焦')).toContain('已改为');
  });

  test('it is the dispatcher’s alone', async () => {
    await bench.says(LIAISON, '改企业 1 星火煤焦');
    expect((await bench.ticket()).enterprise).toBe('shangchao');
  });
});

describe('where nothing that was sent can be changed', () => {
  let place: ReturnType<typeof scratch>;
  let plain: Bench;
  beforeEach(async () => {
    place = scratch();
    plain = await openBench(join(place.dir, 'data'), MONDAY, { can: { edits: false } });
  });
  afterEach(async () => {
    await plain.end();
    place.remove();
  });

  test('the company hears once that it is not done', async () => {
    await plain.says(OWNER, TROUBLE);
    await plain.says(LIAISON, '办结 1 已换变压器');
    await plain.says(LIAISON, '撤销 1');
    expect(plain.told(OWNER).filter((text) => text.includes('余文岭撤销'))).toHaveLength(1);
  });
});

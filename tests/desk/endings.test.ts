/** 回访, 不予受理, 重开, 并单, 分单, and the results a department may report, as people go through them. */
import { describe, expect, test } from 'vitest';
import { at, DAY } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const A = 'housing-a';
const HUB = 'dispatcher-1';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, TUESDAY);
const resolved = (story: Story): Story => next(signed(story), 'liaison', COMMANDS.resolve, TUESDAY);
const closed = (story: Story): Story => next(resolved(story), 'reporter', COMMANDS.confirm, TUESDAY);

describe('办结', () => {
  test('is solved unless said otherwise; the card says how', async () => {
    await bench.has(TUESDAY, signed);
    await bench.answers(A, '办结 1 部分解决 主路修好，辅路下月再修');
    expect((await bench.ticket()).facts).toMatchObject({
      outcome: 'partly',
      result: '主路修好，辅路下月再修',
    });
    expect(await bench.answers(A, '进度 1')).toContain('办理结果（部分解决）：主路修好');
  });

  test('by buttons: one question, and what it is when it is not simply solved', async () => {
    await bench.has(TUESDAY, signed);
    await bench.says(A, '办结 1');
    await bench.presses(A, '解释说明');
    expect(bench.newest(A)).toContain('解释说明：依据哪条规定');
    await bench.answers(A, '按规划这里不能通行大货车');
    expect((await bench.ticket()).facts.outcome).toBe('explained');
  });

  test('a kind of result is no result by itself: it is asked for', async () => {
    await bench.has(TUESDAY, signed);
    expect(await bench.answers(A, '办结 1 部分解决')).toContain('哪些解决了，哪些没有，为什么');
    expect((await bench.ticket()).state).toBe('working');
    expect(await bench.answers(A, '主路修好了')).toContain('已报“部分解决”');
    expect(bench.newest(OWNER)).toContain('报告部分解决——主路修好了');
  });

  test('what was pressed for one ticket does not colour another that is named in words', async () => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, signed);
    await bench.says(A, '办结 1');
    await bench.presses(A, '解释说明');
    await bench.answers(A, '办结 2 已修好');
    expect((await bench.ticket(2)).facts.outcome).toBe('solved');
    await bench.answers(A, '办结 1 部分路段已修好');
    expect((await bench.ticket(1)).facts, 'only what stands apart is a kind').toMatchObject({
      outcome: 'solved',
      result: '部分路段已修好',
    });
  });

  test('pictures that follow the result, one by one, belong to it', async () => {
    await bench.has(TUESDAY, signed);
    await bench.answers(A, '办结 1 已修好');
    const files = [{ ref: 'a', kind: 'photo' as const, name: '照片.jpg', size: 1000 }];
    await bench.sends(A, files);
    expect(bench.told(A)).toContain('已补充到诉求件 1。');
    expect((await bench.ticket()).files).toMatchObject([{ from: 'department', name: '照片.jpg' }]);
  });
});

describe('回访', () => {
  test('one message with the four questions; a wrong press is pressed again, and nothing counts before 提交', async () => {
    await bench.has(TUESDAY, resolved);
    expect(await bench.answers(HUB, '回访 1')).toContain('1 问题解决没有：—');
    await bench.presses(HUB, '没解决');
    await bench.presses(HUB, '已解决');
    await bench.presses(HUB, '已答复');
    await bench.presses(HUB, '没主动联系');
    await bench.presses(HUB, '不满意');
    await bench.presses(HUB, '基本满意');
    expect(await bench.answers(HUB, '老板说早点修更好')).toContain('备注：老板说早点修更好');
    expect((await bench.ticket()).state).toBe('resolved');
    await bench.presses(HUB, '提交');
    const { facts, state } = await bench.ticket();
    expect(state).toBe('closed');
    expect(facts).toMatchObject({
      closedBy: 'enterprise',
      rating: 'basic',
      answers: { solved: true, answered: true, contacted: false },
    });
    expect(bench.newest(OWNER), 'the enterprise reads what is on record in its name').toContain(
      '记录为：已解决、已答复、没主动联系、基本满意。已销号。记得不对，请点“重开”',
    );
    expect(bench.told(A).join('\n')).toContain('企业评价：基本满意（专班调度员 毕志辰回访）');
    expect(await bench.answers(HUB, '进度 1')).toContain(
      '回访：已解决、已答复、没主动联系，老板说早点修更好',
    );
  });

  test('not solved: one question for what is missing, and it goes back', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.says(HUB, '回访 1');
    await bench.presses(HUB, '没解决');
    await bench.answers(HUB, '路面还是塌的');
    expect(await bench.ticket()).toMatchObject({ state: 'working', cycle: 2 });
    expect(bench.newest(A)).toContain('路面还是塌的');
  });

  test.each([
    ['回访 1 已解决 已答复 已对接 满意', 'closed'],
    ['回访 1 未解决 路面还是塌的', 'working'],
  ])('in one line: %s', async (text, state) => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(HUB, text);
    expect((await bench.ticket()).state).toBe(state);
  });

  test.each([
    ['回访 1 满意', '1 问题解决没有：—\n2 诉求答复没有：—\n3 部门主动对接没有：—\n4 企业满不满意：满意'],
    ['回访 1 已解决', '4 企业满不满意：—'],
    ['回访 1 未解决', '直接发一句还有什么没解决'],
  ])('%s is asked about', async (text, answer) => {
    await bench.has(TUESDAY, resolved);
    expect(await bench.answers(HUB, text)).toContain(answer);
    expect((await bench.ticket()).state).toBe('resolved');
  });

  test('is not for the department that did the work', async () => {
    await bench.has(TUESDAY, resolved);
    expect(await bench.answers(A, '回访 1 已解决 满意')).toContain('不由您办理');
  });

  test('after two working days the hub is asked to call, the enterprise to rate', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.goesTo(at('2026-11-26', '10:00'));
    expect(bench.newest(HUB)).toMatch(/^【回访】诉求件 1/);
    expect(await bench.answers(HUB, '我的待办')).toContain('1　已办结，待企业评价');
    await bench.presses(HUB, '回访');
    expect(bench.newest(HUB)).toContain('请照企业说的点选');
    expect(bench.told(OWNER).join('\n')).toContain('请在');
  });

  test('who rates by itself is asked the two open questions once, and may leave them', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(OWNER, '满意');
    expect(bench.told(OWNER)).toContain(
      '感谢评价。诉求件 1 已销号。\n再请问两句，可以不答：部门答复您了吗？有没有主动联系您？',
    );
    await bench.presses(OWNER, '已答复');
    expect(bench.newest(OWNER), 'what is answered is not asked again').toBe(
      '感谢评价。诉求件 1 已销号。\n再请问一句，可以不答：部门有没有主动联系您？',
    );
    await bench.presses(OWNER, '没主动联系');
    expect((await bench.ticket()).facts.answers).toEqual({ solved: true, answered: true, contacted: false });
    expect(bench.newest(OWNER)).toBe('感谢评价。诉求件 1 已销号。您的回答已记下。');
  });
});

describe('不予受理', () => {
  test('by the dispatcher, with one of six reasons; the enterprise hears why, where to go and how to appeal', async () => {
    await bench.has(TUESDAY, signed);
    await bench.answers(HUB, '不予受理 1 诉讼 已在法院起诉');
    expect((await bench.ticket()).state).toBe('rejected');
    expect(bench.newest(OWNER)).toContain('已在法院起诉');
    expect(bench.newest(OWNER)).toContain('请向法院、仲裁机构');
    expect(bench.newest(OWNER)).toContain('重开 1');
    expect(bench.told(A).join('\n')).toContain('您不用再办');
    expect(await bench.answers(HUB, '进度 1')).toContain('不予受理：诉讼、仲裁、信访，已在法院起诉');
    await bench.answers(OWNER, '重开 1 法院没有立案');
    expect(await bench.ticket()).toMatchObject({ state: 'queued', queuedFor: 'appeal' });
    expect(bench.newest(HUB)).toContain('法院没有立案');
  });

  test('by buttons from the question whose matter it is', async () => {
    await bench.says(OWNER, '门口那块地方老是有人堆东西，想请政府管一管', 'group');
    expect((await bench.ticket()).state).toBe('queued');
    await bench.presses(HUB, '不予受理');
    await bench.presses(HUB, '超出政府职责');
    await bench.answers(HUB, '属相邻关系，建议协商');
    expect((await bench.ticket()).facts.rejection).toBe('beyond');
  });

  test.each([
    [A, '不予受理 1 诉讼 已起诉', '不由您办理'],
    [HUB, '不予受理 1 没空', '请写明情形和理由，例如“不予受理 1 诉讼'],
  ])('%s says %s', async (person, text, answer) => {
    await bench.has(TUESDAY, signed);
    expect(await bench.answers(person, text)).toContain(answer);
    expect((await bench.ticket()).state).toBe('working');
  });

  test('after the fifteen days it is too late', async () => {
    await bench.has(TUESDAY, signed);
    await bench.goesTo(TUESDAY + 16 * DAY);
    expect(await bench.answers(HUB, '不予受理 1 诉讼 已起诉')).toContain('已过不予受理的时限');
  });
});

describe('重开', () => {
  test('within thirty days it goes back to the department, with the enterprise’s words', async () => {
    await bench.has(TUESDAY, closed);
    await bench.goesTo(TUESDAY + 29 * DAY);
    await bench.answers(OWNER, '重开 1 又塌了');
    expect(await bench.ticket()).toMatchObject({ state: 'working', cycle: 2, liaison: A });
    expect(bench.told(A).join('\n')).toContain('又塌了');
  });

  test('by the button of the closing message, or without a number', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(OWNER, '满意');
    await bench.presses(OWNER, '重开');
    expect(bench.newest(OWNER)).toContain('诉求件 1 为什么要重开？');
    expect(await bench.answers(OWNER, '当天又塌了')).toContain(
      '诉求件 1 已重开，住房和城乡建设局 倪文泉将在',
    );
    expect((await bench.ticket()).cycle).toBe(2);
    expect(bench.newest(A)).toMatch(/ 乐丽轩要求重开，请继续办理。原因：当天又塌了/u);
    expect(bench.told(A).at(-1)).toContain('第 1 次重开，原因：当天又塌了');
    await bench.answers(A, '办结 1 已加固');
    await bench.answers(OWNER, '满意');
    await bench.answers(OWNER, '重开 路灯也坏了');
    expect((await bench.ticket()).cycle).toBe(3);
  });

  test('an answer to a ticket that is over may be the same matter or another: one tap tells', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(OWNER, '满意 1');
    await bench.replies(OWNER, '又塌了');
    expect(bench.newest(OWNER)).toContain('诉求件 1 已销号。您说的是同一件事，还是另一件？');
    await bench.presses(OWNER, '重开');
    expect(await bench.ticket()).toMatchObject({ state: 'working', cycle: 2 });
    expect(bench.newest(A)).toContain('原因：又塌了');
    await bench.answers(A, '办结 1 已填平，加固了路基');
    await bench.answers(OWNER, '满意 1');
    await bench.replies(OWNER, '厂区电压不稳，电机烧了两台，请供电公司来看');
    await bench.presses(OWNER, '另一件，登记');
    expect((await bench.ticket(2)).text).toContain('电机烧了两台');
  });

  test('words about officials open a report of their own, and nothing of them reaches the department', async () => {
    await bench.has(TUESDAY, closed);
    await bench.answers(OWNER, '重开 1 住建局的人上门索要红包才肯修');
    expect((await bench.ticket()).state).toBe('closed');
    expect(await bench.store.tickets({ confidential: true })).toHaveLength(1);
    expect(bench.told(A).join('\n')).not.toContain('红包');
  });

  test('a third time goes to the hub, and the enterprise is told so', async () => {
    await bench.has(TUESDAY, resolved);
    for (const why of ['还漏', '又漏']) {
      await bench.answers(OWNER, `没解决 1 ${why}`);
      await bench.answers(A, '办结 1 再补一次');
    }
    expect(await bench.answers(OWNER, '没解决 1 还是漏')).toContain(
      '多次办理仍未解决，已退回，改由调度员直接处理',
    );
    expect(await bench.ticket()).toMatchObject({ state: 'queued', queuedFor: 'reworks' });
    expect(bench.newest(A)).toContain('已请调度员处理，您不用再处理');
    expect(bench.told(HUB).join('\n')).toContain('多次重办仍未解决，请指定责任部门。企业意见：还是漏');
    const asked = bench.sentTo(HUB, 'ledger').findLast(({ text }) => text.includes('多次重办仍未解决'));
    const offered = asked?.buttons.flat().map(({ label }) => label) ?? [];
    expect(offered[0], 'not first to whoever did it three times').not.toBe('住房和城乡建设局');
    await bench.answers(HUB, '分办 1 城管');
    expect(bench.told('leader-1').join('\n'), 'nor are the leaders asked any more').toContain(
      '诉求件 1 的顶格推进：',
    );
    expect((await bench.ticket()).duties[0]?.endedAt).not.toBeNull();
  });

  test('goes to whoever stands in when its liaison is on leave by now', async () => {
    await bench.has(TUESDAY, closed);
    await bench.answers(A, '请假 今天');
    await bench.answers(OWNER, '重开 1 又塌了');
    expect(await bench.ticket()).toMatchObject({ state: 'working', liaison: 'housing-b', actingFor: A });
    expect(bench.newest('housing-b')).toContain('要求重开，请继续办理。原因：又塌了');
  });

  test.each([
    ['a ticket in hand', signed, '还没有结束，不用重开'],
    ['one that waits for the rating', resolved, '请发“没解决 1 原因”'],
    [
      'one that was withdrawn',
      (story: Story) => next(story, 'reporter', { type: 'withdraw' }, TUESDAY),
      '已撤回，不能重开。还有问题，请直接再说一遍',
    ],
  ] as const)('%s says what to do instead', async (_what, life, answer) => {
    await bench.has(TUESDAY, life);
    expect(await bench.answers(OWNER, '重开 1 又坏了')).toContain(answer);
  });

  test('later it is too late, and said so', async () => {
    await bench.has(TUESDAY, closed);
    await bench.goesTo(TUESDAY + 40 * DAY);
    expect(await bench.answers(OWNER, '重开 1 又塌了')).toMatch(/已过重开的期限.*请直接再说一遍/);
  });
});

describe('并单', () => {
  test.each(['并单 2 并入 1', '并单2并入1', '并单 2 并到 1'])(
    '%s: the same problem said twice, one ticket ends, its words are kept on the other',
    async (words) => {
      await bench.has(TUESDAY, signed);
      await bench.has(TUESDAY, (story) => story, { text: '门口的路又塌大了' });
      expect(await bench.answers(HUB, words)).toContain('已并入诉求件 1');
      expect(await bench.ticket(2)).toMatchObject({ state: 'merged', mergedInto: 1 });
      expect(bench.told(A).join('\n')).toContain('诉求件 2 并入了您的诉求件 1，请一起办：门口的路又塌大了');
    },
  );

  test.each([
    ['并单 2 并入 2', '只能并入同一企业还在办的另一件'],
    ['并单 2 并入 9', '没有找到您的诉求件 9'],
    ['并单 2 昨天那件', '请写明并入哪一件'],
  ])('%s is refused', async (text, answer) => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, signed);
    expect(await bench.answers(HUB, text)).toContain(answer);
    expect((await bench.ticket(2)).state).toBe('working');
  });

  test('by buttons: which one? and both departments hear', async () => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, (story) => story, { department: 'power', text: '门口的路又塌大了' });
    await bench.answers(OWNER, '并单 2');
    await bench.presses(OWNER, '1 门口道路塌陷，货车进不来');
    expect(await bench.ticket(2)).toMatchObject({ state: 'merged', mergedInto: 1 });
    expect((await bench.store.ticket(1))?.entries.at(-1)).toMatchObject({ what: 'absorbed' });
    expect(bench.told('power-a').join('\n')).toContain('诉求件 2 已并入诉求件 1，您不用再办这一件');
    expect(await bench.answers(OWNER, '进度 1')).toContain('并入了诉求件 2');
    expect(await bench.answers(OWNER, '重开 2 还是塌的')).toMatch(
      /^诉求件 2 已并入 1 号。\n诉求件 1 现在是“办理中”，还没有结束/,
    );
  });

  test('not into one that waits for the rating: what goes on would end with it', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.has(TUESDAY, signed);
    expect(await bench.answers(OWNER, '并单 2 并入 1')).toContain('诉求件 1 已办结，正等企业评价，不能并入');
    expect((await bench.ticket(2)).state).toBe('working');
  });

  test('never with another enterprise’s', async () => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, signed, { enterprise: 'zhiyuan', member: 'zhiyuan-1' });
    expect(await bench.answers(HUB, '并单 2 并入 1')).toContain('只能并入同一企业');
  });
});

describe('分单', () => {
  test('the second problem gets a number of its own, in the same commit', async () => {
    await bench.has(TUESDAY, signed);
    const before = bench.store.head().seq;
    await bench.says(HUB, '分单 1 厂区电压不稳，请供电公司来看');
    const second = await bench.ticket(2);
    expect(second).toMatchObject({ splitFrom: 1, enterprise: 'shangchao', member: OWNER });
    expect((await bench.ticket(1)).entries.at(-1)).toMatchObject({ what: 'split' });
    expect(bench.store.head().seq, 'more than one line').toBeGreaterThan(before);
    expect(await bench.answers(OWNER, '进度 2')).toContain('由诉求件 1 分出');
  });

  test('twice makes no second: the number that it has is named', async () => {
    await bench.has(TUESDAY, signed);
    await bench.says(HUB, '分单 1 厂门口的路灯坏了半个月，晚上看不见');
    for (const words of ['厂门口的路灯坏了半个月，晚上看不见', '厂门口路灯坏了半个月 晚上看不见'])
      expect(await bench.answers(HUB, `分单 1 ${words}`)).toContain('就是诉求件 2：厂门口的路灯');
    // By the owner too.
    expect(await bench.answers(OWNER, '分单 1 厂门口的路灯坏了半个月，晚上看不见')).toContain('就是诉求件 2');
    expect(await bench.store.ticket(3)).toBeUndefined();
    expect((await bench.ticket(1)).entries.filter(({ what }) => what === 'split')).toHaveLength(1);
    // Another of its kind is another, and what is over may come again.
    await bench.says(HUB, '分单 1 二号厂门口的路灯坏了半个月，晚上看不见');
    expect(await bench.ticket(3)).toMatchObject({ splitFrom: 1 });
    await bench.says(OWNER, '撤回 2 修好了');
    await bench.presses(OWNER, '撤回');
    await bench.says(HUB, '分单 1 厂门口的路灯坏了半个月，晚上看不见');
    expect(await bench.ticket(4)).toMatchObject({ splitFrom: 1 });
  });

  test('everybody concerned learns the new number', async () => {
    await bench.has(TUESDAY, signed);
    await bench.says(HUB, '分单 1 厂区电压不稳，请供电公司来看');
    expect(bench.newest(HUB)).toContain('已从诉求件 1 分出诉求件 2：厂区电压不稳');
    expect(bench.told(OWNER).join('\n')).toContain('单独立为诉求件 2');
    expect(bench.told(A).join('\n')).toContain('已单独立为诉求件 2，您这件只办其余的');
    expect(await bench.answers(OWNER, '进度 1')).toContain('另立：诉求件 2');
  });

  test.each([
    [A, '不由您办理'],
    ['zhiyuan-1', '没有找到您的诉求件'],
  ])('%s may not', async (person, answer) => {
    await bench.has(TUESDAY, signed);
    expect(await bench.answers(person, '分单 1 路灯也不亮')).toContain(answer);
    expect(await bench.store.ticket(2)).toBeUndefined();
  });
});

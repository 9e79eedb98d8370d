/** 协办, 督办, 批示, 顶格推进 and the ladder of notices, as people go through them. */
import { describe, expect, test } from 'vitest';
import { at, HOUR, MINUTE } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const A = 'housing-a';
const HEAD = 'housing-head';
const WATER = 'water-a';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const working = (story: Story): Story =>
  next(next(story, 'liaison', COMMANDS.sign, TUESDAY), 'liaison', COMMANDS.feedback, TUESDAY);

describe('协办', () => {
  test('the other department is asked in private by when, and its answers reach who asked', async () => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(A, '协办 1 水利 请看地下管线')).toContain('已请水利局协办');
    expect(bench.newest(WATER)).toContain('请贵部门协办：请看地下管线');
    expect(bench.newest(WATER)).toContain('11月27日（周五）内回复');
    expect(await bench.answers(WATER, '我的待办')).toContain('门口道路塌陷');

    await bench.answers(WATER, '回复 1 阶段 管线图已调出');
    expect(bench.newest(A)).toContain('报阶段性情况：管线图已调出');
    expect((await bench.ticket()).duties[0]).toMatchObject({ endedAt: null, answer: '管线图已调出' });

    await bench.presses(WATER, '回复');
    await bench.answers(WATER, '管线没有破损');
    expect((await bench.ticket()).duties[0]).toMatchObject({ endedAt: TUESDAY, answer: '管线没有破损' });
    expect(bench.told(A).join('\n')).toContain('回复：管线没有破损');
    expect(await bench.answers(WATER, '回复 1 再说一遍')).toContain('没有待您回复的交办事项');
  });

  test('who is late is reminded, with its own head', async () => {
    await bench.has(TUESDAY, working);
    await bench.answers(A, '协办 1 水利 请看地下管线');
    await bench.goesTo(at('2026-11-30', '09:00'));
    expect(bench.told(WATER).join('\n')).toContain('协办时限为');
    expect(bench.told('water-head').join('\n')).toContain('协办时限为');
  });

  test.each([
    ['协办 1 月球 看一看', '没有找到部门“月球”'],
    ['协办 1 水利', '请写明请哪个部门协办、办什么'],
    ['协办 1 住建 看一看', '诉求件 1 就由住房和城乡建设局办理，请写别的部门。'],
  ])('%s is refused', async (text, answer) => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(A, text)).toContain(answer);
    expect((await bench.ticket()).duties).toEqual([]);
  });

  test('is not for the enterprise, nor for strangers to the ticket to answer', async () => {
    await bench.has(TUESDAY, working);
    await bench.answers(A, '协办 1 水利 请看地下管线');
    expect(await bench.answers('land-a', '回复 1 我来说')).toContain('没有找到您的诉求件 1');
    expect(await bench.answers(OWNER, '协办 1 税务 看一看')).toContain('不由您办理');
  });
});

describe('督办、批示', () => {
  test('the department answers, and whoever asked hears it', async () => {
    await bench.has(TUESDAY, working);
    await bench.answers(HUB, '督办 1 请说明为什么还没动工');
    expect(bench.newest(HEAD)).toContain('请说明为什么还没动工');
    await bench.presses(HEAD, '最终回复');
    await bench.answers(HEAD, '明天动工');
    expect(bench.newest(HUB)).toContain('回复：明天动工');
  });

  test('several at once: each answer is to one, and says which waits still', async () => {
    await bench.has(TUESDAY, working);
    await bench.answers(HUB, '督办 1 请说明为什么还没动工');
    await bench.answers(LEADER, '批示 1 请局长到现场看一看');
    expect(await bench.answers(HEAD, '回复 1 今天下午到现场')).toContain(
      '诉求件 1 的回复已转达。\n还有一项等您回复：督办（毕志辰）：请说明为什么还没动工，11月27日（周五）内。再发“回复 1 内容”。',
    );
    expect(bench.newest(LEADER)).toContain('今天下午到现场');
    expect(await bench.answers(HEAD, '回复 1 阶段 材料明天到')).toContain('阶段性情况已转达');
    expect(await bench.answers(HEAD, '回复 1 已动工')).not.toContain('还有一项');
    expect(bench.newest(HUB)).toContain('回复：已动工');
  });

  test.each(['请抓紧办理', '尽快解决。', '麻烦尽快处理'])(
    'asked what to order, %s is the order',
    async (words) => {
      await bench.has(TUESDAY, working);
      await bench.says(LEADER, '督办 1');
      expect(await bench.answers(LEADER, words)).toContain('诉求件 1 的督办已发出');
      expect(bench.newest(HEAD)).toContain(words);
    },
  );

  test('a word that only urges is none, and the question still waits', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '督办 1');
    await bench.says(LEADER, '催一下');
    expect((await bench.ticket()).duties).toEqual([]);
    await bench.says(LEADER, '请三天内动工');
    expect((await bench.ticket()).duties.map(({ text }) => text)).toEqual(['请三天内动工']);
  });

  test('a leader’s word is kept with its answer in the story', async () => {
    await bench.has(TUESDAY, working);
    await bench.answers(LEADER, '批示 1 请局长到现场看一看');
    await bench.answers(A, '回复 1 局长今天下午到现场');
    expect(bench.newest(LEADER)).toContain('局长今天下午到现场');
    const story = await bench.answers(LEADER, '进度 1');
    expect(story).toContain('批示：请局长到现场看一看');
    expect(story).toContain('回复：局长今天下午到现场');
  });

  test.each([
    [A, '督办 1 快办'],
    [HUB, '批示 1 快办'],
    [A, '顶格 1 办不了'],
  ])('%s may not say %s', async (person, text) => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(person, text)).toContain('不由您办理');
  });
});

describe('顶格推进', () => {
  test('both co-leaders get it with the story; 批示 settles it', async () => {
    await bench.has(TUESDAY, working);
    await bench.answers(HUB, '顶格 1 两家说法不一');
    expect(bench.newest(LEADER)).toContain('【顶格推进】诉求件 1');
    expect(bench.newest('leader-2')).toContain('两家说法不一');
    expect(await bench.answers(HUB, '顶格 1 再提一次')).toContain('已经顶格推进过了');
    await bench.presses(LEADER, '批示');
    await bench.answers(LEADER, '由住建牵头，月底前修好');
    const [escalated, instructed] = (await bench.ticket()).duties;
    expect(escalated).toMatchObject({ kind: 'escalate', answer: '由住建牵头，月底前修好' });
    expect(instructed).toMatchObject({ kind: 'instruct', endedAt: null });
    expect(bench.newest('leader-2')).toContain('已回复');
    expect(bench.told(HUB).join('\n')).toContain('由住建牵头');
  });

  test.each([
    ['同意 1', 'power'],
    ['不同意 1 路面属住建养护', 'housing'],
    ['分办 1 交通', 'transport'],
    ['转办 1 交通 属公路养护', 'transport'],
  ])('put before them while a 退单 waits, it ends as the hub settles that: %s', async (words, department) => {
    await bench.has(TUESDAY, (story) => next(story, 'liaison', COMMANDS.sign, TUESDAY));
    await bench.answers(A, '退单 1 供电公司 属电力事项');
    await bench.answers(HUB, '顶格 1 两家都说不是');
    const answer = await bench.answers(HUB, words);
    if (/同意/u.test(words)) expect(answer, 'and whoever ends it hears that').toContain('顶格推进一并了结');
    const ticket = await bench.ticket();
    expect(ticket).toMatchObject({ department, request: null });
    expect(ticket.duties, 'nothing is owed to anybody any more').toMatchObject([
      { kind: 'escalate', endedAt: TUESDAY },
    ]);
    expect(bench.newest(LEADER)).toContain('不用再批示');
  });

  test('of another cause, it stays with the leaders whatever becomes of a 退单', async () => {
    await bench.has(TUESDAY, (story) => next(story, 'liaison', COMMANDS.sign, TUESDAY));
    await bench.answers(HUB, '顶格 1 要全线改造，请定资金');
    await bench.goesTo(TUESDAY + MINUTE);
    await bench.answers(A, '退单 1 供电公司 属电力事项');
    await bench.answers(HUB, '同意 1');
    expect((await bench.ticket()).duties).toMatchObject([{ kind: 'escalate', endedAt: null }]);
  });

  test('it comes by itself after too many reworks; a leader’s 分办 settles it', async () => {
    let when = TUESDAY;
    await bench.has(TUESDAY, (story) => {
      let now = working(story);
      for (let time = 0; time < 3; time++) {
        when += HOUR;
        now = next(now, 'liaison', COMMANDS.resolve, when);
        now = next(now, 'reporter', COMMANDS.rework, when);
      }
      return now;
    });
    expect((await bench.ticket()).state).toBe('queued');
    expect((await bench.ticket()).duties[0]).toMatchObject({ kind: 'escalate', endedAt: null });
    await bench.goesTo(when);
    await bench.answers(LEADER, '分办 1 交通');
    expect(await bench.ticket()).toMatchObject({ department: 'transport', locked: true });
    expect((await bench.ticket()).duties[0]?.endedAt).not.toBeNull();
  });
});

test('words in reply to 督办 go to whoever ordered it, and are no feedback to the enterprise', async () => {
  await bench.has(TUESDAY, working);
  await bench.answers(HUB, '督办 1 请说明进展');
  const before = (await bench.ticket()).facts.fedBackAt;
  await bench.replies(A, '明天上午进场，周五完工', '【督办】');
  await bench.presses(A, '最终回复');
  expect((await bench.ticket()).duties[0]).toMatchObject({
    answer: '明天上午进场，周五完工',
    endedAt: TUESDAY,
  });
  expect((await bench.ticket()).facts.fedBackAt).toBe(before);
  expect(bench.told(HUB).join('\n')).toContain('明天上午进场');
  expect(bench.told(OWNER).join('\n')).not.toContain('明天上午进场');
});

describe('the ladder', () => {
  test('ahead with a word on extension, 催办通知, 督办通知单; each once, acknowledged by a button', async () => {
    await bench.has(TUESDAY, working);
    // Due on Tuesday, 1 December.
    await bench.goesTo(at('2026-11-27', '09:00'));
    expect(bench.newest(A)).toContain('请今天申请延期');
    await bench.goesTo(at('2026-12-01', '09:00'));
    expect(bench.newest(A)).not.toContain('请今天申请延期');
    await bench.goesTo(at('2026-12-02', '09:00'));
    expect(bench.newest(A)).toContain('【催办通知】诉求件 1');
    await bench.presses(A, '知悉');
    expect(await bench.answers(A, '进度 1')).toContain('已知悉');
    expect(await bench.answers(A, '知悉 1')).toContain('已经知悉过了');
    await bench.goesTo(at('2026-12-08', '09:00'));
    expect(bench.newest(HEAD)).toMatch(/^【督办通知单】诉求件 1\n事项：/);
    expect(bench.newest(HEAD)).toContain('联系人：');
    expect(bench.newest(HUB)).toContain('【督办通知单】');
    const count = bench.told(A).length;
    await bench.goesTo(at('2026-12-31', '09:00'));
    expect(bench.told(A), 'no rung rings twice').toHaveLength(count);
  });
});

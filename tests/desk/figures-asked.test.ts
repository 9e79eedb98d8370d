/** Figures of any period, of the county, a department, an enterprise: for those who may see them; and lists by name. */
import { beforeEach, describe, expect, test } from 'vitest';
import { press } from '../../src/dialogue/understand.ts';
import { at, DAY, HOUR } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

/** The first of a month, a Tuesday. */
const NOW = at('2026-12-01', '10:05');
let bench: Bench;
useBench(NOW, (opened) => {
  bench = opened;
});

const power = { department: 'power', enterprise: 'xinghuo', member: 'xinghuo-1' } as const;
const resolvedBy =
  (person: string, when: number) =>
  (story: Story): Story =>
    next(story, { person }, COMMANDS.resolve, when);
const first = (text: string): string => text.split('\n')[0] ?? '';

beforeEach(async () => {
  // Due on 9 and on 17 November; the third on 25 November.
  await bench.has(at('2026-11-02', '10:00'), resolvedBy('housing-a', at('2026-11-05', '10:00')));
  await bench.has(at('2026-11-10', '10:00'));
  await bench.has(at('2026-11-18', '10:00'), resolvedBy('power-a', at('2026-11-20', '10:00')), power);
  // What is due by now happens, summaries among it.
  await bench.goesTo(NOW);
});

/** As if it had been read as of that kind. */
const ofFlow =
  (flow: string) =>
  (story: Story): Story => ({
    ...story,
    events: story.events.map((one) => (one.type === 'registered' ? { ...one, flow } : one)),
  });

describe('what was spoken of alike, and what kinds came', () => {
  test('each number names its tickets, and the button opens the board of that period', async () => {
    for (const person of ['xinghuo-1', 'qingyun-1', 'shangchao-1'])
      await bench.says(person, '厂区这两天老是停电跳闸，变压器嗡嗡响，请供电公司来看看。');
    const themes = await bench.answers('leader-1', '主题 本月');
    expect(themes).toMatch(/^【12月】主题\n/u);
    expect(themes).toMatch(/“[^”]+”　3 家 3 件：4、5、6/u);
    const kinds = await bench.answers('leader-1', '类别 11月');
    expect(kinds).toBe('【11月】新收的类别\n一般诉求　3 件：1、2、3');
    expect(await bench.answers('leader-1', '类别 12月')).toContain('件：4、5、6');
  });

  test('the kinds and sources of which most came stand first, of two as many by name', async () => {
    const source = { kind: 'event', id: '1', title: '第 1 期早餐会' } as const;
    const { consult, arrears } = bench.county.flowVersions;
    for (let count = 0; count < 4; count++) await bench.has(NOW, ofFlow(consult), { source });
    await bench.has(NOW, ofFlow(arrears));
    await bench.has(NOW);
    const names = (text: string) => [...text.matchAll(/^(.+?)　\d+ 件：/gmu)].map(([, name]) => name);
    expect(names(await bench.answers('leader-1', '类别 12月'))).toEqual(['咨询', '一般诉求', '拖欠账款']);
    expect(names(await bench.answers('leader-1', '来源 12月'))).toEqual(['政企活动', '群里和私聊']);
  });

  test('none are said to be none; a department reads its own; who has no figures gets none', async () => {
    expect(await bench.answers('power-a', '主题 11月')).toMatch(
      /^【11月】主题\n.*供电.*\n没有三件以上提到同一个词的。$/u,
    );
    expect(await bench.answers('power-a', '类别 11月')).toContain('一般诉求　1 件：3');
    expect(await bench.answers('power-a', '类别 11月')).not.toContain('2');
    expect(await bench.answers('discipline-1', '类别 11月')).not.toContain('件：');
  });
});

describe('a leader asks for any period', () => {
  test.each([
    ['通报 11月', '【简报】11月'],
    ['通报11月', '【简报】11月'],
    ['通报　十一月', '【简报】11月'],
    ['通报 上月', '【简报】11月'],
    ['通报 2026年', '【简报】2026年'],
    ['通报 二〇二六年', '【简报】2026年'],
    ['通报 四季度', '【简报】四季度'],
    ['简报 上周', '【简报】上周'],
    ['简报 昨天', '【简报】昨天'],
    ['通报 11月1日到15日', '【简报】11月1日至15日'],
    ['上月', '【简报】11月'],
    ['上月情况怎么样', '【简报】11月'],
    ['本月', '【简报】12月'],
    ['现在办结率多少', '【简报】12月'],
    ['供电公司 上月', '【简报】国网样例县供电公司 11月'],
  ])('%s', async (words, title) => {
    const text = await bench.answers('leader-1', words);
    expect(first(text).slice(0, 4)).toBe('【简报】');
    if (words.startsWith('供电')) expect(first(text)).toMatch(/供电.* 11月$/);
    else expect(first(text)).toBe(title);
  });

  test.each([
    ['简报 上周', '11月23日（周一） 至 11月29日（周日）'],
    ['简报 昨天', '11月30日（周一）'],
    ['通报 三季度', ''],
    ['通报 上月', ''],
  ])('%s says its days where its name does not', async (words, days) => {
    const [, second = ''] = (await bench.answers('leader-1', words)).split('\n');
    expect(second).toBe(days);
  });

  test.each([
    ['重办 11月', '重办 11月'],
    ['11月不满意的有哪些', '不满意 11月'],
    ['未评价 上月', '未评价'],
    ['挂账 本月', '挂账'],
  ])('%s is the list of that period', async (words, label) => {
    const text = await bench.answers('leader-1', words);
    expect(text).not.toContain('没听懂');
    expect(text).toContain(label);
  });

  test('whoever had something due that was closed before has a row, and the rows add up to the whole', async () => {
    const before = at('2026-11-03', '10:00');
    const closed = (story: Story): Story =>
      next(
        next(story, { person: 'water-a' }, COMMANDS.resolve, before),
        'reporter',
        { type: 'confirm', rating: 'satisfied' },
        before,
      );
    await bench.has(before, closed, { department: 'water' });
    const week = '11月9日到15日';
    const whole = await bench.answers('leader-1', `通报 ${week}`);
    expect(whole).toContain('按期办结率 2/2');
    const rows = await bench.answers('leader-1', `通报 ${week} 部门`);
    expect(rows).toMatch(/水利局\n.*\n　按期 1\/1/u);
    expect(rows).toMatch(/住房和城乡建设局\n.*\n　按期 1\/1/u);
  });

  test('on the 1st the month before is told whole, with what was due in it, against the month before that', async () => {
    const text = await bench.answers('leader-1', '通报 上月');
    expect(text).toContain('按期办结率 2/3，10月 —（件少，不比）\n超期 1 件，10月末 0 件\n');
    expect(text).toContain('\n最急：2　超 13 天　');
    expect(text).toContain('新收 3');
    const third = await bench.answers('leader-1', '通报 三季度');
    expect(third).toBe('三季度没有诉求件。台账从 11月2日（周一）开始。');
    expect(await bench.answers('leader-1', '通报 2027年1月')).toBe('2027年1月还没有到。');
  });

  test('beside a rate stands how many of it nobody rated: in the head, the rates, of a department, in the sheet', async () => {
    // They lapsed on 1 December, which the brief of November does not tell yet.
    const text = await bench.answers('leader-1', '通报 2026年');
    expect(text).toContain('按期办结率 2/3（未评价 2），2025年 —（件少，不比）');
    expect(text).toContain(
      '\n到期办结率　2/3（未评价 2）\n今年办结率　2/3（未评价 2）\n累计办结率　2/3（未评价 2）\n',
    );
    expect(await bench.answers('leader-1', '通报 2026年 部门')).toContain('　按期 1/2（未评价 1）　满意 —');
    const sheet = await bench.answers('leader-1', '通报 2026年 口径');
    expect(sheet).toContain('按期办结率　2/3（未评价 2）\n');
    expect(sheet).toContain('部门报办结率　2/3（未评价 2）\n');
    expect(await bench.answers('leader-1', '通报 11月')).not.toMatch(/率.*未评价/u);
  });

  test('better or worse, where enough were due in both', async () => {
    for (let n = 0; n < 5; n++) {
      await bench.has(at('2026-10-12', '10:00'), resolvedBy('housing-a', at('2026-10-13', '10:00')));
      await bench.has(at('2026-11-12', '10:00'), resolvedBy('housing-a', at('2026-11-23', '10:00')));
    }
    const text = await bench.answers('leader-1', '通报 11月');
    expect(text).toContain('\n比10月差：按期办结率 25%（2/8），10月 100%（5/5）\n');
    expect(await bench.answers('leader-1', '通报 10月')).not.toContain('比9月');
  });

  test('a department or an enterprise is told by itself; a name alone is of this month', async () => {
    const department = await bench.answers('leader-1', '住建局 11月');
    expect(department).toContain('新收 2');
    expect(department).not.toContain('部门分档');
    expect(await bench.answers('leader-1', '星火 今年')).toContain('新收 1');
    expect(first(await bench.answers('leader-1', '住建局'))).toBe('【简报】住房和城乡建设局 12月');
  });

  test('all departments, all enterprises, and every figure with its definition', async () => {
    const departments = await bench.answers('leader-1', '通报 11月 部门');
    expect(departments).toContain('【11月】按部门\n');
    expect(departments).toContain('住房和城乡建设局\n　新收 2　在办 2　超期 1　销号 0\n　按期 1/2　满意 —');
    expect(await bench.answers('leader-1', '通报 11月 企业')).toContain('新收 1　在办 1　超期 0');
    const sheet = await bench.answers('leader-1', '通报 11月 口径');
    expect(sheet).toContain('【口径表】11月\n');
    expect(sheet).toContain('按期办结率　2/3\n　＝按期办结、企业从没退回的÷期内到期件');
    expect(sheet).toMatch(/npm run verify -- --head \d+:[0-9a-f]{12}$/);
  });

  test('in the group the answer is private, and words that are not for the bot are not figures', async () => {
    const said = await bench.says('leader-1', '通报 11月', 'group');
    expect(said.map(({ chat }) => chat).sort()).toEqual([GROUP, 'leader-1'].sort());
    expect(await bench.says('leader-1', '昨天', 'group')).toEqual([]);
  });
});

describe('everybody else sees their own', () => {
  test('a liaison and a head their department, an owner their enterprise, in every form', async () => {
    for (const id of ['power-a', 'power-head']) {
      const text = await bench.answers(id, '通报 11月');
      expect(first(text), id).toMatch(/供电.* 11月$/);
      expect(text).toContain('新收 1');
      expect(text).not.toMatch(/台账|等您|部门分档/);
    }
    const own = await bench.answers('xinghuo-1', '本月');
    expect(first(own)).toMatch(/星火.* 12月$/);
    expect(own).toContain('销号 1（未评价 1）');
  });

  test.each([
    ['power-a', '通报 11月 住建局'],
    ['power-a', '住建局 上月'],
    ['xinghuo-1', '供电公司 上月'],
    ['power-a', '通报 11月 部门'],
    ['xinghuo-1', '通报 企业'],
    ['discipline-1', '通报 11月'],
  ])('%s asks %s and is refused', async (id, words) => {
    const text = await bench.answers(id, words);
    expect(text).toContain('这些数字只给双组长和调度员看');
  });

  test('what an owner tells stays a matter, whatever day stands in it', async () => {
    const before = (await bench.store.tickets({})).length;
    await bench.says('xinghuo-1', '厂里昨天停电，到现在没来');
    expect((await bench.store.tickets({})).length).toBe(before + 1);
    expect(await bench.answers('xinghuo-1', '昨天')).not.toContain('【简报】');
  });
});

describe('lists by their name', () => {
  beforeEach(async () => {
    const when = at('2026-11-23', '10:00');
    const done = (story: Story) => next(story, 'liaison', COMMANDS.resolve, when + HOUR);
    await bench.has(when, (story) =>
      next(next(story, 'liaison', COMMANDS.suspend, when + HOUR), 'leader', COMMANDS.grant, when + DAY),
    );
    await bench.has(when, (story) =>
      next(done(story), 'reporter', { type: 'confirm', rating: 'dissatisfied' }, when + DAY),
    );
    await bench.has(when, (story) => next(done(story), 'reporter', COMMANDS.rework, when + DAY));
  });

  test.each([
    ['挂账', [4]],
    ['挂账的有哪些', [4]],
    ['不满意', [5, 6]],
    ['不满意的', [5, 6]],
    ['重办', [6]],
    ['查 重办', [6]],
  ])('%s lists %j for leaders and dispatchers', async (words, numbers) => {
    for (const id of ['leader-1', 'dispatcher-1']) {
      const text = await bench.answers(id, words);
      const listed = [...text.matchAll(/^(\d+)　/gmu)].map(([, number]) => Number(number));
      expect(
        listed.toSorted((a, b) => a - b),
        id,
      ).toEqual(numbers);
    }
  });

  test('不满意 lists as many as the brief counts', async () => {
    const brief = await bench.answers('leader-1', '简报 11月');
    const counted = [...brief.matchAll(/　不满意 (\d+)$/gmu)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
    expect(counted).toBe(2);
    expect((await bench.answers('leader-1', '不满意')).startsWith(`不满意：${counted} 件`)).toBe(true);
  });

  test('未评价 too; and whoever rates still rates', async () => {
    expect(await bench.answers('leader-1', '未评价')).toMatch(/^未评价：2 件[\s\S]*\n3　[\s\S]*\n1　/u);
    await bench.has(at('2026-11-27', '10:00'), resolvedBy('power-a', at('2026-11-27', '11:00')), power);
    expect(await bench.answers('xinghuo-1', '不满意')).not.toContain('诉求件 5');
    expect((await bench.store.tickets({})).some(({ facts }) => facts.rating === 'dissatisfied')).toBe(true);
  });

  test('挂账 after the deadline is still in 超期, and the leader who approves it is told', async () => {
    await bench.says('housing-a', '挂账 2 12月20日完成招标，明年3月31日完工 整条路列入改造');
    expect(bench.newest('leader-1')).toContain('\n已超期 14 天；批准挂账后仍算超期。\n');
    await bench.presses('leader-1', '同意');
    expect((await bench.ticket(2)).state).toBe('suspended');
    expect(await bench.answers('leader-1', '超期')).toContain('\n2　');
    expect(await bench.answers('leader-1', '简报 本月')).toContain('挂账 2（其中先已超期 1，仍算超期）');
  });
});

describe('the tickets of a count', () => {
  const listed = (text: string) => [...text.matchAll(/^(\d+)　/gmu)].map(([, number]) => Number(number));
  const counted = (brief: string, name: string): number =>
    Number(new RegExp(`${name} (\\d+)`, 'u').exec(brief)?.[1] ?? -1);

  beforeEach(async () => {
    await bench.has(at('2026-11-24', '10:00'), (story) =>
      next(story, 'reporter', COMMANDS.withdraw, at('2026-11-24', '11:00')),
    );
    await bench.has(at('2026-11-24', '12:00'), undefined, { confidential: true, kind: 'whistleblow' });
    await bench.has(at('2026-12-01', '09:00'), undefined, power);
    await bench.goesTo(NOW + HOUR);
  });

  test.each(['leader-1', 'dispatcher-1', 'power-a', 'xinghuo-1'])(
    'for %s they are as many as the brief says, of every period',
    async (person) => {
      for (const period of ['11月', '今年', '上周', '本月']) {
        const brief = await bench.answers(person, `通报 ${period}`);
        for (const name of ['新收', '销号', '剔除']) {
          const list = await bench.answers(person, `${name} ${period}`);
          const count = brief.startsWith('【简报】') ? counted(brief, name) : 0;
          expect(listed(list), `${name} ${period}`).toHaveLength(count);
          expect(list, `${name} ${period}`).toContain(
            count === 0 ? `没有${name}的诉求件。` : `${name} ${count} 件：`,
          );
        }
      }
    },
  );

  test.each([
    ['新收', '12月新收 1 件：', [6]],
    ['11月新收', '11月新收 4 件：', [1, 2, 3, 4]],
    ['上月新收了哪些', '11月新收 4 件：', [1, 2, 3, 4]],
    ['今天新收了几件？', '今天新收 1 件：', [6]],
    ['销号的有哪些', '12月销号 2 件：', [1, 3]],
    ['本月销号', '12月销号 2 件：', [1, 3]],
    ['剔除 11月', '11月剔除 1 件：', [4]],
    ['上周剔除了哪些', '上周剔除 1 件：', [4]],
  ])('%s', async (words, head, numbers) => {
    const text = await bench.answers('leader-1', words);
    expect(first(text)).toBe(head);
    expect(listed(text)).toEqual(numbers);
  });

  test('of a department, of an enterprise: for whoever may see those figures, and refused to all others', async () => {
    expect(await bench.answers('leader-1', '供电公司 11月新收')).toMatch(/供电.* 11月新收 1 件：\n3　/u);
    expect(await bench.answers('leader-1', '星火 新收 11月')).toMatch(/星火.* 11月新收 1 件：\n3　/u);
    expect(await bench.answers('power-a', '新收 11月')).toMatch(/供电.* 11月新收 1 件：\n3　/u);
    expect(await bench.answers('xinghuo-1', '新收 11月')).toMatch(/星火.* 11月新收 1 件：\n3　/u);
    for (const person of ['power-a', 'xinghuo-1']) {
      expect(await bench.answers(person, '住建局 11月新收'), person).toContain('这些数字只给');
    }
    expect(await bench.answers('discipline-1', '新收 11月')).not.toContain('11月新收');
  });

  test('none, and none yet, are said', async () => {
    expect(await bench.answers('leader-1', '剔除')).toBe('12月没有剔除的诉求件。');
    expect(await bench.answers('leader-1', '新收 2027年1月')).toBe('2027年1月还没有到。');
  });

  test('more than a page are turned to by a button, of the same days and the same part', async () => {
    for (let n = 0; n < 12; n++) await bench.has(at('2026-11-25', '10:00'), undefined, power);
    await bench.goesTo(NOW + 2 * HOUR);
    const text = await bench.answers('leader-1', '供电公司 新收 11月');
    expect(text).toMatch(/11月新收 13 件：\n（第 1 页，共 2 页）\n3　/u);
    await bench.presses('leader-1', '下一页');
    expect(bench.newest('leader-1')).toMatch(/11月新收 13 件：\n（第 2 页，共 2 页）\n/u);
    expect(listed(bench.newest('leader-1'))).toHaveLength(3);
  });

  test('a button of somebody else’s list opens nothing', async () => {
    expect(await bench.presented('power-a', press('list', 1, 0, 'r-261101-261130-d-housing'))).toBe('');
    expect(bench.newest('power-a')).toContain('这些数字只给');
  });

  test('asked in the group it is answered in private', async () => {
    const said = await bench.says('leader-1', '新收 11月', 'group');
    expect(said.map(({ chat }) => chat).sort()).toEqual([GROUP, 'leader-1'].sort());
  });

  test('an owner who says 销号 alone wants it done, who asks which they are reads them', async () => {
    expect(await bench.answers('xinghuo-1', '销号')).not.toContain('销号 1 件');
    expect(await bench.answers('xinghuo-1', '销号的有哪些')).toMatch(/12月销号 1 件：\n3　/u);
  });

  test.each(['销号吧', '销号了吗', '剔除', '剔除了吗'])(
    '“%s” in the group is talk of a ticket, and no list',
    async (words) => expect(await bench.says('dispatcher-1', words, 'group')).toEqual([]),
  );

  test.each([
    ['本月销号', '12月销号'],
    ['新收', '12月新收'],
    ['剔除的有哪些', '剔除'],
  ])('“%s” in the group asks for the list', async (words, head) => {
    await bench.says('dispatcher-1', words, 'group');
    expect(bench.newest('dispatcher-1')).toContain(head);
  });

  test.each(['今天销号', '今天销号吧', '12号销号', '请销号', '新收到一批货，路不通，卡车进不来'])(
    '“%s” of an owner asks for no list',
    async (words) => {
      expect(await bench.answers('xinghuo-1', words)).not.toMatch(/(?:新收|销号)(?: \d+ 件：|的诉求件)/u);
    },
  );
});

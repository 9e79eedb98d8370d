/** 专项整改: from like tickets to what the firms say of it, with nobody named and no report in it. */
import { describe, expect, test } from 'vitest';
import { at, DAY, HOUR } from '../../../src/domain/time.ts';
import { type Bench, useBench } from '../bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const POWER = 'power-a';
const WORDS = '停电提前一天通知到人';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const FIRMS = [
  ['xinghuo', 'xinghuo-1'],
  ['shangchao', 'shangchao-1'],
  ['zhiyuan', 'zhiyuan-1'],
] as const;

/** Three firms, one word of the county's, all with the power company. */
async function alike(): Promise<void> {
  for (const [enterprise, member] of FIRMS) {
    await bench.has(TUESDAY, (story) => story, {
      enterprise,
      member,
      text: '没有通知就停电',
      department: 'power',
      reasons: ['提到“停电”'],
    });
  }
}
const proposed = async (): Promise<void> => {
  await alike();
  await bench.goesTo(TUESDAY + HOUR);
  await bench.says(HUB, `提题 1 2 3 ${WORDS}`);
};
const running = async (): Promise<void> => {
  await proposed();
  await bench.presses(LEADER, '立题');
};
const theme = async () => (await bench.store.office()).arrangements?.rectifications?.[1];

describe('proposing', () => {
  test('what is alike is shown by the county’s own word, without a firm', async () => {
    await alike();
    const shown = await bench.answers(HUB, '提题');
    expect(shown).toContain('“停电”　3 家 3 件：1、2、3');
    expect(shown).not.toContain('星火');
  });

  test('it goes to the leaders, who alone decide', async () => {
    await proposed();
    expect(bench.newest(LEADER)).toContain(`【提请立题 1】${WORDS}`);
    expect(bench.newest(LEADER)).toContain('3 家企业 3 件');
    expect(await theme()).toMatchObject({ lead: 'power', word: '停电', tickets: [1, 2, 3] });
    expect(await bench.answers(HUB, '立题 1')).toContain('由领导定');
    for (const [, owner] of FIRMS) expect(bench.told(owner).some((text) => text.includes(WORDS))).toBe(false);
  });

  test.each([
    ['提题 1 2 停电提前通知', '三件以上、两家以上'],
    ['提题 1 停电提前通知', '三件以上、两家以上'],
    ['提题 1 2 99 停电提前通知', '没有这几件，或不能提：99'],
    ['提题 1 2 3', '请写明整改成什么样'],
    ['提题 1 1 1 停电提前通知', '三件以上、两家以上'],
  ])('%s is told why not', async (words, why) => {
    await alike();
    expect(await bench.answers(HUB, words)).toContain(why);
    expect(await theme()).toBeUndefined();
  });

  test('a report about an official feeds none, and three of one firm are none', async () => {
    await alike();
    await bench.has(TUESDAY, (story) => story, {
      confidential: true,
      kind: 'whistleblow',
      department: null,
    });
    const report = (await bench.store.tickets({ confidential: true }))[0]?.number ?? 0;
    expect(await bench.answers(HUB, `提题 1 2 ${report} ${WORDS}`)).toContain('不能提');
    for (let turn = 0; turn < 3; turn++) await bench.has(TUESDAY, (story) => story);
    const all = (await bench.store.tickets({})).filter(({ confidential }) => !confidential);
    const same = all.slice(-3).map(({ number }) => number);
    expect(await bench.answers(HUB, `提题 ${same.join(' ')} 修路`)).toContain('两家以上');
  });

  test('the same again is the theme that there is', async () => {
    await alike();
    await bench.says(HUB, `提题 1 2 3 ${WORDS}`);
    for (const again of [`提题 1 2 3 ${WORDS}`, `提题 3 2 1 ${WORDS}`]) {
      expect(await bench.answers(HUB, again)).toContain(`已经有题 1“${WORDS}”了`);
    }
    expect(Object.keys((await bench.store.office()).arrangements?.rectifications ?? {})).toEqual(['1']);
    // Once it was not set, it may be proposed again.
    await bench.presses(LEADER, '不立');
    expect(await bench.answers(HUB, `提题 1 2 3 ${WORDS}`)).toContain('题 2');
  });

  test('a firm that spoke of it reads what is done and by when, once it is set; nothing of others', async () => {
    await alike();
    await bench.says(HUB, `提题 1 2 3 ${WORDS}`);
    const owner = FIRMS[0]?.[1] ?? '';
    expect(await bench.answers(owner, '整改 1')).toContain('没有题 1');
    await bench.presses(LEADER, '立题');
    await bench.says(POWER, '整改 1 措施 12月1日前改为提前一天发短信');
    expect(await bench.answers(owner, '整改')).toContain(WORDS);
    const shown = await bench.answers(owner, '整改 1');
    expect(shown).toContain('12月1日');
    expect(shown).toContain('改为提前一天发短信');
    expect(shown).not.toMatch(/涉及|1、2、3|90 天|认可/u);
    for (const { name, id } of bench.county.roster.enterprises) {
      if (bench.county.roster.enterpriseOf(owner)?.id !== id) expect(shown).not.toContain(name);
    }
    expect(await bench.answers('hexin-1', '整改 1')).toContain('没有题 1');
  });

  test('nobody else proposes, and 整改 of those who have none says so, and is no ticket', async () => {
    await alike();
    const before = (await bench.store.tickets({})).length;
    for (const one of ['water-a', 'xinghuo-1']) {
      expect(await bench.answers(one, '整改')).toBe('您这里没有要看的专项整改。');
      expect(await bench.answers(one, '整改 1')).toContain('没有题 1，或者不归您看');
    }
    expect(await bench.store.tickets({})).toHaveLength(before);
    expect(await bench.answers(POWER, `提题 1 2 3 ${WORDS}`)).toContain('由专班提、领导定');
  });
});

describe('set', () => {
  test('the lead is told to lay down measures, and each firm that what it told of is to be mended', async () => {
    await running();
    expect(bench.newest(POWER)).toContain('请报措施');
    for (const [, owner] of FIRMS) expect(bench.newest(owner)).toContain(`已立为专项整改：${WORDS}`);
    expect(bench.newest(HUB)).toContain('已立题');
    expect(await bench.answers('leader-2', '立题 1')).toContain('已经定过了');
  });

  test('refused, nobody but the hub hears of it, and nothing can be laid down', async () => {
    await proposed();
    await bench.presses(LEADER, '不立');
    expect(bench.newest(HUB)).toContain('没有立题');
    for (const [, owner] of FIRMS) expect(bench.told(owner).some((text) => text.includes(WORDS))).toBe(false);
    expect(await bench.answers(HUB, '整改 1 措施 12月1日前 发短信')).toContain('不在整改中');
  });

  test('a measure has a day and whoever does it; without a day it is asked for', async () => {
    await running();
    expect(await bench.answers(POWER, '整改 1 措施 发短信')).toContain('请写明措施和时限');
    expect(await bench.answers(POWER, '整改 1 措施 11月1日前发短信')).toContain('请写一个以后的日子');
    expect(await bench.answers(POWER, '整改 1 措施 12月1日前改为提前一天发短信')).toContain(
      '12月1日（周二）前',
    );
    await bench.says(HUB, '整改 1 措施 工信 12月4日前建企业联络表');
    expect(bench.newest('industry-a')).toContain('建企业联络表');
    expect((await theme())?.measures).toMatchObject([
      { id: 1, department: 'power', day: '2026-12-01' },
      { id: 2, department: 'industry', day: '2026-12-04' },
    ]);
    expect(await bench.answers('water-a', '整改 1 措施 12月1日前发短信')).not.toContain('题 1 措施');
  });

  test('whoever does it is reminded on the working day before, and when it is late the head and the hub hear', async () => {
    await running();
    await bench.says(POWER, '整改 1 措施 12月1日前改为提前一天发短信');
    await bench.goesTo(at('2026-11-30', '09:30'));
    expect(bench.newest(POWER)).toContain('【提醒】专项整改 1');
    await bench.goesTo(at('2026-12-02', '09:30'));
    for (const person of [POWER, 'power-head', HUB]) {
      const late = bench.told(person).filter((text) => text.includes('【超期】专项整改 1'));
      expect(late, person).toHaveLength(1);
    }
    await bench.goesTo(at('2026-12-10', '09:30'));
    expect(bench.told(POWER).filter((text) => text.includes('【超期】专项整改 1'))).toHaveLength(1);
  });

  test('is accepted when all is done: the firms say whether it is better, n of N', async () => {
    await running();
    await bench.says(POWER, '整改 1 措施 12月1日前改为提前一天发短信');
    expect(await bench.answers(HUB, '整改 1 验收')).toContain('还有措施没完成：1');
    expect(await bench.answers(POWER, '整改 1 完成 1')).toContain('请写明做了什么');
    await bench.says(POWER, '整改 1 完成 1 已改为提前一天发短信');
    expect(bench.newest(HUB)).toContain('可以发“整改 1 验收”');
    expect(await bench.answers(POWER, '整改 1 完成 1 又做一次')).toContain('已经报过');
    await bench.says(HUB, '整改 1 验收');
    await bench.presses('xinghuo-1', '改观了');
    await bench.presses('shangchao-1', '没改观');
    await bench.presses('shangchao-1', '改观了');
    await bench.presses('zhiyuan-1', '没改观');
    const shown = await bench.answers(HUB, '整改 1');
    expect(shown).toContain('已验收');
    expect(shown).toContain('企业认可 2/3（答复 3）');
    expect(shown).toContain('按期完成');
    expect(shown).toContain('立题前 90 天 3 件，整改后 0 件');
  });

  test('what comes again after it is counted, and only the hub, the leaders and its offices read it', async () => {
    await running();
    await bench.says(POWER, '整改 1 措施 12月1日前改为提前一天发短信');
    await bench.says(POWER, '整改 1 完成 1 已改为提前一天发短信');
    await bench.goesTo(TUESDAY + 2 * DAY);
    await bench.has(TUESDAY + 2 * DAY, (story) => story, {
      enterprise: 'nongye',
      member: 'nongye-1',
      text: '又停电了',
      department: 'power',
      reasons: ['提到“停电”'],
    });
    expect(await bench.answers(LEADER, '整改 1')).toContain('整改后 1 件');
    expect(await bench.answers(POWER, '整改 1')).toContain('整改后 1 件');
    expect(await bench.answers('water-a', '整改 1')).not.toContain('整改后');
    expect(await bench.answers('xinghuo-1', '整改 1')).not.toContain('整改后');
  });
});

test('the year’s report tells what several spoke of alike, the themes set, and what comes next', async () => {
  await running();
  await bench.says(POWER, '整改 1 措施 12月1日前改为提前一天发短信');
  await bench.says(LEADER, '督办 2 2027年1月15日前说清楚停电的原因');
  await bench.goesTo(at('2026-12-29', '10:00'));
  // Due in the year that follows.
  const { number } = await bench.has(at('2026-12-29', '10:00'));
  await bench.goesTo(at('2027-01-04', '12:00'));
  const text = bench.told(LEADER).find((one) => one.startsWith('【年报】2026年')) ?? '';
  const sections = text.split('\n\n');
  const section = (head: string): string => sections.find((one) => one.startsWith(head)) ?? '';
  expect(section('反映集中的')).toBe('反映集中的（三件以上提到同一个词）\n“停电”　3 家 3 件：1、2、3');
  expect(section('专项整改')).toBe('专项整改\n本期立题 1，在整改 1；措施按期完成 0/1（本期到期 1 项）');
  expect(section('下一步')).toBe(`下一步\n下期到期 1 件：${number}\n督办、批示没回的 1 件：2`);
});

describe('the brief', () => {
  /** What the brief of a period says of it; of another one nothing. */
  const briefed = async (period: string): Promise<readonly string[]> => {
    const lines = (await bench.answers(LEADER, `简报 ${period}`)).split('\n');
    const head = lines.indexOf('专项整改');
    return head < 0 ? [] : lines.slice(head + 1).filter((line) => /整改|企业认可/u.test(line));
  };

  test('has a theme in the period it was set in, its measures where they fall due, its result for 90 days', async () => {
    await running();
    await bench.says(POWER, '整改 1 措施 12月1日前改为提前一天发短信');
    await bench.says(HUB, '整改 1 措施 工信 12月2日前建企业联络表');
    expect(await briefed('10月')).toEqual([]);
    expect(await briefed('本月')).toEqual(['本期立题 1，在整改 1；措施按期完成 —（本期到期 0 项）']);
    await bench.goesTo(at('2026-12-01', '10:00'));
    await bench.says(POWER, '整改 1 完成 1 已改为提前一天发短信');
    await bench.goesTo(at('2026-12-03', '10:00'));
    await bench.says('industry-a', '整改 1 完成 2 联络表已发');
    await bench.says(HUB, '整改 1 验收');
    await bench.presses('xinghuo-1', '改观了');
    const result = (until: string) => [
      `${WORDS}：立题前 90 天 3 件，整改后 0 件（截至 ${until}）`,
      `${WORDS}：企业认可 1/3（答复 1）`,
    ];
    expect(await briefed('本月')).toEqual([
      '本期立题 0，在整改 0；措施按期完成 1/2（本期到期 2 项）',
      ...result('12月3日（周四）'),
    ]);
    // What was said of a month that is over stays as it was.
    expect(await briefed('11月')).toEqual(['本期立题 1，在整改 1；措施按期完成 —（本期到期 0 项）']);
    await bench.goesTo(at('2027-03-02', '10:00'));
    expect((await briefed('2月')).slice(1)).toEqual(result('2月28日（周日）'));
    await bench.goesTo(at('2027-05-05', '10:00'));
    expect(await briefed('4月')).toEqual([]);
  });
});

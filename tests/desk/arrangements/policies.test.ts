/** 惠企政策: whom a policy is sent to and why, what a firm answers, and that nothing is made up, assumed or told of one firm. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextWeekly } from '../../../src/desk/arrangements/policies/push.ts';
import type { Policy } from '../../../src/domain/arrangements/policies.ts';
import { isWorkday } from '../../../src/domain/calendar.ts';
import { at, DAY, dayOf } from '../../../src/domain/time.ts';
import { type Bench, useBench } from '../bench.ts';

const MONDAY = at('2026-11-30', '10:00');
const WEDNESDAY = at('2026-12-02', '10:00');
const HUB = 'dispatcher-1';
const OFFICE = 'hr-a';
const FIRM = 'xinghuo-1';

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});

const kept = async () => (await bench.store.office()).arrangements?.policies ?? {};
const pushed = (person: string) => bench.told(person).filter((text) => text.includes('【惠企政策】'));

async function queue(words = '发政策 稳岗返还', person = OFFICE): Promise<void> {
  await bench.says(person, words);
  await bench.presses(person, '放进本周推送');
}

async function sent(words = '发政策 稳岗返还'): Promise<void> {
  await bench.says(HUB, words);
  await bench.presses(HUB, '马上发');
}

describe('sending', () => {
  test('says to whom it would go and why, who lacks which fact, and sends nothing yet', async () => {
    const shown = await bench.answers(OFFICE, '发政策 稳岗返还');
    expect(shown).toMatch(/将发 \d+ 家：星火样例煤焦有限公司.*因为是规上企业，用工 100 人以上/u);
    expect(shown).toContain('1 家缺“标签、用工人数”，不确定，这次不发：固德样例混凝土有限公司');
    expect(shown).toContain('12月2日（周三）10:00');
    expect(pushed(FIRM)).toEqual([]);
    expect(await kept()).toEqual({});
  });

  test('waits for the message of the week; two policies are one message', async () => {
    await queue();
    await queue('发政策 绿色工厂', 'industry-a');
    expect(pushed(FIRM)).toEqual([]);
    await bench.goesTo(WEDNESDAY);
    const [message, ...more] = pushed(FIRM);
    expect(more).toEqual([]);
    expect(message).toContain('有 2 条');
    expect(message).toContain('1）稳岗返还');
    expect(message).toContain('2）绿色工厂奖励');
    expect(message).toContain('像是适合');
    await bench.goesTo(at('2026-12-16', '12:00'));
    expect(pushed(FIRM)).toHaveLength(1);
  });

  test('both notices of one message are on record as having reached the firm', async () => {
    await queue();
    await queue('发政策 绿色工厂', 'industry-a');
    await bench.goesTo(WEDNESDAY);
    const notices = Object.values((await bench.store.office()).arrangements?.notices ?? {});
    expect(notices).toHaveLength(2);
    for (const { to } of notices) {
      const firm = to.find(({ enterprise }) => enterprise === 'xinghuo');
      expect(firm?.reachedAt).toBe(WEDNESDAY);
    }
  });

  test('every firm that it reached is on record, however many at once', async () => {
    await sent();
    const [notice] = Object.values((await bench.store.office()).arrangements?.notices ?? {});
    expect(notice?.to).toHaveLength(12);
    expect(notice?.to.filter(({ reachedAt }) => reachedAt === undefined)).toEqual([]);
  });

  test('at once when the hub says so; a department waits for the week', async () => {
    await sent();
    expect(pushed(FIRM)).toHaveLength(1);
    await bench.says('industry-a', '发政策 绿色工厂');
    expect(await bench.answers('industry-a', '马上发')).toContain('由专班决定');
    await bench.presses('industry-a', '放进本周推送');
    expect(pushed(FIRM)).toHaveLength(1);
  });

  describe('one message a firm and week', () => {
    const NEXT_WEEK = at('2026-12-09', '10:00');

    test('whoever has had it waits for the next one, and whoever sends is told how many, before and after', async () => {
      await sent('发政策 绿色工厂');
      const had = bench.county.roster.enterprises.filter(({ members }) =>
        members.some(({ id }) => pushed(id).length > 0),
      );
      const preview = await bench.answers(HUB, '发政策 稳岗返还');
      expect(preview).toMatch(/将发 12 家/u);
      const wait = `${had.length} 家本周已经收到过一条（一家一周最多一条），等 12月9日（周三）10:00 的合并推送`;
      expect(had.length).toBeGreaterThan(0);
      expect(preview).toContain(wait);
      const told = await bench.answers(HUB, '马上发');
      expect(told).toContain(`已发：稳岗返还，${12 - had.length} 家`);
      expect(told).toContain(wait);
      expect(pushed(FIRM)).toHaveLength(1);
      expect(pushed('qingyun-1')).toHaveLength(1);
      // The message of this very week is not a second one either.
      await bench.goesTo(at('2026-12-06', '18:00'));
      expect(pushed(FIRM)).toHaveLength(1);
      await bench.goesTo(NEXT_WEEK);
      expect(pushed(FIRM)).toHaveLength(2);
      expect(pushed(FIRM)[1]).toContain('稳岗返还');
      expect(pushed('qingyun-1')).toHaveLength(1);
      await bench.goesTo(at('2026-12-23', '12:00'));
      expect(pushed(FIRM)).toHaveLength(2);
    });

    test('where all of them have had it, nothing goes at once, also when it is asked for again', async () => {
      await sent();
      await bench.says(HUB, '发政策 绿色工厂');
      const told = await bench.answers(HUB, '马上发');
      expect(told).toContain('没有马上发，排进了合并推送');
      expect(told).not.toContain('发“马上发”');
      expect(await bench.answers(HUB, '马上发')).toContain('没有马上发');
      expect(Object.values((await kept()).pushes ?? {})).toHaveLength(2);
      await bench.goesTo(NEXT_WEEK);
      expect(pushed(FIRM)).toHaveLength(2);
    });

    test('of all that is sent at once, by the week and again, no firm gets two in one week', async () => {
      await queue('发政策 绿色工厂', 'industry-a');
      await sent();
      await queue('发政策 技能培训补贴');
      await bench.goesTo(WEDNESDAY);
      await bench.says(HUB, '马上发');
      await bench.goesTo(at('2026-12-06', '18:00'));
      const firms = bench.county.roster.enterprises.flatMap(({ members }) => members.slice(0, 1));
      const counts = () => firms.map(({ id }) => pushed(id).length);
      expect(Math.max(...counts())).toBe(1);
      await bench.goesTo(at('2026-12-07', '09:00'));
      await bench.says(HUB, '马上发');
      await bench.goesTo(at('2026-12-13', '18:00'));
      expect(Math.max(...counts())).toBe(2);
    });
  });

  test('the same firm does not get it twice, and a second press of the button sends nothing', async () => {
    await sent();
    await bench.presses(HUB, '马上发');
    expect(pushed(FIRM)).toHaveLength(1);
    expect(await bench.answers(HUB, '发政策 稳岗返还')).toContain('已经推过或已在本周推送里，不重发');
  });

  test('asked for in the group, it is shown and sent in private', async () => {
    expect(await bench.answers(HUB, '发政策 稳岗返还', 'group')).not.toContain('星火');
    expect(bench.newest(HUB)).toContain('【预览】稳岗返还');
    await bench.presses(HUB, '马上发');
    expect(pushed(FIRM)).toHaveLength(1);
  });

  test('what the buttons say may be typed', async () => {
    await bench.says(OFFICE, '发政策 稳岗返还');
    expect(await bench.answers(OFFICE, '不发')).toContain('已取消');
    await bench.says(OFFICE, '发政策 稳岗返还');
    expect(await bench.answers(OFFICE, '放进本周推送')).toContain('已排进');
  });

  test.each([
    ['power-a', '发政策 稳岗返还', '由责任部门或专班推送'],
    [FIRM, '发政策 稳岗返还', '由责任部门或专班推送'],
    ['leader-1', '发政策 稳岗返还', '由责任部门或专班推送'],
    [HUB, '发政策 火星补贴', '政策库里没有“火星补贴”'],
    [HUB, '发政策', '发哪一条'],
    [HUB, '发政策 补贴', '有几条都像'],
  ])('%s: %s is told %s', async (person, words, why) => {
    expect(await bench.answers(person, words)).toContain(why);
    expect(await kept()).toEqual({});
  });
});

describe('a policy that is for nobody, for everybody, or over', () => {
  let library: Bench;
  useBench(
    MONDAY,
    (opened) => {
      library = opened;
    },
    {
      change: (county) => {
        const [first] = county.policies.policies as readonly [Policy, ...Policy[]];
        const other = (id: string, title: string, over: Partial<Policy>): Policy => ({
          ...first,
          aliases: [],
          id,
          title,
          ...over,
        });
        const policies = [
          other('nobody', '无人政策', { who: [{ 行业: ['造船'] }] }),
          other('everybody', '人人政策', { who: '所有企业' }),
          other('over', '过期政策', { deadline: '2026-11-27' }),
        ];
        return { ...county, policies: { ...county.policies, policies } };
      },
    },
  );

  test('for nobody: nothing is sent, and the condition is shown', async () => {
    const shown = await library.answers(HUB, '发政策 无人政策');
    expect(shown).toContain('没有要发的企业，没有发');
    expect(shown).toContain('属于造船行业');
    expect(shown).toContain('看看条件是不是写窄了');
  });

  test('for everybody: whoever sends it is asked to look again', async () => {
    expect(await library.answers(HUB, '发政策 人人政策')).toContain('全部 27 家企业都算像是符合');
  });

  test('over: it is not sent any more', async () => {
    expect(await library.answers(HUB, '发政策 过期政策')).toContain('已经过了');
  });
});

describe('a firm answers', () => {
  test('要办: a ticket of its own kind, with the policy’s own limit, to its department; never “符合”', async () => {
    await sent('发政策 绿色工厂');
    await bench.presses(FIRM, '确认领取');
    const ticket = await bench.ticket();
    expect(ticket).toMatchObject({
      apart: true,
      department: 'industry',
      enterprise: 'xinghuo',
      source: { kind: 'policy', id: 'green', title: '惠企政策“绿色工厂奖励”' },
    });
    expect(ticket.flow).toMatch(/^policy@/u);
    expect(ticket.text).toContain('按名册像是符合');
    expect(ticket.text.replaceAll('像是符合', '').replaceAll('算不算符合', '')).not.toContain('符合');
    expect(ticket.clocks.resolve?.deadline.explanation).toMatchObject({ amount: 15, unit: 'workday' });
    expect(bench.told(FIRM).some((text) => text.includes('以审核为准'))).toBe(true);
    expect(bench.told('the-group')).toEqual([]);
  });

  test('the limit of another policy is another', async () => {
    await sent('发政策 稳岗返还');
    await bench.presses(FIRM, '确认领取');
    const { explanation } = (await bench.ticket()).clocks.resolve?.deadline ?? {};
    expect(explanation).toMatchObject({ amount: 10, unit: 'workday' });
  });

  test('twice is once', async () => {
    await sent();
    await bench.presses(FIRM, '确认领取');
    await bench.presses('xinghuo-2', '确认领取');
    await bench.presses(FIRM, '不符合');
    await bench.presses(FIRM, '确认领取');
    expect(bench.newest(FIRM)).toContain('已经登记过，编号 1');
    expect(await bench.store.ticket(2)).toBeUndefined();
  });

  test('不符合: it is asked which fact is wrong, the hub hears it, and the roster stays as it is', async () => {
    await sent();
    await bench.presses(FIRM, '不符合');
    expect(bench.newest(FIRM)).toContain('哪一项不对');
    const before = bench.told(HUB).length;
    await bench.says(FIRM, '我们现在用工只有 60 人');
    expect(bench.newest(FIRM)).toContain('核对之前什么也没有改');
    expect(bench.told(HUB)).toHaveLength(before + 1);
    expect(bench.newest(HUB)).toContain('我们现在用工只有 60 人');
    expect((await kept()).corrections).toMatchObject([{ policy: 'job-refund', enterprise: 'xinghuo' }]);
    expect(bench.county.roster.enterprise('xinghuo')?.staff).toBe(860);
    expect(await bench.store.ticket(1)).toBeUndefined();
  });

  test('a difficulty told after 不符合 is a difficulty, and is not lost', async () => {
    await sent();
    await bench.presses(FIRM, '不符合');
    await bench.says(FIRM, '厂里停电了，生产线全停了');
    expect(await bench.ticket()).toMatchObject({ department: 'power' });
    expect((await kept()).corrections).toBeUndefined();
  });

  test('不再推这类: no more of it, also what waits already, until it is taken back; how many, never who', async () => {
    await sent();
    await queue('发政策 技能培训补贴');
    await bench.presses(FIRM, '不再推这类');
    expect(bench.newest(FIRM)).toContain('以后不再推“用工”类');
    await bench.goesTo(at('2026-12-09', '10:00'));
    expect(pushed(FIRM)).toHaveLength(1);
    expect(pushed('qingyun-1')).toHaveLength(2);
    expect(await bench.answers(FIRM, '恢复推送')).toContain('已恢复推送“用工”类');
    expect((await kept()).off).toEqual({ xinghuo: [] });
  });

  test('who wants no more is counted for whoever sends, and not named', async () => {
    await bench.says(FIRM, '不再推 用工');
    const shown = await bench.answers(OFFICE, '发政策 稳岗返还');
    expect(shown).toContain('1 家不再收“用工”类，不发');
    expect(shown).not.toContain('星火');
  });

  test('silence is nothing: no reminder, no list of who has not answered', async () => {
    await sent();
    const told = bench.told(FIRM).length;
    await bench.goesTo(at('2026-12-31', '18:00'));
    expect(bench.told(FIRM)).toHaveLength(told);
    const [notice] = Object.values((await bench.store.office()).arrangements?.notices ?? {});
    expect(notice?.to.every(({ answer }) => answer === undefined)).toBe(true);
  });
});

test('the message of the week goes out on a working day, at its hour, after it was asked for', () => {
  const { calendar, policies } = bench.county;
  fc.assert(
    fc.property(fc.integer({ min: at('2026-01-01', '00:00'), max: at('2026-12-20', '00:00') }), (from) => {
      const when = nextWeekly(from, policies.weekly, calendar);
      expect(when).toBeGreaterThan(from);
      expect(when).toBe(at(dayOf(when), policies.weekly.at));
      expect(isWorkday(dayOf(when), calendar)).toBe(true);
      // A week, and the longest holiday that may lie on its day.
      expect(when - from).toBeLessThanOrEqual(17 * DAY);
    }),
  );
});

describe('before a deadline', () => {
  test('only who said 要办, and is not done, hears one word, five working days ahead', async () => {
    await sent();
    await bench.presses(FIRM, '确认领取');
    await bench.presses('qingyun-1', '确认领取');
    await bench.says(OFFICE, '办结 2 已兑现 3.2 万元');
    const reminded = (person: string) =>
      bench.told(person).filter((text) => text.includes('【提醒】您说要办的'));
    await bench.goesTo(at('2026-12-24', '09:59'));
    expect(reminded(FIRM)).toEqual([]);
    await bench.goesTo(at('2026-12-24', '10:00'));
    await bench.goesTo(at('2026-12-30', '10:00'));
    expect(reminded(FIRM)).toHaveLength(1);
    expect(reminded('qingyun-1')).toEqual([]);
    expect(reminded('tiebi-1')).toEqual([]);
  });
});

describe('a question', () => {
  test('is answered from the library with clause, number, date, department and phone, and 要办 is offered', async () => {
    const told = await bench.answers(FIRM, '稳岗返还怎么申请？');
    for (const part of [
      '第五条：“返还实行',
      '示例人社发〔2026〕8号',
      '3月10日',
      '人力资源和社会保障局',
      '000-00002001',
    ])
      expect(told).toContain(part);
    expect(told).toContain('按名册，贵公司像是符合');
    expect(await bench.store.ticket(1)).toBeUndefined();
    await bench.presses(FIRM, '确认领取');
    expect(await bench.ticket()).toMatchObject({ source: { kind: 'policy', id: 'job-refund' } });
  });

  test('in the group it says nothing of how the firm stands', async () => {
    const told = await bench.answers(FIRM, '稳岗返还怎么申请？', 'group');
    expect(told).toContain('第三条');
    expect(told).not.toContain('贵公司');
  });

  test('is answered still when the button is pressed days later', async () => {
    await bench.says(FIRM, '稳岗返还怎么申请？');
    await bench.goesTo(at('2026-12-03', '15:00'));
    await bench.presses(FIRM, '确认领取');
    expect(await bench.ticket()).toMatchObject({ source: { kind: 'policy', id: 'job-refund' } });
  });

  test('要办 of something that is no policy is a matter like any other', async () => {
    await bench.says(FIRM, '要办 营业执照变更，请问审批局怎么办');
    expect((await kept()).wishes).toBeUndefined();
  });

  test('may go on to the department', async () => {
    await bench.says(FIRM, '稳岗返还怎么申请？');
    await bench.presses(FIRM, '转人力资源和社会保障局答复');
    const ticket = await bench.ticket();
    expect(ticket.text).toBe('稳岗返还怎么申请？');
    expect(ticket.source).toBeUndefined();
  });

  test.each(['private', 'group'] as const)(
    'about something that the library has not goes to the department whose matter it is (%s); nothing is made up',
    async (chat) => {
      const told = await bench.answers(FIRM, '碳排放配额奖励政策找谁问？', chat);
      expect(told).toContain('责任部门：生态环境局');
      expect(told).not.toMatch(/第.条|〔20/u);
      expect(await bench.ticket()).toMatchObject({
        kind: 'consult',
        department: 'environment',
        text: '碳排放配额奖励政策找谁问？',
        enterprise: 'xinghuo',
      });
      expect(bench.newest('environment-a')).toContain('碳排放配额奖励政策找谁问？');
    },
  );

  test.each(['企业上云补贴怎么申请？', '查政策 企业上云'])(
    '%s: of which nobody knows whose it is, the hub is asked, and a department has it half an hour later',
    async (words) => {
      const told = await bench.answers(FIRM, words);
      expect(told).not.toMatch(/第.条|〔20/u);
      expect(told).toContain('正在确定责任部门');
      if (words.startsWith('查')) expect(told).toContain('政策库里没有“企业上云”，我请部门来答');
      expect(bench.newest(HUB)).toContain(words);
      await bench.goesTo(MONDAY + 31 * 60_000);
      const { department, text } = await bench.ticket();
      expect(text).toBe(words);
      expect(bench.county.roster.department(department ?? '')).toBeDefined();
    },
  );

  test('beside an open matter, what the library has not is a question of its own', async () => {
    await bench.says(FIRM, '厂区这两天老是跳闸，请供电公司来看看。');
    const told = await bench.answers(FIRM, '查政策 企业上云');
    expect(told).toContain('【诉求件 2】');
    expect(told).toContain('政策库里没有');
    expect(bench.told('power-a').join('\n')).not.toContain('企业上云');
  });

  test('what has not been paid is a matter, and no question', async () => {
    await bench.says(FIRM, '稳岗返还申请了三个月还没到账，请人社局催一下');
    expect(await bench.ticket()).toMatchObject({ department: 'hr' });
  });

  test.each([
    [FIRM, '查政策 用工', '找到 3 条'],
    [FIRM, '查政策 小巨人奖励', '第六条'],
    ['power-a', '政策', '政策库共 12 条'],
    ['power-a', '查政策 上天', '政策库里没有'],
  ])('%s: %s', async (person, words, answer) => {
    expect(await bench.answers(person, words)).toContain(answer);
  });
});

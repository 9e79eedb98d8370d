/** 走访: a call, a time, what was found, what was promised, and the three questions; and who may do none of it. */
import { describe, expect, test } from 'vitest';
import { at } from '../../../src/domain/time.ts';
import { type Bench, useBench } from '../bench.ts';

const MONDAY = at('2026-11-30', '10:00');
const OWNER = 'xinghuo-1';
const OTHER = 'shangchao-1';
const HUB = 'dispatcher-1';
const HUB_B = 'dispatcher-2';
const LIAISON = 'housing-a';

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});

const visit = async (number = 1) => (await bench.store.office()).arrangements?.visits?.[number];
const tickets = () => bench.store.tickets({});

async function called(words = '请来一趟 想扩电，看看怎么走'): Promise<void> {
  await bench.says(OWNER, words);
}

async function agreed(): Promise<void> {
  await called();
  await bench.says(HUB, '签收 1 明天上午9点');
  await bench.presses(OWNER, '可以');
}

async function visited(): Promise<void> {
  await agreed();
  await bench.goesTo(at('2026-12-01', '11:00'));
  await bench.says(HUB, '走访 1 记\n1. 厂门口的路灯不亮\n2、变压器老是跳闸');
}

describe('a call', () => {
  test.each([
    '请来一趟 想扩电，看看怎么走',
    '请专班来一趟',
    '请来一趟',
    '能不能派人来厂里看看',
    '請專班來一趟，想问问厂房的事',
  ])('%s goes to whoever of the 专班 is on call, who has two working hours', async (words) => {
    await called(words);
    const ticket = await bench.ticket();
    expect(ticket).toMatchObject({ kind: 'visit', apart: true, department: 'squad', liaison: HUB });
    expect(ticket.clocks.sign?.deadline.due).toBe(at('2026-11-30', '12:00'));
    expect(bench.newest(HUB)).toContain('入企服务专班');
  });

  test('in the group is one as well', async () => {
    await bench.says(OWNER, '请专班来一趟，设备上有些事', 'group');
    expect(await bench.ticket()).toMatchObject({ kind: 'visit', department: 'squad' });
  });

  test('goes to B while A is on leave', async () => {
    await bench.says(HUB, '请假 11月30日到12月2日');
    await called();
    expect((await bench.ticket()).liaison).toBe(HUB_B);
  });

  test.each([
    ['请来一趟，锅炉房着火了，有人被困', 'urgent'],
    ['变压器冒烟了，请供电公司来一趟', 'urgent'],
    ['厂门口的路坏了，请住建局来一趟修一修', 'complaint'],
  ])('%s is a difficulty and no call', async (words, flow) => {
    await bench.says(OWNER, words);
    const ticket = await bench.ticket();
    expect(ticket.kind).not.toBe('visit');
    expect(ticket.flow.split('@')[0]).toBe(flow);
  });

  test('again, before anybody came, is added to the first', async () => {
    await called();
    expect(await bench.answers(OWNER, '请来一趟 还有厂房的事')).toContain('记到走访 1');
    expect(await bench.answers(OWNER, '请来一趟')).toContain('已经在办');
    expect(await tickets()).toHaveLength(1);
    expect(JSON.stringify((await bench.ticket()).entries)).toContain('还有厂房的事');
  });

  test('is made by an enterprise alone: nobody visits whom nobody called', async () => {
    for (const who of [LIAISON, HUB, 'leader-1', 'operator-1'])
      await bench.says(who, '请专班来一趟 星火煤焦');
    expect((await tickets()).filter(({ kind }) => kind === 'visit')).toEqual([]);
  });
});

describe('nobody of the 专班 answers the call in time', () => {
  const sorry = () => bench.told(OWNER).filter((text) => text.includes('签收，没有办到'));

  test('the firm hears it once, in private, and who is urged, each named once', async () => {
    await called();
    await bench.goesTo(at('2026-11-30', '12:00'));
    expect(sorry()).toEqual([]);
    await bench.goesTo(at('2026-12-02', '18:00'));
    expect(sorry()).toHaveLength(1);
    expect(sorry()[0]).toMatch(/^很抱歉.*已催 入企服务专班 毕志辰，办到了马上告诉您。$/u);
    expect(bench.told('the-group').join()).not.toContain('很抱歉');
  });

  test('called late in the day, it hears nothing before the office works again', async () => {
    await bench.goesTo(at('2026-11-30', '16:40'));
    await called();
    await bench.goesTo(at('2026-12-01', '07:59'));
    expect(sorry()).toEqual([]);
    await bench.goesTo(at('2026-12-01', '12:00'));
    expect(sorry()).toHaveLength(1);
  });

  test('answered in time, it hears nothing of the kind', async () => {
    await called();
    await bench.says(HUB, '签收 1 明天上午9点');
    await bench.goesTo(at('2026-11-30', '18:00'));
    expect(sorry()).toEqual([]);
  });
});

describe('before the day that both agreed on', () => {
  test.each(['走访 1 记\n厂门口的路灯不亮', '反馈 1 去过了', '办结 1 去过了，都办好了'])(
    '%s is not on record; on the day it is',
    async (words) => {
      await called();
      await bench.says(HUB, '签收 1 明天上午9点');
      await bench.presses(OWNER, '可以');
      expect(await bench.answers(HUB, words)).toContain('约在 12月1日（周二）09:00，还没到');
      expect((await bench.ticket()).facts.fedBackAt).toBeNull();
      expect(await tickets()).toHaveLength(1);
      await bench.goesTo(at('2026-12-01', '08:30'));
      await bench.says(HUB, words);
      expect(
        (await bench.ticket()).entries.some(({ what }) => what === 'fedBack' || what === 'resolved'),
      ).toBe(true);
    },
  );

  test.each(['走访 1 记\n没有', '走访 1 记\n厂门口的路灯不亮', '反馈 1 去过了', '办结 1 去过了'])(
    'without a time nobody has been there: %s is not on record, and the firm reads nothing',
    async (words) => {
      await called();
      await bench.presses(HUB, '签收');
      const read = bench.told(OWNER).length;
      expect(await bench.answers(HUB, words)).toContain('走访 1 时间 明天上午9点');
      expect(bench.told(OWNER)).toHaveLength(read);
      expect(await bench.ticket()).toMatchObject({ state: 'working', facts: { fedBackAt: null } });
      expect(await tickets()).toHaveLength(1);
    },
  );

  test.each(['走访 1 记\n没有', '走访 1 记\n厂门口的路灯不亮', '反馈 1 去过了', '办结 1 去过了'])(
    'a time that only one side has named is none that they came at: %s is not on record, nor what it brings',
    async (words) => {
      await called();
      await bench.says(HUB, '签收 1 明天上午9点');
      for (const now of ['2026-11-30', '2026-12-01'] as const) {
        await bench.goesTo(at(now, '11:00'));
        const read = bench.told(OWNER).length;
        const told = await bench.answers(HUB, words);
        expect(told).toContain('提的是 12月1日（周二）09:00，企业还没同意，先不记');
        expect(told).toContain('走访 1 时间 今天上午9点');
        expect(bench.told(OWNER)).toHaveLength(read);
      }
      expect(await bench.ticket()).toMatchObject({ state: 'working', facts: { fedBackAt: null } });
      expect(await tickets()).toHaveLength(1);
      await bench.says(HUB, '走访 1 时间 今天上午9点');
      await bench.says(HUB, words);
      expect(
        (await bench.ticket()).entries.some(({ what }) => what === 'fedBack' || what === 'resolved'),
      ).toBe(true);
    },
  );

  test('the firm has named a time that the 专班 has not agreed to: it is the 专班 that is waited for', async () => {
    await called();
    await bench.presses(HUB, '签收');
    await bench.says(OWNER, '走访 1 时间 明天上午9点');
    expect(await bench.answers(HUB, '走访 1 记\n路灯不亮')).toContain('专班还没同意');
  });

  test('agreed by telephone and been there: the past time is named first, and the firm hears of it', async () => {
    await called();
    await bench.presses(HUB, '签收');
    await bench.goesTo(at('2026-12-01', '11:00'));
    expect(await bench.answers(OWNER, '走访 1 时间 今天上午9点')).toContain('已经过了');
    expect(await bench.answers(HUB, '走访 1 时间 今天上午9点')).toContain('已经去过，记下了');
    expect(bench.newest(OWNER)).toContain('12月1日（周二）09:00 和您电话约好');
    expect((await visit())?.time).toMatchObject({ at: at('2026-12-01', '09:00'), side: 'squad' });
    expect(await bench.answers(HUB, '走访 1 记\n没有')).toContain('登记 0 件');
    await bench.says(HUB, '办结 1 去过了');
    expect((await bench.ticket()).state).toBe('resolved');
  });

  test('why nobody came can be said at any time, and closes it', async () => {
    await called();
    await bench.says(HUB, '签收 1 明天上午9点');
    await bench.presses(OWNER, '可以');
    await bench.says(HUB, '办结 1 解释说明 企业来电说不用来了');
    expect(await bench.ticket()).toMatchObject({ state: 'resolved', facts: { outcome: 'explained' } });
  });

  test('昨天 is a day, and no time to come', async () => {
    await called();
    expect(await bench.answers(HUB, '签收 1 昨天上午9点')).toContain('已经过了');
  });
});

describe('a time', () => {
  test('is said with 签收, and agreed to with one tap', async () => {
    await called();
    expect(await bench.answers(HUB, '签收 1 明天上午9点')).toContain('12月1日（周二）09:00');
    expect(bench.newest(OWNER)).toContain('12月1日（周二）09:00 到厂里来，可以吗');
    await bench.presses(OWNER, '可以');
    expect(bench.newest(HUB)).toContain('定在 12月1日（周二）09:00');
    expect((await visit())?.time).toMatchObject({ side: 'squad', agreedAt: MONDAY });
  });

  test('is asked for with one question where it was not said, also after the button', async () => {
    await called();
    await bench.presses(HUB, '签收');
    expect(bench.newest(HUB)).toContain('哪天几点去');
    expect(await bench.answers(HUB, '后天')).toContain('还差钟点');
    expect(await bench.answers(HUB, '12月3日下午3点半')).toContain('12月3日（周四）15:30');
    expect(bench.newest(OWNER)).toContain('12月3日（周四）15:30');
  });

  test('is proposed by 签收 again, where it was signed without one that could be', async () => {
    await called();
    expect(await bench.answers(HUB, '签收 1 昨天上午9点')).toContain('已经过了');
    expect(await bench.answers(HUB, '签收 1 明天上午9点')).toContain('已问对方 12月1日（周二）09:00');
    expect(await bench.answers(HUB, '签收 1 明天')).toContain('还差钟点');
    expect(await bench.answers(HUB, '签收 1')).toContain('不用重复');
    await bench.presses(OWNER, '可以');
    expect(await bench.answers(HUB, '签收 1 12月3日上午9点')).toContain('不用重复');
    expect((await visit())?.time).toMatchObject({ at: at('2026-12-01', '09:00'), agreedAt: MONDAY });
  });

  test('another one is named by the firm, and agreed to by the 专班', async () => {
    await called();
    await bench.says(HUB, '签收 1 明天上午9点');
    await bench.presses(OWNER, '换个时间');
    expect(bench.newest(OWNER)).toContain('哪天几点方便');
    await bench.says(OWNER, '12月3日下午2点');
    expect(bench.newest(HUB)).toContain('12月3日（周四）14:00');
    expect((await visit())?.time).toMatchObject({ side: 'enterprise' });
    await bench.presses(HUB, '可以');
    expect(bench.newest(OWNER)).toContain('定在 12月3日（周四）14:00');
  });

  test('an old button agrees to no other time than it stood under, and what is over needs none', async () => {
    await called();
    await bench.says(HUB, '签收 1 明天上午9点');
    const old = `v1|arrange|1|0|visit-agree${at('2026-12-01', '09:00').toString(36)}`;
    await bench.says(HUB, '走访 1 时间 12月3日上午9点');
    expect(await bench.presented(OWNER, old)).not.toBe('');
    expect((await visit())?.time?.agreedAt).toBeUndefined();
    await bench.presses(OWNER, '可以');
    expect((await visit())?.time?.agreedAt).toBe(MONDAY);
    await bench.says(OWNER, '撤回 1');
    expect(await bench.answers(OWNER, '走访 1 时间 12月4日上午9点')).toContain('不用再约时间');
  });

  test.each([
    ['走访 1 时间 11月20日上午9点', '已经过了'],
    ['走访 1 时间 2月30日上午9点', '没有这一天'],
    ['走访 1 时间 明天', '还差钟点'],
    ['走访 1 时间 2027-06-01 9:00', '太远了'],
    ['走访 9 时间 明天上午9点', '没有走访 9'],
    ['走访 1 可以', '还没有人提时间'],
  ])('%s: %s', async (words, why) => {
    await called();
    await bench.presses(HUB, '签收');
    expect(await bench.answers(HUB, words)).toContain(why);
    expect((await visit())?.time).toBeUndefined();
  });

  test('both are reminded once on the working day before', async () => {
    await called();
    await bench.says(HUB, '签收 1 12月3日上午9点');
    await bench.presses(OWNER, '可以');
    const reminded = (who: string) => bench.told(who).filter((text) => text.includes('【提醒】走访 1'));
    await bench.goesTo(at('2026-12-02', '15:59'));
    expect(reminded(OWNER)).toEqual([]);
    await bench.goesTo(at('2026-12-02', '20:00'));
    expect([reminded(OWNER), reminded(HUB)].map(({ length }) => length)).toEqual([1, 1]);
  });

  test('is nobody’s business but theirs', async () => {
    await called();
    await bench.says(HUB, '签收 1 明天上午9点');
    for (const who of [OTHER, LIAISON, 'operator-1', 'discipline-1']) {
      expect(await bench.answers(who, '走访 1 时间 12月3日上午9点')).toContain('没有走访 1');
    }
    expect(await bench.answers('leader-1', '走访 1 时间 12月3日上午9点')).toContain('由专班办');
    expect((await visit())?.time?.at).toBe(at('2026-12-01', '09:00'));
  });
});

describe('what was found', () => {
  test('becomes ordinary tickets, a line each, with the visit as their source', async () => {
    await visited();
    const [first, ...issues] = await tickets();
    expect(first).toMatchObject({ kind: 'visit', state: 'working' });
    expect(first?.facts.fedBackAt).not.toBeNull();
    expect(
      issues.map(({ text, enterprise, member, enteredBy, apart, source }) => [
        text,
        enterprise,
        member,
        enteredBy,
        apart,
        source?.kind,
        source?.id,
      ]),
    ).toEqual([
      ['厂门口的路灯不亮', 'xinghuo', OWNER, HUB, undefined, 'visit', '1'],
      ['变压器老是跳闸', 'xinghuo', OWNER, HUB, undefined, 'visit', '1'],
    ]);
    expect(bench.told(OWNER).join('\n')).toContain('专班来过了，记下 2 件');
  });

  test('nothing is nothing, and nothing said is asked for', async () => {
    await agreed();
    await bench.goesTo(at('2026-12-01', '10:00'));
    expect(await bench.answers(HUB, '走访 1 记')).toContain('一行写一件');
    expect(await bench.answers(HUB, '没有')).toContain('登记 0 件');
    expect(await tickets()).toHaveLength(1);
  });

  test('more than twenty at once are not lost half: none is registered', async () => {
    await agreed();
    const lines = Array.from({ length: 21 }, (_, place) => `第${place}号车间的灯坏了`).join('\n');
    expect(await bench.answers(HUB, `走访 1 记\n${lines}`)).toContain('一次最多记 20 件');
    expect(await tickets()).toHaveLength(1);
  });

  test('a report among them stays one, and the visit does not tell of it', async () => {
    await agreed();
    await bench.goesTo(at('2026-12-01', '10:00'));
    await bench.says(HUB, '走访 1 记\n厂门口的路灯不亮\n举报住建局倪文泉吃拿卡要');
    const report = (await tickets()).find(({ confidential }) => confidential);
    expect(report).toBeDefined();
    expect(report?.source).toBeUndefined();
    expect(JSON.stringify((await bench.ticket()).entries)).not.toContain('吃拿卡要');
    expect(bench.told('the-group').join('')).not.toContain('吃拿卡要');
  });

  test('what was recorded of it before is registered once', async () => {
    await agreed();
    await bench.goesTo(at('2026-12-02', '15:00'));
    const words = '走访 1 记\n厂门口的路灯不亮\n厂门口的路灯不亮';
    await bench.says(HUB, words);
    expect(await bench.answers(HUB, words)).toContain('已经登记过，没有再立：2（厂门口的路灯不亮）');
    expect(await bench.answers(HUB, '走访 1 记\n厂门口的路灯不亮\n没水了')).toMatch(
      /已经登记过[\s\S]*登记 1 件/u,
    );
    expect((await tickets()).filter(({ source }) => source?.kind === 'visit')).toHaveLength(2);
  });

  test.each([OWNER, OTHER, LIAISON, 'leader-1', 'operator-1'])('%s enters nothing', async (who) => {
    await agreed();
    await bench.says(who, '走访 1 记\n厂门口的路灯不亮');
    expect((await tickets()).filter(({ source }) => source !== undefined)).toEqual([]);
    await bench.says(who, '答应 1 12月10日 送图纸');
    expect((await bench.ticket()).plan ?? []).toEqual([]);
  });
});

describe('a promise', () => {
  test('is a step with its day, and the firm hears of it, and when it is done', async () => {
    await visited();
    expect(await bench.answers(HUB, '答应 1 12月10日 送图纸 住建')).toContain('住房和城乡建设局');
    const [step] = (await bench.ticket()).plan ?? [];
    expect(step).toMatchObject({ title: '送图纸', department: 'housing', by: { day: '2026-12-10' } });
    expect(bench.newest(OWNER)).toContain('答应您 12月10日');
    expect(bench.newest(LIAISON)).toContain('送图纸');
    await bench.says(LIAISON, '回复 1 图纸已送到厂里');
    expect(bench.told(OWNER).slice(-2).join('\n')).toContain('图纸已送到厂里');
    expect((await bench.ticket()).duties[0]?.endedAt).not.toBeNull();
  });

  test('without a day is asked about; a day that cannot be is told', async () => {
    await visited();
    expect(await bench.answers(HUB, '答应 1 送图纸 住建')).toContain('哪天办到');
    expect(await bench.answers(HUB, '12月10日')).toContain('送图纸');
    expect((await bench.ticket()).plan).toHaveLength(1);
    expect(await bench.answers(HUB, '答应 1 2月30日 送图纸')).toContain('没有这一天');
    expect(await bench.answers(HUB, '答应 1 11月2日 送图纸')).toContain('已经过了');
    expect(await bench.answers(HUB, '答应 1 12月10日')).toContain('办到什么');
    expect(await bench.answers(HUB, '联系设计院')).toContain('联系设计院');
    expect((await bench.ticket()).plan).toHaveLength(2);
  });

  test('on a day of rest is told with the day on which its clock ends', async () => {
    await visited();
    expect(await bench.answers(HUB, '答应 1 12月20日 送图纸')).toContain(
      '12月21日（周一）（12月20日（周日）不上班，顺延）',
    );
    expect(bench.newest(OWNER)).toContain('12月21日（周一）');
    expect((await bench.ticket()).duties[0]?.clock.deadline.explanation.lastDay).toBe('2026-12-21');
  });

  test('of a department that is in no roster is not put to the 专班 in silence', async () => {
    await visited();
    expect(await bench.answers(HUB, '答应 1 12月10日 修路灯 天上局')).toContain('名册里没有“天上局”');
    expect((await bench.ticket()).plan ?? []).toEqual([]);
  });

  test('that was a slip is taken back, and everybody who was told hears it', async () => {
    await visited();
    await bench.says(HUB, '答应 1 12月10日 修路灯 住建');
    await bench.says(HUB, '撤销 1');
    expect(bench.newest(HUB)).toContain('“定下步骤：修路灯”已撤销');
    for (const one of [OWNER, LIAISON]) expect(bench.told(one).join()).toContain('“定下步骤：修路灯”已由');
    const { plan = [], duties } = await bench.ticket();
    expect([plan, duties]).toEqual([[], []]);
    await bench.says(HUB, '答应 1 12月11日 送图纸 住建');
    expect((await bench.ticket()).duties.map(({ id, text }) => [id, text])).toEqual([[2, '送图纸']]);
    await bench.says(LIAISON, '回复 1 图纸已送到厂里');
    await bench.says(HUB, '办结 1 去过了，答应的都办了');
    expect((await bench.ticket()).state).toBe('resolved');
  });

  test('is not taken back once something was done on it, nor after the half hour', async () => {
    await visited();
    await bench.says(HUB, '答应 1 12月10日 修路灯 住建');
    await bench.says(LIAISON, '回复 1 已修好');
    expect(await bench.answers(HUB, '撤销 1')).not.toContain('已撤销');
    expect((await bench.ticket()).plan).toHaveLength(1);
  });

  test('keeps the visit from being reported done', async () => {
    await visited();
    await bench.says(HUB, '答应 1 12月10日 联系设计院');
    expect(await bench.answers(HUB, '办结 1 都好了')).toContain('联系设计院');
    expect((await bench.ticket()).state).toBe('working');
  });
});

describe('afterwards', () => {
  test('three questions, one after the other, and one tap each', async () => {
    await visited();
    await bench.says(HUB, '答应 1 12月2日 联系设计院');
    await bench.says(HUB, '回复 1 联系好了');
    await bench.says(HUB, '办结 1 去过了，答应的都办了');
    expect(bench.told(OWNER).at(-2)).toContain('到得及时吗');
    await bench.presses(OWNER, '及时');
    expect(bench.newest(OWNER)).toContain('说的办了吗');
    await bench.presses(OWNER, '都办了');
    expect(bench.newest(OWNER)).toContain('服务周到吗');
    await bench.presses(OWNER, '周到');
    expect(await bench.ticket()).toMatchObject({ state: 'closed', facts: { rating: 'satisfied' } });
    expect((await visit())?.answers).toEqual({ onTime: true, kept: true });
  });

  test('nobody is asked of promises where none was due', async () => {
    await visited();
    await bench.says(HUB, '办结 1 去过了');
    await bench.presses(OWNER, '不及时');
    expect(bench.newest(OWNER)).toContain('服务周到吗');
    await bench.presses(OWNER, '不周到');
    expect(await bench.ticket()).toMatchObject({ state: 'closed', facts: { rating: 'dissatisfied' } });
    expect((await visit())?.answers).toEqual({ onTime: false });
  });

  test('what was not kept the 专班 hears at once', async () => {
    await visited();
    await bench.says(HUB, '答应 1 12月2日 联系设计院');
    await bench.says(HUB, '回复 1 联系好了');
    await bench.says(HUB, '办结 1 去过了');
    await bench.presses(OWNER, '及时');
    await bench.presses(OWNER, '没办到');
    expect(bench.newest(HUB)).toContain('答应的没办到');
  });

  test('answers of others, and old ones, count nothing', async () => {
    await visited();
    expect(await bench.presented(OWNER, 'v1|arrange|1|0|visit-onTime')).not.toBe('');
    await bench.says(HUB, '办结 1 去过了');
    for (const who of [OTHER, HUB, LIAISON, 'leader-1']) {
      await bench.presented(who, 'v1|arrange|1|0|visit-tooSlow');
    }
    expect((await visit())?.answers).toBeUndefined();
  });
});

describe('lists and help', () => {
  test('each sees their own, leaders all, others a word like any other', async () => {
    await agreed();
    expect(await bench.answers(OWNER, '走访')).toContain('定在 12月1日');
    expect(await bench.answers('leader-1', '走访')).toContain('星火');
    expect(await bench.answers(HUB, '走访 1')).toContain('想扩电');
    expect(await bench.answers(OTHER, '走访')).toContain('还没有走访');
    expect(await bench.answers(OWNER, '帮助')).toContain('请来一趟');
    expect(await bench.answers(HUB, '帮助')).toContain('答应 23');
  });

  test('a visit is in no figure of the 诉求, and stands in a section of its own', async () => {
    await agreed();
    await bench.goesTo(at('2026-12-04', '18:00'));
    const brief = bench.told('leader-1').find((text) => text.includes('【周报】')) ?? '';
    expect(brief).toContain('入企服务（走访）');
    expect(brief).toContain('随叫 1 次，2 小时内应 1/1');
    expect(brief).toContain('没有新收');
  });
});

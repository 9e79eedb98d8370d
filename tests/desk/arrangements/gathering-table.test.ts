/** 早餐会, at the table: what was said becomes tickets and suggestions, every line is accounted for, and nobody solves it but the owner. */
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Gathering } from '../../../src/domain/arrangements/gatherings.ts';
import { at } from '../../../src/domain/time.ts';
import { type Bench, CHANNEL, useBench } from '../bench.ts';

const MONDAY = at('2026-11-30', '10:00');
const THE_DAY = at('2026-12-03', '08:30');
const HUB = 'dispatcher-1';
const GUEST = 'xinghuo-1';
const OTHER = 'fenhe-xm-1';
const POWER = 'power-a';
const CALL = '早餐会 12月3日 8:00 主题 用电 地点 政府食堂 请 星火、汾河洗煤、惠民桥 部门 供电、交通';

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});

const office = () => bench.store.office();
const gathering = async (): Promise<Gathering> => {
  const found = (await office()).arrangements?.gatherings?.[1];
  if (!found) throw new Error('there is no gathering');
  return found;
};
const tickets = () => bench.store.tickets({});

async function convene(): Promise<void> {
  await bench.says(HUB, CALL);
  await bench.presses(HUB, '发出邀请');
  await bench.presses(GUEST, '来');
  await bench.presses(OTHER, '来');
}

async function held(): Promise<void> {
  await convene();
  await bench.goesTo(THE_DAY);
}

async function rated(person: string, label = '满意'): Promise<void> {
  await bench.presses(person, label);
}

describe('before it', () => {
  test('whoever comes gets the entry for their calendar, and the day before once more', async () => {
    await convene();
    const [coming] = bench.sentTo(GUEST, CHANNEL).filter(({ text }) => text.includes('恭候'));
    expect(coming?.file?.name).toBe('第 1 期早餐会.ics');
    expect(coming?.file?.mime).toBe('text/calendar');
    await bench.goesTo(at('2026-12-02', '17:00'));
    const reminded = bench.sentTo(GUEST, CHANNEL).filter(({ text }) => text.startsWith('【提醒】'));
    expect(reminded.map(({ file }) => file?.name)).toEqual(['第 1 期早餐会.ics']);
    expect(readFileSync(coming?.file?.path ?? '', 'utf8')).toContain('DTSTART:20261203T000000Z\r\n');
  });

  test('what a guest wants to speak of is told to the hub, and to no other guest or department', async () => {
    await convene();
    expect(await bench.answers(GUEST, '想说 二期增容的费用谁出')).toContain('只有专班和领导看得到');
    expect(await bench.answers(HUB, '活动 1')).toContain('星火样例煤焦有限公司：二期增容的费用谁出');
    expect(await bench.answers(OTHER, '活动 1')).not.toContain('增容');
    expect(await bench.answers(POWER, '活动 1')).not.toContain('增容');
    expect(await tickets()).toEqual([]);
    await bench.goesTo(at('2026-12-02', '17:00'));
    expect(bench.newest(HUB)).toContain('二期增容的费用谁出');
    expect(bench.newest(OTHER)).not.toContain('增容');
  });

  test('convened by a leader, the hub is reminded too, with what guests want to speak of', async () => {
    await bench.says('leader-1', CALL);
    await bench.presses('leader-1', '发出邀请');
    await bench.presses(GUEST, '来');
    await bench.says(GUEST, '想说 二期增容的费用谁出');
    await bench.goesTo(at('2026-12-02', '17:00'));
    for (const person of ['leader-1', HUB]) expect(bench.newest(person)).toContain('二期增容的费用谁出');
  });

  test('the same wish twice is kept once, and a danger does not wait for breakfast', async () => {
    await convene();
    await bench.says(GUEST, '想说 二期增容的费用谁出');
    expect(await bench.answers(GUEST, '想说 二期增容的费用谁出')).toContain('已经说过');
    expect((await gathering()).wishes).toHaveLength(1);
    await bench.says(GUEST, '想说 厂里现在着火了，快来人');
    expect((await gathering()).wishes).toHaveLength(1);
    expect((await tickets()).map(({ urgent }) => urgent)).toEqual([true]);
  });

  describe('想说 of a firm that has not said that it comes', () => {
    const MATTER = '想说 厂门口的路灯坏了三盏，晚上看不见路';
    const nowhere = async (): Promise<void> => {
      expect((await gathering()).wishes ?? []).toEqual([]);
      await bench.goesTo(at('2026-12-02', '17:00'));
      for (const person of [HUB, 'leader-1', POWER]) {
        expect(await bench.answers(person, '活动 1')).not.toMatch(/路灯|汾河/u);
        expect(bench.told(person).join()).not.toContain('路灯');
      }
      expect(bench.told(HUB).findLast((text) => text.startsWith('【提醒】'))).not.toMatch(/路灯|汾河/u);
    };

    test.each([
      ['declined', '这次不来'],
      ['said nothing', null],
    ])('%s: nothing is promised, and no list names it', async (_, press) => {
      await bench.says(HUB, CALL);
      await bench.presses(HUB, '发出邀请');
      if (press !== null) await bench.presses(OTHER, press);
      const told = await bench.answers(OTHER, MATTER);
      expect(told).toContain('先不记');
      expect(told).not.toContain('会安排谈');
      await nowhere();
      expect(await tickets()).toEqual([]);
    });

    test('one tap comes, and takes what was said along', async () => {
      await bench.says(HUB, CALL);
      await bench.presses(HUB, '发出邀请');
      await bench.presses(OTHER, '这次不来');
      await bench.says(OTHER, MATTER);
      await bench.presses(OTHER, '来');
      expect(bench.newest(OTHER)).toContain('会安排谈：厂门口的路灯坏了三盏');
      expect(await bench.answers(HUB, '活动 1')).toContain('汾河示范洗煤有限公司：厂门口的路灯坏了三盏');
    });

    test('the other tap has it registered like any difficulty, and the table hears nothing', async () => {
      await bench.says(HUB, CALL);
      await bench.presses(HUB, '发出邀请');
      await bench.presses(OTHER, '这次不来');
      await bench.says(OTHER, MATTER);
      await bench.presses(OTHER, '现在就登记');
      const [ticket] = await tickets();
      expect(ticket).toMatchObject({ enterprise: 'fenhe-xm', text: '厂门口的路灯坏了三盏，晚上看不见路' });
      expect(ticket?.source).toBeUndefined();
      expect((await gathering()).wishes ?? []).toEqual([]);
      expect(await bench.answers(HUB, '活动 1')).not.toContain('汾河');
    });
  });

  test('whoever came, told what to speak of and declines then is nowhere; coming again, it is there again', async () => {
    await convene();
    await bench.says(OTHER, '想说 厂门口的路灯坏了三盏');
    await bench.presses(OTHER, '这次不来');
    expect(await bench.answers(HUB, '活动 1')).not.toMatch(/路灯|汾河/u);
    await bench.presses(OTHER, '来');
    expect(await bench.answers(HUB, '活动 1')).toContain('路灯');
  });

  test('想说 of somebody who is asked to nothing is a difficulty like any other', async () => {
    await bench.says(GUEST, '想说 厂门口的路灯坏了三盏，晚上看不见路');
    expect(await tickets()).toHaveLength(1);
  });
});

describe('改期', () => {
  test('everybody who was asked hears of it, and the answers count until the new time', async () => {
    await convene();
    expect(await bench.answers(HUB, '活动 1 改期 12月5日 9:00')).toContain('已告知');
    expect(bench.newest(GUEST)).toContain('由 12月3日（周四）08:00 改为：12月5日（周六）09:00');
    expect(bench.newest('shangchao-1')).toContain('【改期】');
    expect(bench.newest(POWER)).toContain('【改期】');
    expect(bench.sentTo(GUEST, CHANNEL).at(-1)?.file?.name).toBe('第 1 期早餐会.ics');
    await bench.goesTo(at('2026-12-04', '18:00'));
    expect(bench.told(GUEST).filter((text) => text.startsWith('【提醒】第'))).toHaveLength(1);
    await bench.presses(GUEST, '这次不来');
    expect(await bench.answers(HUB, '活动 1')).toContain('来 1 家：汾河');
  });

  test.each([
    ['活动 1 改期', '改到什么时候'],
    ['活动 1 改期 11月20日 8:00', '已经过了'],
    ['活动 1 改期 2月30日 8:00', '没有这一天'],
    ['活动 1 改期 12月3日 8:00', '没有改动'],
    ['活动 1 改期 2027-06-01 8:00', '三个月以内'],
    ['活动 7 改期 12月5日 8:00', '没有活动 7'],
  ])('%s is told why not', async (words, why) => {
    await convene();
    expect(await bench.answers(HUB, words)).toContain(why);
    expect(await gathering()).not.toHaveProperty('moved');
  });

  test('what has been held stays as it was', async () => {
    await held();
    expect(await bench.answers(HUB, '活动 1 改期 12月8日 8:00')).toContain('已经开始或办过了');
  });
});

describe('at the table', () => {
  test('every line is registered, kept as a suggestion, or left out with the reason', async () => {
    await held();
    const told = await bench.answers(
      HUB,
      [
        '活动 1 记',
        '1. 星火：厂区变压器老跳闸，想增容',
        '建议 汾河洗煤：多办这样的会',
        '星火煤焦（建议）：用电高峰提前一天告诉我们',
        '火星厂：没有这一家',
        '这一行没写是谁说的',
        '供电公司：我们尽快去看',
        '星火：厂区变压器老跳闸，想增容',
      ].join('\n'),
    );
    expect(told).toContain('7 条，登记诉求 1 件，记下建议 2 条，没有登记 4 条');
    expect(told).toContain('没认出是哪家企业：火星厂：没有这一家');
    expect(told).toContain('没写是哪家企业：这一行没写是谁说的');
    expect(told).toContain('是部门说的，不是企业的诉求：供电公司：我们尽快去看');
    expect(told).toContain('已经记过：星火：厂区变压器老跳闸，想增容');
    const [ticket, ...others] = await tickets();
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({
      text: '厂区变压器老跳闸，想增容',
      enterprise: 'xinghuo',
      member: GUEST,
      department: 'power',
      enteredBy: HUB,
      source: { kind: 'event', id: '1', title: '第 1 期早餐会' },
    });
    expect((await gathering()).suggestions?.map(({ enterprise, text }) => [enterprise, text])).toEqual([
      ['fenhe-xm', '多办这样的会'],
      ['xinghuo', '用电高峰提前一天告诉我们'],
    ]);
    expect(bench.newest(GUEST)).toContain('您说的记成了 1 号');
    expect(bench.told(POWER).join('\n')).toContain('来自第 1 期早餐会');
    expect(bench.told('the-group')).toEqual([]);
  });

  test('pasted again, nothing is registered a second time', async () => {
    await held();
    const lines = '活动 1 记\n星火：厂区变压器老跳闸，想增容\n建议 汾河洗煤：多办这样的会';
    await bench.says(HUB, lines);
    expect(await bench.answers(HUB, lines)).toContain('登记诉求 0 件，记下建议 0 条，没有登记 2 条');
    expect(await tickets()).toHaveLength(1);
    expect((await gathering()).suggestions).toHaveLength(1);
  });

  test('a firm that came without an answer is among those that came once it has spoken', async () => {
    await held();
    expect(await bench.answers(HUB, '活动 1')).toContain('到会 2 家');
    await bench.says(HUB, '活动 1 记 惠民桥：超市后门的路灯坏了三盏');
    expect(await bench.answers(HUB, '活动 1')).toContain('到会 3 家');
    expect(await bench.answers('shangchao-1', '活动 1')).toContain('第 1 期早餐会');
  });

  test('typed where others read along, the answer and the receipts are private all the same', async () => {
    await held();
    await bench.says(HUB, '活动 1 记 星火：厂区变压器老跳闸，想增容', 'group');
    expect(await tickets()).toHaveLength(1);
    expect(bench.told('the-group').join('\n')).not.toContain('跳闸');
    expect(bench.told(HUB).join('\n')).toContain('【诉求件 1】');
  });

  test('lines come one by one as well, until it is said that there are no more', async () => {
    await held();
    expect(await bench.answers(HUB, '活动 1 记')).toContain('一行一条');
    await bench.says(HUB, '星火：厂区变压器老跳闸，想增容');
    await bench.says(HUB, '建议 汾河洗煤：多办这样的会');
    expect(await bench.answers(HUB, '记完')).toContain('记完了');
    expect(await tickets()).toHaveLength(1);
    expect((await gathering()).suggestions).toHaveLength(1);
    await bench.says(HUB, '星火：门口的路坏了');
    expect((await tickets()).every(({ source }, place) => (source === undefined) === place > 0)).toBe(true);
  });

  test('where the reading leaves it open, a department that sits there is preferred', async () => {
    await bench.says(HUB, CALL.replace('部门 供电、交通', '部门 城管'));
    await bench.presses(HUB, '发出邀请');
    await bench.goesTo(THE_DAY);
    const words = '厂门口到县道那截路边的树把灯挡住了，晚上看不清';
    const alone = bench.county.router.route(words);
    expect(alone.auto).toBe(false);
    const possible = alone.departments.slice(0, 3).map(({ id }) => id);
    await bench.says(HUB, `活动 1 记 星火：${words}`);
    const [ticket] = await tickets();
    expect(ticket?.department).toBe(possible.includes('urban') ? 'urban' : null);
    expect(possible).toContain('urban');
    expect(ticket?.reasons[0]).toContain('在场');
  });

  test('words about an official are a report, which is no part of the gathering', async () => {
    await held();
    const words = '城管局的工作人员向我们索要好处费两千元';
    await bench.says(HUB, `活动 1 记\n星火：${words}\n建议 汾河洗煤：${words}，请查一查`);
    expect(await bench.store.tickets({ confidential: true })).toHaveLength(2);
    expect((await gathering()).suggestions).toBeUndefined();
    expect((await gathering()).spoke).toBeUndefined();
    expect(await bench.answers(HUB, '活动 1')).toContain('收 0 件');
    expect(bench.newest(GUEST)).not.toContain('好处费');
  });

  test('nothing is taken down before the day, or of what was cancelled', async () => {
    await convene();
    expect(await bench.answers(HUB, '活动 1 记 星火：厂区老跳闸')).toContain('还没到时间');
    await bench.says(HUB, '活动 1 取消 主讲人出差');
    expect(await bench.answers(HUB, '活动 1 记 星火：厂区老跳闸')).toContain('没有活动 1');
    expect(await tickets()).toEqual([]);
  });
});

describe('当场解决', () => {
  const LINE = '当场 星火：厂区变压器老跳闸，已调高过流保护定值';

  test('counts when the department has said so and the owner has tapped, and not before', async () => {
    await held();
    await bench.says(HUB, `活动 1 记\n${LINE}`);
    expect((await bench.ticket()).state).toBe('assigned');
    expect(await bench.answers(HUB, '活动 1')).toContain('当场 0，已办结 0');
    expect(bench.newest(POWER)).toContain('会上说当场办了：已调高过流保护定值');
    await bench.presses(POWER, '已当场办结');
    expect((await bench.ticket()).state).toBe('resolved');
    expect(await bench.answers(HUB, '活动 1')).toContain('当场 0，已办结 0');
    await rated(GUEST);
    expect(await bench.answers(HUB, '活动 1')).toContain('当场 1，已办结 1；办结率 1/1');
  });

  test('what the owner sends back was not solved on the spot, however it ends', async () => {
    await held();
    await bench.says(HUB, `活动 1 记\n${LINE}`);
    await bench.presses(POWER, '已当场办结');
    await bench.says(GUEST, '没解决 1 又跳了');
    // The button of before says nothing of what is done now.
    await bench.presses(POWER, '已当场办结');
    expect((await bench.ticket()).state).toBe('working');
    await bench.says(POWER, '办结 1 换了一台变压器');
    await rated(GUEST);
    expect(await bench.answers(HUB, '活动 1')).toContain('当场 0，已办结 1；办结率 1/1');
  });

  test('nobody but who has the ticket says so, and a second press says that it is done', async () => {
    await held();
    await bench.says(HUB, `活动 1 记\n${LINE}`);
    const button = bench
      .sentTo(POWER, CHANNEL)
      .flatMap(({ buttons }) => buttons.flat())
      .find(({ label }) => label === '已当场办结');
    for (const person of [GUEST, OTHER, 'transport-a', HUB]) {
      await bench.presented(person, button?.data ?? '');
      expect((await bench.ticket()).state).toBe('assigned');
    }
    await bench.presented(POWER, button?.data ?? '');
    expect(await bench.presented(POWER, button?.data ?? '')).not.toBe('');
    expect((await bench.ticket()).entries.filter(({ what }) => what === 'resolved')).toHaveLength(1);
  });

  test('without a word on what was done it is a 诉求 like any other', async () => {
    await held();
    expect(await bench.answers(HUB, '活动 1 记 当场 星火：厂区变压器老跳闸')).toContain('没写当场是怎么办的');
    expect((await bench.ticket()).source).not.toHaveProperty('onTheSpot');
  });
});

describe('a suggestion', () => {
  test('is answered by the hub, the firm hears it, and it is in no base of 诉求', async () => {
    await held();
    await bench.says(HUB, '活动 1 记\n建议 汾河洗煤：多办这样的会\n星火：厂区变压器老跳闸，想增容');
    expect(await bench.answers(HUB, '活动 1 答复 1')).toContain('怎么答复');
    expect(await bench.answers(HUB, '活动 1 答复 4 采纳 好')).toContain('没有第 4 条建议');
    await bench.says(HUB, '活动 1 答复 1 采纳 以后每季度一次');
    expect(bench.newest(OTHER)).toContain('采纳：以后每季度一次');
    expect(bench.told(GUEST).join('\n')).not.toContain('每季度');
    const shown = await bench.answers(HUB, '活动 1');
    expect(shown).toContain('收 2 件（诉求 1、建议 1），当场 0，已办结 0；办结率 0/1');
    expect(shown).toContain('建议已答复 1/1');
    expect(await bench.answers(OTHER, '活动 1')).toContain('采纳：以后每季度一次');
    expect(await bench.answers(GUEST, '活动 1')).not.toContain('每季度');
  });

  test('解释 is an answer too, and a leader leaves it to the hub', async () => {
    await held();
    await bench.says(HUB, '活动 1 记 建议 汾河洗煤：电价降一半');
    expect(await bench.answers('leader-1', '活动 1 答复 1 采纳 好')).toContain('由调度员');
    await bench.says(HUB, '活动 1 答复 1 解释 电价由省里定');
    expect(bench.newest(OTHER)).toContain('解释：电价由省里定');
  });
});

describe('figures', () => {
  test('what was withdrawn or not taken on stands apart', async () => {
    await held();
    await bench.says(
      HUB,
      '活动 1 记\n星火：厂区变压器老跳闸，想增容\n汾河洗煤：到矿上的路坑太多，大车过不去',
    );
    await bench.says(GUEST, '撤回 1');
    await bench.presses(GUEST, '确认撤回').catch(() => []);
    const shown = await bench.answers(HUB, '活动 1');
    expect(shown).toContain('收 1 件（诉求 1、建议 0）');
    expect(shown).toContain('另撤回 1、并单 0、不予受理 0');
  });

  test('each series and all of them are summed up, and the brief has them', async () => {
    await held();
    await bench.says(HUB, '活动 1 记\n星火：厂区变压器老跳闸，想增容\n建议 汾河洗煤：多办这样的会');
    await bench.says(HUB, '活动 1 答复 1 采纳 以后每季度一次');
    const list = await bench.answers(HUB, '活动');
    expect(list).toContain('早餐会累计 1 期：问题及建议 2 件，已解决、答复 1 件，1/2');
    await bench.goesTo(at('2026-12-04', '18:30'));
    expect(bench.told('leader-1').join('\n')).toContain('政企活动');
  });
});

describe('the minutes', () => {
  test('name who came and nobody who did not, what was said, and have no number', async () => {
    await held();
    await bench.says(
      HUB,
      '活动 1 记\n星火：厂区变压器老跳闸，想增容，电话13900001111\n建议 汾河洗煤：多办这样的会',
    );
    await bench.says(HUB, '活动 1 到会 星火');
    await bench.says(HUB, '活动 1 纪要');
    const file = bench.sentTo(HUB, CHANNEL).at(-1)?.file;
    expect(file?.name).toBe('第 1 期早餐会纪要（送审稿）.docx');
    const parts = unzipSync(readFileSync(file?.path ?? ''));
    const words = strFromU8(parts['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]+>/g, '');
    expect(words).toContain('第 1 期早餐会纪要');
    expect(words).toContain('到会企业：星火样例煤焦有限公司');
    expect(words).not.toContain('惠民桥');
    expect(words).toContain('厂区变压器老跳闸');
    expect(words).not.toContain('13900001111');
    expect(words).toContain('多办这样的会');
    expect(words).not.toContain('〔2026〕');
  });

  test('到会 with a name that is nobody’s, or twice, changes nothing', async () => {
    await held();
    expect(await bench.answers(HUB, '活动 1 到会 星火、星火')).toContain('写了两次');
    expect(await bench.answers(HUB, '活动 1 到会 火星')).toContain('名册里没有：火星');
    expect(await bench.answers(HUB, '活动 1 到会')).toContain('哪些企业到会了');
    expect(await gathering()).not.toHaveProperty('came');
  });
});

describe('who may', () => {
  test.each(['leader-1', POWER, GUEST, 'shangchao-1'])(
    '%s takes nothing down at the table',
    async (person) => {
      await held();
      await bench.says(person, '活动 1 记 星火：厂区变压器老跳闸，想增容');
      await bench.says(person, '活动 1 到会 星火');
      expect((await tickets()).filter(({ source }) => source !== undefined)).toEqual([]);
      expect(await gathering()).not.toHaveProperty('came');
    },
  );

  test('who said no or nothing sees nothing of it once it has begun, and a department that was not there never', async () => {
    await held();
    for (const person of ['shangchao-1', 'tax-a']) {
      expect(await bench.answers(person, '活动 1')).not.toContain('第 1 期早餐会');
    }
    expect(await bench.answers(GUEST, '活动 1')).toContain('第 1 期早餐会');
    expect(await bench.answers(POWER, '活动 1')).not.toContain('到会');
  });
});

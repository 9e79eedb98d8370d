/** 早餐会: who is asked, who comes, and that whoever does not is nowhere. */
import { describe, expect, test } from 'vitest';
import { at } from '../../../src/domain/time.ts';
import { type Bench, useBench } from '../bench.ts';

const MONDAY = at('2026-11-30', '10:00');
const HUB = 'dispatcher-1';
const GUEST = 'xinghuo-1';
const COLLEAGUE = 'xinghuo-2';
const OTHER = 'shangchao-1';
const CALL = '早餐会 12月3日 8:00 主题 用电 地点 政府食堂 请 星火、惠民桥 部门 供电';

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});

const gathering = async () => (await bench.store.office()).arrangements?.gatherings?.[1];

async function convene(words = CALL): Promise<void> {
  await bench.says(HUB, words);
  await bench.presses(HUB, '发出邀请');
}

describe('convening', () => {
  test('is shown whole before anything goes out, and then goes out in private to each firm and department', async () => {
    const shown = await bench.answers(HUB, CALL);
    expect(shown).toContain('第 1 期早餐会');
    expect(shown).toContain('12月3日（周四）08:00');
    expect(shown).toContain('部门：供电公司');
    expect(bench.told(GUEST)).toEqual([]);
    await bench.presses(HUB, '发出邀请');
    expect(bench.newest(GUEST)).toContain('【邀请】第 1 期早餐会');
    expect(bench.newest('power-a')).toContain('【请参加】第 1 期早餐会');
    expect(bench.told('the-group')).toEqual([]);
    expect(await gathering()).toMatchObject({ topic: '用电', place: '政府食堂', departments: ['power'] });
  });

  test('the words of the buttons do as well where they are typed', async () => {
    await bench.says(HUB, CALL);
    expect(await bench.answers(HUB, '不发了')).toContain('已取消');
    expect(await gathering()).toBeUndefined();
    await bench.says(HUB, CALL);
    expect(await bench.answers(HUB, '发出邀请。')).toContain('已私聊发给 2 家企业');
    expect(bench.newest(GUEST)).toContain('【邀请】第 1 期早餐会');
  });

  test('what is missing is asked for, one thing after the other', async () => {
    expect(await bench.answers(HUB, '活动 下午茶')).toContain('哪天办');
    expect(await bench.answers(HUB, '12月4日')).toContain('几点开始');
    expect(await bench.answers(HUB, '下午3点半')).toContain('谈什么');
    expect(await bench.answers(HUB, '用工')).toContain('请哪些企业');
    const shown = await bench.answers(HUB, '星火，惠民桥');
    expect(shown).toContain('第 1 期下午茶');
    expect(shown).toContain('12月4日（周五）15:30');
    expect(shown).toContain('2 家企业');
  });

  test.each([
    ['早餐会 11月27日 8:00 主题 用电 请 星火', '已经过了'],
    ['早餐会 2月30日 8:00 主题 用电 请 星火', '没有这一天'],
    ['早餐会 12月3日 8:00 主题 用电 请 星火、不存在的厂', '名册里没有：不存在的厂'],
    ['早餐会 12月3日 8:00 主题 用电 请 星火 部门 火星局', '没有这个部门：火星局'],
    ['早餐会 2027-06-01 8:00 主题 用电 请 星火', '三个月以内'],
  ])('%s is told why not', async (words, why) => {
    expect(await bench.answers(HUB, words)).toContain(why);
    expect(await gathering()).toBeUndefined();
  });

  test.each([
    ['早餐会 11月27日 8:00 主题 用电 请 星火、汾河洗煤 部门 供电', '12月4日'],
    ['早餐会 今天 9:00 主题 用电 请 星火、汾河洗煤 部门 供电', '12月4日 8:00'],
    ['早餐会 2月30日 8:00 主题 用电 请 星火、汾河洗煤 部门 供电', '12月4日'],
    ['早餐会 2027-06-01 8:00 主题 用电 请 星火、汾河洗煤 部门 供电', '12月4日'],
    ['早餐会 12月4日 8:00 主题 用电 请 星火、不存在的厂 部门 供电', '汾河洗煤'],
    ['早餐会 12月4日 8:00 主题 用电 请 星火、汾河洗煤 部门 火星局', '供电'],
  ])('%s: only what was wrong is asked for again (%s), and the rest is kept', async (words, right) => {
    await bench.says(HUB, words);
    const shown = await bench.answers(HUB, right);
    expect(shown).toContain('时间：12月4日（周五）08:00');
    expect(shown).toContain('主题：用电');
    expect(shown).toContain('企业：星火样例煤焦有限公司、汾河示范洗煤有限公司');
    expect(shown).toContain('部门：供电公司');
  });

  test('a guest twice, by one name or by two, is said so and asked once', async () => {
    const shown = await bench.answers(HUB, '早餐会 12月3日 8:00 主题 用电 请 星火、星火煤焦、惠民桥');
    expect(shown).toContain('2 家企业');
    expect(shown).toContain('星火样例煤焦有限公司 写了两次，只请一次');
    await bench.presses(HUB, '发出邀请');
    expect(bench.told(GUEST).filter((text) => text.includes('【邀请】'))).toHaveLength(1);
  });

  test('moved to a day that is over, it is told how to write it, and nothing is moved', async () => {
    await convene();
    const told = await bench.answers(HUB, '活动 1 改期 11月20日 8:00');
    expect(told).toContain('已经过了');
    expect(told).toContain('请写成：活动 1 改期 12月5日 8:00');
    expect(await gathering()).not.toHaveProperty('moved');
  });

  test('nobody else convenes, and what tells of a 早餐会 is no command', async () => {
    expect(await bench.answers('power-a', CALL)).toContain('由专班召集');
    await bench.says(HUB, '早餐会上企业说停电，请供电公司看看');
    expect(await gathering()).toBeUndefined();
  });

  test('asked when the next is, whoever is invited reads which, others that there is none; a ticket gets nothing of it', async () => {
    await bench.says(GUEST, '厂区这两天老是跳闸，请供电公司来看看。');
    for (const words of ['早餐会什么时候开？', '最近有什么活动吗', '活动']) {
      expect(await bench.answers(GUEST, words), words).toContain('现在没有请您参加的活动');
    }
    await bench.says(HUB, CALL);
    await bench.presses(HUB, '发出邀请');
    expect(await bench.answers(GUEST, '早餐会什么时候开？')).toContain('12月3日（周四）08:00');
    expect(await bench.answers('qingyun-1', '早餐会什么时候开？')).toContain('现在没有请您参加的活动');
    expect(bench.told('power-a').join('\n')).not.toMatch(/什么时候开|什么活动/u);
  });

  test('a second press sends nothing again', async () => {
    await convene();
    const sent = bench.told(GUEST).length;
    await bench.presses(HUB, '发出邀请');
    expect(bench.told(GUEST)).toHaveLength(sent);
    expect(Object.keys((await bench.store.office()).arrangements?.gatherings ?? {})).toEqual(['1']);
  });
});

describe('an invitation', () => {
  test('is accepted with one tap, and reached firms are on record', async () => {
    await convene();
    await bench.presses(GUEST, '来');
    expect(bench.newest(GUEST)).toContain('恭候');
    expect(await bench.answers(HUB, '活动 1')).toContain('来 1 家：星火样例煤焦');
    const [notice] = Object.values((await bench.store.office()).arrangements?.notices ?? {});
    expect(notice?.to.map(({ reachedAt }) => reachedAt)).toEqual([MONDAY, MONDAY]);
  });

  test('of a firm that nobody can be reached at, the hub is told to ring', async () => {
    const { roster } = bench.county;
    for (const { id } of roster.enterpriseOf(OTHER)?.members ?? []) {
      await bench.hears(id, { what: 'blocked', message: null });
    }
    await convene();
    expect(bench.newest(HUB)).toContain('已私聊发给 1 家企业');
    expect(bench.newest(HUB)).toContain(
      `请打电话说一声，能收到时会补发：${roster.enterpriseOf(OTHER)?.name}`,
    );
  });

  test('declined, it is nowhere: not in the office, not in a list, and nobody is reminded', async () => {
    await convene();
    await bench.presses(GUEST, '来');
    await bench.presses(OTHER, '这次不来');
    await bench.presses(GUEST, '这次不来');
    const { arrangements } = await bench.store.office();
    expect(
      Object.values(arrangements?.notices ?? {}).flatMap(({ to }) => to.map(({ answer }) => answer)),
    ).toEqual([undefined, undefined]);
    expect(await bench.answers(HUB, '活动 1')).toContain('来 0 家');
    await bench.goesTo(at('2026-12-02', '18:00'));
    expect(bench.told(GUEST).some((text) => text.includes('【提醒】第'))).toBe(false);
  });

  test('a colleague’s 不来 is told in private to whoever had said 来, and to nobody else', async () => {
    await convene();
    await bench.presses(GUEST, '来');
    const others = [HUB, OTHER, 'power-a', COLLEAGUE, 'the-group', 'leader-1'];
    const read = others.map((one) => bench.told(one).length);
    await bench.presses(COLLEAGUE, '这次不来');
    expect(bench.newest(GUEST)).toContain('同事已改为不来；还来，点“来”');
    expect(bench.newest(COLLEAGUE)).toContain('好的，不打扰了');
    expect(others.map((one, place) => bench.told(one).length - (read[place] ?? 0))).toEqual([
      0, 0, 0, 1, 0, 0,
    ]);
    const { arrangements } = await bench.store.office();
    const to = Object.values(arrangements?.notices ?? {}).flatMap((one) => one.to);
    expect(to.flatMap(({ answer, earlier }) => [answer, earlier])).toEqual(
      to.flatMap(() => [undefined, undefined]),
    );
    expect(await bench.answers(HUB, '活动 1')).toContain('来 0 家');
    await bench.presses(GUEST, '来');
    expect(await bench.answers(HUB, '活动 1')).toContain('来 1 家');
    await bench.goesTo(at('2026-12-02', '18:00'));
    expect(bench.told(GUEST).some((text) => text.includes('【提醒】第'))).toBe(true);
  });

  test('one’s own 不来 tells nobody, and neither does one where nobody had said 来', async () => {
    await convene();
    await bench.presses(COLLEAGUE, '这次不来');
    await bench.presses(GUEST, '来');
    await bench.presses(GUEST, '这次不来');
    expect([...bench.told(GUEST), ...bench.told(COLLEAGUE)].join()).not.toContain('改为不来');
  });

  test('who comes is reminded once on the working day before, with whoever convened it', async () => {
    await convene();
    await bench.presses(GUEST, '来');
    await bench.goesTo(at('2026-12-02', '15:59'));
    expect(bench.newest(GUEST)).not.toContain('【提醒】第');
    await bench.goesTo(at('2026-12-03', '07:00'));
    const reminded = (chat: string) =>
      bench.told(chat).filter((text) => text.includes('【提醒】第 1 期早餐会'));
    expect(reminded(GUEST)).toHaveLength(1);
    expect(reminded('power-a')).toHaveLength(1);
    expect(reminded(OTHER)).toEqual([]);
    expect(reminded(HUB)[0]).toContain('来 1 家');
  });

  test('called after the hour of the reminder, or moved then, they are reminded an hour before it begins', async () => {
    await bench.goesTo(at('2026-12-02', '17:00'));
    await convene();
    await bench.presses(GUEST, '来');
    const reminded = () => bench.told(GUEST).filter((text) => text.includes('【提醒】第 1 期早餐会'));
    await bench.goesTo(at('2026-12-03', '06:59'));
    expect(reminded()).toEqual([]);
    await bench.goesTo(at('2026-12-03', '07:01'));
    expect(reminded()).toHaveLength(1);
    await bench.goesTo(at('2026-12-03', '07:30'));
    await bench.says(HUB, '活动 1 改到 12月3日 10:00');
    await bench.goesTo(at('2026-12-03', '08:59'));
    expect(reminded()).toHaveLength(1);
    await bench.goesTo(at('2026-12-03', '09:01'));
    expect(reminded()).toHaveLength(2);
  });

  test('counts no more when it has begun, or was cancelled', async () => {
    await convene();
    await bench.says(HUB, '活动 1 取消 主讲人出差');
    expect(bench.newest(GUEST)).toContain('【取消】第 1 期早餐会');
    await bench.presses(GUEST, '来');
    expect(await bench.answers(HUB, '活动 1')).toContain('来 0 家');
    await bench.goesTo(at('2026-12-03', '09:00'));
    expect(bench.told(GUEST).some((text) => text.includes('【提醒】第'))).toBe(false);
    expect(await bench.answers(HUB, '活动')).toContain('（已取消）');
  });
});

/** 督办 and 批示: the leader's own day is kept, and he reads to whom the order went. */
import { beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const A = 'housing-a';
const HEAD = 'housing-head';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const working = (story: Story): Story =>
  next(next(story, 'liaison', COMMANDS.sign, TUESDAY), 'liaison', COMMANDS.feedback, TUESDAY);

describe('until when', () => {
  test.each([
    [LEADER, '督办 1 今天下班前给企业明确答复', '11月24日（周二）18:00 前'],
    [LEADER, '批示 1 请局长牵头，本周五前到位', '11月27日（周五）内'],
    [HUB, '督办 1 明天上午拿出方案', '11月25日（周三）12:00 前'],
    [LEADER, '批示 1 12月15日前修好', '12月15日（周二）内'],
  ])('%s: %s', async (who, order, due) => {
    await bench.has(TUESDAY, working);
    const receipt = await bench.answers(who, order);
    expect(receipt).toContain('住房和城乡建设局 倪文泉、鲁学松');
    expect(receipt).toContain(due);
    expect(bench.newest(A)).toContain(due);
    expect(bench.newest(HEAD)).toContain(`请在 ${due}回复`);
    expect(await bench.answers(A, '我的待办')).toContain(due);
    const [duty] = (await bench.ticket()).duties;
    expect(duty?.clock.deadline.explanation.asked).toBeDefined();
  });

  test('no time: what the flow says, and that is told', async () => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(LEADER, '批示 1 请局长到现场看一看')).toContain(
      '没写时间，按规定在 11月27日（周五）内回复',
    );
  });

  test('no time, and the ticket itself is due before: that is why the day is that near', async () => {
    await bench.has(at('2026-11-18', '09:00'), working);
    const told = await bench.answers(LEADER, '批示 1 请局长到现场看一看');
    expect(told).toContain('没写时间，本件自己的时限先到，就在 11月25日（周三）内回复');
    expect(told).toContain('批示 1 12月12日前');
  });

  test('so many days that end on a day off', async () => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(LEADER, '批示 1 五天内修好')).toContain(
      '11月30日（周一）内（11月29日（周日）不上班，顺延）',
    );
  });

  test('a day off: the next working day, and both read why', async () => {
    await bench.has(TUESDAY, working);
    const moved = '12月7日（周一）内（12月5日（周六）不上班，顺延）';
    expect(await bench.answers(LEADER, '批示 1 12月5日前修好')).toContain(moved);
    expect(bench.newest(HEAD)).toContain(moved);
    expect(await bench.answers(LEADER, '期限 1')).toContain('按交办时说的，到12月5日（周六）止');
  });

  test.each([
    ['11月20日前到位', '“11月20日前”已经过了。'],
    ['2028年6月1日前到位', '“2028年6月1日前”在一年以后了。'],
    ['2月30日前到位', '“2月30日前”对不上具体哪一天。'],
    ['本周五前拿方案，月底前修好', '您写了不止一个时间：本周五前、月底前。'],
  ])('%s is asked about, and nothing is sent until it is answered', async (words, question) => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(LEADER, `批示 1 ${words}`)).toContain(question);
    expect((await bench.ticket()).duties).toEqual([]);
    expect(await bench.answers(LEADER, '12月10日')).toContain('12月10日（周四）内');
    expect(bench.newest(HEAD)).toContain(`${words}（12月10日）`);
  });

  test('the question can be answered with another bad day, with none at all, or given up', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 11月20日前到位');
    expect(await bench.answers(LEADER, '11月21日')).toContain('已经过了');
    expect(await bench.answers(LEADER, '看着办')).toContain('请写到什么时候');
    expect(await bench.answers(LEADER, '不限')).toContain('没写时间，按规定');
    await bench.says(LEADER, '批示 1 11月20日前到位');
    await bench.says(LEADER, '取消');
    expect((await bench.ticket()).duties).toHaveLength(1);
  });

  test('it is not bound to the deadline of the ticket, which may come earlier', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 12月31日前彻底修好');
    const [duty] = (await bench.ticket()).duties;
    expect(duty?.clock.deadline.explanation.lastDay).toBe('2026-12-31');
  });

  test('until today: reminded when half of the time is over', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '督办 1 今天下班前给企业明确答复');
    const before = bench.told(HEAD).length;
    await bench.goesTo(at('2026-11-24', '16:00'));
    expect(bench.told(HEAD).slice(before).join('\n')).toContain('11月24日（周二）18:00 前');
    expect(bench.newest(A)).toContain('11月24日（周二）18:00 前');
  });

  test('nobody has the ticket yet: the hub is told to hurry, and the department finds the order with it', async () => {
    await bench.has(TUESDAY, undefined, { department: null });
    expect(await bench.answers(LEADER, '批示 1 本周五前定下来')).toContain('还没定由谁办');
    expect(bench.newest(HUB)).toContain('请尽快定责任部门');
    await bench.says(HUB, '分办 1 住建');
    expect(bench.told(A).join('\n')).toContain('本周五前定下来');
  });
});

describe('the reply', () => {
  test('阶段 and final apart, and by whom', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 本周五前到位');
    await bench.says(A, '回复 1 阶段 材料已进场');
    expect(bench.newest(LEADER)).toContain(
      '【阶段性回复】诉求件 1 的批示，住房和城乡建设局 倪文泉报阶段性情况：材料已进场',
    );
    await bench.presses(HEAD, '最终回复');
    await bench.says(HEAD, '路面已经修好');
    expect(bench.newest(LEADER)).toContain(
      '【最终回复】诉求件 1 的批示，住房和城乡建设局 鲁学松回复：路面已经修好',
    );
    expect((await bench.ticket()).duties[0]).toMatchObject({
      answer: '路面已经修好',
      replied: { by: HEAD, final: true },
      endedAt: TUESDAY,
    });
  });

  test.each([
    ['阶段性情况', '阶段性回复', null],
    ['最终回复', '最终回复', TUESDAY],
  ])('what is under way is asked about, and %s is one tap', async (tap, told, endedAt) => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 本周五前到位');
    const before = bench.told(LEADER).length;
    expect(await bench.answers(A, '回复 1 正在协调施工队')).toContain('是阶段性情况，还是最终回复');
    expect(bench.told(LEADER)).toHaveLength(before);
    await bench.presses(A, tap);
    expect(bench.newest(LEADER)).toContain(`【${told}】`);
    expect(bench.newest(LEADER)).toContain('正在协调施工队');
    expect((await bench.ticket()).duties[0]?.endedAt).toBe(endedAt);
  });

  test('it can be said in words as well', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 本周五前到位');
    await bench.says(A, '回复 1 预计周四进场');
    await bench.says(A, '阶段性');
    expect(bench.newest(LEADER)).toContain('【阶段性回复】');
  });

  test('办结 answers the order, and whoever gave it hears so; taken back, it waits again', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 本周五前到位');
    await bench.says(A, '办结 1 路面已修好');
    expect(bench.newest(LEADER)).toContain(
      '【最终回复】诉求件 1 的批示，住房和城乡建设局 倪文泉报告已办结：路面已修好',
    );
    await bench.says(A, '撤销 1');
    expect(bench.newest(LEADER)).toContain('批示仍在等回复');
  });

  test('an order that ends with its ticket does not vanish', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 本周五前到位');
    await bench.says('shangchao-1', '撤回 1');
    expect(bench.newest(LEADER)).toContain('批示没有等到回复，到此为止');
  });

  test('many in a day: the first three at once, the others in one message in the morning', async () => {
    for (let count = 1; count <= 6; count += 1) await bench.has(TUESDAY, working);
    for (let number = 1; number <= 6; number += 1) await bench.says(LEADER, `批示 ${number} 本周五前到位`);
    for (let number = 1; number <= 6; number += 1) await bench.says(A, `回复 ${number} 已修好第${number}处`);
    const replies = bench.told(LEADER).filter((text) => text.includes('【最终回复】'));
    expect(replies).toHaveLength(3);
    await bench.goesTo(at('2026-11-25', '09:30'));
    const morning = bench.told(LEADER).filter((text) => text.includes('又收到 3 份回复'));
    expect(morning).toHaveLength(1);
    for (const number of [4, 5, 6]) expect(morning[0]).toContain(`已修好第${number}处`);
  });

  test('not answered in time: who gave it hears it the next morning', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 本周五前到位');
    await bench.goesTo(at('2026-11-27', '10:00'));
    expect(bench.told(HEAD).join('\n')).toContain('11月27日（周五）内');
    expect(bench.told(LEADER).join('\n')).not.toContain('没有按时回复');
    await bench.goesTo(at('2026-11-30', '09:30'));
    expect(bench.newest(LEADER)).toContain('的批示，住房和城乡建设局 倪文泉');
    expect(bench.newest(LEADER)).toContain('没有按时回复：应于 11月27日（周五）内，已超期 3 天');
  });
});

describe('退回重报', () => {
  const replied = async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 20万全部到位，本周五前');
    await bench.says(HEAD, '回复 1 已拨付5万');
  };

  test('by its number: his words, a new day, and the department replies again', async () => {
    await replied();
    const receipt = await bench.answers(LEADER, '退回重报 1 必须20万全部到位，明天下班前再报');
    expect(receipt).toContain('请住房和城乡建设局 倪文泉、鲁学松在 11月25日（周三）18:00 前重新回复');
    expect(bench.newest(HEAD)).toContain('【退回重报】诉求件 1 的批示，谢学岚：必须20万全部到位');
    expect((await bench.ticket()).duties[0]).toMatchObject({ endedAt: null, answer: null, sentBack: 1 });
    const wanted = '必须20万全部到位，明天下班前再报（退回重报；原来：20万全部到位，本周五前';
    expect(await bench.answers(LEADER, '我的督办'), 'what is wanted now').toContain(wanted);
    expect(await bench.answers(HEAD, '我的待办')).toContain(wanted.slice(0, 24));
    await bench.replies(HEAD, '20万已全部到位', '【退回重报】');
    expect(bench.newest(LEADER)).toContain('【最终回复】');
    expect(await bench.answers(LEADER, '进度 1')).toContain('退回重报：必须20万全部到位');
  });

  test('by the button: asked for words, which may be left out', async () => {
    await replied();
    await bench.presses(LEADER, '退回重报');
    await bench.says(LEADER, '退回重报');
    expect(bench.newest(HEAD)).toContain('请重新回复。');
    expect((await bench.ticket()).duties[0]?.clock.deadline.explanation.lastDay).toBe('2026-11-27');
  });

  test('a day that is over is asked about here too', async () => {
    await replied();
    expect(await bench.answers(LEADER, '退回重报 1 11月20日前再报')).toContain('已经过了');
    expect((await bench.ticket()).duties[0]?.sentBack).toBeUndefined();
    expect(await bench.answers(LEADER, '后天')).toContain('11月26日（周四）内重新回复');
  });

  test('nothing was replied yet, or it is somebody else’s order', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 本周五前到位');
    expect(await bench.answers(LEADER, '退回重报 1 不行')).toContain('还没有人回复');
    await bench.says(HEAD, '回复 1 已到位');
    expect(await bench.answers(HUB, '退回重报 1 不行')).toContain('不由您办理');
    expect(await bench.answers(A, '退回重报 1 不行')).toContain('不由您办理');
  });
});

describe('the list of one’s own orders', () => {
  test.each(['我的批示', '我的督办', '批示落实情况', '督办', '批示', '督办情况'])('%s', async (words) => {
    for (let count = 1; count <= 4; count += 1) await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 今天下班前回话');
    await bench.says(LEADER, '督办 2 月底前修好');
    await bench.says(LEADER, '督办 3 明天下班前到现场');
    await bench.says('leader-2', '批示 4 抓紧');
    await bench.says(A, '回复 2 阶段 材料已进场');
    await bench.says(A, '回复 3 已到现场');
    await bench.goesTo(at('2026-11-26', '10:00'));
    const list = await bench.answers(LEADER, words);
    expect(list).toContain('您的督办、批示共 3 件：未回复 1，阶段 1，最终 1；其中超期 1。');
    expect(await bench.answers('leader-2', words), 'only what there is').toContain(
      '您的督办、批示共 1 件：未回复 1。',
    );
    expect(list).toContain('1　批示　惠民桥样例商贸有限公司　住房和城乡建设局 倪文泉');
    expect(list).toContain('11月24日（周二）18:00 前：未回复，超期 40 小时');
    expect(list).toContain('11月30日（周一）内：阶段（住房和城乡建设局 倪文泉：材料已进场）');
    expect(list).toContain('最终（住房和城乡建设局 倪文泉：已到现场）');
    expect(list).not.toContain('抓紧');
  });

  test('paged as the other lists are', async () => {
    for (let number = 1; number <= 12; number += 1) {
      await bench.has(TUESDAY, working);
      await bench.says(LEADER, `督办 ${number} 月底前修好`);
    }
    expect(await bench.answers(LEADER, '我的督办')).toContain('（第 1 页，共 2 页）');
    const [second] = await bench.presses(LEADER, '下一页');
    expect(second?.text).toContain('12　督办');
  });

  test('none, and for whom it is not', async () => {
    expect(await bench.answers(LEADER, '督办')).toContain('近一个月没有督办、批示');
    expect(await bench.answers(A, '我的督办')).not.toContain('近一个月没有');
  });
});

describe('a leader in the group', () => {
  const card = () => bench.sentTo(GROUP, CHANNEL).findLast(({ text }) => text.includes('诉求件 1'));
  const quotes = async (person: string, text: string) => {
    const shown = card();
    if (!shown) throw new Error('no card');
    await bench.hears(person, {
      text,
      message: `quote-${text}`,
      chat: { id: GROUP, kind: 'group', title: '' },
      addressed: false,
      replyTo: { message: bench.idOf(shown), fromBot: true },
    });
  };
  const toldInGroup = () => bench.told(GROUP).length;
  beforeEach(async () => {
    await bench.says(OWNER, '门口道路塌陷，货车进不来，请住建局来修', 'group');
    await bench.says(HUB, '分办 1 住建');
  });

  test.each([
    ['住建局抓紧，本周拿方案', '11月27日（周五）内'],
    ['请抓紧', '没写时间'],
    ['这个必须三天内解决', '11月27日（周五）内'],
    ['请说明为什么还没修？', '没写时间'],
  ])('quoting a card, %s is an order', async (words, due) => {
    const before = toldInGroup();
    await quotes(LEADER, words);
    expect((await bench.ticket()).duties).toMatchObject([{ kind: 'instruct', by: LEADER, text: words }]);
    expect(bench.newest(LEADER)).toContain('诉求件 1 的批示已发出');
    expect(bench.newest(LEADER)).toContain(due);
    expect(toldInGroup(), 'the enterprises read nothing of it').toBe(before);
  });

  test.each(['谢谢大家', '收到', '修好了吗？', '什么时候能好', '辛苦了，干得不错', '好的'])(
    '%s is none',
    async (words) => {
      const before = [toldInGroup(), bench.told(LEADER).length];
      await quotes(LEADER, words);
      expect((await bench.ticket()).duties).toEqual([]);
      expect([toldInGroup(), bench.told(LEADER).length]).toEqual(before);
    },
  );

  test.each([
    ['拖得太久了', '发批示', 1],
    ['能不能尽快解决？', '发批示', 1],
    ['交通局抓紧', '发批示', 1],
    ['这条路我昨天走过', '不发', 0],
  ])('of %s the leader is asked alone, and %s settles it', async (words, tap, orders) => {
    const before = toldInGroup();
    await quotes(LEADER, words);
    expect((await bench.ticket()).duties).toEqual([]);
    expect(bench.newest(LEADER)).toContain(`您对诉求件 1（住房和城乡建设局）说：“${words}”`);
    await bench.presses(LEADER, tap);
    expect((await bench.ticket()).duties).toHaveLength(orders);
    expect(toldInGroup()).toBe(before);
  });

  test('with the number, to the bot', async () => {
    await bench.hears(LEADER, {
      text: '请住建局抓紧办好1号件',
      message: 'mention',
      chat: { id: GROUP, kind: 'group', title: '' },
      addressed: true,
    });
    expect((await bench.ticket()).duties).toMatchObject([
      { kind: 'instruct', text: '请住建局抓紧办好1号件' },
    ]);
  });

  test('to nobody in particular it is talk, and so are the same words of an enterprise', async () => {
    await bench.says(LEADER, '请住建局抓紧办好1号件', 'group');
    await quotes('xinghuo-1', '住建局抓紧，本周拿方案');
    expect((await bench.ticket()).duties).toEqual([]);
  });

  test('不行 in answer to the reply sends it back; without a ticket, the one that was replied to', async () => {
    await bench.says(LEADER, '批示 1 本周五前到位');
    await bench.says(HEAD, '回复 1 已拨付5万');
    await bench.replies(LEADER, '不行，必须20万全部到位', '【最终回复】');
    expect(bench.newest(HEAD)).toContain('【退回重报】诉求件 1 的批示，谢学岚：必须20万全部到位');
    await bench.says(HEAD, '回复 1 已拨付10万');
    await bench.says(LEADER, '不行');
    expect(bench.newest(HEAD)).toContain('请重新回复');
    await bench.says(HEAD, '回复 1 已拨付20万');
    await bench.says(LEADER, '不行 1 要看凭证，明天上午再报');
    expect(bench.newest(HEAD)).toContain('要看凭证，明天上午再报');
    expect((await bench.ticket()).duties[0]).toMatchObject({ sentBack: 3, endedAt: null });
  });
});

describe('an order about a list', () => {
  beforeEach(async () => {
    const before = at('2026-11-10', '10:00');
    for (let count = 1; count <= 3; count += 1) await bench.has(before, working);
    await bench.has(TUESDAY, working);
  });

  test.each([
    [LEADER, '超期件本周清零', 'instruct'],
    [LEADER, '批示 超期件本周清零', 'instruct'],
    [HUB, '督办 超期件本周清零', 'supervise'],
    [LEADER, '住建局的超期件本周清零', 'instruct'],
  ])('%s: %s becomes one for each, after one confirmation', async (who, words, kind) => {
    const asked = await bench.answers(who, words);
    expect(asked).toContain('发给下面 3 件的责任部门');
    expect(asked).toContain('1　惠民桥样例商贸有限公司　住房和城乡建设局 倪文泉');
    expect(asked).toContain('回复时限：11月27日（周五）内');
    expect((await bench.ticket(1)).duties).toEqual([]);
    await bench.presses(who, '发出 3 件');
    expect(bench.told(who).join('\n')).toContain('已发出 3 件：1、2、3。');
    for (const number of [1, 2, 3]) {
      const [duty] = (await bench.ticket(number)).duties;
      expect(duty).toMatchObject({ kind, by: who });
      expect(duty?.clock.deadline.explanation.lastDay).toBe('2026-11-27');
    }
    expect((await bench.ticket(4)).duties).toEqual([]);
  });

  test('not sent, or none there are', async () => {
    await bench.says(LEADER, '超期件本周清零');
    await bench.presses(LEADER, '不发');
    expect((await bench.ticket(1)).duties).toEqual([]);
    expect(await bench.presented(LEADER, 'v1|order|0|0|yes')).toContain('过时');
    expect(await bench.answers(LEADER, '挂账的月底前都给个说法')).toContain('没有这样的件');
    expect(await bench.answers(LEADER, '供电公司的超期件本周清零')).toContain('没有这样的件');
  });

  test('a day that is over is asked about once for all of them', async () => {
    expect(await bench.answers(LEADER, '超期件11月20日前清零')).toContain('已经过了');
    expect(await bench.answers(LEADER, '11月30日')).toContain('回复时限：11月30日（周一）内');
    await bench.presses(LEADER, '发出 3 件');
    expect((await bench.ticket(2)).duties[0]?.clock.deadline.explanation.lastDay).toBe('2026-11-30');
  });

  test.each(['发出 3 件', '不发'])(
    '%s under a list is of that list, and of none that was shown since',
    async (label) => {
      await bench.says(LEADER, '超期件本周清零');
      const [first] = bench.sentTo(LEADER, CHANNEL).slice(-1);
      await bench.says(LEADER, '请抓紧办好2号和4号件');
      const data = first?.buttons.flat().find((one) => one.label === label)?.data ?? '';
      expect(await bench.presented(LEADER, data)).toContain('过时');
      for (const number of [1, 2, 3, 4]) expect((await bench.ticket(number)).duties).toEqual([]);
      await bench.presses(LEADER, '发出 2 件');
      expect(bench.told(LEADER).join('\n')).toContain('已发出 2 件：2、4。');
    },
  );

  test.each([
    ['督办 4', '超期件本周清零', '发给下面 3 件'],
    ['批示 4', '请抓紧办好2号件', '批示'],
    ['批示 4 昨天前办好', '超期件本周清零', '发给下面 3 件'],
  ])('%s, and then %s instead of the answer', async (asking, instead, told) => {
    await bench.says(LEADER, asking);
    const answers = (await bench.says(LEADER, instead)).map(({ text }) => text).join('\n');
    expect(answers).toContain(told);
    expect(answers).toContain('诉求件 4 的“');
    expect((await bench.ticket(4)).duties).toEqual([]);
    // The question has lapsed: 12月1日 is no answer to it.
    await bench.says(LEADER, '12月1日');
    expect((await bench.ticket(4)).duties).toEqual([]);
  });

  test('asked what to order, the office itself may be named in the answer', async () => {
    await bench.says(LEADER, '督办 4');
    await bench.says(LEADER, '请住建局抓紧，本周五前铺好');
    expect((await bench.ticket(4)).duties[0]).toMatchObject({
      kind: 'supervise',
      text: '请住建局抓紧，本周五前铺好',
    });
  });

  test('several by their numbers', async () => {
    expect(await bench.answers(LEADER, '请抓紧办好2号和4号件')).toContain('发给下面 2 件');
    await bench.says(LEADER, '发出');
    expect((await bench.ticket(4)).duties).toHaveLength(1);
    expect((await bench.ticket(3)).duties).toEqual([]);
  });
});

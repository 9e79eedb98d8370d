/**
 * How a ticket ends and comes back, through a real channel, where all-turns.ts only goes the straight way: results
 * that solve nothing, a call-back that says no, too many reworks and reopenings, all six 不予受理, silence.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partedFromMark } from '../../src/channels/own-mark.ts';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { OTHER_OWNER, OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, answerWith, cardWith, dataOf, heard, labels } from './helpers.ts';

const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';
/** As much of a JPEG as is looked at. */
const PHOTO = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

let world: World;
let owner: FakeUser;
let liaison: FakeUser;
let taxman: FakeUser;
let hub: FakeUser;
let hub2: FakeUser;
let leader: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-24T10:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  liaison = await world.person('power-a');
  taxman = await world.person('tax-a');
  hub = await world.person('dispatcher-1');
  hub2 = await world.person('dispatcher-2');
  leader = await world.person('leader-1');
});
afterAll(() => world?.end());

const on = (when: string): Promise<void> => world.restart({ CLOCK_START: when });
const raised = async (number: number): Promise<void> => {
  await owner.says(world.group, POWER);
  await cardWith(world, world.group, number, '待签收');
};
/** Says it in private and gives all that comes back, and whatever else arrives meanwhile. */
const told = (person: FakeUser, text: string, replyTo?: SeenMessage): Promise<readonly string[]> =>
  answersTo(world, person, person, () => person.tells(text, replyTo ? { replyTo } : {}));
const toast = async (person: FakeUser, message: SeenMessage, label: string): Promise<string> =>
  (await (await person.press(message, label)).answer()).text;
const presented = async (person: FakeUser, message: SeenMessage, data: string): Promise<string> =>
  (await (await person.press(message, { data })).answer()).text;
const offered = (person: FakeUser, label: string, words: string): Promise<SeenMessage> =>
  world.tg.waitForMessage(person, (one) => one.text.includes(words) && labels(one).includes(label), 60_000);
/** Says it in private and gives the answer that has these words. */
const answered = (person: FakeUser, text: string, words: string): Promise<SeenMessage> =>
  answerWith(world, person, words, () => person.tells(text));
/** Presses what asks a question, and waits for the question. */
const asks = (person: FakeUser, message: SeenMessage, label: string, words: string): Promise<SeenMessage> =>
  answerWith(world, person, words, () => person.press(message, label));
const resolved = async (number: number, words: string): Promise<void> => {
  await told(liaison, `办结 ${number} ${words}`);
  await cardWith(world, world.group, number, '已办结，待企业评价');
};
const card = (number: number, words: string): Promise<SeenMessage> =>
  cardWith(world, world.group, number, words);

describe('one ticket that is not to be solved easily', () => {
  test('解释说明 by a button, with a photo behind it: the enterprise is asked whether that will do', async () => {
    await raised(1);
    const asked = await answered(liaison, '办结 1', '诉求件 1');
    expect(labels(asked)).toEqual(['解决', '部分解决', '解释说明']);
    await asks(liaison, asked, '解释说明', '依据哪条规定，为什么不能解决');
    expect(await told(liaison, '按供电营业规则，专线由企业自行维护')).toContain(
      '诉求件 1 已报“解释说明”，说明已转企业，等企业评价。',
    );
    const news = await world.tg.waitForMessage(owner, '依法不能解决');
    expect(partedFromMark(news.text).words).toBe(
      '诉求件 1：供电公司 余文岭答复，依法不能解决——按供电营业规则，专线由企业自行维护\n' +
        '这样答复可以吗？请在 12月1日（周二）内评价；不认可，点“没解决”，写明理由，退回重办。',
    );
    await answerWith(world, liaison, '已补充到诉求件 1。', () => liaison.sendsPhoto(liaison, PHOTO));
    await world.tg.waitForMessage(owner, '诉求件 1 附件：');
    await card(1, '办理结果（解释说明）：按供电营业规则');
  });

  test('the hub calls back and hears no: it asks for the words, and everybody concerned reads them', async () => {
    const form = await answered(hub, '回访 1', '【回访】');
    expect(partedFromMark(form.text).words).toBe(
      [
        '【回访】诉求件 1　星火样例煤焦有限公司',
        '供电公司报告：按供电营业规则，专线由企业自行维护',
        '1 问题解决没有：—',
        '2 诉求答复没有：—',
        '3 部门主动对接没有：—',
        '4 企业满不满意：—',
        '请照企业说的点选，点错再点一次就行；要加一句备注，直接发文字。点“提交”才记录。',
      ].join('\n'),
    );
    for (const label of ['没解决', '没答复']) await toast(hub, await offered(hub, label, '【回访】'), label);
    const unsolved = await offered(hub, '提交', '1 问题解决没有：没解决');
    await asks(hub, unsolved, '提交', '诉求件 1 还有什么没解决？请写一句企业的原话，我马上退回重办。');
    await hub.tells('不是专线，是公用变压器');
    const done = await world.tg.waitForMessage(hub, '诉求件 1 回访已记录：没解决、没答复，不是专线');
    expect(labels(done)).toEqual([]);
    await world.tg.waitForMessage(liaison, '没有解决，请重新办理。原因：不是专线，是公用变压器');
    await world.tg.waitForMessage(owner, '回访记录：诉求件 1 没有解决——不是专线，是公用变压器');
    await card(1, '第 1 次重办，原因：不是专线，是公用变压器');
  });

  test('not solved a third time: the hub has it, both co-leaders hear, the owner is not sent back again', async () => {
    await resolved(1, '调了分接开关');
    expect(await told(owner, '没解决 1 又跳闸')).toContain(
      '诉求件 1 已退回重办，供电公司将在 12月1日（周二）内办结。',
    );
    await resolved(1, '换了保险');
    expect(await told(owner, '没解决 1 还是跳')).toContain(
      '诉求件 1 多次办理仍未解决，已退回，改由调度员直接处理，不再让您找原部门。',
    );
    for (const person of [hub, hub2]) {
      await offered(person, '供电公司', '多次重办仍未解决，请指定责任部门。企业意见：还是跳');
    }
    await offered(leader, '批示', '【顶格推进】诉求件 1 提请双组长定夺：还是跳');
    await world.tg.waitForMessage(liaison, '【诉求件 1】已请调度员处理，您不用再处理。');
    await card(1, '第 3 次重办，原因：还是跳');
    const ask = await offered(hub, '供电公司', '多次重办仍未解决');
    expect(await toast(hub, ask, '供电公司')).toBe('诉求件 1 已交 供电公司 余文岭。');
    expect((await told(liaison, '退单 1 住建 属小区配电')).join()).toContain(
      '已由调度员裁定，不能再退、再转',
    );
  });

  test('rated, and the two small questions answered once each', async () => {
    await resolved(1, '换了变压器');
    expect((await told(owner, '基本满意 1')).join()).toContain('感谢评价。诉求件 1 已销号。');
    const survey = await offered(owner, '已答复', '感谢评价。诉求件 1');
    const yes = dataOf(survey, '已答复');
    expect(await toast(owner, survey, '已答复')).toBe('谢谢，已记下。');
    expect(await presented(owner, survey, yes)).toBe('诉求件 1 已经回答过了，不用重复。');
    expect(await presented(owner, survey, yes.replace('answered-y', 'answered-x'))).toContain('按钮无效');
    expect(await told(hub, '回访 1 已解决 满意')).toContain('诉求件 1 已经回访过了，不用重复。');
    await card(1, '企业评价：基本满意');
  });
});

describe('不予受理', () => {
  test.each([
    [2, '紧急', '紧急求助', '110'],
    [3, '仲裁', '诉讼、仲裁、信访', '请向法院、仲裁机构'],
    [4, '重复', '重复诉求', '请以原来的答复为准'],
    [5, '涉密', '涉密、涉隐私', '请当面或书面向主管部门反映'],
    [6, '超出职责', '超出政府职责', '可以协商、调解'],
    [7, '违法', '违法、违背公序良俗', '不符合法律法规或公序良俗'],
  ])(
    'ticket %d, %s: why, where to go, how to object – to the enterprise alone',
    async (number, word, reason, where) => {
      await raised(number);
      const byButton = number % 2 === 0;
      if (byButton) {
        const choices = `诉求件 ${number} 不予受理，是哪种情形？`;
        const asked = await answered(hub, `不予受理 ${number}`, choices);
        const words = `请写明诉求件 ${number} 不予受理（${reason}）的事实和理由，会告知企业。发“取消”可放弃。`;
        await asks(hub, asked, reason, words);
      }
      expect(await told(hub, byButton ? '已核实情况' : `不予受理 ${number} ${word} 已核实情况`)).toContain(
        `诉求件 ${number} 已不予受理（${reason}），理由和办理途径已告知企业。`,
      );
      const news = await offered(owner, '申诉', `诉求件 ${number} 不予受理（${reason}）：已核实情况`);
      expect(news.text).toContain(where);
      expect(news.text).toContain(`点“申诉”，或发“重开 ${number} 理由”`);
      await world.tg.waitForMessage(liaison, `诉求件 ${number} 不予受理（${reason}），您不用再办。`);
      const shown = await card(number, '不予受理，理由和办理途径已私聊告知企业。');
      expect(shown.text, 'others read the card').not.toContain('已核实情况');
    },
  );

  test('the appeal goes before the hub; a second 不予受理 is said, a department’s is not', async () => {
    const news = await offered(owner, '申诉', '诉求件 2 不予受理');
    await asks(owner, news, '申诉', '诉求件 2 为什么要重开？');
    expect(await told(owner, '电机还在冒烟，没人来过')).toContain(
      '诉求件 2 已重开，由调度员重新审核，请等消息。',
    );
    await offered(hub2, '供电公司', '企业要求重新办理，请指定责任部门。企业意见：电机还在冒烟');
    expect(await told(hub, '不予受理 3 诉讼 再说一次')).toContain('诉求件 3 已经不予受理过了，不用重复。');
    expect(await told(owner, '催办 3'), 'what may still be done is named').toContain(
      '诉求件 3 不予受理，不能催办。还没解决，请发“重开 3 原因”；是另一件事，请直接说。',
    );
    expect(await told(liaison, '不予受理 4 违法 不归我们')).toContain(
      '诉求件 4 的不予受理不由您办理，没有变动。发“帮助”看您能办什么。',
    );
    await owner.tells('撤回 2');
    await card(2, '已撤回');
    expect(await told(owner, '撤回 2')).toContain('诉求件 2 已经撤回过了，不用重复。');
  });
});

describe('并单, 分单', () => {
  test('by buttons of the owner; merged and split tickets know of each other', async () => {
    await raised(8);
    await raised(9);
    const asked = await answered(owner, '并单 9', '诉求件 9 并入哪一件？');
    const pick = labels(asked).find((label) => label.startsWith('8 ')) ?? '';
    expect(await toast(owner, asked, pick)).toBe('诉求件 9 已并入诉求件 8，两件一起办。');
    await world.tg.waitForMessage(liaison, `诉求件 9 并入了您的诉求件 8，请一起办：${POWER}`);
    await world.tg.waitForMessage(liaison, '诉求件 9 已并入诉求件 8，您不用再办这一件。');
    await card(9, '已并入诉求件 8，请看那一件。');
    await card(8, '并入了诉求件 9');
    expect(await told(owner, '并单 9 并入 8')).toEqual([expect.stringContaining('诉求件 9 已并入 8 号。')]);
    expect(await told(owner, '重开 9 还是坏的')).toEqual([expect.stringContaining('诉求件 9 已并入 8 号。')]);

    expect(await told(owner, '分单 8')).toContain('诉求件 8 里的另一个问题是什么？请写一句，我另立一件。');
    expect(await told(owner, '留抵退税还没到账，请税务局查一下')).toContain(
      '已从诉求件 8 分出诉求件 10：留抵退税还没到账，请税务局查一下',
    );
    await card(10, '责任部门：税务局');
    await card(8, '另立：诉求件 10');
  });

  test('another enterprise may neither merge nor split it', async () => {
    const other = await world.person(OTHER_OWNER);
    for (const words of ['分单 8 还有一件', '并单 8 并入 10', '重开 8 也有']) {
      expect(await told(other, words)).toContain('没有找到您的诉求件 8。请核对编号，或发“进度”查看。');
    }
  });
});

describe('重开', () => {
  test('twice it goes back to the department; a third time it is a new matter', async () => {
    for (const count of [1, 2]) {
      await resolved(8, `第 ${count} 次修好`);
      await told(owner, '满意 8');
      const closing = await offered(owner, '重开', '感谢评价。诉求件 8');
      await asks(owner, closing, '重开', '诉求件 8 为什么要重开？请说一句，我马上转给部门。');
      expect((await told(owner, '夜里又跳闸')).join()).toContain('诉求件 8 已重开，供电公司 余文岭将在');
      await world.tg.waitForMessage(liaison, '要求重开，请继续办理。原因：夜里又跳闸');
      await card(8, `第 ${count} 次重开，原因：夜里又跳闸`);
    }
    await resolved(8, '第 3 次修好');
    await told(owner, '满意 8');
    expect(await told(owner, '重开 8 又跳闸')).toContain(
      '诉求件 8 已经重开过 2 次，不能再重开。请直接再说一遍，我马上登记成新的一件。',
    );
    expect(await told(liaison, '重开 8 再修')).toContain(
      '诉求件 8 的重开不由您办理，没有变动。发“帮助”看您能办什么。',
    );
  });
});

describe('the silent enterprise', () => {
  test('after two working days the hub is asked to call; after five it is closed as 未评价; reopening ends in time', async () => {
    await told(taxman, '办结 10 退税款已到账');
    await card(10, '已办结，待企业评价');
    await on('2026-11-26T10:00:30+08:00');
    const call = await offered(
      hub,
      '回访',
      '【回访】诉求件 10（星火样例煤焦有限公司）部门已报办结，企业还没评价',
    );
    await asks(hub, call, '回访', '1 问题解决没有：—');

    await on('2026-12-02T09:00:30+08:00');
    await card(10, '已销号（未评价）');
    const lapsed = await offered(owner, '重开', '诉求件 10 到期未评价，已按“未评价”销号，不算满意。');
    await asks(owner, lapsed, '重开', '诉求件 10 为什么要重开？');
    await owner.tells('取消');
    await world.tg.waitForMessage(owner, '好的，已取消。');

    await on('2027-01-05T10:00:00+08:00');
    // Thirty days from the 2nd end on New Year's Day, and so on the first working day behind it.
    expect(await told(owner, '重开 10 还差一笔')).toContain(
      '诉求件 10 已过重开的期限（1月4日（周一）内（暂定））。请直接再说一遍，我马上登记成新的一件。',
    );
    const texts = (await heard(world, owner)).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('诉求件 10 到期未评价'))).toHaveLength(1);
  });
});

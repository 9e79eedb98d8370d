/**
 * The main job: a difficulty posted in the group reaches its responsible person, and both sides see it through. One
 * script for every channel.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partedFromMark } from '../../src/channels/own-mark.ts';
import type { Player, Seen, Stage } from '../support/stage.ts';
import { COLLEAGUE, OWNER } from '../support/world.ts';
import { answersTo, answerTo, cardOf, cardWith, countOf, heard, labels } from './helpers.ts';

/** Defines the tests of the journey; `start` begins a world on a Monday, 23 November 2026, at nine. */
export function mainJob<Place, M extends Seen>(start: () => Promise<Stage<Place, M>>): void {
  let world: Stage<Place, M>;
  let owner: Place & Player<Place, M>;
  let liaison: Place & Player<Place, M>;
  let backup: Place & Player<Place, M>;
  let taxman: Place & Player<Place, M>;

  beforeAll(async () => {
    world = await start();
    owner = await world.person(OWNER);
    liaison = await world.person('power-a');
    backup = await world.person('power-b');
    taxman = await world.person('tax-a');
  });
  afterAll(() => world?.end());

  const task = (number: number) => (message: Seen) =>
    new RegExp(`【诉求件 ${number}(】| ·)`, 'u').test(message.text) && message.text.includes('可点按钮');

  /** Posts a power problem in the group and gives its number, the card and the liaison's task. */
  async function raised(text: string, number: number): Promise<{ card: M; task: M }> {
    await owner.says(world.group, text);
    return {
      card: await cardWith(world, world.group, number, '待签收'),
      task: await world.tg.waitForMessage(liaison, task(number)),
    };
  }

  describe('a difficulty posted in own words', () => {
    test('gets a card in the group at once: number, department, name, both deadlines in words', async () => {
      const said = await owner.says(world.group, '厂区电压不稳，电机烧了两台，请供电公司来看');
      const card = await cardWith(world, world.group, 1, '待签收');
      expect(card.replyTo, 'the card answers the words of the owner').toBe(said.id);
      expect(partedFromMark(card.text).words).toBe(
        [
          '【诉求件 1】待签收',
          '星火样例煤焦有限公司：厂区电压不稳，电机烧了两台，请供电公司来看',
          '已受理　责任部门：供电公司　专人：余文岭',
          '签收：11月24日（周二）内',
          '办结：11月30日（周一）内',
        ].join('\n'),
      );
      expect(labels(card)).toEqual(['催办', '进度']);
    });

    test('reaches the liaison in private, who signs with one tap and sees when to feed back', async () => {
      const message = await world.tg.waitForMessage(liaison, task(1));
      expect(message.text).toContain('有新的诉求件，请办理。');
      expect(message.text).toContain('电机烧了两台');
      expect(labels(message)).toEqual(['签收', '办结', '转交', '更多']);
      const answer = await (await liaison.press(message, '签收')).answer();
      expect(answer.text).toBe('诉求件 1 已签收。请在 11月26日（周四）内首次反馈。');
      const card = await cardWith(world, world.group, 1, '办理中');
      expect(card.text).toContain('签收：11月23日（周一）09:0');
      expect(card.text).toContain('首次反馈：11月26日（周四）内');
    });

    test('the first feedback is asked for, told to the owner, and put on the card', async () => {
      const message = await world.tg.waitForMessage(liaison, (one) => labels(one).includes('首次反馈'));
      await answerTo(world, liaison, () => liaison.press(message, '首次反馈'));
      const told = await answerTo(world, liaison, () => liaison.tells('今天下午派人到厂里测电压'));
      expect(told.text).toBe('诉求件 1 的反馈已告知企业。请在 11月30日（周一）内办结。');
      const news = await world.tg.waitForMessage(owner, '今天下午派人');
      expect(news.text).toBe('诉求件 1：供电公司 余文岭反馈——今天下午派人到厂里测电压');
      await cardWith(world, world.group, 1, '最新反馈：今天下午派人到厂里测电压');
    });

    test('the result is told, the owner confirms and rates, and the ticket is struck off', async () => {
      const message = await world.tg.waitForMessage(liaison, (one) => labels(one).includes('再次反馈'));
      const asked = await answerTo(world, liaison, () => liaison.press(message, '办结'));
      expect(asked.text).toContain('请发送诉求件 1 的办理结果');
      await liaison.tells('换了变压器，电压已正常');
      const question = await world.tg.waitForMessage(owner, '请问解决了吗');
      expect(question.text).toContain('换了变压器，电压已正常');
      expect(question.text).toContain('请在 11月30日（周一）内评价');
      expect(labels(question)).toEqual(['满意', '基本满意', '不满意', '没解决']);
      await cardWith(world, world.group, 1, '已办结，待企业评价');

      const answer = await (await owner.press(question, '满意')).answer();
      expect(answer.text).toBe('感谢评价。诉求件 1 已销号。');
      const card = await cardWith(world, world.group, 1, '已销号');
      expect(card.text).toContain('企业评价：满意');
      expect(labels(card), 'nothing more to press').toEqual([]);
      await world.tg.waitForMessage(liaison, '诉求件 1 企业评价：满意（');
      const survey = await world.tg.waitForMessage(
        owner,
        (one) => one.id === question.id && one.text.includes('再请问两句，可以不答'),
      );
      expect(labels(survey)).toEqual(['已答复', '没答复', '主动联系过', '没主动联系', '重开']);
      await owner.press(survey, '已答复');
      await owner.press(survey, '没主动联系');
      const done = await world.tg.waitForMessage(owner, '感谢评价。诉求件 1 已销号。您的回答已记下。');
      expect(done.id, 'the question turned into the thanks, nothing new rang').toBe(question.id);
      expect(labels(done)).toEqual(['重开']);
    });

    test('all the while there was one card in the group, edited at each step', async () => {
      const card = await cardOf(world, world.group, 1);
      expect(card.edits, 'signed, fed back, resolved, rated').toBe(4);
      expect((await heard(world, world.group)).length, 'the bot said nothing else in the group').toBe(1);
    });
  });

  describe('not solved', () => {
    test('“没解决” sends it back with the reason, and the liaison gets a new message that rings', async () => {
      const { task: first } = await raised('厂里电压不稳，请供电公司查一下线路', 2);
      await liaison.tells('办结 2 合上了跳开的闸');
      const question = await world.tg.waitForMessage(owner, /诉求件 2.*已办结/);
      const why = await answerTo(world, owner, () => owner.press(question, '没解决'));
      expect(why.text).toContain('诉求件 2 还有什么没解决？');
      const told = await answerTo(world, owner, () => owner.tells('晚上还是跳闸'));
      expect(told.text).toBe('诉求件 2 已退回重办，供电公司将在 11月30日（周一）内办结。');

      const again = await world.tg.waitForMessage(liaison, '没有解决，请重新办理。原因：晚上还是跳闸');
      expect(again.id, 'an edit rings nobody').toBeGreaterThan(first.id);
      await cardWith(world, world.group, 2, '第 1 次重办，原因：晚上还是跳闸');
      const closed = (await heard(world, owner)).find(({ id }) => id === question.id);
      expect(labels(closed as Seen), 'the old rating buttons are gone').toEqual([]);
    });

    test('the second result is rated, here by a colleague and in words', async () => {
      const colleague = await world.person(COLLEAGUE);
      await liaison.tells('办结 2 更换了进线开关，观察一夜正常');
      await world.tg.waitForMessage(owner, '更换了进线开关');
      const told = await answerTo(world, world.group, () => colleague.says(world.group, '基本满意'));
      expect(told.text).toBe('感谢评价。诉求件 2 已销号。');
      const card = await cardWith(world, world.group, 2, '已销号');
      expect(card.text).toContain('企业评价：基本满意');
      await cardOf(world, world.group, 2);
    });

    test('“谢谢” to the question whether it is solved brings the rating buttons, not a lecture', async () => {
      await raised('配电室漏电，请供电公司检查', 3);
      await liaison.tells('办结 3 已更换漏电保护器');
      await world.tg.waitForMessage(owner, '已更换漏电保护器');
      const asked = await answerTo(world, owner, () => owner.tells('解决了，谢谢'));
      expect(asked.text).toContain('诉求件 3 解决得怎么样？');
      await (await owner.press(asked, '不满意')).answer();
      await cardWith(world, world.group, 3, '企业评价：不满意');
    });
  });

  describe('the liaison’s own words', () => {
    test('“已办好” in answer to the task asks for the result, which the owner is to read', async () => {
      const { task: message } = await raised('电表箱进水，请供电公司来看', 4);
      const asked = await answerTo(world, liaison, () => liaison.tells('已办好', { replyTo: message }));
      expect(asked.text).toContain('请发送诉求件 4 的办理结果');
      await answerTo(world, liaison, () => liaison.tells('箱门已密封'));
      await world.tg.waitForMessage(owner, '报告已办结——箱门已密封');
      await owner.says(world.group, '满意');
      await cardWith(world, world.group, 4, '已销号');
    });

    test('any other answer to the task, however short, is the feedback', async () => {
      const { task: message } = await raised('电缆沟塌了，请供电公司来看', 5);
      const told = await answerTo(world, liaison, () => liaison.tells('明天去', { replyTo: message }));
      expect(told.text).toContain('诉求件 5 的反馈已告知企业。');
      await world.tg.waitForMessage(owner, '诉求件 5：供电公司 余文岭反馈——明天去');
      await owner.says(world.group, '撤回 5');
      await cardWith(world, world.group, 5, '已撤回');
    });
  });

  describe('handing over', () => {
    test('to B岗 with one tap: they get it, the former liaison is told, the card names the new one', async () => {
      const { task: message } = await raised('变压器噪音大，请供电公司处理', 6);
      const choice = await answerTo(world, liaison, () => liaison.press(message, '转交'));
      expect(choice.text).toBe('诉求件 6 交给谁办？');
      expect(labels(choice)).toEqual(['交给彭海泉', '转其他部门', '取消']);
      await (await liaison.press(choice, '交给彭海泉')).answer();
      const passed = await world.tg.waitForMessage(backup, task(6));
      expect(passed.text).toContain('余文岭交给您办理。');
      await world.tg.waitForMessage(liaison, '【诉求件 6】已交 供电公司 彭海泉 办理，您不用再处理。');
      await cardWith(world, world.group, 6, '专人：彭海泉');
    });

    test('back to A岗 rings them anew', async () => {
      const before = (await heard(world, liaison)).length;
      await backup.tells('交给A岗 6');
      await world.tg.waitFor(
        async () => (await heard(world, liaison)).slice(before).find(task(6)),
        5000,
        'a new task message for A岗',
      );
      await cardWith(world, world.group, 6, '专人：余文岭');
    });

    test('to another department, by name and with the reason', async () => {
      const message = await world.tg.waitForMessage(liaison, task(6));
      const choice = await answerTo(world, liaison, () => liaison.press(message, '转交'));
      const question = await answerTo(world, liaison, () => liaison.press(choice, '转其他部门'));
      expect(question.text).toContain('请回复“部门名 理由”');
      const lost = await answerTo(world, liaison, () => liaison.tells('城建总局 不归我们'));
      expect(lost.text).toContain('没有找到部门“城建总局”');
      const bare = await answerTo(world, liaison, () => liaison.tells('税务'));
      expect(bare.text, 'a reason is asked for').toContain('转办 6 税务 理由');
      const told = await answerTo(world, liaison, () => liaison.tells('税务 属于退税的后续事项'));
      expect(told.text).toBe('诉求件 6 已转 税务局。');
      const passed = await world.tg.waitForMessage(taxman, task(6));
      expect(passed.text).toContain('余文岭转来，理由：属于退税的后续事项');
      await world.tg.waitForMessage(liaison, '【诉求件 6】已交 税务局 卫景谷 办理，您不用再处理。');
      await cardWith(world, world.group, 6, '责任部门：税务局　专人：卫景谷');
    });

    test('“收到” of the new liaison signs it', async () => {
      const told = await answerTo(world, taxman, () => taxman.tells('收到'));
      expect(told.text).toContain('诉求件 6 已签收');
      await cardWith(world, world.group, 6, '办理中');
    });
  });

  describe('following a ticket', () => {
    test('progress: where it stands and what has happened, with buttons the reader can use', async () => {
      const mine = await answerTo(world, world.group, () => owner.says(world.group, '进度 6'));
      expect(mine.text).toContain('责任部门：税务局　专人：卫景谷');
      expect(mine.text).toMatch(/登记[\s\S]*交给彭海泉[\s\S]*签收/);
      expect(labels(mine)).toEqual(['催办', '进度']);
      const list = await answerTo(world, taxman, () => taxman.tells('我的待办'));
      expect(list.text).toContain('　请您首次反馈，11月26日（周四）内');
      expect(labels(list)).toEqual(['首次反馈', '办结', '转交', '更多']);
      const own = await answerTo(world, owner, () => owner.tells('进度'));
      expect(own.text).toContain('6　办理中　税务局 卫景谷');
    });

    test('urging: the liaison is rung once, then not again for a while, and it is said so', async () => {
      const card = await cardOf(world, world.group, 6);
      const first = await (await owner.press(card, '催办')).answer();
      expect(first.text).toBe('已催 税务局 卫景谷，诉求件 6 应在 11月30日（周一）内办结。');
      await world.tg.waitForMessage(taxman, '【催办】企业催办诉求件 6（星火样例煤焦有限公司');
      const second = await answerTo(world, world.group, () => owner.says(world.group, '催办 6'));
      expect(second.text).toBe('已记下。卫景谷刚接到过催办，诉求件 6 应在 11月30日（周一）内办结。');
      expect(await countOf(world, taxman, '【催办】')).toBe(1);
    });

    test('a supplement by command, or by replying to the card, reaches the liaison', async () => {
      const byCommand = await answerTo(world, world.group, () =>
        owner.says(world.group, '补充 6 二号车间也有'),
      );
      expect(byCommand.text).toBe('已补充到诉求件 6。');
      await world.tg.waitForMessage(taxman, '补充：二号车间也有');
      const card = await cardOf(world, world.group, 6);
      const byReply = await answerTo(world, world.group, () =>
        owner.says(world.group, '三号也有', { replyTo: card }),
      );
      expect(byReply.text, 'however short').toBe('已补充到诉求件 6。');
      await world.tg.waitForMessage(taxman, '补充：三号也有');
    });

    test('talk that is no request makes no ticket and no answer in the group', async () => {
      const card = await cardOf(world, world.group, 6);
      expect(await answersTo(world, world.group, owner, () => owner.says(world.group, '收到，谢谢'))).toEqual(
        [],
      );
      expect(
        await answersTo(world, world.group, owner, () => owner.says(world.group, '各位领导早上好')),
      ).toEqual([]);
      expect(
        await answersTo(world, world.group, owner, () =>
          owner.says(world.group, '好的，谢谢', { replyTo: card }),
        ),
      ).toEqual([]);
      expect(
        await answersTo(world, world.group, liaison, () => liaison.says(world.group, '已安排，请放心')),
      ).toEqual([]);
    });

    test('withdrawing: everybody is told, and the card says so', async () => {
      const told = await answerTo(world, world.group, () => owner.says(world.group, '撤回 6'));
      expect(told.text).toBe('诉求件 6 已撤回。');
      await world.tg.waitForMessage(taxman, '诉求件 6 企业已撤回（');
      const card = await cardWith(world, world.group, 6, '已撤回');
      expect(labels(card)).toEqual([]);
      const done = await world.tg.waitForMessage(taxman, ({ text }) => text.startsWith('【诉求件 6】已撤回'));
      expect(labels(done)).toEqual([]);
    });
  });
}

/**
 * Every turn a ticket can take beside the main job, by the buttons and the words of a real channel. One script for
 * every channel; the program runs as `npm start` starts it. What each refusal says: refusals.test.ts.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Player, Seen, Stage } from '../support/stage.ts';
import { OWNER } from '../support/world.ts';
import { answersTo, answerTo, cardWith, labels } from './helpers.ts';

/** Defines the tests of the journey; `start` begins a world on a Tuesday, 24 November 2026, at ten. */
export function allTurns<Place, M extends Seen>(start: () => Promise<Stage<Place, M>>): void {
  type Somebody = Place & Player<Place, M>;
  let world: Stage<Place, M>;
  let owner: Somebody;
  let liaison: Somebody;
  let water: Somebody;
  let housing: Somebody;
  let hub: Somebody;
  let leader: Somebody;
  let otherLeader: Somebody;

  beforeAll(async () => {
    world = await start();
    owner = await world.person(OWNER);
    liaison = await world.person('power-a');
    water = await world.person('water-a');
    housing = await world.person('housing-a');
    hub = await world.person('dispatcher-1');
    leader = await world.person('leader-1');
    otherLeader = await world.person('leader-2');
  });
  afterAll(() => world?.end());

  const raised = async (number: number, text = '厂区电压不稳，电机烧了两台，请供电公司来看') => {
    await owner.says(world.group, text);
    await cardWith(world, world.group, number, '待签收');
  };
  const sees = (person: Somebody, words: string): Promise<M> => world.tg.waitForMessage(person, words);
  const offered = (person: Somebody, label: string, words = ''): Promise<M> =>
    world.tg.waitForMessage(person, (one) => labels(one).includes(label) && one.text.includes(words));
  /** Says it in private and gives what comes back, whatever else arrives meanwhile. */
  const told = async (person: Somebody, text: string, replyTo?: M): Promise<string> => {
    const act = () => person.tells(text, replyTo ? { replyTo } : {});
    return (await answersTo(world, person, person, act)).join('\n');
  };
  const toast = async (person: Somebody, label: string, words = ''): Promise<string> =>
    (await (await person.press(await offered(person, label, words), label)).answer()).text;
  /** Presses what asks a question, and gives the question. */
  const question = async (person: Somebody, label: string, words = ''): Promise<string> => {
    const message = await offered(person, label, words);
    return (await answerTo(world, person, () => person.press(message, label))).text;
  };
  const card = (number: number, words: string): Promise<M> => cardWith(world, world.group, number, words);

  describe('the clock stands, and goes on', () => {
    test('papers are asked for and come in reply', async () => {
      await raised(1);
      await toast(liaison, '签收', '【诉求件 1】');
      await question(liaison, '更多', '【诉求件 1】');
      await question(liaison, '请企业补充');
      await told(liaison, '请拍一张配电柜铭牌');
      await card(1, '请企业补充：请拍一张配电柜铭牌');
      const asked = await sees(owner, '请您补充——请拍一张配电柜铭牌');
      expect(await told(owner, '铭牌是 S11-400，2012 年的', asked)).toContain('已补充到诉求件 1');
      await sees(liaison, '诉求件 1 企业已补充（');
      await card(1, '办理中');
    });

    test('an extension, asked in words and granted by a button; the owner reads the reason', async () => {
      expect(await told(liaison, '延期 １ 三天 变压器未到')).toContain('已提交：诉求件 1 延期 3 个工作日');
      expect(await toast(hub, '同意', '申请延期')).toContain('已同意诉求件 1 延期 3 个工作日');
      expect((await sees(owner, '批准延期 3 个工作日')).text).toContain('原因：变压器未到');
      await card(1, '已延期 3 个工作日');
    });

    test('a suspension with milestones, approved by a leader, ended by the liaison', async () => {
      await raised(2, '变压器容量不够，请供电公司增容');
      await told(liaison, '挂账 2 12月20日完成招标，明年3月31日完工 新建一条专线');
      expect(await toast(leader, '同意', '申请挂账')).toContain('已同意诉求件 2 挂账');
      await card(2, '挂账至 2027年3月31日（周三）');
      expect((await sees(owner, '批准挂账，由')).text).toContain('12月20日（周日） 完成招标');
      await told(liaison, '恢复办理 2');
      await sees(owner, '诉求件 2 恢复办理');
    });
  });

  describe('others are asked', () => {
    test('协办: a stage report, then the answer; both reach whoever asked', async () => {
      expect(await told(liaison, '协办 1 水利 请看厂区排水沟')).toContain('已请水利局协办');
      await card(1, '协办：水利局');
      await question(water, '阶段性情况', '请看厂区排水沟');
      await told(water, '已派人测量');
      await sees(liaison, '已派人测量');
      await question(water, '回复', '请看厂区排水沟');
      await told(water, '排水沟不影响电缆');
      await sees(liaison, '排水沟不影响电缆');
    });

    test('督办 and 批示 are answered on record', async () => {
      expect(await told(leader, '督办 1 请本周内给企业答复')).toContain('督办已发出');
      await question(liaison, '最终回复', '请本周内给企业答复');
      expect(await told(liaison, '周四前答复企业')).toContain('已转达');
      await sees(leader, '周四前答复企业');
      expect(await told(leader, '批示 1 请局长到场')).toContain('批示已发出');
      await told(liaison, '回复 1 局长已到场');
      await sees(leader, '局长已到场');
      const story = await told(leader, '进度 1');
      for (const words of ['请本周内给企业答复', '周四前答复企业', '请局长到场', '局长已到场']) {
        expect(story).toContain(words);
      }
    });

    test('顶格推进 reaches both co-leaders; one word of theirs settles it', async () => {
      expect(await told(hub, '顶格 1 两家说法不一')).toContain('顶格推进已发出');
      await sees(otherLeader, '【顶格推进】诉求件 1');
      await card(1, '已提请双组长');
      await question(leader, '批示', '【顶格推进】诉求件 1');
      await told(leader, '由供电牵头，月底前办完');
      await sees(otherLeader, '由供电牵头，月底前办完');
      await sees(liaison, '由供电牵头，月底前办完');
    });
  });

  describe('whose matter it is', () => {
    test('退单 is refused with a reason, and stays', async () => {
      await told(liaison, '退单 2 住建 属小区配电改造');
      await question(hub, '仍由原部门办', '申请退单');
      await told(hub, '专线归供电公司');
      await sees(liaison, '裁定仍由贵部门办理：专线归供电公司');
      expect(await told(liaison, '转办 2 住建 再试一次')).toContain('已由调度员裁定');
    });

    test('转办 with a reason: the other department has the task', async () => {
      await raised(3, '变压器噪音太大，请供电公司来看');
      await told(liaison, '转办 3 住建 属小区配电设施');
      await sees(housing, '属小区配电设施');
      await card(3, '责任部门：住房和城乡建设局');
    });
  });

  describe('how it ends, and comes back', () => {
    test('部分解决, not solved: it goes back with the owner’s words', async () => {
      await told(liaison, '办结 1 部分解决 先装了稳压器');
      await card(1, '先装了稳压器');
      await question(owner, '没解决', '诉求件 1');
      await told(owner, '晚上还是跳闸');
      await sees(liaison, '晚上还是跳闸');
      await card(1, '办理中');
    });

    test('the hub calls back: the four questions, and the owner reads what is on record', async () => {
      await told(liaison, '办结 1 换了变压器，夜里测过');
      await card(1, '已办结，待企业评价');
      expect(await told(hub, '回访 1')).toContain('1 问题解决没有：—');
      for (const label of ['已解决', '已答复', '主动联系过', '满意'])
        await toast(hub, label, '【回访】诉求件 1');
      await toast(hub, '提交', '满意');
      expect((await sees(owner, '感谢接受回访')).text).toContain('已解决、已答复、主动联系过、满意');
      await card(1, '已销号');
    });

    test('重开 by the button of the closing message', async () => {
      await question(owner, '重开', '感谢接受回访');
      expect(await told(owner, '当晚又跳闸')).toContain('诉求件 1 已重开');
      await sees(liaison, '要求重开，请继续办理。原因：当晚又跳闸');
    });

    test('并单 by the hub, 分单 by the owner', async () => {
      await raised(4, '电压又不稳了，请供电公司来看');
      expect(await told(hub, '并单 4 并入 1')).toContain('诉求件 4 已并入诉求件 1');
      await sees(owner, '诉求件 4 已并入贵企业的诉求件 1');
      await card(4, '已并入诉求件 1');
      expect(await told(owner, '分单 1 宿舍楼的路灯也不亮')).toContain('诉求件 5');
      await card(5, '由诉求件 1 分出');
    });

    test('不予受理 says why and where to go; the appeal goes to the hub', async () => {
      await raised(6, '停电损失的赔偿款还没到，请供电公司快办');
      expect(await told(hub, '不予受理 6 诉讼 已在法院起诉')).toContain('已不予受理');
      const news = await sees(owner, '诉求件 6 不予受理');
      expect(news.text).toContain('请向法院、仲裁机构');
      await question(owner, '申诉', '诉求件 6');
      expect(await told(owner, '法院没有立案')).toContain('由调度员重新审核');
      await sees(hub, '法院没有立案');
    });

    test('撤回', async () => {
      // Of several that are open a typed number is easily another's: what it is of is shown first.
      expect(await told(owner, '撤回 6')).toContain('要撤回诉求件 6（停电损失的赔偿款');
      expect(await toast(owner, '撤回', '要撤回诉求件 6')).toContain('诉求件 6 已撤回');
      await card(6, '已撤回');
    });

    test('撤销', async () => {
      expect(await told(owner, '撤销 6')).toContain('诉求件 6 的“撤回”已撤销，现在是：待分办');
      await card(6, '待分办');
    });
  });
}

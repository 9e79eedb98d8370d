/** What the program as it ships makes of words: rules and learnt models together, through the real desk. */
import { describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import type { ChatLine } from '../../src/listen/chat-file.ts';
import { type Heard, listen } from '../../src/listen/listen.ts';

const COUNTY = { rosterFile: 'data/roster.yaml', flowsDir: 'flows' };
const WEIGHTS = 'data/understanding.weights';
const county = loadCounty({ ...COUNTY, weightsFile: WEIGHTS });

async function heard(text: string, chat: ChatLine['chat'] = 'group'): Promise<Heard> {
  const speaker = { role: 'enterprise', org: 'e07' } as const;
  const line = { id: '1', day: 'd1', at: '09:12', chat, speaker, replyTo: null, text };
  const [found] = await listen({ lines: [line], county, keepDays: false });
  if (!found) throw new Error('nothing was heard');
  return found;
}

describe('what may be about an official', () => {
  test.each([
    ['private', '应急局有个科长暗示我们让他亲戚来做安全评价，不然验收不过'],
    ['private', '供电所的人装表要喝酒，不请客就拖着'],
    ['private', '任务没完哩，理解一下'],
    ['private', '大厅3号窗口那位，我问一句她怼三句'],
    ['group', '畜牧站那个王站长每次来都要拿两箱牛奶走'],
    ['group', '安监局的王科长上班时间打麻将'],
    ['group', '交警收了黑车的钱'],
    ['group', '市监所的人每个月来超市白拿东西'],
    ['group', '畜牧站那个王站长每次来都要拿两箱牛奶走🙏'],
    ['group', '畜牧站那個王站長每次來都要拿兩箱牛奶走'],
    ['group', '各位好，畜牧站那个王站长每次来都要拿两箱牛奶走'],
  ] as const)('in %s: %s – is shown to nobody, and the speaker is asked', async (chat, text) => {
    expect(await heard(text, chat)).toMatchObject({ fresh: [], shown: false, to: [], asked: 'confidential' });
  });

  test.each([
    '住建局小陈大中午跑来给我们看图纸，真行',
    '下周消防来查，我们得准备哪些台账',
    '环保的同志查得细，说得在理，服',
  ])('praise and questions are not: %s', async (text) => {
    expect((await heard(text)).asked).not.toBe('confidential');
  });
});

describe('danger, or a cut with harm going on', () => {
  test.each([
    '高压线掉到厂房顶上了还带电',
    '楼梯间全是煤气味',
    '反应釜温度压不住了',
    '锅炉房压力表爆了，烫伤两个工人',
    '停电',
    '我们这边灯一下全灭了 两台中频炉里头还有八吨铁水',
    '停点了停点了',
    '车间煤气泄漏了！！快来人！',
  ])('%s – is urgent, and somebody has it at once', async (text) => {
    const { fresh } = await heard(text);
    expect(fresh).toMatchObject([{ flow: 'urgent', state: 'assigned' }]);
    expect(fresh[0]?.dept).not.toBeNull();
  });

  test.each(['去年停电那次赔的钱到现在没说法', '要是停电超过四个钟头，你们有没有应急车'])(
    '%s – is not',
    async (text) => {
      expect((await heard(text)).fresh[0]?.flow ?? 'none').not.toBe('urgent');
    },
  );
});

describe('talk in the group', () => {
  test.each([
    '感谢住建局倪文泉帮忙，点赞！',
    '今年产值破亿啦🎉',
    '求购二手叉车',
    '帮我家孩子投个票',
    '明天几点开会？',
    '你们那边来电了没？',
    '柿子熟哩，谁要到俺院里摘，白给',
    '孟老师在不',
    '报名+2',
    '高速开了！兄弟们走',
    '告知：我矿副井今天10点半到16点检修，压风机停运，属计划内',
    '【喜报】我厂获评省级绿色工厂',
    '冬至快乐',
  ])('%s – makes no ticket, and nothing is said in the group', async (text) => {
    expect(await heard(text)).toMatchObject({ fresh: [], shown: false });
  });
});

test('a debt of an authority is on the arrears track though nobody says 欠', async () => {
  expect((await heard('去年给镇上铺的路，钱还没影')).fresh).toMatchObject([
    { flow: 'arrears', dept: 'industry' },
  ]);
});

test('why is told in words that a person can read', async () => {
  expect((await heard('楼梯间全是煤气味')).why.join()).toMatch(/情况紧急.*煤气/);
});

describe('without weights', () => {
  test.each([
    ['nowhere.weights', '读不到'],
    ['data/roster.yaml', '不是识别模型'],
  ])('%s: the rules work alone, and why is told', (weightsFile, why) => {
    const { router, rulesAlone } = loadCounty({ ...COUNTY, weightsFile });
    expect(rulesAlone).toContain(why);
    expect(router.route('路灯不亮').departments[0]?.id).toBe('urban');
    expect(router.suspects('畜牧站那个王站长每次来都要拿两箱牛奶走')).toBe(false);
  });

  test('asked for none, nothing is told', () => {
    expect(loadCounty(COUNTY).rulesAlone).toBeNull();
  });
});

/** Questions about the bot and for people: answered in private, and whoever asks a hundred times rings once. */
import { describe, expect, test } from 'vitest';
import { at, HOUR } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const OWNER = 'shangchao-1';
const OTHER = 'xinghuo-1';
const TUESDAY = at('2026-11-24', '10:00');
let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

test('转人工: each dispatcher is rung once in the half hour, and again later; the owner hears whom to ring', async () => {
  const rings = () => bench.told('dispatcher-1').filter((text) => text.includes('想找人工'));
  for (let times = 0; times < 5; times++) await bench.says(OWNER, '转人工');
  const edited = new Set(rings());
  expect([...edited], 'one message, the same each time').toHaveLength(1);
  expect(bench.newest(OWNER)).toMatch(/^已请调度员与您联系。着急可以直接打电话：.*000-/u);
  const before = rings().length;
  await bench.goesTo(TUESDAY + HOUR);
  await bench.says(OWNER, '转人工');
  expect(rings().length).toBeGreaterThan(before);
  expect(await bench.store.tickets({})).toEqual([]);
});

test('in the group, what is said to nobody is no word to the bot', async () => {
  for (const text of ['你是谁', '怎么用']) {
    expect(await bench.says(OWNER, text, 'group'), text).toEqual([]);
  }
  for (const text of ['转人工', '我们有困难']) {
    const sent = await bench.says(OWNER, text, 'group');
    expect(
      sent.map(({ chat }) => chat).filter((chat) => !chat.startsWith('dispatcher')),
      text,
    ).toEqual([OWNER]);
  }
  expect(bench.told(GROUP)).toEqual([]);
  expect(await bench.store.tickets({})).toEqual([]);
});

describe('a complaint of the bot itself', () => {
  test.each([
    '我投诉你们',
    '我要投诉你们！',
    '投诉这个机器人',
    '怎么投诉你们',
    '你们这个机器人太差劲了，我要投诉',
  ])('%s goes to the operators, and is no ticket, in the group or in private', async (words) => {
    for (const chat of ['group', 'private'] as const) {
      const sent = await bench.says(OWNER, words, chat);
      expect(sent.map((one) => one.chat).sort(), chat).toEqual(['operator-1', 'operator-2', OWNER]);
      expect(bench.newest(OWNER)).toMatch(/^您对连心桥的意见，已私下转给管理员/u);
      expect(bench.newest('operator-1')).toMatch(new RegExp(`^【对本程序的投诉建议】\\n.*\\n${words}$`, 'u'));
    }
    expect(bench.told(GROUP)).toEqual([]);
    expect(await bench.store.tickets({})).toEqual([]);
  });

  test.each(['税务局的系统老打不开，我要投诉', '投诉供电公司老停电', '我投诉你们住建局不修路'])(
    '%s is of something else: it is a matter',
    async (words) => {
      await bench.says(OWNER, words, 'group');
      expect(bench.told('operator-1')).toEqual([]);
      expect((await bench.store.tickets({})).map(({ text }) => text)).toEqual([words]);
    },
  );

  test('我要投诉 and no more: of whom is asked, and nothing is registered', async () => {
    expect(await bench.answers(OWNER, '我要投诉')).toContain('请直接说');
    expect(await bench.store.tickets({})).toEqual([]);
  });
});

describe('取消 with nothing open', () => {
  test.each([
    [OWNER, /^眼下没有等您回答的.*撤回 编号.*撤销/u],
    ['housing-a', /^眼下没有等您回答的，不用取消。刚才办错了一步，发“撤销”。$/u],
    ['dispatcher-1', /^眼下没有等您回答的/u],
    ['leader-1', /^眼下没有等您回答的/u],
  ])('is answered: %s hears so, and what may have been meant', async (person, said) => {
    expect(await bench.answers(person, '取消')).toMatch(said);
  });

  test('is silent in the group, unless it is said to the bot: then it is answered in private', async () => {
    expect(await bench.says(OWNER, '取消', 'group')).toEqual([]);
    await bench.hears(OWNER, {
      message: 'to-the-bot',
      text: '取消',
      chat: { id: GROUP, kind: 'group', title: '' },
      addressed: true,
    });
    expect(bench.told(GROUP)).toEqual([]);
    expect(bench.newest(OWNER)).toContain('眼下没有等您回答的');
  });
});

test('in answer to a card of another firm, what is asked of the bot is answered in private, and is no matter', async () => {
  await bench.says(OTHER, '门口的路灯不亮了，请城管局来修', 'group');
  const card = bench.sentTo(GROUP, CHANNEL).findLast(({ text }) => text.startsWith('【诉求件 1】'));
  if (!card) throw new Error('no card');
  for (const text of ['怎么用', '你是谁']) {
    await bench.quotes(OWNER, text, card, 'group');
    expect(
      (await bench.store.tickets({})).map(({ number }) => number),
      text,
    ).toEqual([1]);
  }
});

test('a number is asked for in the group and told in private; an owner’s is told to nobody', async () => {
  const sent = await bench.says(OWNER, '供电公司找谁', 'group');
  expect(sent.map(({ chat }) => chat)).toEqual([OWNER]);
  const other = bench.county.roster.enterprises[1]?.members[0];
  const answer = (await bench.says(OWNER, `${other?.name}电话多少`)).map(({ text }) => text).join();
  expect(other?.phone).toBeDefined();
  expect(answer).not.toContain(other?.phone);
});

test.each(['我的信息', '你们存了我什么信息？', '隐私政策'])(
  '%s: what is kept, what for, and whom to ask, in private',
  async (text) => {
    const sent = await bench.says(OWNER, text, 'group');
    expect(sent.filter(({ chat }) => chat !== OWNER)).toEqual([]);
    const answer = await bench.answers(OWNER, text);
    const { name, phone } = bench.county.roster.person(OWNER) ?? {};
    for (const part of [name, phone]) expect(answer).toContain(part);
    expect(await bench.answers('power-a', text)).not.toContain(phone);
    expect(answer).toContain(`找${bench.county.roster.operators[0]?.name}`);
    expect(await bench.store.tickets({})).toEqual([]);
  },
);

test.each(['停电了，供电公司电话多少', '厂里电压不稳，供电公司找谁', '变压器坏了 余文岭电话多少'])(
  '%s: what is wrong is registered, and the card has the number',
  async (text) => {
    expect(await bench.answers(OWNER, text)).toMatch(/余文岭.*000-/u);
    expect(await bench.ticket()).toMatchObject({ text, department: 'power' });
  },
);

test.each(['环评批下来了，生态环境局电话多少', '想问问供电公司电话多少'])(
  '%s asks, and no more',
  async (text) => {
    expect(await bench.answers(OWNER, text)).toMatch(/000-/u);
    expect(await bench.store.tickets({})).toEqual([]);
  },
);

describe('供电公司找谁 in answer to a card', () => {
  const TROUBLE = '厂区电压不稳，电机烧了两台，请供电公司来看';
  const told = async (said: Promise<readonly { text: string }[]>) => (await said).map(({ text }) => text);

  test.each(['供电公司找谁', '请问供电公司该找谁呀？', '余文岭电话多少'])(
    '%s is answered as without one, and the ticket has nothing of it',
    async (question) => {
      await bench.says(OWNER, TROUBLE, 'group');
      const answer = await told(bench.says(OWNER, question));
      expect(answer.join()).toMatch(/余文岭.*000-/u);
      const before = await bench.ticket();
      const [card] = bench.sentTo(GROUP, CHANNEL);
      if (!card) throw new Error('no card');
      const inGroup = await bench.quotes(OWNER, question, card, 'group');
      expect(inGroup.map(({ chat, text }) => [chat, text])).toEqual([[OWNER, answer.join()]]);
      expect(await told(bench.replies('power-a', question, '【诉求件 1】')), 'nor is it a feedback').toEqual(
        answer,
      );
      expect(await bench.ticket()).toEqual(before);
    },
  );

  test.each(['供电公司的人来过了，让我们找住建，找谁', '电机房电话换成了 000-00009999，供电公司来前联系'])(
    '%s says more: it is on the ticket',
    async (words) => {
      await bench.says(OWNER, TROUBLE, 'group');
      const [card] = bench.sentTo(GROUP, CHANNEL);
      if (!card) throw new Error('no card');
      await bench.quotes(OWNER, words, card, 'group');
      expect((await bench.ticket()).entries.at(-1)).toMatchObject({ what: 'supplemented', text: words });
    },
  );
});

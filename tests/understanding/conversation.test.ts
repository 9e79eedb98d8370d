/** Words that name no ticket reach the one they speak of; what is none is none. Through the real desk, as it ships. */
import { describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { at } from '../../src/domain/time.ts';
import type { ChatLine } from '../../src/listen/chat-file.ts';
import { type Heard, listen } from '../../src/listen/listen.ts';
import { type Bench, GROUP, useBench } from '../desk/bench.ts';

const county = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});

type Said = readonly [at: string, org: string, text: string, more?: Partial<ChatLine>];

/** One day of talk; what became of each line. */
async function day(...said: readonly Said[]): Promise<readonly Heard[]> {
  const lines = said.map(
    ([at, org, text, more], place): ChatLine => ({
      id: String(place + 1),
      day: 'd1',
      at,
      chat: 'group',
      speaker: { role: /^e\d/.test(org) ? 'enterprise' : 'liaison', org },
      replyTo: null,
      text,
      ...more,
    }),
  );
  return listen({ lines, county, keepDays: false });
}
const OUTAGE: Said = ['09:00', 'e07', '我们厂区停电了，两条线都停着，请供电公司来看看'];

describe('on one’s own open matter', () => {
  test.each([
    ['an addition', '是三号变压器那一路，保险烧了'],
    ['a correction', '打错了，是二号变压器不是三号'],
    ['a question', '抢修的师傅几点能来'],
    ['an urge', '都两个钟头了怎么还没人来啊'],
    ['that it is back', '厂里又停了'],
    ['its end', '来电了，不用管了，谢谢'],
  ])('%s is put to it: %s', async (_, text) => {
    const [, heard] = await day(OUTAGE, ['10:30', 'e07', text]);
    expect(heard).toMatchObject({ fresh: [], changed: [1] });
  });

  test.each([
    ['停电的事到底有没有人管', 1],
    ['催一下1号', 1],
    ['第2件什么情况了', 2],
    ['2号办的咋样了', 2],
    ['2那个不用办了，对方给钱了', 2],
    ['1那个不用办了，来电了', 1],
    ['说错了，不是机井，是二号泵房', 1],
    ['下午几点来', null],
    ['那我这个要等几天', null],
  ] as const)('beside another, it is the one meant, or one question: %s', async (text, meant) => {
    const arrears: Said = ['09:20', 'e07', '甲公司欠我们货款三十万，拖了一年不给，请帮忙要回来'];
    const heard = (await day(OUTAGE, arrears, ['10:30', 'e07', text, { chat: 'private' }])).at(-1);
    expect(heard).toMatchObject(
      meant === null ? { fresh: [], changed: [], asked: 'which' } : { fresh: [], changed: [meant] },
    );
  });

  test.each(['private', 'group'] as const)(
    'several complete matters in a row are so many tickets: %s',
    async (chat) => {
      const said = [
        '厂门口的路灯坏了半个月，晚上卸货看不见，请来修修',
        '去年第三季度的增值税留抵退税申请了两个月还没到账，请问卡在哪里',
        '想招十个焊工，能不能帮着组织一场招聘会',
        '食堂的食品经营许可证下月到期，延续要交什么材料',
      ];
      const heard = await day(
        ...said.map((text, place): Said => [`09:0${place}`, 'e07', text, { chat }] as const),
      );
      expect(heard.map(({ fresh }) => fresh.length)).toEqual([1, 1, 1, 1]);
      expect(new Set(heard.flatMap(({ fresh }) => fresh.map(({ dept }) => dept))).size).toBe(4);
    },
  );

  describe('at the desk, with the weights', () => {
    const OWNER = 'shangchao-1';
    let bench: Bench;
    useBench(
      at('2026-11-24', '09:00'),
      (opened) => {
        bench = opened;
      },
      { change: () => county },
    );

    test('what was put to the wrong ticket becomes one of its own with one tap', async () => {
      await bench.says(OWNER, OUTAGE[2]);
      await bench.goesTo(at('2026-11-24', '09:01'));
      await bench.says(OWNER, '是东头那个配电室带的两条线，西头还有电');
      expect((await bench.ticket(1)).entries.at(-1)?.text).toContain('配电室');
      await bench.presses(OWNER, '另一件，登记');
      expect((await bench.ticket(2)).text).toContain('配电室');
    });

    test('a question put to the wrong ticket becomes a matter of its own with one tap, also from the group', async () => {
      await bench.says(OWNER, OUTAGE[2], 'group');
      await bench.goesTo(at('2026-11-24', '09:20'));
      await bench.says(OWNER, '师傅大概几点能到我们厂里', 'group');
      expect(bench.told(OWNER).join()).toContain('转问');
      expect((await bench.ticket(1)).entries.at(-1)?.text).toContain('几点能到');
      await bench.presses(OWNER, '另一件，登记');
      expect((await bench.ticket(2)).text).toContain('几点能到');
    });

    test.each(['private', 'group'] as const)(
      '没有，昨天又跳了一次, asked whether it is solved, is no addition: one tap sends it back with these words: %s',
      async (chat) => {
        await bench.says(OWNER, OUTAGE[2], chat);
        await bench.says((await bench.ticket(1)).liaison ?? '', '办结 1 换了保险');
        await bench.goesTo(at('2026-11-25', '10:00'));
        await bench.says(OWNER, '没有，昨天又跳了一次', chat);
        expect((await bench.ticket(1)).entries.at(-1)?.what).not.toBe('supplemented');
        await bench.presses(OWNER, '没解决');
        const ticket = await bench.ticket(1);
        expect(ticket.state).toBe('working');
        expect(ticket.entries.at(-1)?.text).toContain('又跳了一次');
      },
    );

    test('thanks withdraw nothing; where it is done they bring the question whether it is solved', async () => {
      await bench.says(OWNER, '厂门口的路灯坏了半个月，晚上卸货看不见');
      await bench.goesTo(at('2026-11-24', '09:01'));
      await bench.says(OWNER, '办得真快，谢谢各位');
      expect(bench.told(OWNER).join()).not.toContain('要撤回');
      expect((await bench.ticket(1)).state).toBe('assigned');
      await bench.says((await bench.ticket(1)).liaison ?? '', '办结 1 换了灯');
      expect(await bench.answers(OWNER, '谢谢')).toContain('解决');
    });

    test('a number said in the group names no ticket that the group does not know', async () => {
      await bench.says(OWNER, '想招十个焊工，能不能帮着组织一场招聘会');
      await bench.says(OWNER, '厂门口的路灯坏了半个月，晚上卸货看不见', 'group');
      await bench.goesTo(at('2026-11-24', '09:30'));
      const { version } = await bench.ticket(1);
      await bench.says(OWNER, '1号那个再催催', 'group');
      expect((await bench.ticket(1)).version).toBe(version);
      expect(bench.told(GROUP).join()).not.toContain('诉求件 1');
    });

    test('two words right behind a report are a matter of their own where they plainly are one', async () => {
      await bench.says(OWNER, '我要举报：环保局王科长收红包，不给就不验收', 'group');
      await bench.says(OWNER, '地点在环保局三楼办公室', 'group');
      await bench.says(OWNER, '电又停了', 'group');
      expect(await bench.ticket(1)).toMatchObject({ text: '电又停了', department: 'power' });
      expect(await bench.store.ticket(2)).toBeUndefined();
      expect(bench.told(GROUP).join()).not.toContain('三楼');
    });

    test('代录 of what may be about an official is a report: nobody could ask its speaker', async () => {
      const hint = '来检查的那位走的时候后备箱都关不上了，烟酒是我们出的';
      await bench.says('dispatcher-1', `代录 惠民桥样例商贸有限公司：${hint}`);
      expect(await bench.store.tickets({ confidential: true })).toHaveLength(1);
      expect(bench.told(GROUP)).toEqual([]);
    });
  });

  test('in private, short words are an answer, not a reason to be told how the bot is used', async () => {
    const [, , heard] = await day(
      [...OUTAGE.slice(0, 3), { chat: 'private' }] as unknown as Said,
      ['09:20', 'power', '请问是专变还是公变？', { chat: 'group' }],
      ['09:25', 'e07', '专变 630的', { chat: 'private' }],
    );
    expect(heard?.fresh).toEqual([]);
  });

  test('a question is answered at once with what is known, to the speaker alone', async () => {
    const [, heard] = await day(OUTAGE, ['10:30', 'e07', '抢修的师傅几点能来']);
    expect(heard?.ownText).toMatch(/^诉求件 1.*已转问供电公司/u);
    expect(heard?.groupText).not.toContain('供电公司：');
  });

  test('a matter of another kind is a new one, and so is a danger told in passing', async () => {
    const [, road, fire] = await day(
      OUTAGE,
      ['10:30', 'e07', '另外我们厂门口那条公路塌了个大坑，货车过不去'],
      ['11:00', 'e07', '配电房着火了，快叫消防！'],
    );
    expect(road?.fresh).toMatchObject([{ n: 2, dept: 'transport' }]);
    expect(fire?.fresh).toMatchObject([{ n: 3, flow: 'urgent', dept: 'emergency' }]);
    expect(fire?.to).toEqual(expect.arrayContaining(['emergency', 'power']));
    expect(fire?.groupText).toMatch(/^情况危急请先打电话：119/u);
  });

  describe('a second danger beside an open emergency is one of its own, with its numbers and its departments', () => {
    test.each([
      ['厂里停电了', '煤气也漏了，人晕了两个', ['gas', 'emergency'], /^情况危急请先打电话：119.*120/u],
      ['厂里停电了', '墙也塌了，压着人', ['housing', 'emergency'], /^情况危急请先打电话：119/u],
      ['厂里停电了', '变压器冒烟了', ['power', 'emergency'], /^情况危急请先打电话：119/u],
      ['厂里停电了', '快打120', ['health', 'emergency'], /^情况危急请先打电话：120/u],
      ['停电了', '停水了', ['gas'], /^情况危急请先打电话：12345/u],
      ['停电了', '水也停了', ['gas'], /^情况危急请先打电话：12345/u],
      ['停水了', '电也停了', ['power'], /^情况危急请先打电话：95598/u],
    ])('%s, then %s', async (open, text, departments, first) => {
      for (const chat of ['group', 'private'] as const) {
        const [, heard] = await day(['09:00', 'e07', open, { chat }], ['09:01', 'e07', text, { chat }]);
        expect(heard, chat).toMatchObject({ fresh: [{ n: 2, flow: 'urgent' }], changed: [] });
        expect(heard?.to, chat).toEqual(expect.arrayContaining(departments));
        expect(chat === 'group' ? heard?.groupText : heard?.ownText).toMatch(first);
      }
    });

    test('more of the same stays with it, whichever was spoken of last', async () => {
      const [, , ...heard] = await day(
        ['09:00', 'e07', '厂里停电了'],
        ['09:05', 'e07', '煤气也漏了'],
        ['09:06', 'e07', '煤气味更大了'],
        ['09:20', 'e07', '还没来电'],
        ['09:21', 'e07', '停电把水泵也停了'],
      );
      expect(heard.map(({ fresh }) => fresh)).toEqual([[], [], []]);
      expect(heard.map(({ changed }) => changed)).toEqual([[2], [1], [1]]);
    });

    test('a fire that grows is the same fire', async () => {
      const [, ...heard] = await day(
        ['09:00', 'e07', '车间起火了'],
        ['09:01', 'e07', '火越来越大了，烧到隔壁了'],
        ['09:02', 'e07', '有人被困在里面了'],
        ['09:03', 'e07', '快来人啊'],
        ['09:10', 'e07', '救护车来了没有'],
        ['09:30', 'e07', '火灭了，人没事'],
      );
      expect(heard.every(({ fresh, changed }) => fresh.length === 0 && changed[0] === 1)).toBe(true);
    });
  });

  test('a danger that sounds like the end of a plain matter is an emergency of its own', async () => {
    const [, heard] = await day(
      ['09:00', 'e25', '隔壁院里一股子烧塑料味，隔三差五的，今天没烧，昨天烧的，熏得人头疼，管管'],
      ['11:00', 'e25', '讨债的来了七八个，拿着钢管把会计堵屋里了，门快踹开了'],
    );
    expect(heard?.fresh).toMatchObject([{ n: 2, flow: 'urgent' }]);
  });
});

describe('what may be about an official, said together with a danger', () => {
  test.each([
    ['消防那位上回收了烟才给签字，现在车间起火了快来人', 'emergency', '现在车间起火了快来人', '烟才给'],
    ['查秤的那位走的时候后备箱都关不严实，我们又停电了', 'power', '我们又停电了', '后备箱'],
    ['煤气漏了，找他们的人，人家说上次那条烟不够意思，不来', 'gas', '煤气漏了', '那条烟'],
  ])('%s: the danger is told at once, and nothing else of it', async (text, dept, danger, secret) => {
    for (const chat of ['group', 'private'] as const) {
      const [heard] = await day(['09:00', 'e07', text, { chat }]);
      expect(heard, chat).toMatchObject({ fresh: [{ flow: 'urgent', dept }], asked: 'confidential' });
      expect(heard?.to).toContain('emergency');
      const card = chat === 'group' ? heard?.groupText : heard?.ownText;
      expect(card).toContain(danger);
      expect(`${heard?.groupText}${heard?.ownText}`).not.toContain(secret);
    }
  });

  test('a danger that nobody answers the telephone for blames nobody', async () => {
    const text = '煤气漏了，三号院东墙根，打了两次电话没人管，你们快派人';
    const [heard] = await day(['09:00', 'e07', text]);
    expect(heard).toMatchObject({ fresh: [{ flow: 'urgent', dept: 'gas' }], asked: null });
    expect(heard?.groupText).toContain('东墙根');
  });
});

test('a danger at the end of ten thousand characters is told to those whom its own sentence concerns', async () => {
  const pages = '今天车间里一切照常，工信的表也交了，市场的检查也过了。'.repeat(370);
  const [heard, none] = await day(
    ['09:00', 'e07', `${pages}煤气漏了，有人晕倒，快来人`],
    ['12:00', 'e08', pages],
  );
  expect(heard?.fresh).toMatchObject([{ flow: 'urgent', dept: 'gas' }]);
  expect(heard?.to).toEqual(expect.arrayContaining(['gas', 'emergency']));
  expect(heard?.to).not.toEqual(expect.arrayContaining(['market']));
  expect(heard?.groupText).toMatch(/^情况危急请先打电话：119/u);
  expect(none?.fresh.map(({ flow }) => flow)).not.toContain('urgent');
});

test.each(['，', ' '])(
  'also where the ten thousand were dictated, with nothing but “%s” between them',
  async (mark) => {
    const said = ['今天车间里一切照常', '工信的表也交了', '市场的检查也过了'];
    const pages = Array.from({ length: 900 }, (_, turn) => said[turn % said.length]).join(mark);
    const [heard] = await day(['09:00', 'e07', [pages, '煤气漏了', '有人晕倒', '快来人'].join(mark)]);
    expect(heard?.fresh).toMatchObject([{ flow: 'urgent' }]);
    expect(heard?.to).toEqual(expect.arrayContaining(['gas', 'emergency']));
  },
);

test.each(['隔壁厂欠我们货款', '有人欠我们钱，法院判了不执行', '法院判了，对方不还钱'])(
  'a debt between neighbours is one for the courts, which are named: %s',
  async (text) => {
    const [heard] = await day(['09:00', 'e07', text]);
    expect(heard?.fresh.map(({ flow }) => flow)).not.toContain('arrears');
    expect(heard?.ownText).toContain('诉讼服务热线 12368');
  },
);

test.each([
  ['生产费用能不能抵扣', '发改'],
  ['我们是A级纳税企业，想办出口退税', '文化'],
  ['挂牌整治的厂子怎么摘帽', '金融'],
])('a term inside another word points nowhere: %s', (text, department) => {
  const byTerms = county.router.route(text).reasons.filter((reason) => reason.startsWith('提到'));
  expect(byTerms.join()).not.toContain(department);
});

test('a report of a liaison’s, said in the group, is answered in private with the way to make it', async () => {
  const [heard] = await day(['09:00', 'transport', '我们局里有个科长吃拿卡要']);
  expect(heard).toMatchObject({ fresh: [], shown: false, to: [] });
  expect(heard?.ownText).toContain('只有纪检联系人看得到');
});

describe('another firm', () => {
  test.each([
    ['我们厂停水两天了，醋都没法酿', 'complaint'],
    ['下水道堵了，污水漫到店里', 'complaint'],
    ['镇政府2023年修路欠我们混凝土款一百二十万，一直不给', 'arrears'],
  ])('with a matter of its own is registered, though one has just been told: %s', async (text, flow) => {
    const [, heard] = await day(OUTAGE, ['09:05', 'e10', text]);
    expect(heard?.fresh).toHaveLength(1);
    expect([flow, 'urgent']).toContain(heard?.fresh[0]?.flow);
    expect(heard?.groupText, 'it is its own matter').not.toContain('同一情况');
  });

  test('that has the same trouble is asked in private whether to register it too', async () => {
    const [, heard] = await day(OUTAGE, ['09:05', 'e04', '我们厂也停了']);
    expect(heard).toMatchObject({ fresh: [], asked: 'register', shown: false });
    expect(heard?.ownText).toContain('停电了');
  });

  test('that only talks is left alone', async () => {
    for (const text of ['你们那边来电了没', '哈哈 今天放假了', '辛苦供电的师傅了']) {
      const [, heard] = await day(OUTAGE, ['09:05', 'e04', text]);
      expect(heard, text).toMatchObject({ fresh: [], shown: false });
    }
  });
});

describe('the bot, and people', () => {
  const privately = { chat: 'private' } as const;
  test.each([
    ['你是谁', '机器人'],
    ['这个怎么用', '直接说'],
    ['我想反映个困难', '请直接说'],
    ['登记', '请直接说'],
    ['供电公司找谁', '供电公司：专人'],
    ['转人工', '已请调度员与您联系'],
  ])('%s', async (text, answer) => {
    const [heard] = await day(['09:00', 'e07', text, privately]);
    expect(heard).toMatchObject({ fresh: [], shown: false });
    expect(heard?.ownText).toContain(answer);
  });

  test('who wants somebody is called back: the dispatchers hear of it', async () => {
    const [heard] = await day(['09:00', 'e07', '能不能给我转人工', privately]);
    expect(heard?.ownText).toMatch(/可以直接打电话：.*000-/);
  });

  test('余文岭电话多少 is answered with the number and whose it is', async () => {
    const [person] = [county.roster.department('power')?.primary];
    const [heard] = await day(['09:00', 'e07', `${person?.name}电话多少`, privately]);
    expect(heard?.ownText).toContain(person?.phone);
    expect(heard?.ownText).toContain('供电公司');
  });
});

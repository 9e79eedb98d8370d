/** What people say around a matter hides none: through the real desk, as it ships. */
import { describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { type Heard, listen } from '../../src/listen/listen.ts';

const county = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});

/** What becomes of the last of what a firm says, a minute after the other, with nothing else around it. */
async function saidAfter(chat: 'group' | 'private', ...texts: readonly string[]): Promise<Heard> {
  const speaker = { role: 'enterprise', org: 'e07' } as const;
  const lines = texts.map((text, minute) => {
    return { id: `${minute}`, day: 'd1', at: `09:0${minute}`, chat, speaker, replyTo: null, text };
  });
  return (await listen({ lines, county, keepDays: false })).at(-1)!;
}

/** What a firm says in the group, with nothing around it. */
const said = (text: string): Promise<Heard> => saidAfter('group', text);

describe('a danger is sounded', () => {
  test.each([
    '大家辛苦了！二楼有人困着出不来',
    '大家辛苦了二楼有人困着出不来',
    '二楼有人困着出不来[捂脸][捂脸]',
    '@所有人 二楼有人困着出不来',
    '@所有人二楼有人困着出不来',
    '祝各位节日快乐，二楼有人困着出不来，谢谢！',
    '我电话13812345678，厂里停电了，钢水还在炉里',
    '厂里停电了，钢水还在炉里，联系人老王，电话13812345678',
  ])('%s', async (text) => {
    const { fresh } = await said(text);
    expect(fresh).toMatchObject([{ flow: 'urgent', confidential: false }]);
  });
});

test.each([
  ['There is a fire in our workshop, two workers injured', 'emergency'],
  ['GAS LEAK! Please help', 'emergency'],
  ['Our factory has no electricity since this morning', 'power'],
])('in English too: %s', async (text, dept) => {
  expect((await said(text)).fresh).toMatchObject([{ flow: 'urgent', dept }]);
});

test.each(['猪场出事了', '老赵那边出事了'])(
  'where something has happened and nobody says what, they are asked: %s',
  async (text) => {
    expect(await said(text)).toMatchObject({ fresh: [], asked: 'register', shown: false });
  },
);

test.each(['听说隔壁县矿上出事了', 'Fire drill tomorrow at 9', 'good morning everyone have a nice day'])(
  'nobody is asked about what is told of elsewhere, planned or wished: %s',
  async (text) => {
    expect(await said(text)).toMatchObject({ fresh: [], asked: null, private: false });
  },
);

test.each(['群里那个路灯坏了两天了，请来修', '宽带也慢得很'])(
  'nor is it put to a matter that is no emergency: after %s',
  async (before) => {
    const heard = await saidAfter('group', before, '猪场出事了');
    expect(heard).toMatchObject({ fresh: [], changed: [], asked: 'register' });
  },
);

describe('a trouble of another office is one of its own, however shortly after', () => {
  test.each([
    ['group', '我们宿舍的自来水也停了两天了', 'gas', ['厂里停电了']],
    ['group', '我们厂区的污水管堵了', 'housing', ['我们车间着火了', '配电房冒烟，两个工人晕倒了']],
    ['group', '厂门口的路灯不亮了', 'urban', ['我们车间着火了']],
    ['private', '我们宿舍的自来水也停了两天了', 'gas', ['厂里停电了']],
    ['group', '宽带也慢得很', 'telecom', ['招工招不上']],
    ['private', '还有，厂里的变压器想换个大的', 'power', ['我想问下小微企业贷款贴息']],
  ] as const)('%s: %s', async (chat, text, dept, before) => {
    expect((await saidAfter(chat, ...before, text)).fresh).toMatchObject([{ dept }]);
  });
});

test.each(['group', 'private'] as const)(
  'a telephone number alone is more of the matter (%s)',
  async (chat) => {
    const heard = await saidAfter(chat, '我们冷库这个月电费咋多了一万多', '13834567890');
    expect(heard).toMatchObject({ fresh: [], changed: [1] });
  },
);

describe('an outage is never left without an answer', () => {
  test.each([
    '我电话13812345678，厂里停电了',
    '厂里停电了，联系人老王，电话13812345678',
    '我身份证140181199001011234，停电',
    '停电了 13812345678',
  ])('%s', async (text) => {
    const { fresh, asked } = await said(text);
    expect(fresh.length > 0 || asked !== null).toBe(true);
  });
});

test.each(['实名告文化馆谋私[强]', '大家辛苦了！实名告文化馆谋私', '@小桥 实名告文化馆谋私……'])(
  'a report is kept apart: %s',
  async (text) => {
    const { fresh, asked, shown } = await said(text);
    expect(shown).toBe(false);
    expect(asked === 'confidential' || fresh.some(({ confidential }) => confidential)).toBe(true);
  },
);

test('what would be asked about by itself is asked about behind thanks', async () => {
  const text = '我们厂区的污水管堵了，满院子都是';
  const { asked } = await said(text);
  expect(asked).toBe('register');
  expect(await said(`谢谢大家，另外${text}`)).toMatchObject({ asked });
});

describe('behind thanks or good wishes a matter is registered', () => {
  test.each([
    '祝大家节日快乐！我们厂门口路灯坏了半个月，麻烦修一下',
    '谢谢各位领导。另外门口那条路塌了个坑，车过不去',
  ])('%s', async (text) => {
    expect((await said(text)).fresh).toMatchObject([{ n: 1, confidential: false }]);
  });
});

test.each([
  '谢谢大家，祝各位节日快乐！',
  '谢谢各位领导，路灯已经修好了',
  '谢谢修压机的师父 手冻裂了 水没喝一口',
  '大家辛苦了[抱拳][抱拳]',
  '@所有人 收到请回复',
])('nothing comes of what is only polite: %s', async (text) => {
  expect(await said(text)).toMatchObject({ fresh: [], asked: null, shown: false, private: false });
});

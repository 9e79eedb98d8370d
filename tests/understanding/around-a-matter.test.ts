/** What people say around a matter hides none: through the real desk, as it ships. */
import { describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { type Heard, listen } from '../../src/listen/listen.ts';

const county = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});

/** What a firm says in the group, with nothing around it. */
async function said(text: string): Promise<Heard> {
  const speaker = { role: 'enterprise', org: 'e07' } as const;
  const line = { id: '1', day: 'd1', at: '09:00', chat: 'group', speaker, replyTo: null, text } as const;
  const [heard] = await listen({ lines: [line], county, keepDays: false });
  return heard!;
}

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

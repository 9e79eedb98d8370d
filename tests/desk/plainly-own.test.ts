/** What plainly speaks of one's open ticket, whatever the models make of it: 停电那个撤了, 停电有进展吗, 来电了谢谢. */
import { beforeEach, describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { at, HOUR } from '../../src/domain/time.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const START = at('2026-11-02', '09:00');
const OWNER = 'xinghuo-1';
const county = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});

let bench: Bench;
useBench(START, (one) => (bench = one), { change: () => county });
beforeEach(async () => {
  await bench.says(OWNER, '我们厂停电了，从早上八点到现在，生产线全停了');
  await bench.goesTo(START + HOUR);
});

const heard = async (words: string): Promise<string> => {
  const before = bench.told(OWNER).length;
  await bench.says(OWNER, words);
  expect((await bench.store.tickets({})).map(({ number }) => number)).toEqual([1]);
  return bench.told(OWNER).slice(before).join('\n');
};

test.each(['撤了吧', '停电那个撤了', '停电的事取消吧', '取消吧', '来电了谢谢', '不用了，电来了'])(
  '%s: whether it is to be withdrawn is asked',
  async (words) => {
    expect(await heard(words)).toContain('要撤回诉求件 1');
    expect((await bench.ticket(1)).state).not.toBe('withdrawn');
  },
);

test.each(['停电这事现在什么情况', '停电有进展吗', '停电那个咋样了'])(
  '%s asks, and hears how it stands',
  async (words) => {
    const answer = await heard(words);
    expect(answer).toMatch(/诉求件 1/u);
    expect(answer).toContain('11:00 前签收');
  },
);

test.each(['找谁问', '谁在负责', '负责人电话多少', '怎么联系专人'])(
  '%s: who has it, and the number',
  async (words) => {
    expect(await heard(words)).toMatch(/余文岭.*000-/u);
    expect((await bench.ticket(1)).entries.map(({ text }) => text)).not.toContain(words);
  },
);

describe('thanks', () => {
  test.each(['谢谢', '谢谢啊', '辛苦啦'])('%s is answered as thanks', async (words) => {
    expect(await heard(words)).toBe('不客气。有困难随时说；要查办理情况，发“进度”。');
  });

  test.each(['private', 'group'] as const)(
    '来电了谢谢 raises nothing where nothing is open: %s',
    async (chat) => {
      await bench.says('tiebi-1', '来电了谢谢', chat);
      expect(await bench.store.tickets({})).toHaveLength(1);
    },
  );
});

test.each(['今天几号', '现在几点了？', '今天星期几'])(
  '%s is none of the liaison’s business',
  async (words) => {
    expect(await heard(words)).toBe('有困难直接说就行；要查办理情况，发“进度”。发“帮助”看全部用法。');
  },
);

describe('停电那个撤了 of one who has nothing open', () => {
  test('becomes no ticket, and hears how it is done', async () => {
    await bench.says('tiebi-1', '停电那个撤了');
    expect(bench.newest('tiebi-1')).toContain('没有找到您说的、还在办的诉求件');
    expect(await bench.store.tickets({})).toHaveLength(1);
  });

  test('is not heard in the group', async () => {
    const before = [bench.told('tiebi-1').length, bench.told(GROUP).length];
    await bench.says('tiebi-1', '停电那个撤了', 'group');
    expect([bench.told('tiebi-1').length, bench.told(GROUP).length]).toEqual(before);
    expect(await bench.store.tickets({})).toHaveLength(1);
  });
});

test.each(['停电三天了，损失谁来赔', '另一条线也停了电', '变压器冒烟了，快来人'])(
  '%s is no question how it stands, and no end',
  async (words) => {
    const before = bench.told(OWNER).length;
    await bench.says(OWNER, words);
    expect(bench.told(OWNER).slice(before).join('\n')).not.toContain('要撤回');
  },
);

/** 标签那件咋样了, 门口那个坑又出来了: words that mean a matter which has been over for weeks, by what it was about. */
import { beforeEach, describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { at, DAY, HOUR } from '../../src/domain/time.ts';
import { type Bench, useBench } from './bench.ts';

const START = at('2026-11-02', '09:00');
const OWNER = 'hongzhuan-1';
const LIAISON = 'transport-a';
const PIT = '我们厂门口到县道那一截路坏得厉害，大坑套小坑，请交通局来修';
const county = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});

let bench: Bench;
const count = async () => (await bench.store.tickets({})).length;

describe.each([
  ['by the rules alone', {}],
  ['by the weights that ship', { change: () => county }],
])('%s', (_, options) => {
  useBench(START, (one) => (bench = one), options);

  /** Mended, rated, and closed; four days later. */
  beforeEach(async () => {
    await bench.says(OWNER, PIT);
    await bench.says(LIAISON, '签收 1');
    await bench.says(LIAISON, '办结 1 六处大坑都用冷料填平压实了');
    await bench.says(OWNER, '满意 1');
    await bench.goesTo(START + 4 * DAY + HOUR);
    expect((await bench.ticket(1)).state).toBe('closed');
  });

  test.each([
    '门口那个坑最后咋处理的',
    '我想问问上次反映的坑的事，后来怎么样了',
    '再催一下门口大坑的事',
    '那个大坑修好了没有',
  ])('who asks how it ended reads it, and nothing new is registered: %s', async (text) => {
    const answer = await bench.answers(OWNER, text);
    expect(answer).toContain('【诉求件 1】');
    expect(answer).toContain('六处大坑都用冷料填平压实了');
    expect(await count()).toBe(1);
  });

  test('what they asked can still be another matter, by one tap', async () => {
    await bench.says(OWNER, '再催一下门口大坑的事');
    await bench.presses(OWNER, '另一件，登记');
    expect((await bench.ticket(2)).text).toContain('再催一下门口大坑的事');
  });

  test('that it is so again is asked about in private: the same once more, or another', async () => {
    expect(await bench.answers(OWNER, '门口那个坑又出来了')).toContain('同一件事，还是另一件');
    await bench.presses(OWNER, '重开');
    expect(await bench.ticket(1)).toMatchObject({ state: 'working' });
    expect(await count()).toBe(1);
  });

  test('in the group, where nobody may answer, it is registered', async () => {
    await bench.says(OWNER, '门口那个坑又出来了', 'group');
    expect(await count()).toBe(2);
  });

  test('when it is too late to open it again, it is a matter of its own', async () => {
    await bench.goesTo(START + 60 * DAY);
    await bench.says(OWNER, '门口那个坑又出来了');
    expect((await bench.ticket(2)).text).toBe('门口那个坑又出来了');
  });

  test('a matter of other words is none of it', async () => {
    await bench.says(OWNER, '我们厂里又停电了，请供电公司来看看');
    expect((await bench.ticket(2)).department).toBe('power');
  });

  test('an open matter of the same words is meant before it', async () => {
    await bench.says(OWNER, '门口的大坑又塌了一处，请交通局来修', 'group');
    await bench.says(OWNER, '门口那个大坑咋样了');
    expect(bench.newest(OWNER)).toContain('2');
    expect(bench.newest(OWNER)).not.toContain('六处大坑都用冷料填平压实了');
  });

  test('nobody reads how a matter of another firm ended', async () => {
    expect(await bench.answers('xinghuo-1', '门口那个坑最后咋处理的')).not.toContain('六处大坑');
  });

  test('thanks for it are thanks', async () => {
    await bench.says(OWNER, '门口那个坑的事谢谢了');
    expect(await count()).toBe(1);
  });

  test.each(['我报过几件事', '我们一共反映过多少问题'])('%s lists what is over as well', async (text) => {
    const answer = await bench.answers(OWNER, text);
    expect(answer).toContain('最近 1 件');
    expect(answer).toContain('大坑');
    expect(await count()).toBe(1);
  });

  test.each(['帮我看看还有几件没办完', '我们那几件都办完了吗'])('%s lists what is open', async (text) => {
    expect(await bench.answers(OWNER, text)).toContain('没有待办的诉求件');
    expect(await count()).toBe(1);
  });
});

describe('words put to a matter that share nothing with it', () => {
  useBench(START, (one) => (bench = one), { change: () => county });

  test('can be another in one tap, in private, also when the reading was sure', async () => {
    await bench.says('shangchao-1', '门头招牌换了新的，城管说要备案，备案找哪个窗口', 'group');
    await bench.goesTo(START + HOUR / 3);
    const words = '隔壁饭店往下水道倒泔水，我们后院全是臭水，反映过城管没人理';
    await bench.says('shangchao-1', words, 'group');
    // Read well, it is a matter of its own at once; otherwise one tap makes it one.
    if ((await count()) === 1) await bench.presses('shangchao-1', '另一件，登记');
    expect((await bench.ticket(2)).text).toBe(words);
  });
});

describe('what blames somebody beside it', () => {
  useBench(START, (one) => (bench = one), { change: () => county });

  test('is held back, whatever matter it names', async () => {
    await bench.says(OWNER, PIT);
    await bench.says(LIAISON, '签收 1');
    await bench.says(LIAISON, '办结 1 六处大坑都用冷料填平压实了');
    await bench.says(OWNER, '满意 1');
    await bench.goesTo(START + 4 * DAY);
    const answer = await bench.answers(OWNER, '上次那个大坑的事，后来来填坑的那个科长问我们要了两条烟');
    expect(answer).toContain('保密件');
    expect(await count()).toBe(1);
  });
});

/** A leader names a firm, an office or a matter, and no number. */
import { beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { type Bench, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const LEADER = 'leader-1';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

/** 1 and 2 of 星火, with 供电 and 交通; 3 of another firm, with 供电 too. */
beforeEach(async () => {
  await bench.has(TUESDAY, undefined, {
    enterprise: 'xinghuo',
    member: 'xinghuo-1',
    department: 'power',
    text: '厂区电压不稳，电机烧了两台',
  });
  await bench.has(TUESDAY, undefined, {
    enterprise: 'xinghuo',
    member: 'xinghuo-1',
    department: 'transport',
    text: '门口的路坑坑洼洼，拉煤车走不成',
  });
  await bench.has(TUESDAY, undefined, {
    enterprise: 'shangchao',
    department: 'power',
    text: '仓库要增容，报装两个月没动静',
  });
});

const ordered = async () =>
  (await bench.store.tickets({}))
    .filter(({ duties }) => duties.length > 0)
    .map(({ number }) => number)
    .sort();

describe('an order', () => {
  test.each([
    ['a firm and an office', '星火的事让供电公司抓紧，明天下班前给我结果', [1]],
    ['a firm', '星火煤焦的事抓紧办，周五前报结果', [1, 2]],
    ['an office', '供电公司手上的件要抓紧，周五前拿结果', [1, 3]],
    ['a matter', '电机烧了那件事要抓紧，周五前给结果', [1]],
  ])('of %s goes to those tickets after one confirmation, by his own day', async (_, words, numbers) => {
    const asked = await bench.answers(LEADER, words);
    expect(asked).toContain(`发给下面 ${numbers.length} 件`);
    expect(asked).toContain('回复时限');
    expect(await ordered()).toEqual([]);
    await bench.says(LEADER, '发出');
    expect(await ordered()).toEqual(numbers);
    const [duty] = (await bench.ticket(numbers[0])).duties;
    expect(duty).toMatchObject({ kind: 'instruct', by: LEADER });
    const day = words.includes('明天') ? '2026-11-25' : '2026-11-27';
    expect(duty?.clock.deadline.explanation.lastDay).toBe(day);
  });

  test('of nobody who has anything open is not understood, and nothing is sent', async () => {
    expect(await bench.answers(LEADER, '陶唐陶瓷的事抓紧办')).toContain('没听懂');
    expect(await ordered()).toEqual([]);
  });

  test.each(['星火最近挺配合的', '供电公司这次不错'])('none is read into %s', async (text) => {
    await bench.says(LEADER, text);
    expect(await ordered()).toEqual([]);
    expect(bench.newest(LEADER)).not.toContain('发给下面');
  });
});

test('a question shows how it stands; of several it is asked which', async () => {
  expect(await bench.answers(LEADER, '星火那件电机的事咋样了')).toContain('【诉求件 1】');
  expect(await bench.answers(LEADER, '星火的事咋样了')).toContain('您说的是哪一件');
});

test('whoever asks which office is slowest reads what is late, and no places', async () => {
  const answer = await bench.answers(LEADER, '哪个部门最慢');
  expect(answer).toContain('不给部门排名次');
  expect(answer).toContain('没有超期');
});

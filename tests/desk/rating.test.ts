/** 评价: what 不满意 leaves open is asked, the reason stays with the rating, and a late rating is taken or told why not. */
import { describe, expect, test } from 'vitest';
import { summarise } from '../../src/domain/metrics.ts';
import { at, DAY, HOUR } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const COLLEAGUE = 'shangchao-2';
const A = 'housing-a';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const resolved = (story: Story): Story =>
  next(next(story, 'liaison', COMMANDS.sign, TUESDAY), 'liaison', COMMANDS.resolve, TUESDAY);
const solvedRate = async () => {
  const { rates } = summarise(
    [await bench.ticket()],
    { from: TUESDAY - DAY, before: TUESDAY + 30 * DAY },
    bench.clock.now(),
  );
  const { resolution, partly, unsaid, unsolved } = rates;
  return [resolution, partly, unsaid, unsolved].map(({ numerator }) => numerator).join();
};

describe('不满意 says nothing of whether it is solved', () => {
  test.each([
    ['已解决', '1,0,0,0'],
    ['部分解决', '0,1,0,0'],
  ])('one question in private: %s', async (label, figures) => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(OWNER, '不满意 1');
    expect(bench.told(OWNER).join('\n')).toContain('诉求件 1 解决了吗？');
    expect(await solvedRate(), 'until then answered, but not solved').toBe('0,0,1,0');
    await bench.presses(OWNER, label);
    expect(await solvedRate()).toBe(figures);
    expect(bench.newest(A)).toContain(`诉求件 1 企业说明评价：${label}`);
    expect((await bench.ticket()).state).toBe('closed');
  });

  test('没解决 is asked what is missing, and goes back with it', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(OWNER, '不满意 1');
    await bench.presses(OWNER, '没解决');
    expect(bench.newest(OWNER)).toContain('还差什么？');
    expect(await solvedRate()).toBe('0,0,0,1');
    await bench.answers(OWNER, '路灯还是不亮');
    expect(await bench.ticket()).toMatchObject({ state: 'working', cycle: 2 });
    expect(bench.newest(A)).toContain('原因：路灯还是不亮');
  });

  test('pressed in the group by a colleague, it is the colleague who is asked, and nobody reads it there', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.presented(COLLEAGUE, 'v1|confirm|1|1|dissatisfied');
    expect(bench.newest(COLLEAGUE)).toContain('诉求件 1 解决了吗？');
    expect(bench.told(OWNER).join()).not.toContain('解决了吗？哪里不满意');
    expect(bench.told(GROUP).join()).not.toContain('解决了吗');
  });

  test.each(['满意 1', '基本满意 1', '不满意 1 部分解决，路灯没修'])(
    '%s is asked nothing more',
    async (words) => {
      await bench.has(TUESDAY, resolved);
      await bench.answers(OWNER, words);
      expect(bench.told(OWNER).join()).not.toContain('诉求件 1 解决了吗');
    },
  );

  test('an answer is taken once; the button says so then', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(OWNER, '不满意 1');
    await bench.presented(OWNER, 'v1|answer|1|1|solved-partly');
    expect(await bench.presented(OWNER, 'v1|answer|1|1|solved-solved')).toContain('已经回答过了');
    expect(await solvedRate()).toBe('0,1,0,0');
  });
});

describe('the reason that follows 不满意', () => {
  test('stays with the rating, and is no new ticket', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(OWNER, '不满意 1');
    expect(await bench.answers(OWNER, '拖了半个月才来人')).toContain('已记在诉求件 1 的评价里');
    expect(await bench.store.ticket(2)).toBeUndefined();
    expect(bench.newest(A)).toContain('诉求件 1 企业说明评价：拖了半个月才来人');
    expect(await bench.answers(OWNER, '进度 1')).toContain('企业说明评价：拖了半个月才来人');
  });

  test('没解决，… goes back with what is missing', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(OWNER, '不满意 1');
    expect(await bench.answers(OWNER, '没解决，还是塌的')).toContain('诉求件 1 已重开');
    expect(bench.newest(A)).toContain('原因：还是塌的');
  });

  test('a trouble of the same department is kept, and one tap makes it a ticket of its own', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(OWNER, '不满意 1');
    expect(await bench.answers(OWNER, '门口的路又坏了，请住建局来修')).toContain('还没解决，请点“重开”');
    await bench.presses(OWNER, '另一件，登记');
    expect((await bench.ticket(2)).text).toContain('又坏了');
  });

  test.each([
    ['plainly another department’s', '厂区电压不稳，电机烧了两台，请供电公司来看', 0],
    ['said the next day', '门口道路又塌了，货车进不来', DAY],
  ])('what is %s is a new ticket', async (_what, words, later) => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(OWNER, '不满意 1');
    await bench.goesTo(TUESDAY + later);
    await bench.answers(OWNER, words);
    expect((await bench.ticket(2)).text).toContain(words);
  });

  test('talk in the group and thanks are none', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.answers(OWNER, '不满意 1');
    await bench.answers(OWNER, '大家中午在哪吃', 'group');
    await bench.answers(OWNER, '谢谢');
    expect((await bench.ticket()).entries.map(({ what }) => what)).not.toContain('surveyAnswered');
  });
});

describe('满意 after it was closed as 未评价', () => {
  const LAPSED = TUESDAY + 10 * DAY;

  test.each(['满意 1', '满意'])('%s is taken as late, and changes no figure', async (words) => {
    await bench.has(TUESDAY, resolved);
    await bench.goesTo(LAPSED);
    const period = { from: TUESDAY, before: LAPSED };
    const before = summarise([await bench.ticket()], period, LAPSED);
    await bench.goesTo(LAPSED + HOUR);
    expect(await bench.answers(OWNER, words)).toContain('已按“未评价”销号，补记为“满意”');
    const ticket = await bench.ticket();
    expect(ticket.facts).toMatchObject({ rating: 'satisfied', closedBy: 'silence' });
    expect(summarise([ticket], period, LAPSED + 2 * HOUR)).toEqual(before);
    expect(bench.told(A).join('\n')).toContain('企业到期后补评：满意');
    const story = await bench.answers(OWNER, '进度 1');
    expect(story).toContain('企业评价：满意（到期后补评）');
    expect(story).toContain('已销号（到期后补评）');
    expect(await bench.answers(OWNER, '不满意 1'), 'once').toContain('已经评价过了');
  });

  test('is told truthfully when it is too late', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.goesTo(TUESDAY + 60 * DAY);
    expect(await bench.answers(OWNER, '满意 1')).toMatch(/诉求件 1 已过评价的时限（.*），不能评价了/);
    expect((await bench.ticket()).facts.rating).toBeNull();
  });
});

describe('pressed again and again', () => {
  test('sixty presses after 满意: a passing word each, and nothing is sent', async () => {
    await bench.has(TUESDAY, resolved);
    await bench.presented(OWNER, 'v1|confirm|1|1|satisfied');
    expect((await bench.ticket()).state).toBe('closed');
    await bench.goesTo(TUESDAY + HOUR);
    const { version } = await bench.ticket();
    const people = [OWNER, COLLEAGUE, GROUP, A, 'dispatcher-1', 'leader-1'];
    const told = () => people.map((chat) => bench.told(chat).length);
    const before = told();
    for (let press = 1; press <= 60; press++) {
      const word = await bench.presented(OWNER, 'v1|confirm|1|1|satisfied');
      expect(word, `press ${press}`).toContain('已经评价过了');
      expect(told(), `press ${press}`).toEqual(before);
    }
    expect((await bench.ticket()).version).toBe(version);
  });
});

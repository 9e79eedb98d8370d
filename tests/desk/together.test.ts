/** One cause, many enterprises: a step is taken on several tickets with one tap, and each enterprise is told and rates for itself. */
import { describe, expect, test } from 'vitest';
import { press } from '../../src/dialogue/understand.ts';
import type { Registration } from '../../src/domain/lifecycle.ts';
import { at, DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { COMMANDS, next, STATES, type Story } from '../support/builders.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';
import { repliesInGroup } from './group-talk.ts';

const TUESDAY = at('2026-11-24', '10:00');
const A = 'housing-a';
const B = 'housing-b';
const HUB = 'dispatcher-1';
const FIRST = 'shangchao-1';
const SECOND = 'zhiyuan-1';
const THIRD = 'tiebi-1';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

/** Of another enterprise, private, so that its words stand in no group; alike the first. */
const other = (over: Partial<Registration> = {}): Partial<Registration> => ({
  enterprise: 'zhiyuan',
  member: SECOND,
  text: '厂门口道路塌了一半',
  alike: [1],
  ...over,
});

const whole = (story: Story): Story => story;
const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, TUESDAY);
/** How the other ticket came to each state by the hands of whoever may do it there. */
const LIVES: Readonly<Record<(typeof STATES)[number], (story: Story) => Story>> = {
  queued: whole,
  assigned: whole,
  working: signed,
  waiting: (story) => next(signed(story), 'liaison', COMMANDS.ask, TUESDAY),
  suspended: (story) =>
    next(next(signed(story), 'liaison', COMMANDS.suspend, TUESDAY), 'leader', COMMANDS.grant, TUESDAY),
  resolved: (story) => next(signed(story), 'liaison', COMMANDS.resolve, TUESDAY),
  closed: (story) =>
    next(
      next(signed(story), 'liaison', COMMANDS.resolve, TUESDAY),
      { person: SECOND },
      COMMANDS.confirm,
      TUESDAY,
    ),
  withdrawn: (story) => next(signed(story), { person: SECOND }, COMMANDS.withdraw, TUESDAY),
  rejected: (story) => next(signed(story), 'dispatcher', COMMANDS.reject, TUESDAY),
  merged: (story) => {
    const target = { ...story.ticket, number: 3, state: 'working' as const };
    return next(signed(story), 'dispatcher', { type: 'merge', target }, TUESDAY);
  },
};

/** What the liaison says of the first ticket, which is new, and what is offered for the second. */
const STEPS = {
  sign: { said: '签收 1', button: '一并签收 1 件', comesTo: 'working', left: 'signed' },
  feedback: { said: '反馈 1 已派人到场', button: '一并反馈 1 件', comesTo: null, left: 'fedBack' },
  resolve: { said: '办结 1 路面已回填', button: '一并办结 1 件', comesTo: 'resolved', left: 'resolved' },
} as const;
/** In which states of the other ticket each step is offered. */
const OFFERED: Readonly<Record<keyof typeof STEPS, readonly string[]>> = {
  sign: ['assigned'],
  feedback: ['assigned', 'working', 'waiting', 'suspended'],
  resolve: ['assigned', 'working', 'waiting', 'suspended'],
};
const VERBS = Object.keys(STEPS) as (keyof typeof STEPS)[];

/** The buttons under the messages that somebody got. */
const labels = (person: string): readonly string[] =>
  bench.sentTo(person, CHANNEL).flatMap(({ buttons }) => buttons.flat().map(({ label }) => label));
const offers = (person: string): readonly string[] => labels(person).filter((one) => one.startsWith('一并'));

describe.each(VERBS)('%s of one', (verb) => {
  const { said, button, comesTo, left } = STEPS[verb];

  test.each(STATES)('and the other one is %s', async (state) => {
    await bench.has(TUESDAY);
    const department = state === 'queued' ? { department: null } : {};
    await bench.has(TUESDAY, LIVES[state], other(department));
    const before = await bench.ticket(2);
    expect(before.state).toBe(state);
    await bench.says(A, said);
    const isOffered = OFFERED[verb].includes(state);
    expect(offers(A)).toEqual(isOffered ? [button] : []);
    expect(await bench.ticket(2), 'nothing before the tap').toEqual(before);
    if (!isOffered) return;
    await bench.presses(A, button);
    const after = await bench.ticket(2);
    expect(after.state).toBe(comesTo ?? (state === 'assigned' ? 'working' : state));
    expect(after.entries.at(-1)).toMatchObject({ what: left, by: A });
    expect(bench.newest(A)).toContain('诉求件 2 已一并');
  });

  test.each<[string, Partial<Registration>]>([
    ['of another department', { department: 'land' }],
    ['a report', { confidential: true, kind: 'whistleblow', department: null }],
    ['of the same enterprise', { enterprise: 'shangchao', member: FIRST }],
    ['like nothing', { alike: [] }],
  ])('and the other one is %s: it is not spoken of', async (_, over) => {
    await bench.has(TUESDAY);
    await bench.has(TUESDAY, whole, other(over));
    await bench.says(A, said);
    expect(offers(A)).toEqual([]);
    expect(bench.told(A).join('\n')).not.toContain('像是同一个原因');
  });

  test("and the other one is with the department's B 岗, who may do it as well", async () => {
    await bench.has(TUESDAY);
    await bench.has(TUESDAY, (story) => next(story, 'liaison', COMMANDS.delegate, TUESDAY), other());
    await bench.says(A, said);
    await bench.presses(A, button);
    expect((await bench.ticket(2)).entries.at(-1)).toMatchObject({ what: left, by: A });
  });
});

describe('what belongs to one cause', () => {
  test('what seemed alike more than a day later does not', async () => {
    await bench.has(TUESDAY - DAY - MINUTE);
    await bench.has(TUESDAY, whole, other());
    await bench.says(A, '签收 1');
    expect(offers(A)).toEqual([]);
  });

  test('what its owner said to be theirs too does, also later, and through one another', async () => {
    await bench.has(TUESDAY - 3 * DAY, signed);
    await bench.has(TUESDAY - DAY, whole, other({ alike: [], same: 1 }));
    await bench.has(TUESDAY, whole, other({ enterprise: 'tiebi', member: THIRD, alike: [2] }));
    await bench.says(A, '反馈 1 已派人到场');
    expect(offers(A)).toEqual(['一并反馈 2 件']);
  });

  test('two of whom both said so of a third that is over', async () => {
    await bench.has(TUESDAY - 3 * DAY, (story) => next(story, 'reporter', COMMANDS.withdraw, TUESDAY));
    await bench.has(TUESDAY - 2 * DAY, whole, other({ alike: [], same: 1 }));
    await bench.has(TUESDAY, whole, other({ enterprise: 'tiebi', member: THIRD, alike: [], same: 1 }));
    await bench.says(A, '签收 3');
    await bench.presses(A, '一并签收 1 件');
    expect((await bench.ticket(2)).state).toBe('working');
  });

  test('+1 on the card of another keeps whose it is', async () => {
    await bench.says(FIRST, '厂门口的道路塌陷，货车进不来，请住建局来修', 'group');
    await repliesInGroup(bench, THIRD, '+1', '【诉求件 1】');
    await bench.presses(THIRD, '登记');
    expect(await bench.ticket(2)).toMatchObject({ same: 1 });
    const { liaison } = await bench.ticket(1);
    await bench.says(liaison ?? '', '签收 2');
    expect(offers(liaison ?? '')).toEqual(['一并签收 1 件']);
  });
});

describe('the offer', () => {
  async function three(): Promise<void> {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, signed, other());
    await bench.has(TUESDAY, signed, other({ enterprise: 'tiebi', member: THIRD, alike: [2, 1] }));
  }

  test('names each with its enterprise and its words, to whoever took the step alone', async () => {
    await three();
    await bench.says(A, '办结 1 路面已回填');
    expect(bench.newest(A)).toBe(
      '另有 2 件像是同一个原因：\n2 号（智源示范软件有限公司）：厂门口道路塌了一半\n3 号（铁臂样例液压机械有限公司）：厂门口道路塌了一半\n' +
        '要用同样的话一并办结吗？会分别告知各家，由各家自己评价；不一并的，不必理会。',
    );
    for (const place of [GROUP, B, FIRST, SECOND, THIRD]) expect(offers(place), place).toEqual([]);
  });

  test('does on those that still take it, and says of the others why not', async () => {
    await three();
    await bench.says(A, '办结 1 路面已回填');
    await bench.says(SECOND, '撤回 2');
    await bench.presses(A, '一并办结 2 件');
    expect(bench.newest(A)).toBe(
      '诉求件 3 已一并办结。\n没有一并办的：\n诉求件 2 现在是“已撤回”，不能办结。',
    );
    expect((await bench.ticket(2)).state).toBe('withdrawn');
    expect((await bench.ticket(3)).facts.result).toBe('路面已回填');
  });

  test('does nothing on what has passed to another department meanwhile, or came later', async () => {
    await three();
    await bench.says(A, '办结 1 路面已回填');
    await bench.says(HUB, '转办 2 自然资源 属土地');
    await bench.has(TUESDAY, signed, other({ enterprise: 'xinghuo', member: 'xinghuo-1', alike: [1] }));
    await bench.presses(A, '一并办结 2 件');
    expect(bench.newest(A)).toContain('没有找到您的诉求件 2');
    expect((await bench.ticket(2)).state).toBe('assigned');
    expect((await bench.ticket(4)).state).toBe('working');
  });

  test('is taken once, by whom it was made to, and for the step that was taken last', async () => {
    await three();
    await bench.says(A, '反馈 1 已派人到场');
    await bench.says(A, '办结 1 路面已回填');
    const old = '这个按钮已经过时，请用最新一条消息里的按钮。';
    expect(await bench.presented(A, press('together', 1, 1, 'feedback'))).toBe(old);
    expect(await bench.presented(B, press('together', 1, 1, 'resolve'))).toBe(old);
    expect(await bench.presented('land-a', press('together', 1, 1, 'resolve'))).toBe(old);
    await bench.presses(A, '一并办结 2 件');
    const done = await bench.ticket(2);
    expect(await bench.presented(A, press('together', 1, 1, 'resolve'))).toBe(old);
    expect(await bench.ticket(2)).toEqual(done);
    expect(done.entries.map(({ what }) => what)).not.toContain('fedBack');
  });

  test('lapses when the step is taken back', async () => {
    await three();
    await bench.says(A, '办结 1 还没写完');
    await bench.says(A, '撤销 1');
    await bench.presses(A, '一并办结 2 件');
    expect((await bench.ticket(2)).state).toBe('working');
    expect((await bench.ticket(3)).state).toBe('working');
  });

  test('keeps how it ended, and says that pictures stay with the first', async () => {
    await three();
    await bench.hears(A, {
      message: 'with-photo',
      text: '办结 1 部分解决 先铺了钢板',
      files: [{ ref: 'photo', kind: 'photo', name: '照片.jpg', size: 1000 }],
    });
    expect(bench.told(A).join('\n')).toContain('附件只在这一件里');
    await bench.presses(A, '一并办结 2 件');
    expect(await bench.ticket(3)).toMatchObject({
      state: 'resolved',
      facts: { outcome: 'partly', result: '先铺了钢板' },
      files: [],
    });
  });

  test('is made after a press as after words', async () => {
    await bench.has(TUESDAY);
    await bench.has(TUESDAY, whole, other());
    await bench.presented(A, press('sign', 1, 1));
    await bench.presses(A, '一并签收 1 件');
    expect((await bench.ticket(2)).state).toBe('working');
  });
});

describe('撤销', () => {
  test('takes back each by itself, as long as nobody has gone on from it', async () => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, signed, other());
    await bench.has(TUESDAY, signed, other({ enterprise: 'tiebi', member: THIRD, alike: [1] }));
    // Signing a moment before would be the same step.
    bench.clock.advanceTo(TUESDAY + MINUTE);
    await bench.says(A, '办结 1 路面已回填');
    await bench.presses(A, '一并办结 2 件');
    await bench.says(THIRD, '满意 3');
    bench.clock.advanceTo(bench.clock.now() + MINUTE);
    expect(await bench.answers(A, '撤销 2')).toContain('诉求件 2 的“办结”已撤销');
    expect(await bench.answers(A, '撤销 3')).toContain('诉求件 3');
    const states = await Promise.all([1, 2, 3].map(async (number) => (await bench.ticket(number)).state));
    expect(states).toEqual(['resolved', 'working', 'closed']);
    bench.clock.advanceTo(bench.clock.now() + HOUR);
    await bench.says(A, '撤销 1');
    expect((await bench.ticket(1)).state, 'half an hour is over').toBe('resolved');
  });
});

describe('a line that is down, three enterprises', () => {
  const OUTAGE = '厂区突然停电了，车间全停，请供电公司来看看';

  test('one answer, three results, three ratings, one of them 不满意; figures count each', async () => {
    await bench.says(FIRST, OUTAGE, 'group');
    const { department, liaison } = await bench.ticket(1);
    const who = liaison ?? '';
    await repliesInGroup(bench, SECOND, '+1', '诉求件 1');
    await bench.presses(SECOND, '登记');
    await repliesInGroup(bench, THIRD, '我们也是', '诉求件 1');
    await bench.presses(THIRD, '登记');
    await bench.says(who, '签收 1');
    await bench.presses(who, '一并签收 2 件');
    await bench.says(who, '反馈 1 高压线断了，正在抢修，下午四点前恢复');
    await bench.presses(who, '一并反馈 2 件');
    for (const owner of [FIRST, SECOND, THIRD]) {
      const told = bench.told(owner).filter((text) => text.includes('下午四点前恢复'));
      expect(told, owner).toHaveLength(1);
    }
    await bench.says(who, '办结 1 线路已接通，恢复供电');
    await bench.presses(who, '一并办结 2 件');
    for (const [number, owner] of [FIRST, SECOND, THIRD].entries()) {
      expect(bench.newest(owner), owner).toContain(`诉求件 ${number + 1}：`);
      expect(bench.newest(owner), owner).toContain('线路已接通，恢复供电');
    }
    await bench.says(FIRST, '满意');
    await bench.says(SECOND, '基本满意');
    await bench.presses(THIRD, '不满意');
    const all = await Promise.all([1, 2, 3].map((number) => bench.ticket(number)));
    expect(all.map(({ facts }) => facts.rating)).toEqual(['satisfied', 'basic', 'dissatisfied']);
    expect(all.map((one) => [one.department, one.state])).toEqual(all.map(() => [department, 'closed']));
    expect(bench.newest(THIRD), 'asked as after any 不满意').toContain('诉求件 3');
    await bench.goesTo(TUESDAY + HOUR);
    expect(await bench.answers('leader-1', '简报 今天')).toMatch(/办结率[^\n]*3\/3/);
  });
});

describe('where there are no buttons', () => {
  let plain: Bench;
  useBench(
    TUESDAY,
    (opened) => {
      plain = opened;
    },
    { can: { buttons: false } },
  );

  test('the number beside it does the same', async () => {
    await plain.has(TUESDAY, signed);
    await plain.has(TUESDAY, signed, other());
    await plain.says(A, '办结 1 路面已回填');
    const [, number] = /(\d+)[^\d\n]*一并办结 1 件/u.exec(plain.newest(A)) ?? [];
    await plain.says(A, number ?? '');
    expect((await plain.ticket(2)).facts.result).toBe('路面已回填');
    expect(plain.newest(A)).toContain('诉求件 2 已一并办结');
  });
});

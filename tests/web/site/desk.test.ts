/** 调度台: what waits for the hub, and one decision on several tickets. */
import { describe, expect, test } from 'vitest';
import { COMMANDS, next, type Story } from '../../support/builders.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-24T10:00:00+08:00');
const HUB = 'dispatcher-1';
const UNCLEAR = { department: null, candidates: [], reasons: [] };

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, START);
const returning = (story: Story): Story => next(story, 'liaison', COMMANDS.return, START);
const extending = (story: Story): Story => next(signed(story), 'liaison', COMMANDS.extend, START);
const resolved = (story: Story): Story => next(signed(story), 'liaison', COMMANDS.resolve, START);

type Fields = readonly (readonly [string, string])[];
const review = (fields: Fields, as: string) => visit.post('/desk/review', fields, as);
/** The form that a confirmation page carries. */
function formOf(page: string): Readonly<Record<string, string>> {
  const field = (name: string): string =>
    (new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
  return { plan: field('plan'), seal: field('seal') };
}
/** That of the confirmation that 1 goes to 水利局. */
const formToAssign = async (as: string) => {
  const fields: Fields = [
    ['act', 'assign'],
    ['department', 'water'],
    ['t', '1'],
  ];
  return formOf((await review(fields, as)).text);
};
const listed = (page: string, id: string): readonly string[] => {
  const [, section = ''] = new RegExp(`<section id="${id}">([\\s\\S]*?)</section>`).exec(page) ?? [];
  return [...section.matchAll(/class="entry" href="\/w\/t\/(\d+)"/g)].map(([, number = '']) => number);
};

describe('the desk', () => {
  test('shows each matter in the list of what is wanted of the hub', async () => {
    const { bench } = visit;
    await bench.has(START, undefined, UNCLEAR);
    await bench.has(START, returning, { text: '第二件 围墙倒了', reasons: [] });
    await bench.has(START, extending, { text: '第三件 路灯全黑', reasons: [] });
    await bench.has(START, resolved, { text: '第四件 下水道堵了', reasons: [] });
    await bench.has(START, signed, { text: '第五件 厂门口积水，车出不去', reasons: [] });
    await bench.has(START, signed, { text: '第六件 厂门口积水，车出不去了', reasons: [] });
    const before = (await visit.get('/desk', await visit.enter(HUB))).text;
    expect(listed(before, 'queued')).toEqual(['1']);
    expect(listed(before, 'returns')).toEqual(['2']);
    expect(listed(before, 'extensions')).toEqual(['3']);
    expect(listed(before, 'doubtful')).toEqual(['6', '5']);
    await bench.goesTo(Date.parse('2026-12-01T10:00:00+08:00'));
    const { text } = await visit.get('/desk', await visit.enter(HUB));
    expect(listed(text, 'calls')).toEqual(['4']);
  });

  test('is for dispatchers alone, to look at and to act', async () => {
    await visit.bench.has(START, undefined, UNCLEAR);
    for (const id of ['housing-a', 'housing-head', 'leader-1', 'shangchao-1', 'discipline-1']) {
      const cookie = await visit.enter(id);
      expect((await visit.get('/desk', cookie)).status, id).toBe(404);
      expect(
        (
          await review(
            [
              ['act', 'assign'],
              ['t', '1'],
              ['department', 'water'],
            ],
            cookie,
          )
        ).status,
        id,
      ).toBe(404);
      expect((await visit.post('/desk/do', { plan: '{}', seal: '' }, cookie)).status, id).toBe(404);
      expect((await visit.get('/', cookie)).text, id).not.toContain('/w/desk');
    }
    expect((await visit.bench.ticket()).state).toBe('queued');
  });
});

describe('one decision on several', () => {
  test('is shown ticket by ticket, changes nothing before it is confirmed, and is then each one’s own command', async () => {
    const { bench } = visit;
    for (const text of ['甲事', '乙事', '丙事']) await bench.has(START, undefined, { ...UNCLEAR, text });
    const cookie = await visit.enter(HUB);
    expect(listed((await visit.get('/desk', cookie)).text, 'queued')).toEqual(['1', '2', '3']);
    const shown = await review(
      [
        ['act', 'assign'],
        ['department', 'water'],
        ['words', '归水利管'],
        ['t', '1'],
        ['t', '3'],
      ],
      cookie,
    );
    expect(shown.text).toContain('分办 1 水利局 归水利管');
    expect(shown.text).toContain('分办 3 水利局 归水利管');
    expect(shown.text).not.toContain('分办 2');
    expect((await bench.ticket(1)).state).toBe('queued');
    const done = await visit.post('/desk/do', formOf(shown.text), cookie);
    expect(done.text).toContain('办了 2 件');
    const states = await Promise.all(
      [1, 2, 3].map(async (number) => (await bench.ticket(number)).department),
    );
    expect(states).toEqual(['water', null, 'water']);
    expect(bench.told('water-a').join('\n')).toContain('甲事');
  });

  test('confirmed twice is done once', async () => {
    const { bench } = visit;
    await bench.has(START, undefined, UNCLEAR);
    const cookie = await visit.enter(HUB);
    const form = await formToAssign(cookie);
    await visit.post('/desk/do', form, cookie);
    const { version } = await bench.ticket();
    const again = await visit.post('/desk/do', form, cookie);
    expect(again.text).toContain('刚才已经办过了');
    expect((await bench.ticket()).version).toBe(version);
  });

  test('leaves out what somebody has changed meanwhile, says so, and does the others', async () => {
    const { bench } = visit;
    for (const text of ['甲事', '乙事']) await bench.has(START, undefined, { ...UNCLEAR, text });
    const cookie = await visit.enter(HUB);
    const shown = await review(
      [
        ['act', 'assign'],
        ['department', 'water'],
        ['t', '1'],
        ['t', '2'],
      ],
      cookie,
    );
    await bench.answers('dispatcher-2', '分办 1 住建');
    const done = await visit.post('/desk/do', formOf(shown.text), cookie);
    expect(done.text).toContain('您确认之前别人动过这件');
    expect(done.text).toContain('没办成 1 件');
    expect([(await bench.ticket(1)).department, (await bench.ticket(2)).department]).toEqual([
      'housing',
      'water',
    ]);
  });

  test('what cannot be done so is said before, and skipped', async () => {
    const { bench } = visit;
    await bench.has(START, undefined, UNCLEAR);
    await bench.has(START, resolved);
    const cookie = await visit.enter(HUB);
    const shown = await review(
      [
        ['act', 'assign'],
        ['department', 'water'],
        ['t', '1'],
        ['t', '2'],
        ['t', '77'],
      ],
      cookie,
    );
    expect(shown.text).toContain('不能分办，会跳过');
    expect(shown.text).toContain('没有这件');
    await visit.post('/desk/do', formOf(shown.text), cookie);
    expect((await bench.ticket(2)).state).toBe('resolved');
  });

  test('settles returns and extensions, and refuses with a reason only', async () => {
    const { bench } = visit;
    await bench.has(START, extending);
    await bench.has(START, extending);
    await bench.has(START, returning);
    const cookie = await visit.enter(HUB);
    expect(
      (
        await review(
          [
            ['act', 'deny'],
            ['t', '1'],
          ],
          cookie,
        )
      ).text,
    ).toContain('要写明理由');
    const granted = await review(
      [
        ['act', 'grant'],
        ['t', '1'],
      ],
      cookie,
    );
    await visit.post('/desk/do', formOf(granted.text), cookie);
    const denied = await review(
      [
        ['act', 'deny'],
        ['words', '不能再拖'],
        ['t', '2'],
        ['t', '3'],
      ],
      cookie,
    );
    await visit.post('/desk/do', formOf(denied.text), cookie);
    const left = (await Promise.all([1, 2, 3].map((number) => bench.ticket(number)))).map(
      ({ request, facts, department }) => [request, facts.extensions, department],
    );
    expect(left).toEqual([
      [null, 1, 'housing'],
      [null, 0, 'housing'],
      [null, 0, 'housing'],
    ]);
  });

  test('merges what is one matter, three in a row', async () => {
    const { bench } = visit;
    for (let time = 0; time < 3; time++) await bench.has(START, signed, { text: '厂门口积水，车出不去' });
    const cookie = await visit.enter(HUB);
    const shown = await review(
      [
        ['act', 'merge'],
        ['t', '2>1'],
        ['t', '3>1'],
      ],
      cookie,
    );
    expect(shown.text).toContain('并单 2 并入 1');
    const done = await visit.post('/desk/do', formOf(shown.text), cookie);
    expect(done.text).toContain('办了 2 件');
    expect([(await bench.ticket(2)).mergedInto, (await bench.ticket(3)).mergedInto]).toEqual([1, 1]);
  });

  test('records what several enterprises said when they were called, and leaves out what cannot be', async () => {
    const { bench } = visit;
    for (const text of ['甲事', '乙事', '丙事']) await bench.has(START, resolved, { text });
    await bench.has(START, signed, { text: '丁事' });
    await bench.goesTo(Date.parse('2026-12-01T10:00:00+08:00'));
    const cookie = await visit.enter(HUB);
    const { text } = await visit.get('/desk', cookie);
    expect(listed(text, 'calls')).toEqual(['1', '2', '3']);
    expect(text).toContain('aria-label="选诉求件 1"');
    const said: Fields = [
      ['act', 'callBack'],
      ['answered', 'y'],
      ['contacted', 'y'],
      ['rating', 'satisfied'],
      ['words', '王总接的电话'],
    ];
    const shown = await review([...said, ['t', '1'], ['t', '2'], ['t', '3'], ['t', '4']], cookie);
    expect(shown.text).toContain('回访 1 已解决 已答复 已对接 满意 王总接的电话');
    expect(shown.text).toContain('不能回访，会跳过');
    expect((await bench.ticket(1)).state, 'nothing before it is confirmed').toBe('resolved');
    // One of them answers itself meanwhile.
    await bench.says((await bench.ticket(3)).member ?? '', '没解决 3 又堵了');
    const done = await visit.post('/desk/do', formOf(shown.text), cookie);
    expect(done.text).toContain('办了 2 件');
    expect(done.text).toContain('您确认之前别人动过这件');
    const after = await Promise.all([1, 2, 3, 4].map((number) => bench.ticket(number)));
    expect(after.map(({ state }) => state)).toEqual(['closed', 'closed', 'working', 'working']);
    for (const { facts, entries } of after.slice(0, 2)) {
      expect(facts).toMatchObject({
        rating: 'satisfied',
        answers: { solved: true, answered: true, contacted: true },
      });
      expect(entries.find(({ what }) => what === 'calledBack')).toMatchObject({
        by: HUB,
        text: '王总接的电话',
      });
    }
    expect(listed((await visit.get('/desk', cookie)).text, 'calls')).toEqual([]);
  });

  test('what was not asked in a call is not recorded', async () => {
    const { bench } = visit;
    await bench.has(START, resolved);
    const cookie = await visit.enter(HUB);
    const fields: Fields = [
      ['act', 'callBack'],
      ['answered', ''],
      ['contacted', 'n'],
      ['rating', 'basic'],
      ['t', '1'],
    ];
    await visit.post('/desk/do', formOf((await review(fields, cookie)).text), cookie);
    expect((await bench.ticket()).facts).toMatchObject({
      rating: 'basic',
      answers: { solved: true, answered: null, contacted: false },
    });
  });

  test.each([
    [
      [
        ['act', 'callBack'],
        ['t', '1'],
      ],
      '还没有选满意不满意',
    ],
    [
      [
        ['act', 'callBack'],
        ['rating', 'satisfied'],
        ['words', '没解决 还漏水'],
        ['t', '1'],
      ],
      '备注开头像是一项回答',
    ],
    [
      [
        ['act', 'assign'],
        ['department', 'water'],
      ],
      '还没有选',
    ],
    [
      [
        ['act', 'assign'],
        ['t', '1'],
      ],
      '还没有选部门',
    ],
    [
      [
        ['act', 'assign'],
        ['department', 'moon'],
        ['t', '1'],
      ],
      '还没有选部门',
    ],
    [
      [
        ['act', 'reject'],
        ['t', '1'],
      ],
      '不完整',
    ],
    [
      [
        ['act', 'merge'],
        ['t', '1'],
      ],
      '看不出并入哪一件',
    ],
    [
      [['act', 'grant'], ...Array.from({ length: 31 }, (_, turn) => ['t', String(turn + 1)])],
      '一次最多办 30 件',
    ],
    [
      [
        ['act', 'grant'],
        ['words', '长'.repeat(501)],
        ['t', '1'],
      ],
      '理由太长',
    ],
  ] as const)('is refused in a sentence where it cannot be meant: %j', async (fields, why) => {
    await visit.bench.has(START, undefined, UNCLEAR);
    const answer = await review(fields as Fields, await visit.enter(HUB));
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(why);
  });

  test('nothing comes of a confirmation that was not shown, was shown to another, or half an hour ago', async () => {
    const { bench } = visit;
    await bench.has(START, undefined, UNCLEAR);
    const [cookie, other] = [await visit.enter(HUB), await visit.enter('dispatcher-2')];
    const form = await formToAssign(cookie);
    const forged = { ...form, plan: form.plan?.replace('water', 'housing') ?? '' };
    for (const [what, as] of [
      [forged, cookie],
      [{ plan: '', seal: '' }, cookie],
      [form, other],
    ] as const) {
      expect((await visit.post('/desk/do', what, as)).text).toContain('这一页已经过时');
    }
    await bench.goesTo(START + 30 * 60 * 1000);
    expect((await visit.post('/desk/do', form, cookie)).text).toContain('这一页已经过时');
  });
});

/** What people read about a ticket, state by state. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  card,
  cardButtons,
  dispatchButtons,
  dispatchQuestion,
  task,
  taskButtons,
} from '../../src/dialogue/cards.ts';
import { deadlineStory } from '../../src/dialogue/deadline-story.ts';
import { listLine, todoItem } from '../../src/dialogue/lists.ts';
import { story as storyOf } from '../../src/dialogue/story.ts';
import { asksOf } from '../../src/domain/asked-of.ts';
import { at, DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import { anyText } from '../support/any-text.ts';
import {
  begun,
  COMMANDS,
  flows,
  LATER,
  next,
  PEOPLE,
  type Story,
  storyIn,
  T0,
  viewAt,
  waitingFile,
  woken,
} from '../support/builders.ts';
import { journey } from '../support/journeys.ts';

const cardOf = (story: Story, now: Instant = LATER): string => card(story.ticket, viewAt(now));
const labels = (buttons: readonly (readonly { label: string }[])[]): string[] =>
  buttons.flat().map(({ label }) => label);
const said = (): string => {
  const line = cardOf(begun()).split('\n')[1]!;
  expect(line).toMatch(/^.{4,30}公司：门口道路塌陷，货车进不来$/);
  return line;
};

describe('the card, state by state', () => {
  test('待分办: who decides, and until when', () => {
    expect(cardOf(storyIn('queued'))).toBe(
      [
        '【诉求件 23】待分办',
        said(),
        '正在确定责任部门，毕志辰将于 11月24日（周二）10:30 前指定',
        '办结：12月1日（周二）内',
      ].join('\n'),
    );
  });

  test('待签收: who is responsible, and both deadlines', () => {
    expect(cardOf(storyIn('assigned'))).toBe(
      [
        '【诉求件 23】待签收',
        said(),
        '已受理　责任部门：住房和城乡建设局　专人：倪文泉',
        '签收：11月25日（周三）内',
        '办结：12月1日（周二）内',
      ].join('\n'),
    );
  });

  test('办理中, then fed back', () => {
    const working = storyIn('working');
    expect(cardOf(working)).toBe(
      [
        '【诉求件 23】办理中',
        said(),
        '责任部门：住房和城乡建设局　专人：倪文泉',
        '签收：11月24日（周二）11:00 已签收',
        '首次反馈：11月27日（周五）内',
        '办结：12月1日（周二）内',
      ].join('\n'),
    );
    const fedBack = next(working, 'liaison', COMMANDS.feedback, T0 + 2 * HOUR);
    expect(cardOf(fedBack).split('\n').slice(3)).toEqual([
      '签收：11月24日（周二）11:00 已签收',
      '首次反馈：11月24日（周二）12:00 已反馈',
      '办结：12月1日（周二）内',
      '最新反馈：已联系企业，三天内修好',
    ]);
  });

  test('已办结: the result, and until when the enterprise may rate', () => {
    expect(cardOf(storyIn('resolved')).split('\n').slice(2)).toEqual([
      '责任部门：住房和城乡建设局　专人：倪文泉',
      '办理结果：道路已修复',
      '请企业在 12月1日（周二）内评价',
    ]);
  });

  test('已销号, rated and unrated are told apart', () => {
    expect(cardOf(storyIn('closed')).split('\n').slice(3)).toEqual([
      '办理结果：道路已修复',
      '企业评价：满意',
    ]);
    const silent = woken(storyIn('resolved'), at('2026-12-02', '08:00'));
    expect(cardOf(silent)).toContain('【诉求件 23】已销号（未评价）');
    expect(cardOf(silent), 'nothing reads like a rating').not.toContain('评价：');
  });

  test('已撤回: no deadline any more', () => {
    const lines = cardOf(storyIn('withdrawn')).split('\n');
    expect(lines[0]).toBe('【诉求件 23】已撤回');
    expect(lines.join()).not.toMatch(/内/);
  });

  test('重办: how often and why, until it is done again', () => {
    const again = next(storyIn('resolved'), 'reporter', COMMANDS.rework, LATER);
    expect(cardOf(again)).toContain('第 1 次重办，原因：还是塌的');
    const done = next(again, 'liaison', COMMANDS.resolve, LATER + HOUR);
    expect(cardOf(done)).not.toContain('重办');
  });

  test('超期: from midnight on, and the same on every day, as nobody changes the card each day', () => {
    expect(cardOf(storyIn('working'), at('2026-12-01', '23:59'))).not.toContain('超期');
    const turned = cardOf(storyIn('working'), at('2026-12-02', '00:00'));
    expect(turned.split('\n')).toContain('已超期');
    expect(cardOf(storyIn('working'), at('2026-12-04', '09:00'))).toBe(turned);
  });

  test('超期 of 签收 stands beside its limit', () => {
    expect(cardOf(begun(), at('2026-11-25', '23:59'))).toContain('签收：11月25日（周三）内\n');
    expect(cardOf(begun(), at('2026-11-26', '00:00'))).toContain('签收：11月25日（周三）内，已超期\n');
  });

  test('超期 after the minute, where the limit is counted in hours', () => {
    const urgent = begun({ urgent: true }, T0, 'reporter', { flow: flows.urgent });
    const late = (minutes: number) =>
      cardOf(urgent, T0 + DAY + minutes * MINUTE)
        .split('\n')
        .at(-1);
    expect(late(0)).toBe('办结：11月25日（周三）10:00 前');
    expect(late(1)).toBe('已超期');
  });

  test('the kind stands beside the number where its limits are its own', () => {
    const titleOf = (over: object) =>
      cardOf(begun(over))
        .split('\n')
        .find((line) => line.startsWith('【'));
    expect(titleOf({ kind: 'consult' })).toBe('【诉求件 23 · 咨询】待签收');
    expect(titleOf({ kind: 'arrears' })).toBe('【诉求件 23 · 拖欠账款】待签收');
    expect(titleOf({ kind: 'arrears', urgent: true })).toBe('【诉求件 23 · 紧急】待签收');
    expect(titleOf({ kind: 'request' })).toBe('【诉求件 23】待签收');
    expect(listLine(begun({ kind: 'consult' }).ticket, viewAt(LATER))).toMatch(/^23 · 咨询　待签收　/);
    const unclear = begun({ kind: 'consult', department: null });
    expect(dispatchQuestion(unclear.ticket, viewAt(LATER))).toMatch(/^【诉求件 23 · 咨询】责任部门不明确/);
  });

  test('a question has no first feedback: neither a limit nor a button for it', () => {
    const over = { flow: flows.consult };
    const asked = begun({ kind: 'consult' }, T0, 'reporter', over);
    const signed = next(asked, 'liaison', COMMANDS.sign, T0 + HOUR, over);
    expect(cardOf(signed)).not.toContain('反馈');
    expect(labels(taskButtons(signed.ticket, viewAt(LATER)))).toEqual(['办结', '转交', '更多']);
    const fedBack = next(signed, 'liaison', COMMANDS.feedback, T0 + 2 * HOUR, over);
    expect(cardOf(fedBack), 'who says something in between may').toContain('首次反馈：');
  });

  test('紧急 and an enterprise the record does not name', () => {
    expect(cardOf(begun({ urgent: true }))).toContain('【诉求件 23 · 紧急】待签收');
    expect(cardOf(begun({ enterprise: null, member: null }, T0, 'ledger'))).toContain(
      '（企业未记录）：门口道路塌陷',
    );
  });

  test('a deadline that rests on holidays not published yet is marked provisional', () => {
    const winter = at('2026-12-28', '10:00');
    expect(cardOf(begun({}, winter), winter)).toContain('办结：2027年1月4日（周一）内（暂定）');
  });

  test('files by name; one that could not be had says why and what to do', () => {
    const withFiles = begun({ files: [waitingFile('a'), waitingFile('b')] });
    expect(cardOf(withFiles)).toContain('附件：a.jpg、b.jpg');
    const gone = { type: 'file', file: 'b', outcome: { type: 'missing', why: 'tooLarge' } } as const;
    const lines = cardOf(next(withFiles, 'system', gone, T0 + MINUTE)).split('\n');
    expect(lines).toContain('附件：a.jpg');
    expect(lines.find((line) => line.includes('b.jpg'))).toMatch(/^附件“b\.jpg”未能保存：超过大小限制.*请/);
  });
});

describe('long and odd texts', () => {
  test('clipped on the card, whole in the task of the liaison', () => {
    const text = `${'塌'.repeat(500)}\n${'陷'.repeat(500)}`;
    const long = begun({ text });
    const line = cardOf(long).split('\n')[1]!;
    expect(line.endsWith(`${'塌'.repeat(159)}…`)).toBe(true);
    expect(task(long.ticket, viewAt(LATER))).toContain(text);
  });

  test('a card fits into one message of any channel, whatever was written', () => {
    fc.assert(
      fc.property(journey(), anyText(3000), ({ story, end }, text) => {
        const ticket = {
          ...story.ticket,
          text,
          facts: { ...story.ticket.facts, result: text },
          files: Array.from({ length: 10 }, (_, n) => waitingFile(`f${n}`, { name: `${text}${n}.pdf` })),
        };
        expect([...card(ticket, viewAt(end))].length).toBeLessThan(1500);
      }),
      { numRuns: 100 },
    );
  });

  test('slots in what people wrote are not filled', () => {
    expect(cardOf(begun({ text: '{number} {due} $& <b>' }))).toContain('：{number} {due} $& <b>');
  });

  test('no card, task, story or list ever shows a hole', () => {
    fc.assert(
      fc.property(journey(), ({ steps }) => {
        for (const { after, at: when } of steps) {
          const view = viewAt(when);
          for (const text of [
            card(after, view),
            task(after, view),
            storyOf(after, view),
            listLine(after, view),
            listLine(after, view, PEOPLE.leader.person),
            ...Object.values(PEOPLE).flatMap((who) =>
              typeof who === 'string'
                ? []
                : todoItem(after, asksOf(after, who.person, view.roster, when), view, who.person),
            ),
            deadlineStory(after, view),
            ...(after.state === 'queued' ? [dispatchQuestion(after, view)] : []),
          ]) {
            // A heading ends so too, and has its lines below it.
            expect(text).not.toMatch(/undefined|null|NaN|\[object|[{}]|：(?:\n\n|$)|housing|industry-a/);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('what can be pressed', () => {
  const of = (story: Story) => labels(cardButtons(story.ticket, viewAt(LATER)));
  const taskOf = (story: Story) => labels(taskButtons(story.ticket, viewAt(LATER)));

  test.each([
    ['queued', ['催办', '进度'], []],
    ['assigned', ['催办', '进度'], ['签收', '办结', '转交', '更多']],
    ['working', ['催办', '进度'], ['首次反馈', '办结', '转交', '更多']],
    ['resolved', ['满意', '基本满意', '不满意', '没解决'], []],
    ['closed', [], []],
    ['withdrawn', [], []],
  ] as const)('%s', (state, onCard, onTask) => {
    expect(of(storyIn(state))).toEqual(onCard);
    expect(taskOf(storyIn(state))).toEqual(onTask);
  });

  test('after the first feedback the button says again', () => {
    expect(taskOf(next(storyIn('working'), 'liaison', COMMANDS.feedback, LATER))[0]).toBe('再次反馈');
  });

  test('the dispatcher has up to three departments to choose from, the default among them when there are fewer', () => {
    const choices = (ids: readonly string[]) =>
      labels(
        dispatchButtons(
          begun({ department: null, candidates: ids.map((department) => ({ department, p: 0.2 })) }).ticket,
          viewAt(LATER),
        ),
      );
    expect(choices([])).toEqual(['工信局', '不予受理', '我来']);
    expect(choices(['housing', 'industry'])).toEqual(['住建局', '工信局', '不予受理', '我来']);
    expect(choices(['housing', 'land', 'water', 'finance'])).toHaveLength(5);
  });
});

describe('why it came', () => {
  const reason = (story: Story): string => task(story.ticket, viewAt(LATER)).split('\n')[0]!;

  test('new, transferred, handed over, dispatched, by default, again', () => {
    expect(reason(begun())).toBe('有新的诉求件，请办理。');
    expect(reason(next(begun(), 'liaison', COMMANDS.transfer, T0 + HOUR))).toBe(
      '倪文泉转来，理由：属自然资源事项',
    );
    expect(reason(next(begun(), 'liaison', COMMANDS.delegate, T0 + HOUR))).toBe('倪文泉交给您办理。');
    expect(reason(next(storyIn('queued'), 'dispatcher', COMMANDS.assign, T0 + MINUTE))).toMatch(
      /^专班调度员 .+交办。$/u,
    );
    expect(reason(woken(storyIn('queued'), LATER))).toContain('兜底部门');
    expect(reason(next(storyIn('resolved'), 'reporter', COMMANDS.rework, LATER))).toBe(
      '惠民桥样例商贸有限公司 乐丽轩反映没有解决，请重新办理。原因：还是塌的',
    );
    const answers = { solved: false, answered: true, contacted: true };
    const called = { type: 'callBack', answers, text: '还是塌的' } as const;
    expect(reason(next(storyIn('resolved'), 'dispatcher', called, LATER))).toMatch(
      /^专班调度员 .+回访，企业反映没有解决，请重新办理。原因：还是塌的$/u,
    );
  });
});

describe('the dispatcher’s question', () => {
  const asks = (story: Story): string[] => dispatchQuestion(story.ticket, viewAt(LATER)).split('\n');

  test('whose matter, why it is unclear, until when, and who gets it then', () => {
    expect(asks(begun({ department: null }))).toEqual([
      '【诉求件 23】责任部门不明确，请指定。',
      said(),
      '企业联系人：乐丽轩（总经理） 000-00001118；康丽泉（办公室主任） 000-00001119',
      expect.stringContaining('提到“道路”'),
      expect.stringMatching(/11月24日（周二）10:30 前.*工业和信息化局/),
    ]);
  });

  test('after too many transfers and too many reworks it says so, with the last reason', () => {
    let moved = begun();
    for (const department of ['land', 'water', 'finance']) {
      const liaison = { person: moved.ticket.liaison! };
      moved = next(moved, liaison, { type: 'transfer', department, text: '不归我们' }, T0 + HOUR);
    }
    expect(asks(moved)[0]).toMatch(/转办.*不归我们/);
    let again = storyIn('resolved');
    for (let count = 0; count < 3; count++) {
      again = next(again, 'reporter', COMMANDS.rework, T0 + (count + 1) * DAY);
      if (again.ticket.state === 'working') {
        again = next(again, 'liaison', COMMANDS.resolve, T0 + (count + 1) * DAY + HOUR);
      }
    }
    expect(asks(again)[0]).toMatch(/还是塌的/);
    expect(asks(again)[0]).not.toEqual(asks(moved)[0]);
  });
});

describe('enquiries', () => {
  test('a picture without words is told by its name', () => {
    const picture = { ...COMMANDS.supplement, text: '', files: [waitingFile('塌陷')] };
    const shown = storyOf(next(begun(), 'reporter', picture, T0 + HOUR).ticket, viewAt(LATER));
    expect(shown.split('\n').at(-1)).toBe(
      '11月24日（周二）11:00　补充：塌陷.jpg（惠民桥样例商贸有限公司 乐丽轩）',
    );
  });

  test('进度: the card and what has happened, reminders left out', () => {
    const reminded = woken(storyIn('working'), at('2026-11-27', '09:00'));
    expect(
      storyOf(reminded.ticket, viewAt(at('2026-11-27', '10:00')))
        .split('\n')
        .slice(-3),
    ).toEqual([
      '11月24日（周二）10:00　登记（惠民桥样例商贸有限公司 乐丽轩）',
      '11月24日（周二）10:00　交办 住房和城乡建设局 倪文泉',
      '11月24日（周二）11:00　签收（住房和城乡建设局 倪文泉）',
    ]);
  });

  test('进度 tells how the enterprise rated, and what it said with it', () => {
    const told = (text?: string): string =>
      storyOf(
        next(storyIn('resolved'), 'reporter', { ...COMMANDS.confirm, ...(text ? { text } : {}) }, LATER)
          .ticket,
        viewAt(LATER),
      );
    expect(told()).toMatch(/　企业评价：满意（惠民桥样例商贸有限公司 乐丽轩）$/);
    expect(told('来得快')).toMatch(/　企业评价：满意，来得快（惠民桥样例商贸有限公司 乐丽轩）$/);
  });

  test('of a long story the last thirty entries are told, and how many came before', () => {
    let long = storyIn('working');
    for (let n = 0; n < 40; n++) long = next(long, 'reporter', COMMANDS.supplement, T0 + HOUR + n * MINUTE);
    const lines = storyOf(long.ticket, viewAt(LATER)).split('\n');
    const from = lines.findIndex((line) => line.startsWith('（更早的'));
    const entries = long.ticket.entries.filter(({ what }) => what !== 'reminded').length;
    expect(lines[from]).toBe(`（更早的 ${entries - 30} 条从略）`);
    expect(lines.slice(from + 1)).toHaveLength(30);
  });

  test('期限: the step in hand and the result, each with how it was reckoned', () => {
    const lines = deadlineStory(storyIn('working').ticket, viewAt(LATER)).split('\n');
    expect(lines).toContain('诉求件 23 的首次反馈时限：11月27日（周五）内');
    expect(lines).toContain('诉求件 23 的办结时限：12月1日（周二）内');
    expect(lines.some((line) => line.includes('7天（自然日）'))).toBe(true);
  });

  test('a line of a list: number, state, who, what is next and by when', () => {
    expect(listLine(storyIn('working').ticket, viewAt(LATER))).toBe(
      '23　办理中　住房和城乡建设局 倪文泉　应于 11月27日（周五）内首次反馈\n　门口道路塌陷，货车进不来',
    );
    const queued = begun({ department: null }).ticket;
    expect(listLine(queued, viewAt(LATER)), 'no holes where nobody is named yet').toBe(
      '23　待分办　应于 11月24日（周二）10:30 前分办，已超期 5 小时\n　门口道路塌陷，货车进不来',
    );
  });
});

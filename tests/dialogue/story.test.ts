/** 进度 says of every step who did it, for whom they speak, and in whose place; of a report it names nobody. */
import { describe, expect, test } from 'vitest';
import { story as storyOf } from '../../src/dialogue/story.ts';
import type { Context } from '../../src/domain/lifecycle.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import {
  begun,
  COMMANDS,
  LATER,
  NEXT_DAY,
  next,
  reported,
  roster,
  type Story,
  storyIn,
  T0,
  viewAt,
  woken,
} from '../support/builders.ts';

const OWNER = '惠民桥样例商贸有限公司 乐丽轩';
const A = '住房和城乡建设局 倪文泉';
const nameOf = (id: string): string => roster.person(id)?.name ?? '';
const B = nameOf('housing-b');
const HUB = `专班调度员 ${nameOf('dispatcher-1')}`;
const LEADER = `双组长 ${nameOf('leader-1')}`;

/** The lines below the card, without when. */
function told({ ticket }: Story, when = NEXT_DAY): readonly string[] {
  const [, below = ''] = storyOf(ticket, viewAt(when)).split('\n\n');
  return below.split('\n').map((line) => line.slice(line.indexOf('　') + 1));
}
const last = (story: Story): string | undefined => told(story).at(-1);

describe('who did it', () => {
  test('signing, feedback, result: the person and the department', () => {
    const done = next(
      next(begun(), 'liaison', COMMANDS.feedback, T0 + HOUR),
      'liaison',
      COMMANDS.resolve,
      LATER,
    );
    expect(told(done)).toEqual([
      `登记（${OWNER}）`,
      '交办 住房和城乡建设局 倪文泉',
      `签收（${A}）`,
      `反馈：已联系企业，三天内修好（${A}）`,
      `办结：道路已修复（${A}）`,
    ]);
  });

  test('a head who gives the feedback is named, not the liaison', () => {
    const story = next(storyIn('working'), 'head', COMMANDS.feedback, LATER);
    expect(last(story)).toBe(`反馈：已联系企业，三天内修好（住房和城乡建设局 ${nameOf('housing-head')}）`);
  });

  test('passing on: from whom, to whom, why, and who did it, though the ticket is another’s now', () => {
    const moved = next(begun(), 'liaison', COMMANDS.transfer, LATER);
    const line = `由住房和城乡建设局转到 自然资源局 ${nameOf('land-a')}：属自然资源事项（${A}）`;
    expect(last(moved)).toBe(line);
    const again = next(moved, 'dispatcher', COMMANDS.assign, NEXT_DAY);
    expect(told(again)).toContain(line);
    expect(last(again)).toBe(`由自然资源局转到 水利局 ${nameOf('water-a')}（${HUB}）`);
  });

  test('the hub assigns what waits for it', () => {
    const story = next(storyIn('queued'), 'dispatcher', COMMANDS.assign, LATER);
    expect(last(story)).toBe(`交办 水利局 ${nameOf('water-a')}（${HUB}）`);
  });

  test('handing over within the department', () => {
    expect(last(next(begun(), 'liaison', COMMANDS.delegate, LATER))).toBe(`交给${B}（${A}）`);
  });

  test('asking, approving, refusing', () => {
    const asking = next(storyIn('working'), 'liaison', COMMANDS.extend, T0 + 4 * HOUR);
    expect(last(asking)).toBe(`申请延期：沥青要等三天（${A}）`);
    expect(last(next(asking, 'dispatcher', COMMANDS.grant, LATER))).toBe(`批准延期（${HUB}）`);
    expect(last(next(asking, 'dispatcher', COMMANDS.deny, LATER))).toBe(`未批准延期：不能再拖（${HUB}）`);
    expect(last(storyIn('suspended'))).toBe(`批准挂账（${LEADER}）`);
  });

  test('what nobody settled in time is refused by nobody', () => {
    const asking = next(storyIn('working'), 'liaison', COMMANDS.extend, T0 + 4 * HOUR);
    expect(told(woken(asking, T0 + 3 * DAY), T0 + 4 * DAY)).toContain('未批准延期：到时未批');
  });

  test('co-operation names the department that is asked', () => {
    const story = next(storyIn('working'), 'liaison', COMMANDS.assist, LATER);
    expect(last(story)).toBe(`协办 水利局：请看地下管线（${A}）`);
  });

  test('supplementing: a colleague of the company by name', () => {
    expect(last(next(begun(), 'colleague', COMMANDS.supplement, LATER))).toBe(
      '补充：东门也塌了（惠民桥样例商贸有限公司 康丽泉）',
    );
  });

  test('somebody who has left the roster is still told by what is known', () => {
    const story = next(begun(), 'reporter', COMMANDS.supplement, LATER);
    const entries = story.ticket.entries.map((entry) => ({ ...entry, by: 'somebody-gone' }));
    expect(last({ ...story, ticket: { ...story.ticket, entries } })).toBe(
      '补充：东门也塌了（somebody-gone）',
    );
  });
});

describe('a rating', () => {
  test('has its grade and who of the company gave it, each time it was given', () => {
    const rated = next(
      storyIn('resolved'),
      'colleague',
      { type: 'confirm', rating: 'basic', text: '慢/但修好了', solved: 'partly' },
      T0 + 5 * HOUR,
    );
    const first = '企业评价：基本满意，部分解决，慢/但修好了（惠民桥样例商贸有限公司 康丽泉）';
    expect(last(rated)).toBe(first);
    const again = next(rated, 'reporter', COMMANDS.reopen, LATER);
    const resolved = next(again, 'liaison', COMMANDS.resolve, LATER + HOUR);
    const closed = next(resolved, 'reporter', COMMANDS.confirm, LATER + 2 * HOUR);
    expect(told(closed)).toContain(first);
    expect(last(closed)).toBe(`企业评价：满意（${OWNER}）`);
  });

  test('heard by telephone is the dispatcher’s entry, with what was heard', () => {
    const heard = next(storyIn('resolved'), 'dispatcher', COMMANDS.callBack, LATER);
    expect(told(heard).slice(-2)).toEqual([
      `回访：已解决、已答复、主动联系过（${HUB}）`,
      `企业电话评价：满意（${HUB}）`,
    ]);
  });
});

describe('代班', () => {
  const away: Partial<Context> = { away: new Set(['housing-a']) };
  const handed = next(begun(), 'system', { type: 'wake' }, T0 + HOUR, away);

  test('whoever stands in is told, and in whose place', () => {
    expect(last(handed)).toBe(`交给${B}（代倪文泉）`);
    const done = next(handed, 'backup', COMMANDS.feedback, LATER, away);
    expect(told(done).slice(-2)).toEqual([
      `签收（住房和城乡建设局 ${B}，代倪文泉）`,
      `反馈：已联系企业，三天内修好（住房和城乡建设局 ${B}，代倪文泉）`,
    ]);
    expect(last(next(handed, 'backup', COMMANDS.transfer, LATER, away))).toBe(
      `由住房和城乡建设局转到 自然资源局 ${nameOf('land-a')}：属自然资源事项（住房和城乡建设局 ${B}，代倪文泉）`,
    );
  });

  test('and it stays so when the other is back', () => {
    const signed = next(handed, 'backup', COMMANDS.sign, T0 + 2 * HOUR, away);
    const back = next(signed, 'system', { type: 'wake' }, T0 + 3 * HOUR);
    expect(told(back).slice(-2)).toEqual([`签收（住房和城乡建设局 ${B}，代倪文泉）`, '交给倪文泉']);
  });

  test('who acts for themselves acts in nobody’s place', () => {
    expect(last(next(handed, 'head', COMMANDS.feedback, LATER, away))).not.toContain('，代');
  });
});

test('of a report nobody is named, neither who made it nor who works on it', () => {
  let story = next(reported(), 'discipline', COMMANDS.sign, T0 + HOUR);
  story = next(story, 'reporter', COMMANDS.supplement, T0 + 2 * HOUR);
  const elsewhere = { contacts: ['discipline-2'] };
  story = next(story, 'system', { type: 'wake' }, T0 + 2 * HOUR, elsewhere);
  story = next(story, { person: 'discipline-2' }, COMMANDS.resolve, T0 + 3 * HOUR, elsewhere);
  story = next(story, 'reporter', COMMANDS.confirm, LATER);
  const lines = told(story);
  expect(lines).toEqual([
    '登记',
    '交办',
    '签收',
    '补充：东门也塌了',
    '已换人办理',
    '办结：道路已修复',
    '企业评价：满意',
  ]);
});

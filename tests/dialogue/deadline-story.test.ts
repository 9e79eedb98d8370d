/** 期限: each deadline explains itself, also when its clock stands, was extended, given anew or counted again. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlineStory } from '../../src/dialogue/deadline-story.ts';
import type { Calendar } from '../../src/domain/calendar.ts';
import { createCalendar } from '../../src/domain/calendar.ts';
import { dueInWords } from '../../src/domain/deadline-words.ts';
import type { Command } from '../../src/domain/lifecycle.ts';
import { liveClocks } from '../../src/domain/reminders.ts';
import { at, DAY, HOUR, type Instant } from '../../src/domain/time.ts';
import {
  begun,
  COMMANDS,
  calendar,
  next,
  type Story,
  storyIn,
  T0,
  viewAt,
  type Who,
} from '../support/builders.ts';
import { journey } from '../support/journeys.ts';

const told = ({ ticket }: Story, when: Instant): string => deadlineStory(ticket, viewAt(when));
const sections = (story: Story, when: Instant) => told(story, when).split('\n\n');
const then = (story: Story, who: Who, command: Command, when: Instant): Story =>
  next(story, who, command, when);
const BASIS = '按国务院办公厅公布的2026年放假安排计算。';

test('an ordinary ticket: the step in hand, 办结, and the calendar once at the end', () => {
  const [feedback, resolve, basis, ...more] = sections(storyIn('working'), T0 + 6 * HOUR);
  expect(feedback).toBe(
    '诉求件 23 的首次反馈时限：11月27日（周五）内\n从11月24日（周二）次日起算，3天（自然日），至11月27日（周五）止。\n折合3个工作日。',
  );
  expect(resolve).toBe(
    '诉求件 23 的办结时限：12月1日（周二）内\n从11月24日（周二）次日起算，7天（自然日），至12月1日（周二）止。\n折合5个工作日。',
  );
  expect(basis).toBe(BASIS);
  const staff = deadlineStory(storyIn('working').ticket, viewAt(T0 + 6 * HOUR), true);
  expect(staff, 'the version is for those who keep the calendar').toMatch(
    /按国务院办公厅公布的2026年放假安排计算（日历版本 2026\/[0-9a-f]{8}）。$/u,
  );
  expect(more).toEqual([]);
});

describe('while the clock stands', () => {
  test('waiting for the enterprise: since when, until when at the latest, and what it was', () => {
    const [supply, resolve] = sections(storyIn('waiting'), T0 + 6 * HOUR);
    expect(supply).toContain('企业补充材料时限：12月1日（周二）内');
    expect(resolve?.split('\n').slice(0, 2)).toEqual([
      '诉求件 23 的办结时限：停表中，停表前为 12月1日（周二）内',
      '11月24日（周二）14:00起停表，等企业补充，最迟到12月1日（周二）。停表的时间不计，恢复后重算。',
    ]);
  });

  test('suspended: the next feedback, the end of it, and that 办结 stands', () => {
    const [report, end, resolve, basis] = sections(storyIn('suspended'), T0 + 6 * HOUR);
    expect(report).toContain('反馈进展时限：12月24日（周四）内');
    expect(end).toContain('挂账期满时限：2027年3月31日（周三）内（暂定）');
    expect(resolve).toContain(
      '停表中，停表前为 12月1日（周二）内\n11月24日（周二）15:00起停表，经批准挂账，到2027年3月31日（周三）期满。',
    );
    expect(basis?.split('\n')).toEqual([BASIS, '2027年放假安排尚未公布，期限暂定，公布后可能调整。']);
  });

  test('afterwards it says from when to when it stood', () => {
    const asked = then(storyIn('working'), 'liaison', COMMANDS.ask, T0 + DAY);
    const again = then(asked, 'reporter', COMMANDS.supplement, T0 + 3 * DAY);
    const text = told(again, T0 + 3 * DAY + HOUR);
    expect(text).toContain('诉求件 23 的办结时限：12月3日（周四）内\n');
    expect(text).toContain('停表：11月25日（周三）10:00至11月27日（周五）10:00，这段时间不计。');
    expect(text).not.toContain('停表中');
  });
});

test('an extension: the former deadline, how it came about, and the days added', () => {
  const asked = then(storyIn('working'), 'liaison', COMMANDS.extend, T0 + DAY);
  const granted = then(asked, 'dispatcher', COMMANDS.grant, T0 + DAY + HOUR);
  const resolve = sections(granted, T0 + 2 * DAY).find((section) => section.includes('办结时限'));
  expect(resolve?.split('\n')).toEqual([
    '诉求件 23 的办结时限：12月4日（周五）内',
    '从11月24日（周二）次日起算，7天（自然日），至12月1日（周二）止。',
    '折合5个工作日。',
    '经批准延期 3 个工作日：',
    '从12月1日（周二）次日起算，3个工作日，至12月4日（周五）止。',
  ]);
  expect(told(asked, T0 + DAY), 'asked for, it is nobody’s yet; who settles it has a deadline too').toContain(
    '审批时限：11月26日（周四）内',
  );
});

describe('given back', () => {
  const resolved = then(storyIn('working'), 'liaison', COMMANDS.resolve, at('2026-11-30', '10:00'));

  test('reworked late: the new time, counted from the rework', () => {
    const again = then(resolved, 'reporter', COMMANDS.rework, at('2026-12-02', '10:00'));
    expect(told(again, at('2026-12-02', '11:00'))).toContain(
      '诉求件 23 的办结时限：12月7日（周一）内\n第 1 次重办（12月2日（周三）10:00），办结时限重新给。\n从12月2日（周三）次日起算，3天',
    );
  });

  test('reworked early: the first deadline is later, and stays', () => {
    const early = then(storyIn('working'), 'liaison', COMMANDS.resolve, T0 + 5 * HOUR);
    const again = then(early, 'reporter', COMMANDS.rework, T0 + 6 * HOUR);
    expect(told(again, T0 + 7 * HOUR)).toContain(
      '重新给。\n原期限更晚，仍按原期限。\n从11月24日（周二）次日起算，7天',
    );
  });

  test('reopened', () => {
    const closed = then(resolved, 'reporter', COMMANDS.confirm, at('2026-12-01', '10:00'));
    const back = then(closed, 'reporter', COMMANDS.reopen, at('2026-12-10', '10:00'));
    expect(told(back, at('2026-12-10', '11:00'))).toContain(
      '第 1 次重开（12月10日（周四）10:00），办结时限重新给。',
    );
  });

  test('办结 in time or late is said', () => {
    expect(told(resolved, at('2026-11-30', '11:00'))).toContain(
      '\n11月30日（周一）10:00 报办结，在时限内。\n',
    );
    const late = then(storyIn('working'), 'liaison', COMMANDS.resolve, at('2026-12-02', '10:00'));
    expect(told(late, at('2026-12-02', '11:00'))).toContain('\n12月2日（周三）10:00 报办结，已超时限。\n');
  });

  test('what is over says so', () => {
    expect(told(storyIn('closed'), T0 + DAY)).toContain('这件已销号，时限不再计算。');
  });
});

test('duties have deadlines of their own', () => {
  const ordered = then(
    then(storyIn('working'), 'liaison', COMMANDS.assist, T0 + DAY),
    'leader',
    COMMANDS.supervise,
    T0 + DAY,
  );
  const text = told(ordered, T0 + DAY);
  expect(text).toContain('协办（水利局）：11月30日（周一）内\n从11月25日（周三）次日起算，3个工作日');
  expect(text).toContain('回复督办、批示（住房和城乡建设局）：11月30日（周一）内\n');
  const answered = then(ordered, 'assistant', COMMANDS.answerDuty, T0 + DAY + HOUR);
  expect(told(answered, T0 + DAY + HOUR)).not.toContain('协办');
});

test('counted again by a new calendar: it says when, and by which', () => {
  const year = { year: 2027, off: { '2027-01-01': '元旦', '2027-01-04': '元旦' }, work: {} };
  const hours = calendar.hours;
  const official = { year: 2026, off: {}, work: {} };
  const later: Calendar = createCalendar({ hours, years: [official, year] });
  const story = begun({}, at('2026-12-25', '10:00'));
  const counted = next(story, 'system', { type: 'recalculate' }, at('2026-12-28', '09:00'), {
    calendar: later,
  });
  const text = told(counted, at('2026-12-28', '10:00'));
  expect(text).toContain('办结时限：2027年1月5日（周二）内\n');
  expect(text, 'both years, said once').toContain('放假安排计算。');
  expect(text).not.toContain('日历版本');
  expect(deadlineStory(counted.ticket, viewAt(at('2026-12-28', '10:00')), true)).toContain(
    `（日历版本 ${later.version}）`,
  );
  expect(text).toContain('12月28日（周一）09:00 按新的放假安排重算过。');
  expect(text).not.toContain('暂定');
});

test('whatever happens to a ticket, each deadline that runs is told with its time, in lines of a phone', () => {
  fc.assert(
    fc.property(journey({ long: true }), ({ story, end }) => {
      const text = told(story, end);
      for (const { step, clock } of liveClocks(story.ticket)) {
        expect(text, step).toContain(`：${dueInWords(clock.deadline, end)}`);
      }
      expect(text).toContain('办结时限');
      expect(text.includes('停表中')).toBe(story.ticket.pausedAt !== null);
      expect(text).not.toMatch(/undefined|null|NaN|\{|：\n\n|：$/);
      expect(text.length, 'one message of any channel').toBeLessThan(2000);
    }),
    { numRuns: process.env.LONG ? 1000 : 150 },
  );
});

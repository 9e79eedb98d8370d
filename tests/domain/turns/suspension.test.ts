/** 挂账: a plan with milestones, a leader's word, a cycle of reports; it ends by itself and never vanishes. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../../src/domain/lifecycle.ts';
import { summarise } from '../../../src/domain/metrics.ts';
import { nextStep, wakeAt } from '../../../src/domain/reminders.ts';
import { isOver } from '../../../src/domain/ticket.ts';
import { addDays, at, DAY, HOUR, type Instant, instantInWords } from '../../../src/domain/time.ts';
import { asked, COMMANDS, next, outcomeOf, type Story, storyIn, T0, woken } from '../../support/builders.ts';

const working = storyIn('working');
const plan = (...days: readonly string[]): Command => ({
  type: 'suspend',
  text: '整条路列入改造',
  milestones: days.map((day) => ({ day, text: '阶段完成' })),
});
const suspended = (day = '2027-03-31', when: Instant = T0 + 5 * HOUR): Story =>
  next(next(working, 'liaison', plan(day), T0 + 2 * HOUR), 'leader', COMMANDS.grant, when);
const code = (command: Command) => outcomeOf(asked(working, 'liaison', command, T0 + 2 * HOUR));

describe('what is asked', () => {
  test('milestones ahead, in order of time, and at least one', () => {
    expect(code(plan('2027-01-15', '2027-03-31'))).toBe('requested');
    expect(code(plan())).toBe('badDay');
    expect(code(plan('2026-11-24')), 'today').toBe('badDay');
    expect(code(plan('2026-11-01'))).toBe('badDay');
    expect(code(plan('2027-03-31', '2027-01-15'))).toBe('badDay');
    expect(code(plan('2027-01-15', '2027-01-15'))).toBe('badDay');
  });

  test('no longer than twelve months', () => {
    expect(code(plan('2027-11-24'))).toBe('requested');
    expect(asked(working, 'liaison', plan('2027-11-25'), T0 + 2 * HOUR)).toMatchObject({
      refusal: { code: 'tooLate', until: { explanation: { lastDay: '2027-11-24' } } },
    });
  });

  test('a leader’s word, not the dispatcher’s; nobody’s word in three working days is no', () => {
    const pending = next(working, 'liaison', COMMANDS.suspend, T0 + 2 * HOUR);
    expect(outcomeOf(asked(pending, 'dispatcher', COMMANDS.grant, T0 + 3 * HOUR))).toBe('notYours');
    expect(outcomeOf(asked(pending, 'dispatcher', COMMANDS.deny, T0 + 3 * HOUR))).toBe('notYours');
    let story = pending;
    for (let wakes = 0; wakes < 10 && story.ticket.request; wakes++)
      story = woken(story, wakeAt(story.ticket)!);
    expect(story.events.at(-1)).toMatchObject({
      type: 'denied',
      kind: 'suspend',
      at: at('2026-11-30', '08:00'),
    });
    expect(story.ticket.state).toBe('working');
  });

  test('approved after its last day came, there is nothing left to suspend', () => {
    const pending = next(working, 'liaison', plan('2026-11-25'), T0 + 2 * HOUR);
    expect(outcomeOf(asked(pending, 'leader', COMMANDS.grant, T0 + DAY))).toBe('badDay');
    expect(outcomeOf(asked(pending, 'leader', COMMANDS.deny, T0 + DAY))).toBe('denied');
  });
});

describe('while it is suspended', () => {
  test('the clock stands, progress is due every thirty days, and it ends on the last milestone', () => {
    const { ticket } = suspended();
    expect(ticket).toMatchObject({ state: 'suspended', pausedAt: T0 + 5 * HOUR, request: null });
    expect(ticket.facts).toMatchObject({ suspendedAt: T0 + 5 * HOUR, outcome: 'longTerm' });
    expect(nextStep(ticket)?.step).toBe('report');
    expect(instantInWords(ticket.clocks.report!.deadline.due)).toBe('12月24日（周四）18:00');
    expect(instantInWords(ticket.clocks.suspend!.deadline.due, T0)).toBe('2027年3月31日（周三）18:00');
    expect(ticket.milestones).toEqual([{ day: '2027-03-31', text: '阶段完成' }]);
  });

  test('each progress report begins the next thirty days', () => {
    const story = next(suspended(), 'liaison', COMMANDS.feedback, at('2026-12-20', '10:00'));
    expect(story.ticket.state).toBe('suspended');
    expect(instantInWords(story.ticket.clocks.report!.deadline.due, T0)).toBe('2027年1月19日（周二）18:00');
  });

  test('left alone: its liaison is reminded of progress, then of the end, and then it is worked on again', () => {
    let story = suspended('2027-01-29');
    const heard: string[] = [];
    for (let wakes = 0; wakes < 20 && story.ticket.state === 'suspended'; wakes++) {
      const when = wakeAt(story.ticket)!;
      const before = story.events.length;
      story = woken(story, when);
      for (const event of story.events.slice(before)) {
        const what = event.type === 'reminded' ? `${event.step}/${event.rung}` : event.type;
        heard.push(`${instantInWords(when, T0)} ${what}`);
      }
    }
    expect(heard).toEqual([
      '12月24日（周四）09:00 report/due-today',
      '12月25日（周五）09:00 report/overdue',
      '2027年1月22日（周五）09:00 suspend/ahead',
      '2027年2月1日（周一）08:00 resumed',
    ]);
    expect(story.events.at(-1)).toMatchObject({ why: 'expired', by: 'system' });
    expect(story.ticket.facts).toMatchObject({ suspendedAt: null, outcome: 'longTerm' });
    // 69 midnights from 24 November to 1 February, after 1 December: rolled over 春节 if published.
    expect(story.ticket.clocks.resolve!.deadline.due).toBeGreaterThan(at('2027-02-05', '00:00'));
  });

  test('taken up again by hand, the deadline moves by the days it stood', () => {
    const story = next(suspended(), 'liaison', COMMANDS.resume, T0 + 5 * HOUR + 7 * DAY);
    expect(story.events.at(-1)).toMatchObject({ type: 'resumed', why: 'lifted' });
    expect(instantInWords(story.ticket.clocks.resolve!.deadline.due)).toBe('12月8日（周二）18:00');
    expect(story.ticket.clocks.report?.stoppedAt).toBe(T0 + 5 * HOUR + 7 * DAY);
    expect(story.ticket.clocks.suspend?.stoppedAt).toBe(T0 + 5 * HOUR + 7 * DAY);
  });

  test('solved in the end it stays 转长期; withdrawn meanwhile it is suspended no more', () => {
    const solved = next(suspended(), 'liaison', COMMANDS.resolve, T0 + 60 * DAY);
    expect(solved.ticket.facts).toMatchObject({ outcome: 'longTerm', suspendedAt: null });
    const overturned = next(solved, 'reporter', COMMANDS.rework, T0 + 61 * DAY);
    expect(overturned.ticket.facts.outcome).toBe('longTerm');
    const gone = next(suspended(), 'reporter', COMMANDS.withdraw, T0 + DAY);
    expect(gone.ticket.facts).toMatchObject({ suspendedAt: null, outcome: 'withdrawn' });
  });

  test('it never leaves a denominator: received, and counted apart from the open as long as it lasts', () => {
    const { ticket } = suspended();
    expect(isOver(ticket)).toBe(false);
    for (const days of [1, 30, 120]) {
      const asOf = T0 + days * DAY;
      const { counts, rates } = summarise([ticket], { from: T0 - DAY, before: asOf }, asOf);
      expect(counts, `after ${days} days`).toMatchObject({
        registered: 1,
        open: 0,
        suspended: 1,
        closed: 0,
        excluded: 0,
      });
      expect(rates.completion.denominator, `after ${days} days`).toBe(1);
    }
  });

  test('a second suspension takes a second plan and a second word', () => {
    const back = next(suspended(), 'liaison', COMMANDS.resume, T0 + DAY);
    const day = addDays('2026-11-25', 30);
    const again = next(back, 'liaison', plan(day), T0 + DAY + HOUR);
    expect(again.ticket.state).toBe('working');
    expect(next(again, 'leader', COMMANDS.grant, T0 + DAY + 2 * HOUR).ticket.milestones).toEqual([
      { day, text: '阶段完成' },
    ]);
  });
});

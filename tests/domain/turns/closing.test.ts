/** The ends of a ticket, and the ways back: 回访, 评价, 重开, 不予受理, 并单, 分单; what is claimed and what is confirmed. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../../src/domain/lifecycle.ts';
import { resolvedOnTime, summarise } from '../../../src/domain/metrics.ts';
import { wakeAt } from '../../../src/domain/reminders.ts';
import { REJECTIONS, RESOLVED_AS } from '../../../src/domain/ticket-parts.ts';
import { at, DAY, HOUR, type Instant, instantInWords, MINUTE } from '../../../src/domain/time.ts';
import {
  asked,
  begun,
  COMMANDS,
  flows,
  LATER,
  next,
  outcomeOf,
  reported,
  type Story,
  storyIn,
  T0,
  waitingFile,
  woken,
} from '../../support/builders.ts';

const on = (text: string): Instant => at(`2026-${text.slice(0, 5)}`, text.slice(6));
const resolved = storyIn('resolved');
const closed = storyIn('closed');
const types = (story: Story) => story.events.map(({ type }) => type);

describe('办结 with an outcome', () => {
  test.each(RESOLVED_AS)('%s', (outcome) => {
    const { ticket } = next(storyIn('working'), 'liaison', { ...COMMANDS.resolve, outcome }, LATER);
    expect(ticket.facts).toMatchObject({ outcome, resolvedAt: LATER, result: COMMANDS.resolve.text });
  });

  test('solved when nothing is said; what the enterprise overturns has no outcome any more', () => {
    expect(resolved.ticket.facts.outcome).toBe('solved');
    const again = next(resolved, 'reporter', COMMANDS.rework, LATER);
    expect(again.ticket.facts).toMatchObject({ outcome: null, resolvedAt: null, result: null });
    expect(next(closed, 'reporter', COMMANDS.reopen, LATER).ticket.facts.outcome).toBeNull();
  });
});

describe('回访', () => {
  const call = (over: Partial<typeof COMMANDS.callBack>): Command => ({ ...COMMANDS.callBack, ...over });

  test('solved: the four answers are kept, and it is closed by the enterprise’s word', () => {
    const { ticket } = next(resolved, 'dispatcher', call({ rating: 'basic' }), LATER);
    expect(ticket).toMatchObject({
      state: 'closed',
      facts: { closedBy: 'enterprise', rating: 'basic', closedAt: LATER },
    });
    expect(ticket.facts.answers).toEqual({ solved: true, answered: true, contacted: true });
  });

  test('solved needs a rating, not solved needs words', () => {
    const { rating: _, ...silent } = COMMANDS.callBack;
    expect(outcomeOf(asked(resolved, 'dispatcher', silent, LATER))).toBe('ratingMissing');
    const unsolved = { solved: false, answered: true, contacted: false };
    expect(outcomeOf(asked(resolved, 'dispatcher', call({ answers: unsolved }), LATER))).toBe('textMissing');
    const again = next(resolved, 'dispatcher', call({ answers: unsolved, text: '路还没通' }), LATER);
    expect(types(again).slice(-2)).toEqual(['calledBack', 'reworked']);
    expect(again.ticket).toMatchObject({ state: 'working', cycle: 2 });
    expect(again.ticket.facts.answers, 'they count until the enterprise says otherwise').toEqual(unsolved);
    expect(again.ticket.entries.find(({ what }) => what === 'calledBack')).toMatchObject({
      answers: unsolved,
      text: '路还没通',
    });
  });

  test('never by the department that did the work', () => {
    for (const who of ['liaison', 'backup', 'head'] as const) {
      expect(outcomeOf(asked(resolved, who, COMMANDS.callBack, LATER))).toBe('notYours');
    }
  });
});

describe('what the enterprise’s rating left open', () => {
  const answer = (answered: boolean | null, contacted: boolean | null): Command => ({
    type: 'answer',
    answered,
    contacted,
  });

  test('is answered later, each question once', () => {
    const one = next(closed, 'reporter', answer(true, null), LATER);
    expect(one.ticket.facts.answers).toEqual({ solved: true, answered: true, contacted: null });
    expect(outcomeOf(asked(one, 'reporter', answer(false, null), LATER))).toBe('alreadyDone');
    const both = next(one, 'colleague', answer(false, false), LATER);
    expect(both.ticket.facts.answers, 'the first word stands').toEqual({
      solved: true,
      answered: true,
      contacted: false,
    });
    expect(outcomeOf(asked(both, 'reporter', answer(true, true), LATER))).toBe('alreadyDone');
  });

  test('silence answers nothing', () => {
    let silent = resolved;
    for (let wakes = 0; wakes < 5 && silent.ticket.state === 'resolved'; wakes++)
      silent = woken(silent, wakeAt(silent.ticket)!);
    expect(silent.ticket.facts).toMatchObject({ closedBy: 'silence', answers: null, rating: null });
    expect(outcomeOf(asked(silent, 'reporter', answer(true, true), T0 + 10 * DAY))).toBe('wrongState');
  });
});

describe('重开', () => {
  // Closed on Tuesday 24 November: thirty days end on Thursday 24 December.
  test('within thirty days after it was closed: on day 30, not on day 31', () => {
    expect(outcomeOf(asked(closed, 'reporter', COMMANDS.reopen, on('12-24 23:59')))).toBe('reopened');
    expect(asked(closed, 'reporter', COMMANDS.reopen, on('12-25 00:00'))).toMatchObject({
      refusal: { code: 'tooLate', until: { explanation: { lastDay: '2026-12-24' } } },
    });
  });

  test('to the department that had it, in a new cycle, with time to do something about it', () => {
    const story = next(closed, 'reporter', COMMANDS.reopen, on('12-10 10:00'));
    expect(story.ticket).toMatchObject({
      state: 'working',
      department: 'housing',
      liaison: 'housing-a',
      cycle: 2,
    });
    expect(story.ticket.facts).toMatchObject({ closedAt: null, closedBy: null, rating: null, reopens: 1 });
    expect(instantInWords(story.ticket.clocks.resolve!.deadline.due)).toBe('12月14日（周一）18:00');
  });

  test('the time it was closed is not charged, but the first deadline is not lost either', () => {
    const soon = next(closed, 'reporter', COMMANDS.reopen, LATER);
    expect(instantInWords(soon.ticket.clocks.resolve!.deadline.due)).toBe('12月1日（周二）18:00');
    expect(soon.ticket.clocks.resolve!.stoppedAt).toBeNull();
    expect(soon.ticket.pauses, 'being closed is no pause').toEqual([]);
  });

  test('also what silence closed, and what was confirmed as 不满意; not what was withdrawn or merged', () => {
    let silent = resolved;
    for (let wakes = 0; wakes < 5 && silent.ticket.state === 'resolved'; wakes++)
      silent = woken(silent, wakeAt(silent.ticket)!);
    expect(outcomeOf(asked(silent, 'reporter', COMMANDS.reopen, T0 + 20 * DAY))).toBe('reopened');
    const sour = next(resolved, 'reporter', { type: 'confirm', rating: 'dissatisfied' }, LATER);
    expect(outcomeOf(asked(sour, 'reporter', COMMANDS.reopen, LATER))).toBe('reopened');
    for (const state of ['withdrawn', 'merged'] as const) {
      expect(outcomeOf(asked(storyIn(state), 'reporter', COMMANDS.reopen, LATER)), state).toBe('wrongState');
    }
  });

  test('twice at most; and before the hub when that is too often back', () => {
    let story = closed;
    for (let count = 1; count <= 2; count++) {
      story = next(story, 'reporter', COMMANDS.reopen, T0 + count * DAY);
      story = next(story, 'liaison', COMMANDS.resolve, T0 + count * DAY + HOUR);
      story = next(story, 'reporter', COMMANDS.confirm, T0 + count * DAY + 2 * HOUR);
    }
    expect(asked(story, 'reporter', COMMANDS.reopen, T0 + 4 * DAY)).toMatchObject({
      refusal: { code: 'tooMuch', limit: 2 },
    });
    const reworked = next(
      next(next(resolved, 'reporter', COMMANDS.rework, LATER), 'liaison', COMMANDS.resolve, LATER),
      'reporter',
      COMMANDS.rework,
      LATER,
    );
    const done = next(
      next(reworked, 'liaison', COMMANDS.resolve, LATER),
      'reporter',
      COMMANDS.confirm,
      LATER,
    );
    expect(next(done, 'reporter', COMMANDS.reopen, T0 + DAY).ticket).toMatchObject({
      state: 'queued',
      queuedFor: 'reworks',
    });
  });

  test('a department that is no more: the hub finds another', () => {
    const orphan: Story = { ...closed, ticket: { ...closed.ticket, department: 'dissolved' } };
    const story = next(orphan, 'reporter', COMMANDS.reopen, LATER);
    expect(story.ticket).toMatchObject({ state: 'queued', queuedFor: 'appeal', department: null });
  });

  test('by the enterprise, the hub that heard it of the enterprise (代录), a double leader (调度会); by nobody else', () => {
    for (const who of ['dispatcher', 'leader'] as const) {
      expect(outcomeOf(asked(closed, who, COMMANDS.reopen, LATER)), who).not.toBe('notYours');
    }
    for (const who of ['liaison', 'head', 'otherMember'] as const) {
      expect(outcomeOf(asked(closed, who, COMMANDS.reopen, LATER)), who).toBe('notYours');
    }
  });
});

describe('不予受理', () => {
  const reject = (story: Story, when: Instant) => asked(story, 'dispatcher', COMMANDS.reject, when);

  test.each(REJECTIONS)('%s: out of the base, counted by its reason, every clock stopped', (code) => {
    const { ticket } = next(
      storyIn('working'),
      'dispatcher',
      { type: 'reject', code, text: '请向法院提起诉讼' },
      LATER,
    );
    expect(ticket).toMatchObject({ state: 'rejected', facts: { excludedAt: LATER, rejection: code } });
    expect(wakeAt(ticket)).toBeNull();
    const { counts, rates } = summarise([ticket], { from: T0 - DAY, before: T0 + 30 * DAY }, T0 + 30 * DAY);
    expect(counts).toMatchObject({ registered: 1, excluded: 1, open: 0, overdue: 0 });
    expect(rates.completion).toEqual({ numerator: 0, denominator: 0 });
  });

  test('within fifteen days of the registration, not a moment later', () => {
    // Registered on 24 November: the fifteenth day is Wednesday 9 December.
    expect(outcomeOf(reject(storyIn('working'), on('12-09 23:59')))).toBe('rejected');
    expect(reject(storyIn('working'), on('12-10 00:00'))).toMatchObject({
      refusal: { code: 'tooLate', until: { explanation: { lastDay: '2026-12-09' } } },
    });
  });

  test('never by the department in charge, nor after the result is there', () => {
    for (const who of ['liaison', 'head', 'leader'] as const) {
      expect(outcomeOf(asked(storyIn('working'), who, COMMANDS.reject, LATER)), who).toBe('notYours');
    }
    expect(outcomeOf(reject(resolved, LATER))).toBe('wrongState');
  });

  test('an appeal goes before the hub with time of its own, and what it says then is final', () => {
    const rejected = storyIn('rejected');
    const appeal = next(rejected, 'reporter', COMMANDS.reopen, on('12-03 10:00'));
    expect(appeal.ticket).toMatchObject({ state: 'queued', queuedFor: 'appeal', department: null });
    expect(appeal.ticket.facts).toMatchObject({ excludedAt: null, rejection: null });
    expect(instantInWords(appeal.ticket.clocks.resolve!.deadline.due)).toBe('12月10日（周四）18:00');
    const assigned = next(appeal, 'dispatcher', COMMANDS.assign, on('12-03 10:10'));
    expect(assigned.ticket).toMatchObject({ state: 'assigned', department: 'water', locked: true });
    expect(outcomeOf(asked(rejected, 'reporter', COMMANDS.reopen, on('12-24 23:59')))).toBe(
      'reopened+queued',
    );
    expect(outcomeOf(asked(rejected, 'reporter', COMMANDS.reopen, on('12-25 00:00')))).toBe('tooLate');
  });
});

describe('并单', () => {
  const other = begun({ number: 24, text: '东门外的路也塌了', files: [waitingFile('east')] });
  const merge = (story: Story, target = other.ticket) =>
    asked(story, 'dispatcher', { type: 'merge', target }, LATER);

  test('one ends, the other keeps its words and its pictures', () => {
    const gone = next(storyIn('working'), 'reporter', { type: 'merge', target: other.ticket }, LATER);
    expect(gone.ticket).toMatchObject({
      state: 'merged',
      mergedInto: 24,
      facts: { excludedAt: LATER, rejection: null },
    });
    expect(wakeAt(gone.ticket), 'and it is not reminded of any more').toBeNull();
    const kept = next(storyIn('working'), 'reporter', { type: 'absorb', source: other.ticket }, LATER);
    expect(kept.ticket.entries.at(-1)).toMatchObject({
      what: 'absorbed',
      from: 24,
      text: '东门外的路也塌了',
      files: ['east'],
    });
    expect(kept.ticket.files.map(({ id }) => id)).toEqual(['east']);
    expect(kept.ticket.clocks, 'no deadline moves').toEqual(storyIn('working').ticket.clocks);
  });

  test('only of one enterprise, of two tickets, neither over, neither confidential', () => {
    const working = storyIn('working');
    expect(outcomeOf(merge(working))).toBe('merged');
    for (const target of [
      working.ticket,
      begun({ number: 24, enterprise: 'zhiyuan', member: 'zhiyuan-1' }).ticket,
      { ...closed.ticket, number: 24 },
      { ...storyIn('merged').ticket, number: 24 },
      { ...reported().ticket, number: 24 },
    ]) {
      expect(outcomeOf(merge(working, target)), `${target.enterprise} ${target.state}`).toBe('notMergeable');
      const absorbed = asked(working, 'dispatcher', { type: 'absorb', source: target }, LATER);
      expect(outcomeOf(absorbed)).toBe('notMergeable');
    }
    const unknown = begun({ enterprise: null, member: null });
    expect(outcomeOf(merge(unknown, begun({ number: 24, enterprise: null }).ticket))).toBe('notMergeable');
  });
});

describe('分单', () => {
  test('the second problem has a number of its own, and each remembers the other', () => {
    const story = next(
      storyIn('working'),
      'dispatcher',
      { type: 'split', into: 24, text: '路灯也不亮' },
      LATER,
    );
    expect(story.ticket).toMatchObject({ state: 'working', number: 23 });
    expect(story.events.at(-1)).toMatchObject({ type: 'split', into: 24, text: '路灯也不亮' });
    expect(begun({ number: 24, splitFrom: 23, text: '路灯也不亮' }).ticket).toMatchObject({ splitFrom: 23 });
  });

  test('a report is never split: half of it would be in the open', () => {
    expect(outcomeOf(asked(reported(), 'reporter', COMMANDS.split, LATER, { flow: flows.report }))).toBe(
      'notYours',
    );
  });
});

describe('“部门报办结”和“企业确认”是两回事', () => {
  test('what counts as on time is the last 办结 that was not overturned', () => {
    const early = next(storyIn('working'), 'liaison', COMMANDS.resolve, on('11-30 10:00'));
    expect(resolvedOnTime(early.ticket)).toBe(true);
    const overturned = next(early, 'reporter', COMMANDS.rework, on('11-30 11:00'));
    expect(resolvedOnTime(overturned.ticket), 'not solved: nothing stands').toBe(false);
    const again = next(overturned, 'liaison', COMMANDS.resolve, on('12-03 23:59'));
    expect(resolvedOnTime(again.ticket), 'within the time it was given again').toBe(true);
    const late = next(overturned, 'liaison', COMMANDS.resolve, on('12-04 00:00'));
    expect(resolvedOnTime(late.ticket)).toBe(false);
  });

  test('claimed is open, confirmed or 未评价 is closed', () => {
    const count = (story: Story, when: Instant) =>
      summarise([story.ticket], { from: T0 - DAY, before: when }, when).counts;
    expect(count(resolved, T0 + DAY)).toMatchObject({ open: 1, claimed: 1, closed: 0 });
    expect(count(closed, T0 + DAY)).toMatchObject({ open: 0, claimed: 0, closed: 1, unrated: 0 });
  });
});

test('a second press comes too late, whatever it is', () => {
  for (const [state, who, type] of [
    ['closed', 'reporter', 'confirm'],
    ['closed', 'dispatcher', 'callBack'],
    ['withdrawn', 'reporter', 'withdraw'],
    ['rejected', 'dispatcher', 'reject'],
    ['merged', 'dispatcher', 'merge'],
  ] as const) {
    expect(outcomeOf(asked(storyIn(state), who, COMMANDS[type], LATER + MINUTE)), type).toBe('alreadyDone');
  }
});

/** What is owed within a ticket falls due no later than the ticket, a decision on it before that; 顶格 ends with its cause. */
import { describe, expect, test } from 'vitest';
import { explainDeadline } from '../../../src/domain/deadline-words.ts';
import { nextLapse } from '../../../src/domain/reminders.ts';
import { at, HOUR, type Instant, instantInWords } from '../../../src/domain/time.ts';
import { begun, COMMANDS, next, type Story, storyIn, T0, type Who, woken } from '../../support/builders.ts';

const on = (text: string): Instant => at(`2026-${text.slice(0, 5)}`, text.slice(6));
/** Begun on Tuesday 24 November, due on Tuesday 1 December. */
const working = storyIn('working');
const dueOf = ({ ticket }: Story, step: 'decide' | 'sign' | 'feedback'): string =>
  instantInWords(ticket.clocks[step]!.deadline.due);
const lapseOf = ({ ticket }: Story): string => instantInWords(nextLapse(ticket)!.at);

describe('a decision falls due before the deadline it concerns', () => {
  test('延期 asked on Monday for Tuesday: by half past eleven of Tuesday, and refused at work, not at midnight', () => {
    const pending = next(working, 'liaison', COMMANDS.extend, on('11-30 10:00'));
    expect(dueOf(pending, 'decide')).toBe('12月1日（周二）11:30');
    expect(lapseOf(pending)).toBe('12月1日（周二）11:30');
    const lapsed = woken(woken(pending, on('12-01 09:00')), on('12-01 11:30'));
    expect(lapsed.events.at(-1)).toMatchObject({ type: 'denied', by: 'system' });
    expect(lapsed.ticket.clocks.resolve!.deadline.due).toBeGreaterThan(on('12-01 11:30'));
  });

  test('挂账 asked on Friday: the leaders have until then too, not three working days', () => {
    expect(dueOf(next(working, 'liaison', COMMANDS.suspend, on('11-27 10:00')), 'decide')).toBe(
      '12月1日（周二）11:30',
    );
  });

  test('asked on the last day it is due with the ticket; asked when there is no hour left, or late, in its own time', () => {
    const asked = (when: string) => dueOf(next(working, 'liaison', COMMANDS.suspend, on(when)), 'decide');
    expect(asked('12-01 08:30')).toBe('12月1日（周二）11:30');
    expect(asked('12-01 10:31'), 'less than an hour before half past eleven').toBe('12月1日（周二）18:00');
    expect(asked('12-01 17:30')).toBe('12月4日（周五）18:00');
    expect(asked('12-03 10:00')).toBe('12月8日（周二）18:00');
  });

  test('what has time enough keeps its own, and says nothing else; what has not says why', () => {
    const early = next(working, 'liaison', COMMANDS.extend, on('11-26 10:00'));
    expect(explainDeadline(early.ticket.clocks.decide!.deadline).join('')).not.toContain('不得晚于');
    const pressed = next(working, 'liaison', COMMANDS.extend, on('11-30 10:00'));
    expect(explainDeadline(pressed.ticket.clocks.decide!.deadline)).toContain(
      '不得晚于本件的办结时限，所以提前到这时。',
    );
  });

  test('the night before counts: decided at 22:00 it stands, though the office has closed', () => {
    const pending = next(working, 'liaison', COMMANDS.extend, on('11-26 10:00'));
    expect(dueOf(pending, 'decide')).toBe('11月27日（周五）18:00');
    expect(lapseOf(pending), 'over the weekend nobody is told').toBe('11月30日（周一）08:00');
    expect(next(pending, 'dispatcher', COMMANDS.grant, on('11-28 22:00')).ticket.request).toBeNull();
  });
});

describe('what others owe is due with the ticket at the latest', () => {
  const dutyDue = (who: Who, type: 'assist' | 'supervise' | 'escalate', when: string) =>
    instantInWords(next(working, who, COMMANDS[type], on(when)).ticket.duties[0]!.clock.deadline.due);

  test('协办 half a day before it, 督办 with it; 顶格推进 has its own time', () => {
    expect(dutyDue('liaison', 'assist', '11-24 15:00')).toBe('11月27日（周五）18:00');
    expect(dutyDue('liaison', 'assist', '11-30 10:00')).toBe('12月1日（周二）11:30');
    expect(dutyDue('dispatcher', 'supervise', '11-30 10:00')).toBe('12月1日（周二）18:00');
    expect(dutyDue('dispatcher', 'escalate', '11-30 10:00')).toBe('12月10日（周四）18:00');
    expect(dutyDue('dispatcher', 'supervise', '12-03 10:00'), 'late already').toBe('12月8日（周二）18:00');
  });

  test('handed over late, it is signed and first answered within what is left', () => {
    const moved = next(begun(), 'liaison', COMMANDS.transfer, on('11-30 10:00'));
    expect(dueOf(moved, 'feedback')).toBe('12月1日（周二）18:00');
    const onTheDay = next(begun(), 'liaison', COMMANDS.transfer, on('12-01 10:00'));
    expect([dueOf(onTheDay, 'sign'), dueOf(onTheDay, 'feedback')]).toEqual([
      '12月1日（周二）18:00',
      '12月1日（周二）18:00',
    ]);
  });

  test('from a pause it is counted by the deadline as it runs then', () => {
    const waiting = next(working, 'liaison', COMMANDS.ask, on('11-26 10:00'));
    const moved = next(waiting, 'liaison', COMMANDS.transfer, on('11-30 10:00'));
    expect(instantInWords(moved.ticket.clocks.resolve!.deadline.due)).toBe('12月7日（周一）18:00');
    expect(dueOf(moved, 'feedback')).toBe('12月3日（周四）18:00');
  });
});

describe('顶格推进 that came with a ticket put before the hub', () => {
  function handedOnTooOften(): Story {
    let story = begun();
    for (const department of ['land', 'water', 'market'])
      story = next(story, { person: story.ticket.liaison! }, { ...COMMANDS.transfer, department }, T0 + HOUR);
    return story;
  }
  const assign = { type: 'assign', department: 'housing' } as const;

  test('ends when the dispatcher settles whose it is', () => {
    const story = handedOnTooOften();
    expect(story.ticket).toMatchObject({ state: 'queued', duties: [{ kind: 'escalate', endedAt: null }] });
    const settled = next(story, 'dispatcher', assign, T0 + 2 * HOUR);
    expect(settled.ticket.duties[0]).toMatchObject({ endedAt: T0 + 2 * HOUR });
  });

  test('stays open when only the time ran out, and where it was the dispatcher’s own wish', () => {
    const lapsed = woken(handedOnTooOften(), on('11-24 15:00'));
    expect(lapsed.ticket).toMatchObject({ state: 'assigned', duties: [{ endedAt: null }] });
    const wished = next(storyIn('queued'), 'dispatcher', COMMANDS.escalate, T0 + 60_000);
    expect(next(wished, 'dispatcher', assign, T0 + 120_000).ticket.duties[0]?.endedAt).toBeNull();
  });
});

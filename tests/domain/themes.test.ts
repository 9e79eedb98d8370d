/** Themes: three tickets or more of one word, by firms and then by tickets, and no firm is named. */
import { describe, expect, test } from 'vitest';
import { NO_REPORT, type Period, reportOf, reportsTogether, themesOf } from '../../src/domain/metrics.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import { begun, COMMANDS, next, T0 } from '../support/builders.ts';

const WEEK: Period = { from: T0 - DAY, before: T0 + 6 * DAY };
const AFTER: Period = { from: WEEK.before, before: WEEK.before + 7 * DAY };

function about(number: number, enterprise: string, ...words: string[]): Ticket {
  const { ticket } = begun();
  return { ...ticket, number, enterprise, reasons: words.map((word) => `提到“${word}”`) };
}

describe('themes', () => {
  test('what fewer than three tickets speak of is none', () => {
    expect(themesOf(reportOf([about(1, 'a', '停电'), about(2, 'b', '停电')], WEEK, AFTER))).toEqual([]);
  });

  test('by firms first, then by tickets; of two words with the same tickets the longer', () => {
    const tickets = [
      ...[1, 2, 3, 4].map((number) => about(number, 'a', '道路')),
      ...[5, 6, 7].map((number) => about(number, `firm-${number}`, '停电', '变压器')),
    ];
    expect(themesOf(reportOf(tickets, WEEK, AFTER))).toEqual([
      { word: '变压器', tickets: [5, 6, 7], enterprises: 3 },
      { word: '道路', tickets: [1, 2, 3, 4], enterprises: 1 },
    ]);
  });

  test('nothing confidential, withdrawn, or of another period is in it', () => {
    const three = [1, 2, 3].map((number) => about(number, 'a', '停电'));
    const [first, second, third] = three as [Ticket, Ticket, Ticket];
    for (const other of [
      { ...third, confidential: true },
      { ...third, state: 'withdrawn' as const },
      { ...third, facts: { ...third.facts, registeredAt: WEEK.from - 1 } },
    ]) {
      expect(themesOf(reportOf([first, second, other], WEEK, AFTER))).toEqual([]);
    }
    expect(themesOf(reportOf(three, WEEK, AFTER))).toHaveLength(1);
  });

  test('parts put together are the whole', () => {
    const tickets = [1, 2, 3, 4, 5].map((number) => about(number, `firm-${number % 2}`, '停电'));
    const parts = [tickets.slice(0, 2), tickets.slice(2)].map((some) => reportOf(some, WEEK, AFTER));
    const sum = parts.reduce(reportsTogether, NO_REPORT);
    expect(sum).toEqual(reportOf(tickets, WEEK, AFTER));
  });
});

describe('what was done well, and what comes next', () => {
  const closed = (hours: number, number: number, rating: 'satisfied' | 'basic' = 'satisfied'): Ticket => {
    const resolved = next(begun(), 'liaison', COMMANDS.resolve, T0 + hours * HOUR);
    const rated = next(resolved, 'reporter', { type: 'confirm', rating }, T0 + (hours + 1) * HOUR);
    return { ...rated.ticket, number };
  };

  test('the quickest that the enterprise was satisfied with, not one it was less satisfied with', () => {
    const found = reportOf([closed(9, 1), closed(4, 2), closed(1, 3, 'basic')], WEEK, AFTER);
    expect(found.best?.number).toBe(2);
  });

  test('what is in hand and due in the period that follows', () => {
    const open = { ...begun().ticket, number: 7 }; // due on 1 December
    const done = { ...next(begun(), 'liaison', COMMANDS.resolve, T0 + HOUR).ticket, number: 8 };
    expect(reportOf([open, done], WEEK, AFTER).dueNext).toEqual([7]);
    expect(reportOf([open], WEEK, { from: AFTER.before, before: AFTER.before + DAY }).dueNext).toEqual([]);
  });
});

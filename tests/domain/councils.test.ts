/** 调度会: the rules that bring a matter before it, and the figure of what was kept, for any matter and any day. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agendaOf, outcomeOf, REASONS, scoreOf } from '../../src/domain/arrangements/councils.ts';
import { isOverdue } from '../../src/domain/metrics.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import { COMMANDS, calendar, next, storyIn, T0 } from '../support/builders.ts';
import { journey } from '../support/journeys.ts';

const ordered = (): Ticket =>
  next(storyIn('working'), 'dispatcher', COMMANDS.supervise, T0 + 5 * HOUR).ticket;

describe('what became of a decision', () => {
  test('kept exactly when it was finally answered before its time was over, late when that has passed, else open', () => {
    const ticket = ordered();
    const duty = ticket.duties[0]!;
    const { lateFrom } = duty.clock.deadline;
    const anyTime = fc.integer({ min: T0 + 6 * HOUR, max: lateFrom + 10 * DAY });
    fc.assert(
      fc.property(anyTime, fc.option(anyTime), fc.boolean(), (now, done, final) => {
        const told = done !== null && done <= now;
        const replied = told ? { replied: { by: 'housing-a', at: done, final } } : {};
        const one = { ...duty, ...replied, endedAt: told && final ? done : null };
        const outcome = outcomeOf(one, { ...ticket, duties: [one] }, now);
        if (told && final) expect(outcome).toBe(done < lateFrom ? 'kept' : 'late');
        else expect(outcome).toBe(now < lateFrom ? 'open' : 'late');
      }),
    );
  });

  test('is gone where its ticket was withdrawn, and where there is no such duty', () => {
    const story = next(storyIn('working'), 'dispatcher', COMMANDS.supervise, T0 + 5 * HOUR);
    const { ticket } = next(story, 'reporter', COMMANDS.withdraw, T0 + 6 * HOUR);
    expect(outcomeOf(ticket.duties[0], ticket, T0 + 7 * HOUR)).toBe('gone');
    expect(outcomeOf(undefined, ordered(), T0 + 7 * HOUR)).toBe('gone');
  });

  test('nothing is due that is open or gone, and never more is kept than was due', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('kept', 'late', 'open', 'gone')), (outcomes) => {
        const { decided, due, kept } = scoreOf(outcomes);
        expect(decided).toBe(outcomes.length);
        expect(due).toBe(outcomes.filter((one) => one === 'kept' || one === 'late').length);
        expect(kept).toBeLessThanOrEqual(due);
      }),
    );
  });
});

describe('the agenda', () => {
  const asked = (tickets: readonly Ticket[], at: Instant, picked: readonly number[] = []) =>
    agendaOf(tickets, picked, at, calendar);

  test('whatever befell a ticket, each reason it is on for holds, and a report about an official is on none', () => {
    fc.assert(
      fc.property(journey({ long: true }), fc.integer({ min: 0, max: 40 }), ({ story, end }, days) => {
        const { ticket } = story;
        const at = end + days * DAY + MINUTE;
        const [item] = asked([ticket], at, [ticket.number]);
        if (ticket.confidential) {
          expect(item).toBeUndefined();
          return;
        }
        expect(item?.ticket).toBe(ticket.number);
        const why = new Set(item?.why);
        expect(why.has('picked')).toBe(true);
        expect([...why]).toEqual(REASONS.filter((one) => why.has(one)));
        if (why.has('overdue')) expect(isOverdue(ticket, at)).toBe(true);
        if (why.has('reworked')) expect(ticket.facts.reworks).toBeGreaterThanOrEqual(2);
        if (why.has('suspending')) expect(ticket.state).toBe('suspended');
        if (why.has('unhappy')) expect(ticket.facts.rating).toBe('dissatisfied');
        const escalating = ticket.duties.some(({ kind, endedAt }) => kind === 'escalate' && endedAt === null);
        expect(why.has('escalated')).toBe(escalating);
      }),
      { numRuns: 300 },
    );
  });

  test('what nothing is wrong with is not on it', () => {
    expect(asked([storyIn('working').ticket], T0 + DAY)).toEqual([]);
  });

  test('the gravest comes first, and then the oldest', () => {
    const { ticket } = storyIn('working');
    const escalated = next(storyIn('working'), 'dispatcher', COMMANDS.escalate, T0 + 5 * HOUR).ticket;
    const all = [
      { ...ticket, number: 3 },
      { ...escalated, number: 9 },
      { ...ticket, number: 2 },
    ];
    expect(asked(all, T0 + DAY, [2, 3]).map((one) => one.ticket)).toEqual([9, 2, 3]);
  });
});

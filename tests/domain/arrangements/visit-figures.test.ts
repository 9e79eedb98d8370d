/** Figures of visits: whatever happens, each call and each promise counts once, in the period of its date, and no more is kept than was due. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isKept, visitFigures, wasDue } from '../../../src/domain/arrangements/visit-figures.ts';
import { evolveVisits, type Visits } from '../../../src/domain/arrangements/visits.ts';
import { evolveTicket } from '../../../src/domain/evolve.ts';
import { type Command, decide } from '../../../src/domain/lifecycle.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { addDays, at, DAY, dayOf, HOUR, type Instant } from '../../../src/domain/time.ts';
import { begun, contextAt, flows, PEOPLE, T0, type Who } from '../../support/builders.ts';

const AHEAD = 40;
const END = T0 + (AHEAD + 20) * DAY;
const EVER = { from: 0, before: END };

function having(ticket: Ticket, who: Who, command: Command, when: Instant): Ticket {
  const decision = decide(ticket, command, { ...contextAt(when, PEOPLE[who]), flow: flows.visit });
  if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal.code}`);
  return decision.events.reduce<Ticket>(evolveTicket, ticket);
}

/** What befalls a visit: when it is answered, and of each promise in how many days it is due and when it was done. */
interface Fate {
  readonly signedAfter: number | null;
  readonly promises: readonly { readonly due: number; readonly doneAfter: number | null }[];
}

const anyFate: fc.Arbitrary<Fate> = fc.record({
  signedAfter: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
  promises: fc.array(
    fc.record({
      due: fc.integer({ min: 3, max: AHEAD }),
      doneAfter: fc.option(fc.integer({ min: 3, max: AHEAD }), { nil: null }),
    }),
    { maxLength: 4 },
  ),
});

function living({ signedAfter, promises }: Fate, number: number): Ticket {
  let ticket = begun({ number, flow: 'visit@test' }, T0, 'reporter', { flow: flows.visit }).ticket;
  if (signedAfter === null) return ticket;
  ticket = having(ticket, 'liaison', { type: 'sign' }, T0 + signedAfter * HOUR);
  const start = T0 + 2 * DAY;
  for (const [place, { due }] of promises.entries()) {
    const by = { day: addDays(dayOf(T0), due) };
    const one = { id: `p${place}`, title: '送图纸', department: null, after: [], within: null, by };
    ticket = having(ticket, 'liaison', { type: 'plan', steps: [one] }, start);
  }
  const done = promises
    .map(({ doneAfter }, place) => ({ duty: place + 1, doneAfter }))
    .filter((one): one is { duty: number; doneAfter: number } => one.doneAfter !== null)
    .sort((a, b) => a.doneAfter - b.doneAfter);
  for (const { duty, doneAfter } of done) {
    const command = { type: 'answerDuty', duty, text: '送到了', files: [], final: true } as const;
    ticket = having(ticket, 'liaison', command, at(addDays(dayOf(T0), doneAfter), '15:00'));
  }
  return ticket;
}

const anyFates = fc.array(anyFate, { maxLength: 6 });
const all = (fates: readonly Fate[]) => fates.map((fate, place) => living(fate, place + 1));

test('of all time: calls are answered in time or not, promises due are kept or not', () => {
  fc.assert(
    fc.property(anyFates, (fates) => {
      const tickets = all(fates);
      const figures = visitFigures(tickets, {}, EVER, END);
      const promises = fates.flatMap((one) => (one.signedAfter === null ? [] : one.promises));
      const deadlineOf = ({ clocks }: Ticket) => clocks.sign?.deadline.due ?? 0;
      const inTime = tickets.filter(
        (one) => one.facts.signedAt !== null && one.facts.signedAt <= deadlineOf(one),
      );
      expect(figures.called).toBe(fates.length);
      expect(figures.answered).toEqual({ numerator: inTime.length, denominator: fates.length });
      expect(figures.promised).toBe(promises.length);
      expect(figures.kept.denominator).toBe(promises.length);
      // A day off that was named gives way to the working day after it: nobody is late before.
      const surely = promises.filter(({ due, doneAfter }) => doneAfter !== null && doneAfter <= due);
      const perhaps = promises.filter(({ due, doneAfter }) => doneAfter !== null && doneAfter <= due + 10);
      expect(figures.kept.numerator).toBeGreaterThanOrEqual(surely.length);
      expect(figures.kept.numerator).toBeLessThanOrEqual(perhaps.length);
    }),
    { numRuns: 100 },
  );
});

test('periods side by side add up to the whole, wherever they are cut', () => {
  fc.assert(
    fc.property(anyFates, fc.integer({ min: 1, max: AHEAD }), (fates, days) => {
      const tickets = all(fates);
      const cut = at(addDays(dayOf(T0), days), '00:00');
      const [before, after, whole] = [{ from: 0, before: cut }, { from: cut, before: END }, EVER].map(
        (span) => visitFigures(tickets, {}, span, END),
      );
      for (const rate of ['answered', 'kept'] as const) {
        // A call of the last hour is due the next morning, and counts there.
        expect((before?.[rate].denominator ?? 0) + (after?.[rate].denominator ?? 0)).toBe(
          whole?.[rate].denominator,
        );
        expect((before?.[rate].numerator ?? 0) + (after?.[rate].numerator ?? 0)).toBe(
          whole?.[rate].numerator,
        );
      }
      expect((before?.called ?? 0) + (after?.called ?? 0)).toBe(whole?.called);
    }),
    { numRuns: 60 },
  );
});

test('what is not due yet is neither kept nor broken, and a period that is over says the same for ever', () => {
  fc.assert(
    fc.property(anyFates, fc.integer({ min: 1, max: AHEAD }), (fates, days) => {
      const tickets = all(fates);
      const now = at(addDays(dayOf(T0), days), '12:00');
      const { kept, answered } = visitFigures(tickets, {}, EVER, now);
      const due = tickets
        .flatMap(({ duties }) => duties)
        .filter(({ clock }) => clock.deadline.lateFrom <= now);
      expect(kept).toEqual({ numerator: due.filter(isKept).length, denominator: due.length });
      for (const rate of [kept, answered]) expect(rate.numerator).toBeLessThanOrEqual(rate.denominator);
      const span = { from: 0, before: now };
      expect(visitFigures(tickets, {}, span, now)).toEqual(visitFigures(tickets, {}, span, END));
    }),
    { numRuns: 60 },
  );
});

describe('what ends otherwise', () => {
  test('a promise withdrawn with its visit before its day is owed no more; after it, it was broken', () => {
    const one = living({ signedAfter: 1, promises: [{ due: 10, doneAfter: null }] }, 1);
    const early = having(one, 'reporter', { type: 'withdraw' }, T0 + 4 * DAY);
    const late = having(one, 'reporter', { type: 'withdraw' }, T0 + 30 * DAY);
    expect(visitFigures([early], {}, EVER, END).kept).toEqual({ numerator: 0, denominator: 0 });
    expect(visitFigures([late], {}, EVER, END).kept).toEqual({ numerator: 0, denominator: 1 });
  });

  test('a call withdrawn before anybody had to answer is no call that was missed', () => {
    const gone = having(
      living({ signedAfter: null, promises: [] }, 1),
      'reporter',
      { type: 'withdraw' },
      T0 + HOUR,
    );
    const figures = visitFigures([gone], {}, EVER, END);
    expect(figures.called).toBe(1);
    expect(figures.answered).toEqual({ numerator: 0, denominator: 0 });
  });

  test('nobody is asked whether was done what was not due', () => {
    const open = living({ signedAfter: 1, promises: [{ due: 10, doneAfter: null }] }, 1);
    expect(wasDue(open, T0 + 3 * DAY)).toBe(false);
    expect(wasDue(open, T0 + 30 * DAY)).toBe(true);
    expect(wasDue(living({ signedAfter: 1, promises: [{ due: 10, doneAfter: 4 }] }, 1), T0 + 5 * DAY)).toBe(
      true,
    );
    expect(wasDue(living({ signedAfter: 1, promises: [] }, 1), T0 + 30 * DAY)).toBe(false);
  });
});

test('a time is forgotten for the next one, and answers stand beside it', () => {
  const events = [
    { did: 'proposed', ticket: 3, when: 9, side: 'squad', by: 'a' },
    { did: 'agreed', ticket: 3 },
    { did: 'reminded', ticket: 3 },
    { did: 'proposed', ticket: 3, when: 12, side: 'enterprise', by: 'b' },
    { did: 'answered', ticket: 3, question: 'onTime', yes: true },
    { did: 'answered', ticket: 3, question: 'kept', yes: false },
    { did: 'known', ticket: 3 },
    { did: 'agreed', ticket: 4 },
  ] as const;
  const visits = events.reduce<Visits>((before, event, place) => evolveVisits(before, event, place), {});
  expect(visits).toEqual({
    3: { ticket: 3, time: { at: 12, side: 'enterprise', by: 'b' }, answers: { onTime: true, kept: false } },
  });
});

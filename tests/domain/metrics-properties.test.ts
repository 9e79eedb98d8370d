/** The figures balance, for every period and every population (Promise 5). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveTicket } from '../../src/domain/evolve.ts';
import { attentionAt, type Counts, rateInWords, type Summary, summarise } from '../../src/domain/metrics.ts';
import { attentionTogether, summariesTogether } from '../../src/domain/metrics-in-parts.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { at, DAY, HOUR, type Instant } from '../../src/domain/time.ts';
import { calendar } from '../support/builders.ts';
import { type Journey, journey } from '../support/journeys.ts';

const RUNS = process.env.LONG ? 1500 : 120;
const population = fc.array(journey(), { maxLength: 8 });
const period = fc
  .record({ from: fc.integer({ min: -20 * 24, max: 380 * 24 }), hours: fc.integer({ min: 1, max: 60 * 24 }) })
  .map(({ from, hours }) => {
    const start = at('2026-01-01', '00:00') + from * HOUR;
    return { from: start, before: start + hours * HOUR };
  });

const ticketsOf = (journeys: readonly Journey[]): readonly Ticket[] =>
  journeys.map(({ story }) => story.ticket);
const isReopenedFrom = ({ events }: Journey['story'], when: Instant): boolean =>
  events.some((event) => event.type === 'reopened' && event.at >= when);
const lastEvent = (journeys: readonly Journey[]): Instant =>
  Math.max(at('2026-01-01', '00:00'), ...journeys.map(({ end }) => end));

function balance({ registered, carriedOver, open, closed, excluded }: Counts): readonly [number, number] {
  return [registered + carriedOver, open + closed + excluded];
}

describe('for random lives of tickets and random periods', () => {
  test('registered + carried over = open + closed + excluded', () => {
    fc.assert(
      fc.property(population, period, fc.nat(30), (journeys, span, later) => {
        const asOf = lastEvent(journeys) + later * DAY;
        const { counts } = summarise(ticketsOf(journeys), span, asOf);
        const [came, went] = balance(counts);
        expect(came).toBe(went);
      }),
      { numRuns: RUNS },
    );
  });

  test('what is open at the end of a period is carried over into the next', () => {
    fc.assert(
      fc.property(population, period, (journeys, span) => {
        const asOf = Math.max(lastEvent(journeys), span.before + 90 * DAY);
        const tickets = ticketsOf(journeys);
        const follow = { from: span.before, before: span.before + 30 * DAY };
        expect(summarise(tickets, follow, asOf).counts.carriedOver).toBe(
          summarise(tickets, span, asOf).counts.open,
        );
      }),
      { numRuns: RUNS },
    );
  });

  test('parts are no larger than their whole, and no rate is above one', () => {
    fc.assert(
      fc.property(population, period, (journeys, span) => {
        const { counts, rates } = summarise(ticketsOf(journeys), span, lastEvent(journeys));
        expect(counts.claimed + counts.overdue).toBeLessThanOrEqual(counts.open);
        expect(counts.unrated).toBeLessThanOrEqual(counts.closed);
        expect(counts.needingDispatcher).toBeLessThanOrEqual(counts.registered);
        for (const [name, { numerator, denominator }] of Object.entries(rates)) {
          expect(numerator, name).toBeGreaterThanOrEqual(0);
          expect(numerator, name).toBeLessThanOrEqual(denominator);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('as many are named overdue as are counted; none is also due soon, and all are open', () => {
    fc.assert(
      fc.property(population, period, (journeys, span) => {
        const tickets = ticketsOf(journeys);
        const asOf = Math.max(lastEvent(journeys), span.before);
        const { counts } = summarise(tickets, span, asOf);
        const { overdue, dueSoon } = attentionAt(tickets, span.before - 1, calendar);
        expect(overdue.length).toBe(counts.overdue);
        expect(counts.claimed + counts.overdue + dueSoon.length).toBeLessThanOrEqual(counts.open);
      }),
      { numRuns: RUNS },
    );
  });

  test('a report printed again later has the same balance as when it was sent', () => {
    fc.assert(
      fc.property(population, period, (journeys, span) => {
        // A ticket reopened since counts as open again: that is restated, not repeated.
        fc.pre(!journeys.some(({ story }) => isReopenedFrom(story, span.before)));
        const asOfThen = journeys.flatMap(({ story }) => {
          const known = story.events.filter((event) => event.at < span.before);
          return known.length > 0 ? [known.reduce<Ticket | undefined>(evolveTicket, undefined)!] : [];
        });
        const sent = summarise(asOfThen, span, span.before).counts;
        const again = summarise(ticketsOf(journeys), span, Math.max(lastEvent(journeys), span.before)).counts;
        for (const name of ['registered', 'carriedOver', 'open', 'closed', 'unrated', 'excluded'] as const) {
          expect(again[name], name).toBe(sent[name]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('every deadline is judged in exactly one of two periods that join', () => {
    fc.assert(
      fc.property(population, period, fc.integer({ min: 1, max: 700 }), (journeys, span, hours) => {
        const asOf = Math.max(lastEvent(journeys), span.before + 60 * DAY);
        const tickets = ticketsOf(journeys);
        const middle = Math.min(span.from + hours * HOUR, span.before);
        const bases = (from: Instant, before: Instant) => {
          const { rates } = summarise(tickets, { from, before }, asOf);
          return rates;
        };
        const whole = bases(span.from, span.before);
        const [first, second] = [bases(span.from, middle), bases(middle, span.before)];
        // Taken out of the base in the second part: known to the first only, as the whole is seen at its end.
        const leftAt = ({ facts }: Ticket) => facts.withdrawnAt ?? facts.excludedAt ?? Number.NaN;
        const gone = tickets.some((ticket) => leftAt(ticket) >= middle && leftAt(ticket) < span.before);
        if (gone) return;
        for (const name of ['onTime', 'signedOnTime', 'response', 'satisfaction'] as const) {
          expect(first[name].denominator + second[name].denominator, name).toBe(whole[name].denominator);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('figures put together from parts are those of the whole', () => {
    fc.assert(
      fc.property(population, period, fc.nat(8), (journeys, span, cut) => {
        const asOf = Math.max(lastEvent(journeys), span.before);
        const tickets = ticketsOf(journeys).map((ticket, place) => ({ ...ticket, number: place + 1 }));
        const [some, others] = [tickets.slice(0, cut), tickets.slice(cut)];
        const whole = summarise(tickets, span, asOf);
        const sum = summariesTogether([summarise(some, span, asOf), summarise(others, span, asOf)]);
        expect(sum.counts).toEqual(whole.counts);
        const words = ({ rates }: Summary) => Object.values(rates).map(rateInWords);
        expect(words(sum)).toEqual(words(whole));
        const seen = (part: readonly Ticket[]) => attentionAt(part, span.before - 1, calendar);
        expect(attentionTogether([seen(others), seen(some)]).overdue).toEqual(seen(tickets).overdue);
        expect(attentionTogether([seen(some), seen(others)])).toEqual(seen(tickets));
      }),
      { numRuns: RUNS },
    );
  });
});

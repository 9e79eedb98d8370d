/** The figures balance, for every period and every population (Promise 5). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveTicket } from '../../src/domain/evolve.ts';
import { isPastDeadline } from '../../src/domain/metrics/lateness.ts';
import { standingBefore } from '../../src/domain/metrics/standing.ts';
import {
  attentionAt,
  breakdownOf,
  type Counts,
  changedMarks,
  FIGURES,
  type Figure,
  MARKED,
  marksOf,
  marksTogether,
  membersOf,
  type Rate,
  rateInWords,
  rateOf,
  type Summary,
  summarise,
} from '../../src/domain/metrics.ts';
import { countedFrom } from '../../src/domain/metrics-in-parts.ts';
import {
  type Outline,
  outlined,
  standingOf,
  stoodBefore,
  wasPastDeadline,
} from '../../src/domain/outline.ts';
import { isTakenOver, type Ticket } from '../../src/domain/ticket.ts';
import { at, DAY, type Day, dayOf, HOUR, type Instant } from '../../src/domain/time.ts';
import { calendar } from '../support/builders.ts';
import { type Journey, journey } from '../support/journeys.ts';

const RUNS = process.env.LONG ? 1500 : 120;
const population = fc.array(journey({ long: true }), { maxLength: 5 });
const period = fc
  .record({ from: fc.integer({ min: -20 * 24, max: 380 * 24 }), hours: fc.integer({ min: 1, max: 60 * 24 }) })
  .map(({ from, hours }) => {
    const start = at('2026-01-01', '00:00') + from * HOUR;
    return { from: start, before: start + hours * HOUR };
  });

/** As it is read from where the store keeps it. */
const kept = (tickets: readonly Ticket[]): readonly Outline[] =>
  JSON.parse(JSON.stringify(tickets.flatMap((ticket) => outlined(ticket) ?? []))) as readonly Outline[];

const ticketsOf = (journeys: readonly Journey[]): readonly Ticket[] =>
  journeys.map(({ story }) => story.ticket);
const isReopenedFrom = ({ events }: Journey['story'], when: Instant): boolean =>
  events.some((event) => event.type === 'reopened' && event.at >= when);
const lastEvent = (journeys: readonly Journey[]): Instant =>
  Math.max(at('2026-01-01', '00:00'), ...journeys.map(({ end }) => end));

function balance(counts: Counts): readonly [number, number] {
  const { registered, carriedOver, open, suspended, closed, excluded } = counts;
  return [registered + carriedOver, open + suspended + closed + excluded];
}

/** What the enterprise said, and where it said nothing in time (`none`), read from what happened. */
function wordsOf(events: Journey['story']['events']): readonly { at: Instant; what: string }[] {
  let reported = 'solved';
  let asked = false;
  let closed = false;
  const words: { at: Instant; what: string }[] = [];
  for (const event of events) {
    if (event.type === 'resolved') reported = event.outcome ?? 'solved';
    if (event.type === 'calledBack') asked = true;
    if (event.type === 'confirmed') {
      // What was reported is on record of the last result alone.
      const last = !events.some(({ type, at: when }) => type === 'reopened' && when >= event.at);
      const dissatisfied = event.rating === 'dissatisfied' ? 'unsaid' : last ? reported : 'solved';
      words.push({ at: event.at, what: event.solved ?? (asked ? 'solved' : dissatisfied) });
      closed = true;
    }
    const word = words.findLast(({ what }) => what !== 'none');
    if (event.type === 'surveyAnswered' && event.solved && word) word.what = event.solved;
    if (event.type === 'lapsed') {
      words.push({ at: event.at, what: 'none' });
      closed = true;
    }
    if (event.type === 'reworked' || (event.type === 'reopened' && closed)) {
      words.push({ at: event.at, what: 'unsolved' });
      closed = false;
    }
    if (event.type !== 'calledBack') asked = false;
  }
  return words;
}

/** What came of it in a span; undefined when nothing was answered. */
function saidIn(events: Journey['story']['events'], from: Instant, end: Instant): string | undefined {
  const within = wordsOf(events)
    .filter(({ at: when, what }) => when >= from && when < end && what !== 'none')
    .map(({ what }) => what);
  return within.includes('unsolved') ? 'unsolved' : within.at(-1);
}

/** A ledger of the past names nobody, and nobody of it was asked. */
const isNobodys = ({ story }: Pick<Journey, 'story'>): boolean => story.events[0]?.by === null;

const prefixed = (rates: object) =>
  Object.fromEntries(Object.entries(rates).map(([name, rate]) => [`${name} before exclusions`, rate]));

describe('for random lives of tickets and random periods', () => {
  test('registered + carried over = open + suspended + closed + excluded, by code', () => {
    fc.assert(
      fc.property(population, period, fc.nat(30), (journeys, span, later) => {
        const asOf = lastEvent(journeys) + later * DAY;
        const { counts } = summarise(ticketsOf(journeys), span, asOf);
        const [came, went] = balance(counts);
        expect(came).toBe(went);
        const byCode = Object.values(counts.excludedBy).reduce((sum, count) => sum + count, 0);
        expect(byCode).toBe(counts.excluded);
      }),
      { numRuns: RUNS },
    );
  });

  test('how a ticket stands now is read from its story as it is', () => {
    const now = { working: 'open', queued: 'open', assigned: 'open', resolved: 'open' } as const;
    const over = { withdrawn: 'excluded', rejected: 'excluded', merged: 'excluded' } as const;
    fc.assert(
      fc.property(journey({ long: true }), ({ story: { ticket }, end }) => {
        const { is, ...standing } = standingBefore(ticket, end + 1)!;
        const { facts, state } = ticket;
        expect(is).toBe(({ ...now, ...over } as Record<string, string>)[state] ?? state);
        expect(standing.unrated).toBe(state === 'closed' && facts.closedBy === 'silence');
        expect(standing.exclusion).toBe(is !== 'excluded' ? null : (facts.rejection ?? state));
        if (is !== 'excluded') expect(standing.resolvedAt).toBe(facts.resolvedAt);
      }),
      { numRuns: RUNS },
    );
  });

  test('what is open or suspended at the end of a period is carried over into the next', () => {
    fc.assert(
      fc.property(population, period, (journeys, span) => {
        const asOf = Math.max(lastEvent(journeys), span.before + 90 * DAY);
        const tickets = ticketsOf(journeys);
        const follow = { from: span.before, before: span.before + 30 * DAY };
        const { open, suspended } = summarise(tickets, span, asOf).counts;
        const { carriedOver, reopened } = summarise(tickets, follow, asOf).counts;
        // What a ledger brings in later was carried over from before the record began.
        const brought = tickets.filter(
          (one) =>
            isTakenOver(one) &&
            one.facts.registeredAt >= follow.from &&
            one.facts.registeredAt < Math.min(follow.before, asOf + 1),
        );
        expect(carriedOver - reopened).toBe(open + suspended + brought.length);
      }),
      { numRuns: RUNS },
    );
  });

  test('parts are no larger than their whole, and no rate is above one', () => {
    fc.assert(
      fc.property(population, period, (journeys, span) => {
        const { counts, rates, beforeExclusions } = summarise(ticketsOf(journeys), span, lastEvent(journeys));
        expect(counts.claimed + counts.overdue).toBeLessThanOrEqual(counts.open + counts.suspended);
        expect(counts.suspendedLate).toBeLessThanOrEqual(Math.min(counts.suspended, counts.overdue));
        expect(counts.redone).toBeLessThanOrEqual(counts.unhappy);
        expect(counts.unrated).toBeLessThanOrEqual(counts.closed);
        expect(counts.needingDispatcher).toBeLessThanOrEqual(counts.registered);
        expect(counts.reopened).toBeLessThanOrEqual(counts.carriedOver);
        for (const [name, { numerator, denominator }] of Object.entries({
          ...rates,
          ...prefixed(beforeExclusions),
        })) {
          expect(numerator, name).toBeGreaterThanOrEqual(0);
          expect(numerator, name).toBeLessThanOrEqual(denominator);
        }
        for (const name of ['completion', 'yearCompletion', 'dueCompletion', 'onTime'] as const) {
          const left = beforeExclusions[name].denominator - rates[name].denominator;
          expect(left, `${name}: only what is excluded leaves the base`).toBeGreaterThanOrEqual(0);
          expect(beforeExclusions[name].numerator, name).toBe(rates[name].numerator);
        }
        expect(rates.completion.numerator).toBeLessThanOrEqual(rates.claimed.numerator);
      }),
      { numRuns: RUNS },
    );
  });

  test('今年办结率 is of the 新收 of the year: what was taken over from a ledger is in none of it, whenever it is closed', () => {
    fc.assert(
      fc.property(population, period, (journeys, span) => {
        const asOf = lastEvent(journeys);
        const tickets = ticketsOf(journeys);
        const { rates, beforeExclusions } = summarise(tickets, span, asOf);
        const end = Math.min(span.before, asOf + 1);
        const from = at(`${dayOf(end - 1).slice(0, 4)}-01-01` as Day, '00:00');
        if (end <= from) return;
        const { registered } = summarise(tickets, { from, before: end }, asOf).counts;
        expect(beforeExclusions.yearCompletion.denominator).toBe(registered);
        const own = tickets.filter((ticket) => !isTakenOver(ticket));
        const { yearCompletion } = summarise(own, span, asOf).rates;
        expect(rates.yearCompletion).toEqual(yearCompletion);
      }),
      { numRuns: RUNS },
    );
  });

  test('解决率 and what stands apart from it are traced to their tickets, and make up the base together', () => {
    fc.assert(
      fc.property(population, period, (journeys, span) => {
        const end = Math.min(span.before, lastEvent(journeys) + 1);
        const { rates } = summarise(ticketsOf(journeys), span, lastEvent(journeys));
        const said = journeys.flatMap(({ story }) => {
          const word = isNobodys({ story }) ? undefined : saidIn(story.events, span.from, end);
          return word === undefined ? [] : [word];
        });
        const count = (what: string) => said.filter((one) => one === what).length;
        for (const [name, what] of [
          ['resolution', 'solved'],
          ['partly', 'partly'],
          ['explained', 'explained'],
          ['unsaid', 'unsaid'],
          ['unsolved', 'unsolved'],
        ] as const) {
          expect(rates[name], name).toEqual({ numerator: count(what), denominator: said.length });
        }
        expect(rates.satisfaction.denominator).toBe(said.length);
      }),
      { numRuns: RUNS },
    );
  });

  test('every printed figure is the number of the tickets that it opens, each once and none confidential', () => {
    const printed = (summary: Summary, figure: Figure): unknown =>
      figure.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], summary);
    fc.assert(
      fc.property(population, period, (journeys, span) => {
        const tickets = ticketsOf(journeys).map((ticket, place) => ({ ...ticket, number: place + 1 }));
        const asOf = lastEvent(journeys);
        const summary = summarise(tickets, span, asOf);
        for (const figure of FIGURES) {
          const { numerator, denominator, number, unrated } = membersOf(figure, tickets, span, asOf);
          const beside = figure.startsWith('unratedIn.') && figure.replace('unratedIn', 'rates');
          const is = beside
            ? ((printed(summary, beside as Figure) as Rate).unrated ?? 0)
            : (printed(summary, figure) ?? 0);
          if (denominator === null) {
            expect(is, figure).toBe(numerator.length);
          } else {
            expect(is, figure).toEqual(rateOf(number, denominator.length, unrated));
            expect(unrated, figure).toBeLessThanOrEqual(number);
            expect(denominator, figure).toEqual(expect.arrayContaining([...numerator]));
          }
          // 基本满意 counts for 0.9 of one.
          const most = figure === 'rates.satisfaction' ? number / 0.9 : number;
          expect(numerator.length, figure).toBeGreaterThanOrEqual(number);
          expect(numerator.length, figure).toBeLessThanOrEqual(most + 1e-9);
          for (const part of [numerator, denominator ?? []]) {
            expect(new Set(part).size, figure).toBe(part.length);
            expect(part.some(({ confidential }) => confidential)).toBe(false);
          }
        }
        const reasons = summary.tiers.flatMap((one) => one.reasons);
        const overdue = reasons.filter(({ why }) => why === 'overdue').flatMap((one) => one.tickets);
        const late = membersOf('counts.overdue', tickets, span, asOf).numerator;
        expect(overdue.sort()).toEqual(
          late.flatMap(({ number, department }) => (department === null ? [] : [number])).sort(),
        );
      }),
      { numRuns: RUNS },
    );
  });

  test('what is kept of a brief names for each figure the very tickets that it opens, and no change where none is', () => {
    fc.assert(
      fc.property(population, period, (journeys, span) => {
        const tickets = ticketsOf(journeys).map((ticket, place) => ({ ...ticket, number: place + 1 }));
        const asOf = lastEvent(journeys);
        const half = Math.floor(tickets.length / 2);
        const marks = marksTogether(
          marksOf(tickets.slice(0, half), span, asOf),
          marksOf(tickets.slice(half), span, asOf),
        );
        for (const [place, figure] of MARKED.entries()) {
          const { numerator, denominator } = membersOf(figure, tickets, span, asOf);
          const marked = (signs: string): readonly number[] =>
            Object.entries(marks)
              .flatMap(([mark, numbers]) => (signs.includes(mark[place] ?? '-') ? numbers : []))
              .sort((a, b) => a - b);
          const numbers = (some: readonly Ticket[]): readonly number[] => some.map(({ number }) => number);
          expect(marked('1+'), figure).toEqual(numbers(numerator));
          if (denominator) expect(marked('01+'), figure).toEqual(numbers(denominator));
        }
        expect(changedMarks(marks, marksOf(tickets, span, asOf)).size).toBe(0);
        const without = tickets.slice(1);
        const changed = changedMarks(marks, marksOf(without, span, asOf));
        expect([...changed.values()].flat().every((number) => number === 1)).toBe(true);
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
        const { claimed, open, suspendedLate } = counts;
        expect(claimed + overdue.length - suspendedLate + dueSoon.length).toBeLessThanOrEqual(open);
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
        // Later a deadline may be moved, and a dispatcher asked: everything else is as it was sent.
        const { overdue: _, suspendedLate: ____, late: ___, needingDispatcher: __, ...asSent } = sent;
        expect(again).toMatchObject(asSent);
      }),
      { numRuns: RUNS },
    );
  });

  test('every deadline is judged in exactly one of two periods that join, every answer in the one in which it was given', () => {
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
        // Excluded, or come back, in the second part: known to the first only, as the whole is seen at its end.
        const gone = tickets.some(({ entries }) =>
          entries.some(
            ({ what, at: when }) =>
              ['withdrawn', 'rejected', 'merged', 'reopened'].includes(what) &&
              when >= middle &&
              when < span.before,
          ),
        );
        if (gone) return;
        // Words count in the period in which they were said: 没解决 in the one and a rating in the other are in both.
        const inBoth = (hasWords: (from: Instant, before: Instant, one: Journey) => boolean): number =>
          journeys.filter(
            (one) =>
              hasWords(span.from, middle, one) && hasWords(middle, span.before, one) && !isNobodys(one),
          ).length;
        const twice = {
          onTime: 0,
          signedOnTime: 0,
          fedBackOnTime: 0,
          calledBack: inBoth((from, before, { story }) =>
            wordsOf(story.events).some(({ at: when }) => when >= from && when < before),
          ),
          satisfaction: inBoth((from, before, { story }) => saidIn(story.events, from, before) !== undefined),
        };
        for (const [name, again] of Object.entries(twice) as [keyof typeof twice, number][]) {
          const parts = first[name].denominator + second[name].denominator;
          expect(parts, name).toBe(whole[name].denominator + again);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('the figures of a department, and of an enterprise, are those of its tickets alone', () => {
    fc.assert(
      fc.property(population, period, (journeys, span) => {
        const asOf = Math.max(lastEvent(journeys), span.before);
        const tickets = ticketsOf(journeys).map((ticket, place) => ({ ...ticket, number: place + 1 }));
        const { departments, enterprises } = breakdownOf(tickets, span, asOf);
        for (const [id, summary] of departments) {
          const own = tickets.filter(({ department }) => department === id);
          expect(summary).toEqual(summarise(own, span, asOf));
        }
        for (const [id, summary] of enterprises) {
          const own = tickets.filter(({ enterprise }) => enterprise === id);
          expect(summary).toEqual(summarise(own, span, asOf));
        }
        const known = tickets.filter((one) => !one.confidential && one.facts.registeredAt < span.before);
        expect([...departments.keys()].sort()).toEqual(
          [...new Set(known.flatMap(({ department }) => department ?? []))].sort(),
        );
      }),
      { numRuns: RUNS },
    );
  });

  test('the outline of a ticket tells of every moment how it stood, whatever was taken back, and whether it was late', () => {
    fc.assert(
      fc.property(journey({ long: true }), fc.nat(400 * 24), ({ story: { ticket } }, hours) => {
        fc.pre(!ticket.confidential);
        const [outline] = kept([ticket]);
        const { registeredAt } = ticket.facts;
        const times = ticket.entries.flatMap(({ at: when }) => [when, when + 1]);
        for (const when of [...times, registeredAt + 1 + hours * HOUR]) {
          if (when <= registeredAt) continue;
          expect(standingOf(stoodBefore(outline!, when))).toEqual(standingBefore(ticket, when));
          expect(wasPastDeadline(outline!, when)).toBe(isPastDeadline(ticket, when));
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('figures of outlines, the past ones counted by their kind, are those of each ticket by itself', async () => {
    await fc.assert(
      fc.asyncProperty(
        population,
        period,
        fc.nat(40),
        fc.boolean(),
        async (journeys, span, later, parted) => {
          const asOf = lastEvent(journeys) + later * DAY;
          const tickets = ticketsOf(journeys).map((ticket, place) => ({ ...ticket, number: place + 1 }));
          const isLeftOut = ({ settledAt }: Outline, since: Instant): boolean =>
            parted && settledAt !== undefined && settledAt < since;
          const former = { from: span.from - 30 * DAY, before: span.from };
          const counted = await countedFrom(
            {
              since: async (since) => ({
                outlines: kept(tickets).flatMap((one) => (isLeftOut(one, since) ? [] : [[one]])),
                settled: kept(tickets).flatMap((one) => (isLeftOut(one, since) ? { one, times: 1 } : [])),
              }),
              ticket: async (one) => tickets[one - 1],
              pause: async () => {},
            },
            { period: span, former },
            asOf,
            calendar,
          );
          const afresh = breakdownOf(tickets, span, asOf);
          const plain = (summary: Summary | undefined) => {
            const { rates, beforeExclusions, ...rest } = summary!;
            const all = Object.entries({ ...rates, ...prefixed(beforeExclusions) });
            return { ...rest, rates: all.map(([name, rate]) => `${name} ${rateInWords(rate)}`) };
          };
          expect(plain(counted.now.whole)).toEqual(plain(afresh.whole));
          for (const by of ['departments', 'enterprises'] as const) {
            expect([...counted.now[by].keys()].sort()).toEqual([...afresh[by].keys()].sort());
            for (const [id, one] of afresh[by]) expect(plain(counted.now[by].get(id))).toEqual(plain(one));
          }
          expect(plain(counted.before)).toEqual(plain(summarise(tickets, former, asOf)));
          expect(counted.attention).toEqual(attentionAt(tickets, Math.min(span.before - 1, asOf), calendar));
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('what settled before a period adds to it as all others of its kind do', () => {
    fc.assert(
      fc.property(population, fc.nat(200), (journeys, days) => {
        const outlines = kept(ticketsOf(journeys));
        for (const one of outlines) {
          if (one.settledAt === undefined) continue;
          const from = one.settledAt + 1 + days * DAY;
          const span = { from, before: from + 30 * DAY };
          for (const figure of FIGURES) {
            const [adds] = [membersOf(figure, [one], span, span.before)];
            const alike = outlines.filter(
              ({ past, settledAt }) => past === one.past && (settledAt ?? from) < from,
            );
            for (const other of alike) {
              const { number, denominator } = membersOf(figure, [other], span, span.before);
              expect([number, denominator?.length], figure).toEqual([adds.number, adds.denominator?.length]);
            }
          }
        }
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

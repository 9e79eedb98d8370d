/** Figures of 专项整改: each theme and measure counts once, in its period; what is over stays as it was; who is asked is the base. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveNotices, type NoticeEvent, type Notices } from '../../../src/domain/arrangements/notices.ts';
import {
  BETTER,
  NOT_BETTER,
  rectificationFigures,
  watchedFrom,
} from '../../../src/domain/arrangements/rectification-figures.ts';
import {
  evolveRectifications,
  type RectificationEvent,
  type Rectifications,
} from '../../../src/domain/arrangements/rectifications.ts';
import type { Outline, Stood } from '../../../src/domain/outline.ts';
import { addDays, DAY, dayOf, HOUR, type Instant, startOfDay } from '../../../src/domain/time.ts';
import { T0 } from '../../support/builders.ts';

const FIRMS = ['a', 'b', 'c', 'd', 'e', 'f'];
const SPAN = 160;
const END = T0 + 400 * DAY;
const EVER = { from: 0, before: END };

/** What befalls a theme, in days after it was proposed, or after the step before. */
interface Fate {
  readonly proposed: number;
  readonly settled: { readonly after: number; readonly isSet: boolean } | null;
  readonly measures: readonly {
    readonly after: number;
    readonly due: number;
    readonly done: number | null;
  }[];
  readonly accepted: number | null;
  readonly answers: readonly { readonly firm: number; readonly after: number; readonly better: boolean }[];
}

const days = (max: number) => fc.nat({ max });
const anyFate: fc.Arbitrary<Fate> = fc.record({
  proposed: days(40),
  settled: fc.option(fc.record({ after: days(20), isSet: fc.boolean() }), { nil: null }),
  measures: fc.array(
    fc.record({ after: days(20), due: days(30), done: fc.option(days(40), { nil: null }) }),
    { maxLength: 4 },
  ),
  accepted: fc.option(days(20), { nil: null }),
  answers: fc.array(fc.record({ firm: days(FIRMS.length - 1), after: days(60), better: fc.boolean() }), {
    maxLength: 8,
  }),
});
const anyFates = fc.array(anyFate, { maxLength: 4 });

interface Happened {
  readonly at: Instant;
  readonly theme?: RectificationEvent;
  readonly notice?: NoticeEvent;
}

function lived(fate: Fate, id: number): readonly Happened[] {
  const { proposed, settled, measures, accepted, answers } = fate;
  const start = T0 + proposed * DAY;
  const theme = {
    id,
    title: `题 ${id}`,
    lead: 'power',
    tickets: [1, 2, 3],
    enterprises: FIRMS,
    word: '停电',
  };
  const all: Happened[] = [{ at: start, theme: { did: 'proposed', theme, by: 'hub' } }];
  if (!settled) return all;
  const setAt = start + settled.after * DAY + HOUR;
  all.push({ at: setAt, theme: { did: 'settled', theme: id, by: 'leader', isSet: settled.isSet } });
  if (!settled.isSet) return all;
  const ends = measures.map(({ after, due, done }, place) => {
    const laid = setAt + after * DAY + HOUR;
    const one = {
      id: place + 1,
      text: '发短信',
      department: 'power',
      day: addDays(dayOf(laid), due),
      by: 'p',
    };
    all.push({ at: laid, theme: { did: 'measured', theme: id, measure: one } });
    if (done === null) return null;
    const at = laid + done * DAY + HOUR;
    all.push({ at, theme: { did: 'done', theme: id, measure: one.id, by: 'p', text: '已发' } });
    return at;
  });
  const last = Math.max(...ends.map((end) => end ?? Number.POSITIVE_INFINITY));
  if (accepted === null || ends.length === 0 || last === Number.POSITIVE_INFINITY) return all;
  const at = last + accepted * DAY + HOUR;
  all.push({ at, theme: { did: 'accepted', theme: id, by: 'hub', notice: id } });
  const to = FIRMS.map((enterprise) => ({ enterprise, people: [enterprise] }));
  const about = { kind: 'theme', id: String(id) } as const;
  const choices = [BETTER, NOT_BETTER];
  all.push({ at, notice: { did: 'sent', notice: { id, about, by: 'hub', choices, until: null, to } } });
  for (const { firm, after, better } of answers) {
    const enterprise = FIRMS[firm] ?? 'a';
    const choice = better ? BETTER : NOT_BETTER;
    all.push({
      at: at + after * DAY + HOUR,
      notice: { did: 'answered', notice: id, enterprise, choice, by: enterprise },
    });
  }
  return all;
}

/** What was on record just before `limit`. */
function recordAt(fates: readonly Fate[], limit: Instant) {
  const happened = fates
    .flatMap((fate, place) => lived(fate, place + 1))
    .filter(({ at }) => at < limit)
    .toSorted((a, b) => a.at - b.at);
  let themes: Rectifications = {};
  let notices: Notices = {};
  for (const { at, theme, notice } of happened) {
    if (theme) themes = evolveRectifications(themes, theme, at);
    if (notice) notices = evolveNotices(notices, notice, at);
  }
  return { themes: Object.values(themes), notices, happened };
}

/** As much of a ticket as is asked of it: when it came, and when it was withdrawn, if ever. */
const anyTicket = fc.record({ day: fc.integer({ min: -100, max: SPAN }), gone: fc.option(days(100)) });
function outlinesAt(
  tickets: readonly { readonly day: number; readonly gone: number | null }[],
  limit: Instant,
): readonly Outline[] {
  return tickets.flatMap(({ day, gone }, place) => {
    const registeredAt = T0 + day * DAY;
    if (registeredAt >= limit) return [];
    const since = registeredAt + (gone ?? 0) * DAY + HOUR;
    const isGone = gone !== null && since < limit;
    const history: Stood[] = isGone ? [{ since, is: 'excluded', exclusion: 'withdrawn' }] : [];
    const state = isGone ? 'withdrawn' : 'assigned';
    return [{ number: place, registeredAt, terms: ['停电'], history, state } as unknown as Outline];
  });
}

const midnight = (day: number): Instant => startOfDay(addDays(dayOf(T0), day));

test('no more is kept than was due, and nobody agrees who was not asked or has not answered', () => {
  fc.assert(
    fc.property(anyFates, days(SPAN), days(SPAN), (fates, one, other) => {
      const period = { from: midnight(Math.min(one, other)), before: midnight(Math.max(one, other) + 1) };
      const { themes, notices } = recordAt(fates, END);
      const figures = rectificationFigures(themes, notices, [], period, END);
      expect(figures.kept.numerator).toBeLessThanOrEqual(figures.kept.denominator);
      for (const { agreed } of figures.results) {
        if (agreed === null) continue;
        expect(agreed.rate.denominator).toBe(FIRMS.length);
        expect(agreed.rate.numerator).toBeLessThanOrEqual(agreed.answered);
        expect(agreed.answered).toBeLessThanOrEqual(FIRMS.length);
      }
    }),
    { numRuns: 100 },
  );
});

test('of all time: what was set, and what was due, whatever became of it', () => {
  fc.assert(
    fc.property(anyFates, (fates) => {
      const { themes, notices } = recordAt(fates, END);
      const figures = rectificationFigures(themes, notices, [], EVER, END);
      const set = fates.filter(({ settled }) => settled?.isSet);
      const measures = set.flatMap((one) => one.measures);
      expect(figures.set).toBe(set.length);
      // Laid down and done in the morning: in time as long as the day is.
      expect(figures.kept).toEqual({
        numerator: measures.filter(({ due, done }) => done !== null && done <= due).length,
        denominator: measures.length,
      });
    }),
    { numRuns: 100 },
  );
});

test('periods side by side add up to the whole, wherever they are cut', () => {
  fc.assert(
    fc.property(anyFates, days(SPAN), (fates, day) => {
      const { themes, notices } = recordAt(fates, END);
      const cut = midnight(day);
      const of = (from: Instant, before: Instant) =>
        rectificationFigures(themes, notices, [], { from, before }, END);
      const [first, second, whole] = [of(0, cut), of(cut, END), of(0, END)];
      expect(first.set + second.set).toBe(whole.set);
      expect(first.kept.denominator + second.kept.denominator).toBe(whole.kept.denominator);
      expect(first.kept.numerator + second.kept.numerator).toBe(whole.kept.numerator);
    }),
    { numRuns: 100 },
  );
});

test('a period that is over says for ever what it said at its end, whatever is done, answered or withdrawn later', () => {
  fc.assert(
    fc.property(
      anyFates,
      fc.array(anyTicket, { maxLength: 20 }),
      days(SPAN),
      days(40),
      (fates, tickets, day, length) => {
        const before = midnight(day);
        const period = { from: midnight(day - length), before };
        const then = recordAt(fates, before);
        const now = recordAt(fates, END);
        const told = rectificationFigures(
          then.themes,
          then.notices,
          outlinesAt(tickets, before),
          period,
          before - 1,
        );
        expect(rectificationFigures(now.themes, now.notices, outlinesAt(tickets, END), period, END)).toEqual(
          told,
        );
      },
    ),
    { numRuns: 150 },
  );
});

test('tickets that came before `watchedFrom` change nothing', () => {
  fc.assert(
    fc.property(anyFates, fc.array(anyTicket, { maxLength: 20 }), days(SPAN), (fates, tickets, day) => {
      const period = { from: midnight(day - 7), before: midnight(day) };
      const { themes, notices } = recordAt(fates, END);
      const all = outlinesAt(tickets, END);
      const from = watchedFrom(themes, period, END);
      const needed = from === null ? [] : all.filter(({ registeredAt }) => registeredAt >= from);
      const of = (outlines: readonly Outline[]) =>
        rectificationFigures(themes, notices, outlines, period, END);
      expect(of(needed)).toEqual(of(all));
    }),
    { numRuns: 60 },
  );
});

describe('one theme', () => {
  const fate: Fate = {
    proposed: 0,
    settled: { after: 10, isSet: true },
    measures: [{ after: 0, due: 5, done: 3 }],
    accepted: 1,
    answers: [
      { firm: 0, after: 0, better: true },
      { firm: 1, after: 0, better: true },
      { firm: 1, after: 30, better: false },
    ],
  };
  const { themes, notices } = recordAt([fate], END);
  const outlines = outlinesAt(
    [
      { day: -5, gone: null },
      { day: 14, gone: null },
      { day: 120, gone: null },
    ],
    END,
  );
  const of = (from: number, before: number) =>
    rectificationFigures(themes, notices, outlines, { from: midnight(from), before: midnight(before) }, END);

  test('is in no period before it was set', () => {
    expect(of(-30, 9)).toEqual({ set: 0, running: 0, kept: { numerator: 0, denominator: 0 }, results: [] });
  });

  test('counts as set once; its result is told for 90 days after the firms were asked, and then no more', () => {
    expect(of(7, 13)).toMatchObject({ set: 1, running: 1, results: [] });
    const week = of(13, 20);
    expect(week).toMatchObject({ set: 0, running: 0, kept: { numerator: 1, denominator: 1 } });
    expect(week.results).toMatchObject([
      {
        again: { before: 1, after: 1 },
        agreed: { rate: { numerator: 2, denominator: FIRMS.length }, answered: 2 },
      },
    ]);
    // Whoever changes what it said counts as it says since.
    expect(of(49, 56).results).toMatchObject([{ agreed: { rate: { numerator: 1 }, answered: 2 } }]);
    expect(of(130, 137)).toEqual({ set: 0, running: 0, kept: { numerator: 0, denominator: 0 }, results: [] });
  });
});

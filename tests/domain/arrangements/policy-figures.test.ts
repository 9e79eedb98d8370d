/** Figures of policies: each rate over its own base, no sum of few firms, nothing of one firm. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Notices } from '../../../src/domain/arrangements/notices.ts';
import { evolvePolicies, type Policies, type Push } from '../../../src/domain/arrangements/policies.ts';
import { policyFigures } from '../../../src/domain/arrangements/policy-figures.ts';
import { amountIn, moneyInWords, paidOn } from '../../../src/domain/arrangements/policy-money.ts';
import { evolveTicket } from '../../../src/domain/evolve.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { at, DAY } from '../../../src/domain/time.ts';
import { begun } from '../../support/builders.ts';

const FROM = at('2026-11-01', '00:00');
const PERIOD = { from: FROM, before: FROM + 30 * DAY };
const LATER = FROM + 1000 * DAY;

interface Drawn {
  readonly firm: number;
  readonly dueIn: number;
  readonly doneIn: number | null;
  readonly outcome: 'solved' | 'partly' | 'explained';
  readonly yuan: number | null;
  readonly withdrawn: boolean;
}

/** A policy's ticket as it stands in the end. */
function ticketOf({ firm, dueIn, doneIn, outcome, yuan, withdrawn }: Drawn): Ticket {
  const born = begun({ enterprise: `firm-${firm}` }, FROM).events.reduce<Ticket | undefined>(
    evolveTicket,
    undefined,
  );
  if (!born?.clocks.resolve) throw new Error('a new ticket has a limit');
  const lateFrom = FROM + dueIn * DAY;
  const deadline = { ...born.clocks.resolve.deadline, lateFrom, due: lateFrom, dayBased: true };
  const resolvedAt = doneIn === null ? null : FROM + doneIn * DAY;
  const text = yuan === null ? '已办好' : `已兑现 ${yuan} 元`;
  return {
    ...born,
    clocks: { ...born.clocks, resolve: { ...born.clocks.resolve, deadline } },
    facts: {
      ...born.facts,
      resolvedAt,
      outcome: resolvedAt === null ? null : outcome,
      withdrawnAt: withdrawn ? FROM : null,
    },
    entries: resolvedAt === null ? [] : [{ at: resolvedAt, by: 'hr-a', what: 'resolved', text, files: [] }],
  };
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  firm: fc.nat(8),
  dueIn: fc.integer({ min: -5, max: 40 }),
  doneIn: fc.option(fc.integer({ min: 0, max: 40 })),
  outcome: fc.constantFrom('solved', 'partly', 'explained'),
  yuan: fc.option(fc.integer({ min: 1, max: 500_000 })),
  withdrawn: fc.boolean(),
});

describe('rates', () => {
  test('numerators are within their bases; whoever withdrew is in none', () => {
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 20 }), (all) => {
        const figures = policyFigures([], {}, all.map(ticketOf), PERIOD, LATER);
        const { numerator, denominator } = figures.inTime;
        expect(numerator).toBeLessThanOrEqual(denominator);
        const due = all.filter(({ dueIn, withdrawn }) => !withdrawn && dueIn > 0 && dueIn <= 30);
        expect(denominator + figures.explained).toBe(due.length);
        // What was promised or done in part is no payment; what was paid late was not paid in time.
        const paid = due.filter(
          ({ outcome, doneIn, dueIn }) => outcome === 'solved' && doneIn !== null && doneIn < dueIn,
        );
        expect(numerator).toBe(paid.length);
      }),
    );
  });

  test('a sum is of five firms at least, of what departments wrote alone; so is what two periods differ by', () => {
    const day = fc.integer({ min: 0, max: 45 });
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 20 }), day, day, day, (all, ...days) => {
        const [from = 0, middle = 0, end = 0] = days.toSorted((a, b) => a - b);
        // Each amount is a power of two: a sum tells which of them it is made of.
        const told = all.map((one, place) => ({ ...one, yuan: one.yuan === null ? null : 2 ** place }));
        const tickets = told.map(ticketOf);
        const firmsIn = (first: number, last: number): readonly number[] => {
          const period = { from: FROM + first * DAY, before: FROM + last * DAY + 1 };
          const sum = (policyFigures([], {}, tickets, period, LATER).cents ?? 0) / 100;
          return told.flatMap((one, place) => {
            if (Math.floor(sum / 2 ** place) % 2 === 0) return [];
            const { outcome, doneIn, yuan } = one;
            expect({ outcome, isWithin: doneIn !== null && doneIn >= first && doneIn <= last }).toEqual({
              outcome: 'solved',
              isWithin: true,
            });
            expect(yuan).not.toBeNull();
            return [place];
          });
        };
        const [whole, ...parts] = [firmsIn(from, end), firmsIn(from, middle), firmsIn(middle, end)];
        for (const part of [[], ...parts]) {
          expect(part.filter((place) => !whole?.includes(place))).toEqual([]);
          const more = whole?.filter((place) => !part.includes(place)) ?? [];
          const firms = new Set(more.map((place) => told[place]?.firm)).size;
          expect(firms === 0 || firms >= 5, `${firms} firms`).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('of five firms in a week and six in its month the sixth is told by neither', () => {
    const paidBy = (firm: number, doneIn: number) =>
      ticketOf({ firm, doneIn, dueIn: 30, outcome: 'solved', yuan: 1000 * (firm + 1), withdrawn: false });
    const firms = [0, 1, 2, 3, 4];
    const [week, month] = [{ from: FROM, before: FROM + 7 * DAY }, PERIOD];
    const six = [...firms.map((firm) => paidBy(firm, 3)), paidBy(5, 10)];
    expect(policyFigures([], {}, six, week, LATER).cents).toBe(1_500_000);
    expect(policyFigures([], {}, six, month, LATER).cents).toBe(1_500_000);
    expect(policyFigures([], {}, six.slice(1), month, LATER).cents).toBe(2_000_000);
    expect(policyFigures([], {}, six.slice(2), month, LATER).cents).toBeNull();
    // Two payments to one firm are of one firm.
    expect(policyFigures([], {}, [...six.slice(2), paidBy(5, 11)], month, LATER).cents).toBeNull();
    // What has come since changes nothing of what was shown.
    const ten = [...six, ...[6, 7, 8, 0].map((firm) => paidBy(firm, 12))];
    expect(policyFigures([], {}, ten, week, LATER).cents).toBe(1_500_000);
    expect(policyFigures([], {}, ten, month, LATER).cents).toBe(
      1_500_000 + 600_000 + 700_000 + 800_000 + 900_000 + 100_000,
    );
  });

  test('触达 is of those it seemed to fit, 要办 of those it reached', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ reached: fc.boolean(), choice: fc.constantFrom('want', 'unfit', 'off', null) }),
          {
            minLength: 1,
            maxLength: 30,
          },
        ),
        (firms) => {
          const to = firms.map(({ reached, choice }, place) => ({
            enterprise: `firm-${place}`,
            people: [`firm-${place}-1`],
            ...(reached ? { reachedAt: FROM } : {}),
            ...(reached && choice !== null ? { answer: { choice, by: `firm-${place}-1`, at: FROM } } : {}),
          }));
          const about = { kind: 'policy', id: 'p' } as const;
          const notices: Notices = {
            1: { id: 1, about, sentAt: FROM, by: 'hub', choices: [], until: null, to },
          };
          const {
            reached,
            wanted,
            unwanted,
            firms: count,
          } = policyFigures([PUSH], notices, [], PERIOD, LATER);
          const got = firms.filter((one) => one.reached);
          const want = got.filter((one) => one.choice === 'want');
          expect(reached).toEqual({ numerator: got.length, denominator: firms.length });
          expect(wanted).toEqual({ numerator: want.length, denominator: got.length });
          expect(count).toBe(got.length);
          expect(unwanted).toEqual(got.length > 0 && want.length === 0 ? ['p'] : []);
        },
      ),
    );
  });

  test('one that a firm has a ticket of is none that nobody wants, whatever it pressed afterwards', () => {
    const to = [
      {
        enterprise: 'firm-1',
        people: ['p'],
        reachedAt: FROM,
        answer: { choice: 'unfit', by: 'p', at: FROM },
      },
    ];
    const about = { kind: 'policy', id: 'p' } as const;
    const notices: Notices = { 1: { id: 1, about, sentAt: FROM, by: 'hub', choices: [], until: null, to } };
    const one = ticketOf({ firm: 1, dueIn: 5, doneIn: 3, outcome: 'solved', yuan: 100, withdrawn: false });
    const of = (id: string, facts = one.facts): Ticket => ({
      ...one,
      facts,
      source: { kind: 'policy', id, title: '' },
    });
    const unwanted = (tickets: readonly Ticket[]) =>
      policyFigures([PUSH], notices, tickets, PERIOD, LATER).unwanted;
    expect(unwanted([of('p')])).toEqual([]);
    expect(unwanted([of('other')])).toEqual(['p']);
    expect(unwanted([of('p', { ...one.facts, withdrawnAt: FROM })])).toEqual(['p']);
    expect(unwanted([of('p', { ...one.facts, registeredAt: PERIOD.before })])).toEqual(['p']);
  });

  test('what was sent in another period is in that one', () => {
    const before = { from: FROM - 30 * DAY, before: FROM };
    expect(policyFigures([PUSH], {}, [], before, LATER).policies).toEqual([]);
    expect(policyFigures([PUSH], {}, [], PERIOD, LATER).policies).toEqual(['p']);
  });
});

const PUSH: Push = {
  id: 1,
  policy: 'p',
  title: '样例政策',
  category: '用工',
  department: 'hr',
  by: 'hub',
  at: FROM,
  enterprises: [],
  sentAt: FROM,
  notice: 1,
};

describe('an amount', () => {
  test.each([
    ['已兑现 3.2 万元', 3_200_000],
    ['已拨付资金12,000元到企业账户', 1_200_000],
    ['补贴发放 86.45万元', 86_450_000],
    ['奖励 20 亿元', null],
    ['兑现了 0.1 亿元', 1_000_000_000],
    ['尚未兑现 3 万元', null],
    ['已兑现', null],
    ['电话 3578 元宝', null],
    ['已兑现 0 元', null],
  ])('%s', (words, cents) => {
    expect(amountIn(words)).toBe(cents);
  });

  test('is kept with who wrote it and when, and is none of a result that solved nothing', () => {
    const base = { firm: 1, dueIn: 10, doneIn: 5, yuan: 3, withdrawn: false };
    expect(paidOn(ticketOf({ ...base, outcome: 'solved' }))).toEqual({
      cents: 300,
      by: 'hr-a',
      at: FROM + 5 * DAY,
    });
    expect(paidOn(ticketOf({ ...base, outcome: 'explained' }))).toBeNull();
  });

  test('in words', () => {
    expect([moneyInWords(320_000), moneyInWords(86_400_000)]).toEqual(['3200 元', '86.4 万元']);
  });
});

test('what a firm wants no more of is kept once, and can be taken back', () => {
  const off = { did: 'off', enterprise: 'a', category: '用工' } as const;
  const all = [off, off, { ...off, did: 'on' as const }];
  let now: Policies = {};
  const states = all.map((event) => {
    now = evolvePolicies(now, event, FROM);
    return now;
  });
  expect(states.map(({ off: kept }) => kept?.a)).toEqual([['用工'], ['用工'], []]);
});

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
        const figures = policyFigures([], {}, all.map(ticketOf), PERIOD);
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

  test('a sum is of five firms at least, and of what departments wrote alone', () => {
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 20 }), (all) => {
        const { cents } = policyFigures([], {}, all.map(ticketOf), PERIOD);
        const paid = all.filter(
          ({ outcome, doneIn, yuan }) =>
            outcome === 'solved' && doneIn !== null && doneIn < 30 && yuan !== null,
        );
        const firms = new Set(paid.map(({ firm }) => firm)).size;
        const sum = paid.reduce((total, { yuan }) => total + (yuan ?? 0) * 100, 0);
        expect(cents).toBe(firms < 5 ? null : sum);
      }),
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
          const { reached, wanted, unwanted, firms: count } = policyFigures([PUSH], notices, [], PERIOD);
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

  test('what was sent in another period is in that one', () => {
    const before = { from: FROM - 30 * DAY, before: FROM };
    expect(policyFigures([PUSH], {}, [], before).policies).toEqual([]);
    expect(policyFigures([PUSH], {}, [], PERIOD).policies).toEqual(['p']);
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

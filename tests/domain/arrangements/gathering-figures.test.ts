/** 办结率 of gatherings: what is in which base, for whatever tickets and suggestions there are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addTaken,
  issueRate,
  NOTHING_TAKEN,
  onTheSpotRate,
  suggestedAt,
  takenOf,
  togetherRate,
} from '../../../src/domain/arrangements/gathering-figures.ts';
import { GATHERING_RIGHTS, mayAtGathering } from '../../../src/domain/arrangements/gathering-rights.ts';
import type { Gathering } from '../../../src/domain/arrangements/gatherings.ts';
import { EXCLUSIONS } from '../../../src/domain/metrics/standing.ts';
import { rateInWords } from '../../../src/domain/metrics.ts';
import type { Outline, Stood } from '../../../src/domain/outline.ts';
import type { Role, RoleHeld } from '../../../src/domain/roster.ts';

const LIMIT = 1000;

const stood: fc.Arbitrary<Stood> = fc.oneof(
  fc.constantFrom('open', 'waiting', 'suspended').map((is) => ({ since: 1, is }) as Stood),
  fc.record({ unrated: fc.boolean(), reworked: fc.boolean() }).map(
    ({ unrated, reworked }) =>
      ({
        since: 1,
        is: 'closed',
        ...(unrated && { unrated: true }),
        ...(reworked && { reworked: true }),
      }) as Stood,
  ),
  fc.constantFrom(...EXCLUSIONS).map((exclusion) => ({ since: 1, is: 'excluded', exclusion }) as Stood),
);

/** As much of an outline as is asked of it. */
const outline: fc.Arbitrary<Outline> = fc
  .record({
    how: stood,
    registeredAt: fc.integer({ min: 0, max: 2 * LIMIT }),
    spot: fc.boolean(),
    rating: fc.constantFrom('satisfied', 'basic', 'dissatisfied', undefined),
  })
  .map(
    ({ how, registeredAt, spot, rating }) =>
      ({
        registeredAt,
        history: [how],
        source: { kind: 'event', id: '1', ...(spot && { onTheSpot: true }) },
        ...(rating && { rating }),
      }) as unknown as Outline,
  );

describe('figures', () => {
  test('each ticket is in the base or apart, once; nobody is closed who is not in the base', () => {
    fc.assert(
      fc.property(fc.array(outline, { maxLength: 40 }), (outlines) => {
        const sum = outlines.reduce((all, one) => addTaken(all, takenOf(one, LIMIT)), NOTHING_TAKEN);
        const known = outlines.filter(({ registeredAt }) => registeredAt < LIMIT);
        expect(sum.issues + sum.withdrawn + sum.merged + sum.rejected).toBe(known.length);
        expect(sum.closed).toBeLessThanOrEqual(sum.issues);
        expect(sum.onTheSpot + sum.unrated).toBeLessThanOrEqual(sum.closed);
        const counted = known.filter(({ history }) => history[0]?.is !== 'excluded');
        expect(issueRate(sum)).toEqual({
          numerator: counted.filter(({ history }) => history[0]?.is === 'closed').length,
          denominator: counted.length,
        });
        expect(onTheSpotRate(sum).denominator).toBe(counted.length);
      }),
    );
  });

  test('solved on the spot is only what the owner confirmed, at the first go', () => {
    fc.assert(
      fc.property(outline, (one) => {
        if (takenOf(one, LIMIT).onTheSpot === 0) return;
        expect(one.history[0]).toEqual({ since: 1, is: 'closed' });
        expect(one.source?.onTheSpot).toBe(true);
        expect(one.rating).not.toBe('dissatisfied');
      }),
    );
  });

  test('suggestions never change the rate of 诉求, and stand in that of both', () => {
    fc.assert(
      fc.property(fc.array(outline), fc.array(fc.boolean(), { maxLength: 20 }), (outlines, answered) => {
        const gathering = {
          suggestions: answered.map((isAnswered, place) => ({
            id: place + 1,
            at: 5,
            ...(isAnswered && { answer: { at: 6 } }),
          })),
        } as unknown as Gathering;
        const issues = outlines.reduce((all, one) => addTaken(all, takenOf(one, LIMIT)), NOTHING_TAKEN);
        const both = addTaken(issues, suggestedAt(gathering, LIMIT));
        expect(issueRate(both)).toEqual(issueRate(issues));
        expect(togetherRate(both)).toEqual({
          numerator: issues.closed + answered.filter(Boolean).length,
          denominator: issues.issues + answered.length,
        });
      }),
    );
  });

  test('what was answered later was not answered by then', () => {
    const late = { suggestions: [{ at: 5, answer: { at: 2000 } }] } as unknown as Gathering;
    expect(suggestedAt(late, LIMIT)).toMatchObject({ suggestions: 1, answered: 0 });
    expect(suggestedAt(late, 5)).toMatchObject({ suggestions: 0 });
  });

  test('19 of 20 is 95 %, none is a dash, and few are counts', () => {
    const taken = { ...NOTHING_TAKEN, issues: 14, closed: 13, suggestions: 6, answered: 6 };
    expect(rateInWords(togetherRate(taken))).toBe('95%（19/20）');
    expect(rateInWords(issueRate(NOTHING_TAKEN))).toBe('—');
    expect(rateInWords(issueRate({ ...NOTHING_TAKEN, issues: 4, closed: 3 }))).toBe('3/4');
  });
});

describe('rights', () => {
  const ROLES: readonly Role[] = ['member', 'liaison', 'backup', 'head', 'discipline', 'operator'];

  test('nobody but the hub and leaders has any, and what is said at the table is the hub’s', () => {
    for (const act of Object.keys(GATHERING_RIGHTS) as (keyof typeof GATHERING_RIGHTS)[]) {
      const may = (held: RoleHeld) => mayAtGathering(act, 'somebody', { rolesOf: () => [held] });
      for (const role of ROLES) expect(may({ role })).toBe(false);
      expect(may({ role: 'dispatcher' })).toBe(true);
      const isHubs = ['attend', 'record', 'answer'].includes(act);
      expect(may({ role: 'leader' })).toBe(!isHubs);
      expect(may({ role: 'leader', scope: ['power'] }), 'of a part of the county').toBe(false);
    }
  });
});

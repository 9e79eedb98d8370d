/** When what was learnt is used: only if it is better where it was held back, and then in nothing worse. */
import { describe, expect, test } from 'vitest';
import { learnFrom } from '../../src/learning/learn.ts';
import { type Answers, isEnough, isHeld, rightIn, verdictOn } from '../../src/learning/trial.ts';
import { CANAL, county, dispatched, jobOf } from './county.ts';

/** Of twenty asked of each, so many right: the first ones. */
const right = (departments: number, kinds: number): Answers => ({
  departments: Array.from({ length: 20 }, (_, place) => place < departments),
  kinds: Array.from({ length: 20 }, (_, place) => place < kinds),
});
/** The same number of departments right, and other ones. */
const others = (departments: number): Answers => ({
  departments: right(departments, 0).departments.toReversed(),
  kinds: right(0, 5).kinds,
});

describe('the verdict', () => {
  test.each([
    ['better than both', right(5, 5), right(6, 5), right(7, 6), 'taken'],
    ['better in departments, the same in kinds', right(5, 5), right(5, 5), right(6, 5), 'taken'],
    ['no better', right(5, 5), right(5, 5), right(5, 5), 'kept'],
    ['better in all, and yet worse in kinds', right(5, 5), right(5, 5), right(9, 4), 'kept'],
    ['better in all, and yet worse in departments', right(5, 5), right(5, 5), right(4, 9), 'kept'],
    ['better than the shipped, not than what is in use', right(5, 5), right(7, 5), right(7, 5), 'kept'],
    ['better than what is in use, not than the shipped', right(7, 5), right(6, 5), right(7, 5), 'undone'],
    ['what is in use has become worse than the shipped', right(7, 5), right(6, 5), right(5, 5), 'undone'],
    ['what is in use is worse in one, better in the other', right(8, 5), right(6, 6), right(5, 5), 'kept'],
    ['one more of many that changed: that is luck', right(8, 5), right(8, 5), others(9), 'kept'],
    ['more by far of many that changed', right(6, 5), right(6, 5), others(12), 'taken'],
  ] as const)('%s', (_case, shipped, inUse, learnt, verdict) => {
    expect(verdictOn({ shipped, inUse, learnt })).toBe(verdict);
  });
});

describe('what is held back', () => {
  const held = (count: number): number =>
    dispatched(
      Array.from({ length: count }, () => ''),
      'land',
    ).filter(isHeld).length;

  test('is about every fifth, and the same one night as another', () => {
    expect(held(1000)).toBeGreaterThan(150);
    expect(held(1000)).toBeLessThan(250);
    const [lesson] = dispatched(['浇不上'], 'land');
    expect(isHeld({ ...lesson!, text: '别的话' })).toBe(isHeld(lesson!));
  });

  test.each([
    [39, false],
    [48, true],
  ])('of %i lessons enough is %s', (count, enough) => {
    expect(isEnough(dispatched(CANAL.slice(0, count), 'land'))).toBe(enough);
  });

  test('forty of which hardly any would be held are too few', () => {
    const many = dispatched(
      Array.from({ length: 100 }, () => ''),
      'land',
    );
    const seen = many.filter((one) => !isHeld(one));
    expect(isEnough([...seen, ...many.filter(isHeld).slice(0, 7)])).toBe(false);
    expect(isEnough([...seen, ...many.filter(isHeld).slice(0, 8)])).toBe(true);
  });
});

describe('a night', () => {
  const good = learnFrom(jobOf(dispatched(CANAL, 'land')));

  test('that teaches something: more is right than before, and the weights are made', () => {
    const { trial } = good;
    expect(good).toMatchObject({ verdict: 'taken' });
    expect(rightIn(trial.learnt)).toBeGreaterThan(rightIn(trial.shipped));
    expect(good.file).not.toBeNull();
  });

  test('with lessons that contradict each other: nothing is taken over', () => {
    // Of each matter one ruling says what the program says as it ships, the other something else.
    const lessons = dispatched([...CANAL, ...CANAL], 'land').map((one) => {
      const shipped = county.router.route(one.text).departments[0]?.id ?? '';
      const other = shipped === 'land' ? 'agriculture' : 'land';
      return { ...one, department: { is: one.number > CANAL.length ? other : shipped, weight: 1 } };
    });
    const { verdict, file } = learnFrom(jobOf(lessons));
    expect([verdict, file?.length ?? null]).toEqual(['kept', null]);
  });

  test('of which the ones held back say otherwise: nothing is taken over', () => {
    const lessons = dispatched(CANAL, 'land').map((one) =>
      isHeld(one) ? { ...one, department: { is: 'agriculture', weight: 1 } } : one,
    );
    expect(learnFrom(jobOf(lessons))).toMatchObject({ verdict: 'kept', file: null });
  });

  test('the same night twice gives the same file', () => {
    const again = learnFrom(jobOf(dispatched(CANAL, 'land')));
    expect(Buffer.from(again.file!).equals(Buffer.from(good.file!))).toBe(true);
  });
});

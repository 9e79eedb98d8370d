/** Tickets that grew out of an arrangement: after a change only those known and those that began since are looked at. */
import { expect, test } from 'vitest';
import { outlinesFrom } from '../../../src/desk/arrangements/sourced.ts';
import type { Outline } from '../../../src/domain/outline.ts';
import { outlineOf } from '../../../src/domain/outline.ts';
import { DAY } from '../../../src/domain/time.ts';
import type { OutlineQuery } from '../../../src/store/port.ts';
import { begun, T0 } from '../../support/builders.ts';

const SOURCE = { kind: 'event', id: '1', title: '第 1 期早餐会' } as const;
const outline = (number: number, at: number, isOfEvent: boolean): Outline =>
  outlineOf(begun({ number, ...(isOfEvent ? { source: SOURCE } : {}) }, at).ticket);

/** Answers as the store does, and keeps what it gave out. */
function storeOf() {
  let changes = 0;
  let all: readonly Outline[] = [];
  let given: number[] = [];
  return {
    has(now: readonly Outline[]): void {
      all = now;
      changes += 1;
      given = [];
    },
    given: (): readonly number[] => given,
    changes: () => changes,
    async *outlines({ numbers, numberFrom = 0 }: OutlineQuery) {
      const found = all.filter((one) => (numbers?.includes(one.number) ?? true) && one.number >= numberFrom);
      given.push(...found.map(({ number }) => number));
      yield found;
    },
  };
}

test('nothing has happened: nobody is asked; something has: the old ones of no arrangement stay unread', async () => {
  const store = storeOf();
  const old = [outline(1, T0, false), outline(2, T0, true), outline(3, T0 + 10 * DAY, false)];
  store.has(old);
  expect((await outlinesFrom('event', { store })).map(({ number }) => number)).toEqual([2]);
  const first = store.given().length;
  await outlinesFrom('event', { store });
  expect(store.given()).toHaveLength(first);
  const changed = { ...outline(2, T0, true), enterprise: 'shangchao' };
  store.has([...old.filter(({ number }) => number !== 2), changed, outline(4, T0 + 11 * DAY, true)]);
  const found = await outlinesFrom('event', { store });
  expect(found.map(({ number, enterprise }) => [number, enterprise])).toEqual([
    [2, 'shangchao'],
    [4, found.find(({ number }) => number === 4)?.enterprise],
  ]);
  expect(store.given(), 'of the others nothing is read').toEqual([2, 4]);
  expect(await outlinesFrom('policy', { store })).toEqual([]);
});

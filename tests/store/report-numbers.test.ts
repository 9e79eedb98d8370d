/** Reports have numbers of their own, the ordinary series has no gaps, and what may be a report is never forgotten. */
import { expect, it } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import { isReportNumber } from '../../src/domain/report-number.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import { doubtKey } from '../../src/store/port.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { filesBelow } from '../support/keys.ts';
import { registered, registering, T0 } from './builders.ts';
import { tempDir } from './folders.ts';

const open = (dir: string): Promise<EmbeddedStore> => openStore({ dir, clock: new VirtualClock(T0) });

async function report(store: EmbeddedStore, at = T0): Promise<number> {
  let number = 0;
  await store.commit((take) => {
    number = take('report');
    return {
      at,
      cause: 'x',
      tickets: [{ number, events: [registered(number, { at, confidential: true })] }],
    };
  });
  return number;
}

it('the two series do not touch each other, whatever is opened again, and lists go by time', async () => {
  const dir = tempDir();
  let store = await open(dir);
  const made: number[] = [];
  for (let turn = 0; turn < 6; turn++) {
    const at = T0 + turn * HOUR;
    if (turn % 2 === 0) made.push(await report(store, at));
    else await store.commit(registering({ at }));
    await store.checkpoint();
    await store.close();
    store = await open(dir);
  }
  expect(made.every(isReportNumber)).toBe(true);
  expect(new Set(made).size).toBe(3);
  const [one, two, three] = made;
  const numbers = async (query: Parameters<EmbeddedStore['tickets']>[0]) =>
    (await store.tickets(query)).map(({ number }) => number);
  expect(await numbers({})).toEqual([one, 1, two, 2, three, 3]);
  expect(await numbers({ newest: 2 })).toEqual([3, three]);
  expect(await numbers({ confidential: true })).toEqual(made);
  await store.close();
  // Names are hashes too: six digits in the middle of one are no number.
  const names = [...filesBelow(dir).keys()].join();
  expect(names, 'no number in a name').not.toMatch(new RegExp(`(?<![0-9a-f])${one}(?![0-9a-f])`, 'u'));
  await expect(verifyStore(dir)).resolves.toBeDefined();
});

it('several in one commit are different, and one that is taken cannot be given again', async () => {
  const store = await open(tempDir());
  await store.commit((take) => {
    const numbers = Array.from({ length: 50 }, () => take('report'));
    expect(new Set(numbers).size).toBe(50);
    return { at: T0, cause: 'x' };
  });
  const number = await report(store);
  const again = { number, events: [registered(number, { confidential: true })] };
  await expect(store.commit(() => ({ at: T0, cause: 'x', tickets: [again] }))).rejects.toThrow('given twice');
  await store.close();
});

it('what may be a report outlives its end and any number of dialogues, wakes the pulse, and is decided once', async () => {
  const dir = tempDir();
  let store = await open(dir);
  const state = { awaiting: 'doubt', ticket: null, since: T0, expiresAt: T0 + DAY, data: {} };
  const key = doubtKey('shangchao-1', 'a');
  await store.commit(() => ({ at: T0, cause: 'x', dialogues: [{ key, state }] }));
  expect(await store.nextWake()).toBe(T0 + DAY);
  const late = T0 + 10 * DAY;
  const many = Array.from({ length: 600 }, (_, index) => ({ key: `k${index}`, state }));
  await store.commit(() => ({ at: late, cause: 'x', dialogues: many }));
  await store.checkpoint();
  await store.close();
  store = await open(dir);
  expect(await store.doubts()).toEqual([{ key, state }]);
  const decided = {
    at: late,
    cause: 'x',
    expect: { [`dialogue/${key}`]: T0 },
    dialogues: [{ key, state: null }],
  };
  expect(await store.commit(() => decided)).toMatchObject({ ok: true });
  expect(await store.commit(() => decided)).toEqual({ ok: false, conflict: `dialogue/${key}` });
  expect(await store.doubts()).toEqual([]);
  await store.close();
});

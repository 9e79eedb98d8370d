/** A thread that is kept does one job after the other; whatever becomes of one, the next is done. */
import { expect, test } from 'vitest';
import { keptThread } from '../../src/thread/kept.ts';

const MINUTE = 60_000;
interface Sum {
  readonly sum: number;
  readonly threadId: number;
}
const thread = (name: string, patienceMs = MINUTE, idleMs = MINUTE) =>
  keptThread(
    {
      entry: new URL(`./programs/${name}.ts`, import.meta.url),
      name: 'the adding',
      patienceMs,
      mostMemoryMb: 64,
    },
    idleMs,
  );
async function* parts(...numbers: number[]) {
  yield* numbers;
}

test('jobs asked for at once are done one after the other in one thread, each with its own feed', async () => {
  const adding = thread('adds');
  const found = await Promise.all([
    adding.run<Sum>({ from: 1 }, { feed: parts(10, 20) }),
    adding.run<Sum>({ from: 2 }),
    adding.run<Sum>({ from: 3 }, { feed: parts(30) }),
  ]);
  expect(found.map(({ sum }) => sum)).toEqual([31, 2, 33]);
  expect(new Set(found.map(({ threadId }) => threadId)).size).toBe(1);
});

test('what a failing job has left unread is not fed to the next', async () => {
  const adding = thread('adds');
  await expect(adding.run({ from: 1, fails: 'no paper' }, { feed: parts(10, 20) })).rejects.toThrow(
    'the adding: no paper',
  );
  expect(await adding.run<Sum>({ from: 2 }, { feed: parts(1) })).toMatchObject({ sum: 3 });
});

test('a thread that ends, and a feed that fails, cost their own job alone', async () => {
  const adding = thread('adds');
  const ending = adding.run({ from: 1, ends: true });
  const next = adding.run<Sum>({ from: 5 });
  await expect(ending).rejects.toThrow('without a word');
  expect(await next).toMatchObject({ sum: 5 });
  async function* broken() {
    yield 1;
    throw new Error('the disk is gone');
  }
  await expect(adding.run({ from: 1 }, { feed: broken() })).rejects.toThrow('the disk is gone');
  expect(await adding.run<Sum>({ from: 6 })).toMatchObject({ sum: 6 });
});

test.each(['no-such-program'])('%s: it says so, each time', async (name) => {
  const none = thread(name);
  await expect(none.run({})).rejects.toThrow(name);
  await expect(none.run({})).rejects.toThrow(name);
});

test('what takes too long, and what nobody waits for any more, is ended', async () => {
  await expect(thread('never', 1).run({})).rejects.toThrow('took over 1 ms');
  const never = thread('never');
  const stopping = new AbortController();
  const running = never.run({}, { signal: stopping.signal });
  const waiting = never.run({}, { signal: stopping.signal });
  stopping.abort(new Error('the page is closed'));
  await expect(running).rejects.toThrow('the page is closed');
  await expect(waiting).rejects.toThrow('the page is closed');
});

test(
  'nothing to do for a while: it ends, and another begins with the next job',
  async () => {
    const adding = thread('adds', MINUTE, 0);
    const first = await adding.run<Sum>({ from: 1 });
    let later = first;
    // The timer of the idle thread comes before what is begun in a later turn.
    while (later.threadId === first.threadId) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      later = await adding.run<Sum>({ from: 2 });
    }
    expect(later.sum).toBe(2);
  },
  MINUTE,
);

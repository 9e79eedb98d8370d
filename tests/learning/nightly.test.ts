/** A night passes: what was settled by day is read right from the next morning on. With the weights that ship. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Registration } from '../../src/domain/lifecycle.ts';
import { at, DAY, HOUR } from '../../src/domain/time.ts';
import { learnApart } from '../../src/learning/apart.ts';
import type { Found, Job } from '../../src/learning/learn.ts';
import { localFileIn } from '../../src/learning/local-weights.ts';
import type { NightlyParts } from '../../src/learning/nightly.ts';
import type { Store } from '../../src/store/port.ts';
import { type Bench, openBench, useBench } from '../desk/bench.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { PATIENCE } from '../support/patience.ts';
import { CANAL, NEXT_CANAL } from './county.ts';

const TUESDAY = at('2026-11-24', '10:00');
const NIGHT = at('2026-11-25', '03:00');
const MORNING = at('2026-11-25', '09:30');
const SECRET = '汾河灌渠管理站王站长收了红包才给开口';

/** What each night's learning was given; `instead` of the real one, where a test wants another. */
let given: Job[] = [];
let instead: NonNullable<NightlyParts['learn']> | null = null;
async function learn(job: Job, signal: AbortSignal): Promise<Found> {
  given.push(job);
  return (instead ?? learnApart)(job, signal);
}

const NEVER_ENDS = { entry: new URL('./programs/never.ts', import.meta.url), patienceMs: HOUR };

let bench: Bench;
useBench(
  TUESDAY,
  (opened) => {
    bench = opened;
  },
  { learning: { learn } },
);
beforeEach(() => {
  given = [];
  instead = null;
});

const unclear: Partial<Registration> = {
  kind: 'request',
  department: null,
  candidates: [{ department: 'agriculture', p: 0.5 }],
};
const assigned = (story: Story): Story =>
  next(story, 'dispatcher', { ...COMMANDS.assign, department: 'water' }, TUESDAY);

/** The dispatcher has given so many of them to 水利局. */
async function dispatchedByDay(texts: readonly string[] = CANAL): Promise<void> {
  for (const text of texts) await bench.has(TUESDAY, assigned, { ...unclear, text });
}

async function nightPasses(night = NIGHT): Promise<void> {
  await bench.goesTo(night);
  await bench.program.nightly?.idle();
}

/** Whose it is, and how it came there, when an enterprise says it now. */
async function registered(text: string): Promise<{ department: string | null; how: string | null }> {
  await bench.says('xinghuo-1', text);
  const [newest] = await bench.store.tickets({ newest: 1 });
  expect(newest?.text, 'it was registered').toBe(text);
  return { department: newest?.department ?? null, how: newest?.assignedHow ?? null };
}

const weightsOnRecord = async (): Promise<string | undefined> =>
  (await bench.store.office()).settings.weights;
const reportLine = async (): Promise<string | undefined> =>
  (await bench.answers('dispatcher-1', '派单报告')).split('\n').find((line) => line.startsWith('自学'));

test('the next ticket goes right at once, without a restart', async () => {
  await dispatchedByDay();
  expect((await registered(`今天${NEXT_CANAL}`)).department).not.toBe('water');
  await nightPasses();
  await bench.goesTo(MORNING);
  expect(await registered(NEXT_CANAL)).toEqual({ department: 'water', how: 'auto' });
});

test('派单报告 tells of it, and the record by which weights words are read', async () => {
  await dispatchedByDay();
  const before = await weightsOnRecord();
  expect(await reportLine()).toBeUndefined();
  await nightPasses();
  await bench.goesTo(MORNING);
  expect(await reportLine()).toMatch(
    /^自学：11月25日（周三）03:00从 48 件定下来的诉求里学，其中留出 \d+ 件检验，\d+ 项里原来判对 \d+ 项，学后判对 \d+ 项。已经用上。$/u,
  );
  expect(await weightsOnRecord()).toMatch(new RegExp(`^${before}\\+[0-9a-f]{8}$`));
});

test('a start after that reads by what was learnt; by the shipped weights once the file is deleted', async () => {
  await dispatchedByDay();
  await nightPasses();
  const { dir } = bench;
  await bench.end();
  bench = await openBench(dir, MORNING, { learning: { learn } });
  expect(bench.county.router.route(NEXT_CANAL).departments[0]?.id).toBe('water');
  expect(await reportLine()).toContain('已经用上');
  await bench.end();
  rmSync(localFileIn(dir));
  bench = await openBench(dir, MORNING + HOUR, { learning: { learn } });
  expect(bench.county.router.route(NEXT_CANAL).departments[0]?.id).not.toBe('water');
  expect(await reportLine()).toMatch(/项。现在用的是程序自带的。$/u);
});

test('the night after, with nothing new, changes nothing, and says so', async () => {
  await dispatchedByDay();
  await nightPasses();
  const file = readFileSync(localFileIn(bench.dir));
  await nightPasses(NIGHT + DAY);
  expect(given).toHaveLength(2);
  expect(given[1]?.inUse).not.toBeNull();
  expect(readFileSync(localFileIn(bench.dir)).equals(file)).toBe(true);
  await bench.goesTo(MORNING + DAY);
  expect(await reportLine()).toMatch(/没有更好，不换。现在用的是11月25日（周三）03:00学到的。$/u);
});

describe('what is confidential', () => {
  test('reaches neither the thread nor the file', async () => {
    await dispatchedByDay();
    for (const who of ['zhiyuan-1', 'taotang-1']) await bench.says(who, `${SECRET}，我是${who}`);
    // A ticket to all appearances, whose words touch an official.
    await bench.has(TUESDAY, assigned, { ...unclear, text: `${SECRET}，请管管` });
    expect(await bench.store.tickets({ confidential: true })).not.toHaveLength(0);
    await nightPasses();
    const [{ lessons, ruled } = {}] = given;
    expect(lessons).toHaveLength(CANAL.length);
    expect(JSON.stringify([lessons, [...(ruled ?? [])]])).not.toMatch(/王站长|红包|zhiyuan|taotang/u);
    const file = readFileSync(localFileIn(bench.dir));
    for (const words of [SECRET, '王站长', '管理站', NEXT_CANAL, CANAL[0]!]) {
      expect(file.includes(words), words).toBe(false);
      expect(file.includes(Buffer.from(words, 'utf16le')), words).toBe(false);
    }
  });
});

describe('nothing is learnt', () => {
  test('from too few', async () => {
    await dispatchedByDay(CANAL.slice(0, 39));
    await nightPasses();
    expect(given).toHaveLength(0);
    expect(await weightsOnRecord()).not.toContain('+');
  });

  test('in a night that was slept through; the next one makes up for it', async () => {
    await dispatchedByDay();
    await bench.goesTo(NIGHT + 2 * HOUR);
    expect(given).toHaveLength(0);
    await nightPasses(NIGHT + DAY);
    expect(given).toHaveLength(1);
  });

  test('at a start after three: it waits for the next night', async () => {
    await dispatchedByDay();
    const { dir } = bench;
    await bench.end();
    bench = await openBench(dir, NIGHT + HOUR / 2, { learning: { learn } });
    await nightPasses(NIGHT + HOUR);
    expect(given).toHaveLength(0);
  });

  test('twice in one night', async () => {
    await dispatchedByDay();
    await nightPasses();
    await nightPasses(NIGHT + HOUR / 2);
    expect(given).toHaveLength(1);
  });

  test('when the thread fails: all stays as it was, and the next night tries again', async () => {
    await dispatchedByDay();
    instead = async () => {
      throw new Error('the thread has died');
    };
    await nightPasses();
    expect(await weightsOnRecord()).not.toContain('+');
    expect(await reportLine()).toBeUndefined();
    instead = null;
    await nightPasses(NIGHT + DAY);
    expect(await weightsOnRecord()).toContain('+');
  });

  test('when the program ends meanwhile', async () => {
    await dispatchedByDay();
    instead = (job, signal) => learnApart(job, signal, NEVER_ENDS);
    await bench.goesTo(NIGHT);
    await bench.program.nightly?.stop();
    expect(await weightsOnRecord()).not.toContain('+');
  });
});

test('a message that is being read is read to its end by the weights it was begun with', async () => {
  await dispatchedByDay();
  const { dir } = bench;
  await bench.end();
  let goOn = (): void => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let isHeld = false;
  const wrap = (store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        const found = Reflect.get(target, name, target);
        if (name === 'dialogue') {
          return async (key: string) => {
            if (isHeld) await held;
            return target.dialogue(key);
          };
        }
        return typeof found === 'function' ? found.bind(target) : found;
      },
    });
  bench = await openBench(dir, NIGHT - HOUR, { learning: { learn }, wrap });
  isHeld = true;
  const reading = bench.says('xinghuo-1', NEXT_CANAL);
  await bench.goesTo(NIGHT);
  await vi.waitFor(() => expect(existsSync(localFileIn(dir))).toBe(true), PATIENCE);
  expect(bench.county.understanding?.weights.local).toBeNull();
  goOn();
  await reading;
  await bench.program.nightly?.idle();
  const [newest] = await bench.store.tickets({ newest: 1 });
  expect(newest).toMatchObject({ text: NEXT_CANAL });
  expect(newest?.candidates[0]?.department).not.toBe('water');
  expect(bench.county.understanding?.weights.local).not.toBeNull();
});

test('a clock set back by days: the next night is the next one', async () => {
  await dispatchedByDay();
  const { nightly } = bench.program;
  nightly?.look(NIGHT - 5 * DAY);
  nightly?.look(NIGHT - 4 * DAY);
  await nightly?.idle();
  expect(given).toHaveLength(1);
});

test('what is in use and has become worse than the shipped weights is given up', async () => {
  await dispatchedByDay();
  await nightPasses();
  const worse = { departments: [false, false], kinds: [] };
  const better = { departments: [true, true], kinds: [] };
  instead = async () => ({
    trial: { shipped: better, inUse: worse, learnt: worse },
    verdict: 'undone',
    file: null,
  });
  await nightPasses(NIGHT + DAY);
  expect(await weightsOnRecord()).not.toContain('+');
  expect(() => readFileSync(localFileIn(bench.dir))).toThrow('ENOENT');
  await bench.goesTo(MORNING + DAY);
  expect(await reportLine()).toMatch(/没有更好，不换。现在用的是程序自带的。$/u);
});

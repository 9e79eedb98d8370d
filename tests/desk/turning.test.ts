/** The card in the group says 超期 from the very moment, by itself: once for a deadline, and nobody is rung. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { at, MINUTE } from '../../src/domain/time.ts';
import type { Store } from '../../src/store/port.ts';
import { scratch } from '../support/county.ts';
import { type Bench, type BenchOptions, CHANNEL, GROUP, openBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '09:00');
const SIGN_LATE = at('2026-11-26', '00:00');
const RESOLVE_LATE = at('2026-12-02', '00:00');
const OWNER = 'shangchao-1';
const LIAISON = 'urban-a';
const LAMP = '厂门口的路灯坏了半个月，晚上卸货看不见';

async function on(
  run: (bench: Bench, again: (start: number) => Promise<Bench>) => Promise<void>,
  options: BenchOptions = {},
): Promise<void> {
  const place = scratch();
  const dir = join(place.dir, 'data');
  let bench = await openBench(dir, TUESDAY, options);
  try {
    await run(bench, async (start) => {
      await bench.end();
      bench = await openBench(dir, start, options);
      return bench;
    });
  } finally {
    await bench.end();
    place.remove();
  }
}

/** What the group is shown between now and then. */
async function shownBy(bench: Bench, when: number): Promise<readonly string[]> {
  const before = bench.told(GROUP).length;
  await bench.goesTo(when);
  return bench.told(GROUP).slice(before);
}

test('签收 and 办结 each turn the card at their own midnight, and only then', async () => {
  await on(async (bench) => {
    await bench.says(OWNER, LAMP, 'group');
    expect(await shownBy(bench, SIGN_LATE - 1)).toEqual([]);
    const [turned, ...more] = await shownBy(bench, SIGN_LATE);
    expect(turned).toContain('签收：11月25日（周三）内，已超期');
    expect(more).toEqual([]);
    expect(bench.sentTo(GROUP, CHANNEL).at(-1)?.edit, 'what stands is changed').not.toBeNull();
    expect(await shownBy(bench, RESOLVE_LATE - 1)).toEqual([]);
    const told = bench.told(LIAISON).length;
    expect((await shownBy(bench, RESOLVE_LATE)).map((text) => text.includes('\n已超期'))).toEqual([true]);
    expect(bench.told(LIAISON).length, 'nobody is rung at midnight').toBe(told);
    expect(await shownBy(bench, at('2026-12-20', '12:00'))).toEqual([]);
  });
});

test('an emergency turns in the minute after its time', async () => {
  await on(async (bench) => {
    await bench.says(OWNER, '厂里停电了，高炉要出事', 'group');
    const due = (await bench.ticket()).clocks.sign?.deadline.due ?? 0;
    await bench.goesTo(due);
    expect(bench.newest(GROUP)).not.toContain('超期');
    await bench.goesTo(due + 1);
    expect(bench.newest(GROUP)).toMatch(/签收：.* 前，已超期/u);
  });
});

test('an extension turns it back, and its own end turns it again', async () => {
  await on(async (bench) => {
    await bench.says(OWNER, LAMP, 'group');
    await bench.says(LIAISON, '延期 1 3天 灯杆没到');
    await bench.says('dispatcher-1', '同意 1');
    expect(await shownBy(bench, RESOLVE_LATE)).toEqual([]);
    const { lateFrom = 0 } = (await bench.ticket()).clocks.resolve?.deadline ?? {};
    expect((await shownBy(bench, lateFrom)).join()).toContain('\n已超期');
  });
});

test('nothing turns that was done meanwhile, stands still, or is a report', async () => {
  await on(async (bench) => {
    await bench.says(OWNER, LAMP, 'group');
    await bench.says(LIAISON, '办结 1 换了灯');
    await bench.says(OWNER, '厂门口的路坑坑洼洼，货车不好走，请修一修', 'group');
    const { liaison } = await bench.ticket(2);
    await bench.says(liaison ?? '', '请补充 2 请发照片');
    await bench.says(OWNER, '我要举报：环保局王科长收红包，不给就不验收');
    const told = bench.told(GROUP).length;
    for (const day of ['11-26', '11-28', '12-01'] as const) await bench.goesTo(at(`2026-${day}`, '00:00'));
    expect(bench.told(GROUP).slice(told).join()).not.toContain('超期');
    const [report] = await bench.store.tickets({ confidential: true });
    expect(report?.clocks.sign?.turnedFor).toBeUndefined();
  });
});

test('a program that was down turns it when it is back, and a second start does nothing more', async () => {
  await on(async (bench, again) => {
    await bench.says(OWNER, LAMP, 'group');
    const back = await again(SIGN_LATE + 90 * MINUTE);
    await back.goesTo(SIGN_LATE + 91 * MINUTE);
    const turned = back.told(GROUP).filter((text) => text.includes('已超期'));
    expect(turned).toHaveLength(1);
    const { version } = await back.ticket();
    const once = await again(SIGN_LATE + 92 * MINUTE);
    await once.goesTo(SIGN_LATE + 93 * MINUTE);
    expect(once.told(GROUP)).toEqual([]);
    expect((await once.ticket()).version).toBe(version);
  });
});

test('where its commit is lost, a later beat turns it, once', async () => {
  let toLose = 0;
  let lost = 0;
  const wrap = (store: Store): Store => {
    const commit: Store['commit'] = async (build) => {
      if (lost >= toLose) return store.commit(build);
      lost++;
      throw new Error('away for a moment');
    };
    return new Proxy(store, {
      get(target, name) {
        if (name === 'commit') return commit;
        const own: unknown = Reflect.get(target, name);
        return typeof own === 'function' ? own.bind(target) : own;
      },
    });
  };
  await on(
    async (bench) => {
      await bench.says(OWNER, LAMP, 'group');
      await bench.goesTo(SIGN_LATE - 1);
      toLose = 1;
      await bench.goesTo(SIGN_LATE);
      expect(lost, 'the first try').toBe(1);
      expect(bench.newest(GROUP)).not.toContain('已超期');
      await bench.goesTo(SIGN_LATE + 11 * MINUTE);
      expect(bench.told(GROUP).filter((text) => text.includes('已超期'))).toHaveLength(1);
    },
    { wrap },
  );
});

test('where nothing can be changed, nothing is said', async () => {
  await on(
    async (bench) => {
      await bench.says(OWNER, LAMP, 'group');
      expect((await shownBy(bench, SIGN_LATE)).join()).not.toContain('【诉求件 1】');
      expect((await bench.ticket()).clocks.sign?.turnedFor).toBe(SIGN_LATE);
    },
    { can: { edits: false } },
  );
});

/**
 * A rehearsed year: the summaries of `flows/summaries.yaml` each once to everybody who is to have them, whatever moment the
 * program stops at. What is due is reckoned here a second time, from the calendar alone.
 */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { County } from '../../src/county.ts';
import { addWorkdays, isWorkday } from '../../src/domain/calendar.ts';
import { addDays, at, DAY, type Day, dayOf, HOUR, type Instant } from '../../src/domain/time.ts';
import type { Store } from '../../src/store/port.ts';
import { type Chance, chanceFrom } from '../crash/chance.ts';
import { COMMANDS, calendar, next } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, CHANNEL, openBench } from './bench.ts';

const FIRST: Day = '2026-01-01';
const LAST: Day = '2027-01-08';
/** What the program is told to do: the mornings and the groups have tests of their own. */
const change = (county: County): County => {
  const { digest: _, progress: __, ...schedule } = county.schedule;
  return { ...county, schedule };
};

let place: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(() => {
  place = scratch();
});
afterEach(async () => {
  await bench.end().catch(() => {});
  place.remove();
});

interface Due {
  readonly key: string;
  readonly at: Instant;
  readonly to: 'hub' | 'all';
}

/** 日报 on each working day, 周报 on the last one of a week that has any, 月报 and 年报 on the first one after it. */
function expected(): readonly Due[] {
  const due: Due[] = [];
  for (let day = FIRST; day <= LAST; day = addDays(day, 1)) {
    if (!isWorkday(day, calendar)) continue;
    const [before, after] = [addWorkdays(day, -1, calendar), addWorkdays(day, 1, calendar)];
    const [evening, morning] = [at(day, '17:30'), at(day, '09:00')];
    due.push({ key: `daily:${day}`, at: evening, to: 'hub' });
    if (monday(day) !== monday(after)) due.push({ key: `weekly:${monday(day)}`, at: evening, to: 'all' });
    if (before.slice(0, 7) !== day.slice(0, 7)) {
      due.push({
        key: `monthly:${addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7)}`,
        at: morning,
        to: 'all',
      });
    }
    if (before.slice(0, 4) !== day.slice(0, 4)) {
      due.push({ key: `yearly:${Number(day.slice(0, 4)) - 1}`, at: morning, to: 'all' });
    }
  }
  return due;
}

function monday(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** The ways in which a program stops. */
const STOPS = [
  'at rest',
  'for a day',
  'before it is on record',
  'after it is on record',
  'before it is sent',
] as const;

/** Somebody who closes the private chat before one summary, by its place in the year, and opens it again before another. */
interface Blocking {
  readonly person: string;
  readonly from: number;
  readonly to: number;
}

interface Lived {
  /** Who was sent which. */
  readonly found: ReadonlyMap<string, readonly string[]>;
  /** What the operators were told, in words. */
  readonly operators: readonly string[];
  /** From when to when the chat was closed. */
  readonly closed: { readonly from: Instant; readonly to: Instant } | null;
}

async function year(chance: Chance, restarts: number, blocking?: Blocking): Promise<Lived> {
  const sent: string[] = [];
  const operators: string[] = [];
  let closedAt: Instant | null = null;
  let openedAt: Instant | null = null;
  let stopped: 'before' | 'after' | null = null;
  const wrap = (store: Store): Store => {
    const commit: Store['commit'] = async (build) => {
      let isSummary = false;
      const looking: Parameters<Store['commit']>[0] = (takeNumber) => {
        const made = build(takeNumber);
        isSummary = made.cause.startsWith('summary:');
        if (isSummary && stopped === 'before') throw new Error('the power is gone');
        return made;
      };
      const result = await store.commit(looking);
      if (isSummary && stopped === 'after') throw new Error('the power is gone');
      return result;
    };
    return new Proxy(store, {
      get: (target, name) => {
        if (name === 'commit') return commit;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  };
  const open = async (when: Instant): Promise<void> => {
    bench = await openBench(join(place.dir, 'data'), when, { change, wrap });
  };
  const close = async (): Promise<void> => {
    await bench.end();
    for (const { id } of bench.county.roster.people) {
      sent.push(...bench.sentTo(id, CHANNEL).map(({ key }) => key));
    }
    for (const { id } of bench.county.roster.operators) operators.push(...bench.told(id));
  };
  await open(at(FIRST, '08:00'));
  // Over at once: what stays open rings all the year, and has tests of its own.
  await bench.has(at(FIRST, '07:00'), (story) =>
    next(story, 'reporter', COMMANDS.withdraw, at(FIRST, '07:30')),
  );
  const end = at(LAST, '20:00');
  const stops = Array.from({ length: restarts }, () => chance.between(0, expected().length - 1)).sort(
    (a, b) => a - b,
  );
  let made = 0;
  for (;;) {
    const due = await bench.program.pulse.next();
    if (due === undefined || due > end) break;
    if (blocking && closedAt === null && made >= blocking.from) {
      closedAt = bench.clock.now();
      await bench.hears(blocking.person, { what: 'blocked', message: null });
    }
    if (blocking && openedAt === null && made >= blocking.to) {
      openedAt = bench.clock.now();
      await bench.hears(blocking.person, { what: 'start', message: null });
    }
    const stop = stops[0] !== undefined && stops[0] <= made ? chance.one(STOPS) : null;
    if (stop) stops.shift();
    if (stop === 'for a day' || stop === 'at rest') {
      await close();
      const away = stop === 'for a day' ? chance.between(HOUR, 36 * HOUR) : 0;
      await open(Math.max(bench.clock.now(), Math.min(due + away, end)));
      await bench.goesTo(bench.clock.now());
    } else if (stop === null) {
      await bench.goesTo(due);
    } else {
      bench.clock.advanceTo(due);
      stopped =
        stop === 'before it is on record' ? 'before' : stop === 'after it is on record' ? 'after' : null;
      await bench.program.pulse.beat().catch(() => {});
      // Nothing is sent: so it is found by the next start.
      await close();
      stopped = null;
      await open(due + chance.between(0, HOUR));
      await bench.goesTo(bench.clock.now());
    }
    made += 1;
  }
  await bench.program.delivery.run();
  await close();
  const found = new Map<string, string[]>();
  for (const key of sent) {
    const [, summary, person] = /^summary\/((?:daily|weekly|monthly|yearly):[^/]+)\/([^/]+)$/.exec(key) ?? [];
    if (summary === undefined || person === undefined) continue;
    found.set(summary, [...(found.get(summary) ?? []), person]);
  }
  const closed = closedAt === null ? null : { from: closedAt, to: openedAt ?? end };
  return { found, operators, closed };
}

test.each(Array.from({ length: process.env.LONG ? 12 : 1 }, (_, turn) => `year ${turn}`))(
  'a year with restarts at any moment: no summary is missing, and nobody gets one twice (%s)',
  async (seed) => {
    const { found } = await year(chanceFrom(seed), process.env.LONG ? 60 : 24);
    const { leaders, dispatchers } = bench.county.roster;
    const everybody = [...leaders, ...dispatchers].map(({ id }) => id);
    const hub = dispatchers.map(({ id }) => id);
    const due = expected();
    expect([...found.keys()].sort()).toEqual(due.map(({ key }) => key).sort());
    for (const { key, to } of due) {
      expect([...(found.get(key) ?? [])].sort(), key).toEqual([...(to === 'hub' ? hub : everybody)].sort());
    }
    // 春节: a week without a working day has none, and the one of the week before is not told twice.
    expect(found.has('weekly:2026-02-16')).toBe(false);
    expect(due.filter(({ key }) => key.startsWith('monthly')).map(({ at: when }) => dayOf(when))).toContain(
      '2026-10-08',
    );
    expect(due.some(({ at: when }) => when % DAY === 0)).toBe(false);
  },
  600_000,
);

test.each(Array.from({ length: process.env.LONG ? 6 : 1 }, (_, turn) => `blocked ${turn}`))(
  'a year in which a leader closes the chat for a while: the others miss none, and the operators know (%s)',
  async (seed) => {
    const chance = chanceFrom(seed);
    const due = expected();
    const half = Math.floor(due.length / 2);
    const blocking = {
      person: 'leader-2',
      from: chance.between(5, half),
      to: chance.between(half + 1, due.length - 5),
    };
    const { found, operators, closed } = await year(chance, process.env.LONG ? 40 : 8, blocking);
    const { leaders, dispatchers } = bench.county.roster;
    const all = [...leaders, ...dispatchers].map(({ id }) => id);
    const hub = dispatchers.map(({ id }) => id);
    const { from, to } = closed ?? { from: 0, to: 0 };
    let missed = 0;
    for (const { key, at: when, to: whom } of due) {
      const isClosed = when > from && when <= to;
      const people = (whom === 'hub' ? hub : all).filter((id) => !(isClosed && id === blocking.person));
      if (isClosed && whom === 'all') missed += 1;
      expect([...(found.get(key) ?? [])].sort(), key).toEqual([...people].sort());
    }
    expect(missed, 'some were due meanwhile').toBeGreaterThan(0);
    const name = bench.county.roster.person(blocking.person)?.name ?? '';
    const told = operators.filter((text) => text.includes(`${name}（双组长）关掉了和我的私聊`));
    expect(told, 'once, not with each brief').toHaveLength(bench.county.roster.operators.length);
  },
  600_000,
);

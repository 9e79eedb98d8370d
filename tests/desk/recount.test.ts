/** A new calendar: every open deadline is counted by it once, whatever happens on the way, and those concerned hear. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCalendar } from '../../src/county/calendar-file.ts';
import type { Calendar } from '../../src/domain/calendar.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { at, DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import { StoreFault } from '../../src/store/fault.ts';
import type { Store } from '../../src/store/port.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, GROUP, openBench } from './bench.ts';

/** A Friday; seven days on is New Year's Day, a holiday, so the last day is the first working day of 2027. */
const FRIDAY = at('2026-12-25', '10:00');
/** Monday before the new year: the notice for 2027 has come. */
const IMPORT = at('2026-12-28', '08:00');
const NEWS = '放假安排有变动';

let place: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(() => {
  place = scratch();
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

/** The calendar that ships, with a 2027 in which the New Year holiday goes up to and including `to`. */
function calendarTo(to: string, workdays: number): Calendar {
  const file = join(place.dir, `calendar-${to}.yaml`);
  writeFileSync(
    file,
    [
      'hours: [{ from: 08:00, to: 12:00 }, { from: 14:30, to: 18:00 }]',
      'years:',
      '  - year: 2027',
      `    off: [{ from: 2027-01-01, to: ${to}, name: 元旦 }]`,
      '    work: []',
      `    workdays: ${workdays}`,
    ].join('\n'),
  );
  return loadCalendar(file);
}
/** 2027-01-04, a Monday, is a holiday too: what was due then is due on Tuesday. */
const longer = (): Calendar => calendarTo('2027-01-04', 259);
/** As expected: only what was provisional is certain now. */
const expected = (): Calendar => calendarTo('2027-01-03', 260);

async function open(start: Instant, calendar?: Calendar, wrap?: (store: Store) => Store): Promise<void> {
  bench = await openBench(join(place.dir, 'data'), start, {
    wrap,
    change: (county) =>
      calendar
        ? { ...county, calendar, versions: { ...county.versions, calendar: calendar.version } }
        : county,
  });
}
async function restart(start: Instant, calendar: Calendar, wrap?: (store: Store) => Store): Promise<void> {
  await bench.end();
  await open(start, calendar, wrap);
}
const dueDay = (ticket: Ticket | undefined) => ticket?.clocks.resolve?.deadline.explanation.lastDay;
const dueDays = async () => (await bench.store.tickets({})).map(dueDay);
const countedBy = async () => (await bench.store.office()).settings.deadlines;
const news = (person: string) => bench.told(person).filter((text) => text.startsWith(NEWS));
const summaries = (person = 'dispatcher-1') =>
  bench.told(person).filter((text) => text.startsWith('工作日历已更新'));

/** The program dies at the commit whose cause begins so, and at all after it. */
const dyingAt =
  (cause: string, times = 0) =>
  (store: Store): Store => {
    let seen = 0;
    let dead = false;
    const commit: Store['commit'] = async (build) => {
      if (!dead && build(() => 0).cause.startsWith(cause)) dead = seen++ >= times;
      if (dead) throw new StoreFault('disk', 'power cut');
      return store.commit(build);
    };
    return new Proxy(store, {
      get: (target, name) => (name === 'commit' ? commit : Reflect.get(target, name).bind(target)),
    });
  };

test('the first start has nothing to count, and none does without a new calendar', async () => {
  await open(FRIDAY);
  const { calendar } = bench.program.parts;
  expect(await countedBy()).toBe(calendar.version);
  await bench.has(FRIDAY);
  const { seq } = bench.store.head();
  await restart(FRIDAY + HOUR, calendar);
  await bench.goesTo(FRIDAY + HOUR);
  expect(bench.store.head().seq).toBe(seq);
});

describe('the day moved', () => {
  let liaison: string;
  beforeEach(async () => {
    await open(FRIDAY);
    await bench.says('shangchao-1', '门口道路塌陷，路面坑洼严重，货车进不来，请住建局来修', 'group');
    expect(await dueDays()).toEqual(['2027-01-04']);
    liaison = (await bench.store.ticket(1))?.liaison ?? '';
    await restart(IMPORT, longer());
    await bench.goesTo(IMPORT);
  });

  test('the deadline is counted again, on record, with the version of the new calendar', async () => {
    const ticket = await bench.store.ticket(1);
    expect(ticket?.clocks.resolve?.deadline).toMatchObject({
      due: at('2027-01-05', '18:00'),
      provisional: false,
    });
    expect(ticket?.clocks.resolve?.deadline.explanation.calendar).toMatch(/^2027\//);
    expect(ticket?.entries.at(-1)).toMatchObject({ what: 'recalculated', by: 'system' });
    expect(await countedBy()).toMatch(/^2027\//);
  });

  test('liaison and enterprise hear the former day and the new one, once', () => {
    const text =
      '放假安排有变动，诉求件 1 的时限重算如下：\n办结：原 2027年1月4日（周一）内（暂定），改为 2027年1月5日（周二）内';
    expect(news('shangchao-1')).toEqual([text]);
    expect(news(liaison)).toEqual([text]);
  });

  test('the card in the group is brought up to date', () => {
    expect(bench.told(GROUP).at(-1)).toContain('办结：2027年1月5日（周二）内');
    expect(bench.told(GROUP).at(-1)).not.toContain('暂定');
  });

  test('each dispatcher gets one summary', () => {
    for (const id of ['dispatcher-1', 'dispatcher-2']) {
      expect(summaries(id)).toEqual([
        '工作日历已更新，填到2027年，在办件的时限已重算。1 件时限有变动（1），已告知专人和企业。',
      ]);
    }
  });

  test('a further start changes and tells nothing', async () => {
    const { seq } = bench.store.head();
    await restart(IMPORT + MINUTE, longer());
    await bench.goesTo(IMPORT + MINUTE);
    expect(bench.store.head().seq).toBe(seq);
  });

  test('its reminders ring by the new day, none by the old', async () => {
    await bench.says(liaison, '反馈 1 已安排施工');
    const before = bench.told(liaison).length;
    await bench.goesTo(at('2027-01-04', '23:00'));
    expect(bench.told(liaison).slice(before)).toEqual([expect.stringContaining('2027年1月5日')]);
    const ticket = await bench.store.ticket(1);
    const rungs = ticket?.clocks.resolve?.rungs.map((rung) => rung.at);
    expect(rungs).toContain(at('2027-01-05', '09:00'));
    expect(rungs).not.toContain(at('2027-01-04', '09:00'));
  });
});

describe('only 暂定 went', () => {
  test('the card is edited, nobody is rung, the dispatcher hears the number', async () => {
    await open(FRIDAY);
    await bench.says('shangchao-1', '门口道路塌陷，路面坑洼严重，货车进不来，请住建局来修', 'group');
    expect(bench.told(GROUP).at(-1)).toContain('2027年1月4日（周一）内（暂定）');
    await restart(IMPORT, expected());
    await bench.goesTo(IMPORT);
    expect(await dueDays()).toEqual(['2027-01-04']);
    expect(bench.told(GROUP)).toHaveLength(1);
    expect(bench.told(GROUP)[0]).toContain('办结：2027年1月4日（周一）内');
    expect(bench.told(GROUP)[0]).not.toContain('暂定');
    expect(bench.told('shangchao-1')).toEqual([]);
    expect(summaries()).toEqual([
      '工作日历已更新，填到2027年，在办件的时限已重算。1 件日期不变，只是定了或改为暂定，卡片已更新。',
    ]);
  });

  test('nothing depends on it: that is said too', async () => {
    await open(at('2026-11-24', '09:00'));
    await bench.has(at('2026-11-24', '10:00'));
    await restart(at('2026-11-24', '12:00'), longer());
    await bench.goesTo(at('2026-11-24', '12:00'));
    expect(summaries()).toEqual(['工作日历已更新，填到2027年，在办件的时限已重算。在办件的时限都没有变动。']);
  });
});

describe('whatever happens on the way', () => {
  const COUNT = 4;
  const all = (day: string) => Array.from({ length: COUNT }, () => day);
  beforeEach(async () => {
    await open(FRIDAY);
    for (let n = 0; n < COUNT; n++) await bench.has(FRIDAY + n * HOUR);
    expect(await dueDays()).toEqual(all('2027-01-04'));
  });

  test.each([
    ['before the first ticket', 'recount:', 0],
    ['half way', 'recount:', 2],
    ['after the last ticket, before it is on record', 'recount:', COUNT],
  ])(
    'the program dies %s: the next start leaves none behind and tells nobody twice',
    async (_, cause, times) => {
      await restart(IMPORT, longer(), dyingAt(cause, times));
      await expect(bench.goesTo(IMPORT)).rejects.toThrow('power cut');
      expect((await dueDays()).filter((day) => day === '2027-01-05')).toHaveLength(times);
      expect(await countedBy()).not.toMatch(/^2027/);
      await restart(IMPORT + HOUR, longer());
      await bench.goesTo(IMPORT + HOUR);
      expect(await dueDays()).toEqual(all('2027-01-05'));
      expect(await countedBy()).toMatch(/^2027/);
      // What was told before the power cut waited in the outbox.
      for (const person of ['shangchao-1', 'housing-a']) {
        expect(
          news(person)
            .map((text) => /诉求件 (\d+)/.exec(text)?.[1])
            .sort(),
        ).toEqual(['1', '2', '3', '4']);
      }
      expect(summaries()).toEqual([expect.stringContaining('4 件时限有变动（1、2、3、4）')]);
      const times_ = (await bench.store.tickets({})).map(
        ({ entries }) => entries.filter(({ what }) => what === 'recalculated').length,
      );
      expect(times_).toEqual(all('1').map(Number));
    },
  );

  test('somebody changes a ticket in the very moment: it is counted at the second look', async () => {
    const meddling = (store: Store): Store => {
      let met = false;
      const commit: Store['commit'] = async (build) => {
        if (!met && build(() => 0).cause.includes('/2@')) {
          met = true;
          const urged = { type: 'urged', v: 1, at: IMPORT, by: 'shangchao-1', rings: false } as const;
          await store.commit(() => ({
            at: IMPORT,
            cause: 'test',
            tickets: [{ number: 2, events: [urged] }],
          }));
        }
        return store.commit(build);
      };
      return new Proxy(store, {
        get: (target, name) => (name === 'commit' ? commit : Reflect.get(target, name).bind(target)),
      });
    };
    await restart(IMPORT, longer(), meddling);
    await bench.goesTo(IMPORT);
    expect(await dueDays()).toEqual(all('2027-01-05'));
    expect(news('shangchao-1')).toHaveLength(COUNT);
  });

  test('a ticket that cannot be counted leaves the others alone, and is tried again', async () => {
    let broken = true;
    const failing = (store: Store): Store => {
      const commit: Store['commit'] = async (build) => {
        if (broken && build(() => 0).cause.includes('/2@')) throw new Error('no such flow');
        return store.commit(build);
      };
      return new Proxy(store, {
        get: (target, name) => (name === 'commit' ? commit : Reflect.get(target, name).bind(target)),
      });
    };
    await restart(IMPORT, longer(), failing);
    await bench.goesTo(IMPORT);
    expect(await dueDays()).toEqual(['2027-01-05', '2027-01-04', '2027-01-05', '2027-01-05']);
    expect(await countedBy(), 'the record does not say that all are counted').not.toMatch(/^2027/);
    expect(summaries()).toEqual([]);
    broken = false;
    await bench.goesTo(IMPORT + HOUR);
    expect(await dueDays()).toEqual(all('2027-01-05'));
    expect(summaries()).toHaveLength(1);
  });
});

describe('not only 办结', () => {
  test('an assisting department hears its own new day; a clock that stands is counted when it goes on', async () => {
    await open(FRIDAY);
    const assisted = (story: Story): Story =>
      next(
        next(story, 'liaison', COMMANDS.assist, at('2026-12-29', '10:00')),
        'liaison',
        COMMANDS.ask,
        at('2026-12-29', '11:00'),
      );
    await bench.has(FRIDAY, assisted);
    await restart(at('2026-12-29', '12:00'), calendarTo('2027-01-04', 259));
    await bench.goesTo(at('2026-12-29', '12:00'));
    // Three working days from the 29th: 30, 31, then 4 January, or 5 January now.
    expect(news('water-a')).toEqual([expect.stringContaining('协办：原 2027年1月4日（周一）11:30 前')]);
    expect(news('housing-a')[0]).toContain('协办：');
    // What the enterprise is asked for by has moved; its 办结 stands.
    expect(news('shangchao-1')).toEqual([expect.stringMatching(/\n企业补充材料：[^\n]*$/)]);
    expect(dueDay(await bench.store.ticket(1))).toBe('2027-01-04');
    await bench.goesTo(at('2026-12-30', '10:00'));
    await bench.says('shangchao-1', '补充 1 产权证在这里');
    const resumed = await bench.store.ticket(1);
    expect(resumed?.state).toBe('working');
    expect(resumed?.clocks.resolve?.deadline.explanation.calendar).toMatch(/^2027/);
  });

  test('a report about an official is counted and told to nobody but those who know of it', async () => {
    await open(FRIDAY);
    const report = { confidential: true, department: null, kind: 'whistleblow', candidates: [] } as const;
    await bench.has(FRIDAY, (story) => story, report);
    await bench.has(FRIDAY - 20 * DAY);
    await restart(IMPORT, longer());
    await bench.goesTo(IMPORT);
    expect(dueDay(await bench.store.ticket(1))).toBe('2027-01-05');
    expect(news('discipline-1')).toHaveLength(1);
    expect(news('shangchao-1')).toHaveLength(1);
    expect(bench.told(GROUP)).toEqual([]);
    expect(summaries()).toEqual([expect.stringContaining('在办件的时限都没有变动')]);
  });
});

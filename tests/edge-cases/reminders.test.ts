/** Edge cases 35 to 42: reminders. T0 is Tuesday 24 November 2026, 10:00; to be signed by the 25th, 办结 by 1 December. */
import { expect } from 'vitest';
import { isQuiet } from '../../src/domain/schedule.ts';
import { at, DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import { openStore } from '../../src/store/embedded.ts';
import { type Bench, GROUP } from '../desk/bench.ts';
import { asked, COMMANDS, next, outcomeOf, type Story, storyIn, T0, woken } from '../support/builders.ts';
import { atDesk, heard } from './at-desk.ts';
import { edge } from './table.ts';

const POTHOLE = '门口道路塌陷，货车进不来，请住建局来修';
const A = 'housing-a';
const B = 'housing-b';
const HEAD = 'housing-head';
const HUB = 'dispatcher-1';
const REMINDER = /^【(今日提醒|提醒|超期|催办通知|督办通知单?)】/;
const reminders = (bench: Bench, person: string): readonly string[] =>
  bench.told(person).filter((text) => REMINDER.test(text));
/** In hand, spoken to the enterprise, and then left: only the ladder of 办结 is before it. */
const left = (story: Story): Story => next(story, 'liaison', COMMANDS.feedback, T0 + HOUR);

edge(35, async () => {
  await atDesk(T0, async (opened, restart) => {
    await opened.has(T0);
    await opened.has(T0, left);
    // Off until Friday of the week after: four reminders of the first ticket and three of the second fell due.
    const back = at('2026-12-04', '10:00');
    const bench = await restart(back);
    await bench.goesTo(back);
    const both = [expect.stringMatching(/^【今日提醒】[\s\S]*\n诉求件 1（[\s\S]*\n诉求件 2（/)];
    expect(reminders(bench, A), 'one message for both').toEqual(both);
    expect(bench.told(HEAD)).toEqual(both);
    // And not a brief for every day: those of the last three days, and the last week's.
    expect(bench.told(HUB).filter((text) => text.startsWith('【日报】')).length).toBeLessThanOrEqual(3);
    expect(bench.told('leader-1').filter((text) => text.startsWith('【周报】'))).toHaveLength(1);
    const heardBy = bench.told(A).length;
    await bench.goesTo(back + 2 * HOUR);
    expect(bench.told(A), 'nothing follows').toHaveLength(heardBy);
  });
});

// That a process killed with -9 at any instant loses and repeats nothing is proved with real processes in
// tests/crash/kill-at-*.test.ts and tests/store/lock.test.ts; here is the rule they rest on.
edge(36, async () => {
  await atDesk(T0, async (opened, restart) => {
    let bench = opened;
    const dir = bench.program.parts.filesDir.replace(/\/files$/, '');
    // Two programs: the second is kept out while the first has the record.
    await expect(openStore({ dir })).rejects.toThrow(`进程 ${process.pid}`);
    await bench.has(T0);
    const rings = at('2026-11-25', '09:00');
    await bench.goesTo(rings);
    expect(reminders(bench, A)).toHaveLength(1);
    bench = await restart(rings);
    await bench.goesTo(rings);
    expect(reminders(bench, A), 'not again after a restart').toEqual([]);

    // Two looks at one version of a ticket: the later one is refused and nothing of it is kept.
    const ticket = await bench.store.ticket(1);
    const stale = { 'ticket/1': (ticket?.version ?? 0) - 1 };
    await expect(
      bench.store.commit(() => ({ at: rings, cause: 'test', expect: stale })),
    ).resolves.toMatchObject({ ok: false });

    // The sender dies with a message in its hands, before or after it was sent: nobody else had it meanwhile, it comes
    // again under the same name and as unsure, and once it is settled it is settled.
    await bench.program.receive([heard({ text: POTHOLE })]);
    await bench.program.work();
    const claim = (one: Bench) =>
      one.store.claimOutbox(rings, { limit: 1, leaseMs: HOUR, busy: new Set(['person/shangchao-1']) });
    const [taken] = await claim(bench);
    const [other] = await claim(bench);
    expect(other?.message.id).not.toBe(taken?.message.id);
    bench = await restart(rings + MINUTE);
    const [again] = await claim(bench);
    expect(again).toMatchObject({ unsure: true, message: { id: taken?.message.id } });
    bench = await restart(rings + 2 * MINUTE);
    await bench.goesTo(rings + 2 * MINUTE);
    const cards = () => bench.told(GROUP).filter((text) => text.startsWith('【诉求件 2'));
    expect(cards()).toHaveLength(1);
    bench = await restart(rings + 3 * MINUTE);
    await bench.goesTo(rings + 3 * MINUTE);
    expect(cards()).toEqual([]);
  });
});

edge(37, async () => {
  await atDesk(at('2026-11-24', '22:00'), async (bench) => {
    const { schedule } = bench.program.parts;
    const quiet = (time: string) => isQuiet(at('2026-11-24', time), schedule);
    expect(['20:59', '21:00', '23:59', '00:00', '07:29', '07:30'].map(quiet)).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    /** Whether what reached them rang. */
    const rang = async (person: string, text: string) => {
      const told = await bench.says('shangchao-1', text, 'group');
      return told.filter(({ chat }) => chat === person).map(({ silent }) => !silent);
    };
    await bench.says(HUB, '帮助');
    expect(await rang('power-a', '厂区电压不稳，电机烧了两台，请供电公司来看')).toEqual([false]);
    expect(await rang('power-a', '车间突然停电了，请供电公司快来抢修'), 'an emergency').toEqual([true]);
    const [answer] = await bench.says(A, '我的待办');
    expect(answer?.silent, 'an answer').toBe(false);
    await bench.goesTo(at('2026-11-25', '09:30'));
    expect(await rang('power-a', '变压器老化，电压不稳，请供电公司来看')).toEqual([true]);
  });
});

edge(38, async () => {
  await atDesk(T0, async (opened, restart) => {
    let bench = opened;
    await bench.has(T0);
    await bench.goesTo(at('2026-11-26', '09:00'));
    expect(reminders(bench, A)).toHaveLength(2);

    // Back by nine days: nothing rings again on the way, and what comes now is counted from the clock as it stands.
    bench = await restart(at('2026-11-17', '10:00'));
    await bench.goesTo(at('2026-11-17', '10:00'));
    await bench.says('shangchao-1', POTHOLE, 'group');
    expect((await bench.store.ticket(2))?.clocks.resolve?.deadline.due).toBe(at('2026-11-24', '18:00'));
    await bench.says(HUB, '分办 2 住建');
    await bench.says(A, '反馈 2 已联系企业');
    await bench.goesTo(at('2026-11-26', '10:00'));
    expect(reminders(bench, A).filter((text) => text.includes('诉求件 1（'))).toEqual([]);

    // Ahead by a week at once: of each ticket the one reminder that fits the present, and none is left out.
    bench = await restart(at('2026-11-26', '10:00'));
    bench.clock.advanceTo(at('2026-12-03', '10:00'));
    bench.program.pulse.resume();
    await bench.goesTo(at('2026-12-03', '10:00'));
    // The paper itself comes beside what is said of it.
    const [told = '', ...more] = bench.told(HEAD).filter((text) => !text.startsWith('《督办通知单》'));
    expect(more).toEqual([]);
    expect(told).toContain('诉求件 1（');
    expect(told).toMatch(/诉求件 2（.*\n　【督办通知单】/);
  });
});

edge(39, async () => {
  await atDesk(T0, async (bench) => {
    const does = async (what: 'blocked' | 'start'): Promise<void> => {
      const chat = { id: A, kind: 'private', title: '' } as const;
      const sender = { id: A, name: A, anonymous: false };
      await bench.program.receive([heard({ what, chat, sender, message: null, addressed: true })]);
      await bench.program.work();
      await bench.goesTo(bench.clock.now());
    };
    await does('blocked');
    await bench.has(T0, left);
    await bench.goesTo(at('2026-12-02', '09:30'));
    expect(reminders(bench, A), 'kept for later').toEqual([]);
    expect(reminders(bench, HEAD), 'the others hear what is theirs').toHaveLength(1);
    expect(bench.told(GROUP).join('\n'), 'and it is not left unsaid that one cannot be reached').toContain(
      '倪文泉',
    );
    expect((await bench.store.outboxState()).held).toBeGreaterThan(0);

    await does('start');
    expect(reminders(bench, A).at(-1), 'back: what still holds is said').toContain('【催办通知】诉求件 1');
    expect((await bench.store.outboxState()).held).toBe(0);
  });
});

/** Wakes the ticket every hour from one moment to another; the rungs of 办结 that spoke, in order. */
function everyHour(given: Story, from: Instant, to: Instant): { story: Story; rungs: readonly string[] } {
  let story = given;
  for (let now = from; now <= to; now += HOUR) story = woken(story, now);
  const news = story.events.slice(given.events.length);
  return {
    story,
    rungs: news.flatMap((event) => (event.type === 'reminded' && event.step === 'resolve' ? event.rung : [])),
  };
}

edge(40, () => {
  const overdue = everyHour(left(storyIn('assigned')), T0 + 2 * HOUR, at('2026-12-02', '10:00'));
  expect(overdue.rungs.at(-1)).toBe('overdue');
  const noted = next(overdue.story, 'head', COMMANDS.acknowledge, at('2026-12-02', '11:00'));
  const twice = asked(noted, 'head', COMMANDS.acknowledge, at('2026-12-02', '11:01'));
  expect(outcomeOf(twice)).toBe('alreadyDone');
  const climbing = everyHour(noted, at('2026-12-02', '12:00'), at('2026-12-31', '12:00'));
  expect(climbing.rungs, '知悉 is no work').toEqual(['supervise']);
  const done = next(noted, 'liaison', COMMANDS.resolve, at('2026-12-03', '09:00'));
  expect(everyHour(done, at('2026-12-03', '10:00'), at('2026-12-31', '12:00')).rungs).toEqual([]);
});

edge(41, () => {
  const first = everyHour(left(storyIn('assigned')), T0 + 2 * HOUR, T0 + 40 * DAY);
  expect(first.rungs, 'looked at 959 times').toEqual(['ahead', 'due-today', 'overdue', 'supervise']);
  // Resolved on Monday the 4th of January and overturned the same day: three days, and the ladder from its start.
  const monday = at('2027-01-04', '10:00');
  const resolved = next(first.story, 'liaison', COMMANDS.resolve, monday);
  const again = next(resolved, 'reporter', COMMANDS.rework, monday + HOUR);
  const second = everyHour(again, monday + 2 * HOUR, monday + 40 * DAY);
  expect(second.rungs).toEqual(['ahead', 'due-today', 'overdue', 'supervise']);
});

edge(42, async () => {
  await atDesk(T0, async (bench) => {
    await bench.has(T0, left);
    for (const [person, day] of [
      [A, '11月27日'],
      [B, '12月1日'],
      [HEAD, '12月2日'],
    ] as const) {
      await bench.says(person, `请假 ${day}-12月18日`);
    }
    const liaison = async () => (await bench.store.ticket(1))?.liaison;
    /** Who is told at that hour that something is due, copies to those on leave left out. */
    const rungAt = async (when: Instant): Promise<readonly string[]> => {
      const people = [A, B, HEAD, HUB];
      const before = people.map((person) => reminders(bench, person).length);
      await bench.goesTo(when);
      return people.filter((person, index) => reminders(bench, person).length > (before[index] ?? 0));
    };
    expect(await rungAt(at('2026-11-27', '09:30')), 'A on leave').toEqual([B]);
    expect(await liaison()).toBe(B);
    expect(await rungAt(at('2026-12-01', '09:30')), 'both on leave').toEqual([HEAD]);
    expect(await liaison()).toBe(HEAD);
    expect(await rungAt(at('2026-12-02', '09:30')), 'the head too').toEqual([HUB]);
    expect(await liaison()).toBe(HUB);
  });
});

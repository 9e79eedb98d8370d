/** Edge cases 26 to 34: what happens to a ticket. T0 is Tuesday 24 November 2026, 10:00; 办结 by Tuesday 1 December. */
import { expect } from 'vitest';
import type { Incoming } from '../../src/channels/port.ts';
import { isOverdue, resolvedOnTime, summarise } from '../../src/domain/metrics.ts';
import { liveClocks, wakeAt } from '../../src/domain/reminders.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { at, DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import { type Bench, GROUP } from '../desk/bench.ts';
import {
  asked,
  begun,
  COMMANDS,
  flows,
  LATER,
  next,
  outcomeOf,
  type Story,
  storyIn,
  T0,
  type Who,
  woken,
} from '../support/builders.ts';
import { atDesk, heard } from './at-desk.ts';
import { edge } from './table.ts';

const DUE = at('2026-12-01', '18:00');
const LATE = at('2026-12-02', '00:00');
const POTHOLE = '门口道路塌陷，货车进不来，请住建局来修';
const VOLTAGE = '厂区电压不稳，电机烧了两台，请供电公司来看';
const dueDay = ({ clocks }: Ticket) => clocks.resolve?.deadline.explanation.lastDay;
const resolvedAt = (story: Story, when: Instant): Story => next(story, 'liaison', COMMANDS.resolve, when);
const ticketOf = async (bench: Bench, number: number): Promise<Ticket> => {
  const found = await bench.store.ticket(number);
  if (!found) throw new Error(`there is no ticket ${number}`);
  return found;
};

edge(26, () => {
  // Nothing looks at the ticket between the deadline and the result: the judgement needs no look.
  const urgent = { flow: flows.urgent };
  const emergency = begun({ flow: 'urgent@0001', urgent: true }, T0, 'reporter', urgent);
  const inHours = emergency.ticket.clocks.resolve?.deadline.due ?? 0;
  const solvedAt = (when: Instant) => next(emergency, 'liaison', COMMANDS.resolve, when, urgent).ticket;
  expect(resolvedOnTime(solvedAt(inHours)), 'on the stroke').toBe(true);
  expect(resolvedOnTime(solvedAt(inHours + 1)), 'a millisecond later').toBe(false);

  expect(resolvedOnTime(resolvedAt(storyIn('working'), LATE - 1).ticket), 'the last moment of the day').toBe(
    true,
  );
  const late = resolvedAt(storyIn('working'), LATE).ticket;
  expect(resolvedOnTime(late)).toBe(false);
  const december = { from: at('2026-12-01', '00:00'), before: at('2027-01-01', '00:00') };
  expect(summarise([late], december, december.before).rates.onTime).toEqual({ numerator: 0, denominator: 1 });
});

edge(27, () => {
  // Resolved in time, and overturned six days later, when the first deadline is long past.
  const first = resolvedAt(storyIn('working'), at('2026-12-01', '10:00'));
  const monday = at('2026-12-07', '10:00');
  const again = next(first, 'reporter', COMMANDS.rework, monday);
  expect(again.ticket).toMatchObject({ state: 'working', cycle: 2, facts: { resolvedAt: null } });
  expect(dueDay(again.ticket), 'three days from when it came back').toBe('2026-12-10');
  expect(isOverdue(again.ticket, monday)).toBe(false);
  expect(resolvedOnTime(resolvedAt(again, at('2026-12-10', '17:00')).ticket)).toBe(true);
  expect(resolvedOnTime(resolvedAt(again, at('2026-12-11', '00:00')).ticket)).toBe(false);

  // Back at once, it has what was left of the first seven days, which is more than three.
  expect(dueDay(next(storyIn('resolved'), 'reporter', COMMANDS.rework, LATER).ticket)).toBe('2026-12-01');

  // Closed with 不满意, and opened again weeks later.
  const unhappy = next(storyIn('resolved'), 'reporter', { type: 'confirm', rating: 'dissatisfied' }, LATER);
  expect(unhappy.ticket.state).toBe('closed');
  const back = next(unhappy, 'reporter', COMMANDS.reopen, at('2026-12-14', '10:00'));
  expect(back.ticket).toMatchObject({ state: 'working', cycle: 2, facts: { rating: null, closedAt: null } });
  expect(dueDay(back.ticket)).toBe('2026-12-17');
  expect(isOverdue(back.ticket, at('2026-12-14', '10:00')), 'three weeks closed are not charged').toBe(false);
  expect(outcomeOf(asked(unhappy, 'reporter', COMMANDS.reopen, at('2027-02-01', '10:00')))).toBe('tooLate');
});

edge(28, async () => {
  const merged = storyIn('merged');
  expect(liveClocks(merged.ticket), 'no clock runs').toEqual([]);
  expect(wakeAt(merged.ticket), 'and nothing will wake it').toBeNull();
  expect(woken(merged, at('2027-11-24', '10:00')).events).toHaveLength(merged.events.length);

  await atDesk(T0, async (bench) => {
    await bench.says('shangchao-1', POTHOLE, 'group');
    await bench.says('dispatcher-1', '分办 1 住建');
    const before = await ticketOf(bench, 1);
    await bench.goesTo(T0 + DAY);
    await bench.says('dispatcher-1', `分单 1 ${VOLTAGE}`);
    const [one, two] = [await ticketOf(bench, 1), await ticketOf(bench, 2)];
    expect(one.clocks.resolve, 'the first goes on as it was').toEqual(before.clocks.resolve);
    expect(two).toMatchObject({ splitFrom: 1, enterprise: 'shangchao', text: VOLTAGE, department: 'power' });
    expect(dueDay(two), 'seven days from the split').toBe('2026-12-02');
  });
});

const photo = (ref: string) => [{ ref, kind: 'photo' as const, name: `${ref}.jpg`, size: 1000 }];

edge(29, async () => {
  await atDesk(T0, async (opened, restart) => {
    let bench = opened;
    const hears = async (...batch: Incoming[]): Promise<number> => {
      await bench.program.receive(batch);
      await bench.program.work();
      await bench.goesTo(bench.clock.now());
      return (await bench.store.tickets({})).length;
    };
    const said = heard({ text: POTHOLE });
    expect(await hears(said, said), 'twice in one batch').toBe(1);
    bench = await restart(T0 + MINUTE);
    expect(await hears(said), 'and again after a restart').toBe(1);

    // An edit speaks of the ticket its message opened.
    const corrected = `${POTHOLE}，东门也塌了`;
    expect(await hears(heard({ what: 'edit', message: said.message, text: corrected }))).toBe(1);
    expect((await ticketOf(bench, 1)).entries.at(-1)).toMatchObject({
      what: 'supplemented',
      text: corrected,
    });
    // The edit of a message that is heard only afterwards opens the ticket; the message then opens no second one.
    const edit = heard({ what: 'edit', text: VOLTAGE });
    expect(await hears(edit)).toBe(2);
    expect(await hears(heard({ message: edit.message, text: VOLTAGE }))).toBe(2);

    // An album comes picture by picture behind its words.
    expect(await hears(heard({ text: '门口路灯不亮，请住建局来修', files: photo('a') }))).toBe(3);
    expect(await hears(heard({ files: photo('b') }), heard({ files: photo('c') })), 'no new tickets').toBe(3);
    expect((await ticketOf(bench, 3)).files.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    // That a message was deleted no channel tells: what was said and registered stays on record.
  });
});

edge(30, async () => {
  await atDesk(T0, async (bench) => {
    await bench.says('shangchao-1', POTHOLE, 'group');
    await bench.goesTo(T0 + MINUTE);
    await bench.says('shangchao-1', VOLTAGE, 'group');
    const [road, power] = [await ticketOf(bench, 1), await ticketOf(bench, 2)];
    expect([road.text, power.text]).toEqual([POTHOLE, VOLTAGE]);
    expect(power.department).toBe('power');
    await bench.says(power.liaison ?? '', '办结 2 已换变压器');
    expect((await ticketOf(bench, 2)).state).toBe('resolved');
    expect(
      (await ticketOf(bench, 1)).facts.resolvedAt,
      'the end of one is not the end of the other',
    ).toBeNull();
  });
});

edge(31, async () => {
  await atDesk(T0, async (bench) => {
    for (const person of ['shangchao-1', 'shangchao-2', 'zhiyuan-1'])
      await bench.says(person, POTHOLE, 'group');
    expect((await bench.store.tickets({})).map(({ member }) => member)).toEqual([
      'shangchao-1',
      'shangchao-2',
      'zhiyuan-1',
    ]);
    await bench.says('dispatcher-1', '并单 2 并入 1');
    expect(await ticketOf(bench, 2)).toMatchObject({ state: 'merged', mergedInto: 1 });
    expect((await ticketOf(bench, 1)).entries.at(-1)).toMatchObject({ what: 'absorbed' });
    const [answer] = await bench.says('shangchao-2', '进度 2');
    expect(answer?.text, 'the other finds the way').toContain('诉求件 1');
    const [refusal] = await bench.says('dispatcher-1', '并单 3 并入 1');
    expect(refusal?.text).toContain('只能并入同一企业');
    expect((await ticketOf(bench, 3)).state, 'each enterprise gets an answer of its own').not.toBe('merged');
  });
});

edge(32, () => {
  for (const [when, late] of [
    [DUE, false],
    [LATE - 1, false],
    [LATE, true],
  ] as const) {
    const before = storyIn('working');
    const handedOn = next(before, 'liaison', COMMANDS.transfer, when);
    expect(handedOn.ticket).toMatchObject({ department: 'land', liaison: 'land-a', state: 'assigned' });
    expect(handedOn.ticket.clocks.resolve?.deadline).toEqual(before.ticket.clocks.resolve?.deadline);
    expect(isOverdue(handedOn.ticket, when)).toBe(late);
    expect(isOverdue(handedOn.ticket, LATE), 'a second later it is late, whoever has it').toBe(true);
    const { events } = woken(handedOn, at('2026-12-02', '09:00'));
    const rung = events.find(({ type }) => type === 'reminded');
    expect(rung, 'and the ladder goes on').toMatchObject({ step: 'resolve', rung: 'overdue' });
  }
});

edge(33, async () => {
  const OTHERS: readonly Who[] = ['otherLiaison', 'otherHead', 'dispatcher', 'leader', 'reporter', 'system'];
  for (const who of OTHERS) {
    for (const command of [COMMANDS.sign, COMMANDS.feedback, COMMANDS.resolve]) {
      const decision = asked(storyIn('assigned'), who, command, LATER);
      expect(outcomeOf(decision), `${command.type} by ${who}`).toBe('notYours');
    }
  }
  // What the former department said does not stand for the one that has it now.
  const told = next(storyIn('working'), 'liaison', COMMANDS.feedback, T0 + 2 * HOUR);
  const handedOn = next(told, 'liaison', COMMANDS.transfer, T0 + 3 * HOUR);
  expect(handedOn.ticket.facts).toMatchObject({ signedAt: null, fedBackAt: null });
  expect(liveClocks(next(handedOn, 'otherLiaison', COMMANDS.sign, LATER).ticket)[0]?.step).toBe('feedback');

  await atDesk(T0, async (bench) => {
    await bench.says('shangchao-1', POTHOLE, 'group');
    await bench.says('dispatcher-1', '分办 1 住建');
    expect(bench.told(GROUP).join('\n'), 'the bot has spoken').toContain('诉求件 1');
    await bench.says('land-a', '反馈 1 我们先看看', 'group');
    await bench.says('shangchao-2', '反馈 1 有人来过了', 'group');
    const { facts } = await ticketOf(bench, 1);
    expect(facts).toMatchObject({ signedAt: null, fedBackAt: null });
    await bench.says('housing-a', '反馈 1 已联系企业，三天内修好');
    expect((await ticketOf(bench, 1)).facts.fedBackAt).toBe(T0);
  });
});

edge(34, async () => {
  for (const state of ['assigned', 'working', 'waiting', 'suspended'] as const) {
    for (const text of ['', '   ', '\n']) {
      const decision = asked(storyIn(state), 'liaison', { type: 'resolve', text, files: [] }, LATER);
      expect(outcomeOf(decision), `${state}, ${JSON.stringify(text)}`).toBe('textMissing');
    }
  }
  await atDesk(T0, async (bench) => {
    await bench.has(T0, (story) => next(story, 'liaison', COMMANDS.sign, T0));
    await bench.says('housing-a', '办结 1');
    await bench.sends('housing-a', photo('road'));
    expect((await ticketOf(bench, 1)).state, 'a picture alone is no result').toBe('working');
    await bench.says('housing-a', '路面已重新铺好');
    expect(await ticketOf(bench, 1)).toMatchObject({
      state: 'resolved',
      facts: { result: '路面已重新铺好' },
      files: [{ name: 'road.jpg', from: 'department' }],
    });
  });
});

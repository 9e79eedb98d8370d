/** 延期 and 退单: asked by the department, settled by the hub; once, in time, and the clock runs meanwhile. */
import { describe, expect, test } from 'vitest';
import { nextStep, wakeAt } from '../../../src/domain/reminders.ts';
import { at, DAY, HOUR, type Instant, instantInWords, MINUTE } from '../../../src/domain/time.ts';
import {
  asked,
  begun,
  COMMANDS,
  flow,
  flows,
  next,
  outcomeOf,
  type Story,
  storyIn,
  T0,
  woken,
} from '../../support/builders.ts';

const on = (text: string): Instant => at(`2026-${text.slice(0, 5)}`, text.slice(6));
const dueOf = (story: Story): string => instantInWords(story.ticket.clocks.resolve!.deadline.due);
const working = storyIn('working');
const extend = (story: Story, when: Instant, workdays = 3) =>
  next(story, 'liaison', { ...COMMANDS.extend, workdays }, when);
const grant = (story: Story, when: Instant) => next(story, 'dispatcher', COMMANDS.grant, when);
const deny = (story: Story, when: Instant) => next(story, 'dispatcher', COMMANDS.deny, when);

describe('延期', () => {
  // Due on Tuesday 1 December.
  test('granted, it is due so many working days after the day it was due, and the reminders follow', () => {
    const story = grant(extend(working, on('11-27 10:00')), on('11-27 11:00'));
    expect(dueOf(story)).toBe('12月4日（周五）18:00');
    expect(story.ticket.facts.extensions).toBe(1);
    expect(story.ticket.request).toBeNull();
    expect(
      story.ticket.clocks.resolve!.rungs.map(({ name, at: when }) => `${name} ${instantInWords(when)}`),
    ).toEqual([
      'ahead 12月2日（周三）09:00',
      'due-today 12月4日（周五）09:00',
      'overdue 12月7日（周一）09:00',
      'supervise 12月11日（周五）09:00',
    ]);
    expect(dueOf(grant(extend(working, on('11-27 10:00'), 10), on('11-27 11:00')))).toBe(
      '12月15日（周二）18:00',
    );
  });

  test('while it is pending the department stays responsible and its clock runs', () => {
    const { ticket } = extend(working, on('11-27 10:00'));
    expect(ticket).toMatchObject({ state: 'working', liaison: 'housing-a', pausedAt: null });
    expect(ticket.clocks.resolve?.stoppedAt).toBeNull();
    expect(ticket.clocks.resolve?.deadline).toEqual(working.ticket.clocks.resolve?.deadline);
    expect(nextStep(ticket)?.step, 'the first feedback still comes first').toBe('feedback');
    expect(instantInWords(ticket.clocks.decide!.deadline.due)).toBe('11月30日（周一）18:00');
  });

  test('at least one working day ahead: the day it is asked does not count', () => {
    const code = (when: Instant) => outcomeOf(asked(working, 'liaison', COMMANDS.extend, when));
    expect(code(on('11-30 23:59')), 'on Monday for Tuesday').toBe('requested');
    expect(code(on('12-01 00:00'))).toBe('tooLate');
    expect(code(on('12-01 10:00')), 'on the day it is due').toBe('tooLate');
    expect(code(on('12-05 10:00')), 'late already').toBe('tooLate');
  });

  test('over a weekend: Friday, Saturday and Sunday are each one working day ahead of Monday', () => {
    // Begun on Monday 23 November: due on Monday 30.
    const story = next(begun({}, on('11-23 10:00')), 'liaison', COMMANDS.sign, on('11-23 11:00'));
    expect(dueOf(story)).toBe('11月30日（周一）18:00');
    for (const day of ['11-27 17:00', '11-28 10:00', '11-29 20:00']) {
      expect(outcomeOf(asked(story, 'liaison', COMMANDS.extend, on(day))), day).toBe('requested');
    }
    expect(outcomeOf(asked(story, 'liaison', COMMANDS.extend, on('11-30 08:00')))).toBe('tooLate');
  });

  test('no longer than the flow allows, and a whole number of working days', () => {
    const ask = (workdays: number) =>
      asked(working, 'liaison', { ...COMMANDS.extend, workdays }, T0 + 2 * HOUR);
    expect(outcomeOf(ask(flow.extend!.most))).toBe('requested');
    for (const workdays of [flow.extend!.most + 1, 0, -3, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(ask(workdays), String(workdays)).toMatchObject({ refusal: { code: 'tooMuch', limit: 10 } });
    }
  });

  test('once for a ticket: not again after it was granted, nor after a rework; a refused one may be asked again', () => {
    const granted = grant(extend(working, T0 + 2 * HOUR), T0 + 3 * HOUR);
    expect(asked(granted, 'liaison', COMMANDS.extend, T0 + DAY)).toMatchObject({
      refusal: { code: 'tooMuch', limit: 1 },
    });
    const resolved = next(granted, 'liaison', COMMANDS.resolve, T0 + DAY);
    const again = next(resolved, 'reporter', COMMANDS.rework, T0 + 2 * DAY);
    expect(outcomeOf(asked(again, 'liaison', COMMANDS.extend, T0 + 2 * DAY + HOUR))).toBe('tooMuch');
    const denied = deny(extend(working, T0 + 2 * HOUR), T0 + 3 * HOUR);
    expect(outcomeOf(asked(denied, 'liaison', COMMANDS.extend, T0 + 4 * HOUR))).toBe('requested');
  });

  test('refused, the deadline stands; refused by itself as the office opens after the next day', () => {
    const pending = extend(working, T0 + 2 * HOUR);
    expect(dueOf(deny(pending, T0 + 3 * HOUR))).toBe('12月1日（周二）18:00');
    expect(
      woken(pending, on('11-26 08:00') - 1).ticket.request,
      'settled in the evening it counts',
    ).not.toBeNull();
    const lapsed = woken(pending, on('11-26 08:00'));
    expect(lapsed.events.at(-1)).toMatchObject({ type: 'denied', kind: 'extend', by: 'system' });
    expect(lapsed.ticket).toMatchObject({ request: null, locked: false });
    expect(dueOf(lapsed)).toBe('12月1日（周二）18:00');
    expect(outcomeOf(asked(lapsed, 'dispatcher', COMMANDS.grant, on('11-26 09:00'))), 'too late').toBe(
      'noRequest',
    );
  });

  test('the hub is reminded on the morning it has to be settled, beside what rings for the liaison', () => {
    const pending = extend(storyIn('working'), on('11-26 10:00'));
    const rung = woken(pending, on('11-27 09:00'));
    const heard = rung.events.flatMap((event) =>
      event.type === 'reminded' ? [`${event.step}/${event.rung} ${event.to.join('+')}`] : [],
    );
    expect(heard.sort()).toEqual([
      'decide/due-today dispatcher',
      'feedback/due-today liaison',
      'resolve/ahead liaison',
    ]);
  });

  test('a refusal says why, and needs a reason; nothing is settled twice', () => {
    const pending = extend(working, T0 + 2 * HOUR);
    expect(outcomeOf(asked(pending, 'dispatcher', { type: 'deny', text: ' ' }, T0 + 3 * HOUR))).toBe(
      'textMissing',
    );
    expect(outcomeOf(asked(grant(pending, T0 + 3 * HOUR), 'dispatcher', COMMANDS.deny, T0 + 3 * HOUR))).toBe(
      'noRequest',
    );
  });

  test('resolved, passed on, withdrawn meanwhile: there is nothing left to settle', () => {
    const pending = extend(working, T0 + 2 * HOUR);
    for (const [who, type] of [
      ['liaison', 'resolve'],
      ['liaison', 'transfer'],
      ['reporter', 'withdraw'],
      ['dispatcher', 'reject'],
    ] as const) {
      const { ticket } = next(pending, who, COMMANDS[type], T0 + 3 * HOUR);
      expect(ticket.request, type).toBeNull();
      expect(ticket.clocks.decide?.stoppedAt, type).toBe(T0 + 3 * HOUR);
    }
  });

  test('then a pause: what the extension added stays added', () => {
    const granted = grant(extend(working, T0 + 2 * HOUR), T0 + 3 * HOUR);
    const waiting = next(granted, 'liaison', COMMANDS.ask, on('11-26 10:00'));
    const back = next(waiting, 'reporter', COMMANDS.supplement, on('11-28 10:00'));
    // Two midnights from Tuesday 1 December are Thursday 3; three working days from it Tuesday 8.
    expect(dueOf(back)).toBe('12月8日（周二）18:00');
    const inTheEnd = next(granted, 'liaison', COMMANDS.ask, on('12-03 10:00'));
    const late = next(inTheEnd, 'reporter', COMMANDS.supplement, on('12-04 10:00'));
    expect(dueOf(late), 'in the time that was added, one closing').toBe('12月7日（周一）18:00');
  });

  test('and a rework goes on with the longer deadline', () => {
    const granted = grant(extend(working, T0 + 2 * HOUR, 10), T0 + 3 * HOUR);
    const resolved = next(granted, 'liaison', COMMANDS.resolve, T0 + DAY);
    const again = next(resolved, 'reporter', COMMANDS.rework, T0 + 2 * DAY);
    expect(dueOf(again)).toBe('12月15日（周二）18:00');
    const waiting = next(again, 'liaison', COMMANDS.ask, on('11-27 10:00'));
    const back = next(waiting, 'reporter', COMMANDS.supplement, on('11-30 10:00'));
    expect(dueOf(back), 'three midnights to Friday 4 December, ten working days on').toBe(
      '12月18日（周五）18:00',
    );
  });
});

describe('退单', () => {
  const giveBack = (story: Story, when: Instant) => next(story, 'liaison', COMMANDS.return, when);

  test('within one working day of receiving it, with whose matter it is and on what ground', () => {
    const code = (when: Instant) => outcomeOf(asked(begun(), 'liaison', COMMANDS.return, when));
    expect(code(on('11-25 23:59'))).toBe('requested');
    expect(code(on('11-26 00:00'))).toBe('tooLate');
    const to = (department: string) =>
      outcomeOf(asked(begun(), 'liaison', { ...COMMANDS.return, department }, T0 + HOUR));
    expect([to('moon'), to('housing')]).toEqual(['departmentUnknown', 'sameDepartment']);
  });

  test('who gives it back has not taken it: it is not signed, and stays with them till it is settled', () => {
    const { ticket } = giveBack(begun(), T0 + HOUR);
    expect(ticket).toMatchObject({ state: 'assigned', liaison: 'housing-a', request: { kind: 'return' } });
    expect(ticket.facts).toMatchObject({ signedAt: null, returns: 1 });
    expect(ticket.clocks.sign?.stoppedAt, '首接负责').toBeNull();
  });

  test('granted, it goes to the department proposed, or to the one the hub names, with its own time to sign', () => {
    const proposed = next(giveBack(begun(), T0 + HOUR), 'dispatcher', COMMANDS.grant, T0 + 3 * HOUR);
    expect(proposed.ticket).toMatchObject({ state: 'assigned', department: 'transport', locked: true });
    expect(proposed.ticket.request).toBeNull();
    expect(proposed.ticket.clocks.sign?.startedAt).toBe(T0 + 3 * HOUR);
    expect(dueOf(proposed), 'what the enterprise was promised stays').toBe('12月1日（周二）18:00');
    const named = next(
      giveBack(begun(), T0 + HOUR),
      'dispatcher',
      { type: 'grant', department: 'water' },
      T0 + 3 * HOUR,
    );
    expect(named.ticket).toMatchObject({ department: 'water', locked: true });
    const same = { type: 'grant', department: 'housing' } as const;
    expect(outcomeOf(asked(giveBack(begun(), T0 + HOUR), 'dispatcher', same, T0 + 2 * HOUR))).toBe(
      'sameDepartment',
    );
  });

  test('until it is settled nobody passes it on but the hub', () => {
    const pending = giveBack(working, T0 + 2 * HOUR);
    const passOn = (who: 'liaison' | 'dispatcher') =>
      outcomeOf(asked(pending, who, COMMANDS.transfer, T0 + 3 * HOUR));
    expect([passOn('liaison'), passOn('dispatcher')]).toEqual(['pending', 'granted+assigned']);
  });

  test('settled, it is locked: neither the old nor the new department returns it or passes it on', () => {
    const moved = next(giveBack(begun(), T0 + HOUR), 'dispatcher', COMMANDS.grant, T0 + 3 * HOUR);
    const person = { person: moved.ticket.liaison! };
    const kept = deny(giveBack(begun(), T0 + HOUR), T0 + 3 * HOUR);
    for (const [story, who] of [
      [moved, person],
      [kept, 'liaison'],
    ] as const) {
      expect(outcomeOf(asked(story, who, COMMANDS.return, T0 + 4 * HOUR))).toBe('locked');
      expect(outcomeOf(asked(story, who, COMMANDS.transfer, T0 + 4 * HOUR))).toBe('locked');
      expect(outcomeOf(asked(story, 'dispatcher', COMMANDS.transfer, T0 + 4 * HOUR)), 'but for the hub').toBe(
        'assigned',
      );
    }
  });

  test('nobody settled it: it stays where it is, and is locked', () => {
    const lapsed = woken(giveBack(begun(), T0 + HOUR), on('11-26 08:00'));
    expect(lapsed.events).toContainEqual(
      expect.objectContaining({ type: 'denied', kind: 'return', by: 'system' }),
    );
    expect(lapsed.ticket).toMatchObject({ department: 'housing', locked: true, request: null });
  });

  test('assigning it elsewhere settles it too', () => {
    const story = next(giveBack(working, T0 + 2 * HOUR), 'dispatcher', COMMANDS.assign, T0 + 3 * HOUR);
    expect(story.events.slice(-2).map(({ type }) => type)).toEqual(['granted', 'assigned']);
    expect(story.ticket).toMatchObject({ department: 'water', locked: true, request: null });
    expect(story.ticket.clocks.decide?.stoppedAt).toBe(T0 + 3 * HOUR);
  });

  test('what the hub settled after too many hand-overs is locked as well, its first guess is not', () => {
    const first = next(storyIn('queued'), 'dispatcher', COMMANDS.assign, T0 + 5 * MINUTE);
    expect(outcomeOf(asked(first, { person: 'water-a' }, COMMANDS.return, T0 + HOUR))).toBe('requested');
    let story = begun();
    for (const department of ['land', 'water', 'market']) {
      const who = { person: story.ticket.liaison! };
      story = next(story, who, { ...COMMANDS.transfer, department }, T0 + HOUR);
    }
    expect(story.ticket.state).toBe('queued');
    story = next(story, 'dispatcher', { type: 'assign', department: 'housing' }, T0 + 2 * HOUR);
    expect(outcomeOf(asked(story, 'liaison', COMMANDS.return, T0 + 3 * HOUR))).toBe('locked');
  });
});

test('one request at a time, whichever it is', () => {
  for (const first of ['extend', 'return', 'suspend'] as const) {
    const pending = next(working, 'liaison', COMMANDS[first], T0 + 2 * HOUR);
    for (const second of ['extend', 'return', 'suspend'] as const) {
      expect(
        outcomeOf(asked(pending, 'liaison', COMMANDS[second], T0 + 3 * HOUR)),
        `${second} after ${first}`,
      ).toBe('pending');
    }
  }
});

test('where the flow has no such turn it is said so', () => {
  const over = { flow: flows.urgent };
  const story = next(begun({ urgent: true }, T0, 'reporter', over), 'liaison', COMMANDS.sign, T0, over);
  for (const type of ['extend', 'suspend', 'ask'] as const) {
    expect(outcomeOf(asked(story, 'liaison', COMMANDS[type], T0 + MINUTE, over)), type).toBe('notInFlow');
  }
  expect(wakeAt(story.ticket)).not.toBeNull();
});

/** 改类: the kind is set right, and the limits with it; nobody is late by another's mistake. */
import { describe, expect, test } from 'vitest';
import { type FlowId, TRACKS } from '../../../src/domain/flow.ts';
import { decide } from '../../../src/domain/lifecycle.ts';
import { nextStep } from '../../../src/domain/reminders.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { at, DAY, HOUR, MINUTE } from '../../../src/domain/time.ts';
import { begun, COMMANDS, contextAt, flows, next, type Story, T0, type Who } from '../../support/builders.ts';

function as(kind: FlowId) {
  return { type: 'reclassify', kind, name: `${kind}@test`, flow: flows[kind] } as const;
}

function become(story: Story, kind: FlowId, when: number): Ticket {
  return next(story, 'dispatcher', as(kind), when).ticket;
}

/** When the step is due, by the clock that runs. */
function due({ clocks }: Ticket, step: 'sign' | 'feedback' | 'resolve'): number {
  const clock = clocks[step];
  expect(clock?.stoppedAt, step).toBeNull();
  return clock?.deadline.due ?? 0;
}

describe('改类', () => {
  test('to 紧急 five hours later: two hours to sign, from now on', () => {
    const ticket = become(begun(), 'urgent', T0 + 5 * HOUR);
    expect(ticket).toMatchObject({ flow: 'urgent@test', urgent: true, kind: 'complaint', state: 'assigned' });
    expect(due(ticket, 'sign')).toBe(T0 + 7 * HOUR);
    expect(due(ticket, 'resolve')).toBe(T0 + 29 * HOUR);
    expect(ticket.clocks.sign?.rungs.at(0)?.at).toBeGreaterThan(T0 + 5 * HOUR);
  });

  test('a shorter limit never ends later than what was promised', () => {
    // 办结 was due on Tuesday 1 December at 18:00; a new 24 hours from 17:00 that day would be longer.
    const late = at('2026-12-01', '17:00');
    const working = next(begun(), 'liaison', COMMANDS.sign, T0 + HOUR);
    const before = due(working.ticket, 'resolve');
    expect(due(become(working, 'urgent', late), 'resolve')).toBe(before);
  });

  test('a longer limit counts from the registration', () => {
    const urgent = next(begun(), 'dispatcher', as('urgent'), T0 + HOUR);
    const back = become(urgent, 'complaint', T0 + 2 * HOUR);
    const plain = begun().ticket;
    expect(back).toMatchObject({ flow: 'complaint@test', urgent: false, kind: 'request' });
    expect(due(back, 'sign')).toBe(due(plain, 'sign'));
    expect(due(back, 'resolve')).toBe(due(plain, 'resolve'));
  });

  test('to 咨询: the result is the answer, no feedback is waited for; and back it is', () => {
    const consult = next(begun(), 'dispatcher', as('consult'), T0 + HOUR);
    const signed = next(consult, 'liaison', COMMANDS.sign, T0 + 2 * HOUR);
    expect(flows.consult.steps.feedback).toBeUndefined();
    expect(nextStep(signed.ticket)?.step).toBe('resolve');
    const back = next(signed, 'dispatcher', as('complaint'), T0 + 3 * HOUR).ticket;
    expect(nextStep(back)?.step).toBe('feedback');
  });

  test('while nobody has it, the limit to dispatch is that of the kind', () => {
    const queued = begun({ department: null });
    const urgent = become(queued, 'urgent', T0 + HOUR / 12);
    expect(nextStep(urgent)).toMatchObject({ step: 'dispatch' });
    expect(nextStep(urgent)?.clock.deadline.due).toBe(T0 + HOUR / 12 + HOUR / 4);
  });

  test.each(TRACKS.filter((one) => one !== 'report'))('to %s, twice is done already', (kind) => {
    const from = kind === 'complaint' ? next(begun(), 'dispatcher', as('consult'), T0 + 1) : begun();
    const first = next(from, 'dispatcher', as(kind), T0 + HOUR);
    const again = decide(first.ticket, as(kind), contextAt(T0 + 2 * HOUR, 'dispatcher'));
    expect(again).toMatchObject({ ok: false, refusal: { code: 'alreadyDone' } });
  });

  test('nothing becomes a report, and a report nothing else', () => {
    const toReport = decide(begun().ticket, as('report'), contextAt(T0 + HOUR, 'dispatcher'));
    expect(toReport.ok).toBe(false);
    const report = begun({ confidential: true, department: null });
    for (const who of ['dispatcher', 'discipline', 'leader'] as Who[])
      expect(decide(report.ticket, as('consult'), contextAt(T0 + HOUR, who)).ok, who).toBe(false);
  });

  test.each(['liaison', 'head', 'reporter', 'leader', 'stranger'] as Who[])('is not for the %s', (who) => {
    expect(decide(begun().ticket, as('urgent'), contextAt(T0 + HOUR, who))).toMatchObject({
      ok: false,
      refusal: { code: 'notYours' },
    });
  });
});

describe('改类 and what else is under way', () => {
  const wake = { type: 'wake' } as const;
  const extension = { type: 'extend', workdays: 2, text: '等设备' } as const;

  test('a card that says 超期 does not turn a second time, where the promise that passed is kept', () => {
    // 签收 was due on Wednesday 25; a new two hours would be later than that.
    const late = next(begun(), 'system', wake, at('2026-11-26', '00:00'));
    expect(late.ticket.clocks.sign?.turnedFor).toBeDefined();
    const urgent = next(late, 'dispatcher', as('urgent'), at('2026-11-26', '08:30'));
    const woken = next(urgent, 'system', wake, at('2026-11-26', '08:31'));
    expect(woken.events.filter(({ type }) => type === 'turnedLate')).toHaveLength(1);
  });

  test('撤销: reminders of the other kind leave those of the first to ring', () => {
    const urgent = next(begun(), 'dispatcher', as('urgent'), T0);
    const rung = next(urgent, 'system', wake, T0 + 16 * MINUTE, { flow: flows.urgent });
    expect(rung.ticket.clocks.sign?.passed).toBe(1);
    const back = next(rung, 'dispatcher', { type: 'undo' }, T0 + 20 * MINUTE);
    expect(back.ticket.clocks.sign).toMatchObject({ passed: 0, rungs: begun().ticket.clocks.sign?.rungs });
  });

  test('an extension that was promised and kept counts on as one after 停表', () => {
    const asked = next(begun(), 'liaison', extension, T0 + HOUR);
    const granted = next(asked, 'dispatcher', COMMANDS.grant, T0 + 2 * HOUR);
    expect(granted.ticket.clocks.resolve?.deadline.explanation.lastDay).toBe('2026-12-03');
    const consult = next(granted, 'dispatcher', as('consult'), at('2026-12-02', '10:00'));
    expect(consult.ticket.clocks.resolve?.extended).toEqual(granted.ticket.clocks.resolve?.extended);
  });

  test('an extension asked for is not granted to a kind that has none, and may be denied', () => {
    const asked = next(begun(), 'liaison', extension, T0 + HOUR);
    const urgent = next(asked, 'dispatcher', as('urgent'), T0 + 2 * HOUR);
    const when = contextAt(T0 + 3 * HOUR, 'dispatcher', { flow: flows.urgent });
    expect(decide(urgent.ticket, COMMANDS.grant, when)).toMatchObject({
      ok: false,
      refusal: { code: 'notInFlow' },
    });
    expect(decide(urgent.ticket, COMMANDS.deny, when).ok).toBe(true);
  });

  test('what is asked of others is due with the ticket at the latest, and 撤销 gives back its time', () => {
    const helped = next(next(begun(), 'liaison', COMMANDS.assist, T0), 'liaison', extension, T0 + HOUR);
    const urgent = next(helped, 'dispatcher', as('urgent'), T0 + 2 * HOUR);
    const last = due(urgent.ticket, 'resolve');
    expect(urgent.ticket.duties[0]?.clock.deadline.lateFrom).toBeLessThanOrEqual(last);
    expect(urgent.ticket.clocks.decide?.deadline.lateFrom).toBeLessThanOrEqual(last);
    const back = next(urgent, 'dispatcher', { type: 'undo' }, T0 + 2 * HOUR + MINUTE, { flow: flows.urgent });
    expect(back.ticket.duties[0]?.clock.deadline).toEqual(helped.ticket.duties[0]?.clock.deadline);
  });

  test('a result was the first word: who gave one owes no first feedback after a rework', () => {
    const over = { flow: flows.consult };
    const consult = begun({ flow: 'consult@test' }, T0, 'reporter', over);
    const resolved = next(consult, 'liaison', COMMANDS.resolve, T0 + 2 * HOUR, over);
    const again = next(resolved, 'reporter', COMMANDS.rework, T0 + 3 * HOUR, over);
    const urgent = next(again, 'dispatcher', as('urgent'), T0 + 4 * HOUR, over);
    expect(nextStep(urgent.ticket)?.step).toBe('resolve');
  });
});

test('拖欠账款: the last day of all, passed already, turns no card again after a rework', () => {
  const over = { flow: flows.arrears };
  const arrears = begun({ flow: 'arrears@test' }, T0, 'reporter', over);
  const resolved = next(arrears, 'liaison', COMMANDS.resolve, T0 + 80 * DAY, over);
  const again = next(resolved, 'reporter', COMMANDS.rework, T0 + 85 * DAY, over);
  const late = next(again, 'system', { type: 'wake' }, T0 + 95 * DAY, over);
  expect(late.ticket.clocks.resolve?.turnedFor).toBeDefined();
  const done = next(late, 'liaison', COMMANDS.resolve, T0 + 96 * DAY, over);
  const once = next(done, 'reporter', COMMANDS.rework, T0 + 97 * DAY, over);
  const woken = next(once, 'system', { type: 'wake' }, T0 + 97 * DAY + MINUTE, over);
  expect(woken.events.slice(late.events.length).filter(({ type }) => type === 'turnedLate')).toEqual([]);
});

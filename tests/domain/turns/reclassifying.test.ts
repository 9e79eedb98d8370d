/** 改类: the kind is set right, and the limits with it; nobody is late by another's mistake. */
import { describe, expect, test } from 'vitest';
import { FLOWS, type FlowId } from '../../../src/domain/flow.ts';
import { decide } from '../../../src/domain/lifecycle.ts';
import { nextStep } from '../../../src/domain/reminders.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { at, HOUR } from '../../../src/domain/time.ts';
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

  test.each(FLOWS.filter((one) => one !== 'report'))('to %s, twice is done already', (kind) => {
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

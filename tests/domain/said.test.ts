/** 代录: from when a time limit runs of words that were said before they were entered. */
import { describe, expect, test } from 'vitest';
import { evolveTicket } from '../../src/domain/evolve.ts';
import type { Flow } from '../../src/domain/flow.ts';
import { flowSchema } from '../../src/domain/flow-rules.ts';
import { decide, register } from '../../src/domain/lifecycle.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { at, type Instant } from '../../src/domain/time.ts';
import { contextAt, flow, flows, fold, registration } from '../support/builders.ts';

/** Tuesday morning. */
const NOW = at('2026-11-24', '10:00');
const ORIGIN = registration().origin;

function entered(
  saidAt: Instant | undefined,
  over: Flow = flow,
  enteredBy: string | undefined = 'dispatcher-1',
) {
  const origin = saidAt === undefined ? ORIGIN : { ...ORIGIN, saidAt };
  const told = registration({ origin, ...(enteredBy === undefined ? {} : { enteredBy }) });
  return fold(register(told, contextAt(NOW, 'dispatcher', { flow: over }))).clocks;
}
const startOf = (...told: Parameters<typeof entered>) => entered(...told).resolve?.deadline.explanation.start;

describe('the limit of 办结 runs from when it was said', () => {
  test('today, and on the last working day', () => {
    expect(startOf(at('2026-11-24', '08:42'))).toBe(at('2026-11-24', '08:42'));
    const monday = entered(at('2026-11-23', '16:00'));
    expect(monday.resolve?.startedAt).toBe(at('2026-11-23', '16:00'));
    expect(monday.resolve?.deadline.due, 'a day sooner than from the entry').toBe(at('2026-11-30', '18:00'));
    expect(entered(undefined).resolve?.deadline.due).toBe(at('2026-12-01', '18:00'));
  });

  test('but no longer ago than the morning of the last working day: an old chat is not late on arrival', () => {
    expect(startOf(at('2026-11-02', '16:00'))).toBe(at('2026-11-23', '08:00'));
  });

  test('of a limit in hours at least half is left', () => {
    expect(startOf(at('2026-11-23', '09:00'), flows.urgent)).toBe(at('2026-11-23', '22:00'));
    const within = { amount: 8, unit: 'workhour', roll: false } as const;
    const resolve = { ...flow.steps.resolve, within };
    expect(startOf(at('2026-11-23', '08:00'), { ...flow, steps: { ...flow.steps, resolve } })).toBe(
      at('2026-11-23', '16:00'),
    );
  });

  test('signing and the first feedback run from when the department got it, and nothing rings for what is past', () => {
    const { sign, feedback, resolve } = entered(at('2026-11-23', '08:30'));
    expect([sign?.startedAt, feedback?.startedAt]).toEqual([NOW, NOW]);
    expect(resolve?.rungs.every((rung) => rung.at > NOW)).toBe(true);
  });
});

describe('from the entry', () => {
  test.each([
    ['when nobody knows when it was said', undefined],
    ['when it was said later, by a clock that is ahead', NOW + 60_000],
  ])('%s', (_why, said) => expect(startOf(said)).toBe(NOW));

  test('when nobody entered it: what a channel heard is registered as it comes', () => {
    const told = registration({ origin: { ...ORIGIN, saidAt: at('2026-11-23', '16:00') } });
    expect(fold(register(told, contextAt(NOW, 'reporter'))).clocks.resolve?.startedAt).toBe(NOW);
  });

  test('when the county says so', () => {
    expect(startOf(at('2026-11-23', '16:00'), { ...flow, countFrom: 'entry' })).toBe(NOW);
  });

  test.each(['arrears', 'report'] as const)('when the law counts from acceptance: %s', (id) => {
    expect(startOf(at('2026-11-23', '16:00'), flows[id])).toBe(NOW);
    const { countFrom: _, ...without } = flows[id];
    expect(startOf(at('2026-11-23', '16:00'), without)).toBe(NOW);
    const faults = flowSchema.safeParse({ ...flows[id], countFrom: 'said' }).error?.issues;
    expect(faults?.map(({ message }) => message)).toEqual(['法定时限从受理（登记）起算，请写 entry']);
  });

  test('when it turns out to be of a kind that the law counts', () => {
    const origin = { ...ORIGIN, saidAt: at('2026-11-23', '16:00') };
    const ticket = fold(
      register(registration({ origin, enteredBy: 'dispatcher-1' }), contextAt(NOW, 'dispatcher')),
    );
    const command = { type: 'reclassify', kind: 'arrears', name: 'arrears@1', flow: flows.arrears } as const;
    const decision = decide(ticket, command, contextAt(NOW + 60_000, 'dispatcher'));
    if (!decision.ok) throw new Error(decision.refusal.code);
    const after = decision.events.reduce<Ticket>(evolveTicket, ticket);
    expect(after.clocks.resolve?.deadline.explanation.start).toBe(NOW);
  });
});

/** A plan: what begins when, what each light says, and that nothing of it is lost, whoever does it and however late. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveTicket } from '../../src/domain/evolve.ts';
import type { Flow } from '../../src/domain/flow.ts';
import { type Command, decide } from '../../src/domain/lifecycle.ts';
import { dutyOf, lightOf, progressOf } from '../../src/domain/plan.ts';
import { liveClocks, wakeAt } from '../../src/domain/reminders.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { PlanStep } from '../../src/domain/ticket-parts.ts';
import { DAY, dayOf, HOUR, type Instant } from '../../src/domain/time.ts';
import { contextAt, flows, PEOPLE, storyIn, T0, type Who } from '../support/builders.ts';

const FLOW: Flow = {
  ...flows.complaint,
  plan: {
    within: { amount: 3, unit: 'workday', roll: false },
    ladder: [{ name: 'overdue', workdays: 1, at: '09:00', to: ['liaison', 'head'] }],
  },
};

const step = (id: string, over: Partial<PlanStep> = {}): PlanStep => ({
  id,
  title: `第 ${id} 步`,
  department: null,
  after: [],
  within: null,
  ...over,
});

function tried(ticket: Ticket, who: Who, command: Command, at: Instant) {
  return decide(ticket, command, { ...contextAt(at, PEOPLE[who]), flow: FLOW });
}

function having(ticket: Ticket, who: Who, command: Command, at: Instant): Ticket {
  const decision = tried(ticket, who, command, at);
  if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal.code}`);
  return decision.events.reduce<Ticket>(evolveTicket, ticket);
}

const working = (): Ticket => storyIn('working').ticket;
const START = T0 + 5 * HOUR;
const PLAN: readonly PlanStep[] = [
  step('a'),
  step('b', { department: 'water' }),
  step('c', { after: ['a', 'b'] }),
];
const planned = (): Ticket => having(working(), 'liaison', { type: 'plan', steps: PLAN }, START);
const done = (duty: number): Command => ({
  type: 'answerDuty',
  duty,
  text: '办好了',
  files: [],
  final: true,
});
const lights = (ticket: Ticket, now: Instant) => (ticket.plan ?? []).map((one) => lightOf(one, ticket, now));

describe('steps', () => {
  test('that wait for nothing begin at once, each with its own clock and whoever does it', () => {
    const ticket = planned();
    expect(lights(ticket, START)).toEqual(['doing', 'doing', 'waiting']);
    expect(
      ticket.duties.map(({ kind, step: of, department, liaison }) => [kind, of, department, liaison]),
    ).toEqual([
      ['step', 'a', null, null],
      ['step', 'b', 'water', 'water-a'],
    ]);
    expect(progressOf(ticket)).toMatchObject({ done: 0, of: 3 });
  });

  test('begin when all before them are done, and not before', () => {
    const one = having(planned(), 'liaison', done(1), START + HOUR);
    expect(lights(one, START + HOUR)).toEqual(['done', 'doing', 'waiting']);
    const both = having(one, 'assistant', done(2), START + 2 * HOUR);
    expect(lights(both, START + 2 * HOUR)).toEqual(['done', 'done', 'doing']);
    expect(dutyOf({ id: 'c' }, both)?.clock.startedAt).toBe(START + 2 * HOUR);
  });

  test('are each department’s own: another’s is not theirs to answer', () => {
    const ticket = planned();
    expect(tried(ticket, 'liaison', done(2), START + HOUR)).toMatchObject({ refusal: { code: 'notYours' } });
    expect(tried(ticket, 'assistant', done(1), START + HOUR)).toMatchObject({
      refusal: { code: 'notYours' },
    });
    expect(tried(ticket, 'reporter', done(1), START + HOUR)).toMatchObject({ refusal: { code: 'notYours' } });
  });

  test('a stage answer leaves it open, and a second end is none', () => {
    const ticket = planned();
    const stage = having(ticket, 'liaison', { ...done(1), final: false } as Command, START + HOUR);
    expect(lights(stage, START + HOUR)[0]).toBe('doing');
    const ended = having(stage, 'liaison', done(1), START + 2 * HOUR);
    expect(tried(ended, 'liaison', done(1), START + 3 * HOUR)).toMatchObject({
      refusal: { code: 'alreadyDone' },
    });
  });

  test('turn red past their limit, and whoever does it is reminded', () => {
    const ticket = planned();
    const late = (dutyOf({ id: 'a' }, ticket)?.clock.deadline.lateFrom ?? 0) + 1;
    expect(lights(ticket, late).slice(0, 2)).toEqual(['late', 'late']);
    const at = wakeAt(ticket);
    expect(at).not.toBeNull();
    const rung = liveClocks(ticket).find(({ step: of }) => of === 'plan')?.clock.rungs[0];
    expect(dayOf(rung?.at ?? 0) > dayOf(START)).toBe(true);
    const woken = having(ticket, 'system', { type: 'wake' }, rung?.at ?? 0);
    expect(woken.entries.filter((entry) => entry.what === 'reminded' && entry.step === 'plan').length).toBe(
      2,
    );
  });

  test('keep the whole from being reported done until all of them are', () => {
    const resolve: Command = { type: 'resolve', text: '都好了', files: [] };
    const ticket = planned();
    expect(tried(ticket, 'liaison', resolve, START + HOUR)).toMatchObject({ refusal: { code: 'stepsOpen' } });
    const one = having(ticket, 'liaison', done(1), START + HOUR);
    const two = having(one, 'assistant', done(2), START + 2 * HOUR);
    const all = having(two, 'liaison', done(3), START + 3 * HOUR);
    expect(having(all, 'liaison', resolve, START + 4 * HOUR).state).toBe('resolved');
  });

  test('by a day that was named: the promise is due then', () => {
    const steps = [step('gift', { by: { day: dayOf(START + 7 * DAY) } })];
    const ticket = having(working(), 'liaison', { type: 'plan', steps }, START);
    expect(dutyOf({ id: 'gift' }, ticket)?.clock.deadline.explanation.asked).toBeDefined();
  });
});

describe('停表 of a step', () => {
  test('moves its deadline by the time it stood, and nothing rings meanwhile', () => {
    const ticket = planned();
    const before = dutyOf({ id: 'a' }, ticket)?.clock.deadline.due ?? 0;
    const paused = having(ticket, 'liaison', { type: 'pauseStep', duty: 1, text: '公示' }, START + HOUR);
    expect(lights(paused, START + 30 * DAY)[0]).toBe('paused');
    expect(liveClocks(paused).some(({ duty }) => duty === 1)).toBe(false);
    const on = having(paused, 'liaison', { type: 'resumeStep', duty: 1 }, START + HOUR + 7 * DAY);
    const { deadline } = dutyOf({ id: 'a' }, on)?.clock ?? {};
    expect(deadline?.due).toBeGreaterThanOrEqual(before + 7 * DAY);
    expect(tried(on, 'liaison', { type: 'resumeStep', duty: 1 }, START + 8 * DAY)).toMatchObject({
      refusal: { code: 'alreadyDone' },
    });
  });

  test('needs its reason, and is not for a step that is done', () => {
    const ticket = planned();
    expect(tried(ticket, 'liaison', { type: 'pauseStep', duty: 1, text: ' ' }, START)).toMatchObject({
      refusal: { code: 'textMissing' },
    });
    const ended = having(ticket, 'liaison', done(1), START + HOUR);
    expect(tried(ended, 'liaison', { type: 'pauseStep', duty: 1, text: '公示' }, START + HOUR)).toMatchObject(
      {
        refusal: { code: 'alreadyDone' },
      },
    );
  });
});

describe('a step that waits for papers', () => {
  const LAW = { why: '公示', law: '城乡规划法第四十条' };
  const wanting = (): Ticket =>
    having(
      working(),
      'liaison',
      {
        type: 'plan',
        steps: [step('a', { papers: ['章程'], stands: [LAW] }), step('b', { pledge: '我承诺' })],
      },
      START,
    );

  test('begins standing: nothing is due, late or rung before they are complete', () => {
    const ticket = wanting();
    expect(lights(ticket, START + 30 * DAY)).toEqual(['paused', 'paused']);
    expect(liveClocks(ticket).some(({ duty }) => duty !== undefined && duty !== null)).toBe(false);
  });

  test('has its whole limit from when they were complete, also where that is said later', () => {
    const since = START + 2 * HOUR;
    const on = having(wanting(), 'liaison', { type: 'resumeStep', duty: 1, since }, START + DAY);
    expect(dutyOf({ id: 'a' }, on)?.clock).toMatchObject({ startedAt: since, stoppedAt: null });
    const later = having(wanting(), 'liaison', { type: 'resumeStep', duty: 1 }, START + DAY);
    expect(dutyOf({ id: 'a' }, later)?.clock.startedAt).toBe(START + DAY);
  });

  test('counts from no moment before it began, nor from one to come', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 60 }), (hours) => {
        const at = START + DAY;
        const on = having(
          wanting(),
          'liaison',
          { type: 'resumeStep', duty: 1, since: START + hours * HOUR },
          at,
        );
        const began = dutyOf({ id: 'a' }, on)?.clock.startedAt ?? 0;
        expect(began).toBeGreaterThanOrEqual(START);
        expect(began).toBeLessThanOrEqual(at);
      }),
    );
  });

  test('is begun by the clock itself where the law says so, and by nobody else', () => {
    const resume: Command = { type: 'resumeStep', duty: 1, since: START };
    expect(tried(wanting(), 'system', resume, START + DAY).ok).toBe(true);
    for (const who of ['reporter', 'dispatcher', 'leader', 'assistant'] as const) {
      expect(tried(wanting(), who, resume, START + DAY), who).toMatchObject({
        refusal: { code: 'notYours' },
      });
    }
  });

  test('stands by law once it runs, and goes on with what was left', () => {
    const on = having(wanting(), 'liaison', { type: 'resumeStep', duty: 1 }, START + HOUR);
    const before = dutyOf({ id: 'a' }, on)?.clock.deadline.due ?? 0;
    const stood = having(on, 'liaison', { type: 'pauseStep', duty: 1, text: '公示' }, START + 2 * HOUR);
    const again = having(stood, 'liaison', { type: 'resumeStep', duty: 1, since: START }, START + 7 * DAY);
    expect(dutyOf({ id: 'a' }, again)?.clock.deadline.due).toBeGreaterThan(before);
    expect(dutyOf({ id: 'a' }, again)?.pauses).toHaveLength(1);
  });
});

test.each([
  ['nothing at all', []],
  ['a step that waits for itself', [step('a', { after: ['a'] })]],
  ['a circle', [step('a', { after: ['b'] }), step('b', { after: ['c'] }), step('c', { after: ['a'] })]],
  ['a step twice', [step('a'), step('a')]],
  ['one that waits for what is not there', [step('a', { after: ['z'] })]],
  ['one of a department that is not there', [step('a', { department: 'mars' })]],
  ['one without words', [step('a', { title: ' ' })]],
] as const)('a plan with %s is refused', (_, steps) => {
  expect(tried(working(), 'liaison', { type: 'plan', steps }, START)).toMatchObject({
    refusal: { code: 'badPlan' },
  });
});

test('a kind without plans has none', () => {
  const decision = decide(working(), { type: 'plan', steps: PLAN }, contextAt(START, PEOPLE.liaison));
  expect(decision).toMatchObject({ refusal: { code: 'notInFlow' } });
});

/** Steps in any order that only wait for earlier ones: done one after the other, whichever can be, all get done. */
const anyPlan = fc
  .integer({ min: 1, max: 8 })
  .chain((count) =>
    fc.tuple(
      ...Array.from({ length: count }, (_, place) =>
        fc
          .subarray(Array.from({ length: place }, (__, one) => `s${one}`))
          .map((waits) => step(`s${place}`, { after: waits })),
      ),
    ),
  );

test('whatever the order, no step begins early, each is done once, and all come to an end', () => {
  fc.assert(
    fc.property(anyPlan, fc.infiniteStream(fc.nat()), (steps, picks) => {
      let ticket = having(working(), 'liaison', { type: 'plan', steps }, START);
      for (let turn = 1; turn <= steps.length; turn++) {
        for (const one of steps) {
          const begun = dutyOf(one, ticket);
          const mayBegin = one.after.every((id) => dutyOf({ id }, ticket)?.endedAt != null);
          expect(begun !== undefined).toBe(mayBegin);
        }
        const open = ticket.duties.filter(({ endedAt }) => endedAt === null);
        expect(open.length).toBeGreaterThan(0);
        const picked = open[(picks.next().value ?? 0) % open.length];
        ticket = having(ticket, 'liaison', done(picked?.id ?? 0), START + turn * HOUR);
      }
      expect(progressOf(ticket)).toEqual({ done: steps.length, of: steps.length, now: [] });
      expect(new Set(ticket.duties.map((duty) => duty.step)).size).toBe(steps.length);
    }),
    { numRuns: 200 },
  );
});

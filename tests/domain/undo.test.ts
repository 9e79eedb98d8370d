/** 撤销: whoever took the last step takes it back, and the ticket is as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveTicket } from '../../src/domain/evolve.ts';
import { flowSchema } from '../../src/domain/flow-rules.ts';
import { decide } from '../../src/domain/lifecycle.ts';
import { wordsOf } from '../../src/domain/metrics/said.ts';
import { standingBefore } from '../../src/domain/metrics/standing.ts';
import { nextStep } from '../../src/domain/reminders.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { UNDO_WITHIN, undoable, withoutUndone } from '../../src/domain/undo.ts';
import {
  asked,
  begun,
  COMMANDS,
  flows,
  fold,
  next,
  outcomeOf,
  storyIn,
  T0,
  waitingFile,
} from '../support/builders.ts';
import { contextOn, journey } from '../support/journeys.ts';

const RUNS = process.env.LONG ? 1000 : 150;

/** What undoing leaves another: the record, files on their way, and what no button of before does anything to. */
function asItWas({ version: _, entries: __, files: ___, cycle: ____, lastStep: _____, ...ticket }: Ticket) {
  const passed = Object.entries(ticket.clocks).map(([step, { passed: ______, ...clock }]) => [step, clock]);
  return { ...ticket, clocks: Object.fromEntries(passed) };
}

test('whatever was done, undone at once it had not been: the ticket, and the figures', () => {
  let undone = 0;
  fc.assert(
    fc.property(journey({ long: true }), ({ steps }) => {
      for (const { before, after, at, actor, command, decision } of steps) {
        // A note is no step: what is undone after it is the step before it.
        if (command.type === 'note') continue;
        if (typeof actor === 'string' || !decision.ok || decision.events.length === 0) continue;
        // What stands beside the steps (知悉, a reminder) leaves the last of them as old as it was.
        if (undoable(after, actor.person)?.at !== at) continue;
        // Two commands of one person at one instant are one step.
        if (before.entries.some((entry) => entry.at === at && entry.by === actor.person)) continue;
        const when = at + MINUTE;
        const taken = decide(after, { type: 'undo' }, contextOn(after, when, actor));
        expect(outcomeOf(taken)).toBe('undone');
        if (!taken.ok) continue;
        const back = taken.events.reduce<Ticket>(evolveTicket, after);
        expect(asItWas(back)).toEqual(asItWas(before));
        expect(back.cycle, 'no button of meanwhile does anything').toBe(after.cycle + 1);
        expect(standingBefore(back, when + 1)).toEqual(standingBefore(before, at + 1));
        expect(withoutUndone(back.entries)).toEqual(before.entries);
        expect(wordsOf(back, withoutUndone(back.entries))).toEqual(wordsOf(before, before.entries));
        expect(outcomeOf(decide(back, { type: 'undo' }, contextOn(back, when, actor)))).not.toBe('undone');
        undone++;
      }
    }),
    { numRuns: RUNS },
  );
  expect(undone).toBeGreaterThan(100);
});

test('a note written since stands in nobody’s way, and stays', () => {
  const done = storyIn('resolved');
  const since = done.events.at(-1)?.at ?? 0;
  const noted = next(done, 'head', COMMANDS.note, since + MINUTE);
  const back = next(noted, 'liaison', COMMANDS.undo, since + 2 * MINUTE).ticket;
  expect(back.state).toBe('working');
  expect(back.notes).toEqual(noted.ticket.notes);
});

describe('who, and how long', () => {
  const resolved = () => storyIn('resolved');
  const since = resolved().events.at(-1)?.at ?? 0;

  test.each([
    ['liaison', UNDO_WITHIN, 'undone'],
    ['liaison', UNDO_WITHIN + 1, 'nothingToUndo'],
    ['reporter', MINUTE, 'notYours'],
    ['dispatcher', MINUTE, 'notYours'],
  ] as const)('%s, %i ms after 办结: %s', (who, later, outcome) => {
    expect(outcomeOf(asked(resolved(), who, COMMANDS.undo, since + later))).toBe(outcome);
  });

  test('nobody takes back what somebody has gone on from', () => {
    const rated = next(resolved(), 'reporter', COMMANDS.confirm, since + MINUTE);
    expect(outcomeOf(asked(rated, 'liaison', COMMANDS.undo, since + 2 * MINUTE))).toBe('notYours');
    expect(outcomeOf(asked(rated, 'reporter', COMMANDS.undo, since + 2 * MINUTE))).toBe('undone');
  });

  test('what was handed out by its words is nobody’s step', () => {
    expect(outcomeOf(asked(begun(), 'reporter', COMMANDS.undo, T0 + MINUTE))).not.toBe('undone');
  });

  test('a file on its way is no step of anybody’s', () => {
    const file = waitingFile('result', { from: 'department' });
    const done = next(storyIn('working'), 'liaison', { ...COMMANDS.resolve, files: [file] }, since);
    const stored = next(
      done,
      'system',
      { type: 'file', file: 'result', outcome: { type: 'stored', sha256: 'a', mime: 'image/jpeg', size: 1 } },
      since + MINUTE,
    );
    expect(outcomeOf(asked(stored, 'liaison', COMMANDS.undo, since + 2 * MINUTE))).toBe('undone');
  });
});

describe('what one command brought about is taken back whole', () => {
  test('a leader’s 分办 that granted a 退单 and answered a 顶格推进', () => {
    const asking = next(storyIn('working'), 'liaison', COMMANDS.return, T0 + HOUR);
    const before = next(asking, 'dispatcher', COMMANDS.escalate, T0 + HOUR + MINUTE);
    const assigned = next(before, 'leader', { type: 'assign', department: 'industry' }, T0 + 2 * HOUR);
    expect(assigned.ticket).toMatchObject({
      request: null,
      locked: true,
      duties: [{ answer: '工业和信息化局' }],
    });
    const back = next(assigned, 'leader', COMMANDS.undo, T0 + 2 * HOUR + MINUTE).ticket;
    expect(back).toMatchObject({
      state: 'working',
      department: 'housing',
      locked: false,
      request: { kind: 'return', department: before.ticket.request?.department },
      duties: [{ kind: 'escalate', answer: null, endedAt: null }],
    });
    expect(nextStep(back)).toEqual(nextStep(before.ticket));
  });

  test('a late rating', () => {
    const silent = next(storyIn('resolved'), 'system', { type: 'wake' }, T0 + 20 * DAY);
    expect(silent.ticket.facts.closedBy).toBe('silence');
    const rated = next(silent, 'reporter', COMMANDS.confirm, T0 + 20 * DAY + HOUR);
    const back = next(rated, 'reporter', COMMANDS.undo, T0 + 20 * DAY + HOUR + MINUTE).ticket;
    expect(back).toMatchObject({ state: 'closed', facts: { closedBy: 'silence', rating: null } });
  });
});

test('what came back to somebody on leave lies with whoever is there', () => {
  const handed = next(storyIn('working'), 'liaison', COMMANDS.transfer, T0 + HOUR);
  const away = { away: new Set(['housing-a']) };
  const back = next(handed, 'liaison', COMMANDS.undo, T0 + HOUR + MINUTE, away).ticket;
  expect(back).toMatchObject({ department: 'housing', liaison: 'housing-b', actingFor: 'housing-a' });
});

test.each([false, true])(
  'a 转办 too many lies with the hub and the leaders (before: %s), and is final',
  (open) => {
    const over = { flow: flowSchema.parse({ ...flows.complaint, transfer: { most: 0 } }) };
    const working = storyIn('working');
    const before = open ? next(working, 'dispatcher', COMMANDS.escalate, T0 + HOUR) : working;
    const handed = next(before, 'liaison', COMMANDS.transfer, T0 + 2 * HOUR, over);
    expect(handed.ticket.state).toBe('queued');
    expect(outcomeOf(asked(handed, 'liaison', COMMANDS.undo, T0 + 2 * HOUR + MINUTE))).not.toBe('undone');
  },
);

describe('作废', () => {
  test('what was entered by mistake goes out of every rate, whenever that is seen', () => {
    const late = T0 + 100 * 24 * 60 * MINUTE;
    const command = { type: 'reject', code: 'void', text: '' } as const;
    expect(outcomeOf(asked(storyIn('working'), 'dispatcher', command, late))).toBe('rejected');
    const gone = next(storyIn('working'), 'dispatcher', command, late).ticket;
    expect(standingBefore(gone, late + 1)).toMatchObject({ is: 'excluded', exclusion: 'void' });
  });
});

test('what a step changed is the same however its events came: said now, or read from the disk', () => {
  const resumed = next(storyIn('suspended'), 'liaison', COMMANDS.resume, T0 + 6 * HOUR);
  const asked = next(resumed, 'liaison', COMMANDS.suspend, T0 + 7 * HOUR);
  const { events, ticket } = next(asked, 'leader', COMMANDS.grant, T0 + 8 * HOUR);
  expect(ticket.lastStep?.what).toBe('granted');
  expect(fold(JSON.parse(JSON.stringify(events)))).toEqual(ticket);
});

test('what the same person did in the same instant, and is no step, stays on record', () => {
  const given = next(storyIn('working'), 'liaison', COMMANDS.assist, T0 + 4 * HOUR);
  const moved = next(given, 'liaison', COMMANDS.transfer, T0 + 4 * HOUR);
  const back = next(moved, 'liaison', { type: 'undo' }, T0 + 4 * HOUR + MINUTE);
  expect(withoutUndone(back.ticket.entries)).toEqual(given.ticket.entries);
});

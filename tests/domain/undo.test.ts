/** 撤销: whoever took the last step takes it back, and the ticket is as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveTicket } from '../../src/domain/evolve.ts';
import { decide } from '../../src/domain/lifecycle.ts';
import { wordsOf } from '../../src/domain/metrics/said.ts';
import { standingBefore } from '../../src/domain/metrics/standing.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { UNDO_WITHIN, undoable, withoutUndone } from '../../src/domain/undo.ts';
import { asked, begun, COMMANDS, next, outcomeOf, storyIn, T0, waitingFile } from '../support/builders.ts';
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
      for (const { before, after, at, actor, decision } of steps) {
        if (typeof actor === 'string' || !decision.ok || decision.events.length === 0) continue;
        // What stands beside the steps (知悉, a reminder) leaves the last of them as old as it was.
        const isLast = undoable(after, actor.person)?.at === at;
        if (!isLast) continue;
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

describe('作废', () => {
  test('what was entered by mistake goes out of every rate, whenever that is seen', () => {
    const late = T0 + 100 * 24 * 60 * MINUTE;
    const command = { type: 'reject', code: 'void', text: '' } as const;
    expect(outcomeOf(asked(storyIn('working'), 'dispatcher', command, late))).toBe('rejected');
    const gone = next(storyIn('working'), 'dispatcher', command, late).ticket;
    expect(standingBefore(gone, late + 1)).toMatchObject({ is: 'excluded', exclusion: 'void' });
  });
});

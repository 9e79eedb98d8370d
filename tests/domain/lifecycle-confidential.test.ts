/** A report about an official never reaches the unit reported, nor anybody who could pass it on (Promise 6). */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/domain/lifecycle.ts';
import { register } from '../../src/domain/lifecycle.ts';
import { may } from '../../src/domain/permissions.ts';
import type { TicketState } from '../../src/domain/ticket-parts.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import {
  asked,
  begun,
  COMMANDS,
  contextAt,
  flow,
  fold,
  next,
  outcomeOf,
  registration,
  reported,
  roster,
  type Story,
  T0,
} from '../support/builders.ts';

const signed = next(reported(), 'discipline', COMMANDS.sign, T0 + HOUR);
const resolved = next(signed, 'discipline', COMMANDS.resolve, T0 + 2 * HOUR);
const STORIES: readonly (readonly [TicketState, Story])[] = [
  ['assigned', reported()],
  ['working', signed],
  ['resolved', resolved],
  ['closed', next(resolved, 'reporter', COMMANDS.confirm, T0 + 3 * HOUR)],
  ['withdrawn', next(signed, 'reporter', COMMANDS.withdraw, T0 + 3 * HOUR)],
  ['waiting', next(signed, 'discipline', COMMANDS.ask, T0 + 3 * HOUR)],
  ['rejected', next(signed, 'discipline', COMMANDS.reject, T0 + 3 * HOUR)],
];
const INVOLVED = new Set(['shangchao-1', ...roster.discipline.map((one) => one.id)]);
const OUTSIDERS = roster.people.filter((person) => !INVOLVED.has(person.id));

test('it goes to the discipline contact and to no department', () => {
  expect(reported().ticket).toMatchObject({
    state: 'assigned',
    department: null,
    liaison: 'discipline-1',
    assignedHow: 'discipline',
  });
});

describe('contacts who cannot be reached', () => {
  const [first, second] = ['discipline-1', 'discipline-2'];
  const reportedWith = (...contacts: readonly string[]): Story => {
    const report = registration({
      confidential: true,
      kind: 'whistleblow',
      department: null,
      candidates: [],
    });
    const events = register(report, contextAt(T0, 'reporter', { contacts }));
    return { events, ticket: fold(events) };
  };
  const wake = (story: Story, contacts: readonly string[], when = T0 + HOUR) =>
    outcomeOf(asked(story, 'system', { type: 'wake' }, when, { contacts }));
  const passed = (story: Story, contacts: readonly string[], when = T0 + HOUR) =>
    next(story, 'system', { type: 'wake' }, when, { contacts });

  test('it goes to the first who can be reached; when nobody can, it waits for the first of the roster', () => {
    expect(reportedWith(first, second).ticket.liaison).toBe(first);
    expect(reportedWith(second).ticket.liaison).toBe(second);
    expect(reportedWith().ticket.liaison).toBe(first);
  });

  test('it passes on as soon as another can be reached, and its deadlines stay', () => {
    const waiting = reportedWith();
    expect(wake(waiting, [])).toBe('nothing');
    const story = passed(waiting, [second]);
    expect(story.ticket).toMatchObject({ state: 'assigned', liaison: second, department: null });
    expect(story.events.at(-1)).toMatchObject({ type: 'delegated', from: first, by: 'system' });
    expect(story.ticket.clocks).toEqual(waiting.ticket.clocks);
    expect(wake(story, [second]), 'it has arrived').toBe('nothing');
    expect(wake(story, [first, second]), 'nor does it go back').toBe('nothing');
  });

  test('a reminder that is due as well comes to the new contact', () => {
    const story = passed(reportedWith(), [second], T0 + 3 * DAY);
    expect(wake(story, [second], T0 + 3 * DAY)).toMatch(/^reminded/);
  });

  test('signed by somebody who then is lost, it passes on too; solved or over, it does not', () => {
    expect(passed(signed, [second]).ticket).toMatchObject({ state: 'working', liaison: second });
    for (const [state, story] of STORIES) {
      if (state === 'assigned' || state === 'working' || state === 'waiting') continue;
      expect(wake(story, [second], T0 + 4 * HOUR), state).toBe('nothing');
    }
  });

  test('an ordinary ticket stays with its department', () => {
    expect(wake(begun(), [second])).toBe('nothing');
  });
});

describe.each(STORIES)('a report that is %s', (_state, { ticket }) => {
  test('is seen by its reporter and every discipline contact', () => {
    for (const person of INVOLVED) expect(may('view', ticket, { person }, roster), person).toBe(true);
  });

  test(`is not seen by any of the ${OUTSIDERS.length} others of the roster, and they can do nothing to it`, () => {
    expect(OUTSIDERS.length).toBeGreaterThan(100);
    for (const { id } of OUTSIDERS) {
      expect(may('view', ticket, { person: id }, roster), `${id} sees it`).toBe(false);
      for (const command of Object.values(COMMANDS)) {
        const outcome = outcomeOf(asked(ticket, { person: id }, command, T0 + DAY));
        expect(outcome, `${id} ${command.type}`).toBe('notYours');
      }
    }
  });
});

test('nobody can hand it to a department: not its reporter, not discipline, not even a ledger', () => {
  const moves: readonly Command[] = [
    COMMANDS.assign,
    COMMANDS.transfer,
    { type: 'delegate', person: 'housing-a' },
    COMMANDS.return,
    COMMANDS.grant,
    COMMANDS.assist,
    COMMANDS.supervise,
    COMMANDS.instruct,
    COMMANDS.escalate,
    COMMANDS.merge,
    COMMANDS.split,
  ];
  for (const [state, story] of STORIES) {
    for (const command of moves) {
      for (const who of ['reporter', 'discipline', 'dispatcher', 'ledger'] as const) {
        const outcome = outcomeOf(asked(story, who, command, T0 + DAY));
        expect(outcome, `${command.type} by ${who} on ${state}`).not.toMatch(
          /assigned|delegated|queued|dutyGiven|merged|split/,
        );
      }
    }
  }
});

test('an appeal against 不予受理 goes back to discipline, who may have changed', () => {
  const story = next(reported(), 'discipline', COMMANDS.reject, T0 + HOUR);
  const again = next(story, 'reporter', COMMANDS.reopen, T0 + DAY, { contacts: ['discipline-2'] });
  expect(again.ticket).toMatchObject({ state: 'assigned', liaison: 'discipline-2', department: null });
});

test('overturned however often, it stays with discipline and is never put before the dispatcher', () => {
  let story = resolved;
  for (let count = 0; count <= flow.rework.most! + 2; count++) {
    story = next(story, 'reporter', COMMANDS.rework, T0 + (count + 1) * DAY);
    expect(story.ticket).toMatchObject({ state: 'working', liaison: 'discipline-1', department: null });
    story = next(story, 'discipline', COMMANDS.resolve, T0 + (count + 1) * DAY + HOUR);
  }
});

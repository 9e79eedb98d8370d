/** Who may do what: the whole table, written out, and asked of the code that decides. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/domain/lifecycle.ts';
import { type Action, may, relationsTo } from '../../src/domain/permissions.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { HOUR } from '../../src/domain/time.ts';
import {
  asked,
  begun,
  COMMANDS,
  LATER,
  next,
  outcomeOf,
  PEOPLE,
  reported,
  roster,
  STATES,
  storyIn,
  T0,
  type Who,
} from '../support/builders.ts';

/**
 * Of a ticket of 商超 that lies with 住建. Columns: reporter and colleague of 商超; A 岗, B 岗, head of 住建;
 * dispatcher, leader, discipline, operator; then those whose ticket it is not: a member of another enterprise,
 * A 岗 and head of another department, a stranger; then the clock and a ledger.
 */
const ORDINARY = `
            rep col | A B hd | disp lead disc oper | oMem oA oHd str | sys led
view         ✓   ✓  | ✓ ✓ ✓  |  ✓    ✓    ·    ·   |  ·   ·  ·   ·  |  ✓   ·
assign       ·   ·  | · · ·  |  ✓    ·    ·    ·   |  ·   ·  ·   ·  |  ✓   ✓
sign         ·   ·  | ✓ ✓ ✓  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
feedback     ·   ·  | ✓ ✓ ✓  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
resolve      ·   ·  | ✓ ✓ ✓  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ✓
transfer     ·   ·  | ✓ ✓ ✓  |  ✓    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ✓
delegate     ·   ·  | ✓ ✓ ✓  |  ✓    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
confirm      ✓   ✓  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
rework       ✓   ✓  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
urge         ✓   ✓  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
supplement   ✓   ✓  | ✓ ✓ ·  |  ✓    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
withdraw     ✓   ✓  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
wake         ·   ·  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ✓   ·
file         ·   ·  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ✓   ·
`;

/** Of a report about an official, raised by the same person. A colleague of the reporter is a stranger to it. */
const CONFIDENTIAL = `
            rep col | A B hd | disp lead disc oper | oMem oA oHd str | sys led
view         ✓   ·  | · · ·  |  ·    ·    ✓    ·   |  ·   ·  ·   ·  |  ✓   ·
assign       ·   ·  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ✓   ✓
sign         ·   ·  | · · ·  |  ·    ·    ✓    ·   |  ·   ·  ·   ·  |  ·   ·
feedback     ·   ·  | · · ·  |  ·    ·    ✓    ·   |  ·   ·  ·   ·  |  ·   ·
resolve      ·   ·  | · · ·  |  ·    ·    ✓    ·   |  ·   ·  ·   ·  |  ·   ✓
transfer     ·   ·  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ✓
delegate     ·   ·  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
confirm      ✓   ·  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
rework       ✓   ·  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
urge         ✓   ·  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
supplement   ✓   ·  | · · ·  |  ·    ·    ✓    ·   |  ·   ·  ·   ·  |  ·   ·
withdraw     ✓   ·  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ·   ·
wake         ·   ·  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ✓   ·
file         ·   ·  | · · ·  |  ·    ·    ·    ·   |  ·   ·  ·   ·  |  ✓   ·
`;

const COLUMNS: Readonly<Record<string, Who>> = {
  rep: 'reporter',
  col: 'colleague',
  A: 'liaison',
  B: 'backup',
  hd: 'head',
  disp: 'dispatcher',
  lead: 'leader',
  disc: 'discipline',
  oper: 'operator',
  oMem: 'otherMember',
  oA: 'otherLiaison',
  oHd: 'otherHead',
  str: 'stranger',
  sys: 'system',
  led: 'ledger',
};

const cells = (line: string): string[] => line.split(/[\s|]+/).filter((cell) => cell !== '');

function* entriesOf(matrix: string): Iterable<{ action: Action; who: Who; allowed: boolean }> {
  const [head = '', ...rows] = matrix.trim().split('\n');
  const columns = cells(head).map((short) => COLUMNS[short]!);
  for (const row of rows) {
    const [action, ...marks] = cells(row);
    if (marks.length !== columns.length) throw new Error(`the row of ${action} has ${marks.length} marks`);
    for (const [index, mark] of marks.entries()) {
      yield { action: action as Action, who: columns[index]!, allowed: mark === '✓' };
    }
  }
}

const write = (ticket: Ticket, matrix: string): string =>
  [...entriesOf(matrix)]
    .map(({ action, who }) => `${action} by ${who}: ${may(action, ticket, PEOPLE[who], roster)}`)
    .join('\n');
const expected = (matrix: string): string =>
  [...entriesOf(matrix)].map(({ action, who, allowed }) => `${action} by ${who}: ${allowed}`).join('\n');

test('the tables below name every person and every action', () => {
  const actions = new Set([...entriesOf(ORDINARY)].map(({ action }) => action));
  expect([...actions].sort()).toEqual([...Object.keys(COMMANDS), 'view'].sort());
  const people = new Set([...entriesOf(ORDINARY)].map(({ who }) => who));
  expect([...people].sort()).toEqual(Object.keys(PEOPLE).sort());
});

test('the whole table, for an ordinary ticket', () => {
  expect(write(storyIn('working').ticket, ORDINARY)).toBe(expected(ORDINARY));
});

test('the whole table, for a report about an official', () => {
  expect(write(reported().ticket, CONFIDENTIAL)).toBe(expected(CONFIDENTIAL));
});

describe('every decision asks the table', () => {
  test.each(STATES)('in state %s', (state) => {
    const { ticket } = storyIn(state);
    for (const { action, who } of entriesOf(ORDINARY)) {
      if (action === 'view') continue;
      const allowed = may(action, ticket, PEOPLE[who], roster);
      const outcome = outcomeOf(asked(ticket, who, COMMANDS[action as Command['type']], LATER));
      expect(outcome === 'notYours', `${action} by ${who} on a ${state} ticket: ${outcome}`).toBe(!allowed);
    }
  });
});

describe("another's ticket", () => {
  const moved = next(begun(), 'liaison', COMMANDS.transfer, T0 + HOUR).ticket;

  test('a department that has passed it on has no more say and no more sight', () => {
    for (const who of ['liaison', 'backup', 'head'] as const) {
      expect(relationsTo(moved, PEOPLE[who], roster), who).toEqual([]);
    }
    expect(may('view', moved, PEOPLE.otherLiaison, roster)).toBe(true);
    expect(may('resolve', moved, PEOPLE.otherHead, roster)).toBe(true);
  });

  test('while it waits for the dispatcher no department may act on it', () => {
    const queued = storyIn('queued').ticket;
    for (const { id } of roster.departments.flatMap((one) => [one.primary, one.backup, one.head])) {
      expect(relationsTo(queued, { person: id }, roster), id).toEqual([]);
    }
  });

  test('the person named on it keeps it, even when the roster no longer knows them', () => {
    const named: Ticket = { ...storyIn('working').ticket, liaison: 'somebody-who-left' };
    expect(may('resolve', named, { person: 'somebody-who-left' }, roster)).toBe(true);
    expect(may('resolve', named, PEOPLE.liaison, roster), 'and so does the department').toBe(true);
  });

  test('a ticket of no known enterprise or department belongs to no member and no liaison', () => {
    const recorded = begun({ enterprise: null, member: null, department: null }, T0, 'ledger').ticket;
    for (const { id } of roster.people) {
      const relations = relationsTo(recorded, { person: id }, roster);
      expect(
        relations.filter((one) => one !== 'dispatcher' && one !== 'leader'),
        id,
      ).toEqual([]);
    }
  });
});

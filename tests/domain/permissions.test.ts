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
 * Of a ticket of 商超 that lies with 住建, assisted by 水利. Columns: reporter and colleague of 商超; A 岗, B 岗, head of
 * 住建; dispatcher, leader, discipline, operator; then those whose ticket it is not: a member of another enterprise,
 * A 岗 and head of another department, a stranger; A 岗 and head of 水利; then the clock and a ledger.
 */
const ORDINARY = `
                rep col | A B hd | disp lead disc oper | oMem oA oHd str | wA wHd | sys led
view            ✓   ✓   | ✓ ✓ ✓  | ✓    ✓    ·    ·    | ·    ·  ·   ·   | ✓  ✓   | ✓   ·
assign          ·   ·   | · · ·  | ✓    ✓    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ✓
claim           ·   ·   | · · ·  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
transfer        ·   ·   | ✓ ✓ ✓  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ✓
delegate        ·   ·   | ✓ ✓ ✓  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
reorganise      ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
sign            ·   ·   | ✓ ✓ ✓  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
feedback        ·   ·   | ✓ ✓ ✓  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
resolve         ·   ·   | ✓ ✓ ✓  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ✓
urge            ✓   ✓   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
supplement      ✓   ✓   | ✓ ✓ ·  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
ask             ·   ·   | ✓ ✓ ✓  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
resume          ·   ·   | ✓ ✓ ✓  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
extend          ·   ·   | ✓ ✓ ✓  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
return          ·   ·   | ✓ ✓ ✓  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
suspend         ·   ·   | ✓ ✓ ✓  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
settle          ·   ·   | · · ·  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
approve         ·   ·   | · · ·  | ·    ✓    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
assist          ·   ·   | ✓ ✓ ✓  | ✓    ✓    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
supervise       ·   ·   | · · ·  | ✓    ✓    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
instruct        ·   ·   | · · ·  | ·    ✓    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
escalate        ·   ·   | · · ·  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
sendBack        ·   ·   | · · ·  | ✓    ✓    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
plan            ·   ·   | ✓ ✓ ✓  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
answerAssist    ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ✓  ✓   | ·   ·
answerOrder     ·   ·   | ✓ ✓ ✓  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
answerEscalate  ·   ·   | · · ·  | ·    ✓    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
acknowledge     ·   ·   | ✓ ✓ ✓  | ✓    ✓    ·    ·    | ·    ·  ·   ·   | ✓  ✓   | ·   ·
confirm         ✓   ✓   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
callBack        ·   ·   | · · ·  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
rework          ✓   ✓   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
answer          ✓   ✓   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
reopen          ✓   ✓   | · · ·  | ✓    ✓    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
withdraw        ✓   ✓   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
attribute       ·   ·   | · · ·  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
reclassify      ·   ·   | · · ·  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
reject          ·   ·   | · · ·  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
merge           ✓   ✓   | · · ·  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
absorb          ✓   ✓   | · · ·  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
split           ✓   ✓   | · · ·  | ✓    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
note            ·   ·   | ✓ ✓ ✓  | ✓    ✓    ·    ·    | ·    ·  ·   ·   | ✓  ✓   | ·   ·
undo            ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
beginStep       ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
recalculate     ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
wake            ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
file            ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
`;

/** Of a report about an official, raised by the same person. A colleague of the reporter is a stranger to it. */
const CONFIDENTIAL = `
                rep col | A B hd | disp lead disc oper | oMem oA oHd str | wA wHd | sys led
view            ✓   ·   | · · ·  | ·    ·    ✓    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
assign          ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ✓
claim           ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
transfer        ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ✓
delegate        ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
reorganise      ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
sign            ·   ·   | · · ·  | ·    ·    ✓    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
feedback        ·   ·   | · · ·  | ·    ·    ✓    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
resolve         ·   ·   | · · ·  | ·    ·    ✓    ·    | ·    ·  ·   ·   | ·  ·   | ·   ✓
urge            ✓   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
supplement      ✓   ·   | · · ·  | ·    ·    ✓    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
ask             ·   ·   | · · ·  | ·    ·    ✓    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
resume          ·   ·   | · · ·  | ·    ·    ✓    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
extend          ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
return          ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
suspend         ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
settle          ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
approve         ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
assist          ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
supervise       ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
instruct        ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
escalate        ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
sendBack        ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
plan            ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
answerAssist    ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
answerOrder     ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
answerEscalate  ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
acknowledge     ·   ·   | · · ·  | ·    ·    ✓    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
confirm         ✓   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
callBack        ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
rework          ✓   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
answer          ✓   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
reopen          ✓   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
withdraw        ✓   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
attribute       ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
reclassify      ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
reject          ·   ·   | · · ·  | ·    ·    ✓    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
merge           ✓   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
absorb          ✓   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
split           ✓   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
note            ·   ·   | · · ·  | ·    ·    ✓    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
undo            ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ·   ·
beginStep       ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
recalculate     ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
wake            ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
file            ·   ·   | · · ·  | ·    ·    ·    ·    | ·    ·  ·   ·   | ·  ·   | ✓   ·
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
  wA: 'assistant',
  wHd: 'assistantHead',
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

/** What a command needs to be permitted, one of these, while nothing waits to be settled. */
const NEEDS = (type: Command['type']): readonly Action[] => {
  if (type === 'grant' || type === 'deny') return ['settle'];
  if (type === 'pauseStep') return ['answerAssist', 'answerOrder'];
  if (type === 'resumeStep') return ['answerAssist', 'answerOrder', 'beginStep'];
  return type === 'answerDuty' ? ['answerAssist', 'answerOrder', 'answerEscalate'] : [type];
};
const TYPES = Object.keys(COMMANDS) as Command['type'][];
const WHO = Object.keys(PEOPLE) as Who[];
const assisted = next(storyIn('working'), 'liaison', COMMANDS.assist, T0 + 5 * HOUR);

test('the tables name every person and every action', () => {
  for (const matrix of [ORDINARY, CONFIDENTIAL]) {
    const actions = new Set([...entriesOf(matrix)].map(({ action }) => action));
    expect([...actions].sort()).toEqual([...new Set(TYPES.flatMap(NEEDS)), 'approve', 'view'].sort());
    const people = new Set([...entriesOf(matrix)].map(({ who }) => who));
    expect([...people].sort()).toEqual(WHO.toSorted());
  }
});

test('the whole table, for an ordinary ticket', () => {
  expect(write(assisted.ticket, ORDINARY)).toBe(expected(ORDINARY));
});

test('the whole table, for a report about an official', () => {
  expect(write(reported().ticket, CONFIDENTIAL)).toBe(expected(CONFIDENTIAL));
});

describe('every decision asks the table', () => {
  function asks(ticket: Ticket, type: Command['type'], needs: readonly Action[]): void {
    for (const who of WHO) {
      const allowed = needs.some((action) => may(action, ticket, PEOPLE[who], roster));
      const outcome = outcomeOf(asked(ticket, who, COMMANDS[type], LATER));
      expect(outcome === 'notYours', `${type} by ${who} on a ${ticket.state} ticket: ${outcome}`).toBe(
        !allowed,
      );
    }
  }

  test.each(STATES)('in state %s', (state) => {
    const { ticket } = storyIn(state);
    for (const type of TYPES) asks(ticket, type, NEEDS(type));
  });

  test.each([
    ['extend', 'settle'],
    ['return', 'settle'],
    ['suspend', 'approve'],
  ] as const)('when %s was asked for: %s', (kind, action) => {
    const { ticket } = next(storyIn('working'), 'liaison', COMMANDS[kind], T0 + 5 * HOUR);
    asks(ticket, 'grant', [action]);
    asks(ticket, 'deny', [action]);
  });

  test('each duty is answered by whom it was given, and by nobody else', () => {
    const under = (who: Who, type: 'assist' | 'supervise' | 'instruct' | 'escalate') =>
      next(storyIn('working'), who, COMMANDS[type], T0 + 5 * HOUR).ticket;
    const answering = (ticket: Ticket) =>
      WHO.filter(
        (who) => outcomeOf(asked(ticket, who, COMMANDS.answerDuty, LATER)) === 'dutyAnswered',
      ).sort();
    expect(answering(under('liaison', 'assist'))).toEqual(['assistant', 'assistantHead']);
    expect(answering(under('dispatcher', 'supervise'))).toEqual(['backup', 'head', 'liaison']);
    expect(answering(under('leader', 'instruct'))).toEqual(['backup', 'head', 'liaison']);
    expect(answering(under('dispatcher', 'escalate'))).toEqual(['leader']);
  });

  test('of two departments that assist neither answers for the other', () => {
    const both = next(assisted, 'liaison', { ...COMMANDS.assist, department: 'land' }, LATER).ticket;
    const answerDuty = (who: Who, duty: number) =>
      outcomeOf(asked(both, who, { ...COMMANDS.answerDuty, duty }, LATER));
    expect([answerDuty('assistant', 1), answerDuty('otherLiaison', 2)]).toEqual([
      'dutyAnswered',
      'dutyAnswered',
    ]);
    expect([answerDuty('assistant', 2), answerDuty('otherLiaison', 1)]).toEqual(['notYours', 'notYours']);
  });

  test('a stranger does not even learn whether there is such a duty, or that the ticket is over', () => {
    for (const { ticket } of [storyIn('working'), storyIn('closed'), reported()]) {
      expect(outcomeOf(asked(ticket, 'otherLiaison', COMMANDS.answerDuty, LATER)), ticket.state).toBe(
        'notYours',
      );
    }
  });
});

describe("another's ticket", () => {
  const moved = next(begun(), 'liaison', COMMANDS.transfer, T0 + HOUR).ticket;

  test('a department that has passed it on has no more say and no more sight', () => {
    for (const who of ['liaison', 'backup', 'head'] as const) {
      expect(may('view', moved, PEOPLE[who], roster), who).toBe(false);
      // Whoever passed it on may take that back, and nothing else.
      expect(relationsTo(moved, PEOPLE[who], roster), who).toEqual(who === 'liaison' ? ['doer'] : []);
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
        relations.filter((one) => !['dispatcher', 'leader', 'coLeader'].includes(one)),
        id,
      ).toEqual([]);
    }
  });
});

/** The service contract as one table: every command in every state, and the words a command needs. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/domain/lifecycle.ts';
import { TICKET_STATES, type TicketState } from '../../src/domain/ticket-parts.ts';
import {
  asked,
  COMMANDS,
  LATER,
  next,
  outcomeOf,
  storyIn,
  T0,
  type Who,
  waitingFile,
} from '../support/builders.ts';

/** Who gives a command in daily life. */
const USUALLY: Readonly<Record<Command['type'], Who>> = {
  assign: 'dispatcher',
  claim: 'dispatcher',
  transfer: 'liaison',
  delegate: 'liaison',
  reorganise: 'system',
  sign: 'liaison',
  feedback: 'liaison',
  resolve: 'liaison',
  urge: 'reporter',
  supplement: 'reporter',
  ask: 'liaison',
  resume: 'liaison',
  extend: 'liaison',
  return: 'liaison',
  suspend: 'liaison',
  grant: 'dispatcher',
  deny: 'dispatcher',
  assist: 'liaison',
  supervise: 'leader',
  instruct: 'leader',
  escalate: 'dispatcher',
  answerDuty: 'liaison',
  sendBack: 'leader',
  plan: 'dispatcher',
  pauseStep: 'liaison',
  resumeStep: 'liaison',
  acknowledge: 'liaison',
  confirm: 'reporter',
  callBack: 'dispatcher',
  rework: 'reporter',
  answer: 'reporter',
  reopen: 'reporter',
  withdraw: 'reporter',
  attribute: 'dispatcher',
  reclassify: 'dispatcher',
  reject: 'dispatcher',
  merge: 'dispatcher',
  absorb: 'dispatcher',
  split: 'dispatcher',
  note: 'dispatcher',
  undo: 'dispatcher',
  recalculate: 'system',
  wake: 'system',
  file: 'system',
};

/**
 * ✓ done · s✓ signed on the way · r✓ the clock set going first · ✓r the clock goes on with it · ✓q and before the
 * dispatcher; · not in this state · done has been done · theirs nobody is liaison of a queued ticket · none there is
 * no such request or duty · late too long ago to take it back · same it is theirs · flow no kind that
 * words lead to has plans · - nothing to do
 */
const TABLE = `
            queued assigned working waiting suspended resolved closed withdrawn rejected merged
assign      ✓      ✓        ·       ·       ·         ·        ·      ·         ·        ·
claim       ✓      ·        ·       ·       ·         ·        ·      ·         ·        ·
transfer    theirs ✓        ✓       r✓      ·         ·        ·      ·         ·        ·
delegate    theirs ✓        ✓       ✓       ✓         ·        ·      ·         ·        ·
reorganise  -      ✓        ✓       ✓       ✓         ✓        ·      ·         ·        ·
sign        theirs ✓        done    done    done      ·        ·      ·         ·        ·
feedback    theirs s✓       ✓       ✓       ✓         ·        ·      ·         ·        ·
resolve     theirs s✓       ✓       r✓      r✓        done     ·      ·         ·        ·
urge        ✓      ✓        ✓       ✓       ✓         done     ·      ·         ·        ·
supplement  ✓      ✓        ✓       ✓r      ✓         ✓        ·      ·         ·        ·
ask         theirs s✓       ✓       done    ·         ·        ·      ·         ·        ·
resume      theirs ·        ·       ✓       ✓         ·        ·      ·         ·        ·
extend      theirs s✓       ✓       ·       ·         ·        ·      ·         ·        ·
return      theirs ✓        ✓       ·       ·         ·        ·      ·         ·        ·
suspend     theirs s✓       ✓       ·       done      ·        ·      ·         ·        ·
grant       ·      none     none    ·       ·         ·        ·      ·         ·        ·
deny        ·      none     none    ·       ·         ·        ·      ·         ·        ·
assist      theirs ✓        ✓       ✓       ✓         ·        ·      ·         ·        ·
supervise   ·      ✓        ✓       ✓       ✓         ·        ·      ·         ·        ·
instruct    ✓      ✓        ✓       ✓       ✓         ·        ·      ·         ·        ·
escalate    ✓      ✓        ✓       ✓       ✓         ·        ·      ·         ·        ·
answerDuty  theirs none     none    none    none      ·        ·      ·         ·        ·
sendBack    none   none     none    none    none      ·        ·      ·         ·        ·
plan        flow   flow     flow    flow    flow      ·        ·      ·         ·        ·
pauseStep   theirs none     none    none    none      ·        ·      ·         ·        ·
resumeStep  theirs none     none    none    none      ·        ·      ·         ·        ·
acknowledge theirs ·        ·       ·       ·         ·        ·      ·         ·        ·
confirm     ·      ·        ·       ·       ·         ✓        done   ·         ·        ·
callBack    ·      ·        ·       ·       ·         ✓        done   ·         ·        ·
rework      ·      ·        ·       ·       ·         ✓        ·      ·         ·        ·
answer      ·      ·        ·       ·       ·         ·        ✓      ·         ·        ·
reopen      ·      ·        ·       ·       ·         ·        ✓      ·         ✓q       ·
withdraw    ✓      ✓        ✓       ✓       ✓         ✓        ·      done      ·        ·
reclassify  ✓      ✓        ✓       ·       ·         ·        ·      ·         ·        ·
attribute   same   same     same    same    same      same     same   same      same     same
reject      ✓      ✓        ✓       ·       ·         ·        ·      ·         done     ·
merge       ✓      ✓        ✓       ✓       ✓         ✓        ·      ·         ·        done
absorb      ✓      ✓        ✓       ✓       ✓         ·        ·      ·         ·        ·
split       ✓      ✓        ✓       ✓       ✓         ·        ·      ·         ·        ·
note        ✓      ✓        ✓       ✓       ✓         ✓        ✓      ✓         ✓        ✓
undo        theirs theirs   theirs  theirs  theirs    theirs   theirs theirs    late     theirs
recalculate -      -        -       -       -         -        -      -         -        -
wake        -      -        -       -       -         -        -      -         -        -
file        -      -        -       -       -         -        -      -         -        -
`;

/** The event a command brings when it is done. */
const EVENT: Readonly<Partial<Record<Command['type'], string>>> = {
  assign: 'assigned',
  claim: 'claimed',
  transfer: 'assigned',
  delegate: 'delegated',
  reorganise: 'reorganised',
  sign: 'signed',
  feedback: 'fedBack',
  resolve: 'resolved',
  urge: 'urged',
  supplement: 'supplemented',
  ask: 'asked',
  resume: 'resumed',
  extend: 'requested',
  return: 'requested',
  suspend: 'requested',
  assist: 'dutyGiven',
  supervise: 'dutyGiven',
  instruct: 'dutyGiven',
  escalate: 'dutyGiven',
  confirm: 'confirmed',
  callBack: 'calledBack+confirmed',
  rework: 'reworked',
  answer: 'surveyAnswered',
  reopen: 'reopened',
  withdraw: 'withdrawn',
  reclassify: 'reclassified',
  reject: 'rejected',
  merge: 'merged',
  absorb: 'absorbed',
  split: 'split',
  note: 'noted',
};

const OF_DUTIES: ReadonlySet<string> = new Set(['answerDuty', 'sendBack', 'pauseStep', 'resumeStep']);

const REFUSED: Readonly<Record<string, string>> = {
  '·': 'wrongState',
  done: 'alreadyDone',
  flow: 'notInFlow',
  theirs: 'notYours',
  late: 'nothingToUndo',
  same: 'sameEnterprise',
  '-': 'nothing',
};

function outcomeIn(mark: string, type: Command['type']): string {
  if (mark === 'none') return OF_DUTIES.has(type) ? 'dutyUnknown' : 'noRequest';
  const event = EVENT[type] ?? '';
  return (
    REFUSED[mark] ??
    mark
      .replace('s✓', `signed+${event}`)
      .replace('r✓', `resumed+${event}`)
      .replace('✓r', `${event}+resumed`)
      .replace('✓q', `${event}+queued`)
      .replace('✓', event)
  );
}

const [HEAD = '', ...ROWS] = TABLE.trim().split('\n');
const STATES = HEAD.trim().split(/\s+/) as TicketState[];
const CELLS = ROWS.flatMap((row) => {
  const [type, ...marks] = row.split(/\s+/) as [Command['type'], ...string[]];
  return STATES.map((state, column) => ({ type, state, mark: marks[column]! }));
});

/** Where an accepted command leads; from any state to the same, or as in `LEADS_FROM`. Else the ticket stays. */
const LEADS_TO: Readonly<Partial<Record<Command['type'], TicketState>>> = {
  assign: 'assigned',
  transfer: 'assigned',
  sign: 'working',
  resolve: 'resolved',
  ask: 'waiting',
  resume: 'working',
  confirm: 'closed',
  callBack: 'closed',
  rework: 'working',
  withdraw: 'withdrawn',
  reject: 'rejected',
  merge: 'merged',
};
const LEADS_FROM: Readonly<Record<string, TicketState>> = {
  'feedback assigned': 'working',
  'supplement waiting': 'working',
  // Whoever asks for time plainly has the ticket; who gives it back has not taken it.
  'extend assigned': 'working',
  'suspend assigned': 'working',
  'reopen closed': 'working',
  'reopen rejected': 'queued',
};

test('the table names every command and every state', () => {
  expect(STATES).toEqual(TICKET_STATES);
  const types = ROWS.map((row) => row.split(/\s+/)[0]);
  expect([...types].sort()).toEqual(Object.keys(COMMANDS).sort());
  expect(CELLS.filter(({ mark }) => mark === undefined)).toEqual([]);
});

describe('every command in every state', () => {
  test.each(CELLS)('$type on a $state ticket: $mark', ({ type, state, mark }) => {
    // Two minutes on: nothing has become due that a wake would bring.
    const when = type === 'wake' ? T0 + 2 * 60_000 : LATER;
    const decision = asked(storyIn(state), USUALLY[type], COMMANDS[type], when);
    expect(outcomeOf(decision)).toBe(outcomeIn(mark, type));
    if (!decision.ok) expect(decision.refusal.state, 'a refusal names the state').toBe(state);
  });
});

describe('where a command leads', () => {
  test.each(CELLS.filter(({ mark }) => mark.includes('✓')))('$type of a $state ticket', ({ type, state }) => {
    const to = LEADS_FROM[`${type} ${state}`] ?? LEADS_TO[type] ?? state;
    expect(next(storyIn(state), USUALLY[type], COMMANDS[type], LATER).ticket.state).toBe(to);
  });
});

describe('words and names a command needs', () => {
  const working = storyIn('working');
  const refused = (who: Who, command: Command, story = working) =>
    outcomeOf(asked(story, who, command, LATER));

  test.each(['', '   ', '\n\t', '\u3000'])('a result, feedback, reason of %j is none', (text) => {
    expect(refused('liaison', { ...COMMANDS.feedback, text })).toBe('textMissing');
    expect(refused('liaison', { ...COMMANDS.resolve, text })).toBe('textMissing');
    expect(refused('liaison', { ...COMMANDS.transfer, text })).toBe('textMissing');
    expect(refused('reporter', { ...COMMANDS.supplement, text })).toBe('textMissing');
    expect(refused('reporter', { ...COMMANDS.rework, text }, storyIn('resolved'))).toBe('textMissing');
    for (const type of ['ask', 'extend', 'return', 'suspend', 'assist'] as const) {
      expect(refused('liaison', { ...COMMANDS[type], text }), type).toBe('textMissing');
    }
    for (const type of ['reject', 'escalate', 'split'] as const) {
      expect(refused('dispatcher', { ...COMMANDS[type], text }), type).toBe('textMissing');
    }
    for (const type of ['supervise', 'instruct'] as const) {
      expect(refused('leader', { ...COMMANDS[type], text }), type).toBe('textMissing');
    }
    expect(refused('reporter', { ...COMMANDS.reopen, text }, storyIn('closed'))).toBe('textMissing');
  });

  test('a picture without words is a supplement, but no result', () => {
    const files = [waitingFile('photo')];
    expect(refused('reporter', { ...COMMANDS.supplement, text: '', files })).toBe('supplemented');
    expect(refused('liaison', { ...COMMANDS.resolve, text: '', files })).toBe('textMissing');
  });

  test('a department must exist and be another one', () => {
    expect(refused('liaison', { ...COMMANDS.transfer, department: 'moon' })).toBe('departmentUnknown');
    expect(refused('liaison', { ...COMMANDS.transfer, department: 'housing' })).toBe('sameDepartment');
    const assigned = storyIn('assigned');
    expect(refused('dispatcher', { ...COMMANDS.assign, department: 'moon' }, assigned)).toBe(
      'departmentUnknown',
    );
    expect(refused('dispatcher', { ...COMMANDS.assign, department: 'housing' }, assigned)).toBe(
      'sameDepartment',
    );
  });

  test('handing over within the department is for its A 岗 and B 岗 only', () => {
    expect(refused('liaison', { type: 'delegate', person: 'land-a' })).toBe('personUnknown');
    expect(refused('liaison', { type: 'delegate', person: 'housing-head' })).toBe('personUnknown');
    expect(refused('liaison', { type: 'delegate', person: 'housing-a' })).toBe('samePerson');
  });
});

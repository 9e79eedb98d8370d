/** The service contract as one table: every command in every state, and the words a command needs. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/domain/lifecycle.ts';
import type { TicketState } from '../../src/domain/ticket.ts';
import {
  asked,
  COMMANDS,
  LATER,
  next,
  outcomeOf,
  STATES,
  storyIn,
  T0,
  type Who,
  waitingFile,
} from '../support/builders.ts';

/** Who gives a command in daily life. */
const USUALLY: Readonly<Record<Command['type'], Who>> = {
  assign: 'dispatcher',
  sign: 'liaison',
  feedback: 'liaison',
  resolve: 'liaison',
  transfer: 'liaison',
  delegate: 'liaison',
  confirm: 'reporter',
  rework: 'reporter',
  urge: 'reporter',
  supplement: 'reporter',
  withdraw: 'reporter',
  wake: 'system',
  file: 'system',
};

/** Columns: queued, assigned, working, resolved, closed, withdrawn. Nobody is liaison of a queued ticket. */
const TABLE: Readonly<Record<Command['type'], readonly [string, string, string, string, string, string]>> = {
  assign: ['assigned', 'assigned', 'wrongState', 'wrongState', 'wrongState', 'wrongState'],
  sign: ['notYours', 'signed', 'alreadyDone', 'wrongState', 'wrongState', 'wrongState'],
  feedback: ['notYours', 'signed+fedBack', 'fedBack', 'wrongState', 'wrongState', 'wrongState'],
  resolve: ['notYours', 'signed+resolved', 'resolved', 'alreadyDone', 'wrongState', 'wrongState'],
  transfer: ['notYours', 'assigned', 'assigned', 'wrongState', 'wrongState', 'wrongState'],
  delegate: ['notYours', 'delegated', 'delegated', 'wrongState', 'wrongState', 'wrongState'],
  confirm: ['wrongState', 'wrongState', 'wrongState', 'confirmed', 'alreadyDone', 'wrongState'],
  rework: ['wrongState', 'wrongState', 'wrongState', 'reworked', 'wrongState', 'wrongState'],
  urge: ['urged', 'urged', 'urged', 'alreadyDone', 'wrongState', 'wrongState'],
  supplement: ['supplemented', 'supplemented', 'supplemented', 'supplemented', 'wrongState', 'wrongState'],
  withdraw: ['withdrawn', 'withdrawn', 'withdrawn', 'withdrawn', 'wrongState', 'alreadyDone'],
  wake: ['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'],
  file: ['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'],
};

/** Where each accepted command leads. */
const LEADS_TO: Readonly<Partial<Record<Command['type'], TicketState>>> = {
  assign: 'assigned',
  sign: 'working',
  resolve: 'resolved',
  transfer: 'assigned',
  confirm: 'closed',
  rework: 'working',
  withdraw: 'withdrawn',
};

const TYPES = Object.keys(TABLE) as Command['type'][];

describe('every command in every state', () => {
  for (const type of TYPES) {
    STATES.forEach((state, column) => {
      const expected = TABLE[type][column]!;
      test(`${type} on a ${state} ticket: ${expected}`, () => {
        // Two minutes on: nothing has become due that a wake would bring.
        const when = type === 'wake' ? T0 + 2 * 60_000 : LATER;
        const story = storyIn(state);
        const decision = asked(story, USUALLY[type], COMMANDS[type], when);
        expect(outcomeOf(decision)).toBe(expected);
        if (!decision.ok) expect(decision.refusal.state, 'a refusal names the state').toBe(state);
      });
    });
  }
});

describe('where a command leads', () => {
  for (const type of TYPES) {
    const accepted = STATES.filter((_, column) => /ed$|fedBack$/.test(TABLE[type][column]!));
    for (const state of accepted) {
      const to = LEADS_TO[type] ?? (type === 'feedback' ? 'working' : state);
      test(`${type} leads from ${state} to ${to}`, () => {
        expect(next(storyIn(state), USUALLY[type], COMMANDS[type], LATER).ticket.state).toBe(to);
      });
    }
  }
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

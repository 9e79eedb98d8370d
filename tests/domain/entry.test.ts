/** Entries carry what their event knew in fields of their own, and the words of people as they were said. */
import { describe, expect, test } from 'vitest';
import type { Command, Context } from '../../src/domain/lifecycle.ts';
import { standingBefore } from '../../src/domain/metrics/standing.ts';
import { at, HOUR } from '../../src/domain/time.ts';
import {
  begun,
  COMMANDS,
  LATER,
  NEXT_DAY,
  next,
  PEOPLE,
  type Story,
  storyIn,
  T0,
  type Who,
  woken,
} from '../support/builders.ts';

const WORDS = 'suspend/供电/水利都说不是';
const lastOf = ({ ticket }: Story) => ticket.entries.at(-1);
const leftBy = (story: Story, who: Who, command: Command) => lastOf(next(story, who, command, LATER));
const asking = (type: 'extend' | 'return' | 'suspend') =>
  next(storyIn('working'), 'liaison', { ...COMMANDS[type], text: WORDS }, T0 + 4 * HOUR);

describe('an entry keeps codes and people apart from words', () => {
  test.each(['extend', 'return', 'suspend'] as const)('%s: asked for, refused', (kind) => {
    expect(lastOf(asking(kind))).toMatchObject({ what: 'requested', kind, text: WORDS });
    const who = kind === 'suspend' ? 'leader' : 'dispatcher';
    const denied = leftBy(asking(kind), who, { type: 'deny', text: WORDS });
    expect(denied).toMatchObject({ what: 'denied', kind, text: WORDS });
  });

  test('granted, and whose it became', () => {
    expect(leftBy(asking('extend'), 'dispatcher', COMMANDS.grant)).toEqual({
      ...{ at: LATER, by: PEOPLE.dispatcher.person, what: 'granted', kind: 'extend' },
    });
    const moved = next(asking('return'), 'dispatcher', COMMANDS.grant, LATER).ticket.entries.slice(-2);
    expect(moved).toMatchObject([
      { what: 'granted', kind: 'return' },
      {
        what: 'assigned',
        how: 'dispatcher',
        from: 'housing',
        department: 'transport',
        liaison: 'transport-a',
      },
    ]);
  });

  test('passed on', () => {
    expect(leftBy(begun(), 'liaison', { ...COMMANDS.transfer, text: WORDS })).toMatchObject({
      ...{ what: 'assigned', by: 'housing-a', how: 'transfer' },
      ...{ from: 'housing', department: 'land', liaison: 'land-a', text: WORDS },
    });
  });

  test.each([
    ['liaison', 'working', COMMANDS.delegate, { liaison: 'housing-b' }],
    ['liaison', 'working', COMMANDS.assist, { kind: 'assist', department: 'water', text: '请看地下管线' }],
    ['dispatcher', 'working', COMMANDS.supervise, { kind: 'supervise', department: null }],
    ['dispatcher', 'working', { ...COMMANDS.reject, text: WORDS }, { code: 'judicial', text: WORDS }],
    ['dispatcher', 'working', COMMANDS.merge, { what: 'merged', into: 24 }],
    ['dispatcher', 'working', COMMANDS.absorb, { what: 'absorbed', from: 24 }],
    ['dispatcher', 'working', { ...COMMANDS.split, text: WORDS }, { into: 24, text: WORDS }],
    ['dispatcher', 'working', COMMANDS.reclassify, { what: 'reclassified', flow: 'consult' }],
    ['dispatcher', 'suspended', COMMANDS.resume, { what: 'resumed', why: 'lifted' }],
    ['reporter', 'resolved', COMMANDS.confirm, { what: 'confirmed', rating: 'satisfied' }],
    ['reporter', 'closed', { ...COMMANDS.answer, text: WORDS }, { what: 'surveyAnswered', text: WORDS }],
  ] as const)('%s on a ticket that is %s: %j', (who, state, command, fields) => {
    expect(leftBy(storyIn(state), who, command)).toMatchObject(fields);
  });

  test('a reminder and the word that it was noted', () => {
    const late = woken(storyIn('assigned'), at('2026-11-26', '09:00'));
    expect(late.ticket.entries.find(({ what }) => what === 'reminded')).toMatchObject({
      step: 'sign',
      rung: expect.any(String),
    });
  });
});

test('who acts in the place of somebody on leave does so on record; who does not, does not', () => {
  const away: Partial<Context> = { away: new Set(['housing-a']) };
  const handed = next(begun(), 'system', { type: 'wake' }, T0 + HOUR, away);
  expect(lastOf(handed)).toMatchObject({ what: 'delegated', liaison: 'housing-b', actingFor: 'housing-a' });
  expect(lastOf(handed)).not.toHaveProperty('inPlaceOf');
  const by = (who: Who) => lastOf(next(handed, who, COMMANDS.feedback, NEXT_DAY, away));
  expect(by('backup')).toMatchObject({ by: 'housing-b', inPlaceOf: 'housing-a' });
  expect(by('head')).not.toHaveProperty('inPlaceOf');
});

test('figures read the code, whatever the words look like', () => {
  const limit = LATER + 1;
  const extended = next(asking('extend'), 'dispatcher', { type: 'grant', text: WORDS }, LATER);
  expect(standingBefore(extended.ticket, limit)?.is).toBe('open');
  const suspended = next(asking('suspend'), 'leader', COMMANDS.grant, LATER);
  expect(standingBefore(suspended.ticket, limit)?.is).toBe('suspended');
  const rejected = next(storyIn('working'), 'dispatcher', { ...COMMANDS.reject, text: WORDS }, LATER);
  expect(standingBefore(rejected.ticket, limit)).toMatchObject({ is: 'excluded', exclusion: 'judicial' });
});

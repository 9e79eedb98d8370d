/** Whatever a model says – or is made to say by what it reads – it may do one thing: settle what the reading holds possible. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { Advice } from '../../../src/understanding/adviser/advice.ts';
import { ledBy, mayBeAdvised, verdictOn } from '../../../src/understanding/adviser/verdict.ts';
import type { Reading } from '../../../src/understanding/reading.ts';

const UNSURE: Reading = {
  kind: 'request',
  urgent: false,
  departments: [
    { id: 'transport', p: 0.4 },
    { id: 'housing', p: 0.3 },
    { id: 'water', p: 0.1 },
  ],
  auto: false,
  doubtful: false,
  reasons: ['提到“大坑”——交通运输局常办事项', '交通运输局与住房和城乡建设局难分，请专班定'],
  suspected: false,
  bearing: { speaksOf: null, places: [], act: 'addition', sure: false, fresh: false, alarm: false },
};
const advice = (over: Partial<Advice> = {}): Advice => ({
  matter: true,
  kind: 'request',
  department: 'housing',
  ...over,
});

describe('what it counts for', () => {
  test.each<[string, Advice | null, ReturnType<typeof verdictOn>]>([
    ['one of those shown', advice(), 'agrees'],
    ['the first of them', advice({ department: 'transport' }), 'agrees'],
    ['a question instead of a request', advice({ kind: 'consult' }), 'agrees'],
    ['another', advice({ department: 'police' }), 'differs'],
    ['none', advice({ department: null }), 'nothing'],
    ['nothing usable', null, 'nothing'],
    ['no matter, whatever department', advice({ matter: false }), 'idle'],
    ['a debt, which has limits of its own', advice({ kind: 'arrears' }), 'debt'],
  ])('%s', (_, said, verdict) => {
    expect(verdictOn(UNSURE, said)).toBe(verdict);
  });

  test('where the reading is sure whose it is, no other department will do', () => {
    const sure = { ...UNSURE, auto: true, doubtful: true };
    expect(verdictOn(sure, advice())).toBe('differs');
    expect(verdictOn(sure, advice({ department: 'transport' }))).toBe('agrees');
  });

  test('followed, that department leads and has it; nothing is put to the dispatcher any more', () => {
    const led = ledBy({ ...UNSURE, doubtful: true }, 'housing');
    expect(led.departments.map(({ id }) => id)).toEqual(['housing', 'transport', 'water']);
    expect(led).toMatchObject({ auto: true, doubtful: false });
    expect(led.reasons).toEqual(['提到“大坑”——交通运输局常办事项']);
  });
});

describe('it is not to be asked about', () => {
  const bearing = {
    speaksOf: null,
    places: [],
    act: 'addition',
    sure: false,
    fresh: false,
    alarm: false,
  } as const;
  test.each<[string, Partial<Reading>]>([
    ['a report', { kind: 'whistleblow' }],
    ['what may be a report', { suspected: true }],
    ['a debt', { kind: 'arrears' }],
    ['talk', { kind: 'chatter' }],
    ['an emergency', { urgent: true }],
    ['what is plainly a danger, whatever else it is', { bearing: { ...bearing, alarm: true } }],
    ['a word on their own matter', { bearing: { ...bearing, speaksOf: 'own' } }],
    ['the trouble of another firm', { bearing: { ...bearing, speaksOf: 'other' } }],
    ['the bot itself', { bearing: { ...bearing, speaksOf: 'bot' } }],
  ])('%s', (_, over) => {
    expect(mayBeAdvised({ ...UNSURE, ...over })).toBe(false);
  });

  test('but about an ordinary matter, also where rules read alone', () => {
    expect(mayBeAdvised(UNSURE)).toBe(true);
    expect(mayBeAdvised({ ...UNSURE, kind: 'consult', bearing: null })).toBe(true);
  });
});

const anyAdvice = fc.record({
  matter: fc.boolean(),
  kind: fc.constantFrom('request', 'consult', 'arrears'),
  department: fc.constantFrom('transport', 'housing', 'water', 'police', 'emergency', null),
}) as fc.Arbitrary<Advice>;

property.prop([anyAdvice, fc.boolean(), fc.boolean()])(
  'no answer makes words urgent, confidential, talk, of another kind, or anybody’s who was not shown',
  (said, auto, doubtful) => {
    const reading = { ...UNSURE, auto, doubtful };
    if (verdictOn(reading, said) !== 'agrees') return;
    const led = ledBy(reading, said.department ?? '');
    const { departments, reasons: _r, auto: _a, doubtful: _d, ...rest } = led;
    expect(UNSURE).toMatchObject(rest);
    expect(departments.map(({ id }) => id).sort()).toEqual(UNSURE.departments.map(({ id }) => id).sort());
    expect(departments[0]?.id).toBe(said.department);
  },
);

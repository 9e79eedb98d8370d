/** Whose turn it is among the messages that wait for one recipient, be it a group or a person. */
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { Lane } from '../../src/store/lane.ts';
import type { Outgoing } from '../../src/store/port.ts';
import type { Queued } from '../../src/store/queued.ts';
import { outgoing, toGroup, toPerson } from './builders.ts';

type Waiting = Partial<Pick<Outgoing, 'first' | 'speaker' | 'slot' | 'ticket'>> & { readonly aside?: true };

/** All of them as they go out, one after the other, nothing coming in between. */
function goesOut(to: Outgoing['to'], waiting: Readonly<Record<string, Waiting>>): readonly string[] {
  const lane = new Lane();
  const all = new Map<string, Queued>();
  for (const [id, { aside, ...more }] of Object.entries(waiting)) {
    all.set(id, queued(outgoing(id, to, more), all.size, aside));
    lane.push(id);
  }
  const gone: string[] = [];
  while (lane.size > 0) {
    const [one] = lane.turns((id) => all.get(id)).next;
    if (!one) throw new Error(`nothing may go of ${lane.ids}`);
    lane.serve(one);
    lane.remove(one.message.id);
    gone.push(one.message.id);
  }
  return gone;
}

function queued(message: Outgoing, order: number, aside?: true): Queued {
  const fresh = {
    message,
    order,
    tries: 0,
    retryAt: null,
    held: false,
    why: null,
    claim: null,
    unsure: false,
  };
  return aside ? { ...fresh, aside } : fresh;
}

const A = { speaker: 'a' };
const B = { speaker: 'b' };
const HASTE = { first: true } as const;

describe.each([
  ['a group', toGroup()],
  ['a person', toPerson('power-a')],
])('what waits for %s', (_, to) => {
  test.each<[string, Readonly<Record<string, Waiting>>, string]>([
    ['an emergency goes before what is older', { x: A, y: B, fire: { ...B, ...HASTE } }, 'fire x y'],
    ['and before what the clock says', { digest: {}, fire: { ...B, ...HASTE } }, 'fire digest'],
    [
      'emergencies take turns by speaker',
      { a1: { ...A, ...HASTE }, a2: { ...A, ...HASTE }, a3: { ...A, ...HASTE }, b1: { ...B, ...HASTE } },
      'a1 b1 a2 a3',
    ],
    ['the others too', { a1: A, a2: A, a3: A, b1: B, clock: {} }, 'a1 b1 clock a2 a3'],
    [
      'whoever had an emergency has their turn among the others all the same',
      { a1: A, b1: B, fire: { ...A, ...HASTE } },
      'fire a1 b1',
    ],
    [
      'an emergency goes before an older word of its own speaker',
      { a1: A, a2: A, fire: { ...A, ...HASTE } },
      'fire a1 a2',
    ],
    [
      'the words of one ticket keep their order, whoever spoke',
      { t1: { ...A, ticket: 1 }, t2: { ...B, ticket: 1 }, c: { speaker: 'c' } },
      't1 t2 c',
    ],
    [
      'an emergency of a ticket goes before what was plain of it',
      { t1: { ...A, ticket: 1 }, t2: { ...A, ticket: 1, ...HASTE } },
      't2 t1',
    ],
    [
      'a change never goes before the message that it changes, not even in haste',
      { card: { ...A, slot: 'card/1' }, change: { ...B, slot: 'card/1', ...HASTE } },
      'card change',
    ],
    ['what keeps failing goes last', { bad: { ...A, aside: true }, a1: A, b1: B }, 'a1 b1 bad'],
    [
      'and what it is to be changed into waits for it',
      { bad: { ...A, slot: 'card/1', aside: true }, change: { ...A, slot: 'card/1' }, b1: B },
      'b1 bad change',
    ],
  ])('%s', (_name, waiting, order) => {
    expect(goesOut(to, waiting).join(' ')).toBe(order);
  });
});

const anything = fc.array(
  fc.record(
    {
      speaker: fc.constantFrom('a', 'b', 'c'),
      first: fc.constant(true as const),
      ticket: fc.constantFrom(1, 2, 3),
    },
    { requiredKeys: [] },
  ),
  { minLength: 1, maxLength: 24 },
);

propertyTest.prop([anything], { numRuns: 300 })(
  'whatever waits, everything goes once, every emergency before anything plain, and nobody waits two turns of another',
  (list) => {
    const waiting = Object.fromEntries(list.map((one, index) => [`m${index}`, one]));
    const gone = goesOut(toPerson('power-a'), waiting);
    expect([...gone].sort()).toEqual(Object.keys(waiting).sort());
    const hasty = gone.map((id) => waiting[id]?.first === true);
    expect(hasty.lastIndexOf(true)).toBe(hasty.filter(Boolean).length - 1);
    const emergencies = gone.slice(0, hasty.filter(Boolean).length);
    const speakers = emergencies.map((id) => waiting[id]?.speaker ?? 'clock');
    speakers.forEach((speaker, at) => {
      const next = speakers.indexOf(speaker, at + 1);
      if (next < 0) return;
      const others = new Set(speakers.slice(next + 1).filter((one) => one !== speaker));
      const between = new Set(speakers.slice(at + 1, next));
      for (const other of others)
        expect(between.has(other), `${speakers} at ${at}: ${other} waits`).toBe(true);
    });
  },
);

/** One of those that wait, and what happens to it: it comes, goes out, or is found not to go for now. */
const step = fc.record({
  does: fc.constantFrom('comes', 'comes', 'comes', 'goes', 'fails'),
  speaker: fc.constantFrom('a', 'b', undefined),
  first: fc.constantFrom(true, undefined),
  slot: fc.constantFrom('card/1', 'card/2', null),
  ticket: fc.constantFrom(1, 2, null),
});

propertyTest.prop([fc.array(step, { maxLength: 40 })])(
  'what came last is reckoned as if all were looked at anew',
  (steps) => {
    const lane = new Lane();
    const all = new Map<string, Queued>();
    const get = (id: string) => all.get(id);
    for (const [place, { does, speaker, first, slot, ticket }] of steps.entries()) {
      const [next] = lane.turns(get).next;
      if (does === 'comes') {
        const more = { slot, ticket, ...(speaker && { speaker }), ...(first && { first }) };
        all.set(`m${place}`, queued(outgoing(`m${place}`, toGroup(), more), place));
        lane.push(`m${place}`);
      } else if (next && does === 'goes') {
        lane.serve(next);
        lane.remove(next.message.id);
      } else if (next) {
        all.set(next.message.id, { ...next, aside: true });
        lane.changed();
      }
      const before = lane.turns(get);
      lane.changed();
      expect(lane.turns(get)).toEqual(before);
    }
  },
);

import { describe, expect, it } from 'vitest';
import { DAY, type Instant, toIso } from '../../src/domain/time.ts';
import type { JournalLine, LineBody } from '../../src/store/line.ts';
import { applyLine, emptyState, type State } from '../../src/store/state.ts';
import { raise, raiseRow } from '../../src/store/upcast.ts';
import { incoming, outgoing, registered, T0, toGroup, urged } from './builders.ts';

function fold(state: State, at: Instant, body: Partial<LineBody>): void {
  const line: JournalLine = {
    v: 1,
    seq: state.head.seq + 1,
    prev: '',
    hash: '',
    cause: 'x',
    at: toIso(at),
    ...body,
  };
  applyLine(state, line);
}

describe('the fold', () => {
  it('remembers keys seen for three days, however many, and the newest 20,000 for ever', () => {
    const state = emptyState();
    const receive = (from: number, count: number, at: Instant): void => {
      const received = Array.from({ length: count }, (_, place) => incoming(`k${from + place}`));
      const ids = received.map(({ key }) => key);
      fold(state, at, { received, done: ids, outbox: ids.map((id) => outgoing(id, toGroup(id))) });
    };
    receive(0, 30_000, T0);
    receive(30_000, 1, T0 + 3 * DAY - 1);
    expect([state.seen.size, state.used.size], 'within three days').toEqual([30_001, 30_001]);
    receive(30_001, 1, T0 + 3 * DAY);
    expect([state.seen.size, state.used.size], 'after three days').toEqual([20_000, 20_000]);
    for (const keys of [state.seen, state.used]) {
      expect(keys.has('k30001'), 'the newest').toBe(true);
      expect(keys.has('k10002'), 'the oldest of 20,000').toBe(true);
      expect(keys.has('k10001'), 'one older').toBe(false);
    }
  });

  it('forgets dialogues long past once there are many', () => {
    const state = emptyState();
    const dialogue = (expiresAt: Instant) => ({
      awaiting: 'x',
      ticket: null,
      since: T0,
      expiresAt,
      data: {},
    });
    for (let turn = 0; turn < 600; turn++) {
      fold(state, T0 + turn, { dialogues: [{ key: `d${turn}`, state: dialogue(T0) }] });
    }
    expect(state.dialogues.size).toBe(600);
    fold(state, T0 + 2 * DAY, { dialogues: [{ key: 'new', state: dialogue(T0 + 3 * DAY) }] });
    expect([...state.dialogues.keys()]).toEqual(['new']);
  });

  it.each([
    ['a number given twice', { tickets: [{ number: 1, events: [registered(1)] }] }],
    ['a number out of order', { tickets: [{ number: 2, events: [registered(3)] }] }],
    ['an event of no ticket', { tickets: [{ number: 9, events: [urged(T0)] }] }],
    ['an unknown event', { tickets: [{ number: 1, events: [{ ...urged(T0), type: 'vanished' } as never] }] }],
    ['an unknown office event', { office: [{ type: 'renamed', v: 1, at: T0 } as never] }],
  ])('takes a line with %s not at all', (_, body) => {
    const state = emptyState();
    fold(state, T0, { tickets: [{ number: 1, events: [registered(1)] }] });
    const before = state.head;
    const more = { received: [incoming('k')], outbox: [outgoing('o', toGroup())] };
    expect(() => fold(state, T0, { ...more, ...body })).toThrow();
    expect(state.head).toBe(before);
    expect([state.inbox.size, state.used.size, state.tickets.size, state.nextNumber]).toEqual([0, 0, 1, 2]);
    expect(state.tickets.get(1)?.version).toBe(1);
  });
});

describe('old events', () => {
  const table = {
    'ticket/moved@1': (event: object) => ({ ...event, type: 'moved', v: 2, how: 'unknown' }),
    'ticket/moved@2': (event: object) => ({ ...event, type: 'moved', v: 3, by: null }),
  };

  it('are raised version by version', () => {
    const raised = raise('ticket', { type: 'moved', v: 1 }, { moved: 3 }, table);
    expect(raised).toEqual({ type: 'moved', v: 3, how: 'unknown', by: null });
    expect(raise('ticket', { type: 'moved', v: 3 }, { moved: 3 }, table)).toEqual({ type: 'moved', v: 3 });
  });

  it.each([
    ['of a later version', { type: 'moved', v: 4 }],
    ['of a version no upcaster knows', { type: 'moved', v: 0 }],
    ['of an unknown type', { type: 'toString', v: 1 }],
  ])('%s are refused, asking for a newer program', (_, event) => {
    expect(() => raise('ticket', event, { moved: 3 }, table)).toThrow(`${event.type}@${event.v}`);
  });
});

describe('rows of an older program', () => {
  const raisers = {
    1: (row: object) => ({ ...row, pauses: [] }),
    2: (row: object) => ({ ...row, pauses: 0 }),
  };

  it('are raised shape by shape', () => {
    expect(raiseRow({ ticket: 1 }, 1, 2, raisers)).toEqual({ ticket: 1, pauses: [] });
    expect(raiseRow({ ticket: 1 }, 1, 3, raisers)).toEqual({ ticket: 1, pauses: 0 });
    expect(raiseRow({ ticket: 1 }, 3, 3, raisers)).toEqual({ ticket: 1 });
  });

  it('of a later shape are refused, asking for a newer program', () => {
    expect(() => raiseRow({ ticket: 1 }, 4, 3, raisers)).toThrow('升级程序');
  });

  it('of a shape from which no way leads on are refused', () => {
    expect(() => raiseRow({ ticket: 1 }, 1, 3, { 1: raisers[1] })).toThrow('from rows of shape 2 to 3');
  });
});

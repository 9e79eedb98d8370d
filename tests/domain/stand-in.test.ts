/** AB 岗: A, else B, else the head, else the hub; whoever is back has the work back; nothing belongs to nobody. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../src/domain/lifecycle.ts';
import { responsibleFor, standInOf } from '../../src/domain/stand-in.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { at, MINUTE } from '../../src/domain/time.ts';
import { asked, begun, COMMANDS, next, reported, roster, type Story, T0 } from '../support/builders.ts';

const A = 'housing-a';
const B = 'housing-b';
const HEAD = 'housing-head';
const HUB = roster.dispatchers.map(({ id }) => id);
const ORDER = [A, B, HEAD, ...HUB];

const away = (...people: readonly string[]): Partial<Context> => ({ away: new Set(people) });
/** The pulse, when these are away. */
const wake = (story: Story, when: number, ...people: readonly string[]): Story =>
  next(story, 'system', { type: 'wake' }, when, away(...people));
const hands = ({ ticket }: { readonly ticket: Ticket }) => [ticket.liaison, ticket.actingFor];
const presence = (...people: readonly string[]) => ({ roster, hub: HUB, away: new Set(people) });

describe('who has the work of a department', () => {
  test.each([
    [[], A, undefined],
    [[A], B, A],
    [[B], A, undefined],
    [[A, B], HEAD, A],
    [[A, B, HEAD], 'dispatcher-1', A],
    [[A, B, HEAD, 'dispatcher-1'], 'dispatcher-2', A],
    [[A, HEAD], B, A],
  ])('%j away: %s', (people, liaison, actingFor) => {
    expect(responsibleFor('housing', presence(...people))).toEqual({
      liaison,
      ...(actingFor ? { actingFor } : {}),
    });
  });

  test('nobody at all is there: it stays with A, who finds it when back', () => {
    expect(responsibleFor('housing', presence(...ORDER))).toEqual({ liaison: A });
  });

  test('whom A would leave it to is told before A goes', () => {
    expect(standInOf(A, 'housing', presence())).toBe(B);
    expect(standInOf(B, 'housing', presence(A))).toBe(HEAD);
  });

  test('never nobody, and never somebody on leave while another of the post or the hub is there', () => {
    const everybody = fc.subarray([...new Set([...roster.people.map(({ id }) => id)])]);
    const some = fc.subarray(ORDER);
    const department = fc.constantFrom(...roster.departments.map(({ id }) => id));
    fc.assert(
      fc.property(fc.oneof(everybody, some), department, (people, id) => {
        const found = responsibleFor(id, presence(...people));
        const seats = roster.department(id);
        const post = seats ? [seats.primary.id, seats.backup.id, seats.head.id] : [];
        const first = [...post, ...HUB].find((one) => !people.includes(one));
        expect(found?.liaison).toBe(first ?? seats?.primary.id);
        expect(roster.person(found?.liaison ?? '')).toBeDefined();
      }),
    );
  });
});

describe('a ticket in hand', () => {
  test('goes to B, on to the head, back to B, back to A', () => {
    let story = begun();
    const turns = [
      [[A], [B, A]],
      [
        [A, B],
        [HEAD, A],
      ],
      [[A], [B, A]],
      [[], [A, null]],
    ] as const;
    for (const [index, [people, expected]] of turns.entries()) {
      story = wake(story, T0 + (index + 1) * MINUTE, ...people);
      expect(hands(story), `turn ${index + 1}`).toEqual(expected);
    }
  });

  test('whatever the order in which people go and come: it lies with somebody who is there, and is home in the end', () => {
    const states: readonly ((story: Story) => Story)[] = [
      (story) => story,
      (story) => next(story, 'liaison', COMMANDS.sign, T0 + MINUTE),
      (story) => next(story, 'liaison', COMMANDS.ask, T0 + MINUTE),
      (story) => next(story, 'liaison', COMMANDS.resolve, T0 + MINUTE),
      (story) => next(story, 'liaison', COMMANDS.delegate, T0 + MINUTE),
    ];
    let moved = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.array(fc.subarray(ORDER), { maxLength: 8 }),
        (lead, absences) => {
          let story = lead(begun());
          const home = hands(story);
          const turns = [...absences, []];
          turns.forEach((people, index) => {
            // Within the first hour, so that no step is over meanwhile.
            story = wake(story, T0 + (index + 2) * MINUTE, ...people);
            const { liaison } = story.ticket;
            moved += liaison === home[0] ? 0 : 1;
            if (people.length < ORDER.length) expect(people, `turn ${index}`).not.toContain(liaison);
            expect(liaison).not.toBeNull();
            const again = asked(
              story,
              'system',
              { type: 'wake' },
              T0 + (index + 2) * MINUTE,
              away(...people),
            );
            expect(again, 'and there it rests').toEqual({ ok: true, events: [] });
          });
          expect(hands(story)).toEqual(home);
        },
      ),
      { numRuns: 300 },
    );
    expect(moved, 'it changed hands at all').toBeGreaterThan(300);
  });

  test('a dispatcher who has it keeps it, whoever comes first in reach by now', () => {
    const out = [A, B, HEAD];
    const story = wake(begun(), T0 + MINUTE, ...out);
    expect(hands(story)).toEqual(['dispatcher-1', A]);
    const over = { ...away(...out), hub: [...HUB].reverse() };
    expect(asked(story, 'system', { type: 'wake' }, T0 + 2 * MINUTE, over)).toEqual({ ok: true, events: [] });
  });

  test('what B decides to keep stays with B, and goes to A only while B is away', () => {
    let story = wake(begun(), T0 + MINUTE, A);
    story = next(story, 'backup', { type: 'delegate', person: B }, T0 + 2 * MINUTE, away(A));
    expect(hands(story)).toEqual([B, null]);
    expect(hands(wake(story, T0 + 3 * MINUTE))).toEqual([B, null]);
    expect(hands(wake(story, T0 + 3 * MINUTE, B))).toEqual([A, B]);
  });

  test('handing over to somebody on leave is refused', () => {
    expect(asked(begun(), 'liaison', { type: 'delegate', person: B }, T0 + MINUTE, away(B))).toMatchObject({
      ok: false,
      refusal: { code: 'onLeave' },
    });
  });

  test('transferred to a department whose A is away, it goes to that B', () => {
    const story = next(begun(), 'liaison', COMMANDS.transfer, T0 + MINUTE, away('land-a'));
    expect(hands(story)).toEqual(['land-b', 'land-a']);
  });
});

describe('a ticket that is over', () => {
  const closedBy = (story: Story): Story => {
    const resolved = next(story, 'backup', COMMANDS.resolve, T0 + 2 * MINUTE, away(A));
    return next(resolved, 'reporter', COMMANDS.confirm, T0 + 3 * MINUTE);
  };

  test('changes hands no more', () => {
    const closed = closedBy(wake(begun(), T0 + MINUTE, A));
    expect(hands(wake(closed, T0 + 4 * MINUTE))).toEqual([B, A]);
  });

  test('reopened, it goes to whoever is there by then: A who is back', () => {
    const closed = closedBy(wake(begun(), T0 + MINUTE, A));
    expect(hands(next(closed, 'reporter', COMMANDS.reopen, T0 + 4 * MINUTE))).toEqual([A, null]);
  });

  test('reopened while A is on leave, it goes to B at once', () => {
    const resolved = next(begun(), 'liaison', COMMANDS.resolve, T0 + MINUTE);
    const closed = next(resolved, 'reporter', COMMANDS.confirm, T0 + 2 * MINUTE);
    const story = next(closed, 'reporter', COMMANDS.reopen, T0 + 3 * MINUTE, away(A));
    expect(hands(story)).toEqual([B, A]);
    expect(story.events.at(-1)).toMatchObject({ type: 'delegated', by: 'system', from: A });
  });
});

test('a confidential report follows no leave: it has its own rule', () => {
  const story = reported();
  const liaison = story.ticket.liaison ?? '';
  expect(hands(wake(story, T0 + MINUTE, liaison))).toEqual([liaison, null]);
});

test('no deadline moves: who stands in has what is left of it', () => {
  const story = wake(begun(), at('2026-11-25', '08:00'), A);
  expect(story.ticket.clocks).toEqual(begun().ticket.clocks);
});

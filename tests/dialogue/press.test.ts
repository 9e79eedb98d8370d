/** Buttons: what a card can produce is read back as it was meant, fits every channel, and nothing else is read. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardButtons, dispatchButtons, ratingButtons, taskButtons } from '../../src/dialogue/cards.ts';
import { press, readPress } from '../../src/dialogue/understand.ts';
import { rosterSchema } from '../../src/domain/roster.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { anyText } from '../support/any-text.ts';
import { roster, say, viewAt } from '../support/builders.ts';
import { journey } from '../support/journeys.ts';

const LIMIT = 64;
const bytes = (data: string): number => Buffer.byteLength(data, 'utf8');

function buttonsOf(ticket: Ticket) {
  const view = viewAt(ticket.facts.registeredAt);
  return [
    ...cardButtons(ticket, view),
    ...taskButtons(ticket, view),
    ...ratingButtons(ticket, say),
    ...dispatchButtons(ticket, view),
  ].flat();
}

test('every button any card can show fits into 64 bytes and is read back', () => {
  const anyCandidates = fc.shuffledSubarray(
    roster.departments.map(({ id }) => id),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(
      journey({ number: 999_999_999 }),
      fc.constantFrom(1, 9999),
      anyCandidates,
      ({ steps, story }, cycle, ids) => {
        const candidates = ids.map((department) => ({ department, p: 0.3 }));
        for (const ticket of [story.ticket, ...steps.map(({ after }) => after)]) {
          for (const { data, label } of buttonsOf({ ...ticket, cycle, candidates })) {
            expect(bytes(data), data).toBeLessThanOrEqual(LIMIT);
            expect(readPress(data), data).toMatchObject({ number: 999_999_999, cycle });
            expect(label).not.toBe('');
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a department id so long that its button could not be sent is refused with the roster', () => {
  const longest = 'd'.repeat(32);
  expect(bytes(press('assign', 999_999_999, 9999, longest))).toBeLessThanOrEqual(LIMIT);
  expect(readPress(press('assign', 999_999_999, 9999, longest))?.choice).toBe(longest);
  const department = { ...roster.departments[0]!, id: `${longest}d` };
  const { departments } = rosterSchema.shape;
  expect(departments.safeParse([department]).error?.issues[0]?.message).toContain('最多 32');
});

describe('read', () => {
  test('what was pressed, with and without a choice', () => {
    expect(readPress(press('confirm', 23, 2, 'basic'))).toEqual({
      verb: 'confirm',
      number: 23,
      cycle: 2,
      choice: 'basic',
    });
    expect(readPress(press('raise', 0, 0))).toEqual({ verb: 'raise', number: 0, cycle: 0, choice: '' });
  });

  test.each([
    '',
    'v1',
    'v2|sign|23|1',
    'v1|explode|23|1',
    'v1|recalculate|23|1',
    'v1|constructor|23|1',
    'v1|sign|23',
    'v1|sign|-1|1',
    'v1|sign|1e3|1',
    'v1|sign|0x10|1',
    'v1|sign|９|1',
    'v1|sign|023|1',
    'v1|sign|23|01',
    'v1|sign|1234567890|1',
    'v1|sign|23|1|',
    'v1|sign|23|1|a|b',
    'v1|sign|23|1|a b',
    'v1|sign|23|1|住建',
    'v1|sign|23|1\n',
    ' v1|sign|23|1',
    `v1|assign|23|1|${'x'.repeat(51)}`,
    '{"verb":"sign","number":23}',
  ])('forged data is refused: %j', (data) => {
    expect(readPress(data)).toBeNull();
  });

  test('whatever is read was written by the program, letter for letter', () => {
    const forged = fc.oneof(
      anyText(70),
      fc
        .tuple(
          fc.constantFrom('sign', 'pick', 'raise', 'confirm', 'SIGN', 'sing'),
          fc.oneof(fc.nat(), fc.constantFrom('', '007', '-1', '9'.repeat(12))),
          fc.oneof(fc.nat(20_000), fc.constantFrom('', '00')),
          fc.constantFrom('', '|', '|basic', '|../x', '|a|b'),
        )
        .map(([verb, number, cycle, rest]) => `v1|${verb}|${number}|${cycle}${rest}`),
    );
    fc.assert(
      fc.property(forged, (data) => {
        const pressed = readPress(data);
        if (pressed === null) return;
        expect(press(pressed.verb, pressed.number, pressed.cycle, pressed.choice)).toBe(data);
      }),
      { numRuns: 3000 },
    );
  });
});

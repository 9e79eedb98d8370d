/** Reports about officials when a contact is lost: what is passed on whole, and when operators hear that one waits. */
import { expect, test } from 'vitest';
import { at, DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import { COMMANDS, next, waitingFile } from '../support/builders.ts';
import { type Bench, CHANNEL, useBench } from './bench.ts';

const FRIDAY = at('2026-11-27', '16:00');
const REPORT = { confidential: true, kind: 'whistleblow', department: null, candidates: [] };

let bench: Bench;
useBench(FRIDAY, (opened) => {
  bench = opened;
});

/** The chats are opened, or closed as by a block. */
async function chats(open: boolean, ...people: readonly string[]): Promise<void> {
  const when = bench.clock.now();
  await bench.store.commit(() => ({
    at: when,
    cause: 'test:chats',
    office: people.map((person) => ({
      type: 'reached' as const,
      v: 1 as const,
      at: when,
      account: `${CHANNEL}/${person}`,
      open,
      ...(open ? { person } : {}),
    })),
    ...(open ? { release: people } : {}),
  }));
}
const warnings = (operator = 'operator-1'): number =>
  bench.told(operator).filter((text) => text.includes('有保密件等待送达')).length;

test('a report passes on whole: a long text in all its parts, and the file that came with it', async () => {
  const text = `举报：${'验收时索要红包，'.repeat(500)}录音为证`;
  const file = waitingFile('tape', { name: '录音.pdf' });
  await bench.has(
    FRIDAY,
    (story) =>
      next(
        story,
        'system',
        {
          type: 'file',
          file: 'tape',
          outcome: { type: 'stored', sha256: 'ab'.repeat(32), mime: 'application/pdf', size: 9 },
        },
        FRIDAY,
      ),
    { ...REPORT, text, files: [file] },
  );
  await chats(false, 'discipline-1');
  await bench.goesTo(FRIDAY + MINUTE);
  const told = bench.told('discipline-2').join('\n');
  expect(told).toContain('全文（1/2）：举报');
  expect(told).toContain('录音为证');
  expect(told).toContain('附件：录音.pdf');
});

test('operators hear at once that a report waits, and again at nine on working days, until somebody is there', async () => {
  await chats(false, 'discipline-1', 'discipline-2');
  await bench.goesTo(FRIDAY);
  expect(warnings(), 'nothing waits').toBe(0);
  await bench.has(FRIDAY, undefined, REPORT);
  const expected: readonly (readonly [Instant, number])[] = [
    [FRIDAY, 1],
    [FRIDAY + HOUR, 1],
    [at('2026-11-28', '09:00'), 1],
    [at('2026-11-30', '09:00') - 1, 1],
    [at('2026-11-30', '09:00'), 2],
    [at('2026-11-30', '20:00'), 2],
    [at('2026-12-01', '09:30'), 3],
  ];
  for (const [when, count] of expected) {
    await bench.goesTo(when);
    expect(warnings(), new Date(when).toISOString()).toBe(count);
    expect(warnings('operator-2')).toBe(count);
  }
  await chats(true, 'discipline-2');
  await bench.goesTo(at('2026-12-02', '09:30'));
  expect(warnings()).toBe(3);
  expect((await bench.store.ticket(1))?.liaison).toBe('discipline-2');
});

test('a second loss is told of at once, not the next day', async () => {
  await bench.has(FRIDAY, undefined, REPORT);
  await chats(false, 'discipline-1', 'discipline-2');
  await bench.goesTo(FRIDAY);
  await chats(true, 'discipline-2');
  await bench.goesTo(FRIDAY + MINUTE);
  await chats(false, 'discipline-2');
  await bench.goesTo(FRIDAY + 2 * MINUTE);
  expect(warnings()).toBe(2);
});

test('what is solved, or no report, waits for no contact', async () => {
  await bench.has(FRIDAY, (story) => next(story, 'discipline', COMMANDS.resolve, FRIDAY), REPORT);
  await bench.has(FRIDAY);
  await chats(false, 'discipline-1', 'discipline-2');
  await bench.goesTo(FRIDAY + DAY);
  expect(warnings()).toBe(0);
});

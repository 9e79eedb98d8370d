/** .ics: what RFC 5545 asks of every line, whatever people write. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { type CalendarEntry, calendarFileOf } from '../../src/papers/calendar-file.ts';

const ENTRY: CalendarEntry = {
  uid: 'event-3@lianxinqiao',
  sequence: 0,
  begins: at('2026-12-03', '08:00'),
  at: at('2026-11-30', '10:00'),
  title: '第 3 期早餐会',
  place: '政府食堂，二楼；东厅',
  text: '主题：用电\n费用由政府承担',
};

/** As a calendar reads it: folded lines joined, escapes undone. */
function unfolded(file: string): readonly string[] {
  return file.replaceAll('\r\n ', '').split('\r\n');
}

function fieldOf(file: string, name: string): string {
  const line = unfolded(file).find((one) => one.startsWith(`${name}:`)) ?? '';
  return line
    .slice(name.length + 1)
    .replace(/\\([\\;,n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}

test('times are in UTC, and what comes again is the same entry', () => {
  const file = calendarFileOf(ENTRY);
  expect(fieldOf(file, 'DTSTART')).toBe('20261203T000000Z');
  expect(fieldOf(file, 'DTSTAMP')).toBe('20261130T020000Z');
  expect(unfolded(calendarFileOf({ ...ENTRY, sequence: 1, begins: at('2026-12-05', '09:30') }))).toEqual(
    expect.arrayContaining(['UID:event-3@lianxinqiao', 'SEQUENCE:1', 'DTSTART:20261205T013000Z']),
  );
});

test('commas, semicolons, backslashes and new lines are escaped', () => {
  const file = calendarFileOf({ ...ENTRY, place: 'A,B;C\\D\nE' });
  expect(unfolded(file)).toContain('LOCATION:A\\,B\\;C\\\\D\\nE');
});

test('whatever is written, every line ends in CRLF, has 75 octets at most, and reads back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (words) => {
      const kept = words.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
      const file = calendarFileOf({ ...ENTRY, text: words });
      expect(file.endsWith('\r\n')).toBe(true);
      const lines = file.slice(0, -2).split('\r\n');
      for (const line of lines) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\r\n]|\uFFFD/);
      }
      expect(fieldOf(file, 'DESCRIPTION')).toBe(kept);
    }),
  );
});

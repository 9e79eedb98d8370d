import { describe, expect, test } from 'vitest';
import { type Figure, jsonOf, type Report, tableOf, verdictOf } from './report.ts';
import { spreadOf } from './spread.ts';

const figure = (over: Partial<Figure>): Figure => ({
  id: 'a',
  what: 'a figure',
  unit: 'ms',
  ours: 10,
  ...over,
});

const report = (figures: readonly Figure[]): Report => ({
  machine: {
    cpu: 'a CPU',
    cores: 2,
    node: '20.19.0',
    system: 'linux',
    load: [0.1, 0.2, 0.3],
    fsync: { p50: 0.2, p99: 1 },
  },
  figures,
  notes: ['a note'],
  seconds: 12,
});

describe('a verdict', () => {
  test.each([
    [{ target: { atMost: 10 } }, 'ok'],
    [{ target: { atMost: 9.9 } }, 'over'],
    [{ target: { atLeast: 10 } }, 'ok'],
    [{ target: { atLeast: 10.1 } }, 'over'],
    [{ target: { ofEcho: 0.5 }, echo: 20 }, 'ok'],
    [{ target: { ofEcho: 0.5 }, echo: 20.1 }, 'over'],
    [{}, '—'],
  ] as const)('%j of 10 is %s', (over, verdict) => {
    expect(verdictOf(figure(over))).toBe(verdict);
  });

  test('is never “ok” where the echo bot was not measured', () => {
    expect(verdictOf(figure({ target: { ofEcho: 0.5 } }))).toBe('over');
  });
});

test('the table names the machine, its disk, and each figure with target and verdict', () => {
  const table = tableOf(report([figure({ ours: 5.4321, echo: 8, target: { atMost: 5 } })]));
  expect(table).toContain('a CPU, 2 cores, Node 20.19.0');
  expect(table).toContain('4 kB write + fdatasync: p50 0.2 ms, p99 1 ms');
  expect(table).toMatch(/a figure +5\.43 ms +8 ms +≤ 5 ms {2}over/);
  expect(table).toContain('· a note');
});

test('the JSON is one object with every figure and its verdict', () => {
  const parsed = JSON.parse(jsonOf(report([figure({ target: { atMost: 5 } })]))) as Record<string, unknown>;
  expect(parsed.figures).toEqual([
    { id: 'a', what: 'a figure', unit: 'ms', ours: 10, target: { atMost: 5 }, verdict: 'over' },
  ]);
  expect(parsed.machine).toMatchObject({ cores: 2 });
});

test('a percentile is a value that was measured', () => {
  const hundred = Array.from({ length: 100 }, (_, place) => 100 - place);
  expect(spreadOf(hundred)).toEqual({ count: 100, mean: 50.5, p50: 50, p99: 99, max: 100 });
  expect(spreadOf([7])).toMatchObject({ p50: 7, p99: 7 });
  expect(() => spreadOf([])).toThrow('nothing was measured');
});

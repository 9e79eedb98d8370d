/** Facts of a program that is well, for tests of whoever watches over it. */
import { at } from '../../src/domain/time.ts';
import type { Facts } from '../../src/watching/facts.ts';

export function wellFacts(over: Partial<Facts> = {}): Facts {
  const now = at('2026-11-24', '10:00');
  return {
    now,
    lastBeat: now - 1000,
    channels: { telegram: { state: 'up' } },
    outbox: { waiting: 3, held: 1 },
    oldestUnsent: null,
    journal: 42,
    stalled: null,
    disks: [{ of: 'data', path: '/srv/data', freeBytes: 50_000_000_000, free: 0.5 }],
    backup: { newest: at('2026-11-24', '02:30'), failed: null, sameDisk: false },
    calendar: { year: 2026, thisYear: true, nextYear: false },
    weightsMissing: null,
    languageModel: null,
    ...over,
  };
}

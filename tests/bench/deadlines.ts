/** What one deadline costs to work out. */
import { type Duration, deadlineOf } from '../../src/domain/deadline.ts';
import { DAY } from '../../src/domain/time.ts';
import { chanceFrom } from '../crash/chance.ts';
import type { Figure } from './report.ts';
import { spreadOf } from './spread.ts';
import type { Ground } from './stage.ts';

export function measureDeadlines({ county: { county } }: Ground, count: number): readonly Figure[] {
  const { steps, rework, urge } = county.flows.complaint;
  const durations: readonly Duration[] = [
    ...Object.values(steps).flatMap((step) => (step ? [step.within] : [])),
    rework.within,
    urge.every,
    { amount: 1, unit: 'month', roll: true },
    { amount: 20, unit: 'workday', roll: false },
  ];
  const chance = chanceFrom('deadlines');
  const now = Date.now();
  const work = (): number[] =>
    Array.from({ length: count }, (_, turn) => {
      const start = now - chance.between(0, 400 * DAY);
      const began = performance.now();
      deadlineOf(start, durations[turn % durations.length]!, county.calendar);
      return (performance.now() - began) * 1000;
    });
  // Once to warm up.
  work();
  const { p50, p99, mean } = spreadOf(work());
  return [
    {
      id: 'deadline.p99',
      what: 'one deadline worked out, p99',
      unit: 'µs',
      ours: p99,
      target: { atMost: 20 },
    },
    { id: 'deadline.p50', what: '  p50', unit: 'µs', ours: p50 },
    { id: 'deadline.mean', what: '  mean, with all that the machine did meanwhile', unit: 'µs', ours: mean },
  ];
}

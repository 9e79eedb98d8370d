/** Numbers for the tickets of one commit: the ordinary ones in order, those of reports from a series of their own. */
import { randomInt } from 'node:crypto';
import { drawReportNumber, ordinaryAfter } from '../domain/report-number.ts';
import type { TakeNumber } from './port.ts';
import type { State } from './state.ts';

export function numbersAfter({ nextNumber, tickets }: State): TakeNumber {
  let next = nextNumber;
  const drawn = new Set<number>();
  return (series) => {
    if (series === undefined) {
      const number = next;
      next = ordinaryAfter(number);
      return number;
    }
    // Reports are never left on disk: all there are, are in memory.
    const number = drawReportNumber((one) => drawn.has(one) || tickets.has(one), randomInt);
    drawn.add(number);
    return number;
  };
}

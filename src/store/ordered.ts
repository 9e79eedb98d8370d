/** Numbers of tickets in ascending order. Nearly every newcomer is the highest; nothing is sorted when they are looked through. */
import { isReportNumber } from '../domain/report-number.ts';

export class Ordered {
  readonly #members = new Set<number>();
  readonly #ordered: number[] = [];
  #reports = 0;

  get size(): number {
    return this.#members.size;
  }

  /** Whether there are numbers among them that say nothing of when they were given. */
  get hasReports(): boolean {
    return this.#reports > 0;
  }

  has(number: number): boolean {
    return this.#members.has(number);
  }

  add(number: number): void {
    if (this.#members.has(number)) return;
    this.#members.add(number);
    if (isReportNumber(number)) this.#reports += 1;
    if (number > (this.#ordered.at(-1) ?? 0)) this.#ordered.push(number);
    else this.#ordered.splice(this.#placeOf(number), 0, number);
  }

  delete(number: number): void {
    if (!this.#members.delete(number)) return;
    if (isReportNumber(number)) this.#reports -= 1;
    this.#ordered.splice(this.#placeOf(number), 1);
  }

  values(): readonly number[] {
    return this.#ordered;
  }

  /** Where a number stands, or would stand. */
  #placeOf(number: number): number {
    let [low, high] = [0, this.#ordered.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ordered[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

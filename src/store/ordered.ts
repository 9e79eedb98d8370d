/** Numbers of tickets in ascending order. Nearly every newcomer is the highest; nothing is sorted when they are looked through. */
import { isReportNumber } from '../domain/report-number.ts';

export class Ordered {
  readonly #ordered: number[] = [];
  #reports = 0;

  get size(): number {
    return this.#ordered.length;
  }

  /** Whether there are numbers among them that say nothing of when they were given. */
  get hasReports(): boolean {
    return this.#reports > 0;
  }

  has(number: number): boolean {
    return this.#ordered[this.#placeOf(number)] === number;
  }

  add(number: number): void {
    const place = number > (this.#ordered.at(-1) ?? 0) ? this.size : this.#placeOf(number);
    if (this.#ordered[place] === number) return;
    if (place === this.size) this.#ordered.push(number);
    else this.#ordered.splice(place, 0, number);
    if (isReportNumber(number)) this.#reports += 1;
  }

  delete(number: number): void {
    const place = this.#placeOf(number);
    if (this.#ordered[place] !== number) return;
    this.#ordered.splice(place, 1);
    if (isReportNumber(number)) this.#reports -= 1;
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

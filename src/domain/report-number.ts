/**
 * Numbers of reports about officials: a series of their own, drawn at random, so that a number tells neither when a
 * report was made nor that there are others, and the ordinary series has no gaps. Six digits can still be typed.
 */
const FROM = 500_000;
const BEFORE = 1_000_000;

/** First and last number of the series. */
export const REPORT_NUMBERS = { first: FROM, last: BEFORE - 1 } as const;

/** Whether a number is of that series; reports in old journals have ordinary ones. */
export function isReportNumber(number: number): boolean {
  return number >= FROM && number < BEFORE;
}

/** A number that is not taken. `draw` gives one at random, from `first` to below `before`. */
export function drawReportNumber(
  isTaken: (number: number) => boolean,
  draw: (first: number, before: number) => number,
): number {
  for (;;) {
    const number = draw(FROM, BEFORE);
    if (!isTaken(number)) return number;
  }
}

/** The ordinary number after this one: it passes over the series of reports. */
export function ordinaryAfter(number: number): number {
  return isReportNumber(number + 1) ? BEFORE : number + 1;
}

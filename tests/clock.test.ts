/** Nothing is decided by a clock that says something unlikely, unless somebody who has looked says so. */
import { expect, test } from 'vitest';
import { ClockDoubt, refuseDoubtful } from '../src/clock.ts';
import { at, DAY, HOUR, type Instant } from '../src/domain/time.ts';

const LAST = at('2026-11-24', '10:00');

test.each<[string, Instant, Instant | null, string | undefined, RegExp | null]>([
  ['a first start', LAST, null, undefined, null],
  ['a minute later', LAST + 60_000, LAST, undefined, null],
  ['after a long holiday', LAST + 29 * DAY, LAST, undefined, null],
  ['an hour back', LAST - HOUR, LAST, undefined, null],
  ['a day back', LAST - DAY, LAST, undefined, null],
  ['1970', 0, null, undefined, /1970-01-01.*比本程序还早.*校准/],
  ['1970, confirmed', 0, LAST, '1970-01-01', /比本程序还早/],
  [
    'two days back',
    LAST - 2 * DAY,
    LAST,
    undefined,
    /比最后一条记录（2026-11-24）早 2 天.*CLOCK_CONFIRMED=2026-11-22/,
  ],
  ['two days back, confirmed', LAST - 2 * DAY, LAST, '2026-11-22', null],
  ['two days back, confirmed for another day', LAST - 2 * DAY, LAST, '2026-11-23', /早 2 天/],
  [
    'a year ahead',
    LAST + 365 * DAY,
    LAST,
    undefined,
    /比上次运行（2026-11-24）晚 365 天.*CLOCK_CONFIRMED=2027-11-24/,
  ],
  ['2100', at('2100-01-01', '00:00'), LAST, undefined, /晚 \d+ 天/],
  ['a year ahead, confirmed', LAST + 365 * DAY, LAST, '2027-11-24', null],
])('%s', (_, now, last, confirmed, refusal) => {
  const start = (): void => refuseDoubtful(now, last, confirmed);
  if (refusal === null) expect(start).not.toThrow();
  else {
    expect(start).toThrow(ClockDoubt);
    expect(start).toThrow(refusal);
  }
});

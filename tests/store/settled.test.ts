/** What settled is counted once by its kind and follows every change: it must say what counting afresh says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakdownOf } from '../../src/domain/metrics.ts';
import { countedFrom } from '../../src/domain/metrics-in-parts.ts';
import { type Outline, outlined } from '../../src/domain/outline.ts';
import { isOver } from '../../src/domain/ticket.ts';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import { at, DAY, type Instant } from '../../src/domain/time.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import { calendar } from '../support/builders.ts';
import { journey } from '../support/journeys.ts';
import { urged } from './builders.ts';
import { tempDir } from './folders.ts';

/** Few, so that what was counted for one is asked for again after changes. */
const INSTANTS = [120, 240, 400].map((days) => at('2026-01-01', '00:00') + days * DAY);

const life = journey({ long: true }).filter(({ story }) => !story.ticket.confidential);
const over = life.filter(({ story }) => isOver(story.ticket));
const lives = fc
  .tuple(fc.array(over, { minLength: 1, maxLength: 4 }), fc.array(life, { maxLength: 2 }))
  .map((parts) => parts.flat());
const rounds = fc.array(
  fc.record({
    /** What goes on: whose life, and how much of it. */
    lived: fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 5 }),
    stop: fc.constantFrom('checkpoint', 'checkpoint', 'restart', 'nothing'),
    since: fc.constantFrom(...INSTANTS),
    /** Something happens to them: whoever lies on disk is taken back into memory. */
    touched: fc.array(fc.nat(5), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 5 },
);

const keyOf = ({ department, enterprise, past }: Outline): string => `${department}/${enterprise}/${past}`;

function tally(
  rows: readonly { readonly key: string; readonly times: number }[],
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { key, times } of rows) sums.set(key, (sums.get(key) ?? 0) + times);
  return sums;
}

async function expectAsAfresh(store: EmbeddedStore, since: Instant): Promise<void> {
  const tickets = await store.tickets({});
  const all = new Map(tickets.flatMap((ticket) => outlined(ticket) ?? []).map((one) => [one.number, one]));
  const { settled, outlines } = await store.outlinesSince(since, {});
  for await (const part of outlines) {
    for (const one of part) {
      expect(one, `read twice, or gone: ${one.number}`).toEqual(
        JSON.parse(JSON.stringify(all.get(one.number))),
      );
      all.delete(one.number);
    }
  }
  const left = [...all.values()];
  expect(left.every(({ settledAt }) => settledAt !== undefined && settledAt < since)).toBe(true);
  expect(tally(settled.map(({ one, times }) => ({ key: keyOf(one), times })))).toEqual(
    tally(left.map((one) => ({ key: keyOf(one), times: 1 }))),
  );

  const period = { from: since, before: since + 30 * DAY };
  const asOf = since + 400 * DAY;
  const counted = await countedFrom(
    {
      since: (instant) => store.outlinesSince(instant, {}),
      ticket: (number) => store.ticket(number),
      pause: async () => {},
    },
    { period, former: null },
    asOf,
    calendar,
  );
  const afresh = breakdownOf(tickets, period, asOf).whole;
  expect(counted.now.whole.counts).toEqual(afresh.counts);
  expect(counted.now.whole.tiers).toEqual(afresh.tiers);
  expect(counted.now.whole.rates).toEqual(afresh.rates);
}

test('through any filing, taking back, reopening and restart, what settled counts as if counted afresh', async () => {
  let settledOnes = 0;
  await fc.assert(
    fc.asyncProperty(lives, rounds, async (journeys, all) => {
      const dir = tempDir();
      let store = await openStore({ dir });
      const ahead = journeys.map(({ story }) => [...story.events]);
      const numbers = new Map<number, number>();
      let now = 0;
      const happens = async (place: number, events: readonly TicketEvent[]): Promise<void> => {
        if (events.length === 0) return;
        now = Math.max(now, ...events.map((event) => event.at));
        const result = await store.commit((takeNumber) => {
          const number = numbers.get(place) ?? takeNumber();
          numbers.set(place, number);
          const own = events.map(
            (event): TicketEvent =>
              event.type === 'registered'
                ? { ...event, number, origin: { ...event.origin, message: `m${number}` } }
                : event,
          );
          return { at: now, cause: 'test', tickets: [{ number, events: own }] };
        });
        expect(result.ok).toBe(true);
      };
      const asked = async (since: Instant): Promise<void> => {
        await expectAsAfresh(store, since);
        settledOnes += (await store.outlinesSince(since, {})).settled.length;
      };
      try {
        for (const { lived, stop, since, touched } of all) {
          for (const [place, count] of lived) await happens(place, ahead[place]?.splice(0, count) ?? []);
          if (stop === 'checkpoint') await store.checkpoint();
          if (stop === 'restart') {
            await store.close();
            store = await openStore({ dir });
          }
          await asked(since);
          for (const place of touched) if (numbers.has(place)) await happens(place, [urged(now)]);
          await asked(since);
        }
        await store.checkpoint();
        for (const since of INSTANTS) await asked(since);
      } finally {
        await store.close();
      }
    }),
    { numRuns: process.env.LONG ? 400 : 40 },
  );
  expect(settledOnes, 'kinds of tickets that had settled, and lay on disk').toBeGreaterThan(20);
}, 300_000);

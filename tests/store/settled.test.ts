/** What settled is counted once by its kind and follows every change: it must say what counting afresh says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakdownOf } from '../../src/domain/metrics.ts';
import { countedFrom } from '../../src/domain/metrics-in-parts.ts';
import { type Outline, outlined } from '../../src/domain/outline.ts';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import { at, DAY, type Instant } from '../../src/domain/time.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import { calendar } from '../support/builders.ts';
import { journey } from '../support/journeys.ts';
import { tempDir } from './folders.ts';

/** Few, so that what was counted for one is asked for again after changes. */
const INSTANTS = [20, 60, 120, 240].map((days) => at('2026-01-01', '00:00') + days * DAY);

const lives = fc.array(journey({ long: true }), { minLength: 1, maxLength: 6 });
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ life: fc.nat(5), events: fc.integer({ min: 1, max: 12 }) }) },
    { weight: 3, arbitrary: fc.record({ ask: fc.nat(INSTANTS.length - 1) }) },
    { weight: 3, arbitrary: fc.constant('checkpoint' as const) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
  ),
  { minLength: 4, maxLength: 30 },
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
  expect(counted.now.whole.unratedIn).toEqual(afresh.unratedIn);
  expect(counted.now.whole.tiers).toEqual(afresh.tiers);
  expect(counted.now.whole.rates.completion).toEqual(afresh.rates.completion);
}

test('through any filing, taking back, reopening and restart, what settled counts as if counted afresh', async () => {
  let filedAndAsked = 0;
  await fc.assert(
    fc.asyncProperty(lives, steps, async (journeys, acts) => {
      const dir = tempDir();
      let store = await openStore({ dir });
      const ahead = journeys
        .filter(({ story }) => !story.ticket.confidential)
        .map(({ story }) => [...story.events]);
      const numbers = new Map<number, number>();
      let now = 0;
      try {
        for (const act of acts) {
          if (act === 'checkpoint') await store.checkpoint();
          else if (act === 'restart') {
            await store.close();
            store = await openStore({ dir });
          } else if ('ask' in act) {
            await expectAsAfresh(store, INSTANTS[act.ask] ?? 0);
          } else {
            const events = ahead[act.life]?.splice(0, act.events) ?? [];
            const [first] = events;
            if (!first) continue;
            now = Math.max(now, ...events.map((event) => event.at));
            const result = await store.commit((takeNumber) => {
              const number = numbers.get(act.life) ?? takeNumber();
              numbers.set(act.life, number);
              const own = events.map(
                (event): TicketEvent =>
                  event.type === 'registered'
                    ? { ...event, number, origin: { ...event.origin, message: `m${number}` } }
                    : event,
              );
              return { at: now, cause: 'test', tickets: [{ number, events: own }] };
            });
            expect(result.ok).toBe(true);
          }
        }
        await store.checkpoint();
        for (const since of INSTANTS) {
          await expectAsAfresh(store, since);
          const { settled } = await store.outlinesSince(since, {});
          filedAndAsked += settled.length;
        }
      } finally {
        await store.close();
      }
    }),
    { numRuns: process.env.LONG ? 400 : 30 },
  );
  expect(filedAndAsked, 'rows of tickets that had settled on disk').toBeGreaterThan(0);
}, 300_000);

/** The bench in small, so that it does not rot: every part runs and gives its figures; none is judged. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/embedded.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { scratch } from '../support/county.ts';
import { measureBurst } from './burst.ts';
import { benchCounty } from './county.ts';
import { measureDeadlines } from './deadlines.ts';
import { measureDisk } from './disk.ts';
import { measureFlood } from './flood.ts';
import { trouble } from './load.ts';
import { measurePages } from './pages.ts';
import { writePast } from './past/past.ts';
import { measurePulse } from './pulse.ts';
import { measureReceive } from './receive.ts';
import type { Figure } from './report.ts';
import type { Ground } from './stage.ts';

const TICKETS = 80;

const { dir, remove } = scratch();
let ground: Ground;

beforeAll(async () => {
  const county = benchCounty(dir, 27);
  ground = { dir, county, past: join(dir, 'past') };
  mkdirSync(ground.past);
  await writePast({ dir: ground.past, county: county.county, tickets: TICKETS, now: Date.now() });
});
afterAll(remove);

/** What was measured, by its name; a figure that is no number fails here. */
function byId(figures: readonly Figure[]): Readonly<Record<string, number>> {
  for (const { id, ours } of figures) expect(Number.isFinite(ours), `${id} is ${ours}`).toBe(true);
  return Object.fromEntries(figures.map(({ id, ours }) => [id, ours]));
}

describe('the past that the bench is run on', () => {
  test('is a whole record, with its checkpoint', async () => {
    const { tickets, checkpoint, head, notes } = await verifyStore(ground.past);
    expect(notes).toEqual([]);
    expect(tickets).toBe(TICKETS);
    expect(checkpoint).toBe(head.seq);
  });

  test('is lived through: most tickets are closed, nothing waits to be sent, nothing is overdue to be said', async () => {
    const store = await openStore({ dir: ground.past });
    try {
      const open = await store.tickets({ open: true });
      expect(open.length).toBeGreaterThan(0);
      expect(open.length).toBeLessThan(TICKETS / 2);
      expect(await store.outboxState()).toEqual({ waiting: 0, held: 0 });
      const ended = Math.max(
        ...(await store.tickets({})).flatMap(({ entries }) => entries.map(({ at }) => at)),
      );
      expect(await store.due(ended, 10)).toEqual([]);
    } finally {
      await store.close();
    }
  });
});

test('the dispatcher is asked about as often as in the examples of routing', () => {
  const { router } = ground.county.county;
  const shareOf = (texts: readonly string[]): number => {
    const asked = texts.map((text) => router.route(text)).filter(({ kind }) => kind !== 'chatter');
    return asked.filter(({ auto }) => !auto).length / asked.length;
  };
  const lines = readFileSync('tests/fixtures/routing.jsonl', 'utf8').trim().split('\n');
  const examples = lines.map((line) => (JSON.parse(line) as { readonly text: string }).text);
  const said = Array.from({ length: 160 }, (_, turn) => trouble(turn));
  expect(Math.abs(shareOf(said) - shareOf(examples))).toBeLessThan(0.05);
});

describe('each part of the bench in small', () => {
  test('received → on disk: every message is settled and measured', async () => {
    const figures = byId(await measureReceive(ground, { perSecond: 10, seconds: 1 }));
    expect(figures['receive.settled']).toBeGreaterThan(0);
    expect(figures['receive.p99']).toBeGreaterThanOrEqual(figures['receive.p50']!);
    expect(figures['receive.memory'], 'megabytes of a Node program').toBeGreaterThan(30);
  });

  test('burst: both bots answer everything, ours with a task to the liaison beside it', async () => {
    const figures = await measureBurst(ground, { chats: 8, rounds: 1, bursts: 1 });
    byId(figures);
    for (const { id, echo } of figures) expect(echo, id).toBeGreaterThan(0);
  });

  test('flood: the emergencies of others reach the group', async () => {
    const figures = byId(await measureFlood(ground, { messages: 20, seconds: 2, emergencies: 2 }));
    expect(figures['flood.slowest']).toBeGreaterThan(0);
  }, 120_000);

  test('pulse: all tickets are open when it beats', async () => {
    const figures = byId(await measurePulse(ground, { tickets: 150, beats: 10 }));
    expect(figures['pulse.p50']).toBeGreaterThan(0);
  });

  test('pages: the board, searches and a month’s report are given, and their ground is removed', async () => {
    const figures = byId(await measurePages(ground, { tickets: 200, looks: 2 }));
    for (const id of ['board.p50', 'search.p50', 'report.month']) expect(figures[id], id).toBeGreaterThan(0);
    expect(existsSync(join(dir, 'years'))).toBe(false);
  }, 300_000);

  test('room on disk: packed months take less, and all of them are packed', async () => {
    const figures = byId(await measureDisk(ground, TICKETS));
    expect(figures['disk.packed']).toBeLessThan(figures['disk.plain']!);
    expect(figures['disk.all']).toBeGreaterThan(figures['disk.packed']!);
  }, 120_000);

  test('deadlines', () => {
    const figures = byId(measureDeadlines(ground, 200));
    expect(figures['deadline.p99']).toBeGreaterThan(0);
  });
});

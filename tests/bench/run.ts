/** All measurements, one after the other, so that none disturbs another. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnswerSize, measureAnswer } from './answer.ts';
import { type BurstSize, measureBurst } from './burst.ts';
import { benchCounty } from './county.ts';
import { measureDeadlines } from './deadlines.ts';
import { measureDisk } from './disk.ts';
import { type FloodSize, measureFlood } from './flood.ts';
import { machineOf } from './machine.ts';
import { measurePages, type PagesSize } from './pages.ts';
import { writePast } from './past/past.ts';
import { YEARS } from './past/years.ts';
import { measurePulse, type PulseSize } from './pulse.ts';
import { measureReceive, type ReceiveSize } from './receive.ts';
import type { Figure, Report } from './report.ts';
import { measureRushHour } from './rush-hour.ts';
import type { Ground } from './stage.ts';
import { measureStart } from './start.ts';

export interface Sizes {
  /** On file before anything is measured. */
  readonly tickets: number;
  readonly speakers: number;
  readonly deadlines: number;
  readonly pulse: PulseSize;
  readonly pages: PagesSize;
  readonly starts: number;
  readonly receive: ReceiveSize;
  readonly answer: AnswerSize;
  readonly burst: BurstSize;
  readonly rushHour: boolean;
  readonly flood: FloodSize | null;
}

export const FULL: Sizes = {
  tickets: 10_000,
  speakers: 300,
  deadlines: 20_000,
  pulse: { tickets: 100_000, beats: 500 },
  pages: { tickets: 100_000, looks: 20 },
  starts: 6,
  receive: { perSecond: 50, seconds: 20 },
  answer: { perSecond: 2, messages: 40 },
  burst: { chats: 300, rounds: 3, bursts: 5 },
  rushHour: true,
  flood: { messages: 300, seconds: 60, emergencies: 3 },
};

export const QUICK: Sizes = {
  ...FULL,
  pages: { tickets: 20_000, looks: 8 },
  starts: 3,
  receive: { perSecond: 50, seconds: 8 },
  answer: { perSecond: 2, messages: 16 },
  burst: { chats: 300, rounds: 1, bursts: 1 },
  rushHour: false,
  flood: null,
};

/** Measures everything in a folder of its own, which is gone afterwards. `tell` hears what is being done. */
export async function runBench(sizes: Sizes, tell: (what: string) => void): Promise<Report> {
  const began = performance.now();
  const dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-bench-'));
  const remove = (): void => {
    if (existsSync(dir)) rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', remove);
  try {
    const machine = machineOf(dir);
    const county = benchCounty(dir, sizes.speakers);
    const ground: Ground = { dir, county, past: join(dir, 'past') };
    tell(`writing the past: ${sizes.tickets} tickets …`);
    await writePast({ dir: ground.past, county: county.county, tickets: sizes.tickets, now: Date.now() });
    const figures: Figure[] = [];
    const measure = async (what: string, work: () => readonly Figure[] | Promise<readonly Figure[]>) => {
      tell(`${what} …`);
      figures.push(...(await work()));
    };
    await measure('received → on disk', () => measureReceive(ground, sizes.receive));
    await measure('answers on a quiet day', () => measureAnswer(ground, sizes.answer));
    await measure('burst', () => measureBurst(ground, sizes.burst));
    await measure('start and memory', () => measureStart(ground, sizes.starts));
    await measure('room on disk', () => measureDisk(ground, sizes.tickets));
    await measure('deadlines', () => measureDeadlines(ground, sizes.deadlines));
    await measure('pulse', () => measurePulse(ground, sizes.pulse));
    await measure(`pages, ${YEARS} years of tickets`, () => measurePages(ground, sizes.pages));
    if (sizes.rushHour) await measure('rush hour (up to two minutes)', () => measureRushHour(ground));
    const { flood } = sizes;
    if (flood) await measure('flood (a minute and more)', () => measureFlood(ground, flood));
    return { machine, figures, notes: notesOn(sizes), seconds: (performance.now() - began) / 1000 };
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}

function notesOn(sizes: Sizes): readonly string[] {
  return [
    `${sizes.tickets} tickets of 14 months on file, a few hundred of them open; every line is synced to disk`,
    'the fake Telegram is a process of its own on this machine: the way to the real one comes on top',
    `the pages: ${sizes.pages.tickets} tickets of ${YEARS} years, written for them in a minute or two and removed`,
    'while messages come at a rate, pacing is on as in real life; checkpoints are forced every 200 lines',
    ...(sizes.rushHour
      ? []
      : ['quick: the rush hour and the flood are left out, the others are shorter than usual']),
  ];
}

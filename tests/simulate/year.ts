/** A simulated year: days of people's doings, of the world's mishaps, and a judge at the end of each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Incoming } from '../../src/channels/port.ts';
import type { Instant } from '../../src/domain/time.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { type Chance, chanceFrom } from '../crash/chance.ts';
import { dayNumber, dayText, hourOf } from '../domain/model/days.ts';
import { Broken, Judge } from './judge.ts';
import { People } from './people.ts';
import { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FIRST_DAY = dayNumber('2026-01-05');

export interface YearOptions {
  readonly seed: string;
  readonly days: number;
  /** Told at the end of each day. */
  readonly onDay?: (day: string, year: Year) => void;
}

export interface YearResult {
  readonly head: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** What went wrong, and what brings it again. */
export class SimulationFailed extends Error {
  override readonly name = 'SimulationFailed';
}

export async function simulate({ seed, days, onDay = () => {} }: YearOptions): Promise<YearResult> {
  const dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-year-'));
  const year = await Year.open(join(dir, 'data'), seed);
  let day = FIRST_DAY;
  try {
    for (; day < FIRST_DAY + days; day++) {
      await year.live(day);
      onDay(dayText(day), year);
    }
    return await year.end();
  } catch (error) {
    const person = error instanceof Broken ? error.person : null;
    const heard = year.world.platform.arrivals.filter(({ chat }) => chat === person).slice(-4);
    const chat = heard
      .map(({ at, text }) => `\n    ${person} was told, ${new Date(at).toISOString()}: ${text}`)
      .join('');
    const again = `npm run simulate -- --seed ${seed} --days ${day - FIRST_DAY + 1}`;
    const what =
      error instanceof Error
        ? error instanceof Broken
          ? error.message
          : (error.stack ?? error.message)
        : String(error);
    throw new SimulationFailed(
      `seed ${seed}, day ${day - FIRST_DAY + 1} (${dayText(day)})\n  ${what}${chat}\n  again: ${again}`,
      {
        cause: error,
      },
    );
  } finally {
    await year.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

export class Year {
  readonly figures: Record<string, number> = {};
  readonly #mishaps: Chance;
  readonly #people: People;
  readonly judge: Judge;
  /** Handed to the program before: the platform may bring it again. */
  #past: Incoming[] = [];
  #troubledUntil: Instant = 0;

  private constructor(
    readonly world: World,
    seed: string,
  ) {
    this.#mishaps = chanceFrom(`${seed}/mishaps`);
    this.#people = new People(world.county.roster, chanceFrom(`${seed}/people`));
    this.judge = new Judge(world.dir, world.county.roster);
  }

  static async open(dir: string, seed: string): Promise<Year> {
    return new Year(await World.open(dir, seed, hourOf(FIRST_DAY, 0)), seed);
  }

  #count(what: string, by = 1): void {
    this.figures[what] = (this.figures[what] ?? 0) + by;
  }

  async live(day: number): Promise<void> {
    const { world, judge } = this;
    for (const doing of this.#people.day(day, world.days)) {
      // After an outage of hours people have gone on all the same.
      await world.walkTo(Math.max(doing.at, world.clock.true_));
      judge.readOn(world.days);
      const said = this.#people.says(doing, world.clock.true_, judge.seen());
      if (said) {
        judge.intents.set(said.message.key, said.intent);
        world.platform.pending.push(said.message);
        this.#count(`said: ${said.intent.what}`);
      }
      await this.#mishap();
      await this.#hand();
    }
    await world.walkTo(hourOf(day, 24) - 1);
    await this.#hand();
    await this.#judge();
  }

  /** What was said is handed over; now and then again, or in another order. */
  async #hand(): Promise<void> {
    const { world, judge } = this;
    const chance = this.#mishaps;
    const again = chance.between(1, 12) === 1 && this.#past.length > 0 ? [chance.one(this.#past)] : [];
    const isMixed = chance.between(1, 3) === 1;
    if (again.length > 0) this.#count('brought twice');
    const handed = world.platform.pending;
    await world.pump(
      (pending) => {
        const all = [...pending, ...again];
        return isMixed ? chance.shuffled(all) : all;
      },
      (keys) => {
        for (const key of keys) judge.confirmed.add(key);
      },
    );
    this.#past = [...this.#past, ...handed].slice(-40);
  }

  /** Something goes wrong, or nothing. */
  async #mishap(): Promise<void> {
    const { world } = this;
    const { trouble } = world.platform;
    const chance = this.#mishaps;
    const now = world.clock.true_;
    const of = (what: string): void => this.#count(what);
    switch (chance.between(1, 220)) {
      case 1:
      case 2:
      case 3:
      case 4:
        of('power gone at a write');
        world.disk.cutAt(chance.between(1, 60), chance.between(0, 100) / 100);
        break;
      case 5:
        of('power gone');
        await world.crash();
        break;
      case 6: {
        of('night without power');
        await world.stop();
        world.clock.true_ += chance.between(10 * MINUTE, 40 * HOUR);
        if (chance.between(1, 4) === 1) world.disk.cutAt(chance.between(1, 40), 0.5);
        await world.start();
        break;
      }
      case 7:
        of('channel down');
        trouble.downUntil = now + chance.between(5 * MINUTE, 6 * HOUR);
        this.#troubledUntil = Math.max(this.#troubledUntil, trouble.downUntil + 3 * HOUR);
        break;
      case 8:
        of('429');
        trouble.tooMany = chance.between(1, 30);
        break;
      case 9:
      case 10:
        of('answers lost');
        trouble.unanswered = chance.between(1, 3);
        break;
      case 11: {
        of('chat closed');
        const person = chance.one(world.county.roster.people).id;
        trouble.blocked.add(person);
        break;
      }
      case 12:
        of('clock wrong by a minute');
        world.clock.wrong = chance.between(-90_000, 90_000);
        break;
      case 13:
        of('clock hours ahead');
        world.clock.wrong = chance.between(1, 5) * HOUR;
        break;
      case 14:
        of('disk full');
        world.disk.refuseNext(chance.between(1, 4), 'ENOSPC');
        break;
      case 15:
        of('disk read-only');
        world.disk.refuseNext(chance.between(1, 4), 'EROFS');
        break;
      case 16:
        of('disk slow');
        world.disk.slowBy(chance.between(1, 6));
        break;
      case 17:
        of('another calendar');
        await world.stop();
        world.readNotice();
        await world.start();
        break;
      case 18:
      case 19:
        world.clock.wrong = 0;
        world.disk.slowBy(0);
        break;
      case 20:
      case 21:
      case 22:
        this.#opensAgain();
        break;
      default:
    }
  }

  /** Whoever had closed the chat opens it again. */
  #opensAgain(): void {
    const { trouble } = this.world.platform;
    const [person] = trouble.blocked;
    if (person === undefined) return;
    trouble.blocked.delete(person);
    this.#count('chat opened again');
    const said = this.#people.opens(person, this.world.clock.true_);
    this.judge.intents.set(said.message.key, said.intent);
    this.world.platform.pending.push(said.message);
  }

  async #judge(): Promise<void> {
    const { world, judge } = this;
    judge.readOn(world.days);
    judge.hear(world.platform.arrivals);
    const rest = {
      now: world.clock.now(),
      tickets: await world.store.tickets({ open: true }),
      outbox: await world.store.outboxState(),
      calm: world.clock.true_ > this.#troubledUntil && !world.platform.isDown && world.clock.wrong === 0,
    };
    if (world.platform.pending.length === 0) judge.atRest(rest, world.days, world.platform.trouble.blocked);
    if (world.ownFaults.length > 0)
      throw new Broken('the program has no fault of its own', world.ownFaults.join('\n'));
  }

  async end(): Promise<YearResult> {
    const { world, judge } = this;
    const { dir } = world;
    await world.stop();
    judge.readOn(world.days);
    await verifyStore(dir);
    const figures = {
      ...this.figures,
      tickets: judge.tickets.size,
      ...judge.counts,
      writes: world.disk.writes,
      'power cuts': world.disk.cuts,
      'writes refused': world.disk.refused,
      crashes: world.counts.crashes,
      beats: world.counts.beats,
      'not a ticket': judge.unheard().length,
    };
    return { head: judge.head, figures };
  }

  async close(): Promise<void> {
    await this.world.close().catch(() => {});
  }
}

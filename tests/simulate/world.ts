/**
 * The whole program on a simulated machine: its store, desk, pulse and delivery are the real ones; disk, clock and
 * platform are ours. It is ended at any write and started again, as often as the day has it.
 */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Incoming } from '../../src/channels/port.ts';
import type { Clock } from '../../src/clock.ts';
import { type County, loadCounty } from '../../src/county.ts';
import { recordSettings } from '../../src/desk/operation/settings.ts';
import { everybodyOn } from '../../src/domain/everybody-on.ts';
import type { Instant } from '../../src/domain/time.ts';
import { createProgram, type Program } from '../../src/program.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import { type Chance, chanceFrom } from '../crash/chance.ts';
import { CALENDARS } from '../domain/model/calendars.ts';
import { CHANNEL, GROUP, Platform } from './channel.ts';
import { SimulatedDisk } from './disk.ts';

/** Life's own time, and how far the machine's clock is from it. */
export class SimulatedClock implements Clock {
  wrong = 0;
  constructor(public true_: Instant) {}
  now(): Instant {
    return this.true_ + this.wrong;
  }
}

/** A wake that comes back more often than this at one instant would never end. */
const MOST_BEATS = 2_000;
/** Restarts that a disk without power, room or patience may take. */
const MOST_STARTS = 20;

interface Life {
  readonly store: EmbeddedStore;
  readonly program: Program;
  over: boolean;
}

export interface WorldCounts {
  crashes: number;
  stops: number;
  beats: number;
  readonly errors: Map<string, number>;
}

export class World {
  readonly clock: SimulatedClock;
  readonly disk: SimulatedDisk;
  readonly platform: Platform;
  readonly county: County;
  readonly counts: WorldCounts = { crashes: 0, stops: 0, beats: 0, errors: new Map() };
  /** What the program calls a fault of its own; nothing else of the log. */
  readonly ownFaults: string[] = [];
  readonly #undo: () => void;
  #life: Life | null = null;
  #fault: unknown = null;
  #calendar = 0;

  private constructor(
    readonly dir: string,
    seed: string,
    start: Instant,
  ) {
    this.clock = new SimulatedClock(start);
    this.disk = SimulatedDisk.take(dir);
    this.platform = new Platform(() => this.clock.true_);
    const shipped = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
    this.county = { ...shipped, roster: everybodyOn(shipped.roster, CHANNEL, GROUP) };
    this.#undo = drawBy(chanceFrom(`${seed}/numbers`));
  }

  static async open(dir: string, seed: string, start: Instant): Promise<World> {
    const world = new World(dir, seed, start);
    await world.start();
    return world;
  }

  get store(): EmbeddedStore {
    if (!this.#life) throw new Error('nothing runs');
    return this.#life.store;
  }

  get program(): Program {
    if (!this.#life) throw new Error('nothing runs');
    return this.#life.program;
  }

  get days() {
    return CALENDARS[this.#calendar as 0 | 1].days;
  }

  /** The county has read another notice of holidays; the next start knows it. */
  readNotice(): void {
    this.#calendar = 1 - this.#calendar;
  }

  /** Starts the program, again and again if it is ended while it starts. */
  async start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.#begin();
        return;
      } catch (error) {
        if (!this.disk.dead && this.#fault === null) throw error;
        if (tries > MOST_STARTS) throw new Error('it never starts', { cause: error });
        await this.#end();
      }
    }
  }

  async #begin(): Promise<void> {
    const { dir, clock, disk } = this;
    const now = clock.now();
    this.#fault = null;
    const onFault = (error: unknown): void => {
      this.#fault ??= error;
    };
    let life: Life | null = null;
    const log = pino({ level: 'error', base: null }, { write: (line: string) => this.#logged(line) });
    const store = await openStore({
      dir,
      clock,
      log,
      checkpointEvery: 1_500,
      retryMs: 0,
      onFault,
      onStall: (fault) => life?.program.fullDisk.stalled(fault),
    });
    const calendar = CALENDARS[this.#calendar as 0 | 1].calendar;
    const county = {
      ...this.county,
      calendar,
      versions: { ...this.county.versions, calendar: `simulated-${this.#calendar}` },
    };
    const program = createProgram({
      store,
      county,
      clock,
      log,
      channels: new Map([[CHANNEL, this.platform.channel(() => life?.over === false && !disk.dead)]]),
      filesDir: join(dir, 'files'),
      pacingOff: true,
      followUpMs: 0,
      onFault,
    });
    life = { store, program, over: false };
    this.#life = life;
    await recordSettings(store, county, 'rehearsal', now);
    await program.work();
    await this.#beat();
  }

  #logged(line: string): void {
    const { msg, err } = JSON.parse(line) as { msg: string; err?: { message: string; stack?: string } };
    this.counts.errors.set(msg, (this.counts.errors.get(msg) ?? 0) + 1);
    if (this.disk.dead || this.#fault !== null) return;
    if (OWN_FAULTS.has(msg)) this.ownFaults.push(`${msg}: ${err?.stack ?? err?.message ?? ''}`);
  }

  /** Everything of the life that is over comes to rest; then the power is back. */
  async #end(): Promise<void> {
    const life = this.#life;
    this.disk.cutNow();
    this.#life = null;
    if (life) {
      life.over = true;
      await life.program.work().catch(() => {});
      await life.program.pulse.beat().catch(() => {});
      await life.program.pulse.idle();
      await life.program.delivery.stop();
      await life.store.close().catch(() => {});
    }
    this.disk.revive();
    this.#fault = null;
  }

  /** The power goes now, and is back at once. */
  async crash(): Promise<void> {
    this.counts.crashes += 1;
    await this.#end();
    await this.start();
  }

  /** The program is asked to stop; what it was told meanwhile waits. `away`: it is started only then. */
  async stop(): Promise<void> {
    this.counts.stops += 1;
    const { program, store } = this;
    await this.doing(async () => {
      await program.work();
      await program.pulse.idle();
      await program.delivery.stop();
      await store.close();
    });
    if (this.#life?.store !== store) {
      // It was ended while it stopped, and runs again.
      await this.stop();
      return;
    }
    this.#life = null;
  }

  /** Does something with the program. True when it was done; false when the power went: then it runs again. */
  async doing(what: () => Promise<void>): Promise<boolean> {
    let failure: unknown = null;
    try {
      await what();
    } catch (error) {
      failure = error ?? new Error('nothing');
    }
    if (!this.disk.dead && this.#fault === null) {
      if (failure !== null) throw failure;
      return true;
    }
    if (!this.disk.dead) throw this.#fault;
    await this.crash();
    return false;
  }

  async #beat(): Promise<void> {
    this.counts.beats += 1;
    await this.program.pulse.beat();
    await this.program.pulse.idle();
    await this.program.delivery.run();
    await this.program.fullDisk.idle();
    await this.program.delivery.run();
  }

  /** What the platform has goes to the program, and is forgotten there once the program has it. `order`: as it comes. */
  async pump(
    order: (pending: readonly Incoming[]) => readonly Incoming[],
    confirmed: (keys: readonly string[]) => void,
  ) {
    const { platform } = this;
    if (platform.isDown || platform.pending.length === 0) return;
    const batch = order(platform.pending);
    await this.doing(async () => {
      await this.program.receive(batch);
      confirmed(batch.map(({ key }) => key));
      platform.pending = platform.pending.filter((one) => !batch.includes(one));
      await this.program.work();
      await this.#beat();
    });
  }

  /** Life goes on until `to`; everything that is due happens at its own time. */
  async walkTo(to: Instant): Promise<void> {
    const { clock } = this;
    let standing = 0;
    let times = 0;
    while (clock.true_ < to) {
      let next: Instant | undefined;
      const known = await this.doing(async () => {
        next = await this.program.pulse.next();
      });
      if (!known) continue;
      const at = Math.min(to, Math.max(clock.true_, (next ?? Number.POSITIVE_INFINITY) - clock.wrong));
      times = at > standing ? 0 : times + 1;
      if (times > MOST_BEATS) throw new Error(`it stands still at ${new Date(at).toISOString()}`);
      standing = at;
      clock.true_ = at;
      await this.doing(() => this.#beat());
      // What is due is not done by a beat, as after a failure it is left alone for ten minutes.
      if (times > 3) clock.true_ = Math.min(to, clock.true_ + 60_000 * times);
    }
  }

  async close(): Promise<void> {
    try {
      if (this.#life) await this.stop();
    } finally {
      this.disk.stop();
      this.#undo();
    }
  }
}

/** What the log says where the program itself is at fault, whatever the world does. */
const OWN_FAULTS: ReadonlySet<string> = new Set([
  'a message could not be handled',
  'a ticket could not be woken',
  'a leave could not be brought up to date',
  '消息发不出去，已放弃',
]);

/** The numbers of reports are drawn by the seed. */
function drawBy(chance: Chance): () => void {
  const really = crypto.randomInt;
  const drawn = (least: number, before: number): number => chance.between(least, before - 1);
  Reflect.set(crypto, 'randomInt', drawn);
  syncBuiltinESMExports();
  return () => {
    Reflect.set(crypto, 'randomInt', really);
    syncBuiltinESMExports();
  };
}

/**
 * The place of the crime: the fake Telegram, a data folder, people, and the program that is started on it again and
 * again. Keeps what the judge needs: every update people made, what each ticket should become, how often the
 * program was killed.
 */
import { join } from 'node:path';
import { toIso } from '../../src/domain/time.ts';
import { boundRoster, GROUP_ID, scratch } from '../support/county.ts';
import { launch, type RunningProgram, wait } from '../support/program.ts';
import {
  type FakeGroup,
  type FakeTelegram,
  type FakeUser,
  startFakeTelegram,
} from '../support/telegram/client.ts';
import type { Expected } from './expected.ts';

const POLL_MS = 40;
/** Longer than the program needs to come back from several kills in a row. */
const PATIENCE_MS = 600_000;

export class Scene {
  readonly dataDir: string;
  /** Every update that people made, by its id: who did what. */
  readonly updates = new Map<number, string>();
  /** What each difficulty should have become, by its marker. */
  readonly expected = new Map<string, Expected>();
  /** Programs that were killed, in order: where or when. */
  readonly kills: string[] = [];
  /** Whatever the programs logged. */
  readonly logs: string[] = [];
  /** Set once the play is over, so that nobody waits for what will not come. */
  readonly curtain = new AbortController();
  readonly #realStart = Date.now();
  #clock: number;
  #disorder: Promise<void> | null = null;

  private constructor(
    readonly tg: FakeTelegram,
    readonly group: FakeGroup,
    readonly dir: string,
    readonly accounts: ReadonlyMap<string, number>,
    private readonly people: ReadonlyMap<string, FakeUser>,
    private readonly rosterFile: string,
    private readonly remove: () => void,
    clockStart: string,
  ) {
    this.dataDir = join(dir, 'data');
    this.#clock = Date.parse(clockStart);
  }

  /**
   * `cast`: ids of the roster; they are in the group and have opened the private chat. `clockStart`: ISO time at
   * which the play begins; the clock then runs as fast as the real one.
   */
  static async open(cast: readonly string[], clockStart: string): Promise<Scene> {
    const { dir, remove } = scratch();
    const { file, accounts } = boundRoster(dir);
    const tg = await startFakeTelegram({ clockStart });
    const people = new Map<string, FakeUser>();
    for (const id of cast) {
      const account = accounts.get(id);
      if (account === undefined) throw new Error(`nobody in the roster is called ${id}`);
      people.set(id, await tg.user({ id: account, name: id, started: true }));
    }
    const members = [...people.values()];
    const group = await tg.group({ id: GROUP_ID, title: '政企直通连心桥', members });
    return new Scene(tg, group, dir, accounts, people, file, remove, clockStart);
  }

  person(id: string): FakeUser {
    const found = this.people.get(id);
    if (!found) throw new Error(`${id} has no part in this`);
    return found;
  }

  /** Notes an update that somebody made; gives its id. */
  did(what: string, { update }: { readonly update: number | null }): number {
    if (update === null) throw new Error(`the bot was not told of it: ${what}`);
    this.updates.set(update, what);
    return update;
  }

  /** Has Telegram deliver an update once more; not while order is broken, as it would then confirm what is held back. */
  async redeliver(update: number): Promise<void> {
    if (this.#disorder === null) await this.tg.redeliver(update);
  }

  /** The updates that come of `doings`, and others of that moment, are delivered in reversed order. */
  async reversed(doings: () => Promise<void>): Promise<void> {
    while (this.#disorder !== null) await this.#disorder;
    const disorder = (async () => {
      await this.tg.hold();
      try {
        await doings();
      } finally {
        await this.tg.release('reversed');
      }
    })();
    this.#disorder = disorder.catch(() => {});
    await disorder.finally(() => {
      this.#disorder = null;
    });
  }

  /** Updates that the program has not confirmed. */
  async unconfirmed(): Promise<ReadonlySet<number>> {
    while (this.#disorder !== null) await this.#disorder;
    return new Set((await this.tg.pending()).map((update) => update.update_id));
  }

  /** The play's time, epoch milliseconds. */
  now(): number {
    return this.#clock + Date.now() - this.#realStart;
  }

  /** Sets the play's clock while no program runs, as when the machine was off for a while. */
  jumpTo(instant: number): void {
    this.#clock += instant - this.now();
  }

  /** Starts the program at the play's time, and does not wait for it. */
  launch(env: Readonly<Record<string, string>> = {}): RunningProgram {
    const program = launch({
      TELEGRAM_BOT_TOKEN: this.tg.token,
      TELEGRAM_API_ROOT: this.tg.apiRoot,
      DATA_DIR: this.dataDir,
      FOLLOW_UP_MINUTES: '0',
      HEALTH_PORT: 'off',
      ROSTER_FILE: this.rosterFile,
      DELIVERY_PACING: 'off',
      CHECKPOINT_EVERY: '10',
      CLOCK_START: toIso(this.now()),
      CLOCK_SPEED: '1',
      ...env,
    });
    void program.ended.then(() => this.logs.push(program.errors()));
    return program;
  }

  /** Asks `find` until it gives something. Rejects when it takes too long, or when the play is over. */
  async until<T>(what: string, find: () => Promise<T | undefined | null | false>): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      if (this.curtain.signal.aborted) throw new Error(`the play was over before this came: ${what}`);
      const found = await find();
      if (found !== undefined && found !== null && found !== false) return found;
      if (Date.now() > end) throw new Error(`within ${PATIENCE_MS / 1000} s there was not: ${what}`);
      await wait(POLL_MS);
    }
  }

  /** Ends the fake. `keep` leaves the folder for whoever looks into a failure. */
  async close(keep: boolean): Promise<void> {
    this.curtain.abort();
    await this.tg.stop();
    if (!keep) this.remove();
  }
}

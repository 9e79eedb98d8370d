/** One play from the first start to the last stop: stories go on all the time while the program is killed and restarted. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { LOCK_FILE } from '../../src/store/lock.ts';
import { foldJournal } from '../../src/store/verify.ts';
import { type RunningProgram, wait } from '../support/program.ts';
import { programOf } from '../support/programs.ts';
import { type Chance, chanceFrom, SEED } from './chance.ts';
import { judge, judgeAtRest, type Sworn } from './judge.ts';
import { Scene } from './scene.ts';
import { CAST, KINDS, PAIRS, tellStory } from './stories.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** A place in the program that people's doings lead to is reached well within this. */
const REACH_MS = 300_000;
const REST_MS = 180_000;
/** A download from the fake takes far less; one that was cut short waits for minutes. */
const DOWNLOAD_MS = 1500;
const HOUR = 3_600_000;
/** After so many a start has met a checkpoint with lines after it, or nothing was proved of that. */
const ENOUGH_KILLS = 8;

export class Run {
  readonly chance: Chance;
  readonly #telling: Promise<void>[] = [];
  #program: RunningProgram | null = null;
  #sworn: Sworn | null = null;
  /** Starts that could build on a checkpoint with lines after it. */
  #fromTail = 0;
  #storiesEnd = false;
  #failure: Error | null = null;
  #failed = false;

  private constructor(
    readonly scene: Scene,
    readonly name: string,
  ) {
    this.chance = chanceFrom(`${SEED}/${name}`);
  }

  /** Plays `play` on a fresh folder, brings everything to rest and judges it. A failure names seed, kill and folder. */
  static async play(name: string, clockStart: string, play: (run: Run) => Promise<void>): Promise<void> {
    const run = new Run(await Scene.open(CAST, clockStart), name);
    try {
      run.#beginStories();
      await play(run);
      await run.#untilATail();
      await run.#rest();
    } catch (error) {
      run.#failed = true;
      throw new Error(run.#report(error as Error), { cause: error });
    } finally {
      await run.#program?.kill();
      await run.scene.close(run.#failed);
    }
  }

  /** Starts the program to die at `place` (`commit.after-sync:3`), and waits until it has. */
  async killAt(place: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
    const program = this.#launch({ KILL_AT: place, ...env });
    const ended = await this.#endOf(program, REACH_MS);
    if (ended === 'alive') await program.kill();
    this.scene.kills.push(place);
    if (ended === 'alive') throw new Error(`the program never reached ${place}`);
    if (ended !== 'SIGKILL') throw new Error(`the program ended with ${ended}:\n${program.errors()}`);
    await this.#judge();
  }

  /** Starts the program and kills it at an instant: during the start, or some time after it. */
  async killAfter(from: 'launch' | 'start', ms: number): Promise<void> {
    const program = this.#launch();
    if (from === 'start') await this.#started(program);
    const ended = await this.#endOf(program, ms);
    await program.kill();
    this.scene.kills.push(`${ms} ms after the ${from}`);
    if (ended !== 'alive') throw new Error(`the program ended with ${ended}:\n${program.errors()}`);
    await this.#judge();
  }

  /** Starts the program, lets it work for a while, and asks it to stop; `env` may have it die while it closes. */
  async stopAfter(ms: number, env: Readonly<Record<string, string>> = {}): Promise<void> {
    const program = this.#launch(env);
    await this.#started(program);
    await this.#endOf(program, ms);
    const place = env.KILL_AT;
    const code = await program.stop();
    if (place !== undefined) {
      this.scene.kills.push(`${place} while it stopped`);
      const ended = await program.ended;
      if (ended !== 'SIGKILL')
        throw new Error(`asked to stop, the program never reached ${place} (${ended})`);
    } else if (code !== 0) {
      throw new Error(`asked to stop, the program ended with ${await program.ended}:\n${program.errors()}`);
    } else if ((await foldJournal(this.scene.dataDir)).outbox.hasClaims()) {
      throw new Error('a program that stopped in peace left messages that may or may not have been sent');
    }
    await this.#judge();
  }

  /** Asks the program to stop some time after it has taken the folder. Too early for it to listen, that is a kill. */
  async stopWhileStarting(ms: number): Promise<void> {
    const program = this.#launch();
    const lock = join(this.scene.dataDir, LOCK_FILE);
    const isTaken = (): boolean =>
      existsSync(lock) && readFileSync(lock, 'utf8').includes(`"pid":${program.pid},`);
    while (!isTaken()) {
      const ended = await this.#endOf(program, 5);
      if (ended !== 'alive') throw new Error(`the program ended with ${ended}:\n${program.errors()}`);
    }
    await this.#endOf(program, ms);
    const code = await program.stop();
    const ended = await program.ended;
    const when = `asked to stop ${ms} ms after it took the folder`;
    if (ended === 'SIGTERM') this.scene.kills.push(when);
    else if (code !== 0) throw new Error(`${when}, the program ended with ${ended}:\n${program.errors()}`);
    await this.#judge();
  }

  /** On a slow machine every kill may come before the first checkpoint is done: then a few more, each later. */
  async #untilATail(): Promise<void> {
    const { kills } = this.scene;
    for (let more = 0; more < 8 && kills.length >= ENOUGH_KILLS && this.#fromTail === 0; more++) {
      await this.killAfter('start', 1000 * (more + 1));
    }
  }

  /** Each pair tells one story after the other, of all kinds in turn. */
  #beginStories(): void {
    const kinds = this.chance.shuffled(KINDS);
    PAIRS.forEach((pair, place) => {
      const chance = this.chance.branch(pair.owner);
      const tellAll = async (): Promise<void> => {
        for (let count = 1; !this.#storiesEnd; count++) {
          // Of one length, so that none is part of another.
          const marker = `K${place}${String(count).padStart(4, '0')}`;
          await tellStory(this.scene, pair, kinds[(place + count) % kinds.length]!, marker, chance);
        }
      };
      this.#telling.push(
        tellAll().catch((error: Error) => {
          this.#failure ??= error;
        }),
      );
    });
  }

  async #judge(): Promise<void> {
    if (this.#failure) throw this.#failure;
    this.#sworn = await judge(this.scene, this.#sworn);
    const { seq = 0, checkpoint = 0 } = this.#sworn ?? {};
    if (checkpoint > 0 && checkpoint < seq) this.#fromTail += 1;
  }

  #launch(env: Readonly<Record<string, string>> = {}): RunningProgram {
    this.#program = this.scene.launch(env);
    return this.#program;
  }

  async #started(program: RunningProgram): Promise<void> {
    const end = Date.now() + REACH_MS;
    while (!program.output().includes('已启动')) {
      if ((await this.#endOf(program, 20)) === 'alive' && Date.now() < end) continue;
      await program.kill();
      throw new Error(`the program did not start:\n${program.output()}${program.errors()}`);
    }
  }

  /** What the program ended with, or `alive` after `ms`. A story that fails ends the wait. */
  async #endOf(program: RunningProgram, ms: number): Promise<number | string | null> {
    const end = Date.now() + ms;
    for (;;) {
      const left = Math.max(0, Math.min(20, end - Date.now()));
      const ended = await Promise.race([program.ended, wait(left).then(() => 'alive')]);
      if (this.#failure) {
        await program.kill();
        throw this.#failure;
      }
      if (ended !== 'alive' || Date.now() >= end) return ended;
    }
  }

  /** No more kills and no new stories: everything must come to its end. */
  async #rest(): Promise<void> {
    this.#storiesEnd = true;
    let program = this.#launch();
    await this.#started(program);
    await Promise.all(this.#telling);
    if (this.#failure) {
      await program.kill();
      throw this.#failure;
    }
    // A photo whose download was cut short is tried again some minutes later, by the program's clock.
    for (let turn = 1; turn <= 8 && (await this.#quiet(program)) === 'files'; turn++) {
      await program.kill();
      this.scene.kills.push('at rest, to let some time pass');
      this.scene.jumpTo(this.scene.now() + HOUR);
      program = this.#launch();
      await this.#started(program);
    }
    const code = await program.stop();
    if (code !== 0)
      throw new Error(`asked to stop, it ended with ${await program.ended}:\n${program.errors()}`);
    await judgeAtRest(this.scene, this.#sworn);
    await this.#filesStored();
    await this.#verifyByHand();
    this.#nothingToComplainOf();
    this.#wasWorthIt();
  }

  /** Waits until nothing is to be done; `files` when only downloads are left, to be tried some time later. */
  async #quiet(program: RunningProgram): Promise<'quiet' | 'files'> {
    const end = Date.now() + REST_MS;
    let seq = 0;
    let since = Date.now();
    for (;;) {
      if ((await this.#endOf(program, 100)) !== 'alive') throw new Error(`it ended:\n${program.errors()}`);
      const { inbox, outbox, tickets, head } = await foldJournal(this.scene.dataDir);
      if (head.seq !== seq) since = Date.now();
      seq = head.seq;
      const pending = (await this.scene.unconfirmed()).size;
      const waiting = outbox.counts().waiting;
      if (pending === 0 && inbox.size === 0 && waiting === 0) {
        const files = [...tickets.values()].flatMap((ticket) => ticket.files);
        if (files.every((file) => file.state !== 'waiting')) return 'quiet';
        if (Date.now() - since > DOWNLOAD_MS) return 'files';
      }
      if (Date.now() > end) {
        const left = `${pending} updates, ${inbox.size} in the inbox, ${waiting} in the outbox`;
        throw new Error(`within ${REST_MS / 1000} s the program did not come to rest: ${left}`);
      }
    }
  }

  async #filesStored(): Promise<void> {
    for (const ticket of (await foldJournal(this.scene.dataDir)).tickets.values()) {
      for (const file of ticket.files) {
        if (file.state !== 'stored')
          throw new Error(`ticket ${ticket.number}: file ${file.id} is ${file.state}`);
      }
    }
  }

  /** `npm run verify`, as an operator would. */
  async #verifyByHand(): Promise<void> {
    const { seq, hash } = this.#sworn ?? { seq: 0, hash: '' };
    const head = seq === 0 ? [] : ['--head', `${seq}:${hash.slice(0, 12)}`];
    const env = { PATH: process.env.PATH ?? '', DATA_DIR: this.scene.dataDir };
    const args = [...programOf('src/cli/verify.ts'), ...head];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: ROOT,
      env,
      timeout: REST_MS,
    });
    if (!stdout.startsWith('记录完好') || !stdout.includes('与记录一致')) throw new Error(stdout);
  }

  /** Kills are no reason for the program to log an error. */
  #nothingToComplainOf(): void {
    const errors = this.scene.logs
      .join('')
      .split('\n')
      .filter((line) => /"level":[56]0/.test(line));
    if (errors.length > 0) throw new Error(`the program logged errors:\n${errors.join('\n')}`);
  }

  /** A play in which nothing could have gone wrong proves nothing. */
  #wasWorthIt(): void {
    const { kills, expected, logs } = this.scene;
    if (kills.length >= ENOUGH_KILLS && this.#fromTail === 0) {
      throw new Error('no start ever found a checkpoint with lines after it: make checkpoints more frequent');
    }
    const starts = `${logs.length} starts, ${this.#fromTail} of them from a checkpoint and lines after it`;
    const what = `${kills.length} kills, ${expected.size} tickets, ${starts}`;
    console.info(`${this.name}: ${what} (CRASH_SEED=${SEED})`);
  }

  #report(error: Error): string {
    const { kills, dir } = this.scene;
    return [
      error.message,
      `  kills so far (${kills.length}), the last one last: ${kills.slice(-12).join(', ') || 'none'}`,
      `  seed: CRASH_SEED=${SEED} (${this.name})`,
      `  folder, kept to be looked into: ${dir}`,
    ].join('\n');
  }
}

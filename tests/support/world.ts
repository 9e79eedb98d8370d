/** A whole small world for a journey: the fake Telegram, the group, people, and the program between them. */
import { join } from 'node:path';
import { boundRoster, GROUP_ID, scratch } from './county.ts';
import { type RunningProgram, startProgram } from './program.ts';
import { type FakeGroup, type FakeTelegram, type FakeUser, startFakeTelegram } from './telegram/client.ts';

/** People of the shipped roster that journeys use. */
export const OWNER = 'xinghuo-1';
export const COLLEAGUE = 'xinghuo-2';
export const OTHER_OWNER = 'qingyun-1';

export interface World {
  readonly tg: FakeTelegram;
  readonly group: FakeGroup;
  readonly dir: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  program: RunningProgram;
  /** A person of the roster who has opened the private chat with the bot (made on first use). */
  person(id: string, options?: { started?: boolean }): Promise<FakeUser>;
  /**
   * Stops the program in order (or sees that it has ended) and starts it again on the same data. Not a crash: one would leave
   * in the air whether what was just being said has arrived, and it would be said again. For a crash: `program.kill()`.
   */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  end(): Promise<void>;
}

/**
 * Starts everything. `clock` runs the program as a rehearsal, e.g. `{ start: '2026-11-23T09:00:00+08:00', speed: 1 }`.
 * Pacing is off unless asked for, so that journeys do not wait a second between messages.
 */
export async function startWorld(
  options: {
    readonly unbound?: readonly string[];
    readonly clock?: { readonly start: string; readonly speed: number };
    readonly pacing?: boolean;
    readonly env?: Readonly<Record<string, string>>;
    readonly group?: boolean;
    /** The group has topics. */
    readonly forum?: boolean;
  } = {},
): Promise<World> {
  const { dir, remove } = scratch();
  const { file, accounts } = boundRoster(dir, {
    ...(options.unbound ? { unbound: options.unbound } : {}),
    ...(options.group === undefined ? {} : { group: options.group }),
  });
  const tg = await startFakeTelegram(
    options.clock ? { clockStart: options.clock.start, clockSpeed: options.clock.speed } : {},
  );
  const people = new Map<string, FakeUser>();
  const dataDir = join(dir, 'data');
  const env = {
    TELEGRAM_BOT_TOKEN: tg.token,
    TELEGRAM_API_ROOT: tg.apiRoot,
    DATA_DIR: dataDir,
    ROSTER_FILE: file,
    DELIVERY_PACING: options.pacing ? 'on' : 'off',
    // Journeys raise one ticket after the other.
    FOLLOW_UP_MINUTES: '0',
    HEALTH_PORT: 'off',
    ...(options.clock ? { CLOCK_START: options.clock.start, CLOCK_SPEED: String(options.clock.speed) } : {}),
    ...options.env,
  };
  const forum = options.forum ?? false;
  const group = await tg.group({ id: GROUP_ID, title: '政企直通连心桥', members: [], forum });

  const world: World = {
    tg,
    group,
    dir,
    dataDir,
    env,
    program: await startProgram(env),
    async person(id, { started = true } = {}) {
      const known = people.get(id);
      if (known) return known;
      // Somebody without a bound account still has one of their own at Telegram.
      const account = accounts.get(id) ?? 90_001 + people.size;
      const user = await tg.user({ id: account, name: id, started });
      await group.joins(user);
      people.set(id, user);
      return user;
    },
    async restart(more = {}) {
      await world.program.stop();
      world.program = await startProgram({ ...env, ...more });
    },
    async end() {
      await world.program.kill();
      await tg.stop();
      remove();
    },
  };
  return world;
}

/** One measurement's world: a fake Telegram with everybody in it, and a data folder of its own with the past in it. */
import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { segmentsIn } from '../../src/store/scan.ts';
import { GROUP_ID } from '../support/county.ts';
import {
  type FakeGroup,
  type FakeTelegram,
  type FakeUser,
  startFakeTelegram,
} from '../support/telegram/client.ts';
import type { BenchCounty } from './county.ts';

/** What all measurements share. */
export interface Ground {
  readonly dir: string;
  readonly county: BenchCounty;
  /** The folder that `writePast` filled. */
  readonly past: string;
}

export interface Stage {
  readonly tg: FakeTelegram;
  readonly group: FakeGroup;
  /** Somebody of the roster. */
  person(id: string): FakeUser;
  /** For the program: this fake, this folder, this roster. */
  readonly env: Readonly<Record<string, string>>;
  readonly dataDir: string;
  end(): Promise<void>;
}

let stages = 0;

export async function openStage({ dir, county, past }: Ground): Promise<Stage> {
  stages += 1;
  const dataDir = join(dir, `data-${stages}`);
  const tg = await startFakeTelegram({ token: '7000000001:BENCH' });
  try {
    copyPast(past, dataDir);
    const people = new Map<string, FakeUser>();
    for (const [name, id] of county.accounts) people.set(name, await tg.user({ id, name, started: true }));
    const group = await tg.group({ id: GROUP_ID, title: '政企直通连心桥', members: [...people.values()] });
    return {
      tg,
      group,
      dataDir,
      person(id) {
        const user = people.get(id);
        if (!user) throw new Error(`nobody of the roster is called ${id}`);
        return user;
      },
      env: {
        TELEGRAM_BOT_TOKEN: tg.token,
        TELEGRAM_API_ROOT: tg.apiRoot,
        DATA_DIR: dataDir,
        FOLLOW_UP_MINUTES: '0',
        HEALTH_PORT: 'off',
        ROSTER_FILE: county.rosterFile,
      },
      async end() {
        await tg.stop();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await tg.stop();
    throw error;
  }
}

/** Only the newest segment is ever written to again; all other files are never changed, and so may be shared. */
export function copyPast(from: string, to: string): void {
  mkdirSync(join(to, 'state'), { recursive: true, mode: 0o700 });
  const newest = segmentsIn(from).at(-1);
  for (const file of segmentsIn(from)) {
    if (file === newest) copyFileSync(join(from, file), join(to, file));
    else linkSync(join(from, file), join(to, file));
  }
  for (const file of readdirSync(join(from, 'state'))) {
    linkSync(join(from, 'state', file), join(to, 'state', file));
  }
  copyFileSync(join(from, 'manifest.json'), join(to, 'manifest.json'));
}

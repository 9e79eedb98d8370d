/** The demo in this process: the real parts of the program around a data folder, as `main.ts` puts them together. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chat } from '../../src/channels/web/chat.ts';
import { createWebChannel, WEB, type WebChannel } from '../../src/channels/web/index.ts';
import { type ChatLine, GROUP } from '../../src/channels/web/message.ts';
import { RehearsalClock } from '../../src/clock.ts';
import { type County, loadCounty } from '../../src/county.ts';
import { prepareDemo } from '../../src/demo/index.ts';
import { ProgressFile } from '../../src/demo/progress.ts';
import { recordSettings } from '../../src/desk/operation/settings.ts';
import { everybodyOn } from '../../src/domain/everybody-on.ts';
import type { Instant } from '../../src/domain/time.ts';
import { createLog } from '../../src/log.ts';
import { createProgram } from '../../src/program.ts';
import { openStore } from '../../src/store/embedded.ts';
import type { Store } from '../../src/store/port.ts';

export const SETTINGS: County = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });

export interface Played {
  readonly store: Store;
  readonly channel: WebChannel;
  readonly chat: Chat;
  readonly county: County;
  readonly clock: RehearsalClock;
  /** Ticket numbers by their labels in the story. */
  readonly labels: Readonly<Record<string, number>>;
  readonly start: Instant;
  close(): Promise<void>;
}

/** Plays the month as if the demo were opened at `now` (ISO time), or goes on with it. */
export async function play(
  dir: string,
  now: string,
  monthFile?: string,
  signal?: AbortSignal,
): Promise<Played> {
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => void faults.push(error);
  const demo = await prepareDemo({
    dataDir: dir,
    county: SETTINGS,
    now: () => Date.parse(now),
    tell: () => {},
    ...(monthFile === undefined ? {} : { monthFile }),
  });
  const clock = new RehearsalClock(demo.start);
  const log = createLog('error');
  const store = await openStore({ dir, clock, log, onFault });
  await recordSettings(store, SETTINGS, 'rehearsal', clock.now());
  const county = { ...SETTINGS, roster: everybodyOn(SETTINGS.roster, WEB, GROUP) };
  const chat = Chat.open(join(dir, 'web'), clock);
  clock.advanceTo(chat.lastAt ?? clock.now());
  const channel = createWebChannel({ chat, groupName: county.roster.group.name, clock, log });
  const program = createProgram({
    store,
    county,
    clock,
    log,
    channels: new Map([[WEB, channel]]),
    filesDir: join(dir, 'files'),
    pacingOff: true,
    onFault,
  });
  // `main.ts` has a server that keeps it running; the channel's own timers do not.
  const awake = setInterval(() => {}, 1000);
  await program.work();
  await channel.start((batch) => program.receive(batch), onFault);
  const close = async (): Promise<void> => {
    await program.work();
    await program.delivery.stop();
    await channel.stop();
    await store.close();
    await chat.close();
    clearInterval(awake);
  };
  try {
    await demo.fill({ channel, program, clock, store, ...(signal ? { signal } : {}) });
    if (faults.length > 0) throw faults[0];
  } catch (error) {
    await close();
    throw error;
  }
  const progress = await new ProgressFile(join(dir, 'demo.json')).read();
  const labels = progress?.labels ?? {};
  return { store, channel, chat, county, clock, labels, start: demo.start, close };
}

/** Every line of the chat's own log. */
export function chatLines(dir: string): readonly ChatLine[] {
  return readFileSync(join(dir, 'web', 'chat.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ChatLine);
}

/** Every chat as it reads at the end, by the person whose it is (or the group). Heads of the record are masked. */
export function transcript({ chat, county }: Pick<Played, 'chat' | 'county'>): Record<string, string[]> {
  const places = [GROUP, ...county.roster.people.map(({ id }) => id)];
  return Object.fromEntries(
    places.map((place) => [
      place,
      chat
        .messages(place)
        .map(({ from, text, buttons, files }) =>
          JSON.stringify([from, masked(text), buttons.flat().map(({ label }) => label), files.length]),
        ),
    ]),
  );
}

/** A brief names the sequence and hash of the record, which a restart changes. */
function masked(text: string): string {
  return text.replace(/\d+:[0-9a-f]{8,}|\d+ · [0-9a-f]{8,}/g, '…');
}

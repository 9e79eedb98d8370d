/**
 * The running program: store, desk, pulse and delivery around a set of channels. `main.ts` gives it real channels
 * and the wall clock; `cli/replay.ts` a ledger and a clock of its own.
 */
import type { Logger } from 'pino';
import type { Channel, Incoming } from './channels/port.ts';
import { isSound } from './channels/sound.ts';
import type { Clock } from './clock.ts';
import type { County } from './county.ts';
import { createPulse, type Pulse } from './desk/clock/pulse.ts';
import { openSecretFile } from './desk/confidential/secret-files.ts';
import { createDelivery, type Delivery } from './desk/delivery/delivery.ts';
import { reachOf } from './desk/delivery/reach.ts';
import type { DeskParts, PagesPlace } from './desk/desk.ts';
import { pathOfFile } from './desk/files/file-path.ts';
import { createFullDisk, type FullDisk } from './desk/operation/full-disk.ts';
import { createReception } from './desk/people/reception.ts';
import { Restraint } from './desk/people/restraint.ts';
import { workInbox } from './desk/receive.ts';
import { isQuiet } from './domain/schedule.ts';
import { MINUTE } from './domain/time.ts';
import { createNightly, type Nightly, type NightlyParts } from './learning/nightly.ts';
import type { Drawing } from './papers/picture/drawing.ts';
import type { KeyRing } from './store/keys.ts';
import type { Store } from './store/port.ts';
import type { Adviser } from './understanding/adviser/adviser.ts';

export interface Program {
  readonly parts: DeskParts;
  readonly pulse: Pulse;
  readonly delivery: Delivery;
  /** Null where nothing is learnt. */
  readonly nightly: Nightly | null;
  readonly fullDisk: FullDisk;
  /** Keeps a batch on disk and has the desk look at it; resolves once it is on disk. */
  receive(batch: readonly Incoming[]): Promise<void>;
  /** Works through the inbox; calls that overlap are one. */
  work(): Promise<void>;
}

export function createProgram(setup: {
  readonly store: Store;
  readonly county: County;
  readonly clock: Clock;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly filesDir: string;
  /** Those of the store. */
  readonly keys?: KeyRing | null;
  readonly pacingOff: boolean;
  /** A language model to ask; nobody unless given. */
  readonly adviser?: Adviser | null;
  /** Default: two minutes. */
  readonly followUpMs?: number;
  /** Where what is learnt at night is kept; left out: nothing is learnt. `learn`: see there. */
  readonly learning?: Pick<NightlyParts, 'dir' | 'learn'> | null;
  /** What draws pictures; left out: there are none. */
  readonly drawing?: Drawing | null;
  /** Where the pages are; left out: there are none. */
  readonly pages?: () => PagesPlace | null;
  readonly log: Logger;
  /** The store can go on no more. */
  readonly onFault: (error: unknown) => void;
}): Program {
  const { store, county, clock, channels, log, keys = null } = setup;
  const parts: DeskParts = {
    store,
    channels,
    clock,
    log,
    roster: county.roster,
    calendar: county.calendar,
    router: county.router,
    adviser: setup.adviser ?? null,
    danger: county.danger,
    elsewhere: county.elsewhere,
    inspections: county.inspections,
    snippets: county.snippets,
    policies: county.policies,
    powers: county.powers,
    guides: county.guides,
    say: county.say,
    flowVersions: county.flowVersions,
    schedule: county.schedule,
    filesDir: setup.filesDir,
    letterhead: county.letterhead,
    keys,
    followUpMs: setup.followUpMs ?? 2 * MINUTE,
    restraint: new Restraint(),
    drawing: setup.drawing ?? null,
    pages: setup.pages ?? (() => null),
    lastNight: () => nightly?.last() ?? null,
    onCommit: () => delivery.kick(),
  };
  const delivery = createDelivery({
    ...reachOf(parts),
    store,
    channels,
    clock,
    log,
    filePath: (sha256) => pathOfFile(setup.filesDir, sha256),
    isQuiet: (now) => isQuiet(now, county.schedule),
    say: county.say,
    secretBytes: async (sha256) => keys && openSecretFile(setup.filesDir, sha256, keys),
    pacingOff: setup.pacingOff,
  });
  const { learning = null } = setup;
  const nightly =
    learning && county.understanding
      ? createNightly({
          ...learning,
          ...county.understanding,
          lead: county.roster.defaultDepartment.id,
          store,
          clock,
          log,
          betweenMessages,
        })
      : null;
  const desk = createPulse(parts, clock.now());
  const pulse: Pulse = {
    ...desk,
    async beat() {
      await desk.beat();
      nightly?.look(clock.now());
    },
  };
  const reception = createReception(parts);

  let working: Promise<void> | null = null;
  let again = false;
  async function workUntilEmpty(): Promise<void> {
    do {
      again = false;
      await workInbox(parts);
    } while (again);
  }
  function work(): Promise<void> {
    again = true;
    working ??= workUntilEmpty().finally(() => {
      working = null;
      // Somebody asked between the last look and here.
      return again ? work() : undefined;
    });
    return working;
  }

  /** What one message says is read by one set of weights, though its handlers wait for the store in between. */
  async function betweenMessages(change: () => void): Promise<void> {
    while (working) await working.catch(() => {});
    change();
  }

  return {
    parts,
    pulse,
    delivery,
    nightly,
    fullDisk: createFullDisk(parts),
    work,
    async receive(batch) {
      const sound = batch.filter(isSound);
      if (sound.length < batch.length) {
        const [{ channel } = { channel: '' }] = batch;
        log.error({ channel, dropped: batch.length - sound.length }, '收到的消息不成样子，已略过');
      }
      const kept = await reception.admit(sound);
      if (kept.length === 0 || (await store.receive(kept, clock.now())) === 0) return;
      work().then(beatForFiles, setup.onFault);
    },
  };

  /** New photos and documents are due at once; they need not wait for the next beat. */
  function beatForFiles(): void {
    pulse.beat().catch(setup.onFault);
  }
}

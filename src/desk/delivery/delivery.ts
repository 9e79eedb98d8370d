/**
 * Takes messages from the outbox and brings them to their channels: in order within a lane, many lanes at once,
 * no faster than each channel allows. Everything that must survive a restart is in the store; here are only the
 * lanes in hand and short waits.
 */
import type { Logger } from 'pino';
import type { Channel } from '../../channels/port.ts';
import type { Clock } from '../../clock.ts';
import type { Instant } from '../../domain/time.ts';
import {
  type ClaimBounds,
  type ClaimedOutgoing,
  laneOf,
  menuKey,
  type Outgoing,
  type Settlement,
  type Store,
} from '../../store/port.ts';
import { onlyIf } from '../dialogue.ts';
import { recall } from '../recall.ts';
import { attempt, LEFT_TO_SUMMARY, NOTHING_STANDS, OUTDATED, type World } from './attempt.ts';
import { createPacing, type Pacing } from './pacing.ts';
import { NO_SIGN } from './unsaid.ts';

/** Messages under way at once; of those so many are kept free for emergencies, when others hang. */
const PARALLEL = 35;
const KEPT_FREE = 5;
/** Longer than any send may take (60 s of life); after it, a message of a dead sender is sent again as unsure. */
const LEASE_MS = 90_000;
/** The longest sleep between two looks at the outbox. */
const LONGEST_NAP = 5000;
const SHORTEST_NAP = 20;
/** Longer than any channel's limit looks back. A clock that was set back by less is simply waited for. */
const CLOCK_SET_BACK_MS = 60_000;
/** How long `stop` waits for answers to what is under way. */
const STOP_GRACE = 10_000;

export type Trouble = 'dropped' | 'aside';

/** When the lane may speak again. */
interface Pause {
  readonly rest: Instant;
  readonly first: Instant;
}

export interface DeliveryOptions
  extends Pick<
    World,
    'addressOf' | 'isStale' | 'filePath' | 'secretBytes' | 'isQuiet' | 'say' | 'onUnreachable' | 'onMoved'
  > {
  readonly store: Store;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told of messages that were given up, or have stepped aside; `why` holds none of people's words. */
  onTrouble?(what: Trouble, why: string): Promise<void>;
  /** Told of a message of which it is to be on record that it arrived. */
  onReached?(notice: number, person: string): Promise<void>;
  /** For rehearsals with a fast clock: no limits of our own. */
  readonly pacingOff?: boolean;
}

export interface Delivery {
  /** Sends whatever may go now; resolves when nothing more may. Rejects when the store fails. */
  run(): Promise<void>;
  /** Something was committed: look at the outbox soon. */
  kick(): void;
  /** Keeps looking by itself until `stop`. */
  start(): void;
  /** Takes no more, and waits (up to 10 s) for what is under way. */
  stop(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** What became of messages since the process began. */
  counts(): Readonly<Record<Settlement['state'], number>>;
}

/** A message's id names its recipient and its ticket: of a report neither is for a log. */
function named({ id, secret }: Outgoing): { readonly id?: string } {
  return secret ? {} : { id };
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, channels, clock, log } = options;
  const pacings = new Map<string, Pacing>();
  for (const [id, channel] of channels) {
    pacings.set(id, createPacing(options.pacingOff ? null : channel.capabilities.pace));
  }
  const unlimited = createPacing(null);
  const leaseMs = LEASE_MS * (clock.speed ?? 1);
  const world: World = {
    ...options,
    menuOf: async (person) => onlyIf(await recall(store, menuKey(person)), 'menu'),
    pacingOf: (channel) => pacings.get(channel) ?? unlimited,
    moved: new Map(),
  };
  /** Lanes with a message in the sender's hand. */
  const inHand = new Set<string>();
  /** Messages whose settlement is not on disk yet. */
  const underWay = new Set<Promise<void>>();
  /** Lanes that may not speak before then, so that they are not claimed in vain; emergencies sooner than the rest. */
  const pauses = new Map<string, Pause>();
  const counts = { sent: 0, later: 0, held: 0, dropped: 0 };
  let sweeping: Promise<void> | null = null;
  let again = false;
  let running = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  /** The last look at the outbox, and what it found still closed. */
  let looked: { readonly at: Instant; readonly opens: readonly Instant[] } = { at: 0, opens: [] };

  /** Claims what may go and sets it under way. One at a time; asked meanwhile, it looks once more. */
  function sweep(): Promise<void> {
    again = true;
    sweeping ??= (async () => {
      try {
        while (again && !stopped) {
          again = false;
          await claim();
        }
      } finally {
        sweeping = null;
        void schedule();
      }
    })();
    return sweeping;
  }

  async function claim(): Promise<void> {
    const now = clock.now();
    if (now < looked.at - CLOCK_SET_BACK_MS) forgetPauses();
    for (const [lane, { rest }] of pauses) if (rest <= now) pauses.delete(lane);
    const paces = [...pacings.values()];
    looked = {
      at: now,
      opens: [
        ...[...pauses.values()].flatMap(({ rest, first }) => [rest, first]),
        ...paces.flatMap((pacing) => [pacing.openAt(now), pacing.openAt(now, true)]),
      ],
    };
    const first = boundsOf(now, true);
    if (first.limit <= 0) return;
    for (const claimed of await store.claimOutbox(now, { ...boundsOf(now, false), leaseMs, first })) {
      const lane = laneOf(claimed.message.to);
      inHand.add(lane);
      const delivered = deliver(claimed, lane).finally(() => underWay.delete(delivered));
      underWay.add(delivered);
    }
  }

  /** The clock was set back: what was to wait until an hour of the former time would wait for years. */
  function forgetPauses(): void {
    pauses.clear();
    for (const [id, { capabilities }] of channels) {
      pacings.set(id, createPacing(options.pacingOff ? null : capabilities.pace));
    }
  }

  function boundsOf(now: Instant, first: boolean): ClaimBounds {
    const paused = [...pauses].filter(([, pause]) => (first ? pause.first : pause.rest) > now);
    return {
      limit: Math.min((first ? PARALLEL : PARALLEL - KEPT_FREE) - inHand.size, room(now, first)),
      busy: new Set([...inHand, ...paused.map(([lane]) => lane)]),
    };
  }

  function room(now: Instant, first: boolean): number {
    if (pacings.size === 0) return PARALLEL;
    let sum = 0;
    for (const pacing of pacings.values()) sum += pacing.room(now, first);
    return sum;
  }

  /** Never throws: a claim that could not be settled lapses, and the message comes again. */
  async function deliver(claimed: ClaimedOutgoing, lane: string): Promise<void> {
    const { message } = claimed;
    let isFree = false;
    const free = (): void => {
      if (isFree) return;
      isFree = true;
      inHand.delete(lane);
      sweepQuietly();
    };
    try {
      const { settlement, freeAt } = await attempt(claimed, world);
      pauses.set(lane, freeAt);
      // Before it is settled: what is settled is not looked at again, should the program end in between.
      if (settlement.state === 'sent') await reached(message);
      const settling = store.settle(message.id, claimed.claim, settlement, clock.now());
      // The next in the lane is claimed behind it: both lines reach the disk together.
      free();
      const settled = await settling;
      if (!settled) log.warn(named(message), '消息已由另一个发送者接手，可能发了两次');
      note(claimed, settlement);
      if (settlement.state === 'held') await releaseIfReachable(claimed);
    } catch (error) {
      log.error({ err: error, ...named(message) }, '发送结果没能记下，这条消息稍后会再发一次');
    } finally {
      free();
    }
  }

  async function reached({ notice, to }: Outgoing): Promise<void> {
    if (notice === undefined || !('person' in to)) return;
    for (const one of [notice].flat()) {
      try {
        await options.onReached?.(one, to.person);
      } catch (error) {
        log.error({ err: error, notice: one }, '没能记下通知已送达');
      }
    }
  }

  function report(what: Trouble, why: string): void {
    options.onTrouble?.(what, why).catch((error: unknown) => log.error({ err: error }, '没能告知管理员'));
  }

  function note(claimed: ClaimedOutgoing, settlement: Settlement): void {
    const { message, tries } = claimed;
    counts[settlement.state] += 1;
    if (settlement.state === 'sent') return;
    const about = { ...named(message), kind: message.kind, why: settlement.why };
    if (settlement.state === 'dropped') {
      if (settlement.why === OUTDATED) log.info(about, '消息已过时，不再发送');
      else if (settlement.why === LEFT_TO_SUMMARY) log.debug(about, '这里不能改动消息，进展汇总里再说');
      else if (settlement.why.startsWith(NO_SIGN)) log.debug(about, '没能在原话上做记号，不必再试');
      else if (settlement.why === NOTHING_STANDS) log.debug(about, '没有可更新的消息，不必再说');
      else {
        log.error(about, '消息发不出去，已放弃');
        report('dropped', settlement.why);
      }
    } else if (settlement.state === 'held') {
      log.info(about, '对方暂时联系不上，消息留待其打开私聊后发送');
    } else if (settlement.counts) {
      log.warn({ ...about, tries: tries + 1 }, '消息没有发出，稍后再试');
      if (!settlement.aside || claimed.aside) return;
      log.error(about, '这条消息十分钟还没有发出，已让后面的先发，它稍后再试');
      report('aside', settlement.why);
    }
  }

  /** The person may have opened the chat between the failed try and its settlement: then nothing else would release the message. */
  async function releaseIfReachable({ message: { to } }: ClaimedOutgoing): Promise<void> {
    if (!('person' in to) || !(await options.addressOf(to.person))) return;
    const release = [to.person];
    await store.commit(() => ({ at: clock.now(), cause: `delivery:reachable/${to.person}`, release }));
    sweepQuietly();
  }

  function sweepQuietly(): void {
    if (stopped) return;
    sweep().catch((error: unknown) => log.error({ err: error }, '读取发件箱失败，稍后再试'));
  }

  /** Sets the alarm for the next moment, seen from the last look, at which something may go. */
  async function schedule(): Promise<void> {
    if (!running || stopped) return;
    const wake = await store.nextWake().catch(() => undefined);
    const times = [...looked.opens, wake ?? 0].filter((at) => at > looked.at);
    const nap = Math.min(LONGEST_NAP, Math.min(...times) - clock.now());
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(sweepQuietly, Math.max(SHORTEST_NAP, nap));
  }

  async function idle(): Promise<void> {
    while (sweeping || underWay.size > 0) await Promise.allSettled([sweeping, ...underWay]);
  }

  return {
    async run() {
      await sweep();
      await idle();
    },
    kick() {
      if (running) sweepQuietly();
    },
    start() {
      running = true;
      sweepQuietly();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      let impatience: NodeJS.Timeout | undefined;
      const grace = new Promise<void>((resolve) => {
        impatience = setTimeout(resolve, STOP_GRACE);
      });
      await Promise.race([idle(), grace]);
      clearTimeout(impatience);
    },
    idle,
    counts: () => ({ ...counts }),
  };
}

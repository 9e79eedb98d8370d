/**
 * How fast one channel may be spoken to: so many messages a second, minute, hour or day altogether, a gap within a chat,
 * so many a minute in a group (edits count like messages). A quarter of what may be said in a minute or longer is
 * kept free for emergencies, which would else wait for a minute to pass; one speaker may use it once a minute in a chat,
 * or a flood of emergencies would leave nothing for another's. Pure bookkeeping over instants it is given.
 */
import type { Pace } from '../../channels/port.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../domain/time.ts';

/** The share of each limit of a minute or longer that is reserved for emergencies. */
const KEPT_FREE = 0.25;

/** `first`: an emergency that may use what is kept free. */
export interface Pacing {
  /** Whether an emergency of this speaker may use it in `chat` now. */
  mayHurry(chat: string, speaker: string, now: Instant): boolean;
  /** The earliest instant, `now` or later, at which `chat` may get its next message. */
  nextAt(chat: string, isGroup: boolean, now: Instant, first?: boolean): Instant;
  /**
   * Notes that a message goes out now, `hurried`: as an emergency of this speaker. Call what it gives when the answer has come: the gap counts from
   * there, so that a slow network cannot press two messages together at the other end.
   */
  take(chat: string, now: Instant, hurried?: string): (doneAt: Instant) => void;
  /** The platform asked for silence in `chat` until then. Asked in a second chat meanwhile, all chats wait. */
  pause(chat: string, until: Instant, now: Instant): void;
  /** How many messages may go out now, whatever their chats. */
  room(now: Instant, first?: boolean): number;
  /** When the next message may go out, whatever its chat. */
  openAt(now: Instant, first?: boolean): Instant;
}

interface Stamp {
  at: Instant;
  /** How much longer than asked the pause after it is. */
  readonly longerMs: number;
  readonly hurried: string | null;
}

/** So many messages in any time of that length. */
interface Limit {
  readonly count: number;
  readonly span: number;
}

/**
 * `pace` null: no limits of our own, only the pauses the platform asks for. The counts begin anew with the process;
 * `random` gives numbers from 0 to 1.
 */
export function createPacing(pace: Pace | null, random: () => number = Math.random): Pacing {
  const chats = new Map<string, Stamp[]>();
  const pauses = new Map<string, Instant>();
  let all: Stamp[] = [];
  let allPausedUntil = 0;

  const limits = pace ? limitsOf(pace) : [];
  const longest = Math.max(0, ...limits.map(({ span }) => span)) + (pace?.jitterMs ?? 0);

  /** In order of time, without what is past and what lies ahead because the clock was set back. */
  const recent = (stamps: readonly Stamp[], span: number, now: Instant) =>
    stamps.filter(({ at }) => at > now - span && at <= now).sort((a, b) => a.at - b.at);

  /** The instant at which the `count`-th newest of `stamps` lies `span` back and the pause after it is over; 0 when there are fewer. */
  const freeAt = (stamps: readonly Stamp[], { count, span }: Limit): Instant => {
    const stamp = stamps.at(-count);
    return stamp === undefined ? 0 : stamp.at + span + stamp.longerMs;
  };

  function openAt(now: Instant, first = false): Instant {
    all = recent(all, longest, now);
    return Math.max(now, allPausedUntil, ...limits.map((limit) => freeAt(all, shareOf(limit, first))));
  }

  return {
    openAt,

    nextAt(chat, isGroup, now, first = false) {
      const times = [openAt(now, first), pauses.get(chat) ?? 0];
      if (pace) {
        const span = Math.max(MINUTE, pace.chatGapMs + (pace.jitterMs ?? 0));
        const own = recent(chats.get(chat) ?? [], span, now);
        if (own.length > 0) chats.set(chat, own);
        else chats.delete(chat);
        times.push(freeAt(own, { count: 1, span: pace.chatGapMs }));
        const perMinute = { count: pace.groupPerMinute, span: MINUTE };
        if (isGroup) times.push(freeAt(own, shareOf(perMinute, first)));
      }
      return Math.max(...times);
    },

    mayHurry(chat, speaker, now) {
      return !recent(chats.get(chat) ?? [], MINUTE, now).some(({ hurried }) => hurried === speaker);
    },

    take(chat, now, hurried) {
      const longerMs = (pace?.jitterMs ?? 0) * random();
      const stamp: Stamp = { at: now, longerMs, hurried: hurried ?? null };
      if (pace) {
        all.push(stamp);
        chats.set(chat, [...(chats.get(chat) ?? []), stamp]);
      }
      return (doneAt) => {
        stamp.at = doneAt;
      };
    },

    pause(chat, until, now) {
      for (const [other, end] of pauses) {
        if (end <= now) pauses.delete(other);
        else if (other !== chat) allPausedUntil = Math.max(allPausedUntil, until);
      }
      pauses.set(chat, Math.max(until, pauses.get(chat) ?? 0));
    },

    room(now, first = false) {
      if (openAt(now, first) > now) return 0;
      const left = limits
        .map((limit) => shareOf(limit, first))
        .map(({ count, span }) => count - all.filter(({ at }) => at > now - span).length);
      return Math.min(Number.POSITIVE_INFINITY, ...left);
    },
  };
}

/** How much of a limit a message of this kind may use. Limits of seconds are not divided: everybody can wait that long. */
function shareOf({ count, span }: Limit, first: boolean): Limit {
  const kept = first || span < MINUTE ? 0 : Math.floor(count * KEPT_FREE);
  return { count: count - kept, span };
}

function limitsOf({ perSecond, perMinute, perHour, perDay }: Pace): readonly Limit[] {
  // A channel slower than one a second is one message in a longer window.
  const first = { count: Math.max(1, Math.floor(perSecond)), span: Math.max(1000, 1000 / perSecond) };
  const longer: readonly (readonly [number | undefined, number])[] = [
    [perMinute, MINUTE],
    [perHour, HOUR],
    [perDay, DAY],
  ];
  return [first, ...longer.flatMap(([count, span]) => (count === undefined ? [] : { count, span }))];
}

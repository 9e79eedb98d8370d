/**
 * The program's own alarms to the operators, in private: each is said once, and once more when it is over, over any
 * number of restarts – which of them stand is on record with the message that told of it. Channels that are down have a
 * watch of their own (`outages.ts`), as these are told elsewhere than on the one that is down.
 */
import { DAY, dayOf, HOUR, type Instant, instantInWords, MINUTE } from '../../domain/time.ts';
import { StoreFault } from '../../store/fault.ts';
import type { Facts } from '../../watching/facts.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { addressOf } from '../people/people.ts';

export const ALARMS = [
  'disk',
  'stuck',
  'backup',
  'noBackup',
  'oneDisk',
  'calendar',
  'weights',
  'model',
] as const;
export type AlarmKind = (typeof ALARMS)[number];
/** Said once as advice: how many a county is set up, and no trouble that a monitor should show for ever. */
const ADVICE: AlarmKind = 'oneDisk';

const LOW = 0.1;
/** A disk about to be full that has been tidied a little is not said to be well. */
const LOW_NO_MORE = 0.12;
const STUCK = 30 * MINUTE;
/** One night may fail. */
const BACKUP_OLD = 36 * HOUR;
/** The State Council publishes the next year's days off in November (§ `domain/calendar.ts`). */
const LATE_FOR_CALENDAR = '12-01';
const LOOK_EVERY = MINUTE;
/** Of what is remembered; an alarm has no end of its own. */
const FOR_EVER = 3650 * DAY;

export interface AlarmWatch {
  /** Looks once a minute; nothing in between. */
  look(now: Instant): Promise<void>;
  standing(): readonly AlarmKind[];
}

/** True: it stands. False: it is over. Null: neither is certain, and it stays as it is. */
type Verdict = boolean | null;

/** What the alarms ask besides: of messages that a channel could send which is up, how many wait, and since when. */
interface Asked extends Facts {
  readonly sendable: number;
  readonly oldestSendable: Instant | null;
}

export function createAlarmWatch(parts: DeskParts, read: () => Promise<Facts>): AlarmWatch {
  const { store, log, roster, say } = parts;
  let standing: Set<AlarmKind> | null = null;
  let looked = Number.NEGATIVE_INFINITY;

  async function remembered(): Promise<Set<AlarmKind>> {
    const known = await Promise.all(ALARMS.map((kind) => store.dialogue(keyOf(kind))));
    return new Set(ALARMS.filter((_, place) => known[place] !== undefined));
  }

  async function asked(): Promise<Asked> {
    const facts = await read();
    const { channels, oldestUnsent, outbox } = facts;
    const isUp = (channel: string): boolean => channels[channel]?.state === 'up';
    if (oldestUnsent === null || Object.keys(channels).every(isUp))
      return { ...facts, sendable: outbox.waiting, oldestSendable: oldestUnsent };
    let sendable = 0;
    const office = await store.office();
    const oldest = await store.oldestUnsent((to) => {
      const address = 'person' in to ? addressOf(to.person, roster, office, parts.channels, to.via) : to;
      const isSendable = address !== null && isUp(address.channel);
      if (isSendable) sendable += 1;
      return isSendable;
    });
    return { ...facts, sendable, oldestSendable: oldest ?? null };
  }

  async function change(kind: AlarmKind, on: boolean, facts: Asked, told: Set<AlarmKind>): Promise<void> {
    const at = facts.now;
    const text = on ? words(kind, facts, parts) : say(`alarm.${kind}Over`);
    if (on) log.error({ alarm: kind }, '需要管理员处理');
    else log.warn({ alarm: kind }, '已恢复');
    const cause = `alarm/${kind}/${on ? 'on' : 'off'}@${at}`;
    const outbox = roster.operators.map(({ id }) =>
      outgoing({ id: `${cause}/${id}`, to: { person: id }, text, kind: 'operator', createdAt: at }),
    );
    const state = on ? { awaiting: 'alarm', since: at, expiresAt: at + FOR_EVER } : null;
    const result = await store.commit(() => ({
      at,
      cause,
      outbox,
      dialogues: [{ key: keyOf(kind), state }],
    }));
    if (!result.ok) return;
    if (on) told.add(kind);
    else told.delete(kind);
    parts.onCommit();
  }

  return {
    async look(now) {
      if (looked <= now && now < looked + LOOK_EVERY) return;
      looked = now;
      try {
        standing ??= await remembered();
        const facts = await asked();
        for (const kind of ALARMS) {
          const verdict = VERDICTS[kind](facts, standing.has(kind));
          if (verdict !== null && verdict !== standing.has(kind))
            await change(kind, verdict, facts, standing);
        }
      } catch (error) {
        if (error instanceof StoreFault) throw error;
        log.error({ err: error }, '没能核对程序自身的状况，一分钟后再看');
      }
    },
    standing: () => ALARMS.filter((kind) => kind !== ADVICE && standing?.has(kind)),
  };
}

const VERDICTS: Readonly<Record<AlarmKind, (facts: Asked, stands: boolean) => Verdict>> = {
  disk({ disks }, stands) {
    if (disks.length === 0) return null;
    return disks.some(({ free }) => free < (stands ? LOW_NO_MORE : LOW));
  },
  stuck({ now, oldestUnsent, oldestSendable }) {
    if (oldestUnsent === null || now - oldestUnsent < STUCK) return false;
    // Of a channel that is down they hear from its own watch.
    return oldestSendable !== null && now - oldestSendable >= STUCK ? true : null;
  },
  backup({ now, backup }) {
    if (backup === null) return false;
    const { newest, failed } = backup;
    return newest === null ? failed !== null : now - newest > BACKUP_OLD;
  },
  // Set is not made yet.
  noBackup: ({ backup }) => (backup === null ? true : backup.newest === null ? null : false),
  // Without backups it is neither so nor over.
  oneDisk: ({ backup }) => backup?.sameDisk ?? null,
  calendar: ({ now, calendar }) =>
    !calendar.thisYear || (!calendar.nextYear && dayOf(now).slice(5) >= LATE_FOR_CALENDAR),
  weights: ({ weightsMissing }) => weightsMissing !== null,
  model: ({ languageModel }) => languageModel === 'silent',
};

function words(kind: AlarmKind, facts: Asked, { say }: Pick<DeskParts, 'say'>): string {
  const { now, disks, backup, calendar } = facts;
  switch (kind) {
    case 'disk': {
      const [worst] = [...disks].sort((a, b) => a.free - b.free);
      const percent = Math.floor((worst?.free ?? 0) * 100);
      const gb = ((worst?.freeBytes ?? 0) / 1e9).toFixed(1);
      return say('alarm.disk', { percent, gb, path: worst?.path ?? '' });
    }
    case 'stuck': {
      const minutes = Math.round((now - (facts.oldestSendable ?? now)) / MINUTE);
      return say('alarm.stuck', { count: facts.sendable, minutes });
    }
    case 'backup': {
      const newest = backup?.newest ?? null;
      const why = backup?.failed ?? '';
      return newest === null
        ? say('alarm.backupNone', { why })
        : say('alarm.backup', { when: instantInWords(newest, now), why: why === '' ? '' : `：${why}` });
    }
    case 'noBackup':
      return say('alarm.noBackup');
    case 'oneDisk':
      return say('alarm.oneDisk');
    case 'calendar':
      return say('alarm.calendar', { year: calendar.thisYear ? calendar.year + 1 : calendar.year });
    case 'weights':
      return say('alarm.weights', { why: facts.weightsMissing ?? '' });
    case 'model':
      return say('alarm.model');
    default:
      return kind satisfies never;
  }
}

function keyOf(kind: AlarmKind): string {
  return `alarm/${kind}`;
}

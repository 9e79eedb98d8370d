/**
 * What is kept of people whom nobody knows. They may say who they are, and be told how; what they say beyond that is
 * left out before it is written down, so that a stranger cannot fill the disk. Of people on the roster nothing is lost.
 */
import type { Incoming } from '../../channels/port.ts';
import type { Office } from '../../domain/office.ts';
import { HOUR, type Instant } from '../../domain/time.ts';
import type { DeskParts } from '../desk.ts';
import { readCode, TRIES_PER_HOUR } from './invites.ts';
import { accountKey, personOf, servedGroups } from './people.ts';

/** Messages of one account in an hour. */
const KEPT_PER_HOUR = 10;
/** The last of them is told that it has guessed too often. */
const CODES_PER_HOUR = TRIES_PER_HOUR + 1;
/** With more accounts than this in mind, those of the hour before are forgotten. */
const MANY = 1000;

interface Hour {
  readonly from: Instant;
  /** Keys, so that what the platform brings again is not counted again. */
  readonly words: Set<string>;
  readonly codes: Set<string>;
  leftOut: number;
}

export interface Reception {
  /** What of a batch is to be kept. */
  admit(batch: readonly Incoming[]): Promise<readonly Incoming[]>;
}

export function createReception({
  store,
  roster,
  clock,
  log,
}: Pick<DeskParts, 'store' | 'roster' | 'clock' | 'log'>): Reception {
  const hours = new Map<string, Hour>();

  function hourOf(account: string, now: Instant): Hour {
    const isOver = ({ from }: Hour): boolean => now - from >= HOUR || from > now;
    if (hours.size > MANY) for (const [other, hour] of hours) if (isOver(hour)) hours.delete(other);
    const known = hours.get(account);
    if (known && !isOver(known)) return known;
    const fresh = { from: now, words: new Set<string>(), codes: new Set<string>(), leftOut: 0 };
    hours.set(account, fresh);
    return fresh;
  }

  function isKept(message: Incoming, office: Office, now: Instant): boolean {
    const { channel, chat, sender, key } = message;
    if (personOf(channel, sender.id, roster, office) || isOfOurGroup(message, office)) return true;
    if (message.what === 'reacted') return false;
    // Whoever hides behind a group has one account in all groups.
    const account = accountKey(channel, sender.anonymous ? `${chat.id}/${sender.id}` : sender.id);
    const hour = hourOf(account, now);
    const [kept, most] =
      readCode(message.text) === null ? [hour.words, KEPT_PER_HOUR] : [hour.codes, CODES_PER_HOUR];
    if (kept.has(key)) return true;
    if (kept.size < most) {
      kept.add(key);
      return true;
    }
    hour.leftOut += 1;
    // At 1, 10, 100, …: a flood of messages is no flood of lines.
    if (/^10*$/.test(String(hour.leftOut))) {
      log.warn({ account, leftOut: hour.leftOut }, '一个没有绑定的账号一小时内说得太多，多出的没有收');
    }
    return false;
  }

  /** People set signs on each other's words all day: one counts where it is on a message of ours that stands in a place. */
  async function isMeant({ what, channel, chat, replyTo }: Incoming): Promise<boolean> {
    if (what !== 'reacted') return true;
    const on = replyTo?.message ?? null;
    return on !== null && (await store.slotOfMessage(channel, chat.id, on)) !== undefined;
  }

  /** What befalls a group that is served, whoever did it, and lines of a ledger, which nobody says. */
  function isOfOurGroup({ what, channel, chat }: Incoming, office: Office): boolean {
    if (what === 'recorded') return true;
    if (what !== 'joined' && what !== 'left' && what !== 'moved') return false;
    return servedGroups(roster, office).some((one) => one.channel === channel && one.chat === chat.id);
  }

  return {
    async admit(batch) {
      const office = await store.office();
      const now = clock.now();
      const kept = [];
      for (const message of batch)
        if ((await isMeant(message)) && isKept(message, office, now)) kept.push(message);
      return kept;
    },
  };
}

/**
 * Channels that are down. Each tries by itself for as long as it takes; when that lasts, the operators are told – in the
 * log, and in private on a channel that is up – and told again when it is over.
 */

import type { Office } from '../../domain/office.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import type { Recipient } from '../../store/port.ts';
import type { DeskParts } from '../desk.ts';
import { accountKey, accountsOf } from '../people/people.ts';
import { tellOperators } from './operators.ts';

const TOLD_AFTER = 5 * MINUTE;
/** A line that is lost again within this time was never properly back. */
const CALM = 3 * MINUTE;

interface Outage {
  readonly since: Instant;
  readonly lastDown: Instant;
  readonly told: boolean;
}

export interface OutageWatch {
  look(now: Instant): Promise<void>;
}

export function createOutageWatch(parts: DeskParts): OutageWatch {
  const { channels, log, say, store } = parts;
  const outages = new Map<string, Outage>();

  async function down(channel: string, since: Instant, why: string, now: Instant): Promise<void> {
    const before = outages.get(channel) ?? { since, told: false };
    const isTold = before.told || now - before.since >= TOLD_AFTER;
    outages.set(channel, { since: before.since, lastDown: now, told: isTold });
    if (before.told || !isTold) return;
    const minutes = minutesBetween(before.since, now);
    log.error({ channel, minutes, why }, '渠道中断已超过五分钟，仍在重试');
    const office = await store.office();
    await tellOperators(
      `down/${channel}@${before.since}`,
      say('trouble.down', { channel, minutes, why }),
      parts,
      (person) => elsewhere(person, channel, office, parts),
    );
  }

  async function up(channel: string, { since, lastDown, told }: Outage, now: Instant): Promise<void> {
    if (now - lastDown < CALM) return;
    outages.delete(channel);
    if (!told) return;
    const minutes = minutesBetween(since, lastDown);
    log.warn({ channel, minutes }, '渠道已恢复');
    await tellOperators(`up/${channel}@${since}`, say('trouble.up', { channel, minutes }), parts);
  }

  return {
    async look(now) {
      for (const [id, channel] of channels) {
        const health = channel.health();
        const outage = outages.get(id);
        if (health.state === 'down') await down(id, Math.min(health.since, now), health.why, now);
        else if (health.state === 'up' && outage) await up(id, outage, now);
      }
    },
  };
}

/** An account of theirs on a channel that is up: their other messages may wait for the one that is down. */
function elsewhere(person: string, down: string, office: Office, parts: DeskParts): Recipient | null {
  const open = accountsOf(person, parts.roster, office).find(
    ({ channel, chat }) =>
      channel !== down &&
      parts.channels.get(channel)?.health().state === 'up' &&
      office.reachable[accountKey(channel, chat)] !== false,
  );
  return open ? { ...open, group: false } : null;
}

function minutesBetween(from: Instant, to: Instant): number {
  return Math.max(1, Math.round((to - from) / MINUTE));
}

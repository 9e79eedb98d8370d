/**
 * `/metrics` for Prometheus. What it tells of is the program; labels name channels, disks and kinds of alarms, never a
 * person, an enterprise, a chat or a ticket.
 */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { ALARMS, type AlarmKind } from '../desk/operation/alarms.ts';
import type { Instant } from '../domain/time.ts';
import { VERSION } from '../help.ts';
import type { Facts } from './facts.ts';

export interface Metrics {
  readonly contentType: string;
  text(facts: Facts, alarms: readonly AlarmKind[]): Promise<string>;
}

const seconds = (from: Instant, to: Instant): number => Math.max(0, (to - from) / 1000);

/** Times are in seconds, as Prometheus has it. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    ...labelNames: Label[]
  ): Gauge<Label> => new Gauge({ name: `lianxinqiao_${name}`, help, labelNames, registers: [registry] });
  gauge('info', 'Always 1; which version runs.', 'version').set({ version: VERSION }, 1);
  const up = gauge('channel_up', '1 while the channel is connected.', 'channel');
  const outbox = gauge(
    'outbox_messages',
    'waiting, held for people who cannot be reached, aside after failing.',
    'state',
  );
  const oldest = gauge(
    'outbox_oldest_seconds',
    'For how long the oldest unsent message has waited; 0 when none does.',
  );
  const journal = gauge('journal_lines', 'Sequence of the last line of the journal.');
  const beat = gauge('last_beat_seconds', 'Since the last beat of the pulse.');
  const free = gauge('disk_free_bytes', 'Free for this account.', 'disk');
  const ratio = gauge('disk_free_ratio', '0 to 1.', 'disk');
  const backup = gauge('backup_age_seconds', 'Of the newest whole backup; absent while there is none.');
  const calendar = gauge('calendar_published', "1 when the year's days off are published.", 'year');
  const alarm = gauge('alarm', '1 while the operators have been told and it is not over.', 'kind');

  return {
    contentType: registry.contentType,
    async text(facts, alarms) {
      const { now } = facts;
      for (const [channel, { state }] of Object.entries(facts.channels))
        up.set({ channel }, state === 'up' ? 1 : 0);
      const { waiting, held, aside = 0 } = facts.outbox;
      for (const [state, count] of Object.entries({ waiting, held, aside })) outbox.set({ state }, count);
      oldest.set(facts.oldestUnsent === null ? 0 : seconds(facts.oldestUnsent, now));
      journal.set(facts.journal);
      if (facts.lastBeat !== null) beat.set(seconds(facts.lastBeat, now));
      for (const disk of facts.disks) {
        free.set({ disk: disk.of }, disk.freeBytes);
        ratio.set({ disk: disk.of }, disk.free);
      }
      backup.remove();
      const newest = facts.backup?.newest ?? null;
      if (newest !== null) backup.set(seconds(newest, now));
      calendar.set({ year: 'this' }, facts.calendar.thisYear ? 1 : 0);
      calendar.set({ year: 'next' }, facts.calendar.nextYear ? 1 : 0);
      for (const kind of ALARMS) alarm.set({ kind }, alarms.includes(kind) ? 1 : 0);
      return await registry.metrics();
    },
  };
}

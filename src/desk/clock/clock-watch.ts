/**
 * A clock that ran ahead and was set back: noticed, also across a restart, by the time of the newest line on record.
 * What was summed up for times that are still to come is undone, so that each of them gets its own; the operators hear
 * of it. An hour or two (a wrong zone, the end of summer time) changes nothing: what was made is not made twice.
 */
import { decide } from '../../domain/lifecycle.ts';
import { HOUR, type Instant, toIso } from '../../domain/time.ts';
import type { Outcome } from '../case.ts';
import { contextOf, transactionOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';

const NOTED_FROM = 2 * HOUR;

export interface ClockWatch {
  /** True when the clock was found set back, and that is on record. */
  look(now: Instant): Promise<boolean>;
}

export function createClockWatch(parts: DeskParts): ClockWatch {
  let latest = parts.store.writtenAt() ?? Number.NEGATIVE_INFINITY;

  return {
    async look(now) {
      if (now >= latest - NOTED_FROM) {
        latest = Math.max(latest, now);
        return false;
      }
      const from = latest;
      if (!(await record(from, now, parts))) return false;
      latest = now;
      parts.log.warn({ from: toIso(from), to: toIso(now) }, '系统时间被调回，日报、提醒从现在的时间继续');
      return true;
    },
  };
}

async function record(from: Instant, now: Instant, parts: DeskParts): Promise<boolean> {
  const office = await parts.store.office();
  const view = viewAt(parts, now);
  const name = `clock:${now}@${office.version}`;
  const text = view.say('clock.setBack', { from: inMinutes(from), to: inMinutes(now) });
  const outcome: Outcome = {
    office: [{ type: 'clockSetBack', v: 1, at: now, from, ...(await toldAhead(now, parts)) }],
    changes: await filesDueNow(now, parts),
    outbox: parts.roster.operators.map(({ id }) =>
      outgoing({ id: `${name}/${id}`, to: { person: id }, text, kind: 'operator', createdAt: now }),
    ),
  };
  // On a conflict something has just changed; the next look sees how things stand then.
  const result = await parts.store.commit((take) =>
    transactionOf(outcome, { name, office }, view, parts, take),
  );
  if (result.ok) parts.onCommit();
  return result.ok;
}

/** What has rung at an hour that is still to come is not rung again when that hour comes. */
async function toldAhead(
  now: Instant,
  { store }: DeskParts,
): Promise<{ told?: Readonly<Record<string, number>> }> {
  const ahead = (await store.tickets({ open: true })).flatMap(({ number, entries }) =>
    entries.some(({ what, at }) => what === 'reminded' && at > now)
      ? [[number, entries.length] as const]
      : [],
  );
  return ahead.length > 0 ? { told: Object.fromEntries(ahead) } : {};
}

/** Files whose next try is set for an hour of the time that was not are due now. */
async function filesDueNow(now: Instant, parts: DeskParts): Promise<NonNullable<Outcome['changes']>> {
  const office = await parts.store.office();
  const changes = [];
  for (const ticket of await parts.store.tickets({ open: true })) {
    const late = ticket.files.filter(({ nextTryAt }) => nextTryAt !== null && nextTryAt > now + NOTED_FROM);
    const events = late.flatMap(({ id, tries }) => {
      const outcome = { type: 'deferred', nextTryAt: now, tries } as const;
      const context = contextOf(parts, ticket.flow, office, 'system', now);
      const decision = decide(ticket, { type: 'file', file: id, outcome }, context);
      return decision.ok ? decision.events : [];
    });
    if (events.length > 0) changes.push({ ticket, events });
  }
  return changes;
}

/** `2026-11-30 09:15` */
function inMinutes(instant: Instant): string {
  return toIso(instant).slice(0, 16).replace('T', ' ');
}

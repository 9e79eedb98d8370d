/**
 * A disk that is full, or read-only for now. Nothing is acknowledged while the store waits for it, and nothing can go by
 * the outbox: the groups and the operators are told by the channels themselves, once an hour at most. When it goes on,
 * the same places hear so in the ordinary way.
 */
import type { Address } from '../../channels/port.ts';
import { HOUR, type Instant, MINUTE } from '../../domain/time.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { addressOf, groupsInReach } from '../people/people.ts';

interface Place extends Address {
  readonly isGroup: boolean;
}

export interface FullDisk {
  /** What the store says of the disk (`StoreOptions.onStall`). Never throws. */
  stalled(fault: Error | null): void;
  /** Resolves when whoever is to be told has been, or could not be. */
  idle(): Promise<void>;
}

export function createFullDisk(parts: DeskParts): FullDisk {
  const { store, channels, clock, log, roster, say } = parts;
  let since: Instant = 0;
  let told: readonly Place[] = [];
  let toldAt = Number.NEGATIVE_INFINITY;
  let telling: Promise<void> = Promise.resolve();

  async function begins(why: string): Promise<void> {
    if (clock.now() - toldAt < HOUR) return;
    toldAt = clock.now();
    const office = await store.office();
    const groups = groupsInReach(roster, office, channels).map((one) => ({ ...one, isGroup: true }));
    const operators = roster.operators.flatMap(({ id }) => addressOf(id, roster, office, channels) ?? []);
    const places = [...groups, ...operators.map((one) => ({ ...one, isGroup: false }))];
    const reached = await Promise.all(places.map((place) => tell(place, why)));
    told = places.filter((_, index) => reached[index]);
  }

  async function tell({ channel, chat, isGroup }: Place, why: string): Promise<boolean> {
    const key = `disk/${channel}.${chat}@${toldAt}`;
    const text = isGroup ? say('trouble.full') : say('trouble.fullWhy', { why });
    const rendered = { key, chat, text, buttons: [], file: null, edit: null, replyTo: null, silent: false };
    try {
      await channels.get(channel)?.send(rendered);
      return true;
    } catch (error) {
      log.error({ err: error, channel }, '磁盘写不进去，也没能告诉这里');
      return false;
    }
  }

  async function ends(): Promise<void> {
    const places = told;
    told = [];
    if (places.length === 0) return;
    const at = clock.now();
    const minutes = Math.max(1, Math.round((at - since) / MINUTE));
    const cause = `room:${since}`;
    const outbox = places.map(({ channel, chat, isGroup }) =>
      outgoing({
        id: `${cause}/${channel}.${chat}`,
        to: { channel, chat, group: isGroup },
        text: say('trouble.room', { minutes }),
        kind: isGroup ? 'announcement' : 'operator',
        createdAt: at,
      }),
    );
    const result = await store.commit(() => ({ at, cause, outbox }));
    if (result.ok) parts.onCommit();
  }

  return {
    stalled(fault) {
      if (fault) {
        since = clock.now();
        log.error({ why: fault.message }, '磁盘写不进去，暂不确认任何消息；有空间后自动继续');
      } else {
        log.warn('磁盘又写得进去了，接着办理');
      }
      telling = telling
        .then(() => (fault ? begins(fault.message) : ends()))
        .catch((error: unknown) => log.error({ err: error }, '没能告知磁盘的情况'));
    },
    idle: () => telling,
  };
}

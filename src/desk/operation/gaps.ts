/**
 * 掉线: what was said while a channel was away is lost where the platform does not keep it. Nobody knows what it was, so
 * its groups are asked to say it again.
 */
import { type Instant, instantInWords, MINUTE, timeInWords } from '../../domain/time.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { groupsInReach } from '../people/people.ts';

/** A shorter gap is hardly noticed, and a reconnection an hour would be noise. */
const WORTH_SAYING = MINUTE;

/** Asks the groups of a channel, once per gap. `from` and `to`: epoch ms between which nothing was heard. */
export async function tellGap(channel: string, from: Instant, to: Instant, parts: DeskParts): Promise<void> {
  if (to - from < WORTH_SAYING || parts.channels.get(channel)?.capabilities.replays !== false) return;
  const office = await parts.store.office();
  const groups = groupsInReach(parts.roster, office, parts.channels).filter((one) => one.channel === channel);
  parts.log.warn(
    { channel, from, to, groups: groups.length },
    '这个渠道掉线过，其间的消息收不到了，已请群里重发',
  );
  if (groups.length === 0) return;
  const at = parts.clock.now();
  const isOneDay = instantInWords(from).slice(0, -5) === instantInWords(to).slice(0, -5);
  const until = isOneDay ? timeInWords(to) : instantInWords(to, from);
  const text = viewAt(parts, at).say('bind.gap', { from: instantInWords(from, at), to: until });
  await parts.store.commit(() => ({
    at,
    cause: `gap:${channel}@${from}`,
    outbox: groups.map(({ chat }) =>
      outgoing({
        id: `gap/${channel}.${chat}@${from}`,
        to: { channel, chat, group: true },
        text,
        kind: 'announcement',
        createdAt: at,
      }),
    ),
  }));
  parts.onCommit();
}

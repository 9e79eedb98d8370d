/** Our sign on the message that became a ticket: seen, and done. It is beside the words, never instead of them. */
import type { Channel, Mark } from '../../channels/port.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';

/** Where the sign has become another one. On a report there is none: others who read along would know of it. */
export function marksOf(
  before: Ticket | undefined,
  after: Ticket,
  at: Instant,
  channels: ReadonlyMap<string, Channel>,
): readonly Outgoing[] {
  const { number, version, confidential, origin } = after;
  const { channel, chat, chatKind, message } = origin;
  const mark = markOf(after);
  if (confidential || message === null || (before && markOf(before) === mark)) return [];
  if (!channels.get(channel)?.react) return [];
  return [
    outgoing({
      id: `t${number}/${version}/mark`,
      to: { channel, chat, group: chatKind === 'group' },
      text: '',
      marks: { message, mark },
      kind: 'mark',
      createdAt: at,
    }),
  ];
}

/** Reported done, until it comes back. */
function markOf({ state }: Ticket): Mark {
  return state === 'resolved' || state === 'closed' ? 'done' : 'received';
}

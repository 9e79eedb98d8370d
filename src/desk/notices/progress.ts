/**
 * 进展汇总: in a group where a message once sent cannot be changed, a card per step would drown the talk. So the group
 * gets the card when a ticket is registered, what needs the enterprise at once, and twice a day how the others get on.
 */
import { departmentName, enterpriseName, liaisonName, stateName, type View } from '../../dialogue/view.ts';
import type { TicketEntry } from '../../domain/entry.ts';
import type { Office } from '../../domain/office.ts';
import type { DueSummary } from '../../domain/schedule.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { groupsInReach } from '../people/people.ts';
import { isShownInGroups } from './list.ts';

const LINES = 20;
/** Of tickets that are over, the newest: more do not end between two summaries. */
const OVER_LOOKED_THROUGH = 300;

/** Steps that a card would have shown. */
const STEPS: ReadonlySet<TicketEntry['what']> = new Set([
  'assigned',
  'delegated',
  'signed',
  'fedBack',
  'resumed',
  'granted',
  'confirmed',
  'lapsed',
  'reworked',
  'reopened',
  'withdrawn',
]);

/** Where every channel can change its cards there is nothing to sum up. */
export function isProgressTold({ channels }: DeskParts): boolean {
  return [...channels.values()].some(({ capabilities }) => !capabilities.edits);
}

/** One message for each group that cannot have its cards changed; none when nothing happened. */
export async function progressFor(
  due: DueSummary,
  at: Instant,
  office: Office,
  parts: DeskParts,
): Promise<readonly Outgoing[]> {
  const groups = groupsInReach(parts.roster, office, parts.channels).filter(
    ({ channel }) => parts.channels.get(channel)?.capabilities.edits === false,
  );
  if (groups.length === 0) return [];
  const since = Math.min(due.period.from, lastToldAt(office) ?? due.period.from);
  const open = await parts.store.tickets({ open: true });
  const over = await parts.store.tickets({ open: false, newest: OVER_LOOKED_THROUGH });
  const moved = [...open, ...over]
    .filter((ticket) => isShownInGroups(ticket) && hasMoved(ticket, since, at))
    .sort((a, b) => a.number - b.number);
  if (moved.length === 0) return [];
  const text = progressInWords(moved, viewAt(parts, at));
  return groups.map(({ channel, chat }) =>
    outgoing({
      id: `${due.key}/${channel}.${chat}`,
      to: { channel, chat, group: true },
      text,
      kind: 'progress',
      createdAt: at,
    }),
  );
}

/** When the summary before was due; it covers what happened until it was made, and the little in between is said twice. */
function lastToldAt({ summaries }: Office): Instant | undefined {
  const told = Object.entries(summaries).filter(([key]) => key.startsWith('progress:'));
  return told.length === 0 ? undefined : Math.max(...told.map(([, dueAt]) => dueAt));
}

/** New tickets have a card of their own, with all that is on it. */
function hasMoved({ entries, facts }: Ticket, since: Instant, until: Instant): boolean {
  const begins = ({ what, at }: TicketEntry): boolean => what === 'assigned' && at === facts.registeredAt;
  return entries.some(
    (entry) => STEPS.has(entry.what) && entry.at > since && entry.at <= until && !begins(entry),
  );
}

function progressInWords(tickets: readonly Ticket[], view: View): string {
  const { say } = view;
  const shown = tickets.slice(0, LINES);
  const more = tickets.slice(LINES).map(({ number }) => number);
  return [
    say('groupProgress.head', { count: tickets.length }),
    ...shown.map((ticket) => {
      const { number } = ticket;
      const enterprise = enterpriseName(ticket, view);
      const state = stateName(ticket, say);
      const department = departmentName(ticket.department, view);
      const liaison = liaisonName(ticket, view);
      return isOver(ticket) || ticket.liaison === null
        ? say('groupProgress.over', { number, enterprise, state })
        : say('groupProgress.line', { number, enterprise, state, department, liaison });
    }),
    ...(more.length > 0 ? [say('groupProgress.more', { numbers: more.join('、') })] : []),
    say('groupProgress.foot'),
  ].join('\n');
}

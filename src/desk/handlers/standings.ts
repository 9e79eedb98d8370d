/** 在办, 超期, 临期: which tickets a figure of the brief is made of, for those who get briefs. */
import { listLine, openButtons } from '../../dialogue/lists.ts';
import type { StandingOf } from '../../dialogue/understand.ts';
import { attentionAt } from '../../domain/metrics.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';

/** More than are overdue in a county in an ordinary week, and still one message. */
const LISTED = 30;

/** Whether somebody may ask for the whole county's tickets. */
export function seesTheWhole({ roles }: Case): boolean {
  return roles.has('leader') || roles.has('dispatcher');
}

export async function listStanding(on: Case, of: StandingOf, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const found = await standing(on, of, parts);
  const shown = found.slice(0, LISTED);
  const lines = shown.map((ticket) => listLine(ticket, on.view));
  const more = found.length > LISTED ? [say('progress.more', { count: found.length - LISTED })] : [];
  const text =
    found.length === 0
      ? say(`standing.${of}None`)
      : [say(`standing.${of}`, { count: found.length }), ...lines, ...more].join('\n');
  // Whoever asked in the group looks there for the answer.
  const there = on.message.chat.kind === 'group' ? [{ text: say('told.privately') }] : [];
  return { replies: [{ text, buttons: openButtons(shown, on.view), privately: true }, ...there] };
}

/** As many as the brief counts at this moment; the longest overdue, or the oldest, first. */
async function standing({ at }: Case, of: StandingOf, parts: DeskParts): Promise<readonly Ticket[]> {
  const { store, calendar } = parts;
  const open = (await store.tickets({ open: true })).filter((ticket) => !ticket.confidential);
  const { overdue, dueSoon } = attentionAt(open, at, calendar);
  switch (of) {
    case 'late':
      return overdue.map(({ ticket }) => ticket);
    case 'soon':
      return dueSoon;
    default:
      return open.filter((ticket) => ticket.state !== 'suspended');
  }
}

/** Proposals of 权责清单 as those read them who may. */
import { changeFacts, leadName } from '../../../dialogue/arrangements/power-view.ts';
import { departmentName, nameOf, type View } from '../../../dialogue/view.ts';
import {
  decisionDue,
  isPending,
  officesUnheard,
  opinionsDue,
  type Proposal,
} from '../../../domain/arrangements/powers.ts';
import { LOCAL } from '../../../domain/arrangements/powers-list.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import { isLate } from '../../../domain/deadline.ts';
import { dueInWords } from '../../../domain/deadline-words.ts';
import { dayInWords, dayOf, type Instant } from '../../../domain/time.ts';
import type { DeskParts } from '../../desk.ts';

export function stateInWords(one: Proposal, view: View, calendar: Calendar): string {
  const { say, now } = view;
  const { decided, count, objected } = one;
  if (decided?.version !== undefined && decided.day !== undefined) {
    return say('power.accepted', { version: decided.version, day: dayInWords(decided.day, dayOf(now)) });
  }
  if (decided) return say('power.kept');
  const deadline = decisionDue(one, calendar);
  if (deadline === null) return say('power.gathering', { count });
  const due = dueInWords(deadline, now);
  return objected ? say('power.objected', { due }) : say('power.put', { count, due });
}

export function proposalLine(one: Proposal, view: View, calendar: Calendar): string {
  return view.say('power.proposalLine', {
    ...changeFacts(one, view),
    state: stateInWords(one, view, calendar),
  });
}

/** Why it is proposed: 5 件这样改派（23、31）, or what an office said. */
export function whyInWords({ count, moved, objected }: Proposal, view: View): string {
  const { say } = view;
  return objected
    ? say('power.byObjection', { department: departmentName(objected.department, view), text: objected.text })
    : say('power.byMoves', { count, numbers: moved.map(({ ticket }) => ticket).join('、') });
}

export async function proposalInWords(
  one: Proposal,
  view: View,
  parts: DeskParts,
): Promise<readonly string[]> {
  const { say, now } = view;
  const { moved, objected, said, decided, change } = one;
  const facts = changeFacts(one, view);
  const unheard = unheardAt(one, now, view, parts.calendar);
  return [
    say('power.proposal', { ...facts, state: stateInWords(one, view, parts.calendar) }),
    ...(objected
      ? [
          say('power.objection', {
            department: departmentName(objected.department, view),
            who: nameOf(objected.by, view),
            text: objected.text,
          }),
        ]
      : []),
    ...moved.map(({ ticket, from, how, by, at }) =>
      say('power.moved', {
        number: ticket,
        from: departmentName(from, view),
        to: facts.to,
        how: say(`power.${how}`),
        who: nameOf(by, view),
        day: dayInWords(dayOf(at), dayOf(now)),
      }),
    ),
    ...(moved.length > 0
      ? [
          say('power.nowWith', {
            count: await stillWith(one, parts),
            of: moved.length,
            to: leadName(change.to, view),
          }),
        ]
      : []),
    ...said.map(({ by, text }) => say('power.said', { who: nameOf(by, view), text })),
    ...(unheard ? [say('power.unheard', unheard)] : []),
    ...(decided
      ? [
          say('power.decided', {
            who: nameOf(decided.by, view),
            day: dayInWords(dayOf(decided.at), dayOf(now)),
            text: decided.text,
          }),
        ]
      : []),
  ];
}

/** Whose word 编办 still waits for at that moment, and until when; null: it may decide. */
export function unheardAt(
  one: Proposal,
  at: Instant,
  view: View,
  calendar: Calendar,
): { readonly offices: string; readonly due: string } | null {
  const deadline = opinionsDue(one, calendar);
  if (deadline === null || !isPending(one) || isLate(deadline, at)) return null;
  const unheard = officesUnheard(one, view.roster);
  if (unheard.length === 0) return null;
  const offices = unheard.map((office) => departmentName(office, view)).join('、');
  return { offices, due: dueInWords(deadline, at) };
}

/** How many of the tickets that went that way are with that office now. */
async function stillWith({ change, moved }: Proposal, { store, roster }: DeskParts): Promise<number> {
  const tickets = await Promise.all(moved.map(({ ticket }) => store.ticket(ticket)));
  return tickets.filter((ticket) => {
    const office = ticket?.department ?? '';
    return change.to === LOCAL ? roster.isTownship(office) : office === change.to;
  }).length;
}

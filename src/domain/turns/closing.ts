/** How a ticket ends, and how it comes back: 评价, 回访, 重办, 重开, 撤回, 不予受理, 并单, 分单. */
import type { Context, Decision } from '../commands.ts';
import { hearersOfTicket } from '../contacts.ts';
import { deadlineOf, isLate } from '../deadline.ts';
import { reworkClock, stepClock, withinLongest } from '../reminders.ts';
import { isSolvedUnsaid } from '../solved.ts';
import { isOver, raisersOf, type Ticket } from '../ticket.ts';
import type { Confirmed, TicketEvent } from '../ticket-events.ts';
import type { Rating } from '../ticket-parts.ts';
import { accept, fact, isBlank, refuse, said, type Turn } from './common.ts';
import { escalated } from './duties.ts';
import { queued, toDiscipline, toSuccessor, toWhoIsThere } from './handing.ts';

/** 评价: how satisfied the enterprise is; after it was closed as 未评价, as long as it could be opened again, 补评. */
export const confirm: Turn<'confirm'> = (ticket, command, context) => {
  const { rating, text, solved } = command;
  if (ticket.state === 'closed') return ratedLate(ticket, rating, text, context);
  return accept({ ...confirmed(rating, text, context), ...(solved ? { solved } : {}) });
};

function ratedLate(ticket: Ticket, rating: Rating, text: string | undefined, context: Context): Decision {
  const { closedAt, rating: before } = ticket.facts;
  const { at, flow, calendar } = context;
  if (before !== null || closedAt === null) return refuse(ticket, 'alreadyDone');
  if (!flow.reopen) return refuse(ticket, 'notInFlow');
  const until = deadlineOf(closedAt, flow.reopen.within, calendar);
  if (isLate(until, at)) return refuse(ticket, 'tooLate', { until });
  return accept({ ...fact(context), type: 'ratedLate', rating, ...said(text) });
}

/** 重办: the enterprise says it is not solved. After `rework.most` times the dispatcher takes it in hand. */
export const rework: Turn<'rework'> = (ticket, command, context) => {
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  return accept(...reworked(ticket, command.text, context));
};

/** 回访 by the hub, with the four questions; what the enterprise says ends the ticket or sends it back. */
export const callBack: Turn<'callBack'> = (ticket, command, context) => {
  const { answers, rating, text } = command;
  const heard: TicketEvent = { ...fact(context), type: 'calledBack', answers, ...said(text) };
  if (!answers.solved) {
    if (text === undefined || isBlank(text)) return refuse(ticket, 'textMissing');
    return accept(heard, ...reworked(ticket, text, context));
  }
  if (rating === undefined) return refuse(ticket, 'ratingMissing');
  return accept(heard, confirmed(rating, undefined, context));
};

/** The enterprise answers what its rating left open, once; and says why it rated so, as often as it likes. */
export const answer: Turn<'answer'> = (ticket, command, context) => {
  const { answers, closedBy } = ticket.facts;
  if (closedBy !== 'enterprise' || !answers) return refuse(ticket, 'wrongState');
  const { answered, contacted, solved, text } = command;
  const says = solved !== undefined && isSolvedUnsaid(ticket);
  const news =
    says ||
    !isBlank(text ?? '') ||
    (answered !== null && answers.answered === null) ||
    (contacted !== null && answers.contacted === null);
  if (!news) return refuse(ticket, 'alreadyDone');
  return accept({
    ...fact(context),
    type: 'surveyAnswered',
    answered: answers.answered ?? answered,
    contacted: answers.contacted ?? contacted,
    ...(says ? { solved } : {}),
    ...said(text),
  });
};

/**
 * 重开: within the time after it was closed, with what is not right; to the department that had it. An appeal against
 * 不予受理 goes before the dispatcher, a report back to discipline.
 */
export const reopen: Turn<'reopen'> = (ticket, command, context) => {
  const { at, flow, calendar, roster } = context;
  if (!flow.reopen) return refuse(ticket, 'notInFlow');
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  if (ticket.facts.reopens >= flow.reopen.most) {
    return refuse(ticket, 'tooMuch', { limit: flow.reopen.most });
  }
  const endedAt = ticket.facts.closedAt ?? ticket.facts.excludedAt ?? at;
  const until = deadlineOf(endedAt, flow.reopen.within, calendar);
  if (isLate(until, at)) return refuse(ticket, 'tooLate', { until });
  const { text } = command;
  const reopened: TicketEvent = {
    ...fact(context),
    type: 'reopened',
    text,
    resolve:
      ticket.state === 'rejected'
        ? withinLongest(stepClock('resolve', at, flow, calendar), ticket, at, flow, calendar)
        : reworkClock(ticket, at, flow, calendar),
  };
  if (ticket.confidential)
    return accept(
      reopened,
      ...(ticket.state === 'rejected' ? [toDiscipline(hearersOfTicket(ticket, roster), context)] : []),
    );
  const held = ticket.department !== null && roster.department(ticket.department);
  const carried = held ? [] : toSuccessor({ ...ticket, state: 'working' }, context);
  if (ticket.state === 'rejected' || (!held && carried.length === 0))
    return accept(reopened, queued('appeal', text, context));
  const tooOften = ifTooOften(ticket, text, context);
  // Whoever closed it may have stood in for somebody, or be on leave by now.
  const hands =
    tooOften.length > 0
      ? []
      : carried.length > 0
        ? carried
        : toWhoIsThere({ ...ticket, state: 'working' }, context);
  return accept(reopened, ...tooOften, ...hands);
};

/** 撤回 */
export const withdraw: Turn<'withdraw'> = (_ticket, command, context) =>
  accept({ ...fact(context), type: 'withdrawn', ...said(command.text) });

/** 不予受理: with a reason and where to go, and no later than the acceptance is decided. 不是诉求 says all itself. */
export const reject: Turn<'reject'> = (ticket, command, context) => {
  const { at, flow, calendar } = context;
  // What was entered by mistake never was a matter, and no time limits saying so.
  if (command.code === 'void')
    return accept({ ...fact(context), type: 'rejected', code: 'void', text: command.text });
  if (!flow.accept) return refuse(ticket, 'notInFlow');
  if (isBlank(command.text) && command.code !== 'idle') return refuse(ticket, 'textMissing');
  const until = deadlineOf(ticket.facts.registeredAt, flow.accept.within, calendar);
  if (isLate(until, at)) return refuse(ticket, 'tooLate', { until });
  return accept({ ...fact(context), type: 'rejected', code: command.code, text: command.text });
};

/** 并单: the same problem of the same enterprise, said twice. `absorb` on the other ticket belongs to it. */
export const merge: Turn<'merge'> = (ticket, { target }, context) => {
  if (!mergeable(ticket, target)) return refuse(ticket, 'notMergeable');
  return accept({ ...fact(context), type: 'merged', into: target.number });
};

export const absorb: Turn<'absorb'> = (ticket, { source }, context) => {
  if (!mergeable(source, ticket)) return refuse(ticket, 'notMergeable');
  const { number, text, files } = source;
  const known = raisersOf(ticket);
  const members = raisersOf(source).filter((person) => !known.includes(person));
  return accept({
    ...fact(context),
    type: 'absorbed',
    from: number,
    text,
    files,
    ...(members.length > 0 ? { members } : {}),
  });
};

function mergeable(source: Ticket, target: Ticket): boolean {
  return (
    source.number !== target.number &&
    source.enterprise !== null &&
    source.enterprise === target.enterprise &&
    !source.confidential &&
    !target.confidential &&
    !isOver(source) &&
    !isOver(target) &&
    // What has been resolved waits for the enterprise's word on that; a problem that goes on would end with it.
    target.state !== 'resolved'
  );
}

/** 分单: the other problem has got a number of its own in the same commit. */
export const split: Turn<'split'> = (ticket, command, context) => {
  if (ticket.confidential) return refuse(ticket, 'notYours');
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  return accept({ ...fact(context), type: 'split', into: command.into, text: command.text });
};

function confirmed(rating: Rating, text: string | undefined, context: Context): Confirmed {
  return { ...fact(context), type: 'confirmed', rating, ...said(text) };
}

function reworked(ticket: Ticket, text: string, context: Context): readonly TicketEvent[] {
  const { at, flow, calendar } = context;
  const resolve = reworkClock(ticket, at, flow, calendar);
  return [{ ...fact(context), type: 'reworked', text, resolve }, ...ifTooOften(ticket, text, context)];
}

/** 两次交办未办结: after so many times back the hub takes it in hand, and the co-leaders hear of it. */
function ifTooOften(ticket: Ticket, text: string, context: Context): readonly TicketEvent[] {
  const { most } = context.flow.rework;
  const { reworks, reopens } = ticket.facts;
  if (most === undefined || reworks + reopens < most || ticket.confidential) return [];
  return [queued('reworks', text, context), ...escalated(ticket, 'reworks', text, context)];
}

/** The work itself: 签收, 反馈, 办结; and what the enterprise adds meanwhile: 催办, 补充. */
import { deadlineOf } from '../deadline.ts';
import { relationsTo } from '../permissions.ts';
import { isUnfinished } from '../plan.ts';
import { startClock, stepClock } from '../reminders.ts';
import { lapsingInOfficeHours } from '../within-ticket.ts';
import { accept, fact, isBlank, refuse, said, signedOnTheWay, type Turn } from './common.ts';
import { resumed, resumedOnTheWay } from './pausing.ts';

/** 签收 */
export const sign: Turn<'sign'> = (_ticket, _command, context) =>
  accept({ ...fact(context), type: 'signed' });

/** 反馈: the first one is timed. Feedback on a ticket not yet signed signs it too: the liaison plainly has it. */
export const feedback: Turn<'feedback'> = (ticket, command, context) => {
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  const { text, files } = command;
  const { at, calendar, flow } = context;
  const cycle = ticket.state === 'suspended' ? flow.suspend?.report : undefined;
  const report = cycle && { report: startClock(at, cycle.within, cycle.ladder, calendar) };
  return accept(...signedOnTheWay(ticket, context), {
    ...fact(context),
    type: 'fedBack',
    text,
    files,
    ...report,
  });
};

/** 办结: always with a result in words. */
export const resolve: Turn<'resolve'> = (ticket, command, context) => {
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  // What was promised in steps is not done by saying so of the whole.
  if (isUnfinished(ticket)) return refuse(ticket, 'stepsOpen');
  const { text, files, outcome = 'solved' } = command;
  return accept(...signedOnTheWay(ticket, context), ...resumedOnTheWay(ticket, context), {
    ...fact(context),
    type: 'resolved',
    text,
    files,
    outcome,
    ...(ticket.facts.outcome === 'longTerm' ? { afterSuspension: true as const } : {}),
    confirm: lapsingInOfficeHours(
      stepClock('confirm', context.at, context.flow, context.calendar),
      context.calendar,
    ),
  });
};

/** 催办: always counted; rings the liaison again only after `urge.every`. */
export const urge: Turn<'urge'> = (ticket, command, context) => {
  const last = ticket.facts.lastUrgedAt;
  const quietUntil = last === null ? null : deadlineOf(last, context.flow.urge.every, context.calendar).due;
  const rings = ticket.liaison !== null && (quietUntil === null || context.at >= quietUntil);
  return accept({ ...fact(context), type: 'urged', rings, ...said(command.text) });
};

/** 补充: what the enterprise adds while it is waited for sets the clock going again. */
export const supplement: Turn<'supplement'> = (ticket, command, context) => {
  if (isBlank(command.text) && command.files.length === 0) return refuse(ticket, 'textMissing');
  const { text, files, edit } = command;
  const relations = relationsTo(ticket, context.actor, context.roster);
  const answers =
    ticket.state === 'waiting' && relations.some((one) => one === 'reporter' || one === 'colleague');
  return accept(
    { ...fact(context), type: 'supplemented', text, files, edit },
    ...(answers ? resumed(ticket, 'supplied', context) : []),
  );
};

/** What became of fetching a file; a file already settled stays as it is. */
export const file: Turn<'file'> = (ticket, command, context) => {
  const waiting = ticket.files.find((one) => one.id === command.file && one.state === 'waiting');
  if (!waiting) return accept();
  const base = { ...fact(context), file: command.file };
  const { outcome } = command;
  switch (outcome.type) {
    case 'stored': {
      const { type: _stored, ...stored } = outcome;
      return accept({ ...base, type: 'fileStored', ...stored });
    }
    case 'deferred':
      return accept({
        ...base,
        type: 'fileDeferred',
        tries: outcome.tries ?? waiting.tries + 1,
        nextTryAt: outcome.nextTryAt,
      });
    case 'missing':
      return accept({ ...base, type: 'fileMissing', why: outcome.why });
    default:
      return outcome satisfies never;
  }
};

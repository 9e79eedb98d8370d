/**
 * What somebody can do to a ticket now: every verb of the one table whose command the contract would take from them, tried
 * with words to stand in. Pages offer these, as the chat takes them.
 */
import { TICKET_VERBS, type TicketVerb } from '../../dialogue/verbs.ts';
import { TRACKS } from '../../domain/flow.ts';
import { type Command, type Context, decide } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { isStillToSay } from './asking.ts';

const TEXT = '…';
/** Long enough ahead for any 挂账. */
const MILESTONE_DAYS = 14;

/** In the order of the table. `context` is of whoever asks; `flowVersions`: what new tickets begin with. */
export function offeredVerbs(
  ticket: Ticket,
  context: Context,
  flowVersions: Readonly<Record<string, string>>,
): readonly TicketVerb[] {
  return TICKET_VERBS.filter((verb) =>
    trialsOf(verb, ticket, context, flowVersions).some((trial) => {
      const decision = decide(ticket, trial, context);
      return decision.ok ? decision.events.length > 0 : isStillToSay(decision.refusal);
    }),
  );
}

/** The command in the ways it can be given; none for what only shows something or opens a choice. */
function trialsOf(
  verb: TicketVerb,
  ticket: Ticket,
  { at, roster, flow }: Context,
  flowVersions: Readonly<Record<string, string>>,
): readonly Command[] {
  const other = roster.departments.find(({ id }) => id !== ticket.department)?.id ?? null;
  switch (verb) {
    case 'progress':
    case 'deadline':
    case 'more':
    case 'handOver':
    case 'answer':
    case 'snippet':
      return [];
    case 'assign':
      return [{ type: verb, department: other ?? '' }];
    case 'transfer':
    case 'return':
      return [{ type: verb, department: other, text: TEXT }];
    case 'assist':
      return roster.departments.map(({ id }) => ({ type: verb, department: id, text: TEXT }));
    case 'delegate': {
      const department = ticket.department === null ? undefined : roster.department(ticket.department);
      const posts = department ? [department.primary, department.backup] : [];
      return posts.map(({ id }) => ({ type: verb, person: id }));
    }
    case 'feedback':
    case 'resolve':
      return [{ type: verb, text: TEXT, files: [] }];
    case 'supplement':
      return [{ type: verb, text: TEXT, files: [], edit: false }];
    case 'confirm':
      return [{ type: verb, rating: 'satisfied' }];
    case 'callBack': {
      const answers = { solved: true, answered: null, contacted: null };
      return [{ type: verb, answers, rating: 'satisfied' }];
    }
    case 'extend':
      return [{ type: verb, workdays: 1, text: TEXT }];
    case 'suspend':
      return [
        { type: verb, text: TEXT, milestones: [{ day: addDays(dayOf(at), MILESTONE_DAYS), text: TEXT }] },
      ];
    case 'answerDuty':
      return ticket.duties.map(({ id }) => ({ type: verb, duty: id, text: TEXT, files: [], final: true }));
    case 'sendBack':
      return ticket.duties.map(({ id }) => ({ type: verb, duty: id, text: TEXT }));
    case 'acknowledge':
      return ticket.entries.flatMap((entry) =>
        entry.what === 'reminded' ? [{ type: verb, step: entry.step, rung: entry.rung } as const] : [],
      );
    case 'reclassify':
      return TRACKS.filter((kind) => kind !== 'report' && !ticket.flow.startsWith(`${kind}@`)).map(
        (kind) => ({
          type: verb,
          kind,
          name: flowVersions[kind] ?? '',
          flow,
        }),
      );
    case 'reject':
      return [{ type: verb, code: 'beyond', text: TEXT }];
    case 'annul':
      return [{ type: 'reject', code: 'void', text: TEXT }];
    case 'merge':
      return [{ type: verb, target: { ...ticket, number: ticket.number + 1, state: 'working' } }];
    case 'split':
      return [{ type: verb, into: ticket.number + 1, text: TEXT }];
    case 'attribute': {
      const enterprise = roster.enterprises.find(({ id }) => id !== ticket.enterprise)?.id ?? '';
      return [{ type: verb, enterprise, member: null }];
    }
    case 'grant':
    case 'sign':
    case 'claim':
    case 'resume':
    case 'urge':
    case 'withdraw':
    case 'undo':
      return [{ type: verb }];
    case 'note':
    case 'rework':
    case 'reopen':
    case 'ask':
    case 'deny':
    case 'supervise':
    case 'instruct':
    case 'escalate':
      return [{ type: verb, text: TEXT }];
    default:
      return verb satisfies never;
  }
}

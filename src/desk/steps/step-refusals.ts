/** Refusals that depend on what the speaker is to the ticket, where the general words would send them astray. */
import { departmentName, stateName } from '../../dialogue/view.ts';
import type { Command, Refusal } from '../../domain/lifecycle.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Case } from '../case.ts';

/** Null where the general words will do. `action`: the step by its name. */
export function stepRefusal(
  { code }: Refusal,
  ticket: Ticket,
  command: Command,
  action: string,
  on: Case,
): string | null {
  const { person, view } = on;
  const { say } = view;
  const { number, state } = ticket;
  if (person === null) return null;
  const isFor = (what: 'view' | 'reopen') => may(what, ticket, { person: person.id }, view.roster);
  if (code === 'notYours') {
    return !ticket.confidential && isFor('view') ? say('refusal.notYourStep', { number, action }) : null;
  }
  switch (command.type) {
    case 'rework':
    case 'urge':
    case 'supplement': {
      const isOver = state === 'closed' || state === 'rejected';
      if (!isOver || !isFor('reopen')) return null;
      return say('ending.overSoReopen', { number, state: stateName(ticket, say), action });
    }
    case 'reject': {
      if (command.code !== 'void' || code !== 'wrongState') return null;
      const rests = state === 'waiting' || state === 'suspended';
      return say(rests ? 'undo.voidAtRest' : 'undo.voidLate', { number, state: stateName(ticket, say) });
    }
    case 'assign':
      return code === 'wrongState' && (state === 'working' || state === 'waiting')
        ? say('duty.assignLate', { number })
        : null;
    case 'assist': {
      if (code !== 'sameDepartment') return null;
      const department = departmentName(command.department, view);
      const own = command.department === ticket.department;
      return say(own ? 'duty.assistOwn' : 'duty.assistAgain', { number, department });
    }
    default:
      return null;
  }
}

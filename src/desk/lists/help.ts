/** 帮助: what somebody can say, of tickets and of what the county arranges beside them. */
import { helpFor } from '../../dialogue/help.ts';
import { arrangementHelp } from '../arrangements/arrangements.ts';
import { type Case, type Outcome, reply } from '../case.ts';

export function help({ roles, person, view }: Case): Outcome {
  const more = person === null ? [] : arrangementHelp(roles, view, person.id);
  const said = [helpFor(roles, view.say), ...more].filter((part) => part !== '');
  return reply(said.join('\n'), { privately: person !== null });
}

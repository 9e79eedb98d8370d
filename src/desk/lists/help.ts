/** 帮助: what somebody can say, of tickets and of what the county arranges beside them. */
import { helpFor } from '../../dialogue/help.ts';
import { isThanks } from '../../dialogue/understand.ts';
import { isGreeting } from '../../routing/text.ts';
import { arrangementHelp } from '../arrangements/arrangements.ts';
import { type Case, type Outcome, reply } from '../case.ts';

export function help({ roles, person, view }: Case): Outcome {
  const more = person === null ? [] : arrangementHelp(roles, view, person.id);
  const said = [helpFor(roles, view.say), ...more].filter((part) => part !== '');
  return reply(said.join('\n'), { privately: person !== null });
}

/** In answer to words of somebody of the offices that ask for nothing, or that nobody understands: what is said most. */
export function briefly(on: Case, text: string): Outcome {
  const { roles, view } = on;
  if (roles.size === 0) return help(on);
  const isCourtesy = isThanks(text) || isGreeting(text);
  return reply(view.say(isCourtesy ? 'help.staffChat' : 'help.staffShort'), { privately: true });
}

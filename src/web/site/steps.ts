/** What a reader can do to a ticket: verbs of the one table that the chat would take from them now. */
import { contextOf } from '../../desk/commit.ts';
import type { DeskParts } from '../../desk/desk.ts';
import { offeredVerbs } from '../../desk/steps/offered.ts';
import { type TicketVerb, verbOf } from '../../dialogue/verbs.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Reader } from './session.ts';

export interface Step {
  readonly verb: TicketVerb;
  /** The word of command. */
  readonly word: string;
  /** Done with one tap: nothing is said with it. */
  readonly bare: boolean;
}

/** Their words begin with a department. */
const NAMES_DEPARTMENT: ReadonlySet<TicketVerb> = new Set(['transfer', 'assign', 'assist', 'return']);
/** Files may come with their words. */
const TAKES_FILES: ReadonlySet<TicketVerb> = new Set([
  'feedback',
  'resolve',
  'supplement',
  'answerDuty',
  'rework',
  'reopen',
  'split',
]);

export function namesDepartment({ verb }: Pick<Step, 'verb'>): boolean {
  return NAMES_DEPARTMENT.has(verb);
}

export function takesFiles({ verb }: Pick<Step, 'verb'>): boolean {
  return TAKES_FILES.has(verb);
}

/** In the order in which help names them. */
export async function stepsFor(
  ticket: Ticket,
  { person }: Reader,
  parts: DeskParts,
): Promise<readonly Step[]> {
  const office = await parts.store.office();
  const context = contextOf(parts, ticket.flow, office, { person: person.id }, parts.clock.now());
  return offeredVerbs(ticket, context, parts.flowVersions).flatMap((verb) => {
    const bare = verbOf(verb).words === 'none';
    return wordsFor(verb, ticket, parts).map((word) => ({ verb, word, bare }));
  });
}

/** One word, but three of the rating; a ticket is handed to whichever post has not got it. */
function wordsFor(
  verb: TicketVerb,
  { department, liaison }: Ticket,
  { roster }: DeskParts,
): readonly string[] {
  const { said } = verbOf(verb);
  if (verb === 'confirm') return said;
  if (verb !== 'delegate') return said.slice(0, 1);
  const isWithA = department !== null && roster.department(department)?.primary.id === liaison;
  return [isWithA ? '交B岗' : '交A岗'];
}

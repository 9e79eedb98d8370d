/** Whose a step of a guide is, and which step somebody means who names none. */
import type { StepAct } from '../../../dialogue/arrangements/guide.ts';
import { lacksPledge, type Station, stationsOf } from '../../../domain/arrangements/guides.ts';
import { officesOf } from '../../../domain/offices.ts';
import { relationsTo } from '../../../domain/permissions.ts';
import { isBeforePapers } from '../../../domain/plan.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { mayAnswer } from '../../../domain/turns/duties.ts';
import type { Case } from '../../case.ts';
import { contextOf } from '../../commit.ts';
import type { DeskParts } from '../../desk.ts';

/** What belongs to the firm; the rest to whoever does the step. */
export const OF_THE_FIRM: ReadonlySet<StepAct> = new Set(['handIn', 'pledge']);

/**
 * A guide that somebody does not see yet, as the step of their office has not begun: what they say of it is answered all the
 * same. To everybody else it is not there.
 */
export async function plannedFor(on: Case, number: number, parts: DeskParts): Promise<Ticket | undefined> {
  const guide = on.office.arrangements?.guides?.[number];
  const ticket = guide && (await parts.store.ticket(number));
  if (!ticket) return undefined;
  const own = officesOf(on.person?.id ?? '', parts.roster);
  return stationsOf(ticket, guide).some(({ step }) => own.has(step.department ?? '')) ? ticket : undefined;
}

/** Theirs to do now, or when its turn comes: until then an office has no part in the ticket. */
export function isTheirs(
  act: StepAct,
  one: Station,
  ticket: Ticket,
  on: Pick<Case, 'person' | 'at' | 'office'>,
  parts: DeskParts,
): boolean {
  if (mayDo(act, one, ticket, on, parts)) return true;
  const isToCome = !one.duty && !OF_THE_FIRM.has(act) && on.person !== null;
  return isToCome && officesOf(on.person.id, parts.roster).has(one.step.department ?? '');
}

/** Of the steps that are theirs the only one on which it can be meant, or the only one there is; null: several. */
export function placeMeant(own: readonly Station[], act: StepAct): number | null {
  const open = own.filter((one) => one.duty && one.duty.endedAt === null && fits(act, one));
  const [only] = open.length === 0 ? own : open;
  return only && (open.length === 1 || own.length === 1) ? only.place : null;
}

export function fits(act: StepAct, { step, duty, papers }: Station): boolean {
  if (!duty) return false;
  switch (act) {
    case 'pledge':
      return lacksPledge(step, papers);
    case 'handIn':
    case 'missing':
    case 'ready':
      return isBeforePapers(step, duty);
    case 'stand':
      return (step.stands ?? []).length > 0 && duty.clock.stoppedAt === null;
    case 'goOn':
      return duty.clock.stoppedAt !== null && !isBeforePapers(step, duty);
    case 'done':
      return true;
    default:
      return act satisfies never;
  }
}

/** Papers and promises are the firm's own, whoever else would be kind enough; the rest is of the department that does the step. */
export function mayDo(
  act: StepAct,
  { step }: Pick<Station, 'step'>,
  ticket: Ticket,
  { person, at, office }: Pick<Case, 'person' | 'at' | 'office'>,
  parts: DeskParts,
): boolean {
  if (person === null) return false;
  const actor = { person: person.id };
  if (OF_THE_FIRM.has(act)) {
    return relationsTo(ticket, actor, parts.roster).some((one) => one === 'reporter' || one === 'colleague');
  }
  const context = contextOf(parts, ticket.flow, office, actor, at);
  return mayAnswer(ticket, { kind: 'step', department: step.department }, context);
}

/**
 * A plan (步骤): what has to be done within one ticket, by whom, and after what. A step begins by itself when all that it waits
 * for is done, has a clock of its own as every duty has, and shows one of five lights. It is a generalised 协办: what is
 * done on a step is done on its duty (`turns/plans.ts`).
 */
import { isLate } from './deadline.ts';
import type { DepartmentId } from './roster.ts';
import type { Duty, PlanStep, TicketState } from './ticket-parts.ts';
import type { Instant } from './time.ts';

/** As much of a ticket as its plan needs. */
interface Planned {
  readonly plan?: readonly PlanStep[];
  readonly duties: readonly Duty[];
  /** Missing: it goes on. */
  readonly state?: TicketState;
}

/** done 已办 · doing 在办 · late 超期 · paused 停表（公示、评审等，依法不计时） · waiting 未到 · dropped 不用办了 */
export type StepLight = 'done' | 'doing' | 'late' | 'paused' | 'waiting' | 'dropped';

/** A ticket in one of these was given up before all its steps were done. */
const GIVEN_UP: ReadonlySet<TicketState> = new Set(['withdrawn', 'rejected', 'merged']);

/** What is wrong with a plan, and which step; null: nothing. */
export type PlanFault =
  | { readonly why: 'none' }
  | { readonly why: 'twice' | 'unknown' | 'circle' | 'noDepartment' | 'blank'; readonly step: string };

/** The steps of one plan, with those that the ticket has already: each once, waiting only for steps that are there, none for itself. */
export function faultIn(
  steps: readonly PlanStep[],
  before: readonly PlanStep[],
  isDepartment: (id: DepartmentId) => boolean,
): PlanFault | null {
  if (steps.length === 0) return { why: 'none' };
  const known = new Map(before.map((step) => [step.id, step]));
  for (const step of steps) {
    if (known.has(step.id)) return { why: 'twice', step: step.id };
    if (step.title.trim() === '') return { why: 'blank', step: step.id };
    if (step.department !== null && !isDepartment(step.department)) {
      return { why: 'noDepartment', step: step.id };
    }
    known.set(step.id, step);
  }
  for (const { id, after } of steps) {
    const missing = after.find((one) => !known.has(one));
    if (missing !== undefined) return { why: 'unknown', step: missing };
    if (waitsForItself(id, known)) return { why: 'circle', step: id };
  }
  return null;
}

function waitsForItself(id: string, steps: ReadonlyMap<string, PlanStep>): boolean {
  const seen = new Set<string>();
  const open = [...(steps.get(id)?.after ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === id) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(steps.get(next)?.after ?? []));
  }
  return false;
}

/** The duty of a step; undefined while it has not begun. */
export function dutyOf({ id }: Pick<PlanStep, 'id'>, { duties }: Pick<Planned, 'duties'>): Duty | undefined {
  return duties.find((duty) => duty.kind === 'step' && duty.step === id);
}

/** The number of the next duty: one that was taken back (撤销) keeps its own, so that no message of it stands for another. */
export function nextDuty({
  duties,
  entries,
}: Pick<Planned, 'duties'> & { readonly entries: readonly { readonly what: string }[] }): number {
  return 1 + Math.max(duties.length, entries.filter(({ what }) => what === 'dutyGiven').length);
}

/** Steps that can begin now and have not. */
export function readySteps(ticket: Planned): readonly PlanStep[] {
  const { plan = [] } = ticket;
  const isOver = (id: string): boolean => dutyOf({ id }, ticket)?.endedAt != null;
  return plan.filter((step) => dutyOf(step, ticket) === undefined && step.after.every(isOver));
}

/** Its clock runs from when everything is there that the enterprise hands in, and agrees to, and not before. */
export function waitsForPapers({ papers = [], pledge }: PlanStep): boolean {
  return papers.length > 0 || pledge !== undefined;
}

/** It has begun, and its clock has not run yet. */
export function isBeforePapers(step: PlanStep, { clock, pauses, endedAt }: Duty): boolean {
  const neverRan = clock.stoppedAt !== null && clock.stoppedAt === clock.startedAt && pauses === undefined;
  return endedAt === null && neverRan && waitsForPapers(step);
}

/** It was done, and did not merely end with its ticket. */
export function isDone({ endedAt, replied }: Duty): boolean {
  return endedAt !== null && replied?.final === true;
}

/** Nobody does it any more, and nobody has: its ticket was given up (撤回). */
export function isDropped(step: Pick<PlanStep, 'id'>, ticket: Planned): boolean {
  const duty = dutyOf(step, ticket);
  if (duty && duty.endedAt !== null) return !isDone(duty);
  return ticket.state !== undefined && GIVEN_UP.has(ticket.state);
}

export function lightOf(step: PlanStep, ticket: Planned, now: Instant): StepLight {
  if (isDropped(step, ticket)) return 'dropped';
  const duty = dutyOf(step, ticket);
  if (!duty) return 'waiting';
  if (duty.endedAt !== null) return 'done';
  if (duty.clock.stoppedAt !== null) return 'paused';
  return isLate(duty.clock.deadline, now) ? 'late' : 'doing';
}

/** 3/7: how many steps are done, of how many; those that are being done, in the order of the plan. */
export function progressOf(ticket: Planned): {
  readonly done: number;
  readonly of: number;
  readonly now: readonly PlanStep[];
} {
  const { plan = [] } = ticket;
  const duties = plan.map((step) => ({ step, duty: dutyOf(step, ticket) }));
  return {
    done: duties.filter(({ duty }) => duty && isDone(duty)).length,
    of: plan.length,
    now: duties.filter(({ duty }) => duty?.endedAt === null).map(({ step }) => step),
  };
}

/** How many steps are neither done nor open. */
export function droppedOf(ticket: Planned): number {
  return (ticket.plan ?? []).filter((step) => isDropped(step, ticket)).length;
}

/** Whether there is a step that somebody still has to do. */
export function isUnfinished(ticket: Planned): boolean {
  return progressOf(ticket).done + droppedOf(ticket) < (ticket.plan ?? []).length;
}

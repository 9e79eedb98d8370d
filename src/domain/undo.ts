/**
 * 撤销: whoever has just taken a step takes it back, as long as nobody has gone on from it. The ticket remembers what the
 * last such step changed; whatever anybody does next, and everything the clock settles, makes it final.
 */
import { isDeepStrictEqual } from 'node:util';
import type { TicketEntry } from './entry.ts';
import type { Ticket } from './ticket.ts';
import type { TicketEvent } from './ticket-events.ts';
import type { StepClock } from './ticket-parts.ts';
import { MINUTE } from './time.ts';

/** Long enough to see the slip, short enough that nobody has set out on it. */
export const UNDO_WITHIN = 30 * MINUTE;

/** Steps that a slip of the finger takes, and that tell nobody anything that cannot be taken back. */
const CAN_BE_UNDONE: ReadonlySet<TicketEvent['type']> = new Set([
  'claimed',
  'assigned',
  'delegated',
  'resolved',
  'confirmed',
  'ratedLate',
  'withdrawn',
  'rejected',
  'requested',
  'reclassified',
  'attributed',
  'planned',
]);

/** What a step brings about on its way: 办结 signs and ends a 停表, 分办 grants a 退单 and answers a 顶格推进. */
const ON_THE_WAY: ReadonlySet<TicketEvent['type']> = new Set([
  'signed',
  'resumed',
  'granted',
  'dutyAnswered',
  'calledBack',
]);

/** What keeps its own course: reminders, files on their way, 知悉, 备注. Nobody has acted on the step by these. */
const BESIDE: ReadonlySet<TicketEvent['type']> = new Set([
  'reminded',
  'turnedLate',
  'rungsSkipped',
  'acknowledged',
  'noted',
  'fileStored',
  'fileDeferred',
  'fileMissing',
]);

/** What stays whatever is undone: the record, and what people have sent. */
const STAYS: ReadonlySet<string> = new Set<keyof Ticket>([
  'version',
  'entries',
  'files',
  'notes',
  'lastStep',
]);

/** The last step that can be undone, after one more event. `before`, `after`: the ticket around it. */
export function lastStepAfter(before: Ticket, after: Ticket, event: TicketEvent): Ticket['lastStep'] {
  const { lastStep } = before;
  if (BESIDE.has(event.type)) return lastStep;
  const { by, at } = event;
  if (by === null || by === 'system' || isOfItself(event)) return undefined;
  const isSame = lastStep?.by === by && lastStep.at === at;
  // 答应 23 12月10日 送图纸 gives its step at once.
  if (isSame && lastStep.what === 'planned' && event.type === 'dutyGiven')
    return { ...lastStep, before: together(lastStep.before, changed(before, after)) };
  // A guide is begun, and not taken back step by step; what was promised with its day is.
  if (event.type === 'planned' && event.steps.some((step) => step.by === undefined)) return undefined;
  if (!isOfSteps(event.type)) return undefined;
  // What one command brings about is one step.
  const isBegun = isSame && ON_THE_WAY.has(lastStep.what);
  const sameStep = isBegun ? lastStep.before : {};
  return { what: event.type, by, at, before: together(sameStep, changed(before, after)) };
}

/** Whether there is a last step of this person's that can be undone at all, however long ago it was. */
export function undoable({ lastStep }: Ticket, person: string): NonNullable<Ticket['lastStep']> | null {
  return lastStep?.by === person && CAN_BE_UNDONE.has(lastStep.what) ? lastStep : null;
}

/** The record without what was taken back, and without that it was: what figures and lessons are made of. */
export function withoutUndone(entries: readonly TicketEntry[]): readonly TicketEntry[] {
  const undone = entries.flatMap((entry) => (entry.what === 'undone' ? [entry] : []));
  if (undone.length === 0) return entries;
  const promised = entries.filter(({ what }) => what === 'planned');
  return entries.filter(({ at, by, what }) => {
    const isPromised = what === 'dutyGiven' && promised.some((one) => one.at === at && one.by === by);
    // What the same person did in the same instant and is no step stays: 协办 beside a 转办.
    const isStep = isOfSteps(what) || isPromised;
    return what !== 'undone' && !(isStep && undone.some((one) => one.of === at && one.by === by));
  });
}

function isOfSteps(what: TicketEvent['type']): boolean {
  return CAN_BE_UNDONE.has(what) || ON_THE_WAY.has(what);
}

/** Not by anybody's decision: what words were read as, and who has a report. */
function isOfItself(event: TicketEvent): boolean {
  return event.type === 'assigned' && (event.how === 'auto' || event.how === 'discipline');
}

type Fields = Readonly<Record<string, unknown>>;

/** These are large, and little of them changes at a time: their fields are looked at one by one. */
const IN_PARTS = ['clocks', 'facts'] as const;
/** Stands for what was not there; JSON keeps it, and nothing else on a ticket is it. */
const ABSENT = '—';

/** The fields that are others now, as they were. */
function changed(before: Ticket, after: Ticket): Fields {
  const whole = different(before, after, (key) => !STAYS.has(key) && !isInParts(key));
  const parts = IN_PARTS.map((name) => [name, different(before[name], after[name])] as const);
  const kept = parts.filter(([, fields]) => fields.length > 0);
  return Object.fromEntries([...whole, ...kept.map(([name, fields]) => [name, Object.fromEntries(fields)])]);
}

function isInParts(key: string): boolean {
  return IN_PARTS.some((one) => one === key);
}

/** By their values: what was read from a disk is never the same thing as what was there before, and must fold to the same ticket. */
function different(
  before: object,
  after: object,
  counts: (key: string) => boolean = () => true,
): readonly (readonly [string, unknown])[] {
  const was: Fields = { ...before };
  const is: Fields = { ...after };
  const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...keys]
    .filter((key) => counts(key) && !isDeepStrictEqual(was[key], is[key]))
    .map((key) => [key, was[key] ?? (key in was ? null : ABSENT)]);
}

/** Fields as they were before all of one step: what an earlier event changed counts for more. */
function together(earlier: Fields, later: Fields): Fields {
  const parts = IN_PARTS.filter((name) => name in earlier || name in later);
  const both = parts.map((name) => [name, { ...(later[name] ?? {}), ...(earlier[name] ?? {}) }] as const);
  return { ...later, ...earlier, ...Object.fromEntries(both) };
}

/** The ticket as it was before its last step, in a cycle of its own: no button of meanwhile does anything to it. */
export function undone(ticket: Ticket): Ticket {
  const { lastStep } = ticket;
  if (!lastStep) return ticket;
  const { lastStep: _, ...now } = ticket;
  const { clocks = {}, facts = {}, ...whole } = lastStep.before;
  return {
    ...restored(now, whole),
    clocks: withoutRepeats(restored(now.clocks, clocks), ticket.clocks),
    facts: restored(now.facts, facts),
    cycle: ticket.cycle + 1,
  };
}

function restored<Whole extends object>(now: Whole, before: unknown): Whole {
  const fields = Object.entries({ ...now, ...(before as Fields) }).filter(([, value]) => value !== ABSENT);
  return Object.fromEntries(fields) as Whole;
}

/** What its clocks have rung and turned meanwhile they do not ring and turn again. */
function withoutRepeats(clocks: Ticket['clocks'], since: Ticket['clocks']): Ticket['clocks'] {
  return Object.fromEntries(
    Object.entries(clocks).map(([step, clock]) => [
      step,
      withoutRepeat(clock, since[step as keyof Ticket['clocks']]),
    ]),
  );
}

/** The limits of another kind have other reminders: only one that rang itself has rung. */
function withoutRepeat(clock: StepClock, since: StepClock | undefined): StepClock {
  if (!since) return clock;
  const rung = since.rungs.slice(0, since.passed);
  const last = clock.rungs.findLastIndex(({ name, at }) =>
    rung.some((one) => one.name === name && one.at === at),
  );
  const turned = since.turnedFor === clock.deadline.lateFrom ? { turnedFor: since.turnedFor } : {};
  return { ...clock, ...turned, passed: Math.max(clock.passed, last + 1) };
}

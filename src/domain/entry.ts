/**
 * What an event leaves on a ticket's record: one line of the story that people read (进度), and of what figures are
 * made. What the event knew stands in fields of its own; the text is the words of people and nothing else.
 */
import type { FlowId } from './flow.ts';
import type * as events from './ticket-events.ts';
import type { Registered, TicketEvent } from './ticket-events.ts';
import type { By } from './ticket-parts.ts';
import type { Instant } from './time.ts';

interface Line<What extends TicketEvent['type']> {
  readonly at: Instant;
  readonly by: By;
  readonly what: What;
  /** Words of people, as they were said. */
  readonly text?: string;
  /** Ids of the files that came with them. */
  readonly files?: readonly string[];
  /** 代班: the person on leave in whose place this was done. Missing in entries of old rows. */
  readonly inPlaceOf?: string;
}

/** An entry that keeps some fields of its event. */
type Kept<Event extends TicketEvent, Field extends keyof Event> = Line<Event['type']> & Pick<Event, Field>;
/** The same, of fields that old rows did not keep (`store/old-entries.ts`): missing is unknown there. */
type KeptSince<Event extends TicketEvent, Field extends keyof Event> = Line<Event['type']> &
  Partial<Pick<Event, Field>>;

/** Said or done, and nothing to tell but by whom, when, and in which words. */
type Plain =
  | 'registered'
  | 'queued'
  | 'claimed'
  | 'signed'
  | 'fedBack'
  | 'resolved'
  | 'lapsed'
  | 'reworked'
  | 'reopened'
  | 'asked'
  | 'dutyAnswered'
  | 'dutySentBack'
  | 'urged'
  | 'supplemented'
  | 'withdrawn';

/** One line of what happened. By `what`, TypeScript knows the fields beside the words. */
export type TicketEntry =
  | Line<Plain>
  | KeptSince<events.Assigned, 'department' | 'liaison' | 'actingFor' | 'how' | 'from'>
  | (Kept<events.Delegated, 'liaison'> & KeptSince<events.Delegated, 'actingFor'>)
  | Kept<events.Reorganised, 'from' | 'to' | 'liaison' | 'actingFor'>
  | KeptSince<events.Confirmed, 'rating' | 'solved'>
  | KeptSince<events.RatedLate, 'rating'>
  | Kept<events.SurveyAnswered, 'solved'>
  | Kept<events.CalledBack, 'answers'>
  | Kept<events.Reminded, 'step' | 'rung'>
  | Kept<events.Acknowledged, 'step' | 'rung'>
  | (Line<'requested'> & Pick<events.Requested['request'], 'kind'>)
  | Kept<events.Granted, 'kind'>
  | Kept<events.Denied, 'kind'>
  | (Kept<events.DutyGiven, 'kind'> & KeptSince<events.DutyGiven, 'department'>)
  | (Line<'reclassified'> & { readonly flow: FlowId })
  | (Line<'planned'> & { readonly steps: readonly string[] })
  | Kept<events.StepPaused, 'duty'>
  | Kept<events.StepResumed, 'duty'>
  | Kept<events.Rejected, 'code'>
  | Kept<events.Merged, 'into'>
  | Kept<events.Absorbed, 'from'>
  | Kept<events.Split, 'into'>
  | Kept<events.Recalculated, 'moved' | 'calendar'>
  | Kept<events.Resumed, 'why'>
  | Kept<events.FileMissing, 'file'>
  | Kept<events.Undone, 'step' | 'of'>
  | Kept<events.Attributed, 'enterprise' | 'from'>;

/** Whose it is at the time, and in whose place. */
interface InCharge {
  readonly liaison: string | null;
  readonly actingFor: string | null;
}

/** What whoever is in charge does as such. The hub, standing in for a department, has steps of its own. */
const OF_WHO_IS_IN_CHARGE: ReadonlySet<TicketEvent['type']> = new Set([
  'signed',
  'fedBack',
  'resolved',
  'asked',
  'resumed',
  'requested',
  'queued',
  'delegated',
  'dutyAnswered',
  'acknowledged',
]);

/** Null for bookkeeping (file tries, skipped rungs), and for what is no story of the enterprise's (notes). `before`: the ticket as it was. */
export function entryOf(event: Exclude<TicketEvent, Registered>, before: InCharge): TicketEntry | null {
  const entry = kept(event);
  const { liaison, actingFor } = before;
  if (entry === null || actingFor === null || event.by === null || event.by !== liaison) return entry;
  const isTheirs =
    OF_WHO_IS_IN_CHARGE.has(event.type) || (event.type === 'assigned' && event.how === 'transfer');
  return isTheirs ? { ...entry, inPlaceOf: actingFor } : entry;
}

function kept(event: Exclude<TicketEvent, Registered>): TicketEntry | null {
  const { at, by } = event;
  switch (event.type) {
    case 'fileDeferred':
    case 'fileStored':
    case 'rungsSkipped':
    case 'turnedLate':
    case 'noted':
      return null;
    case 'fedBack':
    case 'resolved':
    case 'supplemented':
    case 'dutyAnswered':
      return { at, by, what: event.type, text: event.text, files: event.files.map(({ id }) => id) };
    case 'queued':
    case 'asked':
    case 'reopened':
    case 'reworked':
    case 'urged':
    case 'dutySentBack':
    case 'withdrawn':
      return { at, by, what: event.type, ...words(event) };
    case 'signed':
    case 'claimed':
    case 'lapsed':
      return { at, by, what: event.type };
    case 'assigned': {
      const { type: what, department, liaison, actingFor, how, from } = event;
      const acting = actingFor === undefined ? {} : { actingFor };
      return { at, by, what, department, liaison, ...acting, how, from, ...words(event) };
    }
    case 'delegated': {
      const { type: what, liaison, actingFor } = event;
      return { at, by, what, liaison, ...(actingFor === undefined ? {} : { actingFor }) };
    }
    case 'reorganised': {
      const { type: what, from, to, liaison, actingFor } = event;
      return { at, by, what, from, to, liaison, ...(actingFor === undefined ? {} : { actingFor }) };
    }
    case 'confirmed': {
      const { type: what, rating, solved } = event;
      return { at, by, what, rating, ...(solved ? { solved } : {}), ...words(event) };
    }
    case 'ratedLate':
      return { at, by, what: event.type, rating: event.rating, ...words(event) };
    case 'surveyAnswered': {
      const { type: what, solved } = event;
      return { at, by, what, ...(solved ? { solved } : {}), ...words(event) };
    }
    case 'calledBack':
      return { at, by, what: event.type, answers: event.answers, ...words(event) };
    case 'reminded':
      return { at, by, what: event.type, step: event.step, rung: event.rung };
    case 'acknowledged':
      return { at, by, what: event.type, step: event.step, rung: event.rung };
    case 'requested':
      return { at, by, what: event.type, kind: event.request.kind, ...words(event.request) };
    case 'granted':
    case 'denied':
      return { at, by, what: event.type, kind: event.kind, ...words(event) };
    case 'dutyGiven': {
      const { type: what, kind, department } = event;
      return { at, by, what, kind, department, ...words(event) };
    }
    case 'planned':
      return { at, by, what: event.type, steps: event.steps.map(({ title }) => title) };
    case 'stepPaused':
      return { at, by, what: event.type, duty: event.duty, ...words(event) };
    case 'stepResumed':
      return { at, by, what: event.type, duty: event.duty };
    case 'attributed':
      return { at, by, what: event.type, enterprise: event.enterprise, from: event.from };
    case 'reclassified':
      return { at, by, what: event.type, flow: event.flow.split('@')[0] as FlowId };
    case 'rejected':
      return { at, by, what: event.type, code: event.code, ...words(event) };
    case 'merged':
      return { at, by, what: event.type, into: event.into };
    case 'absorbed': {
      const files = event.files.map(({ id }) => id);
      return { at, by, what: event.type, from: event.from, ...words(event), files };
    }
    case 'split':
      return { at, by, what: event.type, into: event.into, ...words(event) };
    case 'recalculated':
      return { at, by, what: event.type, moved: event.moved, calendar: event.calendar };
    case 'resumed':
      return { at, by, what: event.type, why: event.why };
    case 'fileMissing':
      if (event.why === 'leftOut') return null;
      return { at, by, what: event.type, file: event.file };
    case 'undone':
      return { at, by, what: event.type, step: event.step, of: event.of };
    default:
      return event satisfies never;
  }
}

function words({ text = '' }: { readonly text?: string }): { readonly text?: string } {
  return text === '' ? {} : { text };
}

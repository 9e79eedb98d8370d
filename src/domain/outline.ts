/**
 * What lists, searches and figures ask of a ticket, worked out once: a tenth of its size. The store keeps one of each ticket
 * that is over beside where it lies on disk, so that nobody has to read years of tickets to count them.
 */
import { doneInTime, lastMoment } from './metrics/lateness.ts';
import { type Word, wordsOf } from './metrics/said.ts';
import { isEnded, type Standing, standingAfter } from './metrics/standing.ts';
import { termsIn } from './metrics/terms.ts';
import { simplified } from './simplified.ts';
import { solvedBy } from './solved.ts';
import type { Source } from './source.ts';
import { isOver, isRecorded, isTakenOver, type Ticket } from './ticket.ts';
import type { Duty, Rating } from './ticket-parts.ts';
import { dayOf, type Instant } from './time.ts';
import { withoutUndone } from './undo.ts';

/** To be raised whenever an outline of a ticket would say something else than before: older ones are made anew. */
export const OUTLINE_SHAPE = 3 as const;

type Kept = Pick<Ticket, 'number' | 'state' | 'enterprise' | 'member' | 'department' | 'liaison'>;

/** Of an ordinary ticket. What is missing is not so, or was never. */
export interface Outline extends Kept {
  readonly registeredAt: Instant;
  readonly shape: typeof OUTLINE_SHAPE;
  /** The flow's id: `complaint`, `urgent`, … */
  readonly flow: string;
  /** As `searchable` gives it. */
  readonly text: string;
  /** The county's own words by which it was read (`metrics/terms.ts`). */
  readonly terms?: readonly string[];
  /** When the enterprise closed it as 满意 and solved. */
  readonly doneWellAt?: Instant;
  readonly takenOver?: true;
  /** No 诉求: in no figure of those. */
  readonly apart?: true;
  readonly source?: Pick<Source, 'kind' | 'id'> & { readonly onTheSpot?: true };
  readonly urgent?: true;
  readonly alsoRaisedBy?: readonly string[];
  readonly duties: readonly Pick<Duty, 'kind' | 'by' | 'department' | 'endedAt'>[];
  readonly needsDispatcher?: true;
  readonly acceptedAt?: Instant;
  readonly resolvedAt?: Instant;
  /** 停表: since when the clock stands. */
  readonly pausedAt?: Instant;
  readonly due: Readonly<Partial<Record<'sign' | 'feedback' | 'resolve', Due>>>;
  readonly rating?: Rating;
  /** Over without a word of the enterprise. */
  readonly unrated?: true;
  readonly reworked?: true;
  /** 主动对接没有, as the enterprise answered. */
  readonly contacted?: boolean;
  /** How it stood from when on, in order of time; before the first: open. */
  readonly history: readonly Stood[];
  /** What the enterprise said of its results. */
  readonly words: readonly Word[];
  /** Over, and no figure of a period that begins later depends on when anything in it was; missing: it is not over. */
  readonly settledAt?: Instant;
  /** What it then adds to figures: tickets of which this is the same add the same. */
  readonly past: string;
}

/** The deadline of a step: the last moment in time, and whether it was done by then. */
export interface Due {
  readonly last: Instant;
  readonly kept?: true;
}

/** A `Standing`, without what is null or false in it; and what had happened by then. */
export interface Stood {
  readonly since: Instant;
  readonly is: Standing['is'];
  readonly unrated?: true;
  readonly exclusion?: Standing['exclusion'];
  readonly resolvedAt?: Instant;
  readonly reopenedAt?: Instant;
  readonly returned?: true;
  /** It went from one office to another. */
  readonly moved?: true;
  readonly reworked?: true;
}

/** Tickets are values: of one that stays in memory the outline is made once. */
const known = new WeakMap<Ticket, Outline>();

/** Never to be asked of a report about an official: it is in no list and in no figure. */
export function outlineOf(ticket: Ticket): Outline {
  const made = known.get(ticket) ?? draw(ticket);
  known.set(ticket, made);
  return made;
}

/** Null for a report. */
export function outlined(one: Ticket | Outline): Outline | null {
  if ('shape' in one) return one;
  return one.confidential ? null : outlineOf(one);
}

/** The form in which words are looked for in a text: one of the ways to write a letter, and no spaces. */
export function searchable(text: string): string {
  return simplified(text.normalize('NFKC')).toLowerCase().replace(/\s+/gu, '');
}

function draw(ticket: Ticket): Outline {
  const { number, state, enterprise, member, department, liaison, facts } = ticket;
  const history = historyOf(ticket);
  // A ledger of the past names nobody, and nobody of it was asked.
  const words = isRecorded(ticket) ? [] : wordsOf(ticket, withoutUndone(ticket.entries));
  const due = {
    ...dueOf(ticket, 'sign', facts.signedAt),
    ...dueOf(ticket, 'feedback', facts.fedBackAt),
    ...dueOf(ticket, 'resolve', facts.resolvedAt),
  };
  const outline = {
    number,
    state,
    enterprise,
    member,
    department,
    liaison,
    registeredAt: facts.registeredAt,
    shape: OUTLINE_SHAPE,
    flow: ticket.flow.split('@')[0] ?? ticket.flow,
    text: searchable(ticket.text),
    ...(isTakenOver(ticket) && { takenOver: true as const }),
    ...(ticket.apart && { apart: true as const }),
    ...sourceOf(ticket),
    ...termsOf(ticket),
    ...doneWell(ticket),
    ...(ticket.urgent && { urgent: true as const }),
    ...(ticket.alsoRaisedBy && { alsoRaisedBy: ticket.alsoRaisedBy }),
    duties: ticket.duties.map((one) => ({
      kind: one.kind,
      by: one.by,
      department: one.department,
      endedAt: one.endedAt,
    })),
    ...(facts.needsDispatcher && { needsDispatcher: true as const }),
    ...(facts.acceptedAt !== null && { acceptedAt: facts.acceptedAt }),
    ...(facts.resolvedAt !== null && { resolvedAt: facts.resolvedAt }),
    ...(ticket.pausedAt !== null && { pausedAt: ticket.pausedAt }),
    due,
    ...(facts.rating !== null && { rating: facts.rating }),
    ...(facts.closedBy === 'silence' && facts.rating === null && { unrated: true as const }),
    ...(facts.reworks > 0 && { reworked: true as const }),
    ...(typeof facts.answers?.contacted === 'boolean' && { contacted: facts.answers.contacted }),
    history,
    words,
  };
  const last = history.at(-1);
  const isDone = isOver(ticket) && last !== undefined && isEnded(standingOf(last));
  const instants = [
    facts.registeredAt,
    facts.acceptedAt ?? 0,
    facts.resolvedAt ?? 0,
    ...Object.values(due).map(({ last }) => last),
    ...history.map(({ since }) => since),
    ...words.map(({ at }) => at),
    outline.doneWellAt ?? 0,
  ];
  return {
    ...outline,
    ...(isDone && { settledAt: Math.max(...instants) }),
    past: `${dayOf(facts.registeredAt).slice(0, 4)} ${last?.is} ${last?.unrated ?? ''} ${last?.exclusion ?? ''}${ticket.apart ? ' apart' : ''}${isTakenOver(ticket) ? ' takenOver' : ''}`,
  };
}

function sourceOf({ source }: Ticket): Pick<Outline, 'source'> {
  if (!source) return {};
  const { kind, id, onTheSpot } = source;
  return { source: { kind, id, ...(onTheSpot !== undefined && { onTheSpot: true as const }) } };
}

function termsOf(ticket: Ticket): Pick<Outline, 'terms'> {
  const terms = termsIn(ticket);
  return terms.length === 0 ? {} : { terms };
}

function doneWell(ticket: Ticket): Pick<Outline, 'doneWellAt'> {
  const { closedBy, closedAt, rating } = ticket.facts;
  const isRated = closedBy === 'enterprise' && rating === 'satisfied' && closedAt !== null;
  return isRated && solvedBy(ticket) === 'solved' ? { doneWellAt: closedAt } : {};
}

function dueOf(ticket: Ticket, step: keyof Outline['due'], done: Instant | null): Outline['due'] {
  const clock = ticket.clocks[step];
  if (!clock) return {};
  const isKept = doneInTime(ticket, step, done);
  return { [step]: { last: lastMoment(clock), ...(isKept && { kept: true as const }) } };
}

/** Each time at which something changed. What was taken back counts until it was. */
function historyOf({ entries, facts }: Ticket): readonly Stood[] {
  const history: Stood[] = [];
  let before = JSON.stringify({ is: 'open' });
  const times = new Set(entries.map(({ at }) => Math.max(at, facts.registeredAt)));
  for (const since of [...times].sort((a, b) => a - b)) {
    const so = withoutUndone(entries.filter(({ at }) => at <= since));
    const { is, unrated, exclusion, resolvedAt, reopenedAt } = standingAfter(so);
    const stood = {
      is,
      ...(unrated && { unrated }),
      ...(exclusion !== null && { exclusion }),
      ...(resolvedAt !== null && { resolvedAt }),
      ...(reopenedAt !== null && { reopenedAt }),
      ...(so.some((entry) => entry.what === 'requested' && entry.kind === 'return') && {
        returned: true as const,
      }),
      ...(hasMoved(so) && { moved: true as const }),
      ...(so.some(({ what }) => what === 'reworked') && { reworked: true as const }),
    };
    const written = JSON.stringify(stood);
    if (written !== before) history.push({ since, ...stood });
    before = written;
  }
  return history;
}

/** Also by way of the queue: the office that had it before is not the one that has it then. */
function hasMoved(entries: Ticket['entries']): boolean {
  const offices = entries.flatMap((entry) =>
    entry.what === 'assigned' && typeof entry.department === 'string' ? [entry.department] : [],
  );
  return offices.some((office) => office !== offices[0]);
}

const OPEN: Stood = { since: 0, is: 'open' };

/** How it stood just before `limit`. */
export function stoodBefore({ history }: Pick<Outline, 'history'>, limit: Instant): Stood {
  return history.findLast(({ since }) => since < limit) ?? OPEN;
}

export function standingOf({ is, unrated, exclusion, resolvedAt, reopenedAt }: Stood): Standing {
  return {
    is,
    unrated: unrated ?? false,
    exclusion: exclusion ?? null,
    resolvedAt: resolvedAt ?? null,
    reopenedAt: reopenedAt ?? null,
  };
}

/** Whether the deadline of 办结 had passed, whoever has the ticket. While the clock stands (停表) nothing gets later. */
export function wasPastDeadline({ due, pausedAt }: Outline, at: Instant): boolean {
  const { resolve } = due;
  return resolve !== undefined && Math.min(at, pausedAt ?? at) > resolve.last;
}

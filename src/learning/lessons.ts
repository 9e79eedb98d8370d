/**
 * Tickets as lessons: what people have settled about them, each by itself, from the ticket as it stands. What is
 * confidential, or not plainly the words of one matter, teaches nothing.
 */
import { masked } from '../domain/masked.ts';
import { isRecorded, type Ticket } from '../domain/ticket.ts';
import { withoutUndone } from '../domain/undo.ts';
import { delicate } from '../routing/officials.ts';
import { isMarkedSecret } from '../routing/secret-marks.ts';
import type { LearntKind } from '../understanding/judge.ts';

export type TaughtKind = Exclude<LearntKind, 'whistleblow'>;

/** What is settled, and how much it weighs: 1 for a ruling. */
export interface Settled<T> {
  readonly is: T;
  readonly weight: number;
}

/** Plain data: it is handed to another thread as it is. */
export interface Lesson {
  /** Of the ticket. */
  readonly number: number;
  /** What was said at first, numbers of people masked. */
  readonly text: string;
  /** By id. */
  readonly department?: Settled<string>;
  readonly kind?: Settled<TaughtKind>;
  /** False: it asked for nothing. */
  readonly isMatter?: Settled<boolean>;
}

const RULED = 1;
/** Nobody objected: it keeps what is right from being unlearnt, and is outweighed by any ruling. */
const WENT_WELL = 0.3;

/** Older ones are forgotten: departments change what they do. */
const MOST = 3000;

/** The lessons of all tickets, given oldest first: the newest of them. */
export async function lessonsOf(tickets: AsyncIterable<Ticket>): Promise<readonly Lesson[]> {
  let lessons: Lesson[] = [];
  for await (const ticket of tickets) {
    const lesson = lessonOf(ticket);
    if (lesson && lessons.push(lesson) === 2 * MOST) lessons = lessons.slice(-MOST);
  }
  return lessons.slice(-MOST);
}

/** Null: the ticket teaches nothing. */
export function lessonOf(ticket: Ticket): Lesson | null {
  const settled = settledOn(ticket);
  if (Object.keys(settled).length === 0 || !isTeachable(ticket)) return null;
  return { number: ticket.number, text: masked(ticket.text), ...settled };
}

/**
 * Never from a report, nor from words that only touch officials, whatever the ticket became: how such are read is not
 * learnt at night. Nor from what a ledger says, from words parted or put together, or from marked papers.
 */
function isTeachable(ticket: Ticket): boolean {
  const { confidential, kind, text, splitFrom, mergedInto, entries } = ticket;
  if (confidential || kind === 'whistleblow' || isRecorded(ticket)) return false;
  // A part may lack what the whole said, and the whole speaks of two departments.
  if (splitFrom !== undefined || mergedInto !== null || entries.some(({ what }) => what === 'split'))
    return false;
  return /\p{L}/u.test(text) && !isMarkedSecret(text) && delicate(text) === null;
}

function settledOn(ticket: Ticket): Pick<Lesson, 'department' | 'kind' | 'isMatter'> {
  const { state, facts } = ticket;
  if (state === 'rejected') {
    // A danger that was none is no small talk, or the next one would be taken for it.
    if (facts.rejection !== 'idle' || ticket.urgent) return {};
    return { kind: { is: 'chatter', weight: RULED }, isMatter: { is: false, weight: RULED } };
  }
  const department = departmentSettled(ticket);
  const kind = kindSettled(ticket);
  const weight = Math.max(department?.weight ?? 0, kind?.weight ?? 0);
  return {
    ...(department ? { department } : {}),
    ...(kind ? { kind } : {}),
    ...(weight > 0 ? { isMatter: { is: true, weight } } : {}),
  };
}

function departmentSettled(ticket: Ticket): Settled<string> | null {
  const { department, assignedHow, request, facts } = ticket;
  if (department === null || request?.kind === 'return') return null;
  const isRuled =
    assignedHow === 'dispatcher' ||
    // Whoever it was passed to has taken it.
    (assignedHow === 'transfer' && facts.signedAt !== null) ||
    wasKeptByRuling(ticket);
  if (isRuled) return { is: department, weight: RULED };
  const byItsWords = assignedHow === 'auto' && ticket.candidates[0]?.department === department;
  return byItsWords && wentWell(ticket) ? { is: department, weight: WENT_WELL } : null;
}

/** 退单 refused by a person: after that the department cannot give it away. */
function wasKeptByRuling({ entries }: Ticket): boolean {
  return entries.some((entry) => entry.what === 'denied' && entry.kind === 'return' && entry.by !== 'system');
}

function kindSettled(ticket: Ticket): Settled<TaughtKind> | null {
  const is = TAUGHT.find((one) => one === ticket.kind);
  if (is === undefined) return null;
  // 改类 to 紧急 says nothing of what it is about.
  const isRuled = withoutUndone(ticket.entries).some(
    (entry) => entry.what === 'reclassified' && entry.flow !== 'urgent',
  );
  if (isRuled) return { is, weight: RULED };
  return wentWell(ticket) ? { is, weight: WENT_WELL } : null;
}

const TAUGHT: readonly TaughtKind[] = ['request', 'consult', 'arrears'];

/** Resolved, and not by an explanation that it cannot be: that may have said whose it is instead. */
function wentWell({ state, facts }: Ticket): boolean {
  return (state === 'resolved' || state === 'closed') && facts.outcome !== 'explained';
}

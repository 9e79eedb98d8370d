/**
 * Entries as rows of shape 1 kept them: what an event knew stood before the words in one text, `suspend/整条路列入改造`.
 * The code is before the first `/`, as words may hold more of them. What such an entry did not keep – to whom a ticket
 * was given, how it was rated – is taken from the ticket where that still says so, and is missing otherwise.
 */
import type { TicketEntry } from '../domain/entry.ts';
import type { Ticket } from '../domain/ticket.ts';

interface OldEntry {
  readonly at: number;
  readonly by: string | null;
  readonly what: TicketEntry['what'];
  readonly text?: string;
  readonly files?: readonly string[];
}
type OldTicket = Omit<Ticket, 'entries'> & { readonly entries: readonly OldEntry[] };

export function withEntriesOfToday(ticket: unknown): unknown {
  const old = ticket as OldTicket;
  return { ...old, entries: old.entries.map((entry, place) => raised(entry, place, old)) };
}

function raised(old: OldEntry, place: number, ticket: OldTicket): unknown {
  const { text = '', files, ...entry } = old;
  const slash = text.indexOf('/');
  const [code, rest] = slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
  const words = rest === '' ? {} : { text: rest };
  const also = files ? { files } : {};
  switch (old.what) {
    case 'requested':
    case 'granted':
    case 'denied':
    case 'dutyGiven':
      return { ...entry, kind: code, ...words };
    case 'rejected':
      return { ...entry, code, ...words };
    case 'absorbed':
      return { ...entry, from: Number(code), ...words, ...also };
    case 'split':
      return { ...entry, into: Number(code), ...words };
    case 'merged':
      return { ...entry, into: Number(text) };
    case 'reminded':
    case 'acknowledged':
      return { ...entry, step: code, rung: rest };
    case 'recalculated':
      return { ...entry, moved: code === 'moved', calendar: rest };
    case 'resumed':
      return { ...entry, why: text };
    case 'reclassified':
      return { ...entry, flow: text };
    case 'fileMissing':
      return { ...entry, file: text };
    case 'delegated':
      return { ...entry, liaison: text === '' ? null : text };
    case 'surveyAnswered':
      return { ...entry, ...(code === '' ? {} : { solved: code }), ...words };
    case 'calledBack': {
      const [solved, answered, contacted] = [...code].map((mark) => (mark === '-' ? null : mark === 'y'));
      return { ...entry, answers: { solved, answered, contacted }, ...words };
    }
    case 'assigned':
      return { ...entry, ...assignment(place, ticket), ...(text === '' ? {} : { text }) };
    case 'confirmed':
    case 'ratedLate':
      return { ...entry, ...rating(place, ticket), ...(text === '' ? {} : { text }) };
    default:
      return old;
  }
}

/** Of the last one the ticket says whose it became, and unless it was handed over since, in whose hands. */
function assignment(place: number, { entries, department, liaison, actingFor, assignedHow }: OldTicket) {
  const later = entries.slice(place + 1).map(({ what }) => what);
  if (department === null || later.includes('assigned')) return {};
  const acting = actingFor === null ? {} : { actingFor };
  const inHands = later.includes('delegated') ? {} : { liaison, ...acting };
  return { department, ...inHands, how: assignedHow };
}

/** The ticket keeps the last rating, until it is opened again. */
function rating(place: number, { entries, facts }: OldTicket) {
  const isLast = !entries.slice(place + 1).some(({ what }) => what === 'confirmed' || what === 'ratedLate');
  return isLast && facts.rating !== null ? { rating: facts.rating } : {};
}

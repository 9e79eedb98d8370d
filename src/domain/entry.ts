/** What an event leaves on a ticket's record: one line of the story that people read (进度). */
import type { TicketEntry } from './ticket.ts';
import type { Registered, TicketEvent } from './ticket-events.ts';

/**
 * Null for bookkeeping (file tries, skipped rungs). Where an event has a kind or a code beside its words, the text is
 * `kind/words`.
 */
export function entryOf(event: Exclude<TicketEvent, Registered>): TicketEntry | null {
  const { at, by, type: what } = event;
  switch (event.type) {
    case 'fileDeferred':
    case 'fileStored':
    case 'rungsSkipped':
      return null;
    case 'fedBack':
    case 'resolved':
    case 'supplemented':
    case 'dutyReported':
      return { at, by, what, text: event.text, files: event.files.map((file) => file.id) };
    case 'absorbed': {
      const files = event.files.map((file) => file.id);
      return { at, by, what, text: `${event.from}/${event.text}`, files };
    }
    case 'split':
      return { at, by, what, text: `${event.into}/${event.text}` };
    case 'calledBack': {
      const { solved, answered, contacted } = event.answers;
      const marks = [solved, answered, contacted].map((one) => (one === null ? '-' : one ? 'y' : 'n'));
      return { at, by, what, text: `${marks.join('')}/${event.text ?? ''}` };
    }
    case 'surveyAnswered': {
      const { solved = '', text = '' } = event;
      return { at, by, what, ...(solved + text === '' ? {} : { text: `${solved}/${text}` }) };
    }
    case 'asked':
    case 'reopened':
    case 'queued':
    case 'assigned':
    case 'confirmed':
    case 'ratedLate':
    case 'reworked':
    case 'urged':
    case 'withdrawn':
      return event.text === undefined ? { at, by, what } : { at, by, what, text: event.text };
    case 'delegated':
      return event.liaison === null ? { at, by, what } : { at, by, what, text: event.liaison };
    case 'reminded':
    case 'acknowledged':
      return { at, by, what, text: `${event.step}/${event.rung}` };
    case 'requested':
      return { at, by, what, text: `${event.request.kind}/${event.request.text}` };
    case 'granted':
    case 'denied':
      return { at, by, what, text: `${event.kind}/${event.text ?? ''}` };
    case 'dutyGiven':
      return { at, by, what, text: `${event.kind}/${event.text}` };
    case 'attributed':
      return { at, by, what, text: event.enterprise };
    case 'reclassified':
      return { at, by, what, text: event.flow.split('@')[0] ?? '' };
    case 'rejected':
      return { at, by, what, text: `${event.code}/${event.text}` };
    case 'merged':
      return { at, by, what, text: String(event.into) };
    case 'recalculated':
      return { at, by, what, text: `${event.moved ? 'moved' : 'kept'}/${event.calendar}` };
    case 'resumed':
      return { at, by, what, text: event.why };
    case 'fileMissing':
      return { at, by, what, text: event.file };
    default:
      return { at, by, what };
  }
}

/** 内部备注 as staff read them in private. Whoever puts them before somebody has asked `notesFor`. */
import type { Note, Ticket } from '../domain/ticket.ts';
import { instantInWords } from '../domain/time.ts';
import { clip } from './text.ts';
import { type View, whoInWords } from './view.ts';

/** In a chat the newest, cut short; the page has all of them. */
const SHOWN = 5;
const TEXT = 120;

/** Heading and lines, the newest last; nothing where there are none. */
export function noteLines(notes: readonly Note[], ticket: Ticket, view: View): readonly string[] {
  const { say } = view;
  if (notes.length === 0) return [];
  const earlier = notes.length - SHOWN;
  return [
    say('note.head'),
    ...(earlier > 0 ? [say('note.earlier', { count: earlier })] : []),
    ...notes.slice(-SHOWN).map(({ at, by, text }) =>
      say('note.line', {
        at: instantInWords(at, view.now),
        who: whoInWords(by, ticket, view),
        text: clip(text, TEXT),
      }),
    ),
  ];
}

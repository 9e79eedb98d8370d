/** 进度: the story of a ticket so far, as those who may see it read it. */
import type { TicketEntry } from '../domain/entry.ts';
import type { Ticket } from '../domain/ticket.ts';
import { instantInWords } from '../domain/time.ts';
import { card } from './cards.ts';
import { entryInWords } from './story-lines.ts';
import { isOfEnterprise, nameOf, type View, whoInWords } from './view.ts';

/** Entries of a story: more than most tickets have, and with the card still one message. */
const STORY = 30;
/** Steps that are the hub's or a department's, and follow of themselves from what others say. */
const OF_THE_HUB: ReadonlySet<TicketEntry['what']> = new Set([
  'assigned',
  'queued',
  'delegated',
  'dutyGiven',
]);

/** 进度: where the ticket stands and what has happened, newest last. `contact`: whom the reader can call. */
export function story(ticket: Ticket, view: View, contact: readonly string[] = []): string {
  const { say } = view;
  const told = storyLines(ticket, view);
  const shown = told.slice(-STORY);
  const earlier = told.length - shown.length;
  return [
    card(ticket, view),
    ...contact,
    '',
    ...(earlier > 0 ? [say('progress.earlier', { count: earlier })] : []),
    ...shown,
  ].join('\n');
}

/** All that has happened, a line each, newest last. */
export function storyLines(ticket: Ticket, view: View): readonly string[] {
  return toldEntries(ticket).map((entry) => storyLine(entry, ticket, view));
}

/** The same for a page: with the words as they were said, however long, and the entry that each line tells. */
export function wholeStory(
  ticket: Ticket,
  view: View,
): readonly { readonly entry: TicketEntry; readonly line: string }[] {
  return toldEntries(ticket).map((entry) => ({
    entry,
    line: storyLine(entry, ticket, view, Number.MAX_SAFE_INTEGER),
  }));
}

function toldEntries({ entries }: Ticket): readonly TicketEntry[] {
  return entries.filter(({ what }) => what !== 'reminded');
}

/** What the program did because somebody said something: nobody of an enterprise hands out work. */
function isByItself(entry: TicketEntry, ticket: Ticket, view: View): boolean {
  const { what, by } = entry;
  return OF_THE_HUB.has(what) && (entry === ticket.entries[1] || isOfEnterprise(by, ticket, view));
}

/** What happened, and who did it, in whose place; of a report, whoever works on it is not named, nor who made it. */
function storyLine(entry: TicketEntry, ticket: Ticket, view: View, most?: number): string {
  const { say } = view;
  const { by, inPlaceOf } = entry;
  const line = { at: instantInWords(entry.at, view.now), what: entryInWords(entry, ticket, view, most) };
  if (by === null || by === 'system' || ticket.confidential || isByItself(entry, ticket, view)) {
    return say('progress.entry', line);
  }
  const who = whoInWords(by, ticket, view);
  const name =
    inPlaceOf === undefined ? who : say('progress.inPlaceOf', { who, person: nameOf(inPlaceOf, view) });
  return say('progress.entryBy', { ...line, name });
}

/** 进度: the story of a ticket so far, as those who may see it read it. */
import type { Ticket, TicketEntry } from '../domain/ticket.ts';
import { instantInWords } from '../domain/time.ts';
import { card } from './cards.ts';
import { endingEntry } from './ending-lines.ts';
import { requestEntry } from './request-lines.ts';
import { clip } from './text.ts';
import { departmentName, isOfEnterprise, nameOf, type View } from './view.ts';
import type { WordKey } from './wording.ts';

/** Entries of a story: more than most tickets have, and with the card still one message. */
const STORY = 30;
/** Steps that are the hub's or a department's, and follow of themselves from what others say. */
const OF_THE_HUB: ReadonlySet<TicketEntry['what']> = new Set([
  'assigned',
  'queued',
  'delegated',
  'dutyGiven',
]);

/** 进度: where the ticket stands and what has happened, newest last. */
export function story(ticket: Ticket, view: View): string {
  const { say } = view;
  const told = ticket.entries.filter((entry) => entry.what !== 'reminded');
  const shown = told.slice(-STORY);
  const earlier = told.length - shown.length;
  return [
    card(ticket, view),
    '',
    ...(earlier > 0 ? [say('progress.earlier', { count: earlier })] : []),
    ...shown.map((entry) => storyLine(entry, ticket, view)),
  ].join('\n');
}

/** What the program did because somebody said something: nobody of an enterprise hands out work. */
function isByItself(entry: TicketEntry, ticket: Ticket, view: View): boolean {
  const { what, by } = entry;
  return OF_THE_HUB.has(what) && (entry === ticket.entries[1] || isOfEnterprise(by, ticket, view));
}

/** What happened, and who did it; of a report, whoever works on it is not named. */
function storyLine(entry: TicketEntry, ticket: Ticket, view: View): string {
  const { by } = entry;
  const line = { at: instantInWords(entry.at, view.now), what: entryInWords(entry, ticket, view) };
  return by === null || by === 'system' || ticket.confidential || isByItself(entry, ticket, view)
    ? view.say('progress.entry', line)
    : view.say('progress.entryBy', { ...line, name: nameOf(by, view) });
}

function entryInWords(entry: TicketEntry, ticket: Ticket, view: View): string {
  const ending = endingEntry(entry, view);
  if (ending !== null) return ending;
  // Pictures sent without words are told by their names.
  const named = ticket.files.filter((file) => entry.files?.includes(file.id)).map((file) => file.name);
  const text = clip(entry.text ?? '', 60) || clip(named.join('、'), 60);
  if (entry.what === 'attributed') {
    return view.say('entry.attributed', { text: view.roster.enterprise(entry.text ?? '')?.name ?? '' });
  }
  if (entry.what === 'delegated')
    return view.say('entry.delegated', { text: nameOf(entry.text ?? null, view) });
  // The record keeps whose it is, and the last word; what was before them is in the other entries.
  const isLast = ticket.entries.findLast(({ what }) => what === entry.what) === entry;
  if (entry.what === 'assigned') {
    const to = isLast && ticket.department !== null ? ` ${departmentName(ticket.department, view)}` : '';
    return view.say('entry.assigned', { text: text === '' ? to : `${to}：${text}` });
  }
  if (entry.what === 'confirmed' || entry.what === 'ratedLate') {
    const { rating } = ticket.facts;
    const said = [
      ...(isLast && rating !== null ? [view.say(`rating.${rating}`)] : []),
      ...(text === '' ? [] : [text]),
    ];
    return view.say(`entry.${entry.what}`, { text: said.length === 0 ? '' : `：${said.join('，')}` });
  }
  const request = requestEntry(entry, view);
  if (request !== null) return request;
  const coded = codedInWords(entry, view);
  if (coded !== null) return coded;
  const key = `entry.${entry.what}` as WordKey;
  return (view.say as (key: WordKey, params: Record<string, string>) => string)(key, { text });
}

/** Entries that hold `kind/words`: 延期：设备未到货; 不予受理：超出政府职责，…; null for all others. */
function codedInWords({ what, text = '' }: TicketEntry, { say }: View): string | null {
  const [code = ''] = text.split('/');
  const words = clip(text.slice(code.length + 1), 60);
  switch (what) {
    case 'dutyGiven': {
      const name = say(`action.${code}` as 'action.extend');
      return say(`entry.${what}`, { text: words === '' ? name : `${name}：${words}` });
    }
    case 'reclassified':
      return say('entry.reclassified', { text: say(`kind.${code}` as 'kind.consult') });
    case 'rejected':
      return say('entry.rejected', { text: `${say(`rejection.${code}` as 'rejection.beyond')}，${words}` });
    default:
      return null;
  }
}

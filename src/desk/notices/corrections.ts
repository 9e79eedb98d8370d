/** Who is told that a step was taken back (撤销), and that a ticket is another enterprise's (改企业). */
import { dispatchButtons, dispatchQuestion, longText, ratingButtons } from '../../dialogue/cards.ts';
import { undoneInWords } from '../../dialogue/story-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { dueOf, enterpriseName, hubOf, stateName } from '../../dialogue/view.ts';
import type { TicketEvent, Undone } from '../../domain/ticket-events.ts';
import type { By } from '../../domain/ticket-parts.ts';
import { workersOn } from './duties.ts';
import { NEWS_TEXT, type Notices, toPerson } from './list.ts';
import { closeDispatch, closeRating, dispatchSlot, ratingSlot } from './slots.ts';

export function tellCorrection(event: TicketEvent, notices: Notices): void {
  if (event.type === 'undone') tellUndone(event, notices);
  // What was entered without an enterprise is told by whoever entered it.
  // Somebody else of the same firm speaks for it: they get a list (`people/succession.ts`).
  const isOtherFirm = event.type === 'attributed' && event.from !== null && event.from !== event.enterprise;
  if (isOtherFirm) tellCorrected(event.by, notices);
}

const TOLD_TO_ENTERPRISE: ReadonlySet<string> = new Set([
  'resolved',
  'confirmed',
  'withdrawn',
  'rejected',
  'reclassified',
  'attributed',
  'planned',
]);

/** Everybody who has it, had it meanwhile, or waits for it, but for whoever did it. */
function tellUndone(event: Undone, notices: Notices): void {
  const { before, after, view } = notices;
  if (!before) return;
  const { say } = view;
  const { number } = after;
  const who = notices.who(event.by);
  const words = {
    number,
    who,
    what: undoneInWords(after, { at: event.of, by: event.by }, view),
    state: stateName(after, say),
  };
  const told = say('undo.news', words);
  const isTold = (person: string | null): person is string => person !== null && person !== event.by;
  for (const person of new Set([after.liaison, before.liaison, ...workersOn(before, view)])) {
    if (isTold(person)) notices.add('news', { person }, told);
  }
  // Whose it is and by when stands on the card: the enterprise is told of what was said to it.
  if (TOLD_TO_ENTERPRISE.has(event.step) && isTold(after.member)) notices.add('news', notices.member, told);
  if (before.member !== after.member && isTold(before.member))
    notices.add('news', toPerson(before.member), told);
  if (before.state === 'resolved' && after.state !== 'resolved')
    notices.add('news', toPerson(before.member), told, { slot: ratingSlot(before), editOnly: true });
  if (after.state === 'resolved') {
    const asked = say('undo.rate', { number, who, due: dueOf(after, view, 'confirm') });
    closeRating(after, asked, notices, ratingButtons(after, say));
  }
  if (before.state === 'queued' && after.state !== 'queued') closeDispatch(told, notices);
  if (after.state === 'queued' && (before.state !== 'queued' || event.step === 'claimed'))
    askAgain(told, event.by, notices);
}

/** `told`: why they are asked again, to all but whoever knows. */
function askAgain(told: string, by: By, notices: Notices): void {
  const { after: ticket, view } = notices;
  for (const { id } of hubOf(view)) {
    const question = dispatchQuestion(ticket, view);
    notices.add('dispatch', { person: id }, id === by ? question : `${told}\n${question}`, {
      buttons: dispatchButtons(ticket, view),
      slot: `${dispatchSlot(ticket)}/${ticket.cycle}`,
      guard: { ticket: ticket.number, states: ['queued'], cycle: ticket.cycle },
    });
  }
}

/** Those whose it is, those whose it is not, and whoever works on it. */
function tellCorrected(by: By, notices: Notices): void {
  const { before, after, view } = notices;
  if (!before) return;
  const { say } = view;
  const { number } = after;
  const who = notices.who(by);
  const words = { number, who, enterprise: enterpriseName(after, view), text: clip(after.text, NEWS_TEXT) };
  const told = say('undo.newsCompany', words);
  if (before.member !== null)
    notices.add('news', toPerson(before.member), say('undo.newsNotYours', { number, who }));
  notices.add('news', notices.member, told);
  notices.add('news', toPerson(after.liaison), told);
  for (const text of longText(after, view)) notices.add('news', toPerson(after.liaison), text);
}

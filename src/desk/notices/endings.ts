/** Who is told how a ticket ended, and that it came back. */

import { askedAtEnd } from '../../dialogue/arrangements/at-end.ts';
import { heardInWords } from '../../dialogue/call-back.ts';
import { ratingButtons } from '../../dialogue/cards.ts';
import {
  closingButtons,
  closingText,
  reopenedAnswer,
  reopenRow,
  reworkedAnswer,
  solvedName,
} from '../../dialogue/ending-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { doneBy, dueOf, type View } from '../../dialogue/view.ts';
import { raisersOf, type Ticket } from '../../domain/ticket.ts';
import type {
  Confirmed,
  Rejected,
  Resolved,
  Split,
  SurveyAnswered,
  TicketEvent,
} from '../../domain/ticket-events.ts';
import type { By } from '../../domain/ticket-parts.ts';
import { passOn } from './files.ts';
import { NEWS_TEXT, type Notices, toPerson } from './list.ts';
import { closeDispatch, closeRating, ratingSlot, solvedSlot } from './slots.ts';

export function tellEnding(event: TicketEvent, notices: Notices): void {
  const { before, after, view } = notices;
  const { say } = view;
  const { number } = after;
  switch (event.type) {
    case 'resolved':
      tellResolved(event, notices);
      return;
    case 'confirmed':
      tellConfirmed(event, notices);
      return;
    case 'lapsed':
      notices.add('news', toPerson(after.liaison), say('news.lapsedLiaison', { number }));
      closeRating(after, closingText(after, view), notices, closingButtons(after, view));
      return;
    case 'ratedLate': {
      const who = notices.who(event.by);
      const rating = say(`rating.${event.rating}`);
      const said = event.text === undefined ? '' : `（${clip(event.text, NEWS_TEXT)}）`;
      const told = say('ending.newsRatedLate', { number, who, rating: `${rating}${said}` });
      notices.add('news', toPerson(after.liaison), told);
      const closing = otherThan(event.by, after) ? told : closingText(after, view);
      closeRating(after, closing, notices, closingButtons(after, view));
      return;
    }
    case 'surveyAnswered':
      tellSaidMore(event, notices);
      if (event.answered === null && event.contacted === null) return;
      closeRating(after, closedBy(event.by, notices), notices, closingButtons(after, view));
      return;
    case 'reworked':
      if (before) closeRating(before, reworkedNews(event.text, event.by, notices), notices);
      return;
    case 'reopened':
      if (before) closeRating(before, saidBy(event.by, reopenedAnswer(after, view), notices), notices);
      return;
    case 'rejected':
      tellRejected(event, notices);
      return;
    case 'merged': {
      const { into } = event;
      const who = notices.who(event.by);
      notices.add('news', toPerson(after.liaison), say('ending.newsMergedLiaison', { number, who, into }));
      const told = otherThan(event.by, after)
        ? say('ending.newsMerged', { number, who, into })
        : say('ending.toldMerged', { number, into });
      if (before?.state === 'resolved') closeRating(before, told, notices);
      else if (otherThan(event.by, after)) notices.add('news', notices.member, told);
      closeDispatch(say('ending.dispatchMerged', { number, who, into }), notices);
      return;
    }
    case 'absorbed': {
      const text = clip(event.text, NEWS_TEXT);
      const who = notices.who(event.by);
      const told = say('ending.newsAbsorbed', { number, who, from: event.from, text });
      notices.add('news', toPerson(after.liaison), told);
      for (const file of event.files) if (file.from === 'enterprise') passOn(file, notices);
      return;
    }
    case 'split':
      tellSplit(event, notices);
      return;
    default:
  }
}

const NEWS_OF = {
  solved: 'news.resolved',
  partly: 'ending.newsPartly',
  explained: 'ending.newsExplained',
} as const;

function tellResolved(event: Resolved, notices: Notices): void {
  const { after, view } = notices;
  const { say } = view;
  const news = say(NEWS_OF[event.outcome ?? 'solved'], {
    number: after.number,
    ...doneBy(event.by, after, view),
    text: clip(event.text, NEWS_TEXT),
  });
  // An explanation solves nothing: whether it will do is another question.
  const question = event.outcome === 'explained' ? 'ending.rateExplained' : 'news.rate';
  const ask = askedAtEnd(after, say)?.question ?? say(question, { due: dueOf(after, view, 'confirm') });
  notices.add('rate', notices.member, `${news}\n${ask}`, {
    buttons: ratingButtons(after, say),
    slot: ratingSlot(after),
  });
}

function tellConfirmed(event: Confirmed, notices: Notices): void {
  const { after, view } = notices;
  const { say } = view;
  const { number, facts } = after;
  const said = event.text === undefined ? '' : `（${clip(event.text, NEWS_TEXT)}）`;
  const byHub = isHub(event.by, view);
  const rated = say(`rating.${event.rating}`);
  const who = notices.who(event.by);
  const told = byHub ? 'ending.newsRatedByPhone' : 'news.confirmed';
  notices.add('news', toPerson(after.liaison), say(told, { number, who, rating: `${rated}${said}` }));
  if (!byHub) {
    closeRating(after, closedBy(event.by, notices), notices, closingButtons(after, view));
    return;
  }
  // What was written down in the enterprise's name is shown to it.
  const { answered = null, contacted = null } = facts.answers ?? {};
  const heard = heardInWords(
    {
      solved: true,
      rating: event.rating,
      ...(answered === null ? {} : { answered }),
      ...(contacted === null ? {} : { contacted }),
    },
    view,
  );
  closeRating(after, say('ending.newsCalledBack', { number, who, heard }), notices, [
    reopenRow(after, say('action.reopen')),
  ]);
}

/** The answer to whoever said it; where others of the enterprise hear it too, with who it was. */
function saidBy(by: By, answer: string, notices: Notices): string {
  if (!otherThan(by, notices.after)) return answer;
  return notices.view.say('news.saidBy', { answer, who: notices.who(by) });
}

/** Thanks to whoever rated; where others of the enterprise hear of it too, who it was. */
function closedBy(by: By, notices: Notices): string {
  const { after, view } = notices;
  return closingText(after, view, otherThan(by, after) ? notices.who(by) : undefined);
}

function otherThan(by: By, ticket: Ticket): boolean {
  return raisersOf(ticket).some((person) => person !== by);
}

/** What a rating left open: the question stands no more, and whoever did the work reads it. */
function tellSaidMore({ by, solved, text }: SurveyAnswered, notices: Notices): void {
  const { after, view } = notices;
  const { say } = view;
  const { number } = after;
  const said = solved === undefined ? [] : [solvedName(solved, view)];
  if (solved !== undefined) {
    const told = say('ending.saidSolved', { number, said: solvedName(solved, view) });
    notices.add('news', toPerson(by), told, { slot: solvedSlot(after), editOnly: true });
  }
  const words = [...said, ...(text === undefined ? [] : [clip(text, NEWS_TEXT)])].join('，');
  if (words !== '')
    notices.add(
      'news',
      toPerson(after.liaison),
      say('ending.newsSaidMore', { number, who: notices.who(by), text: words }),
    );
}

function reworkedNews(why: string, by: By, notices: Notices): string {
  const { after, view } = notices;
  const answer = reworkedAnswer(after, view);
  if (!isHub(by, view)) return saidBy(by, answer, notices);
  const text = clip(why, NEWS_TEXT);
  return view.say('ending.newsCalledBackUnsolved', {
    number: after.number,
    who: notices.who(by),
    text,
    answer,
  });
}

function tellRejected(event: Rejected, notices: Notices): void {
  const { before, after, view } = notices;
  if (!before) return;
  const { say } = view;
  const { number } = after;
  const reason = say(`rejection.${event.code}`);
  const text = clip(event.text, NEWS_TEXT);
  const whereTo = say(`elsewhere.${event.code}`);
  const who = notices.who(event.by);
  const told =
    event.code === 'void'
      ? say('undo.newsVoid', { number, who })
      : event.code === 'idle'
        ? say('ending.newsIdle', { number, who })
        : say('ending.newsRejected', { number, who, reason, text, whereTo });
  notices.add('news', notices.member, told, {
    slot: ratingSlot(after),
    buttons: [reopenRow(after, say('ending.appeal'))],
  });
  if (after.liaison !== event.by) {
    const told = event.code === 'void' ? 'undo.newsVoidLiaison' : 'ending.newsRejectedLiaison';
    notices.add('news', toPerson(after.liaison), say(told, { number, who, reason }));
  }
  closeDispatch(say('ending.dispatchRejected', { number, who, reason }), notices);
}

function tellSplit(event: Split, notices: Notices): void {
  const { after, view } = notices;
  const { say } = view;
  const { into } = event;
  const own = { number: after.number, into, text: clip(event.text, NEWS_TEXT) };
  const facts = { ...own, who: notices.who(event.by) };
  notices.add('news', toPerson(event.by), say('ending.newsSplit', own));
  if (after.member !== event.by) {
    notices.add('news', notices.member, say('ending.newsSplitMember', facts), { ticket: into });
  }
  notices.add('news', toPerson(after.liaison), say('ending.newsSplitLiaison', facts));
}

function isHub(person: string | null, { roster }: View): boolean {
  return roster.dispatchers.some(({ id }) => id === person);
}

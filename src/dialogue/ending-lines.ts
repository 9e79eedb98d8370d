/** How a ticket ended or came back, as people read it: on the card, in the closing message, in the story so far. */
import type { Refusal } from '../domain/commands.ts';
import { dueInWords } from '../domain/deadline-words.ts';
import { isOver, type Ticket } from '../domain/ticket.ts';
import { type OutcomeCode, REJECTIONS, SOLVED_WORDS, type SolvedWord } from '../domain/ticket-parts.ts';
import { clip } from './text.ts';
import { press } from './understand.ts';
import { type Buttons, departmentName, dueOf, nameOf, stateName, type View } from './view.ts';

const LINE_TEXT = 160;

/** Lines of the card: where it came from, where it went. */
export function endingLines(ticket: Ticket, view: View): readonly string[] {
  const { say } = view;
  const { source, splitFrom, mergedInto, state, entries } = ticket;
  const absorbed = entries.flatMap((entry) => (entry.what === 'absorbed' ? entry.from : [])).join('、');
  const split = entries.flatMap((entry) => (entry.what === 'split' ? entry.into : [])).join('、');
  return [
    ...(source === undefined ? [] : [say('ending.source', { title: source.title })]),
    ...(splitFrom === undefined ? [] : [say('ending.splitFrom', { from: splitFrom })]),
    ...(split === '' ? [] : [say('ending.splitInto', { numbers: split })]),
    ...(absorbed === '' ? [] : [say('ending.absorbed', { numbers: absorbed })]),
    ...(mergedInto === null ? [] : [say('ending.merged', { into: mergedInto })]),
    // Why is for the enterprise alone: others read the card.
    ...(state === 'rejected' ? [say('ending.rejected')] : []),
  ];
}

/** 办理结果：…; 办理结果（部分解决）：… where it is not simply solved. */
export function resultLine({ facts }: Ticket, { say }: View): string {
  const text = clip(facts.result ?? '', LINE_TEXT);
  const { outcome } = facts;
  if (outcome === null || outcome === 'solved') return say('card.resolved', { text });
  return say('ending.result', { outcome: outcomeName(outcome, { say }), text });
}

function outcomeName(outcome: OutcomeCode, { say }: Pick<View, 'say'>): string {
  return outcome === 'withdrawn' ? say('state.withdrawn') : say(`outcome.${outcome}`);
}

/** 满意; 满意（到期后补评） where it came after it was closed as 未评价. */
export function ratingName({ facts }: Ticket, { say }: View): string {
  const rating = say(`rating.${facts.rating ?? 'none'}`);
  return facts.closedBy === 'silence' ? say('ending.ratedLate', { rating }) : rating;
}

/** 已解决 · 部分解决 · 没解决 */
export function solvedName(word: SolvedWord, { say }: Pick<View, 'say'>): string {
  return say(
    ({ solved: 'ending.solved-y', partly: 'ending.partlySolved', unsolved: 'ending.solved-n' } as const)[
      word
    ],
  );
}

/** The one question that 不满意 leaves open: is it solved? */
export function solvedButtons({ number, cycle }: Ticket, { say }: Pick<View, 'say'>): Buttons {
  const button = (word: SolvedWord) => ({
    label: solvedName(word, { say }),
    data: press('answer', number, cycle, `solved-${word}`),
  });
  return [SOLVED_WORDS.map(button)];
}

/** Why it is being worked on again; empty when it is not. */
export function againLines({ entries, facts, state }: Ticket, { say }: View): readonly string[] {
  if (state === 'resolved' || facts.closedAt !== null || facts.excludedAt !== null) return [];
  const last = entries.findLast(({ what }) => what === 'reworked' || what === 'reopened');
  if (!last) return [];
  const text = clip(last.text ?? '', LINE_TEXT);
  return last.what === 'reworked'
    ? [say('card.rework', { count: facts.reworks, text })]
    : [say('ending.again', { count: facts.reopens, text })];
}

/**
 * What stands in the place of the rating buttons once the ticket is closed: thanks, or `who` rated it, and what may still
 * be said.
 */
export function closingText(ticket: Ticket, view: View, who?: string): string {
  const { say } = view;
  const { number, facts } = ticket;
  if (facts.closedBy === 'silence') {
    return facts.rating === null
      ? say('news.lapsed', { number })
      : say('ending.toldRatedLate', { number, rating: say(`rating.${facts.rating}`) });
  }
  const thanks =
    who === undefined ? say('told.confirmed', { number }) : say('told.confirmedBy', { number, who });
  if (ticket.confidential) return thanks;
  const [question, ...others] = openQuestions(ticket);
  if (question === undefined) return `${thanks}${say('ending.surveyDone')}`;
  if (others.length > 0) return `${thanks}\n${say('ending.survey')}`;
  return `${thanks}\n${say(question === 'answered' ? 'ending.surveyHeard' : 'ending.surveyMet')}`;
}

/** The questions that a rating leaves open, and 重开. */
export function closingButtons(ticket: Ticket, { say }: View): Buttons {
  const { number, cycle } = ticket;
  const asked = ticket.confidential ? [] : openQuestions(ticket);
  return [
    ...asked.map((question) =>
      (['y', 'n'] as const).map((mark) => ({
        label: say(`ending.${question}-${mark}`),
        data: press('answer', number, cycle, `${question}-${mark}`),
      })),
    ),
    reopenRow(ticket, say('action.reopen')),
  ];
}

export function reopenRow({ number, cycle }: Ticket, label: string): Buttons[number] {
  return [{ label, data: press('reopen', number, cycle) }];
}

/** 答复没有, 主动对接没有: those the enterprise has not answered, once it has rated by itself. */
function openQuestions({ facts }: Ticket): readonly ('answered' | 'contacted')[] {
  const { answers, closedBy } = facts;
  if (closedBy !== 'enterprise' || answers === null) return [];
  return (['answered', 'contacted'] as const).filter((question) => answers[question] === null);
}

/** What the enterprise is told when it says "not solved". */
export function reworkedAnswer(after: Ticket, view: View): string {
  const { number } = after;
  if (after.state === 'queued') return view.say('told.escalated', { number });
  const department = departmentName(after.department, view);
  return view.say('told.reworked', { number, department, due: dueOf(after, view) });
}

/** And when it has a ticket opened again. */
export function reopenedAnswer(after: Ticket, view: View): string {
  const { number, queuedFor, state } = after;
  if (state === 'queued') {
    return view.say(queuedFor === 'appeal' ? 'ending.toldAppeal' : 'told.escalated', { number });
  }
  const department = departmentName(after.department, view);
  const liaison = nameOf(after.liaison, view);
  return view.say('ending.toldReopened', { number, department, liaison, due: dueOf(after, view) });
}

/** 不予受理 among the dispatcher's choices. */
export function rejectRow({ number, cycle }: Ticket, { say }: View): Buttons[number] {
  return [{ label: say('action.reject'), data: press('reject', number, cycle) }];
}

/** The reasons, two in a row. */
export function rejectionButtons({ number, cycle }: Ticket, { say }: View): Buttons {
  const buttons = REJECTIONS.map((code) => ({
    label: say(`rejection.${code}`),
    data: press('reject', number, cycle, code),
  }));
  const rows = [0, 2, 4, 6].map((from) => buttons.slice(from, from + 2));
  return [...rows, [{ label: say('button.cancel'), data: press('cancel', number, cycle) }]];
}

/** Why a ticket cannot be opened again, and what to do instead; null where the general words do. */
export function reopenRefused(refusal: Refusal, ticket: Ticket, view: View): string | null {
  const { say, now } = view;
  const { number } = ticket;
  const state = stateName(ticket, say);
  switch (refusal.code) {
    case 'tooLate':
      return say('ending.reopenLate', {
        number,
        due: refusal.until ? dueInWords(refusal.until, now) : '—',
      });
    case 'tooMuch':
      return say('ending.reopenOften', { number, limit: refusal.limit ?? 0 });
    case 'wrongState':
      if (ticket.state === 'resolved') return say('ending.reopenResolved', { number });
      return say(isOver(ticket) ? 'ending.reopenOver' : 'ending.reopenOpen', { number, state });
    default:
      return null;
  }
}

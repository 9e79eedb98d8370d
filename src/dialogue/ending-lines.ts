/** How a ticket ended, as people read it, and what may still be pressed: 不予受理, 并单, 回访, 重开. */
import { REJECTIONS, type Rejection, type ResolvedAs, type Ticket } from '../domain/ticket.ts';
import { clip } from './text.ts';
import { press } from './understand.ts';
import { type Buttons, enterpriseName, nameOf, type View } from './view.ts';
import type { Say } from './wording.ts';

const LINE_TEXT = 160;

/** On the card. */
export function endingLines(ticket: Ticket, { say }: View): readonly string[] {
  const { rejection } = ticket.facts;
  if (ticket.state === 'rejected' && rejection !== null) {
    const entry = ticket.entries.findLast(({ what }) => what === 'rejected')?.text ?? '';
    const text = clip(entry.slice(entry.indexOf('/') + 1), LINE_TEXT);
    return [say('ending.rejectedLine', { reason: say(`rejection.${rejection}`), text })];
  }
  if (ticket.state === 'merged') return [say('ending.mergedLine', { into: ticket.mergedInto ?? 0 })];
  if (ticket.splitFrom !== undefined) return [say('ending.splitLine', { from: ticket.splitFrom })];
  return [];
}

/** 部分解决, 解释说明; empty for what is simply solved. */
export function outcomeMark({ facts }: Ticket, say: Say): string {
  const { outcome } = facts;
  return outcome === null || outcome === 'solved' || outcome === 'withdrawn'
    ? ''
    : `（${say(`outcome.${outcome}`)}）`;
}

/** Under the question for the result: it is solved unless one of these is pressed. */
export function outcomeButtons({ number, cycle }: Ticket, say: Say): Buttons {
  const choice = (as: ResolvedAs) => ({
    label: say(`outcome.${as}`),
    data: press('resolve', number, cycle, as),
  });
  return [[choice('partly'), choice('explained')]];
}

export function rejectionButtons({ number, cycle }: Ticket, say: Say): Buttons {
  const all = REJECTIONS.map((code) => ({
    label: say(`rejection.${code}`),
    data: press('reject', number, cycle, code),
  }));
  return [
    ...all.map((one) => [one]),
    [{ label: say('button.cancel'), data: press('cancel', number, cycle) }],
  ];
}

/** Where somebody is to go with what is not taken on here. */
export function whereToGo(code: Rejection, say: Say): string {
  return say(`elsewhere.${code}`);
}

/** 督核四问, one after the other; the answers so far travel in the buttons. */
export function callBackQuestion(
  ticket: Ticket,
  answers: string,
  view: View,
): { readonly text: string; readonly buttons: Buttons } {
  const { say } = view;
  const { number, cycle } = ticket;
  const to = (choice: string, label: string) => ({ label, data: press('callBack', number, cycle, choice) });
  const question = (['solved', 'answered', 'contacted', 'satisfied'] as const)[answers.length] ?? 'solved';
  const about = say('ending.callBack', {
    number,
    enterprise: enterpriseName(ticket, view),
    member: nameOf(ticket.member, view),
    text: clip(ticket.facts.result ?? '', LINE_TEXT),
  });
  const buttons: Buttons =
    question === 'satisfied'
      ? [
          (['satisfied', 'basic', 'dissatisfied'] as const).map((one) =>
            to(`${answers}-${one}`, say(`rating.${one}`)),
          ),
        ]
      : [[to(`${answers}y`, say(`ending.${question}Yes`)), to(`${answers}n`, say(`ending.${question}No`))]];
  return { text: `${answers === '' ? `${about}\n` : ''}${say(`ending.${question}`)}`, buttons };
}

/** What the enterprise's rating left open. */
export function surveyButtons(ticket: Ticket, { say }: View): Buttons {
  const { number, cycle, facts } = ticket;
  const to = (choice: string, label: string) => ({ label, data: press('answer', number, cycle, choice) });
  const { answered, contacted } = facts.answers ?? { answered: null, contacted: null };
  return [
    ...(answered === null
      ? [[to('answered-y', say('ending.answeredYes')), to('answered-n', say('ending.answeredNo'))]]
      : []),
    ...(contacted === null
      ? [[to('contacted-y', say('ending.contactedYes')), to('contacted-n', say('ending.contactedNo'))]]
      : []),
  ];
}

/** 政银企对接 as those read it who may: the list, and one need with what each bank says; sealed fields only to whom they are opened. */
import type { View } from '../../../dialogue/view.ts';
import {
  answerDue,
  checkDue,
  decisionDay,
  type Need,
  type Offer,
  obstaclesOf,
  stageOf,
} from '../../../domain/arrangements/finance.ts';
import {
  grantOpened,
  mayFinance,
  needOpened,
  obstaclesFor,
  relationsTo,
} from '../../../domain/arrangements/finance-permissions.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import type { Office } from '../../../domain/office.ts';
import {
  bankName,
  dayName,
  factsInWords,
  firmName,
  money,
  needsIn,
  reasonInWords,
  stageName,
  standardsInWords,
} from './common.ts';
import { obstacleState } from './obstacles.ts';

/** Those that somebody may look at, the oldest first. */
export function needsFor(
  person: string,
  office: Pick<Office, 'arrangements'>,
  { roster }: Pick<View, 'roster'>,
) {
  return needsIn(office).filter((need) => mayFinance('view', need, person, roster));
}

export function needLine(need: Need, person: string, view: View): string {
  const { say, roster } = view;
  const stage = stageName(need, view);
  const { yuan } = needOpened(need, person, roster);
  return relationsTo(need, person, roster).has('owner') && yuan !== undefined
    ? say('finance.lineOwn', { id: need.id, amount: money(yuan), stage })
    : say('finance.line', { id: need.id, firm: firmName(need, view), stage });
}

export function needHead(need: Need, view: View): string {
  return view.say('finance.show', { id: need.id, firm: firmName(need, view), stage: stageName(need, view) });
}

/** What is opened to this person, and how it stands. */
export function needLines(
  need: Need,
  person: string,
  view: View,
  { calendar }: { readonly calendar: Calendar },
): readonly string[] {
  const { say, roster } = view;
  const facts = factsInWords(needOpened(need, person, roster), view);
  const due = checkDue(need, calendar);
  const check = need.checks.at(-1);
  const own = roster.bankOf(person)?.id;
  const all = relationsTo(need, person, roster);
  // A bank hears nothing of the others.
  const offers =
    all.has('owner') || all.has('hub') ? need.offers : need.offers.filter(({ bank }) => bank === own);
  const isLacking = check !== undefined && stageOf(need) === 'coaching';
  return [
    ...(facts === '' ? [] : [facts]),
    ...(due === null ? [] : [say('finance.checkBy', { due: dayName(due, view) })]),
    ...(isLacking
      ? [
          say('finance.lacking', {
            lacks: standardsInWords(view, check.lacks).join('、'),
            words: check.words,
          }),
        ]
      : []),
    ...offers.map((offer) => offerLine(need, offer, person, view, calendar)),
    ...obstaclesFor(need, person, roster).map((one) =>
      say('finance.obstacleLine', {
        place: obstaclesOf(need).indexOf(one) + 1,
        words: one.words,
        state: obstacleState(one, view),
      }),
    ),
  ];
}

function offerLine(need: Need, offer: Offer, person: string, view: View, calendar: Calendar): string {
  const { say, roster } = view;
  const bank = bankName(offer.bank, view);
  const { answer, refused, granted, picked, goneAt } = offer;
  if (granted) {
    const opened = grantOpened(need, offer, person, roster);
    return opened?.yuan === undefined
      ? say('finance.offerGrantedOnly', { bank })
      : say('finance.offerGranted', {
          bank,
          amount: money(opened.yuan),
          rate: rateInWords(opened.rate ?? null, view),
          lent: money(opened.lent ?? 0),
        });
  }
  if (refused) return say('finance.offerRefused', { bank, reason: reasonShown(need, refused, person, view) });
  if (answer?.willing === false) {
    return say('finance.offerDeclined', { bank, reason: reasonShown(need, answer, person, view) });
  }
  if (goneAt !== undefined) return say('finance.offerGone', { bank });
  const day = decisionDay(offer);
  if (picked && day !== null) return say('finance.offerPicked', { bank, due: dayName(day, view) });
  if (answer) return say('finance.offerWilling', { bank });
  const due = answerDue(need, offer, calendar);
  return due === null
    ? say('finance.offerWaits', { bank })
    : say('finance.offerAsked', { bank, due: dayName(due, view) });
}

/** In the bank's own words to the firm; to the hub the code alone, so that it can help. */
function reasonShown(
  need: Need,
  said: Parameters<typeof reasonInWords>[0],
  person: string,
  view: View,
): string {
  const isOwner = relationsTo(need, person, view.roster).has('owner');
  return reasonInWords(isOwner ? said : { reason: said.reason, words: '' }, view);
}

export function rateInWords(rate: number | null, { say }: Pick<View, 'say'>): string {
  return rate === null ? '' : say('finance.rate', { rate });
}

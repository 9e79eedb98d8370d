/** The firm's own choices: which banks may read its need, with which of the willing it goes on, and that it wants none any more. */
import { banksIn } from '../../../dialogue/arrangements/finance.ts';
import {
  decisionDay,
  isLive,
  isRecommended,
  type Offer,
  stageOf,
} from '../../../domain/arrangements/finance.ts';
import type { Outcome } from '../../case.ts';
import { awaiting } from '../../dialogue.ts';
import { toThem } from '../to-them.ts';
import {
  bankName,
  bankNames,
  button,
  type Dealing,
  dayName,
  factsInWords,
  firmName,
  hubPeople,
  limitsFrom,
  peopleOfBank,
  stageName,
  type Telling,
  taken,
} from './common.ts';
import { bankButtons, unknownBanks } from './telling.ts';

/** What a bank reads first of a need, with what it may answer. */
export function toldToBanks(
  { need, id, at, view, say, roster, parts }: Dealing,
  banks: readonly string[],
): readonly Telling[] {
  const { answer, decision } = limitsFrom(at, parts.calendar);
  const text = say('finance.toBank', {
    id,
    firm: firmName(need, view),
    // The firm opened all of it to this bank.
    facts: factsInWords(need.fields.sealed, view),
    due: dayName(answer, view),
    decision: dayName(decision, view),
  });
  const buttons = [
    [button('accept', id, say('finance.acceptButton')), button('decline', id, say('finance.declineButton'))],
  ];
  return banks.map((bank) => ({ people: peopleOfBank(bank, roster), text, name: `bank/${bank}`, buttons }));
}

export function askBanks(dealing: Dealing): Outcome {
  const { on, need, id, at, view, say, roster } = dealing;
  const over = overIn(dealing);
  if (over) return over;
  const known = new Set(need.offers.map(({ bank }) => bank));
  const shown = roster.banks.map(({ id }) => id).filter((bank) => !known.has(bank));
  if (shown.length === 0) return toThem(on, say('finance.choseAlready'));
  const example = shown.map((bank) => roster.bank(bank)?.aliases[0] ?? bankName(bank, view)).join('、');
  return {
    ...toThem(on, say('finance.askBanks', { example }), { buttons: bankButtons(shown, id, view) }),
    dialogue: awaiting('arranging', { of: 'finance', what: 'choose', id, shown }, at),
  };
}

/** `words`: names of banks. */
export function chooseNamed(dealing: Dealing, words: string): Outcome {
  const { on, view, parts } = dealing;
  if (words === '') return askBanks(dealing);
  const { banks, unknown } = banksIn(words, parts.roster);
  return unknown.length > 0 ? toThem(on, unknownBanks(view, unknown)) : choose(dealing, banks);
}

export function choose(dealing: Dealing, chosen: readonly string[]): Outcome {
  const { on, need, id, at, view, say, parts } = dealing;
  const over = overIn(dealing);
  if (over) return over;
  const known = new Set(need.offers.map(({ bank }) => bank));
  const banks = chosen.filter((bank) => !known.has(bank) && view.roster.bank(bank) !== undefined);
  if (banks.length === 0) return { ...toThem(on, say('finance.choseAlready')), dialogue: null };
  const isOpen = isRecommended(need);
  const names = bankNames(banks, view);
  const due = dayName(limitsFrom(at, parts.calendar).answer, view);
  return {
    ...toThem(
      on,
      isOpen
        ? say('finance.toldChosen', { banks: names, due })
        : say('finance.toldChosenLater', { banks: names }),
    ),
    dialogue: null,
    ...taken(dealing, { did: 'chose', need: id, banks }, isOpen ? toldToBanks(dealing, banks) : []),
  };
}

/** 选 农商行, or, where one alone is willing, 选. */
export function pickNamed(dealing: Dealing, words: string): Outcome {
  const { on, need, id, view, say, parts } = dealing;
  const willing = need.offers.filter((one) => isLive(one) && one.answer?.willing && !one.picked);
  const named = words === '' ? null : parts.roster.bankNamed(words);
  if (words !== '' && !named) return toThem(on, unknownBanks(view, [words]));
  const offer = named ? need.offers.find(({ bank }) => bank === named.id) : willing[0];
  if (named && !offer) {
    const bank = bankName(named.id, view);
    return overIn(dealing) ?? toThem(on, say('finance.notChosen', { id, bank }));
  }
  if (!offer || (words === '' && willing.length !== 1)) {
    const banks = bankNames(
      (willing.length > 0 ? willing : need.offers).map(({ bank }) => bank),
      view,
    );
    return toThem(on, say('finance.whichBank', { id, banks }));
  }
  return pick(dealing, offer);
}

/** 意向: the firm goes on with a bank that is willing. */
export function pick(dealing: Dealing, offer: Offer): Outcome {
  const { on, need, id, by, at, view, say, roster } = dealing;
  const bank = bankName(offer.bank, view);
  if (need.withdrawn) return toThem(on, say('finance.over', { id, stage: stageName(need, view) }));
  if (offer.picked) return toThem(on, say('finance.pickedAlready', { bank }));
  const day = decisionDay({ ...offer, picked: { at, by } });
  if (!offer.answer?.willing || !isLive(offer) || day === null || !roster.bank(offer.bank)) {
    return toThem(on, say('finance.notWilling', { bank }));
  }
  const decision = dayName(day, view);
  const text = say('finance.toBankPicked', { id, firm: firmName(need, view), decision });
  const buttons = [
    [button('grant', id, say('finance.grantButton')), button('refuse', id, say('finance.refuseButton'))],
  ];
  return {
    ...toThem(on, say('finance.toldPicked', { bank, decision })),
    ...taken(dealing, { did: 'picked', need: id, bank: offer.bank, by }, [
      { people: peopleOfBank(offer.bank, roster), text, name: `picked/${offer.bank}`, buttons },
    ]),
  };
}

export function withdraw(dealing: Dealing): Outcome {
  const { on, need, id, by, view, say, roster } = dealing;
  if (need.withdrawn) return toThem(on, say('finance.over', { id, stage: stageName(need, view) }));
  if (need.offers.some(({ granted }) => granted)) return toThem(on, say('finance.grantedAlready', { id }));
  const reading = need.offers.filter((one) => one.openedAt !== undefined && isLive(one));
  const banks = reading.flatMap(({ bank }) => peopleOfBank(bank, roster));
  return {
    ...toThem(on, say('finance.withdrawn', { id })),
    dialogue: null,
    ...taken(dealing, { did: 'withdrawn', need: id, by }, [
      { people: banks, text: say('finance.toBankWithdrawn', { id }), name: 'banks' },
      {
        people: hubPeople(view),
        text: say('finance.toHubWithdrawn', { id, firm: firmName(need, view) }),
        name: 'hub',
      },
    ]),
  };
}

/** More banks are chosen for what is not over. */
function overIn({ on, need, id, view, say }: Dealing): Outcome | null {
  const stage = stageOf(need);
  return stage === 'withdrawn' || stage === 'granted' || stage === 'lent'
    ? {
        ...toThem(on, say('finance.over', { id, stage: stageName(need, view) })),
        dialogue: null,
      }
    : null;
}

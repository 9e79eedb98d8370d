/** A bank's word: whether it takes it up, what it grants or why not, and what it has lent. The firm hears each at once. */
import { rateIn, reasonIn } from '../../../dialogue/arrangements/finance.ts';
import { moneyIn } from '../../../dialogue/money-words.ts';
import { plain } from '../../../dialogue/plain.ts';
import {
  LIMITS,
  lentYuan,
  type Need,
  type Offer,
  REASONS,
  type Reason,
} from '../../../domain/arrangements/finance.ts';
import { sealed } from '../../../domain/sealed.ts';
import { addDays, dayOf } from '../../../domain/time.ts';
import type { Case, Outcome } from '../../case.ts';
import { awaiting } from '../../dialogue.ts';
import type { NeedQuestion } from '../arranging.ts';
import { toThem } from '../to-them.ts';
import {
  bankName,
  button,
  causeOf,
  dayName,
  firmName,
  happened,
  hubPeople,
  messages,
  money,
  peopleOfFirm,
  reasonInWords,
} from './common.ts';
import { rateInWords } from './lines.ts';

export function accept(on: Case, need: Need, offer: Offer): Outcome {
  const { view, at, person } = on;
  const { say, roster } = view;
  const { id } = need;
  if (person === null) return {};
  if (offer.answer) return toThem(on, say('finance.answeredAlready', { id }));
  const bank = bankName(offer.bank, view);
  const decision = dayName(addDays(dayOf(offer.openedAt ?? at), LIMITS.decision), view);
  const place = need.offers.indexOf(offer);
  return {
    ...toThem(on, say('finance.toldAccepted', { decision })),
    dialogue: null,
    office: [
      happened(at, {
        did: 'answered',
        need: id,
        bank: offer.bank,
        by: person.id,
        willing: true,
        reason: null,
        words: '',
      }),
    ],
    outbox: messages(causeOf(on), id, at, [
      {
        people: peopleOfFirm(need, roster),
        text: say('finance.ownerAccepted', { id, bank }),
        name: 'accepted',
        buttons: [[button(`pick${place}`, id, say('finance.pickButton', { bank }))]],
      },
    ]),
  };
}

/** 不接: with a reason, a code and what the bank says. */
export function decline(on: Case, need: Need, offer: Offer, words: string): Outcome {
  if (offer.answer) return toThem(on, on.view.say('finance.answeredAlready', { id: need.id }));
  const read = reasonIn(words);
  return read ? declined(on, need, offer, read) : askWhy(on, need, 'decline');
}

export function declined(on: Case, need: Need, offer: Offer, why: Why): Outcome {
  const { view, at, person } = on;
  const { say, roster } = view;
  const { id } = need;
  if (person === null) return {};
  if (offer.answer) return { ...toThem(on, say('finance.answeredAlready', { id })), dialogue: null };
  const bank = bankName(offer.bank, view);
  return {
    ...toThem(on, say('finance.toldDeclined')),
    dialogue: null,
    office: [
      happened(at, { did: 'answered', need: id, bank: offer.bank, by: person.id, willing: false, ...why }),
    ],
    outbox: messages(causeOf(on), id, at, [
      {
        people: peopleOfFirm(need, roster),
        text: say('finance.ownerDeclined', { id, bank, reason: reasonInWords(why, view) }),
        name: 'declined',
        buttons: otherBanks(id, on),
      },
    ]),
  };
}

interface Why {
  readonly reason: Reason;
  readonly words: string;
}

/** What keeps a bank from deciding; null: nothing. */
function undecidable(on: Case, need: Need, offer: Offer): Outcome | null {
  const { say } = on.view;
  const { id } = need;
  if (!offer.picked) return { ...toThem(on, say('finance.notPicked', { id })), dialogue: null };
  if (offer.granted || offer.refused)
    return { ...toThem(on, say('finance.decidedAlready', { id })), dialogue: null };
  return null;
}

export function grant(on: Case, need: Need, offer: Offer, words: string): Outcome {
  const { view, at, person } = on;
  const { say, roster } = view;
  const { id } = need;
  if (person === null) return {};
  const hindered = undecidable(on, need, offer);
  if (hindered) return hindered;
  const read = moneyIn(plain(words));
  if (!read) return askHowMuch(on, need, 'grant', say('finance.askGrant'));
  if (read.yuan > need.fields.sealed.yuan) return askHowMuch(on, need, 'grant', say('finance.tooMuch'));
  const rate = rateIn(words);
  const facts = { id, amount: money(read.yuan), rate: rateInWords(rate, view) };
  return {
    ...toThem(on, say('finance.toldGranted', facts), {
      buttons: [[button('lend', id, say('finance.lendButton'))]],
    }),
    dialogue: null,
    office: [
      happened(at, {
        did: 'granted',
        need: id,
        bank: offer.bank,
        by: person.id,
        ...sealed({ yuan: read.yuan, rate }),
      }),
    ],
    outbox: messages(causeOf(on), id, at, [
      {
        people: peopleOfFirm(need, roster),
        text: say('finance.ownerGranted', { ...facts, bank: bankName(offer.bank, view) }),
        name: 'granted',
      },
    ]),
  };
}

export function refuse(on: Case, need: Need, offer: Offer, words: string): Outcome {
  const hindered = undecidable(on, need, offer);
  if (hindered) return hindered;
  const read = reasonIn(words);
  return read ? refused(on, need, offer, read) : askWhy(on, need, 'refuse');
}

export function refused(on: Case, need: Need, offer: Offer, why: Why): Outcome {
  const { view, at, person } = on;
  const { say, roster } = view;
  const { id } = need;
  if (person === null) return {};
  const hindered = undecidable(on, need, offer);
  if (hindered) return hindered;
  const bank = bankName(offer.bank, view);
  return {
    ...toThem(on, say('finance.toldRefused')),
    dialogue: null,
    office: [happened(at, { did: 'refused', need: id, bank: offer.bank, by: person.id, ...why })],
    outbox: messages(causeOf(on), id, at, [
      {
        people: peopleOfFirm(need, roster),
        text: say('finance.ownerRefused', { id, bank, reason: reasonInWords(why, view) }),
        name: 'refused',
        buttons: otherBanks(id, on),
      },
      {
        people: hubPeople(view),
        text: say('finance.toHubRefused', { id, firm: firmName(need, view), bank }),
        name: 'refusedHub',
      },
    ]),
  };
}

export function lend(on: Case, need: Need, offer: Offer, words: string): Outcome {
  const { view, at, person } = on;
  const { say, roster } = view;
  const { id } = need;
  if (person === null) return {};
  if (!offer.granted) return { ...toThem(on, say('finance.notGranted', { id })), dialogue: null };
  const read = moneyIn(plain(words));
  if (!read) return askHowMuch(on, need, 'lend', say('finance.askLend'));
  const lent = lentYuan(offer) + read.yuan;
  if (lent > offer.granted.sealed.yuan) {
    return askHowMuch(on, need, 'lend', say('finance.lentTooMuch', { lent: money(lentYuan(offer)) }));
  }
  const facts = { id, amount: money(read.yuan), lent: money(lent) };
  return {
    ...toThem(on, say('finance.toldLent', facts)),
    dialogue: null,
    office: [
      happened(at, {
        did: 'lent',
        need: id,
        bank: offer.bank,
        by: person.id,
        ...sealed({ yuan: read.yuan }),
      }),
    ],
    outbox: messages(causeOf(on), id, at, [
      {
        people: peopleOfFirm(need, roster),
        text: say('finance.ownerLent', { ...facts, bank: bankName(offer.bank, view) }),
        name: 'lent',
      },
    ]),
  };
}

function askHowMuch(on: Case, need: Need, what: NeedQuestion, question: string): Outcome {
  const dialogue = awaiting('arranging', { of: 'finance', what, id: need.id, shown: [] }, on.at);
  return { ...toThem(on, question), dialogue };
}

const REASONS_A_ROW = 3;

function askWhy(on: Case, need: Need, what: 'decline' | 'refuse'): Outcome {
  const { say } = on.view;
  const each = REASONS.filter((one) => one !== 'other').map((reason) =>
    button(`${what === 'decline' ? 'no' : 'nay'}_${reason}`, need.id, say(`finance.${reason}`)),
  );
  const buttons = [each.slice(0, REASONS_A_ROW), each.slice(REASONS_A_ROW)];
  const dialogue = awaiting('arranging', { of: 'finance', what, id: need.id, shown: [] }, on.at);
  const question = say(what === 'decline' ? 'finance.whyNot' : 'finance.whyRefused');
  return { ...toThem(on, question, { buttons }), dialogue };
}

function otherBanks(id: number, { view: { say } }: Case) {
  return [[button('choose', id, say('finance.otherButton'))]];
}

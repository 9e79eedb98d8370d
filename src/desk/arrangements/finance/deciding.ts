/** A bank's word: whether it takes it up, what it grants or why not, and what it has lent. The firm hears each at once. */
import { rateIn, reasonIn } from '../../../dialogue/arrangements/finance.ts';
import { moneyIn } from '../../../dialogue/money-words.ts';
import { plain } from '../../../dialogue/plain.ts';
import type { View } from '../../../dialogue/view.ts';
import { LIMITS, lentYuan, REASONS, type Reason } from '../../../domain/arrangements/finance.ts';
import { sealed } from '../../../domain/sealed.ts';
import { addDays, dayOf } from '../../../domain/time.ts';
import type { Outcome } from '../../case.ts';
import { awaiting } from '../../dialogue.ts';
import type { NeedQuestion } from '../arranging.ts';
import { toThem } from '../to-them.ts';
import {
  type BankDealing,
  bankName,
  button,
  type Dealing,
  dayName,
  firmName,
  hubPeople,
  money,
  peopleOfFirm,
  reasonInWords,
  taken,
} from './common.ts';
import { rateInWords } from './lines.ts';

export function accept(dealing: BankDealing): Outcome {
  const { on, need, id, by, offer, at, view, say, roster } = dealing;
  if (offer.answer) return toThem(on, say('finance.answeredAlready', { id }));
  const bank = bankName(offer.bank, view);
  const decision = dayName(addDays(dayOf(offer.openedAt ?? at), LIMITS.decision), view);
  const place = need.offers.indexOf(offer);
  return {
    ...toThem(on, say('finance.toldAccepted', { decision })),
    dialogue: null,
    ...taken(
      dealing,
      {
        did: 'answered',
        need: id,
        bank: offer.bank,
        by,
        willing: true,
        reason: null,
        words: '',
      },
      [
        {
          people: peopleOfFirm(need, roster),
          text: say('finance.ownerAccepted', { id, bank }),
          name: 'accepted',
          buttons: [[button(`pick${place}`, id, say('finance.pickButton', { bank }))]],
        },
      ],
    ),
  };
}

/** 不接: with a reason, a code and what the bank says. */
export function decline(dealing: BankDealing, words: string): Outcome {
  const { on, id, offer, say } = dealing;
  if (offer.answer) return toThem(on, say('finance.answeredAlready', { id }));
  const read = reasonIn(words);
  return read ? declined(dealing, read) : askWhy(dealing, 'decline');
}

export function declined(dealing: BankDealing, why: Why): Outcome {
  const { on, need, id, by, offer, view, say, roster } = dealing;
  if (offer.answer) return { ...toThem(on, say('finance.answeredAlready', { id })), dialogue: null };
  const bank = bankName(offer.bank, view);
  return {
    ...toThem(on, say('finance.toldDeclined')),
    dialogue: null,
    ...taken(dealing, { did: 'answered', need: id, bank: offer.bank, by, willing: false, ...why }, [
      {
        people: peopleOfFirm(need, roster),
        text: say('finance.ownerDeclined', { id, bank, reason: reasonInWords(why, view) }),
        name: 'declined',
        buttons: otherBanks(id, view),
      },
    ]),
  };
}

interface Why {
  readonly reason: Reason;
  readonly words: string;
}

/** What keeps a bank from deciding; null: nothing. */
function undecidable({ on, id, offer, say }: BankDealing): Outcome | null {
  if (!offer.picked) return { ...toThem(on, say('finance.notPicked', { id })), dialogue: null };
  if (offer.granted || offer.refused)
    return { ...toThem(on, say('finance.decidedAlready', { id })), dialogue: null };
  return null;
}

export function grant(dealing: BankDealing, words: string): Outcome {
  const { on, need, id, by, offer, view, say, roster } = dealing;
  const hindered = undecidable(dealing);
  if (hindered) return hindered;
  const read = moneyIn(plain(words));
  if (!read) return askHowMuch(dealing, 'grant', say('finance.askGrant'));
  if (read.yuan > need.fields.sealed.yuan) return askHowMuch(dealing, 'grant', say('finance.tooMuch'));
  const rate = rateIn(words);
  if (rate === 'odd') return askHowMuch(dealing, 'grant', say('finance.oddRate'));
  const facts = { id, amount: money(read.yuan), rate: rateInWords(rate, view) };
  return {
    ...toThem(on, say('finance.toldGranted', facts), {
      buttons: [[button('lend', id, say('finance.lendButton'))]],
    }),
    dialogue: null,
    ...taken(
      dealing,
      {
        did: 'granted',
        need: id,
        bank: offer.bank,
        by,
        ...sealed({ yuan: read.yuan, rate }),
      },
      [
        {
          people: peopleOfFirm(need, roster),
          text: say('finance.ownerGranted', { ...facts, bank: bankName(offer.bank, view) }),
          name: 'granted',
        },
      ],
    ),
  };
}

export function refuse(dealing: BankDealing, words: string): Outcome {
  const hindered = undecidable(dealing);
  if (hindered) return hindered;
  const read = reasonIn(words);
  return read ? refused(dealing, read) : askWhy(dealing, 'refuse');
}

export function refused(dealing: BankDealing, why: Why): Outcome {
  const { on, need, id, by, offer, view, say, roster } = dealing;
  const hindered = undecidable(dealing);
  if (hindered) return hindered;
  const bank = bankName(offer.bank, view);
  return {
    ...toThem(on, say('finance.toldRefused')),
    dialogue: null,
    ...taken(dealing, { did: 'refused', need: id, bank: offer.bank, by, ...why }, [
      {
        people: peopleOfFirm(need, roster),
        text: say('finance.ownerRefused', { id, bank, reason: reasonInWords(why, view) }),
        name: 'refused',
        buttons: otherBanks(id, view),
      },
      {
        people: hubPeople(view),
        text: say('finance.toHubRefused', { id, firm: firmName(need, view), bank }),
        name: 'refusedHub',
      },
    ]),
  };
}

export function lend(dealing: BankDealing, words: string): Outcome {
  const { on, need, id, by, offer, view, say, roster } = dealing;
  if (!offer.granted) return { ...toThem(on, say('finance.notGranted', { id })), dialogue: null };
  const read = moneyIn(plain(words));
  if (!read) return askHowMuch(dealing, 'lend', say('finance.askLend'));
  const lent = lentYuan(offer) + read.yuan;
  if (lent > offer.granted.sealed.yuan) {
    return askHowMuch(dealing, 'lend', say('finance.lentTooMuch', { lent: money(lentYuan(offer)) }));
  }
  const facts = { id, amount: money(read.yuan), lent: money(lent) };
  return {
    ...toThem(on, say('finance.toldLent', facts)),
    dialogue: null,
    ...taken(
      dealing,
      {
        did: 'lent',
        need: id,
        bank: offer.bank,
        by,
        ...sealed({ yuan: read.yuan }),
      },
      [
        {
          people: peopleOfFirm(need, roster),
          text: say('finance.ownerLent', { ...facts, bank: bankName(offer.bank, view) }),
          name: 'lent',
        },
      ],
    ),
  };
}

function askHowMuch({ on, id, at }: Dealing, what: NeedQuestion, question: string): Outcome {
  const dialogue = awaiting('arranging', { of: 'finance', what, id, shown: [] }, at);
  return { ...toThem(on, question), dialogue };
}

const REASONS_A_ROW = 3;

function askWhy({ on, id, at, say }: Dealing, what: 'decline' | 'refuse'): Outcome {
  const each = REASONS.filter((one) => one !== 'other').map((reason) =>
    button(`${what === 'decline' ? 'no' : 'nay'}_${reason}`, id, say(`finance.${reason}`)),
  );
  const buttons = [each.slice(0, REASONS_A_ROW), each.slice(REASONS_A_ROW)];
  const dialogue = awaiting('arranging', { of: 'finance', what, id, shown: [] }, at);
  const question = say(what === 'decline' ? 'finance.whyNot' : 'finance.whyRefused');
  return { ...toThem(on, question, { buttons }), dialogue };
}

function otherBanks(id: number, { say }: Pick<View, 'say'>) {
  return [[button('choose', id, say('finance.otherButton'))]];
}

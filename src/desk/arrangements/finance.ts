/**
 * 政银企对接: what a firm needs to borrow is told in private, looked at by the hub, and shown to the banks that the firm chose.
 * Nothing of it is said in any group, and no amount to anybody else (`finance-permissions.ts`).
 */
import { banksIn, type FinanceStep, reasonCode } from '../../dialogue/arrangements/finance.ts';
import { isThanks } from '../../dialogue/understand.ts';
import type { Need } from '../../domain/arrangements/finance.ts';
import {
  type FinanceAction,
  isConcernedByFinance,
  mayFinance,
  mayReadFinanceFigures,
  mayTellNeeds,
} from '../../domain/arrangements/finance-permissions.ts';
import { periodOf, spanOf } from '../../domain/spans.ts';
import { dayOf } from '../../domain/time.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { onlyIf } from '../dialogue.ts';
import type { Arrangement } from './arrangement.ts';
import type { Arranging } from './arranging.ts';
import { askLacks, coach, complete, recommend } from './finance/checking.ts';
import { askBanks, choose, chooseNamed, pick, pickNamed, withdraw } from './finance/choosing.ts';
import { type BankDealing, button, type Dealing, dealingOf } from './finance/common.ts';
import { accept, decline, declined, grant, lend, refuse, refused } from './finance/deciding.ts';
import { bringDue, nextDue } from './finance/due.ts';
import { needHead, needLine, needLines, needsFor } from './finance/lines.ts';
import { noticeCleared, obstruct, settle } from './finance/obstacles.ts';
import { sectionIn } from './finance/section.ts';
import {
  answeredTelling,
  banksPressed,
  type Drafting,
  hindrance,
  pressedTelling,
  tell,
} from './finance/telling.ts';
import { toThem } from './to-them.ts';

const SHOWN = 12;
const LONGEST_ANSWER = 300;

/** Who may take each step. */
const ACTIONS: Readonly<Record<FinanceStep, FinanceAction>> = {
  recommend: 'check',
  coach: 'check',
  complete: 'complete',
  choose: 'choose',
  accept: 'answer',
  decline: 'answer',
  pick: 'pick',
  grant: 'decide',
  refuse: 'decide',
  lend: 'lend',
  obstruct: 'obstruct',
  file: 'file',
  leave: 'file',
  withdraw: 'withdraw',
};

export const finance: Arrangement<'finance'> = {
  of: 'finance',

  async asked(on, asked, parts) {
    const { person, message, view } = on;
    // To everybody else 融资 is a word like any other.
    if (person === null || !isConcernedByFinance(person.id, parts.roster)) return null;
    // 我们想贷款 among others is a difficulty like any other, and whose it is was said there already.
    if (
      asked.what === 'tell' &&
      asked.plainly &&
      (message.chat.kind === 'group' || !tells(person.id, parts))
    ) {
      return null;
    }
    if (message.chat.kind === 'group') return toThem(on, view.say('finance.privateOnly'));
    switch (asked.what) {
      case 'list':
        return listed(on, parts);
      case 'tell':
        return tell(on, asked.words, parts);
      case 'show':
        return ofOne(on, 'view', asked.id, parts, show);
      case 'step':
        return ofOne(on, ACTIONS[asked.step], asked.id, parts, (dealing) =>
          take(dealing, asked.step, asked.words),
        );
      default:
        return asked satisfies never;
    }
  },

  async pressed(on, what, id, parts) {
    const { say } = on.view;
    const dialogue = onlyIf(on.dialogue, 'arranging');
    if (isDrafting(dialogue) && id === 0) return pressedTelling(on, dialogue, what, parts);
    const [step = '', code = ''] = what.split('_');
    if (step === 'no' || step === 'nay') {
      const reason = reasonCode(code);
      if (!reason) return { toast: say('refusal.badButton') };
      const why = { reason, words: '' };
      return ofOne(on, step === 'no' ? 'answer' : 'decide', id, parts, (dealing) =>
        !hasOffer(dealing)
          ? { toast: say('refusal.oldButton') }
          : step === 'no'
            ? declined(dealing, why)
            : refused(dealing, why),
      );
    }
    const [, place] = /^pick(\d{1,2})$/u.exec(what) ?? [];
    if (place !== undefined) {
      return ofOne(on, 'pick', id, parts, (dealing) => {
        const offer = dealing.need.offers[Number(place)];
        return offer ? pick(dealing, offer) : { toast: say('refusal.oldButton') };
      });
    }
    const [, said, obstacle = ''] = /^(file|leave)(\d{1,2})$/u.exec(what) ?? [];
    if (said !== undefined) {
      return ofOne(on, 'file', id, parts, (dealing) => settle(dealing, said === 'file', obstacle));
    }
    if (dialogue?.of === 'finance' && dialogue.what === 'choose' && dialogue.id === id) {
      const banks = banksPressed(what, dialogue.shown);
      if (banks) return ofOne(on, 'choose', id, parts, (dealing) => choose(dealing, banks));
    }
    if (!isStep(what)) return { toast: say('refusal.oldButton') };
    return ofOne(on, ACTIONS[what], id, parts, (dealing) => take(dealing, what, ''));
  },

  async answered(on, asked, text, parts) {
    if (asked.of !== 'finance' || text === '' || on.message.chat.kind === 'group') return null;
    if (isDrafting(asked)) return answeredTelling(on, asked, text, parts);
    if (text.length > LONGEST_ANSWER || on.reading.urgent || isThanks(text)) return null;
    // Asked which bank, a difficulty of the firm's is no name of one.
    if (asked.what === 'choose' && on.reading.auto && banksIn(text, parts.roster).banks.length === 0)
      return null;
    const step: FinanceStep = asked.what;
    return ofOne(on, ACTIONS[step], asked.id, parts, (dealing) => take(dealing, step, text));
  },

  noticed: async (on, change, outcome) => noticeCleared(on, change, outcome),

  nextAt: nextDue,
  bring: bringDue,

  async section(period, at, parts) {
    return sectionIn(await parts.store.office(), period, at, parts);
  },

  help(roles, { say }) {
    return [
      ...(roles.has('member') ? [say('finance.help')] : []),
      ...(roles.has('banker') ? [say('finance.helpBank')] : []),
      ...(roles.has('dispatcher') ? [say('finance.helpHub')] : []),
      ...(roles.has('member') || roles.has('banker') ? [say('finance.helpObstacle')] : []),
    ];
  },
};

function isDrafting(asked: Arranging | undefined): asked is Drafting {
  return asked?.of === 'finance' && 'draft' in asked;
}

function isStep(what: string): what is FinanceStep {
  return Object.hasOwn(ACTIONS, what);
}

function tells(person: string, { roster }: DeskParts): boolean {
  return mayTellNeeds(person, roster);
}

/** What is not theirs looks like what is not there. */
function ofOne(
  on: Case,
  action: FinanceAction,
  id: number,
  parts: DeskParts,
  does: (dealing: Dealing) => Outcome,
): Outcome {
  const { office, person, view } = on;
  const need = office.arrangements?.finance?.[id];
  if (!need || !person || !mayFinance(action, need, person.id, parts.roster)) {
    return { ...toThem(on, view.say('finance.notFound', { id })), dialogue: null };
  }
  return does(dealingOf(on, need, person.id, parts));
}

function hasOffer(dealing: Dealing): dealing is BankDealing {
  return dealing.offer !== undefined;
}

function take(dealing: Dealing, step: FinanceStep, words: string): Outcome {
  const { on, id, say } = dealing;
  switch (step) {
    case 'recommend':
      return recommend(dealing);
    case 'coach':
      return words === '' ? askLacks(dealing) : coach(dealing, words);
    case 'complete':
      return complete(dealing);
    case 'choose':
      return words === '' ? askBanks(dealing) : chooseNamed(dealing, words);
    case 'pick':
      return pickNamed(dealing, words);
    case 'obstruct':
      return obstruct(dealing, words);
    case 'file':
    case 'leave':
      return settle(dealing, step === 'file', words);
    case 'withdraw':
      return withdraw(dealing);
    default:
  }
  if (!hasOffer(dealing)) return toThem(on, say('finance.notFound', { id }));
  switch (step) {
    case 'accept':
      return accept(dealing);
    case 'decline':
      return decline(dealing, words);
    case 'grant':
      return grant(dealing, words);
    case 'refuse':
      return refuse(dealing, words);
    case 'lend':
      return lend(dealing, words);
    default:
      return step satisfies never;
  }
}

function show({ on, need, by, view, roster, parts }: Dealing): Outcome {
  const lines = [needHead(need, view), ...needLines(need, by, view, parts)];
  const isOwner = mayFinance('choose', need, by, roster);
  const more = isOwner && !need.withdrawn ? { buttons: ownerButtons(need, on) } : {};
  return toThem(on, lines.join('\n'), more);
}

/** Of the banks that are willing, and the way to another. */
function ownerButtons(need: Need, { view }: Case) {
  const picks = need.offers.flatMap((offer, place) => {
    const mayPick = offer.answer?.willing && !offer.picked && !offer.refused && offer.goneAt === undefined;
    const bank = view.roster.bank(offer.bank)?.name;
    return mayPick && bank
      ? [[button(`pick${place}`, need.id, view.say('finance.pickButton', { bank }))]]
      : [];
  });
  return picks;
}

/** 融资: of whoever has none and may tell one, what is asked first. */
async function listed(on: Case, parts: DeskParts): Promise<Outcome> {
  const { view, office, person } = on;
  const { say } = view;
  if (person === null) return {};
  const mine = needsFor(person.id, office, view);
  if (mine.length === 0 && tells(person.id, parts)) return tell(on, '', parts);
  const month = periodOf(spanOf('month', dayOf(on.at)));
  const figures = mayReadFinanceFigures(person.id, parts.roster)
    ? ((await sectionIn(office, month, on.at, parts))?.lines ?? [])
    : [];
  const isBank = parts.roster.bankOf(person.id) !== undefined;
  const lines = mine.slice(-SHOWN).map((need) => needLine(need, person.id, view));
  return toThem(
    on,
    [
      say('finance.list'),
      ...(figures.length > 0 ? [say('finance.thisMonth'), ...figures.map(({ text }) => text)] : []),
      ...lines,
      ...(lines.length === 0 && figures.length === 0
        ? [say(isBank ? 'finance.noneBank' : 'finance.none')]
        : []),
      ...(tells(person.id, parts) && hindrance(on, parts) === null ? [say('finance.listHow')] : []),
    ].join('\n'),
  );
}

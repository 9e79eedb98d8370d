/** 融资 500万 一年 买设备: asks for what is missing, shows it with whom it goes to, and hands it to the hub with one tap. */

import { banksIn, monthsIn, type NeedDraft, readNeed } from '../../../dialogue/arrangements/finance.ts';
import { moneyIn } from '../../../dialogue/money-words.ts';
import { plain } from '../../../dialogue/plain.ts';
import { isThanks } from '../../../dialogue/understand.ts';
import type { View } from '../../../dialogue/view.ts';
import { isOpenNeed, LIMITS, type NeedFields, nextNeed } from '../../../domain/arrangements/finance.ts';
import { mayTellNeeds } from '../../../domain/arrangements/finance-permissions.ts';
import { addWorkdays } from '../../../domain/calendar.ts';
import { sealed } from '../../../domain/sealed.ts';
import { dayOf } from '../../../domain/time.ts';
import type { Case, Outcome } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import type { ArrangingOf, NeedLack } from '../arranging.ts';
import { toThem } from '../to-them.ts';
import {
  bankNames,
  button,
  dayName,
  factsInWords,
  firmName,
  hubPeople,
  isInClear,
  needsIn,
  standardsInWords,
  taken,
} from './common.ts';

export type Drafting = Extract<ArrangingOf<'finance'>, { readonly draft: NeedDraft }>;

const FEWEST_YUAN = 10_000;
const MOST_YUAN = 5_000_000_000;
const LONGEST = 200;
/** Longer words are no answer to what a need lacks. */
const LONGEST_ANSWER = 300;
const BANKS_A_ROW = 2;

/** What keeps somebody from telling a need here; null: nothing. */
export function hindrance(on: Case, { roster }: DeskParts): Outcome | null {
  const { say } = on.view;
  if (on.person === null || !mayTellNeeds(on.person.id, roster)) return toThem(on, say('finance.notYours'));
  if (isInClear(on.office)) return toThem(on, say('finance.noKey'));
  return roster.banks.length === 0 ? toThem(on, say('finance.noBanks')) : null;
}

export function tell(on: Case, words: string, parts: DeskParts): Outcome {
  const hindered = hindrance(on, parts);
  if (hindered) return hindered;
  const { draft, unknown } = readNeed(words, parts.roster);
  return unknown.length > 0
    ? ask(on, draft, 'banks', parts, unknownBanks(on.view, unknown))
    : goOn(on, draft, parts);
}

/** Words in answer to what was missing; null: they are something else. */
export function answeredTelling(on: Case, asked: Drafting, text: string, parts: DeskParts): Outcome | null {
  const { say } = on.view;
  const { what, draft } = asked;
  if (text.length > LONGEST_ANSWER || on.reading.urgent || isThanks(text)) return null;
  if (text.trim() === say('finance.drop')) return dropped(on);
  if (what === 'send') return text === say('finance.send') ? submit(on, draft, parts) : null;
  const filled = filledBy(on, what, draft, text, parts);
  if (filled === null || 'replies' in filled) return filled;
  return goOn(on, filled as NeedDraft, parts);
}

/** A button under a question or under what was shown. */
export function pressedTelling(on: Case, asked: Drafting, what: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { draft, shown } = asked;
  if (asked.what === 'send') {
    if (what === 'send') return submit(on, draft, parts);
    return what === 'drop' ? dropped(on) : { toast: say('refusal.oldButton') };
  }
  const banks = asked.what === 'banks' ? banksPressed(what, shown) : null;
  return banks === null ? { toast: say('refusal.oldButton') } : goOn(on, { ...draft, banks }, parts);
}

/** `bank2`: the third of those that were shown; `all`, `none`. */
export function banksPressed(what: string, shown: readonly string[]): readonly string[] | null {
  if (what === 'all') return shown;
  if (what === 'none') return [];
  const bank = shown[Number(/^bank(\d{1,2})$/u.exec(what)?.[1] ?? -1)];
  return bank === undefined ? null : [bank];
}

export function bankButtons(shown: readonly string[], id: number, { say, roster }: Case['view']) {
  const each = shown.map((bank, place) => button(`bank${place}`, id, roster.bank(bank)?.name ?? bank));
  const rows = Array.from({ length: Math.ceil(each.length / BANKS_A_ROW) }, (_, row) =>
    each.slice(row * BANKS_A_ROW, (row + 1) * BANKS_A_ROW),
  );
  const all = shown.length > 1 ? [button('all', id, say('finance.allBanks'))] : [];
  return [...rows, ...(all.length > 0 ? [all] : [])];
}

export function unknownBanks({ say, roster }: View, names: readonly string[]): string {
  const banks = roster.banks.map(({ name }) => name).join('、');
  return say('finance.unknownBanks', { names: names.join('、'), banks });
}

/** The draft with the answer in it; what is said where it cannot be; null: it is no answer. */
function filledBy(
  on: Case,
  what: NeedLack,
  draft: NeedDraft,
  text: string,
  parts: DeskParts,
): NeedDraft | Outcome | null {
  const { say } = on.view;
  const line = plain(text);
  const isShort = text.length <= 20;
  switch (what) {
    case 'yuan': {
      const read = moneyIn(line);
      if (read) return { ...draft, yuan: read.yuan };
      return isShort ? ask(on, draft, what, parts, say('finance.unclearYuan')) : null;
    }
    case 'months': {
      const read = monthsIn(line);
      if (read) return { ...draft, months: read.months };
      return isShort ? ask(on, draft, what, parts, say('finance.unclearMonths')) : null;
    }
    case 'banks': {
      const { banks, unknown } = banksIn(line, parts.roster);
      if (unknown.length === 0) return { ...draft, banks };
      return isShort || banks.length > 0 ? ask(on, draft, what, parts, unknownBanks(on.view, unknown)) : null;
    }
    case 'purpose':
      return { ...draft, purpose: text.slice(0, LONGEST) };
    case 'collateral':
      return { ...draft, collateral: text.slice(0, LONGEST) };
    default:
      return what satisfies never;
  }
}

/** On to what is still missing; with everything said it is shown. */
function goOn(on: Case, draft: NeedDraft, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { yuan, purpose, months, collateral, banks } = draft;
  if (yuan === undefined) return ask(on, draft, 'yuan', parts, say('finance.askYuan'));
  if (yuan < FEWEST_YUAN || yuan > MOST_YUAN) {
    const { yuan: _, ...rest } = draft;
    return ask(on, rest, 'yuan', parts, say('finance.smallYuan'));
  }
  if (purpose === undefined) return ask(on, draft, 'purpose', parts, say('finance.askPurpose'));
  if (months === undefined) return ask(on, draft, 'months', parts, say('finance.askMonths'));
  if (collateral === undefined) return ask(on, draft, 'collateral', parts, say('finance.askCollateral'));
  if (banks === undefined) return ask(on, draft, 'banks', parts, askBanks(on, parts));
  return preview(on, draft, parts);
}

function askBanks({ view: { say } }: Case, { roster }: DeskParts): string {
  const example = roster.banks
    .slice(0, 2)
    .map(({ name, aliases }) => aliases[0] ?? name)
    .join('、');
  return say('finance.askBanks', { example });
}

function ask(on: Case, draft: NeedDraft, what: NeedLack, { roster }: DeskParts, question: string): Outcome {
  const shown = roster.banks.map(({ id }) => id);
  const none = [button('none', 0, on.view.say('finance.noBank'))];
  const more = what === 'banks' ? { buttons: [...bankButtons(shown, 0, on.view), none] } : {};
  return {
    ...toThem(on, question, more),
    dialogue: awaiting('arranging', { of: 'finance', what, draft, shown }, on.at),
  };
}

function preview(on: Case, draft: NeedDraft, parts: DeskParts): Outcome {
  const { view, at } = on;
  const { say } = view;
  const banks = draft.banks ?? [];
  const whom =
    banks.length === 0 ? say('finance.toNobody') : say('finance.toBanks', { banks: bankNames(banks, view) });
  const text = say('finance.preview', {
    facts: factsInWords(draft, view),
    whom,
    standards: standardsInWords(view).join('、'),
    days: LIMITS.check,
  });
  const buttons = [[button('send', 0, say('finance.send')), button('drop', 0, say('finance.drop'))]];
  const shown = parts.roster.banks.map(({ id }) => id);
  return {
    ...toThem(on, text, { buttons }),
    dialogue: awaiting('arranging', { of: 'finance', what: 'send', draft, shown }, at),
  };
}

function dropped(on: Case): Outcome {
  return { ...toThem(on, on.view.say('finance.dropped')), dialogue: null };
}

function submit(on: Case, draft: NeedDraft, parts: DeskParts): Outcome {
  const { at, person, view, office } = on;
  const { say, roster } = view;
  const hindered = hindrance(on, parts);
  if (hindered) return { ...hindered, dialogue: null };
  const fields = wholeOf(draft);
  const enterprise = person && roster.enterpriseOf(person.id);
  if (!fields || !enterprise || person === null) return { toast: say('refusal.oldButton') };
  const same = needsIn(office).find(
    (one) => one.enterprise === enterprise.id && isOpenNeed(one) && isSame(one.fields.sealed, fields),
  );
  if (same) return { ...toThem(on, say('finance.known', { id: same.id })), dialogue: null };
  const id = nextNeed(office.arrangements?.finance);
  const due = dayName(addWorkdays(dayOf(at), LIMITS.check, parts.calendar), view);
  const need = { id, enterprise: enterprise.id, by: person.id, fields: sealed(fields) };
  // A bank that has left the roster meanwhile is none of those.
  const banks = (draft.banks ?? []).filter((bank) => roster.bank(bank) !== undefined);
  const { purpose, months } = fields;
  const toHub = say('finance.toHub', {
    id,
    firm: firmName(need, view),
    facts: factsInWords({ purpose, months }, view),
    standards: standardsInWords(view).join('\n'),
    due,
  });
  return {
    ...toThem(on, say('finance.told', { id, due })),
    dialogue: null,
    ...taken({ on, id, at }, { did: 'told', need, banks }, [
      { people: hubPeople(view), text: toHub, name: 'hub', buttons: hubButtons(id, view) },
    ]),
  };
}

export function hubButtons(id: number, { say }: Pick<View, 'say'>) {
  return [
    [
      button('recommend', id, say('finance.recommendButton')),
      button('coach', id, say('finance.coachButton')),
    ],
  ];
}

function wholeOf({ yuan, months, purpose, collateral }: NeedDraft): NeedFields | null {
  const isWhole =
    yuan !== undefined && months !== undefined && purpose !== undefined && collateral !== undefined;
  return isWhole ? { yuan, months, purpose, collateral } : null;
}

function isSame(one: NeedFields, other: NeedFields): boolean {
  return one.yuan === other.yuan && one.purpose === other.purpose && one.months === other.months;
}

/** 政银企对接: what its files share – the needs on record, names, days and messages. */
import { withoutMoney } from '../../../dialogue/money-words.ts';
import type { View } from '../../../dialogue/view.ts';
import {
  type FinanceEvent,
  LIMITS,
  type Need,
  type NeedFields,
  type Offer,
  STANDARDS,
  stageOf,
} from '../../../domain/arrangements/finance.ts';
import { offerOf } from '../../../domain/arrangements/finance-permissions.ts';
import { moneyInWords } from '../../../domain/arrangements/policy-money.ts';
import { addWorkdays, type Calendar } from '../../../domain/calendar.ts';
import type { Office, OfficeEvent } from '../../../domain/office.ts';
import type { Roster } from '../../../domain/roster.ts';
import { addDays, type Day, dayInWords, dayOf, type Instant } from '../../../domain/time.ts';
import type { Outgoing } from '../../../store/port.ts';
import type { Case } from '../../case.ts';
import { outgoing } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { arrangeButton } from '../notices.ts';

/** What every step on one need begins with. */
export interface Dealing {
  readonly on: Case;
  readonly parts: DeskParts;
  readonly need: Need;
  readonly id: number;
  /** Who takes the step, and what lies before their bank; undefined: they are of none that has it in hand. */
  readonly by: string;
  readonly offer: Offer | undefined;
  readonly at: Instant;
  readonly view: View;
  readonly say: View['say'];
  readonly roster: Roster;
}

export function dealingOf(on: Case, need: Need, by: string, parts: DeskParts): Dealing {
  const { at, view } = on;
  const { say, roster } = view;
  const offer = offerOf(need, by, parts.roster);
  return { on, parts, need, id: need.id, by, offer, at, view, say, roster };
}

/** The same of a step that a bank takes on what lies before it. */
export type BankDealing = Dealing & { readonly offer: Offer };

/** What is on record after the step, and who hears of it. */
export function taken(
  { on, id, at }: Pick<Dealing, 'on' | 'id' | 'at'>,
  event: FinanceEvent,
  tellings: readonly Telling[],
) {
  return { office: [happened(at, event)], outbox: messages(causeOf(on), id, at, tellings) };
}

/** Oldest first. */
export function needsIn({ arrangements }: Pick<Office, 'arrangements'>): readonly Need[] {
  return Object.values(arrangements?.finance ?? {});
}

export function happened(at: Instant, event: FinanceEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'finance', event };
}

/**
 * Whether this runs in real life without a key (`report-key.ts`): what is told would lie on disk in clear, so nothing is
 * taken. A rehearsal takes it, as it takes reports.
 */
export function isInClear({ settings }: Pick<Office, 'settings'>): boolean {
  return settings.reportKey === 'none';
}

export function firmName({ enterprise }: Pick<Need, 'enterprise'>, { roster }: Pick<View, 'roster'>): string {
  return roster.enterpriseName(enterprise);
}

export function bankName(bank: string, { roster }: Pick<View, 'roster'>): string {
  return roster.bank(bank)?.name ?? bank;
}

export function bankNames(banks: readonly string[], view: Pick<View, 'roster'>): string {
  return banks.map((bank) => bankName(bank, view)).join('、');
}

export function money(yuan: number): string {
  return moneyInWords(yuan * 100);
}

export function dayName(day: Day, { now }: Pick<View, 'now'>): string {
  return dayInWords(day, dayOf(now));
}

/** When a bank that is shown it now is to say whether it takes it up, and to decide. */
export function limitsFrom(at: Instant, calendar: Calendar) {
  const day = dayOf(at);
  return { answer: addWorkdays(day, LIMITS.answer, calendar), decision: addDays(day, LIMITS.decision) };
}

export function stageName(need: Need, { say }: Pick<View, 'say'>): string {
  const stage = stageOf(need);
  return say(stage === 'withdrawn' ? 'finance.withdrawnStage' : `finance.${stage}`);
}

/** 1 合规持续经营 … 5 用途依法合规 */
export function standardsInWords(
  { say }: Pick<View, 'say'>,
  only: readonly string[] = STANDARDS,
): readonly string[] {
  return STANDARDS.flatMap((one, place) => {
    if (!only.includes(one)) return [];
    const standard = say(one === 'credit' ? 'finance.goodCredit' : `finance.${one}`);
    return [say('finance.standard', { place: place + 1, standard })];
  });
}

/** What is opened of a need, a line each. Whoever may not read the amount reads none in what it is for either. */
export function factsInWords(
  { yuan, purpose, months, collateral }: Partial<NeedFields>,
  { say }: Pick<View, 'say'>,
): string {
  return [
    ...(yuan === undefined ? [] : [say('finance.factYuan', { amount: money(yuan) })]),
    ...(purpose === undefined
      ? []
      : [say('finance.factPurpose', { purpose: yuan === undefined ? withoutMoney(purpose) : purpose })]),
    ...(months === undefined ? [] : [say('finance.factMonths', { months })]),
    ...(collateral === undefined ? [] : [say('finance.factCollateral', { collateral })]),
  ].join('\n');
}

/** 抵押、担保不足：评估价不够 */
export function reasonInWords(
  {
    reason,
    words,
  }: { readonly reason: NonNullable<Offer['refused']>['reason'] | null; readonly words: string },
  { say }: Pick<View, 'say'>,
): string {
  const name = reason === null ? '' : say(`finance.${reason}`);
  return words === '' ? name : `${name}：${words}`;
}

/** Everybody of the firm; of a bank A 岗 and B 岗. */
export function peopleOfFirm({ enterprise }: Need, roster: Roster): readonly string[] {
  return roster.enterprise(enterprise)?.members.map(({ id }) => id) ?? [];
}

export function peopleOfBank(bank: string, roster: Roster, withHead = false): readonly string[] {
  const found = roster.bank(bank);
  if (!found) return [];
  const { primary, backup, head } = found;
  return [...new Set([primary, backup, ...(withHead ? [head] : [])].map(({ id }) => id))];
}

export function hubPeople(view: Pick<View, 'roster' | 'hub'>): readonly string[] {
  return (view.hub ?? view.roster.dispatchers).map(({ id }) => id);
}

/** `name`: tells messages of one cause apart. What cannot be delivered is said to nobody, as with reports. */
export interface Telling {
  readonly people: readonly string[];
  readonly text: string;
  readonly name: string;
  readonly buttons?: Outgoing['buttons'];
}

export function messages(cause: string, id: number, at: Instant, tellings: readonly Telling[]): Outgoing[] {
  return tellings.flatMap(({ people, text, name, buttons = [] }) =>
    [...new Set(people)].map((person) =>
      outgoing({
        id: `${cause}/finance/${id}/${name}/${person}`,
        to: { person },
        text,
        buttons,
        kind: 'finance',
        secret: true,
        createdAt: at,
      }),
    ),
  );
}

export function causeOf({ message }: Case): string {
  return `inbox:${message.key}`;
}

export function button(what: string, id: number, label: string) {
  return arrangeButton('finance', what, id, label);
}

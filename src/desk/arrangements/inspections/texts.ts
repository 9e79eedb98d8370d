/** What people read of inspections: one, a list, the figures, and what firms think of a unit. */
import type { View } from '../../../dialogue/view.ts';
import { readsAll, unitOf } from '../../../domain/arrangements/inspection-permissions.ts';
import { figuresOf, restDue } from '../../../domain/arrangements/inspection-rules.ts';
import {
  type Filing,
  filedIn,
  type Inspection,
  type InspectionEvent,
  type Inspections,
  type Opinions,
  RATINGS,
  unitsOf,
} from '../../../domain/arrangements/inspections.ts';
import { dueInWords } from '../../../domain/deadline-words.ts';
import { masked } from '../../../domain/masked.ts';
import { type Period, rateInWords } from '../../../domain/metrics.ts';
import type { Office, OfficeEvent } from '../../../domain/office.ts';
import { dayInWords, dayOf, type Instant, instantInWords, monthInWords } from '../../../domain/time.ts';
import type { Outgoing } from '../../../store/port.ts';
import type { Case } from '../../case.ts';
import { toPeople } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { addressOf } from '../../people/people.ts';
import type { SectionLine } from '../arrangement.ts';
import { sendNotice } from '../notices.ts';
import { inPlaceOf } from '../on-duty.ts';

export function inspectionsIn({ arrangements }: Pick<Office, 'arrangements'>): Inspections {
  return arrangements?.inspections ?? {};
}

export function happened(at: Instant, event: InspectionEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'inspections', event };
}

/** 12月9日（周三）09:00; the day alone where no hour was named. */
export function whenInWords({ day, time }: Pick<Filing, 'day' | 'time'>, { now }: View): string {
  return `${dayInWords(day, dayOf(now))}${time ?? ''}`;
}

export function unitName(id: string, { roster }: View): string {
  return roster.departmentName(id);
}

export function firmName(id: string, { roster }: View): string {
  return roster.enterpriseName(id);
}

export function unitNames(one: Inspection, all: Inspections, view: View): string {
  return unitsOf(one, all)
    .map((id) => unitName(id, view))
    .join('、');
}

export function factsOf(filing: Filing, view: View) {
  const { say } = view;
  const none = say('inspection.none');
  const people = filing.inspectors.map(({ name, certificate }) =>
    certificate === null ? name : `${name}（${certificate}）`,
  );
  return {
    ...briefFacts(filing, view),
    type: say(`inspection.${filing.type}`),
    basis: filing.basis ?? none,
    approver: filing.approver ?? none,
    people: people.length === 0 ? none : people.join('、'),
    noticeNo: filing.noticeNo ?? none,
  };
}

export function briefFacts(filing: Filing, view: View) {
  return {
    id: filing.id,
    unit: unitName(filing.department, view),
    firm: firmName(filing.enterprise, view),
    when: whenInWords(filing, view),
    item: filing.item,
  };
}

export function stateInWords(one: Inspection, view: View, parts: DeskParts): string {
  const { say, now } = view;
  if (one.cancelled) return say('inspection.stateCancelled');
  if (one.into !== undefined) return say('inspection.stateInto', { id: one.into });
  const rest = restDue(one, parts.inspections, parts.calendar);
  if (rest) return say('inspection.stateRest', { due: dueInWords(rest, now) });
  if (one.result) return say('inspection.stateResult');
  return say(one.enteredAt === undefined ? 'inspection.stateFiled' : 'inspection.stateEntered');
}

export function lineOf(one: Inspection, view: View, parts: DeskParts): string {
  return view.say('inspection.line', { ...briefFacts(one, view), state: stateInWords(one, view, parts) });
}

export function shownWhole(
  one: Inspection,
  office: Pick<Office, 'arrangements'>,
  view: View,
  parts: DeskParts,
): readonly string[] {
  const { say } = view;
  const all = inspectionsIn(office);
  const isJoint = unitsOf(one, all).length > 1;
  return [
    ...say('inspection.show', { ...factsOf(one, view), state: stateInWords(one, view, parts) }).split('\n'),
    ...(isJoint ? [say('inspection.showUnits', { units: unitNames(one, all, view) })] : []),
    toldInWords(one, office, view),
    ...resultLines(one, view),
  ];
}

/** Of a joint one each unit's under its name. */
function resultLines({ result, results }: Inspection, view: View): readonly string[] {
  const { say } = view;
  if (results) {
    return results.map(({ unit, text }) =>
      say('inspection.showUnitResult', { unit: unitName(unit, view), text }),
    );
  }
  return result ? [say('inspection.showResult', { text: result.text })] : [];
}

/** Whether the word reached the firm: where it has not, the unit rings up. */
function toldInWords(one: Inspection, { arrangements }: Pick<Office, 'arrangements'>, view: View): string {
  const { say, now } = view;
  if (one.told === undefined) return say('inspection.notTold');
  const reached = (arrangements?.notices?.[one.told]?.to ?? []).flatMap(({ reachedAt }) => reachedAt ?? []);
  return reached.length === 0
    ? say('inspection.notReached')
    : say('inspection.reached', { when: instantInWords(Math.min(...reached), now) });
}

/** How a period stands. No line says how often any unit has gone: that would soon be a target (国办发〔2024〕54 号). */
export function figureLines(
  all: Inspections,
  period: Period,
  at: Instant,
  { say, inspections: rules }: Pick<DeskParts, 'say' | 'inspections'>,
): readonly SectionLine[] {
  const { beforehand, joint, over, quiet, visits, emergencies, madeUp, ...of } = figuresOf(
    all,
    period,
    at,
    rules,
  );
  const path = '/inspections';
  const filed = say('inspection.beforehand', { rate: rateInWords(beforehand) });
  const urgent = say('inspection.emergencies', { count: emergencies, madeUp });
  const inspected = [
    { text: say('inspection.entries', { ...of }), path },
    { text: emergencies > 0 ? `${filed}（${urgent}）` : filed, path },
    { text: say('inspection.joint', { rate: rateInWords(joint), over, quiet }), path },
  ];
  const visited = [{ text: say('inspection.visits', { count: visits }), path }];
  return [...(of.entries > 0 ? inspected : []), ...(visits > 0 ? visited : [])];
}

/**
 * Of one unit, or of several together; null while there are not three. They are all there have been, and it is said since when,
 * whatever period stands beside them: of one that somebody may choose, the day on which three were full would tell who the third was.
 */
export function opinionsInWords(
  departments: readonly string[],
  all: Inspections,
  { say }: Pick<View, 'say'>,
): { readonly since: string; readonly opinions: string; readonly words: readonly string[] } | null {
  const shown: readonly Opinions[] = departments.flatMap((one) => all.opinions?.[one]?.shown ?? []);
  const ratings = shown.flatMap((one) => one.ratings);
  if (ratings.length === 0) return null;
  const [good = 0, fair = 0, poor = 0] = RATINGS.map((one) => ratings.filter((each) => each === one).length);
  return {
    since: sinceWhen(departments, all),
    opinions: say('inspection.opinions', { good, fair, poor }),
    words: shown.flatMap((one) => one.words.map((words) => masked(words))),
  };
}

/** 2026年12月, in which the first of their inspections was filed: none can have been rated before. */
function sinceWhen(departments: readonly string[], all: Inspections): string {
  const first = filedIn(all).find(({ department }) => departments.includes(department));
  return first ? monthInWords(dayOf(first.filedAt)) : '';
}

/** What a unit reads of itself: how many, and no word. 井口的人没准备好 names no firm, and the unit knows the one with a pit. */
export function ownOpinions(on: Pick<Case, 'person' | 'view'>, all: Inspections): readonly string[] {
  const { person, view } = on;
  const unit = person && unitOf(person.id, view.roster);
  if (!unit) return [];
  return opinionLines(unit, all, view, false);
}

/** `words`: whether what the firms said besides is read, which is for 司法局 and leaders. */
export function opinionLines(unit: string, all: Inspections, view: View, words: boolean): readonly string[] {
  const { say } = view;
  const found = opinionsInWords([unit], all, view);
  if (!found)
    return all.opinions?.[unit] ? [say('inspection.opinionsWait', { unit: unitName(unit, view) })] : [];
  const { since, opinions } = found;
  const line = say('inspection.opinionsOf', { unit: unitName(unit, view), since, opinions });
  return found.words.length === 0 || !words
    ? [line]
    : [line, say('inspection.remarks', { words: found.words.join('；') })];
}

export function mayReadFigures(person: string, { roster, inspections }: DeskParts): boolean {
  return readsAll(person, roster, inspections);
}

/** The notice by which a firm hears of it, put on record with the inspection. */
export function tellFirm(
  one: Pick<Filing, 'id' | 'enterprise'>,
  text: string,
  cause: string,
  on: Pick<Case, 'at' | 'office' | 'person'>,
  parts: DeskParts,
): { readonly office: readonly OfficeEvent[]; readonly outbox: readonly Outgoing[] } {
  const { at, office, person } = on;
  const draft = {
    about: { kind: 'inspection', id: String(one.id) },
    by: person?.id ?? 'system',
    text,
    choices: [],
    until: null,
    enterprises: [one.enterprise],
  } as const;
  const notice = sendNotice(draft, cause, at, office, parts);
  return {
    office: [...notice.office, happened(at, { did: 'told', inspection: one.id, notice: notice.id })],
    outbox: notice.outbox,
  };
}

/** Whether anybody of the firm can be written to now: on record it is told all the same, and goes out once somebody can be. */
export function isInReach(
  enterprise: string,
  office: Office,
  { roster, channels }: Pick<DeskParts, 'roster' | 'channels'>,
): boolean {
  const members = roster.enterprise(enterprise)?.members ?? [];
  return members.some(({ id }) => addressOf(id, roster, office, channels) !== null);
}

/** 已私聊告知企业, or that nobody there can be reached and is to be rung up: whoever files it relies on the word. */
export function wordOnTelling(
  { enterprise }: Pick<Filing, 'enterprise'>,
  { office, view }: Pick<Case, 'office' | 'view'>,
  parts: DeskParts,
): string {
  return view.say(isInReach(enterprise, office, parts) ? 'inspection.toldFirm' : 'inspection.toldNobody');
}

/** Who goes on with it: whoever filed it, or does so while they are on leave or gone. */
export function filerOf({ by, department }: Filing, office: Office, parts: DeskParts): readonly string[] {
  return inPlaceOf(by, department, office, parts);
}

export function messagesTo(
  people: readonly string[],
  text: string,
  id: string,
  at: Instant,
  more: Partial<Outgoing> = {},
): readonly Outgoing[] {
  return toPeople(people, { ...more, id, text, kind: 'inspection', createdAt: at });
}

export function byNumber(id: number, all: Inspections): Inspection | undefined {
  return filedIn(all).find((one) => one.id === id);
}

export function causeOf({ message }: Pick<Case, 'message'>): string {
  return `inbox:${message.key}`;
}

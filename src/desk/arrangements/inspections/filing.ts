/** 报备检查: asks for what is missing, shows it with its hints, and files it with one tap. A hint never keeps anybody from it. */

import { type FilingRead, readFiling, withoutWord } from '../../../dialogue/arrangements/inspection.ts';
import type { View } from '../../../dialogue/view.ts';
import { unitOf } from '../../../domain/arrangements/inspection-permissions.ts';
import {
  type Hint,
  hintsOn,
  type InspectionItem,
  type InspectionRules,
  mayBeJoined,
  restDue,
} from '../../../domain/arrangements/inspection-rules.ts';
import {
  type Filed,
  type Filing,
  type Inspection,
  type InspectionType,
  nextInspection,
  TYPES,
} from '../../../domain/arrangements/inspections.ts';
import { dueInWords } from '../../../domain/deadline-words.ts';
import { DAY, type Day, dayOf, type Instant, startOfDay, timeInWords } from '../../../domain/time.ts';
import type { Case, Outcome } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import type { FilingLack } from '../arranging.ts';
import { arrangeButton } from '../notices.ts';
import { toThem } from '../to-them.ts';
import { askToJoin } from './joining.ts';
import {
  briefFacts,
  byNumber,
  causeOf,
  factsOf,
  happened,
  inspectionsIn,
  isInReach,
  tellFirm,
  unitName,
  whenInWords,
  wordOnTelling,
} from './texts.ts';

const LONGEST_AHEAD = 90 * DAY;
/** 补登: what was long ago is no filing any more. */
const LONGEST_AGO = 31 * DAY;

export interface FilingDraft {
  readonly words: string;
  readonly urgent: boolean;
  /** The emergency of which this is the rest. */
  readonly makeUp: number | null;
}

type Ask =
  `inspection.${'askFirm' | 'askDay' | 'askTime' | 'askItem' | 'askType' | 'askBasis' | 'askApprover' | 'askPeople' | 'askNotice'}`;
const QUESTIONS: Readonly<Record<FilingLack, Ask>> = {
  firm: 'inspection.askFirm',
  day: 'inspection.askDay',
  time: 'inspection.askTime',
  item: 'inspection.askItem',
  type: 'inspection.askType',
  basis: 'inspection.askBasis',
  approver: 'inspection.askApprover',
  people: 'inspection.askPeople',
  notice: 'inspection.askNotice',
};

/** `confirmed`: filed as it was shown; `joinWith`: and that one is asked to come together. */
export async function file(
  on: Case,
  draft: FilingDraft,
  parts: DeskParts,
  confirmed: { readonly joinWith: number | null } | null = null,
): Promise<Outcome> {
  const { at, view, office, person } = on;
  const department = person ? unitOf(person.id, parts.roster) : undefined;
  if (!person || department === undefined) return toThem(on, view.say('inspection.notYours'));
  const read = readFiling(draft.words, at, parts.roster);
  const fault = faultOf(on, draft, read, parts);
  if (fault) return fault;
  const item = itemMeant(read.item, department, parts.inspections);
  const lack = lackOf(read, item, draft.urgent, at);
  if (lack !== null) return ask(on, draft, lack, view.say(QUESTIONS[lack]));
  const { enterprise } = read;
  if (!enterprise) return ask(on, draft, 'firm', view.say('inspection.askFirm'));
  const all = inspectionsIn(office);
  const filing: Filing = {
    ...filedOf(read, item),
    id: nextInspection(all),
    enterprise: enterprise.id,
    department,
    by: person.id,
    ...(draft.urgent
      ? { day: dayOf(at), time: timeInWords(at), mode: 'emergency' }
      : { day: dayNamed(read, at), time: read.time, mode: read.surprise ? 'onEntry' : 'beforehand' }),
  };
  // 紧急: the door is open already, and the rest is asked for later.
  if (confirmed || draft.urgent) return filed(on, filing, confirmed?.joinWith ?? null, parts);
  return preview(on, draft, filing, parts);
}

/** The rest of an emergency (2 个工作日内补办). */
export async function makeUp(on: Case, one: Inspection, words: string, parts: DeskParts): Promise<Outcome> {
  const { view, at } = on;
  const { say } = view;
  if (one.mode !== 'emergency') return toThem(on, say('inspection.notUrgent', { id: one.id }));
  if (one.madeUpAt !== undefined) return toThem(on, say('inspection.madeUpBefore', { id: one.id }));
  const read = readFiling(withKnown(one, words), at, parts.roster);
  const item = parts.inspections.items.find(({ id }) => id === one.code);
  const lack = restLackOf(read, item);
  if (lack !== null) {
    return ask(on, { words, urgent: false, makeUp: one.id }, lack, say(QUESTIONS[lack]));
  }
  const rest: Filed = { ...filedOf(read, item), item: one.item, code: one.code };
  const whole = { ...one, ...rest };
  const told = tellFirm(whole, say('inspection.toldMadeUp', factsOf(whole, view)), causeOf(on), on, parts);
  const facts = { ...briefFacts(whole, view), told: wordOnTelling(whole, on, parts) };
  const hints = hintsOn(whole, inspectionsIn(on.office), at, parts.inspections).filter(
    ({ light }) => light === 'red',
  );
  return {
    ...toThem(on, [say('inspection.madeUp', facts), ...hintLines(hints, view)].join('\n')),
    dialogue: null,
    office: [happened(at, { did: 'madeUp', inspection: one.id, filed: rest }), ...told.office],
    outbox: told.outbox,
  };
}

/** All that was said, with the answer in its place. */
export function withAnswer(what: FilingLack | 'send', words: string, text: string): string {
  // Asked for the number of the notice, people put right who comes: the later 人员 counts.
  const mark = MARKS[what === 'notice' && CERTIFIED.test(text.trim()) ? 'people' : what];
  // Firm, day and hour stand before the first mark.
  return mark === undefined ? `${text} ${words}` : `${words} ${mark} ${text}`;
}

/** 王一 0411、李二 0412: names with their certificates, and no number of a paper. */
const CERTIFIED = /^(?:[\p{Script=Han}·]{2,8}[\s(（:]*[A-Za-z0-9-]{3,24}[)）]?[\s、,，;；]*)+$/u;

const MARKS: Readonly<Partial<Record<FilingLack | 'send', string>>> = {
  item: '事项',
  type: '类型',
  basis: '依据',
  approver: '批准人',
  people: '人员',
  notice: '通知书',
};

export function typeSaid(what: string): InspectionType | undefined {
  return TYPES.find((one) => one === what);
}

/** What cannot be filed so; the rest of the words is kept. */
function faultOf(on: Case, draft: FilingDraft, read: FilingRead, parts: DeskParts): Outcome | null {
  const { at, view } = on;
  const { say } = view;
  const { unknown, day, dayWord } = read;
  // 报备检查 消防 12月9日: the firm is left out, not unknown.
  if (unknown !== null && !isItem(unknown, parts)) {
    const words = withoutWord(draft.words, unknown);
    return ask(on, { ...draft, words }, 'firm', say('inspection.unknownFirm', { name: unknown }));
  }
  if (draft.urgent || day === null || dayWord === null) return null;
  const again = { ...draft, words: withoutWord(draft.words, dayWord) };
  if (day === 'none') return ask(on, again, 'day', say('inspection.noDay', { day: dayWord }));
  if (startOfDay(day) > at + LONGEST_AHEAD) return ask(on, again, 'day', say('inspection.far'));
  if (startOfDay(day) < at - LONGEST_AGO) return ask(on, again, 'day', say('inspection.long'));
  return null;
}

function isItem(written: string, { inspections }: DeskParts): boolean {
  return inspections.items.some(({ name, words }) => name === written || words.includes(written));
}

function lackOf(
  read: FilingRead,
  item: InspectionItem | undefined,
  urgent: boolean,
  now: Instant,
): FilingLack | null {
  if (read.enterprise === null) return 'firm';
  if (!urgent && read.day === null) return 'day';
  // Whether it was filed before or after is a question of hours today.
  if (!urgent && read.time === null && read.day === dayOf(now)) return 'time';
  if (read.item === null) return 'item';
  if (urgent) return null;
  return restLackOf(read, item);
}

function restLackOf(read: FilingRead, item: InspectionItem | undefined): FilingLack | null {
  if (read.type === null) return 'type';
  if (read.type === 'visit') return null;
  if (read.basis === null && item?.basis === undefined) return 'basis';
  if (read.approver === null) return 'approver';
  if (read.inspectors === null) return 'people';
  return read.noticeNo === null ? 'notice' : null;
}

function filedOf(read: FilingRead, item: InspectionItem | undefined): Filed {
  const said = (words: string | null | undefined): string | null => words || null;
  return {
    type: read.type ?? 'case',
    item: item?.name ?? read.item ?? '',
    code: item?.id ?? null,
    basis: said(read.basis) ?? (read.basis === null ? said(item?.basis) : null),
    approver: said(read.approver),
    inspectors: read.inspectors ?? [],
    noticeNo: said(read.noticeNo),
    cause: read.cause,
  };
}

function dayNamed({ day }: FilingRead, at: Instant): Day {
  return day === null || day === 'none' ? dayOf(at) : day;
}

/** The item of the list that is called so; else one of the unit's own whose word stands in what was typed. */
function itemMeant(
  written: string | null,
  department: string,
  { items }: InspectionRules,
): InspectionItem | undefined {
  if (written === null) return undefined;
  const called = items.find(({ name, words }) => name === written || words.includes(written));
  const own = items.filter((one) => one.departments.includes(department));
  return called ?? own.find(({ name, words }) => [name, ...words].some((one) => written.includes(one)));
}

/** What an emergency said at once is not asked again. */
function withKnown(one: Inspection, words: string): string {
  const { basis, approver, inspectors, noticeNo, type } = one;
  const people = inspectors.map(({ name, certificate }) => `${name} ${certificate ?? ''}`).join('、');
  const known = [
    basis && `依据 ${basis}`,
    approver && `批准人 ${approver}`,
    people && `人员 ${people}`,
    noticeNo && `通知书 ${noticeNo}`,
    type === 'case' ? '' : `类型 ${type === 'routine' ? '日常' : '专项'}`,
  ];
  // Without a mark before them, the first words (个案 …) would go on with what is known.
  return [...known.filter(Boolean), words === '' ? '' : `时间 ${words}`].join(' ').trim();
}

function ask(on: Case, { words, urgent, makeUp }: FilingDraft, what: FilingLack, question: string): Outcome {
  const { say } = on.view;
  const types = TYPES.map((one) => arrangeButton('inspection', one, 0, say(`inspection.${one}`)));
  const dialogue = awaiting('arranging', { of: 'inspection', what, words, urgent, makeUp }, on.at);
  const more = what === 'type' ? { buttons: [types.slice(0, 2), types.slice(2)] } : {};
  return { ...toThem(on, question, more), dialogue };
}

function preview(on: Case, draft: FilingDraft, filing: Filing, parts: DeskParts): Outcome {
  const { view, at } = on;
  const { say } = view;
  const hints = hintsOn(filing, inspectionsIn(on.office), at, parts.inspections);
  const shown = say(
    filing.type === 'visit' ? 'inspection.previewVisit' : 'inspection.preview',
    factsOf(filing, view),
  );
  const tells = isInReach(filing.enterprise, on.office, parts)
    ? say(filing.mode === 'onEntry' ? 'inspection.tellsOnEntry' : 'inspection.tellsNow')
    : say('inspection.tellsNobody');
  const joins = hints.flatMap((hint) =>
    hint.what !== 'overlap' || filing.type === 'visit'
      ? []
      : [
          [
            arrangeButton(
              'inspection',
              'merge',
              hint.other.id,
              say('inspection.merge', { unit: unitName(hint.other.department, view) }),
            ),
          ],
        ],
  );
  const buttons = [
    [
      arrangeButton('inspection', 'send', 0, say('inspection.send')),
      arrangeButton('inspection', 'drop', 0, say('inspection.drop')),
    ],
    ...joins,
  ];
  const { words, urgent, makeUp } = draft;
  const dialogue = awaiting('arranging', { of: 'inspection', what: 'send', words, urgent, makeUp }, at);
  return { ...toThem(on, [shown, tells, ...hintLines(hints, view)].join('\n'), { buttons }), dialogue };
}

function hintLines(hints: readonly Hint[], view: View): readonly string[] {
  const { say } = view;
  if (hints.length === 0) return [];
  const lines = hints.map((hint) => say(`inspection.${hint.light}`, { hint: hintInWords(hint, view) }));
  return [say('inspection.hints'), ...lines];
}

function hintInWords(hint: Hint, view: View): string {
  const { say } = view;
  if (hint.what === 'often') return say('inspection.often', { times: hint.times, limit: hint.limit });
  if (hint.what !== 'overlap') return say(`inspection.${hint.what}`);
  const { other } = hint;
  return say('inspection.overlap', {
    unit: unitName(other.department, view),
    when: whenInWords(other, view),
  });
}

function filed(on: Case, filing: Filing, joinWith: number | null, parts: DeskParts): Outcome {
  const { at, view, office } = on;
  const isTold = filing.mode !== 'onEntry';
  const told = isTold
    ? tellFirm(filing, firstWord(filing, at, view), causeOf(on), on, parts)
    : { office: [], outbox: [] };
  const other = joinWith === null ? undefined : byNumber(joinWith, inspectionsIn(office));
  const asks = other && mayBeJoined(other, at) ? askToJoin(on, filing, other, parts) : null;
  // They were there, or put it off, since it was shown.
  const joining = asks?.text ?? (joinWith === null ? null : view.say('inspection.joinOver'));
  const lines = [answerTo(filing, on, parts), ...(joining === null ? [] : [joining])];
  return {
    ...toThem(on, lines.join('\n')),
    dialogue: null,
    office: [
      happened(at, { did: 'filed', filing }),
      ...told.office,
      ...(filing.mode === 'emergency' ? [happened(at, { did: 'entered', inspection: filing.id })] : []),
      ...(asks && other ? [happened(at, { did: 'joinAsked', inspection: filing.id, other: other.id })] : []),
    ],
    outbox: [...told.outbox, ...(asks?.outbox ?? [])],
  };
}

function isPast({ day, time }: Filing, at: Instant): boolean {
  const today = dayOf(at);
  return day < today || (day === today && time !== null && time <= timeInWords(at));
}

/** What the firm reads first of it. */
function firstWord(filing: Filing, at: Instant, view: View): string {
  const { say } = view;
  const facts = factsOf(filing, view);
  if (filing.type === 'visit') return say('inspection.toldVisit', facts);
  if (filing.mode === 'emergency') return say('inspection.toldEmergency', facts);
  return say(isPast(filing, at) ? 'inspection.toldLater' : 'inspection.told', facts);
}

function answerTo(filing: Filing, on: Case, parts: DeskParts): string {
  const { at, view } = on;
  const { say } = view;
  const facts = { ...briefFacts(filing, view), told: wordOnTelling(filing, on, parts) };
  if (filing.mode === 'emergency') {
    const rest = restDue({ ...filing, filedAt: at, nudged: [] }, parts.inspections, parts.calendar);
    return say('inspection.sentEmergency', { ...facts, due: rest ? dueInWords(rest, view.now) : '' });
  }
  if (filing.mode === 'onEntry') return say('inspection.sentOnEntry', facts);
  return say(isPast(filing, at) ? 'inspection.sentPast' : 'inspection.sent', facts);
}

/** What becomes of an inspection that is filed: the unit enters, tells the result, calls it off; the firm rates it. */

import { unitOf } from '../../../domain/arrangements/inspection-permissions.ts';
import { entryOf } from '../../../domain/arrangements/inspection-rules.ts';
import {
  type Inspection,
  type InspectionRating,
  type Inspections,
  leadOf,
  partnersOf,
  RATINGS,
  unitsOf,
} from '../../../domain/arrangements/inspections.ts';
import { dayOf, instantInWords } from '../../../domain/time.ts';
import type { Case, Outcome } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import { arrangeButton } from '../notices.ts';
import { toThem } from '../to-them.ts';
import { unnamed } from './opinions.ts';
import {
  briefFacts,
  causeOf,
  factsOf,
  filerOf,
  happened,
  inspectionsIn,
  isInReach,
  messagesTo,
  tellFirm,
  unitName,
  unitNames,
  wordOnTelling,
} from './texts.ts';

/** A line beside a rating comes at once, or not at all. */
const REMARK_WITHIN = 10 * 60_000;

/** The word, and the button, that says it again: before the day that was filed. */
export const AHEAD = '提前';

/**
 * 检查 3 到了. Where the firm was not to know beforehand, it is told now. Before its day it is no slip of the finger: it is
 * said again (检查 3 到了 提前), and never refused then, as a filing is a trace.
 */
export function enter(on: Case, asked: Inspection, words: string, parts: DeskParts): Outcome {
  const { at, view, office } = on;
  const { say } = view;
  const all = inspectionsIn(office);
  const one = leadOf(asked, all);
  if (asked.cancelled || one.cancelled) {
    return toThem(on, say('inspection.isCancelled', briefFacts(asked, view)));
  }
  if (one.enteredAt !== undefined) return toThem(on, say('inspection.enteredBefore', briefFacts(one, view)));
  const isEarly = dayOf(at) < one.day;
  if (isEarly && words !== AHEAD) {
    const facts = briefFacts(one, view);
    const button = arrangeButton('inspection', 'ahead', asked.id, say('inspection.aheadButton'));
    return toThem(on, say('inspection.enterEarly', facts), { buttons: [[button]] });
  }
  const entered = happened(at, { did: 'entered', inspection: one.id });
  if (one.told !== undefined) {
    const facts = briefFacts(one, view);
    // The firm was told of another day.
    const lines = [
      say('inspection.entered', facts),
      ...(isEarly ? [say('inspection.enteredEarly', facts)] : []),
    ];
    return { ...toThem(on, lines.join('\n')), office: [entered] };
  }
  const when = say('inspection.onEntry', { when: instantInWords(at) });
  const key = one.type === 'visit' ? 'inspection.toldVisit' : 'inspection.told';
  const told = tellFirm(one, say(key, { ...factsOf(one, view), when }), causeOf(on), on, parts);
  return {
    ...toThem(
      on,
      say('inspection.enteredTold', { ...briefFacts(one, view), told: wordOnTelling(one, on, parts) }),
    ),
    office: [entered, ...told.office],
    outbox: told.outbox,
  };
}

/** 检查 3 结果 …, for the firm; told again, it is put right. */
export function tellResult(on: Case, asked: Inspection, words: string, parts: DeskParts): Outcome {
  const { at, view, office, message } = on;
  const { say } = view;
  const all = inspectionsIn(office);
  const one = leadOf(asked, all);
  const facts = briefFacts(one, view);
  if (asked.cancelled || one.cancelled) {
    return toThem(on, say('inspection.isCancelled', briefFacts(asked, view)));
  }
  const isThere = entryOf(one, at) !== null || (one.mode !== 'onEntry' && one.day <= dayOf(at));
  if (!isThere) return toThem(on, say('inspection.early', facts));
  if (words === '') {
    const dialogue = awaiting('arranging', { of: 'inspection', what: 'result', id: one.id }, at);
    return { ...toThem(on, say('inspection.askResult', facts)), dialogue };
  }
  const firm = parts.roster.enterprise(one.enterprise)?.members.map(({ id }) => id) ?? [];
  const rates = RATINGS.map((rating) =>
    arrangeButton('inspection', rating, one.id, say(`inspection.${rating}`)),
  );
  // Of a joint one each unit tells its own.
  const unit = tellerOf(on, asked, one, all);
  const units = unit === null ? unitNames(one, all, view) : unitName(unit, view);
  const text = say('inspection.result', { ...facts, unit: units, text: words });
  return {
    ...toThem(on, say(`inspection.${heardOf(one, firm, on, parts)}`, facts)),
    dialogue: null,
    office: [
      happened(at, { did: 'resulted', inspection: one.id, text: words, ...(unit !== null && { unit }) }),
    ],
    outbox: messagesTo(firm, text, `inbox:${message.key}/inspection/${one.id}/result`, at, {
      buttons: one.rated || one.type === 'visit' ? [] : [rates],
      slot: `inspection/${one.id}/result${unit === null ? '' : `/${unit}`}`,
    }),
  };
}

/** What is said of how the firm hears the result: it is told, nobody there is in reach, or nobody is on the roster any more. */
function heardOf(
  { enterprise }: Inspection,
  members: readonly string[],
  { office }: Case,
  parts: DeskParts,
): 'resulted' | 'resultedSilent' | 'resultedNobody' {
  if (members.length === 0) return 'resultedNobody';
  return isInReach(enterprise, office, parts) ? 'resulted' : 'resultedSilent';
}

/** Which unit of a joint one somebody tells a result of; null: it is of one unit alone. */
function tellerOf(
  { person, view }: Case,
  asked: Inspection,
  one: Inspection,
  all: Inspections,
): string | null {
  const units = unitsOf(one, all);
  if (units.length < 2) return null;
  const own = person === null ? undefined : unitOf(person.id, view.roster);
  return own !== undefined && units.includes(own) ? own : asked.department;
}

/** 检查 3 取消 …: nobody waits for a unit that does not come. */
export function cancel(on: Case, one: Inspection, why: string, parts: DeskParts): Outcome {
  const { at, view, office } = on;
  const { say } = view;
  const all = inspectionsIn(office);
  const facts = briefFacts(one, view);
  if (one.cancelled) return toThem(on, say('inspection.isCancelled', facts));
  const hasBeen = one.enteredAt !== undefined || leadOf(one, all).enteredAt !== undefined;
  if (hasBeen || one.result) return toThem(on, say('inspection.tooLate', facts));
  if (why === '') {
    const dialogue = awaiting('arranging', { of: 'inspection', what: 'cancel', id: one.id }, at);
    return { ...toThem(on, say('inspection.askCancel', facts)), dialogue };
  }
  const text = say('inspection.cancel', { ...facts, why });
  const told =
    one.told === undefined ? { office: [], outbox: [] } : tellFirm(one, text, causeOf(on), on, parts);
  const isSilent = one.told !== undefined && !isInReach(one.enterprise, office, parts);
  const silent = isSilent ? [say('inspection.toldNobody')] : [];
  const partners = partnersOf(one, all).flatMap((each) => filerOf(each, office, parts));
  return {
    ...toThem(on, [say('inspection.cancelled', facts), ...silent].join('\n')),
    dialogue: null,
    office: [happened(at, { did: 'cancelled', inspection: one.id, why }), ...told.office],
    outbox: [
      ...told.outbox,
      ...messagesTo(partners, text, `${causeOf(on)}/inspection/${one.id}/cancelled`, at),
    ],
  };
}

interface Said {
  readonly rating: InspectionRating;
  /** Null: nothing was said beside it, and it is asked for. */
  readonly words: string | null;
}

/** One tap of the firm. That it has rated is kept with the inspection, and what it thinks with the units, apart. */
export function rate(on: Case, asked: Inspection, said: Said, parts: DeskParts): Outcome {
  const { rating, words } = said;
  const { at, view, office } = on;
  const { say } = view;
  const all = inspectionsIn(office);
  const one = leadOf(asked, all);
  if (!one.result) return toThem(on, say('inspection.noResult', { id: one.id }));
  if (one.rated) return toThem(on, say('inspection.ratedBefore'));
  const departments = unitsOf(one, all);
  const dialogue =
    words === null
      ? awaiting('arranging', { of: 'inspection', what: 'remark', departments }, at, REMARK_WITHIN)
      : null;
  return {
    ...toThem(on, words === null ? say('inspection.rated') : say('inspection.remarked')),
    dialogue,
    office: [
      happened(at, { did: 'rated', inspection: one.id }),
      happened(at, { did: 'thought', departments, rating, words: words && nameless(on, words, parts) }),
    ],
  };
}

/** The line beside a rating. */
export function remark(on: Case, departments: readonly string[], words: string, parts: DeskParts): Outcome {
  return {
    ...toThem(on, on.view.say('inspection.remarked')),
    dialogue: null,
    office: [
      happened(on.at, { did: 'thought', departments, rating: null, words: nameless(on, words, parts) }),
    ],
  };
}

function nameless({ person }: Case, words: string, { roster }: DeskParts): string {
  return unnamed(words, person ? roster.enterpriseOf(person.id) : undefined, roster);
}

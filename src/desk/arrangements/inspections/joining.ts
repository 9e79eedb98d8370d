/** 合并成联合检查: two units that go to one firm within days go together, when the one that is asked agrees. */

import { unitOf } from '../../../domain/arrangements/inspection-permissions.ts';
import { mayBeJoined } from '../../../domain/arrangements/inspection-rules.ts';
import { type Filing, type Inspection, leadOf } from '../../../domain/arrangements/inspections.ts';
import type { Case, Outcome } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { arrangeButton } from '../notices.ts';
import { toThem } from '../to-them.ts';
import {
  briefFacts,
  byNumber,
  causeOf,
  filerOf,
  happened,
  inspectionsIn,
  messagesTo,
  tellFirm,
  unitName,
  unitNames,
  whenInWords,
  wordOnTelling,
} from './texts.ts';

/** The other unit is asked, and its tap makes it one visit. */
export function askToJoin({ at, view, ...on }: Case, filing: Filing, other: Inspection, parts: DeskParts) {
  const { say } = view;
  const text = say('inspection.joinAsk', {
    ...briefFacts(filing, view),
    otherWhen: whenInWords(other, view),
  });
  const buttons = [
    [
      arrangeButton('inspection', 'join', filing.id, say('inspection.join')),
      arrangeButton('inspection', 'apart', filing.id, say('inspection.apart')),
    ],
  ];
  const id = `inbox:${on.message.key}/inspection/${filing.id}/join`;
  return {
    text: say('inspection.joinAsked', { unit: unitName(other.department, view) }),
    outbox: messagesTo(filerOf(other, on.office, parts), text, id, at, { buttons }),
  };
}

/** The tap of the unit that was asked. */
export async function answerJoin(on: Case, id: number, joins: boolean, parts: DeskParts): Promise<Outcome> {
  const { view, at, office, person } = on;
  const { say } = view;
  const all = inspectionsIn(office);
  const one = byNumber(id, all);
  const other = one?.asking === undefined ? undefined : byNumber(one.asking, all);
  const isAsked = other && person && unitOf(person.id, parts.roster) === other.department;
  if (!one || !other || !isAsked) return { toast: say('refusal.oldButton') };
  const tells = `${causeOf(on)}/inspection/${one.id}/answered`;
  if (!joins) {
    const refused = say('inspection.refused', briefFacts(one, view));
    return {
      ...toThem(on, say('inspection.apartKept')),
      office: [happened(at, { did: 'joinRefused', inspection: one.id })],
      outbox: messagesTo(filerOf(one, office, parts), refused, tells, at),
    };
  }
  const lead = leadOf(other, all);
  if (!mayBeJoined(one, at) || !mayBeJoined(lead, at)) {
    return {
      ...toThem(on, say('inspection.joinOver')),
      office: [happened(at, { did: 'joinRefused', inspection: one.id })],
    };
  }
  const filed = { ...all.filed, [one.id]: { ...one, into: lead.id } };
  const units = unitNames(lead, { ...all, filed }, view);
  const facts = { ...briefFacts(lead, view), units };
  const told = tellFirm(lead, say('inspection.joinedOwner', facts), causeOf(on), on, parts);
  const joined = say('inspection.joined', { ...facts, told: wordOnTelling(lead, on, parts) });
  return {
    ...toThem(on, joined),
    office: [happened(at, { did: 'joined', inspection: one.id, into: lead.id }), ...told.office],
    outbox: [...told.outbox, ...messagesTo(filerOf(one, office, parts), joined, tells, at)],
  };
}

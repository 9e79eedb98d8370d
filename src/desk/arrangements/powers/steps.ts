/** The steps of 权责清单: an office objects, those concerned say a word, 编办 decides, a township gives back what is not its own. */
import { changeFacts, leadName } from '../../../dialogue/arrangements/power-view.ts';
import { clip } from '../../../dialogue/text.ts';
import { nameOf } from '../../../dialogue/view.ts';
import { mayPowers } from '../../../domain/arrangements/power-permissions.ts';
import {
  evolvePowers,
  officesUnheard,
  openProposal,
  type PowerEvent,
  proposalsIn,
} from '../../../domain/arrangements/powers.ts';
import { isOutside, LOCAL, type PowerChange } from '../../../domain/arrangements/powers-list.ts';
import { officesOf } from '../../../domain/offices.ts';
import { may } from '../../../domain/permissions.ts';
import type { Department } from '../../../domain/roster.ts';
import { ESTABLISHMENT } from '../../../domain/roster.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { dayInWords, dayOf, instantInWords } from '../../../domain/time.ts';
import type { Case, Outcome } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import { answer, change } from '../../steps/change.ts';
import { departmentFirst } from '../../steps/department-first.ts';
import { toThem } from '../to-them.ts';
import { givenBackBefore } from './admission.ts';
import {
  arranged,
  deciders,
  itemOf,
  listOf,
  messages,
  peopleConcerned,
  powersOf,
  readable,
} from './facts.ts';
import { unheardAt } from './lines.ts';
import { putMessages } from './moves.ts';

const LONGEST = 300;
export const ACCEPT = 'accept';
export const KEEP = 'keep';

/** 清单异议 12 供电公司 ……: goes straight to 编办, with the office's own reason. */
export function object(on: Case, number: number, words: string, parts: DeskParts): Outcome {
  const { view, at, person, office } = on;
  const { say, roster } = view;
  if (person === null || !mayPowers('object', person.id, roster)) return toThem(on, say('power.notYours'));
  const item = listOf(office, parts).items.find(({ id }) => id === number);
  if (!item) return toThem(on, say('power.noItem', { id: number }));
  const { name, department, text } = departmentFirst(words, roster);
  const to = name === LOCAL ? LOCAL : department && leadOf(department, roster.isTownship);
  if (!to && text !== '') return toThem(on, say('power.objectWho', { lead: name, item: number }));
  if (!to || text === '') return toThem(on, say('power.objectHow', { item: number }));
  if (to === item.lead) {
    return toThem(on, say('power.objectSame', { name: item.name, lead: leadName(to, view) }));
  }
  if (roster.establishment === null) return toThem(on, say('power.noDecider'));
  const own = [...officesOf(person.id, roster)].find((one) => one !== ESTABLISHMENT) ?? '';
  const wanted: PowerChange = { item: item.id, name: item.name, from: item.lead, to };
  const powers = powersOf(office);
  const all = proposalsIn(powers);
  const known = openProposal(all, wanted);
  if (known?.putAt !== undefined) return toThem(on, say('power.objectKnown', { id: known.id }));
  const proposal = known?.id ?? all.length + 1;
  const events: readonly PowerEvent[] = [
    { did: 'objected', proposal, change: wanted, by: person.id, department: own, text: clip(text, LONGEST) },
    { did: 'put', proposal },
  ];
  const one = proposalsIn(events.reduce((before, event) => evolvePowers(before, event, at), powers)).find(
    ({ id }) => id === proposal,
  );
  return {
    ...toThem(on, say('power.toldObjected', changeFacts({ id: proposal, change: wanted }, view))),
    office: events.map((event) => arranged(at, event)),
    outbox: one ? putMessages(one, on, parts).filter(({ to: whom }) => !isTo(whom, person.id)) : [],
  };
}

function leadOf({ id }: Department, isTownship: (id: string) => boolean): string {
  return isTownship(id) ? LOCAL : id;
}

function isTo(to: object, person: string): boolean {
  return 'person' in to && to.person === person;
}

/** A button of 编办: the reason is asked for, as none is decided without. */
export function askWhy(on: Case, id: number, how: typeof ACCEPT | typeof KEEP, parts: DeskParts): Outcome {
  const { view, at, office, person, message } = on;
  const { say } = view;
  const one = proposalsIn(powersOf(office)).find((other) => other.id === id);
  if (!one) return { toast: say('refusal.oldButton') };
  if (person === null || !mayPowers('decide', person.id, view.roster))
    return { toast: say('power.deciderOnly') };
  if (one.decided) return { toast: say('power.decidedAlready', { id }) };
  const unheard = unheardAt(one, at, view, parts.calendar);
  if (unheard) return toThem(on, say('power.early', { id, ...unheard }));
  const choice = say(how === ACCEPT ? 'power.acceptButton' : 'power.keepButton');
  const text = say('power.askWhy', { id, choice });
  return {
    ...(message.chat.kind === 'group' ? toThem(on, text) : { replies: [{ text }] }),
    dialogue: awaiting('arranging', { of: 'power', what: how, id }, at),
  };
}

/** 清单接受 3 ……, 清单不改 3 ……: on record with version and day; open tickets stay where they are. */
export function decide(on: Case, id: number, isAccepted: boolean, words: string, parts: DeskParts): Outcome {
  const { view, at, person, office, message } = on;
  const { say, roster, now } = view;
  if (person === null || !mayPowers('decide', person.id, roster)) return toThem(on, say('power.deciderOnly'));
  const one = proposalsIn(powersOf(office)).find((other) => other.id === id);
  if (!one) return toThem(on, say('power.notFound', { id }));
  if (one.decided) return toThem(on, say('power.decidedAlready', { id }));
  if (one.putAt === undefined) return toThem(on, say('power.notPut', { id }));
  const unheard = unheardAt(one, at, view, parts.calendar);
  if (unheard) return { ...toThem(on, say('power.early', { id, ...unheard })), dialogue: null };
  if (words === '') {
    const choice = say(isAccepted ? 'power.acceptButton' : 'power.keepButton');
    return toThem(on, say('power.decideHow', { id, choice }));
  }
  const list = listOf(office, parts);
  const { change: wanted } = one;
  // The county's file may have become another meanwhile.
  if (isAccepted && wanted.item !== null && !list.items.some((item) => item.id === wanted.item))
    return toThem(on, say('power.gone', { id }));
  const text = clip(words, LONGEST);
  const version = list.version + 1;
  const day = dayOf(at);
  const made = isAccepted ? { version, day } : {};
  const facts = changeFacts(one, view);
  const dated = { ...facts, version, day: dayInWords(day, dayOf(now)) };
  const hub = roster.dispatchers.map((dispatcher) => dispatcher.id);
  const people = [...hub, ...peopleConcerned(one, roster), ...(one.objected ? [one.objected.by] : [])];
  const news = isAccepted
    ? say('power.newsAccepted', { ...dated, text })
    : say('power.newsKept', { ...facts, text });
  return {
    ...toThem(on, isAccepted ? say('power.toldAccepted', dated) : say('power.toldKept', facts)),
    dialogue: null,
    office: [arranged(at, { did: 'decided', proposal: id, by: person.id, isAccepted, text, ...made })],
    outbox: messages(
      `inbox:${message.key}/power/${id}/decided`,
      people.filter((other) => other !== person.id),
      news,
      at,
    ),
  };
}

/** 清单意见 3 ……: heard before it is decided. */
export function sayOn(on: Case, id: number, words: string, parts: DeskParts): Outcome {
  const { view, at, person, office, message } = on;
  const { say, roster } = view;
  const one =
    person === null ? undefined : readable(office, person.id, parts.roster).find((other) => other.id === id);
  if (!one || person === null) return toThem(on, say('power.notFound', { id }));
  if (one.decided) return toThem(on, say('power.decidedAlready', { id }));
  if (words === '') return toThem(on, say('power.sayHow', { id }));
  const text = clip(words, LONGEST);
  const after = { ...one, said: [...one.said, { at, by: person.id, text }] };
  const isLast = officesUnheard(one, roster).length > 0 && officesUnheard(after, roster).length === 0;
  const news = say('power.newsSaid', { id, who: nameOf(person.id, view), text });
  return {
    ...toThem(on, say('power.toldSaid', { id })),
    office: [arranged(at, { did: 'said', proposal: id, by: person.id, text })],
    outbox: messages(
      `inbox:${message.key}/power/${id}/said`,
      deciders(roster).filter((other) => other !== person.id),
      isLast ? `${news}\n${say('power.allHeard')}` : news,
      at,
    ),
  };
}

/** 清单外 23 ……: a township gives back what is not its own, at once, within one working day. */
export function giveBack(on: Case, ticket: Ticket | undefined, words: string, parts: DeskParts): Outcome {
  const { view, person, office } = on;
  const { say, roster } = view;
  if (person === null || !mayPowers('return', person.id, roster)) return answer(on, say('power.outsideOnly'));
  if (!ticket || !may('view', ticket, { person: person.id }, roster)) {
    const before = ticket ? givenBackBefore(on, ticket) : null;
    if (!ticket || !before) return answer(on, say('power.outsideWhich'));
    const when = instantInWords(before.at, view.now);
    const who = nameOf(before.by, view);
    return answer(on, say('power.outsideBefore', { number: ticket.number, who, when }));
  }
  const { number } = ticket;
  const item = itemOf(ticket, listOf(office, parts));
  const isTheirs =
    may('return', ticket, { person: person.id }, roster) && roster.isTownship(ticket.department ?? '');
  if (item && isTheirs && !isOutside(item)) {
    return answer(on, say('power.ownItem', { id: item.id, name: item.name, number }));
  }
  if (words === '') return answer(on, say('power.outsideHow', { number }));
  return change(on, ticket, { type: 'return', department: null, text: words, outside: true }, parts, () =>
    answer(on, say('power.toldOutside', { number }), number),
  );
}

/** 调度会 of the leading group: convened, agreed by rule on the day before, decided on matter by matter, and held to it. */
import type { CouncilAsked } from '../../dialogue/arrangements/council.ts';
import { readConvening } from '../../dialogue/arrangements/gathering.ts';
import { readByWhen } from '../../dialogue/by-when.ts';
import { clip } from '../../dialogue/text.ts';
import { departmentName, enterpriseName, type View } from '../../dialogue/view.ts';
import { type CouncilAction, mayAtCouncil } from '../../domain/arrangements/council-permissions.ts';
import { type AgendaItem, type Council, nextCouncil, scoreOf } from '../../domain/arrangements/councils.ts';
import { type Calendar, onDayBefore } from '../../domain/calendar.ts';
import { dueInWords } from '../../domain/deadline-words.ts';
import { coLeaders } from '../../domain/leaders.ts';
import { masked } from '../../domain/masked.ts';
import { type Period, rateInWords } from '../../domain/metrics.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { awayOf } from '../../domain/register.ts';
import { hubThere } from '../../domain/stand-in.ts';
import { type Instant, at as instantAt, instantInWords } from '../../domain/time.ts';
import type { Agreed } from '../../papers/official/council.ts';
import type { Outgoing } from '../../store/port.ts';
import type { Case, Outcome } from '../case.ts';
import { toPeople } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { notFound, visibleTicket } from '../lists/enquiries.ts';
import { DOCX } from '../papers/issuing.ts';
import { departmentFirst } from '../steps/department-first.ts';
import type { Arrangement, Section } from './arrangement.ts';
import { arranged, councilAhead, councilsIn, titleOf } from './councils/common.ts';
import { decide } from './councils/decisions.ts';
import { agreedIn, itemsOf, keptPaper, mattersOf } from './councils/papers.ts';
import { toThem } from './to-them.ts';

/** The agenda is fixed at this hour of the working day before. */
const AGENDA_AT = '16:00';
const SHOWN = 12;
const MATTER = 30;
/** The rest is for whoever holds councils. */
const READ: ReadonlySet<CouncilAsked['what']> = new Set(['list', 'show', 'agenda', 'minutes']);

export const councils: Arrangement<'council'> = {
  of: 'council',

  async asked(on, asked, parts) {
    const { say } = on.view;
    const may = (action: CouncilAction): boolean =>
      on.person !== null && mayAtCouncil(action, on.person.id, on.view.roster);
    if (may(READ.has(asked.what) ? 'see' : 'hold')) return answerTo(on, asked, parts);
    // Among others 议 … and 调度会 are talk; said to the bot they are no word on a ticket.
    const isAsked = asked.what === 'convene' || may('see') || on.message.chat.kind === 'private';
    return isAsked ? toThem(on, say('council.notYours')) : null;
  },

  async pressed(on) {
    return { toast: on.view.say('refusal.badButton') };
  },

  /** Until when? The rest was said. */
  async answered(on, asked, text, parts) {
    if (asked.of !== 'council' || text.length > 40) return null;
    const said = [text, `${text}前`, `${text}内`].find(
      (one) => readByWhen(one, on.at, parts.calendar).is === 'read',
    );
    if (said === undefined)
      return { ...toThem(on, on.view.say('council.badDay')), dialogue: on.dialogue ?? null };
    return decide(on, asked.ticket, `${asked.words} ${said}`, parts);
  },

  nextAt(office, { calendar }) {
    const due = councilsIn(office).flatMap((one) => agendaAt(one, calendar) ?? []);
    return due.length === 0 ? null : Math.min(...due);
  },

  async bring(office, at, parts) {
    const due = councilsIn(office).filter((one) => (agendaAt(one, parts.calendar) ?? at + 1) <= at);
    const made = await Promise.all(due.map((one) => agree(one, office, at, parts)));
    return {
      office: made.flatMap((one) => one.office),
      outbox: made.flatMap((one) => one.outbox),
    };
  },

  section,

  help(_roles, { say, roster }, person) {
    return mayAtCouncil('hold', person, roster) ? [say('council.help')] : [];
  },
};

async function answerTo(on: Case, asked: CouncilAsked, parts: DeskParts): Promise<Outcome | null> {
  const { say } = on.view;
  switch (asked.what) {
    case 'convene':
      return convene(on, asked.words, parts);
    case 'list':
      return list(on, parts);
    case 'pick':
      return pick(on, asked.ticket, parts);
    case 'decide': {
      // 议 23 … of no such ticket and no such office is talk.
      const { department } = departmentFirst(asked.words, parts.roster);
      const isMeant =
        department !== undefined || (await visibleTicket(on, asked.ticket, parts)) !== undefined;
      return isMeant ? decide(on, asked.ticket, asked.words, parts) : null;
    }
    default: {
      const council = councilsIn(on.office).find(({ id }) => id === asked.id);
      if (!council) return toThem(on, say('council.notFound', { id: asked.id }));
      if (asked.what === 'show') return show(on, council, parts);
      if (asked.what === 'cancel') return cancel(on, council, asked.why, parts);
      return paper(on, council, asked.what, parts);
    }
  }
}

async function convene(on: Case, words: string, parts: DeskParts): Promise<Outcome> {
  const { view, at, person, office } = on;
  const { say } = view;
  const { day, time } = readConvening(words, at);
  if (person === null) return {};
  if (day === null || day === 'none') return toThem(on, say('council.noDay'));
  if (time === null) return toThem(on, say('council.noTime'));
  const begins = instantAt(day, time);
  const when = instantInWords(begins, at);
  if (begins <= at) return toThem(on, say('council.past', { when }));
  const same = councilsIn(office).find((one) => !one.cancelled && one.at === begins);
  if (same) return toThem(on, say('council.twice', { title: titleOf(same, view), when }));
  const id = nextCouncil(office.arrangements?.councils);
  const council: Council = { id, at: begins, by: person.id, picked: [], decided: [] };
  const items = await itemsOf(council, at, parts);
  const agenda = onDayBefore(begins, AGENDA_AT, parts.calendar);
  const told = say('council.convened', {
    title: titleOf(council, view),
    when,
    agendaAt: instantInWords(Math.max(agenda, at), at),
    count: items.length,
  });
  return {
    ...toThem(on, told),
    office: [arranged(at, { did: 'convened', id, begins, by: person.id })],
  };
}

async function list(on: Case, parts: DeskParts): Promise<Outcome> {
  const { view, at, office } = on;
  const { say } = view;
  const all = councilsIn(office).slice(-SHOWN);
  if (all.length === 0) return toThem(on, say('council.none'));
  const lines = await Promise.all(
    all.map(async (one) => {
      const { decided, due, kept } = scoreOf((await agreedIn(one, at, parts)).map(({ outcome }) => outcome));
      const score = decided === 0 ? '' : say('council.former', { decided, due, kept });
      const line = say('council.line', { id: one.id, when: instantInWords(one.at, at), score });
      return one.cancelled ? `${line}${say('council.off')}` : line;
    }),
  );
  return toThem(on, [say('council.list'), ...lines].join('\n'));
}

async function show(on: Case, council: Council, parts: DeskParts): Promise<Outcome> {
  const { view, at } = on;
  const { say } = view;
  const matters = await mattersOf(await itemsOf(council, at, parts), parts);
  const agreed = await agreedIn(council, at, parts);
  const isSettled = new Set(agreed.map(({ ticket }) => ticket.number));
  const lines = matters
    .filter(({ ticket }) => !isSettled.has(ticket.number))
    .map(({ ticket, why }) =>
      say('council.item', {
        number: ticket.number,
        enterprise: enterpriseName(ticket, view),
        why: why.map((one) => say(`council.${one}`)).join('、'),
        text: clip(masked(ticket.text), MATTER),
        department: departmentName(ticket.department, view),
      }),
    );
  const off = council.cancelled ? say('council.off') : '';
  const head = `${say('council.show', { title: titleOf(council, view), when: instantInWords(council.at, at) })}${off}`;
  const settled = agreed.map((one) => decidedLine(one, view));
  return toThem(
    on,
    [
      head,
      ...(lines.length === 0 && settled.length === 0 ? [say('council.empty')] : lines),
      ...(settled.length === 0 ? [] : [say('council.decidedHead'), ...settled]),
    ].join('\n'),
  );
}

function decidedLine({ decided, ticket, outcome }: Agreed, view: View): string {
  const duty = ticket.duties.find(({ id }) => id === decided.duty);
  return view.say('council.decided', {
    number: ticket.number,
    department: departmentName(decided.department, view),
    text: clip(decided.text, 2 * MATTER),
    due: duty ? dueInWords(duty.clock.deadline, view.now) : '',
    outcome: view.say(`council.${outcome}`),
  });
}

/** Onto the next one that has not begun. */
async function pick(on: Case, number: number, parts: DeskParts): Promise<Outcome> {
  const { view, at, office } = on;
  const { say } = view;
  const council = councilAhead(office, at);
  if (!council) return toThem(on, say('council.noCouncil'));
  const ticket = await visibleTicket(on, number, parts);
  // The same of a number that is nobody's and of a report.
  if (!ticket || ticket.confidential) return notFound(on, number);
  if (ticket.apart) return toThem(on, say('council.notPicked', { number }));
  const told = say('council.toldPicked', { number, title: titleOf(council, view) });
  if (council.picked.includes(number)) return toThem(on, told);
  return {
    ...toThem(on, told),
    office: [arranged(at, { did: 'picked', council: council.id, ticket: number })],
  };
}

async function cancel(on: Case, council: Council, why: string, parts: DeskParts): Promise<Outcome> {
  const { view, at, message } = on;
  const { say } = view;
  const { id } = council;
  if (council.cancelled) return toThem(on, say('council.notFound', { id }));
  if (council.at <= at) {
    const over = { title: titleOf(council, view), when: instantInWords(council.at, at) };
    return toThem(on, say('council.over', over));
  }
  // What was decided stands on its tickets, and in the minutes.
  if (council.decided.length > 0) {
    return toThem(
      on,
      say('council.hasDecided', { title: titleOf(council, view), count: council.decided.length }),
    );
  }
  if (why === '') return toThem(on, say('council.askWhy', { id }));
  const facts = { title: titleOf(council, view), when: instantInWords(council.at, at), why };
  // Before the agenda nobody knew of it but who convened it.
  const heard = council.agenda ? await hearersOf(council.agenda.items, view, on.office, parts) : [];
  const others = heard.filter((one) => one !== on.person?.id);
  return {
    ...toThem(on, say('council.cancelled', { title: facts.title })),
    office: [arranged(at, { did: 'cancelled', council: id, why })],
    outbox: toPeople(others, {
      ...own(at, `inbox:${message.key}/council/${id}`),
      text: say('council.cancel', facts),
    }),
  };
}

async function paper(
  on: Case,
  council: Council,
  what: 'minutes' | 'agenda',
  parts: DeskParts,
): Promise<Outcome> {
  const { view, at, office } = on;
  const { say } = view;
  const title = titleOf(council, view);
  if (what === 'minutes' && council.at > at) return toThem(on, say('council.noMinutes', { title }));
  const file =
    what === 'agenda' && council.agenda
      ? council.agenda.file
      : await keptPaper(what, council, office, at, parts);
  return toThem(on, say('council.minutes', { title }), { file: { ...file, mime: DOCX } });
}

/** The agenda as things stand, on record and with its paper; to those who decide, and to each office that has a matter on it. */
async function agree(
  council: Council,
  office: Office,
  at: Instant,
  parts: DeskParts,
): Promise<{ readonly office: readonly OfficeEvent[]; readonly outbox: readonly Outgoing[] }> {
  const view = viewAt(parts, at);
  const { say } = view;
  const items = await itemsOf(council, at, parts);
  const title = titleOf(council, view);
  const when = instantInWords(council.at, at);
  const file = await keptPaper('agenda', council, office, at, parts);
  const agreed = arranged(at, { did: 'agreed', council: council.id, items, file });
  // Missed while the program was off, and over by now: it is on record, and nobody is told.
  if (at >= council.at) return { office: [agreed], outbox: [] };
  const deciders = decidersOf(view, office);
  const told = say('council.agenda', { title, when, count: items.length });
  const matters = await mattersOf(items, parts);
  const offices = new Map<string, number[]>();
  for (const { ticket } of matters) {
    const liaison = ticket.liaison ?? '';
    if (liaison !== '') offices.set(liaison, [...(offices.get(liaison) ?? []), ticket.number]);
  }
  const kept = own(at, `council/${council.id}/agenda`);
  const others = [...offices].filter(([person]) => !deciders.includes(person));
  return {
    office: [agreed],
    outbox: [
      ...toPeople(deciders, { ...kept, text: told, file: { ...file, mime: DOCX } }),
      ...others.flatMap(([person, numbers]) => {
        const text = say('council.toDepartment', { title, when, numbers: numbers.join('、') });
        return toPeople([person], { ...kept, text });
      }),
    ],
  };
}

/** Who has had its agenda: those who decide, and whoever has a matter on it. */
async function hearersOf(
  items: readonly AgendaItem[],
  view: View,
  office: Office,
  parts: DeskParts,
): Promise<readonly string[]> {
  const matters = await mattersOf(items, parts);
  return [
    ...new Set([...decidersOf(view, office), ...matters.flatMap(({ ticket }) => ticket.liaison ?? [])]),
  ];
}

function decidersOf({ roster }: View, office: Office): readonly string[] {
  return [...coLeaders(roster), ...hubThere(roster, awayOf(office))].map(({ id }) => id);
}

function own(createdAt: Instant, id: string) {
  return { id, kind: 'council', createdAt };
}

/** Null where it is fixed already, or no more wanted. */
function agendaAt({ at, agenda, cancelled }: Council, calendar: Calendar): Instant | null {
  return agenda || cancelled ? null : onDayBefore(at, AGENDA_AT, calendar);
}

/** 议定事项按期完成率 = done in time ÷ due in the period, of all councils. */
async function section(period: Period, at: Instant, parts: DeskParts): Promise<Section | null> {
  const { say } = parts;
  const office = await parts.store.office();
  const all = councilsIn(office).filter((one) => !one.cancelled);
  const isIn = (when: Instant): boolean => when >= period.from && when < period.before;
  const held = all.filter((one) => isIn(one.at) && one.at <= at);
  const agreed = (await Promise.all(all.map((one) => agreedIn(one, at, parts)))).flat();
  const due = agreed.filter(({ decided, ticket, outcome }) => {
    const duty = ticket.duties.find(({ id }) => id === decided.duty);
    return (outcome === 'kept' || outcome === 'late') && duty !== undefined && isIn(duty.clock.deadline.due);
  });
  if (held.length === 0 && due.length === 0) return null;
  const kept = due.filter(({ outcome }) => outcome === 'kept').length;
  const decided = held.reduce((sum, one) => sum + one.decided.length, 0);
  return {
    title: say('council.section'),
    lines: [
      { text: say('council.sectionHeld', { held: held.length, decided }), path: '/councils' },
      {
        text: say('council.sectionRate', {
          rate: rateInWords({ numerator: kept, denominator: due.length }),
          due: due.length,
        }),
        path: '/councils',
      },
    ],
  };
}

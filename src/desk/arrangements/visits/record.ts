/** 走访: what the firm told there becomes ordinary tickets, and what was promised a step with the day that was named. */

import { departmentsNamed } from '../../../dialogue/arrangements/named.ts';
import { mattersIn, readPromise } from '../../../dialogue/arrangements/visit.ts';
import { clip } from '../../../dialogue/text.ts';
import { departmentName, whoInWords } from '../../../dialogue/view.ts';
import { deadlineAsked } from '../../../domain/asked-deadline.ts';
import type { Source } from '../../../domain/source.ts';
import { raisersOf, type Ticket } from '../../../domain/ticket.ts';
import type { PlanStep } from '../../../domain/ticket-parts.ts';
import { addDays, type Day, dayInWords, dayOf } from '../../../domain/time.ts';
import { type Case, type Outcome, type Registering, reply } from '../../case.ts';
import { saysTheSame } from '../../clerk/earlier.ts';
import { registering } from '../../clerk/receipts.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import { change, filesOf } from '../../steps/change.ts';
import type { ArrangingOf } from '../arranging.ts';
import { toThem } from '../to-them.ts';
import { messagesTo, sideOf } from './tickets.ts';

/** Of one message; more is rather a paste by mistake. */
const AT_ONCE = 20;
const MATTER = 40;
const LONGEST_TITLE = 60;
const YEAR_AHEAD = 366;
/** 天上局, at the end of a promise and in no roster. */
const LIKE_A_DEPARTMENT = /^[\p{Script=Han}]{1,10}(?:局|委|委员会|办公室|中心|公司)$/u;

/** 走访 23 记, with a matter a line. */
export async function record(on: Case, ticket: Ticket, words: string, parts: DeskParts): Promise<Outcome> {
  const { view, person } = on;
  const { say } = view;
  const { number } = ticket;
  if (person === null || sideOf(person.id, ticket, parts.roster) !== 'squad') {
    return toThem(on, say('visit.notYours'));
  }
  if (words.trim() === '') return asking(on, ticket, 'record', '', say('visit.askRecord', { number }));
  const matters = mattersIn(words);
  if (matters.length > AT_ONCE) {
    return toThem(on, say('visit.tooMany', { limit: AT_ONCE, count: matters.length }));
  }
  const { fresh, known } = await sorted(matters, ticket, parts);
  // The same message sent twice.
  if (fresh.length === 0 && known.length > 0) return toThem(on, knownInWords(known, on));
  const registers = fresh.map((text) => issueOf(on, ticket, text, parts));
  // A report is nobody's to read here, not even that there is one.
  const told = registers.flatMap(({ registration }) =>
    registration.confidential ? [] : [clip(registration.text, MATTER)],
  );
  const text =
    told.length === 0
      ? say('visit.recordedNone')
      : say('visit.recorded', { count: told.length, matters: told.join('；') });
  const files = filesOf(on, 'department');
  const outcome = change(on, ticket, { type: 'feedback', text, files }, parts, () =>
    reply(
      [
        ...(known.length === 0 ? [] : [knownInWords(known, on)]),
        say('visit.toldRecorded', { number, count: registers.length }),
      ].join('\n'),
      { ticket: number, privately: true },
    ),
  );
  return outcome.changes && registers.length > 0 ? { ...outcome, registers } : outcome;
}

/** Those that are new, each once, and tickets of this visit that say the same as the others. */
async function sorted(matters: readonly string[], ticket: Ticket, { store }: DeskParts) {
  const { number, enterprise, facts } = ticket;
  const of =
    enterprise === null ? [] : await store.tickets({ enterprise, registeredFrom: facts.registeredAt });
  const here = of.filter(
    ({ source, confidential }) => !confidential && source?.kind === 'visit' && source.id === String(number),
  );
  const fresh: string[] = [];
  const known: Ticket[] = [];
  for (const text of matters) {
    const before = here.find((one) => saysTheSame(one.text, text));
    if (before) known.push(before);
    else if (!fresh.some((one) => saysTheSame(one, text))) fresh.push(text);
  }
  return { fresh, known };
}

function knownInWords(known: readonly Ticket[], { view }: Case): string {
  const numbers = known.map(({ number, text }) => `${number}（${clip(text, MATTER)}）`).join('、');
  return view.say('visit.recordedBefore', { numbers });
}

/** As if the firm had said it where it called. */
function issueOf(on: Case, ticket: Ticket, text: string, parts: DeskParts): Registering {
  const { number, enterprise, member, origin } = ticket;
  const speaker = enterprise !== null && member !== null ? { enterprise, member } : null;
  const said = registering(on, { text, at: on.message.at }, speaker, [], parts);
  if (said.registration.confidential) return said;
  const source: Source = {
    kind: 'visit',
    id: String(number),
    title: on.view.say('visit.title', { number }),
  };
  const from = { ...origin, message: null, saidAt: on.message.at };
  return { ...said, registration: { ...said.registration, source, origin: from } };
}

/** 答应 23 12月10日 送图纸 住建: what it lacks is asked for. */
export function promise(on: Case, ticket: Ticket, words: string, parts: DeskParts): Outcome {
  const { view, person, at } = on;
  const { say } = view;
  const { number } = ticket;
  if (person === null || sideOf(person.id, ticket, parts.roster) !== 'squad') {
    return toThem(on, say('visit.notYours'));
  }
  const { day, parts: said } = readPromise(words, at);
  const { title, department, unknown } = whatAndWhose(said, parts);
  if (unknown !== null) {
    const question = say('visit.noDepartment', { name: clip(unknown, MATTER) });
    return toThem(on, question, { ticket: number });
  }
  if (day === 'none') return toThem(on, say('visit.noDay'));
  if (day === null) {
    return asking(
      on,
      ticket,
      'day',
      words.trim(),
      say('visit.askDay', { number, title: clip(title, MATTER) }),
    );
  }
  const shown = dayInWords(day, dayOf(at));
  if (day < dayOf(at)) {
    return asking(on, ticket, 'day', said.join(' '), say('visit.promisedPast', { day: shown }));
  }
  if (day > addDays(dayOf(at), YEAR_AHEAD)) {
    return asking(on, ticket, 'day', said.join(' '), say('visit.promisedFar'));
  }
  if (title === '') {
    return asking(on, ticket, 'title', day, say('visit.askTitle', { number, day: shown }));
  }
  return promised(on, ticket, { day, title: clip(title, LONGEST_TITLE), department }, parts);
}

interface Promised {
  readonly day: Day;
  readonly title: string;
  readonly department: string | null;
}

function promised(on: Case, ticket: Ticket, { day, title, department }: Promised, parts: DeskParts): Outcome {
  const { view, person, at } = on;
  const { number } = ticket;
  const step: PlanStep = {
    id: `promise-${(ticket.plan ?? []).length + 1}`,
    title,
    department,
    after: [],
    within: null,
    by: { day },
  };
  // Its clock ends on a working day: both are told that day, and why it is another one than was said.
  const { lastDay } = deadlineAsked(at, { day }, parts.calendar).explanation;
  const today = dayOf(at);
  const facts = {
    number,
    day:
      lastDay === day
        ? dayInWords(day, today)
        : view.say('visit.rolled', { day: dayInWords(lastDay, today), said: dayInWords(day, today) }),
    title,
    whose: departmentName(department ?? ticket.department, view),
  };
  const outcome = change(on, ticket, { type: 'plan', steps: [step] }, parts, () =>
    reply(view.say('visit.promised', facts), { ticket: number, privately: true }),
  );
  if (!outcome.changes) return outcome;
  const news = view.say('visit.promisedNews', {
    ...facts,
    who: whoInWords(person?.id ?? '', ticket, view),
  });
  return { ...outcome, outbox: messagesTo(raisersOf(ticket), news, ticket, on, 'promised') };
}

/** The last word is the department, where it is the name of one. */
function whatAndWhose(said: readonly string[], { roster }: DeskParts) {
  const last = said.at(-1);
  const [found] = said.length > 1 && last !== undefined ? departmentsNamed([last], roster).found : [];
  const isMeant = said.length > 1 && last !== undefined && LIKE_A_DEPARTMENT.test(last);
  if (!found && !isMeant) return { title: said.join(' '), department: null, unknown: null };
  const title = said.slice(0, -1).join(' ');
  return { title, department: found?.id ?? null, unknown: found ? null : (last ?? null) };
}

function asking(
  on: Case,
  { number }: Ticket,
  what: ArrangingOf<'visit'>['what'],
  words: string,
  question: string,
): Outcome {
  const dialogue = awaiting('arranging', { of: 'visit', what, ticket: number, words }, on.at);
  return { ...toThem(on, question, { ticket: number }), dialogue };
}
